#pragma once
// Working days of the State's offices: weekends are free, beside them the days off and the Saturdays worked in turn
// that each year's announcement names. A year without data counts weekends only and says so (knows). Pure; the years
// that came with the program are data/*.tsv, later ones are imported (Policy::put_year).
// Source: Bộ luật Lao động 45/2019/QH14, Điều 111, 112, and the source of each year.

#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/record.h"

namespace policy {

enum class DayKind { off, work };
BOOST_DESCRIBE_ENUM(DayKind, off, work)

// A weekday that is free, or a Saturday or Sunday that is worked.
struct SpecialDay {
  base::Date date;
  DayKind kind{};
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SpecialDay, (), (date, kind, name))

struct CalendarYear {
  int year = 0;
  bool announced = false;  // false: as the law says, before the announcement
  std::string source;
  std::vector<SpecialDay> days;  // in order
  std::int64_t version = 0;      // 0: came with the program
};
BOOST_DESCRIBE_STRUCT(CalendarYear, (), (year, announced, source, days, version))

bool is_weekend(base::Date day);

class Calendar {
 public:
  // The years that came with the program.
  Calendar();
  void replace_year(CalendarYear year);

  bool is_working_day(base::Date day) const;
  // The nth working day after a day; with 0 the day itself. Example: 30 days after 2026-02-13 (before Tết) is
  // 2026-04-03: the week of 16 to 20 February is not counted.
  base::Date add_working_days(base::Date from, int days) const;
  // Those in [from, to); negative when to comes first.
  int working_days_between(base::Date from, base::Date to) const;
  bool knows(base::Date from, base::Date to) const;  // has data for every year from one day to the other

  const CalendarYear* find_year(int year) const;
  const std::map<int, CalendarYear>& years() const& { return years_; }
  void years() const&& = delete;  // the years of a calendar that is gone

 private:
  std::map<int, CalendarYear> years_;
};

}  // namespace policy

template <>
struct base::labels<policy::SpecialDay> {
  static constexpr FieldLabel list[] = {{"date", "Ngày", "Day", required},
                                        {"kind", "Nghỉ hay làm bù", "Off or worked", required},
                                        {"name", "Lý do", "Reason", required}};
};
template <>
struct base::labels<policy::CalendarYear> {
  static constexpr FieldLabel list[] = {{"year", "Năm", "Year", readonly},
                                        {"announced", "Đã có thông báo", "Announced", readonly},
                                        {"source", "Căn cứ", "Source", readonly},
                                        {"days", "Các ngày", "Days", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
static_assert(base::complete<policy::SpecialDay>() && base::complete<policy::CalendarYear>());
