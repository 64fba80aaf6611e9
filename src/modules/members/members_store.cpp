#include "modules/members/members_store.h"

#include <algorithm>
#include <map>

namespace members {
namespace {

constexpr std::string_view member_columns =
    "SELECT m.id, m.code, m.full_name, m.gender, m.birth_date, m.ethnicity, m.education, m.occupation, m.focus_group, "
    "m.citizen_sealed, m.citizen_hash, m.admitted_on, m.ceremony_on, m.official_on, m.standing, m.merged_into, "
    "m.batch_id, m.version FROM members_member m ";

const std::string spell_columns =
    "SELECT s.unit_id, s.status, s.from_date, s.to_date, s.reason, s.document_id, s.article, s.batch_id, s.member_id "
    "FROM "
    "members_spell s WHERE ";

template <class E>
std::optional<E> read_enum(const platform::Row& row, int column) {
  const auto text = row.get<std::optional<std::string>>(column);
  return text ? base::parse_enum<E>(*text) : std::nullopt;
}

template <class E>
std::optional<std::string> name_of(const std::optional<E>& value) {
  return value ? std::optional(std::string(base::enum_name(*value))) : std::nullopt;
}

std::optional<platform::Blob> blob_of(const std::string& bytes) {
  return bytes.empty() ? std::nullopt : std::optional(platform::Blob{bytes});
}

std::optional<std::string> text_of(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

StoredMember read_member(platform::Rows& rows) {
  const platform::Row row(rows);
  StoredMember m;
  m.id = row.get<MemberId>(0);
  m.code = row.get<std::string>(1);
  m.full_name = row.get<std::string>(2);
  m.gender = read_enum<Gender>(row, 3).value_or(Gender::female);
  m.birth_date = row.get<std::optional<base::PartialDate>>(4);
  m.ethnicity = row.get<std::optional<std::string>>(5).value_or("");
  m.education = read_enum<Education>(row, 6);
  m.occupation = row.get<std::optional<std::string>>(7).value_or("");
  m.focus_group = read_enum<FocusGroup>(row, 8).value_or(FocusGroup::none);
  if (!rows.is_null(9)) m.citizen_sealed = rows.blob(9);
  if (!rows.is_null(10)) m.citizen_hash = rows.blob(10);
  m.admitted_on = row.get<std::optional<base::Date>>(11);
  m.ceremony_on = row.get<std::optional<base::Date>>(12);
  m.official_on = row.get<std::optional<base::Date>>(13);
  m.standing = read_enum<Standing>(row, 14).value_or(Standing::active);
  m.merged_into = row.get<std::optional<MemberId>>(15);
  m.batch_id = row.get<std::int64_t>(16);
  m.version = row.get<std::int64_t>(17);
  return m;
}

StoredSpell read_spell(const platform::Row& row) {
  return {{row.get<tree::UnitId>(0), read_enum<Status>(row, 1).value_or(Status::official), row.get<base::Date>(2),
           row.get<std::optional<base::Date>>(3), read_enum<EndReason>(row, 4)},
          row.get<std::optional<std::int64_t>>(5),
          row.get<std::optional<std::string>>(6).value_or(""),
          row.get<std::int64_t>(7)};
}

}  // namespace

MemberFact fact_of(const StoredMember& m) {
  MemberFact fact{m.id,          m.full_name,   m.gender,      m.birth_date,  m.ethnicity, m.education, m.occupation,
                  m.focus_group, m.admitted_on, m.ceremony_on, m.official_on, m.standing,  {}};
  for (const auto& spell : m.spells) fact.spells.push_back(spell.fact);
  return fact;
}

namespace store {

std::string is_live(std::string_view alias) {
  const std::string column = std::string(alias) + ".batch_id";
  return "(" + column + " = 0 OR EXISTS (SELECT 1 FROM members_batch b WHERE b.id = " + column +
         " AND b.state = 'live'))";
}

std::string of_record() {
  return "(WITH RECURSIVE whole(id) AS (SELECT id FROM members_member WHERE id = ? UNION SELECT m.id FROM "
         "members_member m JOIN whole ON m.merged_into = whole.id) SELECT id FROM whole)";
}

std::optional<MemberId> find_member(Transaction& tx, std::string_view code) {
  return tx.find<MemberId>("SELECT m.id FROM members_member m WHERE m.code = ? AND " + is_live("m"), code);
}

std::optional<StoredMember> find_member(Transaction& tx, MemberId id) {
  std::optional<StoredMember> member;
  {
    auto rows = tx.query(std::string(member_columns) + "WHERE m.id = ? AND " + is_live("m"), id);
    if (!rows->next()) return std::nullopt;
    member = read_member(*rows);
  }
  tx.each(
      spell_columns + "s.member_id = ? AND " + is_live("s") + " ORDER BY s.from_date, s.id",
      [&](platform::Row row) { member->spells.push_back(read_spell(row)); }, id);
  return member;
}

std::vector<StoredMember> list_members(Transaction& tx, std::span<const MemberId> ids) {
  constexpr std::size_t piece = 400;
  std::vector<StoredMember> members;
  for (std::size_t at = 0; at < ids.size(); at += piece) {
    std::string list;
    for (const auto id : ids.subspan(at, std::min(piece, ids.size() - at)))
      list += (list.empty() ? "" : ",") + std::to_string(id.value);
    auto next = std::ptrdiff_t(members.size());
    for (auto rows = tx.query(std::string(member_columns) + "WHERE m.id IN (" + list + ") AND " + is_live("m") +
                              " ORDER BY m.id");
         rows->next();)
      members.push_back(read_member(*rows));
    tx.each(spell_columns + "s.member_id IN (" + list + ") AND " + is_live("s") +
                " ORDER BY s.member_id, s.from_date, s.id",
            [&](platform::Row row) {
              const auto member = row.get<MemberId>(8);
              while (next < std::ssize(members) && members[std::size_t(next)].id < member) ++next;
              if (next < std::ssize(members) && members[std::size_t(next)].id == member)
                members[std::size_t(next)].spells.push_back(read_spell(row));
            });
  }
  return members;
}

std::vector<MemberId> list_members_of(Transaction& tx, tree::UnitId unit, base::Date after) {
  std::vector<MemberId> ids;
  tx.each(
      "SELECT DISTINCT s.member_id FROM members_spell s WHERE s.unit_id = ? AND (s.to_date IS NULL OR s.to_date > ?) "
      "AND " +
          is_live("s") + " ORDER BY s.member_id",
      [&](platform::Row row) { ids.push_back(row.get<MemberId>(0)); }, unit, after);
  return ids;
}

std::vector<std::string> list_codes(Transaction& tx, MemberId record) {
  std::vector<std::string> codes;
  tx.each(
      "SELECT code FROM members_member WHERE id IN " + of_record() + " ORDER BY id",
      [&](platform::Row row) { codes.push_back(row.get<std::string>(0)); }, record);
  return codes;
}

std::string free_code(Transaction& tx) {
  auto next = tx.find<std::int64_t>("SELECT MAX(id) FROM members_member").value_or(0);
  while (true) {
    std::string digits = std::to_string(++next);
    std::string code = "DV" + std::string(8 - std::min<std::size_t>(8, digits.size()), '0') + digits;
    if (!tx.find<std::int64_t>("SELECT id FROM members_member WHERE code = ?", code)) return code;
  }
}

MemberId insert_member(Transaction& tx, const StoredMember& m) {
  const MemberId id{tx.insert(
      "INSERT INTO members_member(code, full_name, gender, birth_date, ethnicity, education, occupation, focus_group, "
      "citizen_sealed, citizen_hash, admitted_on, ceremony_on, official_on, standing, merged_into, batch_id, version) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      m.code, m.full_name, base::enum_name(m.gender), m.birth_date, text_of(m.ethnicity), name_of(m.education),
      text_of(m.occupation), base::enum_name(m.focus_group), blob_of(m.citizen_sealed), blob_of(m.citizen_hash),
      m.admitted_on, m.ceremony_on, m.official_on, base::enum_name(m.standing), m.merged_into, m.batch_id, m.version)};
  StoredMember stored = m;
  stored.id = id;
  replace_spells(tx, stored);
  return id;
}

void store_member(Transaction& tx, const StoredMember& m) {
  tx.run(
      "UPDATE members_member SET full_name = ?, gender = ?, birth_date = ?, ethnicity = ?, education = ?, "
      "occupation = ?, focus_group = ?, citizen_sealed = ?, citizen_hash = ?, admitted_on = ?, ceremony_on = ?, "
      "official_on = ?, standing = ?, merged_into = ?, version = version + 1 WHERE id = ?",
      m.full_name, base::enum_name(m.gender), m.birth_date, text_of(m.ethnicity), name_of(m.education),
      text_of(m.occupation), base::enum_name(m.focus_group), blob_of(m.citizen_sealed), blob_of(m.citizen_hash),
      m.admitted_on, m.ceremony_on, m.official_on, base::enum_name(m.standing), m.merged_into, m.id);
}

void replace_spells(Transaction& tx, const StoredMember& m) {
  std::multimap<base::Date, std::int64_t> rows;
  tx.each(
      "SELECT s.from_date, s.id FROM members_spell s WHERE s.member_id = ? AND " + is_live("s") + " ORDER BY s.id",
      [&](platform::Row row) { rows.emplace(row.get<base::Date>(0), row.get<std::int64_t>(1)); }, m.id);
  std::vector<const StoredSpell*> fresh;
  for (const auto& s : m.spells) {
    const auto row = rows.find(s.fact.from);
    if (row == rows.end()) {
      fresh.push_back(&s);
      continue;
    }
    tx.run(
        "UPDATE members_spell SET unit_id = ?, status = ?, to_date = ?, reason = ?, document_id = ?, article = ?, "
        "batch_id = ? WHERE id = ?",
        s.fact.unit, base::enum_name(s.fact.status), s.fact.to, name_of(s.fact.reason), s.document_id,
        text_of(s.article), s.batch_id, row->second);
    rows.erase(row);
  }
  for (const auto& row : rows) tx.run("DELETE FROM members_spell WHERE id = ?", row.second);
  for (const auto* s : fresh)
    tx.insert(
        "INSERT INTO members_spell(member_id, unit_id, status, from_date, to_date, reason, document_id, article, "
        "batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        m.id, s->fact.unit, base::enum_name(s->fact.status), s->fact.from, s->fact.to, name_of(s->fact.reason),
        s->document_id, text_of(s->article), s->batch_id);
}

}  // namespace store
}  // namespace members
