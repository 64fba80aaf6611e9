#include "modules/reviews/reviews_machine.h"

#include <algorithm>

#include "base/text.h"

namespace reviews {
namespace {

constexpr int most_below = 10'000;  // plans of one organisation and its cells

}  // namespace

void refuse_field(const char* field, const char* key, base::Parameters parameters) {
  throw Error(ErrorKind::invalid, key, std::move(parameters)).at_field(field);
}

std::string needed(const std::string& text, const char* field) {
  std::string out = base::squeeze(text);
  if (out.empty()) refuse_field(field, "field.required");
  return out;
}

Progress progress_of(base::Date due, base::Date on) {
  if (due < on) return Progress::overdue;
  return due.days - on.days <= soon_days ? Progress::soon : Progress::on_time;
}

tree::UnitId Reviews::Machine::heir_of(Transaction& tx, tree::UnitId unit) const {
  const auto heirs = at.tree.resolve(tx, unit, today());
  return heirs.size() == 1 ? heirs.front() : unit;
}

tree::UnitSpan Reviews::Machine::name_of(Transaction& tx, tree::UnitId unit, base::Date on) const {
  return at.tree.nearest_span(tx, unit, on).value_or(tree::UnitSpan{});
}

tree::UnitId Reviews::Machine::access_unit(Transaction& tx, const base::Actor& actor, const std::string& code) const {
  at.access.require_anywhere(tx, actor, Permission::reviews_read);
  const auto unit = at.tree.find_unit(tx, code);
  if (!unit || !at.access.may(tx, actor, Permission::reviews_read, *unit))
    throw Error(ErrorKind::not_found, "tree.unit_unknown", {{"code", code}});
  return *unit;
}

tree::UnitId Reviews::Machine::access_organisation(Transaction& tx, const base::Actor& actor, const std::string& code,
                                                   const char* field) const {
  const auto unit = access_unit(tx, actor, code);
  const auto span = at.tree.find_span(tx, unit, today());
  if (!span) refuse_field(field, "reviews.not_living", {{"code", code}, {"day", base::to_vietnamese(today())}});
  using enum tree::UnitKind;
  if (span->kind != grassroots_committee && span->kind != grassroots_cell && span->kind != cell)
    refuse_field(field, "reviews.not_grassroots", {{"unit", span->name}});
  return unit;
}

bool Reviews::Machine::may_decide(Transaction& tx, const base::Actor& actor, tree::UnitId organisation) const {
  const auto superior = name_of(tx, heir_of(tx, organisation), today()).parent_id.value_or(tree::UnitId{});
  return at.access.may(tx, actor, Permission::reviews_manage, superior);
}

void Reviews::Machine::require_to_decide(Transaction& tx, const base::Actor& actor, tree::UnitId organisation) const {
  const auto superior = name_of(tx, heir_of(tx, organisation), today()).parent_id.value_or(tree::UnitId{});
  at.access.require(tx, actor, Permission::reviews_manage, superior);
}

bool Reviews::Machine::may_report(Transaction& tx, const base::Actor& actor, const StoredRemedy& remedy) const {
  return at.access.may(tx, actor, Permission::reviews_manage, heir_of(tx, remedy.unit)) ||
         at.access.may(tx, actor, Permission::reviews_manage, heir_of(tx, remedy.lead));
}

StoredJudgement Reviews::Machine::access_judgement(Transaction& tx, const base::Actor& actor, JudgementId id) const {
  at.access.require_anywhere(tx, actor, Permission::reviews_read);
  auto judgement = store::find_judgement(tx, id);
  if (!judgement || !at.access.may(tx, actor, Permission::reviews_read, judgement->unit))
    throw Error(ErrorKind::not_found, "reviews.judgement_unknown");
  return *judgement;
}

StoredRemedy Reviews::Machine::access_remedy(Transaction& tx, const base::Actor& actor, RemedyId id) const {
  at.access.require_anywhere(tx, actor, Permission::reviews_read);
  auto remedy = store::find_remedy(tx, id);
  const auto scope = at.access.scope(tx, actor, Permission::reviews_read);
  if (remedy) {
    const identity::Party parties[] = {{remedy->unit}, {remedy->lead}};
    if (at.access.sees(tx, scope, parties)) return *remedy;
  }
  throw Error(ErrorKind::not_found, "reviews.remedy_unknown");
}

StoredRemedy Reviews::Machine::access_to_change(Transaction& tx, const base::Actor& actor, RemedyId id,
                                                std::int64_t seen) const {
  auto remedy = access_remedy(tx, actor, id);
  if (remedy.version != seen) throw Error(ErrorKind::conflict, "reviews.changed_meanwhile");
  return remedy;
}

void Reviews::Machine::require_open(const StoredRemedy& remedy) const {
  if (!remedy.open())
    throw Error(ErrorKind::conflict, "reviews.remedy_closed", {{"day", base::to_vietnamese(*remedy.closed_on)}});
}

bool Reviews::Machine::has_open_remedy(Transaction& tx, tree::UnitId unit) const {
  // What ended stands below its one successor.
  store::RemedyFilter filter;
  filter.seen.everything = true;
  filter.below.add(at.tree.path(tx, unit));
  filter.state = RemedyState::open;
  const auto all = store::list_remedies(tx, filter, 0, most_below);
  return std::any_of(all.begin(), all.end(), [&](const auto& r) { return heir_of(tx, r.unit) == unit; });
}

tree::UnitId Reviews::Machine::access_lead(Transaction& tx, const base::Actor& actor, const std::string& code) const {
  const auto unit = at.tree.find_unit(tx, code);
  if (!unit || !at.access.may(tx, actor, Permission::units_read, *unit))
    refuse_field("lead_code", "tree.unit_unknown", {{"code", code}});
  if (!at.tree.find_span(tx, *unit, today()))
    refuse_field("lead_code", "reviews.not_living", {{"code", code}, {"day", base::to_vietnamese(today())}});
  return *unit;
}

StoredEvent Reviews::Machine::deadline(Transaction& tx, const base::Actor& actor, StoredRemedy& remedy,
                                       const NewDeadline& given, EventKind kind) const {
  require_past(given.on, "on");
  if (given.on < remedy.opened_on)
    refuse_field("on", "reviews.day_too_early", {{"day", base::to_vietnamese(remedy.opened_on)}});
  const auto after = kind == EventKind::extended ? remedy.due_on : given.on;
  if (given.due_on <= after) refuse_field("due_on", "reviews.due_not_later", {{"day", base::to_vietnamese(after)}});
  remedy.due_on = given.due_on;
  StoredEvent event{kind, given.on, given.due_on, needed(given.reason, "reason")};
  if (!base::squeeze(given.document).empty()) event.document = cite(tx, actor, given.document, remedy.unit);
  return event;
}

std::int64_t Reviews::Machine::cite(Transaction& tx, const base::Actor& actor, const std::string& reference,
                                    tree::UnitId reader) const {
  return at.documents.ensure_cited(tx, actor, needed(reference, "document"), reader, "document").value;
}

std::string Reviews::Machine::reference_to(Transaction& tx, std::optional<std::int64_t> document) const {
  return document ? at.documents.reference_to(tx, documents::DocumentId{*document}) : "";
}

void Reviews::Machine::require_past(base::Date day, const char* field) const {
  if (day > today()) refuse_field(field, "reviews.day_ahead", {{"day", base::to_vietnamese(day)}});
}

// ---- what pages show ----

Judgement Reviews::Machine::judgement_of(Transaction& tx, const StoredJudgement& j) const {
  const auto unit = name_of(tx, j.unit, today());
  return {j.id,
          unit.code,
          unit.name,
          j.ground,
          reference_to(tx, j.document),
          j.decided_on,
          j.ended_on,
          reference_to(tx, j.end_document),
          j.version};
}

RemedyItem Reviews::Machine::item_of(Transaction& tx, const StoredRemedy& r) const {
  RemedyItem item;
  item.id = r.id;
  const auto unit = name_of(tx, r.unit, today()), lead = name_of(tx, heir_of(tx, r.lead), today());
  item.unit_code = unit.code, item.unit_name = unit.name;
  if (const auto heir = heir_of(tx, r.unit); heir != r.unit) {
    const auto span = name_of(tx, heir, today());
    item.heir_code = span.code, item.heir_name = span.name;
  }
  item.lead_code = lead.code, item.lead_name = lead.name;
  item.goal = r.goal;
  item.opened_on = r.opened_on, item.due_on = r.due_on;
  item.state = r.open() ? RemedyState::open : RemedyState::closed;
  item.progress = r.open() ? progress_of(r.due_on, today()) : Progress::on_time;
  item.result = r.result, item.closed_on = r.closed_on;
  for (const auto& step : store::list_steps(tx, r.id)) {
    ++item.steps;
    item.steps_over += step.state == StepState::done || step.state == StepState::dropped;
  }
  item.version = r.version;
  return item;
}

RemedyPage Reviews::Machine::page_of(Transaction& tx, const base::Actor& actor, RemedyId id) const {
  const auto remedy = store::find_remedy(tx, id).value();
  RemedyPage page;
  page.about = item_of(tx, remedy);
  page.document = reference_to(tx, remedy.document);
  page.end_document = reference_to(tx, remedy.end_document);
  page.steps = store::list_steps(tx, id);
  for (const auto& e : store::list_events(tx, id))
    page.events.push_back({e.kind, e.on, e.due_on, e.measure, e.step, e.text, reference_to(tx, e.document), e.account});
  page.may_decide = may_decide(tx, actor, remedy.unit);
  page.may_report = page.may_decide || may_report(tx, actor, remedy);
  return page;
}

RemedyPage Reviews::Machine::finish(Transaction tx, const base::Actor& actor, const StoredRemedy& remedy,
                                    StoredEvent event, const char* verb) const {
  store::update_remedy(tx, remedy);
  event.account = actor.name;
  store::add_event(tx, remedy.id, event);
  Json difference{{"on", base::to_iso(event.on)}};
  if (event.due_on) difference["due_on"] = base::to_iso(*event.due_on);
  if (!event.text.empty()) difference["text"] = event.text;
  if (remedy.result) difference["result"] = base::enum_name(*remedy.result);
  at.audit.record(tx, actor, verb, "remedy", std::to_string(remedy.id.value), remedy.unit.value, difference.dump());
  auto page = page_of(tx, actor, remedy.id);
  tx.commit();
  return page;
}

}  // namespace reviews
