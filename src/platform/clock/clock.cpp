#include "platform/clock/clock.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>

namespace platform {
namespace {

constexpr std::int64_t second = 1'000'000;
// Source: Vietnam has kept UTC+7 since 1975-06-13; earlier moments are not recorded by this program.
constexpr std::int64_t east = 7 * 3600 * second;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }

}  // namespace

base::Date day_of(std::int64_t microseconds) {
  return base::Date{std::int32_t(floor_divide(microseconds + east, 86400 * second))};
}

base::Date Clock::today() const { return day_of(now()); }

std::string iso_time(std::int64_t microseconds) {
  const std::int64_t local = microseconds + east;
  const std::int64_t seconds = floor_divide(local, second) - std::int64_t(day_of(microseconds).days) * 86400;
  return fmt::format("{}T{:02}:{:02}:{:02}+07:00", base::to_iso(day_of(microseconds)), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

std::int64_t SystemClock::now() const {
  using namespace std::chrono;
  static std::atomic<std::int64_t> latest{0};
  const auto read = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  auto seen = latest.load();
  // When the machine's clock is set back, time stands still until it has caught up.
  while (read > seen && !latest.compare_exchange_weak(seen, read)) {
  }
  return std::max<std::int64_t>(read, seen);
}

}  // namespace platform
