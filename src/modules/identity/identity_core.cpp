#include "modules/identity/identity_core.h"

#include <algorithm>

#include "base/text.h"

namespace identity {

std::string person_of(AccountId id) { return std::string(person_prefix) + std::to_string(id.value); }

void Core::name_unit(platform::Transaction& tx, tree::UnitId unit, std::string& code, std::string& name) const {
  code.clear();
  name = "Toàn hệ thống";
  if (!unit) return;
  name.clear();
  if (const auto span = tree.nearest_span(tx, unit, clock.today())) code = span->code, name = span->name;
}

std::vector<Grant> Core::describe_grants(platform::Transaction& tx, AccountId account, bool only_valid) const {
  const base::Date today = clock.today();
  std::vector<Grant> out;
  const auto owner = store.find_account(tx, account);
  for (const auto& row : store.list_grants(tx, account, {})) {
    if (row.valid.empty() || (only_valid && !row.valid.contains(today))) continue;
    Grant grant{row.id, account, owner ? owner->name : "", row.role,     row.unit_id.value,
                "",     "",      row.valid.from,           row.valid.to, row.granted_by};
    name_unit(tx, row.unit_id, grant.unit_code, grant.unit_name);
    out.push_back(std::move(grant));
  }
  return out;
}

AccountRow Core::account_of(platform::Transaction& tx, const base::Actor& actor) const {
  auto account =
      actor.kind == base::ActorKind::account ? store.find_account(tx, AccountId{actor.account_id}) : std::nullopt;
  if (!account || account->disabled) throw base::Error(base::ErrorKind::unauthenticated, "identity.sign_in_needed");
  return *std::move(account);
}

std::string Core::add_link(platform::Transaction& tx, AccountId account, LinkPurpose purpose, std::int64_t life) const {
  const std::string token = platform::random_token();
  const std::int64_t now = clock.now();
  store.add_link(tx, account, purpose, secret_hash("link", token), now, now + life);
  return "/link#" + token;  // after the '#': browsers keep it to themselves, so no log of a proxy has it
}

bool Core::needs_second_factor(platform::Transaction& tx, AccountId account) const {
  const auto roles = store.list_second_factor_roles(tx);
  if (roles.empty()) return false;
  const base::Date today = clock.today();
  const auto grants = store.list_grants(tx, account, {});
  return std::any_of(grants.begin(), grants.end(), [&](const GrantRow& grant) {
    return grant.valid.contains(today) && std::find(roles.begin(), roles.end(), grant.role) != roles.end();
  });
}

AccountRow Core::new_account(platform::Transaction& tx, const std::string& name, const std::string& full_name,
                             tree::UnitId unit) const {
  AccountRow account;
  account.name = base::to_nfc(name);
  require_account_name(account.name);
  account.folded = base::fold(account.name);
  account.full_name = base::squeeze(base::to_nfc(full_name));
  account.unit_id = unit;
  account.created_at = clock.now();
  if (store.find_account_named(tx, account.folded))
    throw base::Error(base::ErrorKind::conflict, "identity.name_taken", {{"name", account.name}}).at_field("name");
  return account;
}

AccountId Core::add_administrator(platform::Transaction& tx, const base::Actor& actor, const std::string& name,
                                  const std::string& full_name, const std::string& password_hash) {
  AccountRow account = new_account(tx, name, full_name, {});
  account.password_hash = password_hash;
  account.id = store.add_account(tx, account);
  const base::Actor self{base::ActorKind::account, account.id.value, account.name, 0, "", actor.request_id};
  const base::Actor& by = actor.kind == base::ActorKind::nobody ? self : actor;
  store.add_grant(tx, {{}, account.id, Role::administrator, {}, {clock.today(), {}}, by.name}, clock.now());
  audit.record(tx, by, "identity.account_created", "account", std::to_string(account.id.value), 0,
               base::Json{{"name", account.name}, {"role", "administrator"}}.dump());
  return account.id;
}

}  // namespace identity
