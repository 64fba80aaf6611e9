#pragma once
// Days as the engine keeps them: two bytes, counted from 1900-01-01. A day before counts as that day, one after
// 2079-06-05 as that day; an end that is open lies after all of them. Not a face.

#include <algorithm>
#include <cstdint>

#include "base/date.h"

namespace statistics {

using Day = std::uint16_t;
inline constexpr Day open_day = 65535;
inline constexpr std::int32_t first_day = -25567;  // 1900-01-01 as base::Date::days

inline Day day_of(std::int32_t days) { return Day(std::clamp(days - first_day, 0, 65534)); }
inline Day day_of(base::Date date) { return day_of(date.days); }
inline base::Date date_of(Day day) { return {day + first_day}; }
// The day before, as far as there is one.
inline Day before(Day day) { return day == 0 ? Day(0) : Day(day - 1); }

}  // namespace statistics
