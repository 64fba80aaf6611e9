#include "platform/backup/backup.h"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/crypto/crypto.h"
#include "tests/support/test_store.h"

namespace platform {
namespace {

std::vector<Migration> backup_migrations() {
  return {{"sample", 1, "0001.sql",
           "CREATE TABLE sample_thing(id INTEGER PRIMARY KEY, name TEXT, bytes BLOB, part REAL);"
           "CREATE TABLE sample_part(thing_id INTEGER NOT NULL REFERENCES sample_thing(id));\n"
           "CREATE TABLE sample_index_thing(thing_id INTEGER NOT NULL UNIQUE);\n"
           "-- sqlite:\n"
           "CREATE TRIGGER sample_thing_added AFTER INSERT ON sample_thing BEGIN INSERT INTO "
           "sample_index_thing(thing_id) VALUES (new.id); END;\n"
           "-- postgresql:\n"
           "CREATE FUNCTION sample_index_add() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
           "sample_index_thing(thing_id) VALUES (new.id); RETURN NULL; END $$;\n"
           "CREATE TRIGGER sample_thing_added AFTER INSERT ON sample_thing FOR EACH ROW EXECUTE FUNCTION "
           "sample_index_add();\n"}};
}

void fill(Database& database) {
  auto tx = database.begin();
  tx.run("INSERT INTO sample_thing(id, name, bytes, part) VALUES (7, ?, ?, 0.25)", "Đặng\n\t",
         Blob{std::string_view("\0\xFF", 2)});
  tx.run("INSERT INTO sample_thing(id, name) VALUES (9, NULL)");
  tx.run("INSERT INTO sample_part(thing_id) VALUES (7)");
  tx.commit();
}

class BackupTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { start_crypto(); }
};
INSTANTIATE_TEST_SUITE_P(Engines, BackupTest, support::engines(), support::engine_name);

TEST_P(BackupTest, RestoresAnEqualStoreOnEitherEngine) {
  NEEDS_ENGINE();
  support::Store from(GetParam(), backup_migrations());
  fill(from.database());
  const std::string path = (from.folder() / "b").string();
  const BackedUp source[] = {{"registers", &from.database(), ""}};
  const auto written = write_backup(path, source, "2026-11-22", {{"store", "secret key bytes"}}, "câu bí mật", {});
  EXPECT_EQ(written.rows, 3);
  for (const std::string engine : {"sqlite", "postgresql"}) {
    if (!support::Store::has(engine)) continue;
    support::Store to(engine, {});
    const BackedUp target[] = {{"registers", &to.database(), ""}};
    std::vector<std::pair<std::string, std::string>> keys;
    restore_backup(path, target, backup_migrations(), "câu bí mật", keys, {});
    EXPECT_EQ(keys.at(0).second, "secret key bytes");
    EXPECT_EQ(content_hash(source), content_hash(target)) << engine;
    auto tx = to.database().begin();
    // An index is not in the backup; the trigger made it again.
    EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM sample_index_thing"), 2);
    EXPECT_GT(tx.insert("INSERT INTO sample_thing(name) VALUES ('next')"), 9);
  }
}

TEST_P(BackupTest, ATableGoesToTheStoreThatOwnsIt) {
  NEEDS_ENGINE();
  const std::vector<Migration> migrations{
      {"sample", 1, "0001.sql", "CREATE TABLE sample_thing(id INTEGER PRIMARY KEY, name TEXT);"},
      {"sample", 2, "0002.sql", "CREATE TABLE sample_view(id INTEGER PRIMARY KEY, name TEXT);"}};
  const std::vector<Migration> views{{"sample", 1, "0002.sql", migrations[1].sql}};
  const auto count = [](support::Store& store) {
    auto tx = store.database().begin_read();
    return tx.find<std::int64_t>("SELECT COUNT(*) FROM sample_view").value_or(0);
  };
  std::vector<std::pair<std::string, std::string>> keys;
  // One store for all, as on PostgreSQL …
  support::Store one(GetParam(), migrations);
  {
    auto tx = one.database().begin();
    tx.run("INSERT INTO sample_thing(name) VALUES ('thing')");
    tx.run("INSERT INTO sample_view(name) VALUES ('seen')");
    tx.commit();
  }
  const BackedUp whole[] = {{"registers", &one.database(), ""}};
  const std::string path = (one.folder() / "b").string();
  write_backup(path, whole, "", {}, "", {});
  // … into two, as beside SQLite …
  support::Store main("sqlite", {}), seen("sqlite", views);
  const BackedUp apart[] = {{"registers", &main.database(), ""}, {"views", &seen.database(), "sample_view"}};
  restore_backup(path, apart, migrations, "", keys, {});
  EXPECT_EQ(count(main), 0);
  EXPECT_EQ(count(seen), 1);
  EXPECT_EQ(content_hash(whole), content_hash(apart));
  // … and back.
  write_backup(path, apart, "", {}, "", {});
  support::Store back(GetParam(), {});
  const BackedUp again[] = {{"registers", &back.database(), ""}, {"views", &back.database(), "sample_view"}};
  restore_backup(path, again, migrations, "", keys, {});
  EXPECT_EQ(count(back), 1);
  const BackedUp once[] = {{"registers", &back.database(), ""}};
  EXPECT_EQ(content_hash(once), content_hash(whole));
}

TEST_P(BackupTest, RefusesDamageWrongPhrasesAndFullStores) {
  NEEDS_ENGINE();
  support::Store from(GetParam(), backup_migrations());
  fill(from.database());
  const std::string path = (from.folder() / "b").string();
  const BackedUp source[] = {{"registers", &from.database(), ""}};
  write_backup(path, source, "", {{"k", "v"}}, "p", {});
  std::vector<std::pair<std::string, std::string>> keys;
  const auto key_of_error = [&](const std::function<void()>& f) -> std::string {
    try {
      f();
    } catch (const base::Error& e) {
      return e.key();
    }
    return "accepted";
  };
  EXPECT_EQ(key_of_error([&] { restore_backup(path, source, backup_migrations(), "p", keys, {}); }),
            "backup.store_not_empty");
  support::Store empty(GetParam(), {});
  const BackedUp target[] = {{"registers", &empty.database(), ""}};
  EXPECT_EQ(key_of_error([&] { restore_backup(path, target, backup_migrations(), "q", keys, {}); }),
            "backup.wrong_pass_phrase");
  std::string bytes;
  {
    std::ifstream in(path, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  for (const std::size_t cut : {bytes.size() - 1, bytes.size() / 2, std::size_t(60)}) {
    std::ofstream(path + "c", std::ios::binary) << bytes.substr(0, cut);
    EXPECT_EQ(key_of_error([&] { check_backup(path + "c"); }), "backup.damaged") << cut;
  }
  bytes[bytes.size() - 50] = char(bytes[bytes.size() - 50] ^ 1);
  std::ofstream(path + "c", std::ios::binary) << bytes;
  EXPECT_EQ(key_of_error([&] { check_backup(path + "c"); }), "backup.damaged");
  std::ofstream(path + "c", std::ios::binary) << "hello";
  EXPECT_EQ(key_of_error([&] { check_backup(path + "c"); }), "backup.not_a_backup");
}

}  // namespace
}  // namespace platform
