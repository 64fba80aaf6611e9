#pragma once
// Why two records may be of one person: the same citizen number, or the same folded name and births that agree, turn
// day and month round, lack a part, or lie in one year. Pure; decides nothing about anybody: people compare and decide.

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/record.h"

namespace members {

// The strongest first; the last three are of a lower grade.
BOOST_DEFINE_ENUM_CLASS(Likeness, citizen_number, name_and_birth, day_month_turned, birth_incomplete, birth_year)

inline bool is_lower(Likeness likeness) { return likeness > Likeness::name_and_birth; }

// Of two who have the same folded name; nothing when their births differ.
std::optional<Likeness> likeness_of(const base::PartialDate& one, const base::PartialDate& other);

struct Traits {
  std::string folded_name{};
  std::optional<base::PartialDate> birth{};
  std::string citizen_hash{};  // "" where unknown
};
// All that speaks for it, the strongest first.
std::vector<Likeness> likenesses_of(const Traits& one, const Traits& other);

}  // namespace members
