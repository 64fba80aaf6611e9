#pragma once
// The tree as rows would leave it, in memory, as far as it must be known to check them: the codes the rows
// name, all that is above them at any time, and what hangs below them in the store. Pure: no SQL. Not a face.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/tree/tree.h"

namespace tree {

inline constexpr base::Date open_end{1 << 30};  // later than every legal day

struct Stretch {
  base::Date from, to;  // to: open_end when open
  std::int32_t parent = -1;
  std::int32_t row = -1;  // in the rows checked; -1: from the store
  UnitKind kind{};
  UnitLevel level{};
};

struct Node {
  std::string code;
  std::vector<Stretch> stretches;  // ordered by from
  bool known = false;              // has a stretch, in the rows or in the store
  std::int32_t first_row = -1;     // of the rows; -1: not named by them
};

class Forest {
 public:
  std::int32_t node(std::string_view code);  // finds or adds
  std::int32_t find(std::string_view code) const;
  std::vector<Node> nodes;

 private:
  std::unordered_map<std::string, std::int32_t> index_;
};

// Lays the rows over what the forest holds from the store. Gives the time that units lose in which they could hold
// members, without the units' ids.
std::vector<LostTime> lay_rows(Forest& forest, std::span<const UnitRow> rows, Replace replace);

// A stretch of a unit's life; cell: it could hold members.
struct CellTime {
  base::Date from, to;  // to: open_end when open
  bool cell = false;
};
// What of the time as a cell goes missing, without the unit's id. All in the order of from; rows are the unit's own.
std::vector<LostTime> find_lost(std::span<const CellTime> before, std::span<const CellTime> after,
                                std::span<const UnitRow* const> rows);

// Every problem of the forest that the rows bring, ordered by line and field.
std::vector<RowProblem> check_forest(const Forest& forest, std::span<const UnitRow> rows);

// What is wrong in a row by itself.
void check_row(const UnitRow& row, std::vector<RowProblem>& problems);
// Finds the rows that make a unit its own superior on some day.
void check_cycles(const Forest& forest, std::span<const UnitRow> rows, std::vector<RowProblem>& problems);

}  // namespace tree
