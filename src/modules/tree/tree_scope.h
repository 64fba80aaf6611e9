#pragma once
// Keeps tree_scope true after spans changed and after days have passed. Not a face.

#include <cstdint>
#include <vector>

#include "modules/tree/tree.h"

namespace tree {

// Gives each changed unit, and what hangs below it, its path of today. Also those whose place changed between
// the day of the last rebuild and today. True when a path changed.
bool rebuild_scope(platform::Transaction& tx, std::vector<std::int64_t> changed, base::Date today);

}  // namespace tree
