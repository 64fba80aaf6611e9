#include "modules/audit/audit.h"

#include <gtest/gtest.h>

#include "tests/support/test_store.h"

namespace audit {
namespace {

class Journal : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    platform::start_crypto();
    store_ = std::make_unique<support::Store>(GetParam(), platform::read_migrations("audit", migrations()));
    key_ = platform::new_signing_key();
    audit_ = std::make_unique<Audit>(database(), clock_, key_, store_->folder());
  }
  platform::Database& database() { return store_->database(); }
  void record(int count, const std::string& verb = "sample.changed") {
    auto tx = database().begin();
    for (int i = 0; i < count; ++i)
      audit_->record(tx, actor_, verb, "thing", std::to_string(i), 7, R"({"name":["a","b"]})");
    tx.commit();
  }
  Check verify() {
    auto tx = database().begin();
    const Check check = audit_->verify(tx);
    tx.commit();
    return check;
  }
  std::int64_t touch(const std::string& sql) {
    auto tx = database().begin();
    const auto changed = tx.run(sql);
    tx.commit();
    return changed;
  }

  platform::FixedClock clock_{1'700'000'000'000'000};
  base::Actor actor_{base::ActorKind::account, 3, "lan.nguyen", 1, "", "r1"};
  platform::SigningKey key_;
  std::unique_ptr<support::Store> store_;
  std::unique_ptr<Audit> audit_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Journal, support::engines(), support::engine_name);

TEST_P(Journal, AnEntryLivesAndDiesWithItsTransaction) {
  {
    auto tx = database().begin();
    audit_->record(tx, actor_, "sample.lost", "thing", "1", 7);
  }
  record(2);
  const Check check = verify();
  EXPECT_TRUE(check.whole) << check.key;
  EXPECT_EQ(check.entries, 2);
  EXPECT_EQ(check.sealed, 2);
  auto tx = database().begin_read();
  EXPECT_EQ(audit_->list_entries(tx, {}).front().actor, "lan.nguyen");
}

TEST_P(Journal, TheSealerChainsAfterTheCommitAndTakesUpWhatACrashLeft) {
  record(3);
  audit_->start_sealer();
  record(4);
  audit_->stop_sealer();  // finishes what it was told
  auto tx = database().begin_read();
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM audit_seal"), 7);
  EXPECT_TRUE(audit_->verify(tx).whole);
}

TEST_P(Journal, FiltersAndPages) {
  record(5, "sample.first");
  clock_.move_to(clock_.now() + 1000);
  record(5, "sample.second");
  auto tx = database().begin_read();
  Filter filter;
  filter.verb = "sample.second";
  EXPECT_EQ(audit_->list_entries(tx, filter).size(), 5u);
  filter.object_id = "2";
  EXPECT_EQ(audit_->list_entries(tx, filter).size(), 1u);
  EXPECT_EQ(audit_->list_verbs(tx, {}), (std::vector<std::string>{"sample.first", "sample.second"}));
  Filter page;
  page.limit = 4;
  page.before_sequence = 4;
  EXPECT_EQ(audit_->list_entries(tx, page).size(), 3u);
  Filter late;
  late.from = clock_.now();
  EXPECT_EQ(audit_->list_entries(tx, late).size(), 5u);
  Filter seen;
  seen.units_condition = "e.unit_id IN (SELECT 8)";
  EXPECT_EQ(audit_->list_entries(tx, seen).size(), 0u);
}

TEST_P(Journal, NamesTheFirstBrokenEntry) {
  record(9);
  ASSERT_TRUE(verify().whole);
  const std::pair<const char*, std::pair<std::int64_t, const char*>> stories[] = {
      {"UPDATE audit_entry SET actor = 'x' WHERE sequence = 4", {4, "audit.entry_changed"}},
      {"DELETE FROM audit_seal WHERE sequence = 3", {3, "audit.seal_missing"}},
      {"DELETE FROM audit_entry WHERE sequence = 2", {2, "audit.entry_missing"}},
      {"DELETE FROM audit_entry WHERE sequence = 1", {1, "audit.entry_missing"}},
  };
  for (const auto& [sql, expected] : stories) {
    ASSERT_EQ(touch(sql), 1);
    const Check check = verify();
    EXPECT_FALSE(check.whole);
    EXPECT_EQ(check.first_broken, expected.first);
    EXPECT_EQ(check.key, expected.second);
  }
}

TEST_P(Journal, ACutTailIsSeenByTheHeadInTheStoreAndByAnExportedOne) {
  record(9);
  std::string head;
  {
    auto tx = database().begin();
    head = audit_->signed_head(tx);
    EXPECT_TRUE(audit_->verify_head(tx, head).whole);
    tx.commit();
  }
  touch("DELETE FROM audit_entry WHERE sequence > 6");
  touch("DELETE FROM audit_seal WHERE sequence > 6");
  EXPECT_EQ(verify().key, "audit.tail_cut");
  EXPECT_EQ(verify().first_broken, 7);
  // Somebody who had kept the head of entry 6 puts it back: only the exported head tells.
  touch("DELETE FROM audit_head");
  touch("DELETE FROM audit_entry");
  touch("DELETE FROM audit_seal");
  record(6);
  EXPECT_TRUE(verify().whole);
  auto tx = database().begin();
  EXPECT_EQ(audit_->verify_head(tx, head).first_broken, 7);
  EXPECT_EQ(audit_->verify_head(tx, "rubbish").key, "audit.head_unreadable");
  EXPECT_EQ(audit_->verify_head(tx, "{\"sequence\":1,\"hash\":\"\",\"at\":1,\"signature\":\"00\"}").key,
            "audit.head_forged");
}

TEST_P(Journal, AForgedEntryAtTheEndIsFoundEvenBeforeItIsSealed) {
  record(2);
  touch(
      "INSERT INTO audit_entry SELECT 3, at, 'x', 0, verb, object_kind, object_id, unit_id, difference, "
      "on_behalf_of, request_id, mark FROM audit_entry WHERE sequence = 2");
  EXPECT_EQ(verify().first_broken, 3);
  EXPECT_EQ(verify().key, "audit.entry_changed");
}

TEST_P(Journal, ViewsAreStoredByAnotherThreadAndChained) {
  {
    auto writer = database().begin();  // a writer at work does not keep a reader waiting on SQLite
    for (int i = 0; i < 50; ++i) audit_->record_view(actor_, "member", std::to_string(i), i % 2);
    writer.commit();
  }
  audit_->flush_views();
  Filter filter;
  filter.limit = 1000;
  EXPECT_EQ(audit_->list_views(filter).size(), 50u);
  filter.unit_is_seen = [](std::int64_t unit) { return unit == 1; };
  filter.limit = 10;
  EXPECT_EQ(audit_->list_views(filter).size(), 10u);
  EXPECT_EQ(audit_->list_views(filter).front().object_id, "49");
  const Check check = audit_->verify_views();
  EXPECT_TRUE(check.whole);
  EXPECT_EQ(check.sealed, 50);
}

TEST_P(Journal, ForgettingAPersonMakesTheirValuesUnreadableAndLeavesTheChainWhole) {
  std::string difference, others;
  {
    auto tx = database().begin();
    difference = "{\"full_name\":[\"" + audit_->seal_personal(tx, "account:5", "Trần Thị Ẩn") + "\",1]}";
    others = "{\"full_name\":\"" + audit_->seal_personal(tx, "account:6", "Lê Văn Ổn") + "\"}";
    audit_->record(tx, actor_, "identity.account_changed", "account", "5", 7, difference);
    EXPECT_EQ(difference.find("Trần"), std::string::npos);
    EXPECT_EQ(audit_->open_difference(tx, difference), R"({"full_name":["Trần Thị Ẩn",1]})");
    EXPECT_EQ(Audit::hide_difference(difference), R"({"full_name":["***",1]})");
    tx.commit();
  }
  auto tx = database().begin();
  audit_->forget_person(tx, actor_, "account:5");
  EXPECT_EQ(audit_->open_difference(tx, difference), R"({"full_name":["",1]})");
  EXPECT_EQ(audit_->open_difference(tx, others), R"({"full_name":"Lê Văn Ổn"})");
  EXPECT_EQ(audit_->seal_personal(tx, "account:5", "again"), "***");
  EXPECT_TRUE(audit_->verify(tx).whole);
  try {
    audit_->forget_person(tx, actor_, "account:55");
    ADD_FAILURE() << "somebody without a key was forgotten";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.key(), "audit.person_unknown");
  }
}

}  // namespace
}  // namespace audit
