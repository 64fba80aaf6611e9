#pragma once
// What the routes of the register of members share. Not a face.

#include "modules/members/members.h"
#include "platform/http/routes.h"

namespace members {

// Nothing when it is absent. Errors: invalid at the parameter.
template <class E>
std::optional<E> query_enum(const platform::Request& request, const std::string& name) {
  const auto text = request.query_value(name).value_or("");
  if (text.empty()) return std::nullopt;
  const auto value = base::parse_enum<E>(text);
  if (!value) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field(name);
  return value;
}

// Errors: invalid "members.version_needed".
std::int64_t seen_version(const platform::Request& request);
platform::Response page_response(const MemberPage& page, int status = 200);

void add_own_operations(platform::Routes& api, MembersService& service);
void add_case_operations(platform::Routes& api, MembersService& service);

}  // namespace members
