#pragma once
// Keeps tree_scope true: after spans changed, and after days have passed. It shows the places of one day
// (tree_state.scope_day), in one edition of the paths (tree_state.edition). Not a face.

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "modules/tree/tree.h"

namespace tree {

using Path = std::pair<std::int64_t, std::string>;  // of a unit

inline constexpr std::size_t few_paths = 5000;  // so many are moved in place; more make a new edition

// Gives each changed unit, and what hangs below it, its path on the day that tree_scope shows; today where there was
// no tree.
void rebuild_scope(platform::Transaction& tx, std::vector<std::int64_t> changed, base::Date today);

// The paths that the spans of a generation give on a day, against those of tree_scope.
struct ScopeChange {
  std::vector<Path> kept, moved, fresh;
};
ScopeChange scope_change(platform::Transaction& tx, std::int64_t generation, base::Date day);

std::int64_t edition(platform::Transaction& tx);
void insert_paths(platform::Transaction& tx, std::int64_t edition, std::span<const Path> paths);
// In the edition that holds.
void move_paths(platform::Transaction& tx, std::span<const Path> paths);

}  // namespace tree
