#include "modules/members/likeness.h"

namespace members {

std::optional<Likeness> likeness_of(const base::PartialDate& one, const base::PartialDate& other) {
  if (one.year != other.year) return std::nullopt;
  if (one.exact() && one == other) return Likeness::name_and_birth;
  if (one.exact() && other.exact() && one.day == other.month && one.month == other.day)
    return Likeness::day_month_turned;
  const bool incomplete = !one.exact() || !other.exact();
  return incomplete && one.meets(other) ? Likeness::birth_incomplete : Likeness::birth_year;
}

std::vector<Likeness> likenesses_of(const Traits& one, const Traits& other) {
  std::vector<Likeness> all;
  if (!one.citizen_hash.empty() && one.citizen_hash == other.citizen_hash) all.push_back(Likeness::citizen_number);
  if (one.folded_name == other.folded_name && one.birth && other.birth)
    if (const auto births = likeness_of(*one.birth, *other.birth)) all.push_back(*births);
  return all;
}

}  // namespace members
