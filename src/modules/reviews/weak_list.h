#pragma once
// Which organisations the criteria mark on a day: one pass over the cells in memory, no SQL. Not a face.

#include <optional>
#include <span>

#include "modules/reviews/places.h"
#include "modules/reviews/strength.h"

namespace reviews {

struct Weak {
  std::uint32_t place = 0;
  unsigned marks = 0;  // bits by Criterion
  tree::UnitKind kind{};
  bool counted = false;  // the caller may read the records: figures are filled
  Facts facts;
};

struct WeakQuestion {
  Criteria criteria;
  std::uint32_t unit = nowhere;       // with all that stood below it on the day; below it now, where it was not yet
  identity::Scope seen, counted;      // of reviews, and of the records of members
  std::vector<std::uint32_t> judged;  // places with a decision that holds on the day
  bool all = false;                   // also organisations that nothing marks
};

// In the order of codes. Nothing when the members in memory are by now those of another tree: read again.
std::optional<std::vector<Weak>> find_weak(const Places& places, const Strength& strength,
                                           const WeakQuestion& question);

}  // namespace reviews
