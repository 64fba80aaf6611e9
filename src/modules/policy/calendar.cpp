#include "modules/policy/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/embedded.h"
#include "base/error.h"
#include "modules/policy/policy.h"

namespace policy {
namespace {

using Cells = std::array<std::string_view, 3>;

// The rows of a file of three columns, without its head.
std::vector<Cells> read_rows(std::string_view name) {
  std::vector<Cells> rows;
  for (const auto& file : data()) {
    if (!file.name.ends_with(name)) continue;
    for (auto rest = file.content; !rest.empty();) {
      const auto line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const auto first = line.find('\t'), second = line.find('\t', first + 1);
      CHECK(second < line.size());
      rows.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
    }
  }
  CHECK(rows.size() > 1);
  rows.erase(rows.begin());
  return rows;
}

std::map<int, CalendarYear> read_years() {
  std::map<int, CalendarYear> years;
  for (const auto& [year, announced, source] : read_rows("years.tsv")) {
    CalendarYear one;
    std::from_chars(year.data(), year.data() + year.size(), one.year);
    one.announced = announced == "yes";
    one.source = source;
    years.emplace(one.year, std::move(one));
  }
  for (const auto& [date, kind, name] : read_rows("days.tsv")) {
    const SpecialDay day{base::parse_iso_date(date).value(), base::parse_enum<DayKind>(kind).value(),
                         std::string(name)};
    years.at(base::calendar_day(day.date).year).days.push_back(day);
  }
  return years;
}

}  // namespace

bool is_weekend(base::Date day) {
  const int weekday = ((day.days + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday; 0 is Sunday
  return weekday == 0 || weekday == 6;
}

Calendar::Calendar() {
  static const auto with_the_program = read_years();
  years_ = with_the_program;
}

void Calendar::replace_year(CalendarYear year) { years_.insert_or_assign(year.year, std::move(year)); }

const CalendarYear* Calendar::find_year(int year) const {
  const auto found = years_.find(year);
  return found == years_.end() ? nullptr : &found->second;
}

bool Calendar::is_working_day(base::Date day) const {
  if (const auto* year = find_year(base::calendar_day(day).year)) {
    const auto special = std::ranges::lower_bound(year->days, day, {}, &SpecialDay::date);
    if (special != year->days.end() && special->date == day) return special->kind == DayKind::work;
  }
  return !is_weekend(day);
}

base::Date Calendar::add_working_days(base::Date from, int days) const {
  CHECK(days >= 0);
  while (days > 0) {
    ++from.days;
    if (is_working_day(from)) --days;
  }
  return from;
}

int Calendar::working_days_between(base::Date from, base::Date to) const {
  if (to < from) return -working_days_between(to, from);
  int count = 0;
  for (; from < to; ++from.days) count += is_working_day(from);
  return count;
}

bool Calendar::knows(base::Date from, base::Date to) const {
  for (int year = base::calendar_day(from).year; year <= base::calendar_day(to).year; ++year)
    if (!find_year(year)) return false;
  return true;
}

}  // namespace policy
