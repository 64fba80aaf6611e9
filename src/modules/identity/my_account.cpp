// What people do with their own account: the second half of SignInService.

#include "modules/identity/sign_in.h"
#include "base/text.h"

namespace identity {
namespace {

constexpr int recovery_code_count = 10;
constexpr int longest_token_days = 366;

[[noreturn]] void refuse_own(base::ErrorKind kind, const char* key) { throw base::Error(kind, key); }

// Secrets are made in a session of a person, never by a token, which could make itself outlive its end.
void require_session(const base::Actor& actor) {
  if (actor.session_id == 0) refuse_own(base::ErrorKind::forbidden, "identity.session_needed");
}

}  // namespace

std::string SignInService::require_password_of(const base::Actor& actor, const std::string& password,
                                               const char* field) {
  std::string hash, key;
  {
    auto tx = core_.database.begin_read();
    const AccountRow account = core_.account_of(tx, actor);
    hash = account.password_hash;
    key = "password of " + person_of(account.id);
  }
  core_.by_code.attempt(key, core_.clock.now());
  if (!core_.verify_password(hash, password))
    throw base::Error(base::ErrorKind::invalid, "identity.password_wrong").at_field(field);
  core_.by_code.succeeded(key);
  return hash;
}

SessionAnswer SignInService::change_password(const base::Actor& actor, const ChangePassword& given) {
  require_session(actor);
  const std::string seen_hash = require_password_of(actor, given.current_password, "current_password");
  require_password(given.new_password, actor.name, "new_password");
  if (normal_password(given.new_password) == normal_password(given.current_password))
    throw base::Error(base::ErrorKind::invalid, "identity.password_same").at_field("new_password");
  const std::string hash = core_.hash_password(given.new_password);
  auto tx = core_.database.begin();
  AccountRow account = core_.account_of(tx, actor);
  std::string csrf;
  for (const auto& session : core_.store.list_sessions(tx, account.id))
    if (session.id.value == actor.session_id) csrf = session.csrf;
  // Hashing took a while: meanwhile the session may have been closed, or the account reset.
  if (csrf.empty() || account.password_hash != seen_hash)
    refuse_own(base::ErrorKind::unauthenticated, "identity.session_over");
  account.password_hash = hash;
  account.must_change = false;
  store(tx, account);
  core_.store.remove_sessions(tx, account.id, SessionId{actor.session_id});
  core_.store.remove_tokens(tx, account.id);
  core_.store.remove_links(tx, account.id);
  const auto state = next_state(tx, account);
  core_.store.set_session_state(tx, SessionId{actor.session_id}, state);
  record(tx, actor, "identity.password_changed", account);
  const SessionAnswer answer = answer_for(tx, account, state, csrf);
  tx.commit();
  return answer;
}

TotpStart SignInService::start_totp(const base::Actor& actor, const OnePassword& given) {
  require_session(actor);
  bool enrolling = false;  // the password was given a moment ago
  {
    auto tx = core_.database.begin_read();
    for (const auto& session : core_.store.list_sessions(tx, core_.account_of(tx, actor).id))
      if (session.id.value == actor.session_id) enrolling = session.state == SessionState::enrol_second_factor;
  }
  if (!enrolling) require_password_of(actor, given.password, "password");
  const std::string secret = platform::new_totp_secret();
  auto tx = core_.database.begin();
  AccountRow account = core_.account_of(tx, actor);
  account.totp_pending = platform::to_base64url(platform::seal(core_.keys.store, secret));
  store(tx, account);
  record(tx, actor, "identity.second_factor_started", account);
  tx.commit();
  const std::string address = platform::totp_address(secret, account.name, core_.settings.issuer);
  return {address, platform::qr_svg(address)};
}

RecoveryCodes SignInService::confirm_totp(const base::Actor& actor, const OneCode& given) {
  require_session(actor);
  auto tx = core_.database.begin();
  AccountRow account = core_.account_of(tx, actor);
  core_.by_code.attempt(person_of(account.id), core_.clock.now());
  const auto sealed = platform::from_base64url(account.totp_pending.value_or(""));
  const auto secret = sealed ? platform::open_sealed(core_.keys.store, *sealed) : std::nullopt;
  const auto step =
      secret ? platform::match_totp(*secret, normal_code(given.code), core_.clock.now() / 1'000'000) : std::nullopt;
  if (!step) throw base::Error(base::ErrorKind::invalid, "identity.code_refused").at_field("code");
  account.totp_secret = account.totp_pending;
  account.totp_pending.reset();
  account.totp_step = *step;
  store(tx, account);
  RecoveryCodes codes = write_recovery_codes(tx, account.id);
  core_.store.set_session_state(tx, SessionId{actor.session_id}, next_state(tx, account));
  record(tx, actor, "identity.second_factor_added", account);
  tx.commit();
  core_.by_code.succeeded(person_of(account.id));
  return codes;
}

void SignInService::remove_totp(const base::Actor& actor, const OnePassword& given) {
  require_session(actor);
  require_password_of(actor, given.password, "password");
  auto tx = core_.database.begin();
  AccountRow account = core_.account_of(tx, actor);
  if (core_.needs_second_factor(tx, account.id))
    refuse_own(base::ErrorKind::conflict, "identity.second_factor_required");
  account.totp_secret.reset();
  account.totp_pending.reset();
  store(tx, account);
  core_.store.replace_recovery_codes(tx, account.id, {});
  record(tx, actor, "identity.second_factor_removed", account);
  tx.commit();
}

RecoveryCodes SignInService::write_recovery_codes(Tx& tx, AccountId account) {
  RecoveryCodes codes;
  std::vector<std::string> hashes;
  for (int i = 0; i < recovery_code_count; ++i) {
    codes.codes.push_back(new_recovery_code());
    hashes.push_back(core_.secret_hash("recovery", normal_code(codes.codes.back())));
  }
  core_.store.replace_recovery_codes(tx, account, hashes);
  return codes;
}

RecoveryCodes SignInService::new_recovery_codes(const base::Actor& actor, const OnePassword& given) {
  require_session(actor);
  require_password_of(actor, given.password, "password");
  auto tx = core_.database.begin();
  const AccountRow account = core_.account_of(tx, actor);
  if (!account.totp_secret) refuse_own(base::ErrorKind::conflict, "identity.no_second_factor");
  RecoveryCodes codes = write_recovery_codes(tx, account.id);
  record(tx, actor, "identity.recovery_codes_made", account);
  tx.commit();
  return codes;
}

std::vector<Session> SignInService::list_sessions(const base::Actor& actor) {
  auto tx = core_.database.begin_read();
  const AccountRow account = core_.account_of(tx, actor);
  const std::int64_t now = core_.clock.now();
  std::vector<Session> out;
  for (const auto& row : core_.store.list_sessions(tx, account.id)) {
    std::int64_t last = row.last_seen_at;
    {
      std::lock_guard lock(mutex_);
      if (const auto it = seen_.find(row.id); it != seen_.end()) last = std::max(last, it->second);
    }
    if (now >= row.expires_at || now >= last + core_.settings.session_idle) continue;
    out.push_back(
        {row.id, row.created_at, last, row.expires_at, row.remote, row.agent, row.id.value == actor.session_id});
  }
  return out;
}

void SignInService::revoke_session(const base::Actor& actor, SessionId id) {
  auto tx = core_.database.begin();
  const AccountRow account = core_.account_of(tx, actor);
  if (!core_.store.remove_session(tx, account.id, id))
    refuse_own(base::ErrorKind::not_found, "identity.session_unknown");
  record(tx, actor, "identity.session_revoked", account);
  tx.commit();
}

Preferences SignInService::get_preferences(const base::Actor& actor) {
  auto tx = core_.database.begin_read();
  return core_.account_of(tx, actor).preferences;
}

Preferences SignInService::put_preferences(const base::Actor& actor, const Preferences& given) {
  auto tx = core_.database.begin();
  AccountRow account = core_.account_of(tx, actor);
  account.preferences = given;
  store(tx, account);
  record(tx, actor, "identity.preferences_changed", account);
  tx.commit();
  return given;
}

std::vector<Token> SignInService::list_tokens(const base::Actor& actor) {
  auto tx = core_.database.begin_read();
  const std::int64_t now = core_.clock.now();
  auto tokens = core_.store.list_tokens(tx, core_.account_of(tx, actor).id);
  std::erase_if(tokens, [&](const Token& token) { return now >= token.expires_at; });
  return tokens;
}

TokenAnswer SignInService::add_token(Tx& tx, const base::Actor& actor, const AccountRow& account,
                                     const NewToken& given) {
  if (given.days < 1 || given.days > longest_token_days)
    throw base::Error(base::ErrorKind::invalid, "identity.token_days", {{"most", std::to_string(longest_token_days)}})
        .at_field("days");
  const std::int64_t now = core_.clock.now();
  const std::string secret = platform::random_token();
  Token token{{}, given.name, given.scope, now, now + given.days * 86'400'000'000ll, {}};
  token.id = core_.store.add_token(tx, account.id, token, core_.secret_hash("token", secret));
  record(tx, actor, "identity.token_created", account,
         base::Json{{"name", token.name}, {"scope", base::enum_name(token.scope)}, {"days", given.days}}.dump());
  return {token, "lt_" + secret};
}

TokenAnswer SignInService::create_token(const base::Actor& actor, const NewToken& given) {
  require_session(actor);
  auto tx = core_.database.begin();
  TokenAnswer answer = add_token(tx, actor, core_.account_of(tx, actor), given);
  tx.commit();
  return answer;
}

TokenAnswer SignInService::create_token_for(const base::Actor& actor, const std::string& account_name,
                                            const NewToken& given) {
  if (actor.kind != base::ActorKind::operating_system)
    refuse_own(base::ErrorKind::forbidden, "identity.session_needed");
  auto tx = core_.database.begin();
  const auto account = core_.store.find_account_named(tx, base::fold(account_name));
  if (!account || account->disabled)
    throw base::Error(base::ErrorKind::not_found, "identity.account_unknown", {{"name", account_name}});
  TokenAnswer answer = add_token(tx, actor, *account, given);
  tx.commit();
  return answer;
}

void SignInService::revoke_token(const base::Actor& actor, TokenId id) {
  auto tx = core_.database.begin();
  const AccountRow account = core_.account_of(tx, actor);
  if (!core_.store.remove_token(tx, account.id, id)) refuse_own(base::ErrorKind::not_found, "identity.token_unknown");
  record(tx, actor, "identity.token_revoked", account);
  tx.commit();
}

}  // namespace identity
