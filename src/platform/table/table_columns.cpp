#include "platform/table/table_columns.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace platform {

using base::ErrorKind;

TableColumns::TableColumns(std::span<const std::string_view> known, std::size_t required,
                           const std::vector<std::string>& header, const ColumnNames& names)
    : places_(known.size(), -1) {
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto given = names.find(base::squeeze(header[i]));
    const auto name = given != names.end() ? given->second : base::to_lower(base::squeeze(header[i]));
    const auto found = std::find(known.begin(), known.end(), name);
    if (found == known.end()) continue;
    auto& place = places_[std::size_t(found - known.begin())];
    if (place >= 0) throw base::Error(ErrorKind::invalid, "table.column_twice", {{"column", name}});
    place = int(i);
  }
  for (std::size_t i = 0; i < required; ++i)
    if (places_[i] < 0)
      throw base::Error(ErrorKind::invalid, "table.column_missing", {{"column", std::string(known[i])}});
}

std::string TableColumns::cell(const TableRow& row, std::size_t column) const {
  const int place = places_[column];
  return place < 0 || std::size_t(place) >= row.cells.size() ? std::string()
                                                             : base::squeeze(row.cells[std::size_t(place)]);
}

}  // namespace platform
