#include "modules/policy/policy_store.h"

namespace policy::store {

std::vector<ParameterValue> list_values(platform::Transaction& tx, std::string_view rule, std::string_view key) {
  std::vector<ParameterValue> values;
  tx.each(
      "SELECT from_date, value, set_by, set_at FROM policy_parameter WHERE rule = ? AND key = ? ORDER BY from_date, id",
      [&](const platform::Row& row) {
        values.push_back(
            {row.get<base::Date>(0), row.get<std::int64_t>(1), row.get<std::string>(2), row.get<std::int64_t>(3)});
      },
      rule, key);
  return values;
}

void add_value(platform::Transaction& tx, std::string_view rule, std::string_view key, const ParameterValue& value) {
  tx.insert("INSERT INTO policy_parameter(rule, key, from_date, value, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?)", rule,
            key, value.from, value.value, value.set_by, value.set_at);
}

std::vector<CalendarYear> list_years(platform::Transaction& tx) {
  std::vector<CalendarYear> years;
  tx.each("SELECT year, announced, source, version FROM policy_year ORDER BY year", [&](const platform::Row& row) {
    years.push_back({row.get<int>(0), row.get<bool>(1), row.get<std::string>(2), {}, row.get<std::int64_t>(3)});
  });
  for (auto& year : years)
    tx.each(
        "SELECT day, kind, name FROM policy_day WHERE year = ? ORDER BY day",
        [&](const platform::Row& row) {
          year.days.push_back({row.get<base::Date>(0), row.get<std::string>(1) == "work" ? DayKind::work : DayKind::off,
                               row.get<std::string>(2)});
        },
        year.year);
  return years;
}

void put_year(platform::Transaction& tx, const CalendarYear& year) {
  tx.run("DELETE FROM policy_day WHERE year = ?", year.year);
  tx.run("DELETE FROM policy_year WHERE year = ?", year.year);
  tx.run("INSERT INTO policy_year(year, announced, source, version) VALUES (?, ?, ?, ?)", year.year, year.announced,
         year.source, year.version);
  for (const auto& day : year.days)
    tx.run("INSERT INTO policy_day(day, year, kind, name) VALUES (?, ?, ?, ?)", day.date, year.year,
           base::enum_name(day.kind), day.name);
}

}  // namespace policy::store
