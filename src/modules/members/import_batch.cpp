#include "modules/members/import_batch.h"

#include "base/sentence.h"
#include "platform/crypto/crypto.h"

namespace members {
namespace {

using base::Json;

Json to_json(const StoredMember& m) {
  Json spells = Json::array();
  for (const auto& s : m.spells)
    spells.push_back({{"unit", s.fact.unit.value},
                      {"status", base::to_json(s.fact.status)},
                      {"from", base::to_json(s.fact.from)},
                      {"to", base::to_json(s.fact.to)},
                      {"reason", base::to_json(s.fact.reason)},
                      {"document", base::to_json(s.document_id)},
                      {"article", s.article},
                      {"batch", s.batch_id}});
  return {{"full_name", m.full_name},
          {"gender", base::to_json(m.gender)},
          {"birth", base::to_json(m.birth_date)},
          {"ethnicity", m.ethnicity},
          {"education", base::to_json(m.education)},
          {"occupation", m.occupation},
          {"focus_group", base::to_json(m.focus_group)},
          {"citizen_sealed", platform::to_hex(m.citizen_sealed)},
          {"citizen_hash", platform::to_hex(m.citizen_hash)},
          {"admitted", base::to_json(m.admitted_on)},
          {"ceremony", base::to_json(m.ceremony_on)},
          {"official", base::to_json(m.official_on)},
          {"standing", base::to_json(m.standing)},
          {"spells", std::move(spells)}};
}

template <class T>
void read(const Json& json, const char* field, T& value) {
  std::vector<base::FieldProblem> problems;
  base::from_json(json.at(field), value, field, problems);
  CHECK(problems.empty());
}

// Over what the store has of the member now.
void from_json(const Json& json, StoredMember& m) {
  read(json, "full_name", m.full_name);
  read(json, "gender", m.gender);
  read(json, "birth", m.birth_date);
  read(json, "ethnicity", m.ethnicity);
  read(json, "education", m.education);
  read(json, "occupation", m.occupation);
  read(json, "focus_group", m.focus_group);
  m.citizen_sealed = platform::from_hex(json.at("citizen_sealed").get<std::string>()).value_or("");
  m.citizen_hash = platform::from_hex(json.at("citizen_hash").get<std::string>()).value_or("");
  read(json, "admitted", m.admitted_on);
  read(json, "ceremony", m.ceremony_on);
  read(json, "official", m.official_on);
  read(json, "standing", m.standing);
  m.spells.clear();
  for (const auto& spell : json.at("spells")) {
    auto& s = m.spells.emplace_back();
    read(spell, "unit", s.fact.unit);
    read(spell, "status", s.fact.status);
    read(spell, "from", s.fact.from);
    read(spell, "to", s.fact.to);
    read(spell, "reason", s.fact.reason);
    read(spell, "document", s.document_id);
    read(spell, "article", s.article);
    read(spell, "batch", s.batch_id);
  }
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

constexpr std::int64_t ids_removed_at_once = 20'000;

}  // namespace

namespace store {

std::int64_t insert_batch(platform::Transaction& tx, const ImportSummary& s, std::int64_t account, std::int64_t now) {
  return tx.insert(
      "INSERT INTO members_batch(name, state, account_id, made_at, kind, job_id, file_name, file_hash, account, "
      "dry_run, valid_only) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      s.name, base::enum_name(s.state), account, now, base::enum_name(s.kind), s.job_id, s.file_name, s.file_hash,
      s.account, s.dry_run, s.valid_only);
}

void finish_batch(platform::Transaction& tx, const ImportSummary& s, const ImportProblems& problems,
                  std::int64_t versions) {
  Json counts = Json::object();
  for (const auto& [key, count] : problems.counts()) counts[key] = {{"count", count.count}, {"first", count.first}};
  tx.run(
      "UPDATE members_batch SET state = ?, rows = ?, refused = ?, added = ?, corrected = ?, same = ?, problems = ?, "
      "counts = ?, versions = ? WHERE id = ?",
      base::enum_name(s.state), s.rows, s.refused, s.added, s.corrected, s.same, s.problems, dumped(counts), versions,
      s.id);
}

void set_batch_state(platform::Transaction& tx, std::int64_t batch, BatchState state) {
  tx.run("UPDATE members_batch SET state = ? WHERE id = ?", base::enum_name(state), batch);
}

void insert_problems(platform::Transaction& tx, std::int64_t batch, const std::vector<ImportProblem>& problems) {
  static constexpr std::string_view columns[] = {"batch_id", "line", "field", "key", "parameters"};
  const auto bulk = tx.bulk_insert("members_import_problem", columns);
  for (const auto& p : problems) {
    const std::string parameters = dumped(Json(p.parameters));
    const platform::Value row[] = {batch, p.line, std::string_view(p.field), std::string_view(p.key),
                                   std::string_view(parameters)};
    bulk->add(row);
  }
  bulk->finish();
}

std::optional<StoredBatch> find_batch(platform::Transaction& tx, std::int64_t batch, base::Language language) {
  std::optional<StoredBatch> found;
  tx.each(
      "SELECT id, job_id, kind, name, file_name, file_hash, state, dry_run, valid_only, rows, refused, added, "
      "corrected, same, problems, counts, account, made_at, account_id, versions FROM members_batch WHERE id = ?",
      [&](platform::Row row) {
        auto& s = found.emplace().summary;
        s.id = row.get<std::int64_t>(0);
        s.job_id = row.get<std::int64_t>(1);
        s.kind = base::parse_enum<ImportKind>(row.get<std::string>(2)).value_or(ImportKind::members);
        s.name = row.get<std::string>(3);
        s.file_name = row.get<std::string>(4);
        s.file_hash = row.get<std::string>(5);
        s.state = base::parse_enum<BatchState>(row.get<std::string>(6)).value_or(BatchState::checked);
        s.dry_run = row.get<bool>(7);
        s.valid_only = row.get<bool>(8);
        s.rows = row.get<std::int64_t>(9);
        s.refused = row.get<std::int64_t>(10);
        s.added = row.get<std::int64_t>(11);
        s.corrected = row.get<std::int64_t>(12);
        s.same = row.get<std::int64_t>(13);
        s.problems = row.get<std::int64_t>(14);
        const auto counts = Json::parse(row.get<std::string>(15));
        for (const auto& count : counts.items())
          s.counts.push_back({count.key(),
                              base::sentence(count.key(), count.value().at("first").get<base::Parameters>(), language),
                              count.value().at("count")});
        s.account = row.get<std::string>(16);
        s.made_at = platform::iso_time(row.get<std::int64_t>(17));
        found->account_id = row.get<std::int64_t>(18);
        found->versions = row.get<std::int64_t>(19);
      },
      batch);
  return found;
}

std::vector<std::int64_t> list_batches(platform::Transaction& tx, std::optional<std::int64_t> account, int limit) {
  std::vector<std::int64_t> ids;
  const auto take = [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); };
  if (account)
    tx.each("SELECT id FROM members_batch WHERE account_id = ? ORDER BY id DESC LIMIT ?", take, *account, limit);
  else
    tx.each("SELECT id FROM members_batch ORDER BY id DESC LIMIT ?", take, limit);
  return ids;
}

std::optional<std::int64_t> batch_of_job(platform::Transaction& tx, platform::JobId job) {
  return tx.find<std::int64_t>("SELECT id FROM members_batch WHERE job_id = ? ORDER BY id DESC LIMIT 1", job);
}

std::vector<ImportProblem> list_problems(platform::Transaction& tx, std::int64_t batch, int offset, int limit) {
  std::vector<ImportProblem> problems;
  tx.each(
      "SELECT line, field, key, parameters FROM members_import_problem WHERE batch_id = ? ORDER BY id LIMIT ? OFFSET "
      "?",
      [&](platform::Row row) {
        problems.push_back({row.get<std::int64_t>(0), row.get<std::string>(1), row.get<std::string>(2),
                            Json::parse(row.get<std::string>(3)).get<base::Parameters>()});
      },
      batch, limit, offset);
  return problems;
}

void insert_correction(platform::Transaction& tx, std::int64_t batch, const StoredMember& before,
                       std::int64_t version) {
  tx.run("INSERT INTO members_correction(batch_id, member_id, version, before) VALUES (?, ?, ?, ?)", batch, before.id,
         version, dumped(to_json(before)));
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
    from_json(Json::parse(before), *member);
    corrections.push_back({std::move(*member), version});
  }
  return corrections;
}

std::optional<std::string> find_built_on(platform::Transaction& tx, const StoredBatch& batch) {
  const auto id = batch.summary.id;
  if (auto code = tx.find<std::string>("SELECT m.code FROM members_correction c JOIN members_member m ON m.id = "
                                       "c.member_id WHERE c.batch_id = ? AND "
                                       "c.version <> m.version LIMIT 1",
                                       id))
    return code;
  const auto code_of = [&](const std::string& condition) {
    return tx.find<std::string>("SELECT m.code FROM members_member m WHERE " + condition + " LIMIT 1", id);
  };
  const bool members = batch.summary.kind == ImportKind::members;
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
  if (versions == batch.versions) return std::nullopt;
  return tx.find<std::string>(
      "SELECT m.code FROM members_member m WHERE " + touched + " ORDER BY m.version DESC, m.id LIMIT 1", id);
}

void carry_over(platform::Transaction& tx, MemberId member, std::int64_t version, std::int64_t now) {
  tx.run("UPDATE members_correction SET version = ? WHERE member_id = ? AND version = ?", now, member, version);
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
      batch.kind == ImportKind::members ? "SELECT id FROM members_member WHERE batch_id = ? LIMIT ?"
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
  std::optional<store::StoredBatch> found;
  {
    auto tx = database.begin_read();
    found = store::find_batch(tx, batch, base::Language::vi);
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
