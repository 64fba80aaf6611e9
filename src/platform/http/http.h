#pragma once
// Requests, responses and the table of operations, without any word of the library underneath. Modules'
// x_http.cpp add their operations; the server routes to them; the OpenAPI document is drawn from them.
// Handlers are synchronous and run on a bounded pool of workers.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/actor.h"
#include "base/date.h"
#include "base/embedded.h"
#include "base/error.h"
#include "base/record.h"
#include "base/sentence.h"
#include "platform/files/temporary_file.h"
#include "platform/table/table.h"

namespace platform {

struct Request {
  std::string method;                              // "GET"
  std::string path;                                // decoded, "/api/v1/units/TW"
  std::map<std::string, std::string> path_values;  // {code} → "TW"
  std::map<std::string, std::string> query;        // decoded; the last one wins
  std::map<std::string, std::string> headers;      // names in lower case
  std::map<std::string, std::string> cookies;
  std::string body;                 // empty when the operation streams
  std::filesystem::path body_file;  // set for streaming operations: the whole body on disk
  std::string remote;               // address of the client
  bool secure = false;              // TLS, or a trusted proxy says so
  std::string id;                   // of this request, also in the log
  base::Actor actor;                // set by the authenticator
  base::Language language = base::Language::vi;

  const std::string& path_value(const std::string& name) const;
  std::optional<std::string> query_value(const std::string& name) const;
  // Errors: invalid "field.number_expected" at the field.
  std::int64_t query_number(const std::string& name, std::int64_t otherwise, std::int64_t min, std::int64_t max) const;
  // False when it is absent. Errors: invalid "field.yes_no_expected" at the field.
  bool query_flag(const std::string& name) const;
  // Nothing when it is absent. Errors: invalid "field.date_expected" at the field.
  std::optional<base::Date> query_date(const std::string& name) const;
  // Nothing when it is absent. Errors: invalid "field.value_unknown" at the field.
  template <class E>
  std::optional<E> query_enum(const std::string& name) const {
    const auto text = query_value(name).value_or("");
    const auto value = base::parse_enum<E>(text);
    if (!value && !text.empty()) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field(name);
    return value;
  }
  // A number in the path. Errors: not_found with the key, since what is no number names nothing.
  std::int64_t path_number(const std::string& name, const char* unknown_key) const;
  std::string header(const std::string& lower_case_name) const;
  // What the caller saw of what is edited: If-Match without its quotes, "" when it is absent; the same where it is a
  // number, nothing when it is none.
  std::string seen_tag() const;
  std::optional<std::int64_t> seen_version() const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<TemporaryFile> file;  // sent instead of the body, streamed

  Response& header(std::string name, std::string value) &;
  Response&& header(std::string name, std::string value) && {
    return std::move(header(std::move(name), std::move(value)));
  }
  // What an edit of this must name as seen: Request::seen_tag, seen_version.
  Response&& version(const std::string& tag) && { return std::move(*this).header("ETag", '"' + tag + '"'); }
  Response&& version(std::int64_t number) && { return std::move(*this).version(std::to_string(number)); }
};
Response json_response(std::string json, int status = 200);
Response no_content();
// A file to save: Content-Disposition with the name in both forms, nosniff.
Response download(std::string content_type, std::string file_name, std::string body);
Response download(std::string content_type, std::string file_name, TemporaryFile file);
// The two types of a table, as Route::type takes them.
inline constexpr char table_types[] = "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
// A table to save, CSV or XLSX as `format` in the query says, CSV where it says nothing: write fills the file; its name
// gets the ending. Errors: invalid "table.format_unknown" at format.
Response download_table(const Request& request, const std::string& name,
                        const std::function<void(const std::filesystem::path&, TableFormat)>& write);

// What the OpenAPI document says of one parameter in path or query.
struct ParameterSpec {
  std::string name;
  std::string in;           // "path", "query"
  std::string type;         // "string", "integer", "boolean", "date"
  std::string description;  // Vietnamese
  bool required = false;
};

// Who may call, besides what the service checks: for the generated table docs/access.md and the access test.
enum class Door {
  open,     // no session needed: sign-in, health
  session,  // any signed-in account
};

struct Operation {
  std::string id;            // "listDocuments": the verb of the typed client
  std::string method, path;  // "/api/v1/documents/{id}"
  std::string tag;           // the module
  std::string summary;       // Vietnamese
  Door door = Door::session;
  std::string permission;  // name of identity::Permission that the service checks; "" for none
  std::vector<ParameterSpec> parameters;
  std::string request_schema;   // JSON text; "" when there is no body
  std::string response_schema;  // JSON text; "" when there is no content
  std::string response_type = "application/json";
  int success = 200;
  bool writes = false;               // needs the CSRF header when a cookie signs
  std::size_t body_limit = 1 << 20;  // Units: bytes
  bool streams = false;              // the body goes to a file
  bool slow = false;                 // may take minutes: stands in a line of its own, so that quick ones go on
  std::function<Response(Request&)> handler;
};

class Api {
 public:
  // A second operation of the same id, or of the same method and path, is a bug.
  void add(Operation operation);
  const std::vector<Operation>& operations() const { return operations_; }
  // The OpenAPI 3.1 document, stable byte for byte.
  std::string openapi(std::string_view version) const;

 private:
  std::vector<Operation> operations_;
};

// application/problem+json (RFC 9457) with type, title, status, detail (the sentence), key, rule, field, id. The
// status is the kind's own unless another is given.
Response problem(const base::Error& error, base::Language language, const std::string& request_id, int status = 0);

// A file of the browser's part. Immutable ones are named by their hash.
struct StaticFile {
  std::string path;  // "/assets/app-3f2a.js"
  std::string_view content;
  std::string content_type;
  bool immutable = false;
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  int port = 8080;  // 0 picks a free one
  int workers = 2;
  std::size_t queue = 64;
  int slow_workers = 2;  // for operations that may take minutes
  std::size_t slow_queue = 16;
  std::size_t connections = 2000;
  std::chrono::milliseconds header_time{10000}, body_time{30000}, idle_time{60000}, write_time{30000};
  std::string certificate, key;  // PEM files; both or none
  std::filesystem::path upload_folder;
  std::uint64_t bodies = 4ull << 30;  // Units: bytes of all requests that are on their way at one time
  bool trust_proxy = false;
};

class Server {
 public:
  // authenticate fills request.actor from cookie or token and checks CSRF; throws base::Error to refuse. A body that
  // goes to a file is read only after it has let the header in.
  using Authenticate = std::function<void(Request&, const Operation&)>;
  Server(ServerSettings settings, const Api& api, std::vector<StaticFile> files, Authenticate authenticate);
  ~Server();
  // Errors: unavailable "server.port_in_use" {port}. Gives the port it listens on.
  int start();
  // Stops accepting, finishes what was accepted within the time, then returns.
  void stop(std::chrono::milliseconds grace = std::chrono::seconds(20));
  struct Figures {
    std::uint64_t requests = 0, refused_busy = 0, errors = 0;
    std::size_t open_connections = 0, queued = 0;
  };
  Figures figures() const;

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

namespace http {
std::span<const base::EmbeddedFile> sentences();
}

}  // namespace platform
