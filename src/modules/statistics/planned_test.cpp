// The tree as a plan would leave it, and that nobody who stood in it before is lost in it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/statistics/planned.h"
#include "modules/statistics/restated.h"
#include "modules/tree/tree_test_support.h"

namespace statistics {
namespace {

using reorganisation::Fate;
using reorganisation::PlanState;
using reorganisation::PlanTree;

std::shared_ptr<const UnitHistory> history(std::int64_t id, const char* code, tree::UnitLevel level,
                                           std::int64_t parent) {
  tree::UnitSpan span;
  span.unit_id = {id};
  span.code = code;
  span.name = code;
  span.level = level;
  if (parent) span.parent_id = tree::UnitId{parent};
  span.from = tree::day("1950-01-01");
  return make_history({&span, 1});
}

// P1 and P2 become P9 on 2025-07-01; the cell A goes along.
PlanTree merger(PlanState state) {
  PlanTree plan;
  plan.state = state;
  plan.on = tree::day("2025-07-01");
  const auto ended = [](const char* code) {
    return reorganisation::TouchedUnit{1,    Fate::ended, {}, code,
                                       code, {"P9"},      {}, {tree::province(1, code, "1950-01-01", "2025-07-01")}};
  };
  plan.units.push_back(ended("P1"));
  plan.units.push_back(ended("P2"));
  plan.units.push_back({1, Fate::established, {}, "P9", "P9", {}, {}, {tree::province(1, "P9", "2025-07-01")}});
  auto moved = tree::make_row(1, "A", tree::UnitKind::cell, tree::UnitLevel::cell, "P9", "2025-07-01");
  plan.units.push_back({1, Fate::moved_along, {}, "A", "A", {}, {}, {moved}});
  return plan;
}

std::shared_ptr<const DatedTree> now() {
  using L = tree::UnitLevel;
  return std::make_shared<const DatedTree>(
      Histories{history(1, "TW", L::centre, 0), history(2, "P1", L::province, 1), history(3, "P2", L::province, 1),
                history(4, "A", L::cell, 2), history(5, "B", L::cell, 3)},
      std::vector<Succession>{});
}

TEST(PlannedTest, WhatAPlanEstablishesStandsInItsTreeAndTakesWhatItsPredecessorsHad) {
  const auto before = now();
  const auto after = tree_of_plan(before, merger(PlanState::draft));
  const auto on = day_of(tree::day("2025-07-01"));
  const auto heir = after->find_code("P9"), old = after->find_code("P1"), cell = after->find_code("A");
  ASSERT_NE(heir, nothing);
  EXPECT_EQ(before->find_code("P9"), nothing);
  EXPECT_EQ(after->stretch_on(old, on), nullptr);
  EXPECT_NE(after->stretch_on(old, day_of(tree::day("2025-06-30"))), nullptr);
  EXPECT_EQ(after->parent_of(*after->stretch_on(cell, on)), heir);
  EXPECT_EQ(after->parent_of(*after->stretch_on(cell, day_of(tree::day("2025-06-30")))), old);
  const Restated restated(*after, on);
  for (const char* code : {"P1", "P2"}) EXPECT_EQ(restated.target(after->find_code(code)), restated.position(heir));
  EXPECT_EQ(after->unit_count(), before->unit_count() + 1);
}

TEST(PlannedTest, APlanThatWasCarriedOutHasLeftItsTreeAlready) {
  const auto tree = now();
  EXPECT_EQ(tree_of_plan(tree, merger(PlanState::committed)), tree);
}

}  // namespace
}  // namespace statistics
