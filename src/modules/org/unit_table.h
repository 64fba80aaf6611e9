#pragma once
// units.csv as text: its columns, and one row of cells as a row of the tree. Pure. Not a face.

#include "modules/org/org.h"
#include "platform/imports/import_columns.h"

namespace org {

inline constexpr char units_kind[] = "units";  // of file
inline constexpr platform::ImportColumn unit_form[] = {
    {"code", "Mã đơn vị", "Code", "mã"},
    {"name", "Tên đơn vị", "Name", "tên|tên tổ chức"},
    {"kind", "Loại", "Kind", "loại đơn vị|loại hình|loại tổ chức"},
    {"level", "Cấp", "Level"},
    {"parent_code", "Mã cấp trên", "Parent code", "trực thuộc|mã đơn vị cấp trên|mã đơn vị trực thuộc|cấp trên|parent"},
    {"from", "Từ ngày", "From", "từ|ngày thành lập|ngày bắt đầu"},
    {"to", "Đến ngày", "To", "đến|ngày kết thúc|ngày giải thể"}};
inline constexpr auto unit_columns = platform::keys_of(unit_form);

// An open end may go without its column.
inline constexpr std::size_t required_unit_columns = 6;

// Reads a row; says what is no row of units.csv. False when something was said.
bool read_unit_row(const platform::TableColumns& columns, const platform::TableRow& cells, tree::UnitRow& row,
                   std::vector<ImportProblem>& problems);

std::vector<std::string> unit_cells(const tree::UnitSpan& span);

}  // namespace org
