#include <set>

#include "modules/reorganisation/machine.h"

namespace reorganisation {

void Machine::commit(Transaction& tx, const base::Actor& actor, PlanRow& row, Ahead ahead) const {
  const auto plan = whole_plan(base::Json::parse(row.plan));
  auto worked = take(tx, actor, plan, std::move(ahead));
  auto& out = worked.outcome;
  if (!out.problems.empty()) conflict("reorganisation.overtaken", out.problems);
  s.access.require(tx, actor, Permission::reorganisations_plan, owner_of(tx, out));
  const auto growth = growth_of(worked.access);
  if (worked.grows() && (row.state != PlanState::approved || !within(growth, row.growth)))
    throw Error(ErrorKind::forbidden, "reorganisation.approval_needed", {{"code", row.code}});
  // Of a plan file nobody knows the author: the second person is then whoever carries it out.
  if (worked.grows() && !row.planner_id && row.approver == actor.name)
    throw Error(ErrorKind::forbidden, "reorganisation.own_approval", {{"code", row.code}, {"name", actor.name}});
  auto& r = out.effect;
  r.plan = row.id;
  r.document = cite(tx, actor, plan, row.owner);
  const auto before = people ? people->totals(tx, r.on) : std::vector<tree::PeopleTotal>{};
  const auto cells_before = cells_of(tx, r);
  auto part_before = people ? people->totals(tx, r.on, cells_before) : std::vector<tree::PeopleTotal>{};
  change_tree(tx, out);
  for (auto* part : parts) part->apply(tx, actor, r);
  const Proof proof{
      people ? totals_of(before, part_before, people->totals(tx, r.on, cells_of(tx, r))) : std::vector<Total>{},
      worked.sums};
  require_proved(tx, proof, r.on);
  store::add_units(tx, row.id, out.units);
  row.state = PlanState::committed;
  row.document_id = r.document;
  row.committer = actor.name;
  row.commit_order = store::next_commit(tx);
  row.proof = base::to_json(proof).dump();
  save(tx, row);
  base::Json difference = base::to_json(proof);
  difference["effective_on"] = base::to_iso(r.on);
  s.audit.record(tx, actor, "reorganisation.committed", "reorganisation", row.code, row.owner.value, difference.dump());
}

std::int64_t Machine::cite(Transaction& tx, const base::Actor& actor, const Plan& plan, tree::UnitId owner) const {
  return s.documents.ensure_cited(tx, actor, plan.decision, owner, "decision").value;
}

void Machine::change_tree(Transaction& tx, Outcome& out) const {
  const auto today = s.clock.today();
  s.tree.store_rows(tx, out.rows(), today);
  for (auto& unit : out.units) {
    if (unit.fate != Fate::established) continue;
    unit.id = *s.tree.find_unit(tx, unit.code);
    out.effect.established.push_back(unit.id);
  }
  std::vector<tree::Successor> successors;
  for (const auto& ending : out.effect.endings)
    for (const auto& code : ending.successors)
      successors.push_back({ending.unit, *s.tree.find_unit(tx, code), out.effect.on, out.effect.plan});
  s.tree.add_successors(tx, successors, today);
}

void Machine::require_proved(Transaction& tx, const Proof& proof, base::Date on) const {
  for (const auto& total : proof.totals)
    if (total.before != total.after)
      throw Error(ErrorKind::unavailable, "reorganisation.not_conserved",
                  {{"measure", total.measure},
                   {"before", std::to_string(total.before)},
                   {"after", std::to_string(total.after)}});
  if (const auto units = s.tree.count_units(tx, on); units != proof.units.after)
    throw Error(
        ErrorKind::unavailable, "reorganisation.not_conserved",
        {{"measure", "units"}, {"before", std::to_string(proof.units.after)}, {"after", std::to_string(units)}});
}

void Machine::save(Transaction& tx, PlanRow& row) const {
  row.changed_at = s.clock.now();
  store::save_plan(tx, row);
}

void Machine::undo(Transaction& tx, const base::Actor& actor, PlanRow& row) const {
  const auto plan = whole_plan(base::Json::parse(row.plan));
  const auto units = store::list_units(tx, row.id);
  auto r = committed(row, plan, units);
  if (const auto problems = built_on(tx, row, units, r); !problems.empty())
    conflict("reorganisation.built_on", problems);
  for (auto it = parts.rbegin(); it != parts.rend(); ++it) (*it)->undo(tx, actor, r);
  const auto today = s.clock.today();
  s.tree.remove_successors(tx, row.id, today);
  std::vector<tree::UnitRow> rows;
  for (const auto& unit : units) rows.insert(rows.end(), unit.before.begin(), unit.before.end());
  s.tree.store_rows(tx, rows, today);
  s.tree.remove_units(tx, r.established);
  store::remove_units(tx, row.id);
  row.state = PlanState::undone;
  save(tx, row);
  s.audit.record(tx, actor, "reorganisation.undone", "reorganisation", row.code, row.owner.value);
}

tree::Reorganisation Machine::committed(const PlanRow& row, const Plan& plan,
                                        const std::vector<TouchedUnit>& units) const {
  tree::Reorganisation r;
  r.plan = row.id;
  r.on = row.effective_on;
  r.document = row.document_id;
  r.grants = plan.grants;
  for (const auto& unit : units) {
    if (unit.fate == Fate::established) r.established.push_back(unit.id);
    if (unit.fate == Fate::ended) r.endings.push_back({unit.step, unit.id, unit.code, unit.successors});
  }
  return r;
}

std::vector<Problem> Machine::built_on(Transaction& tx, const PlanRow& row, const std::vector<TouchedUnit>& units,
                                       const tree::Reorganisation& r) const {
  if (const auto later = store::later_plan(tx, row.id))
    return {{0, "reorganisation.later_plan", {{"plan", later->first}, {"code", later->second}}}};
  std::set<std::string> touched;
  for (const auto& unit : units) touched.insert(unit.code);
  for (const auto& unit : units) {
    if (!is_as_left(tx, unit)) return {{unit.step, "reorganisation.unit_changed_since", {{"code", unit.code}}}};
    if (unit.fate != Fate::established) continue;
    for (const auto& code : s.tree.list_codes_below(tx, unit.id, r.on))
      if (!touched.contains(code))
        return {{unit.step, "reorganisation.unit_added_since", {{"code", code}, {"parent", unit.code}}}};
  }
  for (auto* part : parts)
    if (auto problems = part->built_on(tx, r); !problems.empty()) return problems;
  return {};
}

bool Machine::is_as_left(Transaction& tx, const TouchedUnit& unit) const {
  auto left = unit.after.begin();
  for (const auto& span : s.tree.list_history(tx, unit.id)) {
    if (span.from < unit.after.front().from) continue;
    const bool same = left != unit.after.end() && span.name == left->name && span.kind == left->kind &&
                      span.level == left->level && span.parent_code == left->parent_code && span.from == left->from &&
                      span.to == left->to;
    if (!same) return false;
    ++left;
  }
  return left == unit.after.end();
}

}  // namespace reorganisation
