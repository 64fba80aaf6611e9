#pragma once
// Import and export of members.csv and spells.csv. A file is read and checked whole; what is stored lies beside the
// register, batch by batch in short transactions, until one short transaction makes it part of the register. A batch
// can be undone while nothing was built on it. One import at a time. Part of the face.

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>

#include "modules/members/columns_keeper.h"
#include "modules/members/members.h"
#include "platform/jobs/jobs.h"
#include "platform/table/table_columns.h"

namespace members {

BOOST_DEFINE_ENUM_CLASS(ImportKind, members, spells)
// checked: nothing was stored; staging: on its way; live: part of the register.
BOOST_DEFINE_ENUM_CLASS(BatchState, checked, staging, live, undone)

struct ImportProblem {
  std::int64_t line = 0;
  std::string field, key;
  base::Parameters parameters;
};

struct ImportOptions {
  std::string batch;      // its name; empty: the file's
  std::string file_name;  // as the user knows it; empty: the file's own
  bool dry_run = false;
  bool valid_only = false;  // false: one refused row refuses all
  platform::ColumnNames columns = {};
  std::int64_t job_id = 0;
  // Hears every problem, as it is found, also those that the report does not keep.
  std::function<void(const ImportProblem&)> each_problem = {};
};

struct ProblemCount {
  std::string key, sentence;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(ProblemCount, (), (key, sentence, count))

struct ImportSummary {
  std::int64_t id = 0;  // of the batch
  std::int64_t job_id = 0;
  ImportKind kind{};
  std::string name, file_name, file_hash;
  BatchState state = BatchState::checked;
  bool dry_run = false, valid_only = false;
  std::int64_t rows = 0, refused = 0;               // of the file
  std::int64_t added = 0, corrected = 0, same = 0;  // what the accepted rows do, or would
  std::int64_t problems = 0;
  std::vector<ProblemCount> counts;  // of problems, by kind
  std::string account, made_at;
};
BOOST_DESCRIBE_STRUCT(ImportSummary, (),
                      (id, job_id, kind, name, file_name, file_hash, state, dry_run, valid_only, rows, refused, added,
                       corrected, same, problems, counts, account, made_at))

struct ImportReport {
  ImportSummary summary;
  std::vector<ImportProblem> problems;  // the first of them
};

class Imports {
 public:
  // Registers the job kinds "members.import" and "members.undo_import".
  Imports(Surroundings at, platform::Jobs& jobs, MembersService& members, ColumnsKeeper& keeper);
  // Takes away what a crash left half staged or half undone.
  void start();

  using Shown = std::function<void(std::int64_t done, std::int64_t total)>;
  // shown: rows of the file, read and then stored. Errors: forbidden; invalid "table.…"; too_large
  // "members.import_too_large", "members.import_corrects_too_many"; conflict "members.import_overtaken".
  ImportReport import_file(const base::Actor& actor, ImportKind kind, const std::filesystem::path& file,
                           const ImportOptions& options, const Shown& shown = {});
  platform::JobId queue_import(const base::Actor& actor, ImportKind kind, const std::filesystem::path& upload,
                               const ImportOptions& options);
  // The report of an import by its job. Errors: not_found "members.import_unknown".
  ImportReport get_report(const base::Actor& actor, platform::JobId job, base::Language language, int offset,
                          int limit);
  // One's own; all for who may read the jobs of the whole store. The newest first.
  std::vector<ImportSummary> list_batches(const base::Actor& actor, base::Language language, int limit);
  // Errors: not_found "members.import_unknown"; conflict "members.batch_not_live", "members.batch_built_on" {code}.
  ImportSummary undo(const base::Actor& actor, std::int64_t batch, const Shown& shown = {});
  platform::JobId queue_undo(const base::Actor& actor, std::int64_t batch);

  // Everything in the actor's scope, all of history; citizen numbers only for who may identify. Gives the rows.
  std::int64_t export_file(const base::Actor& actor, ImportKind kind, const std::filesystem::path& file,
                           platform::TableFormat format);

 private:
  struct Flight;
  // Errors: as undo.
  void require_undoable(platform::Transaction& tx, const base::Actor& actor, std::int64_t batch) const;
  bool try_undo(const base::Actor& actor, std::int64_t batch);
  void tidy();
  Surroundings at_;
  platform::Jobs& jobs_;
  MembersService& members_;
  ColumnsKeeper& keeper_;
  std::mutex importing_;
};

void add_import_operations(platform::Api& api, Imports& imports);

}  // namespace members

template <>
struct base::labels<members::ProblemCount> {
  static constexpr FieldLabel list[] = {{"key", "Khóa", "Key", readonly},
                                        {"sentence", "Lỗi", "Problem", readonly},
                                        {"count", "Số lần", "Count", readonly}};
};
template <>
struct base::labels<members::ImportSummary> {
  static constexpr FieldLabel list[] = {{"id", "Số đợt nhập", "Batch", readonly},
                                        {"job_id", "Số công việc", "Job", readonly},
                                        {"kind", "Loại tệp", "Kind of file", readonly},
                                        {"name", "Tên đợt", "Name", readonly},
                                        {"file_name", "Tên tệp", "File", readonly},
                                        {"file_hash", "Mã băm của tệp", "Hash of the file", readonly},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"dry_run", "Chỉ kiểm tra", "Dry run", readonly},
                                        {"valid_only", "Chỉ nhập dòng đúng", "Valid rows only", readonly},
                                        {"rows", "Số dòng", "Rows", readonly},
                                        {"refused", "Dòng bị từ chối", "Refused", readonly},
                                        {"added", "Dòng mới", "Added", readonly},
                                        {"corrected", "Dòng đính chính", "Corrected", readonly},
                                        {"same", "Dòng đã có như vậy", "Same", readonly},
                                        {"problems", "Số lỗi", "Problems", readonly},
                                        {"counts", "Số lỗi theo loại", "Problems by kind", readonly},
                                        {"account", "Người nhập", "Account", readonly},
                                        {"made_at", "Lúc nhập", "Made at", readonly}};
};
static_assert(base::complete<members::ProblemCount>() && base::complete<members::ImportSummary>());
