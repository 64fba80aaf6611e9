#include "platform/table/xlsx_reader.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <pugixml.hpp>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "platform/table/table_text.h"

namespace platform {
namespace {

// Names come with or without a prefix ("x:row").
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

pugi::xml_node find_element(const pugi::xml_node& parent, std::string_view name) {
  for (const auto child : parent.children())
    if (local_name(child) == name) return child;
  return {};
}

pugi::xml_document parse_xml(const std::string& text) {
  pugi::xml_document document;
  if (text.find("<!DOCTYPE") != text.npos ||
      !document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8))
    table_error("table.damaged");
  return document;
}

// The text of <si> or <is>: its runs joined, without the reading aids.
void gather_text(const pugi::xml_node& node, std::string& out) {
  for (const auto child : node.children()) {
    const auto name = local_name(child);
    if (name == "t")
      out += child.text().get();
    else if (name == "r")
      gather_text(child, out);
  }
}

bool shows_date(int format, const std::map<int, std::string>& codes) {
  if ((format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) ||
      (format >= 50 && format <= 58))
    return true;
  const auto it = codes.find(format);
  if (it == codes.end()) return false;
  bool quoted = false, bracket = false;
  for (std::size_t i = 0; i < it->second.size(); ++i) {
    const char c = it->second[i];
    if (c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (c == '[')
      bracket = true;
    else if (c == ']')
      bracket = false;
    else if (!quoted && !bracket && (c == 'y' || c == 'Y' || c == 'd' || c == 'D'))
      return true;
  }
  return false;
}

std::optional<double> parse_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

// Days since 1899-12-30, or since 1904-01-01; day 60 of the first count (1900-02-29) never was.
std::string date_text(double serial, bool from_1904) {
  const auto days = std::int64_t(std::floor(serial));
  if (days < 0 || days > 200000) return {};
  const base::Date epoch = from_1904 ? *base::make_date(1904, 1, 1) : *base::make_date(1899, 12, 30);
  const std::int32_t shift = !from_1904 && days < 60 ? 1 : 0;
  const base::Date date{epoch.days + std::int32_t(days) + shift};
  if (date > *base::make_date(2199, 12, 31)) return {};
  return base::to_iso(date);
}

std::string number_text(const std::string& raw) {
  const auto value = parse_double(raw);
  if (!value) return raw;
  if (*value == std::floor(*value) && std::fabs(*value) < 1e15) return fmt::format("{}", std::int64_t(*value));
  return fmt::format("{}", *value);
}

// "AB12" → 27; npos when it is no reference.
std::size_t column_of(std::string_view reference) {
  std::size_t column = 0, i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && i < 4; ++i)
    column = column * 26 + std::size_t(reference[i] - 'A' + 1);
  return i == 0 ? std::string::npos : column - 1;
}

}  // namespace

XlsxReader::XlsxReader(const std::filesystem::path& path, const TableLimits& limits) : path_(path), limits_(limits) {
  check_names();
  read_workbook();
  read_styles();
  read_strings();
  check_sheet();
  part_ = std::make_unique<ZipPart>(path_, sheet_, limits_);
  elements_ = std::make_unique<ElementStream>(*part_, "row", 8u << 20);
}

XlsxReader::~XlsxReader() = default;

// The first sheet of the book, by its relation; "xl/worksheets/sheet1.xml" when the book does not say.
void XlsxReader::read_workbook() {
  sheet_ = "xl/worksheets/sheet1.xml";
  ZipPart book(path_, "xl/workbook.xml", limits_);
  if (!book.found()) table_error("table.not_a_table");
  const auto document = parse_xml(book.all(8u << 20));
  const auto root = document.document_element();
  const std::string_view mode = find_element(root, "workbookPr").attribute("date1904").value();
  from_1904_ = mode == "1" || mode == "true";
  std::string relation;
  for (const auto attribute : find_element(find_element(root, "sheets"), "sheet").attributes())
    if (std::string_view(attribute.name()).ends_with(":id")) relation = attribute.value();
  ZipPart relations(path_, "xl/_rels/workbook.xml.rels", limits_);
  if (relation.empty() || !relations.found()) return;
  const auto list = parse_xml(relations.all(8u << 20));
  for (const auto child : list.document_element().children()) {
    if (child.attribute("Id").value() != relation) continue;
    const std::string target = child.attribute("Target").value();
    sheet_ = target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
}

void XlsxReader::read_styles() {
  ZipPart part(path_, "xl/styles.xml", limits_);
  if (!part.found()) return;
  const auto document = parse_xml(part.all(32u << 20));
  const auto root = document.document_element();
  std::map<int, std::string> codes;
  for (const auto format : find_element(root, "numFmts").children())
    codes[format.attribute("numFmtId").as_int(-1)] = format.attribute("formatCode").value();
  for (const auto style : find_element(root, "cellXfs").children())
    if (local_name(style) == "xf") date_styles_.push_back(shows_date(style.attribute("numFmtId").as_int(0), codes));
}

void XlsxReader::read_strings() {
  ZipPart part(path_, "xl/sharedStrings.xml", limits_);
  if (!part.found()) return;
  ElementStream elements(part, "si", 4u << 20);
  std::uint64_t total = 0;
  for (std::string element; elements.next(element);) {
    const auto document = parse_xml(element);
    std::string text;
    gather_text(document.document_element(), text);
    total += text.size() + sizeof(std::string);
    if (total > limits_.shared_strings) table_too_large(fmt::format("{} MB", limits_.shared_strings >> 20));
    strings_.push_back(base::to_nfc(text));
  }
}

// One look over the whole sheet before any row is given: its true size, and whether cells are merged.
void XlsxReader::check_sheet() {
  ZipPart part(path_, sheet_, limits_);
  if (!part.found()) table_error("table.not_a_table");
  std::string window, merged;
  int count = 0;
  while (part.read(window)) {
    std::size_t at = 0;
    for (std::size_t hit; (hit = window.find("mergeCell ", at)) != window.npos;) {
      const auto open = window.find("ref=\"", hit), close = open == window.npos ? open : window.find('"', open + 5);
      if (close == window.npos) {
        at = hit;
        break;
      }
      if (++count <= 5)
        merged += (merged.empty() ? "" : ", ") + window.substr(open + 5, std::min<std::size_t>(close - open - 5, 20));
      at = close;
    }
    if (window.find("<!DOCTYPE", at) != window.npos) table_error("table.damaged");
    const std::size_t keep = std::max(at, window.size() > 64 ? window.size() - 64 : 0);
    window.erase(0, keep);
    if (window.size() > (1u << 20)) table_error("table.damaged");
  }
  sheet_size_ = std::max<std::uint64_t>(1, part.unpacked());
  if (count > 0)
    table_error("table.merged_cells", 0,
                {{"cells", merged + (count > 5 ? ", …" : "")}, {"count", std::to_string(count)}});
}

bool XlsxReader::read_row(const std::string& element, TableRow& row) {
  const auto document = parse_xml(element);
  const auto node = document.document_element();
  line_ = node.attribute("r").as_llong(line_ + 1);
  row.line = line_;
  row.cells.clear();
  for (const auto cell : node.children()) {
    if (local_name(cell) != "c") continue;
    std::size_t column = column_of(cell.attribute("r").value());
    if (column == std::string::npos) column = row.cells.size();
    if (column >= limits_.columns)
      table_error("table.too_many_columns", line_, {{"max", std::to_string(limits_.columns)}});
    if (column >= row.cells.size()) row.cells.resize(column + 1);
    const std::string_view type = cell.attribute("t").value();
    const std::string raw = find_element(cell, "v").text().get();
    std::string& out = row.cells[column];
    if (type == "s") {
      const auto index = parse_double(raw);
      if (!index || *index < 0 || *index >= double(strings_.size())) table_error("table.damaged", line_);
      out = strings_[std::size_t(*index)];
    } else if (type == "inlineStr") {
      std::string text;
      gather_text(find_element(cell, "is"), text);
      out = base::to_nfc(text);
    } else if (type == "str" || type == "e") {
      out = base::to_nfc(raw);
    } else if (type == "b") {
      out = raw == "1" ? "true" : "false";
    } else if (type == "d") {
      out = raw.substr(0, 10);
    } else if (!raw.empty()) {
      const auto style = cell.attribute("s").as_uint(0);
      const auto value = style < date_styles_.size() && date_styles_[style] ? parse_double(raw) : std::nullopt;
      out = value ? date_text(*value, from_1904_) : std::string{};
      if (out.empty()) out = number_text(raw);
    }
    if (out.size() > limits_.cell) table_error("table.cell_too_long", line_);
    if (!base::is_valid_utf8(out)) table_error("table.not_text", line_);
  }
  return !is_blank(row);
}

bool XlsxReader::next(TableRow& row) {
  for (std::string element; elements_->next(element);) {
    if (++rows_ > limits_.rows) table_too_large(std::to_string(limits_.rows));
    if (read_row(element, row)) return true;
  }
  return false;
}

int XlsxReader::thousandths() const {
  return int(std::min<std::uint64_t>(1000, part_->unpacked() * 1000 / sheet_size_));
}

}  // namespace platform
