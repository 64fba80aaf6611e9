#include "modules/org/org_test_support.h"
#include "tests/support/national_units.h"

namespace org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto vi = base::Language::vi;

class OrgImport : public OrgFixture {};
INSTANTIATE_TEST_SUITE_P(Engines, OrgImport, support::engines(), support::engine_name);

TEST_P(OrgImport, OneRefusedRowRefusesAllUnlessTheValidOnesAreWanted) {
  fill();
  const std::string csv =
      "code,name,kind,level,parent_code,from,to\n"
      "P16,Đảng bộ tỉnh Mười Sáu,province,province,TW,30/02/2000,\n"
      "P16.B,Ban,board,none,P16,2001-01-01,\n"
      "P17,Đảng bộ tỉnh Mười Bảy,province,province,TW,1/7/2000,\n"
      "P18,Đảng bộ,tinh,province,TW,2000-01-01,\n";
  const auto before = world_->exported();
  auto report = import(csv, {.file_name = "x.csv", .dry_run = true});
  EXPECT_THAT(lines_of(report), ElementsAre("2 from org.date_impossible", "3 parent_code tree.parent_refused",
                                            "5 kind org.kind_unknown"));
  EXPECT_EQ(report.summary.rows, 4);
  EXPECT_EQ(report.summary.refused, 3);
  EXPECT_FALSE(stored(import(csv)));
  EXPECT_EQ(world_->exported(), before);
  report = import(csv, {.file_name = "", .valid_only = true});
  EXPECT_TRUE(stored(report));
  EXPECT_EQ(report.summary.added, 1);
  EXPECT_EQ(changed(report), 1);
  EXPECT_EQ(world_->org_.get_unit(world_->os_, "P17", day("2001-01-01")).unit.from, day("2000-07-01"));
  EXPECT_EQ(key_of([&] { world_->org_.get_unit(world_->os_, "P16", day("2001-01-01")); }), "tree.unit_unknown");
  EXPECT_EQ(world_->journal("org.units_imported").size(), 2u);  // the filling and this one
}

TEST_P(OrgImport, EveryKindOfBadRowIsNamedWithItsLine) {
  fill();
  EXPECT_THAT(lines_of(import("code,name,kind,level,parent_code,from,to\n"
                              "A,Một,board,none,P14,2000-01-01,\nA,Hai,board,none,P14,2000-01-01,\n")),
              ElementsAre("2 from tree.row_twice", "3 from tree.row_twice"));
  EXPECT_THAT(lines_of(import("code,name,kind,level,parent_code,from,to\n"
                              "A,Một,board,none,B,2000-01-01,\nB,Hai,board,none,A,2000-01-01,\n")),
              ElementsAre("2 parent_code tree.cycle", "3 parent_code tree.cycle"));
  EXPECT_THAT(lines_of(import("code,name,kind,level,parent_code,from,to\n"
                              "A,Một,board,none,P14.H1,2000-01-01,\nB,Hai,board,none,MẤT,2000-01-01,\n"
                              "C,Ba,board,none,P14,2000-01-01,2005-01-01\nC,Ba,board,none,P14,2004-12-31,\n"
                              "D,Bốn,board,none,P14,29/02/2023,\nE,Năm,board,none,P14,0001-01-01,\n"
                              "F,Sáu,board,none,P14,2000-01-01,1999-01-01\n,Bảy,board,none,P14,2000-01-01,\n")),
              ElementsAre("2 to tree.outlives_parent", "3 parent_code tree.parent_unknown", "4 from tree.rows_overlap",
                          "5 from tree.rows_overlap", "6 from org.date_impossible", "7 from org.date_impossible",
                          "8 to tree.dates_turned", "9 code field.required"));
  EXPECT_EQ(key_of([&] { import("code,name,kind,level,from,to\nA,B,board,none,2000-01-01,\n"); }),
            "table.column_missing");
  EXPECT_EQ(key_of([&] { import("code,code,name,kind,level,parent_code,from,to\n"); }), "table.column_twice");
  EXPECT_EQ(key_of([&] { import("code,name,kind,level,parent_code,from,to\n"); }), "table.empty");
  EXPECT_EQ(key_of([&] { import(""); }), "table.empty");
  EXPECT_EQ(key_of([&] { import("PK\x03\x04 không phải zip"); }), "table.damaged");
}

TEST_P(OrgImport, FormulasStayTextOnTheirWayInAndOut) {
  fill();
  const std::string name = "=HYPERLINK(\"http://x\";1)";
  EXPECT_TRUE(stored(import(
      "code,name,kind,level,parent_code,from,to\nA,\"=HYPERLINK(\"\"http://x\"\";1)\",board,none,P14,2000-01-01,\n")));
  EXPECT_EQ(world_->org_.get_unit(world_->os_, "A", day("2001-01-01")).unit.name, name);
  const auto out = world_->exported();
  EXPECT_NE(out.find("\"'=HYPERLINK"), std::string::npos);
  EXPECT_EQ(changed(import(out)), 0);
}

TEST_P(OrgImport, ExportAndImportIntoAnEmptyStoreGiveEqualUnits) {
  auto& w = *world_;
  const auto rows = support::national_units({3, 2, 4, 3, 2});
  {
    auto tx = w.store_.database().begin();
    ASSERT_THAT(w.tree_.check_rows(tx, rows), IsEmpty());
    w.tree_.store_rows(tx, rows, day("2026-01-01"));
    tx.commit();
  }
  const auto csv = w.store_.folder() / "a.csv", xlsx = w.store_.folder() / "a.xlsx";
  EXPECT_EQ(w.org_.export_units(w.os_, csv, platform::TableFormat::csv), std::int64_t(rows.size()));
  w.org_.export_units(w.os_, xlsx, platform::TableFormat::xlsx);
  const auto expected = w.exported();
  for (const auto& file : {csv, xlsx}) {
    OrgWorld other(GetParam());
    const auto report = other.org_.import_units(other.os_, file, {});
    EXPECT_THAT(lines_of(report), IsEmpty());
    EXPECT_EQ(other.exported(), expected);
    EXPECT_EQ(changed(other.org_.import_units(other.os_, file, {})), 0);
  }
}

TEST_P(OrgImport, NobodyImportsOutsideTheirScope) {
  auto& w = fill();
  const auto planner = w.account("a5", "planner", "P14");
  const auto report = w.org_.import_units(
      planner,
      w.file(
          "code,name,kind,level,parent_code,from,to\nP14,Đảng bộ tỉnh Lạng Sơn (đổi),province,province,TW,1975-01-01,\n"
          "P14.N,Mới,board,none,P14,2000-01-01,\nP15.N,Mới,board,none,P15,2000-01-01,\nP15.B1,Cướp,board,none,P14,1975-"
          "01-01,\n"
          "X,Gốc,board,none,TW,2000-01-01,\n"),
      {.file_name = "", .valid_only = true});
  EXPECT_THAT(lines_of(report), ElementsAre("4 parent_code org.outside_scope", "5 code org.outside_scope",
                                            "6 parent_code org.outside_scope"));
  EXPECT_EQ(changed(report), 2);
  const auto reader = w.account("a6", "leader", "P14");
  EXPECT_EQ(key_of([&] { w.org_.import_units(reader, w.file(small_country), {}); }), "identity.forbidden");
  EXPECT_EQ(key_of([&] { w.org_.queue_import(reader, w.file(small_country), {}); }), "identity.forbidden");
}

TEST_P(OrgImport, AnImportRunsAsAJobAndItsReportBelongsToWhoStartedIt) {
  auto& w = fill();
  const auto planner = w.account("a5", "planner", "P14"), other = w.account("a6", "planner", "P14"),
             auditor = w.account("a7", "auditor", "P14"), outside = w.account("a8", "auditor", "P15");
  const auto upload = w.file(
      "code,name,kind,level,parent_code,from,to\nP14.N,Mới,board,none,P14,2000-13-01,\nP14.M,Mới,board,none,P14,2000-"
      "01-01,\n");
  const auto id = w.org_.queue_import(planner, upload, {.file_name = "dv.csv", .valid_only = true});
  EXPECT_FALSE(std::filesystem::exists(upload));
  std::int64_t shown = 0;
  const auto job = w.jobs_.run_now(id, [&](auto done, auto) { shown = done; });
  EXPECT_EQ(job.state, platform::JobState::done) << job.error_key;
  EXPECT_GT(shown, 0);
  const auto report = w.org_.get_report(planner, id, vi, 0, 10);
  EXPECT_EQ(report.summary.file_name, "dv.csv");
  EXPECT_TRUE(stored(report));
  EXPECT_THAT(lines_of(report), ElementsAre("2 from org.date_impossible"));
  EXPECT_EQ(report.problems[0].parameters.at("value"), "2000-13-01");
  EXPECT_EQ(key_of([&] { w.org_.get_report(other, id, vi, 0, 10); }), "org.import_unknown");
  EXPECT_EQ(w.org_.get_report(auditor, id, vi, 0, 10).summary.job_id,
            id.value);  // reads the jobs of the unit it concerns
  EXPECT_EQ(key_of([&] { w.org_.get_report(outside, id, vi, 0, 10); }), "org.import_unknown");
  EXPECT_EQ(key_of([&] { w.org_.get_report(planner, platform::JobId{id.value + 99}, vi, 0, 10); }),
            "org.import_unknown");
}

TEST_P(OrgImport, AModestImportIsCheckedAgainNotOvertaken) {
  auto& w = fill();
  const auto beside = [&](std::string_view csv, auto edit) {
    return w.org_.import_units(w.os_, w.file(csv), {}, [&](std::int64_t done, std::int64_t) {
      if (done == 500) edit();  // after the look at the tree
    });
  };
  const auto end = [&](const char* code) {
    w.org_.end_unit(w.os_, code, day("2010-01-01"), w.org_.get_unit(w.os_, code, day("2005-01-01")).version);
  };
  EXPECT_TRUE(stored(beside("code,name,kind,level,parent_code,from,to\nP14.M,Mới,board,none,P14,2000-01-01,\n",
                            [&] { end("P15.B1"); })));
  const auto refused = beside("code,name,kind,level,parent_code,from,to\nP14.N,Mới,board,none,P14.B1,2000-01-01,\n",
                              [&] { end("P14.B1"); });
  EXPECT_FALSE(stored(refused));
  EXPECT_THAT(lines_of(refused), ElementsAre("2 to tree.outlives_parent"));
  EXPECT_EQ(key_of([&] { w.org_.get_unit(w.os_, "P14.N", day("2001-01-01")); }), "tree.unit_unknown");
}

TEST_P(OrgImport, ACancelledImportStoresNothing) {
  auto& w = fill();
  const auto before = w.exported();
  const auto id = w.org_.queue_import(
      w.os_, w.file("code,name,kind,level,parent_code,from,to\nP14.M,Mới,board,none,P14,2000-01-01,\n"), {});
  const auto job = w.jobs_.run_now(id, [&](auto, auto) {
    auto tx = w.store_.database().begin();
    w.jobs_.cancel(tx, id);
    tx.commit();
  });
  EXPECT_EQ(job.state, platform::JobState::cancelled);
  EXPECT_EQ(w.exported(), before);
}

}  // namespace
}  // namespace org
