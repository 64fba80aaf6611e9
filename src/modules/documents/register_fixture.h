#pragma once
// A register to test on: a small tree (centre, two provinces, a commune and a cell), one account a role, and the
// register on either engine. Used by the tests of this module only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/documents/documents.h"
#include "modules/documents/machine.h"
#include "platform/crypto/crypto.h"
#include "tests/support/test_store.h"

namespace documents {

inline base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

class Register : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    platform::start_crypto();
    std::vector<platform::Migration> all;
    const auto add = [&](const char* name, auto files) {
      for (auto& m : platform::read_migrations(name, files)) all.push_back(std::move(m));
    };
    add("files", platform::files::migrations());
    add("audit", audit::migrations());
    add("tree", tree::migrations());
    add("identity", identity::migrations());
    add("documents", migrations());
    store_ = std::make_unique<support::Store>(GetParam(), all);
    audit_ = std::make_unique<audit::Audit>(database(), clock_, platform::new_signing_key(), store_->folder());
    access_ = std::make_unique<identity::Access>(tree_, clock_);
    documents_ = std::make_unique<Documents>(Surroundings{database(), clock_, files_, *audit_, tree_, *access_});
    auto tx = database().begin();
    using enum tree::UnitKind;
    using tree::UnitLevel;
    const std::vector<tree::UnitRow> rows{
        {1, "TW", "Trung ương", central, UnitLevel::centre, "", day("1930-02-03"), {}},
        {2, "P01", "Đảng bộ tỉnh Sông Lam", province, UnitLevel::province, "TW", day("1976-01-01"), {}},
        {3, "P02", "Đảng bộ tỉnh Núi Hồng", province, UnitLevel::province, "TW", day("1976-01-01"), {}},
        {4, "X01", "Đảng bộ xã Bến Tre Xanh", commune, UnitLevel::commune, "P01", day("1976-01-01"), {}},
        {5, "C01", "Chi bộ thôn Một", grassroots_cell, UnitLevel::cell, "X01", day("1976-01-01"), {}}};
    tree_.store_rows(tx, rows, clock_.today());
    tx.commit();
  }
  platform::Database& database() { return store_->database(); }
  Documents& register_() { return *documents_; }

  // An account with one role on one unit.
  base::Actor account(const std::string& name, const char* role, const char* unit) {
    auto tx = database().begin();
    const auto id = tx.insert(
        "INSERT INTO identity_account(name, folded, full_name, search, unit_id, password_hash, must_change, disabled, "
        "totp_step, language, theme, text_size, created_at, version) "
        "VALUES (?, ?, ?, ?, 0, '', 0, 0, 0, 'vi', 'light', 'normal', 0, 1)",
        name, name, name, name);
    tx.insert(
        "INSERT INTO identity_grant(account_id, role, unit_id, from_day, granted_by, created_at) VALUES (?, ?, ?, "
        "'2000-01-01', 'test', 0)",
        id, role, *tree_.find_unit(tx, unit));
    tx.commit();
    return {base::ActorKind::account, id, name, 1, "", "r1"};
  }
  Document paper(const std::string& kind, const std::string& code, std::optional<std::int64_t> number,
                 const char* issued, const std::string& issuer = "Bộ Chính trị") {
    Document d;
    d.kind = kind;
    d.code = code;
    d.number = number;
    d.issued = base::parse_partial_date(issued).value();
    d.owner_unit = "TW";
    d.issuer = issuer;
    d.subject = "Về việc thử " + kind;
    return d;
  }
  DocumentId put(const Document& d) { return register_().create_document(os_, d).document.id; }
  void add_congresses() {
    register_().add_term(os_, {0, "TW", 12, day("2016-01-20"), day("2016-01-28"), {}, {}, {}, ""});
    register_().add_term(os_, {0, "TW", 13, day("2021-01-25"), day("2021-02-01"), {}, {}, {}, ""});
    register_().add_term(os_, {0, "TW", 14, day("2026-01-19"), day("2026-01-23"), day("2026-01-23"), {}, {}, ""});
  }
  // The key of the refusal, or "done".
  template <class F>
  std::string key_of(F&& f) {
    try {
      f();
      return "done";
    } catch (const base::Error& e) {
      return e.key();
    }
  }
  NewRelation relation(RelationKind kind, DocumentId target, const char* from = nullptr) {
    NewRelation r;
    r.kind = kind;
    r.target_id = target;
    if (from) r.from = day(from);
    return r;
  }

  platform::FixedClock clock_{1'795'305'600'000'000};  // 2026-11-22
  base::Actor os_{base::ActorKind::operating_system, 0, "os:test", 0, "", "r0"};
  std::unique_ptr<support::Store> store_;
  platform::Files files_;
  tree::Tree tree_;
  std::unique_ptr<audit::Audit> audit_;
  std::unique_ptr<identity::Access> access_;
  std::unique_ptr<Documents> documents_;
};

}  // namespace documents
