#include "platform/imports/imports.h"

#include <fstream>

#include "base/sentence.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"

namespace platform {
namespace {

using base::Json;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

Json to_json(const ImportOptions& o) {
  return {{"batch", o.batch}, {"dry_run", o.dry_run}, {"valid_only", o.valid_only}, {"columns", o.columns}};
}

ImportOptions import_options(const Json& input) {
  ImportOptions options;
  // Jobs queued by an older program name neither.
  options.batch = input.value("batch", "");
  options.columns = input.value("columns", ColumnNames{});
  options.dry_run = input.at("dry_run");
  options.valid_only = input.at("valid_only");
  return options;
}

ImportSummary summary_of(const ImportOptions& options, std::string_view kind, const std::filesystem::path& file,
                         const base::Actor& actor) {
  ImportSummary summary;
  summary.kind = kind;
  summary.file_name = options.file_name.empty() ? file.filename().string() : options.file_name;
  summary.name = options.batch.empty() ? summary.file_name : options.batch;
  summary.job_id = options.job_id;
  summary.dry_run = options.dry_run;
  summary.valid_only = options.valid_only;
  summary.account = actor.name;
  return summary;
}

std::string file_hash(const std::filesystem::path& path) {
  Sha256 hash;
  std::ifstream file(path, std::ios::binary);
  std::string piece(1 << 18, '\0');
  while (file.read(piece.data(), std::streamsize(piece.size())), file.gcount() > 0)
    hash.add(std::string_view(piece).substr(0, std::size_t(file.gcount())));
  return to_hex(hash.finish());
}

std::string journal_json(const ImportSummary& s) {
  return dumped({{"name", s.name},
                 {"sha256", s.file_hash},
                 {"rows", s.rows},
                 {"added", s.added},
                 {"corrected", s.corrected},
                 {"same", s.same},
                 {"refused", s.refused}});
}

void ImportProblems::say(std::int64_t line, std::string_view field, const char* key, base::Parameters parameters) {
  say({line, std::string(field), key, std::move(parameters)});
}

void ImportProblems::say(ImportProblem problem) {
  ++total_;
  auto& count = counts_[problem.key];
  if (++count.count == 1) count.first = problem.parameters;
  if (each_) each_(problem);
  if (kept_.size() < most_kept) kept_.push_back(std::move(problem));
}

void ImportProblems::count_into(ImportSummary& summary) const {
  summary.problems = total_;
  for (const auto& [key, kind_of] : counts_)
    summary.counts.push_back({key, base::sentence(key, kind_of.first, base::Language::vi), kind_of.count});
}

std::int64_t ImportBatches::insert(Transaction& tx, const ImportSummary& s, std::int64_t account,
                                   std::int64_t now) const {
  return tx.insert("INSERT INTO " + batch_ +
                       "(name, state, account_id, made_at, kind, job_id, file_name, file_hash, account, dry_run, "
                       "valid_only) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                   s.name, base::enum_name(s.state), account, now, s.kind, s.job_id, s.file_name, s.file_hash,
                   s.account, s.dry_run, s.valid_only);
}

void ImportBatches::finish(Transaction& tx, const ImportSummary& s, const ImportProblems& problems) const {
  Json counts = Json::object();
  for (const auto& [key, count] : problems.counts()) counts[key] = {{"count", count.count}, {"first", count.first}};
  tx.run("UPDATE " + batch_ +
             " SET state = ?, rows = ?, refused = ?, added = ?, corrected = ?, same = ?, problems = ?, counts = ? "
             "WHERE id = ?",
         base::enum_name(s.state), s.rows, s.refused, s.added, s.corrected, s.same, s.problems, dumped(counts), s.id);
}

void ImportBatches::set_state(Transaction& tx, std::int64_t batch, BatchState state) const {
  tx.run("UPDATE " + batch_ + " SET state = ? WHERE id = ?", base::enum_name(state), batch);
}

void ImportBatches::insert_problems(Transaction& tx, std::int64_t batch,
                                    const std::vector<ImportProblem>& problems) const {
  static constexpr std::string_view columns[] = {"batch_id", "line", "field", "key", "parameters"};
  const auto bulk = tx.bulk_insert(problem_, columns);
  for (const auto& p : problems) {
    const std::string parameters = dumped(Json(p.parameters));
    const Value row[] = {batch, p.line, std::string_view(p.field), std::string_view(p.key),
                         std::string_view(parameters)};
    bulk->add(row);
  }
  bulk->finish();
}

std::optional<StoredBatch> ImportBatches::find(Transaction& tx, std::int64_t batch, base::Language language) const {
  std::optional<StoredBatch> found;
  tx.each(
      "SELECT id, job_id, kind, name, file_name, file_hash, state, dry_run, valid_only, rows, refused, added, "
      "corrected, same, problems, counts, account, made_at, account_id FROM " +
          batch_ + " WHERE id = ?",
      [&](Row row) {
        auto& s = found.emplace().summary;
        s.id = row.get<std::int64_t>(0);
        s.job_id = row.get<std::int64_t>(1);
        s.kind = row.get<std::string>(2);
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
        s.made_at = iso_time(row.get<std::int64_t>(17));
        found->account_id = row.get<std::int64_t>(18);
      },
      batch);
  return found;
}

std::optional<std::int64_t> ImportBatches::of_job(Transaction& tx, JobId job) const {
  return tx.find<std::int64_t>("SELECT id FROM " + batch_ + " WHERE job_id = ? ORDER BY id DESC LIMIT 1", job);
}

std::vector<ImportSummary> ImportBatches::list(Transaction& tx, std::optional<std::int64_t> account,
                                               base::Language language, int limit) const {
  std::vector<std::int64_t> ids;
  const auto take = [&](Row row) { ids.push_back(row.get<std::int64_t>(0)); };
  if (account)
    tx.each("SELECT id FROM " + batch_ + " WHERE account_id = ? ORDER BY id DESC LIMIT ?", take, *account, limit);
  else
    tx.each("SELECT id FROM " + batch_ + " ORDER BY id DESC LIMIT ?", take, limit);
  std::vector<ImportSummary> batches;
  for (const auto id : ids) batches.push_back(find(tx, id, language)->summary);
  return batches;
}

std::vector<ImportProblem> ImportBatches::list_problems(Transaction& tx, std::int64_t batch, int offset,
                                                        int limit) const {
  std::vector<ImportProblem> problems;
  tx.each(
      "SELECT line, field, key, parameters FROM " + problem_ + " WHERE batch_id = ? ORDER BY id LIMIT ? OFFSET ?",
      [&](Row row) {
        problems.push_back({row.get<std::int64_t>(0), row.get<std::string>(1), row.get<std::string>(2),
                            Json::parse(row.get<std::string>(3)).get<base::Parameters>()});
      },
      batch, limit, offset);
  return problems;
}

}  // namespace platform
