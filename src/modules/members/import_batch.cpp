#include "modules/members/import_batch.h"

#include "base/sentence.h"
#include "modules/members/member_record.h"

namespace members {
namespace {

constexpr std::int64_t ids_removed_at_once = 20'000;

}  // namespace

namespace store {

void set_versions(platform::Transaction& tx, std::int64_t batch, std::int64_t versions) {
  tx.run("UPDATE members_batch SET versions = ? WHERE id = ?", versions, batch);
}

void insert_correction(platform::Transaction& tx, std::int64_t batch, const StoredMember& before,
                       std::int64_t version) {
  tx.run("INSERT INTO members_correction(batch_id, member_id, version, before) VALUES (?, ?, ?, ?)", batch, before.id,
         version, write_record(before));
}

std::vector<StoredCorrection> list_corrections(platform::Transaction& tx, std::int64_t batch) {
  std::vector<std::tuple<MemberId, std::int64_t, std::string>> rows;
  tx.each(
      "SELECT member_id, version, before FROM members_correction WHERE batch_id = ? ORDER BY id",
      [&](platform::Row row) {
        rows.emplace_back(row.get<MemberId>(0), row.get<std::int64_t>(1), row.get<std::string>(2));
      },
      batch);
  std::vector<StoredCorrection> corrections;
  for (const auto& [id, version, before] : rows) {
    auto member = find_member(tx, id);
    if (!member) continue;
    read_record(before, *member);
    corrections.push_back({std::move(*member), version});
  }
  return corrections;
}

std::optional<std::string> find_built_on(platform::Transaction& tx, const ImportSummary& batch) {
  const auto id = batch.id;
  if (auto code = tx.find<std::string>("SELECT m.code FROM members_correction c JOIN members_member m ON m.id = "
                                       "c.member_id WHERE c.batch_id = ? AND "
                                       "c.version <> m.version LIMIT 1",
                                       id))
    return code;
  const auto code_of = [&](const std::string& condition) {
    return tx.find<std::string>("SELECT m.code FROM members_member m WHERE " + condition + " LIMIT 1", id);
  };
  const bool members = batch.kind == base::enum_name(ImportKind::members);
  const std::string touched =
      members ? "m.batch_id = ?" : "m.id IN (SELECT s.member_id FROM members_spell s WHERE s.batch_id = ?)";
  if (auto code = code_of(touched + " AND EXISTS (SELECT 1 FROM members_spell o WHERE o.member_id = m.id AND " +
                          (members ? "o.batch_id <> m.batch_id" : "o.batch_id > " + std::to_string(id)) + " AND " +
                          is_live("o") + ")"))
    return code;
  if (members)
    for (const char* table : {"members_case", "members_badge", "members_question", "members_account"})
      if (auto code = code_of(touched + " AND EXISTS (SELECT 1 FROM " + table + " c WHERE c.member_id = m.id)"))
        return code;
  const auto versions = tx.find<std::int64_t>(
      "SELECT CAST(COALESCE(SUM(m.version), 0) AS BIGINT) FROM members_member m WHERE " + touched, id);
  if (versions == tx.find<std::int64_t>("SELECT versions FROM members_batch WHERE id = ?", id)) return std::nullopt;
  return tx.find<std::string>(
      "SELECT m.code FROM members_member m WHERE " + touched + " ORDER BY m.version DESC, m.id LIMIT 1", id);
}

void carry_over(platform::Transaction& tx, MemberId member, std::int64_t version, std::int64_t now) {
  tx.run("UPDATE members_correction SET version = ? WHERE member_id = ? AND version = ?", now, member, version);
  for (const std::string side : {"kept", "dissolved"})
    tx.run("UPDATE members_merge SET " + side + "_version = ? WHERE " + side + "_id = ? AND " + side +
               "_version = ? AND undone = 0",
           now, member, version);
  tx.run(
      "UPDATE members_batch SET versions = versions + ? WHERE state = 'live' AND (id IN (SELECT batch_id FROM "
      "members_member WHERE id = ?) OR id IN (SELECT batch_id FROM members_spell WHERE member_id = ?))",
      now - version, member, member);
}

void remove_corrections(platform::Transaction& tx, std::int64_t batch) {
  tx.run("DELETE FROM members_correction WHERE batch_id = ?", batch);
}

std::vector<MemberId> list_members_of_batch(platform::Transaction& tx, const ImportSummary& batch, std::size_t most) {
  std::vector<MemberId> ids;
  tx.each(
      batch.kind == base::enum_name(ImportKind::members)
          ? "SELECT id FROM members_member WHERE batch_id = ? LIMIT ?"
          : "SELECT DISTINCT member_id FROM members_spell WHERE batch_id = ? LIMIT ?",
      [&](platform::Row row) { ids.push_back(row.get<MemberId>(0)); }, batch.id, std::int64_t(most));
  return ids;
}

std::vector<std::int64_t> list_leftovers(platform::Transaction& tx) {
  std::vector<std::int64_t> ids;
  tx.each("SELECT id FROM members_batch WHERE state = 'staging' OR (state = 'undone' AND added > 0)",
          [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); });
  return ids;
}

}  // namespace store

namespace {

void remove_rows(platform::Database& database, const std::string& table, std::int64_t batch, MemberId kept,
                 const Imports::Shown& shown) {
  std::int64_t first = 0, last = -1;
  {
    auto tx = database.begin_read();
    tx.each(
        "SELECT MIN(id), MAX(id) FROM " + table + " WHERE batch_id = ?",
        [&](platform::Row row) {
          first = row.get<std::optional<std::int64_t>>(0).value_or(0);
          last = row.get<std::optional<std::int64_t>>(1).value_or(-1);
        },
        batch);
  }
  for (auto at = first; at <= last; at += ids_removed_at_once) {
    auto tx = database.begin();
    tx.run("DELETE FROM " + table + " WHERE id >= ? AND id < ? AND batch_id = ? AND id <> ?", at,
           at + ids_removed_at_once, batch, kept);
    tx.commit();
    if (shown) shown(at - first, last - first + 1);
  }
}

// Of an undone batch the greatest id of all stays taken, as an empty row that nobody reads: SQLite would give it to the
// next member, who would inherit what still names it. Nobody ever knew the ids of a batch that was never live.
MemberId keep_last_id(platform::Database& database, std::int64_t batch) {
  auto tx = database.begin();
  const auto last = tx.find<MemberId>(
      "SELECT id FROM members_member WHERE batch_id = ? AND id = (SELECT MAX(id) FROM members_member)", batch);
  if (!last) return {};
  tx.run(
      "UPDATE members_member SET code = ?, full_name = '', birth_date = NULL, ethnicity = NULL, education = NULL, "
      "occupation = NULL, citizen_sealed = NULL, citizen_hash = NULL WHERE id = ?",
      "#" + std::to_string(last->value), *last);
  tx.commit();
  return *last;
}

}  // namespace

void remove_leftovers(platform::Database& database, std::int64_t batch, const Imports::Shown& shown) {
  std::optional<platform::StoredBatch> found;
  {
    auto tx = database.begin_read();
    found = store::batches.find(tx, batch, base::Language::vi);
  }
  if (!found || found->summary.state == BatchState::live) return;
  remove_rows(database, "members_spell", batch, {}, shown);
  const auto kept = found->summary.state == BatchState::undone ? keep_last_id(database, batch) : MemberId{};
  remove_rows(database, "members_member", batch, kept, shown);
  auto tx = database.begin();
  if (found->summary.state == BatchState::staging)
    tx.run("DELETE FROM members_batch WHERE id = ?", batch);
  else
    tx.run("UPDATE members_batch SET added = 0 WHERE id = ?", batch);  // nothing is left to take away
  tx.commit();
}

}  // namespace members
