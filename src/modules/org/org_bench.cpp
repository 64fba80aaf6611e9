// Import and export of units at the size of the country, CSV and XLSX. LIENTHONG_TEST_PG adds PostgreSQL.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>

#include "modules/org/org.h"
#include "tests/support/national_units.h"

namespace org {
namespace {

std::filesystem::path bench_folder() {
  const auto folder = std::filesystem::temp_directory_path() / "lienthong_org_bench";
  std::filesystem::create_directories(folder);
  return folder;
}

struct Office {
  std::unique_ptr<platform::Database> database;
  platform::SystemClock clock;
  tree::Tree tree;
  std::unique_ptr<identity::Access> access;
  platform::SigningKey key;
  std::unique_ptr<audit::Audit> audit;
  std::unique_ptr<platform::Jobs> jobs;
  std::unique_ptr<OrgService> org;
  base::Actor actor{base::ActorKind::operating_system, 0, "os:bench", 0, "", ""};

  explicit Office(const std::string& engine) {
    platform::start_crypto();
    const auto path = bench_folder() / "store.db";
    for (const char* tail : {"", "-wal", "-shm", ".lock"}) std::filesystem::remove(path.string() + tail);
    database = platform::Database::open(engine == "sqlite" ? path.string() : std::getenv("LIENTHONG_TEST_PG"));
    if (engine != "sqlite") {
      auto tx = database->begin();
      tx.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;");
      tx.commit();
    }
    std::vector<platform::Migration> all;
    for (auto& [module, files] :
         {std::pair("audit", audit::migrations()), std::pair("jobs", platform::jobs::migrations()),
          std::pair("tree", tree::migrations()), std::pair("identity", identity::migrations()),
          std::pair("org", org::migrations())})
      for (auto& m : platform::read_migrations(module, files)) all.push_back(m);
    database->migrate(all);
    access = std::make_unique<identity::Access>(tree, clock);
    key = platform::new_signing_key();
    audit = std::make_unique<audit::Audit>(*database, clock, key, bench_folder());
    jobs = std::make_unique<platform::Jobs>(*database, clock);
    org = std::make_unique<OrgService>(*database, tree, *access, *audit, *jobs, clock);
  }
};

std::filesystem::path national_file(platform::TableFormat format) {
  const auto path = bench_folder() / (format == platform::TableFormat::csv ? "units.csv" : "units.xlsx");
  if (std::filesystem::exists(path)) return path;
  const auto writer = platform::create_table(path, format, "A", {5, 6});
  writer->add(std::vector<std::string>{"code", "name", "kind", "level", "parent_code", "from", "to"});
  for (const auto& r : support::national_units())
    writer->add(std::vector<std::string>{r.code, r.name, std::string(base::enum_name(r.kind)),
                                         std::string(base::enum_name(r.level)), r.parent_code, base::to_iso(r.from),
                                         r.to ? base::to_iso(*r.to) : ""});
  writer->finish();
  return path;
}

void import_country(benchmark::State& state, const std::string& engine, platform::TableFormat format) {
  const auto file = national_file(format);
  for (auto _ : state) {
    Office office(engine);
    const auto report = office.org->import_units(office.actor, file, {});
    CHECK(report.summary.stored && report.problems.empty());
    state.counters["rows"] = double(report.summary.rows);
  }
}

void import_again_and_export(benchmark::State& state, const std::string& engine) {
  Office office(engine);
  const auto file = national_file(platform::TableFormat::csv);
  office.org->import_units(office.actor, file, {});
  for (auto _ : state) CHECK(office.org->import_units(office.actor, file, {}).summary.changed == 0);
}

void export_country(benchmark::State& state, const std::string& engine, platform::TableFormat format) {
  Office office(engine);
  office.org->import_units(office.actor, national_file(platform::TableFormat::csv), {});
  for (auto _ : state) office.org->export_units(office.actor, bench_folder() / "out", format);
}

int add_all() {
  std::vector<std::string> engines{"sqlite"};
  if (std::getenv("LIENTHONG_TEST_PG")) engines.push_back("postgresql");
  using platform::TableFormat;
  for (const auto& e : engines) {
    const auto add = [&](const std::string& name, auto f) {
      benchmark::RegisterBenchmark((name + "/" + e).c_str(), f)->Unit(benchmark::kMillisecond)->Iterations(1);
    };
    add("import_csv", [e](benchmark::State& s) { import_country(s, e, TableFormat::csv); });
    add("import_xlsx", [e](benchmark::State& s) { import_country(s, e, TableFormat::xlsx); });
    add("import_again", [e](benchmark::State& s) { import_again_and_export(s, e); });
    add("export_csv", [e](benchmark::State& s) { export_country(s, e, TableFormat::csv); });
    add("export_xlsx", [e](benchmark::State& s) { export_country(s, e, TableFormat::xlsx); });
  }
  return 0;
}
const int added_org = add_all();

}  // namespace
}  // namespace org
