#pragma once
// The operations of identity, the journal and background jobs under /api/v1. JSON to types and back; no
// decisions. app/ calls add_operations once and gives SignInService::authenticate to the server.

#include "modules/identity/identity_service.h"
#include "platform/http/http.h"

namespace identity {

void add_operations(platform::Api& api, IdentityService& service);
// docs/access.md: roles × permissions, and for every operation its door and permission. `api` may be empty.
std::string access_table(const platform::Api& api = {});

}  // namespace identity
