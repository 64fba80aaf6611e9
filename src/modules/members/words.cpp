#include "modules/members/words.h"

#include <functional>

namespace members {

std::string_view Words::at(std::uint32_t number) const {
  const auto begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(bytes_).substr(begin, ends_[number] - begin);
}

// Where the text stands in the table, or would.
std::size_t Words::place_of(std::string_view text) const {
  std::size_t place = std::hash<std::string_view>{}(text) & (table_.size() - 1);
  while (table_[place] != 0 && at(table_[place] - 1) != text) place = (place + 1) & (table_.size() - 1);
  return place;
}

void Words::grow() {
  table_.assign(table_.empty() ? 64 : table_.size() * 2, 0);
  for (std::uint32_t number = 0; number < size(); ++number) table_[place_of(at(number))] = number + 1;
}

std::uint32_t Words::add(std::string_view text) {
  if (table_.size() < (std::size_t(size()) + 1) * 2) grow();
  const auto place = place_of(text);
  if (table_[place] != 0) return table_[place] - 1;
  bytes_ += text;
  ends_.push_back(bytes_.size());
  table_[place] = size();
  return size() - 1;
}

std::optional<std::uint32_t> Words::find(std::string_view text) const {
  if (table_.empty()) return std::nullopt;
  const auto number = table_[place_of(text)];
  return number == 0 ? std::nullopt : std::optional(number - 1);
}

}  // namespace members
