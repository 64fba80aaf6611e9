// Absences: temporary transfers, stays abroad, exemption, suspension. The membership and the home stay; the standing
// changes until the return. And the end of a membership.
#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "modules/members/members_machine.h"
#include "modules/members/members_rules.h"

namespace members {
namespace {

Standing standing_of(CaseKind kind) {
  if (kind == CaseKind::exemption) return Standing::exempt;
  if (kind == CaseKind::suspension) return Standing::suspended;
  return Standing::temporary_away;
}

// "Điều 8, khoản 1, điểm b": words for parts of a text with numbers and letters, and nothing that describes anybody.
bool is_article(const std::string& text) {
  std::string word;
  bool numbered = false;
  for (const char c : base::fold(text) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '.') {
      word += c;
      continue;
    }
    if (c != ' ' && c != ',' && c != ';') return false;
    if (word.empty()) continue;
    bool part = word.size() == 1 || word.find_first_not_of("0123456789.") == std::string::npos;
    numbered = numbered || std::isdigit(static_cast<unsigned char>(word.front()));
    for (const char* name : {"dieu", "khoan", "diem", "muc", "tiet", "chuong", "phan"}) part = part || word == name;
    if (!part) return false;
    word.clear();
  }
  return numbered;
}

}  // namespace

CasePage MembersService::open_absence(const base::Actor& actor, const std::string& code, const NewAbsence& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto before = m.access_to_change(tx, actor, code);
  using enum CaseKind;
  if (given.kind != temporary && given.kind != abroad && given.kind != exemption && given.kind != suspension)
    refuse_field("kind", "field.value_unknown");
  if (!spell_on(before.spells, m.today())) throw Error(ErrorKind::conflict, "members.ended", {{"code", code}});
  if (before.standing != Standing::active) throw Error(ErrorKind::conflict, "members.away_already", {{"code", code}});
  m.require_past(given.from, "from");
  if (given.until && *given.until <= given.from)
    refuse_field("until", "tree.dates_turned",
                 {{"from", base::to_vietnamese(given.from)}, {"to", base::to_vietnamese(*given.until)}});
  StoredCase c;
  c.kind = given.kind;
  c.stage = Stage::began;
  c.member = before.id;
  c.unit = m.home_of(before);
  c.from = given.from;
  c.due = given.until;
  c.note = clean(given.note);
  if (given.kind == temporary) {
    if (!given.until) refuse_field("until", "field.required");
    base::require(may_be_away(given.from, *given.until, given.study, m.terms(tx)));
    c.other = m.at.tree.find_unit(tx, given.host_code);
    if (!c.other) refuse_field("host_code", "members.unit_unknown", {{"code", given.host_code}});
    if (!m.at.tree.find_span(tx, *c.other, given.from))
      refuse_field("host_code", "members.unit_not_then", {{"day", base::to_vietnamese(given.from)}});
    if (*c.other == c.unit) refuse_field("host_code", "members.at_home_there");
  }
  if (given.kind == abroad && clean(given.country).empty()) refuse_field("country", "field.required");
  c.subject = Json{{"country", clean(given.country)}, {"study", given.study}}.dump();
  c.document_id = m.cite(tx, actor, given.document, c.unit);
  if (given.kind == suspension && !c.document_id) refuse_field("document", "members.document_needed");
  m.open_case(tx, actor, c, given.entered_for);
  auto after = before;
  after.standing = standing_of(given.kind);
  m.save(tx, actor, before, after,
         {verb_of(c.stage),
          {{"case", c.id.value},
           {"standing", {base::enum_name(before.standing), base::enum_name(after.standing)}},
           {"from", base::to_iso(c.from)}},
          given.entered_for});
  auto page = m.page_of(tx, actor, c);
  tx.commit();
  return page;
}

void MembersService::Machine::step_absence(Transaction& tx, const base::Actor& actor, StoredCase& c,
                                           const NewStep& given) const {
  if (c.stage == Stage::extended) {
    if (!given.until || *given.until <= *c.due) refuse_field("until", "members.not_longer");
    if (c.kind == CaseKind::temporary)
      base::require(may_be_away(*c.due, *given.until, base::parse_json(c.subject).value("study", false), terms(tx)));
    c.due = given.until;
    return;
  }
  const auto before = store::find_member(tx, *c.member);
  auto after = *before;
  after.standing = Standing::active;
  save(tx, actor, *before, after,
       {verb_of(c.stage),
        {{"case", c.id.value}, {"standing", {base::enum_name(before->standing), base::enum_name(after.standing)}}},
        given.entered_for});
  c.told = true;
  close_case(c, CaseState::done, given.on);
}

VotingRight MembersService::get_voting_right(const base::Actor& actor, const std::string& code, const std::string& unit,
                                             base::Date on, base::Language language) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto id = store::find_member(tx, code);
  const auto member = id ? store::find_member(tx, *id) : std::nullopt;
  const auto asked = m.at.tree.find_unit(tx, unit);
  if (!member || !asked) throw Error(ErrorKind::not_found, "members.unknown");
  // The host asks too, for whoever stays with it.
  bool stays = false;
  for (const auto& c : store::list_cases_of(tx, member->id))
    stays =
        stays || (c.kind == CaseKind::temporary && c.other == asked && c.from <= on && (!c.closed || on < *c.closed));
  const auto* spell = spell_on(member->spells, on);
  const bool at_home = spell && spell->fact.unit == *asked;
  if ((!at_home && !stays) || !m.at.access.may(tx, actor, Permission::members_read, *asked))
    throw Error(ErrorKind::not_found, "members.unknown");
  const auto verdict = may_vote_at(at_home, m.name_of(tx, *asked).name, on);
  if (verdict.allowed()) return {};
  const auto& r = verdict.refusals().front();
  return {false, r.rule, base::sentence(r.key, r.parameters, language), r.citation};
}

MemberPage MembersService::end_membership(const base::Actor& actor, const std::string& code,
                                          const EndOfMembership& given, std::int64_t seen_version) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto before = m.access_to_change(tx, actor, code);
  if (before.version != seen_version) throw Error(ErrorKind::conflict, "members.changed_meanwhile", {{"code", code}});
  using enum EndReason;
  if (given.reason != struck_off && given.reason != left && given.reason != expelled && given.reason != deceased)
    refuse_field("reason", "field.value_unknown");
  m.check_entered_for(given.entered_for, given.note);
  m.require_past(given.on, "on");
  const std::string article = clean(given.article);
  const bool removal = given.reason == struck_off || given.reason == expelled;
  if (removal && article.empty()) refuse_field("article", "members.article_needed");
  if (!article.empty() && !is_article(article)) refuse_field("article", "members.article_only");
  auto after = before;
  const auto document = m.cite(tx, actor, given.document, m.home_of(before));
  if (given.reason != deceased && !document) refuse_field("document", "members.document_needed");
  m.cut_at(after, given.on, given.reason);
  after.spells.back().document_id = document;
  after.spells.back().article = article;
  after.standing = Standing::active;
  for (auto c : store::list_cases_of(tx, before.id)) {
    if (c.state != CaseState::open) continue;
    c.state = CaseState::withdrawn;  // stage and deadline stay as they are: undo_end() opens it again
    c.closed = given.on;
    store::add_step(tx, c.id, {Stage::withdrawn, given.on, true, {}, {}, document, "", "", actor.name});
    store::store_case(tx, c);
  }
  m.save(tx, actor, before, after,
         {"members.membership_ended",
          {{"reason", base::enum_name(given.reason)},
           {"on", base::to_iso(given.on)},
           {"article", article},
           {"document", given.document}},
          given.entered_for});
  ++after.version;
  auto page = m.page_of(tx, actor, after);
  tx.commit();
  return page;
}

std::vector<std::int64_t> MembersService::Machine::reopen_cases(Transaction& tx, StoredMember& member,
                                                                base::Date ended) const {
  std::vector<std::int64_t> reopened;
  for (auto c : store::list_cases_of(tx, member.id)) {
    if (c.state != CaseState::withdrawn || c.stage == Stage::withdrawn || c.closed != ended) continue;
    if (!at.tree.find_span(tx, c.unit, today()) || (c.other && !at.tree.find_span(tx, *c.other, today()))) continue;
    c.state = CaseState::open;
    c.closed.reset();
    store::store_case(tx, c);
    store::remove_last_step(tx, c.id);
    if (c.kind != CaseKind::transfer && c.kind != CaseKind::recognition) member.standing = standing_of(c.kind);
    reopened.push_back(c.id.value);
  }
  return reopened;
}

MemberPage MembersService::undo_end(const base::Actor& actor, const std::string& code, const EntryNote& given,
                                    std::int64_t seen_version) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto before = m.access_to_change(tx, actor, code);
  if (before.version != seen_version) throw Error(ErrorKind::conflict, "members.changed_meanwhile", {{"code", code}});
  if (before.spells.empty() || !ends_membership(before.spells.back()))
    throw Error(ErrorKind::conflict, "members.not_ended", {{"code", code}});
  if (clean(given.note).empty()) refuse_field("note", "field.required");
  if (m.has_open(tx, before.id, {CaseKind::readmission}))
    throw Error(ErrorKind::conflict, "members.end_readmission", {{"code", code}});
  if (std::ranges::any_of(store::list_badges(tx, before.id),
                          [](const auto& b) { return b.badge.manner == BadgeManner::posthumous; }))
    throw Error(ErrorKind::conflict, "members.end_badge", {{"code", code}});
  auto after = before;
  auto last = after.spells.back();
  const SpellFact ended = last.fact;
  after.spells.pop_back();
  last.fact.to.reset();
  last.fact.reason.reset();
  last.document_id.reset();
  last.article.clear();
  m.place(tx, after.spells, last);
  const auto reopened = m.reopen_cases(tx, after, *ended.to);
  m.save(tx, actor, before, after,
         {"members.end_undone",
          {{"reason", base::enum_name(*ended.reason)}, {"on", base::to_iso(*ended.to)}, {"reopened", reopened}},
          given.entered_for,
          given.note});
  ++after.version;
  auto page = m.page_of(tx, actor, after);
  tx.commit();
  return page;
}

}  // namespace members
