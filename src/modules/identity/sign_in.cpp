#include "modules/identity/sign_in.h"

#include "base/text.h"
#include "platform/log/log.h"

namespace identity {
namespace {

constexpr auto house_round = std::chrono::seconds(30);
constexpr std::int64_t token_touch = 60ll * 60 * 1'000'000;  // a token's last use is kept to the hour
constexpr std::size_t most_agent = 200;

[[noreturn]] void refuse(base::ErrorKind kind, const char* key) { throw base::Error(kind, key); }

base::Actor actor_of(const AccountRow& account, SessionId session, const std::string& request_id) {
  return {base::ActorKind::account, account.id.value, account.name, session.value, "", request_id};
}

// What a session that is not yet fully open may call.
bool allowed_in(SessionState state, const std::string& operation) {
  if (state == SessionState::signed_in) return true;
  if (state == SessionState::second_factor || state == SessionState::signed_out) return false;
  if (operation == "signOut" || operation == "getPreferences" || operation == "putPreferences") return true;
  if (state == SessionState::change_password) return operation == "changePassword";
  return operation == "startTotp" || operation == "confirmTotp";
}

const char* key_of_wait(SessionState state) {
  switch (state) {
    case SessionState::change_password:
      return "identity.password_change_needed";
    case SessionState::enrol_second_factor:
      return "identity.second_factor_needed";
    default:
      return "identity.sign_in_needed";
  }
}

}  // namespace

SignInService::SignInService(Core& core)
    : core_(core), dummy_hash_(platform::hash_password(platform::random_token(), core.settings.cost)) {}

SignInService::~SignInService() { stop_housekeeping(); }

void SignInService::record(Tx& tx, const base::Actor& actor, const char* verb, const AccountRow& account,
                           std::string difference) {
  core_.audit.record(tx, actor, verb, "account", std::to_string(account.id.value), account.unit_id.value,
                     std::move(difference));
}

void SignInService::store(Tx& tx, AccountRow& account) const {
  CHECK(core_.store.store_account(tx, account));  // read in the same transaction, so nobody was in between
  ++account.version;
}

// ---- who is there ----

std::optional<SessionRow> SignInService::living_session(Tx& tx, const std::string& token) {
  if (token.empty()) return std::nullopt;
  auto session = core_.store.find_session(tx, core_.secret_hash("session", token));
  if (!session) return std::nullopt;
  const std::int64_t now = core_.clock.now();
  std::int64_t last = session->last_seen_at;
  {
    std::lock_guard lock(mutex_);
    if (const auto it = seen_.find(session->id); it != seen_.end()) last = std::max(last, it->second);
  }
  if (now >= session->expires_at || now >= last + core_.settings.session_idle) return std::nullopt;
  return session;
}

void SignInService::authenticate(platform::Request& request, const platform::Operation& operation) {
  request.actor.request_id = request.id;
  const bool open = operation.door == platform::Door::open;
  // Another scheme is a proxy's own affair.
  if (request.header("authorization").starts_with("Bearer")) return by_bearer(request, operation);
  const auto cookie = request.cookies.find("lt_session");
  if (cookie != request.cookies.end()) by_cookie(request, operation, cookie->second);
  if (!open && request.actor.kind == base::ActorKind::nobody)
    refuse(base::ErrorKind::unauthenticated,
           cookie == request.cookies.end() ? "identity.sign_in_needed" : "identity.session_over");
  // Nobody signs somebody in from another site's page.
  if (open && operation.writes && request.header("sec-fetch-site") == "cross-site")
    refuse(base::ErrorKind::forbidden, "identity.csrf");
  // A large body is not read from somebody who could keep it nowhere.
  if (const auto permission = base::parse_enum<Permission>(operation.permission); permission && operation.streams) {
    auto tx = core_.database.begin_read();
    core_.access.require_anywhere(tx, request.actor, *permission);
  }
}

void SignInService::by_bearer(platform::Request& request, const platform::Operation& operation) {
  const std::string header = request.header("authorization");
  constexpr std::string_view scheme = "Bearer lt_";
  if (!header.starts_with(scheme)) refuse(base::ErrorKind::unauthenticated, "identity.token_refused");
  auto tx = core_.database.begin_read();
  const auto token = core_.store.find_token(tx, core_.secret_hash("token", header.substr(scheme.size())));
  const std::int64_t now = core_.clock.now();
  const auto account = token ? core_.store.find_account(tx, token->account_id) : std::nullopt;
  if (!token || !account || account->disabled || now >= token->about.expires_at)
    refuse(base::ErrorKind::unauthenticated, "identity.token_refused");
  if (token->about.scope == TokenScope::read && operation.writes)
    refuse(base::ErrorKind::forbidden, "identity.token_only_reads");
  request.actor = actor_of(*account, {}, request.id);
  if (token->about.scope == TokenScope::read) request.actor.scope = "read";
  if (now >= token->about.last_used_at.value_or(0) + token_touch) {
    std::lock_guard lock(mutex_);
    used_[token->about.id] = now;
  }
}

void SignInService::by_cookie(platform::Request& request, const platform::Operation& operation,
                              const std::string& token) {
  auto tx = core_.database.begin_read();
  const auto session = living_session(tx, token);
  const auto account = session ? core_.store.find_account(tx, session->account_id) : std::nullopt;
  if (!account || account->disabled) return;
  request.language = account->preferences.language == UiLanguage::vi ? base::Language::vi : base::Language::en;
  if (!allowed_in(session->state, operation.id)) {
    if (operation.door == platform::Door::open) return;
    refuse(
        session->state == SessionState::second_factor ? base::ErrorKind::unauthenticated : base::ErrorKind::forbidden,
        key_of_wait(session->state));
  }
  if (operation.writes && operation.door != platform::Door::open &&
      !platform::equal_secrets(request.header("x-csrf-token"), session->csrf))
    refuse(base::ErrorKind::forbidden, "identity.csrf");
  request.actor = actor_of(*account, session->id, request.id);
  std::lock_guard lock(mutex_);
  seen_[session->id] = core_.clock.now();
}

SessionAnswer SignInService::answer_for(Tx& tx, const AccountRow& account, SessionState state,
                                        const std::string& csrf) const {
  SessionAnswer answer;
  answer.state = state;
  answer.csrf = csrf;
  answer.preferences = account.preferences;
  if (state == SessionState::second_factor) return answer;  // not yet theirs to see
  answer.account_id = account.id;
  answer.name = account.name;
  answer.full_name = account.full_name;
  answer.unit_id = account.unit_id.value;
  core_.name_unit(tx, account.unit_id, answer.unit_code, answer.unit_name);
  answer.second_factor = account.totp_secret.has_value();
  answer.grants = core_.describe_grants(tx, account.id, true);
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Permission>>([&](auto d) {
    for (const auto& grant : answer.grants)
      if (role_allows(grant.role, d.value)) return answer.permissions.push_back(d.value);
  });
  return answer;
}

SessionAnswer SignInService::describe(const std::string& token, const base::Actor& actor) {
  auto tx = core_.database.begin_read();
  const auto session = living_session(tx, token);
  const auto id = session ? session->account_id : AccountId{actor.account_id};
  const auto account = core_.store.find_account(tx, id);
  if (!account || account->disabled) return {};
  return answer_for(tx, *account, session ? session->state : SessionState::signed_in, session ? session->csrf : "");
}

// ---- signing in and out ----

SessionState SignInService::next_state(Tx& tx, const AccountRow& account) const {
  if (account.must_change) return SessionState::change_password;
  if (!account.totp_secret && core_.needs_second_factor(tx, account.id)) return SessionState::enrol_second_factor;
  return SessionState::signed_in;
}

Opened SignInService::open_session(Tx& tx, const AccountRow& account, SessionState state, const Client& client) {
  const std::int64_t now = core_.clock.now();
  const bool waits = state == SessionState::second_factor;
  if (const auto before = living_session(tx, client.cookie))
    core_.store.remove_session(tx, before->account_id, before->id);
  SessionRow session{{},
                     account.id,
                     state,
                     platform::random_token(),
                     now,
                     now,
                     now + (waits ? core_.settings.second_factor_time : core_.settings.session_longest),
                     client.remote,
                     base::to_nfc(client.agent.substr(0, most_agent))};
  const std::string token = platform::random_token();
  session.id = core_.store.add_session(tx, session, core_.secret_hash("session", token));
  if (!waits) {
    core_.store.note_sign_in(tx, account.id, now);
    record(tx, actor_of(account, session.id, client.request_id), "identity.signed_in", account);
  }
  return {answer_for(tx, account, state, session.csrf), token};
}

// The same writing for a name that exists and one that does not, so that the time tells nothing.
void SignInService::refuse_sign_in(Tx& tx, const AccountRow* account, const Client& client, const char* verb) {
  base::Actor nobody;
  nobody.request_id = client.request_id;
  core_.audit.record(tx, nobody, verb, "account", account ? std::to_string(account->id.value) : "",
                     account ? account->unit_id.value : 0);
  tx.commit();
}

Opened SignInService::sign_in(const SignIn& given, const Client& client) {
  const std::string folded = base::fold(given.name);
  const std::string by_name = core_.secret_hash("name", folded), by_address = "address:" + network_of(client.remote);
  core_.by_address.attempt(by_address, core_.clock.now());
  core_.by_name.attempt(by_name, core_.clock.now());
  std::optional<AccountRow> account;
  {
    auto tx = core_.database.begin_read();
    account = core_.store.find_account_named(tx, folded);
  }
  const bool real = account && !account->disabled && !account->password_hash.empty();
  const bool fits = core_.verify_password(real ? account->password_hash : dummy_hash_, given.password) && real;
  auto tx = core_.database.begin();
  const auto now_stored = core_.store.find_account_named(tx, folded);
  if (!fits || !now_stored || now_stored->disabled || now_stored->password_hash != account->password_hash) {
    core_.store.keep_attempts(tx, by_name, core_.by_name.count(by_name));
    refuse_sign_in(tx, now_stored ? &*now_stored : nullptr, client, "identity.sign_in_failed");
    refuse(base::ErrorKind::unauthenticated, "identity.sign_in_refused");
  }
  const auto state = now_stored->totp_secret ? SessionState::second_factor : next_state(tx, *now_stored);
  Opened opened = open_session(tx, *now_stored, state, client);
  core_.store.remove_attempts(tx, by_name);
  tx.commit();
  core_.by_name.succeeded(by_name);
  core_.by_address.forgive(by_address);
  return opened;
}

bool SignInService::code_fits(Tx& tx, AccountRow& account, const std::string& code) {
  const std::string normal = normal_code(code);
  const auto sealed = platform::from_base64url(account.totp_secret.value_or(""));
  const auto secret = sealed ? platform::open_sealed(core_.keys.store, *sealed) : std::nullopt;
  if (secret)
    if (const auto step = platform::match_totp(*secret, normal, core_.clock.now() / 1'000'000);
        step && *step > account.totp_step) {
      account.totp_step = *step;  // a code seen once is never taken again
      store(tx, account);
      return true;
    }
  return core_.store.use_recovery_code(tx, account.id, core_.secret_hash("recovery", normal), core_.clock.now());
}

Opened SignInService::give_second_factor(const std::string& token, const std::string& csrf, const OneCode& given,
                                         const Client& client) {
  auto tx = core_.database.begin();
  const auto session = living_session(tx, token);
  auto account = session ? core_.store.find_account(tx, session->account_id) : std::nullopt;
  if (!account || account->disabled || session->state != SessionState::second_factor)
    refuse(base::ErrorKind::unauthenticated, "identity.session_over");
  if (!platform::equal_secrets(csrf, session->csrf)) refuse(base::ErrorKind::forbidden, "identity.csrf");
  const std::string key = person_of(account->id);
  core_.by_code.attempt(key, core_.clock.now());
  if (!code_fits(tx, *account, given.code)) {
    core_.store.keep_attempts(tx, key, core_.by_code.count(key));
    refuse_sign_in(tx, &*account, client, "identity.code_failed");
    refuse(base::ErrorKind::unauthenticated, "identity.code_refused");
  }
  core_.store.remove_session(tx, account->id, session->id);
  Opened opened = open_session(tx, *account, next_state(tx, *account), client);
  core_.store.remove_attempts(tx, key);
  tx.commit();
  core_.by_code.succeeded(key);
  return opened;
}

void SignInService::sign_out(const base::Actor& actor) {
  auto tx = core_.database.begin();
  const AccountRow account = core_.account_of(tx, actor);
  core_.store.remove_session(tx, account.id, SessionId{actor.session_id});
  record(tx, actor, "identity.signed_out", account);
  tx.commit();
}

// ---- one-time links ----

std::optional<std::string> SignInService::create_first_link() {
  auto tx = core_.database.begin();
  if (core_.store.count_accounts(tx) > 0) return std::nullopt;
  std::string link = core_.add_link(tx, {}, LinkPurpose::first, core_.settings.link_life);
  tx.commit();
  return link;
}

LinkAbout SignInService::look_at_link(const std::string& token) {
  auto tx = core_.database.begin_read();
  const auto link = core_.store.find_link(tx, core_.secret_hash("link", token));
  if (!link || link->used || core_.clock.now() >= link->expires_at)
    refuse(base::ErrorKind::not_found, "identity.link_over");
  const auto account = core_.store.find_account(tx, link->account_id);
  if (link->purpose != LinkPurpose::first && (!account || account->disabled))
    refuse(base::ErrorKind::not_found, "identity.link_over");
  return {link->purpose, account ? account->name : "", link->expires_at};
}

Opened SignInService::use_link(const UseLink& given, const Client& client) {
  core_.by_address.attempt("address:" + client.remote, core_.clock.now());
  const LinkAbout about = look_at_link(given.token);
  const std::string name = about.purpose == LinkPurpose::first ? given.name.value_or("") : about.name;
  if (about.purpose == LinkPurpose::first) require_account_name(base::to_nfc(name));
  require_password(given.password, name);
  const std::string hash = core_.hash_password(given.password);
  auto tx = core_.database.begin();
  const auto link = core_.store.find_link(tx, core_.secret_hash("link", given.token));
  const bool first = about.purpose == LinkPurpose::first;
  if (!link || link->used || (first && core_.store.count_accounts(tx) > 0))
    refuse(base::ErrorKind::not_found, "identity.link_over");
  base::Actor nobody;
  nobody.request_id = client.request_id;
  const AccountId id =
      first ? core_.add_administrator(tx, nobody, name, given.full_name.value_or(""), hash) : link->account_id;
  AccountRow account = *core_.store.find_account(tx, id);
  if (account.disabled) refuse(base::ErrorKind::not_found, "identity.link_over");
  account.password_hash = hash;
  account.must_change = false;
  store(tx, account);
  core_.store.use_link(tx, link->id, core_.clock.now());
  core_.store.remove_sessions(tx, id, {});
  record(tx, actor_of(account, {}, client.request_id), "identity.link_used", account);
  Opened opened =
      open_session(tx, account, account.totp_secret ? SessionState::second_factor : next_state(tx, account), client);
  tx.commit();
  core_.by_address.forgive("address:" + client.remote);
  return opened;
}

// ---- housekeeping ----

void SignInService::keep_house() {
  std::map<SessionId, std::int64_t> seen;
  std::map<TokenId, std::int64_t> used;
  {
    std::lock_guard lock(mutex_);
    seen = seen_;
    used.swap(used_);
  }
  const std::int64_t now = core_.clock.now();
  auto tx = core_.database.begin();
  for (const auto& [id, at] : seen) core_.store.touch_session(tx, id, at);
  for (const auto& [id, at] : used) core_.store.touch_token(tx, id, at);
  core_.store.remove_stale_sessions(tx, now - core_.settings.session_idle, now);
  core_.store.remove_attempts_before(tx, now - core_.by_name.forget());
  tx.commit();
  std::lock_guard lock(mutex_);
  std::erase_if(seen_, [&](const auto& entry) {
    const auto it = seen.find(entry.first);
    return it != seen.end() && it->second == entry.second;
  });
}

void SignInService::start_housekeeping() {
  if (housekeeper_.joinable()) return;
  {
    auto tx = core_.database.begin_read();
    for (const auto& [key, count] : core_.store.list_attempts(tx))
      (key.starts_with(person_prefix) ? core_.by_code : core_.by_name).restore(key, count);
  }
  stopping_ = false;
  housekeeper_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!changed_.wait_for(lock, house_round, [this] { return stopping_; })) {
      if (seen_.empty() && used_.empty()) continue;
      lock.unlock();
      try {
        keep_house();
      } catch (const std::exception& failure) {  // the thread must live: the next round tries again
        platform::log(platform::LogLevel::error, "identity.house_not_kept", {{"key", failure.what()}});
      }
      lock.lock();
    }
  });
}

void SignInService::stop_housekeeping() {
  if (!housekeeper_.joinable()) return;
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  housekeeper_.join();
}

}  // namespace identity
