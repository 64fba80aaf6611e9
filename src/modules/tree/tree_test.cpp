#include "modules/tree/tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "tests/support/national_units.h"
#include "tests/support/test_store.h"

namespace tree {
namespace {

using testing::ElementsAre;

base::Date day(const char* iso) { return *base::parse_iso_date(iso); }

UnitRow make_row(std::int64_t line, std::string code, UnitKind kind, UnitLevel level, std::string parent,
                 const char* from, const char* to = nullptr, std::string name = {}) {
  UnitRow r{line,      code,        name.empty() ? "Đơn vị " + code : name, kind, level, std::move(parent),
            day(from), std::nullopt};
  if (to) r.to = day(to);
  return r;
}
UnitRow centre(std::int64_t line = 1) {
  return make_row(line, "TW", UnitKind::central, UnitLevel::centre, "", "1930-02-03", nullptr, "Trung ương");
}
UnitRow province(std::int64_t line, std::string code, const char* from, const char* to = nullptr,
                 std::string parent = "TW") {
  return make_row(line, std::move(code), UnitKind::province, UnitLevel::province, std::move(parent), from, to);
}
UnitRow board(std::int64_t line, std::string code, std::string parent, const char* from, const char* to = nullptr) {
  return make_row(line, std::move(code), UnitKind::board, UnitLevel::none, std::move(parent), from, to);
}

class TreeTest : public testing::TestWithParam<std::string> {
 protected:
  static std::vector<platform::Migration> all() { return platform::read_migrations("tree", migrations()); }
  std::vector<std::string> check(platform::Database& db, const std::vector<UnitRow>& rows) {
    auto tx = db.begin_read();
    std::vector<std::string> keys;
    for (const auto& p : tree_.check_rows(tx, rows))
      keys.push_back(std::to_string(p.line) + " " + p.field + " " + p.key);
    return keys;
  }
  void put(platform::Database& db, const std::vector<UnitRow>& rows, const char* today = "2023-06-01") {
    ASSERT_THAT(check(db, rows), ElementsAre());
    auto tx = db.begin();
    tree_.store_rows(tx, rows, day(today));
    tx.commit();
  }
  std::string path_codes(platform::Transaction& tx, const std::string& code) {
    std::string out;
    const std::string path = tree_.path(tx, *tree_.find_unit(tx, code));
    for (std::size_t at = 1; at < path.size();) {
      const auto end = path.find('/', at);
      out +=
          "/" + tx.find<std::string>("SELECT code FROM tree_unit WHERE id = ?", std::stoll(path.substr(at, end - at)))
                    .value_or("?");
      at = end + 1;
    }
    return out;
  }
  Tree tree_;
};
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

TEST_P(TreeTest, RefusesDuplicateAndOverlappingRows) {
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

TEST_P(TreeTest, RefusesParentsThatAreMissingOnAnyDay) {
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

TEST_P(TreeTest, RefusesWhatWouldLeaveStoredChildrenBehind) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto& db = store.database();
  put(db, {centre(), province(2, "P", "1990-01-01"), board(3, "B", "P", "1995-01-01")});
  EXPECT_THAT(check(db, {province(7, "P", "1990-01-01", "2010-01-01")}), ElementsAre("7 to tree.children_left"));
  EXPECT_THAT(check(db, {province(7, "P", "1990-01-01", "2010-01-01"), board(8, "B", "P", "1995-01-01", "2010-01-01")}),
              ElementsAre());
}

TEST_P(TreeTest, RefusesCyclesOnAnyDayAndOnlyThose) {
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

TEST_P(TreeTest, ACycleThroughTheStoreIsSeen) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  put(store.database(), {centre(), board(2, "A", "TW", "1990-01-01"), board(3, "B", "A", "1990-01-01"),
                         board(4, "C", "B", "1990-01-01")});
  EXPECT_THAT(check(store.database(), {board(9, "A", "C", "2010-01-01")}), ElementsAre("9 parent_code tree.cycle"));
}

TEST_P(TreeTest, RefusesRootsKindsLevelsAndCodesThatMakeNoSense) {
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
  {
    auto tx = db.begin();
    EXPECT_FALSE(tree_.refresh_scope(tx, day("2029-12-31")));
    EXPECT_TRUE(tree_.refresh_scope(tx, day("2030-01-01")));
    tx.commit();
  }
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

// ---- properties ----

std::vector<UnitRow> random_rows(std::mt19937& random, int units) {
  const auto any = [&](int n) { return int(random() % unsigned(n)); };
  std::vector<UnitRow> rows{centre()};
  for (int u = 0; u < units; ++u) {
    int year = 1990 + any(8);
    const int stretches = 1 + any(3);
    for (int i = 0; i < stretches; ++i) {
      const int next = year + 1 + any(12);
      auto r = board(std::int64_t(rows.size()) + 1, "U" + std::to_string(u),
                     any(3) ? "U" + std::to_string(any(units)) : "TW", "1990-01-01");
      r.from = *base::make_date(year, 1, 1);
      if (i + 1 < stretches || any(3) == 0) r.to = *base::make_date(next, 1, 1);
      if (any(12) == 0) r.parent_code = "NONE";
      rows.push_back(r);
      year = next + (any(10) == 0 ? 1 : 0);
    }
  }
  return rows;
}

// What the tree promises, looked at on every first of January by the plainest means.
std::string broken_day(const std::vector<UnitRow>& rows) {
  for (int year = 1985; year < 2045; ++year) {
    const auto on = *base::make_date(year, 1, 1);
    std::map<std::string, std::string> parents;
    for (const auto& r : rows)
      if (r.from <= on && (!r.to || on < *r.to)) {
        if (parents.contains(r.code)) return "two rows " + r.code;
        parents[r.code] = r.parent_code;
      }
    for (const auto& [code, first] : parents) {
      std::string at = code;
      for (std::size_t steps = 0; !at.empty(); ++steps) {
        if (!parents.contains(at)) return "dangling " + at;
        if (steps > parents.size()) return "cycle " + code;
        at = parents[at];
      }
    }
  }
  return {};
}

// Takes away the codes with problems until none is left, as an import of the valid rows does.
std::vector<UnitRow> keep_valid(const Tree& tree, platform::Transaction& tx, std::vector<UnitRow> rows) {
  for (;;) {
    std::map<std::int64_t, std::string> codes;
    for (const auto& r : rows) codes[r.line] = r.code;
    std::set<std::string> refused;
    for (const auto& p : tree.check_rows(tx, rows)) refused.insert(codes[p.line]);
    if (refused.empty()) return rows;
    std::erase_if(rows, [&](const auto& r) { return refused.contains(r.code); });
  }
}

TEST_P(TreeTest, RandomRowsAreRefusedExactlyWhenADayIsBroken) {
  NEEDS_ENGINE();
  support::Store store(GetParam(), all());
  auto tx = store.database().begin_read();
  std::mt19937 random(20261122);
  int whole = 0;
  const int rounds = GetParam() == "sqlite" ? 1500 : 100;
  for (int i = 0; i < rounds; ++i) {
    const auto rows = random_rows(random, 1 + int(random() % 6));
    const auto problems = tree_.check_rows(tx, rows);
    const auto broken = broken_day(rows);
    EXPECT_EQ(problems.empty(), broken.empty())
        << i << " " << broken << " " << (problems.empty() ? "" : problems[0].key);
    whole += problems.empty();
    EXPECT_EQ(broken_day(keep_valid(tree_, tx, rows)), "") << i;
  }
  EXPECT_GT(whole, rounds / 100);
}

TEST_P(TreeTest, OrderOfRowsDoesNotMatterAndScopeIsTheTree) {
  NEEDS_ENGINE();
  std::mt19937 random(7);
  const int rounds = GetParam() == "sqlite" ? 40 : 4;
  for (int i = 0; i < rounds; ++i) {
    support::Store one(GetParam(), all()), two(GetParam(), all());
    std::vector<UnitRow> rows;
    {
      auto tx = one.database().begin_read();
      rows = keep_valid(tree_, tx, random_rows(random, 12));
    }
    auto shuffled = rows;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const auto dump = [&](platform::Database& db, const std::vector<std::vector<UnitRow>>& batches) {
      for (const auto& batch : batches) {
        auto tx = db.begin();
        tree_.store_rows(tx, batch, day("2003-05-05"));
        tx.commit();
      }
      auto tx = db.begin_read();
      std::string out;
      tree_.each_span(tx, [&](const UnitSpan& s) {
        out += s.code + s.parent_code + base::to_iso(s.from) + (s.to ? base::to_iso(*s.to) : "") + "\n";
      });
      tx.each("SELECT code FROM tree_unit ORDER BY code", [&](platform::Row row) {
        const auto unit = *tree_.find_unit(tx, row.get<std::string>(0));
        if (const auto now = tree_.find_span(tx, unit, day("2003-05-05"))) {
          std::string line;
          for (const auto& s : tree_.list_ancestors(tx, unit, day("2003-05-05"))) line += "/" + s.code;
          EXPECT_EQ(path_codes(tx, now->code), line);
        }
        out += path_codes(tx, row.get<std::string>(0)) + "\n";
      });
      return out;
    };
    EXPECT_EQ(dump(one.database(), {rows}), dump(two.database(), {shuffled, shuffled}));
  }
}

// A store with the small country and a second one to lay over it: names, a moved province, its commune's end.
struct GreatChange {
  std::vector<UnitRow> before = support::national_units({4, 2, 6, 4, 4}), after = before;
  GreatChange() {
    for (auto& row : after) row.name += " (tên mới)";
    for (auto& row : after)
      if (row.code == "P02") row.kind = UnitKind::committee_central;
    after.push_back(province(9000, "P77", "1990-01-01"));
    for (auto& row : after)
      if (row.parent_code == "P01" && row.from >= day("1990-01-01")) row.parent_code = "P77";
    after.push_back(board(9001, "P77.B", "P77", "1995-01-01", "2030-01-01"));
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
        "SELECT path, '', '', '', '', '', '', '' FROM tree_next_path"})
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

TEST_P(TreeTest, AStagedChangeIsSeenWholeOrNotAtAll) {
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

TEST_P(TreeTest, AStagingThatIsGivenUpLeavesNothing) {
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

TEST_P(TreeTest, AStagingThatTheTreeOvertookIsNotFlipped) {
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
