#include "base/text.h"
#include "modules/members/members_machine.h"
#include "modules/members/members_rules.h"
#include "modules/members/sealed_columns.h"

namespace members {

void check_dates(const StoredMember& m, base::Date today, const Terms& terms) {
  const auto before = [](auto a, auto b) { return !a || !b || *a <= *b; };
  for (const auto& [day, field] :
       {std::pair{m.admitted_on, "admitted_on"}, {m.ceremony_on, "ceremony_on"}, {m.official_on, "official_on"}})
    if (day && *day > today) refuse_field(field, "members.day_to_come", {{"day", base::to_vietnamese(*day)}});
  if (m.birth_date && m.admitted_on && *m.admitted_on <= m.birth_date->first())
    refuse_field("admitted_on", "members.before_birth", {{"day", base::to_vietnamese(*m.admitted_on)}});
  base::Verdict verdict = may_date_party_age(m.admitted_on, m.ceremony_on);
  if (m.ceremony_on && m.official_on) verdict &= may_recognise(*m.ceremony_on, *m.official_on, terms);
  base::require(verdict);
  if (!before(m.admitted_on, m.official_on))
    refuse_field("official_on", "members.official_too_early", {{"day", base::to_vietnamese(*m.official_on)}});
}

namespace {

template <class T>
std::string text_of(const T& value) {
  const Json json = base::to_json(value);
  return json.is_string() ? json.get<std::string>() : json.is_null() ? "" : json.dump();
}

}  // namespace

MembersService::MembersService(Surroundings s) : machine_(std::make_unique<Machine>(s)) {}
MembersService::~MembersService() = default;
Listeners& MembersService::listeners() { return machine_->listeners; }
const Roster& MembersService::roster() const { return machine_->roster; }
CitizenNumbers& MembersService::citizen_numbers() { return machine_->citizens; }

MemberPage MembersService::get_member(const base::Actor& actor, const std::string& code) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto member = m.access_member(tx, actor, code);
  m.at.audit.record_view(actor, "member", member.code, m.home_of(member).value);
  return m.page_of(tx, actor, member);
}

std::vector<TimelineEntry> MembersService::list_timeline(const base::Actor& actor, const std::string& code,
                                                         base::Language language) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto member = m.access_member(tx, actor, code);
  m.at.audit.record_view(actor, "member", member.code, m.home_of(member).value);
  std::vector<TimelineEntry> timeline;
  for (const auto& one : store::list_codes(tx, member.id)) {
    audit::Filter filter;
    filter.object_kind = "member";
    filter.object_id = one;
    filter.limit = 200;
    for (const auto& e : m.at.audit.list_entries(tx, filter))
      timeline.push_back({e.at, e.actor, m.at.audit.open_difference(tx, e.on_behalf_of), e.verb,
                          base::has_sentence(e.verb) ? base::sentence(e.verb, {}, language) : e.verb,
                          base::parse_json(m.at.audit.open_difference(tx, e.difference))});
  }
  std::ranges::stable_sort(timeline, std::ranges::greater{}, &TimelineEntry::at);
  return timeline;
}

CitizenNumber MembersService::get_citizen_number(const base::Actor& actor, const std::string& code) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto member = m.access_member(tx, actor, code);
  m.at.access.require(tx, actor, Permission::members_identify, m.home_of(member));
  m.at.audit.record_view(actor, "citizen_number", member.code, m.home_of(member).value);
  return {m.citizens.open(member.citizen_sealed).value_or("")};
}

MemberPage MembersService::create_member(const base::Actor& actor, const NewMember& given) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto cell = m.access_cell(tx, actor, given.unit_code, given.joined_on, "unit_code");
  m.check_entered_for(given.entered_for, given.note);
  m.require_past(given.joined_on, "joined_on");
  StoredMember member;
  member.code = clean(given.code);
  member.full_name = clean_name(given.full_name);
  member.gender = given.gender, member.birth_date = given.birth_date, member.education = given.education;
  member.ethnicity = clean(given.ethnicity), member.occupation = clean(given.occupation);
  member.focus_group = given.focus_group;
  member.admitted_on = given.admitted_on, member.ceremony_on = given.ceremony_on;
  member.official_on = given.official_on;
  check_dates(member, m.today(), m.terms(tx));
  for (const auto& begun : {given.ceremony_on, given.ceremony_on ? std::nullopt : given.admitted_on})
    if (begun && given.joined_on < *begun)
      refuse_field("joined_on", "members.joined_too_early", {{"day", base::to_vietnamese(*begun)}});
  m.set_citizen_number(tx, member, given.citizen_number);
  const auto document = m.cite(tx, actor, given.document, cell);
  const bool official = given.official_on && *given.official_on <= given.joined_on;
  m.place(tx, member.spells,
          {{cell, official ? Status::official : Status::probationary, given.joined_on, {}, {}}, document});
  if (given.official_on && !official) recognise(member.spells, *given.official_on, document);
  m.add(tx, actor, member,
        {"members.created",
         {{"unit", given.unit_code}, {"joined_on", base::to_iso(given.joined_on)}},
         given.entered_for,
         given.note});
  auto page = m.page_of(tx, actor, member);
  tx.commit();
  return page;
}

MemberPage MembersService::correct_member(const base::Actor& actor, const std::string& code,
                                          const MemberCorrection& given, std::int64_t seen_version) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto before = m.access_to_change(tx, actor, code);
  if (before.version != seen_version) throw Error(ErrorKind::conflict, "members.changed_meanwhile", {{"code", code}});
  m.check_entered_for(given.entered_for, given.note);
  auto after = before;
  Json difference = Json::object();
  const auto set = [&](const char* field, auto& stored, const auto& value, bool personal) {
    if (!value || stored == *value) return;
    const auto shown = [&](const auto& v) { return personal ? m.seal(tx, before, text_of(v)) : text_of(v); };
    difference[field] = {shown(stored), shown(*value)};
    stored = *value;
  };
  const auto cleaned = [](const std::optional<std::string>& text) {
    return text ? std::optional(clean(*text)) : std::nullopt;
  };
  set("full_name", after.full_name, given.full_name ? std::optional(clean_name(*given.full_name)) : std::nullopt, true);
  set("gender", after.gender, given.gender, false);
  set("birth_date", after.birth_date, given.birth_date ? std::optional(given.birth_date) : std::nullopt, true);
  set("ethnicity", after.ethnicity, cleaned(given.ethnicity), true);
  set("education", after.education, given.education ? std::optional(given.education) : std::nullopt, true);
  set("occupation", after.occupation, cleaned(given.occupation), true);
  set("focus_group", after.focus_group, given.focus_group, false);
  set("admitted_on", after.admitted_on, given.admitted_on ? std::optional(given.admitted_on) : std::nullopt, false);
  set("ceremony_on", after.ceremony_on, given.ceremony_on ? std::optional(given.ceremony_on) : std::nullopt, false);
  set("official_on", after.official_on, given.official_on ? std::optional(given.official_on) : std::nullopt, false);
  if (given.citizen_number) {
    m.set_citizen_number(tx, after, *given.citizen_number);
    // The number itself stands in no journal, not even sealed: that it changed is enough.
    if (after.citizen_hash != before.citizen_hash) difference["citizen_number"] = "***";
  }
  if (difference.empty()) throw Error(ErrorKind::invalid, "members.nothing_changed");
  check_dates(after, m.today(), m.terms(tx));
  m.move_official(after, before.official_on);
  m.save(tx, actor, before, after, {"members.corrected", difference, given.entered_for, given.note});
  ++after.version;
  auto page = m.page_of(tx, actor, after);
  tx.commit();
  return page;
}

MemberList MembersService::list_members(const base::Actor& actor, const MemberFilter& filter, const std::string& cursor,
                                        int limit) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  RosterQuery query{m.reading_scope(tx, actor, filter.unit),
                    filter.words,
                    filter.ended,
                    filter.status,
                    filter.standing,
                    filter.gender,
                    filter.education,
                    filter.focus_group};
  MemberList list;
  if (query.scope.nothing()) {
    list.total = 0;
    return list;
  }
  const auto page = m.roster.find(tx, query, cursor, limit);
  if (cursor.empty()) list.total = page.count;
  list.capped = page.capped;
  if (!page.next.empty()) list.next = page.next;
  for (const auto id : page.members)
    if (const auto member = store::find_member(tx, id)) list.items.push_back(m.item_of(tx, *member));
  return list;
}

std::int64_t MembersService::rotate_keys(const base::Actor& actor) {
  auto& m = *machine_;
  {
    auto tx = m.at.database.begin_read();
    m.at.access.require(tx, actor, Permission::settings_manage, {});
  }
  const int key = m.citizens.ring().add_key();
  const auto anew = [&](const std::string& sealed) -> std::optional<std::string> {
    if (m.citizens.ring().is_newest(sealed)) return std::nullopt;
    const auto digits = m.citizens.open(sealed);
    if (!digits) throw Error(ErrorKind::unavailable, "members.key_lost");
    return m.citizens.seal(*digits);
  };
  // Whoever began to write before there was the key may still commit with an older one: until a round finds none.
  std::int64_t done = 0;
  for (std::int64_t round = -1; round != 0;) {
    round = 0;
    for (const auto& column : sealed_columns)
      for (std::int64_t last = 0;;) {
        auto tx = m.at.database.begin();
        const auto some = reseal(tx, column, last, anew);
        tx.commit();
        round += some.done;
        if (some.last == 0) break;
        last = some.last;
      }
    done += round;
  }
  {
    auto tx = m.at.database.begin();
    m.at.audit.record(tx, actor, "members.keys_rotated", "key", std::to_string(key), 0,
                      Json{{"resealed", done}}.dump());
    tx.commit();
  }
  m.citizens.ring().drop_old_keys();
  return done;
}

}  // namespace members
