#include "modules/intake/recognition/item.h"

#include <algorithm>
#include <array>

namespace intake {

std::string_view to_string(ItemType type) {
  static constexpr std::array<std::string_view, 9> names{"document", "person",   "organisation", "figure",    "date",
                                                         "task",     "proposal", "award",        "conference"};
  return names[std::size_t(type)];
}

std::string_view to_string(Certainty certainty) {
  static constexpr std::array<std::string_view, 3> names{"certain", "choose", "needs_person"};
  return names[std::size_t(certainty)];
}

Fields& Fields::set(std::string_view key, Value value) {
  for (auto& [name, old] : fields_)
    if (name == key) return old = std::move(value), *this;
  fields_.emplace_back(key, std::move(value));
  return *this;
}

const Value* Fields::find(std::string_view key) const {
  for (const auto& [name, value] : fields_)
    if (name == key) return &value;
  return nullptr;
}

Value* Fields::edit(std::string_view key) {
  for (auto& [name, value] : fields_)
    if (name == key) return &value;
  return nullptr;
}

std::string Fields::text(std::string_view key) const {
  const Value* value = find(key);
  const std::string* text = value ? value->text() : nullptr;
  return text ? *text : std::string();
}

std::int64_t Fields::integer(std::string_view key) const {
  const Value* value = find(key);
  const std::int64_t* number = value ? value->integer() : nullptr;
  return number ? *number : -1;
}

bool Fields::has(std::string_view key) const {
  const Value* value = find(key);
  return value != nullptr && !value->is_null();
}

void Fields::erase(std::string_view key) {
  std::erase_if(fields_, [&](const auto& field) { return field.first == key; });
}

}  // namespace intake
