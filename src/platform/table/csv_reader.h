#pragma once
// Reads CSV as RFC 4180 has it, in the encodings and with the separators that spreadsheets write. One pass,
// constant memory. Not a face: open_table of table.h makes it.

#include <fstream>

#include "platform/table/table.h"

namespace platform {

class CsvReader final : public TableReader {
 public:
  CsvReader(const std::filesystem::path& path, const TableLimits& limits);
  bool next(TableRow& row) override;
  int thousandths() const override;
  TableFormat format() const override { return TableFormat::csv; }

 private:
  enum class Encoding { utf8, utf16_little, utf16_big };
  bool fill();
  void decide_encoding();
  void decide_separator();
  bool take(char& c);
  bool take_unit(char32_t& unit);
  bool take_utf16();
  void take_plain();
  bool read_record(TableRow& row);
  void end_cell(TableRow& row);

  std::ifstream file_;
  TableLimits limits_;
  std::string bytes_;  // read and not consumed from at_ on
  std::size_t at_ = 0;
  std::string pushed_;  // UTF-8 that comes before bytes_
  std::size_t pushed_at_ = 0;
  std::string cell_;
  std::uint64_t size_ = 1, consumed_ = 0;
  std::int64_t line_ = 1, rows_ = 0;
  Encoding encoding_ = Encoding::utf8;
  char separator_ = ',';
  bool skip_line_feed_ = false, ended_line_ = false;
};

}  // namespace platform
