#pragma once
// A number that names one thing of one kind. Two kinds never mix: UnitId and AccountId are different types.

#include <compare>
#include <cstdint>
#include <functional>

namespace base {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  auto operator<=>(const Id&) const = default;
  explicit operator bool() const { return value != 0; }
};

}  // namespace base

template <class Tag>
struct std::hash<base::Id<Tag>> {
  std::size_t operator()(base::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
