#pragma once
// Small helpers of the register's routes. Inside the module only; no decisions.

#include "modules/documents/documents.h"
#include "platform/http/records.h"

namespace documents {

class ApiBuilder {
 public:
  explicit ApiBuilder(platform::Api& api) : api_(api) {}
  platform::Operation get(std::string id, const std::string& path, std::string summary, std::string permission) const {
    return make("GET", std::move(id), path, std::move(summary), std::move(permission));
  }
  platform::Operation write(std::string method, std::string id, const std::string& path, std::string summary,
                            std::string permission) const {
    auto operation = make(std::move(method), std::move(id), path, std::move(summary), std::move(permission));
    operation.writes = true;
    return operation;
  }
  void add(platform::Operation operation) { api_.add(std::move(operation)); }

 private:
  static platform::Operation make(std::string method, std::string id, const std::string& path, std::string summary,
                                  std::string permission) {
    platform::Operation operation;
    operation.id = std::move(id);
    operation.method = std::move(method);
    operation.path = "/api/v1" + path;
    operation.tag = "documents";
    operation.summary = std::move(summary);
    operation.permission = std::move(permission);
    return operation;
  }
  platform::Api& api_;
};

platform::ParameterSpec id_parameter();
std::vector<platform::ParameterSpec> query_parameters();
// Errors: invalid "request.fields" with every wrong field.
DocumentQuery read_query(const platform::Request& request);
// Errors: not_found "documents.unknown" when it is not a number.
std::int64_t number_of_path(const platform::Request& request, const std::string& name);

// The version of what the caller saw. Errors: invalid "documents.if_match_needed".
std::int64_t seen_version(const platform::Request& request);

template <class Id>
Id id_of(const platform::Request& request) {
  return Id{number_of_path(request, "id")};
}

template <class T>
platform::Response some_response(const Some<T>& some) {
  return platform::list_response(some.items, {.total = some.total, .capped = some.capped});
}

void add_export(ApiBuilder& api, Documents& documents, const platform::Clock& clock);
void add_numbers(ApiBuilder& api, Documents& documents);
void add_claims_and_views(ApiBuilder& api, Documents& documents);
void add_relations(ApiBuilder& api, Documents& documents);

}  // namespace documents
