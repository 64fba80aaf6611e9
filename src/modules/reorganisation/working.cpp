#include <algorithm>
#include <set>

#include "modules/reorganisation/machine.h"

namespace reorganisation {

namespace {

constexpr std::int64_t great = 2000;  // units below those that a plan names: more, and the tree is read whole

}  // namespace

bool Machine::is_great(Transaction& tx, const Plan& plan) const {
  std::int64_t units = 0;
  for (const auto& change : plan.changes)
    for (const auto& code : change.from) {
      const auto unit = s.tree.find_unit(tx, code);
      if (!unit) continue;
      const auto path = s.tree.path(tx, *unit);
      units += tx.find<std::int64_t>("SELECT COUNT(*) FROM tree_scope WHERE path >= ? AND path < ?", path,
                                     tree::path_end(path))
                   .value_or(0);
      if (units > great) return true;
    }
  return false;
}

Worked Machine::work_out_tree(Transaction& tx, const base::Actor& actor, const Plan& plan) const {
  Worked worked{Country(tx, s.tree)};
  auto& out = worked.outcome;
  if (is_great(tx, plan)) worked.country.load_whole();
  const auto scope = s.access.scope(tx, actor, Permission::units_read);
  Knowledge knowledge;
  knowledge.sees = [&](const Life& life) { return scope.everything || scope.holds(s.tree.path(tx, life.id)); };
  knowledge.plan_of = [&](tree::UnitId unit) { return store::plan_of(tx, unit); };
  out = work_out(plan, worked.country, knowledge);
  if (out.problems.empty())
    for (auto& p : s.tree.check_rows(tx, out.rows(), tree::Replace::from_first_row, tree::Guards::pass))
      out.problems.push_back({int(p.line), p.key, p.parameters});
  return worked;
}

Worked Machine::work(Transaction& tx, const base::Actor& actor, const Plan& plan) const {
  auto worked = work_out_tree(tx, actor, plan);
  auto& out = worked.outcome;
  check_parts(tx, actor, out);
  if (!out.problems.empty()) return worked;
  count_units(tx, worked);
  for (auto* part : parts)
    for (auto& moved : part->preview(tx, out.effect)) worked.moved.push_back(std::move(moved));
  worked.access = find_access_difference(out, worked.country, holders_of(tx, out.effect.on), people_of(tx, out));
  return worked;
}

void Machine::check_parts(Transaction& tx, const base::Actor& actor, Outcome& out) const {
  out.effect.knows_people = [this, &tx, actor](tree::UnitId unit) {
    return may(tx, actor, Permission::members_read, unit);
  };
  if (out.problems.empty())
    for (auto* part : parts)
      for (auto& hindrance : part->check(tx, out.effect)) out.problems.push_back(std::move(hindrance));
}

std::vector<identity::Holder> Machine::holders_of(Transaction& tx, base::Date on) const {
  return identity::list_holders(tx, std::max(on, s.clock.today()));
}

Ahead Machine::work_ahead(const base::Actor& actor, const std::string& code, std::int64_t version) const {
  auto tx = s.database.begin_read();
  const auto row = access_version(tx, actor, code, version);
  require_open(row);
  Ahead ahead{work(tx, actor, whole_plan(base::Json::parse(row.plan))), s.tree.version(tx),
              holders_of(tx, row.effective_on)};
  // Neither outlives the transaction that it asks; check_parts() gives the commit's own.
  ahead.worked.country.close();
  ahead.worked.outcome.effect.knows_people = [](tree::UnitId) { return false; };
  return ahead;
}

Worked Machine::take(Transaction& tx, const base::Actor& actor, const Plan& plan, Ahead ahead) const {
  const auto same = [](const auto& a, const auto& b) {
    return a.account_id == b.account_id && a.role == b.role && a.unit == b.unit;
  };
  const bool holds = ahead.worked.outcome.problems.empty() && s.tree.version(tx) == ahead.tree_version &&
                     std::ranges::equal(holders_of(tx, plan.effective_on), ahead.holders, same);
  if (!holds) return work(tx, actor, plan);
  // Members and papers may have changed all the same.
  check_parts(tx, actor, ahead.worked.outcome);
  return std::move(ahead.worked);
}

std::unordered_map<std::int64_t, std::int64_t> Machine::people_of(Transaction& tx, const Outcome& out) const {
  std::vector<tree::UnitId> cells;
  for (const auto& branch : out.branches)
    for (const auto* unit : branch.units)
      if (const auto* span = unit->on(out.effect.on); span && tree::holds_members(span->kind))
        cells.push_back(unit->id);
  if (!people || cells.empty()) return {};
  return people->count_people(tx, out.effect.on, cells);
}

void Machine::count_units(Transaction& tx, Worked& worked) const {
  auto& sums = worked.sums;
  sums.before = s.tree.count_units(tx, worked.outcome.effect.on);
  for (const auto& unit : worked.outcome.units)
    ++(unit.fate == Fate::ended         ? sums.ended
       : unit.fate == Fate::established ? sums.established
       : unit.fate == Fate::changed     ? sums.changed
                                        : sums.moved_along);
  sums.after = sums.before + sums.established - sums.ended;
}

std::vector<tree::UnitId> Machine::cells_of(Transaction& tx, const tree::Reorganisation& r) const {
  std::set<tree::UnitId> units;
  const auto add = [&](const std::string& code) {
    if (const auto unit = s.tree.find_unit(tx, code)) units.insert(*unit);
  };
  for (const auto& ending : r.endings) {
    units.insert(ending.unit);
    for (const auto& code : ending.successors) add(code);
  }
  for (const auto& division : r.divisions) {
    units.insert(division.unit);
    for (const auto& [member, to] : division.named) add(to);
    for (const auto& rule : division.rules) add(rule.to);
  }
  return {units.begin(), units.end()};
}

}  // namespace reorganisation
