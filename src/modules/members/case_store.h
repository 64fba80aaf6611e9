#pragma once
// SQL for members_case, members_step and members_badge, inside the caller's transaction. No decisions. Not a face.

#include "modules/members/cases.h"
#include "modules/members/members_store.h"

namespace members {

struct StoredStep {
  Stage stage{};
  base::Date on;
  bool agreed = true;
  std::optional<std::int64_t> entitled, in_favour, document_id;
  std::string note, entered_for, account;
};

struct StoredCase {
  CaseId id;
  CaseKind kind{};
  CaseState state = CaseState::open;
  Stage stage{};
  std::optional<MemberId> member;
  tree::UnitId unit;
  std::optional<tree::UnitId> other;
  std::string subject;  // JSON: the applicant, or {"country", "study"} of an absence
  base::Date from;
  std::optional<base::Date> due, closed;
  std::optional<std::int64_t> document_id;
  std::string note;
  std::int64_t version = 1;
  std::vector<StoredStep> steps;  // in their order
  bool told = false;              // the journal has it already, with what it did to the member

  const StoredStep* last(Stage stage) const;
};

namespace store {

CaseId insert_case(Transaction& tx, const StoredCase& c);
void store_case(Transaction& tx, const StoredCase& c);  // raises its version; steps are added apart
// What else is open for the member, and questions that wait, go along to the new home.
void move_open(Transaction& tx, const StoredCase& transfer, tree::UnitId home);
void add_step(Transaction& tx, CaseId id, const StoredStep& step);
void remove_last_step(Transaction& tx, CaseId id);
std::optional<StoredCase> find_case(Transaction& tx, CaseId id);
std::vector<StoredCase> list_cases_of(Transaction& tx, MemberId member);  // the newest first
// Before an id, the newest first; condition: of tree_scope as t, joined on the side's unit.
std::vector<CaseId> list_cases(Transaction& tx, const CaseFilter& filter, std::string_view condition,
                               const platform::Bindings& scope, std::int64_t before, int limit);
void insert_badge(Transaction& tx, MemberId member, const Badge& badge, std::optional<std::int64_t> document);
struct StoredBadge {
  Badge badge;
  std::optional<std::int64_t> document_id;
};
std::vector<StoredBadge> list_badges(Transaction& tx, MemberId member);

}  // namespace store
}  // namespace members
