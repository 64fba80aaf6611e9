#include "platform/jobs/jobs.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <latch>
#include <nlohmann/json.hpp>
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

// A job with a file; what lies in the folder of files, sorted.
class FilesTest : public JobsTest {
 protected:
  void open() {
    store_ = std::make_unique<support::Store>(GetParam(), all());
    jobs_ = std::make_unique<Jobs>(store_->database(), clock_, store_->folder() / "waiting");
    jobs_->add_kind("read", [](JobRun& run) {
      std::string words;
      std::getline(std::ifstream(run.file().path), words);
      return "\"" + run.file().name + ": " + words + "\"";
    });
    jobs_->add_kind("break", [](JobRun&) -> std::string { throw std::runtime_error("boom"); });
  }
  JobId queue(const std::string& kind, bool commit = true) {
    const auto upload = store_->folder() / "upload";
    std::ofstream(upload) << "lời";
    auto tx = store_->database().begin();
    const auto id = jobs_->enqueue(tx, {}, kind, "Đọc", "{}", 0, JobFile{upload, "văn bản.txt"});
    EXPECT_FALSE(std::filesystem::exists(upload));
    if (commit) tx.commit();
    return id;
  }
  void run(const std::string& sql) {
    auto tx = store_->database().begin();
    tx.run(sql);
    tx.commit();
  }
  std::size_t files() {
    return std::size_t(std::distance(std::filesystem::directory_iterator(store_->folder() / "waiting"), {}));
  }
  std::unique_ptr<support::Store> store_;
  std::unique_ptr<Jobs> jobs_;
};
INSTANTIATE_TEST_SUITE_P(Engines, FilesTest, support::engines(), support::engine_name);

TEST_P(FilesTest, AFileWaitsForItsJobAndGoesWhenItEnds) {
  NEEDS_ENGINE();
  open();
  const auto read = queue("read"), broken = queue("break"), never = queue("read");
  EXPECT_EQ(files(), 6u);  // bytes and names
  EXPECT_EQ(jobs_->run_now(read, {}).result, "\"văn bản.txt: lời\"");
  EXPECT_EQ(files(), 4u);
  EXPECT_EQ(jobs_->run_now(broken, {}).error_key, "jobs.broken");
  EXPECT_EQ(files(), 2u);
  auto tx = store_->database().begin();
  jobs_->cancel(tx, never);
  EXPECT_EQ(files(), 2u);
  tx.commit();
  EXPECT_EQ(files(), 0u);
}

TEST_P(FilesTest, AJobThatIsNotQueuedLeavesNoFile) {
  NEEDS_ENGINE();
  open();
  queue("read", false);
  EXPECT_EQ(files(), 0u);
}

TEST_P(FilesTest, AJobSaysThatItsFileIsGone) {
  NEEDS_ENGINE();
  open();
  const auto id = queue("read");
  std::filesystem::remove_all(store_->folder() / "waiting");
  EXPECT_EQ(jobs_->run_now(id, {}).error_key, "jobs.file_gone");
}

// A program of before 2026-11-22 kept the file of a reading under a token, its name beside it, and the file of an
// import wherever it had come to lie; after the upgrade both jobs failed with "jobs.file_gone".
TEST_P(FilesTest, WhatAnEarlierProgramQueuedIsTakenOverAtStart) {
  NEEDS_ENGINE();
  open();
  const auto waiting = store_->folder() / "waiting", import = store_->folder() / "unit-import-1";
  std::filesystem::create_directories(waiting);
  std::ofstream(waiting / "kZ3xToken") << "lời";
  std::ofstream(waiting / "kZ3xToken.name") << "văn bản.txt";
  std::ofstream(import) << "đơn vị";
  std::vector<JobId> ids;
  for (const auto& input :
       {nlohmann::json{{"file", "kZ3xToken"}, {"unit", 1}},
        nlohmann::json{{"file", import.string()}, {"file_name", "units.csv"}}, nlohmann::json{{"file", "gone"}}}) {
    auto tx = store_->database().begin();
    ids.push_back(jobs_->enqueue(tx, {}, "read", "Đọc", input.dump()));
    tx.commit();
  }
  jobs_->start(0);
  EXPECT_EQ(files(), 4u);
  EXPECT_FALSE(std::filesystem::exists(import));
  EXPECT_EQ(jobs_->run_now(ids[0], {}).result, "\"văn bản.txt: lời\"");
  EXPECT_EQ(jobs_->run_now(ids[1], {}).result, "\"units.csv: đơn vị\"");
  EXPECT_EQ(jobs_->run_now(ids[2], {}).error_key, "jobs.file_gone");
  EXPECT_EQ(files(), 0u);
  jobs_->stop();
}

TEST_P(FilesTest, WhatNoJobWaitsForIsSweptAway) {
  NEEDS_ENGINE();
  open();
  queue("read");
  for (const char* left : {"lost", "lost.name", "77", "77.name"})
    std::ofstream(store_->folder() / "waiting" / left) << "x";
  int others = 0;
  jobs_->also_sweep([&] { ++others; });
  jobs_->sweep();
  EXPECT_EQ(others, 1);
  EXPECT_EQ(files(), 2u);
  run("UPDATE jobs_job SET state = 'running', attempts = 3");  // a restart too many: it gives up
  jobs_->start(0);
  EXPECT_EQ(files(), 0u);
  jobs_->stop();
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
  const auto own = jobs.list_jobs(tx, {.account_id = 7}, 10);
  ASSERT_EQ(own.size(), 2u);
  EXPECT_EQ(own[0].id, second);
  EXPECT_EQ(own[1].id, first);
  EXPECT_TRUE(jobs.list_jobs(tx, {.account_id = 8}, 10).empty());
  EXPECT_EQ(jobs.list_jobs(tx, {}, 1).size(), 1u);
}

}  // namespace
}  // namespace platform
