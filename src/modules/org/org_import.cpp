#include "modules/org/org.h"
#include "modules/org/org_days.h"
#include "modules/org/org_store.h"
#include "modules/org/unit_file.h"
#include "modules/org/unit_table.h"
#include "platform/log/log.h"

namespace org {
namespace {

using base::ErrorKind;
using identity::Permission;

constexpr int most_attempts = 3;  // of a file that is staged
constexpr std::size_t corrections_at_once = 20'000;

}  // namespace

OrgService::OrgService(platform::Database& database, const tree::Tree& tree, const identity::Access& access,
                       audit::Audit& audit, platform::Jobs& jobs, const platform::Clock& clock)
    : database_(database), tree_(tree), access_(access), audit_(audit), jobs_(jobs), clock_(clock) {
  const auto shown = [](platform::JobRun& run) {
    return [&run](std::int64_t done, std::int64_t total) { run.progress(done, total); };
  };
  jobs_.add_kind("org.import_units", [this, shown](platform::JobRun& run) {
    const auto file = run.file();
    auto options = platform::import_options(base::Json::parse(run.job().input));
    options.file_name = file.name;
    options.job_id = run.job().id.value;
    return base::to_json(import_units(run.actor(), file.path, options, shown(run)).summary).dump();
  });
  jobs_.add_kind("org.undo_import", [this, shown](platform::JobRun& run) {
    const auto input = base::Json::parse(run.job().input);
    return base::to_json(undo_import(run.actor(), input.at("batch"), shown(run))).dump();
  });
}

// What lies beside the tree, and batches that became nothing.
void OrgService::tidy() const {
  tree_.tidy(database_);
  remove_leftovers(database_);
}

// Whichever way an import ends. Where the store is away, the next start or the next import does it.
OrgService::TidyUp::~TidyUp() {
  try {
    service.tidy();
  } catch (const std::exception& error) {
    platform::log(platform::LogLevel::warning, "org.tidy", {{"detail", error.what()}});
  }
}

platform::PreparedImport OrgService::prepare_import(const base::Actor& actor, platform::ImportUploads& uploads,
                                                    const std::filesystem::path& file, const std::string& file_name,
                                                    base::Language language) {
  {
    auto tx = database_.begin_read();
    access_.require_anywhere(tx, actor, Permission::units_import);
  }
  return uploads.prepare(actor, {units_kind, unit_form, required_unit_columns}, file, file_name, language);
}

platform::JobId OrgService::queue_import(const base::Actor& actor, const std::filesystem::path& upload,
                                         const ImportOptions& options) {
  auto tx = database_.begin();
  access_.require_anywhere(tx, actor, Permission::units_import);
  const auto job = jobs_.enqueue(
      tx, actor, "org.import_units", options.dry_run ? "Kiểm tra danh mục đơn vị" : "Nhập danh mục đơn vị",
      platform::to_json(options).dump(), access_.scope(tx, actor, Permission::units_import).top().value,
      {{upload, options.file_name}});
  tx.commit();
  return job;
}

ImportReport OrgService::import_units(const base::Actor& actor, const std::filesystem::path& file,
                                      const ImportOptions& options, const Shown& show) {
  const Shown shown = show ? show : [](std::int64_t, std::int64_t) {};
  UnitFile import(tree_, access_, actor);
  import.read(file, options.columns, shown);
  auto asked = platform::summary_of(options, units_kind, file, actor);
  asked.file_hash = platform::file_hash(file);
  const std::lock_guard alone(importing_);
  const TidyUp tidy_up{*this};
  bool great = false;  // once it was, it is staged, as the tree may be closed to any other way
  for (int attempt = 1; attempt <= most_attempts; ++attempt) {
    tidy();
    if (attempt == most_attempts) tree_.close(database_, clock_.today());
    std::int64_t version = 0;
    {
      auto tx = database_.begin_read();
      version = tree_.version(tx);
      import.check(tx, options.valid_only);
      great = great || tree_.is_great(tx, import.rows());
    }
    shown(500, 1000);
    const auto today = clock_.today();
    auto rows = import.rows_to_store(options);
    auto summary = asked;
    std::optional<tree::Tree::Staged> staged;
    if (great && !rows.empty()) {
      staged = tree_.stage_rows(database_, rows, today, version, [&](auto done, auto total) {
        shown(500 + done * 400 / std::max<std::int64_t>(total, 1), 1000);
      });
      if (!staged) continue;
      summary.id = stage_batch(actor, summary, import.corrections());
      shown(950, 1000);
    }
    auto tx = database_.begin();  // short: others wait for it
    if (!rows.empty() && (tree_.version(tx) != version || !import.same_scope(tx))) {
      if (great) continue;
      import.check(tx, options.valid_only);  // of a modest file another look costs nobody much
      rows = import.rows_to_store(options);
    }
    if (staged && !tree_.flip(tx, *staged, today)) continue;
    if (!staged && !rows.empty()) tree_.store_rows(tx, rows, today);
    return finish(tx, actor, options, import, std::move(summary), !rows.empty());
  }
  throw base::Error(ErrorKind::conflict, "org.import_overtaken");
}

// The batch of a great file, with what was before it, as nobody sees it yet.
std::int64_t OrgService::stage_batch(const base::Actor& actor, const ImportSummary& summary,
                                     std::span<const UnitCorrection> corrections) {
  auto staging = summary;
  staging.state = platform::BatchState::staging;
  {
    auto tx = database_.begin();
    staging.id = batches.insert(tx, staging, actor.account_id, clock_.now());
    tx.commit();
  }
  for (std::size_t at = 0; at < corrections.size(); at += corrections_at_once) {
    auto tx = database_.begin();
    insert_corrections(tx, staging.id, corrections.subspan(at, std::min(corrections_at_once, corrections.size() - at)));
    tx.commit();
  }
  return staging.id;
}

ImportReport OrgService::finish(platform::Transaction& tx, const base::Actor& actor, const ImportOptions& options,
                                const UnitFile& import, ImportSummary summary, bool stored) {
  platform::ImportProblems problems(options.each_problem);
  for (auto& p : import.problems()) problems.say(std::move(p));
  import.count_into(summary);
  problems.count_into(summary);
  if (stored) summary.state = platform::BatchState::live;
  if (!summary.id) {
    summary.id = batches.insert(tx, summary, actor.account_id, clock_.now());
    if (stored) insert_corrections(tx, summary.id, import.corrections());
  }
  batches.finish(tx, summary, problems);
  batches.insert_problems(tx, summary.id, problems.kept());
  if (stored)
    audit_.record(tx, actor, "org.units_imported", "import", std::to_string(summary.id), 0,
                  platform::journal_json(summary));
  tx.commit();
  summary.made_at = platform::iso_time(clock_.now());
  return {std::move(summary), problems.kept()};
}

ImportReport OrgService::get_report(const base::Actor& actor, platform::JobId job, base::Language language, int offset,
                                    int limit) {
  auto tx = database_.begin_read();
  const auto queued = jobs_.find_job(tx, job);
  const bool own = queued && queued->account_id == actor.account_id && actor.kind != base::ActorKind::nobody;
  if (!queued || queued->kind != "org.import_units" ||
      !(own || access_.may(tx, actor, Permission::jobs_read, tree::UnitId{queued->unit_id})))
    throw base::Error(ErrorKind::not_found, "org.import_unknown");
  ImportReport report;
  report.summary.job_id = job.value;
  if (const auto batch = batches.of_job(tx, job)) {
    report.summary = batches.find(tx, *batch, language)->summary;
    report.problems = batches.list_problems(tx, *batch, offset, limit);
  }
  return report;
}

std::vector<ImportSummary> OrgService::list_imports(const base::Actor& actor, base::Language language, int limit) {
  auto tx = database_.begin_read();
  access_.require_anywhere(tx, actor, Permission::units_import);
  const bool all = access_.may(tx, actor, Permission::jobs_read, {});
  return batches.list(tx, all ? std::nullopt : std::optional(actor.account_id), language, limit);
}

}  // namespace org
