#include <sqlite3.h>
#include <unicode/ucol.h>
#include <unicode/uiter.h>

#include <cstring>
#include <list>
#include <map>

#include "platform/database/connection.h"

namespace platform {
namespace {

[[noreturn]] void sqlite_failed(sqlite3* database, int code, const std::string& path) {
  const std::string detail = std::to_string(sqlite3_extended_errcode(database)) + ": " + sqlite3_errmsg(database);
  using enum base::ErrorKind;
  switch (code & 0xFF) {
    case SQLITE_FULL:
      throw base::Error(unavailable, "database.full", {}, detail);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw base::Error(conflict, "database.busy", {}, detail);
    case SQLITE_CONSTRAINT:
      throw base::Error(conflict, "database.constraint", {}, detail);
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw base::Error(unavailable, "database.unwritable", {}, detail);
    case SQLITE_IOERR:
      throw base::Error(unavailable, "database.unwritable", {}, detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw base::Error(unavailable, "database.damaged", {{"path", path}}, detail);
    case SQLITE_CANTOPEN:
      throw base::Error(unavailable, "database.unreachable", {{"path", path}}, detail);
    default:
      throw std::runtime_error("sqlite " + detail);
  }
}

struct SqliteStatement {
  sqlite3_stmt* handle = nullptr;
  bool in_use = false;
  SqliteStatement() = default;
  SqliteStatement(const SqliteStatement&) = delete;
  ~SqliteStatement() { sqlite3_finalize(handle); }
};

// Vietnamese order for `COLLATE vi`, the same as PostgreSQL's ICU collation of that name.
int compare_vietnamese(void* collator, int length_a, const void* a, int length_b, const void* b) {
  UCharIterator left, right;
  uiter_setUTF8(&left, static_cast<const char*>(a), length_a);
  uiter_setUTF8(&right, static_cast<const char*>(b), length_b);
  UErrorCode status = U_ZERO_ERROR;
  return int(ucol_strcollIter(static_cast<UCollator*>(collator), &left, &right, &status));
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const std::string& path, bool writer) : path_(path) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (writer ? SQLITE_OPEN_CREATE : 0);
    if (const int code = sqlite3_open_v2(path.c_str(), &database_, flags, nullptr); code != SQLITE_OK) {
      const std::string detail = database_ ? sqlite3_errmsg(database_) : "no memory";
      sqlite3_close(database_);
      throw base::Error(base::ErrorKind::unavailable, "database.unreachable", {{"path", path}}, detail);
    }
    try {
      execute("PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;");
      if (writer)
        execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;");
      else
        execute("PRAGMA query_only=ON; PRAGMA cache_size=-8000;");
    } catch (...) {
      sqlite3_close(database_);
      throw;
    }
    install_collation();
  }
  ~SqliteConnection() override {
    cache_.clear();
    sqlite3_close_v2(database_);
  }

  Engine engine() const override { return Engine::sqlite; }
  bool healthy() const override { return true; }

  void execute(const std::string& script) override {
    if (const int code = sqlite3_exec(database_, script.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
      sqlite_failed(database_, code, path_);
  }

  std::unique_ptr<Rows> query(std::string_view sql, std::span<const Value> values) override {
    auto statement = prepare(sql);
    bind(statement->handle, values, SQLITE_TRANSIENT);
    return std::make_unique<SqliteRows>(*this, std::move(statement));
  }

  std::int64_t run(std::string_view sql, std::span<const Value> values) override {
    auto statement = prepare(sql);
    bind(statement->handle, values, SQLITE_STATIC);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement->handle);
    if (code != SQLITE_DONE) {
      release(*statement);
      sqlite_failed(database_, code, path_);
    }
    const auto changed = sqlite3_changes64(database_);
    release(*statement);
    return changed;
  }

  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table, std::span<const std::string_view> columns) override {
    std::string sql = "INSERT INTO " + std::string(table) + "(", places;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      sql += (i ? "," : "") + std::string(columns[i]);
      places += i ? ",?" : "?";
    }
    return std::make_unique<SqliteBulk>(*this, prepare(sql + ") VALUES(" + places + ")"));
  }

  void begin(bool read_only) override { execute(read_only ? "BEGIN" : "BEGIN IMMEDIATE"); }
  void commit() override { execute("COMMIT"); }
  void rollback() noexcept override {
    if (!sqlite3_get_autocommit(database_)) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  }

 private:
  using Shared = std::shared_ptr<SqliteStatement>;

  class SqliteRows final : public Rows {
   public:
    SqliteRows(SqliteConnection& owner, Shared statement) : owner_(owner), statement_(std::move(statement)) {}
    ~SqliteRows() override { owner_.release(*statement_); }
    bool next() override {
      const int code = sqlite3_step(statement_->handle);
      if (code == SQLITE_ROW) return true;
      if (code != SQLITE_DONE) sqlite_failed(owner_.database_, code, owner_.path_);
      return false;
    }
    bool is_null(int c) const override { return sqlite3_column_type(statement_->handle, c) == SQLITE_NULL; }
    std::int64_t integer(int c) const override { return sqlite3_column_int64(statement_->handle, c); }
    double real(int c) const override { return sqlite3_column_double(statement_->handle, c); }
    std::string_view text(int c) const override {
      const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_->handle, c));
      return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(statement_->handle, c)))
                   : std::string_view();
    }
    std::string blob(int c) const override {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_->handle, c));
      return bytes ? std::string(bytes, std::size_t(sqlite3_column_bytes(statement_->handle, c))) : std::string();
    }

   private:
    SqliteConnection& owner_;
    Shared statement_;
  };

  class SqliteBulk final : public BulkInsert {
   public:
    SqliteBulk(SqliteConnection& owner, Shared statement) : owner_(owner), statement_(std::move(statement)) {}
    ~SqliteBulk() override { owner_.release(*statement_); }
    void add(std::span<const Value> row) override {
      owner_.bind(statement_->handle, row, SQLITE_STATIC);
      const int code = sqlite3_step(statement_->handle);
      sqlite3_reset(statement_->handle);
      if (code != SQLITE_DONE) sqlite_failed(owner_.database_, code, owner_.path_);
    }
    void finish() override {}

   private:
    SqliteConnection& owner_;
    Shared statement_;
  };

  // Opening ICU's rules costs memory, so it waits for the first comparison.
  void install_collation() {
    sqlite3_create_collation_v2(
        database_, "vi", SQLITE_UTF8, nullptr,
        [](void*, int la, const void* a, int lb, const void* b) {
          thread_local UCollator* collator = [] {
            UErrorCode status = U_ZERO_ERROR;
            return ucol_open("vi", &status);
          }();
          return compare_vietnamese(collator, la, a, lb, b);
        },
        nullptr);
  }

  Shared prepare(std::string_view sql) {
    if (const auto it = cache_.find(sql); it != cache_.end() && !it->second->in_use) {
      it->second->in_use = true;
      return it->second;
    }
    auto statement = std::make_shared<SqliteStatement>();
    const int code = sqlite3_prepare_v3(database_, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement->handle, nullptr);
    if (code != SQLITE_OK) sqlite_failed(database_, code, path_);
    statement->in_use = true;
    if (cache_.size() >= 300) std::erase_if(cache_, [](const auto& entry) { return !entry.second->in_use; });
    cache_.try_emplace(std::string(sql), statement);
    return statement;
  }

  void release(SqliteStatement& statement) {
    sqlite3_reset(statement.handle);
    sqlite3_clear_bindings(statement.handle);
    statement.in_use = false;
  }

  void bind(sqlite3_stmt* handle, std::span<const Value> values, sqlite3_destructor_type lifetime) {
    if (int(values.size()) != sqlite3_bind_parameter_count(handle))
      throw std::runtime_error("sqlite: wrong number of values for " + std::string(sqlite3_sql(handle)));
    int index = 0;
    for (const Value& value : values) {
      ++index;
      int code = SQLITE_OK;
      if (const auto* i = std::get_if<std::int64_t>(&value))
        code = sqlite3_bind_int64(handle, index, *i);
      else if (const auto* d = std::get_if<double>(&value))
        code = sqlite3_bind_double(handle, index, *d);
      else if (const auto* t = std::get_if<std::string_view>(&value))
        code = sqlite3_bind_text64(handle, index, t->data() ? t->data() : "", t->size(), lifetime, SQLITE_UTF8);
      else if (const auto* b = std::get_if<Blob>(&value))
        code = sqlite3_bind_blob64(handle, index, b->bytes.data() ? b->bytes.data() : "", b->bytes.size(), lifetime);
      else
        code = sqlite3_bind_null(handle, index);
      if (code != SQLITE_OK) sqlite_failed(database_, code, path_);
    }
  }

  std::string path_;
  sqlite3* database_ = nullptr;
  std::map<std::string, Shared, std::less<>> cache_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool writer) {
  return std::make_unique<SqliteConnection>(path, writer);
}

}  // namespace platform
