#pragma once
// What every import of a table shares, whatever its rows are: what was asked, what came of it, and the batches of a
// module with their problems, in the tables <module>_batch and <module>_import_problem that the module makes. Knows no
// right and no row: a module checks, stores and undoes.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/record.h"
#include "platform/database/database.h"
#include "platform/jobs/jobs.h"
#include "platform/table/table_columns.h"

namespace platform {

// checked: nothing was stored; staging: on its way; live: part of the register.
BOOST_DEFINE_ENUM_CLASS(BatchState, checked, staging, live, undone)

struct ImportProblem {
  std::int64_t line = 0;
  std::string field, key;
  base::Parameters parameters;
};

struct ImportOptions {
  std::string batch = {};      // its name; empty: the file's
  std::string file_name = {};  // as the user knows it; empty: the file's own
  bool dry_run = false;
  bool valid_only = false;  // false: one refused row refuses all
  ColumnNames columns = {};
  std::int64_t job_id = 0;
  // Hears every problem, as it is found, also those that the report does not keep.
  std::function<void(const ImportProblem&)> each_problem = {};
};
// Of a job's input, which holds all but the file's name and the job's number.
base::Json to_json(const ImportOptions& options);
ImportOptions import_options(const base::Json& input);

struct ProblemCount {
  std::string key, sentence;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(ProblemCount, (), (key, sentence, count))

struct ImportSummary {
  std::int64_t id = 0;  // of the batch
  std::int64_t job_id = 0;
  std::string kind;  // of file: "members"
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

// A summary that knows what was asked, and nothing else yet.
ImportSummary summary_of(const ImportOptions& options, std::string_view kind, const std::filesystem::path& file,
                         const base::Actor& actor);
// SHA-256 of its bytes.
std::string file_hash(const std::filesystem::path& file);
// What the journal keeps of a batch.
std::string journal_json(const ImportSummary& summary);

// What is wrong with a file: counted all, kept the first.
class ImportProblems {
 public:
  static constexpr std::size_t most_kept = 20'000;
  explicit ImportProblems(std::function<void(const ImportProblem&)> each) : each_(std::move(each)) {}
  void say(std::int64_t line, std::string_view field, const char* key, base::Parameters parameters = {});
  void say(ImportProblem problem);
  const std::vector<ImportProblem>& kept() const { return kept_; }
  struct Count {
    std::int64_t count = 0;
    base::Parameters first;  // of the first of the kind
  };
  const std::map<std::string, Count>& counts() const { return counts_; }
  std::int64_t total() const { return total_; }
  // Into the summary, in words.
  void count_into(ImportSummary& summary) const;

 private:
  std::function<void(const ImportProblem&)> each_;
  std::vector<ImportProblem> kept_;
  std::map<std::string, Count> counts_;
  std::int64_t total_ = 0;
};

struct StoredBatch {
  ImportSummary summary;
  std::int64_t account_id = 0;
};

class ImportBatches {
 public:
  explicit ImportBatches(std::string_view module)
      : batch_(std::string(module) + "_batch"), problem_(std::string(module) + "_import_problem") {}

  std::int64_t insert(Transaction& tx, const ImportSummary& summary, std::int64_t account, std::int64_t now) const;
  // Its state and its counts, and the problems that are kept.
  void finish(Transaction& tx, const ImportSummary& summary, const ImportProblems& problems) const;
  void set_state(Transaction& tx, std::int64_t batch, BatchState state) const;
  void insert_problems(Transaction& tx, std::int64_t batch, const std::vector<ImportProblem>& problems) const;
  std::optional<StoredBatch> find(Transaction& tx, std::int64_t batch, base::Language language) const;
  std::optional<std::int64_t> of_job(Transaction& tx, JobId job) const;
  // The newest first, of one account or of all.
  std::vector<ImportSummary> list(Transaction& tx, std::optional<std::int64_t> account, base::Language language,
                                  int limit) const;
  std::vector<ImportProblem> list_problems(Transaction& tx, std::int64_t batch, int offset, int limit) const;

 private:
  std::string batch_, problem_;
};

namespace imports {
std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();
}  // namespace imports

}  // namespace platform

template <>
struct base::labels<platform::ProblemCount> {
  static constexpr FieldLabel list[] = {{"key", "Khóa", "Key", readonly},
                                        {"sentence", "Lỗi", "Problem", readonly},
                                        {"count", "Số lần", "Count", readonly}};
};
template <>
struct base::labels<platform::ImportSummary> {
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
static_assert(base::complete<platform::ProblemCount>() && base::complete<platform::ImportSummary>());
