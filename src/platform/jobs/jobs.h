#pragma once
// Long work in the background: queued in the store, survives a restart, shows progress, can be cancelled.
// A job's function runs on its own small pool and checks in often; it does its writes in its own
// transactions. After a restart a job that was running runs again from its start (kinds must allow it). A file that
// a job works on waits in one folder until the job has ended, whichever way; what no job waits for is swept away.
// Tables: jobs_job.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/id.h"
#include "platform/clock/clock.h"
#include "platform/database/database.h"

namespace platform {

using JobId = base::Id<struct JobTag>;
enum class JobState { waiting, running, done, failed, cancelled };

struct Job {
  JobId id;
  std::string kind;                         // "org.import_units"
  std::string title;                        // Vietnamese, shown to people
  std::string input;                        // JSON
  std::string result;                       // JSON, when done
  std::string error_key, error_parameters;  // when failed
  JobState state = JobState::waiting;
  std::int64_t done = 0, total = 0;  // progress; total 0: unknown
  std::int64_t account_id = 0;
  std::int64_t unit_id = 0;  // the unit it concerns; 0: none
  std::int64_t created_at = 0, started_at = 0, ended_at = 0;
};

// A file that waits for its job, and what people call it. Neither name nor bytes enter the store.
struct JobFile {
  std::filesystem::path path;
  std::string name;
};

// What a running job sees of its surroundings.
class JobRun {
 public:
  virtual ~JobRun() = default;
  virtual const Job& job() const = 0;
  virtual base::Actor actor() const = 0;
  // Errors: not_found "jobs.file_gone".
  virtual JobFile file() const = 0;
  // Says how far it is. Errors: throws JobCancelled when somebody cancelled it.
  virtual void progress(std::int64_t done, std::int64_t total) = 0;
};
struct JobCancelled {};

class Jobs {
 public:
  // files: the folder where files wait.
  Jobs(Database& database, const Clock& clock, std::filesystem::path files = {});
  ~Jobs();
  // A kind's function gives the result as JSON text.
  void add_kind(std::string kind, std::function<std::string(JobRun&)> work);
  void start(int threads = 1);  // takes up what a restart left
  void stop();                  // asks running jobs to stop, waits
  // Queues inside the caller's transaction; it starts after the commit. The file is moved away; without a commit
  // it is gone. Errors: unavailable "jobs.file_not_kept".
  JobId enqueue(Transaction& tx, const base::Actor& actor, std::string kind, std::string title, std::string input,
                std::int64_t unit_id = 0, const std::optional<JobFile>& file = {});
  std::optional<Job> find_job(Transaction& tx, JobId id);
  // The newest first: all; or those of an account and of the units that a condition names.
  struct Filter {
    std::optional<std::int64_t> account_id = {};
    std::string units_condition = {};  // over the column unit_id, for those that are not the account's
    std::span<const Value> units_values = {};
  };
  std::vector<Job> list_jobs(Transaction& tx, const Filter& filter, int limit);
  void cancel(Transaction& tx, JobId id);
  // Removes the files that no waiting or running job works on; start() does it, and a timer.
  void sweep();
  // What else is swept away then: files of others that nobody waits for.
  void also_sweep(std::function<void()> sweep);
  // Runs one job here and now on this thread; the command line uses it.
  Job run_now(JobId id, std::function<void(std::int64_t, std::int64_t)> shown);

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

namespace jobs {
std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();
}  // namespace jobs

}  // namespace platform
