#pragma once
// Tables in files: CSV and XLSX in, CSV and XLSX out, one row at a time. Memory does not grow with the rows
// (an XLSX keeps its shared strings). Cells are text in NFC; a date cell of XLSX is given as ISO text. Knows
// no column by name. A file that is not what it says is refused with a sentence and never half read.
// Errors of every function: invalid "table.…" with {line} where there is one; too_large "table.too_large".

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"

namespace platform {

enum class TableFormat { csv, xlsx };

struct TableRow {
  std::int64_t line = 0;           // of the file (CSV: where the row starts), or the row number of the sheet
  std::vector<std::string> cells;  // empty cells at the end may be missing
};

struct TableLimits {
  std::size_t cell = 64u << 10;  // Units: bytes
  std::size_t columns = 512;
  std::int64_t rows = 5'000'000;
  std::uint64_t unpacked = 1ull << 30;        // Units: bytes of one part of an XLSX
  std::uint64_t ratio = 250;                  // unpacked to packed, once more than 64 MiB came out
  std::uint64_t shared_strings = 256u << 20;  // Units: bytes
};

class TableReader {
 public:
  virtual ~TableReader() = default;
  // The next row that is not blank; false at the end.
  virtual bool next(TableRow& row) = 0;
  // How far it has come, in parts of a thousand.
  virtual int thousandths() const = 0;
  virtual TableFormat format() const = 0;
};

// Decides by the content: a ZIP is XLSX, anything else is CSV in UTF-8 or UTF-16, separated by the one of
// `,` `;` tab that its first line holds most of. An apostrophe before a formula sign is taken off again.
std::unique_ptr<TableReader> open_table(const std::filesystem::path& path, const TableLimits& limits = {});

class TableWriter {
 public:
  virtual ~TableWriter() = default;
  virtual void add(std::span<const std::string> cells) = 0;
  // Nothing is complete before it. Errors: unavailable "table.not_written".
  virtual void finish() = 0;
};

// CSV has a BOM, CRLF and an apostrophe before a cell that a spreadsheet would run as a formula. XLSX holds
// ISO dates of the columns named as real dates, shown dd/mm/yyyy.
std::unique_ptr<TableWriter> create_table(const std::filesystem::path& path, TableFormat format, std::string_view sheet,
                                          std::vector<std::size_t> date_columns = {});

// "=1+1" → "'=1+1"; undone exactly by the other.
std::string guard_formula(std::string_view cell);
std::string_view unguard_formula(std::string_view cell);

namespace table {
std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();
}  // namespace table

}  // namespace platform
