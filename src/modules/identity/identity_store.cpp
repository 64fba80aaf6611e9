#include "modules/identity/identity_store.h"

#include "base/like.h"
#include "base/name_order.h"
#include "base/text.h"

namespace identity {
namespace {

using Tx = platform::Transaction;

constexpr std::string_view account_columns =
    "a.id, a.name, a.folded, a.full_name, a.unit_id, a.password_hash, a.must_change, a.disabled, a.totp_secret, "
    "a.totp_pending, a.totp_step, a.language, a.theme, a.text_size, a.created_at, a.signed_in_at, a.version";
constexpr std::string_view session_columns =
    "id, account_id, state, csrf, created_at, last_seen_at, expires_at, remote, agent";
constexpr std::string_view token_columns = "id, name, scope, created_at, expires_at, last_used_at";
constexpr std::string_view grant_columns = "id, account_id, role, unit_id, from_day, to_day, granted_by";

template <class E>
E read_enum(const platform::Row& row, int column) {
  return base::parse_enum<E>(row.get<std::string>(column)).value_or(E{});
}

AccountRow read_account(const platform::Row& row) {
  AccountRow a;
  a.id = row.get<AccountId>(0);
  a.name = row.get<std::string>(1);
  a.folded = row.get<std::string>(2);
  a.full_name = row.get<std::string>(3);
  a.unit_id = row.get<tree::UnitId>(4);
  a.password_hash = row.get<std::string>(5);
  a.must_change = row.get<bool>(6);
  a.disabled = row.get<bool>(7);
  a.totp_secret = row.get<std::optional<std::string>>(8);
  a.totp_pending = row.get<std::optional<std::string>>(9);
  a.totp_step = row.get<std::int64_t>(10);
  a.preferences = {read_enum<UiLanguage>(row, 11), read_enum<Theme>(row, 12), read_enum<TextSize>(row, 13)};
  a.created_at = row.get<std::int64_t>(14);
  a.signed_in_at = row.get<std::optional<std::int64_t>>(15);
  a.version = row.get<std::int64_t>(16);
  return a;
}

SessionRow read_session(const platform::Row& row) {
  return {row.get<SessionId>(0),    row.get<AccountId>(1),    read_enum<SessionState>(row, 2),
          row.get<std::string>(3),  row.get<std::int64_t>(4), row.get<std::int64_t>(5),
          row.get<std::int64_t>(6), row.get<std::string>(7),  row.get<std::string>(8)};
}

Token read_token(const platform::Row& row) {
  return {row.get<TokenId>(0),      row.get<std::string>(1),  read_enum<TokenScope>(row, 2),
          row.get<std::int64_t>(3), row.get<std::int64_t>(4), row.get<std::optional<std::int64_t>>(5)};
}

GrantRow read_grant(const platform::Row& row) {
  // A role that is not known is the least one.
  const Role role = base::parse_enum<Role>(row.get<std::string>(2)).value_or(Role::site_delegate);
  return {row.get<GrantId>(0),
          row.get<AccountId>(1),
          role,
          row.get<tree::UnitId>(3),
          {row.get<base::Date>(4), row.get<std::optional<base::Date>>(5)},
          row.get<std::string>(6)};
}

template <class T, class Read, class... A>
std::optional<T> find_one(Tx& tx, const std::string& sql, Read read, const A&... values) {
  std::optional<T> found;
  tx.each(
      sql, [&](platform::Row row) { found = read(row); }, values...);
  return found;
}

std::string search_text(const AccountRow& account) { return base::fold(account.name + " " + account.full_name); }
// Where the account stands among people; its own name, which nobody else has, makes it the only one there.
std::string ordered_text(const AccountRow& account) {
  return base::name_order(account.full_name) + ' ' + account.folded;
}

// FROM and WHERE of a list of accounts in a scope.
std::string accounts_where(const Scope& scope, std::string_view search, platform::Bindings& values) {
  std::string sql = " FROM identity_account a LEFT JOIN tree_scope s ON s.unit_id = a.unit_id WHERE ";
  sql += scope.condition("s", values);
  if (!search.empty()) {
    sql += " AND a.search LIKE ? ESCAPE '!'";
    values.add_text(base::like_containing(search));
  }
  return sql;
}

}  // namespace

std::int64_t IdentityStore::count_accounts(Tx& tx) const {
  return tx.find<std::int64_t>("SELECT COUNT(*) FROM identity_account").value_or(0);
}

std::optional<AccountRow> IdentityStore::find_account(Tx& tx, AccountId id) const {
  return find_one<AccountRow>(tx, "SELECT " + std::string(account_columns) + " FROM identity_account a WHERE a.id = ?",
                              read_account, id);
}

std::optional<AccountRow> IdentityStore::find_account_named(Tx& tx, std::string_view folded) const {
  return find_one<AccountRow>(tx,
                              "SELECT " + std::string(account_columns) + " FROM identity_account a WHERE a.folded = ?",
                              read_account, folded);
}

std::vector<AccountRow> IdentityStore::list_accounts(Tx& tx, const Scope& scope, std::string_view search,
                                                     AccountSort sort, std::string_view after, int limit) const {
  platform::Bindings values;
  const std::string key = sort == AccountSort::account ? "a.folded" : "a.ordered";
  std::string sql = "SELECT " + std::string(account_columns) + accounts_where(scope, search, values);
  sql += " AND " + key + " > ? ORDER BY " + key + " LIMIT ?";
  values.add(after);
  values.add(limit);
  std::vector<AccountRow> out;
  auto rows = tx.query_values(sql, values.values());
  while (rows->next()) out.push_back(read_account(platform::Row(*rows)));
  return out;
}

std::string IdentityStore::place_of(const AccountRow& account, AccountSort sort) {
  return sort == AccountSort::account ? account.folded : ordered_text(account);
}

std::int64_t IdentityStore::count_accounts(Tx& tx, const Scope& scope, std::string_view search, int most) const {
  platform::Bindings values;
  std::string sql = "SELECT COUNT(*) FROM (SELECT a.id" + accounts_where(scope, search, values) + " LIMIT ?) counted";
  values.add(most);
  auto rows = tx.query_values(sql, values.values());
  return rows->next() ? rows->integer(0) : 0;
}

AccountId IdentityStore::add_account(Tx& tx, const AccountRow& a) const {
  return {tx.insert(
      "INSERT INTO identity_account(name, folded, full_name, search, ordered, unit_id, password_hash, must_change, "
      "disabled, totp_step, language, theme, text_size, created_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, "
      "?, ?, ?, 1)",
      a.name, a.folded, a.full_name, search_text(a), ordered_text(a), a.unit_id, a.password_hash, a.must_change,
      a.disabled, base::enum_name(a.preferences.language), base::enum_name(a.preferences.theme),
      base::enum_name(a.preferences.text_size), a.created_at)};
}

bool IdentityStore::store_account(Tx& tx, const AccountRow& a) const {
  return tx.run(
             "UPDATE identity_account SET full_name = ?, search = ?, ordered = ?, unit_id = ?, password_hash = ?, "
             "must_change = ?, "
             "disabled = ?, totp_secret = ?, totp_pending = ?, totp_step = ?, language = ?, theme = ?, text_size = ?, "
             "version = version + 1 WHERE id = ? AND version = ?",
             a.full_name, search_text(a), ordered_text(a), a.unit_id, a.password_hash, a.must_change, a.disabled,
             a.totp_secret, a.totp_pending, a.totp_step, base::enum_name(a.preferences.language),
             base::enum_name(a.preferences.theme), base::enum_name(a.preferences.text_size), a.id, a.version) == 1;
}

int IdentityStore::order_accounts(Tx& tx, int limit) const {
  std::vector<AccountRow> waiting;
  tx.each(
      "SELECT " + std::string(account_columns) + " FROM identity_account a WHERE a.ordered = '' LIMIT ?",
      [&](platform::Row row) { waiting.push_back(read_account(row)); }, limit);
  for (const auto& a : waiting) tx.run("UPDATE identity_account SET ordered = ? WHERE id = ?", ordered_text(a), a.id);
  return int(waiting.size());
}

void IdentityStore::note_sign_in(Tx& tx, AccountId id, std::int64_t at) const {
  tx.run("UPDATE identity_account SET signed_in_at = ? WHERE id = ?", at, id);
}

std::vector<GrantRow> IdentityStore::list_grants(Tx& tx, std::optional<AccountId> account,
                                                 std::optional<tree::UnitId> unit) const {
  std::string sql = "SELECT " + std::string(grant_columns) + " FROM identity_grant WHERE 1 = 1";
  platform::Bindings values;
  if (account) sql += " AND account_id = ?", values.add(*account);
  if (unit) sql += " AND unit_id = ?", values.add(*unit);
  std::vector<GrantRow> out;
  auto rows = tx.query_values(sql + " ORDER BY id", values.values());
  while (rows->next()) out.push_back(read_grant(platform::Row(*rows)));
  return out;
}

std::optional<GrantRow> IdentityStore::find_grant(Tx& tx, GrantId id) const {
  return find_one<GrantRow>(tx, "SELECT " + std::string(grant_columns) + " FROM identity_grant WHERE id = ?",
                            read_grant, id);
}

GrantId IdentityStore::add_grant(Tx& tx, const GrantRow& g, std::int64_t at) const {
  return {
      tx.insert("INSERT INTO identity_grant(account_id, role, unit_id, from_day, to_day, granted_by, created_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                g.account_id, base::enum_name(g.role), g.unit_id, g.valid.from, g.valid.to, g.granted_by, at)};
}

void IdentityStore::end_grant(Tx& tx, GrantId id, base::Date to) const {
  tx.run("UPDATE identity_grant SET to_day = ? WHERE id = ?", to, id);
}

SessionId IdentityStore::add_session(Tx& tx, const SessionRow& s, std::string_view token_hash) const {
  return {
      tx.insert("INSERT INTO identity_session(account_id, token_hash, state, csrf, created_at, last_seen_at, "
                "expires_at, remote, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                s.account_id, token_hash, base::enum_name(s.state), s.csrf, s.created_at, s.last_seen_at, s.expires_at,
                s.remote, s.agent)};
}

std::optional<SessionRow> IdentityStore::find_session(Tx& tx, std::string_view token_hash) const {
  return find_one<SessionRow>(tx,
                              "SELECT " + std::string(session_columns) + " FROM identity_session WHERE token_hash = ?",
                              read_session, token_hash);
}

std::vector<SessionRow> IdentityStore::list_sessions(Tx& tx, AccountId account) const {
  std::vector<SessionRow> out;
  tx.each(
      "SELECT " + std::string(session_columns) + " FROM identity_session WHERE account_id = ? ORDER BY id DESC",
      [&](platform::Row row) { out.push_back(read_session(row)); }, account);
  return out;
}

void IdentityStore::set_session_state(Tx& tx, SessionId id, SessionState state) const {
  tx.run("UPDATE identity_session SET state = ? WHERE id = ?", base::enum_name(state), id);
}

void IdentityStore::touch_session(Tx& tx, SessionId id, std::int64_t at) const {
  tx.run("UPDATE identity_session SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?", at, id, at);
}

bool IdentityStore::remove_session(Tx& tx, AccountId account, SessionId id) const {
  return tx.run("DELETE FROM identity_session WHERE account_id = ? AND id = ?", account, id) > 0;
}

std::int64_t IdentityStore::remove_sessions(Tx& tx, AccountId account, SessionId except) const {
  return tx.run("DELETE FROM identity_session WHERE account_id = ? AND id <> ?", account, except);
}

void IdentityStore::remove_stale_sessions(Tx& tx, std::int64_t seen_before, std::int64_t now) const {
  tx.run("DELETE FROM identity_session WHERE last_seen_at < ? OR expires_at < ?", seen_before, now);
  tx.run("DELETE FROM identity_token WHERE expires_at < ?", now);
}

TokenId IdentityStore::add_token(Tx& tx, AccountId account, const Token& t, std::string_view token_hash) const {
  return {
      tx.insert("INSERT INTO identity_token(account_id, name, token_hash, scope, created_at, expires_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                account, t.name, token_hash, base::enum_name(t.scope), t.created_at, t.expires_at)};
}

std::optional<TokenRow> IdentityStore::find_token(Tx& tx, std::string_view token_hash) const {
  return find_one<TokenRow>(
      tx, "SELECT " + std::string(token_columns) + ", account_id FROM identity_token WHERE token_hash = ?",
      [](const platform::Row& row) {
        return TokenRow{read_token(row), row.get<AccountId>(6)};
      },
      token_hash);
}

std::vector<Token> IdentityStore::list_tokens(Tx& tx, AccountId account) const {
  std::vector<Token> out;
  tx.each(
      "SELECT " + std::string(token_columns) + " FROM identity_token WHERE account_id = ? ORDER BY id DESC",
      [&](platform::Row row) { out.push_back(read_token(row)); }, account);
  return out;
}

void IdentityStore::touch_token(Tx& tx, TokenId id, std::int64_t at) const {
  tx.run("UPDATE identity_token SET last_used_at = ? WHERE id = ?", at, id);
}

bool IdentityStore::remove_token(Tx& tx, AccountId account, TokenId id) const {
  return tx.run("DELETE FROM identity_token WHERE account_id = ? AND id = ?", account, id) > 0;
}

std::int64_t IdentityStore::remove_tokens(Tx& tx, AccountId account) const {
  return tx.run("DELETE FROM identity_token WHERE account_id = ?", account);
}

void IdentityStore::replace_recovery_codes(Tx& tx, AccountId account, const std::vector<std::string>& hashes) const {
  tx.run("DELETE FROM identity_recovery_code WHERE account_id = ?", account);
  for (const auto& hash : hashes)
    tx.run("INSERT INTO identity_recovery_code(account_id, code_hash) VALUES (?, ?)", account, hash);
}

bool IdentityStore::use_recovery_code(Tx& tx, AccountId account, std::string_view hash, std::int64_t at) const {
  return tx.run(
             "UPDATE identity_recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL",
             at, account, hash) > 0;
}

void IdentityStore::add_link(Tx& tx, AccountId account, LinkPurpose purpose, std::string_view token_hash,
                             std::int64_t at, std::int64_t expires_at) const {
  remove_links(tx, account);
  tx.run("INSERT INTO identity_link(account_id, purpose, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
         account, base::enum_name(purpose), token_hash, at, expires_at);
}

std::optional<LinkRow> IdentityStore::find_link(Tx& tx, std::string_view token_hash) const {
  return find_one<LinkRow>(
      tx, "SELECT id, account_id, purpose, expires_at, used_at FROM identity_link WHERE token_hash = ?",
      [](const platform::Row& row) {
        return LinkRow{row.get<std::int64_t>(0), row.get<AccountId>(1), read_enum<LinkPurpose>(row, 2),
                       row.get<std::int64_t>(3), row.get<std::optional<std::int64_t>>(4).has_value()};
      },
      token_hash);
}

void IdentityStore::use_link(Tx& tx, std::int64_t id, std::int64_t at) const {
  tx.run("UPDATE identity_link SET used_at = ? WHERE id = ?", at, id);
}

void IdentityStore::remove_links(Tx& tx, AccountId account) const {
  tx.run("DELETE FROM identity_link WHERE account_id = ? AND used_at IS NULL", account);
}

void IdentityStore::keep_attempts(Tx& tx, const std::string& key, const Throttle::Count& count) const {
  tx.run(
      "INSERT INTO identity_throttle(attempt_key, failures, last_at, until_at) VALUES (?, ?, ?, ?) ON "
      "CONFLICT(attempt_key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, until_at = "
      "excluded.until_at",
      key, count.failures, count.last, count.until);
}

void IdentityStore::remove_attempts(Tx& tx, const std::string& key) const {
  tx.run("DELETE FROM identity_throttle WHERE attempt_key = ?", key);
}

void IdentityStore::remove_attempts_before(Tx& tx, std::int64_t last) const {
  tx.run("DELETE FROM identity_throttle WHERE last_at < ?", last);
}

std::vector<std::pair<std::string, Throttle::Count>> IdentityStore::list_attempts(Tx& tx) const {
  std::vector<std::pair<std::string, Throttle::Count>> out;
  tx.each("SELECT attempt_key, failures, last_at, until_at FROM identity_throttle ORDER BY last_at",
          [&](platform::Row row) {
            out.emplace_back(row.get<std::string>(0),
                             Throttle::Count{row.get<int>(1), row.get<std::int64_t>(2), row.get<std::int64_t>(3)});
          });
  return out;
}

std::vector<Role> IdentityStore::list_second_factor_roles(Tx& tx) const {
  std::vector<Role> out;
  tx.each("SELECT role FROM identity_role_setting WHERE second_factor = 1", [&](platform::Row row) {
    if (const auto role = base::parse_enum<Role>(row.get<std::string>(0))) out.push_back(*role);
  });
  return out;
}

void IdentityStore::set_second_factor_roles(Tx& tx, const std::vector<Role>& roles) const {
  tx.run("DELETE FROM identity_role_setting");
  for (const Role role : roles)
    tx.run("INSERT INTO identity_role_setting(role, second_factor) VALUES (?, 1)", base::enum_name(role));
}

}  // namespace identity
