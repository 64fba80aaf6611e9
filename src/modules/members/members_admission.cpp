// From the application to the ceremony, for those who come and those who come back, and from probation to recognition.
#include <algorithm>

#include "modules/members/members_machine.h"
#include "modules/members/members_rules.h"

namespace members {
namespace {

void require_document(const StoredStep& step) {
  if (!step.document_id) refuse_field("document", "members.document_needed");
}

}  // namespace

CasePage MembersService::open_admission(const base::Actor& actor, const NewAdmission& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  StoredCase c;
  c.unit = m.access_cell(tx, actor, given.unit_code, given.on, "unit_code");
  m.require_past(given.on, "on");
  c.stage = Stage::application;
  c.from = given.on;
  c.note = clean(given.note);
  c.document_id = m.cite(tx, actor, given.document, c.unit);
  if (given.applicant.has_value() == !given.former_code.empty()) refuse_field("applicant", "members.applicant_needed");
  if (given.applicant) {
    auto applicant = *given.applicant;
    applicant.full_name = clean_name(applicant.full_name);
    c.kind = CaseKind::admission;
    c.subject = base::to_json(applicant).dump();
  } else {
    const auto former = m.access_member(tx, actor, given.former_code);
    if (former.merged_into)
      throw Error(ErrorKind::conflict, "members.merged_away",
                  {{"code", former.code}, {"into", m.kept_of(tx, former).code}});
    c.kind = CaseKind::readmission;
    c.member = former.id;
    if (former.spells.empty() || !ends_membership(former.spells.back()) ||
        former.spells.back().fact.reason == EndReason::deceased)
      refuse_field("former_code", "members.not_left", {{"code", former.code}});
    if (m.has_open(tx, former.id, {CaseKind::readmission})) throw Error(ErrorKind::conflict, "members.case_open");
    const auto ended = std::ranges::count_if(former.spells, ends_membership);
    base::require(
        may_readmit({*former.spells.back().fact.to, given.on, int(ended), c.document_id.has_value()}, m.terms(tx)));
  }
  m.open_case(tx, actor, c, given.entered_for);
  m.note(tx, actor, c,
         {verb_of(c.stage), {{"on", base::to_iso(c.from)}, {"unit", given.unit_code}}, given.entered_for});
  auto page = m.page_of(tx, actor, c);
  tx.commit();
  return page;
}

void MembersService::Machine::step_admission(Transaction& tx, const base::Actor& actor, StoredCase& c) const {
  const auto& step = c.steps.back();
  std::optional<StoredMember> former;
  if (c.kind == CaseKind::readmission) former = store::find_member(tx, *c.member);
  Applicant applicant;
  if (!former) {
    std::vector<base::FieldProblem> problems;
    base::from_json(base::parse_json(c.subject), applicant, "", problems);
  }
  const auto birth = former ? former->birth_date : std::optional(applicant.birth_date);
  if (c.stage == Stage::cell_vote && step.agreed && birth)
    base::require(may_admit_at_age({*birth, step.on, step.document_id.has_value()}, terms(tx)));
  if (c.stage == Stage::decision && step.agreed) require_document(step);
  if (!step.agreed) return close_case(c, CaseState::refused, step.on);
  if (c.stage != Stage::ceremony) return;

  const auto* decision = c.last(Stage::decision);
  base::require(may_date_party_age(decision->on, step.on));
  const auto cell = heir_of(tx, c.unit, step.on);
  require_cell(tx, cell, step.on, "on");
  if (former && (former->spells.empty() || !ends_membership(former->spells.back())))
    throw Error(ErrorKind::conflict, "members.not_left", {{"code", former->code}});
  StoredMember member = former ? *former : StoredMember{};
  if (!former) {
    member.full_name = applicant.full_name, member.gender = applicant.gender;
    member.birth_date = applicant.birth_date, member.ethnicity = clean(applicant.ethnicity);
    member.education = applicant.education, member.occupation = clean(applicant.occupation);
    member.focus_group = applicant.focus_group;
  }
  member.admitted_on = decision->on;
  member.ceremony_on = step.on;
  member.official_on.reset();
  member.standing = Standing::active;
  place(tx, member.spells, {{cell, Status::probationary, step.on, {}, {}}, decision->document_id});
  Json difference{
      {"case", c.id.value}, {"admitted_on", base::to_iso(decision->on)}, {"ceremony_on", base::to_iso(step.on)}};
  if (former)
    save(tx, actor, *former, member, {"members.readmitted", difference, step.entered_for});
  else
    c.member = add(tx, actor, member, {verb_of(Stage::ceremony), difference, step.entered_for});
  c.told = true;
  close_case(c, CaseState::done, step.on);
}

CasePage MembersService::open_recognition(const base::Actor& actor, const std::string& code, const EntryNote& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto member = m.access_to_change(tx, actor, code);
  const auto* spell = spell_on(member.spells, m.today());
  if (!spell || spell->fact.status != Status::probationary)
    throw Error(ErrorKind::conflict, "members.not_probationary", {{"code", code}});
  if (!member.ceremony_on) throw Error(ErrorKind::conflict, "members.ceremony_unknown", {{"code", code}});
  if (m.has_open(tx, member.id, {CaseKind::recognition})) throw Error(ErrorKind::conflict, "members.case_open");
  const auto terms = m.terms(tx);
  const auto over = probation_end(*member.ceremony_on, terms);
  base::require(may_recognise(*member.ceremony_on, m.today(), terms));
  StoredCase c;
  c.kind = CaseKind::recognition;
  c.stage = Stage::application;
  c.member = member.id;
  c.unit = m.home_of(member);
  c.from = over;
  c.due = consider_by(over, m.at.policy.calendar(tx), terms);
  c.note = clean(given.note);
  m.open_case(tx, actor, c, given.entered_for);
  m.note(tx, actor, c, {"members.recognition_opened", Json::object(), given.entered_for});
  auto page = m.page_of(tx, actor, c);
  tx.commit();
  return page;
}

void MembersService::Machine::step_recognition(Transaction& tx, const base::Actor& actor, StoredCase& c) const {
  auto& step = c.steps.back();
  if (c.stage == Stage::cell_vote) {
    if (!step.entitled || !step.in_favour) refuse_field("entitled", "members.votes_needed");
    const auto failed = std::ranges::count_if(
        c.steps, [&](const auto& s) { return &s != &step && s.stage == Stage::cell_vote && !s.agreed; });
    base::require(may_consider({c.from, step.on, int(failed), !step.note.empty()}, at.policy.calendar(tx), terms(tx)));
    step.agreed = carries(*step.in_favour, *step.entitled);
    c.due.reset();
    if (!step.agreed && is_last_vote(int(failed), step.on, terms(tx))) c.stage = Stage::superior;
    return;
  }
  if (c.stage == Stage::committee_vote) {
    if (!step.agreed) c.stage = Stage::superior;
    return;
  }
  require_document(step);
  if (!step.agreed) return close_case(c, CaseState::refused, step.on);
  const auto before = store::find_member(tx, *c.member);
  auto after = *before;
  // R07: however late it is decided, the official day is the one on which probation was over.
  after.official_on = c.from;
  recognise(after.spells, c.from, step.document_id);
  save(tx, actor, *before, after,
       {"members.recognised", {{"case", c.id.value}, {"official_on", base::to_iso(c.from)}}, step.entered_for});
  c.told = true;
  close_case(c, CaseState::done, step.on);
}

}  // namespace members
