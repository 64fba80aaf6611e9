#include "platform/database/database.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "platform/database/connection.h"

namespace platform {

struct Transaction::State {
  Connection* connection = nullptr;
  std::function<void()> give_back;
  bool read_only = false, open = true;
  std::vector<std::function<void(Transaction&)>> last;
  std::vector<std::function<void()>> told;

  ~State() { close(); }
  void close() {
    if (!connection) return;
    if (open) connection->rollback();
    open = false;
    connection = nullptr;
    last.clear();  // what they hold is gone before the next writer begins
    told.clear();
    give_back();
  }
};

namespace {
thread_local std::uint64_t statements = 0;
}

std::uint64_t statements_run() { return statements; }

Transaction::Transaction(std::unique_ptr<State> state) : state_(std::move(state)) {}
Transaction::Transaction(Transaction&&) noexcept = default;
Transaction::~Transaction() = default;

Engine Transaction::engine() const { return state_->connection->engine(); }
bool Transaction::is_read_only() const { return state_->read_only; }
void Transaction::count_again(std::string_view table) {
  if (engine() == Engine::postgresql) execute("ANALYZE " + std::string(table));
}

std::unique_ptr<Rows> Transaction::query_values(std::string_view sql, std::span<const Value> values) {
  ++statements;
  return state_->connection->query(sql, values);
}

std::int64_t Transaction::run_values(std::string_view sql, std::span<const Value> values) {
  ++statements;
  return state_->connection->run(sql, values);
}

std::int64_t Transaction::insert_values(std::string_view sql, std::span<const Value> values) {
  ++statements;
  auto rows = state_->connection->query(std::string(sql) + " RETURNING id", values);
  CHECK(rows->next());
  const auto id = rows->integer(0);
  while (rows->next()) {
  }
  return id;
}

std::unique_ptr<BulkInsert> Transaction::bulk_insert(std::string_view table,
                                                     std::span<const std::string_view> columns) {
  return state_->connection->bulk_insert(table, columns);
}

void Transaction::execute(const std::string& script) { state_->connection->execute(script); }

void Transaction::before_commit(std::function<void(Transaction&)> last) { state_->last.push_back(std::move(last)); }

void Transaction::on_commit(std::function<void()> told) { state_->told.push_back(std::move(told)); }

void Transaction::commit() {
  CHECK(state_->open);
  for (const auto& last : std::exchange(state_->last, {})) last(*this);
  state_->connection->commit();
  state_->open = false;
  // Still this writer's turn: whoever is told hears commits in their order, and must not begin a write.
  for (auto& tell : state_->told) tell();
  state_->close();
}

namespace {

// Writers take turns in the order they came.
class Turns {
 public:
  void take() {
    std::unique_lock lock(mutex_);
    const auto mine = next_++;
    changed_.wait(lock, [&] { return serving_ == mine; });
  }
  void give() {
    {
      std::lock_guard lock(mutex_);
      ++serving_;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t next_ = 0, serving_ = 0;
};

// flock on a file beside the store: one writing process.
class FileLock {
 public:
  explicit FileLock(const std::string& path) : file_(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw base::Error(base::ErrorKind::unavailable, "database.unreachable", {{"path", path}});
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      ::close(file_);
      throw base::Error(base::ErrorKind::conflict, "database.in_use");
    }
  }
  FileLock(const FileLock&) = delete;
  ~FileLock() { ::close(file_); }

 private:
  int file_;
};

class PooledDatabase final : public Database {
 public:
  explicit PooledDatabase(const std::string& url) : url_(url) {
    engine_ = url.starts_with("postgres") ? Engine::postgresql : Engine::sqlite;
    if (engine_ == Engine::sqlite) {
      if (url_.starts_with("sqlite:")) url_ = url_.substr(7);
      lock_ = std::make_unique<FileLock>(url_ + ".lock");
    }
    writer_ = connect(true);
    // A server that was killed holds the lock until PostgreSQL has noticed.
    for (int tries = 50; !try_lock_store(); --tries) {
      if (tries == 0) throw base::Error(base::ErrorKind::conflict, "database.in_use");
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  Engine engine() const override { return engine_; }

  Transaction begin() override {
    turns_.take();
    try {
      writer_->begin(false);
      if (locked_session_ != writer_->session() && !try_lock_store())
        throw base::Error(base::ErrorKind::conflict, "database.in_use");
    } catch (...) {
      writer_->rollback();
      turns_.give();
      throw;
    }
    return transaction_on(writer_.get(), false, [this] { turns_.give(); });
  }

  Transaction begin_read() override {
    auto connection = take_reader();
    auto* raw = connection.get();
    try {
      raw->begin(true);
    } catch (...) {
      raw->rollback();
      if (raw->healthy()) give_reader(std::move(connection));
      throw;
    }
    auto shared = std::make_shared<std::unique_ptr<Connection>>(std::move(connection));
    return transaction_on(raw, true, [this, shared] { give_reader(std::move(*shared)); });
  }

 private:
  std::unique_ptr<Connection> connect(bool writer) const {
    return engine_ == Engine::sqlite ? open_sqlite(url_, writer) : open_postgresql(url_);
  }
  bool try_lock_store() {
    if (engine_ == Engine::postgresql) {
      // "lienthong" as a number: the advisory lock of the one writing server.
      auto rows = writer_->query("SELECT pg_try_advisory_lock(7809645)", {});
      if (!rows->next() || rows->integer(0) != 1) return false;
    }
    locked_session_ = writer_->session();
    return true;
  }
  std::unique_ptr<Connection> take_reader() {
    {
      std::lock_guard lock(readers_mutex_);
      if (!readers_.empty()) {
        auto connection = std::move(readers_.back());
        readers_.pop_back();
        return connection;
      }
    }
    try {
      return connect(false);
    } catch (const base::Error& error) {  // it was there when the program started
      throw base::Error(base::ErrorKind::unavailable, "database.lost", {}, error.detail());
    }
  }
  void give_reader(std::unique_ptr<Connection> connection) {
    std::lock_guard lock(readers_mutex_);
    if (readers_.size() < 16) readers_.push_back(std::move(connection));
  }

  std::string url_;
  Engine engine_;
  std::unique_ptr<FileLock> lock_;
  std::unique_ptr<Connection> writer_;
  int locked_session_ = -1;
  Turns turns_;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> readers_;
};

}  // namespace

Transaction Database::transaction_on(Connection* connection, bool read_only, std::function<void()> give_back) {
  auto state = std::make_unique<Transaction::State>();
  state->connection = connection;
  state->read_only = read_only;
  state->give_back = std::move(give_back);
  return Transaction(std::move(state));
}

std::unique_ptr<Database> Database::open(const std::string& url) { return std::make_unique<PooledDatabase>(url); }

}  // namespace platform
