#include "platform/table/table.h"

#include <array>
#include <fstream>

#include "platform/table/csv_reader.h"
#include "platform/table/table_text.h"
#include "platform/table/xlsx_reader.h"

namespace platform {

void table_error(const char* key, std::int64_t line, base::Parameters parameters) {
  if (line > 0) parameters.emplace("line", std::to_string(line));
  throw base::Error(base::ErrorKind::invalid, key, std::move(parameters));
}

void table_too_large(std::string limit) {
  throw base::Error(base::ErrorKind::too_large, "table.too_large", {{"max", std::move(limit)}});
}

bool is_blank(const TableRow& row) {
  for (const auto& cell : row.cells)
    if (cell.find_first_not_of(" \t\xC2\xA0") != cell.npos) return false;
  return true;
}

std::unique_ptr<TableReader> open_table(const std::filesystem::path& path, const TableLimits& limits) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 8> start{};
  file.read(start.data(), 8);
  const std::string_view magic(start.data(), std::size_t(file.gcount()));
  file.close();
  if (magic.starts_with("PK\x03\x04") || magic.starts_with("PK\x05\x06"))
    return std::make_unique<XlsxReader>(path, limits);
  // The compound file of old .xls and of XLSX with a password.
  if (magic.starts_with("\xD0\xCF\x11\xE0")) table_error("table.old_or_locked");
  return std::make_unique<CsvReader>(path, limits);
}

}  // namespace platform
