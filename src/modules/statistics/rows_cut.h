#pragma once
// How a member's spells become rows and moves. Part of rows.h.

#include "modules/statistics/rows.h"

namespace statistics {

// Whether so many days are less than 24 months.
bool within_24_months(std::int32_t from, std::int32_t to);

inline std::uint16_t ending_of(const Person::Stay& stay, const Person::Stay* next) {
  if (stay.to == members::no_day) return goes_on;
  if (stay.reason != members::no_value) return stay.reason;
  return next && next->from == stay.to ? moved_unexplained : ended_unexplained;
}

template <class AddRow, class AddMove>
void cut(const DatedTree& tree, const Person& person, AddRow&& row, AddMove&& move) {
  std::uint32_t last_place = nothing, last_row = 0;
  std::uint16_t last_ending = ended_unexplained;
  std::int32_t joined = 0;
  const auto& stays = person.stays;
  for (std::size_t s = 0; s < stays.size(); ++s) {
    const auto& stay = stays[s];
    const auto* next = s + 1 < stays.size() ? &stays[s + 1] : nullptr;
    const bool admission = is_leaver(last_ending), open = stay.to == members::no_day;
    if (admission) joined = stay.from;
    const Day from = day_of(stay.from), to = open ? open_day : day_of(stay.to);
    std::uint16_t ending = ending_of(stay, next);
    const auto fixed = std::uint16_t(person.fixed | (stay.status & 1) << 1);
    const auto pieces = tree.pieces(stay.unit);
    std::size_t p = 0;
    while (p + 1 < pieces.size() && pieces[p + 1].from <= from) ++p;
    for (bool first = true;; first = false, ++p) {
      const bool last = p + 1 >= pieces.size() || pieces[p + 1].from >= to;
      Row r{first ? from : pieces[p].from,
            last ? to : pieces[p + 1].from,
            fixed,
            person.birth,
            person.admitted,
            person.ethnicity,
            person.occupation};
      r.traits = std::uint16_t(r.traits | (last ? ending : goes_on) << 8);
      if (first && admission) r.traits |= Traits::admission_bit;
      if (last && is_leaver(ending) && within_24_months(joined, stay.to)) r.traits |= Traits::early_bit;
      const std::uint32_t number = row(pieces[p].place, r);
      if (first && !admission) {
        const auto* before = s > 0 ? &stays[s - 1] : nullptr;
        const bool joins = before && before->to == stay.from;
        const bool reorganised =
            last_ending == std::uint16_t(members::EndReason::reorganised) || (joins && before->unit == stay.unit);
        if (!joins || last_place != pieces[p].place)
          move(Move{from, reorganised ? MoveKind::reorganisation : MoveKind::transfer, joins ? last_place : nothing,
                    pieces[p].place, number});
      }
      last_place = pieces[p].place;
      last_row = number;
      if (last) break;
    }
    last_ending = ending;
    if (!open && !is_leaver(ending) && !(next && next->from == stay.to))
      move(Move{
          to, ending == std::uint16_t(members::EndReason::reorganised) ? MoveKind::reorganisation : MoveKind::transfer,
          last_place, nothing, last_row});
  }
}

}  // namespace statistics
