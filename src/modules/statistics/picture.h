#pragma once
// All that is counted from, at one moment: the tree of all days, the rows in the order of its places, and what was
// written since they were laid, as rows to add and rows to take away. A write makes the next picture out of this
// one; readers keep theirs. Immutable. Not a face.

#include <memory>
#include <span>

#include "modules/statistics/rows.h"

namespace statistics {

// What was written since the rows were laid: rows and moves to add (+1) or to take away (-1).
struct Since {
  struct SignedRow {
    int sign = 0;
    std::uint32_t place = 0;
    Row row;
  };
  struct SignedMove {
    int sign = 0;
    Move move;
    Row row;
  };
  std::vector<SignedRow> rows;
  std::vector<SignedMove> moves;
};

struct Picture {
  std::shared_ptr<const DatedTree> tree;
  std::shared_ptr<const Rows> rows;
  std::shared_ptr<const std::vector<std::uint32_t>> first_row;  // by place of the tree
  std::shared_ptr<const std::vector<Move>> moves;               // their places are of the tree
  std::shared_ptr<const Since> since;
  Words ethnicities, occupations;
  std::int64_t version = 0, tree_version = 0;  // of the members, of the tree
};

// As the columns say, but for those members who have changed since.
using Changed = std::map<std::int64_t, std::optional<members::MemberFact>>;
Picture lay(std::shared_ptr<const DatedTree> tree, const members::Columns& columns, const Changed& changed,
            std::int64_t version);
Picture with_members(const Picture& picture, std::span<const members::MemberChange> changes, std::int64_t version);
// The picture shows what the columns and the changed members say. Only those who were at a unit that has come to stand
// elsewhere on some day are cut again; nothing when they are more than `most`: then all must be laid anew.
std::optional<Picture> with_tree(const Picture& picture, std::shared_ptr<const DatedTree> tree,
                                 const members::Columns& columns, const Changed& changed, std::size_t most = 200'000);

}  // namespace statistics
