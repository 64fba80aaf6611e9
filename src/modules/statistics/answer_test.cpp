// Questions and their answers on a small register: what is refused and why, what a table holds and in which order,
// and that no small group can be seen or computed back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/statistics/answer.h"

namespace statistics {
namespace {

using testing::ElementsAre;

base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

struct Small {
  std::vector<std::vector<tree::UnitSpan>> spans;
  std::vector<Succession> successions;
  std::vector<members::MemberChange> people;

  std::int64_t unit(const char* code, tree::UnitLevel level, std::int64_t parent, const char* from,
                    const char* to = nullptr) {
    tree::UnitSpan span;
    span.unit_id = {std::int64_t(spans.size()) + 1};
    span.code = code;
    span.name = std::string("Đơn vị ") + code;
    span.level = level;
    if (parent) span.parent_id = tree::UnitId{parent};
    span.from = day(from);
    if (to) span.to = day(to);
    spans.push_back({span});
    return span.unit_id.value;
  }
  void person(std::int64_t cell, members::Gender gender, const char* from, const char* to = nullptr,
              std::optional<members::EndReason> reason = std::nullopt) {
    members::MemberFact m;
    m.id = {std::int64_t(people.size()) + 1};
    m.gender = gender;
    m.spells.push_back({tree::UnitId{cell}, members::Status::official, day(from), std::nullopt, reason});
    if (to) m.spells.back().to = day(to);
    people.push_back({std::nullopt, m});
  }
  Picture picture() const {
    Histories all;
    for (const auto& of_unit : spans) all.push_back(make_history(of_unit));
    members::Columns none;
    none.first_spell = {0};
    return with_members(lay(std::make_shared<const DatedTree>(all, successions), none, {}, 0), people, 1);
  }
};

// Two provinces with a cell each; on 2020-01-01 a third one took the second's cells.
struct AnswerTest : testing::Test {
  void SetUp() override {
    using L = tree::UnitLevel;
    small.unit("TW", L::centre, 0, "1930-02-03");
    const auto north = small.unit("P1", L::province, 1, "1950-01-01"),
               south = small.unit("P2", L::province, 1, "1950-01-01", "2020-01-01"),
               heir = small.unit("P3", L::province, 1, "2020-01-01");
    const auto a = small.unit("A", L::cell, north, "1950-01-01"), b = small.unit("B", L::cell, south, "1950-01-01");
    small.spans[std::size_t(b) - 1][0].to = day("2020-01-01");
    auto later = small.spans[std::size_t(b) - 1][0];
    later.parent_id = tree::UnitId{heir};
    later.from = day("2020-01-01"), later.to.reset();
    small.spans[std::size_t(b) - 1].push_back(later);
    small.successions.push_back({south, heir});
    for (int i = 0; i < 6; ++i) small.person(a, members::Gender::female, "2010-01-01");
    for (int i = 0; i < 8; ++i) small.person(a, members::Gender::male, "2011-06-01");
    for (int i = 0; i < 7; ++i) small.person(b, members::Gender::female, "2012-01-01");
    for (int i = 0; i < 2; ++i) small.person(b, members::Gender::male, "2012-01-01");
    small.person(b, members::Gender::male, "2019-12-20", "2021-03-01", members::EndReason::left);
  }
  Question question(const char* json) {
    picture = small.picture();
    return understand(base::parse_record<Query>(json), picture, std::nullopt);
  }
  Table ask(const char* json) {
    const auto q = question(json);
    std::optional<Restated> restated;
    if (q.mode != Mode::as_was) restated.emplace(*q.tree, day_of(q.structure_on));
    auto table = answer(q, picture, restated ? &*restated : nullptr);
    asked = q;
    return table;
  }
  std::string refusal(const char* json) {
    try {
      question(json);
    } catch (const base::Error& error) {
      return error.key() + " at " + error.field();
    }
    return "none";
  }
  Small small;
  Picture picture;
  Question asked;
};

TEST_F(AnswerTest, ATableHasEveryRowInTheOrderOfTheTreeAndOfTheLists) {
  const auto t = ask(R"({"measure":"members","unit":"TW","by":["child","gender"],"on":"2015-01-01"})");
  EXPECT_THAT(t.values, ElementsAre(ElementsAre("P1", "P2"), ElementsAre("female", "male")));
  EXPECT_THAT(t.counts, ElementsAre(6, 8, 7, 2));
  const auto u = ask(R"({"measure":"members","unit":"TW","by":["gender","child"],"on":"2015-01-01"})");
  EXPECT_THAT(u.counts, ElementsAre(6, 7, 8, 2));
}

TEST_F(AnswerTest, TheSameDayRestatedCountsForTheSuccessor) {
  const auto t = ask(
      R"({"measure":"members","unit":"TW","by":["child"],"on":"2015-01-01","structure":{"mode":"restated","on":"2025-01-01"}})");
  EXPECT_THAT(t.values, ElementsAre(ElementsAre("P1", "P3")));
  EXPECT_THAT(t.counts, ElementsAre(14, 9));
}

TEST_F(AnswerTest, AMemberOfAUnitThatTheTreeDoesNotKnowYetIsThereOnceItDoes) {
  const auto known = small.picture();
  small.person(9, members::Gender::male, "2012-01-01");
  members::Columns none;
  none.first_spell = {0};
  const auto early = with_members(known, {&small.people.back(), 1}, 2);
  small.unit("C", tree::UnitLevel::cell, 1, "1950-01-01");
  while (small.spans.size() < 9)
    small.unit(("D" + std::to_string(small.spans.size())).c_str(), tree::UnitLevel::cell, 1, "1950-01-01");
  Changed changed;
  for (const auto& person : small.people) changed[person.after->id.value] = person.after;
  const auto then = with_tree(early, small.picture().tree, none, changed);
  ASSERT_TRUE(then);
  picture = *then;
  const auto q = understand(base::parse_record<Query>(R"({"measure":"members","unit":"D8","on":"2015-01-01"})"),
                            picture, std::nullopt);
  EXPECT_THAT(answer(q, picture, nullptr).counts, ElementsAre(1));
}

TEST_F(AnswerTest, SoManyMembersThatTwoThreadsLayThemAreAllThere) {
  constexpr std::uint32_t count = 120'001;
  const auto tree = small.picture().tree;
  members::Columns c;
  c.ethnicities = c.occupations = {""};
  for (std::uint32_t i = 1; i <= count; ++i) {
    c.id.push_back(i * 2);
    c.birth.push_back(members::no_day), c.admitted.push_back(members::no_day);
    c.gender.push_back(i % 2), c.education.push_back(members::no_value), c.focus_group.push_back(members::no_value);
    c.ethnicity.push_back(0), c.occupation.push_back(0);
    c.first_spell.push_back(std::uint32_t(c.unit.size()));
    const bool moves = i % 10 == 0;  // from A to B
    c.unit.push_back(5), c.from.push_back(day("2010-01-01").days);
    c.to.push_back(moves ? day("2015-01-01").days : members::no_day), c.status.push_back(1);
    c.reason.push_back(moves ? std::uint8_t(members::EndReason::transferred) : members::no_value);
    if (!moves) continue;
    c.unit.push_back(6), c.from.push_back(day("2015-01-01").days), c.to.push_back(members::no_day);
    c.status.push_back(1), c.reason.push_back(members::no_value);
  }
  c.first_spell.push_back(std::uint32_t(c.unit.size()));
  // One in each half is gone, one stands between two others at the seam, one comes after all.
  members::MemberFact fresh;
  fresh.spells.push_back({tree::UnitId{5}, members::Status::official, day("2010-01-01"), {}, {}});
  Changed changed{{2, std::nullopt}, {count, fresh}, {count * 2, std::nullopt}, {count * 2 + 2, fresh}};
  ASSERT_EQ(count % 10, 1U);
  picture = lay(tree, c, changed, 1);
  const auto of = [&](const char* json) {
    return answer(understand(base::parse_record<Query>(json), picture, std::nullopt), picture, nullptr).counts;
  };
  EXPECT_THAT(of(R"({"measure":"members","unit":"TW","on":"2014-12-31"})"), ElementsAre(count));
  EXPECT_THAT(of(R"({"measure":"members","unit":"TW","by":["child"],"on":"2019-12-31"})"),
              ElementsAre(count - count / 10, count / 10));
  EXPECT_THAT(of(R"({"measure":"transfers_out","unit":"P1","period":{"from":"2015-01-01","to":"2016-01-01"}})"),
              ElementsAre(count / 10));
}

TEST_F(AnswerTest, ASeriesIsTheStateAtTheEndOfEveryStep) {
  const auto t = ask(
      R"({"measure":"members","unit":"P1","by":["time"],"series":{"from":"2010-01-01","to":"2012-01-01","step":"half_year"}})");
  EXPECT_THAT(t.values, ElementsAre(ElementsAre("2010-06-30", "2010-12-31", "2011-06-30", "2011-12-31")));
  EXPECT_THAT(t.counts, ElementsAre(6, 6, 14, 14));
  const auto steps = steps_of({day("2010-01-31"), day("2010-04-15"), Step::month});
  EXPECT_THAT(steps, ElementsAre(day("2010-01-31"), day("2010-02-28"), day("2010-03-31"), day("2010-04-15")));
}

TEST_F(AnswerTest, AMovementSaysWhatAMergerMoved) {
  const auto of = [&](const char* measure, const char* unit) {
    return ask((std::string(R"({"measure":")") + measure + R"(","unit":")" + unit +
                R"(","period":{"from":"2019-12-01","to":"2021-04-01"}})")
                   .c_str())
        .counts.at(0);
  };
  EXPECT_EQ(of("opening", "P2"), 9);
  EXPECT_EQ(of("admissions", "P2"), 1);
  EXPECT_EQ(of("reorganised_out", "P2"), 10);
  EXPECT_EQ(of("closing", "P2"), 0);
  EXPECT_EQ(of("reorganised_in", "P3"), 10);
  EXPECT_EQ(of("leavers", "P3"), 1);
  EXPECT_EQ(of("ends_within_24_months", "P3"), 1);
  EXPECT_EQ(of("closing", "P3"), 9);
  EXPECT_EQ(of("reorganised_in", "TW"), 0);
}

TEST_F(AnswerTest, AdmissionsLateInAPeriodAreThoseOfItsLastFourteenDays) {
  EXPECT_EQ(
      ask(R"({"measure":"admissions_late_in_period","unit":"TW","period":{"from":"2019-01-01","to":"2020-01-01"}})")
          .counts.at(0),
      1);
  EXPECT_EQ(
      ask(R"({"measure":"admissions_late_in_period","unit":"TW","period":{"from":"2019-01-01","to":"2020-02-01"}})")
          .counts.at(0),
      0);
}

TEST_F(AnswerTest, AGrowthRateIsOfTheOpeningStrength) {
  const auto t = ask(R"({"measure":"growth_rate","unit":"P1","period":{"from":"2011-01-01","to":"2012-01-01"}})");
  EXPECT_THAT(t.counts, ElementsAre(14));
  EXPECT_THAT(t.over, ElementsAre(6));
}

TEST_F(AnswerTest, UnitsAreCountedAsTheyWereAndAsRestated) {
  EXPECT_THAT(ask(R"({"measure":"units","unit":"TW","on":"2015-01-01"})").counts, ElementsAre(5));
  const auto t = ask(
      R"({"measure":"units","unit":"TW","by":["child"],"on":"2015-01-01","structure":{"mode":"restated","on":"2025-01-01"}})");
  EXPECT_THAT(t.values, ElementsAre(ElementsAre("P1", "P3", "TW")));
  EXPECT_THAT(t.counts, ElementsAre(2, 2, 1));
}

TEST_F(AnswerTest, ASmallGroupIsWithheldTogetherWithWhatWouldGiveItAway) {
  auto t = ask(R"({"measure":"members","unit":"TW","by":["child","gender"],"on":"2015-01-01"})");
  withhold(asked, t);
  // Two men of P2 are few; the women of P2 and the men of P1 would tell them, and the women of P1 those.
  EXPECT_THAT(t.withheld, ElementsAre(1, 1, 1, 1));
  auto all = ask(R"({"measure":"members","unit":"TW","by":["child"],"on":"2015-01-01"})");
  withhold(asked, all);
  EXPECT_THAT(all.withheld, ElementsAre(0, 0));
}

TEST_F(AnswerTest, WhatIsHiddenAmongItsNeighboursIsNotHadByAskingItAlone) {
  // A third cell in P1 with three people: A, which would tell them, is hidden among the children.
  const auto third = small.unit("C", tree::UnitLevel::cell, 2, "1950-01-01");
  for (int i = 0; i < 3; ++i) small.person(third, members::Gender::female, "2012-01-01");
  auto children = ask(R"({"measure":"members","unit":"P1","by":["child"],"on":"2015-01-01"})");
  withhold(asked, children, hidden_from_above(asked, picture, nullptr));
  EXPECT_THAT(children.withheld, ElementsAre(1, 1));
  for (const char* query : {R"({"measure":"members","unit":"A","on":"2015-01-01"})",
                            R"({"measure":"members","unit":"C","on":"2015-01-01"})"}) {
    auto alone = ask(query);
    withhold(asked, alone, hidden_from_above(asked, picture, nullptr));
    EXPECT_THAT(alone.withheld, ElementsAre(1)) << query;
  }
  auto whole = ask(R"({"measure":"members","unit":"P1","on":"2015-01-01"})");
  withhold(asked, whole, hidden_from_above(asked, picture, nullptr));
  EXPECT_THAT(whole.withheld, ElementsAre(0));
}

TEST_F(AnswerTest, WhatIsBesideAGreatQuestionIsLookedAtStepByStep) {
  for (int i = 0; i < 40; ++i) small.unit(("X" + std::to_string(i)).c_str(), tree::UnitLevel::cell, 2, "1950-01-01");
  const auto third = small.unit("C", tree::UnitLevel::cell, 2, "1950-01-01");
  for (int i = 0; i < 3; ++i) small.person(third, members::Gender::female, "2012-01-01");
  auto alone = ask(R"({"measure":"members","unit":"A","by":["gender","status","focus_group","education","time"],
                       "series":{"from":"2010-01-01","to":"2020-01-01","step":"month"}})");
  Question beside = asked;
  beside.unit = picture.tree->find_code("P1");
  beside.division.by = Division::By::child;
  beside.axes.insert(beside.axes.begin(), Axis{Axis::What::unit, "child", {}});
  EXPECT_THROW(answer(beside, picture, nullptr), base::Error);
  withhold(asked, alone, hidden_from_above(asked, picture, nullptr));
  std::int64_t early = 0, late = 0;  // hidden before and after the three came
  const std::size_t times = alone.values.back().size();
  for (std::size_t row = 0; row < alone.counts.size(); ++row)
    if (alone.counts[row] > 0) (row % times < times / 12 ? early : late) += alone.withheld[row];
  EXPECT_EQ(early, 0);
  EXPECT_GT(late, 0);
}

TEST_F(AnswerTest, TheChildrenOfAHiddenUnitDoNotAddUpToIt) {
  // P2 has three people then, so P1 is hidden beside it; its two cells must not give its sum away.
  const auto third = small.unit("C", tree::UnitLevel::cell, 2, "1950-01-01");
  for (int i = 0; i < 6; ++i) small.person(third, members::Gender::female, "2005-01-01");
  for (int i = 0; i < 3; ++i) small.person(6, members::Gender::female, "2006-01-01", "2012-01-01");
  auto children = ask(R"({"measure":"members","unit":"P1","by":["child"],"on":"2010-06-30"})");
  EXPECT_THAT(children.counts, ElementsAre(6, 6));
  withhold(asked, children, hidden_from_above(asked, picture, nullptr));
  EXPECT_THAT(children.withheld, ElementsAre(1, 0));
}

TEST_F(AnswerTest, UnitsAreCountedByTheirKind) {
  small.spans[1][0].kind = tree::UnitKind::province;
  small.spans[3][0].kind = small.spans[4][0].kind = tree::UnitKind::public_service_unit;
  small.spans[5][0].kind = tree::UnitKind::public_service_unit;
  const auto t = ask(
      R"({"measure":"units","unit":"TW","by":["kind","time"],"series":{"from":"2018-01-01","to":"2021-01-01","step":"year"}})");
  ASSERT_EQ(t.values[0].size(), unit_kinds);
  const auto of = [&](tree::UnitKind kind) {
    const auto at = t.counts.begin() + std::ptrdiff_t(kind) * 3;
    return std::vector<std::int64_t>(at, at + 3);
  };
  EXPECT_THAT(of(tree::UnitKind::public_service_unit), ElementsAre(2, 2, 2));
  EXPECT_THAT(of(tree::UnitKind::province), ElementsAre(1, 1, 1));
  EXPECT_THAT(of(tree::UnitKind::board), ElementsAre(0, 0, 0));
}

TEST_F(AnswerTest, ARateIsWithheldWhereEitherOfItsStrengthsIsSmall) {
  small.person(5, members::Gender::male, "1999-01-01");
  auto t = ask(R"({"measure":"growth_rate","unit":"P1","period":{"from":"2005-01-01","to":"2012-01-01"}})");
  withhold(asked, t);
  EXPECT_THAT(t.withheld, ElementsAre(1));
}

TEST_F(AnswerTest, AQueryThatMakesNoSenseIsRefusedAtItsField) {
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW"})"), "statistics.day_missing at on");
  EXPECT_EQ(refusal(R"({"measure":"admissions","unit":"TW","on":"2020-01-01"})"),
            "statistics.period_missing at period");
  EXPECT_EQ(refusal(R"({"measure":"leavers","unit":"TW","period":{"from":"2020-01-01","to":"2020-01-01"}})"),
            "statistics.period_reversed at period.to");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"XX","on":"2020-01-01"})"), "tree.unit_unknown at ");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW","on":"2020-01-01","by":["mood"]})"),
            "statistics.dimension_unknown at by[0]");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW","on":"2020-01-01","by":["reason"]})"),
            "statistics.dimension_unfit at by[0]");
  EXPECT_EQ(refusal(R"({"measure":"units","unit":"TW","on":"2020-01-01","by":["gender"]})"),
            "statistics.dimension_unfit at by[0]");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW","on":"2020-01-01","by":["kind"]})"),
            "statistics.dimension_unfit at by[0]");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW","on":"2020-01-01","by":["child","level:cell"]})"),
            "statistics.divided_twice at by[1]");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW","on":"2020-01-01","by":["gender","gender"]})"),
            "statistics.dimension_twice at by[1]");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW","on":"2020-01-01","by":["time"]})"),
            "statistics.series_missing at series");
  EXPECT_EQ(
      refusal(R"({"measure":"members","unit":"TW","series":{"from":"2020-01-01","to":"2021-01-01","step":"year"}})"),
      "statistics.time_missing at by");
  EXPECT_EQ(
      refusal(
          R"({"measure":"members","unit":"TW","by":["time"],"series":{"from":"1900-01-01","to":"2021-01-01","step":"month"}})"),
      "statistics.series_long at series.step");
  EXPECT_EQ(refusal(R"({"measure":"members","unit":"TW","on":"2020-01-01","structure":{"mode":"restated"}})"),
            "statistics.structure_day_missing at structure.on");
  EXPECT_EQ(
      refusal(
          R"({"measure":"members","unit":"P2","on":"2015-01-01","structure":{"mode":"restated","on":"2025-01-01"}})"),
      "statistics.unit_elsewhere at ");
}

}  // namespace
}  // namespace statistics
