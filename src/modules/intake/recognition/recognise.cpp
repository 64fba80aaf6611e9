#include "modules/intake/recognition/recognise.h"

#include <algorithm>
#include <array>

#include "modules/intake/recognition/recognisers.h"

namespace intake {
namespace {

void sort_items(std::vector<Item>& items) {
  std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return a.start != b.start ? a.start < b.start : a.end > b.end;
  });
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
