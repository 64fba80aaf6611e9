// Grants and roles: the second half of AccountService.

#include <algorithm>

#include "modules/identity/accounts.h"

namespace identity {

// Nobody gives away more than they hold: every permission of the role must be the granter's own on that unit.
void AccountService::require_may_grant(Tx& tx, const base::Actor& actor, Role role, tree::UnitId unit) const {
  core_.access.require(tx, actor, Permission::roles_grant, unit);
  const auto held = core_.access.list_permissions(tx, actor, unit);
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto d) {
    if (role_allows(role, d.value) && std::find(held.begin(), held.end(), d.value) == held.end())
      throw base::Error(base::ErrorKind::forbidden, "identity.grant_above",
                        {{"role", std::string(role_name(role, base::Language::vi))},
                         {"role_en", std::string(role_name(role, base::Language::en))}});
  });
}

// Somebody must always be able to open the store: one active administrator of all of it is left.
void AccountService::require_another_administrator(Tx& tx, AccountId except, GrantId except_grant) const {
  const base::Date today = core_.clock.today();
  bool concerned = false, another = false;
  for (const auto& grant : core_.store.list_grants(tx, {}, tree::UnitId{})) {
    if (grant.role != Role::administrator || !grant.valid.contains(today)) continue;
    if (grant.id == except_grant || grant.account_id == except) {
      concerned = true;
      continue;
    }
    const auto account = core_.store.find_account(tx, grant.account_id);
    another = another || (account && !account->disabled && !grant.valid.to);
  }
  if (concerned && !another) throw base::Error(base::ErrorKind::conflict, "identity.last_administrator");
}

GrantId AccountService::store_grant(Tx& tx, const base::Actor& actor, const AccountRow& account,
                                    const NewGrant& given) {
  const tree::UnitId unit = unit_of(tx, actor, given.unit_code, "unit_code");
  require_may_grant(tx, actor, given.role, unit);
  const base::Interval valid{given.from.value_or(core_.clock.today()), given.to};
  if (valid.empty()) throw base::Error(base::ErrorKind::invalid, "identity.grant_dates").at_field("to");
  for (const auto& grant : core_.store.list_grants(tx, account.id, unit))
    if (grant.role == given.role && grant.valid.overlaps(valid))
      throw base::Error(base::ErrorKind::conflict, "identity.grant_exists").at_field("role");
  const GrantId id =
      core_.store.add_grant(tx, {{}, account.id, given.role, unit, valid, actor.name}, core_.clock.now());
  base::Json difference{
      {"account", account.id.value}, {"role", base::enum_name(given.role)}, {"from", base::to_iso(valid.from)}};
  if (valid.to) difference["to"] = base::to_iso(*valid.to);
  core_.audit.record(tx, actor, "identity.role_granted", "grant", std::to_string(id.value), unit.value,
                     difference.dump());
  return id;
}

Grant AccountService::add_grant(const base::Actor& actor, AccountId account_id, const NewGrant& given) {
  auto tx = core_.database.begin();
  const AccountRow account = access_account(tx, actor, account_id);
  const GrantId id = store_grant(tx, actor, account, given);
  Grant answer;
  for (auto& grant : core_.describe_grants(tx, account_id, false))
    if (grant.id == id) answer = std::move(grant);
  tx.commit();
  return answer;
}

void AccountService::remove_grant(const base::Actor& actor, GrantId id) {
  auto tx = core_.database.begin();
  const auto grant = core_.store.find_grant(tx, id);
  if (!grant || !core_.access.may(tx, actor, Permission::roles_grant, grant->unit_id))
    throw base::Error(base::ErrorKind::not_found, "identity.grant_unknown");
  require_may_grant(tx, actor, grant->role, grant->unit_id);
  require_another_administrator(tx, {}, id);
  const base::Date end = std::max(core_.clock.today(), grant->valid.from);
  if (!grant->valid.to || *grant->valid.to > end) core_.store.end_grant(tx, id, end);
  core_.audit.record(tx, actor, "identity.role_ended", "grant", std::to_string(id.value), grant->unit_id.value,
                     base::Json{{"account", grant->account_id.value}, {"role", base::enum_name(grant->role)}}.dump());
  tx.commit();
}

std::vector<Grant> AccountService::list_grants(const base::Actor& actor, std::optional<AccountId> account,
                                               const std::optional<std::string>& unit_code) {
  auto tx = core_.database.begin_read();
  std::vector<Grant> out;
  if (account) {
    const bool own = actor.kind == base::ActorKind::account && actor.account_id == account->value;
    if (!own) access_account(tx, actor, *account);
    out = core_.describe_grants(tx, *account, false);
    if (unit_code) std::erase_if(out, [&](const Grant& grant) { return grant.unit_code != *unit_code; });
    return out;
  }
  const tree::UnitId unit = unit_of(tx, actor, unit_code.value_or(""), "unit");
  if (!core_.access.may(tx, actor, Permission::accounts_manage, unit))
    core_.access.require(tx, actor, Permission::roles_grant, unit);
  std::string code, name;
  core_.name_unit(tx, unit, code, name);
  for (const auto& row : core_.store.list_grants(tx, {}, unit)) {
    if (row.valid.empty()) continue;
    const auto owner = core_.store.find_account(tx, row.account_id);
    out.push_back({row.id, row.account_id, owner ? owner->name : "", row.role, unit.value, code, name, row.valid.from,
                   row.valid.to, row.granted_by});
  }
  return out;
}

std::vector<RoleAbout> AccountService::list_roles() {
  auto tx = core_.database.begin_read();
  const auto needed = core_.store.list_second_factor_roles(tx);
  std::vector<RoleAbout> out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto d) {
    RoleAbout about{d.value,
                    std::string(role_name(d.value, base::Language::vi)),
                    std::string(role_name(d.value, base::Language::en)),
                    {},
                    std::find(needed.begin(), needed.end(), d.value) != needed.end()};
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto p) {
      if (role_allows(d.value, p.value)) about.permissions.push_back(p.value);
    });
    out.push_back(std::move(about));
  });
  return out;
}

SecondFactorSettings AccountService::get_second_factor_settings() {
  SecondFactorSettings out;
  for (const auto& role : list_roles()) out.items.push_back({role.role, role.second_factor});
  return out;
}

SecondFactorSettings AccountService::put_second_factor_settings(const base::Actor& actor,
                                                                const SecondFactorSettings& given) {
  {
    auto tx = core_.database.begin();
    core_.access.require(tx, actor, Permission::settings_manage, {});
    std::vector<Role> roles;
    base::Json names = base::Json::array();
    for (const auto& item : given.items)
      if (item.required && std::find(roles.begin(), roles.end(), item.role) == roles.end()) {
        roles.push_back(item.role);
        names.push_back(base::enum_name(item.role));
      }
    core_.store.set_second_factor_roles(tx, roles);
    core_.audit.record(tx, actor, "identity.second_factor_set", "setting", "second_factor", 0,
                       base::Json{{"roles", names}}.dump());
    tx.commit();
  }
  return get_second_factor_settings();
}

}  // namespace identity
