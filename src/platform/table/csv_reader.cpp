#include "platform/table/csv_reader.h"

#include <array>

#include "base/error.h"
#include "base/text.h"
#include "platform/table/table_text.h"

namespace platform {
namespace {

bool sign_of_formula(char c) { return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r'; }

bool runs_as_formula(std::string_view cell) {
  const auto first = cell.find_first_not_of('\'');
  return first != cell.npos && sign_of_formula(cell[first]);
}

}  // namespace

std::string guard_formula(std::string_view cell) {
  return runs_as_formula(cell) ? "'" + std::string(cell) : std::string(cell);
}

std::string_view unguard_formula(std::string_view cell) {
  return cell.starts_with('\'') && runs_as_formula(cell) ? cell.substr(1) : cell;
}

CsvReader::CsvReader(const std::filesystem::path& path, const TableLimits& limits)
    : file_(path, std::ios::binary), limits_(limits) {
  if (!file_) table_error("table.not_readable");
  std::error_code error;
  size_ = std::max<std::uint64_t>(1, std::filesystem::file_size(path, error));
  fill();
  decide_encoding();
  decide_separator();
}

// Reads more bytes behind what is not consumed yet.
bool CsvReader::fill() {
  if (at_ > 0) bytes_.erase(0, at_), at_ = 0;
  if (!file_) return false;
  const auto before = bytes_.size();
  bytes_.resize(before + (64u << 10));
  file_.read(bytes_.data() + before, 64 << 10);
  bytes_.resize(before + std::size_t(file_.gcount()));
  consumed_ += std::uint64_t(file_.gcount());
  return bytes_.size() > before;
}

void CsvReader::decide_encoding() {
  const std::string_view start(bytes_);
  const auto zero = [&](std::size_t i) { return i < start.size() && start[i] == '\0'; };
  if (start.starts_with("\xEF\xBB\xBF"))
    at_ = 3;
  else if (start.starts_with("\xFF\xFE"))
    encoding_ = Encoding::utf16_little, at_ = 2;
  else if (start.starts_with("\xFE\xFF"))
    encoding_ = Encoding::utf16_big, at_ = 2;
  else if (zero(1) && zero(3) && !zero(0))
    encoding_ = Encoding::utf16_little;
  else if (zero(0) && zero(2) && !zero(1))
    encoding_ = Encoding::utf16_big;
}

// The separator is the one that the first line, outside quotes, holds most of. "sep=;" says it outright.
void CsvReader::decide_separator() {
  std::string first;
  bool quoted = false;
  for (char c; first.size() < (60u << 10) && take(c);) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) break;
    first += c;
  }
  if (first.size() >= 5 && first.starts_with("sep=")) {
    separator_ = first[4];
    line_ = 2;
    return;
  }
  std::array<std::size_t, 3> counts{};
  quoted = false;
  for (const char c : first) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    counts[0] += c == ',';
    counts[1] += c == ';';
    counts[2] += c == '\t';
  }
  separator_ = counts[2] > counts[0] && counts[2] > counts[1] ? '\t' : counts[1] > counts[0] ? ';' : ',';
  pushed_ = std::move(first);
  if (ended_line_) pushed_ += '\n';
  pushed_at_ = 0;
  ended_line_ = false;
}

// The next byte of the text in UTF-8; false at the end.
bool CsvReader::take(char& c) {
  if (pushed_at_ < pushed_.size()) {
    c = pushed_[pushed_at_++];
    return true;
  }
  if (!pushed_.empty() && encoding_ != Encoding::utf8) pushed_.clear(), pushed_at_ = 0;
  if (encoding_ == Encoding::utf8) {
    if (at_ >= bytes_.size() && !fill()) return false;
    c = bytes_[at_++];
    if (c == '\0') table_error("table.not_text", line_);
    ended_line_ = c == '\n';
    return true;
  }
  if (!take_utf16()) return false;
  c = pushed_[pushed_at_++];
  ended_line_ = c == '\n';
  return true;
}

bool CsvReader::take_unit(char32_t& unit) {
  if (bytes_.size() - at_ < 2 && !(fill() && bytes_.size() - at_ >= 2)) {
    if (at_ < bytes_.size()) table_error("table.not_text", line_);
    return false;
  }
  const auto a = static_cast<unsigned char>(bytes_[at_]), b = static_cast<unsigned char>(bytes_[at_ + 1]);
  at_ += 2;
  unit = encoding_ == Encoding::utf16_little ? char32_t(a | (b << 8)) : char32_t(b | (a << 8));
  return true;
}

bool CsvReader::take_utf16() {
  char32_t unit = 0;
  if (!take_unit(unit)) return false;
  if (unit == 0 || (unit >= 0xDC00 && unit < 0xE000)) table_error("table.not_text", line_);
  if (unit >= 0xD800 && unit < 0xDC00) {
    char32_t low = 0;
    if (!take_unit(low) || low < 0xDC00 || low >= 0xE000) table_error("table.not_text", line_);
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }
  pushed_.clear();
  pushed_at_ = 0;
  base::append_utf8(pushed_, unit);
  return true;
}

int CsvReader::thousandths() const {
  return int(std::min<std::uint64_t>(
      1000, (consumed_ - std::min<std::uint64_t>(consumed_, bytes_.size() - at_)) * 1000 / size_));
}

void CsvReader::end_cell(TableRow& row) {
  if (row.cells.size() >= limits_.columns)
    table_error("table.too_many_columns", line_, {{"max", std::to_string(limits_.columns)}});
  if (!base::is_valid_utf8(cell_)) table_error("table.not_text", row.line);
  row.cells.push_back(base::to_nfc(unguard_formula(cell_)));
  cell_.clear();
}

// What follows in the cell without a meaning of its own, many bytes at once.
void CsvReader::take_plain() {
  if (encoding_ != Encoding::utf8 || pushed_at_ < pushed_.size()) return;
  const auto means = [&](char c) { return c == separator_ || c == '"' || c == '\n' || c == '\r' || c == '\0'; };
  auto end = at_;
  while (end < bytes_.size() && !means(bytes_[end])) ++end;
  cell_.append(bytes_, at_, end - at_);
  at_ = end;
}

// RFC 4180, with LF, CRLF and CR as ends of a line.
bool CsvReader::read_record(TableRow& row) {
  row.cells.clear();
  row.line = line_;
  enum { start, plain, quoted, quote_seen } state = start;
  char c = 0;
  while (take(c)) {
    if (cell_.size() > limits_.cell) table_error("table.cell_too_long", row.line);
    if (skip_line_feed_) {
      skip_line_feed_ = false;
      if (c == '\n') continue;
    }
    if (state == quoted) {
      line_ += c == '\n';
      if (c == '"')
        state = quote_seen;
      else
        cell_ += c;
      continue;
    }
    if (c == '"' && state == start) {
      state = quoted;
    } else if (c == '"' && state == quote_seen) {
      cell_ += c;
      state = quoted;
    } else if (c == separator_) {
      end_cell(row);
      state = start;
    } else if (c == '\n' || c == '\r') {
      skip_line_feed_ = c == '\r';
      end_cell(row);
      ++line_;
      return true;
    } else {
      if (state == quote_seen) table_error("table.quote_stray", row.line);
      cell_ += c;
      state = plain;
      take_plain();
    }
  }
  if (state == quoted) table_error("table.quote_open", row.line);
  if (state == start && row.cells.empty()) return false;
  end_cell(row);
  return true;
}

bool CsvReader::next(TableRow& row) {
  while (read_record(row)) {
    if (row.cells.size() == 1 && row.cells[0].empty()) continue;
    if (is_blank(row)) continue;
    if (++rows_ > limits_.rows) table_too_large(std::to_string(limits_.rows));
    return true;
  }
  return false;
}

}  // namespace platform
