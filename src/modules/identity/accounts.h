#pragma once
// Accounts and grants as administrators keep them: create one or many, change, reset, disable, grant and end
// roles, say which roles need a second factor. Whoever manages an account must manage accounts on its home
// unit and wherever it holds a role; nobody grants more than they hold themselves.

#include <filesystem>

#include "modules/identity/identity_core.h"

namespace identity {

struct AccountPage {
  std::vector<Account> items;
  std::string next;  // "" at the end
  std::int64_t total = 0;
  bool capped = false;
};

class AccountService {
 public:
  explicit AccountService(Core& core) : core_(core) {}
  // `after`: the `next` of the page before.
  AccountPage list_accounts(const base::Actor& actor, const std::string& search, const std::string& after, int limit,
                            AccountSort sort = AccountSort::person);
  Account get_account(const base::Actor& actor, AccountId id);
  AccountLink create_account(const base::Actor& actor, const NewAccount& given);
  // The command line's way to the first administrator. Errors: conflict "identity.has_accounts".
  AccountId create_first(const base::Actor& actor, const std::string& name, const std::string& full_name,
                         const std::string& password);
  // For the command line and the demo: an account with a password and, where asked, the duty to change it.
  AccountId create_with_password(const base::Actor& actor, const NewAccount& given, const std::string& password,
                                 bool must_change);
  Account update_account(const base::Actor& actor, AccountId id, const AccountChange& given);
  // Closes sessions and tokens, and gives a one-time link for a new password; the old one is void at once.
  AccountLink reset_account(const base::Actor& actor, AccountId id, const ResetAccount& given);
  Account set_disabled(const base::Actor& actor, AccountId id, bool disabled);
  // Each good row becomes an account; each other row is reported with its reason.
  BulkReport create_from_file(const base::Actor& actor, const std::filesystem::path& path, bool dry_run,
                              base::Language language);

  std::vector<Grant> list_grants(const base::Actor& actor, std::optional<AccountId> account,
                                 const std::optional<std::string>& unit_code);
  Grant add_grant(const base::Actor& actor, AccountId account, const NewGrant& given);
  // From today on; one that has not begun never begins.
  void remove_grant(const base::Actor& actor, GrantId id);

  std::vector<RoleAbout> list_roles();
  SecondFactorSettings get_second_factor_settings();
  SecondFactorSettings put_second_factor_settings(const base::Actor& actor, const SecondFactorSettings& given);

 private:
  using Tx = platform::Transaction;
  Account describe(Tx& tx, const AccountRow& row) const;
  Scope seen_accounts(Tx& tx, const base::Actor& actor) const;
  // Errors: not_found "identity.account_unknown".
  AccountRow access_account(Tx& tx, const base::Actor& actor, AccountId id) const;
  void require_manage(Tx& tx, const base::Actor& actor, const AccountRow& account) const;
  tree::UnitId unit_of(Tx& tx, const base::Actor& actor, const std::string& code, const char* field) const;
  void require_may_grant(Tx& tx, const base::Actor& actor, Role role, tree::UnitId unit) const;
  void require_another_administrator(Tx& tx, AccountId except, GrantId except_grant) const;
  GrantId store_grant(Tx& tx, const base::Actor& actor, const AccountRow& account, const NewGrant& given);
  AccountRow store_new(Tx& tx, const base::Actor& actor, const NewAccount& given, const std::string& password_hash,
                       bool must_change);
  void record(Tx& tx, const base::Actor& actor, const char* verb, const AccountRow& account, base::Json difference);

  Core& core_;
};

}  // namespace identity
