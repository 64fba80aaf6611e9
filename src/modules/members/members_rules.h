#pragma once
// The rules of membership. Pure: what they judge is handed in. Each quotes its source above the line that implements it
// and is chosen by the day of the event: before a rule's first day nothing is judged by it.

#include <span>

#include "base/verdict.h"
#include "modules/members/records.h"
#include "modules/policy/policy.h"

namespace members {

std::span<const policy::Rule> rules();

// The same day so many months later; the last day of the month where there is none. 31/8 + 6 months is 28 or 29/2.
base::Date add_months(base::Date day, int months);
// Full months from one day to another.
int months_between(base::Date from, base::Date to);

// R06: the day on which probation is over.
base::Date probation_end(base::Date ceremony);
base::Verdict may_recognise(base::Date ceremony, base::Date official_on);

// R08. Units: full years.
int party_age(base::Date admitted_on, base::Date on);
base::Verdict may_date_party_age(std::optional<base::Date> admitted_on, std::optional<base::Date> ceremony_on);

}  // namespace members
