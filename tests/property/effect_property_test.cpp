// The effect of a document over time: the plain definition day by day, whatever the order in which relations came.
#include <algorithm>

#include "modules/documents/effect.h"
#include "tests/property/properties.h"

namespace documents {
namespace {

base::Date day() { return {*property::days()}; }
std::optional<base::Date> maybe_day() { return *rc::gen::arbitrary<bool>() ? std::optional(day()) : std::nullopt; }

EffectFacts some_facts() {
  EffectFacts facts{maybe_day(), maybe_day(), maybe_day(), {}};
  const int count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i)
    facts.changes.push_back({*rc::gen::element(RelationKind::amends, RelationKind::supplements, RelationKind::replaces,
                                               RelationKind::repeals, RelationKind::guides, RelationKind::reviews),
                             *rc::gen::element(Extent::wholly, Extent::partly), day(), maybe_day()});
  return facts;
}

TEST(EffectProperties, TheOrderOfRelationsDoesNotMatter) {
  property::check(300, [] {
    EffectFacts facts = some_facts();
    const auto timeline = effect_timeline(facts);
    std::reverse(facts.changes.begin(), facts.changes.end());
    RC_ASSERT(effect_timeline(facts) == timeline);
    if (facts.changes.size() > 2) std::rotate(facts.changes.begin(), facts.changes.begin() + 1, facts.changes.end());
    RC_ASSERT(effect_timeline(facts) == timeline);
  });
}

TEST(EffectProperties, SpansFollowEachOtherWithoutHolesAndDiffer) {
  property::check(300, [] {
    const auto timeline = effect_timeline(some_facts());
    for (std::size_t i = 0; i < timeline.size(); ++i) {
      RC_ASSERT(timeline[i].to.has_value() == (i + 1 < timeline.size()));
      if (i + 1 == timeline.size()) break;
      RC_ASSERT(*timeline[i].to == timeline[i + 1].from);
      RC_ASSERT(timeline[i].from < *timeline[i].to);
      RC_ASSERT(timeline[i].status != timeline[i + 1].status);
    }
  });
}

TEST(EffectProperties, ARelationThatChangesNothingMayBeLeftOut) {
  property::check(300, [] {
    EffectFacts facts = some_facts();
    const auto timeline = effect_timeline(facts);
    std::erase_if(facts.changes, [](const auto& c) {
      return !changes_effect(c.kind) || base::Interval{c.from, c.to}.empty();
    });
    RC_ASSERT(effect_timeline(facts) == timeline);
  });
}

TEST(EffectProperties, ARepealHoldsOnEveryDayFromItsOwn) {
  property::check(300, [] {
    EffectFacts facts = some_facts();
    const base::Date from = day();
    facts.changes.push_back({RelationKind::repeals, Extent::wholly, from, {}});
    const auto timeline = effect_timeline(facts);
    const base::Date later{from.days + *rc::gen::inRange(0, 9000)};
    if (!timeline.empty() && timeline.front().from <= later)
      RC_ASSERT(status_on(timeline, later) == EffectStatus::repealed);
  });
}

}  // namespace
}  // namespace documents
