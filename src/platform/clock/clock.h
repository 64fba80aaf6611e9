#pragma once
// What time it is. Given to whoever needs it, so that tests fix it. Days are days in Asia/Ho_Chi_Minh.

#include <cstdint>
#include <string>

#include "base/date.h"

namespace platform {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now() const = 0;  // Units: microseconds since 1970-01-01 UTC
  base::Date today() const;
};

// The machine's clock; never goes back within one process, even when the machine's does.
class SystemClock final : public Clock {
 public:
  std::int64_t now() const override;
};

// A clock for tests and for the demo: stands still until it is moved.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t now) : now_(now) {}
  std::int64_t now() const override { return now_; }
  void move_to(std::int64_t now) { now_ = now; }

 private:
  std::int64_t now_;
};

// 7 hours east of UTC since 1975-06-13; the day a moment falls on in Asia/Ho_Chi_Minh.
base::Date day_of(std::int64_t microseconds);
// "2023-04-03T08:30:00+07:00"
std::string iso_time(std::int64_t microseconds);

}  // namespace platform
