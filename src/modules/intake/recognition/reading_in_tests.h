#pragma once
// For the unit tests of the recognisers: reads a text and prints its items of one type as lines that a test
// can compare, "words → field | field".

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "modules/intake/recognition/recognise.h"

namespace intake::in_tests {

inline std::vector<Item> read_items(std::string_view utf8, ItemType type) {
  const SourceText text(base::to_nfc(utf8));
  std::vector<Item> found;
  for (Item& item : recognise(text))
    if (item.type == type) found.push_back(std::move(item));
  return found;
}

inline std::string words_of_item(std::string_view utf8, const Item& item) {
  const SourceText text(base::to_nfc(utf8));
  return text.slice(item.start, item.end);
}

// "An Nam → Nguyễn An Nam | Bí thư Huyện ủy | …", one string a person; "?" after it when optional.
inline std::vector<std::string> persons_in(std::string_view utf8) {
  std::vector<std::string> lines;
  for (const Item& item : read_items(utf8, ItemType::person)) {
    std::string line = words_of_item(utf8, item) + " → " + item.canonical.text("name");
    if (const Value* offices = item.canonical.find("offices"))
      for (const Value& office : *std::get_if<List>(offices)) line += " | " + *office.text();
    if (item.optional) line += " ? " + item.canonical.text("role");
    lines.push_back(line);
  }
  return lines;
}

inline std::vector<std::string> fields_in(std::string_view utf8, ItemType type,
                                          std::initializer_list<std::string_view> keys) {
  std::vector<std::string> lines;
  for (const Item& item : read_items(utf8, type)) {
    std::string line = words_of_item(utf8, item);
    for (const std::string_view key : keys) line += " | " + item.canonical.text(key);
    lines.push_back(line);
  }
  return lines;
}

}  // namespace intake::in_tests
