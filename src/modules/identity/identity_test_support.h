#pragma once
// What the tests of identity share: a small tree, the services over it on either engine, and a client that
// calls operations as the server would, without a network. In tests only.

#include <gtest/gtest.h>

#include "modules/identity/identity_http.h"
#include "tests/support/test_store.h"

namespace identity {

inline base::Date test_day(const char* iso) { return *base::parse_iso_date(iso); }

class IdentityTest : public testing::TestWithParam<std::string> {
 protected:
  // TW ▸ P1 ▸ C11, C12; TW ▸ P2 ▸ C21
  void SetUp() override {
    NEEDS_ENGINE();
    platform::start_crypto();
    std::vector<platform::Migration> all;
    for (auto part :
         {platform::read_migrations("jobs", platform::jobs::migrations()),
          platform::read_migrations("audit", audit::migrations()),
          platform::read_migrations("tree", tree::migrations()), platform::read_migrations("identity", migrations())})
      all.insert(all.end(), part.begin(), part.end());
    store_ = std::make_unique<support::Store>(GetParam(), all);
    keys_ = platform::open_keys(store_->folder() / "keys");
    audit_ = std::make_unique<audit::Audit>(database(), clock_, keys_.journal, store_->folder());
    access_ = std::make_unique<Access>(tree_, clock_);
    jobs_ = std::make_unique<platform::Jobs>(database(), clock_);
    IdentitySettings settings;
    settings.cost = {1, 8192};  // the cheapest there is: tests are about doors, not about argon2id
    service_ = std::make_unique<IdentityService>(database(), clock_, keys_, tree_, *audit_, *access_, *jobs_, settings);
    add_operations(api_, *service_);
    using enum tree::UnitKind;
    using L = tree::UnitLevel;
    const auto from = test_day("2020-01-01");
    auto tx = database().begin();
    const std::vector<tree::UnitRow> rows{{1, "TW", "Trung ương", central, L::centre, "", from, {}},
                                          {2, "P1", "Tỉnh Một", province, L::province, "TW", from, {}},
                                          {3, "P2", "Tỉnh Hai", province, L::province, "TW", from, {}},
                                          {4, "C11", "Xã Một Một", commune, L::commune, "P1", from, {}},
                                          {5, "C12", "Xã Một Hai", commune, L::commune, "P1", from, {}},
                                          {6, "C21", "Xã Hai Một", commune, L::commune, "P2", from, {}}};
    ASSERT_TRUE(tree_.check_rows(tx, rows).empty());
    tree_.store_rows(tx, rows, clock_.today());
    tx.commit();
  }
  platform::Database& database() { return store_->database(); }
  base::Actor system() { return {base::ActorKind::operating_system, 0, "os:test", 0, "", "r0"}; }
  base::Actor actor(AccountId id, const std::string& name = "x") {
    return {base::ActorKind::account, id.value, name, 1, "", "r1"};
  }
  tree::UnitId unit(const char* code) {
    auto tx = database().begin_read();
    return *tree_.find_unit(tx, code);
  }
  void pass(std::int64_t seconds) { clock_.move_to(clock_.now() + seconds * 1'000'000); }
  AccountId add(const std::string& name, const std::string& unit_code, std::optional<Role> role = {},
                const std::string& password = good_password) {
    NewAccount account{name, "Họ tên " + name, unit_code, {}};
    if (role) account.grant = NewGrant{*role, unit_code, {}, {}};
    return service_->accounts.create_with_password(system(), account, password, false);
  }
  template <class F>
  std::string key_of(F&& call) {
    try {
      call();
    } catch (const base::Error& error) {
      return error.key();
    }
    return "";
  }
  std::int64_t count_entries(const std::string& verb) {
    auto tx = database().begin_read();
    return *tx.find<std::int64_t>("SELECT COUNT(*) FROM audit_entry WHERE verb = ?", verb);
  }

  static constexpr const char* good_password = "mùa thu Hà Nội";
  static constexpr std::int64_t noon = 1'762'000'000'000'000;
  platform::FixedClock clock_{noon};
  platform::Keys keys_;
  tree::Tree tree_;
  std::unique_ptr<support::Store> store_;
  std::unique_ptr<audit::Audit> audit_;
  std::unique_ptr<Access> access_;
  std::unique_ptr<platform::Jobs> jobs_;
  std::unique_ptr<IdentityService> service_;
  platform::Api api_;
};

// A browser's part of the story: keeps the cookie and the CSRF value.
class TestClient {
 public:
  TestClient(const platform::Api& api, SignInService& door) : api_(api), door_(door) {}
  base::Json call(const std::string& id, base::Json body = nullptr, std::map<std::string, std::string> path = {},
                  std::map<std::string, std::string> query = {}) {
    for (const auto& operation : api_.operations()) {
      if (operation.id != id) continue;
      platform::Request request;
      request.method = operation.method;
      request.path = operation.path;
      request.path_values = std::move(path);
      request.query = std::move(query);
      request.remote = remote;
      request.id = "r2";
      if (!body.is_null()) request.body = body.dump();
      request.body_file = file;
      if (!cookie.empty()) request.cookies["lt_session"] = cookie;
      if (!csrf.empty()) request.headers["x-csrf-token"] = csrf;
      if (!bearer.empty()) request.headers["authorization"] = "Bearer " + bearer;
      for (const auto& [name, value] : headers) request.headers[name] = value;
      try {
        door_.authenticate(request, operation);
        const platform::Response response = operation.handler(request);
        status = response.status;
        for (const auto& [name, value] : response.headers)
          if (name == "Set-Cookie") set_cookie = value, cookie = value.substr(11, value.find(';') - 11);
        auto json = base::Json::parse(response.body, nullptr, false);
        if (json.is_object() && json.contains("csrf")) csrf = json["csrf"].get<std::string>();
        return json;
      } catch (const base::Error& error) {
        status = 400;
        return error.key();
      }
    }
    ADD_FAILURE() << "no operation " << id;
    return nullptr;
  }
  base::Json sign_in(const std::string& name, const std::string& password) {
    cookie.clear();
    csrf.clear();
    return call("signIn", {{"name", name}, {"password", password}});
  }

  std::string cookie, csrf, bearer, set_cookie, remote = "10.0.0.1";
  std::map<std::string, std::string> headers;
  std::filesystem::path file;
  int status = 0;

 private:
  const platform::Api& api_;
  SignInService& door_;
};

}  // namespace identity
