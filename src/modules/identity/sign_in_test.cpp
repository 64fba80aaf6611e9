#include "modules/identity/sign_in.h"

#include <liboath/oath.h>

#include "modules/identity/identity_test_support.h"

namespace identity {
namespace {

class SignInTest : public IdentityTest {
 protected:
  TestClient client() { return TestClient(api_, service_->sign_in); }
  // What the phone shows now, from the address it was given.
  std::string code_of(const std::string& address) {
    const auto at = address.find("secret=") + 7;
    const std::string text = address.substr(at, address.find('&', at) - at);
    char* secret = nullptr;
    std::size_t length = 0;
    EXPECT_EQ(oath_base32_decode(text.data(), text.size(), &secret, &length), OATH_OK);
    char code[8] = {};
    oath_totp_generate(secret, length, time_t(clock_.now() / 1'000'000), 30, 0, 6, code);
    std::free(secret);
    return code;
  }
  base::Json enrol(TestClient& browser) {
    const auto start = browser.call("startTotp", {{"password", good_password}});
    address_ = start["address"].get<std::string>();
    return browser.call("confirmTotp", {{"code", code_of(address_)}});
  }
  std::string address_;
};
INSTANTIATE_TEST_SUITE_P(Engines, SignInTest, support::engines(), support::engine_name);

TEST_P(SignInTest, TheFirstAdministratorComesInByALinkThatWorksOnce) {
  const auto link = service_->sign_in.create_first_link();
  ASSERT_TRUE(link);
  const std::string token = link->substr(link->find('#') + 1);
  auto browser = client();
  EXPECT_EQ(browser.call("lookAtOneTimeLink", {{"token", token}})["purpose"], "first");
  EXPECT_EQ(browser.call("useOneTimeLink", {{"token", token}, {"password", good_password}, {"name", "not a name"}}),
            "identity.name_form");
  EXPECT_EQ(browser.call("useOneTimeLink", {{"token", token}, {"password", "short"}, {"name", "lan"}}),
            "identity.password_short");
  const auto session = browser.call(
      "useOneTimeLink", {{"token", token}, {"password", good_password}, {"name", "lan"}, {"full_name", "Lan"}});
  EXPECT_EQ(session["state"], "signed_in");
  EXPECT_EQ(session["grants"][0]["role"], "administrator");
  EXPECT_EQ(session["grants"][0]["unit_name"], "Toàn hệ thống");
  EXPECT_EQ(client().call("useOneTimeLink", {{"token", token}, {"password", good_password}, {"name", "minh"}}),
            "identity.link_over");
  EXPECT_FALSE(service_->sign_in.create_first_link());
  EXPECT_EQ(count_entries("identity.account_created"), 1);
}

TEST_P(SignInTest, AFirstLinkIsReplacedByTheNextOne) {
  const auto first = service_->sign_in.create_first_link(), second = service_->sign_in.create_first_link();
  EXPECT_EQ(client().call("lookAtOneTimeLink", {{"token", first->substr(6)}}), "identity.link_over");
  EXPECT_EQ(client().call("lookAtOneTimeLink", {{"token", second->substr(6)}})["purpose"], "first");
  pass(25 * 3600);
  EXPECT_EQ(client().call("lookAtOneTimeLink", {{"token", second->substr(6)}}), "identity.link_over");
}

TEST_P(SignInTest, WhatWasWrongIsNeverSaid) {
  add("Lan.Nguyễn", "P1", Role::member);
  const AccountId disabled = add("minh", "P1");
  service_->accounts.set_disabled(system(), disabled, true);
  service_->accounts.create_account(system(), {"moi", "Mới", "P1", {}});  // has no password yet
  auto browser = client();
  EXPECT_EQ(browser.sign_in("lan.nguyen", good_password)["state"], "signed_in");  // names fold
  for (const auto& [name, password] : std::vector<std::pair<std::string, std::string>>{{"lan.nguyen", "wrong password"},
                                                                                       {"nobody", good_password},
                                                                                       {"minh", good_password},
                                                                                       {"moi", good_password},
                                                                                       {"moi", ""}}) {
    EXPECT_EQ(browser.sign_in(name, password), "identity.sign_in_refused") << name;
    EXPECT_TRUE(browser.cookie.empty());
  }
  EXPECT_EQ(count_entries("identity.sign_in_failed"), 5);
}

TEST_P(SignInTest, TheCookieIsKeptFromScriptsAndOtherSites) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  EXPECT_NE(browser.set_cookie.find("; HttpOnly; SameSite=Lax"), std::string::npos) << browser.set_cookie;
  auto tx = database().begin_read();  // the store never holds the secret itself
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM identity_session WHERE token_hash = ?", browser.cookie), 0);
  browser.headers["sec-fetch-site"] = "cross-site";
  EXPECT_EQ(browser.sign_in("lan", good_password), "identity.csrf");
}

TEST_P(SignInTest, WritesWithACookieNeedTheCsrfValue) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  EXPECT_EQ(browser.call("putPreferences", {{"theme", "dark"}})["theme"], "dark");
  const std::string csrf = browser.csrf;
  for (const char* wrong : {"", "x"}) {
    browser.csrf = wrong;
    EXPECT_EQ(browser.call("putPreferences", {{"theme", "light"}}), "identity.csrf");
  }
  EXPECT_EQ(browser.call("getPreferences")["theme"], "dark");  // reading needs none
  browser.csrf = csrf;
  const std::string cookie = browser.cookie;
  browser.call("signOut");
  EXPECT_EQ(browser.status, 204);
  EXPECT_NE(browser.set_cookie.find("Max-Age=0"), std::string::npos);
  browser.cookie = cookie;  // a browser that keeps it all the same
  EXPECT_EQ(browser.call("getPreferences"), "identity.session_over");
  EXPECT_EQ(browser.call("getSession")["state"], "signed_out");
}

TEST_P(SignInTest, SigningInAgainTakesThePlaceOfTheSessionBefore) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  const std::string before = browser.cookie;
  browser.call("signIn", {{"name", "lan"}, {"password", good_password}});
  EXPECT_EQ(browser.call("listMySessions")["items"].size(), 1u);
  browser.cookie = before;
  EXPECT_EQ(browser.call("getPreferences"), "identity.session_over");
}

// Whoever adds an operation gets this without asking: no session, no way in; a cookie alone writes nothing.
TEST_P(SignInTest, NoOperationHasItsDoorOpenByMistake) {
  add("lan", "", Role::administrator);
  auto browser = client();
  browser.sign_in("lan", good_password);
  std::string open;
  for (const auto& operation : api_.operations()) {
    if (operation.door == platform::Door::open) {
      open += operation.id + " ";
      continue;
    }
    platform::Request request;
    EXPECT_EQ(key_of([&] { service_->sign_in.authenticate(request, operation); }), "identity.sign_in_needed")
        << operation.id;
    request.cookies["lt_session"] = browser.cookie;
    EXPECT_EQ(key_of([&] { service_->sign_in.authenticate(request, operation); }),
              operation.writes ? "identity.csrf" : "")
        << operation.id;
  }
  EXPECT_EQ(open, "getSession signIn signInSecondFactor lookAtOneTimeLink useOneTimeLink ");
}

TEST_P(SignInTest, SessionsEndWhenIdleAndAtTheirLongest) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  pass(59 * 60);
  EXPECT_EQ(browser.call("getPreferences")["theme"], "system");
  pass(59 * 60);
  EXPECT_EQ(browser.call("getPreferences")["theme"], "system");  // was used: goes on, though nothing is written yet
  service_->sign_in.keep_house();
  pass(61 * 60);
  EXPECT_EQ(browser.call("getPreferences"), "identity.session_over");
  browser.sign_in("lan", good_password);
  for (int hour = 0; hour < 25; ++hour) {
    pass(30 * 60);
    browser.call("getPreferences");
  }
  EXPECT_EQ(browser.call("getPreferences"), "identity.session_over");
  service_->sign_in.keep_house();
  auto tx = database().begin_read();
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM identity_session"), 0);
}

TEST_P(SignInTest, OthersOfMySessionsCanBeClosedAndOnlyMine) {
  add("lan", "P1");
  add("minh", "P1");
  auto first = client(), second = client(), other = client();
  first.sign_in("lan", good_password);
  second.sign_in("lan", good_password);
  other.sign_in("minh", good_password);
  const auto sessions = second.call("listMySessions")["items"];
  ASSERT_EQ(sessions.size(), 2u);
  EXPECT_TRUE(sessions[0]["current"]);
  const std::string id = std::to_string(sessions[1]["id"].get<std::int64_t>());
  EXPECT_EQ(other.call("revokeSession", nullptr, {{"id", id}}), "identity.session_unknown");
  second.call("revokeSession", nullptr, {{"id", id}});
  EXPECT_EQ(first.call("getPreferences"), "identity.session_over");
  EXPECT_EQ(second.call("getPreferences")["language"], "vi");
}

TEST_P(SignInTest, ASecondFactorIsAskedForAndACodeWorksOnce) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  EXPECT_EQ(enrol(browser)["codes"].size(), 10u);
  pass(60);
  auto waiting = client();
  const auto session = waiting.sign_in("lan", good_password);
  EXPECT_EQ(session["state"], "second_factor");
  EXPECT_EQ(session["name"], "");  // nothing is told before
  EXPECT_EQ(waiting.call("getPreferences"), "identity.sign_in_needed");
  EXPECT_EQ(waiting.call("getSession")["state"], "second_factor");
  EXPECT_EQ(waiting.call("signInSecondFactor", {{"code", "000000"}}), "identity.code_refused");
  const std::string half_open = waiting.cookie, code = code_of(address_);
  EXPECT_EQ(waiting.call("signInSecondFactor", {{"code", code}})["state"], "signed_in");
  EXPECT_NE(waiting.cookie, half_open);  // a new secret for the open session
  EXPECT_EQ(waiting.call("getPreferences")["language"], "vi");
  auto replay = client();
  replay.sign_in("lan", good_password);
  EXPECT_EQ(replay.call("signInSecondFactor", {{"code", code}}), "identity.code_refused");
  pass(30);
  EXPECT_EQ(replay.call("signInSecondFactor", {{"code", code_of(address_)}})["state"], "signed_in");
}

TEST_P(SignInTest, ARecoveryCodeOpensOnce) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  const std::string code = enrol(browser)["codes"][3].get<std::string>();
  for (const bool works : {true, false}) {
    auto waiting = client();
    waiting.sign_in("lan", good_password);
    const auto answer = waiting.call("signInSecondFactor", {{"code", code}});
    if (works)
      EXPECT_EQ(answer["state"], "signed_in");
    else
      EXPECT_EQ(answer, "identity.code_refused");
  }
  const auto fresh = browser.call("newRecoveryCodes", {{"password", good_password}})["codes"];
  EXPECT_EQ(fresh.size(), 10u);
  EXPECT_EQ(browser.call("removeTotp", {{"password", "wrong password"}}), "identity.password_wrong");
  browser.call("removeTotp", {{"password", good_password}});
  EXPECT_EQ(browser.status, 204);
  EXPECT_EQ(client().sign_in("lan", good_password)["state"], "signed_in");
}

TEST_P(SignInTest, ARoleCanAskForASecondFactor) {
  add("lan", "P1", Role::document_officer);
  add("minh", "P1", Role::member);
  service_->accounts.put_second_factor_settings(system(), {{{Role::document_officer, true}}});
  EXPECT_EQ(client().sign_in("minh", good_password)["state"], "signed_in");
  auto browser = client();
  EXPECT_EQ(browser.sign_in("lan", good_password)["state"], "enrol_second_factor");
  EXPECT_EQ(browser.call("listTokens"), "identity.second_factor_needed");
  enrol(browser);
  EXPECT_EQ(browser.call("listTokens")["items"].size(), 0u);
  EXPECT_EQ(browser.call("removeTotp", {{"password", good_password}}), "identity.second_factor_required");
}

TEST_P(SignInTest, APasswordThatMustBeChangedOpensOnlyThat) {
  service_->accounts.create_with_password(system(), {"lan", "Lan", "P1", {}}, good_password, true);
  auto browser = client(), other = client();
  other.sign_in("lan", good_password);
  EXPECT_EQ(browser.sign_in("lan", good_password)["state"], "change_password");
  EXPECT_EQ(browser.call("listTokens"), "identity.password_change_needed");
  EXPECT_EQ(browser.call("changePassword", {{"current_password", "x"}, {"new_password", "đông Hà Nội"}}),
            "identity.password_wrong");
  EXPECT_EQ(browser.call("changePassword", {{"current_password", good_password}, {"new_password", good_password}}),
            "identity.password_same");
  EXPECT_EQ(
      browser.call("changePassword", {{"current_password", good_password}, {"new_password", "đông Hà Nội"}})["state"],
      "signed_in");
  EXPECT_EQ(browser.call("listTokens")["items"].size(), 0u);
  EXPECT_EQ(other.call("getPreferences"), "identity.session_over");  // every other session is closed
  EXPECT_EQ(client().sign_in("lan", good_password), "identity.sign_in_refused");
}

TEST_P(SignInTest, ANewPasswordClosesWhatTheOldOneOpened) {
  const AccountId lan = add("lan", "", Role::administrator);
  auto browser = client(), machine = client();
  browser.sign_in("lan", good_password);
  machine.bearer = browser.call("createToken", {{"name", "đồng bộ"}, {"scope", "all"}, {"days", 1}})["token"];
  EXPECT_EQ(machine.call("listAccounts")["total"], 1);
  // A session that was closed while its request was under way changes nothing.
  const base::Actor closed{base::ActorKind::account, lan.value, "lan", 999'999, "", "r"};
  EXPECT_EQ(key_of([&] {
              service_->sign_in.change_password(closed, {good_password, "đông Hà Nội"});
            }),
            "identity.session_over");
  EXPECT_EQ(
      browser.call("changePassword", {{"current_password", good_password}, {"new_password", "đông Hà Nội"}})["state"],
      "signed_in");
  EXPECT_EQ(machine.call("listAccounts"), "identity.token_refused");
}

TEST_P(SignInTest, AFileIsNotReadFromWhoMayKeepItNowhere) {
  add("lan", "P1", Role::member);
  auto browser = client();
  browser.sign_in("lan", good_password);
  browser.file = "/nonexistent";  // the header alone is enough
  EXPECT_EQ(browser.call("bulkCreateAccounts"), "identity.forbidden");
}

TEST_P(SignInTest, BeginningASecondFactorIsJournalled) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  browser.call("startTotp", {{"password", good_password}});
  EXPECT_EQ(count_entries("identity.second_factor_started"), 1);
}

TEST_P(SignInTest, TokensHaveAScopeAndAnEnd) {
  add("lan", "", Role::administrator);
  auto browser = client();
  browser.sign_in("lan", good_password);
  EXPECT_EQ(browser.call("createToken", {{"name", "máy in"}, {"days", 0}}), "identity.token_days");
  const auto reading = browser.call("createToken", {{"name", "máy in"}, {"scope", "read"}, {"days", 2}});
  const auto full = browser.call("createToken", {{"name", "đồng bộ"}, {"scope", "all"}, {"days", 1}});
  auto machine = client();
  machine.bearer = reading["token"].get<std::string>();
  EXPECT_EQ(machine.call("listAccounts"), "identity.forbidden");  // managing accounts is not reading
  EXPECT_EQ(machine.call("listJournal")["items"].size(), 5u);     // two for the account, one sign-in, two tokens
  EXPECT_EQ(machine.call("putPreferences", {{"theme", "dark"}}), "identity.token_only_reads");
  machine.bearer = full["token"].get<std::string>();
  EXPECT_EQ(machine.call("listAccounts")["total"], 1);
  EXPECT_EQ(machine.call("putPreferences", {{"theme", "dark"}})["theme"], "dark");  // no cookie, no CSRF value
  EXPECT_EQ(machine.call("createToken", {{"name", "x"}}), "identity.session_needed");
  pass(86400);
  EXPECT_EQ(machine.call("listAccounts"), "identity.token_refused");
  machine.bearer = reading["token"].get<std::string>();
  EXPECT_EQ(machine.call("getPreferences")["theme"], "dark");
  service_->sign_in.keep_house();
  browser.sign_in("lan", good_password);
  const auto left = browser.call("listTokens")["items"];
  ASSERT_EQ(left.size(), 1u);
  EXPECT_TRUE(left[0]["last_used_at"].is_number());
  browser.call("revokeToken", nullptr, {{"id", std::to_string(left[0]["id"].get<std::int64_t>())}});
  EXPECT_EQ(machine.call("getPreferences"), "identity.token_refused");
  for (const char* rubbish : {"", "lt_", "lt_x", "x", "lt_\xFF"}) {
    machine.bearer = rubbish;
    machine.headers["authorization"] = std::string("Bearer ") + rubbish;
    EXPECT_EQ(machine.call("getPreferences"), "identity.token_refused");
  }
}

TEST_P(SignInTest, APasswordForTheProxyIsNotTakenForAToken) {
  add("lan", "P1");
  auto browser = client();
  browser.headers["authorization"] = "Basic bGFuOmxhbg==";
  EXPECT_EQ(browser.sign_in("lan", good_password)["state"], "signed_in");
  EXPECT_EQ(browser.call("getPreferences")["language"], "vi");
}

TEST_P(SignInTest, TooManyAttemptsWaitWhetherTheNameExistsOrNot) {
  add("lan", "P1");
  for (const char* name : {"lan", "nobody"}) {
    auto browser = client();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(browser.sign_in(name, "wrong password"), "identity.sign_in_refused");
    EXPECT_EQ(browser.sign_in(name, good_password), "identity.too_many_attempts") << name;
  }
  pass(31);
  EXPECT_EQ(client().sign_in("lan", good_password)["state"], "signed_in");
}

TEST_P(SignInTest, ARestartOpensNoLock) {
  add("lan", "P1");
  auto browser = client();
  for (int i = 0; i < 5; ++i) browser.sign_in("lan", "wrong password");
  IdentitySettings settings;
  settings.cost = {1, 8192};
  IdentityService again(database(), clock_, keys_, tree_, *audit_, *access_, *jobs_, settings);
  again.start();
  const auto sign_in = [&] { again.sign_in.sign_in({"lan", good_password}, {}); };
  EXPECT_EQ(key_of(sign_in), "identity.too_many_attempts");
  pass(31);
  EXPECT_EQ(key_of(sign_in), "");
  again.stop();
  IdentityService third(database(), clock_, keys_, tree_, *audit_, *access_, *jobs_, settings);
  third.start();  // who came in begins anew
  EXPECT_EQ(key_of([&] { third.sign_in.sign_in({"lan", "wrong password"}, {}); }), "identity.sign_in_refused");
  third.stop();
}

TEST_P(SignInTest, CodesCannotBeGuessedForLong) {
  add("lan", "P1");
  auto browser = client();
  browser.sign_in("lan", good_password);
  enrol(browser);
  pass(60);
  int refused = 0;
  for (int i = 0; i < 20; ++i) {
    auto guessing = client();
    guessing.sign_in("lan", good_password);  // the right password does not give new guesses
    refused +=
        guessing.call("signInSecondFactor", {{"code", "00000" + std::to_string(i % 10)}}) == "identity.code_refused";
  }
  EXPECT_LE(refused, 5);
}

TEST_P(SignInTest, ADisabledAccountIsOutAtOnce) {
  const AccountId id = add("lan", "P1", Role::member);
  auto browser = client();
  browser.sign_in("lan", good_password);
  const auto token = browser.call("createToken", {{"name", "x"}})["token"].get<std::string>();
  service_->accounts.set_disabled(system(), id, true);
  EXPECT_EQ(browser.call("getPreferences"), "identity.session_over");
  auto machine = client();
  machine.bearer = token;
  EXPECT_EQ(machine.call("getPreferences"), "identity.token_refused");
}

TEST_P(SignInTest, NoSecretStandsInTheJournalOrTheStore) {
  const AccountId id = add("lan", "P1", Role::member);
  auto browser = client();
  browser.sign_in("lan", good_password);
  enrol(browser);
  const auto token = browser.call("createToken", {{"name", "x"}})["token"].get<std::string>();
  const auto link = service_->accounts.reset_account(system(), id, {true}).link;
  auto tx = database().begin_read();
  std::string journal;
  tx.each("SELECT difference FROM audit_entry", [&](platform::Row row) { journal += row.get<std::string>(0); });
  for (const std::string& secret :
       {std::string(good_password), browser.csrf, browser.cookie, token, link.substr(6), std::string("Họ tên")})
    EXPECT_EQ(journal.find(secret), std::string::npos) << secret;
  const auto secret = address_.substr(address_.find("secret=") + 7, 32);
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM identity_account WHERE totp_secret LIKE ?", "%" + secret + "%"),
            0);
}

}  // namespace
}  // namespace identity
