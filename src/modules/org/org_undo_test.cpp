#include "modules/org/org_test_support.h"
#include "tests/support/national_units.h"

namespace org {
namespace {

using platform::BatchState;

constexpr std::string_view header = "code,name,kind,level,parent_code,from,to\n";

// Makes a board with a unit of its own below it, renames one unit, moves another.
constexpr std::string_view batch_rows =
    "MOI,Ban mới,board,none,P14,2001-01-01,\n"
    "MOI.1,Phòng mới,board,none,MOI,2001-01-01,\n"
    "P15,Đảng bộ tỉnh Sơn La (đổi),province,province,TW,2010-01-01,\n"
    "P15.B1,Ban Tổ chức Tỉnh ủy Sơn La,board,none,P14,2010-01-01,\n"
    "P14,Đảng bộ tỉnh Lạng Sơn,province,province,TW,1975-01-01,\n";

class OrgUndo : public OrgFixture {
 protected:
  ImportReport bring(std::string_view rows) { return import(std::string(header) + std::string(rows)); }
  std::string undo(const ImportReport& report) {
    return key_of([&] { world_->org_.undo_import(world_->os_, report.summary.id); });
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, OrgUndo, support::engines(), support::engine_name);

TEST_P(OrgUndo, ABatchIsNamedCountedAndTakenBack) {
  auto& w = fill();
  const auto before = w.exported();
  const auto report =
      import(std::string(header) + std::string(batch_rows), {.batch = "Đợt một", .file_name = "dv.csv"});
  EXPECT_EQ(report.summary.name, "Đợt một");
  EXPECT_EQ(report.summary.state, BatchState::live);
  EXPECT_EQ(report.summary.file_hash.size(), 64u);
  EXPECT_EQ(report.summary.added, 2);
  EXPECT_EQ(report.summary.corrected, 2);
  EXPECT_EQ(report.summary.same, 1);
  EXPECT_NE(w.exported(), before);
  EXPECT_EQ(w.org_.undo_import(w.os_, report.summary.id).state, BatchState::undone);
  EXPECT_EQ(w.exported(), before);
  EXPECT_EQ(w.journal("org.import_undone").size(), 1u);
  EXPECT_EQ(w.org_.list_imports(w.os_, base::Language::vi, 1).front().state, BatchState::undone);
  EXPECT_EQ(undo(report), "org.batch_not_live");
  EXPECT_TRUE(stored(bring(batch_rows)));  // its codes are free again
}

TEST_P(OrgUndo, WhatWasBuiltOnABatchIsNamedAndNothingChanges) {
  auto& w = fill();
  const auto refused = [&](std::string_view rows, auto build) {
    const auto report = bring(rows);
    EXPECT_TRUE(stored(report));
    build();
    const auto before = w.exported();
    const auto key = undo(report);
    EXPECT_EQ(w.exported(), before);
    return key;
  };
  EXPECT_EQ(refused("A,Ban,board,none,P14,2001-01-01,\n",
                    [&] {
                      w.org_.add_unit(
                          w.os_,
                          {"A1", "Phòng", tree::UnitKind::board, tree::UnitLevel::none, "A", day("2002-01-01"), {}});
                    }),
            "org.batch_unit_below");
  EXPECT_EQ(refused("B,Ban,board,none,P14,2001-01-01,\n", [&] { bring("B,Tên khác,board,none,P14,2005-01-01,\n"); }),
            "org.batch_built_on");
  EXPECT_EQ(refused("P15,Tên mới,province,province,TW,2011-01-01,\n",
                    [&] {
                      w.org_.end_unit(w.os_, "P15.B1", day("2012-01-01"),
                                      w.org_.get_unit(w.os_, "P15.B1", day("2011-06-01")).version);
                      bring("P15,Tên nữa,province,province,TW,2013-01-01,\n");
                    }),
            "org.batch_built_on");
  EXPECT_EQ(refused("C,Ban,board,none,P14,2001-01-01,\n",
                    [&] {
                      w.org_.add_function(w.os_, "C", {"Việc", "137-QĐ/TW@2023-12-01", "", day("2023-12-01"), {}});
                    }),
            "org.batch_built_on");
}

// What keeps something at units says so itself.
TEST_P(OrgUndo, AModuleThatKeepsSomethingAtANewUnitHindersIt) {
  auto& w = fill();
  struct Keeper final : tree::Reorganisable {
    std::vector<tree::UnitId> asked;
    std::vector<tree::Moved> preview(platform::Transaction&, const tree::Reorganisation&) override { return {}; }
    std::vector<tree::Hindrance> built_on(platform::Transaction&, const tree::Reorganisation& r) override {
      asked = r.established;
      return {{0, "test.stands_there", {}}};
    }
  } keeper;
  w.org_.add(keeper);
  const auto before = w.exported();
  EXPECT_EQ(undo(bring(batch_rows)), "test.stands_there");
  EXPECT_EQ(keeper.asked.size(), 2u);
  EXPECT_NE(w.exported(), before);
}

TEST_P(OrgUndo, OnlyWhoImportedItOrRulesTheWholeStoreTakesItBack) {
  auto& w = fill();
  const auto planner = w.account("a5", "planner", "P14"), other = w.account("a6", "planner", "P14");
  const auto report =
      w.org_.import_units(planner, w.file(std::string(header) + "P14.N,Mới,board,none,P14,2000-01-01,\n"), {});
  EXPECT_EQ(key_of([&] { w.org_.undo_import(other, report.summary.id); }), "org.import_unknown");
  EXPECT_EQ(key_of([&] { w.org_.queue_undo(other, report.summary.id); }), "org.import_unknown");
  EXPECT_TRUE(w.org_.list_imports(other, base::Language::vi, 10).empty());
  EXPECT_EQ(w.org_.list_imports(planner, base::Language::vi, 10).size(), 1u);
  const auto job = w.org_.queue_undo(planner, report.summary.id);
  EXPECT_EQ(w.jobs_.run_now(job, [](auto, auto) {}).state, platform::JobState::done);
  EXPECT_EQ(key_of([&] { w.org_.get_unit(w.os_, "P14.N", day("2001-01-01")); }), "tree.unit_unknown");
}

// A great batch goes as it came: beside the tree, and at once.
TEST_P(OrgUndo, AGreatBatchIsTakenBackWithoutKeepingOthersWaiting) {
  auto& w = fill();
  const auto before = w.exported();
  std::string csv(header);
  for (const auto& r : support::national_units({9, 4, 6, 4, 4}))
    csv += r.code + "," + r.name + "," + std::string(base::enum_name(r.kind)) + "," +
           std::string(base::enum_name(r.level)) + "," + r.parent_code + "," + base::to_iso(r.from) + "," +
           (r.to ? base::to_iso(*r.to) : "") + "\n";
  const auto report = import(csv);
  EXPECT_TRUE(stored(report));
  EXPECT_GT(report.summary.added, 2000);
  const auto after = w.exported();
  std::int64_t steps = 0;
  w.org_.undo_import(w.os_, report.summary.id, [&](std::int64_t done, std::int64_t) {
    if (done > 300 && done < 1000 && ++steps == 2) {
      EXPECT_EQ(w.exported(), after);  // nobody sees a part of it; and an entry in the journal makes it look again
    }
  });
  EXPECT_GT(steps, 3);
  EXPECT_EQ(w.exported(), before);
  auto tx = w.store_.database().begin_read();
  for (const auto& [table, rows] : std::map<std::string, std::int64_t>{{"tree_unit", 6}, {"tree_path", 6}})
    EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM " + table), rows) << table;
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM org_correction WHERE batch_id = ?", report.summary.id), 0);
}

TEST_P(OrgUndo, ABatchThatNeverBecameLiveIsTakenAwayAtTheNextStart) {
  auto& w = fill();
  {
    auto tx = w.store_.database().begin();
    tx.run("INSERT INTO org_batch(name, state, account_id, made_at) VALUES ('dở', 'staging', 0, 0)");
    tx.run("INSERT INTO org_correction(batch_id, code, before, after) SELECT id, 'X', '[]', '' FROM org_batch");
    tx.commit();
  }
  w.org_.start();
  w.org_.stop();
  auto tx = w.store_.database().begin_read();
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM org_batch WHERE state = 'staging'"), 0);
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM org_correction WHERE code = 'X' AND batch_id NOT IN (SELECT id "
                                  "FROM org_batch)"),
            0);
}

TEST_P(OrgUndo, ImportsOfAnEarlierProgramKeepTheirReports) {
  const auto all = OrgWorld::all_migrations();
  auto earlier = all;
  std::erase_if(earlier, [](const auto& m) { return m.module == "org" && m.number > 2; });
  support::Store store(GetParam(), earlier);
  {
    auto tx = store.database().begin();
    tx.run(
        "INSERT INTO org_import(id, job_id, account_id, file_name, file_hash, dry_run, valid_only, rows, accepted, "
        "refused, changed, problems, stored, created_at) VALUES (7, 3, 1, 'cũ.csv', 'ab', 0, 1, 5, 4, 1, 4, 1, 1, 0)");
    tx.run(
        "INSERT INTO org_import_problem(import_id, line, field, key, parameters) VALUES (7, 2, 'from', "
        "'field.required', "
        "'{}')");
    tx.commit();
  }
  store.database().migrate(all);
  auto tx = store.database().begin();
  const platform::ImportBatches batches("org");
  const auto old = batches.find(tx, batches.of_job(tx, platform::JobId{3}).value(), base::Language::vi);
  EXPECT_EQ(old->summary.name, "cũ.csv");
  EXPECT_EQ(old->summary.refused, 1);
  EXPECT_EQ(old->summary.state, BatchState::checked);
  EXPECT_EQ(batches.list_problems(tx, old->summary.id, 0, 10).size(), 1u);
  EXPECT_GT(batches.insert(tx, {}, 0, 0), 7);
}

TEST_P(OrgUndo, ForeignColumnNamesAreMatchedProposedAndRemembered) {
  auto& w = fill();
  const std::string csv =
      "Mã đơn vị;Tên đơn vị;Loại;Cấp;Trực thuộc;Từ ngày;Ghi chú\nMOI;Ban mới;board;none;P14;1/2/2001;không đọc\n";
  const auto look = [&] { return w.org_.prepare_import(w.os_, w.uploads_, w.file(csv), "dv.csv", base::Language::vi); };
  auto seen = look();
  EXPECT_THAT(seen.keys, testing::ElementsAre("code", "name", "kind", "level", "parent_code", "from", ""));
  EXPECT_EQ(seen.rows_about, 1);
  EXPECT_EQ(seen.sample.front().cells.back(), "không đọc");
  EXPECT_FALSE(seen.remembered);
  platform::ColumnNames names;
  for (std::size_t i = 0; i < seen.header.size(); ++i) names[seen.header[i]] = seen.keys[i];
  names["Ghi chú"] = "to";
  w.uploads_.remember(w.os_, "units", names);
  seen = look();
  EXPECT_TRUE(seen.remembered);
  EXPECT_EQ(seen.keys.back(), "to");
  names["Ghi chú"] = "";
  const auto waiting = w.uploads_.open(w.os_, "units", seen.upload);
  EXPECT_EQ(waiting.name, "dv.csv");
  const auto report = w.org_.import_units(w.os_, waiting.file.path(), {.columns = names});
  EXPECT_THAT(lines_of(report), testing::IsEmpty());
  EXPECT_EQ(w.org_.get_unit(w.os_, "MOI", day("2002-01-01")).unit.from, day("2001-02-01"));
  const auto other = w.account("a5", "planner", "P14");
  EXPECT_EQ(key_of([&] { w.uploads_.open(other, "units", seen.upload); }), "imports.upload_gone");
  EXPECT_EQ(key_of([&] { w.uploads_.open(w.os_, "members", seen.upload); }), "imports.upload_gone");
  w.uploads_.remove(other, "units", seen.upload);
  EXPECT_EQ(key_of([&] { w.uploads_.open(w.os_, "units", seen.upload); }), "done");
  w.uploads_.remove(w.os_, "units", seen.upload);
  EXPECT_EQ(key_of([&] { w.uploads_.open(w.os_, "units", seen.upload); }), "imports.upload_gone");
  seen = look();
  w.clock_.move_to(w.clock_.now() + 2 * 86'400'000'000);
  w.uploads_.sweep();
  EXPECT_EQ(key_of([&] { w.uploads_.open(w.os_, "units", seen.upload); }), "imports.upload_gone");
}

}  // namespace
}  // namespace org
