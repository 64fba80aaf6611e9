#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "modules/intake/recognition/recognise.h"

namespace intake {
namespace {

constexpr bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7F && c != '"' && c != '\\';
}
constexpr auto plain_bytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = is_plain(char(i));
  return table;
}();

void write_escaped(std::string& out, char c) {
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned char>(c));
  }
}

// Escapes what was appended to `out` from `start` on.
void escape_from(std::string& out, std::size_t start) {
  const auto is_plain_byte = [](char c) { return plain_bytes[static_cast<unsigned char>(c)]; };
  const auto first = std::find_if_not(out.begin() + std::ptrdiff_t(start), out.end(), is_plain_byte);
  if (first == out.end()) return;
  const std::string rest(first, out.end());
  out.erase(first, out.end());
  for (const char c : rest)
    if (is_plain_byte(c))
      out += c;
    else
      write_escaped(out, c);
}

void write_string(std::string& out, std::string_view text) {
  out += '"';
  const std::size_t start = out.size();
  out += text;
  escape_from(out, start);
  out += '"';
}

void write_integer(std::string& out, std::int64_t value) {
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.size());
}

void write_value(std::string& out, const Value& value);

void write_record(std::string& out, const Record& record) {
  out += '{';
  for (const auto& [key, value] : record) {
    if (out.back() != '{') out += ',';
    out += '"';
    out += key;  // a literal: nothing to escape
    out += "\":";
    write_value(out, value);
  }
  out += '}';
}

void write_list(std::string& out, const List& list) {
  out += '[';
  for (const Value& value : list) {
    if (out.back() != '[') out += ',';
    write_value(out, value);
  }
  out += ']';
}

struct Writer {
  std::string& out;
  void operator()(std::nullptr_t) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { write_integer(out, value); }
  void operator()(double value) const { fmt::format_to(std::back_inserter(out), "{}", value); }
  void operator()(const std::string& value) const { write_string(out, value); }
  void operator()(const List& value) const { write_list(out, value); }
  void operator()(const Record& value) const { write_record(out, value); }
};

void write_value(std::string& out, const Value& value) {
  std::visit(
      Writer{out},
      static_cast<const std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Record>&>(value));
}

void write_item(std::string& out, const SourceText& text, const Item& item) {
  out += "{\"id\":\"";
  out += item.id;
  out += "\",\"type\":\"";
  out += to_string(item.type);
  out += "\",\"text\":\"";
  const std::size_t start = out.size();
  text.append_slice(out, item.start, item.end);
  escape_from(out, start);
  out += "\",\"start\":";
  write_integer(out, item.start);
  out += ",\"end\":";
  write_integer(out, item.end);
  out += ",\"canonical\":";
  write_record(out, item.canonical.all());
  if (item.optional) out += ",\"optional\":true";
  out += ",\"certainty\":\"";
  out += to_string(item.certainty);
  out += "\"}";
}

}  // namespace

std::string to_json(const SourceText& text, const std::vector<Item>& items, std::string_view file,
                    std::string_view encoding) {
  std::string out;
  out.reserve(items.size() * 280 + 256);
  out += "{\"file\":";
  write_string(out, file);
  out += ",\"encoding\":";
  write_string(out, encoding);
  fmt::format_to(std::back_inserter(out), ",\"length\":{},\"items\":[", text.length());
  for (const Item& item : items) {
    if (out.back() != '[') out += ',';
    write_item(out, text, item);
  }
  out += "]}";
  return out;
}

}  // namespace intake
