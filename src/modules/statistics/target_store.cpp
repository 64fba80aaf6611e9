#include "modules/statistics/target_store.h"

#include <cmath>
#include <set>

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

void add_target(platform::Transaction& tx, tree::UnitId unit, int year, TargetMeasure measure, const TargetVersion& v,
                std::int64_t plan) {
  tx.insert(
      "INSERT INTO statistics_target(unit_id, year, measure, version, value, reason, is_local, is_late, set_on, "
      "set_by, plan) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      unit, year, base::enum_name(measure), v.version, std::int64_t(std::llround(v.value * thousandths)), v.reason,
      v.local, v.late, v.set_on, v.set_by, plan);
}

std::multimap<tree::UnitId, Standing> list_standing(platform::Transaction& tx, int from_year) {
  std::multimap<tree::UnitId, Standing> out;
  tx.each(
      "SELECT t.unit_id, t.year, t.measure, t.value FROM statistics_target t WHERE t.year >= ? AND t.version = (SELECT "
      "MAX(o.version) FROM statistics_target o WHERE o.unit_id = t.unit_id AND o.year = t.year AND o.measure = "
      "t.measure) ORDER BY t.unit_id, t.year, t.measure",
      [&](const platform::Row& row) {
        if (const auto measure = base::parse_enum<TargetMeasure>(row.get<std::string>(2)))
          out.emplace(row.get<tree::UnitId>(0),
                      Standing{row.get<int>(1), *measure, double(row.get<std::int64_t>(3)) / thousandths});
      },
      from_year);
  return out;
}

std::vector<std::pair<tree::UnitId, int>> list_set_since(platform::Transaction& tx, std::int64_t plan,
                                                         std::span<const tree::UnitId> established) {
  const std::set<tree::UnitId> made(established.begin(), established.end());
  if (!plan) plan = -1;  // units of a file: whatever was set is somebody's
  std::vector<std::pair<tree::UnitId, int>> out;
  tx.each(
      "SELECT t.unit_id, t.year FROM statistics_target t JOIN statistics_target p ON p.unit_id = t.unit_id AND p.year "
      "= "
      "t.year AND p.measure = t.measure WHERE p.plan = ? AND t.version > p.version ORDER BY t.unit_id, t.year",
      [&](const platform::Row& row) { out.emplace_back(row.get<tree::UnitId>(0), row.get<int>(1)); }, plan);
  tx.each(
      "SELECT DISTINCT unit_id, year FROM statistics_target WHERE plan <> ? ORDER BY unit_id, year",
      [&](const platform::Row& row) {
        if (made.contains(row.get<tree::UnitId>(0))) out.emplace_back(row.get<tree::UnitId>(0), row.get<int>(1));
      },
      plan);
  tx.each("SELECT unit_id, from_date FROM statistics_reduction ORDER BY unit_id, from_date",
          [&](const platform::Row& row) {
            if (made.contains(row.get<tree::UnitId>(0)))
              out.emplace_back(row.get<tree::UnitId>(0), base::calendar_day(row.get<base::Date>(1)).year);
          });
  return out;
}

void remove_brought(platform::Transaction& tx, std::int64_t plan) {
  tx.run("DELETE FROM statistics_target WHERE plan = ?", plan);
}

}  // namespace statistics::store
