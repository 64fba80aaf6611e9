#pragma once
// What the register and the modules above it are tested on: a store of either engine, its collaborators, and one
// account a role. A fixture derives from it, and opens it with the units of its own story.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "modules/documents/documents.h"
#include "platform/crypto/crypto.h"
#include "tests/support/accounts.h"
#include "tests/support/test_store.h"

namespace support {

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

class RegisterStore : public testing::TestWithParam<std::string> {
 protected:
  // The tables of these modules come after the register's own.
  void open(const std::vector<tree::UnitRow>& units, std::vector<platform::Migration> above = {}) {
    platform::start_crypto();
    std::vector<platform::Migration> all;
    const auto add = [&](const char* name, auto files) {
      for (auto& m : platform::read_migrations(name, files)) all.push_back(std::move(m));
    };
    add("files", platform::files::migrations());
    add("audit", audit::migrations());
    add("tree", tree::migrations());
    add("identity", identity::migrations());
    add("documents", documents::migrations());
    for (auto& m : above) all.push_back(std::move(m));
    store_ = std::make_unique<Store>(GetParam(), all);
    audit_ = std::make_unique<audit::Audit>(database(), clock_, platform::new_signing_key(), store_->folder());
    access_ = std::make_unique<identity::Access>(tree_, clock_);
    documents_ = std::make_unique<documents::Documents>(
        documents::Surroundings{database(), clock_, files_, *audit_, tree_, *access_});
    auto tx = database().begin();
    tree_.store_rows(tx, units, clock_.today());
    tx.commit();
  }
  platform::Database& database() { return store_->database(); }

  base::Actor account(const std::string& name, const char* role, const char* unit) {
    return account_with(database(), tree_, name, role, unit);
  }

  platform::FixedClock clock_{1'795'305'600'000'000};  // 2026-11-22
  base::Actor os_{base::ActorKind::operating_system, 0, "os:test", 0, "", "r0"};
  std::unique_ptr<Store> store_;
  platform::Files files_;
  tree::Tree tree_;
  std::unique_ptr<audit::Audit> audit_;
  std::unique_ptr<identity::Access> access_;
  std::unique_ptr<documents::Documents> documents_;
};

}  // namespace support
