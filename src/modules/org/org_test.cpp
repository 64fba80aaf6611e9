#include "modules/org/org.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>
#include <utility>

#include "platform/http/http.h"
#include "tests/support/national_units.h"
#include "tests/support/test_store.h"

namespace org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::Date day(const char* iso) { return *base::parse_iso_date(iso); }

// A store with its collaborators. Actors: os_, the whole store; planner_ and reader_, on P14 and below.
class OrgWorld {
 public:
  explicit OrgWorld(const std::string& engine)
      : store_(engine, all_migrations()),
        clock_(1'686'000'000'000'000),
        access_(tree_, clock_),
        key_(platform::new_signing_key()),
        audit_(store_.database(), clock_, key_, store_.folder()),
        jobs_(store_.database(), clock_),
        org_(store_.database(), tree_, access_, audit_, jobs_, clock_) {}

  static std::vector<platform::Migration> all_migrations() {
    std::vector<platform::Migration> all;
    const auto add = [&](const char* module, auto files) {
      for (auto& m : platform::read_migrations(module, files)) all.push_back(m);
    };
    add("audit", audit::migrations());
    add("jobs", platform::jobs::migrations());
    add("tree", tree::migrations());
    add("identity", identity::migrations());
    add("org", org::migrations());
    return all;
  }
  base::Actor account(std::int64_t id, const std::string& role, const std::string& unit) {
    auto tx = store_.database().begin();
    const std::string name = "a" + std::to_string(id);
    tx.run(
        "INSERT INTO identity_account(id, name, folded, full_name, search, unit_id, password_hash, must_change, "
        "disabled, totp_step, "
        "language, theme, text_size, created_at, version) VALUES (?, ?, ?, ?, ?, 0, '', 0, 0, 0, 'vi', '', '', 0, 1)",
        id, name, name, name, name);
    tx.run(
        "INSERT INTO identity_grant(account_id, role, unit_id, from_day, granted_by, created_at) VALUES (?, ?, ?, "
        "'2000-01-01', '', 0)",
        id, role, *tree_.find_unit(tx, unit));
    tx.commit();
    return {base::ActorKind::account, id, name, 0, "", ""};
  }
  std::filesystem::path file(std::string_view content, const std::string& name = "units.csv") {
    const auto path = store_.folder() / (std::to_string(++files_) + "-" + name);
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  std::string exported() {
    const auto path = store_.folder() / "out.csv";
    org_.export_units(os_, path, platform::TableFormat::csv);
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::vector<audit::Entry> journal(const std::string& verb) {
    auto tx = store_.database().begin_read();
    audit::Filter filter;
    filter.verb = verb;
    return audit_.list_entries(tx, filter);
  }

  support::Store store_;
  platform::FixedClock clock_;
  tree::Tree tree_;
  identity::Access access_;
  platform::SigningKey key_;
  audit::Audit audit_;
  platform::Jobs jobs_;
  OrgService org_;
  base::Actor os_{base::ActorKind::operating_system, 0, "os:test", 0, "", ""};
  int files_ = 0;
};

constexpr std::string_view small_country =
    "code,name,kind,level,parent_code,from,to\n"
    "TW,Ban Chấp hành Trung ương,central,centre,,1930-02-03,\n"
    "P14,Đảng bộ tỉnh Lạng Sơn,province,province,TW,1975-01-01,\n"
    "P14.B1,Ban Tổ chức Tỉnh ủy Lạng Sơn,board,none,P14,1975-01-01,\n"
    "P14.H1,Đảng bộ huyện Bắc Sơn,district,district,P14,1975-01-01,2025-07-01\n"
    "P15,Đảng bộ tỉnh Sơn La,province,province,TW,1975-01-01,\n"
    "P15.B1,Ban Tổ chức Tỉnh ủy Sơn La,board,none,P15,1975-01-01,\n";

std::vector<std::string> lines_of(const ImportReport& report) {
  std::vector<std::string> out;
  for (const auto& p : report.problems) out.push_back(std::to_string(p.line) + " " + p.field + " " + p.key);
  return out;
}

std::vector<std::string> codes_of(const std::vector<UnitItem>& items) {
  std::vector<std::string> out;
  for (const auto& item : items) out.push_back(item.code);
  return out;
}

template <class F>
std::string key_of(F&& f) {
  try {
    f();
    return "done";
  } catch (const base::FieldErrors& error) {
    return error.problems().front().field + " " + error.problems().front().key;
  } catch (const base::Error& error) {
    return error.key();
  }
}

class OrgTest : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    platform::start_crypto();
    world_ = std::make_unique<OrgWorld>(GetParam());
  }
  OrgWorld& fill() {
    const auto report = world_->org_.import_units(world_->os_, world_->file(small_country), {});
    EXPECT_THAT(lines_of(report), IsEmpty());
    EXPECT_TRUE(report.summary.stored);
    return *world_;
  }
  ImportReport import(std::string_view csv, ImportOptions options = {}) {
    return world_->org_.import_units(world_->os_, world_->file(csv), options);
  }
  std::unique_ptr<OrgWorld> world_;
};
INSTANTIATE_TEST_SUITE_P(Engines, OrgTest, support::engines(), support::engine_name);

TEST_P(OrgTest, ShowsTheTreeOfADay) {
  auto& w = fill();
  EXPECT_THAT(codes_of(w.org_.list_roots(w.os_, day("2023-01-01")).items), ElementsAre("TW"));
  const auto children = w.org_.list_children(w.os_, "TW", day("2023-01-01"), 0, 10);
  EXPECT_THAT(codes_of(children.items), ElementsAre("P14", "P15"));
  EXPECT_EQ(children.items[0].children, 2);
  EXPECT_EQ(children.total, 2);
  EXPECT_THAT(codes_of(w.org_.list_children(w.os_, "P14", day("2025-07-01"), 0, 10).items), ElementsAre("P14.B1"));
  const auto page = w.org_.get_unit(w.os_, "P14.H1", day("2023-01-01"));
  EXPECT_TRUE(page.active);
  EXPECT_THAT(codes_of(page.ancestors), ElementsAre("TW", "P14"));
  EXPECT_FALSE(w.org_.get_unit(w.os_, "P14.H1", day("2025-07-01")).active);
  EXPECT_THAT(codes_of(w.org_.search(w.os_, "to chuc son", day("2023-01-01"), 10).items),
              ElementsAre("P14.B1", "P15.B1"));
  EXPECT_TRUE(w.org_.search(w.os_, "son", day("2023-01-01"), 2).capped);
}

TEST_P(OrgTest, WhatLiesOutsideTheScopeDoesNotExist) {
  auto& w = fill();
  const auto reader = w.account(5, "leader", "P14");
  EXPECT_THAT(codes_of(w.org_.list_roots(reader, day("2023-01-01")).items), ElementsAre("P14"));
  EXPECT_THAT(codes_of(w.org_.search(reader, "ban to chuc", day("2023-01-01"), 10).items), ElementsAre("P14.B1"));
  for (const char* code : {"TW", "P15", "P15.B1", "KHÔNG"}) {
    EXPECT_EQ(key_of([&] { w.org_.get_unit(reader, code, day("2023-01-01")); }), "tree.unit_unknown") << code;
    EXPECT_EQ(key_of([&] { w.org_.list_history(reader, code); }), "tree.unit_unknown") << code;
    EXPECT_EQ(key_of([&] { w.org_.list_children(reader, code, day("2023-01-01"), 0, 9); }), "tree.unit_unknown")
        << code;
    EXPECT_EQ(key_of([&] { w.org_.list_functions(reader, code, day("2023-01-01")); }), "tree.unit_unknown") << code;
    EXPECT_EQ(key_of([&] { w.org_.end_unit(reader, code, day("2023-01-01"), "x"); }), "tree.unit_unknown") << code;
  }
  const auto page = w.org_.get_unit(reader, "P14.B1", day("2023-01-01"));
  EXPECT_THAT(codes_of(page.ancestors), ElementsAre("P14"));
  EXPECT_FALSE(page.may_change);
  EXPECT_EQ(key_of([&] {
              w.org_.change_unit(reader, "P14.B1", {day("2024-01-01"), "x", {}, {}, {}}, page.version);
            }),
            "identity.forbidden");
  EXPECT_EQ(
      key_of([&] {
        w.org_.add_unit(reader, {"N", "n", tree::UnitKind::board, tree::UnitLevel::none, "P14", day("2024-01-01"), {}});
      }),
      "identity.forbidden");
  EXPECT_THAT(w.org_.list_roots({}, day("2023-01-01")).items, IsEmpty());
  const auto path = w.store_.folder() / "scoped.csv";
  EXPECT_EQ(w.org_.export_units(reader, path, platform::TableFormat::csv), 3);
}

TEST_P(OrgTest, AChangeBeginsANewSpanAndACorrectionKeepsTheOldOneInTheJournal) {
  auto& w = fill();
  auto page = w.org_.get_unit(w.os_, "P14.B1", day("2023-01-01"));
  page = w.org_.change_unit(w.os_, "P14.B1", {day("2024-01-01"), "Ban Tổ chức  mới", {}, {}, {}}, page.version);
  EXPECT_EQ(page.unit.name, "Ban Tổ chức mới");
  ASSERT_EQ(page.history.size(), 2u);
  EXPECT_EQ(page.history[0].to, day("2024-01-01"));
  page = w.org_.change_unit(w.os_, "P14.B1", {day("1975-01-01"), "Ban Tổ chức cũ", {}, {}, {}}, page.version);
  ASSERT_EQ(page.history.size(), 2u);
  EXPECT_EQ(page.history[0].name, "Ban Tổ chức cũ");
  EXPECT_EQ(page.history[1].name, "Ban Tổ chức mới");
  const auto corrected = w.journal("org.unit_corrected");
  ASSERT_EQ(corrected.size(), 1u);
  EXPECT_NE(corrected[0].difference.find("Ban Tổ chức Tỉnh ủy Lạng Sơn"), std::string::npos);
  EXPECT_EQ(w.journal("org.unit_changed").size(), 1u);
  EXPECT_EQ(key_of([&] {
              w.org_.change_unit(w.os_, "P14.B1", {day("2024-01-01"), "Ban Tổ chức mới", {}, {}, {}}, page.version);
            }),
            "org.nothing_changed");
  EXPECT_EQ(key_of([&] {
              w.org_.change_unit(w.os_, "P14.B1", {day("1960-01-01"), "x", {}, {}, {}}, page.version);
            }),
            "from org.not_active_then");
}

TEST_P(OrgTest, TheLaterOfTwoEditorsIsTold) {
  auto& w = fill();
  const auto seen = w.org_.get_unit(w.os_, "P14", day("2023-01-01")).version;
  w.org_.change_unit(w.os_, "P14", {day("2024-01-01"), "Một", {}, {}, {}}, seen);
  EXPECT_EQ(key_of([&] {
              w.org_.change_unit(w.os_, "P14", {day("2024-01-01"), "Hai", {}, {}, {}}, seen);
            }),
            "org.changed_meanwhile");
  EXPECT_EQ(key_of([&] {
              w.org_.change_unit(w.os_, "P14", {day("2024-01-01"), "Hai", {}, {}, {}}, "");
            }),
            "org.version_needed");
  EXPECT_EQ(w.org_.get_unit(w.os_, "P14", day("2024-02-01")).unit.name, "Một");
}

TEST_P(OrgTest, AddsMovesAndEndsUnits) {
  auto& w = fill();
  const auto planner = w.account(5, "planner", "P14");
  auto page = w.org_.add_unit(planner, {"P14.N", "Đơn vị mới", tree::UnitKind::board, tree::UnitLevel::none, "P14",
                                        day("2023-02-01"), day("2025-07-01")});
  EXPECT_TRUE(page.may_change);
  EXPECT_EQ(key_of([&] {
              w.org_.add_unit(
                  planner,
                  {"P14.N", "Khác", tree::UnitKind::board, tree::UnitLevel::none, "P14", day("2023-02-01"), {}});
            }),
            "org.code_taken");
  EXPECT_EQ(key_of([&] {
              w.org_.add_unit(
                  planner, {"Z", "Khác", tree::UnitKind::board, tree::UnitLevel::none, "P15", day("2023-02-01"), {}});
            }),
            "parent_code tree.parent_unknown");
  EXPECT_EQ(key_of([&] {
              w.org_.add_unit(
                  planner, {"Z", "Khác", tree::UnitKind::central, tree::UnitLevel::centre, "", day("2023-02-01"), {}});
            }),
            "identity.forbidden");
  EXPECT_EQ(
      key_of([&] {
        w.org_.add_unit(planner, {"Z", "", tree::UnitKind::board, tree::UnitLevel::none, "P14", day("1950-02-01"), {}});
      }),
      "name field.required");
  EXPECT_EQ(key_of([&] {
              w.org_.change_unit(planner, "P14.N", {day("2024-01-01"), {}, {}, {}, "P15"}, page.version);
            }),
            "parent_code tree.parent_unknown");
  const auto board = w.org_.get_unit(planner, "P14.B1", day("2023-01-01"));
  EXPECT_EQ(key_of([&] {
              w.org_.change_unit(planner, "P14.B1", {day("2024-01-01"), {}, {}, {}, "P14.H1"}, board.version);
            }),
            "to tree.outlives_parent");
  page = w.org_.change_unit(planner, "P14.N", {day("2024-01-01"), {}, {}, {}, "P14.H1"}, page.version);
  EXPECT_EQ(page.unit.parent_code, "P14.H1");
  // The district ends on 2025-07-01 and takes nothing with it that is still there.
  const auto district = w.org_.get_unit(planner, "P14.H1", day("2023-01-01"));
  EXPECT_EQ(key_of([&] { w.org_.end_unit(planner, "P14.H1", day("2024-06-01"), district.version); }),
            "to tree.children_left");
  page = w.org_.end_unit(planner, "P14.N", day("2024-03-01"), page.version);
  EXPECT_FALSE(page.active);
  EXPECT_FALSE(w.org_.end_unit(planner, "P14.H1", day("2024-06-01"), district.version).active);
  EXPECT_EQ(key_of([&] {
              w.org_.end_unit(planner, "P14.B1", day("1975-01-01"),
                              w.org_.get_unit(planner, "P14.B1", day("2023-01-01")).version);
            }),
            "on org.end_before_start");
}

TEST_P(OrgTest, FunctionsCiteTheirDocumentsAndHaveDays) {
  auto& w = fill();
  const auto f = w.org_.add_function(
      w.os_, "P14.B1", {"Tham mưu về tổ chức bộ máy", "137-QĐ/TW@2023-12-01", "Điều 5", day("2023-12-01"), {}});
  EXPECT_THAT(w.org_.list_functions(w.os_, "P14.B1", day("2023-11-30")), IsEmpty());
  ASSERT_EQ(w.org_.get_unit(w.os_, "P14.B1", day("2024-01-01")).functions.size(), 1u);
  w.org_.end_function(w.os_, f.id, day("2025-01-01"));
  EXPECT_THAT(w.org_.list_functions(w.os_, "P14.B1", day("2025-01-01")), IsEmpty());
  EXPECT_EQ(w.org_.list_functions(w.os_, "P14.B1", day("2024-12-31")).front().document, "137-QĐ/TW@2023-12-01");
  EXPECT_EQ(key_of([&] {
              w.org_.add_function(w.os_, "P14.B1", {"x", "", "", day("2023-12-01"), {}});
            }),
            "document field.required");
  EXPECT_EQ(key_of([&] { w.org_.end_function(w.os_, 999, day("2025-01-01")); }), "org.function_unknown");
  const auto reader = w.account(5, "leader", "P15");
  EXPECT_EQ(key_of([&] { w.org_.end_function(reader, f.id, day("2025-01-01")); }), "org.function_unknown");
  const auto csv =
      w.file("unit_code,text,document,provision,from,to\nP15.B1,Việc,137-QĐ/TW@2023-12-01,Điều 5,2023-12-01,\n");
  EXPECT_EQ(w.org_.import_functions(w.os_, csv), 1);
  EXPECT_EQ(w.org_.import_functions(w.os_, csv), 0);
}

TEST_P(OrgTest, OneRefusedRowRefusesAllUnlessTheValidOnesAreWanted) {
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
  EXPECT_FALSE(import(csv).summary.stored);
  EXPECT_EQ(world_->exported(), before);
  report = import(csv, {.file_name = "", .valid_only = true});
  EXPECT_TRUE(report.summary.stored);
  EXPECT_EQ(report.summary.accepted, 1);
  EXPECT_EQ(report.summary.changed, 1);
  EXPECT_EQ(world_->org_.get_unit(world_->os_, "P17", day("2001-01-01")).unit.from, day("2000-07-01"));
  EXPECT_EQ(key_of([&] { world_->org_.get_unit(world_->os_, "P16", day("2001-01-01")); }), "tree.unit_unknown");
  EXPECT_EQ(world_->journal("org.units_imported").size(), 3u);  // the filling, the refused one and this one
}

TEST_P(OrgTest, EveryKindOfBadRowIsNamedWithItsLine) {
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
  EXPECT_EQ(key_of([&] { import("code,code,name,kind,level,parent_code,from,to\n"); }), "org.column_twice");
  EXPECT_EQ(key_of([&] { import("code,name,kind,level,parent_code,from,to\n"); }), "table.empty");
  EXPECT_EQ(key_of([&] { import(""); }), "table.empty");
  EXPECT_EQ(key_of([&] { import("PK\x03\x04 không phải zip"); }), "table.damaged");
}

TEST_P(OrgTest, FormulasStayTextOnTheirWayInAndOut) {
  fill();
  const std::string name = "=HYPERLINK(\"http://x\";1)";
  EXPECT_TRUE(
      import(
          "code,name,kind,level,parent_code,from,to\nA,\"=HYPERLINK(\"\"http://x\"\";1)\",board,none,P14,2000-01-01,\n")
          .summary.stored);
  EXPECT_EQ(world_->org_.get_unit(world_->os_, "A", day("2001-01-01")).unit.name, name);
  const auto out = world_->exported();
  EXPECT_NE(out.find("\"'=HYPERLINK"), std::string::npos);
  EXPECT_EQ(import(out).summary.changed, 0);
}

TEST_P(OrgTest, ExportAndImportIntoAnEmptyStoreGiveEqualUnits) {
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
    EXPECT_EQ(other.org_.import_units(other.os_, file, {}).summary.changed, 0);
  }
}

TEST_P(OrgTest, NobodyImportsOutsideTheirScope) {
  auto& w = fill();
  const auto planner = w.account(5, "planner", "P14");
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
  EXPECT_EQ(report.summary.changed, 2);
  const auto reader = w.account(6, "leader", "P14");
  EXPECT_EQ(key_of([&] { w.org_.import_units(reader, w.file(small_country), {}); }), "identity.forbidden");
  EXPECT_EQ(key_of([&] { w.org_.queue_import(reader, w.file(small_country), {}); }), "identity.forbidden");
}

TEST_P(OrgTest, AnImportRunsAsAJobAndItsReportBelongsToWhoStartedIt) {
  auto& w = fill();
  const auto planner = w.account(5, "planner", "P14"), other = w.account(6, "planner", "P14"),
             auditor = w.account(7, "auditor", "P14"), outside = w.account(8, "auditor", "P15");
  const auto upload = w.file(
      "code,name,kind,level,parent_code,from,to\nP14.N,Mới,board,none,P14,2000-13-01,\nP14.M,Mới,board,none,P14,2000-"
      "01-01,\n");
  const auto id = w.org_.queue_import(planner, upload, {.file_name = "dv.csv", .valid_only = true});
  EXPECT_FALSE(std::filesystem::exists(upload));
  std::int64_t shown = 0;
  const auto job = w.jobs_.run_now(id, [&](auto done, auto) { shown = done; });
  EXPECT_EQ(job.state, platform::JobState::done) << job.error_key;
  EXPECT_GT(shown, 0);
  const auto report = w.org_.get_report(planner, id, 0, 10);
  EXPECT_EQ(report.summary.file_name, "dv.csv");
  EXPECT_TRUE(report.summary.stored);
  EXPECT_THAT(lines_of(report), ElementsAre("2 from org.date_impossible"));
  EXPECT_EQ(report.problems[0].parameters.at("value"), "2000-13-01");
  EXPECT_EQ(key_of([&] { w.org_.get_report(other, id, 0, 10); }), "org.import_unknown");
  EXPECT_EQ(w.org_.get_report(auditor, id, 0, 10).summary.job_id, id.value);  // reads the jobs of the unit it concerns
  EXPECT_EQ(key_of([&] { w.org_.get_report(outside, id, 0, 10); }), "org.import_unknown");
  EXPECT_EQ(key_of([&] { w.org_.get_report(planner, platform::JobId{id.value + 99}, 0, 10); }), "org.import_unknown");
}

TEST_P(OrgTest, ACancelledImportStoresNothing) {
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

// A file that is staged in batches, on a store that has a tree already.
std::string great_file() {
  std::string csv = "code,name,kind,level,parent_code,from,to\n";
  for (const auto& r : support::national_units({9, 4, 6, 4, 4}))
    csv += r.code + "," + r.name + "," + std::string(base::enum_name(r.kind)) + "," +
           std::string(base::enum_name(r.level)) + "," + r.parent_code + "," + base::to_iso(r.from) + "," +
           (r.to ? base::to_iso(*r.to) : "") + "\n";
  return csv;
}

TEST_P(OrgTest, OtherWritersAndReadersGoOnDuringAGreatImport) {
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

TEST_P(OrgTest, AGreatImportThatIsCancelledHalfWayLeavesNothing) {
  auto& w = fill();
  const auto rows = [&] {
    auto tx = w.store_.database().begin_read();
    std::int64_t n = 0;
    for (const char* table : {"tree_unit", "tree_span", "tree_scope", "tree_next_path"})
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

TEST_P(OrgTest, AGreatImportBeginsAgainWhenSomebodyChangesTheTreeMeanwhile) {
  auto& w = fill();
  bool changed = false;
  const auto report = w.org_.import_units(w.os_, w.file(great_file()), {}, [&](std::int64_t done, std::int64_t) {
    if (done <= 600 || std::exchange(changed, true)) return;
    w.org_.add_unit(w.os_, {.code = "MOI",
                            .name = "Ban mới",
                            .kind = tree::UnitKind::board,
                            .level = tree::UnitLevel::none,
                            .parent_code = "TW",
                            .from = day("2001-01-01"),
                            .to = {}});
  });
  EXPECT_TRUE(report.summary.stored);
  auto tx = w.store_.database().begin_read();
  EXPECT_TRUE(w.tree_.find_unit(tx, "MOI"));
  EXPECT_TRUE(w.tree_.find_unit(tx, "P05"));
}

TEST_P(OrgTest, AGreatImportGivesUpWhereTheTreeChangesAgainAndAgain) {
  auto& w = fill();
  int count = 0;
  const auto import = [&] {
    w.org_.import_units(w.os_, w.file(great_file()), {}, [&](std::int64_t done, std::int64_t) {
      if (done != 500) return;  // after each look at the tree
      const std::string code = "M" + std::to_string(++count);
      w.org_.add_unit(w.os_, {.code = code,
                              .name = "Ban mới",
                              .kind = tree::UnitKind::board,
                              .level = tree::UnitLevel::none,
                              .parent_code = "TW",
                              .from = day("2001-01-01"),
                              .to = {}});
    });
  };
  EXPECT_EQ(key_of(import), "org.import_overtaken");
  auto tx = w.store_.database().begin_read();
  EXPECT_FALSE(w.tree_.find_unit(tx, "P05"));
  EXPECT_TRUE(w.tree_.find_unit(tx, "M1"));
}

TEST_P(OrgTest, OperationsSpeakJson) {
  auto& w = fill();
  platform::Api api;
  add_operations(api, w.org_);
  EXPECT_EQ(api.operations().size(), 14u);
  EXPECT_FALSE(api.openapi("test").empty());
  const auto call = [&](const std::string& id, std::map<std::string, std::string> path,
                        std::map<std::string, std::string> query = {}, const std::string& body = "",
                        std::map<std::string, std::string> headers = {}) {
    for (const auto& op : api.operations()) {
      if (op.id != id) continue;
      platform::Request request;
      request.path_values = std::move(path);
      request.query = std::move(query);
      request.headers = std::move(headers);
      request.body = body;
      request.actor = w.os_;
      return op.handler(request);
    }
    throw std::runtime_error("no operation " + id);
  };
  auto json = base::Json::parse(call("listChildUnits", {{"code", "TW"}}, {{"limit", "1"}, {"on", "01/01/2023"}}).body);
  EXPECT_EQ(json["items"][0]["code"], "P14");
  EXPECT_EQ(json["next"], "1");
  EXPECT_EQ(json["total"], 2);
  json = base::Json::parse(call("listChildUnits", {{"code", "TW"}}, {{"limit", "1"}, {"cursor", "1"}}).body);
  EXPECT_TRUE(json["next"].is_null());
  const auto page = call("getUnit", {{"code", "P14"}}, {{"on", "2023-01-01"}});
  json = base::Json::parse(page.body);
  EXPECT_EQ(json["unit"]["name"], "Đảng bộ tỉnh Lạng Sơn");
  std::string tag;
  for (const auto& [name, value] : page.headers)
    if (name == "ETag") tag = value;
  const auto changed =
      call("changeUnit", {{"code", "P14"}}, {}, R"({"from":"2024-01-01","name":"Tên mới"})", {{"if-match", tag}});
  EXPECT_EQ(base::Json::parse(changed.body)["history"].size(), 2u);
  EXPECT_EQ(key_of([&] { call("getUnit", {{"code", "P14"}}, {{"on", "2023-02-29"}}); }), "field.date_expected");
  EXPECT_EQ(key_of([&] {
              call("endUnitFunction", {{"id", "abc"}}, {}, R"({"on":"2024-01-01"})");
            }),
            "org.function_unknown");
  EXPECT_EQ(key_of([&] { call("getImportReport", {{"job", "99999999999999999999"}}); }), "org.import_unknown");
  const auto file = call("exportUnits", {}, {{"format", "xlsx"}});
  EXPECT_TRUE(std::filesystem::exists(file.file));
  std::filesystem::remove(file.file);
}

TEST_P(OrgTest, TheDemoOrganisationIsWhole) {
  auto& w = *world_;
  const std::filesystem::path folder = std::filesystem::path(LIENTHONG_SOURCE_DIR) / "data/demo";
  const auto report = w.org_.import_units(w.os_, folder / "units.csv", {});
  EXPECT_THAT(lines_of(report), IsEmpty());
  EXPECT_GT(w.org_.import_functions(w.os_, folder / "functions.csv"), 20);
  const auto below = w.org_.list_children(w.os_, "TW", day("2023-06-01"), 0, 200);
  std::size_t committees = 0;
  for (const auto& item : below.items)
    committees += item.kind == tree::UnitKind::province || item.kind == tree::UnitKind::committee_central;
  EXPECT_EQ(committees, 67u);
  EXPECT_EQ(w.org_.get_unit(w.os_, "LS.BTC", day("2023-12-01")).functions.front().document, "137-QĐ/TW@2023-12-01");
  for (const auto& item : below.items) {
    if (item.kind != tree::UnitKind::province && item.kind != tree::UnitKind::committee_central) continue;
    const auto bodies = w.org_.list_children(w.os_, item.code, day("2023-06-01"), 0, 200);
    EXPECT_THAT(codes_of(bodies.items), testing::Contains(item.code + ".BTC"));
  }
}

TEST_P(OrgTest, TheStartOfADayMovesWhatWasPlannedForIt) {
  auto& w = fill();
  const auto page = w.org_.get_unit(w.os_, "P14.B1", day("2023-06-06"));
  w.org_.change_unit(w.os_, "P14.B1", {day("2024-01-01"), {}, {}, {}, "P15"}, page.version);
  const auto reader = w.account(5, "leader", "P15");
  w.org_.start();
  EXPECT_EQ(key_of([&] { w.org_.get_unit(reader, "P14.B1", day("2024-01-01")); }), "tree.unit_unknown");
  w.org_.stop();
  w.clock_.move_to(1'704'100'000'000'000);  // 2024-01-01
  w.org_.start();
  EXPECT_EQ(w.org_.get_unit(reader, "P14.B1", day("2024-01-01")).unit.parent_code, "P15");
  w.org_.stop();
}

TEST_P(OrgTest, HostileTextIsOnlyText) {
  auto& w = fill();
  for (const char* text : {"'; DROP TABLE tree_unit; --", "<script>alert(1)</script>", "\" OR 1=1", "{{7*7}}"}) {
    const auto version = w.org_.get_unit(w.os_, "P14", day("2023-01-01")).version;
    w.org_.change_unit(w.os_, "P14", {day("1975-01-01"), text, {}, {}, {}}, version);
    EXPECT_EQ(w.org_.get_unit(w.os_, "P14", day("2023-01-01")).unit.name, text);
    EXPECT_NO_THROW(w.org_.search(w.os_, text, day("2023-01-01"), 10));
    EXPECT_EQ(key_of([&] { w.org_.get_unit(w.os_, text, day("2023-01-01")); }), "tree.unit_unknown");
  }
}

TEST(OrgSentences, EveryKeyThatRowsCanSayHasOne) {
  base::add_sentences(base::sentences());
  base::add_sentences(tree::sentences());
  base::add_sentences(org::sentences());
  base::add_sentences(platform::table::sentences());
  for (const char* key : {"org.units_imported", "tree.cycle", "tree.row_twice", "tree.parent_refused",
                          "org.code_refused", "org.date_impossible", "field.required", "table.merged_cells"})
    EXPECT_TRUE(base::has_sentence(key)) << key;
}

}  // namespace
}  // namespace org
