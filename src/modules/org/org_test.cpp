#include "modules/org/org_test_support.h"
#include "platform/http/http.h"

namespace org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OrgTest : public OrgFixture {};
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
  const auto reader = w.account("a5", "leader", "P14");
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

TEST_P(OrgTest, AnOldNameSaysWhatItBecame) {
  auto& w = fill();
  const auto page = w.org_.get_unit(w.os_, "P14.B1", day("2023-01-01"));
  w.org_.change_unit(w.os_, "P14.B1", {day("2024-01-01"), "Văn phòng sắp xếp", {}, {}, {}}, page.version);
  {
    auto tx = w.store_.database().begin();
    const tree::Successor successor{*w.tree_.find_unit(tx, "P14.H1"), *w.tree_.find_unit(tx, "P14"), day("2025-07-01")};
    w.tree_.add_successors(tx, std::span(&successor, 1), w.org_.today());
    tx.commit();
  }
  const auto found = w.org_.search(w.os_, "to chuc son", day("2025-07-01"), 10);
  ASSERT_THAT(codes_of(found.items), ElementsAre("P15.B1", "P14.B1"));
  EXPECT_TRUE(found.items[0].became.empty());
  ASSERT_EQ(found.items[1].became.size(), 1u);
  EXPECT_EQ(found.items[1].became[0].name, "Văn phòng sắp xếp");
  const auto ended = w.org_.get_unit(w.os_, "P14.H1", day("2025-07-01"));
  ASSERT_EQ(ended.unit.became.size(), 1u);
  EXPECT_EQ(ended.unit.became[0].code, "P14");
  EXPECT_TRUE(w.org_.get_unit(w.os_, "P14.H1", day("2025-06-30")).unit.became.empty());
  const auto heir = w.org_.get_unit(w.os_, "P14", day("2025-07-01"));
  ASSERT_EQ(heir.predecessors.size(), 1u);
  EXPECT_EQ(heir.predecessors[0].code, "P14.H1");
  const auto file = w.store_.folder() / "old_parent.csv";
  std::ofstream(file) << "code,name,kind,level,parent_code,from,to\nP14.N,Mới,board,none,P14.H1,2025-08-01,\n";
  EXPECT_TRUE(w.org_.import_units(w.os_, file, {}).problems.empty());
  EXPECT_EQ(w.org_.get_unit(w.os_, "P14.N", day("2025-08-01")).unit.parent_code, "P14");
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
  const auto planner = w.account("a5", "planner", "P14");
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
  const auto ended = w.org_.end_function(w.os_, f.id, f.version, day("2025-01-01"));
  // Who saw it as it was before does not put another day over the one that stands there.
  EXPECT_EQ(key_of([&] { w.org_.end_function(w.os_, f.id, f.version, day("2026-01-01")); }), "org.function_changed");
  EXPECT_EQ(w.org_.get_function(w.os_, f.id).to, day("2025-01-01"));
  EXPECT_EQ(w.org_.get_function(w.os_, f.id).version, ended.version);
  EXPECT_THAT(w.org_.list_functions(w.os_, "P14.B1", day("2025-01-01")), IsEmpty());
  EXPECT_EQ(w.org_.list_functions(w.os_, "P14.B1", day("2024-12-31")).front().document, "137-QĐ/TW@2023-12-01");
  EXPECT_EQ(key_of([&] {
              w.org_.add_function(w.os_, "P14.B1", {"x", "", "", day("2023-12-01"), {}});
            }),
            "document field.required");
  EXPECT_EQ(key_of([&] { w.org_.end_function(w.os_, 999, 1, day("2025-01-01")); }), "org.function_unknown");
  const auto reader = w.account("a5", "leader", "P15");
  EXPECT_EQ(key_of([&] { w.org_.end_function(reader, f.id, ended.version, day("2025-01-01")); }),
            "org.function_unknown");
  const auto csv =
      w.file("unit_code,text,document,provision,from,to\nP15.B1,Việc,137-QĐ/TW@2023-12-01,Điều 5,2023-12-01,\n");
  EXPECT_EQ(w.org_.import_functions(w.os_, csv), 1);
  EXPECT_EQ(w.org_.import_functions(w.os_, csv), 0);
}

TEST_P(OrgTest, OperationsSpeakJson) {
  auto& w = fill();
  platform::Api api;
  add_operations(api, w.org_, w.uploads_);
  EXPECT_EQ(api.operations().size(), 18u);
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
  const auto f = w.org_.add_function(w.os_, "P14", {"Việc", "137-QĐ/TW@2023-12-01", "", day("2023-12-01"), {}});
  const auto end = [&](const std::string& on, std::map<std::string, std::string> headers) {
    return call("endUnitFunction", {{"id", std::to_string(f.id)}}, {}, R"({"on":")" + on + R"("})", std::move(headers));
  };
  EXPECT_EQ(key_of([&] { end("2025-01-01", {}); }), "org.version_needed");
  EXPECT_EQ(end("2025-01-01", {{"if-match", "\"1\""}}).status, 200);
  const auto refused = end("2026-01-01", {{"if-match", "\"1\""}});
  EXPECT_EQ(refused.status, 409);
  json = base::Json::parse(refused.body);
  EXPECT_EQ(json["current"]["to"], "2025-01-01");
  EXPECT_EQ(json["sent"]["to"], "2026-01-01");
  EXPECT_EQ(key_of([&] { call("getImportReport", {{"job", "99999999999999999999"}}); }), "org.import_unknown");
  std::filesystem::path exported;
  {
    const auto answer = call("exportUnits", {}, {{"format", "xlsx"}});
    exported = answer.file->path();
    EXPECT_TRUE(std::filesystem::exists(exported));
  }
  EXPECT_FALSE(std::filesystem::exists(exported));  // nothing is left in the temporary folder
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
  const auto reader = w.account("a5", "leader", "P15");
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
