#include <algorithm>
#include <set>

#include "base/error.h"
#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/reorganisation/access_difference.h"
#include "modules/reorganisation/reorganisation.h"
#include "modules/reorganisation/reorganisation_store.h"
#include "platform/clock/clock.h"

namespace reorganisation {

using base::Error;
using base::ErrorKind;
using identity::Permission;
using platform::Transaction;

namespace {

constexpr int most_shown = 1000;
constexpr std::int64_t great = 2000;  // units below those that a plan names: more, and the tree is read whole

std::string step_sentence(const Problem& p, base::Language language) { return sentence_of(p, language); }

[[noreturn]] void refuse(const std::vector<Problem>& problems) {
  std::vector<base::FieldProblem> fields;
  for (const auto& p : problems)
    fields.push_back({p.step ? "changes[" + std::to_string(p.step - 1) + "]" : "plan", p.key, p.parameters});
  throw base::FieldErrors(std::move(fields));
}

// A conflict that says the first reason and how many more there are.
[[noreturn]] void conflict(const char* key, const std::vector<Problem>& problems) {
  throw Error(ErrorKind::conflict, key,
              {{"reason", step_sentence(problems.front(), base::Language::vi)},
               {"reason_en", step_sentence(problems.front(), base::Language::en)},
               {"more", std::to_string(problems.size() - 1)}});
}

bool plain_code(const std::string& code) {
  return !code.empty() && code.size() <= 60 && code != "." && code != ".." &&
         std::all_of(code.begin(), code.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
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

}  // namespace

// A plan worked out against the tree and the registers of this moment.
struct Worked {
  explicit Worked(Country country) : country(std::move(country)) {}
  Country country;
  Outcome outcome;
  UnitSums sums;
  std::vector<tree::Moved> moved;
  std::vector<SightChange> access;
  bool grows() const {
    return std::any_of(access.begin(), access.end(), [](const auto& c) { return !c.gained.empty(); });
  }
};

struct ReorganisationService::Machine {
  Surroundings s;
  std::vector<tree::Reorganisable*> parts;
  tree::PeopleCount* people = nullptr;

  // ---- working out ----
  bool is_great(Transaction& tx, const Plan& plan) const {
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

  Worked work(Transaction& tx, const base::Actor& actor, const Plan& plan) const {
    Worked worked{Country(tx, s.tree)};
    auto& out = worked.outcome;
    if (is_great(tx, plan)) worked.country.load_whole();
    const auto scope = s.access.scope(tx, actor, Permission::units_read);
    Knowledge knowledge;
    knowledge.sees = [&](const Life& life) { return scope.everything || scope.holds(s.tree.path(tx, life.id)); };
    knowledge.plan_of = [&](tree::UnitId unit) { return store::plan_of(tx, unit); };
    out = work_out(plan, worked.country, knowledge);
    if (out.problems.empty())
      for (auto& p : s.tree.check_rows(tx, out.rows())) out.problems.push_back({int(p.line), p.key, p.parameters});
    if (out.problems.empty())
      for (auto* part : parts)
        for (auto& hindrance : part->check(tx, out.effect)) out.problems.push_back(std::move(hindrance));
    if (!out.problems.empty()) return worked;
    count_units(tx, worked);
    for (auto* part : parts)
      for (auto& moved : part->preview(tx, out.effect)) worked.moved.push_back(std::move(moved));
    worked.access = find_access_difference(
        out, worked.country, identity::list_holders(tx, std::max(out.effect.on, s.clock.today())), people_of(tx, out));
    return worked;
  }

  std::unordered_map<std::int64_t, std::int64_t> people_of(Transaction& tx, const Outcome& out) const {
    std::vector<tree::UnitId> cells;
    for (const auto& branch : out.branches)
      for (const auto* unit : branch.units)
        if (const auto* span = unit->on(out.effect.on); span && is_cell(span->kind)) cells.push_back(unit->id);
    if (!people || cells.empty()) return {};
    return people->count_people(tx, out.effect.on, cells);
  }

  void count_units(Transaction& tx, Worked& worked) const {
    auto& sums = worked.sums;
    sums.before = s.tree.count_units(tx, worked.outcome.effect.on);
    for (const auto& unit : worked.outcome.units)
      ++(unit.fate == Fate::ended         ? sums.ended
         : unit.fate == Fate::established ? sums.established
         : unit.fate == Fate::changed     ? sums.changed
                                          : sums.moved_along);
    sums.after = sums.before + sums.established - sums.ended;
  }

  // Cells whose people a plan may move: those that end or are divided, and whoever takes their place.
  std::vector<tree::UnitId> cells_of(Transaction& tx, const tree::Reorganisation& r) const {
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

  // ---- rights ----
  bool may(Transaction& tx, const base::Actor& actor, Permission permission, tree::UnitId owner) const {
    return s.access.may(tx, actor, permission, owner);
  }
  static bool is_planner(const base::Actor& actor, const PlanRow& row) {
    return actor.kind == base::ActorKind::account && actor.account_id == row.planner_id;
  }
  PlanRow access_plan(Transaction& tx, const base::Actor& actor, const std::string& code) const {
    auto row = store::find_plan(tx, code);
    const bool seen = row && (is_planner(actor, *row) || may(tx, actor, Permission::reorganisations_plan, row->owner) ||
                              may(tx, actor, Permission::reorganisations_approve, row->owner));
    if (!seen) throw Error(ErrorKind::not_found, "reorganisation.unknown", {{"code", code.substr(0, 100)}});
    return std::move(*row);
  }
  PlanRow access_version(Transaction& tx, const base::Actor& actor, const std::string& code,
                         std::int64_t version) const {
    auto row = access_plan(tx, actor, code);
    if (row.version != version) throw Error(ErrorKind::conflict, "reorganisation.changed_meanwhile", {{"code", code}});
    return row;
  }
  static void require_open(const PlanRow& row) {
    if (row.state != PlanState::draft && row.state != PlanState::approved)
      throw Error(ErrorKind::conflict, "reorganisation.not_open", {{"code", row.code}});
  }
  void require_edit(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
    require_open(row);
    if (!is_planner(actor, row)) s.access.require(tx, actor, Permission::reorganisations_plan, row.owner);
  }

  // Whoever plans, and whoever keeps the members of a unit, may propose a change of it.
  void require_asking(Transaction& tx, const base::Actor& actor) const {
    if (!s.access.may_anywhere(tx, actor, Permission::members_manage))
      s.access.require_anywhere(tx, actor, Permission::reorganisations_plan);
  }

  tree::UnitId owner_of(Transaction& tx, const Outcome& out) const {
    const auto unit = s.tree.find_unit(tx, out.owner);
    if (!unit) refuse({{0, "reorganisation.no_owner", {}}});
    return *unit;
  }

  // ---- showing ----
  PlanItem item_of(Transaction& tx, const PlanRow& row) const {
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
  PlanPage page_of(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
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
  bool may_approve(Transaction& tx, const base::Actor& actor, const PlanRow& row) const {
    return !is_planner(actor, row) && may(tx, actor, Permission::reorganisations_approve, row.owner);
  }

  Preview show(Transaction& tx, const base::Actor& actor, const Plan& plan, base::Language language) const {
    auto worked = work(tx, actor, plan);
    auto& out = worked.outcome;
    Preview preview;
    preview.code = plan.code;
    preview.effective_on = plan.effective_on;
    preview.owner_code = out.owner;
    if (!out.owner.empty()) {
      const auto owner = owner_of(tx, out);
      if (!may(tx, actor, Permission::reorganisations_approve, owner))
        s.access.require(tx, actor, Permission::reorganisations_plan, owner);
    }
    for (const auto& p : out.problems) preview.problems.push_back({p.step, p.key, sentence_of(p, language)});
    if (!out.problems.empty()) return preview;
    preview.units = worked.sums;
    for (const auto& u : out.units)
      if (std::ssize(preview.unit_list) < most_shown)
        preview.unit_list.push_back({u.step, u.fate, u.code, u.name, u.successors});
    for (const auto& moved : worked.moved) {
      if (moved.kind == tree::MovedKind::people) preview.people += moved.count;
      if (moved.kind == tree::MovedKind::work) preview.work += moved.count;
      if (moved.kind == tree::MovedKind::documents) preview.documents += moved.count;
      if (moved.kind == tree::MovedKind::targets) preview.targets += moved.count;
      if (std::ssize(preview.moved) < most_shown) preview.moved.push_back(moved);
    }
    preview.access_grows = worked.grows();
    preview.access = std::move(worked.access);
    if (preview.access.size() > std::size_t(most_shown)) preview.access.resize(most_shown);
    if (people) preview.totals = expected_totals(tx, out.effect);
    return preview;
  }
  // What was checked: everybody of a cell that ends or is divided has a place to go.
  std::vector<Total> expected_totals(Transaction& tx, const tree::Reorganisation& r) const {
    const auto before = people->totals(tx, r.on);
    return totals_of(before, before, before);
  }

  // ---- committing ----
  void commit(Transaction& tx, const base::Actor& actor, PlanRow& row) const {
    const auto plan = whole_plan(base::Json::parse(row.plan));
    auto worked = work(tx, actor, plan);
    auto& out = worked.outcome;
    if (!out.problems.empty()) conflict("reorganisation.overtaken", out.problems);
    s.access.require(tx, actor, Permission::reorganisations_plan, owner_of(tx, out));
    const auto growth = growth_of(worked.access);
    if (worked.grows() && (row.state != PlanState::approved || !within(growth, row.growth)))
      throw Error(ErrorKind::forbidden, "reorganisation.approval_needed", {{"code", row.code}});
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
    s.audit.record(tx, actor, "reorganisation.committed", "reorganisation", row.code, row.owner.value,
                   difference.dump());
  }

  std::int64_t cite(Transaction& tx, const base::Actor& actor, const Plan& plan, tree::UnitId owner) const {
    return s.documents.ensure_cited(tx, actor, plan.decision, owner, "decision").value;
  }

  void change_tree(Transaction& tx, Outcome& out) const {
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

  void require_proved(Transaction& tx, const Proof& proof, base::Date on) const {
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

  void save(Transaction& tx, PlanRow& row) const {
    row.changed_at = s.clock.now();
    store::save_plan(tx, row);
  }

  // ---- undoing ----
  void undo(Transaction& tx, const base::Actor& actor, PlanRow& row) const {
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

  // The plan as it was carried out.
  tree::Reorganisation committed(const PlanRow& row, const Plan& plan, const std::vector<TouchedUnit>& units) const {
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

  std::vector<Problem> built_on(Transaction& tx, const PlanRow& row, const std::vector<TouchedUnit>& units,
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

  bool is_as_left(Transaction& tx, const TouchedUnit& unit) const {
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

  // ---- drafts ----
  void fill(Transaction& tx, const base::Actor& actor, const base::Json& json, PlanRow& row) const {
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
  PlanRow create(Transaction& tx, const base::Actor& actor, const base::Json& json) const {
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
};

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
      const bool seen = machine_->is_planner(actor, row) ||
                        machine_->may(tx, actor, Permission::reorganisations_plan, row.owner) ||
                        machine_->may(tx, actor, Permission::reorganisations_approve, row.owner);
      if (!seen) continue;
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

FateList ReorganisationService::list_units(const base::Actor& actor, const std::string& code, int offset, int limit) {
  auto tx = machine_->s.database.begin_read();
  const auto row = machine_->access_plan(tx, actor, code);
  return {store::list_fates(tx, row.id, offset, limit), store::count_units(tx, row.id)};
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
  auto tx = machine_->s.database.begin();
  auto row = machine_->access_version(tx, actor, code, version);
  machine_->require_open(row);
  machine_->commit(tx, actor, row);
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
