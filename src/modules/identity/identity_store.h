#pragma once
// SQL for the tables identity_*. Rows as they are stored; no decisions, no permission, no clock. Secrets come
// and go as hashes or sealed. Works inside the caller's transaction.

#include "modules/identity/identity_records.h"

namespace identity {

struct AccountRow {
  AccountId id;
  std::string name, folded, full_name;
  tree::UnitId unit_id;
  std::string password_hash;  // "" until the owner has chosen one
  bool must_change = false, disabled = false;
  std::optional<std::string> totp_secret, totp_pending;  // sealed, base64url
  std::int64_t totp_step = 0;
  Preferences preferences;
  std::int64_t created_at = 0;
  std::optional<std::int64_t> signed_in_at;
  std::int64_t version = 1;
};

struct SessionRow {
  SessionId id;
  AccountId account_id;
  SessionState state{};
  std::string csrf;
  std::int64_t created_at = 0, last_seen_at = 0, expires_at = 0;
  std::string remote, agent;
};

struct LinkRow {
  std::int64_t id = 0;
  AccountId account_id;
  LinkPurpose purpose{};
  std::int64_t expires_at = 0;
  bool used = false;
};

struct TokenRow {
  Token about;
  AccountId account_id;
};

struct GrantRow {
  GrantId id;
  AccountId account_id;
  Role role{};
  tree::UnitId unit_id;
  base::Interval valid;
  std::string granted_by;
};

class IdentityStore {
 public:
  using Tx = platform::Transaction;
  std::int64_t count_accounts(Tx& tx) const;
  std::optional<AccountRow> find_account(Tx& tx, AccountId id) const;
  std::optional<AccountRow> find_account_named(Tx& tx, std::string_view folded) const;
  // In the order asked, after the place `after`, in the scope; at most `limit`.
  std::vector<AccountRow> list_accounts(Tx& tx, const Scope& scope, std::string_view search, AccountSort sort,
                                        std::string_view after, int limit) const;
  static std::string place_of(const AccountRow& account, AccountSort sort);
  // Counts up to `most`.
  std::int64_t count_accounts(Tx& tx, const Scope& scope, std::string_view search, int most) const;
  AccountId add_account(Tx& tx, const AccountRow& account) const;
  // Stores every field and counts the version up; false when the stored version is not the one given.
  bool store_account(Tx& tx, const AccountRow& account) const;
  // Accounts of a program of before get their place among people: how many, at most `limit`.
  int order_accounts(Tx& tx, int limit) const;
  void note_sign_in(Tx& tx, AccountId id, std::int64_t at) const;

  std::vector<GrantRow> list_grants(Tx& tx, std::optional<AccountId> account, std::optional<tree::UnitId> unit) const;
  std::optional<GrantRow> find_grant(Tx& tx, GrantId id) const;
  GrantId add_grant(Tx& tx, const GrantRow& grant, std::int64_t at) const;
  void end_grant(Tx& tx, GrantId id, base::Date to) const;

  SessionId add_session(Tx& tx, const SessionRow& session, std::string_view token_hash) const;
  std::optional<SessionRow> find_session(Tx& tx, std::string_view token_hash) const;
  std::vector<SessionRow> list_sessions(Tx& tx, AccountId account) const;
  void set_session_state(Tx& tx, SessionId id, SessionState state) const;
  void touch_session(Tx& tx, SessionId id, std::int64_t at) const;
  bool remove_session(Tx& tx, AccountId account, SessionId id) const;
  std::int64_t remove_sessions(Tx& tx, AccountId account, SessionId except) const;
  void remove_stale_sessions(Tx& tx, std::int64_t seen_before, std::int64_t now) const;

  TokenId add_token(Tx& tx, AccountId account, const Token& token, std::string_view token_hash) const;
  std::optional<TokenRow> find_token(Tx& tx, std::string_view token_hash) const;
  std::vector<Token> list_tokens(Tx& tx, AccountId account) const;
  void touch_token(Tx& tx, TokenId id, std::int64_t at) const;
  bool remove_token(Tx& tx, AccountId account, TokenId id) const;
  std::int64_t remove_tokens(Tx& tx, AccountId account) const;

  void replace_recovery_codes(Tx& tx, AccountId account, const std::vector<std::string>& hashes) const;
  bool use_recovery_code(Tx& tx, AccountId account, std::string_view hash, std::int64_t at) const;

  // A new link takes the place of the account's earlier ones.
  void add_link(Tx& tx, AccountId account, LinkPurpose purpose, std::string_view token_hash, std::int64_t at,
                std::int64_t expires_at) const;
  std::optional<LinkRow> find_link(Tx& tx, std::string_view token_hash) const;
  void use_link(Tx& tx, std::int64_t id, std::int64_t at) const;
  void remove_links(Tx& tx, AccountId account) const;

  // Failed attempts, by the throttle's key.
  void keep_attempts(Tx& tx, const std::string& key, const Throttle::Count& count) const;
  void remove_attempts(Tx& tx, const std::string& key) const;
  void remove_attempts_before(Tx& tx, std::int64_t last) const;
  std::vector<std::pair<std::string, Throttle::Count>> list_attempts(Tx& tx) const;

  std::vector<Role> list_second_factor_roles(Tx& tx) const;
  void set_second_factor_roles(Tx& tx, const std::vector<Role>& roles) const;
};

}  // namespace identity
