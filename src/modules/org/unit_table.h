#pragma once
// units.csv as text: its columns, and one row of cells as a row of the tree. Pure. Not a face.

#include "modules/org/org.h"

namespace org {

inline constexpr std::string_view unit_columns[] = {"code", "name", "kind", "level", "parent_code", "from", "to"};

// Where each column stands in a file. Errors: invalid "table.column_missing" {column}, "org.column_twice".
class UnitColumns {
 public:
  explicit UnitColumns(const std::vector<std::string>& header);
  // The cell, squeezed; empty where the file has none.
  std::string cell(const platform::TableRow& row, std::size_t column) const;

 private:
  std::vector<int> places_;
};

// Reads a row; says what is no row of units.csv. False when something was said.
bool read_unit_row(const UnitColumns& columns, const platform::TableRow& cells, tree::UnitRow& row,
                   std::vector<ImportProblem>& problems);

std::vector<std::string> unit_cells(const tree::UnitSpan& span);

}  // namespace org
