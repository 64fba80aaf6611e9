#include <algorithm>

#include "modules/reorganisation/machine.h"

namespace reorganisation {

namespace {

bool plain_code(const std::string& code) {
  return !code.empty() && code.size() <= 60 && code != "." && code != ".." &&
         std::all_of(code.begin(), code.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

void refuse(const std::vector<Problem>& problems) {
  std::vector<base::FieldProblem> fields;
  for (const auto& p : problems)
    fields.push_back({p.step ? "changes[" + std::to_string(p.step - 1) + "]" : "plan", p.key, p.parameters});
  throw base::FieldErrors(std::move(fields));
}

void conflict(const char* key, const std::vector<Problem>& problems) {
  throw Error(ErrorKind::conflict, key,
              {{"reason", sentence_of(problems.front(), base::Language::vi)},
               {"reason_en", sentence_of(problems.front(), base::Language::en)},
               {"more", std::to_string(problems.size() - 1)}});
}

Plan whole_plan(const base::Json& json) {
  auto read = read_plan(json);
  if (read.problems.empty() && !plain_code(read.plan.code))
    read.problems.push_back({0, "reorganisation.code_letters", {{"code", read.plan.code}}});
  if (!read.problems.empty()) refuse(read.problems);
  return std::move(read.plan);
}

std::vector<Total> totals_of(const std::vector<tree::PeopleTotal>& before,
                             const std::vector<tree::PeopleTotal>& part_before,
                             const std::vector<tree::PeopleTotal>& part_after) {
  std::vector<Total> out;
  for (std::size_t i = 0; i < before.size(); ++i)
    out.push_back({before[i].measure, before[i].count, before[i].count - part_before[i].count + part_after[i].count});
  return out;
}

bool Machine::may(Transaction& tx, const base::Actor& actor, Permission permission, tree::UnitId owner) const {
  return s.access.may(tx, actor, permission, owner);
}

bool Machine::is_planner(const base::Actor& actor, const PlanRow& row) {
  return actor.kind == base::ActorKind::account && actor.account_id == row.planner_id;
}

bool Machine::sees(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
  return is_planner(actor, row) || plans_or_approves(tx, actor, row.owner);
}

bool Machine::plans_or_approves(Transaction& tx, const base::Actor& actor, tree::UnitId owner) const {
  return may(tx, actor, Permission::reorganisations_plan, owner) ||
         may(tx, actor, Permission::reorganisations_approve, owner);
}

void Machine::require_look(Transaction& tx, const base::Actor& actor, tree::UnitId owner) const {
  if (!plans_or_approves(tx, actor, owner) && !may(tx, actor, Permission::members_manage, owner))
    s.access.require(tx, actor, Permission::reorganisations_plan, owner);
}

PlanRow Machine::access_plan(Transaction& tx, const base::Actor& actor, const std::string& code) const {
  auto row = store::find_plan(tx, code);
  if (!row || !sees(tx, actor, *row))
    throw Error(ErrorKind::not_found, "reorganisation.unknown", {{"code", code.substr(0, 100)}});
  return std::move(*row);
}

PlanRow Machine::access_version(Transaction& tx, const base::Actor& actor, const std::string& code,
                                std::int64_t version) const {
  auto row = access_plan(tx, actor, code);
  if (row.version != version) throw Error(ErrorKind::conflict, "reorganisation.changed_meanwhile", {{"code", code}});
  return row;
}

void Machine::require_open(const PlanRow& row) {
  if (row.state != PlanState::draft && row.state != PlanState::approved)
    throw Error(ErrorKind::conflict, "reorganisation.not_open", {{"code", row.code}});
}

void Machine::require_edit(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
  require_open(row);
  if (!is_planner(actor, row)) s.access.require(tx, actor, Permission::reorganisations_plan, row.owner);
}

void Machine::require_asking(Transaction& tx, const base::Actor& actor) const {
  if (!s.access.may_anywhere(tx, actor, Permission::members_manage))
    s.access.require_anywhere(tx, actor, Permission::reorganisations_plan);
}

tree::UnitId Machine::owner_of(Transaction& tx, const Outcome& out) const {
  const auto unit = s.tree.find_unit(tx, out.owner);
  if (!unit) refuse({{0, "reorganisation.no_owner", {}}});
  return *unit;
}

void Machine::fill(Transaction& tx, const base::Actor& actor, const base::Json& json, PlanRow& row) const {
  const auto plan = whole_plan(json);
  const auto worked = work(tx, actor, plan);
  if (!worked.outcome.problems.empty()) refuse(worked.outcome.problems);
  row.code = plan.code;
  row.title = plan.title;
  row.decision = plan.decision;
  row.effective_on = plan.effective_on;
  row.owner = owner_of(tx, worked.outcome);
  if (!may(tx, actor, Permission::members_manage, row.owner))
    s.access.require(tx, actor, Permission::reorganisations_plan, row.owner);
  row.plan = json.dump();
  row.state = PlanState::draft;
  row.approver.clear();
  row.growth.clear();
  row.changed_at = s.clock.now();
}

PlanRow Machine::create(Transaction& tx, const base::Actor& actor, const base::Json& json) const {
  PlanRow row;
  fill(tx, actor, json, row);
  if (store::find_plan(tx, row.code))
    throw Error(ErrorKind::conflict, "reorganisation.plan_exists", {{"code", row.code}});
  row.planner_id = actor.account_id;
  row.planner = actor.name;
  row.id = store::add_plan(tx, row);
  s.audit.record(tx, actor, "reorganisation.drafted", "reorganisation", row.code, row.owner.value);
  return row;
}

ReorganisationService::ReorganisationService(Surroundings surroundings)
    : machine_(std::make_unique<Machine>(Machine{surroundings, {}, nullptr})) {}
ReorganisationService::~ReorganisationService() = default;
void ReorganisationService::add(tree::Reorganisable& part) { machine_->parts.push_back(&part); }
void ReorganisationService::set_people(tree::PeopleCount& people) { machine_->people = &people; }

Preview ReorganisationService::preview(const base::Actor& actor, const base::Json& json, base::Language language) {
  auto read = read_plan(json);
  if (!read.problems.empty()) {
    Preview preview;
    preview.code = read.plan.code;
    preview.effective_on = read.plan.effective_on;
    for (const auto& p : read.problems) preview.problems.push_back({p.step, p.key, sentence_of(p, language)});
    return preview;
  }
  auto tx = machine_->s.database.begin_read();
  return machine_->show(tx, actor, read.plan, language);
}

Preview ReorganisationService::preview_stored(const base::Actor& actor, const std::string& code,
                                              base::Language language) {
  auto tx = machine_->s.database.begin_read();
  const auto row = machine_->access_plan(tx, actor, code);
  machine_->require_open(row);
  return machine_->show(tx, actor, whole_plan(base::Json::parse(row.plan)), language);
}

PlanList ReorganisationService::list_plans(const base::Actor& actor, std::optional<PlanState> state,
                                           const std::string& cursor, int limit) {
  auto tx = machine_->s.database.begin_read();
  if (actor.kind == base::ActorKind::nobody) throw Error(ErrorKind::unauthenticated, "identity.sign_in_needed");
  std::int64_t before = 0;
  for (const char c : cursor.substr(0, 15)) before = c >= '0' && c <= '9' ? before * 10 + (c - '0') : before;
  if (cursor.empty()) before = std::int64_t(1) << 60;
  PlanList list;
  while (true) {
    const auto rows = store::list_plans(tx, state, before, 200);
    for (const auto& row : rows) {
      before = row.id;
      if (!machine_->sees(tx, actor, row)) continue;
      if (std::ssize(list.items) == limit) {
        list.next = std::to_string(before + 1);
        return list;
      }
      list.items.push_back(machine_->item_of(tx, row));
    }
    if (rows.size() < 200) return list;
  }
}

PlanPage ReorganisationService::get_plan(const base::Actor& actor, const std::string& code) {
  auto tx = machine_->s.database.begin_read();
  return machine_->page_of(tx, actor, machine_->access_plan(tx, actor, code));
}

PlanTree ReorganisationService::get_plan_tree(Transaction& tx, const base::Actor& actor, const std::string& code) {
  return machine_->tree_of(tx, actor, machine_->access_plan(tx, actor, code));
}

PlanKey ReorganisationService::get_plan_key(Transaction& tx, const base::Actor& actor, const std::string& code) {
  return Machine::key_of(machine_->access_plan(tx, actor, code));
}

std::vector<std::vector<KindChange>> ReorganisationService::list_kind_changes(Transaction& tx, const base::Actor& actor,
                                                                              std::span<const KindBelow> of) {
  return machine_->kind_changes(tx, actor, of);
}

FateList ReorganisationService::list_units(const base::Actor& actor, const std::string& code, int offset, int limit) {
  auto tx = machine_->s.database.begin_read();
  const auto row = machine_->access_plan(tx, actor, code);
  FateList list{{}, store::count_units(tx, row.id)};
  for (const auto& unit : store::list_units(tx, row.id, offset, limit))
    list.items.push_back(Machine::fate_of(unit, row.effective_on));
  return list;
}

PlanPage ReorganisationService::create_plan(const base::Actor& actor, const base::Json& plan) {
  auto tx = machine_->s.database.begin();
  machine_->require_asking(tx, actor);
  auto page = machine_->page_of(tx, actor, machine_->create(tx, actor, plan));
  tx.commit();
  return page;
}

PlanPage ReorganisationService::update_plan(const base::Actor& actor, const std::string& code, const base::Json& plan,
                                            std::int64_t version) {
  auto tx = machine_->s.database.begin();
  auto row = machine_->access_version(tx, actor, code, version);
  machine_->require_edit(tx, actor, row);
  machine_->fill(tx, actor, plan, row);
  if (row.code != code) refuse({{0, "reorganisation.code_fixed", {{"code", code}}}});
  // Whoever changed it is its planner from here on: another must approve.
  row.planner_id = actor.account_id;
  row.planner = actor.name;
  machine_->save(tx, row);
  machine_->s.audit.record(tx, actor, "reorganisation.redrafted", "reorganisation", code, row.owner.value);
  auto page = machine_->page_of(tx, actor, row);
  tx.commit();
  return page;
}

void ReorganisationService::remove_plan(const base::Actor& actor, const std::string& code, std::int64_t version) {
  auto tx = machine_->s.database.begin();
  const auto row = machine_->access_version(tx, actor, code, version);
  machine_->require_edit(tx, actor, row);
  store::remove_plan(tx, row.id);
  machine_->s.audit.record(tx, actor, "reorganisation.removed", "reorganisation", code, row.owner.value);
  tx.commit();
}

PlanPage ReorganisationService::take_plan(const base::Actor& actor, const std::string& code, std::int64_t version) {
  auto tx = machine_->s.database.begin();
  auto row = machine_->access_version(tx, actor, code, version);
  machine_->require_open(row);
  machine_->s.access.require(tx, actor, Permission::reorganisations_plan, row.owner);
  row.planner_id = actor.account_id;
  row.planner = actor.name;
  row.state = PlanState::draft;
  row.approver.clear();
  row.growth.clear();
  machine_->save(tx, row);
  machine_->s.audit.record(tx, actor, "reorganisation.taken", "reorganisation", code, row.owner.value);
  auto page = machine_->page_of(tx, actor, row);
  tx.commit();
  return page;
}

PlanPage ReorganisationService::approve_plan(const base::Actor& actor, const std::string& code, std::int64_t version) {
  auto tx = machine_->s.database.begin();
  auto row = machine_->access_version(tx, actor, code, version);
  machine_->require_open(row);
  machine_->s.access.require(tx, actor, Permission::reorganisations_approve, row.owner);
  if (machine_->is_planner(actor, row)) throw Error(ErrorKind::forbidden, "reorganisation.own_plan", {{"code", code}});
  const auto worked = machine_->work(tx, actor, whole_plan(base::Json::parse(row.plan)));
  if (!worked.outcome.problems.empty()) conflict("reorganisation.overtaken", worked.outcome.problems);
  row.state = PlanState::approved;
  row.approver = actor.name;
  row.growth = growth_of(worked.access);
  machine_->save(tx, row);
  machine_->s.audit.record(tx, actor, "reorganisation.approved", "reorganisation", code, row.owner.value,
                           R"({"gains":)" + row.growth + "}");
  auto page = machine_->page_of(tx, actor, row);
  tx.commit();
  return page;
}

PlanPage ReorganisationService::commit_plan(const base::Actor& actor, const std::string& code, std::int64_t version) {
  auto ahead = machine_->work_ahead(actor, code, version);
  auto tx = machine_->s.database.begin();
  auto row = machine_->access_version(tx, actor, code, version);
  machine_->require_open(row);
  machine_->commit(tx, actor, row, std::move(ahead));
  auto page = machine_->page_of(tx, actor, row);
  tx.commit();
  return page;
}

PlanPage ReorganisationService::undo_plan(const base::Actor& actor, const std::string& code, std::int64_t version) {
  auto tx = machine_->s.database.begin();
  auto row = machine_->access_version(tx, actor, code, version);
  if (row.state != PlanState::committed)
    throw Error(ErrorKind::conflict, "reorganisation.not_committed", {{"code", code}});
  machine_->s.access.require(tx, actor, Permission::reorganisations_plan, row.owner);
  machine_->undo(tx, actor, row);
  auto page = machine_->page_of(tx, actor, row);
  tx.commit();
  return page;
}

PlanPage ReorganisationService::bring_plan(const base::Actor& actor, const base::Json& json) {
  auto tx = machine_->s.database.begin();
  machine_->s.access.require_anywhere(tx, actor, Permission::reorganisations_plan);
  const auto plan = whole_plan(json);
  auto row = store::find_plan(tx, plan.code);
  if (row && row->plan != json.dump())
    throw Error(ErrorKind::conflict, "reorganisation.plan_differs", {{"code", plan.code}});
  if (!row) row = machine_->create(tx, actor, json);
  auto page = machine_->page_of(tx, actor, *row);
  tx.commit();
  return page;
}

}  // namespace reorganisation
