#pragma once
// Which places belong to which group of an answer: runs of places, ascending and disjoint. As it was, a group is a
// unit below the asked one, wherever in time it stood there; restated, it is all that one day's tree has below a
// unit. What belongs to the asked unit but to no listed one below it is the group of `nothing`. Not a face.

#include <boost/mp11.hpp>

#include "modules/statistics/restated.h"

namespace statistics {

inline constexpr std::size_t unit_kinds =
    boost::mp11::mp_size<boost::describe::describe_enumerators<tree::UnitKind>>::value;

struct Perimeter {
  struct Run {
    std::uint32_t first, last, group;  // places [first, last)
  };
  std::vector<std::uint32_t> units;  // of the groups
  std::vector<Run> runs;
  std::vector<std::int64_t> unit_counts;              // restated: how many units of that day, by group and kind
  std::uint32_t group_of(std::uint32_t place) const;  // nothing outside
};

// How the asked unit is divided.
struct Division {
  enum class By { none, child, level } by = By::none;
  tree::UnitLevel level{};
};

// As it was; units listed that were there on a day of [from, to].
Perimeter as_was(const DatedTree& tree, std::uint32_t unit, Division division, Day from, Day to);
// The places are those of `tree`; `shape` is the tree that was restated, usually the same one. Units, asked and
// answered, are numbered as in `shape`; the unit stands in the tree of that day.
Perimeter as_restated(const DatedTree& tree, const DatedTree& shape, const Restated& restated, std::uint32_t unit,
                      Division division, Day on);
// What several units of that day have together, as one group.
Perimeter together(const DatedTree& tree, const Restated& restated, std::span<const std::uint32_t> units);
// How many units each group has on a day, as it was, by group and kind.
std::vector<std::int64_t> count_units(const DatedTree& tree, const Perimeter& perimeter, Day on);

}  // namespace statistics
