#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/months.h"
#include "modules/members/members.h"
#include "modules/reviews/reviews.h"
#include "modules/reviews/weak_list.h"
#include "tests/support/register_store.h"

namespace reviews {
namespace {

using support::key_of;
using testing::ElementsAre;
using testing::IsEmpty;

base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

// A province with a grassroots committee of three cells; another province with a cell.
class ReviewsTest : public support::RegisterStore {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    using enum tree::UnitKind;
    using L = tree::UnitLevel;
    std::vector<platform::Migration> above = platform::read_migrations("policy", policy::migrations());
    for (auto& m : platform::read_migrations("members", members::migrations())) above.push_back(std::move(m));
    for (auto& m : platform::read_migrations("reviews", migrations())) above.push_back(std::move(m));
    const auto from = day("1976-01-01");
    open({{1, "TW", "Trung ương", central, L::centre, "", day("1930-02-03"), {}},
          {2, "P01", "Đảng bộ tỉnh Sông Lam", province, L::province, "TW", from, {}},
          {3, "P02", "Đảng bộ tỉnh Núi Hồng", province, L::province, "TW", from, {}},
          {4, "G01", "Đảng bộ Nhà máy Gạch", grassroots_committee, L::grassroots, "P01", from, {}},
          {5, "C01", "Chi bộ Phân xưởng Một", cell, L::cell, "G01", from, {}},
          {6, "C02", "Chi bộ Phân xưởng Hai", cell, L::cell, "G01", from, {}},
          {7, "C03", "Chi bộ Lò Nung", cell, L::cell, "G01", day("2025-06-01"), {}},
          {8, "C09", "Chi bộ Trường Núi Hồng", grassroots_cell, L::grassroots, "P02", from, {}}},
         above);
    policy_ = std::make_unique<policy::Policy>(database(), *access_, *audit_, clock_);
    policy_->add(rules());
    reviews_ =
        std::make_unique<Reviews>(Surroundings{database(), clock_, tree_, *audit_, *access_, *policy_, *documents_});
    tree_.listen(reviews_->tree_listener());
    officer_ = account("dangtich", "membership_officer", "P01");
    planner_ = account("kehoach", "planner", "P01");
    leader_ = account("lanhdao", "leader", "P01");
    secretary_ = account("bithu", "unit_secretary", "C01");
    stranger_ = account("la", "membership_officer", "P02");
  }

  // Somebody of one cell, official one year after the first day.
  void put(const char* cell, const char* from, const char* to = nullptr,
           members::EndReason reason = members::EndReason::left) {
    using namespace members;
    auto tx = database().begin();
    const auto unit = tree_.find_unit(tx, cell).value();
    MemberFact m;
    m.id = MemberId{++last_};
    const auto begin = day(from), official = base::add_months(begin, 12);
    if (to && day(to) <= official)
      m.spells = {{unit, Status::probationary, begin, day(to), reason}};
    else
      m.spells = {{unit, Status::probationary, begin, official, EndReason::recognised},
                  {unit, Status::official, official, to ? std::optional(day(to)) : std::nullopt,
                   to ? std::optional(reason) : std::nullopt}};
    reviews_->listener().changed(tx, last_, {{std::nullopt, m}});
    tx.commit();
  }
  void put_many(const char* cell, int count, const char* from) {
    for (int i = 0; i < count; ++i) put(cell, from);
  }
  std::vector<std::string> weak(const base::Actor& actor, const char* on = "2026-11-22", const char* unit = "",
                                std::optional<Criterion> mark = {}) {
    std::vector<std::string> codes;
    for (const auto& item : reviews_->list_weak(actor, {unit, day(on), mark, {}, {}}, "", 100).items)
      codes.push_back(item.unit_code);
    return codes;
  }
  // C03 is merged into C02.
  void merge_cell() {
    auto tx = database().begin();
    tree_.store_rows(tx,
                     std::vector<tree::UnitRow>{{1, "C03", "Chi bộ Lò Nung", tree::UnitKind::cell,
                                                 tree::UnitLevel::cell, "G01", day("2025-06-01"), day("2026-07-01")}},
                     clock_.today());
    tree_.add_successors(tx,
                         std::vector<tree::Successor>{{tree_.find_unit(tx, "C03").value(),
                                                       tree_.find_unit(tx, "C02").value(), day("2026-07-01")}},
                         clock_.today());
    tx.commit();
  }
  RemedyPage open_plan(const char* unit = "C01", const char* lead = "G01") {
    return reviews_->open_remedy(os_, {unit,
                                       lead,
                                       "Củng cố",
                                       "5-QĐ/TU@2026-03-01",
                                       day("2026-03-01"),
                                       day("2026-12-20"),
                                       {{Measure::train, "", {}}}});
  }

  std::unique_ptr<policy::Policy> policy_;
  std::unique_ptr<Reviews> reviews_;
  base::Actor officer_, planner_, leader_, secretary_, stranger_;
  std::int64_t last_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, ReviewsTest, support::engines(), support::engine_name);

TEST_P(ReviewsTest, CellsWithFewOfficialMembersAreListedOnTheDaysOnWhichItWasSo) {
  put_many("C01", 2, "2015-05-19");
  put("C01", "2020-01-01");
  put_many("C02", 3, "2015-05-19");
  EXPECT_THAT(weak(officer_, "2016-05-18"), ElementsAre("C01", "C02"));  // all on probation
  EXPECT_THAT(weak(officer_, "2020-12-31"), ElementsAre("C01"));
  EXPECT_THAT(weak(officer_, "2021-01-01"), IsEmpty());
  EXPECT_THAT(weak(officer_, "2010-01-01"), IsEmpty());  // before the criterion, and before anybody
}

TEST_P(ReviewsTest, AParameterHoldsFromItsDaySoThatAPastListStays) {
  put_many("C01", 3, "2015-05-19");
  put_many("C02", 9, "2015-05-19");
  policy_->set_parameter(os_, "W01", "least_official", {5, day("2026-01-01")}, 0);
  const auto few = Criterion::few_official;
  EXPECT_THAT(weak(os_, "2025-12-31", "", few), IsEmpty());
  EXPECT_THAT(weak(os_, "2026-01-01", "", few), ElementsAre("C01"));
}

TEST_P(ReviewsTest, NoAdmissionIsJudgedOfLargeEnoughOrganisationsOldEnough) {
  put_many("C01", 10, "2015-05-19");
  put("C02", "2024-11-21");  // one day before the months that count
  put_many("C02", 3, "2015-05-19");
  put_many("C03", 12, "2025-06-01");
  // The committee has thirteen and the admissions of C03.
  EXPECT_THAT(weak(os_, "2026-11-22", "", Criterion::no_admission), ElementsAre("C01"));
  EXPECT_THAT(weak(os_, "2025-05-31", "", Criterion::no_admission), ElementsAre("C01"));
  put("C01", "2026-11-22");
  EXPECT_THAT(weak(os_, "2026-11-22", "", Criterion::no_admission), IsEmpty());
}

TEST_P(ReviewsTest, WhatHappenedInACellSinceMergedIsNotForgottenAboveIt) {
  put_many("C01", 10, "2015-05-19");
  put("C03", "2026-01-10", "2026-07-01", members::EndReason::reorganised);
  merge_cell();
  EXPECT_THAT(weak(os_, "2026-06-30", "", Criterion::no_admission), ElementsAre("C01"));
  EXPECT_THAT(weak(os_, "2026-11-22", "", Criterion::no_admission), ElementsAre("C01"));
  EXPECT_EQ(reviews_->get_unit(os_, "G01", day("2026-11-22"), base::Language::vi).figures->members, 10);
}

TEST_P(ReviewsTest, MembersAreNotCountedInATreeThatTheyAreNotOf) {
  Strength strength(tree_);
  tree_.listen(strength);
  const PlaceKeeper keeper(tree_);
  auto early = database().begin_read();
  const auto before = keeper.of(early);
  merge_cell();
  auto late = database().begin_read();
  const auto after = keeper.of(late);
  WeakQuestion q;
  q.criteria.on = day("2026-11-22");
  EXPECT_FALSE(find_weak(*before, strength, q));
  EXPECT_TRUE(find_weak(*after, strength, q));
  EXPECT_EQ(keeper.of(early)->version(), before->version());
  EXPECT_EQ(keeper.of(late), after);  // the older one has not taken its place
}

TEST_P(ReviewsTest, LostProbationCountsWhoWasNotRecognisedAndNotWhoDied) {
  put_many("C01", 5, "2010-01-01");
  put("C01", "2025-03-01", "2025-09-01", members::EndReason::struck_off);
  put("C01", "2025-03-01");
  put("C01", "2025-03-01", "2025-09-01", members::EndReason::deceased);
  EXPECT_THAT(weak(os_, "2026-11-22", "", Criterion::lost_probation), IsEmpty());  // two ended, three are needed
  put("C01", "2025-04-01");
  EXPECT_THAT(weak(os_, "2026-11-22", "", Criterion::lost_probation), ElementsAre("C01", "G01"));
  const auto page = reviews_->get_unit(os_, "C01", day("2026-11-22"), base::Language::vi);
  ASSERT_TRUE(page.figures);
  EXPECT_EQ(page.figures->probations_ended, 3);
  EXPECT_EQ(page.figures->probations_lost, 1);
}

TEST_P(ReviewsTest, WhoMayNotReadRecordsSeesDecisionsButNoFiguresAndNoMarksMadeFromThem) {
  put_many("C01", 2, "2015-05-19");
  reviews_->judge(officer_, {"C02", Ground::disciplined, "5-QĐ/TU@2026-03-01", day("2026-03-01")});
  EXPECT_THAT(weak(officer_), ElementsAre("C01", "C02"));
  EXPECT_THAT(weak(leader_), ElementsAre("C01", "C02"));
  EXPECT_THAT(weak(planner_), ElementsAre("C02"));
  EXPECT_FALSE(reviews_->list_weak(planner_, {}, "", 10).items.at(0).figures);
  EXPECT_FALSE(reviews_->get_unit(planner_, "C01", {}, base::Language::vi).figures);
  EXPECT_THAT(weak(secretary_), ElementsAre("C01"));
  EXPECT_THAT(weak(stranger_), IsEmpty());
  EXPECT_EQ(key_of([&] { weak(stranger_, "2026-11-22", "P01"); }), "tree.unit_unknown");
}

TEST_P(ReviewsTest, OnlyASuperiorDecidesAndOnlyPartiesSee) {
  const auto page = open_plan();
  EXPECT_TRUE(reviews_->get_remedy(officer_, page.about.id).may_decide);
  const auto own = reviews_->get_remedy(secretary_, page.about.id);
  EXPECT_FALSE(own.may_decide);
  EXPECT_TRUE(own.may_report);
  EXPECT_EQ(key_of([&] { reviews_->get_remedy(stranger_, page.about.id); }), "reviews.remedy_unknown");
  EXPECT_THAT(reviews_->list_remedies(stranger_, {}, "", 10).items, IsEmpty());
  const EndOfRemedy end{RemedyResult::partly, day("2026-06-01"), "6-KL/TU@2026-06-01", ""};
  for (const auto* who : {&secretary_, &leader_})
    EXPECT_EQ(key_of([&] { reviews_->close_remedy(*who, page.about.id, end, page.about.version); }),
              "identity.forbidden");
  EXPECT_EQ(key_of([&] { reviews_->close_remedy(officer_, page.about.id, end, page.about.version - 1); }),
            "reviews.changed_meanwhile");
  EXPECT_EQ(reviews_->close_remedy(officer_, page.about.id, end, page.about.version).about.result,
            RemedyResult::partly);
}

TEST_P(ReviewsTest, ALeadOfAnotherBranchSeesThePlanAndReports) {
  const auto page = open_plan("C01", "C09");
  EXPECT_EQ(reviews_->list_remedies(stranger_, {}, "", 10).items.size(), 1U);
  const auto seen = reviews_->get_remedy(stranger_, page.about.id);
  EXPECT_FALSE(seen.may_decide);
  const auto done = reviews_->report_step(stranger_, page.about.id, page.steps[0].id,
                                          {StepState::done, day("2026-04-01"), ""}, page.about.version);
  EXPECT_EQ(done.about.steps_over, 1);
  EXPECT_EQ(done.events.front().kind, EventKind::step_reported);
  EXPECT_EQ(key_of([&] { reviews_->get_unit(stranger_, "C01", {}, base::Language::vi); }), "tree.unit_unknown");
}

TEST_P(ReviewsTest, APlanIsRefusedWholeOrStoredWhole) {
  const auto tried = [&](auto change) {
    NewRemedy given{"C01", "G01", "Củng cố", "5-QĐ/TU@2026-03-01", day("2026-03-01"), day("2026-12-30"), {}};
    change(given);
    return key_of([&] { reviews_->open_remedy(officer_, given); });
  };
  EXPECT_EQ(tried([](auto& g) { g.unit_code = "P01"; }), "reviews.not_grassroots");
  EXPECT_EQ(tried([](auto& g) { g.due_on = g.on; }), "reviews.due_not_later");
  EXPECT_EQ(tried([](auto& g) { g.on = day("2026-11-23"); }), "reviews.day_ahead");
  EXPECT_EQ(tried([](auto& g) { g.goal = "  "; }), "field.required");
  EXPECT_EQ(tried([](auto& g) { g.lead_code = "P02"; }), "tree.unit_unknown");
  EXPECT_EQ(tried([](auto& g) { g.document = "một văn bản nào đó"; }), "documents.reference_unreadable");
  EXPECT_EQ(tried([](auto& g) { g.steps.push_back({Measure::train, "", day("2027-02-01")}); }), "reviews.step_outside");
  EXPECT_EQ(tried([](auto& g) { g.steps.push_back({Measure::other, "", {}}); }), "field.required");
  EXPECT_THAT(reviews_->list_remedies(officer_, {}, "", 10).items, IsEmpty());
  EXPECT_EQ(tried([](auto&) {}), "done");
  EXPECT_EQ(tried([](auto&) {}), "reviews.remedy_open");
}

TEST_P(ReviewsTest, PlansStandByTheirDeadlineAndPagesFollowEachOther) {
  const auto first = open_plan("C02"), second = open_plan("C01");
  reviews_->extend_remedy(officer_, first.about.id, {day("2026-06-01"), day("2027-05-01"), "chờ đại hội", ""},
                          first.about.version);
  const auto page = reviews_->list_remedies(officer_, {}, "", 1);
  EXPECT_EQ(page.total, 2);
  EXPECT_EQ(page.items.at(0).unit_code, "C01");
  ASSERT_TRUE(page.next);
  EXPECT_EQ(reviews_->list_remedies(officer_, {}, *page.next, 1).items.at(0).unit_code, "C02");
  EXPECT_EQ(reviews_->list_remedies(officer_, {"", {}, Progress::on_time}, "", 9).items.size(), 1U);
  EXPECT_EQ(reviews_->list_remedies(officer_, {"C01", {}, {}}, "", 9).items.size(), 1U);
  EXPECT_EQ(key_of([&] { reviews_->list_remedies(officer_, {}, "x", 9); }), "reviews.cursor");
  EXPECT_EQ(second.about.progress, Progress::soon);
}

TEST_P(ReviewsTest, PagesOfTheListMeet) {
  for (const char* cell : {"C01", "C02", "C03", "C09"}) put(cell, "2025-07-01");
  std::vector<std::string> codes;
  std::string cursor;
  do {
    const auto page = reviews_->list_weak(os_, {}, cursor, 1);
    EXPECT_EQ(page.total, 4);
    for (const auto& item : page.items) codes.push_back(item.unit_code);
    cursor = page.next.value_or("");
  } while (!cursor.empty());
  EXPECT_THAT(codes, ElementsAre("C01", "C02", "C03", "C09"));
  EXPECT_EQ(key_of([&] { reviews_->list_weak(os_, {}, "khong-co", 1); }), "reviews.cursor");
}

}  // namespace
}  // namespace reviews
