// The picture in step with the store: a transaction that changes the tree and the members is seen whole or not at all,
// by readers that ask all the while; one that is rolled back leaves nothing.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "modules/statistics/answer.h"
#include "modules/statistics/engine.h"
#include "modules/tree/tree_test_support.h"

namespace statistics {
namespace {

using tree::UnitKind;
using tree::UnitLevel;

class EngineTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    store_.emplace(GetParam(), platform::read_migrations("tree", tree::migrations()));
    engine_.emplace(store_->database(), tree_);
    tree_.listen(*engine_);
    auto none = std::make_shared<members::Columns>();
    none->first_spell = {0};
    engine_->prepare(none);
    auto tx = store_->database().begin();
    engine_->replaced(tx);
    tx.commit();
    put({tree::centre(), tree::province(2, "P1", "1950-01-01"), tree::province(3, "P2", "1950-01-01"),
         cell(4, "C1", "P1", "1960-01-01"), cell(5, "C2", "P2", "1960-01-01")});
  }
  static tree::UnitRow cell(std::int64_t line, const char* code, const char* parent, const char* from) {
    return tree::make_row(line, code, UnitKind::cell, UnitLevel::cell, parent, from);
  }
  void store(platform::Transaction& tx, const std::vector<tree::UnitRow>& rows) {
    tree_.store_rows(tx, rows, tree::day("2023-06-01"), tree::Replace::whole);
  }
  void put(const std::vector<tree::UnitRow>& rows) {
    auto tx = store_->database().begin();
    store(tx, rows);
    tx.commit();
  }
  members::MemberChange joins(platform::Transaction& tx, const char* code) {
    members::MemberFact m;
    m.id = {++members_};
    m.spells.push_back(
        {*tree_.find_unit(tx, code), members::Status::official, tree::day("2010-01-01"), std::nullopt, std::nullopt});
    return {std::nullopt, m};
  }
  // Members below a unit on the last day of 2022, by what the readers see now.
  static std::int64_t count(const Picture& picture, const char* code) {
    Query query;
    query.measure = Measure::members;
    query.unit = code;
    query.on = tree::day("2022-12-31");
    return answer(understand(query, picture, std::nullopt), picture, nullptr).counts.at(0);
  }

  std::optional<support::Store> store_;
  tree::Tree tree_;
  std::optional<Engine> engine_;
  std::int64_t members_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, EngineTest, support::engines(), support::engine_name);

TEST_P(EngineTest, WhatIsRolledBackIsNeverSeen) {
  {
    auto tx = store_->database().begin();
    store(tx, {cell(1, "C1", "P2", "1960-01-01")});
    engine_->changed(tx, 1, {joins(tx, "C1")});
  }
  {
    auto tx = store_->database().begin();
    engine_->changed(tx, 1, {joins(tx, "C1")});
    tx.commit();
  }
  EXPECT_EQ(count(*engine_->picture(), "P1"), 1);
  EXPECT_EQ(count(*engine_->picture(), "P2"), 0);
}

TEST_P(EngineTest, ATreeThatChangesTakesItsMembersAlongInTheSameAnswer) {
  auto tx = store_->database().begin();
  engine_->changed(tx, 1, {joins(tx, "C1"), joins(tx, "C2")});
  store(tx, {cell(1, "C1", "P2", "1960-01-01"), cell(2, "C3", "P2", "1990-01-01")});
  engine_->changed(tx, 2, {joins(tx, "C3")});
  EXPECT_EQ(count(*engine_->picture(), "TW"), 0);
  tx.commit();
  const auto picture = engine_->picture();
  EXPECT_EQ(count(*picture, "P1"), 0);
  EXPECT_EQ(count(*picture, "P2"), 3);
  EXPECT_EQ(picture->version, 2);
  auto read = store_->database().begin_read();
  EXPECT_EQ(picture->tree_version, tree_.version(read));
}

TEST_P(EngineTest, AUnitThatIsTakenAwayIsGoneFromTheNextAnswer) {
  put({cell(1, "C9", "P1", "1990-01-01")});
  EXPECT_EQ(count(*engine_->picture(), "C9"), 0);
  {
    auto tx = store_->database().begin();
    const tree::UnitId units[] = {*tree_.find_unit(tx, "C9")};
    tree_.remove_units(tx, units);
    tx.commit();
  }
  EXPECT_EQ(engine_->picture()->tree->find_code("C9"), nothing);
}

TEST_P(EngineTest, WhatWasStoredWhileTheConnectionWasLostIsInTheNextPicture) {
  {
    auto tx = store_->database().begin();
    engine_->changed(tx, 1, {joins(tx, "C1")});
    tx.commit();
  }
  const auto move = [&](platform::Transaction& tx, const tree::Tree& tree) {
    tree.store_rows(tx, std::vector{cell(1, "C1", "P2", "1960-01-01")}, tree::day("2023-06-01"), tree::Replace::whole);
  };
  {
    auto tx = store_->database().begin();
    move(tx, tree_);
    tx.before_commit([](platform::Transaction&) { throw base::Error(base::ErrorKind::unavailable, "database.lost"); });
    EXPECT_THROW(tx.commit(), base::Error);
  }
  {
    // Stored all the same, and nobody was told.
    auto tx = store_->database().begin();
    move(tx, tree::Tree());
    tx.commit();
  }
  put({cell(1, "C9", "P1", "1990-01-01")});
  EXPECT_EQ(count(*engine_->picture(), "P1"), 0);
  EXPECT_EQ(count(*engine_->picture(), "P2"), 1);
}

TEST_P(EngineTest, ReadersNeverCountMembersInATreeTheyWereNotWrittenFor) {
  std::atomic<bool> done = false;
  std::atomic<int> torn = 0, asked = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      while (!done) {
        const auto picture = engine_->picture();
        // Every transaction moves the cell to the other province and gives it one member more.
        const auto first = count(*picture, "P1"), second = count(*picture, "P2");
        const bool in_second = picture->version % 2 == 1;
        if ((in_second ? first : second) != 0 || first + second != picture->version) ++torn;
        ++asked;
      }
    });
  for (int version = 1; version <= 60; ++version) {
    auto tx = store_->database().begin();
    store(tx, {cell(1, "C1", version % 2 == 1 ? "P2" : "P1", "1960-01-01")});
    engine_->changed(tx, version, {joins(tx, "C1")});
    tx.commit();
    EXPECT_EQ(count(*engine_->picture(), "TW"), version);
  }
  while (asked < 10) std::this_thread::yield();
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
}

}  // namespace
}  // namespace statistics
