#pragma once
// Keeps tree_scope true after spans changed and after days have passed. Not a face.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "modules/tree/tree.h"

namespace tree {

// Gives each changed unit, and what hangs below it, its path of today. Also those whose place changed between
// the day of the last rebuild and today. True when a path changed.
bool rebuild_scope(platform::Transaction& tx, std::vector<std::int64_t> changed, base::Date today);

// What differs between tree_scope and the paths that the spans of a generation give on that day.
struct ScopeChange {
  using Path = std::pair<std::int64_t, std::string>;
  std::vector<Path> fresh, moved;
};
ScopeChange scope_change(platform::Transaction& tx, std::int64_t generation, base::Date today);
// into: tree_scope, or tree_next_path, where moved paths wait.
void insert_paths(platform::Transaction& tx, std::string_view into, std::span<const ScopeChange::Path> paths);

}  // namespace tree
