#pragma once
// SQL for the tables reorganisation_*. Rows as they are stored; no decisions. Works inside the caller's transaction.

#include "modules/reorganisation/records.h"
#include "platform/database/database.h"

namespace reorganisation {

struct PlanRow {
  std::int64_t id = 0;
  std::string code, title;
  PlanState state{};
  tree::UnitId owner;
  std::string decision;
  std::int64_t document_id = 0;
  base::Date effective_on;
  std::string plan;             // as it was given, JSON
  std::int64_t planner_id = 0;  // account; 0 of a file's unknown author
  std::string planner, approver, committer;
  std::string growth;                             // what was approved: the access difference
  std::string proof;                              // JSON
  std::int64_t changed_at = 0, commit_order = 0;  // the commits of plans, counted
  std::int64_t version = 1;
};

namespace store {

using Tx = platform::Transaction;
std::optional<PlanRow> find_plan(Tx& tx, std::string_view code);
// Newest first, before a place; whole is known to the caller.
std::vector<PlanRow> list_plans(Tx& tx, std::optional<PlanState> state, std::int64_t before, int limit);
// All of a state, the oldest first.
std::vector<PlanRow> list_plans(Tx& tx, PlanState state);
std::int64_t add_plan(Tx& tx, const PlanRow& row);
// Counts the version up.
void save_plan(Tx& tx, PlanRow& row);
void remove_plan(Tx& tx, std::int64_t id);
std::int64_t next_commit(Tx& tx);

void add_units(Tx& tx, std::int64_t plan, const std::vector<TouchedUnit>& units);
std::vector<TouchedUnit> list_units(Tx& tx, std::int64_t plan, int offset = 0, int limit = 1'000'000'000);
std::int64_t count_units(Tx& tx, std::int64_t plan);
void remove_units(Tx& tx, std::int64_t plan);
// The latest committed plan that touched the unit, other than one; "" for none.
std::string plan_of(Tx& tx, tree::UnitId unit, std::int64_t except = 0);
// A later plan that touched a unit of this one: its code, and the unit's.
std::optional<std::pair<std::string, std::string>> later_plan(Tx& tx, std::int64_t plan);

}  // namespace store
}  // namespace reorganisation
