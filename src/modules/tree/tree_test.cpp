#include "modules/tree/tree_test_support.h"

namespace tree {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TreeTest : public TreeStore {};
INSTANTIATE_TEST_SUITE_P(Engines, TreeTest, support::engines(), support::engine_name);

TEST_P(TreeTest, AnswersForEveryDay) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db,
      {centre(),
       make_row(2, "P1", UnitKind::province, UnitLevel::province, "TW", "1975-01-01", "2000-01-01", "Đảng bộ tỉnh Cũ"),
       make_row(3, "P1", UnitKind::province, UnitLevel::province, "TW", "2000-01-01", nullptr, "Đảng bộ tỉnh Mới"),
       province(4, "P2", "1990-01-01", "2025-07-01"), board(5, "B", "P2", "1995-01-01", "2010-01-01"),
       board(6, "B", "P1", "2010-01-01")});
  auto tx = db.begin_read();
  const auto p1 = *tree_.find_unit(tx, "P1"), b = *tree_.find_unit(tx, "B"), tw = *tree_.find_unit(tx, "TW");
  EXPECT_EQ(tree_.find_span(tx, p1, day("1999-12-31"))->name, "Đảng bộ tỉnh Cũ");
  EXPECT_EQ(tree_.find_span(tx, p1, day("2000-01-01"))->name, "Đảng bộ tỉnh Mới");
  EXPECT_FALSE(tree_.find_span(tx, p1, day("1974-12-31")));
  EXPECT_EQ(tree_.nearest_span(tx, p1, day("1950-01-01"))->name, "Đảng bộ tỉnh Cũ");
  EXPECT_EQ(tree_.find_span(tx, b, day("2009-12-31"))->parent_code, "P2");
  EXPECT_EQ(tree_.list_history(tx, b).size(), 2u);
  const auto children = tree_.list_children(tx, tw, day("2009-01-01"), 0, 10);
  ASSERT_EQ(children.size(), 2u);
  EXPECT_EQ(children[0].span.code, "P1");
  EXPECT_EQ(children[0].children, 0);
  EXPECT_EQ(children[1].children, 1);
  EXPECT_EQ(tree_.list_children(tx, tw, day("2025-07-01"), 0, 10).size(), 1u);
  EXPECT_EQ(tree_.list_children(tx, tw, day("2009-01-01"), 1, 10)[0].span.code, "P2");
  const auto line = tree_.list_ancestors(tx, b, day("2020-01-01"));
  ASSERT_EQ(line.size(), 3u);
  EXPECT_EQ(line[1].code, "P1");
  EXPECT_EQ(tree_.list_roots(tx, day("2020-01-01"))[0].code, "TW");
  EXPECT_EQ(tree_.count_units(tx, day("2020-01-01")), 4);
  EXPECT_TRUE(tree_.contains(tx, p1, b));
  EXPECT_FALSE(tree_.contains(tx, b, p1));
  EXPECT_THROW(tree_.path(tx, UnitId{999}), base::Error);
}

TEST_P(TreeTest, ScopeFollowsMovesEndsAndDays) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db, {centre(), province(2, "P1", "1975-01-01"), province(3, "P2", "1975-01-01"),
           board(4, "A", "P1", "1990-01-01"), board(5, "B", "A", "1990-01-01"), board(6, "C", "B", "1990-01-01")});
  const auto paths = [&] {
    auto tx = db.begin_read();
    return path_codes(tx, "A") + " " + path_codes(tx, "C");
  };
  EXPECT_EQ(paths(), "/TW/P1/A /TW/P1/A/B/C");
  put(db, {board(1, "A", "P2", "2020-01-01")});
  EXPECT_EQ(paths(), "/TW/P2/A /TW/P2/A/B/C");
  // A goes below C while B, unchanged C above it, goes to P1: whatever the order of the rows.
  put(db, {board(1, "A", "C", "2021-01-01"), board(2, "B", "P1", "2021-01-01")});
  EXPECT_EQ(paths(), "/TW/P1/B/C/A /TW/P1/B/C");
  // A change of the future moves nothing until its day.
  put(db, {board(1, "B", "P2", "2030-01-01")});
  EXPECT_EQ(paths(), "/TW/P1/B/C/A /TW/P1/B/C");
  EXPECT_FALSE(tree_.refresh_scope(db, day("2029-12-31")));
  EXPECT_TRUE(tree_.refresh_scope(db, day("2030-01-01")));
  EXPECT_EQ(paths(), "/TW/P2/B/C/A /TW/P2/B/C");
}

TEST_P(TreeTest, RowsReplaceFromTheirFirstDayAndKeepWhatWasBefore) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db, {centre(), province(2, "P", "1975-01-01")});
  put(db, {make_row(2, "P", UnitKind::province, UnitLevel::province, "TW", "2000-01-01", nullptr, "Tên mới")});
  put(db, {make_row(2, "P", UnitKind::province, UnitLevel::province, "TW", "2010-01-01", "2020-01-01", "Tên sau")});
  auto tx = db.begin_read();
  const auto history = tree_.list_history(tx, *tree_.find_unit(tx, "P"));
  ASSERT_EQ(history.size(), 3u);
  EXPECT_EQ(history[0].to, day("2000-01-01"));
  EXPECT_EQ(history[1].name, "Tên mới");
  EXPECT_EQ(history[1].to, day("2010-01-01"));
  EXPECT_EQ(history[2].to, day("2020-01-01"));
}

TEST_P(TreeTest, StoringTheSameAgainChangesNothing) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  const std::vector<UnitRow> rows{centre(), province(2, "P", "1975-01-01")};
  put(db, rows);
  auto tx = db.begin();
  const auto version = tree_.version(tx);
  EXPECT_TRUE(tree_.store_rows(tx, rows, day("2023-06-01")).empty());
  EXPECT_EQ(tree_.version(tx), version);
}

TEST_P(TreeTest, SearchesWithoutMarksFromTheCentreDown) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db,
      {centre(),
       make_row(2, "P14", UnitKind::province, UnitLevel::province, "TW", "1975-01-01", nullptr,
                "Đảng bộ tỉnh Lạng Sơn"),
       make_row(3, "P15", UnitKind::province, UnitLevel::province, "TW", "1975-01-01", nullptr, "Đảng bộ tỉnh Sơn La"),
       make_row(4, "P14.B1", UnitKind::board, UnitLevel::none, "P14", "1975-01-01", nullptr,
                "Ban Tổ chức Tỉnh ủy Lạng Sơn"),
       make_row(5, "P14.C1", UnitKind::grassroots_cell, UnitLevel::grassroots, "P14", "1975-01-01", "2010-01-01",
                "Chi bộ 'Đông' (số 1)")});
  auto tx = db.begin_read();
  const auto codes = [&](std::string_view text, const char* on = "2005-01-01", std::vector<std::string> paths = {}) {
    std::vector<std::string> out;
    for (const auto& span : tree_.search(tx, text, day(on), paths, 10)) out.push_back(span.code);
    return out;
  };
  EXPECT_THAT(codes("lang son"), ElementsAre("P14", "P14.B1"));
  EXPECT_THAT(codes("SƠN"), ElementsAre("P14", "P15", "P14.B1"));
  EXPECT_THAT(codes("dang bo son"), ElementsAre("P14", "P15"));
  EXPECT_THAT(codes("p14"), ElementsAre("P14", "P14.B1", "P14.C1"));
  EXPECT_THAT(codes("p14.b1"), ElementsAre("P14.B1"));
  EXPECT_THAT(codes("chi bộ đông"), ElementsAre("P14.C1"));
  EXPECT_THAT(codes("chi bo", "2010-01-01"), ElementsAre());
  EXPECT_THAT(codes("son", "2005-01-01", {tree_.path(tx, *tree_.find_unit(tx, "P15"))}), ElementsAre("P15"));
  for (const char* hostile :
       {"'", "\"", "a:*", "* AND", "_1", "%", "\xF0\x9F\x98\x80", "\xC4", "' OR 1=1 --", "(((", "", " "})
    EXPECT_NO_THROW(codes(hostile)) << hostile;
  EXPECT_TRUE(codes("%").empty());
  EXPECT_TRUE(codes("_3").empty());
}

// Says no to whatever takes time from one unit.
struct Guard final : UnitGuard {
  std::string code;
  std::vector<RowProblem> check(platform::Transaction&, std::span<const LostTime> lost) override {
    std::vector<RowProblem> out;
    for (const auto& time : lost) {
      told.push_back(time.code + " " + time.field + " " + base::to_iso(time.from) +
                     (time.to ? " " + base::to_iso(*time.to) : ""));
      if (time.code == code) out.push_back({time.line, time.field, "test.stands_there", {}});
    }
    return out;
  }
  std::vector<std::string> told;
};

UnitRow cell(std::int64_t line, std::string code, std::string parent, const char* from, const char* to = nullptr) {
  return make_row(line, std::move(code), UnitKind::grassroots_cell, UnitLevel::grassroots, std::move(parent), from, to);
}

TEST_P(TreeTest, GuardsAreToldOfTheTimeThatCellsLoseAndMaySayNo) {
  support::Store store(GetParam(), all());
  put(store.database(), {centre(), province(2, "P1", "1976-01-01"), cell(3, "C1", "P1", "1980-01-01"),
                         cell(4, "C2", "P1", "1980-01-01", "1990-01-01"), cell(5, "C2", "P1", "1990-01-01")});
  Guard guard;
  tree_.add_guard(guard);
  const auto told = [&](const std::vector<UnitRow>& rows) {
    guard.told.clear();
    check(store.database(), rows);
    return guard.told;
  };
  EXPECT_THAT(told({cell(1, "C1", "P1", "1980-01-01", "2020-01-01")}), ElementsAre("C1 to 2020-01-01"));
  EXPECT_THAT(told({cell(1, "C2", "P1", "1985-01-01", "1988-01-01"), cell(2, "C2", "P1", "1995-01-01")}),
              ElementsAre("C2 to 1988-01-01 1990-01-01", "C2 to 1990-01-01 1995-01-01"));
  EXPECT_THAT(told({cell(1, "C1", "P1", "1980-01-01", "2020-01-01"), board(2, "C1", "P1", "2020-01-01")}),
              ElementsAre("C1 kind 2020-01-01"));
  // A later change takes nothing away, nor does a province's end.
  EXPECT_THAT(told({cell(1, "C1", "P1", "2000-01-01"), province(2, "P1", "1976-01-01")}), IsEmpty());
  guard.code = "C1";
  EXPECT_THAT(check(store.database(), {cell(7, "C1", "P1", "1980-01-01", "2020-01-01")}),
              ElementsAre("7 to test.stands_there"));
  auto tx = store.database().begin_read();
  EXPECT_THAT(tree_.check_rows(tx, std::vector{cell(7, "C1", "P1", "1980-01-01", "2020-01-01")},
                               Replace::from_first_row, Guards::pass),
              IsEmpty());
}

TEST_P(TreeTest, AGuardIsAskedAgainWhenAStagedChangeBecomesTheTree) {
  support::Store store(GetParam(), all());
  put(store.database(), {centre(), province(2, "P1", "1976-01-01"), cell(3, "C1", "P1", "1980-01-01")});
  Guard guard;
  tree_.add_guard(guard);
  const std::vector rows{cell(1, "C1", "P1", "1980-01-01", "2020-01-01")};
  const auto staged = [&] {
    const auto version = [&] {
      auto tx = store.database().begin_read();
      return tree_.version(tx);
    }();
    return tree_.stage_rows(store.database(), rows, day("2023-06-01"), version, {}).value();
  };
  const auto flip = [&](const Tree::Staged& change) {
    auto tx = store.database().begin();
    const bool done = tree_.flip(tx, change, day("2023-06-01"));
    if (done) tx.commit();
    return done;
  };
  const auto change = staged();
  guard.code = "C1";  // somebody came to stand there meanwhile
  EXPECT_FALSE(flip(change));
  tree_.tidy(store.database());
  guard.code.clear();
  EXPECT_TRUE(flip(staged()));
}

TEST_P(TreeTest, TheIdOfAUnitThatWasTakenAwayIsNeverGivenAgain) {
  support::Store store(GetParam(), all());
  put(store.database(), {centre(), board(2, "B1", "TW", "1976-01-01")});
  const auto id_of = [&](const char* code) {
    auto tx = store.database().begin_read();
    return *tree_.find_unit(tx, code);
  };
  const auto gone = id_of("B1");
  {
    auto tx = store.database().begin();
    tree_.remove_units(tx, std::vector{gone});
    tx.commit();
  }
  put(store.database(), {board(2, "B2", "TW", "1976-01-01")});
  EXPECT_GT(id_of("B2").value, gone.value);
}

}  // namespace
}  // namespace tree
