#pragma once
// Long work in the background: queued in the store, survives a restart, shows progress, can be cancelled.
// A job's function runs on its own small pool and checks in often; it does its writes in its own
// transactions. After a restart a job that was running runs again from its start (kinds must allow it).
// Tables: jobs_job.

#include <cstdint>
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

// What a running job sees of its surroundings.
class JobRun {
 public:
  virtual ~JobRun() = default;
  virtual const Job& job() const = 0;
  virtual base::Actor actor() const = 0;
  // Says how far it is. Errors: throws JobCancelled when somebody cancelled it.
  virtual void progress(std::int64_t done, std::int64_t total) = 0;
};
struct JobCancelled {};

class Jobs {
 public:
  Jobs(Database& database, const Clock& clock);
  ~Jobs();
  // A kind's function gives the result as JSON text. `ended` is told once the store says that a job is done, failed
  // or cancelled, also one that never ran: it clears away what waited for the job, and must not write to the store.
  void add_kind(std::string kind, std::function<std::string(JobRun&)> work, std::function<void(const Job&)> ended = {});
  void start(int threads = 1);  // takes up what a restart left
  void stop();                  // asks running jobs to stop, waits
  // Queues inside the caller's transaction; it starts after the commit.
  JobId enqueue(Transaction& tx, const base::Actor& actor, std::string kind, std::string title, std::string input,
                std::int64_t unit_id = 0);
  std::optional<Job> find_job(Transaction& tx, JobId id);
  std::vector<Job> list_jobs(Transaction& tx, std::optional<std::int64_t> account_id, int limit);
  // Those of a kind that wait or run.
  std::vector<Job> list_open_jobs(Transaction& tx, const std::string& kind);
  void cancel(Transaction& tx, JobId id);
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
