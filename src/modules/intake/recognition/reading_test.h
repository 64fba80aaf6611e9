#pragma once
// For the tests of this folder: the items of one type in a sentence, each as one line
// "words|field=value|…" with the fields asked for (absent fields are left out).

#include <string>
#include <vector>

#include "base/text.h"
#include "modules/intake/recognition/recognise.h"

namespace intake {

inline std::string shown(const Value& value) {
  if (const auto* text = value.text()) return *text;
  if (const auto* number = value.integer()) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) {
    std::string out = std::to_string(*real);
    out.erase(out.find_last_not_of('0') + 1);
    return out;
  }
  if (const auto* list = std::get_if<List>(&value)) {
    std::string out;
    for (const Value& each : *list) out += (out.empty() ? "" : "..") + shown(each);
    return out;
  }
  if (const auto* record = std::get_if<Record>(&value)) {
    std::string out;
    for (const auto& [key, each] : *record) out += (out.empty() ? "" : ">") + shown(each);
    return out;
  }
  return std::get_if<bool>(&value) && std::get<bool>(value) ? "true" : "";
}

inline std::vector<std::string> read(const std::string& sentence, ItemType type,
                                     const std::vector<std::string>& fields) {
  const SourceText text(base::to_nfc(sentence));
  std::vector<std::string> out;
  for (const Item& item : recognise(text)) {
    if (item.type != type) continue;
    std::string line = text.squeezed(item.start, item.end);
    for (const std::string& field : fields)
      if (item.canonical.has(field)) line += "|" + field + "=" + shown(*item.canonical.find(field));
    out.push_back(line);
  }
  return out;
}

}  // namespace intake
