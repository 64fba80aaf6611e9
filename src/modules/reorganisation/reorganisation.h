#pragma once
// Reorganisations: a plan is a record (draft, approved, committed, undone) that changes units on a day. It is worked
// out before it is stored, approved by a second person where somebody would see more than before, committed in one
// transaction that proves that nobody was lost, and undone while nothing was built on it. Who plans must hold
// reorganisations_plan on the lowest unit that everything it touches stands below; whoever keeps that unit's members
// (members_manage) may ask for a change by a draft that a planner takes over. Tables: reorganisation_plan,
// reorganisation_unit, reorganisation_removed. Thread-safe.

#include <memory>
#include <span>

#include "base/actor.h"
#include "base/embedded.h"
#include "modules/reorganisation/plan_tree.h"
#include "modules/reorganisation/records.h"
#include "platform/database/database.h"

namespace platform {
class Api;
class Clock;
}  // namespace platform
namespace audit {
class Audit;
}
namespace identity {
class Access;
}
namespace documents {
class Documents;
}

namespace reorganisation {

struct Surroundings {
  platform::Database& database;
  const platform::Clock& clock;
  const tree::Tree& tree;
  audit::Audit& audit;
  const identity::Access& access;
  documents::Documents& documents;
};

struct Machine;

struct PlanList {
  std::vector<PlanItem> items;
  std::string next;  // "" at the end
};
struct FateList {
  std::vector<UnitFate> items;
  std::int64_t total = 0;
};

class ReorganisationService {
 public:
  explicit ReorganisationService(Surroundings surroundings);
  ~ReorganisationService();
  // At start, by app/: what moves with units, in the order in which it is moved, and who counts people.
  void add(tree::Reorganisable& reorganisable);
  void set_people(tree::PeopleCount& people);

  // What a plan would do; stores nothing. Its problems are part of the answer. Errors: forbidden.
  Preview preview(const base::Actor& actor, const base::Json& plan, base::Language language);
  // Errors of all that take a code: not_found "reorganisation.unknown".
  Preview preview_stored(const base::Actor& actor, const std::string& code, base::Language language);
  PlanList list_plans(const base::Actor& actor, std::optional<PlanState> state, const std::string& cursor, int limit);
  PlanPage get_plan(const base::Actor& actor, const std::string& code);
  // What a committed plan did to every unit, one by one.
  FateList list_units(const base::Actor& actor, const std::string& code, int offset, int limit);
  // Errors: invalid "request.fields" with every problem of the plan; conflict "reorganisation.plan_exists".
  PlanPage create_plan(const base::Actor& actor, const base::Json& plan);
  // Errors of all that take a version: conflict "reorganisation.changed_meanwhile", "reorganisation.not_open".
  PlanPage update_plan(const base::Actor& actor, const std::string& code, const base::Json& plan, std::int64_t version);
  void remove_plan(const base::Actor& actor, const std::string& code, std::int64_t version);
  // Makes the draft of somebody without the right one's own.
  PlanPage take_plan(const base::Actor& actor, const std::string& code, std::int64_t version);
  // Errors: forbidden "reorganisation.own_plan".
  PlanPage approve_plan(const base::Actor& actor, const std::string& code, std::int64_t version);
  // Errors: conflict "reorganisation.overtaken" when the tree or the register no longer fits the plan; forbidden
  // "reorganisation.approval_needed".
  PlanPage commit_plan(const base::Actor& actor, const std::string& code, std::int64_t version);
  // Errors: conflict "reorganisation.built_on" with what was built.
  PlanPage undo_plan(const base::Actor& actor, const std::string& code, std::int64_t version);
  // For those who count in the tree that a plan would leave. Errors: as of get_plan; conflict
  // "reorganisation.overtaken", "reorganisation.not_open" of what was undone.
  PlanTree get_plan_tree(platform::Transaction& tx, const base::Actor& actor, const std::string& code);
  // Of which plan, in which state, that would be: for those who keep what they were given. Errors: as of get_plan.
  PlanKey get_plan_key(platform::Transaction& tx, const base::Actor& actor, const std::string& code);
  // For each of what is asked: every unit of the kind that a committed plan took away or brought, and those of open
  // plans that the actor may see; of units whose superior stands below the unit, by day.
  std::vector<std::vector<KindChange>> list_kind_changes(platform::Transaction& tx, const base::Actor& actor,
                                                         std::span<const KindBelow> of);
  // For plan files: the plan of that file, stored if it is not yet; its author is unknown. Errors: conflict
  // "reorganisation.plan_differs".
  PlanPage bring_plan(const base::Actor& actor, const base::Json& plan);

 private:
  std::unique_ptr<Machine> machine_;
};

void add_operations(platform::Api& api, ReorganisationService& service);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace reorganisation
