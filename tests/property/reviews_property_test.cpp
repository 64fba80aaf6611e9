// The figures of weak organisations against a recount that knows nothing of how they are kept: members laid as columns,
// members written since, members changed again, on random days.
#include <random>

#include "modules/reviews/strength.h"
#include "tests/property/properties.h"
#include "tests/support/test_store.h"

namespace reviews {
namespace {

using members::EndReason;
using members::MemberFact;

constexpr int cells = 4, world_days = 300, first_world_day = 18000;

struct World {
  explicit World(std::uint64_t seed) : chance(seed) {}
  int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(chance); }
  MemberFact member(std::int64_t id) {
    MemberFact m;
    m.id = {id};
    int at = pick(-50, world_days);
    for (int n = pick(0, 5); n > 0; --n) {
      members::SpellFact s;
      s.unit = {pick(1, cells)};
      s.status = members::Status(pick(0, 1));
      s.from = {first_world_day + at};
      if (n > 1 || pick(0, 1)) {
        at += pick(1, 80);
        s.to = base::Date{first_world_day + at};
        if (pick(0, 5)) s.reason = EndReason(pick(0, 7));
        at += pick(0, 2) ? 0 : pick(1, 40);
      }
      m.spells.push_back(s);
    }
    return m;
  }
  std::mt19937_64 chance;
};

bool was_member_until(const members::SpellFact& last, const members::SpellFact& next) {
  if (!last.reason) return last.to == next.from;
  return *last.reason == EndReason::recognised || *last.reason == EndReason::transferred ||
         *last.reason == EndReason::reorganised;
}

Figures recount(const std::map<std::int64_t, MemberFact>& all, std::int64_t cell, const Criteria& c) {
  Figures f;
  for (const auto& [id, m] : all)
    for (std::size_t i = 0; i < m.spells.size(); ++i) {
      const auto& s = m.spells[i];
      if (s.unit.value != cell) continue;
      const bool holds = base::Interval{s.from, s.to}.contains(c.on);
      f.members += holds;
      f.officials += holds && s.status == members::Status::official;
      const bool begins = i == 0 || !was_member_until(m.spells[i - 1], s);
      f.admissions += begins && s.from >= c.admitted_from && s.from <= c.on;
      if (s.status != members::Status::probationary || !s.reason || !s.to || *s.to > c.on || *s.to < c.ended_from)
        continue;
      const bool lost =
          *s.reason == EndReason::struck_off || *s.reason == EndReason::left || *s.reason == EndReason::expelled;
      f.probations_ended += lost || *s.reason == EndReason::recognised;
      f.probations_lost += lost;
    }
  return f;
}

std::shared_ptr<const members::Columns> columns_of(const std::map<std::int64_t, MemberFact>& all) {
  auto c = std::make_shared<members::Columns>();
  c->first_spell.push_back(0);
  for (const auto& [id, m] : all) {
    c->id.push_back(std::uint32_t(id));
    for (const auto& s : m.spells) {
      c->unit.push_back(std::uint32_t(s.unit.value));
      c->from.push_back(s.from.days);
      c->to.push_back(s.to ? s.to->days : members::no_day);
      c->status.push_back(std::uint8_t(s.status));
      c->reason.push_back(s.reason ? std::uint8_t(*s.reason) : members::no_value);
    }
    c->first_spell.push_back(std::uint32_t(c->unit.size()));
  }
  return c;
}

TEST(ReviewsProperties, TheFiguresEqualARecount) {
  support::Store store("sqlite", platform::read_migrations("tree", tree::migrations()));
  const tree::Tree tree;
  property::check(200, [&](std::uint64_t seed) {
    World world(seed);
    std::map<std::int64_t, MemberFact> all;
    Strength strength(tree);
    for (std::int64_t id = 1; id <= 20; ++id) all[id] = world.member(id);
    {
      auto tx = store.database().begin();
      strength.prepare(columns_of(all));
      strength.replaced(tx);
      tx.commit();
    }
    for (int n = 0; n < 15; ++n) {
      const std::int64_t id = world.pick(1, 30);
      members::MemberChange change;
      if (all.contains(id)) change.before = all[id];
      if (world.pick(0, 3)) change.after = world.member(id);
      auto tx = store.database().begin();
      strength.changed(tx, n, {change});
      if (world.pick(0, 3) == 0) continue;  // rolled back
      tx.commit();
      all.erase(id);
      if (change.after) all[id] = *change.after;
    }
    Criteria c;
    c.on = {first_world_day + world.pick(0, world_days)};
    c.admitted_from = {c.on.days - world.pick(0, 100)};
    c.ended_from = {c.on.days - world.pick(0, 100)};
    const Strength::Pass pass(strength, c);
    for (std::int64_t cell = 1; cell <= cells; ++cell) {
      bool had = false;
      RC_ASSERT(pass.count(tree::UnitId{cell}, had) == recount(all, cell, c));
    }
  });
}

}  // namespace
}  // namespace reviews
