#include "modules/statistics/reductions.h"

#include <algorithm>
#include <set>

#include "modules/audit/audit.h"
#include "modules/identity/identity.h"
#include "modules/reorganisation/reorganisation.h"
#include "modules/statistics/reduction_store.h"
#include "platform/clock/clock.h"

namespace statistics {
namespace {

using base::Error;
using base::ErrorKind;
using base::Json;
using identity::Permission;

constexpr std::int64_t most_fewer = 1'000'000;

Json told(const ReductionEdit& edit) { return base::to_json(edit); }

// Several plans may do the same to one unit; it happens once.
void fill_progress(Reduction& r, const std::vector<reorganisation::KindChange>& changes, base::Date today) {
  const auto is_committed = [](const auto& change) { return change.state == reorganisation::PlanState::committed; };
  std::set<std::pair<bool, std::string>> counted;
  for (const auto& change : changes)
    if (is_committed(change)) counted.emplace(change.established, change.code);
  for (const auto& change : changes) {
    if (change.on < r.from || change.on >= r.to) continue;
    auto plan = std::find_if(r.plans.begin(), r.plans.end(), [&](const auto& p) { return p.plan == change.plan; });
    if (plan == r.plans.end())
      plan = r.plans.insert(plan, ReductionPlan{change.plan, change.title, change.state, change.on, 0, 0});
    ++(change.established ? plan->established : plan->ended);
    if (is_committed(change) || counted.emplace(change.established, change.code).second)
      (is_committed(change) && change.on <= today ? r.done : r.planned) += change.established ? -1 : 1;
  }
  r.left = std::max<std::int64_t>(0, r.fewer - r.done);
}

}  // namespace

Reductions::Reductions(platform::Database& database, const tree::Tree& tree, const identity::Access& access,
                       audit::Audit& audit, const platform::Clock& clock, reorganisation::ReorganisationService& plans)
    : database_(database), tree_(tree), access_(access), audit_(audit), clock_(clock), plans_(plans) {}

tree::UnitId Reductions::access_unit(platform::Transaction& tx, const base::Actor& actor,
                                     const std::string& code) const {
  access_.require_anywhere(tx, actor, Permission::statistics_read);
  const auto unit = tree_.find_unit(tx, code);
  if (!unit || !access_.may(tx, actor, Permission::statistics_read, *unit))
    throw Error(ErrorKind::not_found, "tree.unit_unknown", {{"code", code}});
  return *unit;
}

tree::UnitId Reductions::access_edit(platform::Transaction& tx, const base::Actor& actor,
                                     const ReductionEdit& edit) const {
  const auto unit = access_unit(tx, actor, edit.unit_code);
  access_.require(tx, actor, Permission::targets_manage, unit);
  if (edit.fewer < 1 || edit.fewer > most_fewer)
    throw Error(ErrorKind::invalid, "statistics.reduction_number", {{"max", std::to_string(most_fewer)}})
        .at_field("fewer");
  if (edit.to <= edit.from) throw Error(ErrorKind::invalid, "statistics.period_reversed").at_field("to");
  return unit;
}

tree::UnitId Reductions::access_version(platform::Transaction& tx, const base::Actor& actor, std::int64_t id,
                                        std::int64_t seen) const {
  access_.require_anywhere(tx, actor, Permission::statistics_read);
  const auto row = store::find_reduction(tx, id);
  if (!row || !access_.may(tx, actor, Permission::statistics_read, row->unit))
    throw Error(ErrorKind::not_found, "statistics.reduction_unknown");
  access_.require(tx, actor, Permission::targets_manage, row->unit);
  if (row->version != seen)
    throw Error(ErrorKind::conflict, "statistics.reduction_changed", {{"fewer", std::to_string(row->edit.fewer)}});
  return row->unit;
}

std::vector<Reduction> Reductions::shown(platform::Transaction& tx, const base::Actor& actor,
                                         std::span<const store::ReductionRow> rows) const {
  const auto today = clock_.today();
  std::vector<reorganisation::KindBelow> of;
  for (const auto& row : rows) of.push_back({row.edit.kind, row.unit});
  const auto changes = plans_.list_kind_changes(tx, actor, of);
  std::vector<Reduction> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto& edit = row.edit;
    const auto span = tree_.nearest_span(tx, row.unit, today);
    out.push_back({row.id,
                   row.version,
                   span ? span->code : "",
                   span ? span->name : "",
                   edit.kind,
                   edit.fewer,
                   edit.from,
                   edit.to,
                   edit.basis,
                   row.set_on,
                   row.set_by,
                   false,
                   0,
                   0,
                   edit.fewer,
                   {}});
    out.back().may_edit = access_.may(tx, actor, Permission::targets_manage, row.unit);
    fill_progress(out.back(), changes[i], today);
  }
  return out;
}

Reduction Reductions::shown(platform::Transaction& tx, const base::Actor& actor, std::int64_t id) const {
  const auto row = store::find_reduction(tx, id).value();
  return shown(tx, actor, {&row, 1}).front();
}

std::vector<Reduction> Reductions::list(const base::Actor& actor, const std::string& code) {
  auto tx = database_.begin_read();
  const auto unit = access_unit(tx, actor, code);
  return shown(tx, actor, store::list_reductions(tx, tree_.path(tx, unit)));
}

Reduction Reductions::add(const base::Actor& actor, const ReductionEdit& edit) {
  auto tx = database_.begin();
  const auto unit = access_edit(tx, actor, edit);
  const auto id = store::add_reduction(tx, {0, 1, unit, edit, clock_.today(), actor.name});
  audit_.record(tx, actor, "statistics.reduction_set", "reduction", std::to_string(id), unit.value, told(edit).dump());
  auto out = shown(tx, actor, id);
  tx.commit();
  return out;
}

Reduction Reductions::set(const base::Actor& actor, std::int64_t id, const ReductionEdit& edit, std::int64_t seen) {
  auto tx = database_.begin();
  access_version(tx, actor, id, seen);
  const auto unit = access_edit(tx, actor, edit);
  store::save_reduction(tx, {id, seen + 1, unit, edit, clock_.today(), actor.name});
  audit_.record(tx, actor, "statistics.reduction_set", "reduction", std::to_string(id), unit.value, told(edit).dump());
  auto out = shown(tx, actor, id);
  tx.commit();
  return out;
}

void Reductions::remove(const base::Actor& actor, std::int64_t id, std::int64_t seen) {
  auto tx = database_.begin();
  const auto unit = access_version(tx, actor, id, seen);
  store::remove_reduction(tx, id);
  audit_.record(tx, actor, "statistics.reduction_removed", "reduction", std::to_string(id), unit.value);
  tx.commit();
}

}  // namespace statistics
