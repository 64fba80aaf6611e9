#include "modules/documents/effect.h"

#include <algorithm>
#include <set>

namespace documents {
namespace {

EffectStatus effect_at(const EffectFacts& facts, base::Date start, base::Date day) {
  bool repealed = false, replaced = false, partly = false;
  for (const auto& c : facts.changes) {
    if (!base::Interval{c.from, c.to}.contains(day)) continue;
    if (c.kind == RelationKind::amends || c.kind == RelationKind::supplements || c.extent == Extent::partly)
      partly = true;
    else if (c.kind == RelationKind::repeals)
      repealed = true;
    else if (c.kind == RelationKind::replaces)
      replaced = true;
  }
  if (repealed) return EffectStatus::repealed;
  if (replaced) return EffectStatus::replaced;
  if (facts.effective_to && *facts.effective_to <= day) return EffectStatus::expired;
  if (day < start) return EffectStatus::not_yet;
  return partly ? EffectStatus::partly_amended : EffectStatus::in_force;
}

}  // namespace

bool changes_effect(RelationKind kind) {
  using enum RelationKind;
  return kind == amends || kind == supplements || kind == replaces || kind == repeals;
}

bool needs_competence(RelationKind kind) { return changes_effect(kind) || kind == RelationKind::corrects; }

std::vector<EffectSpan> effect_timeline(const EffectFacts& facts) {
  if (!facts.issued && !facts.effective_from) return {};
  const base::Date start = facts.effective_from.value_or(facts.issued.value_or(base::Date{}));
  const base::Date first = facts.issued ? std::min(*facts.issued, start) : start;
  EffectFacts known{facts.issued, start, facts.effective_to, {}};
  std::set<base::Date> days{first, start};
  if (facts.effective_to && *facts.effective_to > first) days.insert(*facts.effective_to);
  for (const auto& c : facts.changes) {
    if (!changes_effect(c.kind) || base::Interval{c.from, c.to}.empty()) continue;
    known.changes.push_back(c);
    if (c.from > first) days.insert(c.from);
    if (c.to && *c.to > first) days.insert(*c.to);
  }
  std::vector<EffectSpan> spans;
  for (const base::Date day : days) {
    const EffectStatus status = effect_at(known, start, day);
    if (!spans.empty() && spans.back().status == status) continue;
    if (!spans.empty()) spans.back().to = day;
    spans.push_back({day, std::nullopt, status});
  }
  return spans;
}

EffectStatus status_on(std::span<const EffectSpan> timeline, base::Date on) {
  if (timeline.empty()) return EffectStatus::unknown;
  for (const auto& span : timeline)
    if (base::Interval{span.from, span.to}.contains(on)) return span.status;
  return EffectStatus::not_yet;
}

}  // namespace documents
