#include "platform/database/database.h"

#include <gtest/gtest.h>

#include <thread>

#include "platform/database/connection.h"
#include "tests/support/test_store.h"

namespace platform {
namespace {

std::vector<Migration> sample_migrations() {
  return {{"sample", 1, "0001_create.sql",
           "-- both:\nCREATE TABLE sample_thing(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, at INTEGER, day "
           "TEXT, bytes BLOB, part REAL);\n"}};
}

class DatabaseTest : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Engines, DatabaseTest, support::engines(), support::engine_name);

TEST_P(DatabaseTest, KeepsEveryKindOfValue) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  auto tx = store.database().begin();
  const std::string bytes("\0\x01'\\\xFF", 5);
  const auto id = tx.insert("INSERT INTO sample_thing(name, at, day, bytes, part) VALUES (?, ?, ?, ?, ?)", "Đặng ?",
                            std::int64_t(1) << 60, *base::make_date(2023, 2, 28), Blob{bytes}, 0.5);
  tx.insert("INSERT INTO sample_thing(name, at) VALUES (?, ?)", std::string("b"), std::optional<std::int64_t>());
  int seen = 0;
  tx.each("SELECT id, name, at, day, part FROM sample_thing ORDER BY id", [&](Row row) {
    if (++seen == 1) {
      EXPECT_EQ(row.get<std::int64_t>(0), id);
      EXPECT_EQ(row.get<std::string>(1), "Đặng ?");
      EXPECT_EQ(row.get<std::int64_t>(2), std::int64_t(1) << 60);
      EXPECT_EQ(base::to_iso(row.get<base::Date>(3)), "2023-02-28");
      EXPECT_EQ(row.get<double>(4), 0.5);
    } else {
      EXPECT_FALSE(row.get<std::optional<std::int64_t>>(2));
    }
  });
  EXPECT_EQ(seen, 2);
  auto rows = tx.query("SELECT bytes FROM sample_thing WHERE name = ?", "Đặng ?");
  ASSERT_TRUE(rows->next());
  EXPECT_EQ(rows->blob(0), bytes);
  EXPECT_EQ(tx.run("UPDATE sample_thing SET at = 1 WHERE 1 = 1"), 2);
  tx.commit();
}

TEST_P(DatabaseTest, RollsBackWhatIsNotCommittedAndTellsOnlyCommits) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  std::string told;
  {
    auto tx = store.database().begin();
    tx.run("INSERT INTO sample_thing(name) VALUES ('lost')");
    tx.on_commit([&] { told += "lost "; });
  }
  {
    auto tx = store.database().begin();
    tx.run("INSERT INTO sample_thing(name) VALUES ('kept')");
    tx.on_commit([&] {
      auto read = store.database().begin_read();
      told += read.find<std::string>("SELECT name FROM sample_thing").value_or("nothing");
    });
    tx.commit();
  }
  EXPECT_EQ(told, "kept");
}

TEST_P(DatabaseTest, WhatIsDoneLastInATransactionIsPartOfIt) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  const auto names = [&] {
    return store.database().begin_read().find<std::int64_t>("SELECT COUNT(*) FROM sample_thing");
  };
  {
    auto tx = store.database().begin();
    tx.run("INSERT INTO sample_thing(name) VALUES ('first')");
    tx.before_commit([](auto& ending) { ending.run("INSERT INTO sample_thing(name) VALUES ('last')"); });
    tx.commit();
  }
  EXPECT_EQ(names(), 2);
  {
    auto tx = store.database().begin();
    tx.run("INSERT INTO sample_thing(name) VALUES ('lost')");
    tx.before_commit([](auto&) { throw base::Error(base::ErrorKind::unavailable, "database.lost"); });
    EXPECT_THROW(tx.commit(), base::Error);
  }
  EXPECT_EQ(names(), 2);
}

TEST_P(DatabaseTest, AReaderSeesASnapshot) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  auto read = store.database().begin_read();
  EXPECT_EQ(read.find<std::int64_t>("SELECT COUNT(*) FROM sample_thing"), 0);
  auto tx = store.database().begin();
  tx.run("INSERT INTO sample_thing(name) VALUES ('a')");
  tx.commit();
  EXPECT_EQ(read.find<std::int64_t>("SELECT COUNT(*) FROM sample_thing"), 0);
}

TEST_P(DatabaseTest, SaysWhatContradicts) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  auto tx = store.database().begin();
  tx.run("INSERT INTO sample_thing(name) VALUES ('a')");
  try {
    tx.run("INSERT INTO sample_thing(name) VALUES ('a')");
    FAIL() << "accepted twice";
  } catch (const base::Error& e) {
    EXPECT_EQ(e.key(), "database.constraint");
  }
}

TEST_P(DatabaseTest, WritersTakeTurns) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  {
    auto tx = store.database().begin();
    tx.run("INSERT INTO sample_thing(name, at) VALUES ('n', 0)");
    tx.commit();
  }
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        auto tx = store.database().begin();
        const auto n = *tx.find<std::int64_t>("SELECT at FROM sample_thing");
        tx.run("UPDATE sample_thing SET at = ?", n + 1);
        tx.commit();
      }
    });
  threads.clear();
  EXPECT_EQ(store.database().begin_read().find<std::int64_t>("SELECT at FROM sample_thing"), 100);
}

TEST_P(DatabaseTest, BulkInsertKeepsOddText) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  auto tx = store.database().begin();
  const std::string_view columns[] = {"name", "at", "bytes"};
  auto bulk = tx.bulk_insert("sample_thing", columns);
  const Value first[] = {std::string_view("tab\tline\nback\\slash"), std::int64_t(1), Blob{"\\x"}};
  const Value second[] = {std::string_view("\\N"), nullptr, nullptr};
  bulk->add(first);
  bulk->add(second);
  bulk->finish();
  bulk.reset();
  EXPECT_EQ(tx.find<std::string>("SELECT name FROM sample_thing WHERE at = 1"), "tab\tline\nback\\slash");
  EXPECT_EQ(tx.find<std::string>("SELECT name FROM sample_thing WHERE at IS NULL"), "\\N");
}

TEST_P(DatabaseTest, MigratesOnceAndRefusesANewerStore) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  store.database().migrate(sample_migrations());
  auto newer = sample_migrations();
  newer.push_back({"sample", 2, "0002_more.sql", "CREATE TABLE sample_more(id INTEGER PRIMARY KEY);"});
  store.database().migrate(newer);
  try {
    store.database().migrate(sample_migrations());
    FAIL() << "an older program opened a newer store";
  } catch (const base::Error& e) {
    EXPECT_EQ(e.key(), "database.newer");
  }
}

TEST_P(DatabaseTest, OneWritingServerPerStore) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  try {
    Database::open(store.url());
    FAIL() << "a second writer was let in";
  } catch (const base::Error& e) {
    EXPECT_EQ(e.key(), "database.in_use");
  }
}

TEST_P(DatabaseTest, OrdersNamesAsVietnameseDoes) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), sample_migrations());
  auto tx = store.database().begin();
  for (auto name : {"Đa", "Da", "Ô", "O", "Ơn", "Ăn", "An", "Ân"})
    tx.run("INSERT INTO sample_thing(name) VALUES (?)", name);
  std::string order;
  tx.each("SELECT name FROM sample_thing ORDER BY name COLLATE vi",
          [&](Row row) { order += row.get<std::string>(0) + " "; });
  EXPECT_EQ(order, "An Ăn Ân Da Đa O Ô Ơn ");
}

TEST(Bindings, KeepATemporaryText) {
  Bindings bindings;
  bindings.add(std::string(100, 'a'));
  const std::string other(100, 'b');  // may take the place of a freed one
  EXPECT_EQ(std::get<std::string_view>(bindings.values()[0]), std::string(100, 'a'));
}

TEST(Migrations, TakesTheBlocksOfOneEngine) {
  const auto text =
      "-- a comment\nCREATE TABLE a_b(id INTEGER PRIMARY KEY, n INTEGER, t TEXT);\n-- sqlite:\nS;\n-- "
      "postgresql:\nP;\n-- both:\nB;\n";
  EXPECT_EQ(sql_for(Engine::sqlite, text), "CREATE TABLE a_b(id INTEGER PRIMARY KEY, n INTEGER, t TEXT);\nS;\nB;\n");
  EXPECT_EQ(sql_for(Engine::postgresql, text),
            "CREATE TABLE a_b(id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n BIGINT, t TEXT COLLATE "
            "\"C\");\nP;\nB;\n");
}

}  // namespace
}  // namespace platform
