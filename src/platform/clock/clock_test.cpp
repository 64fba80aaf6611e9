#include "platform/clock/clock.h"

#include <gtest/gtest.h>

namespace platform {

TEST(Clock, ADayBeginsAtMidnightInHoChiMinhCity) {
  const FixedClock before(1680454799LL * 1'000'000), after(1680454800LL * 1'000'000);
  EXPECT_EQ(base::to_iso(before.today()), "2023-04-02");
  EXPECT_EQ(base::to_iso(after.today()), "2023-04-03");
  EXPECT_EQ(iso_time(after.now()), "2023-04-03T00:00:00+07:00");
  EXPECT_EQ(iso_time(-1), "1970-01-01T06:59:59+07:00");
}

TEST(Clock, TheSystemClockNeverGoesBack) {
  const SystemClock clock;
  auto last = clock.now();
  for (int i = 0; i < 1000; ++i) {
    const auto next = clock.now();
    ASSERT_GE(next, last);
    last = next;
  }
}

}  // namespace platform
