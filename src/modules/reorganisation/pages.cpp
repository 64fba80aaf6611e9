#include "modules/reorganisation/machine.h"

namespace reorganisation {

namespace {

constexpr int most_shown = 1000;

}  // namespace

PlanItem Machine::item_of(Transaction& tx, const PlanRow& row) const {
  const auto owner = s.tree.nearest_span(tx, row.owner, s.clock.today());
  return {row.code,
          row.title,
          row.state,
          owner ? owner->code : "",
          owner ? owner->name : "",
          row.effective_on,
          row.decision,
          row.planner,
          row.approver,
          row.committer,
          row.changed_at,
          row.version};
}

UnitFate Machine::fate_of(const TouchedUnit& u, base::Date on) {
  return {u.step,
          u.fate,
          u.code,
          u.name,
          u.successors,
          TouchedUnit::parent_on(u.before, on),
          TouchedUnit::parent_on(u.after, on)};
}

PlanPage Machine::page_of(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
  PlanPage page;
  page.item = item_of(tx, row);
  page.plan = base::Json::parse(row.plan);
  const bool open = row.state == PlanState::draft || row.state == PlanState::approved;
  const bool plans = may(tx, actor, Permission::reorganisations_plan, row.owner);
  page.may_edit = open && (plans || is_planner(actor, row));
  page.may_take = open && plans && !is_planner(actor, row);
  page.may_approve = row.state == PlanState::draft && may_approve(tx, actor, row);
  page.may_commit = open && plans;
  page.may_undo = row.state == PlanState::committed && plans;
  if (!row.proof.empty()) {
    const auto proof = base::Json::parse(row.proof);
    page.proof.emplace();
    for (const auto& t : proof["totals"]) page.proof->totals.push_back({t["measure"], t["before"], t["after"]});
    const auto& u = proof["units"];
    page.proof->units = {u["before"], u["after"], u["ended"], u["established"], u["changed"], u["moved_along"]};
  }
  return page;
}

bool Machine::may_approve(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
  return !is_planner(actor, row) && may(tx, actor, Permission::reorganisations_approve, row.owner);
}

Preview Machine::show(Transaction& tx, const base::Actor& actor, const Plan& plan, base::Language language) const {
  auto worked = work(tx, actor, plan);
  auto& out = worked.outcome;
  Preview preview;
  preview.code = plan.code;
  preview.effective_on = plan.effective_on;
  preview.owner_code = out.owner;
  if (!out.owner.empty()) require_look(tx, actor, owner_of(tx, out));
  for (const auto& p : out.problems) preview.problems.push_back({p.step, p.key, sentence_of(p, language)});
  if (!out.problems.empty()) return preview;
  preview.units = worked.sums;
  for (const auto& u : out.units)
    if (std::ssize(preview.unit_list) < most_shown) preview.unit_list.push_back(fate_of(u, out.effect.on));
  for (const auto& moved : worked.moved) {
    if (moved.kind == tree::MovedKind::people) preview.people += moved.count;
    if (moved.kind == tree::MovedKind::work) preview.work += moved.count;
    if (moved.kind == tree::MovedKind::documents) preview.documents += moved.count;
    if (moved.kind == tree::MovedKind::targets) preview.targets += moved.count;
    if (std::ssize(preview.moved) < most_shown) preview.moved.push_back(moved);
  }
  preview.moved_rows = std::ssize(worked.moved);
  preview.access_grows = worked.grows();
  // Who may only ask for a change is not told what others may see.
  if (out.owner.empty() || plans_or_approves(tx, actor, owner_of(tx, out))) preview.access = std::move(worked.access);
  preview.access_rows = std::ssize(preview.access);
  if (preview.access_rows > most_shown) preview.access.resize(most_shown);
  if (people) preview.totals = expected_totals(tx, out.effect);
  return preview;
}

std::vector<Total> Machine::expected_totals(Transaction& tx, const tree::Reorganisation& r) const {
  const auto before = people->totals(tx, r.on);
  return totals_of(before, before, before);
}

}  // namespace reorganisation
