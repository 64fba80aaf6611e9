#pragma once
// The inside of the service: a plan worked out against the tree and the registers of this moment, what is shown of it,
// and what a commit and an undo do. Every function works inside its caller's transaction. Not a face.

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

// What was worked out before the lock was taken, and of which tree and whose rights.
struct Ahead {
  Worked worked;
  std::int64_t tree_version = 0;
  std::vector<identity::Holder> holders;
};

struct Machine {
  Surroundings s;
  std::vector<tree::Reorganisable*> parts;
  tree::PeopleCount* people = nullptr;

  // ---- working out ----
  bool is_great(Transaction& tx, const Plan& plan) const;
  // The tree alone: what the plan makes of it, and why it cannot be.
  Worked work_out_tree(Transaction& tx, const base::Actor& actor, const Plan& plan) const;
  // And what moves with it, and who would see what.
  Worked work(Transaction& tx, const base::Actor& actor, const Plan& plan) const;
  // A plan of that version, in a transaction of its own: others go on writing meanwhile.
  Ahead work_ahead(const base::Actor& actor, const std::string& code, std::int64_t version) const;
  // The same as work() now, which is done again only where the tree or somebody's rights have changed since.
  Worked take(Transaction& tx, const base::Actor& actor, const Plan& plan, Ahead ahead) const;
  void check_parts(Transaction& tx, const base::Actor& actor, Outcome& out) const;
  std::vector<identity::Holder> holders_of(Transaction& tx, base::Date on) const;
  std::unordered_map<std::int64_t, std::int64_t> people_of(Transaction& tx, const Outcome& out) const;
  void count_units(Transaction& tx, Worked& worked) const;
  // Cells whose people a plan may move: those that end or are divided, and whoever takes their place.
  std::vector<tree::UnitId> cells_of(Transaction& tx, const tree::Reorganisation& r) const;
  // ---- rights ----
  bool may(Transaction& tx, const base::Actor& actor, Permission permission, tree::UnitId owner) const;
  static bool is_planner(const base::Actor& actor, const PlanRow& row);
  // Whoever plans or approves on what it touches, and who drafted it.
  bool sees(Transaction& tx, const base::Actor& actor, const PlanRow& row) const;
  PlanRow access_plan(Transaction& tx, const base::Actor& actor, const std::string& code) const;
  PlanRow access_version(Transaction& tx, const base::Actor& actor, const std::string& code,
                         std::int64_t version) const;
  static void require_open(const PlanRow& row);
  void require_edit(Transaction& tx, const base::Actor& actor, const PlanRow& row) const;
  bool plans_or_approves(Transaction& tx, const base::Actor& actor, tree::UnitId owner) const;
  // Whoever plans, approves or may ask for a change there sees what it would do.
  void require_look(Transaction& tx, const base::Actor& actor, tree::UnitId owner) const;
  // Whoever plans, and whoever keeps the members of a unit, may propose a change of it.
  void require_asking(Transaction& tx, const base::Actor& actor) const;
  tree::UnitId owner_of(Transaction& tx, const Outcome& out) const;
  // ---- showing ----
  PlanItem item_of(Transaction& tx, const PlanRow& row) const;
  static UnitFate fate_of(const TouchedUnit& unit, base::Date on);
  PlanPage page_of(Transaction& tx, const base::Actor& actor, const PlanRow& row) const;
  bool may_approve(Transaction& tx, const base::Actor& actor, const PlanRow& row) const;
  Preview show(Transaction& tx, const base::Actor& actor, const Plan& plan, base::Language language) const;
  // What was checked: everybody of a cell that ends or is divided has a place to go.
  std::vector<Total> expected_totals(Transaction& tx, const tree::Reorganisation& r) const;
  static PlanKey key_of(const PlanRow& row);
  PlanTree tree_of(Transaction& tx, const base::Actor& actor, const PlanRow& row) const;
  std::vector<std::vector<KindChange>> kind_changes(Transaction& tx, const base::Actor& actor,
                                                    std::span<const KindBelow> of) const;
  // ---- committing and undoing ----
  void commit(Transaction& tx, const base::Actor& actor, PlanRow& row, Ahead ahead) const;
  std::int64_t cite(Transaction& tx, const base::Actor& actor, const Plan& plan, tree::UnitId owner) const;
  void change_tree(Transaction& tx, Outcome& out) const;
  void require_proved(Transaction& tx, const Proof& proof, base::Date on) const;
  void save(Transaction& tx, PlanRow& row) const;
  void undo(Transaction& tx, const base::Actor& actor, PlanRow& row) const;
  // The plan as it was carried out.
  tree::Reorganisation committed(const PlanRow& row, const Plan& plan, const std::vector<TouchedUnit>& units) const;
  std::vector<Problem> built_on(Transaction& tx, const PlanRow& row, const std::vector<TouchedUnit>& units,
                                const tree::Reorganisation& r) const;
  bool is_as_left(Transaction& tx, const TouchedUnit& unit) const;
  // ---- drafts ----
  void fill(Transaction& tx, const base::Actor& actor, const base::Json& json, PlanRow& row) const;
  PlanRow create(Transaction& tx, const base::Actor& actor, const base::Json& json) const;
};

// Errors: invalid "request.fields" with every problem.
[[noreturn]] void refuse(const std::vector<Problem>& problems);
// A conflict that says the first reason and how many more there are.
[[noreturn]] void conflict(const char* key, const std::vector<Problem>& problems);
Plan whole_plan(const base::Json& json);
std::vector<Total> totals_of(const std::vector<tree::PeopleTotal>& before,
                             const std::vector<tree::PeopleTotal>& part_before,
                             const std::vector<tree::PeopleTotal>& part_after);

}  // namespace reorganisation
