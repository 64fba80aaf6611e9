#include <libpq-fe.h>

#include <charconv>
#include <cstring>
#include <map>

#include "platform/database/connection.h"

namespace platform {
namespace {

struct ClearResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ClearResult>;

// `?` outside strings, quoted names and comments becomes $1, $2, …
std::string number_places(std::string_view sql) {
  std::string out;
  out.reserve(sql.size() + 16);
  int place = 0;
  char quote = 0;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    const char c = sql[i];
    if (quote) {
      if (c == quote) quote = 0;
      out += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      out += c;
    } else if (c == '-' && i + 1 < sql.size() && sql[i + 1] == '-') {
      while (i < sql.size() && sql[i] != '\n') ++i;
      out += '\n';
    } else if (c == '?') {
      out += '$';
      out += std::to_string(++place);
    } else {
      out += c;
    }
  }
  return out;
}

struct PgStatement {
  std::string name;
};

class PgConnection final : public Connection {
 public:
  explicit PgConnection(const std::string& url) : url_(url), connection_(connect(url)) {
    if (PQstatus(connection_) != CONNECTION_OK) {
      const std::string detail = PQerrorMessage(connection_);
      PQfinish(connection_);
      throw base::Error(base::ErrorKind::unavailable, "database.unreachable", {{"path", shown()}}, detail);
    }
    prepare_session();
  }
  ~PgConnection() override { PQfinish(connection_); }

  Engine engine() const override { return Engine::postgresql; }
  bool healthy() const override { return PQstatus(connection_) == CONNECTION_OK; }
  int session() const override { return session_; }

  void execute(const std::string& script) override { check(PQexec(connection_, script.c_str())); }

  std::unique_ptr<Rows> query(std::string_view sql, std::span<const Value> values) override {
    return std::make_unique<PgRows>(execute_prepared(sql, values));
  }

  std::int64_t run(std::string_view sql, std::span<const Value> values) override {
    const Result result = execute_prepared(sql, values);
    std::int64_t changed = 0;
    const char* tuples = PQcmdTuples(result.get());
    std::from_chars(tuples, tuples + std::strlen(tuples), changed);
    return changed;
  }

  std::unique_ptr<BulkInsert> bulk_insert(std::string_view table, std::span<const std::string_view> columns) override {
    std::string sql = "COPY " + std::string(table) + "(";
    for (std::size_t i = 0; i < columns.size(); ++i) sql += (i ? "," : "") + std::string(columns[i]);
    check(PQexec(connection_, (sql + ") FROM STDIN").c_str()));
    return std::make_unique<PgBulk>(*this);
  }

  // A connection that broke while it lay idle (the server was restarted) is made anew: nothing was begun on it.
  void begin(bool read_only) override {
    const char* sql = read_only ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN";
    if (healthy()) {
      Result result(PQexec(connection_, sql));
      if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return;
      if (healthy()) failed(result.get());
    }
    reconnect();
    execute(sql);
  }
  void commit() override {
    Result result(PQexec(connection_, "COMMIT"));
    if (!healthy())
      throw base::Error(base::ErrorKind::unavailable, "database.commit_unknown", {}, PQerrorMessage(connection_));
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) failed(result.get());
    if (std::string_view(PQcmdStatus(result.get())) != "COMMIT")
      throw base::Error(base::ErrorKind::conflict, "database.busy", {}, "transaction was aborted");
  }
  void rollback() noexcept override {
    if (PQtransactionStatus(connection_) != PQTRANS_IDLE) PQclear(PQexec(connection_, "ROLLBACK"));
  }

 private:
  class PgRows final : public Rows {
   public:
    explicit PgRows(Result result) : result_(std::move(result)), count_(PQntuples(result_.get())) {}
    bool next() override { return ++row_ < count_; }
    bool is_null(int c) const override { return PQgetisnull(result_.get(), row_, c); }
    std::int64_t integer(int c) const override {
      const auto t = text(c);
      std::int64_t value = 0;
      std::from_chars(t.data(), t.data() + t.size(), value);
      if (t == "t") value = 1;
      return value;
    }
    double real(int c) const override { return std::strtod(PQgetvalue(result_.get(), row_, c), nullptr); }
    std::string_view text(int c) const override {
      return {PQgetvalue(result_.get(), row_, c), std::size_t(PQgetlength(result_.get(), row_, c))};
    }
    std::string blob(int c) const override {
      std::size_t length = 0;
      auto* bytes =
          PQunescapeBytea(reinterpret_cast<const unsigned char*>(PQgetvalue(result_.get(), row_, c)), &length);
      std::string out(reinterpret_cast<char*>(bytes), length);
      PQfreemem(bytes);
      return out;
    }

   private:
    Result result_;
    int count_;
    int row_ = -1;
  };

  class PgBulk final : public BulkInsert {
   public:
    explicit PgBulk(PgConnection& owner) : owner_(owner) {}
    ~PgBulk() override {
      if (!finished_) {
        PQputCopyEnd(owner_.connection_, "given up");
        while (auto* r = PQgetResult(owner_.connection_)) PQclear(r);
      }
    }
    void add(std::span<const Value> row) override {
      bool first = true;
      for (const Value& value : row) {
        if (!first) buffer_ += '\t';
        first = false;
        if (const auto* i = std::get_if<std::int64_t>(&value))
          buffer_ += std::to_string(*i);
        else if (const auto* d = std::get_if<double>(&value))
          add_double(*d);
        else if (const auto* t = std::get_if<std::string_view>(&value))
          add_text(*t);
        else if (const auto* b = std::get_if<Blob>(&value))
          add_blob(b->bytes);
        else
          buffer_ += "\\N";
      }
      buffer_ += '\n';
      if (buffer_.size() > (1 << 17)) flush();
    }
    void finish() override {
      flush();
      finished_ = true;
      if (PQputCopyEnd(owner_.connection_, nullptr) != 1) owner_.failed(nullptr);
      while (auto* r = PQgetResult(owner_.connection_)) owner_.check(r);
    }

   private:
    void flush() {
      if (PQputCopyData(owner_.connection_, buffer_.data(), int(buffer_.size())) != 1) owner_.failed(nullptr);
      buffer_.clear();
    }
    void add_double(double d) {
      char digits[40];
      buffer_.append(digits, std::to_chars(digits, digits + sizeof digits, d).ptr);
    }
    void add_text(std::string_view text) {
      for (const char c : text) switch (c) {
          case '\t':
            buffer_ += "\\t";
            break;
          case '\n':
            buffer_ += "\\n";
            break;
          case '\r':
            buffer_ += "\\r";
            break;
          case '\\':
            buffer_ += "\\\\";
            break;
          default:
            buffer_ += c;
        }
    }
    void add_blob(std::string_view bytes) {
      static constexpr char digits[] = "0123456789abcdef";
      buffer_ += "\\\\x";
      for (const char c : bytes) {
        buffer_ += digits[static_cast<unsigned char>(c) >> 4];
        buffer_ += digits[c & 15];
      }
    }
    PgConnection& owner_;
    std::string buffer_;
    bool finished_ = false;
  };

  std::string shown() const {  // without user and password
    const auto at = url_.rfind('@');
    return at == std::string::npos ? url_ : "postgresql://…" + url_.substr(at);
  }

  void prepare_session() {
    execute("SET client_min_messages=warning; SET timezone='UTC'; SET standard_conforming_strings=on; SET jit=off");
  }

  // Whoever waits for an answer should not wait for a network that swallows everything; the URL may say otherwise.
  static PGconn* connect(const std::string& url) {
    const char* names[] = {"connect_timeout", "dbname", nullptr};
    const char* values[] = {"5", url.c_str(), nullptr};
    return PQconnectdbParams(names, values, 1);
  }

  void reconnect() {
    cache_.clear();
    ++session_;
    PQreset(connection_);
    if (!healthy()) throw base::Error(base::ErrorKind::unavailable, "database.lost", {}, PQerrorMessage(connection_));
    prepare_session();
  }

  [[noreturn]] void failed(const PGresult* result) {
    const char* raw = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    const std::string state = raw ? raw : "";
    const std::string detail = state + ": " + (result ? PQresultErrorMessage(result) : PQerrorMessage(connection_));
    using enum base::ErrorKind;
    if (!healthy() || state.starts_with("08") || state.starts_with("57P"))
      throw base::Error(unavailable, "database.lost", {}, detail);
    if (state.starts_with("23")) throw base::Error(conflict, "database.constraint", {}, detail);
    if (state.starts_with("40") || state == "55P03") throw base::Error(conflict, "database.busy", {}, detail);
    if (state == "53100") throw base::Error(unavailable, "database.full", {}, detail);
    if (state == "25006") throw base::Error(unavailable, "database.unwritable", {}, detail);
    throw std::runtime_error("postgresql " + detail);
  }

  Result check(PGresult* raw) {
    Result result(raw);
    const auto status = PQresultStatus(raw);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN &&
        status != PGRES_EMPTY_QUERY)
      failed(raw);
    return result;
  }

  const std::string& prepare(std::string_view sql) {
    if (const auto it = cache_.find(sql); it != cache_.end()) return it->second.name;
    if (cache_.size() >= 300) {
      execute("DEALLOCATE ALL");
      cache_.clear();
    }
    const std::string name = "s" + std::to_string(++made_);
    check(PQprepare(connection_, name.c_str(), number_places(sql).c_str(), 0, nullptr));
    return cache_.emplace(std::string(sql), PgStatement{name}).first->second.name;
  }

  Result execute_prepared(std::string_view sql, std::span<const Value> values) {
    const std::string& name = prepare(sql);
    std::vector<std::string> texts(values.size());
    std::vector<const char*> pointers(values.size(), nullptr);
    std::vector<int> lengths(values.size(), 0), formats(values.size(), 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (const auto* n = std::get_if<std::int64_t>(&values[i]))
        texts[i] = std::to_string(*n);
      else if (const auto* d = std::get_if<double>(&values[i])) {
        char digits[40];
        texts[i].assign(digits, std::to_chars(digits, digits + sizeof digits, *d).ptr);
      } else if (const auto* t = std::get_if<std::string_view>(&values[i]))
        texts[i] = *t;
      else if (const auto* b = std::get_if<Blob>(&values[i])) {
        texts[i] = b->bytes;
        lengths[i] = int(b->bytes.size());
        formats[i] = 1;
      } else
        continue;
      pointers[i] = texts[i].c_str();
    }
    return check(PQexecPrepared(connection_, name.c_str(), int(values.size()), pointers.data(), lengths.data(),
                                formats.data(), 0));
  }

  std::string url_;
  PGconn* connection_;
  std::map<std::string, PgStatement, std::less<>> cache_;
  int made_ = 0, session_ = 0;
};

}  // namespace

std::unique_ptr<Connection> open_postgresql(const std::string& url) { return std::make_unique<PgConnection>(url); }

}  // namespace platform
