#pragma once
// The one door to SQLite and PostgreSQL. SQL is written once, in the common subset, with `?` for values.
// A Database is shared by all threads; a Transaction belongs to one thread. Writers take turns (one writing
// server per store); readers see a snapshot and never wait for a writer. What must be told to others after
// a write is staged with on_commit and runs in commit order, once the write is durable and visible.
// Errors: unavailable "database.lost", "database.commit_unknown", "database.full"; conflict "database.busy"; detail
// holds the engine's words. A lost connection to PostgreSQL is made anew by the next transaction.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/embedded.h"
#include "base/error.h"
#include "base/id.h"

namespace platform {

enum class Engine { sqlite, postgresql };

struct Blob {
  std::string_view bytes;
};
// Text and blob views must live until the call returns.
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, Blob>;

inline Value to_value(std::nullptr_t) { return nullptr; }
inline Value to_value(std::string_view v) { return v; }
inline Value to_value(const std::string& v) { return std::string_view(v); }
inline Value to_value(const char* v) { return std::string_view(v); }
inline Value to_value(Blob v) { return v; }
inline Value to_value(double v) { return v; }
template <class T>
requires std::is_integral_v<T> Value to_value(T v) { return std::int64_t(v); }
template <class Tag>
Value to_value(base::Id<Tag> v) {
  return v.value;
}

// Keeps what is bound alive for the length of one call (dates become text).
class Bindings {
 public:
  template <class T>
  void add(const T& v) {
    if constexpr (std::is_same_v<T, base::Date>)
      add_text(base::to_iso(v));
    else if constexpr (std::is_same_v<T, base::PartialDate>)
      add_text(v.text());
    else if constexpr (std::is_same_v<T, Value>)
      values_.push_back(v);
    else
      values_.push_back(to_value(v));
  }
  void add(std::string&& text) { add_text(std::move(text)); }  // a temporary is kept, never viewed
  template <class T>
  void add(const std::optional<T>& v) {
    if (v)
      add(*v);
    else
      values_.push_back(nullptr);
  }
  // A text that nobody else keeps.
  void add_text(std::string text) {
    texts_.push_back(std::make_unique<std::string>(std::move(text)));
    values_.push_back(std::string_view(*texts_.back()));
  }
  std::span<const Value> values() const { return values_; }

 private:
  std::vector<Value> values_;
  std::vector<std::unique_ptr<std::string>> texts_;
};

// The answer of a query, read row by row. Columns count from 0. Views live until next().
class Rows {
 public:
  virtual ~Rows() = default;
  virtual bool next() = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::string blob(int column) const = 0;
};

template <class T>
T read_column(const Rows& rows, int column);

class Row {
 public:
  explicit Row(const Rows& rows) : rows_(&rows) {}
  // std::int64_t and other integers, bool, double, std::string, Id, Date, PartialDate, optional of these.
  template <class T>
  T get(int column) const {
    return read_column<T>(*rows_, column);
  }

 private:
  const Rows* rows_;
};

class Transaction;

// Many rows into one table, fast on both engines (COPY on PostgreSQL).
class BulkInsert {
 public:
  virtual ~BulkInsert() = default;
  virtual void add(std::span<const Value> row) = 0;
  virtual void finish() = 0;
};

class Connection;  // one engine's connection; inside platform/database only

class Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  ~Transaction();  // rolls back unless committed
  Engine engine() const;
  bool is_read_only() const;
  // After many rows of a table came or went: PostgreSQL plans by what it counted last, and counts on its own only
  // later. Nothing on SQLite.
  void count_again(std::string_view table);

  // Runs a query; keep the result no longer than the next statement with the same text.
  template <class... A>
  std::unique_ptr<Rows> query(std::string_view sql, const A&... args) {
    Bindings b;
    (b.add(args), ...);
    return query_values(sql, b.values());
  }
  // Calls f(Row) for every row.
  template <class F, class... A>
  void each(std::string_view sql, F&& f, const A&... args) {
    auto rows = query(sql, args...);
    while (rows->next()) f(Row(*rows));
  }
  // The first row's first column, or nothing when there is no row (or it is NULL).
  template <class T, class... A>
  std::optional<T> find(std::string_view sql, const A&... args) {
    auto rows = query(sql, args...);
    if (!rows->next() || rows->is_null(0)) return std::nullopt;
    return read_column<T>(*rows, 0);
  }
  // Runs a statement; the number of rows changed.
  template <class... A>
  std::int64_t run(std::string_view sql, const A&... args) {
    Bindings b;
    (b.add(args), ...);
    return run_values(sql, b.values());
  }
  // INSERT … into a table whose key column is `id` and generated; gives the new id.
  template <class... A>
  std::int64_t insert(std::string_view sql, const A&... args) {
    Bindings b;
    (b.add(args), ...);
    return insert_values(sql, b.values());
  }
  std::unique_ptr<Rows> query_values(std::string_view sql, std::span<const Value> values);
  std::int64_t run_values(std::string_view sql, std::span<const Value> values);
  std::int64_t insert_values(std::string_view sql, std::span<const Value> values);
  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table, std::span<const std::string_view> columns);

  // Runs a script of several statements without values: migrations only.
  void execute(const std::string& script);
  // Runs inside this transaction, as the last of it; what it throws rolls everything back.
  void before_commit(std::function<void(Transaction&)> last);
  // Runs after this transaction is durable and visible, in commit order; never runs after a rollback. It must
  // not begin a write itself: wake a thread that does.
  void on_commit(std::function<void()> told);
  void commit();

 private:
  friend class Database;
  struct State;
  explicit Transaction(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct Migration {
  std::string module;  // "documents"
  int number = 0;      // 1 of "0001_create_documents.sql"
  std::string name;
  std::string sql;  // the engine's marked blocks are still in it
};
// Collects one module's embedded migrations. The file name starts with its number.
std::vector<Migration> read_migrations(std::string_view module, std::span<const base::EmbeddedFile> files);

class Database {
 public:
  // url: a file path, "sqlite:PATH", or "postgresql://…". Opens a pool of readers and one writer.
  // Errors: unavailable "database.unreachable"; conflict "database.in_use" when another server writes to it.
  static std::unique_ptr<Database> open(const std::string& url);
  virtual ~Database() = default;
  virtual Engine engine() const = 0;
  virtual Transaction begin() = 0;       // waits for its turn to write
  virtual Transaction begin_read() = 0;  // a snapshot
  // Applies what is missing, in the given order, each in its own transaction; a second call does nothing.
  // Errors: conflict "database.newer" when the store was written by a newer program.
  void migrate(std::span<const Migration> migrations);

 protected:
  static Transaction transaction_on(Connection* connection, bool read_only, std::function<void()> give_back);
};

template <class T>
T read_column(const Rows& rows, int column) {
  if constexpr (requires {
                  typename T::value_type;
                  requires std::is_same_v<T, std::optional<typename T::value_type>>;
                }) {
    if (rows.is_null(column)) return std::nullopt;
    return read_column<typename T::value_type>(rows, column);
  } else if constexpr (std::is_same_v<T, bool>)
    return rows.integer(column) != 0;
  else if constexpr (std::is_integral_v<T>)
    return T(rows.integer(column));
  else if constexpr (std::is_floating_point_v<T>)
    return T(rows.real(column));
  else if constexpr (std::is_same_v<T, base::Date>)
    return base::parse_iso_date(rows.text(column)).value_or(base::Date{});
  else if constexpr (std::is_same_v<T, base::PartialDate>)
    return base::parse_partial_date(rows.text(column)).value_or(base::PartialDate{});
  else if constexpr (requires(T id) { id.value; })
    return T{rows.integer(column)};
  else
    return T(rows.text(column));
}

namespace database {
std::span<const base::EmbeddedFile> sentences();
}

}  // namespace platform
