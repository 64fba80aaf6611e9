// Official transfers: sent by the cell that somebody leaves, answered by the unit they go to. Until it is accepted the
// member is at home with the sender.
#include "modules/members/members_machine.h"
#include "modules/members/members_rules.h"

namespace members {

CasePage MembersService::open_transfer(const base::Actor& actor, const std::string& code, const NewTransfer& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto member = m.access_to_change(tx, actor, code);
  const auto* spell = spell_on(member.spells, m.today());
  if (!spell) throw Error(ErrorKind::conflict, "members.ended", {{"code", code}});
  if (m.has_open(tx, member.id, {CaseKind::transfer})) throw Error(ErrorKind::conflict, "members.transfer_open");
  m.require_past(given.moved_on, "moved_on");
  if (given.sent_on) m.require_past(*given.sent_on, "sent_on");
  const base::Date begun = given.sent_on.value_or(given.moved_on);
  if (begun < given.moved_on)
    refuse_field("sent_on", "members.step_before_last", {{"day", base::to_vietnamese(given.moved_on)}});
  // Whoever leaves may go anywhere in the country: the receiver need not lie within what the sender sees.
  const auto to = m.at.tree.find_unit(tx, given.to_code);
  if (!to) refuse_field("to_code", "members.unit_unknown", {{"code", given.to_code}});
  const auto span = m.at.tree.find_span(tx, *to, begun);
  if (!span) refuse_field("to_code", "members.unit_not_then", {{"day", base::to_vietnamese(begun)}});
  if (span->level == tree::UnitLevel::none) refuse_field("to_code", "members.not_a_cell", {{"name", span->name}});
  if (*to == m.home_of(member)) refuse_field("to_code", "members.at_home_there");
  const auto calendar = m.at.policy.calendar(tx);
  const auto terms = m.terms(tx);
  if (given.sent_on)
    base::require(may_send(given.moved_on, *given.sent_on, !clean(given.note).empty(), calendar, terms));
  StoredCase c;
  c.kind = CaseKind::transfer;
  c.stage = given.sent_on ? Stage::sent : Stage::decision;
  c.member = member.id;
  c.unit = m.home_of(member);
  c.other = *to;
  c.from = begun;
  c.due = given.sent_on ? bring_by(begun, calendar, terms) : send_by(begun, calendar, terms);
  c.note = clean(given.note);
  c.document_id = m.cite(tx, actor, given.document, c.unit);
  m.open_case(tx, actor, c, given.entered_for);
  m.note(tx, actor, c,
         {given.sent_on ? verb_of(c.stage) : "members.transfer_decided",
          {{"to", span->code}, {"on", base::to_iso(c.from)}},
          given.entered_for});
  auto page = m.page_of(tx, actor, c);
  tx.commit();
  return page;
}

void MembersService::Machine::step_transfer(Transaction& tx, const base::Actor& actor, StoredCase& c,
                                            const NewStep& given) const {
  const auto& step = c.steps.back();
  if (c.stage == Stage::sent) {
    const auto calendar = at.policy.calendar(tx);
    base::require(may_send(c.from, step.on, !step.note.empty(), calendar, terms(tx)));
    c.from = step.on;
    c.due = bring_by(step.on, calendar, terms(tx));
    return;
  }
  if (c.stage == Stage::refused) {
    if (step.note.empty()) refuse_field("note", "members.refusal_needs_reason");
    return close_case(c, CaseState::refused, step.on);
  }
  base::require(may_accept(c.from, step.on, !step.note.empty(), at.policy.calendar(tx), terms(tx)));
  const auto receiver = heir_of(tx, *c.other, step.on);
  const auto named = given.unit_code.empty() ? std::optional(receiver) : at.tree.find_unit(tx, given.unit_code);
  if (!named || !at.tree.contains(tx, receiver, *named))
    refuse_field("unit_code", "members.cell_elsewhere", {{"code", given.unit_code}});
  const auto cell = heir_of(tx, *named, step.on);
  require_cell(tx, cell, step.on, "unit_code");
  const auto before = store::find_member(tx, *c.member);
  auto after = *before;
  // Who was recognised after that day is recognised on the same day in the new cell.
  std::optional<LaterDeed> recognition;
  if (const auto later = later_deeds(after.spells, step.on);
      later.size() == 1 && later.front().how == EndReason::recognised)
    recognition = later.front();
  if (recognition) unrecognise(after.spells, recognition->on);
  const auto status = cut_at(after, step.on, EndReason::transferred).status;
  place(tx, after.spells, {{cell, status, step.on, {}, {}}, c.document_id});
  if (recognition) recognise(after.spells, recognition->on, recognition->document_id);
  save(tx, actor, *before, after,
       {verb_of(c.stage),
        {{"case", c.id.value},
         {"from", name_of(tx, c.unit).code},
         {"to", name_of(tx, cell).code},
         {"on", base::to_iso(step.on)}},
        step.entered_for});
  store::move_open(tx, c, cell);
  c.told = true;
  close_case(c, CaseState::done, step.on);
}

}  // namespace members
