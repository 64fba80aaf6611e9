#include "platform/jobs/jobs.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/error.h"
#include "platform/jobs/job_files.h"
#include "platform/log/log.h"

namespace platform {
namespace {

constexpr int most_attempts = 3;
constexpr auto between_sweeps = std::chrono::minutes(10);
constexpr std::string_view job_columns =
    "SELECT id, kind, title, input, result, error_key, error_parameters, state, done, total, account_id, unit_id, "
    "created_at, started_at, ended_at FROM jobs_job ";

std::string_view job_state_name(JobState state) {
  switch (state) {
    case JobState::waiting:
      return "waiting";
    case JobState::running:
      return "running";
    case JobState::done:
      return "done";
    case JobState::failed:
      return "failed";
    case JobState::cancelled:
      return "cancelled";
  }
  return "waiting";
}

JobState job_state(std::string_view name) {
  for (const auto state : {JobState::running, JobState::done, JobState::failed, JobState::cancelled})
    if (job_state_name(state) == name) return state;
  return JobState::waiting;
}

Job read_job(const Row& row) {
  return {JobId{row.get<std::int64_t>(0)}, row.get<std::string>(1),
          row.get<std::string>(2),         row.get<std::string>(3),
          row.get<std::string>(4),         row.get<std::string>(5),
          row.get<std::string>(6),         job_state(row.get<std::string>(7)),
          row.get<std::int64_t>(8),        row.get<std::int64_t>(9),
          row.get<std::int64_t>(10),       row.get<std::int64_t>(11),
          row.get<std::int64_t>(12),       row.get<std::int64_t>(13),
          row.get<std::int64_t>(14)};
}

}  // namespace

struct Jobs::Machine {
  // How far a running job is; shared by its thread, the readers and the thread that notes it in the store.
  struct Progress {
    std::atomic<std::int64_t> done{0}, total{0};
    std::atomic<bool> cancelled{false}, changed{false};
  };

  // How a job ended.
  struct Outcome {
    JobState state = JobState::done;
    std::string result, error_key, error_parameters;
  };

  Machine(Database& d, const Clock& c, std::filesystem::path f) : database(d), clock(c), files(std::move(f)) {}

  Database& database;
  const Clock& clock;
  const JobFiles files;
  std::map<std::string, std::function<std::string(JobRun&)>, std::less<>> kinds;
  std::vector<std::function<void()>> also_swept;
  std::mutex mutex;
  std::condition_variable wake;
  std::map<std::int64_t, std::shared_ptr<Progress>> running;
  std::uint64_t news = 0;  // grows when something may have been queued
  std::atomic<bool> stopping{false};
  std::vector<std::thread> workers;
  std::thread noter;

  class Run final : public JobRun {
   public:
    Run(Machine& machine, Job job, base::Actor actor, std::shared_ptr<Progress> progress,
        std::function<void(std::int64_t, std::int64_t)> shown)
        : machine_(machine),
          job_(std::move(job)),
          actor_(std::move(actor)),
          progress_(std::move(progress)),
          shown_(std::move(shown)) {}
    const Job& job() const override { return job_; }
    base::Actor actor() const override { return actor_; }
    JobFile file() const override { return machine_.files.find(job_.id); }
    void progress(std::int64_t done, std::int64_t total) override {
      progress_->done = done;
      progress_->total = total;
      progress_->changed = true;
      if (shown_) shown_(done, total);
      if (progress_->cancelled || machine_.stopping) throw JobCancelled{};
    }

   private:
    Machine& machine_;
    Job job_;
    base::Actor actor_;
    std::shared_ptr<Progress> progress_;
    std::function<void(std::int64_t, std::int64_t)> shown_;
  };

  struct Claimed {
    Job job;
    base::Actor actor;
    std::shared_ptr<Progress> progress;
  };

  void sweep() {
    for (const auto& other : also_swept) other();
    if (files.empty()) return;
    auto tx = database.begin();
    files.sweep(tx);
  }

  void tell() {
    {
      std::lock_guard lock(mutex);
      ++news;
    }
    wake.notify_all();
  }

  // Marks one waiting job as running: the given one, or the oldest.
  std::optional<Claimed> claim(std::optional<JobId> wanted) {
    auto tx = database.begin();
    const auto id = wanted
                        ? tx.find<std::int64_t>("SELECT id FROM jobs_job WHERE id = ? AND state = 'waiting'", *wanted)
                        : tx.find<std::int64_t>("SELECT id FROM jobs_job WHERE state = 'waiting' ORDER BY id LIMIT 1");
    if (!id) return std::nullopt;
    tx.run(
        "UPDATE jobs_job SET state = 'running', started_at = ?, attempts = attempts + 1, done = 0, total = 0 WHERE id "
        "= ?",
        clock.now(), *id);
    Claimed claimed;
    tx.each(
        std::string(job_columns) + "WHERE id = ?", [&](Row row) { claimed.job = read_job(row); }, *id);
    tx.each(
        "SELECT actor_kind, account_id, actor_name, actor_session, actor_scope, actor_request FROM jobs_job WHERE id = "
        "?",
        [&](Row row) {
          claimed.actor = {base::ActorKind(row.get<int>(0)), row.get<std::int64_t>(1), row.get<std::string>(2),
                           row.get<std::int64_t>(3),         row.get<std::string>(4),  row.get<std::string>(5)};
        },
        *id);
    claimed.progress = std::make_shared<Progress>();
    {
      std::lock_guard lock(mutex);
      running[*id] = claimed.progress;
    }
    tx.commit();
    return claimed;
  }

  Outcome work(const Claimed& claimed, std::function<void(std::int64_t, std::int64_t)> shown) {
    Run run(*this, claimed.job, claimed.actor, claimed.progress, std::move(shown));
    const auto kind = kinds.find(claimed.job.kind);
    if (kind == kinds.end()) return {JobState::failed, {}, "jobs.kind_unknown", "{}"};
    // The job runner is one of the three places that catch (HOUSE.md, Errors).
    try {
      return {JobState::done, kind->second(run), {}, {}};
    } catch (const JobCancelled&) {
      return {claimed.progress->cancelled ? JobState::cancelled : JobState::waiting, {}, {}, {}};
    } catch (const base::Error& error) {
      log(LogLevel::warning, "job.failed",
          {{"job", std::to_string(claimed.job.id.value)}, {"key", error.key()}, {"detail", error.detail()}});
      return {JobState::failed, {}, error.key(), nlohmann::json(error.parameters()).dump()};
    } catch (const std::exception& error) {
      log(LogLevel::error, "job.broken", {{"job", std::to_string(claimed.job.id.value)}, {"detail", error.what()}});
      return {JobState::failed, {}, "jobs.broken", "{}"};
    }
  }

  void finish(const Claimed& claimed, const Outcome& outcome) {
    auto tx = database.begin();
    const bool ended = outcome.state != JobState::waiting;
    tx.run(
        "UPDATE jobs_job SET state = ?, result = ?, error_key = ?, error_parameters = ?, done = ?, total = ?, ended_at "
        "= ?, "
        "attempts = attempts - ? WHERE id = ?",
        job_state_name(outcome.state), outcome.result, outcome.error_key, outcome.error_parameters,
        claimed.progress->done.load(), claimed.progress->total.load(), ended ? clock.now() : 0, ended ? 0 : 1,
        claimed.job.id);
    tx.commit();
    {
      std::lock_guard lock(mutex);
      running.erase(claimed.job.id.value);
    }
    if (ended) files.remove(claimed.job.id);
  }

  void do_jobs() {
    std::uint64_t seen = 0;
    while (!stopping) {
      {
        std::lock_guard lock(mutex);
        seen = news;
      }
      try {
        while (!stopping) {
          const auto claimed = claim(std::nullopt);
          if (!claimed) break;
          finish(*claimed, work(*claimed, {}));
        }
      } catch (const std::exception& error) {  // the store is away: try again in a while
        log(LogLevel::error, "jobs.store", {{"detail", error.what()}});
      }
      std::unique_lock lock(mutex);
      wake.wait_for(lock, std::chrono::seconds(30), [&] { return stopping || news != seen; });
    }
  }

  // Notes the progress of running jobs in the store once a second, so that other servers see it; sweeps now and then.
  void note_progress() {
    auto swept = std::chrono::steady_clock::now();
    while (!stopping) {
      std::map<std::int64_t, std::shared_ptr<Progress>> now;
      {
        std::unique_lock lock(mutex);
        wake.wait_for(lock, running.empty() ? std::chrono::milliseconds(30000) : std::chrono::milliseconds(1000),
                      [&] { return stopping.load(); });
        if (stopping) return;
        now = running;
      }
      try {
        for (const auto& [id, progress] : now) {
          if (!progress->changed.exchange(false)) continue;
          auto tx = database.begin();
          tx.run("UPDATE jobs_job SET done = ?, total = ? WHERE id = ? AND state = 'running'", progress->done.load(),
                 progress->total.load(), id);
          if (tx.find<std::int64_t>("SELECT cancel_asked FROM jobs_job WHERE id = ?", id).value_or(0))
            progress->cancelled = true;
          tx.commit();
        }
        if (std::chrono::steady_clock::now() - swept > between_sweeps) {
          sweep();
          swept = std::chrono::steady_clock::now();
        }
      } catch (const std::exception& error) {
        log(LogLevel::error, "jobs.store", {{"detail", error.what()}});
      }
    }
  }

  void show_progress(Job& job) {
    std::lock_guard lock(mutex);
    const auto it = running.find(job.id.value);
    if (it == running.end() || job.state != JobState::running) return;
    job.done = it->second->done;
    job.total = it->second->total;
  }
};

Jobs::Jobs(Database& database, const Clock& clock, std::filesystem::path files)
    : machine_(std::make_unique<Machine>(database, clock, std::move(files))) {}
Jobs::~Jobs() { stop(); }

void Jobs::add_kind(std::string kind, std::function<std::string(JobRun&)> work) {
  const bool fresh = machine_->kinds.emplace(std::move(kind), std::move(work)).second;
  CHECK(fresh);
}

void Jobs::sweep() { machine_->sweep(); }
void Jobs::also_sweep(std::function<void()> sweep) { machine_->also_swept.push_back(std::move(sweep)); }

void Jobs::start(int threads) {
  auto& m = *machine_;
  CHECK(m.workers.empty());
  m.stopping = false;
  {
    auto tx = m.database.begin();
    tx.run("UPDATE jobs_job SET state = 'cancelled', ended_at = ? WHERE state = 'running' AND cancel_asked = 1",
           m.clock.now());
    tx.run(
        "UPDATE jobs_job SET state = 'failed', error_key = 'jobs.gave_up', error_parameters = '{}', ended_at = ? "
        "WHERE state = 'running' AND attempts >= ?",
        m.clock.now(), most_attempts);
    tx.run("UPDATE jobs_job SET state = 'waiting', done = 0, total = 0 WHERE state = 'running'");
    m.files.take_over(tx);
    tx.commit();
  }
  m.sweep();
  for (int i = 0; i < threads; ++i) m.workers.emplace_back([&m] { m.do_jobs(); });
  m.noter = std::thread([&m] { m.note_progress(); });
}

void Jobs::stop() {
  auto& m = *machine_;
  if (!m.noter.joinable()) return;
  m.stopping = true;
  m.tell();
  for (auto& worker : m.workers) worker.join();
  m.noter.join();
  m.workers.clear();
}

JobId Jobs::enqueue(Transaction& tx, const base::Actor& actor, std::string kind, std::string title, std::string input,
                    std::int64_t unit_id, const std::optional<JobFile>& file) {
  const JobId id{tx.insert(
      "INSERT INTO jobs_job(kind, title, input, state, account_id, actor_kind, actor_name, actor_session, actor_scope, "
      "actor_request, unit_id, created_at) VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?)",
      kind, title, input, actor.account_id, int(actor.kind), actor.name, actor.session_id, actor.scope,
      actor.request_id, unit_id, machine_->clock.now())};
  auto keeping = file ? machine_->files.keep(id, *file) : nullptr;
  tx.on_commit([this, keeping] {
    if (keeping) keeping->stays();
    machine_->tell();
  });
  return id;
}

std::optional<Job> Jobs::find_job(Transaction& tx, JobId id) {
  std::optional<Job> job;
  tx.each(
      std::string(job_columns) + "WHERE id = ?", [&](Row row) { job = read_job(row); }, id);
  if (job) machine_->show_progress(*job);
  return job;
}

std::vector<Job> Jobs::list_jobs(Transaction& tx, const Filter& filter, int limit) {
  Bindings values;
  std::string sql(job_columns);
  if (filter.account_id) {
    sql += "WHERE account_id = ?";
    values.add(*filter.account_id);
    if (!filter.units_condition.empty()) sql += " OR (" + filter.units_condition + ")";
    for (const auto& value : filter.units_values) values.add(value);
  }
  sql += " ORDER BY id DESC LIMIT ?";
  values.add(limit);
  std::vector<Job> jobs;
  for (auto rows = tx.query_values(sql, values.values()); rows->next();) jobs.push_back(read_job(Row(*rows)));
  for (auto& job : jobs) machine_->show_progress(job);
  return jobs;
}

void Jobs::cancel(Transaction& tx, JobId id) {
  const auto job = find_job(tx, id);
  if (!job) throw base::Error(base::ErrorKind::not_found, "jobs.unknown");
  if (tx.run("UPDATE jobs_job SET state = 'cancelled', ended_at = ? WHERE id = ? AND state = 'waiting'",
             machine_->clock.now(), id) == 1)
    tx.on_commit([this, id] { machine_->files.remove(id); });
  tx.run("UPDATE jobs_job SET cancel_asked = 1 WHERE id = ? AND state = 'running'", id);
  tx.on_commit([this, id] {
    std::lock_guard lock(machine_->mutex);
    if (const auto it = machine_->running.find(id.value); it != machine_->running.end()) it->second->cancelled = true;
  });
}

Job Jobs::run_now(JobId id, std::function<void(std::int64_t, std::int64_t)> shown) {
  if (const auto claimed = machine_->claim(id)) machine_->finish(*claimed, machine_->work(*claimed, std::move(shown)));
  auto tx = machine_->database.begin_read();
  auto job = find_job(tx, id);
  if (!job) throw base::Error(base::ErrorKind::not_found, "jobs.unknown");
  return *job;
}

}  // namespace platform
