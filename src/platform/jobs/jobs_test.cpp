#include "platform/jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <latch>
#include <thread>

#include "base/error.h"
#include "tests/support/test_store.h"

namespace platform {
namespace {

class JobsTest : public testing::TestWithParam<std::string> {
 protected:
  static std::vector<Migration> all() { return read_migrations("jobs", jobs::migrations()); }
  static JobId queue(Database& database, Jobs& jobs, const std::string& kind, const std::string& input = "{}") {
    auto tx = database.begin();
    const auto id = jobs.enqueue(tx, {base::ActorKind::account, 7, "lan", 0, "", ""}, kind, "Nhập đơn vị", input, 3);
    tx.commit();
    return id;
  }
  static Job find(Database& database, Jobs& jobs, JobId id) {
    auto tx = database.begin_read();
    return *jobs.find_job(tx, id);
  }
  static Job wait(Database& database, Jobs& jobs, JobId id) {
    for (int i = 0; i < 2000; ++i) {
      const auto job = find(database, jobs, id);
      if (job.state != JobState::waiting && job.state != JobState::running) return job;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ADD_FAILURE() << "the job never ended";
    return {};
  }
  FixedClock clock_{1'700'000'000'000'000};
};
INSTANTIATE_TEST_SUITE_P(Engines, JobsTest, support::engines(), support::engine_name);

TEST_P(JobsTest, RunsWhatWasCommittedAndNothingElse) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  Jobs jobs(store.database(), clock_);
  std::atomic<int> runs{0};
  jobs.add_kind("double", [&](JobRun& run) {
    ++runs;
    EXPECT_EQ(run.actor().name, "lan");
    EXPECT_EQ(run.job().unit_id, 3);
    run.progress(1, 2);
    return "[" + run.job().input + "]";
  });
  jobs.start();
  {
    auto tx = store.database().begin();
    jobs.enqueue(tx, {}, "double", "không bao giờ", "x");
  }
  const auto job = wait(store.database(), jobs, queue(store.database(), jobs, "double", "{\"a\":1}"));
  EXPECT_EQ(job.state, JobState::done);
  EXPECT_EQ(job.result, "[{\"a\":1}]");
  EXPECT_EQ(job.total, 2);
  EXPECT_EQ(runs, 1);
}

TEST_P(JobsTest, TellsOnceOfEveryJobThatEnds) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  Jobs jobs(store.database(), clock_);
  std::vector<std::string> ended;
  const auto note = [&](const Job& job) { ended.push_back(job.input); };
  jobs.add_kind(
      "work", [](JobRun&) { return std::string("{}"); }, note);
  jobs.add_kind(
      "break", [](JobRun&) -> std::string { throw std::runtime_error("boom"); }, note);
  jobs.run_now(queue(store.database(), jobs, "work", "1"), {});
  jobs.run_now(queue(store.database(), jobs, "break", "2"), {});
  const auto never = queue(store.database(), jobs, "work", "3");
  auto tx = store.database().begin();
  EXPECT_EQ(jobs.list_open_jobs(tx, "work").size(), 1u);
  jobs.cancel(tx, never);
  EXPECT_EQ(ended, (std::vector<std::string>{"1", "2"}));
  tx.commit();
  EXPECT_EQ(ended, (std::vector<std::string>{"1", "2", "3"}));
}

TEST_P(JobsTest, KeepsTheSentenceOfAFailure) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  Jobs jobs(store.database(), clock_);
  jobs.add_kind("refuse", [](JobRun&) -> std::string {
    throw base::Error(base::ErrorKind::invalid, "table.quote_open", {{"line", "7"}});
  });
  jobs.add_kind("break", [](JobRun&) -> std::string { throw std::runtime_error("boom"); });
  const auto refused = jobs.run_now(queue(store.database(), jobs, "refuse"), {});
  EXPECT_EQ(refused.state, JobState::failed);
  EXPECT_EQ(refused.error_key, "table.quote_open");
  EXPECT_EQ(refused.error_parameters, "{\"line\":\"7\"}");
  EXPECT_EQ(jobs.run_now(queue(store.database(), jobs, "break"), {}).error_key, "jobs.broken");
  EXPECT_EQ(jobs.run_now(queue(store.database(), jobs, "foreign"), {}).error_key, "jobs.kind_unknown");
}

TEST_P(JobsTest, CancelStopsAtTheNextProgress) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  Jobs jobs(store.database(), clock_);
  std::latch begun(1);
  jobs.add_kind("long", [&](JobRun& run) -> std::string {
    begun.count_down();
    for (std::int64_t i = 0;; ++i) {
      run.progress(i, 0);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  jobs.start();
  const auto id = queue(store.database(), jobs, "long");
  const auto second = queue(store.database(), jobs, "long");
  begun.wait();
  {
    auto tx = store.database().begin();
    jobs.cancel(tx, second);
    jobs.cancel(tx, id);
    tx.commit();
  }
  EXPECT_EQ(wait(store.database(), jobs, id).state, JobState::cancelled);
  EXPECT_EQ(find(store.database(), jobs, second).state, JobState::cancelled);
  auto tx = store.database().begin();
  EXPECT_THROW(jobs.cancel(tx, JobId{999}), base::Error);
}

TEST_P(JobsTest, AProgressInsideAWriteDoesNotWaitForItself) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  Jobs jobs(store.database(), clock_);
  jobs.add_kind("writes", [&](JobRun& run) {
    auto tx = store.database().begin();
    for (int i = 0; i < 100; ++i) run.progress(i, 100);
    tx.run("UPDATE jobs_job SET title = 'x' WHERE id = ?", run.job().id);
    tx.commit();
    return std::string("{}");
  });
  jobs.start();
  EXPECT_EQ(wait(store.database(), jobs, queue(store.database(), jobs, "writes")).title, "x");
}

TEST_P(JobsTest, ARestartTakesUpWhatWasRunningAndGivesUpInTheEnd) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  JobId id;
  {
    Jobs jobs(store.database(), clock_);
    std::latch begun(1);
    jobs.add_kind("long", [&](JobRun& run) -> std::string {
      begun.count_down();
      for (;;) {
        run.progress(1, 2);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      }
    });
    jobs.start();
    id = queue(store.database(), jobs, "long");
    begun.wait();
    jobs.stop();
    EXPECT_EQ(find(store.database(), jobs, id).state, JobState::waiting);
  }
  {
    auto tx = store.database().begin();  // as a crash leaves it
    tx.run("UPDATE jobs_job SET state = 'running', attempts = 1 WHERE id = ?", id);
    tx.commit();
  }
  Jobs jobs(store.database(), clock_);
  jobs.add_kind("long", [](JobRun&) { return std::string("\"again\""); });
  jobs.start();
  EXPECT_EQ(wait(store.database(), jobs, id).result, "\"again\"");
  jobs.stop();
  {
    auto tx = store.database().begin();
    tx.run("UPDATE jobs_job SET state = 'running', attempts = 3 WHERE id = ?", id);
    tx.commit();
  }
  jobs.start();
  EXPECT_EQ(wait(store.database(), jobs, id).error_key, "jobs.gave_up");
}

TEST_P(JobsTest, ListsTheNewestFirstAndOnesOwn) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  Jobs jobs(store.database(), clock_);
  const auto first = queue(store.database(), jobs, "a"), second = queue(store.database(), jobs, "b");
  auto tx = store.database().begin_read();
  const auto own = jobs.list_jobs(tx, 7, 10);
  ASSERT_EQ(own.size(), 2u);
  EXPECT_EQ(own[0].id, second);
  EXPECT_EQ(own[1].id, first);
  EXPECT_TRUE(jobs.list_jobs(tx, 8, 10).empty());
  EXPECT_EQ(jobs.list_jobs(tx, std::nullopt, 1).size(), 1u);
}

}  // namespace
}  // namespace platform
