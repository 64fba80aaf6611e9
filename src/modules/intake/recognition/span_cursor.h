#pragma once
// Asks, in text order, whether a point lies in a span of one of the item types given. Amortised constant;
// the items of these types must already be found and may stand in any order.

#include <algorithm>
#include <utility>
#include <vector>

#include "modules/intake/recognition/item.h"

namespace intake {

class SpanCursor {
 public:
  template <class... Types>
  explicit SpanCursor(const std::vector<Item>& items, Types... types) {
    for (const Item& item : items)
      if (((item.type == types) || ...)) spans_.emplace_back(item.start, item.end);
    std::sort(spans_.begin(), spans_.end());
  }
  // Points must not go backwards.
  bool covers(std::uint32_t point) {
    while (at_ < spans_.size() && spans_[at_].second <= point) ++at_;
    return at_ < spans_.size() && spans_[at_].first <= point;
  }

 private:
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spans_;
  std::size_t at_ = 0;
};

}  // namespace intake
