#include <random>
#include <set>
#include <sstream>

#include "modules/tree/tree_test_support.h"

namespace tree {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TreeSuccessors : public TreeStore {
 protected:
  // P1 and P2 became P9 on 1 July 2025, P9 and P3 became P10 in 2026; P4 was divided between P5 and P6.
  void put_country(platform::Database& db, const char* today = "2026-06-01") {
    put(db,
        {centre(), province(2, "P1", "1990-01-01", "2025-07-01"), province(3, "P2", "1990-01-01", "2025-07-01"),
         province(4, "P9", "2025-07-01", "2026-01-01"), province(5, "P3", "1990-01-01", "2026-01-01"),
         province(6, "P10", "2026-01-01"), province(7, "P4", "1990-01-01", "2020-01-01"),
         province(8, "P5", "2020-01-01"), province(9, "P6", "2020-01-01"),
         board(10, "B1", "P1", "1995-01-01", "2025-07-01"), board(11, "B2", "P2", "1995-01-01", "2025-07-01"),
         board(12, "B2", "P9", "2025-07-01", "2026-01-01"), board(13, "B2", "P10", "2026-01-01")},
        today);
    add(db,
        {{"P1", "P9", "2025-07-01", 1},
         {"P2", "P9", "2025-07-01", 1},
         {"P9", "P10", "2026-01-01", 2},
         {"P3", "P10", "2026-01-01", 2},
         {"P4", "P5", "2020-01-01", 3},
         {"P4", "P6", "2020-01-01", 3}},
        today);
  }
  struct Named {
    const char *unit, *successor, *on;
    std::int64_t plan;
  };
  void add(platform::Database& db, const std::vector<Named>& named, const char* today = "2026-06-01") {
    auto tx = db.begin();
    std::vector<Successor> all;
    for (const auto& n : named)
      all.push_back({*tree_.find_unit(tx, n.unit), *tree_.find_unit(tx, n.successor), day(n.on), n.plan});
    tree_.add_successors(tx, all, day(today));
    tx.commit();
  }
  std::vector<std::string> ends(platform::Transaction& tx, const char* code, const char* on) {
    std::vector<std::string> codes;
    for (const auto unit : tree_.resolve(tx, *tree_.find_unit(tx, code), day(on)))
      codes.push_back(tree_.nearest_span(tx, unit, day(on))->code);
    return codes;
  }
  // The same store with its paths worked out from nothing, by way of another day.
  void rebuild(platform::Database& db, const char* today) {
    tree_.refresh_scope(db, day("1900-01-01"));
    tree_.refresh_scope(db, day(today));
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, TreeSuccessors, support::engines(), support::engine_name);

TEST_P(TreeSuccessors, AnOldUnitStandsBelowItsOneSuccessorAndResolvesAlongTheLine) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put_country(store.database());
  for (int round = 0; round < 2; ++round) {
    auto tx = store.database().begin_read();
    EXPECT_EQ(path_codes(tx, "P1"), "/TW/P10/P9/P1");
    EXPECT_EQ(path_codes(tx, "B1"), "/TW/P10/P9/P1/B1");
    EXPECT_EQ(path_codes(tx, "B2"), "/TW/P10/B2");
    EXPECT_EQ(path_codes(tx, "P4"), "/TW/P4");  // two successors
    rebuild(store.database(), "2026-06-01");
  }
  auto tx = store.database().begin_read();
  EXPECT_THAT(ends(tx, "P1", "2025-06-30"), ElementsAre("P1"));
  EXPECT_THAT(ends(tx, "P1", "2025-07-01"), ElementsAre("P9"));
  EXPECT_THAT(ends(tx, "P1", "2026-01-01"), ElementsAre("P10"));
  EXPECT_THAT(ends(tx, "P4", "2026-01-01"), ElementsAre("P5", "P6"));
  EXPECT_THAT(ends(tx, "B1", "2026-01-01"), ElementsAre("B1"));
}

TEST_P(TreeSuccessors, APlaceBelowASuccessorComesWithItsDay) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put_country(store.database(), "2025-06-30");
  const auto path = [&](const char* today) {
    tree_.refresh_scope(store.database(), day(today));
    auto tx = store.database().begin_read();
    return path_codes(tx, "B1");
  };
  EXPECT_EQ(path("2025-06-30"), "/TW/P1/B1");
  EXPECT_EQ(path("2025-07-01"), "/TW/P9/P1/B1");
  EXPECT_EQ(path("2026-01-01"), "/TW/P10/P9/P1/B1");
}

TEST_P(TreeSuccessors, TakingThemBackRestoresEveryPathAndUnit) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db, {centre(), province(2, "P1", "1990-01-01"), board(3, "B1", "P1", "1995-01-01")});
  put(db, {board(3, "B1", "P1", "1995-01-01", "2020-01-01"), province(2, "P1", "1990-01-01", "2020-01-01"),
           province(4, "P9", "2020-01-01")});
  add(db, {{"P1", "P9", "2020-01-01", 7}});
  {
    auto tx = db.begin();
    EXPECT_EQ(path_codes(tx, "B1"), "/TW/P9/P1/B1");
    tree_.remove_successors(tx, 7, day("2026-06-01"));
    EXPECT_EQ(path_codes(tx, "B1"), "/TW/P1/B1");
    tree_.remove_units(tx, std::vector{*tree_.find_unit(tx, "P9")});
    tx.commit();
  }
  auto tx = db.begin_read();
  EXPECT_FALSE(tree_.find_unit(tx, "P9"));
  EXPECT_TRUE(tree_.search(tx, "P9", day("2026-06-01"), {}, 5).empty());
  EXPECT_THAT(ends(tx, "P1", "2026-01-01"), ElementsAre("P1"));
}

TEST_P(TreeSuccessors, OnlyWhatHasEndedHasASuccessorAndOnlyOneThatIsThere) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put(store.database(), {centre(), province(2, "P1", "1990-01-01", "2020-01-01"), province(3, "P2", "1990-01-01"),
                         province(4, "P3", "2021-01-01")});
  EXPECT_THROW(add(store.database(), {{"P2", "P3", "2021-01-01", 1}}), base::Error);
  EXPECT_THROW(add(store.database(), {{"P1", "P3", "2020-01-01", 1}}), base::Error);
  add(store.database(), {{"P1", "P2", "2020-01-01", 1}});
}

TEST_P(TreeSuccessors, SearchFindsOldNamesAndCodes) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put_country(db);
  auto old = province(2, "P7", "1990-01-01", "2010-01-01");
  old.name = "Tỉnh Sông Cũ";
  auto now = province(3, "P7", "2010-01-01");
  now.name = "Tỉnh Núi Mới";
  put(db, {old, now});
  auto tx = db.begin_read();
  const auto on = day("2026-06-01");
  const auto codes = [&](const char* text, std::vector<std::string> paths = {}) {
    std::vector<std::string> out;
    for (const auto& span : tree_.search_former(tx, text, on, paths, 10)) out.push_back(span.code);
    return out;
  };
  EXPECT_THAT(codes("song cu"), ElementsAre("P7"));
  EXPECT_THAT(codes("nui moi"), IsEmpty());
  EXPECT_THAT(codes("p1"), ElementsAre("P1"));  // P10 holds
  EXPECT_THAT(codes("p1", {tree_.path(tx, *tree_.find_unit(tx, "P10"))}), ElementsAre("P1"));
  EXPECT_THAT(codes("p1", {tree_.path(tx, *tree_.find_unit(tx, "P5"))}), IsEmpty());
}

TEST_P(TreeSuccessors, RowsOfAFileMayNameAParentThatIsGone) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put_country(store.database());
  auto tx = store.database().begin_read();
  std::vector<UnitRow> rows{board(2, "N1", "P1", "2026-02-01"), board(3, "N2", "P1", "2025-08-01"),
                            board(4, "N3", "P1", "2024-01-01"), board(5, "N4", "P4", "2024-01-01"),
                            board(6, "N5", "NO", "2024-01-01")};
  const auto problems = tree_.resolve_parents(tx, rows);
  EXPECT_EQ(rows[0].parent_code, "P10");
  EXPECT_EQ(rows[1].parent_code, "P9");
  EXPECT_EQ(rows[2].parent_code, "P1");  // it was still there
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].line, 5);
  EXPECT_EQ(problems[0].parameters.at("codes"), "P5, P6");
}

// Random mergers, one after the other: places worked out step by step are those worked out from nothing, no path
// holds a unit twice, and whoever ended stands below whoever took the place alone.
TEST_P(TreeSuccessors, StepByStepAndFromNothingGiveTheSamePlaces) {
  NEEDS_ENGINE();
  std::mt19937 random(11);
  const int rounds = GetParam() == "sqlite" ? 25 : 2;
  for (int round = 0; round < rounds; ++round) {
    support::Store store(GetParam(), all());
    auto& db = store.database();
    std::vector<UnitRow> rows{centre()};
    std::vector<std::string> alive;
    for (int i = 0; i < 8; ++i) {
      const auto code = "U" + std::to_string(i);
      rows.push_back(board(2 + i, code, i < 3 || random() % 2 ? "TW" : alive[random() % alive.size()], "1990-01-01"));
      alive.push_back(code);
    }
    put(db, rows, "2001-06-01");
    for (int step = 0; step < 5; ++step) {
      const base::Date on{day("2000-01-01").days + step * 200};
      auto tx = db.begin();
      // A leaf ends and another unit, any that stays, takes its place.
      std::vector<std::string> leaves;
      for (const auto& code : alive)
        if (!tree_.count_children(tx, *tree_.find_unit(tx, code), on)) leaves.push_back(code);
      const auto gone = leaves[random() % leaves.size()];
      std::erase(alive, gone);
      auto row = board(1, gone, "", "1990-01-01");
      const auto span = *tree_.find_span(tx, *tree_.find_unit(tx, gone), on);
      row.parent_code = span.parent_code, row.name = span.name, row.to = on;
      ASSERT_THAT(tree_.check_rows(tx, std::vector{row}), IsEmpty());
      tree_.store_rows(tx, std::vector{row}, day("2001-06-01"));
      std::vector<Successor> successors;
      for (std::size_t i = 0; i <= random() % 2; ++i) {
        const Successor s{*tree_.find_unit(tx, gone), *tree_.find_unit(tx, alive[random() % alive.size()]), on, step};
        if (successors.empty() || successors[0].successor != s.successor) successors.push_back(s);
      }
      tree_.add_successors(tx, successors, day("2001-06-01"));
      tx.commit();
    }
    const auto paths = [&] {
      auto tx = db.begin_read();
      std::vector<std::string> out;
      tx.each("SELECT path FROM tree_scope ORDER BY unit_id",
              [&](platform::Row row) { out.push_back(row.get<std::string>(0)); });
      for (const auto& path : out) {
        EXPECT_TRUE(path.starts_with("/1/")) << path;
        std::set<std::string> units;
        std::istringstream parts(path.substr(1));
        for (std::string unit; std::getline(parts, unit, '/');) EXPECT_TRUE(units.insert(unit).second) << path;
      }
      return out;
    };
    const auto step_by_step = paths();
    rebuild(db, "2001-06-01");
    EXPECT_EQ(paths(), step_by_step) << round;
  }
}

}  // namespace
}  // namespace tree
