#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "modules/reorganisation/machine.h"

namespace reorganisation {
namespace {

// Walks up in the tree as it was, or as it is left, on the plan's day.
class Tops {
 public:
  Tops(const PlanTree& plan, Country& country) : plan_(plan), country_(country) {
    for (const auto& unit : plan.units) touched_[unit.code] = &unit;
  }

  // Those of the codes that stand below none of the others.
  std::vector<std::string> of(const std::set<std::string>& codes, std::vector<tree::UnitRow> TouchedUnit::*rows) {
    std::vector<std::string> tops;
    for (const auto& code : codes) {
      bool below = false;
      auto above = parent(code, rows);
      for (int height = 0; height < 64 && !above.empty() && !below; ++height) {
        below = codes.contains(above);
        above = parent(above, rows);
      }
      if (!below) tops.push_back(code);
    }
    return tops;
  }

 private:
  std::string parent(const std::string& code, std::vector<tree::UnitRow> TouchedUnit::*rows) {
    if (const auto it = touched_.find(code); it != touched_.end())
      return TouchedUnit::parent_on(it->second->*rows, plan_.on);
    const auto* life = country_.find(code);
    const auto* span = life ? life->on(plan_.on) : nullptr;
    return span ? span->parent_code : "";
  }

  const PlanTree& plan_;
  Country& country_;
  std::map<std::string, const TouchedUnit*> touched_;
};

void find_perimeter(PlanTree& plan, Country& country) {
  std::set<std::string> before, after, established;
  for (const auto& unit : plan.units) {
    if (unit.fate == Fate::established) established.insert(unit.code);
    if (unit.fate == Fate::moved_along) continue;
    if (unit.fate != Fate::established) before.insert(unit.code);
    if (unit.fate != Fate::ended) after.insert(unit.code);
    after.insert(unit.successors.begin(), unit.successors.end());
  }
  // Whoever absorbs others has people of its own.
  std::ranges::set_difference(after, established, std::inserter(before, before.end()));
  Tops tops(plan, country);
  plan.before = tops.of(before, &TouchedUnit::before);
  plan.after = tops.of(after, &TouchedUnit::after);
}

// Of a plan that was carried out: the cells that it divided.
std::vector<tree::Reorganisation::Division> divisions_of(const Plan& plan, const std::vector<TouchedUnit>& units) {
  std::vector<tree::Reorganisation::Division> divisions;
  for (const auto& change : plan.changes) {
    if (change.verb != Verb::split) continue;
    const auto unit = std::ranges::find(units, change.from.front(), &TouchedUnit::code);
    if (unit != units.end() && tree::holds_members(unit->before.front().kind))
      divisions.push_back({change.step, unit->id, unit->code, change.assign, change.rules});
  }
  return divisions;
}

}  // namespace

PlanKey Machine::key_of(const PlanRow& row) { return {row.id, row.code, row.version, row.changed_at}; }

PlanTree Machine::tree_of(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
  if (row.state == PlanState::undone) require_open(row);
  PlanTree out{key_of(row), row.title, row.state, row.effective_on, {}, {}, {}, {}};
  const auto plan = whole_plan(base::Json::parse(row.plan));
  if (row.state == PlanState::committed) {
    out.units = store::list_units(tx, row.id);
    out.divisions = divisions_of(plan, out.units);
    Country country(tx, s.tree);
    find_perimeter(out, country);
    return out;
  }
  auto worked = work_out_tree(tx, actor, plan);
  if (!worked.outcome.problems.empty()) conflict("reorganisation.overtaken", worked.outcome.problems);
  out.units = std::move(worked.outcome.units);
  out.divisions = std::move(worked.outcome.effect.divisions);
  find_perimeter(out, worked.country);
  return out;
}

namespace {

// What the steps of one plan take from a kind and bring to it.
class KindCount {
 public:
  KindCount(Transaction& tx, const tree::Tree& tree, KindBelow of)
      : tx_(tx), tree_(tree), kind_(of.kind), below_(tree.path(tx, of.unit)) {}

  void add(const PlanRow& row, const Plan& plan) {
    row_ = &row;
    fresh_.clear();
    for (const auto& change : plan.changes)
      for (const auto& unit : change.into)
        if (unit.fresh) fresh_[unit.code] = unit.parent_code;
    for (const auto& change : plan.changes) add(change);
  }
  std::vector<KindChange> take() {
    std::ranges::stable_sort(out_, {}, &KindChange::on);
    return std::move(out_);
  }

 private:
  void add(const Change& change) {
    for (const auto& unit : change.into)
      if (unit.fresh && unit.kind == kind_) say(true, unit.code, unit.name, unit.parent_code);
    for (const auto& code : change.from) {
      const bool goes_on = std::ranges::find(change.into, code, &Successor::code) != change.into.end();
      if (goes_on || !(ends_units(change.verb) || change.kind)) continue;
      const auto unit = tree_.find_unit(tx_, code);
      // As it stood before the plan, whether that was carried out or not.
      const auto span = unit ? tree_.find_span(tx_, *unit, base::Date{row_->effective_on.days - 1}) : std::nullopt;
      if (!span) continue;
      const bool becomes = change.kind == kind_;
      if (span->kind == kind_ && !becomes) say(false, code, span->name, span->parent_code);
      if (span->kind != kind_ && becomes) say(true, code, span->name, span->parent_code);
    }
  }
  void say(bool established, const std::string& code, const std::string& name, const std::string& superior) {
    if (!stands_below(superior)) return;
    out_.push_back({row_->code, row_->title, row_->state, row_->effective_on, established, code, name, superior});
  }
  bool stands_below(std::string code) const {
    for (int height = 0; height < 64; ++height) {
      if (const auto unit = tree_.find_unit(tx_, code)) return tree_.path(tx_, *unit).starts_with(below_);
      const auto it = fresh_.find(code);
      if (it == fresh_.end()) return false;
      code = it->second;
    }
    return false;
  }

  Transaction& tx_;
  const tree::Tree& tree_;
  tree::UnitKind kind_;
  std::string below_;
  const PlanRow* row_ = nullptr;
  std::map<std::string, std::string> fresh_;  // what the plan establishes → its superior
  std::vector<KindChange> out_;
};

}  // namespace

std::vector<std::vector<KindChange>> Machine::kind_changes(Transaction& tx, const base::Actor& actor,
                                                           std::span<const KindBelow> of) const {
  std::vector<KindCount> counts;
  for (const auto& one : of) counts.emplace_back(tx, s.tree, one);
  for (const auto state : {PlanState::committed, PlanState::approved, PlanState::draft}) {
    if (counts.empty()) break;
    for (const auto& row : store::list_plans(tx, state)) {
      if (state != PlanState::committed && !sees(tx, actor, row)) continue;
      const auto read = read_plan(base::Json::parse(row.plan));
      for (auto& count : counts) count.add(row, read.plan);
    }
  }
  std::vector<std::vector<KindChange>> out;
  for (auto& count : counts) out.push_back(count.take());
  return out;
}

}  // namespace reorganisation
