#pragma once
// Where a clause of a duty or a request ends, and which date in it is the deadline. Knows the dates and documents
// that were already read; walks no further than the clause.

#include <utility>
#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

class Clauses {
 public:
  Clauses(const SourceText& text, const std::vector<Item>& items);

  // The token of the ';' or line end that closes the clause; the marks before `last` are left out.
  std::ptrdiff_t end(std::ptrdiff_t i, std::ptrdiff_t last) const;
  // Without the marks and closing quotes at its end.
  std::ptrdiff_t trimmed(std::ptrdiff_t first, std::ptrdiff_t last) const;
  // The last date of the clause that a word of deadline introduces, or that recurs or closes the clause; code points.
  std::pair<std::uint32_t, std::uint32_t> due_in(std::ptrdiff_t first, std::ptrdiff_t last) const;
  // "trong 05 ngày làm việc", "định kỳ hằng quý": a deadline without a date.
  bool is_timed(std::ptrdiff_t first, std::ptrdiff_t last) const;
  bool is_recurring(std::ptrdiff_t first, std::ptrdiff_t last) const;
  // One past the date that starts at token i, else i.
  std::ptrdiff_t past_date(std::ptrdiff_t i) const;
  // Whether a date ends right before token i.
  bool past_due(std::ptrdiff_t i) const;
  bool in_document(std::ptrdiff_t i) const;
  // "tập trung 6 nhiệm vụ: a; b; c": the colon, else 0.
  std::ptrdiff_t counted_list(std::ptrdiff_t i, std::ptrdiff_t last) const;

 private:
  bool opened(std::ptrdiff_t first, std::ptrdiff_t quote) const;
  const SourceText& text_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> documents_, dates_;
};

}  // namespace intake
