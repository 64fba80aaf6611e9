#pragma once
// SQL for the tables reviews_*; decides nothing. Not a face.

#include "modules/identity/identity.h"
#include "modules/reviews/records.h"

namespace reviews {

// As they are stored: units and documents by their ids.
struct StoredJudgement {
  JudgementId id;
  tree::UnitId unit;
  Ground ground{};
  std::int64_t document = 0;
  base::Date decided_on;
  std::optional<base::Date> ended_on;
  std::optional<std::int64_t> end_document;
  std::int64_t version = 1;
  bool holds_on(base::Date day) const { return base::Interval{decided_on, ended_on}.contains(day); }
};

struct StoredRemedy {
  RemedyId id;
  tree::UnitId unit, lead;
  std::string goal;
  std::int64_t document = 0;
  base::Date opened_on, due_on;
  std::optional<base::Date> closed_on;
  std::optional<RemedyResult> result;
  std::optional<std::int64_t> end_document;
  std::int64_t version = 1;
  bool open() const { return !closed_on; }
};

struct StoredEvent {
  EventKind kind{};
  base::Date on;
  std::optional<base::Date> due_on{};
  std::string text{};
  std::optional<std::int64_t> document{};
  std::optional<Measure> measure{};  // of the step that it is about
  std::optional<StepState> step{};
  std::string account{};
};

namespace store {

using platform::Transaction;

JudgementId add_judgement(Transaction& tx, const StoredJudgement& judgement);
void end_judgement(Transaction& tx, const StoredJudgement& judgement);  // raises its version
std::optional<StoredJudgement> find_judgement(Transaction& tx, JudgementId id);
std::vector<StoredJudgement> list_judgements(Transaction& tx, tree::UnitId unit);  // the newest first
std::vector<StoredJudgement> list_judgements_on(Transaction& tx, base::Date day);  // of all units, that hold

RemedyId add_remedy(Transaction& tx, const StoredRemedy& remedy);
void update_remedy(Transaction& tx, const StoredRemedy& remedy);  // raises its version
std::optional<StoredRemedy> find_remedy(Transaction& tx, RemedyId id);
std::vector<StoredRemedy> list_remedies_of(Transaction& tx, tree::UnitId unit);  // the newest first
std::vector<StoredRemedy> list_remedies_on(Transaction& tx, base::Date day);     // of all units, open on it
// Of parties in the scope; open ones by their deadline first, then those closed last.
struct RemedyFilter {
  identity::Scope seen, below;  // a party lies in both
  std::optional<RemedyState> state;
  std::optional<base::Date> due_from, due_before;
};
std::vector<StoredRemedy> list_remedies(Transaction& tx, const RemedyFilter& filter, int offset, int limit);
std::int64_t count_remedies(Transaction& tx, const RemedyFilter& filter);
std::int64_t count_open_at(Transaction& tx, tree::UnitId unit);  // as the organisation or as the lead
std::int64_t count_kept_of(Transaction& tx, tree::UnitId unit);  // plans and decisions, open or not

std::int64_t add_step(Transaction& tx, RemedyId remedy, const NewStep& step);
void report_step(Transaction& tx, std::int64_t step, const StepReport& report);
std::vector<RemedyStep> list_steps(Transaction& tx, RemedyId remedy);
void add_event(Transaction& tx, RemedyId remedy, const StoredEvent& event);
std::vector<StoredEvent> list_events(Transaction& tx, RemedyId remedy);  // the newest first

}  // namespace store
}  // namespace reviews
