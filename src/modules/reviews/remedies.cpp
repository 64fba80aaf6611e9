// Plans that strengthen a weak organisation, and what becomes of them when units are reorganised.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "modules/reviews/reviews_machine.h"

namespace reviews {
namespace {

// Not before what is already there, and not after the deadline that a step would outlive.
void check_step(const NewStep& step, const StoredRemedy& remedy, const std::string& field) {
  if (!step.due_on || (*step.due_on >= remedy.opened_on && *step.due_on <= remedy.due_on)) return;
  refuse_field(field.c_str(), "reviews.step_outside",
               {{"from", base::to_vietnamese(remedy.opened_on)}, {"to", base::to_vietnamese(remedy.due_on)}});
}

NewStep clean(NewStep step, const std::string& field) {
  step.text = base::squeeze(step.text);
  // Every other measure says by its name what is done.
  if (step.measure == Measure::other && step.text.empty()) refuse_field(field.c_str(), "field.required");
  return step;
}

}  // namespace

RemedyList Reviews::list_remedies(const base::Actor& actor, const RemedyQuery& query, const std::string& cursor,
                                  int limit) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  m.at.access.require_anywhere(tx, actor, Permission::reviews_read);
  store::RemedyFilter filter;
  filter.seen = m.at.access.scope(tx, actor, Permission::reviews_read);
  filter.below.everything = query.unit.empty();
  if (!query.unit.empty()) filter.below.add(m.at.tree.path(tx, m.access_unit(tx, actor, query.unit)));
  filter.state = query.state;
  if (query.progress) {
    filter.state = RemedyState::open;
    const base::Date today = m.today(), soon{today.days + soon_days + 1};
    if (*query.progress == Progress::overdue) filter.due_before = today;
    if (*query.progress == Progress::soon) filter.due_from = today, filter.due_before = soon;
    if (*query.progress == Progress::on_time) filter.due_from = soon;
    if (*query.progress == Progress::without) refuse_field("progress", "field.value_unknown");
  }
  int offset = 0;
  if (!cursor.empty()) {
    const auto [end, wrong] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), offset);
    if (wrong != std::errc() || end != cursor.data() + cursor.size() || offset < 0)
      refuse_field("cursor", "reviews.cursor");
  }
  RemedyList out;
  out.total = store::count_remedies(tx, filter);
  for (const auto& remedy : store::list_remedies(tx, filter, offset, limit)) out.items.push_back(m.item_of(tx, remedy));
  const auto end = offset + std::ssize(out.items);
  if (end < *out.total) out.next = std::to_string(end);
  return out;
}

RemedyPage Reviews::get_remedy(const base::Actor& actor, RemedyId id) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  m.access_remedy(tx, actor, id);
  return m.page_of(tx, actor, id);
}

RemedyPage Reviews::open_remedy(const base::Actor& actor, const NewRemedy& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto unit = m.access_organisation(tx, actor, given.unit_code, "unit_code");
  m.require_to_decide(tx, actor, unit);
  m.require_past(given.on, "on");
  if (given.due_on <= given.on)
    refuse_field("due_on", "reviews.due_not_later", {{"day", base::to_vietnamese(given.on)}});
  if (m.has_open_remedy(tx, unit)) throw Error(ErrorKind::conflict, "reviews.remedy_open", {{"code", given.unit_code}});
  StoredRemedy r;
  r.unit = unit;
  r.lead = m.access_lead(tx, actor, given.lead_code);
  r.goal = needed(given.goal, "goal");
  r.document = m.cite(tx, actor, given.document, unit);
  r.opened_on = given.on, r.due_on = given.due_on;
  r.id = store::add_remedy(tx, r);
  for (std::size_t i = 0; i < given.steps.size(); ++i) {
    const std::string at = "steps[" + std::to_string(i) + "].";
    check_step(given.steps[i], r, at + "due_on");
    store::add_step(tx, r.id, clean(given.steps[i], at + "text"));
  }
  return m.finish(std::move(tx), actor, r, {EventKind::opened, given.on, given.due_on, r.goal, r.document},
                  "reviews.remedy_opened");
}

RemedyPage Reviews::update_remedy(const base::Actor& actor, RemedyId id, const RemedyEdit& given, std::int64_t seen) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto r = m.access_to_change(tx, actor, id, seen);
  m.require_to_decide(tx, actor, r.unit);
  m.require_open(r);
  r.lead = m.access_lead(tx, actor, given.lead_code);
  r.goal = needed(given.goal, "goal");
  r.document = m.cite(tx, actor, given.document, r.unit);
  const auto lead = m.name_of(tx, r.lead, m.today());
  return m.finish(std::move(tx), actor, r,
                  {EventKind::changed, m.today(), {}, r.goal + " (" + lead.name + ")", r.document},
                  "reviews.remedy_changed");
}

RemedyPage Reviews::extend_remedy(const base::Actor& actor, RemedyId id, const NewDeadline& given, std::int64_t seen) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto r = m.access_to_change(tx, actor, id, seen);
  m.require_to_decide(tx, actor, r.unit);
  m.require_open(r);
  auto event = m.deadline(tx, actor, r, given, EventKind::extended);
  return m.finish(std::move(tx), actor, r, std::move(event), "reviews.remedy_extended");
}

RemedyPage Reviews::close_remedy(const base::Actor& actor, RemedyId id, const EndOfRemedy& given, std::int64_t seen) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto r = m.access_to_change(tx, actor, id, seen);
  m.require_to_decide(tx, actor, r.unit);
  m.require_open(r);
  m.require_past(given.on, "on");
  if (given.on < r.opened_on) refuse_field("on", "reviews.day_too_early", {{"day", base::to_vietnamese(r.opened_on)}});
  const auto steps = store::list_steps(tx, id);
  const auto waiting = std::ranges::count_if(
      steps, [](const auto& s) { return s.state == StepState::waiting || s.state == StepState::doing; });
  if (given.result == RemedyResult::reached && waiting > 0)
    throw Error(ErrorKind::conflict, "reviews.steps_open", {{"count", std::to_string(waiting)}});
  r.closed_on = given.on;
  r.result = given.result;
  r.end_document = m.cite(tx, actor, given.document, r.unit);
  return m.finish(std::move(tx), actor, r, {EventKind::closed, given.on, {}, base::squeeze(given.note), r.end_document},
                  "reviews.remedy_concluded");
}

RemedyPage Reviews::reopen_remedy(const base::Actor& actor, RemedyId id, const NewDeadline& given, std::int64_t seen) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto r = m.access_to_change(tx, actor, id, seen);
  m.require_to_decide(tx, actor, r.unit);
  if (r.open()) throw Error(ErrorKind::conflict, "reviews.remedy_not_closed");
  if (m.has_open_remedy(tx, m.heir_of(tx, r.unit)))
    throw Error(ErrorKind::conflict, "reviews.remedy_open",
                {{"code", m.name_of(tx, m.heir_of(tx, r.unit), m.today()).code}});
  if (given.on < *r.closed_on)
    refuse_field("on", "reviews.day_too_early", {{"day", base::to_vietnamese(*r.closed_on)}});
  auto event = m.deadline(tx, actor, r, given, EventKind::reopened);
  r.closed_on.reset(), r.result.reset(), r.end_document.reset();
  return m.finish(std::move(tx), actor, r, std::move(event), "reviews.remedy_reopened");
}

RemedyPage Reviews::add_step(const base::Actor& actor, RemedyId id, const NewStep& given, std::int64_t seen) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto r = m.access_to_change(tx, actor, id, seen);
  m.require_to_decide(tx, actor, r.unit);
  m.require_open(r);
  const auto step = clean(given, "text");
  check_step(step, r, "due_on");
  store::add_step(tx, id, step);
  return m.finish(std::move(tx), actor, r, {EventKind::step_added, m.today(), step.due_on, step.text, {}, step.measure},
                  "reviews.step_added");
}

RemedyPage Reviews::report_step(const base::Actor& actor, RemedyId id, std::int64_t step, const StepReport& given,
                                std::int64_t seen) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto r = m.access_to_change(tx, actor, id, seen);
  if (!m.may_report(tx, actor, r)) m.require_to_decide(tx, actor, r.unit);
  m.require_open(r);
  m.require_past(given.on, "on");
  if (given.on < r.opened_on) refuse_field("on", "reviews.day_too_early", {{"day", base::to_vietnamese(r.opened_on)}});
  const auto steps = store::list_steps(tx, id);
  const auto it = std::ranges::find(steps, step, &RemedyStep::id);
  if (it == steps.end()) throw Error(ErrorKind::not_found, "reviews.step_unknown");
  const StepReport report{given.state, given.on, base::squeeze(given.note)};
  store::report_step(tx, step, report);
  return m.finish(std::move(tx), actor, r,
                  {EventKind::step_reported, given.on, {}, report.note, {}, it->measure, report.state},
                  "reviews.step_reported");
}

// ---- reorganisations ----

std::vector<tree::Moved> Reviews::preview(Transaction& tx, const tree::Reorganisation& r) {
  std::vector<tree::Moved> out;
  for (const auto& ending : r.endings)
    if (const auto count = store::count_open_at(tx, ending.unit))
      out.push_back(
          {tree::MovedKind::work, ending.code, ending.successors.size() == 1 ? ending.successors.front() : "", count});
  return out;
}

std::vector<tree::Hindrance> Reviews::built_on(Transaction& tx, const tree::Reorganisation& r) {
  std::vector<tree::Hindrance> out;
  for (const auto unit : r.established)
    if (const auto count = store::count_kept_of(tx, unit))
      out.push_back({0,
                     "reviews.kept_since_plan",
                     {{"unit", machine_->name_of(tx, unit, r.on).name}, {"count", std::to_string(count)}}});
  return out;
}

}  // namespace reviews
