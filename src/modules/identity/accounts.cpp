#include "modules/identity/accounts.h"

#include <algorithm>

#include "base/text.h"

namespace identity {
namespace {

constexpr int most_counted = 1000;

[[noreturn]] void account_unknown() { throw base::Error(base::ErrorKind::not_found, "identity.account_unknown"); }

}  // namespace

void AccountService::record(Tx& tx, const base::Actor& actor, const char* verb, const AccountRow& account,
                            base::Json difference) {
  core_.audit.record(tx, actor, verb, "account", std::to_string(account.id.value), account.unit_id.value,
                     difference.dump());
}

Account AccountService::describe(Tx& tx, const AccountRow& row) const {
  Account account{row.id,
                  row.name,
                  row.full_name,
                  row.unit_id.value,
                  "",
                  "",
                  row.disabled,
                  row.must_change,
                  row.totp_secret.has_value(),
                  {},
                  row.created_at,
                  row.signed_in_at,
                  row.version};
  core_.name_unit(tx, row.unit_id, account.unit_code, account.unit_name);
  const base::Date today = core_.clock.today();
  for (const auto& grant : core_.store.list_grants(tx, row.id, {}))
    if (grant.valid.contains(today) &&
        std::find(account.roles.begin(), account.roles.end(), grant.role) == account.roles.end())
      account.roles.push_back(grant.role);
  return account;
}

// Accounts at home where the actor manages accounts or grants roles.
Scope AccountService::seen_accounts(Tx& tx, const base::Actor& actor) const {
  Scope scope = core_.access.scope(tx, actor, Permission::accounts_manage);
  const Scope granting = core_.access.scope(tx, actor, Permission::roles_grant);
  if (granting.everything) return granting;
  for (const auto& path : granting.paths) scope.add(path);
  return scope;
}

AccountRow AccountService::access_account(Tx& tx, const base::Actor& actor, AccountId id) const {
  auto account = core_.store.find_account(tx, id);
  if (!account) account_unknown();
  const Scope scope = seen_accounts(tx, actor);
  if (scope.everything) return *std::move(account);
  if (!account->unit_id || scope.nothing()) account_unknown();
  const Party home[] = {{account->unit_id, false}};
  if (!core_.access.sees(tx, scope, home)) account_unknown();
  return *std::move(account);
}

void AccountService::require_manage(Tx& tx, const base::Actor& actor, const AccountRow& account) const {
  core_.access.require(tx, actor, Permission::accounts_manage, account.unit_id);
  const base::Date today = core_.clock.today();
  for (const auto& grant : core_.store.list_grants(tx, account.id, {})) {
    const bool over = grant.valid.empty() || (grant.valid.to && *grant.valid.to <= today);
    if (!over && !core_.access.may(tx, actor, Permission::accounts_manage, grant.unit_id))
      throw base::Error(base::ErrorKind::forbidden, "identity.account_above", {{"name", account.name}});
  }
}

tree::UnitId AccountService::unit_of(Tx& tx, const base::Actor& actor, const std::string& code,
                                     const char* field) const {
  if (code.empty()) return {};
  const auto unit = core_.tree.find_unit(tx, code);
  // What lies outside the actor's units does not exist for them.
  if (!unit || !core_.access.may(tx, actor, Permission::units_read, *unit))
    throw base::Error(base::ErrorKind::invalid, "identity.unit_unknown", {{"code", code}}).at_field(field);
  return *unit;
}

AccountPage AccountService::list_accounts(const base::Actor& actor, const std::string& search, const std::string& after,
                                          int limit, AccountSort sort) {
  auto tx = core_.database.begin_read();
  const Scope scope = seen_accounts(tx, actor);
  if (scope.nothing()) core_.access.require(tx, actor, Permission::accounts_manage, {});
  AccountPage page;
  const std::string last = platform::from_base64url(after).value_or("");
  auto rows = core_.store.list_accounts(tx, scope, search, sort, last, limit + 1);
  if (int(rows.size()) > limit) {
    rows.pop_back();
    page.next = platform::to_base64url(IdentityStore::place_of(rows.back(), sort));
  }
  for (const auto& row : rows) page.items.push_back(describe(tx, row));
  page.total = core_.store.count_accounts(tx, scope, search, most_counted + 1);
  page.capped = page.total > most_counted;
  page.total = std::min<std::int64_t>(page.total, most_counted);
  return page;
}

Account AccountService::get_account(const base::Actor& actor, AccountId id) {
  auto tx = core_.database.begin_read();
  const AccountRow account = access_account(tx, actor, id);
  core_.audit.record_view(actor, "account", std::to_string(id.value), account.unit_id.value);
  return describe(tx, account);
}

AccountRow AccountService::store_new(Tx& tx, const base::Actor& actor, const NewAccount& given,
                                     const std::string& password_hash, bool must_change) {
  const tree::UnitId unit = unit_of(tx, actor, given.unit_code, "unit_code");
  core_.access.require(tx, actor, Permission::accounts_manage, unit);
  AccountRow account = core_.new_account(tx, given.name, given.full_name, unit);
  account.password_hash = password_hash;
  account.must_change = must_change;
  if (given.grant) {  // checked before anything is written, so that a refused row of a file leaves nothing
    const tree::UnitId at = unit_of(tx, actor, given.grant->unit_code, "grant.unit_code");
    require_may_grant(tx, actor, given.grant->role, at);
    if (given.grant->to && *given.grant->to <= given.grant->from.value_or(core_.clock.today()))
      throw base::Error(base::ErrorKind::invalid, "identity.grant_dates").at_field("grant.to");
  }
  account.id = core_.store.add_account(tx, account);
  record(
      tx, actor, "identity.account_created", account,
      {{"name", account.name}, {"full_name", core_.audit.seal_personal(tx, person_of(account.id), account.full_name)}});
  if (given.grant) store_grant(tx, actor, account, *given.grant);
  return account;
}

AccountLink AccountService::create_account(const base::Actor& actor, const NewAccount& given) {
  auto tx = core_.database.begin();
  const AccountRow account = store_new(tx, actor, given, "", false);
  const std::int64_t life = core_.settings.invite_life;
  const std::string link = core_.add_link(tx, account.id, LinkPurpose::invite, life);
  AccountLink answer{describe(tx, account), link, core_.clock.now() + life};
  tx.commit();
  return answer;
}

AccountId AccountService::create_first(const base::Actor& actor, const std::string& name, const std::string& full_name,
                                       const std::string& password) {
  require_account_name(base::to_nfc(name));
  require_password(password, name);
  const std::string hash = core_.hash_password(password);
  auto tx = core_.database.begin();
  if (actor.kind != base::ActorKind::operating_system || core_.store.count_accounts(tx) > 0)
    throw base::Error(base::ErrorKind::conflict, "identity.has_accounts");
  const AccountId id = core_.add_administrator(tx, actor, name, full_name, hash);
  core_.store.remove_links(tx, {});
  tx.commit();
  return id;
}

AccountId AccountService::create_with_password(const base::Actor& actor, const NewAccount& given,
                                               const std::string& password, bool must_change) {
  require_password(password, given.name);
  const std::string hash = core_.hash_password(password);
  auto tx = core_.database.begin();
  const AccountRow account = store_new(tx, actor, given, hash, must_change);
  tx.commit();
  return account.id;
}

Account AccountService::update_account(const base::Actor& actor, AccountId id, const AccountChange& given) {
  auto tx = core_.database.begin();
  AccountRow account = access_account(tx, actor, id);
  require_manage(tx, actor, account);
  if (given.version.value_or(-1) != account.version)
    throw base::Error(base::ErrorKind::conflict, "identity.account_changed", {{"name", account.name}});
  base::Json difference = base::Json::object();
  const auto sealed = [&](const std::string& value) { return core_.audit.seal_personal(tx, person_of(id), value); };
  if (given.full_name && *given.full_name != account.full_name) {
    const std::string full_name = base::squeeze(base::to_nfc(*given.full_name));
    difference["full_name"] = {sealed(account.full_name), sealed(full_name)};
    account.full_name = full_name;
  }
  if (given.unit_code) {
    const tree::UnitId unit = unit_of(tx, actor, *given.unit_code, "unit_code");
    core_.access.require(tx, actor, Permission::accounts_manage, unit);
    if (unit != account.unit_id) difference["unit_id"] = {account.unit_id.value, unit.value};
    account.unit_id = unit;
  }
  CHECK(core_.store.store_account(tx, account));
  ++account.version;
  record(tx, actor, "identity.account_updated", account, difference);
  const Account answer = describe(tx, account);
  tx.commit();
  return answer;
}

AccountLink AccountService::reset_account(const base::Actor& actor, AccountId id, const ResetAccount& given) {
  auto tx = core_.database.begin();
  AccountRow account = access_account(tx, actor, id);
  require_manage(tx, actor, account);
  account.password_hash.clear();
  account.must_change = false;
  if (given.second_factor) {
    account.totp_secret.reset();
    account.totp_pending.reset();
    core_.store.replace_recovery_codes(tx, id, {});
  }
  CHECK(core_.store.store_account(tx, account));
  ++account.version;
  core_.store.remove_sessions(tx, id, {});
  core_.store.remove_tokens(tx, id);
  const std::int64_t life = core_.settings.link_life;
  const std::string link = core_.add_link(tx, id, LinkPurpose::reset, life);
  record(tx, actor, "identity.account_reset", account, {{"second_factor", given.second_factor}});
  AccountLink answer{describe(tx, account), link, core_.clock.now() + life};
  tx.commit();
  return answer;
}

Account AccountService::set_disabled(const base::Actor& actor, AccountId id, bool disabled) {
  auto tx = core_.database.begin();
  AccountRow account = access_account(tx, actor, id);
  require_manage(tx, actor, account);
  if (disabled && actor.kind == base::ActorKind::account && actor.account_id == id.value)
    throw base::Error(base::ErrorKind::conflict, "identity.not_yourself");
  if (disabled) require_another_administrator(tx, id, {});
  if (account.disabled != disabled) {
    account.disabled = disabled;
    CHECK(core_.store.store_account(tx, account));
    ++account.version;
    if (disabled) {
      core_.store.remove_sessions(tx, id, {});
      core_.store.remove_tokens(tx, id);
      core_.store.remove_links(tx, id);
    }
    record(tx, actor, disabled ? "identity.account_disabled" : "identity.account_enabled", account,
           base::Json::object());
  }
  const Account answer = describe(tx, account);
  tx.commit();
  return answer;
}

}  // namespace identity
