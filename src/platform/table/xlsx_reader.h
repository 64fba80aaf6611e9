#pragma once
// Reads the first sheet of an XLSX. The archive is read part by part and row by row; nothing of it is ever
// written to disk, and no name in it is used as a path. Merged cells, bombs and foreign names are refused
// before the first row is given. Not a face: open_table of table.h makes it.

#include <map>

#include "platform/table/table.h"

struct archive;

namespace platform {

// The unpacked bytes of one part of a ZIP, in pieces.
class ZipPart {
 public:
  // Errors: invalid "table.damaged" when the part is missing and needed.
  ZipPart(const std::filesystem::path& path, const std::string& name, const TableLimits& limits);
  ~ZipPart();
  ZipPart(const ZipPart&) = delete;
  ZipPart& operator=(const ZipPart&) = delete;
  bool found() const { return found_; }
  // Adds the next piece; false at the end.
  bool read(std::string& out);
  std::string all(std::size_t most);
  std::uint64_t unpacked() const { return unpacked_; }

 private:
  archive* archive_ = nullptr;
  TableLimits limits_;
  std::uint64_t unpacked_ = 0, packed_ = 0;
  bool found_ = false;
};

// Cuts a stream of XML into its elements of one name.
class ElementStream {
 public:
  ElementStream(ZipPart& part, std::string name, std::size_t most) : part_(part), name_(std::move(name)), most_(most) {}
  // The whole next element as text; false at the end.
  bool next(std::string& element);

 private:
  bool more();
  std::size_t find_start();
  ZipPart& part_;
  std::string name_, text_;
  std::size_t most_, at_ = 0;
  bool prefix_known_ = false;
};

class XlsxReader final : public TableReader {
 public:
  XlsxReader(const std::filesystem::path& path, const TableLimits& limits);
  ~XlsxReader() override;
  bool next(TableRow& row) override;
  int thousandths() const override;
  TableFormat format() const override { return TableFormat::xlsx; }

 private:
  void check_names();
  void read_workbook();
  void read_styles();
  void read_strings();
  void check_sheet();
  bool read_row(const std::string& element, TableRow& row);

  std::filesystem::path path_;
  TableLimits limits_;
  std::string sheet_;  // name of its part
  std::vector<std::string> strings_;
  std::vector<bool> date_styles_;
  bool from_1904_ = false;
  std::uint64_t sheet_size_ = 1;
  std::int64_t rows_ = 0, line_ = 0;
  std::unique_ptr<ZipPart> part_;
  std::unique_ptr<ElementStream> elements_;
};

}  // namespace platform
