#pragma once
// Small helpers of the register's routes. Inside the module only; no decisions.

#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "platform/http/routes.h"

namespace documents {

using identity::Permission;
using platform::in_path;
using platform::in_query;

platform::ParameterSpec id_parameter();
// Those of a filtered list, and what else an operation takes.
std::vector<platform::ParameterSpec> query_parameters(std::vector<platform::ParameterSpec> more = {});
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

void add_export(platform::Routes& api, Documents& documents, const platform::Clock& clock);
void add_numbers(platform::Routes& api, Documents& documents);
void add_claims_and_views(platform::Routes& api, Documents& documents);
void add_relations(platform::Routes& api, Documents& documents);

}  // namespace documents
