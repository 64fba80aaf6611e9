// What is due, and badges.
#include <algorithm>
#include <limits>

#include "modules/members/members_machine.h"
#include "modules/members/members_rules.h"

namespace members {
namespace {

constexpr int most_due = 2000;

// Members of today below the scope, with their spell of today.
std::string members_of_today(const identity::Scope& scope, base::Date today, platform::Bindings& values) {
  values.add(today);
  values.add(today);
  return "SELECT m.id FROM members_spell s JOIN members_member m ON m.id = s.member_id "
         "JOIN tree_scope t ON t.unit_id = s.unit_id "
         "WHERE s.from_date <= ? AND (s.to_date IS NULL OR s.to_date > ?) AND " +
         store::is_live("m") + " AND " + store::is_live("s") + " AND (" + scope.condition("t", values) + ")";
}

std::vector<MemberId> ask(Transaction& tx, const std::string& sql, const platform::Bindings& values) {
  std::vector<MemberId> ids;
  auto rows = tx.query_values(sql + " LIMIT " + std::to_string(most_due), values.values());
  while (rows->next()) ids.push_back(MemberId{rows->integer(0)});
  return ids;
}

DueKind due_kind(CaseKind kind, Stage stage) {
  if (kind == CaseKind::transfer) return stage == Stage::decision ? DueKind::transfer_start : DueKind::transfer_papers;
  return kind == CaseKind::recognition ? DueKind::recognition : DueKind::absence_end;
}

}  // namespace

DueItem MembersService::Machine::due_of(Transaction& tx, const StoredMember& member, DueKind kind,
                                        base::Date due) const {
  const auto named = name_of(tx, home_of(member));
  return {kind, member.code, member.full_name, named.code, named.name, due, due < today(), {}, {}, {}};
}

// Of the deadlines that run in working days.
std::optional<int> MembersService::Machine::unknown_year(Transaction& tx, CaseKind kind, base::Date from,
                                                         base::Date due) const {
  if (kind != CaseKind::transfer && kind != CaseKind::recognition) return std::nullopt;
  return members::unknown_year(at.policy.calendar(tx), from, due);
}

std::optional<DueItem> MembersService::Machine::next_of(Transaction& tx, const StoredMember& member,
                                                        const std::vector<CaseItem>& cases) const {
  std::optional<DueItem> next;
  const auto nearer = [&](DueItem item) {
    if (!next || item.due < next->due) next = std::move(item);
  };
  bool recognising = false;
  for (const auto& c : cases) {
    if (c.state != CaseState::open) continue;
    recognising = recognising || c.kind == CaseKind::recognition;
    if (!c.due) continue;
    auto item = due_of(tx, member, due_kind(c.kind, c.stage), *c.due);
    item.case_id = c.id;
    item.unknown_year = unknown_year(tx, c.kind, c.from, *c.due);
    nearer(std::move(item));
  }
  const auto* spell = spell_on(member.spells, today());
  if (spell && spell->fact.status == Status::probationary && member.ceremony_on && !recognising)
    nearer(due_of(tx, member, DueKind::recognition, probation_end(*member.ceremony_on, terms(tx))));
  return next;
}

std::vector<DueItem> MembersService::Machine::due_cases(Transaction& tx, const identity::Scope& scope, DueKind kind,
                                                        base::Date until) const {
  std::vector<DueItem> due;
  platform::Bindings values;
  const std::string condition = scope.condition("t", values);
  CaseFilter filter;
  filter.state = CaseState::open;
  for (const auto side : {Side::here, Side::incoming}) {
    filter.side = side;
    for (const auto id :
         store::list_cases(tx, filter, condition, values, std::numeric_limits<std::int64_t>::max(), most_due)) {
      const auto c = *store::find_case(tx, id);
      if (!c.due || *c.due > until || !c.member || due_kind(c.kind, c.stage) != kind) continue;
      auto item = due_of(tx, *store::find_member(tx, *c.member), kind, *c.due);
      item.case_id = c.id;
      item.unknown_year = unknown_year(tx, c.kind, c.from, *c.due);
      if (std::ranges::none_of(due, [&](const auto& d) { return d.case_id == id; })) due.push_back(std::move(item));
    }
  }
  return due;
}

// Whoever reached a number of years within the year before the badge day, and has no such badge.
std::vector<DueItem> MembersService::Machine::due_badges(Transaction& tx, const identity::Scope& scope,
                                                         base::Date day) const {
  platform::Bindings values;
  std::string sql = members_of_today(scope, today(), values), reached;
  for (const int years : badge_years()) {
    reached += std::string(reached.empty() ? "" : " OR ") + "(m.admitted_on > ? AND m.admitted_on <= ?)";
    values.add(add_months(day, -12 * (years + 1)));
    values.add(add_months(day, -12 * years));
  }
  std::vector<DueItem> due;
  for (const auto id : ask(tx, sql + " AND (" + reached + ") ORDER BY m.admitted_on, m.id", values)) {
    const auto member = *store::find_member(tx, id);
    const int years = party_age(*member.admitted_on, day);
    const auto given = store::list_badges(tx, id);
    if (std::ranges::any_of(given, [&](const auto& b) { return b.badge.years >= years; })) continue;
    auto item = due_of(tx, member, DueKind::badge, day);
    item.years = years;
    due.push_back(std::move(item));
  }
  return due;
}

// Probation that is over by the day; of what is late, the last day in time has passed.
std::vector<DueItem> MembersService::Machine::due_recognitions(Transaction& tx, const identity::Scope& scope,
                                                               DueKind kind, base::Date until) const {
  platform::Bindings values;
  std::string sql = members_of_today(scope, today(), values);
  const auto terms = this->terms(tx);
  values.add(add_months(until, -terms.of("R06", "probation", until)));
  std::vector<DueItem> due;
  const auto calendar = at.policy.calendar(tx);
  for (const auto id :
       ask(tx, sql + " AND s.status = 'probationary' AND m.ceremony_on <= ? ORDER BY m.ceremony_on, m.id", values)) {
    const auto member = *store::find_member(tx, id);
    const auto over = probation_end(*member.ceremony_on, terms), last = consider_by(over, calendar, terms);
    if (kind == DueKind::late_recognition && last >= today()) continue;
    auto item = due_of(tx, member, kind, kind == DueKind::recognition ? over : last);
    item.late = last < today();
    item.unknown_year = members::unknown_year(calendar, over, last);
    for (const auto& c : store::list_cases_of(tx, id))
      if (c.kind == CaseKind::recognition && c.state == CaseState::open) item.case_id = c.id;
    due.push_back(std::move(item));
  }
  return due;
}

std::vector<DueItem> MembersService::list_due(const base::Actor& actor, const std::string& unit, DueKind kind,
                                              base::Date until) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.reading_scope(tx, actor, unit);
  if (scope.nothing()) return {};
  std::vector<DueItem> due;
  if (kind == DueKind::transfer_start || kind == DueKind::transfer_papers || kind == DueKind::absence_end)
    due = m.due_cases(tx, scope, kind, until);
  else if (kind == DueKind::badge)
    due = m.due_badges(tx, scope, next_badge_day(until));
  else
    due = m.due_recognitions(tx, scope, kind, until);
  std::ranges::stable_sort(due, {}, &DueItem::due);
  return due;
}

MemberPage MembersService::award_badge(const base::Actor& actor, const std::string& code, const Badge& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto member = m.access_to_change(tx, actor, code);
  if (!member.admitted_on) throw Error(ErrorKind::conflict, "members.admission_unknown", {{"code", code}});
  const auto reason = member.spells.empty() ? std::nullopt : member.spells.back().fact.reason;
  if ((given.manner == BadgeManner::posthumous) != (reason == EndReason::deceased))
    refuse_field("manner", "members.badge_manner");
  m.require_past(given.on, "on");
  if (given.manner == BadgeManner::early && clean(given.document).empty())
    refuse_field("document", "members.badge_reason");
  base::require(may_award(*member.admitted_on, given, m.terms(tx)));
  for (const auto& b : store::list_badges(tx, member.id))
    if (b.badge.years == given.years)
      throw Error(ErrorKind::conflict, "members.badge_given", {{"years", std::to_string(given.years)}});
  store::insert_badge(tx, member.id, given, m.cite(tx, actor, given.document, m.home_of(member)));
  m.at.audit.record(
      tx, actor, "members.badge_awarded", "member", member.code, m.home_of(member).value,
      Json{{"years", given.years}, {"on", base::to_iso(given.on)}, {"manner", base::enum_name(given.manner)}}.dump());
  auto page = m.page_of(tx, actor, member);
  tx.commit();
  return page;
}

}  // namespace members
