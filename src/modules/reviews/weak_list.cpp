#include "modules/reviews/weak_list.h"

namespace reviews {
namespace {

using tree::UnitKind;

bool is_cell(std::uint8_t kind) {
  return kind == std::uint8_t(UnitKind::cell) || kind == std::uint8_t(UnitKind::grassroots_cell);
}
bool is_committee(std::uint8_t kind) { return kind == std::uint8_t(UnitKind::grassroots_committee); }

// Of what is over by the day: that of what took its place.
std::uint32_t committee_above(const Places& places, const Places::Day& day, std::uint32_t cell) {
  auto at = cell;
  while (at != nowhere && day.kind[at] == Places::no_kind) at = places.scope_parents()[at];
  if (at == cell) at = day.parent[at];
  while (at != nowhere && !is_committee(day.kind[at])) at = day.parent[at];
  return at;
}

// What happened, without who is there.
Figures flows_of(Figures f) {
  f.members = f.officials = 0;
  return f;
}

}  // namespace

std::optional<std::vector<Weak>> find_weak(const Places& places, const Strength& strength, const WeakQuestion& q) {
  const auto day = places.day(q.criteria.on);
  const bool lived = q.unit != nowhere && day.kind[q.unit] != Places::no_kind;
  const auto asked = q.unit == nowhere ? std::vector<char>(places.size(), 1)
                                       : Places::below(lived ? day.parent : places.scope_parents(), {q.unit});
  const auto seen = places.inside(q.seen), counted = places.inside(q.counted);
  std::vector<char> judged(places.size(), 0);
  for (const auto place : q.judged) judged[place] = 1;
  std::vector<Facts> facts(places.size());
  {
    const Strength::Pass pass(strength, q.criteria);
    if (!pass.fits(places.version())) return std::nullopt;
    for (std::uint32_t u = 0; u < places.size(); ++u) {
      if (day.kind[u] == Places::no_kind)
        if (const auto above = committee_above(places, day, u); above != nowhere && asked[above]) {
          bool had = false;
          facts[above].figures += flows_of(pass.count(places.id(u), had));
        }
      if (!asked[u] || !is_cell(day.kind[u])) continue;
      auto& f = facts[u];
      f.is_cell = true;
      f.figures = pass.count(places.id(u), f.had_members);
      if (const auto above = committee_above(places, day, u); above != nowhere && asked[above]) {
        facts[above].figures += f.figures;
        facts[above].had_members = facts[above].had_members || f.had_members;
      }
    }
  }
  std::vector<Weak> out;
  for (std::uint32_t u = 0; u < places.size(); ++u) {
    if (!asked[u] || !seen[u] || !(is_cell(day.kind[u]) || is_committee(day.kind[u]))) continue;
    facts[u].since = places.since(u);
    const bool may_count = counted[u] != 0;
    const unsigned marks = (may_count ? marks_of(facts[u], q.criteria) : 0) | (judged[u] ? bit(Criterion::judged) : 0);
    if (marks || q.all) out.push_back({u, marks, UnitKind(day.kind[u]), may_count, may_count ? facts[u] : Facts{}});
  }
  return out;
}

}  // namespace reviews
