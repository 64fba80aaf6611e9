#include "modules/policy/policy.h"

#include <gtest/gtest.h>

#include "modules/identity/identity.h"
#include "tests/support/test_store.h"

namespace policy {
namespace {

base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

// Says that the first document ended when the second one came.
class TwoDocuments final : public DocumentStatus {
 public:
  SourceStatus status_of(platform::Transaction&, const std::string& citation, base::Date on) const override {
    if (citation == "66-QĐ/TW@2017-02-06") return on < day("2026-01-09") ? SourceStatus::in_force : SourceStatus::ended;
    return SourceStatus::unknown;
  }
};

class PolicyTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    std::vector<platform::Migration> all = platform::read_migrations("tree", tree::migrations());
    for (auto& m : platform::read_migrations("identity", identity::migrations())) all.push_back(std::move(m));
    store_ = std::make_unique<support::Store>(GetParam(), all);
    access_ = std::make_unique<identity::Access>(tree_, clock_);
    policy_ = std::make_unique<Policy>(store_->database(), *access_, clock_);
    const Rule rules[] = {{"R03", "documents", "Thẩm quyền", "Ai được sửa", "66-QĐ/TW@2017-02-06", "Điều 3",
                           "documents.not_competent", day("2017-02-06"), day("2026-01-09")},
                          {"R03",
                           "documents",
                           "Thẩm quyền",
                           "Ai được sửa",
                           "399-QĐ/TW@2026-01-09",
                           "",
                           "documents.not_competent",
                           day("2026-01-09"),
                           {}},
                          {"R90",
                           "documents",
                           "Thử",
                           "Còn theo văn bản cũ",
                           "66-QĐ/TW@2017-02-06",
                           "Điều 9",
                           "x",
                           day("2017-02-06"),
                           {}}};
    policy_->add(rules);
    policy_->set_document_status(status_);
  }
  std::unique_ptr<support::Store> store_;
  platform::FixedClock clock_{1'795'305'600'000'000};
  tree::Tree tree_;
  TwoDocuments status_;
  std::unique_ptr<identity::Access> access_;
  std::unique_ptr<Policy> policy_;
  base::Actor os_{base::ActorKind::operating_system, 0, "os:test", 0, "", "r"};
};
INSTANTIATE_TEST_SUITE_P(Engines, PolicyTest, support::engines(), support::engine_name);

TEST_P(PolicyTest, TheDayOfTheEventChoosesTheRule) {
  EXPECT_EQ(policy_->find_rule("R03", day("2026-01-08"))->document, "66-QĐ/TW@2017-02-06");
  EXPECT_EQ(policy_->find_rule("R03", day("2026-01-09"))->document, "399-QĐ/TW@2026-01-09");
  EXPECT_EQ(policy_->find_rule("R03", day("2010-01-01")), nullptr);
}

TEST_P(PolicyTest, ARuleIsStaleOnceItsSourceIsNoLongerInForce) {
  const auto before = policy_->get_rule(os_, "R90", day("2026-01-08")).items.at(0),
             after = policy_->get_rule(os_, "R90", day("2026-01-09")).items.at(0);
  EXPECT_FALSE(before.stale);
  EXPECT_TRUE(after.stale);
  const auto both = policy_->get_rule(os_, "R03", {}).items;  // the old version ended with its source: not stale
  ASSERT_EQ(both.size(), 2u);
  EXPECT_FALSE(both[0].applies);
  EXPECT_FALSE(both[0].stale);
  EXPECT_TRUE(both[1].applies);
}

TEST_P(PolicyTest, RefusesWhoMayNotReadRulesAndRulesThatAreNot) {
  EXPECT_EQ(policy_->list_rules(os_, {}).items.size(), 3u);
  EXPECT_THROW(policy_->list_rules({}, {}), base::Error);
  EXPECT_THROW(policy_->get_rule(os_, "R99", {}), base::Error);
}

}  // namespace
}  // namespace policy
