#pragma once
// How a module declares its operations: one sentence each, which says who may call, what comes in, what goes out and
// what answers.
//   Routes api(all, "org");
//   api.get("listRootUnits", "/units", "…").needs(Permission::units_read).with({on_day}).lists<UnitItem>().answers(…);
// An operation that gives nothing answers 204. Every path stands below /api/v1.

#include "platform/http/records.h"

namespace platform {

inline ParameterSpec in_path(std::string name, std::string type, std::string description) {
  return {std::move(name), "path", std::move(type), std::move(description), true};
}
inline ParameterSpec in_query(std::string name, std::string type, std::string description, bool required = false) {
  return {std::move(name), "query", std::move(type), std::move(description), required};
}

class Route {
 public:
  Route(Api& api, Operation operation) : api_(api), operation_(std::move(operation)) {}

  // No session needed.
  Route& open() { return operation_.door = Door::open, *this; }
  // Changes nothing, whatever its method: needs no CSRF header.
  Route& only_looks() { return operation_.writes = false, *this; }
  // The permission that the service checks, an enumerator of identity::Permission.
  template <class Permission>
  Route& needs(Permission permission) {
    return operation_.permission = base::enum_name(permission), *this;
  }
  Route& with(std::vector<ParameterSpec> parameters) { return operation_.parameters = std::move(parameters), *this; }
  Route& success(int status) { return operation_.success = status, *this; }
  Route& slow() { return operation_.slow = true, *this; }
  // Units: bytes.
  Route& limit(std::size_t body) { return operation_.body_limit = body, *this; }
  Route& streams(std::size_t body) { return operation_.streams = true, limit(body); }
  template <class T>
  Route& takes() {
    return operation_.request_schema = record_schema<T>(), *this;
  }
  template <class T>
  Route& gives() {
    return operation_.response_schema = record_schema<T>(), *this;
  }
  Route& gives(const base::Json& schema) { return operation_.response_schema = schema.dump(), *this; }
  template <class T>
  Route& lists() {
    return operation_.response_schema = list_schema<T>(), *this;
  }
  // Of what is no JSON.
  Route& type(std::string content_type) { return operation_.response_type = std::move(content_type), *this; }

  void answers(std::function<Response(Request&)> handler) {
    operation_.handler = std::move(handler);
    if (operation_.response_schema.empty() && operation_.response_type == "application/json") operation_.success = 204;
    api_.add(std::move(operation_));
  }

 private:
  Api& api_;
  Operation operation_;
};

class Routes {
 public:
  Routes(Api& api, std::string tag) : api_(api), tag_(std::move(tag)) {}
  Route get(std::string id, const std::string& path, std::string summary) {
    return make("GET", std::move(id), path, std::move(summary));
  }
  Route post(std::string id, const std::string& path, std::string summary) {
    return make("POST", std::move(id), path, std::move(summary));
  }
  Route put(std::string id, const std::string& path, std::string summary) {
    return make("PUT", std::move(id), path, std::move(summary));
  }
  Route patch(std::string id, const std::string& path, std::string summary) {
    return make("PATCH", std::move(id), path, std::move(summary));
  }
  Route remove(std::string id, const std::string& path, std::string summary) {
    return make("DELETE", std::move(id), path, std::move(summary));
  }

 private:
  Route make(const char* method, std::string id, const std::string& path, std::string summary) {
    Operation operation;
    operation.id = std::move(id);
    operation.method = method;
    operation.path = "/api/v1" + path;
    operation.tag = tag_;
    operation.summary = std::move(summary);
    operation.writes = operation.method != "GET";
    return {api_, std::move(operation)};
  }
  Api& api_;
  std::string tag_;
};

}  // namespace platform
