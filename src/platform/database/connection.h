#pragma once
// One connection to one engine; inside platform/database only. Used by one thread at a time. Prepared
// statements are kept by their text; a text that is in use a second time is prepared afresh.

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "platform/database/database.h"

namespace platform {

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;
  virtual void execute(const std::string& script) = 0;  // several statements, no values
  virtual std::unique_ptr<Rows> query(std::string_view sql, std::span<const Value> values) = 0;
  virtual std::int64_t run(std::string_view sql, std::span<const Value> values) = 0;
  virtual std::unique_ptr<BulkInsert> bulk_insert(std::string_view table,
                                                  std::span<const std::string_view> columns) = 0;
  virtual void begin(bool read_only) = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual bool healthy() const = 0;
  virtual int session() const { return 0; }  // another number after the connection was made anew
};

std::unique_ptr<Connection> open_sqlite(const std::string& path, bool writer);
std::unique_ptr<Connection> open_postgresql(const std::string& url);

// How many statements this thread has run; tests read it (tests/support/statements.h).
std::uint64_t statements_run();

// The part of a migration that one engine runs: the blocks after `-- sqlite:`, `-- postgresql:` and
// `-- both:` (the default), with types of the common subset written as the engine needs them.
std::string sql_for(Engine engine, std::string_view migration);

}  // namespace platform
