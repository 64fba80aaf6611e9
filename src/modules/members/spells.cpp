#include "modules/members/spells.h"

#include <algorithm>

#include "modules/members/home.h"

namespace members {
namespace {

bool holds(const StoredSpell& spell, base::Date on) {
  return base::Interval{spell.fact.from, spell.fact.to}.contains(on);
}

}  // namespace

const StoredSpell* spell_on(const Spells& spells, base::Date on) {
  const auto found = std::ranges::find_if(spells, [&](const auto& s) { return holds(s, on); });
  return found == spells.end() ? nullptr : &*found;
}

tree::UnitId home_of(const Spells& spells, base::Date on) {
  Home home(on.days);
  for (const auto& s : spells) home.add(s.fact.unit.value, s.fact.from.days);
  return tree::UnitId{home.unit()};
}

bool ends_membership(const StoredSpell& spell) {
  using enum EndReason;
  const auto reason = spell.fact.reason;
  return reason == struck_off || reason == left || reason == expelled || reason == deceased;
}

std::vector<LaterDeed> later_deeds(const Spells& spells, base::Date after) {
  std::vector<LaterDeed> deeds;
  for (std::size_t i = 1; i < spells.size(); ++i) {
    const auto how = spells[i - 1].fact.reason;
    if (spells[i].fact.from > after && how != EndReason::reorganised)
      deeds.push_back({how.value_or(EndReason::left), spells[i].fact.from, spells[i - 1].document_id});
  }
  // An end on a later day is a deed too.
  const auto& last = spells.empty() ? SpellFact{} : spells.back().fact;
  if (last.to && *last.to > after) deeds.push_back({last.reason.value_or(EndReason::left), *last.to, {}});
  return deeds;
}

void cut(Spells& spells, base::Date on, EndReason reason) {
  std::erase_if(spells, [&](const auto& s) { return s.fact.from >= on; });
  CHECK(!spells.empty() && (!spells.back().fact.to || on <= *spells.back().fact.to));
  spells.back().fact.to = on;
  spells.back().fact.reason = reason;
}

void recognise(Spells& spells, base::Date on, std::optional<std::int64_t> document_id) {
  Spells out;
  for (auto& spell : spells) {
    if (spell.fact.from >= on) {
      spell.fact.status = Status::official;
      out.push_back(spell);
    } else if (holds(spell, on)) {
      StoredSpell later = spell;
      spell.fact.to = on;
      spell.fact.reason = EndReason::recognised;
      spell.document_id = document_id;
      out.push_back(spell);
      later.fact.from = on;
      later.fact.status = Status::official;
      out.push_back(later);
    } else {
      out.push_back(spell);
    }
  }
  spells = std::move(out);
}

void unrecognise(Spells& spells, base::Date on) {
  for (std::size_t i = 0; i + 1 < spells.size(); ++i) {
    auto& before = spells[i];
    if (before.fact.reason != EndReason::recognised || before.fact.to != on) continue;
    before.fact.to = spells[i + 1].fact.to;
    before.fact.reason = spells[i + 1].fact.reason;
    before.document_id = spells[i + 1].document_id;
    spells.erase(spells.begin() + std::ptrdiff_t(i) + 1);
    for (auto& spell : spells)
      if (spell.fact.from >= before.fact.from) spell.fact.status = Status::probationary;
    return;
  }
}

bool move_recognition(Spells& spells, base::Date from, base::Date to) {
  for (std::size_t i = 0; i + 1 < spells.size(); ++i) {
    auto &before = spells[i].fact, &after = spells[i + 1].fact;
    if (before.reason != EndReason::recognised || before.to != from) continue;
    if (to <= before.from || (after.to && *after.to <= to)) return false;
    before.to = after.from = to;
    return true;
  }
  return true;
}

}  // namespace members
