#pragma once
// Accounts made without the service of identity: a name, and a role on a unit since long ago. For the tests of other
// modules, which need somebody who may do a thing, and no password.

#include <string>

#include "modules/identity/identity.h"
#include "modules/tree/tree.h"
#include "platform/database/database.h"

namespace support {

inline std::int64_t add_account(platform::Transaction& tx, const std::string& name) {
  return tx.insert(
      "INSERT INTO identity_account(name, folded, full_name, search, unit_id, password_hash, must_change, disabled, "
      "totp_step, language, theme, text_size, created_at, version) "
      "VALUES (?, ?, ?, ?, 0, '', 0, 0, 0, 'vi', 'light', 'normal', 0, 1)",
      name, name, name, name);
}

// Unit 0 is the whole store.
inline void add_grant(platform::Transaction& tx, std::int64_t account, std::string_view role, tree::UnitId unit,
                      const char* from = "2000-01-01") {
  tx.run(
      "INSERT INTO identity_grant(account_id, role, unit_id, from_day, granted_by, created_at) VALUES (?, ?, ?, ?, "
      "'test', 0)",
      account, role, unit, from);
}

// Who has one role on one unit.
inline base::Actor account_with(platform::Database& database, const tree::Tree& tree, const std::string& name,
                                std::string_view role, std::string_view unit) {
  auto tx = database.begin();
  const auto id = add_account(tx, name);
  add_grant(tx, id, role, tree.find_unit(tx, unit).value());
  tx.commit();
  return {base::ActorKind::account, id, name, 1, "", "r1"};
}

}  // namespace support
