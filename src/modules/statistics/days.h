#pragma once
// Days as the engine keeps them (base/short_day.h). Not a face.

#include "base/short_day.h"

namespace statistics {

using Day = base::ShortDay;
inline constexpr Day open_day = base::open_short_day;

inline Day day_of(std::int32_t days) { return base::short_day(days); }
inline Day day_of(base::Date date) { return base::short_day(date); }
inline base::Date date_of(Day day) { return {day + base::first_short_day}; }
// The day before, as far as there is one.
inline Day before(Day day) { return day == 0 ? Day(0) : Day(day - 1); }

}  // namespace statistics
