#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "modules/tree/tree_test_support.h"

namespace tree {
namespace {

class TreeRandom : public TreeStore {};
INSTANTIATE_TEST_SUITE_P(Engines, TreeRandom, support::engines(), support::engine_name);

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

TEST_P(TreeRandom, RandomRowsAreRefusedExactlyWhenADayIsBroken) {
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

TEST_P(TreeRandom, OrderOfRowsDoesNotMatterAndScopeIsTheTree) {
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

}  // namespace
}  // namespace tree
