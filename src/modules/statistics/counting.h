#pragma once
// The counting itself: rows, moves and what was written since, over the runs of a perimeter. Where few runs, few
// sorts and few days are asked the day index answers; else one pass over the rows does. Pure. Not a face.

#include "modules/statistics/perimeter.h"
#include "modules/statistics/picture.h"

namespace statistics {

BOOST_DEFINE_ENUM_CLASS(Count, members, admissions, recognitions, leavers, dropouts, early_ends, transfers_in,
                        transfers_out, reorganised_in, reorganised_out)

BOOST_DEFINE_ENUM_CLASS(Trait, gender, age_band, party_age_band, ethnicity, education, occupation, focus_group, status,
                        reason)
// The keys of a trait's values, the unknown one last where there is one.
std::vector<std::string> values_of(Trait trait, const Picture& picture);

// The state at the end of some days, or what happened between days.
struct Times {
  std::vector<Day> points;  // of `members`: n days; else n + 1 bounds of [from, to)
};

// How rows are counted: what costs less, or as told, for tests and measurements.
enum class Way { cheapest, index, pass };

// [group][values of the traits in their order][time]; Units: people or events. Bands are of the state of each
// day, or of the last day of each stretch of time.
std::vector<std::int64_t> tally(const Picture& picture, const Perimeter& perimeter, Count count,
                                std::span<const Trait> traits, const Times& times, Way way = Way::cheapest);

}  // namespace statistics
