#pragma once
// The answer to a question: a table over its axes, in their order, and what of it is withheld. Pure. Not a face.

#include <set>

#include "modules/statistics/question.h"

namespace statistics {

struct Table {
  std::vector<std::vector<std::string>> values;  // of each axis: unit codes, keys, days
  std::vector<std::int64_t> counts;              // the last axis runs fastest
  std::vector<std::int64_t> over;                // a ratio: (counts - over) : over; else empty
  std::vector<char> withheld;                    // empty: nothing is
};

// restated: the tree of the question's structure; null as it was. Errors: too_large "statistics.too_many_rows" {rows,
// max}.
Table answer(const Question& question, const Picture& picture, const Restated* restated);

constexpr bool is_small(std::int64_t people) { return people > 0 && people < 5; }

// Rows of a table without its units, of which the asked unit's own figure is hidden among those beside it: named by
// their values. Whoever asks the unit alone must not see it either.
struct HiddenRows {
  bool all = false;  // those beside it are too many to be looked at
  std::set<std::vector<std::string>> rows;
  bool empty() const { return !all && rows.empty(); }
  bool contains(const std::vector<std::string>& row) const { return all || rows.contains(row); }
};
HiddenRows hidden_from_above(const Question& question, const Picture& picture, const Restated* restated);

// Hides groups of one to four people, and so many others beside them that none can be computed back from the sum of
// any line: in every line the hidden ones are none, or at least two with at least five people; one is enough where the
// line's own sum is hidden. Time is no such line.
void withhold(const Question& question, Table& table, const HiddenRows& hidden = {});

}  // namespace statistics
