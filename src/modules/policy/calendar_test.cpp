#include "modules/policy/calendar.h"

#include <gtest/gtest.h>

namespace policy {
namespace {

base::Date on(const char* iso) { return base::parse_iso_date(iso).value(); }

TEST(CalendarTest, WeekendsAndHolidaysAreFreeAndTheSaturdayInTurnIsWorked) {
  const Calendar calendar;
  EXPECT_TRUE(calendar.is_working_day(on("2026-11-20")));   // a Friday
  EXPECT_FALSE(calendar.is_working_day(on("2026-11-21")));  // a Saturday
  EXPECT_FALSE(calendar.is_working_day(on("2026-11-22")));  // a Sunday
  EXPECT_FALSE(calendar.is_working_day(on("2025-05-02")));  // off, for which …
  EXPECT_TRUE(calendar.is_working_day(on("2025-04-26")));   // … this Saturday was worked
  EXPECT_FALSE(calendar.is_working_day(on("2026-04-27")));  // for the day of the Hùng kings, a Sunday
}

TEST(CalendarTest, ThirtyWorkingDaysStepOverTet) {
  const Calendar calendar;
  EXPECT_EQ(calendar.add_working_days(on("2026-02-13"), 0), on("2026-02-13"));
  EXPECT_EQ(calendar.add_working_days(on("2026-02-13"), 1), on("2026-02-23"));
  EXPECT_EQ(calendar.add_working_days(on("2026-02-13"), 30), on("2026-04-03"));
  EXPECT_EQ(calendar.working_days_between(on("2026-02-14"), on("2026-04-04")), 30);
  EXPECT_EQ(calendar.working_days_between(on("2026-04-04"), on("2026-02-14")), -30);
}

TEST(CalendarTest, AYearWithoutDataCountsWeekendsOnlyAndSaysSo) {
  const Calendar calendar;
  EXPECT_TRUE(calendar.knows(on("2020-01-01"), on("2027-12-31")));
  EXPECT_FALSE(calendar.knows(on("2027-12-01"), on("2028-01-15")));
  EXPECT_TRUE(calendar.is_working_day(on("2010-09-02")));  // a holiday, but no data
  EXPECT_FALSE(calendar.find_year(2027)->announced);
}

// Article 112 gives, beside the weekend, at least New Year 1, Tết 5, Hùng kings 1, 30 April 1, 1 May 1 and 2
// September 1 (2 from 2021), in whole or as a day in lieu; swaps add as many days off as worked ones.
TEST(CalendarTest, EveryYearHasTheDaysThatTheLawGives) {
  const Calendar calendar;
  for (const auto& [year, data] : calendar.years()) {
    int free = 0;
    for (const auto& special : data.days) {
      EXPECT_EQ(base::calendar_day(special.date).year, year);
      EXPECT_EQ(is_weekend(special.date), special.kind == DayKind::work) << base::to_iso(special.date);
      free += special.kind == DayKind::off ? 1 : -1;
    }
    EXPECT_EQ(free, year == 2020 ? 10 : 11) << year;
    EXPECT_FALSE(data.source.empty());
  }
}

}  // namespace
}  // namespace policy
