#include "modules/members/imports.h"

#include <algorithm>

#include "modules/audit/audit.h"
#include "modules/identity/identity.h"
#include "modules/members/columns_builder.h"
#include "modules/members/import_batch.h"
#include "modules/members/import_changes.h"
#include "modules/members/snapshot.h"
#include "platform/clock/clock.h"

namespace members {
namespace {

using base::Error;
using base::ErrorKind;
using identity::Permission;

constexpr int most_attempts = 3;  // of undoing a batch under other writers

// The member as it was before a correction, over what it is.
MemberChange restore(platform::Transaction& tx, const StoredCorrection& correction) {
  const auto& was = correction.before;
  const auto now = store::find_member(tx, was.id).value();
  store_corrected(tx, now, was);
  store::carry_over(tx, was.id, correction.version - 1, now.version + 1);
  return change_of(now, was);
}

}  // namespace

Imports::Imports(Surroundings at, platform::Jobs& jobs, MembersService& members, ColumnsKeeper& keeper)
    : at_(at), jobs_(jobs), members_(members), keeper_(keeper) {
  const auto shown = [](platform::JobRun& run) {
    return [&run](std::int64_t done, std::int64_t total) { run.progress(done, total); };
  };
  jobs_.add_kind("members.import", [this, shown](platform::JobRun& run) {
    const auto input = base::Json::parse(run.job().input);
    const auto file = run.file();
    auto options = platform::import_options(input);
    options.file_name = file.name;
    options.job_id = run.job().id.value;
    const auto kind = base::parse_enum<ImportKind>(input.at("kind").get<std::string>()).value();
    return base::to_json(import_file(run.actor(), kind, file.path, options, shown(run)).summary).dump();
  });
  jobs_.add_kind("members.undo_import", [this, shown](platform::JobRun& run) {
    const auto input = base::Json::parse(run.job().input);
    return base::to_json(undo(run.actor(), input.at("batch"), shown(run))).dump();
  });
}

void Imports::start() {
  const std::lock_guard alone(importing_);
  tidy();
}

void Imports::tidy() {
  std::vector<std::int64_t> left;
  {
    auto tx = at_.database.begin_read();
    left = store::list_leftovers(tx);
  }
  for (const auto batch : left) remove_leftovers(at_.database, batch);
}

platform::JobId Imports::queue_import(const base::Actor& actor, ImportKind kind, const std::filesystem::path& upload,
                                      const ImportOptions& options) {
  auto tx = at_.database.begin();
  at_.access.require_anywhere(tx, actor, Permission::members_import);
  auto input = platform::to_json(options);
  input["kind"] = base::enum_name(kind);
  const std::string what = kind == ImportKind::members ? "danh sách đảng viên" : "quá trình sinh hoạt đảng";
  const auto job =
      jobs_.enqueue(tx, actor, "members.import", (options.dry_run ? "Kiểm tra " : "Nhập ") + what, input.dump(),
                    at_.access.scope(tx, actor, Permission::members_import).top().value, {{upload, options.file_name}});
  tx.commit();
  return job;
}

platform::PreparedImport Imports::prepare(const base::Actor& actor, ImportKind kind, platform::ImportUploads& uploads,
                                          const std::filesystem::path& file, const std::string& file_name,
                                          base::Language language) {
  {
    auto tx = at_.database.begin_read();
    at_.access.require_anywhere(tx, actor, Permission::members_import);
  }
  const auto name = base::enum_name(kind);
  return uploads.prepare(actor,
                         kind == ImportKind::members ? platform::ImportForm{name, member_form, required_member_columns}
                                                     : platform::ImportForm{name, spell_form, required_spell_columns},
                         file, file_name, language);
}

ImportReport Imports::get_report(const base::Actor& actor, platform::JobId job, base::Language language, int offset,
                                 int limit) {
  auto tx = at_.database.begin_read();
  const auto queued = jobs_.find_job(tx, job);
  const bool own = queued && queued->account_id == actor.account_id && actor.kind != base::ActorKind::nobody;
  if (!queued || queued->kind != "members.import" ||
      !(own || at_.access.may(tx, actor, Permission::jobs_read, tree::UnitId{queued->unit_id})))
    throw Error(ErrorKind::not_found, "members.import_unknown");
  ImportReport report;
  report.summary.job_id = job.value;
  if (const auto batch = store::batches.of_job(tx, job)) {
    report.summary = store::batches.find(tx, *batch, language)->summary;
    report.problems = store::batches.list_problems(tx, *batch, offset, limit);
  }
  return report;
}

std::vector<ImportSummary> Imports::list_batches(const base::Actor& actor, base::Language language, int limit) {
  auto tx = at_.database.begin_read();
  at_.access.require_anywhere(tx, actor, Permission::members_import);
  const bool all = at_.access.may(tx, actor, Permission::jobs_read, {});
  return store::batches.list(tx, all ? std::nullopt : std::optional(actor.account_id), language, limit);
}

platform::JobId Imports::queue_undo(const base::Actor& actor, std::int64_t batch) {
  auto tx = at_.database.begin();
  require_undoable(tx, actor, batch);
  const auto job =
      jobs_.enqueue(tx, actor, "members.undo_import", "Hoàn tác một đợt nhập", base::Json{{"batch", batch}}.dump());
  tx.commit();
  return job;
}

// Who imported it may take it back, and who may import into the whole store.
void Imports::require_undoable(platform::Transaction& tx, const base::Actor& actor, std::int64_t batch) const {
  at_.access.require_anywhere(tx, actor, Permission::members_import);
  const auto found = store::batches.find(tx, batch, base::Language::vi);
  if (!found || (found->account_id != actor.account_id && !at_.access.may(tx, actor, Permission::members_import, {})))
    throw Error(ErrorKind::not_found, "members.import_unknown");
  if (found->summary.state != BatchState::live)
    throw Error(ErrorKind::conflict, "members.batch_not_live", {{"name", found->summary.name}});
}

ImportSummary Imports::undo(const base::Actor& actor, std::int64_t batch, const Shown& shown) {
  const std::lock_guard alone(importing_);
  for (int attempt = 1; attempt <= most_attempts; ++attempt) {
    if (!try_undo(actor, batch)) continue;
    remove_leftovers(at_.database, batch, shown);
    auto tx = at_.database.begin_read();
    return store::batches.find(tx, batch, base::Language::vi)->summary;
  }
  throw Error(ErrorKind::conflict, "members.import_overtaken");
}

// False when somebody wrote to the register meanwhile.
bool Imports::try_undo(const base::Actor& actor, std::int64_t batch) {
  std::int64_t version = 0;
  std::shared_ptr<const Columns> next;
  std::optional<platform::StoredBatch> found;
  std::vector<MemberId> members;
  const ColumnsKeeper::Replacement alone(keeper_);
  {
    auto tx = at_.database.begin_read();
    require_undoable(tx, actor, batch);
    found = store::batches.find(tx, batch, base::Language::vi);
    version = read_state(tx).version;
    if (const auto code = store::find_built_on(tx, found->summary))
      throw Error(ErrorKind::conflict, "members.batch_built_on", {{"code", *code}});
    members = store::list_members_of_batch(tx, found->summary, few_members + 1);
    if (members.size() > few_members && keeper_.started())
      next = std::make_shared<const Columns>(load_columns(tx, batch));
  }
  if (next) keeper_.prepare_all(next);
  auto tx = at_.database.begin();
  require_undoable(tx, actor, batch);
  if (read_state(tx).version != version) return false;
  const auto corrections = store::list_corrections(tx, batch);
  std::vector<MemberChange> changes;
  if (next) {
    store::batches.set_state(tx, batch, BatchState::undone);
    for (const auto& c : corrections) changes.push_back(restore(tx, c));
    keeper_.show(tx, raise_version(tx));
  } else {
    for (const auto& c : corrections) changes.push_back(restore(tx, c));
    for (const auto id : members)
      if (std::ranges::none_of(corrections, [&](const auto& c) { return c.before.id == id; }))
        changes.push_back(change_of(store::find_member(tx, id), {}));
    store::batches.set_state(tx, batch, BatchState::undone);
    for (auto& change : changes) change.after = change_of({}, store::find_member(tx, change.before->id)).after;
  }
  store::remove_corrections(tx, batch);
  members_.listeners().tell(tx, changes);
  if (changes.empty()) raise_version(tx);
  at_.audit.record(tx, actor, "members.import_undone", "import", std::to_string(batch), 0,
                   base::Json{{"name", found->summary.name}, {"sha256", found->summary.file_hash}}.dump());
  tx.commit();
  return true;
}

}  // namespace members
