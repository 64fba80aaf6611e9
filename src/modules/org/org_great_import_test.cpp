#include <thread>

#include "modules/org/org_test_support.h"
#include "tests/support/national_units.h"

namespace org {
namespace {

class OrgGreatImport : public OrgFixture {};
INSTANTIATE_TEST_SUITE_P(Engines, OrgGreatImport, support::engines(), support::engine_name);

// A file that is staged in batches, on a store that has a tree already.
std::string great_file() {
  std::string csv = "code,name,kind,level,parent_code,from,to\n";
  for (const auto& r : support::national_units({9, 4, 6, 4, 4}))
    csv += r.code + "," + r.name + "," + std::string(base::enum_name(r.kind)) + "," +
           std::string(base::enum_name(r.level)) + "," + r.parent_code + "," + base::to_iso(r.from) + "," +
           (r.to ? base::to_iso(*r.to) : "") + "\n";
  return csv;
}

NewUnit new_board(const std::string& code) {
  return {code, "Ban mới", tree::UnitKind::board, tree::UnitLevel::none, "TW", day("2001-01-01"), {}};
}

TEST_P(OrgGreatImport, OtherWritersAndReadersGoOnDuringAGreatImport) {
  auto& w = fill();
  auto& db = w.store_.database();
  {
    auto tx = db.begin();
    tx.execute("CREATE TABLE test_writer(n INTEGER)");
    tx.commit();
  }
  const auto count = [&] {
    auto tx = db.begin_read();
    return w.tree_.count_units(tx, day("2023-06-01"));
  };
  const auto before = count();
  std::int64_t written = 0, staged_steps = 0;
  w.org_.import_units(w.os_, w.file(great_file()), {}, [&](std::int64_t done, std::int64_t) {
    if (done <= 500) return;
    ++staged_steps;
    EXPECT_EQ(count(), before);  // nothing of the file is seen yet
    // Another thread writes between two batches: with the import as one transaction it would wait for its end.
    std::thread([&] {
      auto tx = db.begin();
      tx.run("INSERT INTO test_writer(n) VALUES (1)");
      tx.commit();
      ++written;
    }).join();
  });
  EXPECT_GT(staged_steps, 3);
  EXPECT_EQ(written, staged_steps);
  EXPECT_GT(count(), before + 2000);
}

TEST_P(OrgGreatImport, AGreatImportThatIsCancelledHalfWayLeavesNothing) {
  auto& w = fill();
  const auto rows = [&] {
    auto tx = w.store_.database().begin_read();
    std::int64_t n = 0;
    for (const char* table : {"tree_unit", "tree_span", "tree_path"})
      n += *tx.find<std::int64_t>("SELECT COUNT(*) FROM " + std::string(table));
    return n;
  };
  const auto before = w.exported();
  const auto rows_before = rows();
  const auto id = w.org_.queue_import(w.os_, w.file(great_file()), {});
  std::int64_t most = 0;
  const auto job = w.jobs_.run_now(id, [&](std::int64_t done, auto) {
    if (done < 700) return;
    most = std::max(most, rows());
    auto tx = w.store_.database().begin();
    w.jobs_.cancel(tx, id);
    tx.commit();
  });
  EXPECT_EQ(job.state, platform::JobState::cancelled);
  EXPECT_GT(most, rows_before + 1000);  // it was well under way
  EXPECT_EQ(rows(), rows_before);
  EXPECT_EQ(w.exported(), before);
}

TEST_P(OrgGreatImport, AGreatImportBeginsAgainWhenSomebodyChangesTheTreeMeanwhile) {
  auto& w = fill();
  bool changed = false;
  const auto report = w.org_.import_units(w.os_, w.file(great_file()), {}, [&](std::int64_t done, std::int64_t) {
    if (done <= 600 || std::exchange(changed, true)) return;
    w.org_.add_unit(w.os_, new_board("MOI"));
  });
  EXPECT_TRUE(stored(report));
  auto tx = w.store_.database().begin_read();
  EXPECT_TRUE(w.tree_.find_unit(tx, "MOI"));
  EXPECT_TRUE(w.tree_.find_unit(tx, "P05"));
}

TEST_P(OrgGreatImport, AGreatImportEndsAlsoWhereTheTreeChangesAgainAndAgain) {
  auto& w = fill();
  std::vector<std::string> edits;
  const auto report = w.org_.import_units(w.os_, w.file(great_file()), {}, [&](std::int64_t done, std::int64_t) {
    if (done != 500) return;  // after each look at the tree
    edits.push_back(key_of([&] { w.org_.add_unit(w.os_, new_board("M" + std::to_string(edits.size()))); }));
  });
  EXPECT_TRUE(stored(report));
  EXPECT_THAT(edits, testing::ElementsAre("done", "done", "tree.closed"));  // the last try lets nobody in between
  EXPECT_EQ(key_of([&] { w.org_.add_unit(w.os_, new_board("SAU")); }), "done");
  auto tx = w.store_.database().begin_read();
  EXPECT_TRUE(w.tree_.find_unit(tx, "P05"));
  EXPECT_TRUE(w.tree_.find_unit(tx, "M1"));
}

TEST_P(OrgGreatImport, FewRowsThatMoveManyUnitsAreStagedToo) {
  auto& w = *world_;
  {
    auto tx = w.store_.database().begin();
    w.tree_.store_rows(tx, support::national_units({9, 4, 6, 5, 5}), w.clock_.today());
    tx.commit();
  }
  std::string csv =
      "code,name,kind,level,parent_code,from,to\nMIEN,Đảng bộ miền,committee_central,province,TW,1976-01-01,\n";
  for (int p = 1; p <= 9; ++p) csv += "P0" + std::to_string(p) + ",Đảng bộ tỉnh,province,province,MIEN,1976-01-01,\n";
  std::int64_t steps = 0;
  EXPECT_EQ(changed(w.org_.import_units(w.os_, w.file(csv), {}, [&](auto done, auto) { steps += done > 500; })), 10);
  EXPECT_GT(steps, 3);
  auto tx = w.store_.database().begin_read();
  EXPECT_TRUE(w.tree_.contains(tx, *w.tree_.find_unit(tx, "MIEN"), *w.tree_.find_unit(tx, "C000001")));
}

}  // namespace
}  // namespace org
