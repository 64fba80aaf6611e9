#pragma once
// The door: who is there. Sign-in, second factor, sessions, one-time links, one's own password, codes, tokens
// and preferences. Decides nothing about units: that is Access. Answers to a wrong name, a wrong password, a
// disabled account and one without a password are the same and take the same work.

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "modules/identity/identity_core.h"
#include "platform/http/http.h"

namespace identity {

// Where a sign-in comes from.
struct Client {
  std::string remote, agent, request_id;
  std::string cookie;  // of the session that this one takes the place of, or ""
};

// A session just opened: what to say, and the secret for the cookie.
struct Opened {
  SessionAnswer answer;
  std::string token;
};

class SignInService {
 public:
  explicit SignInService(Core& core);
  ~SignInService();
  // Writes down, every half minute, which sessions were used, and removes those that are over.
  void start_housekeeping();
  void stop_housekeeping();
  void keep_house();  // one round of it

  // Fills the request's actor and language from its token or cookie; refuses what the session's state, the
  // token's scope or a missing X-CSRF-Token does not allow. Errors: unauthenticated, forbidden.
  void authenticate(platform::Request& request, const platform::Operation& operation);

  Opened sign_in(const SignIn& given, const Client& client);
  // `token` and `csrf` are those of the session that waits for its second factor.
  Opened give_second_factor(const std::string& token, const std::string& csrf, const OneCode& given,
                            const Client& client);
  void sign_out(const base::Actor& actor);
  // What holds for this cookie or, when there is none, for the actor.
  SessionAnswer describe(const std::string& token, const base::Actor& actor);

  // A link for the first administrator, when there is no account yet: the path to open.
  std::optional<std::string> create_first_link();
  LinkAbout look_at_link(const std::string& token);
  Opened use_link(const UseLink& given, const Client& client);

  SessionAnswer change_password(const base::Actor& actor, const ChangePassword& given);
  TotpStart start_totp(const base::Actor& actor, const OnePassword& given);
  RecoveryCodes confirm_totp(const base::Actor& actor, const OneCode& given);
  void remove_totp(const base::Actor& actor, const OnePassword& given);
  RecoveryCodes new_recovery_codes(const base::Actor& actor, const OnePassword& given);

  std::vector<Session> list_sessions(const base::Actor& actor);
  void revoke_session(const base::Actor& actor, SessionId id);
  Preferences get_preferences(const base::Actor& actor);
  Preferences put_preferences(const base::Actor& actor, const Preferences& given);

  std::vector<Token> list_tokens(const base::Actor& actor);
  TokenAnswer create_token(const base::Actor& actor, const NewToken& given);
  // The command line's way: for the account of that name, by the operating system's user.
  TokenAnswer create_token_for(const base::Actor& actor, const std::string& account_name, const NewToken& given);
  void revoke_token(const base::Actor& actor, TokenId id);

 private:
  using Tx = platform::Transaction;
  void by_bearer(platform::Request& request, const platform::Operation& operation);
  void by_cookie(platform::Request& request, const platform::Operation& operation, const std::string& token);
  std::optional<SessionRow> living_session(Tx& tx, const std::string& token);
  SessionState next_state(Tx& tx, const AccountRow& account) const;
  Opened open_session(Tx& tx, const AccountRow& account, SessionState state, const Client& client);
  SessionAnswer answer_for(Tx& tx, const AccountRow& account, SessionState state, const std::string& csrf) const;
  bool code_fits(Tx& tx, AccountRow& account, const std::string& code);
  // Gives the hash that the password fitted.
  std::string require_password_of(const base::Actor& actor, const std::string& password, const char* field);
  RecoveryCodes write_recovery_codes(Tx& tx, AccountId account);
  TokenAnswer add_token(Tx& tx, const base::Actor& actor, const AccountRow& account, const NewToken& given);
  void refuse_sign_in(Tx& tx, const AccountRow* account, const Client& client, const char* verb);
  void store(Tx& tx, AccountRow& account) const;
  void record(Tx& tx, const base::Actor& actor, const char* verb, const AccountRow& account,
              std::string difference = "{}");

  Core& core_;
  std::string dummy_hash_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<SessionId, std::int64_t> seen_;  // sessions used since the last round
  std::map<TokenId, std::int64_t> used_;
  bool stopping_ = false;
  std::thread housekeeper_;
};

}  // namespace identity
