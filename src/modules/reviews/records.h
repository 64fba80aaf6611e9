#pragma once
// The records of weak organisations and of the plans that mend them, as pages, files and the API see them. Plain data.
// Texts are about work; nothing here describes a person or anybody's views. Part of the face.

#include <optional>
#include <string>
#include <vector>

#include "base/record.h"
#include "modules/tree/tree.h"

namespace reviews {

using RemedyId = base::Id<struct RemedyTag>;
using JudgementId = base::Id<struct JudgementTag>;

// By what an organisation is listed: the first three from the register of members, the last by a superior's decision.
BOOST_DEFINE_ENUM_CLASS(Criterion, few_official, no_admission, lost_probation, judged)
BOOST_DEFINE_ENUM_CLASS(Ground, failed_tasks, disciplined, no_regular_meetings, leaderless)
BOOST_DEFINE_ENUM_CLASS(RemedyState, open, closed)
BOOST_DEFINE_ENUM_CLASS(RemedyResult, reached, partly, not_reached)
// Of an organisation's plan on a day: soon within thirty days.
BOOST_DEFINE_ENUM_CLASS(Progress, without, on_time, soon, overdue)
BOOST_DEFINE_ENUM_CLASS(Measure, complete_committee, send_official, keep_meetings, find_applicants, train, inspect,
                        rearrange, other)
BOOST_DEFINE_ENUM_CLASS(StepState, waiting, doing, done, dropped)
BOOST_DEFINE_ENUM_CLASS(EventKind, opened, changed, step_added, step_reported, extended, closed, reopened)

// What the register of members says of an organisation and all below it, on a day and in the months before it.
struct Figures {
  std::int64_t members = 0, officials = 0;
  std::int64_t admissions = 0;                             // in the months of the criterion
  std::int64_t probations_ended = 0, probations_lost = 0;  // likewise; lost: ended without recognition
  Figures& operator+=(const Figures& o) {
    members += o.members, officials += o.officials, admissions += o.admissions;
    probations_ended += o.probations_ended, probations_lost += o.probations_lost;
    return *this;
  }
  bool operator==(const Figures&) const = default;
};
BOOST_DESCRIBE_STRUCT(Figures, (), (members, officials, admissions, probations_ended, probations_lost))

struct WeakItem {
  std::string unit_code{}, unit_name{};
  tree::UnitKind kind{};
  std::string superior_code{}, superior_name{};
  std::vector<Criterion> marks{};
  std::optional<Figures> figures{};  // empty where the caller may not read the records
  Progress progress = Progress::without;
  std::optional<RemedyId> remedy_id{};
  std::optional<base::Date> due_on{};
};
BOOST_DESCRIBE_STRUCT(WeakItem, (),
                      (unit_code, unit_name, kind, superior_code, superior_name, marks, figures, progress, remedy_id,
                       due_on))

struct Tally {
  std::string key;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Tally, (), (key, count))

struct WeakList {
  base::Date on;
  std::vector<WeakItem> items;
  std::optional<std::string> next;
  std::int64_t total = 0;
  std::vector<Tally> by_mark, by_progress, by_kind;  // of all that are listed, before any is left out
  bool figures = false;                              // whether the register of members was asked too
};
BOOST_DESCRIBE_STRUCT(WeakList, (), (on, items, next, total, by_mark, by_progress, by_kind, figures))

struct WeakQuery {
  std::string unit{};  // code; with its subtree
  std::optional<base::Date> on{};
  std::optional<Criterion> mark{};
  std::optional<Progress> progress{};
  std::optional<tree::UnitKind> kind{};
};

struct NewJudgement {
  std::string unit_code;
  Ground ground{};
  std::string document;
  base::Date on;
};
BOOST_DESCRIBE_STRUCT(NewJudgement, (), (unit_code, ground, document, on))

struct EndOfJudgement {
  std::string document;
  base::Date on;
};
BOOST_DESCRIBE_STRUCT(EndOfJudgement, (), (document, on))

struct Judgement {
  JudgementId id;
  std::string unit_code{}, unit_name{};
  Ground ground{};
  std::string document{};
  base::Date decided_on{};
  std::optional<base::Date> ended_on{};
  std::string end_document{};
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Judgement, (),
                      (id, unit_code, unit_name, ground, document, decided_on, ended_on, end_document, version))

struct NewStep {
  Measure measure{};
  std::string text;
  std::optional<base::Date> due_on;
};
BOOST_DESCRIBE_STRUCT(NewStep, (), (measure, text, due_on))

struct NewRemedy {
  std::string unit_code{}, lead_code{}, goal{}, document{};
  base::Date on{}, due_on{};
  std::vector<NewStep> steps{};
};
BOOST_DESCRIBE_STRUCT(NewRemedy, (), (unit_code, lead_code, goal, document, on, due_on, steps))

struct RemedyEdit {
  std::string lead_code, goal, document;
};
BOOST_DESCRIBE_STRUCT(RemedyEdit, (), (lead_code, goal, document))

// A later deadline; of a closed plan, with which it is opened again.
struct NewDeadline {
  base::Date on, due_on;
  std::string reason, document;
};
BOOST_DESCRIBE_STRUCT(NewDeadline, (), (on, due_on, reason, document))

struct EndOfRemedy {
  RemedyResult result{};
  base::Date on;
  std::string document, note;
};
BOOST_DESCRIBE_STRUCT(EndOfRemedy, (), (result, on, document, note))

struct StepReport {
  StepState state{};
  base::Date on;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(StepReport, (), (state, on, note))

struct RemedyStep {
  std::int64_t id = 0;
  Measure measure{};
  std::string text{};
  std::optional<base::Date> due_on{};
  StepState state{};
  std::optional<base::Date> state_on{};
  std::string note{};
};
BOOST_DESCRIBE_STRUCT(RemedyStep, (), (id, measure, text, due_on, state, state_on, note))

struct RemedyEvent {
  EventKind kind{};
  base::Date on;
  std::optional<base::Date> due_on;  // the deadline that it sets
  std::optional<Measure> measure;    // of the step that it is about
  std::optional<StepState> step;
  std::string text, document, account;
};
BOOST_DESCRIBE_STRUCT(RemedyEvent, (), (kind, on, due_on, measure, step, text, document, account))

struct RemedyItem {
  RemedyId id;
  std::string unit_code{}, unit_name{};
  std::string heir_code{},
      heir_name{};  // the one unit that has taken its place; "" while it lives or where there are several
  std::string lead_code{}, lead_name{};  // or the one unit that has taken its place
  std::string goal{};
  base::Date opened_on{}, due_on{};
  RemedyState state{};
  Progress progress{};  // of an open one
  std::optional<RemedyResult> result{};
  std::optional<base::Date> closed_on{};
  std::int64_t steps = 0, steps_over = 0;  // over: done or dropped
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(RemedyItem, (),
                      (id, unit_code, unit_name, heir_code, heir_name, lead_code, lead_name, goal, opened_on, due_on,
                       state, progress, result, closed_on, steps, steps_over, version))

struct RemedyPage {
  RemedyItem about{};
  std::string document{}, end_document{};
  std::vector<RemedyStep> steps{};
  std::vector<RemedyEvent> events{};  // the newest first
  bool may_decide = false;            // the superior: edit, extend, close, open again
  bool may_report = false;            // the organisation, its lead and the superior: steps
};
BOOST_DESCRIBE_STRUCT(RemedyPage, (), (about, document, end_document, steps, events, may_decide, may_report))

struct RemedyQuery {
  std::string unit{};  // code; with its subtree
  std::optional<RemedyState> state{};
  std::optional<Progress> progress{};
};
struct RemedyList {
  std::vector<RemedyItem> items;
  std::optional<std::string> next;
  std::optional<std::int64_t> total;
};

// Why an organisation is listed, in a sentence with its figures and its source.
struct Reason {
  Criterion criterion{};
  std::string rule{}, text{}, source{};
};
BOOST_DESCRIBE_STRUCT(Reason, (), (criterion, rule, text, source))

// All that is kept of one organisation.
struct UnitReview {
  std::string unit_code{}, unit_name{};
  base::Date on{};
  std::vector<Reason> reasons{};
  std::optional<Figures> figures{};
  std::vector<Judgement> judgements{};  // the newest first
  std::vector<RemedyItem> remedies{};   // likewise
  bool may_decide = false;
};
BOOST_DESCRIBE_STRUCT(UnitReview, (), (unit_code, unit_name, on, reasons, figures, judgements, remedies, may_decide))

}  // namespace reviews

#include "modules/reviews/labels.h"
