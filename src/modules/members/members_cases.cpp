// Cases as records: opening them with what they share, their steps, who sees them, and their lists. What a step does to
// a member stands beside its verb: members_admission, members_transfer, members_absence.
#include <algorithm>

#include "modules/members/members_machine.h"

namespace members {
namespace {

constexpr struct {
  Stage stage;
  const char* verb;
} verbs[] = {{Stage::application, "members.applied"},
             {Stage::cell_vote, "members.cell_voted"},
             {Stage::committee_vote, "members.committee_voted"},
             {Stage::decision, "members.decided"},
             {Stage::ceremony, "members.admitted"},
             {Stage::sent, "members.transfer_sent"},
             {Stage::accepted, "members.transfer_accepted"},
             {Stage::refused, "members.transfer_refused"},
             {Stage::withdrawn, "members.case_withdrawn"},
             {Stage::began, "members.absence_began"},
             {Stage::extended, "members.absence_extended"},
             {Stage::returned, "members.returned"}};

// Whose step it is: the receiver's answer, else the unit's that handles the case.
bool is_receivers(Stage stage) { return stage == Stage::accepted || stage == Stage::refused; }

}  // namespace

const char* verb_of(Stage stage) {
  for (const auto& v : verbs)
    if (v.stage == stage) return v.verb;
  return "members.decided";
}

std::vector<Stage> next_stages(const StoredCase& c) {
  using enum Stage;
  if (c.state != CaseState::open) return {};
  switch (c.stage) {
    case application:
      return {cell_vote, withdrawn};
    case cell_vote:
      if (!c.steps.empty() && !c.steps.back().agreed) return {cell_vote, withdrawn};
      return {committee_vote, withdrawn};
    case committee_vote:
      return {decision, withdrawn};
    case superior:
      return {decision};
    case decision:
      return {c.kind == CaseKind::transfer ? sent : ceremony, withdrawn};
    case sent:
      return {accepted, refused, withdrawn};
    case began:
    case extended:
      return c.due ? std::vector{extended, returned} : std::vector{returned};
    default:
      return {};
  }
}

std::vector<identity::Party> MembersService::Machine::parties_of(const StoredCase& c) const {
  std::vector<identity::Party> parties{{c.unit, false}};
  if (c.other) parties.push_back({*c.other, false});
  return parties;
}

StoredCase MembersService::Machine::access_case(Transaction& tx, const base::Actor& actor, CaseId id) const {
  auto found = store::find_case(tx, id);
  if (!found || !at.access.sees(tx, at.access.scope(tx, actor, Permission::members_read), parties_of(*found)))
    throw Error(ErrorKind::not_found, "members.case_unknown");
  return *std::move(found);
}

CaseItem MembersService::Machine::item_of(Transaction& tx, const StoredCase& c) const {
  CaseItem item;
  item.id = c.id, item.kind = c.kind, item.state = c.state;
  item.stage = c.state == CaseState::withdrawn ? Stage::withdrawn : c.stage;
  if (const auto member = c.member ? store::find_member(tx, *c.member) : std::nullopt) {
    item.member_code = member->code;
    item.full_name = member->full_name;
  } else {
    item.full_name = base::parse_json(c.subject).value("full_name", "");
  }
  const auto here = name_of(tx, c.unit);
  item.unit_code = here.code, item.unit_name = here.name;
  if (c.other) {
    const auto there = name_of(tx, *c.other);
    item.other_code = there.code, item.other_name = there.name;
  }
  item.from = c.from, item.closed = c.closed;
  if (c.state == CaseState::open) item.due = c.due;
  item.late = c.state == CaseState::open && c.due && *c.due < today();
  return item;
}

CasePage MembersService::Machine::page_of(Transaction& tx, const base::Actor& actor, const StoredCase& c) const {
  CasePage page;
  page.about = item_of(tx, c);
  const auto subject = base::parse_json(c.subject);
  if (subject.is_object() && subject.contains("full_name")) {
    std::vector<base::FieldProblem> problems;
    base::from_json(subject, page.applicant.emplace(), "", problems);
  } else if (subject.is_object()) {
    page.country = subject.value("country", "");
  }
  page.document = reference_to(tx, c.document_id);
  page.note = c.note;
  for (const auto& s : c.steps)
    page.steps.push_back({s.stage, s.on, s.agreed, s.entitled, s.in_favour, reference_to(tx, s.document_id), s.note,
                          s.entered_for, s.account});
  for (const auto stage : next_stages(c))
    if (at.access.may(tx, actor, Permission::members_manage, is_receivers(stage) ? *c.other : c.unit))
      page.next.push_back(stage);
  page.may_act = !page.next.empty();
  page.version = c.version;
  return page;
}

void MembersService::Machine::note(Transaction& tx, const base::Actor& actor, const StoredCase& c, Deed deed) const {
  const auto member = c.member ? store::find_member(tx, *c.member) : std::nullopt;
  const std::string kind = member ? "member" : "member_case", id = member ? member->code : std::to_string(c.id.value);
  const std::string whom = clean(deed.entered_for);
  at.audit.record(tx, actor, deed.verb, kind, id, c.unit.value, deed.difference.dump(),
                  whom.empty() ? "" : at.audit.seal_personal(tx, kind + ":" + id, whom));
}

void MembersService::Machine::open_case(Transaction& tx, const base::Actor& actor, StoredCase& c,
                                        const std::string& entered_for) const {
  check_entered_for(entered_for, c.note);
  c.id = store::insert_case(tx, c);
  c.steps.push_back({c.stage, c.from, true, {}, {}, c.document_id, c.note, entered_for, actor.name});
  store::add_step(tx, c.id, c.steps.back());
}

bool MembersService::Machine::has_open(Transaction& tx, MemberId member, std::initializer_list<CaseKind> kinds) const {
  const auto cases = store::list_cases_of(tx, member);
  return std::ranges::any_of(cases, [&](const auto& c) {
    return c.state == CaseState::open && std::ranges::find(kinds, c.kind) != kinds.end();
  });
}

CasePage MembersService::get_case(const base::Actor& actor, CaseId id) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto found = m.access_case(tx, actor, id);
  m.at.audit.record_view(actor, "member_case", std::to_string(id.value), found.unit.value);
  return m.page_of(tx, actor, found);
}

CaseList MembersService::list_cases(const base::Actor& actor, const CaseFilter& filter, std::int64_t before,
                                    int limit) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.reading_scope(tx, actor, filter.unit);
  CaseList list;
  if (scope.nothing()) return list;
  platform::Bindings values;
  const std::string condition = scope.condition("t", values);
  auto ids = store::list_cases(tx, filter, condition, values, before, limit + 1);
  if (int(ids.size()) > limit) {
    ids.pop_back();
    list.next = std::to_string(ids.back().value);
  }
  for (const auto id : ids) list.items.push_back(m.item_of(tx, *store::find_case(tx, id)));
  return list;
}

CasePage MembersService::take_step(const base::Actor& actor, CaseId id, const NewStep& given,
                                   std::int64_t seen_version) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto c = m.access_case(tx, actor, id);
  m.at.access.require(tx, actor, Permission::members_manage, is_receivers(given.stage) && c.other ? *c.other : c.unit);
  if (c.version != seen_version) throw Error(ErrorKind::conflict, "members.case_changed");
  if (c.state != CaseState::open) throw Error(ErrorKind::conflict, "members.case_closed");
  if (const auto next = next_stages(c); std::ranges::find(next, given.stage) == next.end())
    refuse_field("stage", "members.step_not_now");
  m.check_entered_for(given.entered_for, given.note);
  m.require_past(given.on, "on");
  if (given.on < c.steps.back().on)
    refuse_field("on", "members.step_before_last", {{"day", base::to_vietnamese(c.steps.back().on)}});
  if (given.in_favour.value_or(0) < 0 || given.entitled.value_or(0) < 0 ||
      given.in_favour.value_or(0) > given.entitled.value_or(given.in_favour.value_or(0)))
    refuse_field("in_favour", "members.votes_impossible");
  c.steps.push_back({given.stage, given.on, given.agreed, given.entitled, given.in_favour,
                     m.cite(tx, actor, given.document, is_receivers(given.stage) ? *c.other : c.unit),
                     clean(given.note), given.entered_for, actor.name});
  c.stage = given.stage;
  if (given.stage == Stage::withdrawn)
    m.close_case(c, CaseState::withdrawn, given.on);
  else if (c.kind == CaseKind::admission || c.kind == CaseKind::readmission)
    m.step_admission(tx, actor, c);
  else if (c.kind == CaseKind::recognition)
    m.step_recognition(tx, actor, c);
  else if (c.kind == CaseKind::transfer)
    m.step_transfer(tx, actor, c, given);
  else
    m.step_absence(tx, actor, c, given);
  store::add_step(tx, c.id, c.steps.back());
  store::store_case(tx, c);
  ++c.version;
  if (!c.told)
    m.note(
        tx, actor, c,
        {verb_of(given.stage), {{"on", base::to_iso(given.on)}, {"agreed", c.steps.back().agreed}}, given.entered_for});
  auto page = m.page_of(tx, actor, c);
  tx.commit();
  return page;
}

void MembersService::Machine::close_case(StoredCase& c, CaseState state, base::Date on) const {
  c.state = state;
  c.closed = on;
  c.due.reset();
}

}  // namespace members
