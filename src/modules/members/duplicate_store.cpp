#include "modules/members/duplicate_store.h"

namespace members::store {
namespace {

constexpr int removed_at_once = 20'000;

std::pair<MemberId, MemberId> in_order(MemberId one, MemberId other) {
  return one < other ? std::pair(one, other) : std::pair(other, one);
}

std::int64_t last_id(Transaction& tx, const char* table) {
  return tx.find<std::int64_t>(std::string("SELECT COALESCE(MAX(id), 0) FROM ") + table).value_or(0);
}

}  // namespace

void insert_merge(Transaction& tx, const StoredMerge& m) {
  tx.insert(
      "INSERT INTO members_merge(kept_id, dissolved_id, on_date, kept_before, dissolved_before, kept_version, "
      "dissolved_version, last_case, last_badge, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
      m.kept, m.dissolved, m.on, m.kept_before, m.dissolved_before, m.kept_version, m.dissolved_version,
      last_id(tx, "members_case"), last_id(tx, "members_badge"));
}

std::optional<StoredMerge> find_merge(Transaction& tx, MemberId dissolved) {
  std::optional<StoredMerge> found;
  tx.each(
      "SELECT id, kept_id, dissolved_id, on_date, kept_before, dissolved_before, kept_version, dissolved_version FROM "
      "members_merge WHERE dissolved_id = ? AND undone = 0",
      [&](platform::Row row) {
        found = {row.get<std::int64_t>(0), row.get<MemberId>(1),    row.get<MemberId>(2),     row.get<base::Date>(3),
                 row.get<std::string>(4),  row.get<std::string>(5), row.get<std::int64_t>(6), row.get<std::int64_t>(7)};
      },
      dissolved);
  return found;
}

void undo_merge(Transaction& tx, std::int64_t id) { tx.run("UPDATE members_merge SET undone = 1 WHERE id = ?", id); }

bool is_built_on(Transaction& tx, const StoredMerge& merge) {
  for (const auto& [table, last] : {std::pair("members_case", "last_case"), std::pair("members_badge", "last_badge")})
    if (tx.find<std::int64_t>(std::string("SELECT b.id FROM ") + table + " b JOIN members_merge g ON b.id > g." + last +
                                  " WHERE g.id = ? AND (b.member_id = ? OR b.member_id = ?) LIMIT 1",
                              merge.id, merge.kept, merge.dissolved))
      return true;
  return false;
}

std::vector<MemberId> list_merged(Transaction& tx, MemberId kept) {
  std::vector<MemberId> ids;
  tx.each(
      "SELECT id FROM members_member WHERE merged_into = ? ORDER BY id",
      [&](platform::Row row) { ids.push_back(row.get<MemberId>(0)); }, kept);
  return ids;
}

std::vector<std::int64_t> list_dissolved(Transaction& tx) {
  std::vector<std::int64_t> ids;
  tx.each("SELECT id FROM members_member WHERE merged_into IS NOT NULL",
          [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); });
  return ids;
}

StoredMember kept_of(Transaction& tx, StoredMember member) {
  while (member.merged_into) {
    auto next = find_member(tx, *member.merged_into);
    CHECK(next);
    member = *std::move(next);
  }
  return member;
}

std::optional<MemberId> find_by_citizen(Transaction& tx, const std::string& hash, MemberId without) {
  std::vector<MemberId> ids;
  tx.each(
      "SELECT m.id FROM members_member m WHERE m.citizen_hash = ? AND " + is_live("m") + " ORDER BY m.id",
      [&](platform::Row row) { ids.push_back(row.get<MemberId>(0)); }, platform::Blob{hash});
  for (const auto& member : list_members(tx, ids))
    if (const auto kept = kept_of(tx, member).id; kept != without) return kept;
  return std::nullopt;
}

void mark_distinct(Transaction& tx, MemberId one, MemberId other, const DistinctMark& mark) {
  const auto [low, high] = in_order(one, other);
  tx.run("INSERT INTO members_distinct(low_id, high_id, account, on_date, note) VALUES (?, ?, ?, ?, ?)", low, high,
         mark.account, mark.on, mark.note);
}

bool unmark_distinct(Transaction& tx, MemberId one, MemberId other) {
  const auto [low, high] = in_order(one, other);
  return tx.run("DELETE FROM members_distinct WHERE low_id = ? AND high_id = ?", low, high) > 0;
}

std::optional<DistinctMark> find_distinct(Transaction& tx, MemberId one, MemberId other) {
  const auto [low, high] = in_order(one, other);
  std::optional<DistinctMark> mark;
  tx.each(
      "SELECT account, on_date, note FROM members_distinct WHERE low_id = ? AND high_id = ?",
      [&](platform::Row row) {
        mark = {row.get<std::string>(0), row.get<base::Date>(1), row.get<std::string>(2)};
      },
      low, high);
  return mark;
}

std::vector<LikePair> list_same_numbers(Transaction& tx) {
  std::vector<LikePair> pairs;
  std::vector<MemberId> same;
  std::string last;
  auto rows = tx.query(
      "SELECT m.id, m.citizen_hash FROM members_member m WHERE m.citizen_hash IN (SELECT citizen_hash "
      "FROM members_member WHERE citizen_hash IS NOT NULL GROUP BY citizen_hash HAVING COUNT(*) > 1) "
      "AND m.merged_into IS NULL AND " +
      is_live("m") + " ORDER BY m.citizen_hash, m.id");
  while (rows->next()) {
    const MemberId id{rows->integer(0)};
    std::string hash(rows->blob(1));
    if (hash != last) same.clear();
    last = std::move(hash);
    for (const auto other : same) pairs.push_back({0, other, id, Likeness::citizen_number});
    same.push_back(id);
  }
  return pairs;
}

std::int64_t insert_scan(Transaction& tx, tree::UnitId unit, const std::string& account) {
  return tx.insert(
      "INSERT INTO members_scan(unit_id, account, same_number, same_birth, near, crowded, capped) VALUES (?, ?, 0, 0, "
      "0, 0, 0)",
      unit, account);
}

void insert_likenesses(Transaction& tx, std::int64_t scan, std::span<const LikePair> pairs) {
  for (const auto& p : pairs)
    tx.run("INSERT INTO members_likeness(scan_id, number, member_id, other_id, likeness) VALUES (?, ?, ?, ?, ?)", scan,
           p.number, p.one, p.other, base::enum_name(p.likeness));
}

void finish_scan(Transaction& tx, const ScanSummary& s) {
  tx.run(
      "UPDATE members_scan SET finished_at = ?, same_number = ?, same_birth = ?, near = ?, crowded = ?, capped = ? "
      "WHERE id = ?",
      s.finished_at, s.same_number, s.same_birth, s.near, s.crowded, s.capped, s.id);
}

std::optional<ScanSummary> find_scan(Transaction& tx, tree::UnitId unit) {
  std::optional<ScanSummary> found;
  tx.each(
      "SELECT id, account, finished_at, same_number, same_birth, near, crowded, capped FROM members_scan WHERE "
      "unit_id = ? AND finished_at IS NOT NULL ORDER BY id DESC LIMIT 1",
      [&](platform::Row row) {
        auto& s = found.emplace();
        s.id = row.get<std::int64_t>(0);
        s.account = row.get<std::string>(1);
        s.finished_at = row.get<std::int64_t>(2);
        s.same_number = row.get<std::int64_t>(3), s.same_birth = row.get<std::int64_t>(4);
        s.near = row.get<std::int64_t>(5), s.crowded = row.get<std::int64_t>(6);
        s.capped = row.get<bool>(7);
      },
      unit);
  return found;
}

std::vector<std::int64_t> list_stale_scans(Transaction& tx, tree::UnitId unit, std::int64_t but) {
  std::vector<std::int64_t> ids;
  tx.each(
      "SELECT id FROM members_scan WHERE id < ? AND (unit_id = ? OR finished_at IS NULL)",
      [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); }, but, unit);
  return ids;
}

bool remove_scan(Transaction& tx, std::int64_t scan) {
  const auto first =
      tx.find<std::int64_t>("SELECT number FROM members_likeness WHERE scan_id = ? ORDER BY number LIMIT 1", scan);
  if (first)
    return tx.run("DELETE FROM members_likeness WHERE scan_id = ? AND number < ?", scan, *first + removed_at_once) > 0;
  tx.run("DELETE FROM members_scan WHERE id = ?", scan);
  return false;
}

std::vector<LikePair> list_likenesses(Transaction& tx, std::int64_t scan, bool lower, std::int64_t after, int limit) {
  std::vector<LikePair> pairs;
  tx.each(
      std::string(
          "SELECT number, member_id, other_id, likeness FROM members_likeness WHERE scan_id = ? AND number > ?") +
          (lower ? "" : " AND likeness IN ('citizen_number', 'name_and_birth')") + " ORDER BY number LIMIT ?",
      [&](platform::Row row) {
        pairs.push_back({row.get<std::int64_t>(0), row.get<MemberId>(1), row.get<MemberId>(2),
                         base::parse_enum<Likeness>(row.get<std::string>(3)).value_or(Likeness::birth_year)});
      },
      scan, after, std::int64_t(limit));
  return pairs;
}

}  // namespace members::store
