#pragma once
// Days of the calendar in Asia/Ho_Chi_Minh. A Date is a whole day; an Interval is half-open [from, to);
// a PartialDate keeps what a source did not say ("2023-04"). No clock here: platform/clock knows today.
// Legal: 1850-01-01 to 2199-12-31 (CONTRACTS.md, Time).

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

struct Date {
  std::int32_t days = 0;  // Units: days since 1970-01-01
  auto operator<=>(const Date&) const = default;
};

struct CalendarDay {
  int year = 0, month = 0, day = 0;
};

// The day, or nothing when it does not exist or is outside the legal range.
std::optional<Date> make_date(int year, int month, int day);
CalendarDay calendar_day(Date date);
// Reads "2023-02-28" only.
std::optional<Date> parse_iso_date(std::string_view text);
// Reads "2023-02-28", "28/02/2023", "28/2/2023", "28-2-2023", "28.2.2023": what files of users hold.
std::optional<Date> parse_any_date(std::string_view text);
std::string to_iso(Date date);
// "28/02/2023"
std::string to_vietnamese(Date date);

struct Interval {
  Date from;
  std::optional<Date> to;  // first day outside; open when empty
  auto operator<=>(const Interval&) const = default;
  bool contains(Date day) const { return from <= day && (!to || day < *to); }
  bool empty() const { return to && *to <= from; }
  bool overlaps(const Interval& other) const {
    return (!other.to || from < *other.to) && (!to || other.from < *to) && !empty() && !other.empty();
  }
};

// A date of which the day, or the month too, may be unknown.
struct PartialDate {
  int year = 0, month = 0, day = 0;  // month and day 0: unknown
  auto operator<=>(const PartialDate&) const = default;
  std::string text() const;  // "2023", "2023-04", "2023-04-03"
  Date first() const;        // first day it can mean
  Date last() const;         // last day it can mean
  std::optional<Date> exact() const;
  bool meets(const PartialDate& other) const { return first() <= other.last() && other.first() <= last(); }
};
std::optional<PartialDate> parse_partial_date(std::string_view text);

}  // namespace base
