// The list of weak organisations at the size of the country: 270,000 cells, 5.3 million members, 12.5 million spells.
// LIENTHONG_TEST_PG adds PostgreSQL.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/reviews/reviews.h"
#include "platform/crypto/crypto.h"
#include "tests/support/national_units.h"

namespace reviews {
namespace {

constexpr std::size_t people = 5'300'000;

// Members of random cells, each with a probation that was recognised and often one transfer.
std::shared_ptr<const members::Columns> national_columns(const std::vector<tree::UnitId>& cells) {
  using members::EndReason;
  std::mt19937 chance(20261122);
  const auto pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(chance); };
  const auto cell = [&] { return std::uint32_t(cells[std::size_t(pick(0, int(cells.size()) - 1))].value); };
  auto c = std::make_shared<members::Columns>();
  c->first_spell.push_back(0);
  const auto add = [&](std::uint32_t unit, int from, int to, members::Status status, std::uint8_t reason) {
    c->unit.push_back(unit), c->from.push_back(from), c->to.push_back(to);
    c->status.push_back(std::uint8_t(status)), c->reason.push_back(reason);
  };
  for (std::size_t m = 0; m < people; ++m) {
    c->id.push_back(std::uint32_t(m + 1));
    auto home = cell();
    const int begins = pick(3000, 20700), official = begins + 365;
    add(home, begins, official, members::Status::probationary, std::uint8_t(EndReason::recognised));
    if (pick(0, 99) < 36) {
      const int moved = official + pick(1, 3000);
      add(home, official, moved, members::Status::official, std::uint8_t(EndReason::transferred));
      add(cell(), moved, members::no_day, members::Status::official, members::no_value);
    } else
      add(home, official, members::no_day, members::Status::official, members::no_value);
    c->first_spell.push_back(std::uint32_t(c->unit.size()));
  }
  return c;
}

struct Country {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "lienthong_reviews_bench";
  std::unique_ptr<platform::Database> database;
  platform::SystemClock clock;
  platform::Files files;
  tree::Tree tree;
  std::unique_ptr<identity::Access> access;
  platform::SigningKey key;
  std::unique_ptr<audit::Audit> audit;
  std::unique_ptr<policy::Policy> policy;
  std::unique_ptr<documents::Documents> documents;
  std::unique_ptr<Reviews> reviews;
  base::Actor actor{base::ActorKind::operating_system, 0, "os:bench", 0, "", ""};

  explicit Country(const std::string& engine) {
    platform::start_crypto();
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    database = platform::Database::open(engine == "sqlite" ? (folder / "store.db").string()
                                                           : std::getenv("LIENTHONG_TEST_PG"));
    if (engine != "sqlite") {
      auto tx = database->begin();
      tx.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
      tx.commit();
    }
    std::vector<platform::Migration> all;
    for (auto& [module, sql] :
         {std::pair("files", platform::files::migrations()), std::pair("audit", audit::migrations()),
          std::pair("tree", tree::migrations()), std::pair("identity", identity::migrations()),
          std::pair("policy", policy::migrations()), std::pair("documents", documents::migrations()),
          std::pair("reviews", migrations())})
      for (auto& m : platform::read_migrations(module, sql)) all.push_back(m);
    database->migrate(all);
    access = std::make_unique<identity::Access>(tree, clock);
    key = platform::new_signing_key();
    audit = std::make_unique<audit::Audit>(*database, clock, key, folder);
    policy = std::make_unique<policy::Policy>(*database, *access, *audit, clock);
    policy->add(rules());
    documents =
        std::make_unique<documents::Documents>(documents::Surroundings{*database, clock, files, *audit, tree, *access});
    reviews = std::make_unique<Reviews>(Surroundings{*database, clock, tree, *audit, *access, *policy, *documents});
    tree.listen(reviews->tree_listener());
    fill();
  }

  void fill() {
    const auto rows = support::national_units();
    auto tx = database->begin();
    tree.store_rows(tx, rows, clock.today());
    std::vector<tree::UnitId> cells;
    for (const auto& row : rows)
      if (row.kind == tree::UnitKind::cell) cells.push_back(tree.find_unit(tx, row.code).value());
    reviews->listener().prepare(national_columns(cells));
    reviews->listener().replaced(tx);
    tx.commit();
  }
};

Country& country() {
  static Country all(std::getenv("LIENTHONG_TEST_PG") ? "postgresql" : "sqlite");
  return all;
}

void first_page(benchmark::State& state, const char* unit) {
  auto& c = country();
  std::int64_t total = 0;
  for (auto _ : state) total = c.reviews->list_weak(c.actor, {unit, {}, {}, {}, {}}, "", 50).total;
  state.counters["listed"] = double(total);
}
BENCHMARK_CAPTURE(first_page, nation, "TW")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(first_page, province, "P01")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(first_page, commune, "P01.H01.X01")->Unit(benchmark::kMillisecond);

// The tree has changed: the next list reads it anew.
void after_a_change_of_the_tree(benchmark::State& state) {
  auto& c = country();
  int edit = 0;
  for (auto _ : state) {
    state.PauseTiming();
    {
      auto tx = c.database->begin();
      c.tree.store_rows(tx,
                        std::vector<tree::UnitRow>{{1,
                                                    "P01.B" + std::to_string(++edit),
                                                    "Ban mới",
                                                    tree::UnitKind::board,
                                                    tree::UnitLevel::none,
                                                    "P01",
                                                    *base::make_date(2020, 1, 1),
                                                    {}}},
                        c.clock.today());
      tx.commit();
    }
    state.ResumeTiming();
    c.reviews->list_weak(c.actor, {"TW", {}, {}, {}, {}}, "", 50);
  }
}
BENCHMARK(after_a_change_of_the_tree)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace reviews
