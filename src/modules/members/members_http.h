#pragma once
// What the routes of the register of members share. Not a face.

#include "modules/members/members.h"
#include "platform/http/routes.h"

namespace members {

// Errors: invalid "members.version_needed".
std::int64_t seen_version(const platform::Request& request);
platform::Response page_response(const MemberPage& page, int status = 200);

void add_own_operations(platform::Routes& api, MembersService& service);
void add_case_operations(platform::Routes& api, MembersService& service);
void add_duplicate_operations(platform::Routes& api, MembersService& service);

}  // namespace members
