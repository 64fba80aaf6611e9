#pragma once
// SQL for statistics_target; decides nothing. Not a face.

#include "modules/statistics/targets.h"
#include "modules/tree/tree.h"

namespace statistics::store {

// The newest first.
std::vector<TargetVersion> list_versions(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure);
std::optional<TargetVersion> find_target(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure);
void add_target(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure,
                const TargetVersion& version);

}  // namespace statistics::store
