#include "modules/intake/recognition/recognise.h"

#include <algorithm>
#include <array>

#include "modules/intake/recognition/recognisers.h"

namespace intake {
namespace {

void sort_items(std::vector<Item>& items) {
  // Items are large: sort keys, then move each item once. Of one span the earlier recogniser's item comes first.
  struct Key {
    std::uint32_t start, end, index;
  };
  std::vector<Key> keys;
  keys.reserve(items.size());
  for (std::uint32_t i = 0; i < items.size(); ++i) keys.push_back({items[i].start, items[i].end, i});
  std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    return a.start != b.start ? a.start < b.start : a.end != b.end ? a.end > b.end : a.index < b.index;
  });
  std::vector<Item> sorted;
  sorted.reserve(items.size());
  for (const Key& key : keys) sorted.push_back(std::move(items[key.index]));
  items = std::move(sorted);
}

void give_ids(std::vector<Item>& items) {
  static constexpr std::array<char, 9> letters{'d', 'p', 'o', 'f', 't', 'k', 'r', 'w', 'c'};
  std::array<int, 9> counts{};
  for (Item& item : items) {
    const auto type = std::size_t(item.type);
    item.id = letters[type] + std::to_string(++counts[type]);
  }
}

}  // namespace

std::vector<Item> recognise(const SourceText& text) {
  std::vector<Item> items;
  for (const Recogniser recogniser : recognisers()) recogniser(text, items);
  sort_items(items);
  give_ids(items);
  for (const Recogniser linker : linkers()) linker(text, items);
  return items;
}

}  // namespace intake
