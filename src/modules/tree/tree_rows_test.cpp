#include "modules/tree/tree_test_support.h"

namespace tree {
namespace {

using testing::ElementsAre;

class TreeRows : public TreeStore {};
INSTANTIATE_TEST_SUITE_P(Engines, TreeRows, support::engines(), support::engine_name);

TEST_P(TreeRows, RefusesDuplicateAndOverlappingRows) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  EXPECT_THAT(check(store.database(), {centre(), province(2, "P1", "1990-01-01"), province(3, "P1", "1990-01-01")}),
              ElementsAre("2 from tree.row_twice", "3 from tree.row_twice"));
  EXPECT_THAT(check(store.database(),
                    {centre(), province(2, "P1", "1990-01-01", "2001-01-01"), province(3, "P1", "2000-12-31")}),
              ElementsAre("2 from tree.rows_overlap", "3 from tree.rows_overlap"));
  EXPECT_THAT(check(store.database(),
                    {centre(), province(2, "P1", "1990-01-01", "2001-01-01"), province(3, "P1", "2001-01-01")}),
              ElementsAre());
}

TEST_P(TreeRows, RefusesParentsThatAreMissingOnAnyDay) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  EXPECT_THAT(check(db, {centre(), board(2, "B", "NO", "1990-01-01")}),
              ElementsAre("2 parent_code tree.parent_unknown"));
  EXPECT_THAT(check(db, {centre(), province(2, "P", "1990-01-01"), board(3, "B", "P", "1989-12-31")}),
              ElementsAre("3 parent_code tree.parent_absent"));
  EXPECT_THAT(check(db, {centre(), province(2, "P", "1990-01-01", "2000-01-01"),
                         board(3, "B", "P", "1995-01-01", "2000-01-02")}),
              ElementsAre("3 to tree.outlives_parent"));
  // A gap of one day in the middle.
  EXPECT_THAT(check(db, {centre(), province(2, "P", "1990-01-01", "2000-01-01"), province(3, "P", "2000-01-02"),
                         board(4, "B", "P", "1995-01-01")}),
              ElementsAre("4 parent_code tree.parent_absent"));
  EXPECT_THAT(check(db, {centre(), province(2, "P", "1990-01-01", "2000-01-01"), province(3, "P", "2000-01-01"),
                         board(4, "B", "P", "1995-01-01")}),
              ElementsAre());
}

TEST_P(TreeRows, RefusesWhatWouldLeaveStoredChildrenBehind) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db, {centre(), province(2, "P", "1990-01-01"), board(3, "B", "P", "1995-01-01")});
  EXPECT_THAT(check(db, {province(7, "P", "1990-01-01", "2010-01-01")}), ElementsAre("7 to tree.children_left"));
  EXPECT_THAT(check(db, {province(7, "P", "1990-01-01", "2010-01-01"), board(8, "B", "P", "1995-01-01", "2010-01-01")}),
              ElementsAre());
}

TEST_P(TreeRows, RefusesCyclesOnAnyDayAndOnlyThose) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  EXPECT_THAT(check(db, {centre(), board(2, "A", "A", "1990-01-01")}), ElementsAre("2 parent_code tree.parent_itself"));
  EXPECT_THAT(check(db, {centre(), board(2, "A", "B", "1990-01-01"), board(3, "B", "C", "1990-01-01"),
                         board(4, "C", "A", "1990-01-01")}),
              ElementsAre("2 parent_code tree.cycle", "3 parent_code tree.cycle", "4 parent_code tree.cycle"));
  // One day of a circle between two restructurings.
  EXPECT_THAT(check(db, {centre(), board(2, "A", "TW", "1990-01-01", "2000-01-01"), board(3, "A", "B", "2000-01-01"),
                         board(4, "B", "A", "1990-01-01", "2000-01-02"), board(5, "B", "TW", "2000-01-02")}),
              ElementsAre("3 parent_code tree.cycle", "4 parent_code tree.cycle"));
  // They change places on the same day: never a circle.
  EXPECT_THAT(check(db, {centre(), board(2, "A", "TW", "1990-01-01", "2000-01-01"), board(3, "A", "B", "2000-01-01"),
                         board(4, "B", "A", "1990-01-01", "2000-01-01"), board(5, "B", "TW", "2000-01-01")}),
              ElementsAre());
}

TEST_P(TreeRows, ACycleThroughTheStoreIsSeen) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put(store.database(), {centre(), board(2, "A", "TW", "1990-01-01"), board(3, "B", "A", "1990-01-01"),
                         board(4, "C", "B", "1990-01-01")});
  EXPECT_THAT(check(store.database(), {board(9, "A", "C", "2010-01-01")}), ElementsAre("9 parent_code tree.cycle"));
}

TEST_P(TreeRows, RefusesRootsKindsLevelsAndCodesThatMakeNoSense) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  EXPECT_THAT(check(db, {province(2, "P", "1990-01-01", nullptr, "")}),
              ElementsAre("2 parent_code tree.parent_needed"));
  auto second = centre(2);
  second.code = "TW2";
  EXPECT_THAT(check(db, {centre(), second}),
              ElementsAre("1 parent_code tree.second_root", "2 parent_code tree.second_root"));
  EXPECT_THAT(check(db, {centre(), make_row(2, "P", UnitKind::province, UnitLevel::cell, "TW", "1990-01-01")}),
              ElementsAre("2 level tree.level_unfit"));
  EXPECT_THAT(
      check(db, {centre(), make_row(2, "C", UnitKind::grassroots_cell, UnitLevel::grassroots, "TW", "1990-01-01"),
                 board(3, "B", "C", "1990-01-01")}),
      ElementsAre("3 parent_code tree.parent_is_cell"));
  EXPECT_THAT(check(db, {centre(), make_row(2, "X", UnitKind::commune, UnitLevel::commune, "TW", "1990-01-01"),
                         province(3, "P", "1990-01-01", nullptr, "X")}),
              ElementsAre("3 level tree.level_above_parent"));
  EXPECT_THAT(check(db, {centre(), board(2, "a b/..", "TW", "1990-01-01"), board(3, "", "TW", "1990-01-01")}),
              ElementsAre("2 code tree.code_letters", "3 code field.required"));
  EXPECT_THAT(check(db, {centre(), board(2, "B", "TW", "1990-01-01", "1990-01-01")}),
              ElementsAre("2 to tree.dates_turned"));
}

}  // namespace
}  // namespace tree
