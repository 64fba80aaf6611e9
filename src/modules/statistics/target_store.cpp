#include "modules/statistics/target_store.h"

#include <cmath>

namespace statistics::store {
namespace {
constexpr double thousandths = 1000;
}

std::vector<TargetVersion> list_versions(platform::Transaction& tx, tree::UnitId unit, int year,
                                         TargetMeasure measure) {
  std::vector<TargetVersion> out;
  tx.each(
      "SELECT version, value, reason, is_local, is_late, set_on, set_by FROM statistics_target "
      "WHERE unit_id = ? AND year = ? AND measure = ? ORDER BY version DESC",
      [&](const platform::Row& row) {
        out.push_back({row.get<std::int64_t>(0), double(row.get<std::int64_t>(1)) / thousandths,
                       row.get<std::string>(2), row.get<bool>(3), row.get<bool>(4), row.get<base::Date>(5),
                       row.get<std::string>(6)});
      },
      unit, year, base::enum_name(measure));
  return out;
}

std::optional<TargetVersion> find_target(platform::Transaction& tx, tree::UnitId unit, int year,
                                         TargetMeasure measure) {
  auto all = list_versions(tx, unit, year, measure);
  return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

void add_target(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure, const TargetVersion& v) {
  tx.insert(
      "INSERT INTO statistics_target(unit_id, year, measure, version, value, reason, is_local, is_late, set_on, "
      "set_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      unit, year, base::enum_name(measure), v.version, std::int64_t(std::llround(v.value * thousandths)), v.reason,
      v.local, v.late, v.set_on, v.set_by);
}

}  // namespace statistics::store
