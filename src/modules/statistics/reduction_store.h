#pragma once
// SQL for statistics_reduction; decides nothing. Not a face.

#include "modules/statistics/reductions.h"

namespace statistics::store {

struct ReductionRow {
  std::int64_t id = 0, version = 0;
  tree::UnitId unit;
  ReductionEdit edit;  // without the code
  base::Date set_on;
  std::string set_by;
};
// Of the units whose path begins so, the latest period first.
std::vector<ReductionRow> list_reductions(platform::Transaction& tx, const std::string& path);
std::optional<ReductionRow> find_reduction(platform::Transaction& tx, std::int64_t id);
std::int64_t add_reduction(platform::Transaction& tx, const ReductionRow& row);
void save_reduction(platform::Transaction& tx, const ReductionRow& row);
void remove_reduction(platform::Transaction& tx, std::int64_t id);

}  // namespace statistics::store
