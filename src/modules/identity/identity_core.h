#pragma once
// What the services of identity share: the store, the neighbours, the keys and the counters. No verbs of its
// own. Lives as long as the program; every member is thread-safe or never changes.

#include <optional>
#include <string>

#include "modules/identity/credentials.h"
#include "modules/identity/identity_store.h"
#include "platform/crypto/crypto.h"

namespace identity {

struct IdentitySettings {
  platform::PasswordCost cost;
  // Units: microseconds
  std::int64_t session_idle = 60ll * 60 * 1'000'000;
  std::int64_t session_longest = 12ll * 60 * 60 * 1'000'000;
  std::int64_t second_factor_time = 10ll * 60 * 1'000'000;
  std::int64_t link_life = 24ll * 60 * 60 * 1'000'000;
  std::int64_t invite_life = 7ll * 24 * 60 * 60 * 1'000'000;
  std::string issuer = "Liên Thông";  // shown by the code app of a phone
};

struct Core {
  platform::Database& database;
  const platform::Clock& clock;
  const platform::Keys& keys;
  const tree::Tree& tree;
  audit::Audit& audit;
  const Access& access;
  IdentitySettings settings;
  IdentityStore store{};
  HashGate gate{};
  Throttle by_name{{}};
  Throttle by_address{{.free = 60}};
  Throttle by_code{{}};

  // Of a token, link or code, as it is stored; `kind` keeps them apart.
  std::string secret_hash(std::string_view kind, std::string_view secret) const {
    return platform::to_hex(platform::keyed_hash(keys.hashing, std::string(kind) + ":" + std::string(secret)));
  }
  std::string hash_password(std::string_view password) {
    const HashGate::Pass pass(gate);
    return platform::hash_password(normal_password(password), settings.cost);
  }
  bool verify_password(const std::string& hash, std::string_view password) {
    const HashGate::Pass pass(gate);
    return platform::verify_password(hash, normal_password(password));
  }
  // Code and name of a unit, for showing; the whole store is "" and "Toàn hệ thống".
  void name_unit(platform::Transaction& tx, tree::UnitId unit, std::string& code, std::string& name) const;
  std::vector<Grant> describe_grants(platform::Transaction& tx, AccountId account, bool only_valid) const;
  // Errors: unauthenticated.
  AccountRow account_of(platform::Transaction& tx, const base::Actor& actor) const;
  // A new one-time link for the account, as the path to open: "/link#…".
  std::string add_link(platform::Transaction& tx, AccountId account, LinkPurpose purpose, std::int64_t life) const;
  // Whether a role that the account holds today asks for a second factor.
  bool needs_second_factor(platform::Transaction& tx, AccountId account) const;
  // Adds an account with the administrator's role on the whole store.
  AccountId add_administrator(platform::Transaction& tx, const base::Actor& actor, const std::string& name,
                              const std::string& full_name, const std::string& password_hash);
  // Errors: invalid "identity.name_form", conflict "identity.name_taken".
  AccountRow new_account(platform::Transaction& tx, const std::string& name, const std::string& full_name,
                         tree::UnitId unit) const;
};

inline constexpr std::string_view person_prefix = "account:";
std::string person_of(AccountId id);  // "account:12", for the journal's person keys

}  // namespace identity
