#pragma once
// units.csv as text: its columns, and one row of cells as a row of the tree. Pure. Not a face.

#include "modules/org/org.h"
#include "platform/table/table_columns.h"

namespace org {

inline constexpr std::string_view unit_columns[] = {"code", "name", "kind", "level", "parent_code", "from", "to"};

// An open end may go without its column.
inline constexpr std::size_t required_unit_columns = 6;

// Reads a row; says what is no row of units.csv. False when something was said.
bool read_unit_row(const platform::TableColumns& columns, const platform::TableRow& cells, tree::UnitRow& row,
                   std::vector<ImportProblem>& problems);

std::vector<std::string> unit_cells(const tree::UnitSpan& span);

}  // namespace org
