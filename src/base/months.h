#pragma once
// Counting in months of the calendar.

#include "base/date.h"

namespace base {

// The same day so many months later, or earlier; the last day of the month where there is none. 31/8 + 6 months is 28
// or 29/2.
Date add_months(Date day, int months);

}  // namespace base
