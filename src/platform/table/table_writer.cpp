#include <xlsxwriter.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "base/date.h"
#include "base/error.h"
#include "platform/table/table.h"

namespace platform {
namespace {

[[noreturn]] void not_written(std::string detail) {
  throw base::Error(base::ErrorKind::unavailable, "table.not_written", {}, std::move(detail));
}

class CsvWriter final : public TableWriter {
 public:
  explicit CsvWriter(const std::filesystem::path& path) : file_(path, std::ios::binary | std::ios::trunc) {
    file_ << "\xEF\xBB\xBF";
  }
  void add(std::span<const std::string> cells) override {
    line_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i) line_ += ',';
      add_cell(guard_formula(cells[i]));
    }
    line_ += "\r\n";
    file_.write(line_.data(), std::streamsize(line_.size()));
    if (!file_) not_written("write failed");
  }
  void finish() override {
    file_.close();
    if (!file_) not_written("close failed");
  }

 private:
  void add_cell(const std::string& cell) {
    if (cell.find_first_of(",;\t\"\r\n") == cell.npos) {
      line_ += cell;
      return;
    }
    line_ += '"';
    for (const char c : cell) {
      if (c == '"') line_ += '"';
      line_ += c;
    }
    line_ += '"';
  }
  std::ofstream file_;
  std::string line_;
};

class XlsxWriter final : public TableWriter {
 public:
  XlsxWriter(const std::filesystem::path& path, std::string_view sheet, std::vector<std::size_t> date_columns)
      : dates_(std::move(date_columns)), folder_(path.parent_path().string()) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.empty() ? nullptr : folder_.data();
    book_ = workbook_new_opt(path.c_str(), &options);
    if (!book_) not_written("workbook");
    sheet_ = workbook_add_worksheet(book_, std::string(sheet).c_str());
    if (!sheet_) not_written("worksheet");
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "dd/mm/yyyy");
    worksheet_freeze_panes(sheet_, 1, 0);
  }
  ~XlsxWriter() override {
    if (book_) workbook_close(book_);
  }
  void add(std::span<const std::string> cells) override {
    if (row_ >= LXW_ROW_MAX) throw base::Error(base::ErrorKind::too_large, "table.too_large", {{"max", "1048576"}});
    for (std::size_t i = 0; i < cells.size(); ++i) add_cell(lxw_col_t(i), cells[i]);
    ++row_;
  }
  void finish() override {
    auto* book = std::exchange(book_, nullptr);
    if (const auto error = workbook_close(book); error != LXW_NO_ERROR) not_written(lxw_strerror(error));
  }

 private:
  void add_cell(lxw_col_t column, const std::string& cell) {
    if (cell.empty()) return;
    const bool dated = row_ > 0 && std::find(dates_.begin(), dates_.end(), column) != dates_.end();
    const auto date = dated ? base::parse_iso_date(cell) : std::nullopt;
    lxw_error error{};
    // A spreadsheet knows no day before 1900, and miscounts until March of that year.
    if (date && *date >= *base::make_date(1900, 3, 1)) {
      const auto day = base::calendar_day(*date);
      lxw_datetime at{day.year, day.month, day.day, 0, 0, 0};
      error = worksheet_write_datetime(sheet_, row_, column, &at, date_);
    } else {
      error = worksheet_write_string(sheet_, row_, column, cell.c_str(), row_ == 0 ? header_ : nullptr);
    }
    if (error != LXW_NO_ERROR) not_written(lxw_strerror(error));
  }
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *header_ = nullptr, *date_ = nullptr;
  lxw_row_t row_ = 0;
  std::vector<std::size_t> dates_;
  std::string folder_;
};

}  // namespace

std::unique_ptr<TableWriter> create_table(const std::filesystem::path& path, TableFormat format, std::string_view sheet,
                                          std::vector<std::size_t> date_columns) {
  if (format == TableFormat::csv) return std::make_unique<CsvWriter>(path);
  return std::make_unique<XlsxWriter>(path, sheet, std::move(date_columns));
}

}  // namespace platform
