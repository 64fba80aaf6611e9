#pragma once
// Who acts: an account in a session or with a token, or the operating system's user on the command line.
// Carries no rights: those are asked of identity::Access inside the transaction.

#include <cstdint>
#include <string>

namespace base {

enum class ActorKind { nobody, account, operating_system };

struct Actor {
  ActorKind kind = ActorKind::nobody;
  std::int64_t account_id = 0;  // 0 unless kind is account
  std::string name;             // account name, or "os:<user>"
  std::int64_t session_id = 0;  // 0 for tokens and the command line
  std::string scope;            // of an API token: "" is everything the account may, "read" only reading
  std::string request_id;       // ties journal and log
};

}  // namespace base
