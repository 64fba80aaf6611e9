#include "modules/members/case_store.h"

#include <algorithm>

namespace members {

const StoredStep* StoredCase::last(Stage wanted) const {
  const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const auto& s) { return s.stage == wanted; });
  return found == steps.rend() ? nullptr : &*found;
}

namespace store {
namespace {

constexpr std::string_view case_columns =
    "SELECT c.id, c.kind, c.state, c.stage, c.member_id, c.unit_id, c.other_unit_id, c.subject, c.from_date, "
    "c.due_date, c.closed_date, c.document_id, c.note, c.version FROM members_case c ";

template <class E>
E enum_of(const platform::Row& row, int column) {
  return base::parse_enum<E>(row.get<std::string>(column)).value_or(E{});
}

StoredCase read_case(const platform::Row& row) {
  StoredCase c;
  c.id = row.get<CaseId>(0);
  c.kind = enum_of<CaseKind>(row, 1);
  c.state = enum_of<CaseState>(row, 2);
  c.stage = enum_of<Stage>(row, 3);
  c.member = row.get<std::optional<MemberId>>(4);
  c.unit = row.get<tree::UnitId>(5);
  c.other = row.get<std::optional<tree::UnitId>>(6);
  c.subject = row.get<std::optional<std::string>>(7).value_or("");
  c.from = row.get<base::Date>(8);
  c.due = row.get<std::optional<base::Date>>(9);
  c.closed = row.get<std::optional<base::Date>>(10);
  c.document_id = row.get<std::optional<std::int64_t>>(11);
  c.note = row.get<std::string>(12);
  c.version = row.get<std::int64_t>(13);
  return c;
}

void read_steps(Transaction& tx, StoredCase& c) {
  tx.each(
      "SELECT stage, on_date, agreed, entitled, in_favour, document_id, note, entered_for, account FROM members_step "
      "WHERE case_id = ? ORDER BY id",
      [&](platform::Row row) {
        c.steps.push_back({enum_of<Stage>(row, 0), row.get<base::Date>(1), row.get<bool>(2),
                           row.get<std::optional<std::int64_t>>(3), row.get<std::optional<std::int64_t>>(4),
                           row.get<std::optional<std::int64_t>>(5), row.get<std::string>(6), row.get<std::string>(7),
                           row.get<std::string>(8)});
      },
      c.id);
}

}  // namespace

CaseId insert_case(Transaction& tx, const StoredCase& c) {
  return CaseId{tx.insert(
      "INSERT INTO members_case(kind, state, stage, member_id, unit_id, other_unit_id, subject, from_date, due_date, "
      "closed_date, document_id, note, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      base::enum_name(c.kind), base::enum_name(c.state), base::enum_name(c.stage), c.member, c.unit, c.other, c.subject,
      c.from, c.due, c.closed, c.document_id, c.note, c.version)};
}

void store_case(Transaction& tx, const StoredCase& c) {
  tx.run(
      "UPDATE members_case SET state = ?, stage = ?, member_id = ?, from_date = ?, due_date = ?, closed_date = ?, "
      "document_id = ?, "
      "version = version + 1 WHERE id = ?",
      base::enum_name(c.state), base::enum_name(c.stage), c.member, c.from, c.due, c.closed, c.document_id, c.id);
}

void move_open(Transaction& tx, const StoredCase& transfer, tree::UnitId home) {
  tx.run("UPDATE members_case SET unit_id = ? WHERE member_id = ? AND state = 'open' AND id <> ?", home,
         transfer.member, transfer.id);
  tx.run("UPDATE members_question SET unit_id = ? WHERE member_id = ? AND answered_on IS NULL", home, transfer.member);
}

void add_step(Transaction& tx, CaseId id, const StoredStep& s) {
  tx.insert(
      "INSERT INTO members_step(case_id, stage, on_date, agreed, entitled, in_favour, document_id, note, entered_for, "
      "account) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id, base::enum_name(s.stage), s.on, s.agreed, s.entitled, s.in_favour, s.document_id, s.note, s.entered_for,
      s.account);
}

void remove_last_step(Transaction& tx, CaseId id) {
  tx.run("DELETE FROM members_step WHERE id = (SELECT MAX(s.id) FROM members_step s WHERE s.case_id = ?)", id);
}

std::optional<StoredCase> find_case(Transaction& tx, CaseId id) {
  std::optional<StoredCase> found;
  tx.each(
      std::string(case_columns) + "WHERE c.id = ?", [&](platform::Row row) { found = read_case(row); }, id);
  if (found) read_steps(tx, *found);
  return found;
}

std::vector<StoredCase> list_cases_of(Transaction& tx, MemberId member) {
  std::vector<StoredCase> cases;
  tx.each(
      std::string(case_columns) + "WHERE c.member_id IN " + of_record() + " ORDER BY c.id DESC",
      [&](platform::Row row) { cases.push_back(read_case(row)); }, member);
  for (auto& c : cases) read_steps(tx, c);
  return cases;
}

std::vector<CaseId> list_cases(Transaction& tx, const CaseFilter& filter, std::string_view condition,
                               const platform::Bindings& scope, std::int64_t before, int limit) {
  const std::string side = filter.side == Side::here ? "c.unit_id" : "c.other_unit_id";
  std::string sql = "SELECT c.id FROM members_case c JOIN tree_scope t ON t.unit_id = " + side + " WHERE (" +
                    std::string(condition) + ")";
  std::vector<platform::Value> values(scope.values().begin(), scope.values().end());
  if (filter.kind) {
    sql += " AND c.kind = ?";
    values.emplace_back(base::enum_name(*filter.kind));
  }
  if (filter.state) {
    sql += " AND c.state = ?";
    values.emplace_back(base::enum_name(*filter.state));
  }
  sql += " AND c.id < ? ORDER BY c.id DESC LIMIT ?";
  values.emplace_back(before);
  values.emplace_back(std::int64_t(limit));
  std::vector<CaseId> ids;
  auto rows = tx.query_values(sql, values);
  while (rows->next()) ids.push_back(CaseId{rows->integer(0)});
  return ids;
}

void insert_badge(Transaction& tx, MemberId member, const Badge& badge, std::optional<std::int64_t> document) {
  tx.insert("INSERT INTO members_badge(member_id, years, on_date, manner, document_id) VALUES (?, ?, ?, ?, ?)", member,
            badge.years, badge.on, base::enum_name(badge.manner), document);
}

std::vector<StoredBadge> list_badges(Transaction& tx, MemberId member) {
  std::vector<StoredBadge> badges;
  tx.each(
      "SELECT years, on_date, manner, document_id FROM members_badge WHERE member_id IN " + of_record() +
          " ORDER BY years, member_id",
      [&](platform::Row row) {
        if (!badges.empty() && badges.back().badge.years == row.get<int>(0)) return;  // both records have it
        badges.push_back({{row.get<int>(0), row.get<base::Date>(1), enum_of<BadgeManner>(row, 2), ""},
                          row.get<std::optional<std::int64_t>>(3)});
      },
      member);
  return badges;
}

}  // namespace store
}  // namespace members
