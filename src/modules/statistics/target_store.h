#pragma once
// SQL for statistics_target; decides nothing. Not a face.

#include <map>
#include <span>

#include "modules/statistics/targets.h"
#include "modules/tree/tree.h"

namespace statistics::store {

// The newest first.
std::vector<TargetVersion> list_versions(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure);
std::optional<TargetVersion> find_target(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure);
// plan: the reorganisation that brings it to the unit; 0: somebody sets it.
void add_target(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure,
                const TargetVersion& version, std::int64_t plan = 0);

struct Standing {
  int year = 0;
  TargetMeasure measure{};
  double value = 0;
};
// What stands for a year or later ones, by unit.
std::multimap<tree::UnitId, Standing> list_standing(platform::Transaction& tx, int from_year);
// Units and years of what was set, after a plan, at the units that it established or over what it brought.
std::vector<std::pair<tree::UnitId, int>> list_set_since(platform::Transaction& tx, std::int64_t plan,
                                                         std::span<const tree::UnitId> established);
void remove_brought(platform::Transaction& tx, std::int64_t plan);

}  // namespace statistics::store
