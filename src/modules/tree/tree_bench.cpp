// The tree at the size of the country. Figures are for docs/bench; LIENTHONG_TEST_PG adds PostgreSQL.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "modules/tree/tree.h"
#include "tests/support/national_units.h"

namespace tree {
namespace {

struct Country {
  std::unique_ptr<platform::Database> database;
  Tree tree;
  explicit Country(const std::string& engine) {
    const auto folder = std::filesystem::temp_directory_path() / "lienthong_tree_bench";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    database = platform::Database::open(engine == "sqlite" ? (folder / "store.db").string()
                                                           : std::getenv("LIENTHONG_TEST_PG"));
    if (engine != "sqlite") {
      auto tx = database->begin();
      tx.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
      tx.commit();
    }
    database->migrate(platform::read_migrations("tree", migrations()));
  }
  void fill() {
    const auto rows = support::national_units();
    auto tx = database->begin();
    const auto problems = tree.check_rows(tx, rows);
    CHECK(problems.empty());
    tree.store_rows(tx, rows, *base::make_date(2024, 1, 1));
    tx.commit();
    {
      auto analyse = database->begin();
      for (const char* table : {"tree_unit", "tree_span", "tree_path"}) analyse.count_again(table);
      analyse.commit();
    }
  }
};

Country& country(const std::string& engine) {
  static std::map<std::string, std::unique_ptr<Country>> all;
  auto& one = all[engine];
  if (!one) {
    one = std::make_unique<Country>(engine);
    one->fill();
  }
  return *one;
}

void store_country(benchmark::State& state, const std::string& engine) {
  const auto rows = support::national_units();
  for (auto _ : state) {
    Country c(engine);
    auto tx = c.database->begin();
    const auto problems = c.tree.check_rows(tx, rows);
    CHECK(problems.empty());
    c.tree.store_rows(tx, rows, *base::make_date(2024, 1, 1));
    tx.commit();
  }
  state.counters["rows"] = double(rows.size());
}

void check_country(benchmark::State& state, const std::string& engine) {
  const auto rows = support::national_units();
  auto& c = country(engine);
  auto tx = c.database->begin_read();
  for (auto _ : state) benchmark::DoNotOptimize(c.tree.check_rows(tx, rows));
}

void children(benchmark::State& state, const std::string& engine, const std::string& code) {
  auto& c = country(engine);
  for (auto _ : state) {
    auto tx = c.database->begin_read();
    benchmark::DoNotOptimize(
        c.tree.list_children(tx, *c.tree.find_unit(tx, code), *base::make_date(2023, 6, 1), 0, 200));
  }
}

void search(benchmark::State& state, const std::string& engine, const std::string& text, const std::string& below) {
  auto& c = country(engine);
  for (auto _ : state) {
    auto tx = c.database->begin_read();
    std::vector<std::string> paths;
    if (!below.empty()) paths.push_back(c.tree.path(tx, *c.tree.find_unit(tx, below)));
    benchmark::DoNotOptimize(c.tree.search(tx, text, *base::make_date(2023, 6, 1), paths, 20));
  }
}

void move_district(benchmark::State& state, const std::string& engine) {
  auto& c = country(engine);
  int year = 2030;
  for (auto _ : state) {
    auto tx = c.database->begin();
    const std::vector<UnitRow> rows{{2, "G000100", "Đảng bộ cơ sở Mới " + std::to_string(year),
                                     UnitKind::grassroots_committee, UnitLevel::grassroots, "P02",
                                     *base::make_date(2024 + year % 2, 1, 1), std::nullopt}};
    ++year;
    CHECK(c.tree.check_rows(tx, rows).empty());
    c.tree.store_rows(tx, rows, *base::make_date(2024, 1, 1));
    tx.commit();
  }
}

int add_all() {
  std::vector<std::string> engines{"sqlite"};
  if (std::getenv("LIENTHONG_TEST_PG")) engines.push_back("postgresql");
  for (const auto& e : engines) {
    using benchmark::kMillisecond;
    const auto add = [&](const std::string& name, auto f) {
      benchmark::RegisterBenchmark((name + "/" + e).c_str(), f)->Unit(kMillisecond);
    };
    benchmark::RegisterBenchmark(("store_country/" + e).c_str(), [e](benchmark::State& s) { store_country(s, e); })
        ->Unit(kMillisecond)
        ->Iterations(1);
    add("check_country", [e](benchmark::State& s) { check_country(s, e); });
    add("children_of_the_centre", [e](benchmark::State& s) { children(s, e, "TW"); });
    add("children_of_a_district", [e](benchmark::State& s) { children(s, e, "P01.H01"); });
    add("search_rare", [e](benchmark::State& s) { search(s, e, "hoa thuy 3", ""); });
    add("search_two_words", [e](benchmark::State& s) { search(s, e, "dong son", ""); });
    add("search_common", [e](benchmark::State& s) { search(s, e, "chi bo", ""); });
    add("search_common_cells", [e](benchmark::State& s) { search(s, e, "chi bo thon", ""); });
    add("search_one_letter", [e](benchmark::State& s) { search(s, e, "t", ""); });
    add("search_in_province", [e](benchmark::State& s) { search(s, e, "chi bo thon dong", "P05"); });
    add("search_code", [e](benchmark::State& s) { search(s, e, "G0001", ""); });
    add("change_one", [e](benchmark::State& s) { move_district(s, e); });
  }
  return 0;
}
const int added = add_all();

}  // namespace
}  // namespace tree
