// Import and export of units at the size of the country, CSV and XLSX. LIENTHONG_TEST_PG adds PostgreSQL.
#include <benchmark/benchmark.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <utility>

#include "modules/org/org.h"
#include "tests/support/national_units.h"

namespace org {
namespace {

bool stored(const ImportReport& report) { return report.summary.state == platform::BatchState::live; }
std::int64_t changed(const ImportReport& report) { return report.summary.added + report.summary.corrected; }

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

std::filesystem::path moved_national_file() {
  const auto path = bench_folder() / "moved.csv";
  const auto writer = platform::create_table(path, platform::TableFormat::csv, "Đơn vị", {});
  writer->add(std::vector<std::string>{"code", "name", "kind", "level", "parent_code", "from", "to"});
  const auto add = [&](const tree::UnitRow& r) {
    writer->add(std::vector<std::string>{r.code, r.name + " (tên mới)", std::string(base::enum_name(r.kind)),
                                         std::string(base::enum_name(r.level)), r.parent_code, base::to_iso(r.from),
                                         r.to ? base::to_iso(*r.to) : ""});
  };
  bool first = true;
  for (auto r : support::national_units()) {
    if (r.parent_code == "TW") r.parent_code = "MIEN";
    add(r);
    if (std::exchange(first, false))
      add({0, "MIEN", "Đảng bộ miền", tree::UnitKind::committee_central, tree::UnitLevel::province, "TW", r.from, {}});
  }
  writer->finish();
  return path;
}

void import_country(benchmark::State& state, const std::string& engine, platform::TableFormat format) {
  const auto file = national_file(format);
  for (auto _ : state) {
    Office office(engine);
    const auto report = office.org->import_units(office.actor, file, {});
    CHECK(stored(report) && report.problems.empty());
    state.counters["rows"] = double(report.summary.rows);
  }
}

// What somebody who writes a little meets while the country is imported.
class SecondWriter {
 public:
  explicit SecondWriter(platform::Database& database) : database_(database) {
    auto tx = database.begin();
    tx.execute("CREATE TABLE bench_writer(n INTEGER)");
    tx.commit();
    thread_ = std::thread([this] { run(); });
  }
  void finish(benchmark::State& state) {
    stopping_ = true;
    thread_.join();
    state.counters["writes"] = double(writes_);
    state.counters["longest_wait_ms"] = longest_ms_;
  }

 private:
  void run() {
    while (!stopping_) {
      const auto begun = std::chrono::steady_clock::now();
      auto tx = database_.begin();
      tx.run("INSERT INTO bench_writer(n) VALUES (1)");
      tx.commit();
      const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begun;
      longest_ms_ = std::max(longest_ms_, taken.count());
      ++writes_;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  platform::Database& database_;
  std::thread thread_;
  std::atomic<bool> stopping_{false};
  double longest_ms_ = 0;
  std::int64_t writes_ = 0;
};

// fresh: into an empty store. Otherwise over the same country, every name changed and every place moved.
void import_beside_a_writer(benchmark::State& state, const std::string& engine, bool fresh) {
  Office office(engine);
  if (!fresh) office.org->import_units(office.actor, national_file(platform::TableFormat::csv), {});
  const auto file = fresh ? national_file(platform::TableFormat::csv) : moved_national_file();
  for (auto _ : state) {
    SecondWriter writer(*office.database);
    const auto report = office.org->import_units(office.actor, file, {});
    CHECK(stored(report));
    writer.finish(state);
    state.counters["rows"] = double(report.summary.rows);
  }
}

// The most rows that are not staged, over the country, while somebody edits a unit just after the file was checked:
// it is checked again and stored in one transaction.
void modest_import_beside_a_writer(benchmark::State& state, const std::string& engine) {
  Office office(engine);
  office.org->import_units(office.actor, national_file(platform::TableFormat::csv), {});
  const auto file = bench_folder() / "modest.csv";
  const auto writer = platform::create_table(file, platform::TableFormat::csv, "Đơn vị", {});
  writer->add(std::vector<std::string>{"code", "name", "kind", "level", "parent_code", "from", "to"});
  int left = 999;
  for (const auto& r : support::national_units())
    if (r.kind == tree::UnitKind::cell && left-- > 0)
      writer->add(std::vector<std::string>{r.code, r.name + " (tên mới)", "cell", "cell", r.parent_code,
                                           base::to_iso(r.from), ""});
  writer->finish();
  for (auto _ : state) {
    SecondWriter writes(*office.database);
    const auto report = office.org->import_units(office.actor, file, {}, [&](std::int64_t done, std::int64_t) {
      if (done == 500)
        office.org->add_unit(
            office.actor,
            {"MOI", "Ban mới", tree::UnitKind::board, tree::UnitLevel::none, "TW", *base::make_date(2001, 1, 1), {}});
    });
    CHECK(stored(report) && changed(report) == 999);
    writes.finish(state);
    state.counters["rows"] = double(report.summary.rows);
  }
}

void import_again_and_export(benchmark::State& state, const std::string& engine) {
  Office office(engine);
  const auto file = national_file(platform::TableFormat::csv);
  office.org->import_units(office.actor, file, {});
  for (auto _ : state) CHECK(changed(office.org->import_units(office.actor, file, {})) == 0);
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
    add("import_beside_a_writer_fresh", [e](benchmark::State& s) { import_beside_a_writer(s, e, true); });
    add("import_beside_a_writer_moved", [e](benchmark::State& s) { import_beside_a_writer(s, e, false); });
    add("import_beside_a_writer_modest", [e](benchmark::State& s) { modest_import_beside_a_writer(s, e); });
    add("import_again", [e](benchmark::State& s) { import_again_and_export(s, e); });
    add("export_csv", [e](benchmark::State& s) { export_country(s, e, TableFormat::csv); });
    add("export_xlsx", [e](benchmark::State& s) { export_country(s, e, TableFormat::xlsx); });
  }
  return 0;
}
const int added_org = add_all();

}  // namespace
}  // namespace org
