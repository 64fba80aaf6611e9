#include "modules/policy/policy.h"

#include <gtest/gtest.h>

#include "modules/audit/audit.h"
#include "modules/identity/identity.h"
#include "platform/crypto/crypto.h"
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
    std::vector<platform::Migration> all = platform::read_migrations("audit", audit::migrations());
    for (auto& m : platform::read_migrations("tree", tree::migrations())) all.push_back(std::move(m));
    for (auto& m : platform::read_migrations("identity", identity::migrations())) all.push_back(std::move(m));
    for (auto& m : platform::read_migrations("policy", migrations())) all.push_back(std::move(m));
    store_ = std::make_unique<support::Store>(GetParam(), all);
    audit_ = std::make_unique<audit::Audit>(store_->database(), clock_, platform::new_signing_key(), store_->folder());
    access_ = std::make_unique<identity::Access>(tree_, clock_);
    policy_ = std::make_unique<Policy>(store_->database(), *access_, *audit_, clock_);
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
                           {},
                           "Dừng người thử",
                           {{"within", "Trong vòng", "ngày làm việc", 30, 1, 60}}}};
    policy_->add(rules);
    policy_->set_document_status(status_);
  }
  std::unique_ptr<support::Store> store_;
  platform::FixedClock clock_{1'795'305'600'000'000};
  tree::Tree tree_;
  std::unique_ptr<audit::Audit> audit_;
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

TEST_P(PolicyTest, AParameterHoldsFromItsDayAndItsDefaultBefore) {
  const auto value = [&](const char* on) {
    auto tx = store_->database().begin_read();
    return policy_->value_of(tx, "R90", "within", day(on));
  };
  EXPECT_EQ(value("2026-06-01"), 30);
  policy_->set_parameter(os_, "R90", "within", {20, day("2026-06-01")}, 0);
  policy_->set_parameter(os_, "R90", "within", {25, day("2026-03-01")}, 1);
  EXPECT_EQ(value("2026-02-28"), 30);
  EXPECT_EQ(value("2026-05-31"), 25);
  EXPECT_EQ(value("2026-06-01"), 20);
  const auto rule = policy_->get_rule(os_, "R90", day("2026-04-01")).items.at(0);
  ASSERT_EQ(rule.parameters.size(), 1u);
  EXPECT_EQ(rule.parameters[0].value, 25);
  EXPECT_EQ(rule.parameters[0].default_value, 30);
  ASSERT_EQ(rule.parameters[0].set.size(), 2u);
  EXPECT_EQ(rule.parameters[0].set[1].set_by, "os:test");
}

TEST_P(PolicyTest, AParameterIsRefusedOutsideItsRangeOrOverSomebodyElsesValue) {
  const auto key_of = [&](std::int64_t value, std::int64_t seen, const base::Actor& actor) {
    try {
      policy_->set_parameter(actor, "R90", "within", {value, day("2026-06-01")}, seen);
    } catch (const base::Error& error) {
      return std::string(error.key());
    }
    return std::string();
  };
  EXPECT_EQ(key_of(61, 0, os_), "policy.parameter_range");
  EXPECT_EQ(key_of(20, 1, os_), "policy.changed_meanwhile");
  EXPECT_EQ(key_of(20, 0, {}), "identity.sign_in_needed");
  EXPECT_EQ(key_of(20, 0, os_), "");
  EXPECT_EQ(key_of(21, 0, os_), "policy.changed_meanwhile");
}

TEST_P(PolicyTest, AnEnteredYearStandsInsteadOfTheOneThatCameWithTheProgram) {
  const auto free = [&](const char* on) {
    auto tx = store_->database().begin_read();
    return !policy_->calendar(tx).is_working_day(day(on));
  };
  EXPECT_FALSE(free("2028-01-26"));
  CalendarEdit edit{true, "Thông báo thử", {{day("2028-01-26"), DayKind::off, "Tết Âm lịch"}}};
  EXPECT_EQ(policy_->put_year(os_, 2028, edit, 0).version, 1);
  EXPECT_TRUE(free("2028-01-26"));
  EXPECT_THROW(policy_->put_year(os_, 2028, edit, 0), base::Error);  // somebody entered it meanwhile
  EXPECT_EQ(policy_->put_year(os_, 2028, {true, "Thông báo sửa", {}}, 1).version, 2);
  EXPECT_FALSE(free("2028-01-26"));
  EXPECT_EQ(policy_->list_years(os_).size(), 9u);
}

TEST_P(PolicyTest, ADayThatSaysNothingOrStandsTwiceIsRefusedWhole) {
  const auto key_of = [&](std::vector<SpecialDay> days) {
    try {
      policy_->put_year(os_, 2028, {true, "Thông báo thử", std::move(days)}, 0);
    } catch (const base::Error& error) {
      return std::string(error.key());
    }
    return std::string();
  };
  const SpecialDay good{day("2028-01-26"), DayKind::off, "Tết"};
  EXPECT_EQ(key_of({good, {day("2028-01-29"), DayKind::off, "một thứ Bảy"}}), "policy.day_says_nothing");
  EXPECT_EQ(key_of({good, {day("2028-01-27"), DayKind::work, "một thứ Năm"}}), "policy.day_says_nothing");
  EXPECT_EQ(key_of({good, good}), "policy.day_twice");
  EXPECT_EQ(key_of({good, {day("2029-01-26"), DayKind::off, "năm khác"}}), "policy.day_of_another_year");
  EXPECT_EQ(policy_->list_years(os_).size(), 8u);
}

}  // namespace
}  // namespace policy
