#include "base/date.h"

#include <gtest/gtest.h>

namespace base {

TEST(Date, ReadsWhatExistsAndRefusesWhatDoesNot) {
  EXPECT_EQ(to_iso(*parse_iso_date("2024-02-29")), "2024-02-29");
  EXPECT_FALSE(parse_iso_date("2023-02-29"));
  EXPECT_FALSE(parse_iso_date("2023-2-28"));
  EXPECT_FALSE(parse_iso_date("1849-12-31"));
  EXPECT_TRUE(parse_iso_date("1850-01-01"));
  EXPECT_TRUE(parse_iso_date("2199-12-31"));
  EXPECT_FALSE(parse_iso_date("2200-01-01"));
}

TEST(Date, ReadsTheFormsOfUsersFiles) {
  for (auto text : {"28/02/2023", "28/2/2023", "28-2-2023", "28.2.2023", "2023-02-28"})
    EXPECT_EQ(to_vietnamese(*parse_any_date(text)), "28/02/2023") << text;
  for (auto text : {"", "28/02", "28/02/2023/1", "28/02-2023", "31/02/2023", "a/b/c", "-1/2/2023"})
    EXPECT_FALSE(parse_any_date(text)) << text;
}

TEST(Date, IntervalsAreHalfOpen) {
  const Interval q1{*make_date(2023, 1, 1), make_date(2023, 4, 1)};
  EXPECT_TRUE(q1.contains(*make_date(2023, 3, 31)));
  EXPECT_FALSE(q1.contains(*make_date(2023, 4, 1)));
  EXPECT_FALSE(q1.overlaps({*make_date(2023, 4, 1), {}}));
  EXPECT_TRUE(q1.overlaps({*make_date(2023, 3, 31), {}}));
}

TEST(Date, APartialDateKeepsWhatIsUnknown) {
  const auto month = *parse_partial_date("2023-04");
  EXPECT_EQ(month.text(), "2023-04");
  EXPECT_EQ(to_iso(month.last()), "2023-04-30");
  EXPECT_FALSE(month.exact());
  EXPECT_FALSE(parse_partial_date("2023-13"));
  EXPECT_EQ(parse_partial_date("2023")->text(), "2023");
}

}  // namespace base
