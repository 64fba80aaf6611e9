#include <fmt/format.h>

#include "modules/intake/recognition/recognise.h"

namespace intake {
namespace {

void write_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // what is written up to here
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7F && c != '"' && c != '\\') continue;
    out.append(text.substr(plain, i - plain));
    plain = i + 1;
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
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
    }
  }
  out.append(text.substr(plain));
  out += '"';
}

void write_value(std::string& out, const Value& value);

void write_record(std::string& out, const Record& record) {
  out += '{';
  for (const auto& [key, value] : record) {
    if (out.back() != '{') out += ',';
    write_string(out, key);
    out += ':';
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
  void operator()(std::int64_t value) const { fmt::format_to(std::back_inserter(out), "{}", value); }
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
  out += "{\"id\":";
  write_string(out, item.id);
  out += ",\"type\":";
  write_string(out, to_string(item.type));
  out += ",\"text\":";
  write_string(out, text.slice(item.start, item.end));
  fmt::format_to(std::back_inserter(out), ",\"start\":{},\"end\":{},\"canonical\":", item.start, item.end);
  write_record(out, item.canonical.all());
  if (item.optional) out += ",\"optional\":true";
  out += ",\"certainty\":";
  write_string(out, to_string(item.certainty));
  out += '}';
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
