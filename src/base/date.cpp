#include "base/date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>

namespace base {
namespace {

std::optional<int> number(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-') return std::nullopt;
  return value;
}

}  // namespace

std::optional<Date> make_date(int year, int month, int day) {
  using namespace std::chrono;
  if (year < 1850 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  year_month_day ymd{std::chrono::year{year}, std::chrono::month{unsigned(month)}, std::chrono::day{unsigned(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{std::int32_t(sys_days{ymd}.time_since_epoch().count())};
}

CalendarDay calendar_day(Date date) {
  using namespace std::chrono;
  const year_month_day ymd{sys_days{std::chrono::days{date.days}}};
  return {int(ymd.year()), int(unsigned(ymd.month())), int(unsigned(ymd.day()))};
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto y = number(text.substr(0, 4)), m = number(text.substr(5, 2)), d = number(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  return make_date(*y, *m, *d);
}

std::optional<Date> parse_any_date(std::string_view text) {
  if (auto iso = parse_iso_date(text)) return iso;
  std::array<int, 3> parts{};
  std::size_t index = 0, at = 0;
  char separator = 0;
  while (index < 3) {
    const auto end = text.find_first_of("/-.", at);
    const auto part = number(text.substr(at, end == text.npos ? text.npos : end - at));
    if (!part) return std::nullopt;
    parts[index++] = *part;
    if (end == text.npos) break;
    if (separator && text[end] != separator) return std::nullopt;
    separator = text[end];
    at = end + 1;
    if (index == 3) return std::nullopt;
  }
  if (index != 3) return std::nullopt;
  return make_date(parts[2], parts[1], parts[0]);
}

std::string to_iso(Date date) {
  const auto c = calendar_day(date);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string to_vietnamese(Date date) {
  const auto c = calendar_day(date);
  return fmt::format("{:02}/{:02}/{:04}", c.day, c.month, c.year);
}

std::string PartialDate::text() const {
  if (!month) return fmt::format("{:04}", year);
  if (!day) return fmt::format("{:04}-{:02}", year, month);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

Date PartialDate::first() const { return *make_date(year, month ? month : 1, day ? day : 1); }

Date PartialDate::last() const {
  if (day) return first();
  if (!month) return *make_date(year, 12, 31);
  for (int d = 31;; --d)
    if (auto date = make_date(year, month, d)) return *date;
}

std::optional<Date> PartialDate::exact() const { return day ? make_date(year, month, day) : std::nullopt; }

std::optional<PartialDate> parse_partial_date(std::string_view text) {
  if (text.size() == 10) {
    auto date = parse_iso_date(text);
    if (!date) return std::nullopt;
    const auto c = calendar_day(*date);
    return PartialDate{c.year, c.month, c.day};
  }
  if (text.size() != 4 && !(text.size() == 7 && text[4] == '-')) return std::nullopt;
  auto y = number(text.substr(0, 4));
  auto m = text.size() == 7 ? number(text.substr(5)) : std::optional<int>(1);
  if (!y || !m || !make_date(*y, *m, 1)) return std::nullopt;
  return PartialDate{*y, text.size() == 7 ? *m : 0, 0};
}

}  // namespace base
