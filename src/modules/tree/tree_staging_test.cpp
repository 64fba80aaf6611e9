#include <algorithm>

#include "modules/tree/tree_test_support.h"
#include "tests/support/national_units.h"

namespace tree {
namespace {

class TreeStaging : public TreeStore {};
INSTANTIATE_TEST_SUITE_P(Engines, TreeStaging, support::engines(), support::engine_name);

// A store with the small country and a second one to lay over it: names, a moved province, its commune's end.
struct GreatChange {
  std::vector<UnitRow> before, after;
  explicit GreatChange(const support::NationalSize& size = {4, 2, 6, 4, 4})
      : before(support::national_units(size)), after(before) {
    for (auto& row : after) row.name += " (tên mới)";
    for (auto& row : after)
      if (row.code == "P02") row.kind = UnitKind::committee_central;
    after.push_back(province(9000, "P77", "1990-01-01"));
    for (auto& row : after)
      if (row.parent_code == "P01" && row.from >= day("1990-01-01")) row.parent_code = "P77";
    after.push_back(board(9001, "P77.B", "P77", "1995-01-01", "2030-01-01"));
  }
};

// So many units below one that moves that their paths make a new edition.
struct GreatMove : GreatChange {
  GreatMove() : GreatChange({9, 4, 6, 5, 5}) {
    for (auto& row : after)
      if (row.parent_code == "TW") row.parent_code = "MIEN";
    after.push_back(board(9002, "MIEN", "TW", "1930-02-03"));
    after.back().kind = UnitKind::committee_central, after.back().level = UnitLevel::province;
  }
};

// Every row of the module's tables, without the ids of spans and what only the staging knows.
std::vector<std::string> everything_stored(platform::Transaction& tx) {
  std::vector<std::string> out;
  for (const char* sql :
       {"SELECT u.code, s.name, s.words, s.kind || s.level, COALESCE(p.code, ''), s.from_date, COALESCE(s.to_date, "
        "''), "
        "CASE WHEN (SELECT generation FROM tree_state) BETWEEN s.first_seen AND s.last_seen THEN 'seen' ELSE '' END "
        "FROM tree_span s JOIN tree_unit u ON u.id = s.unit_id LEFT JOIN tree_unit p ON p.id = s.parent_id",
        "SELECT u.code, c.path, '', '', '', '', '', '' FROM tree_scope c JOIN tree_unit u ON u.id = c.unit_id",
        "SELECT u.code, '', '', '', '', '', '', '' FROM tree_unit u",
        "SELECT path, 'beside', '', '', '', '', '', '' FROM tree_path WHERE edition <> (SELECT edition FROM "
        "tree_state)"})
    tx.each(sql, [&](platform::Row row) {
      std::string line;
      for (int i = 0; i < 8; ++i) line += row.get<std::string>(i) + "|";
      out.push_back(std::move(line));
    });
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> everything_seen(const Tree& tree, platform::Transaction& tx) {
  std::vector<std::string> out;
  tree.each_span(tx, [&](const UnitSpan& s) {
    out.push_back(s.code + "|" + s.name + "|" + s.parent_code + "|" + base::to_iso(s.from) +
                  (s.to ? base::to_iso(*s.to) : "") + "|" + std::to_string(int(s.kind)));
  });
  return out;
}

TEST_P(TreeStaging, AStagedChangeIsSeenWholeOrNotAtAll) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  const GreatChange change;
  put(db, change.before);
  const auto today = day("2023-06-01");
  std::vector<std::string> old;
  {
    auto tx = db.begin_read();
    old = everything_seen(tree_, tx);
  }
  int batches = 0;
  const auto version = [&] {
    auto tx = db.begin_read();
    return tree_.version(tx);
  }();
  const auto staged = tree_.stage_rows(db, change.after, today, version, [&](auto, auto) {
    if (++batches % 5 != 0) return;
    auto tx = db.begin_read();
    EXPECT_EQ(everything_seen(tree_, tx), old);
  });
  ASSERT_TRUE(staged);
  {
    auto tx = db.begin_read();
    EXPECT_EQ(everything_seen(tree_, tx), old);
    EXPECT_FALSE(tree_.find_unit(tx, "P77"));
    EXPECT_TRUE(tree_.search(tx, "ten moi", today, {}, 5).empty());
  }
  auto reader = db.begin_read();
  EXPECT_EQ(everything_seen(tree_, reader), old);
  {
    auto tx = db.begin();
    ASSERT_TRUE(tree_.flip(tx, *staged, today));
    tx.commit();
  }
  EXPECT_EQ(everything_seen(tree_, reader), old);  // who began before the flip goes on as they began
  tree_.tidy(db);
  // The same rows stored in one transaction give the same tables.
  support::Store direct(GetParam(), all());
  put(direct.database(), change.before);
  put(direct.database(), change.after);
  auto one = db.begin_read(), other = direct.database().begin_read();
  EXPECT_EQ(everything_seen(tree_, one), everything_seen(tree_, other));
  EXPECT_EQ(everything_stored(one).size(), everything_stored(other).size());
  EXPECT_EQ(tree_.search(one, "ten moi", today, {}, 50).size(), 50u);
  EXPECT_EQ(tree_.search(one, "P77", today, {}, 5).at(0).code, "P77");
  EXPECT_EQ(path_codes(one, "P01.H01.X01"), path_codes(other, "P01.H01.X01"));
}

TEST_P(TreeStaging, AStagingThatIsGivenUpLeavesNothing) {
  NEEDS_ENGINE();
  const GreatChange change;
  for (const int give_up_after : {1, 3, 6, 1000}) {
    support::Store store(GetParam(), all());
    auto& db = store.database();
    put(db, change.before);
    std::vector<std::string> before;
    std::int64_t version = 0;
    {
      auto tx = db.begin_read();
      before = everything_stored(tx);
      version = tree_.version(tx);
    }
    int batches = 0;
    struct GivenUp {};
    try {
      tree_.stage_rows(db, change.after, day("2023-06-01"), version, [&](auto, auto) {
        if (++batches == give_up_after) throw GivenUp{};
      });
    } catch (const GivenUp&) {
    }
    store.reopen();  // as after a crash: what is staged lies in the store
    {
      auto tx = store.database().begin_read();
      EXPECT_NE(everything_stored(tx), before);
    }
    tree_.tidy(store.database());
    auto tx = store.database().begin_read();
    EXPECT_EQ(everything_stored(tx), before);
    EXPECT_TRUE(tree_.search(tx, "ten moi", day("2023-06-01"), {}, 5).empty());
  }
}

TEST_P(TreeStaging, AGreatMoveIsSeenWholeOrNotAtAll) {
  NEEDS_ENGINE();
  const GreatMove change;
  const auto today = day("2023-06-01");
  for (const int give_up_after : {5, 9, 1000}) {
    support::Store store(GetParam(), all());
    put(store.database(), change.before);
    const auto before = [&] {
      auto tx = store.database().begin_read();
      return everything_stored(tx);
    }();
    struct GivenUp {};
    int batches = 0;
    std::optional<Tree::Staged> staged;
    try {
      staged = tree_.stage_rows(store.database(), change.after, today, 1, [&](auto, auto) {
        if (++batches == give_up_after) throw GivenUp{};
      });
    } catch (const GivenUp&) {
    }
    EXPECT_EQ(staged.has_value(), give_up_after > batches);
    if (staged) {
      EXPECT_TRUE(staged->moved.empty());  // nothing is left for the flip to move
      auto reader = store.database().begin_read();
      EXPECT_EQ(path_codes(reader, "P01.H01.X01"), "/TW/P01/P01.H01/P01.H01.X01");
      auto tx = store.database().begin();
      ASSERT_TRUE(tree_.flip(tx, *staged, today));
      tx.commit();
      EXPECT_EQ(path_codes(reader, "P01.H01.X01"), "/TW/P01/P01.H01/P01.H01.X01");
    }
    store.reopen();  // as after a crash
    tree_.tidy(store.database());
    auto tx = store.database().begin_read();
    if (!staged) {
      EXPECT_EQ(everything_stored(tx), before);
      continue;
    }
    EXPECT_EQ(path_codes(tx, "P02.H01.X01"), "/TW/MIEN/P02/P02.H01/P02.H01.X01");
    support::Store direct(GetParam(), all());
    put(direct.database(), change.after);
    auto other = direct.database().begin_read();
    EXPECT_EQ(everything_seen(tree_, tx), everything_seen(tree_, other));
    EXPECT_EQ(everything_stored(tx).size(), everything_stored(other).size());
  }
}

TEST_P(TreeStaging, ADayThatMovesManyUnitsIsSeenWholeOrNotAtAll) {
  NEEDS_ENGINE();
  const auto rows = support::national_units({9, 4, 6, 5, 5});
  support::Store store(GetParam(), all()), direct(GetParam(), all());
  put(store.database(), rows, "2025-06-30");
  put(direct.database(), rows, "2025-07-01");
  const auto paths = [&](platform::Transaction& tx) {
    std::vector<std::string> out;
    tx.each("SELECT path FROM tree_scope ORDER BY unit_id",
            [&](platform::Row row) { out.push_back(row.get<std::string>(0)); });
    return out;
  };
  auto reader = store.database().begin_read();
  const auto before = paths(reader);
  EXPECT_TRUE(tree_.refresh_scope(store.database(), day("2025-07-01")));
  EXPECT_EQ(paths(reader), before);
  auto now = store.database().begin_read(), other = direct.database().begin_read();
  EXPECT_EQ(paths(now), paths(other));
  EXPECT_EQ(everything_stored(now), everything_stored(other));  // the old edition is gone
  EXPECT_EQ(path_codes(now, "P01.H01.X01"), "/TW/P01/P01.H01.X01");
  EXPECT_FALSE(tree_.refresh_scope(store.database(), day("2025-07-01")));
}

TEST_P(TreeStaging, AClosedTreeTakesNoOtherChangeUntilItIsTidied) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db, {centre(), province(2, "P1", "1990-01-01")});
  const std::vector<UnitRow> rows{province(2, "P2", "1990-01-01")};
  tree_.close(db, day("2023-06-01"));
  try {
    auto tx = db.begin();
    tree_.store_rows(tx, rows, day("2023-06-01"));
    ADD_FAILURE() << "a closed tree was changed";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.key(), "tree.closed");
  }
  tree_.tidy(db);
  put(db, rows);
  auto tx = db.begin_read();
  EXPECT_TRUE(tree_.find_unit(tx, "P2"));
}

TEST_P(TreeStaging, FewRowsThatMoveManyUnitsAreGreat) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put(store.database(), GreatMove().before);
  auto tx = store.database().begin_read();
  const auto moved = [](const char* from, const char* code, const char* parent) {
    return std::vector<UnitRow>{province(2, code, from, nullptr, parent)};
  };
  EXPECT_FALSE(tree_.is_great(tx, moved("2000-01-01", "P01", "P02")));  // one province
  auto all_moved = moved("2000-01-01", "P01", "P09");
  for (int p = 2; p < 9; ++p)
    all_moved.push_back(province(p + 1, "P0" + std::to_string(p), "2000-01-01", nullptr, "P09"));
  EXPECT_TRUE(tree_.is_great(tx, all_moved));
  for (auto& row : all_moved) row.parent_code = "TW";
  EXPECT_FALSE(tree_.is_great(tx, all_moved));  // they stand there
  for (auto& row : all_moved) row.parent_code = "P09", row.from = day("2030-01-01");
  EXPECT_FALSE(tree_.is_great(tx, all_moved));  // not yet
  for (auto& row : all_moved) row.from = day("2000-01-01"), row.to = day("2010-01-01");
  EXPECT_TRUE(tree_.is_great(tx, all_moved));  // ended, and last there
}

TEST_P(TreeStaging, ANewRootAboveEverythingIsGreat) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put(store.database(), GreatMove().before);
  auto tx = store.database().begin_read();
  auto top = province(2, "NEW", "2000-01-01"), old_top = province(3, "TW", "2000-01-01");
  top.parent_code.clear();
  old_top.parent_code = "NEW";
  EXPECT_TRUE(tree_.is_great(tx, std::vector<UnitRow>{top, old_top}));
}

TEST_P(TreeStaging, AStagingThatTheTreeOvertookIsNotFlipped) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  const GreatChange change;
  put(db, change.before);
  std::int64_t version = 0;
  {
    auto tx = db.begin_read();
    version = tree_.version(tx);
  }
  const auto today = day("2023-06-01");
  const auto staged = tree_.stage_rows(db, change.after, today, version, [](auto, auto) {});
  ASSERT_TRUE(staged);
  put(db, {province(2, "P77", "1980-01-01")});  // the same code as one that is staged
  {
    auto tx = db.begin();
    EXPECT_FALSE(tree_.flip(tx, *staged, today));
  }
  EXPECT_FALSE(tree_.stage_rows(db, change.after, today, version, [](auto, auto) {}));
  tree_.tidy(db);
  auto tx = db.begin_read();
  EXPECT_EQ(tree_.find_span(tx, *tree_.find_unit(tx, "P77"), today)->from, day("1980-01-01"));
  EXPECT_FALSE(tree_.find_unit(tx, "P77.B"));
}

}  // namespace
}  // namespace tree
