#pragma once
// Days of two bytes, for those who keep many: counted from 1900-01-01. A day before counts as that day, one after
// 2079-06-05 as that day; an end that is open lies after all of them.

#include <algorithm>
#include <cstdint>

#include "base/date.h"

namespace base {

using ShortDay = std::uint16_t;
inline constexpr ShortDay open_short_day = 65535;
inline constexpr std::int32_t first_short_day = -25567;  // 1900-01-01 as Date::days

inline ShortDay short_day(std::int32_t days) { return ShortDay(std::clamp(days - first_short_day, 0, 65534)); }
inline ShortDay short_day(Date date) { return short_day(date.days); }

}  // namespace base
