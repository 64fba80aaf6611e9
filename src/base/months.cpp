#include "base/months.h"

#include <algorithm>

namespace base {

Date add_months(Date day, int months) {
  const auto c = calendar_day(day);
  const int month = c.year * 12 + c.month - 1 + months, year = month / 12, of_year = month % 12 + 1;
  for (int d = c.day; d > 27; --d)
    if (const auto found = make_date(year, of_year, d)) return *found;
  return make_date(year, of_year, std::min(c.day, 27)).value_or(day);
}

}  // namespace base
