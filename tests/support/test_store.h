#pragma once
// A store of its own for every test, on SQLite and, where LIENTHONG_TEST_PG names a server, on PostgreSQL.
// Usage: class MyTest : public testing::TestWithParam<std::string> {}; INSTANTIATE_TEST_SUITE_P(Engines, MyTest,
// support::engines(), support::engine_name); in a test: support::Store store(GetParam(), {migrations…}).

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "platform/database/database.h"

namespace support {

inline auto engines() { return testing::Values(std::string("sqlite"), std::string("postgresql")); }
inline std::string engine_name(const testing::TestParamInfo<std::string>& info) { return info.param; }

class Store {
 public:
  Store(const std::string& engine, const std::vector<platform::Migration>& migrations) {
    static std::atomic<int> count{0};
    std::string pattern = (std::filesystem::temp_directory_path() / "lienthong-test-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    if (engine == "sqlite") {
      url_ = (folder_ / "store.db").string();
    } else {
      const std::string server = std::getenv("LIENTHONG_TEST_PG");
      name_ = "lt_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
      admin("CREATE DATABASE " + name_ + " TEMPLATE template0 ENCODING 'UTF8'");
      url_ = with_database(server, name_);
    }
    database_ = platform::Database::open(url_);
    database_->migrate(migrations);
  }
  Store(const Store&) = delete;
  ~Store() {
    database_.reset();
    if (!name_.empty()) admin("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    std::filesystem::remove_all(folder_);
  }
  // Closes and opens the store again, as a restart does.
  void reopen() {
    database_.reset();
    database_ = platform::Database::open(url_);
  }
  // Leaves the store to somebody who opens it by its url.
  void close() { database_.reset(); }
  platform::Database& database() { return *database_; }
  const std::string& url() const { return url_; }
  const std::filesystem::path& folder() const { return folder_; }

  static bool has(const std::string& engine) { return engine == "sqlite" || std::getenv("LIENTHONG_TEST_PG"); }

 private:
  // postgresql://…/base → postgresql://…/name, keeping ?options
  static std::string with_database(const std::string& url, const std::string& name) {
    const auto question = url.find('?');
    const std::string options = question == std::string::npos ? "" : url.substr(question);
    const std::string head = url.substr(0, question);
    const auto slash = head.find('/', head.find("//") + 2);
    return head.substr(0, slash) + "/" + name + options;
  }
  static void admin(const std::string& sql);

  std::filesystem::path folder_;
  std::string url_, name_;
  std::unique_ptr<platform::Database> database_;
};

}  // namespace support

// First line of a test: skips it with a message where there is no PostgreSQL.
#define NEEDS_ENGINE() \
  if (!support::Store::has(GetParam())) GTEST_SKIP() << "LIENTHONG_TEST_PG is not set: no PostgreSQL to test on"

#include <libpq-fe.h>

inline void support::Store::admin(const std::string& sql) {
  PGconn* connection = PQconnectdb(std::getenv("LIENTHONG_TEST_PG"));
  PGresult* result = PQexec(connection, sql.c_str());
  const bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
  const std::string message = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (!ok) throw std::runtime_error(message);
}
