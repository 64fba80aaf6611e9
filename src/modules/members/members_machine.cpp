#include "modules/members/members_machine.h"

#include "base/text.h"
#include "modules/members/duplicate_store.h"
#include "modules/members/members_rules.h"

namespace members {

namespace {

// What was done, in the words of a sentence.
struct DeedWords {
  const char *vi, *en;
};
DeedWords words_of(EndReason how) {
  switch (how) {
    case EndReason::recognised:
      return {"công nhận chính thức", "recognised"};
    case EndReason::transferred:
      return {"chuyển sinh hoạt", "transferred"};
    case EndReason::struck_off:
      return {"xóa tên", "struck off"};
    case EndReason::left:
      return {"ra khỏi Đảng", "left"};
    case EndReason::expelled:
      return {"khai trừ", "expelled"};
    case EndReason::deceased:
      return {"từ trần", "deceased"};
    case EndReason::merged_record:
      return {"gộp hồ sơ", "records merged"};
    default:
      return {"sắp xếp tổ chức", "reorganised"};
  }
}

}  // namespace

void refuse_field(const char* field, const char* key, base::Parameters parameters) {
  throw base::FieldErrors({{field, key, std::move(parameters)}});
}

std::string clean(const std::string& text) { return base::squeeze(base::to_nfc(text)); }

std::string clean_name(const std::string& text) {
  std::string name = clean(text);
  if (name.empty()) refuse_field("full_name", "field.required");
  for (const char c : name)
    if ((c >= '0' && c <= '9') || c == '<' || c == '>' || c == '@')
      refuse_field("full_name", "members.name_odd", {{"name", name}});
  return name;
}

tree::UnitId MembersService::Machine::home_of(const StoredMember& member) const {
  return members::home_of(member.spells, today());
}

StoredMember MembersService::Machine::access_member(Transaction& tx, const base::Actor& actor,
                                                    const std::string& code) const {
  const auto id = store::find_member(tx, code);
  auto member = id ? store::find_member(tx, *id) : std::nullopt;
  if (!member || !at.access.may(tx, actor, Permission::members_read, home_of(*member)))
    throw Error(ErrorKind::not_found, "members.unknown");
  return *std::move(member);
}

StoredMember MembersService::Machine::access_to_change(Transaction& tx, const base::Actor& actor,
                                                       const std::string& code) const {
  auto member = access_member(tx, actor, code);
  at.access.require(tx, actor, Permission::members_manage, home_of(member));
  if (member.merged_into)
    throw Error(ErrorKind::conflict, "members.merged_away", {{"code", code}, {"into", kept_of(tx, member).code}});
  return member;
}

void MembersService::Machine::require_cell(Transaction& tx, tree::UnitId unit, base::Date on, const char* field) const {
  const auto span = at.tree.find_span(tx, unit, on);
  if (!span) refuse_field(field, "members.unit_not_then", {{"day", base::to_vietnamese(on)}});
  if (!tree::holds_members(span->kind)) refuse_field(field, "members.not_a_cell", {{"name", span->name}});
}

tree::UnitId MembersService::Machine::heir_of(Transaction& tx, tree::UnitId unit, base::Date on) const {
  const auto heirs = at.tree.resolve(tx, unit, on);
  return heirs.size() == 1 ? heirs.front() : unit;
}

tree::UnitId MembersService::Machine::access_cell(Transaction& tx, const base::Actor& actor, const std::string& code,
                                                  base::Date on, const char* field) const {
  const auto unit = at.tree.find_unit(tx, code);
  if (!unit || !at.access.may(tx, actor, Permission::members_read, *unit))
    refuse_field(field, "members.unit_unknown", {{"code", code}});
  at.access.require(tx, actor, Permission::members_manage, *unit);
  require_cell(tx, *unit, on, field);
  return *unit;
}

std::optional<std::int64_t> MembersService::Machine::cite(Transaction& tx, const base::Actor& actor,
                                                          const std::string& reference, tree::UnitId reader) const {
  if (clean(reference).empty()) return std::nullopt;
  return at.documents.ensure_cited(tx, actor, reference, reader, "document").value;
}

std::string MembersService::Machine::reference_to(Transaction& tx, std::optional<std::int64_t> document) const {
  return document ? at.documents.reference_to(tx, documents::DocumentId{*document}) : "";
}

void MembersService::Machine::check_entered_for(const std::string& entered_for, const std::string& note) const {
  if (!entered_for.empty() && clean(note).empty()) refuse_field("note", "members.note_needed");
}

void MembersService::Machine::require_past(base::Date day, const char* field) const {
  if (day > today()) refuse_field(field, "members.day_to_come", {{"day", base::to_vietnamese(day)}});
}

void MembersService::Machine::save(Transaction& tx, const base::Actor& actor, const StoredMember& before,
                                   const StoredMember& after, Deed deed) const {
  store::store_member(tx, after);
  if (before.spells != after.spells) store::replace_spells(tx, after);
  listeners.tell(tx, {{fact_of(before), fact_of(after)}});
  record(tx, actor, after, std::move(deed));
}

void MembersService::Machine::record(Transaction& tx, const base::Actor& actor, const StoredMember& member,
                                     Deed deed) const {
  if (!clean(deed.note).empty()) deed.difference["note"] = seal(tx, member, clean(deed.note));
  at.audit.record(tx, actor, deed.verb, "member", member.code, home_of(member).value, deed.difference.dump(),
                  seal(tx, member, clean(deed.entered_for)));
}

MemberId MembersService::Machine::add(Transaction& tx, const base::Actor& actor, StoredMember& member,
                                      Deed deed) const {
  if (member.code.empty()) member.code = store::free_code(tx);
  if (tx.find<std::int64_t>("SELECT id FROM members_member WHERE code = ?", member.code))
    throw Error(ErrorKind::conflict, "members.code_taken", {{"code", member.code}}).at_field("code");
  member.id = store::insert_member(tx, member);
  deed.difference["full_name"] = seal(tx, member, member.full_name);
  listeners.tell(tx, {{std::nullopt, fact_of(member)}});
  record(tx, actor, member, std::move(deed));
  return member.id;
}

std::string MembersService::Machine::seal(Transaction& tx, const StoredMember& member, const std::string& value) const {
  return value.empty() ? "" : at.audit.seal_personal(tx, "member:" + member.code, value);
}

void MembersService::Machine::set_citizen_number(Transaction& tx, StoredMember& member,
                                                 const std::string& given) const {
  if (clean(given).empty()) {
    member.citizen_sealed = member.citizen_hash = "";
    return;
  }
  const auto digits = read_citizen_number(clean(given));
  if (!digits) refuse_field("citizen_number", "members.citizen_number_form");
  const std::string hash = citizens.hash(*digits);
  if (hash == member.citizen_hash) return;
  if (store::find_by_citizen(tx, hash, member.id))
    throw Error(ErrorKind::conflict, "members.citizen_taken").at_field("citizen_number");
  member.citizen_hash = hash;
  member.citizen_sealed = citizens.seal(*digits);
}

MembersService::Machine::UnitName MembersService::Machine::name_of(Transaction& tx, tree::UnitId unit) const {
  const auto span = at.tree.nearest_span(tx, unit, today());
  return span ? UnitName{span->code, span->name} : UnitName{};
}

MemberItem MembersService::Machine::item_of(Transaction& tx, const StoredMember& m) const {
  const auto [code, name] = name_of(tx, home_of(m));
  const auto* spell = spell_on(m.spells, today());
  return {m.code,
          m.full_name,
          m.gender,
          m.birth_date,
          code,
          name,
          spell ? std::optional(spell->fact.status) : std::nullopt,
          m.standing,
          m.focus_group,
          m.admitted_on,
          m.official_on};
}

MemberPage MembersService::Machine::page_of(Transaction& tx, const base::Actor& actor, const StoredMember& m) const {
  MemberPage page;
  page.code = m.code, page.full_name = m.full_name, page.gender = m.gender, page.birth_date = m.birth_date;
  page.ethnicity = m.ethnicity, page.education = m.education, page.occupation = m.occupation;
  page.focus_group = m.focus_group;
  if (!m.citizen_sealed.empty())
    page.citizen_number = mask_citizen_number(citizens.open(m.citizen_sealed).value_or("000000000000"));
  page.admitted_on = m.admitted_on, page.ceremony_on = m.ceremony_on, page.official_on = m.official_on;
  page.standing = m.standing;
  const auto* now = spell_on(m.spells, today());
  if (now) page.status = now->fact.status;
  const auto home = home_of(m);
  const auto named = name_of(tx, home);
  page.unit_code = named.code, page.unit_name = named.name;
  if (m.admitted_on && now) page.party_age = party_age(*m.admitted_on, today());
  if (m.merged_into) page.merged_into = kept_of(tx, m).code;
  for (const auto merged : store::list_merged(tx, m.id))
    page.merged_from.push_back(store::find_member(tx, merged)->code);
  for (const auto& s : m.spells) {
    const auto [code, name] = name_of(tx, s.fact.unit);
    page.spells.push_back(
        {code, name, s.fact.status, s.fact.from, s.fact.to, s.fact.reason, reference_to(tx, s.document_id), s.article});
  }
  for (auto [badge, document] : store::list_badges(tx, m.id)) {
    badge.document = reference_to(tx, document);
    page.badges.push_back(badge);
  }
  for (const auto& c : store::list_cases_of(tx, m.id)) page.cases.push_back(item_of(tx, c));
  page.next = next_of(tx, m, page.cases);
  page.may_manage = at.access.may(tx, actor, Permission::members_manage, home);
  page.may_identify = at.access.may(tx, actor, Permission::members_identify, home);
  page.version = m.version;
  return page;
}

identity::Scope MembersService::Machine::reading_scope(Transaction& tx, const base::Actor& actor,
                                                       const std::string& unit) const {
  auto scope = at.access.scope(tx, actor, Permission::members_read);
  if (unit.empty()) return scope;
  const auto found = at.tree.find_unit(tx, unit);
  const auto path = found ? at.tree.path(tx, *found) : "";
  if (!found || !scope.holds(path)) throw Error(ErrorKind::not_found, "tree.unit_unknown");
  return {false, {path}};
}

SpellFact MembersService::Machine::cut_at(StoredMember& member, base::Date on, EndReason reason) const {
  const auto* spell = spell_on(member.spells, on);
  if (!spell || spell->fact.from >= on)
    refuse_field("on", "members.day_outside_spell", {{"day", base::to_vietnamese(on)}});
  if (const auto later = later_deeds(member.spells, on); !later.empty())
    throw Error(ErrorKind::conflict, "members.stands_later",
                {{"code", member.code},
                 {"day", base::to_vietnamese(later.back().on)},
                 {"deed", words_of(later.back().how).vi},
                 {"deed_en", words_of(later.back().how).en}});
  const SpellFact was = spell->fact;
  cut(member.spells, on, reason);
  return was;
}

void MembersService::Machine::move_official(StoredMember& member, std::optional<base::Date> before) const {
  if (member.official_on == before) return;
  if (!before || !member.official_on) refuse_field("official_on", "members.recognise_instead");
  if (!move_recognition(member.spells, *before, *member.official_on))
    refuse_field("official_on", "members.recognition_outside", {{"day", base::to_vietnamese(*member.official_on)}});
}

void MembersService::Machine::place(Transaction& tx, Spells& spells, StoredSpell spell) const {
  while (true) {
    const auto history = at.tree.list_history(tx, spell.fact.unit);
    for (const auto& span : history)
      if (!tree::holds_members(span.kind) && (!span.to || *span.to > spell.fact.from))
        refuse_field("unit_code", "members.no_cell_later",
                     {{"name", span.name}, {"day", base::to_vietnamese(std::max(span.from, spell.fact.from))}});
    const auto end = history.back().to;
    if (!end || *end <= spell.fact.from) break;
    const auto heirs = at.tree.resolve(tx, spell.fact.unit, *end);
    if (heirs.size() != 1 || heirs.front() == spell.fact.unit)
      refuse_field("unit_code", "members.cell_divides",
                   {{"name", history.back().name}, {"day", base::to_vietnamese(*end)}});
    StoredSpell first = spell;
    first.fact.to = *end;
    first.fact.reason = EndReason::reorganised;
    spells.push_back(first);
    spell.fact.unit = heirs.front();
    spell.fact.from = *end;
    spell.document_id.reset();
  }
  spells.push_back(spell);
}

}  // namespace members
