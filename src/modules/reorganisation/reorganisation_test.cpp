#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/identity/identity.h"
#include "modules/reorganisation/reorganisation.h"
#include "tests/support/register_store.h"

namespace reorganisation {
namespace {

using support::key_of;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tree::UnitKind;
using tree::UnitLevel;

base::Date day(const char* iso) { return *base::parse_iso_date(iso); }

tree::UnitRow unit(const char* code, UnitKind kind, UnitLevel level, const char* parent,
                   const char* from = "1976-01-01", const char* to = nullptr) {
  tree::UnitRow row{1, code, std::string("Đơn vị ") + code, kind, level, parent, day(from), {}};
  if (to) row.to = day(to);
  return row;
}

// Two provinces, one with two districts of two communes each, a commune with cells.
class ReorganisationTest : public support::RegisterStore {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    [[maybe_unused]] static const bool said = [] {
      for (const auto files : {tree::sentences(), identity::sentences(), sentences()}) base::add_sentences(files);
      return true;
    }();
    open({unit("TW", UnitKind::central, UnitLevel::centre, "", "1930-02-03"),
          unit("P1", UnitKind::province, UnitLevel::province, "TW"),
          unit("P2", UnitKind::province, UnitLevel::province, "TW"),
          unit("P3", UnitKind::province, UnitLevel::province, "TW"),
          unit("H1", UnitKind::district, UnitLevel::district, "P1"),
          unit("H2", UnitKind::district, UnitLevel::district, "P1"),
          unit("X1", UnitKind::commune, UnitLevel::commune, "H1"),
          unit("X2", UnitKind::commune, UnitLevel::commune, "H1"),
          unit("X3", UnitKind::commune, UnitLevel::commune, "H2"),
          unit("C1", UnitKind::grassroots_cell, UnitLevel::grassroots, "X1"),
          unit("C2", UnitKind::grassroots_cell, UnitLevel::grassroots, "X1"),
          unit("B2", UnitKind::board, UnitLevel::none, "P2")},
         platform::read_migrations("reorganisation", migrations()));
    passing_ = std::make_unique<identity::GrantPassing>(tree_, *audit_, clock_);
    service_ = std::make_unique<ReorganisationService>(
        Surroundings{database(), clock_, tree_, *audit_, *access_, *documents_});
    service_->add(*documents_);
    service_->add(*passing_);
    planner_ = account("kehoach", "planner", "TW");
    leader_ = account("lanhdao", "leader", "TW");
  }

  static base::Json plan(const char* changes, const char* code = "SX-1", const char* on = "2026-07-01") {
    return {{"id", code},
            {"decision", "321-QĐ/TW@2026-06-24"},
            {"effective_on", on},
            {"changes", base::Json::parse(changes)}};
  }
  static constexpr const char* merge_provinces =
      R"([{"verb":"merge","from":["P1","P2"],"into":{"code":"P9","name":"Tỉnh Chín","kind":"province","level":"province","parent_code":"TW"}}])";

  std::vector<std::string> problems(const base::Json& json, const base::Actor& actor) {
    std::vector<std::string> out;
    for (const auto& p : service_->preview(actor, json, base::Language::vi).problems)
      out.push_back(std::to_string(p.step) + " " + p.key);
    return out;
  }
  std::vector<std::string> problems(const char* changes, const char* on = "2026-07-01") {
    return problems(plan(changes, "SX-1", on), os_);
  }
  PlanPage carry_out(const base::Json& json) {
    EXPECT_THAT(problems(json, os_), IsEmpty());
    const auto page = service_->bring_plan(os_, json);
    return service_->commit_plan(os_, page.item.code, page.item.version);
  }
  // Every span, successor, path and grant.
  std::string everything() {
    auto tx = database().begin_read();
    std::string out;
    std::map<std::int64_t, std::string> codes;
    tree_.each_span(tx, [&](const tree::UnitSpan& s) {
      codes[s.unit_id.value] = s.code;
      out += s.code + "|" + s.name + "|" + s.parent_code + "|" + std::to_string(int(s.kind)) + base::to_iso(s.from) +
             (s.to ? base::to_iso(*s.to) : "") + "\n";
    });
    tree_.each_successor(tx, [&](const tree::Successor& s) {
      out += codes[s.unit.value] + ">" + codes[s.successor.value] + base::to_iso(s.on) + "\n";
    });
    for (const auto& [id, code] : codes) out += code + " " + tree_.path(tx, tree::UnitId{id}) + "\n";
    for (const auto& h : identity::list_holders(tx, clock_.today()))
      out += h.account + " " + std::string(base::enum_name(h.role)) + " " + std::to_string(h.unit.value) + "\n";
    return out;
  }
  std::string parent_on(const char* code, const char* on) {
    auto tx = database().begin_read();
    const auto unit = tree_.find_unit(tx, code);
    const auto span = unit ? tree_.find_span(tx, *unit, day(on)) : std::nullopt;
    return span ? span->parent_code : "-";
  }

  std::unique_ptr<identity::GrantPassing> passing_;
  std::unique_ptr<ReorganisationService> service_;
  base::Actor planner_, leader_;
};
INSTANTIATE_TEST_SUITE_P(Engines, ReorganisationTest, support::engines(), support::engine_name);

TEST_P(ReorganisationTest, AMergeHandsEverythingOnAndUndoRestoresItExactly) {
  const auto before = everything();
  const auto page = carry_out(plan(merge_provinces));
  EXPECT_EQ(page.item.state, PlanState::committed);
  ASSERT_TRUE(page.proof);
  EXPECT_EQ(page.proof->units.ended, 2);
  EXPECT_EQ(page.proof->units.established, 1);
  EXPECT_EQ(page.proof->units.moved_along, 3);
  EXPECT_EQ(page.proof->units.before - 1, page.proof->units.after);
  EXPECT_EQ(parent_on("H1", "2026-07-01"), "P9");
  EXPECT_EQ(parent_on("H1", "2026-06-30"), "P1");
  EXPECT_EQ(parent_on("X1", "2026-07-01"), "H1");
  EXPECT_EQ(parent_on("P1", "2026-07-01"), "-");
  {
    auto tx = database().begin_read();
    const auto now = tree_.resolve(tx, *tree_.find_unit(tx, "P1"), day("2026-07-01"));
    EXPECT_THAT(now, ElementsAre(*tree_.find_unit(tx, "P9")));
  }
  const auto units = service_->list_units(os_, "SX-1", 0, 100);
  EXPECT_EQ(units.total, 6);
  ASSERT_EQ(units.items.size(), 6u);
  const auto h1 = std::ranges::find(units.items, "H1", &UnitFate::code);
  ASSERT_NE(h1, units.items.end());
  EXPECT_EQ(h1->parent_before + ">" + h1->parent_after, "P1>P9");
  const auto undone = service_->undo_plan(os_, "SX-1", page.item.version);
  EXPECT_EQ(undone.item.state, PlanState::undone);
  EXPECT_EQ(everything(), before);
}

TEST_P(ReorganisationTest, UnitsThatStandBelowEachOtherAreTakenBackTogether) {
  const auto before = everything();
  const auto page = carry_out(plan(R"([
    {"verb":"establish","into":{"code":"X9","name":"Xã Chín","kind":"commune","level":"commune","parent_code":"P3"}},
    {"verb":"merge","from":["C1","C2"],"into":
     {"code":"C9","name":"Chi bộ Chín","kind":"grassroots_cell","level":"grassroots","parent_code":"X9"}}])"));
  service_->undo_plan(os_, "SX-1", page.item.version);
  EXPECT_EQ(everything(), before);
}

TEST_P(ReorganisationTest, EveryVerbDoesWhatItSays) {
  const auto before = everything();
  const auto page = carry_out(plan(R"([
    {"verb":"absorb","from":["H1"],"into":"P1"},
    {"verb":"rename","unit":"P2","name":"Tỉnh Hai mới"},
    {"verb":"move","unit":"B2","parent_code":"P3"},
    {"verb":"change_kind","unit":"X2","kind":"grassroots_committee","level":"grassroots"},
    {"verb":"establish","into":{"code":"B9","name":"Ban Chín","kind":"board","level":"none","parent_code":"P3"}},
    {"verb":"split","from":"H2","into":[{"code":"H3","name":"Huyện Ba","kind":"district","level":"district","parent_code":"P1"},"H2"],
     "assign":[{"where":{"kind":"commune"},"to":"H3"}]}])"));
  EXPECT_EQ(parent_on("X1", "2026-07-01"), "P1");
  EXPECT_EQ(parent_on("X3", "2026-07-01"), "H3");
  EXPECT_EQ(parent_on("H2", "2026-07-01"), "P1");  // it goes on
  EXPECT_EQ(parent_on("B2", "2026-07-01"), "P3");
  EXPECT_EQ(parent_on("B9", "2026-07-01"), "P3");
  {
    auto tx = database().begin_read();
    EXPECT_EQ(tree_.find_span(tx, *tree_.find_unit(tx, "P2"), day("2026-07-01"))->name, "Tỉnh Hai mới");
    EXPECT_EQ(tree_.find_span(tx, *tree_.find_unit(tx, "X2"), day("2026-07-01"))->kind, UnitKind::grassroots_committee);
  }
  service_->undo_plan(os_, "SX-1", page.item.version);
  EXPECT_EQ(everything(), before);
}

TEST_P(ReorganisationTest, SaysWhatCannotBeWithItsStep) {
  EXPECT_THAT(problems(R"([{"verb":"absorb","from":["P1"],"into":"H1"}])"), ElementsAre("1 reorganisation.into_below"));
  EXPECT_THAT(problems(R"([{"verb":"rename","unit":"P3","name":"Ba"},{"verb":"merge","from":["P1","P2"],"into":
              {"code":"P9","name":"Chín","kind":"province","level":"province","parent_code":"X1"}}])"),
              Contains("2 reorganisation.into_below"));
  EXPECT_THAT(
      problems(R"([{"verb":"split","from":"P1","into":[{"code":"P8","name":"Tám","kind":"province","level":"province",
              "parent_code":"TW"},{"code":"P9","name":"Chín","kind":"province","level":"province","parent_code":"TW"}],
              "assign":{"H1":"P8"}}])"),
      ElementsAre("1 reorganisation.unit_forgotten"));
  EXPECT_THAT(problems(R"([{"verb":"absorb","from":["P1"],"into":"P3"},{"verb":"absorb","from":["P1"],"into":"P2"}])"),
              ElementsAre("2 reorganisation.unit_twice"));
  EXPECT_THAT(problems(R"([{"verb":"absorb","from":["C1"],"into":"X2"}])"),
              ElementsAre("1 reorganisation.kinds_mixed"));
  EXPECT_THAT(problems(R"([{"verb":"end","unit":"X1"}])"), ElementsAre("1 reorganisation.children_left"));
  EXPECT_THAT(problems(R"([{"verb":"rename","unit":"NO","name":"x"}])"), ElementsAre("1 reorganisation.unit_unknown"));
  EXPECT_THAT(problems(R"([{"verb":"rename","unit":"P1","name":"x"}])", "1970-01-01"),
              ElementsAre("1 reorganisation.not_active"));
  EXPECT_THAT(problems(R"([{"verb":"absorb","from":["P1"],"into":"P2"}])", "1976-01-01"),
              ElementsAre("1 reorganisation.begins_then"));
  EXPECT_THAT(
      problems(
          R"([{"verb":"establish","into":{"code":"P1","name":"x","kind":"board","level":"none","parent_code":"TW"}}])"),
      ElementsAre("1 reorganisation.code_taken"));
  EXPECT_THAT(problems(R"([{"verb":"change_kind","unit":"P1","kind":"province","level":"cell"}])"),
              Contains("1 tree.level_unfit"));
  EXPECT_THAT(problems(R"([{"verb":"move","unit":"P1","parent_code":"X1"}])"), Contains("1 tree.cycle"));
  EXPECT_THAT(problems(R"([{"verb":"merge","from":["P1"],"into":"P2"},{"verb":"jump"},{"verb":"end"},7])"),
              ElementsAre("1 reorganisation.from_two", "1 reorganisation.into_new", "2 reorganisation.value_unknown",
                          "3 reorganisation.field_missing", "4 reorganisation.change_expected"));
  auto odd = plan(merge_provinces);
  odd["effective_on"] = "2026-02-30";
  odd["colour"] = "red";
  EXPECT_THAT(problems(odd, os_), ElementsAre("0 reorganisation.day_expected", "0 reorganisation.field_unknown"));
  EXPECT_THAT(problems(base::Json::array(), os_), ElementsAre("0 reorganisation.plan_expected"));
}

TEST_P(ReorganisationTest, WhatAFuturePlanDecidedStandsInTheWayAndIsNamed) {
  carry_out(plan(merge_provinces, "SX-1", "2027-01-01"));
  const auto found =
      service_->preview(os_, plan(R"([{"verb":"absorb","from":["P1"],"into":"P3"}])", "SX-2"), base::Language::vi);
  ASSERT_EQ(found.problems.size(), 1u);
  EXPECT_THAT(found.problems[0].sentence, HasSubstr("SX-1"));
  EXPECT_THAT(problems(R"([{"verb":"rename","unit":"H1","name":"x"}])"), ElementsAre("1 reorganisation.changes_later"));
}

TEST_P(ReorganisationTest, OfTwoPlansForOneUnitOneWinsAndTheOtherIsTold) {
  const auto one = service_->create_plan(os_, plan(merge_provinces)).item;
  const auto two = service_->create_plan(os_, plan(R"([{"verb":"absorb","from":["P1"],"into":"P3"}])", "SX-2")).item;
  service_->commit_plan(os_, one.code, one.version);
  const auto before = everything();
  EXPECT_EQ(key_of([&] { service_->commit_plan(os_, two.code, two.version); }), "reorganisation.overtaken");
  EXPECT_EQ(everything(), before);
  EXPECT_EQ(service_->get_plan(os_, "SX-2").item.state, PlanState::draft);
}

TEST_P(ReorganisationTest, WhereSomebodyWouldSeeMoreASecondPersonApproves) {
  const auto officer = account("dangtich.p3", "membership_officer", "P3");
  const auto absorb = plan(R"([{"verb":"absorb","from":["P1"],"into":"P3"}])");
  const auto preview = service_->preview(planner_, absorb, base::Language::vi);
  EXPECT_TRUE(preview.access_grows);
  ASSERT_EQ(preview.access.size(), 1u);
  EXPECT_EQ(preview.access_rows, 1);
  EXPECT_EQ(preview.moved_rows, std::ssize(preview.moved));
  EXPECT_EQ(preview.access[0].account, "dangtich.p3");
  ASSERT_EQ(preview.access[0].gained.size(), 1u);
  EXPECT_EQ(preview.access[0].gained[0].code, "P1");
  EXPECT_EQ(preview.access[0].gained[0].units, 8);
  auto item = service_->create_plan(planner_, absorb).item;
  EXPECT_EQ(key_of([&] { service_->commit_plan(planner_, item.code, item.version); }),
            "reorganisation.approval_needed");
  EXPECT_EQ(key_of([&] { service_->approve_plan(planner_, item.code, item.version); }), "identity.forbidden");
  EXPECT_EQ(key_of([&] { service_->commit_plan(leader_, item.code, item.version); }), "identity.forbidden");
  const auto chief = account("quantri", "administrator", "TW");
  item = service_->take_plan(chief, item.code, item.version).item;
  EXPECT_EQ(key_of([&] { service_->approve_plan(chief, item.code, item.version); }), "reorganisation.own_plan");
  item = service_->approve_plan(leader_, item.code, item.version).item;
  // Somebody more would see it by now: what was approved was less.
  account("thuky.p3", "unit_secretary", "P3");
  EXPECT_EQ(key_of([&] { service_->commit_plan(planner_, item.code, item.version); }),
            "reorganisation.approval_needed");
  item = service_->approve_plan(leader_, item.code, item.version).item;
  service_->commit_plan(planner_, item.code, item.version);
}

TEST_P(ReorganisationTest, OnlyGrantsThatThePlanListsPassOn) {
  account("thuky.p1", "unit_secretary", "P1");
  account("thuky.p2", "unit_secretary", "P2");
  auto json = plan(merge_provinces);
  json["grants"] = base::Json::parse(R"([{"account":"thuky.p3","role":"unit_secretary","to":"P9"}])");
  EXPECT_THAT(problems(json, os_), ElementsAre("0 identity.passed_grant_unknown"));
  json["grants"][0]["account"] = "thuky.p1";
  const auto before = everything();
  const auto preview = service_->preview(os_, json, base::Language::vi);
  ASSERT_EQ(preview.access.size(), 2u);
  EXPECT_EQ(preview.access[0].gained.size(), 1u);  // thuky.p1 sees P2
  EXPECT_EQ(preview.access[1].lost.size(), 1u);    // thuky.p2 sees the past of P2 only
  auto item = service_->bring_plan(os_, json).item;
  item = service_->approve_plan(leader_, item.code, item.version).item;
  item = service_->commit_plan(os_, item.code, item.version).item;
  {
    auto tx = database().begin_read();
    std::vector<std::string> held;
    for (const auto& h : identity::list_holders(tx, clock_.today()))
      if (h.unit == *tree_.find_unit(tx, "P9")) held.push_back(h.account);
    EXPECT_THAT(held, ElementsAre("thuky.p1"));
  }
  service_->undo_plan(os_, item.code, item.version);
  EXPECT_EQ(everything(), before);
}

TEST_P(ReorganisationTest, NothingIsUndoneOnceSomethingWasBuiltOnIt) {
  auto page = carry_out(plan(merge_provinces));
  const auto refused = [&] {
    try {
      service_->undo_plan(os_, "SX-1", page.item.version);
      return std::string("undone");
    } catch (const base::Error& e) {
      return e.parameters().at("reason");
    }
  };
  const auto later = carry_out(plan(R"([{"verb":"rename","unit":"P9","name":"Tỉnh Mười"}])", "SX-2", "2026-08-01"));
  EXPECT_THAT(refused(), HasSubstr("SX-2"));
  service_->undo_plan(os_, "SX-2", later.item.version);
  const auto row = unit("B9", UnitKind::board, UnitLevel::none, "P9", "2026-09-01");
  {
    auto tx = database().begin();
    tree_.store_rows(tx, std::vector{row}, clock_.today());
    tx.commit();
  }
  EXPECT_THAT(refused(), HasSubstr("B9"));
  {
    auto tx = database().begin();
    tree_.remove_units(tx, std::vector{*tree_.find_unit(tx, "B9")});
    tx.commit();
  }
  account("moi", "leader", "P9");
  EXPECT_THAT(refused(), HasSubstr("moi"));
}

TEST_P(ReorganisationTest, ALowerUnitAsksAndWhoeverHasTheRightTakesItOver) {
  const auto secretary = account("thuky.x1", "unit_secretary", "X1");
  const auto wish = plan(R"([{"verb":"absorb","from":["C1"],"into":"C2"}])", "DN-1");
  auto item = service_->create_plan(secretary, wish).item;
  EXPECT_EQ(item.owner_code, "X1");
  account("dangtich.c2", "membership_officer", "C2");
  const auto preview = service_->preview_stored(secretary, item.code, base::Language::vi);
  EXPECT_EQ(preview.units.ended, 1);
  EXPECT_TRUE(preview.access_grows);
  EXPECT_EQ(preview.access_rows, 0);
  EXPECT_THAT(preview.access, IsEmpty());  // whose rights grow is for those who plan and approve
  EXPECT_EQ(key_of([&] { service_->commit_plan(secretary, item.code, item.version); }), "identity.forbidden");
  EXPECT_EQ(key_of([&] { service_->create_plan(secretary, plan(merge_provinces)); }), "request.fields");
  const auto stranger = account("kehoach.p3", "planner", "P3");
  EXPECT_EQ(key_of([&] { service_->get_plan(stranger, item.code); }), "reorganisation.unknown");
  EXPECT_THAT(service_->list_plans(stranger, {}, "", 10).items, IsEmpty());
  EXPECT_EQ(service_->list_plans(secretary, {}, "", 10).items.size(), 1u);
  item = service_->take_plan(planner_, item.code, item.version).item;
  EXPECT_EQ(item.planner, "kehoach");
  EXPECT_EQ(key_of([&] { service_->commit_plan(planner_, item.code, item.version - 1); }),
            "reorganisation.changed_meanwhile");
  item = service_->approve_plan(leader_, item.code, item.version).item;
  service_->commit_plan(planner_, item.code, item.version);
  EXPECT_EQ(key_of([&] { service_->commit_plan(planner_, item.code, item.version + 1); }), "reorganisation.not_open");
}

TEST_P(ReorganisationTest, AnOlderDayThanLaterChangesBelowKeepsThem) {
  {
    auto tx = database().begin();
    auto later = unit("X2", UnitKind::commune, UnitLevel::commune, "H2", "2026-09-01");
    tree_.store_rows(tx, std::vector{later}, clock_.today());
    tx.commit();
  }
  const auto before = everything();
  const auto page = carry_out(plan(R"([{"verb":"absorb","from":["H1"],"into":"P1"}])"));
  EXPECT_EQ(parent_on("X2", "2026-08-01"), "P1");
  EXPECT_EQ(parent_on("X2", "2026-09-01"), "H2");
  service_->undo_plan(os_, "SX-1", page.item.version);
  EXPECT_EQ(everything(), before);
}

TEST_P(ReorganisationTest, ThePlannedTreeIsTheSameBeforeAndAfterTheCommit) {
  const auto json = plan(R"([
    {"verb":"merge","from":["P1","P2"],"into":
     {"code":"P9","name":"Tỉnh Chín","kind":"province","level":"province","parent_code":"TW"}},
    {"verb":"absorb","from":["X1"],"into":"X2"},
    {"verb":"split","from":"C1","into":["C1",
     {"code":"C8","name":"Chi bộ Tám","kind":"grassroots_cell","level":"grassroots","parent_code":"X2"}],
     "assign":{"where":{"gender":"female"},"to":"C8"}}])");
  const auto item = service_->create_plan(planner_, json).item;
  const auto shown = [&](const base::Actor& actor) {
    auto tx = database().begin_read();
    const auto tree = service_->get_plan_tree(tx, actor, "SX-1");
    EXPECT_EQ(tree.on, day("2026-07-01"));
    EXPECT_THAT(tree.before, ElementsAre("P1", "P2"));
    EXPECT_THAT(tree.after, ElementsAre("P9"));
    std::string text;
    for (const auto& unit : tree.units) {
      text += unit.code + " " + std::string(base::enum_name(unit.fate)) + " " + base::Json(unit.successors).dump();
      for (const auto& row : unit.after)
        text += " " + row.parent_code + base::to_iso(row.from) + (row.to ? base::to_iso(*row.to) : "");
      text += "\n";
    }
    for (const auto& d : tree.divisions) text += d.code + d.rules.at(0).where.at("gender") + d.rules.at(0).to;
    return std::pair(tree.version, text);
  };
  const auto before = shown(leader_);
  EXPECT_THAT(before.second, HasSubstr("P1 ended [\"P9\"] TW1976-01-012026-07-01\n"));
  EXPECT_THAT(before.second, HasSubstr("H1 moved_along [] P11976-01-012026-07-01 P92026-07-01\n"));
  EXPECT_THAT(before.second, HasSubstr("C1femaleC8"));
  const auto stranger = account("kehoach.p3", "planner", "P3");
  EXPECT_EQ(key_of([&] { shown(stranger); }), "reorganisation.unknown");
  const auto page = service_->commit_plan(os_, item.code, item.version);
  EXPECT_EQ(shown(leader_).second, before.second);
  EXPECT_GT(shown(leader_).first, before.first);
  service_->undo_plan(os_, "SX-1", page.item.version);
  EXPECT_EQ(key_of([&] { shown(leader_); }), "reorganisation.not_open");
}

TEST_P(ReorganisationTest, WhoAbsorbsOthersIsOfThePerimeterBeforeAndAfter) {
  const auto item = service_->create_plan(planner_, plan(R"([{"verb":"absorb","from":["P1"],"into":"P2"}])")).item;
  const auto perimeter_is_whole = [&] {
    auto tx = database().begin_read();
    const auto tree = service_->get_plan_tree(tx, leader_, "SX-1");
    EXPECT_THAT(tree.before, ElementsAre("P1", "P2"));
    EXPECT_THAT(tree.after, ElementsAre("P2"));
  };
  perimeter_is_whole();
  service_->commit_plan(os_, item.code, item.version);
  perimeter_is_whole();
}

TEST_P(ReorganisationTest, ARemovedPlansIdIsNoOtherPlans) {
  std::set<std::int64_t> ids;
  for (const char* code : {"SX-1", "SX-2", "SX-3"}) {
    const auto item = service_->create_plan(planner_, plan(merge_provinces, code)).item;
    {
      auto tx = database().begin_read();
      ids.insert(service_->get_plan_key(tx, planner_, code).id);
    }
    service_->remove_plan(planner_, code, item.version);
  }
  EXPECT_EQ(ids.size(), 3u);
}

TEST_P(ReorganisationTest, UnitsOfAKindAreCountedByThePlansThatTakeThemAwayAndBringThem) {
  carry_out(plan(R"([{"verb":"end","unit":"B2"},
    {"verb":"establish","into":{"code":"B7","name":"Ban Bảy","kind":"board","level":"none","parent_code":"P3"}}])"));
  service_->create_plan(planner_, plan(R"([{"verb":"change_kind","unit":"B7","kind":"state_body","level":"none"},
    {"verb":"establish","into":{"code":"P8","name":"Tỉnh Tám","kind":"province","level":"province","parent_code":"TW"}},
    {"verb":"establish","into":{"code":"B8","name":"Ban Tám","kind":"board","level":"none","parent_code":"P8"}}])",
                                       "SX-2", "2026-09-01"));
  const auto listed = [&](const base::Actor& actor, UnitKind kind, const char* below) {
    auto tx = database().begin_read();
    std::vector<std::string> out;
    const KindBelow of[] = {{kind, *tree_.find_unit(tx, below)}};
    const auto changes = service_->list_kind_changes(tx, actor, of);
    for (const auto& c : changes.at(0))
      out.push_back((c.established ? "+" : "-") + c.code + " " + c.superior_code + " " + c.plan);
    return out;
  };
  EXPECT_THAT(listed(planner_, UnitKind::board, "TW"),
              ElementsAre("-B2 P2 SX-1", "+B7 P3 SX-1", "-B7 P3 SX-2", "+B8 P8 SX-2"));
  EXPECT_THAT(listed(planner_, UnitKind::board, "P3"), ElementsAre("+B7 P3 SX-1", "-B7 P3 SX-2"));
  EXPECT_THAT(listed(planner_, UnitKind::state_body, "TW"), ElementsAre("+B7 P3 SX-2"));
  // A draft of others is nobody's business.
  EXPECT_THAT(listed(account("kehoach.p3", "planner", "P3"), UnitKind::board, "TW"),
              ElementsAre("-B2 P2 SX-1", "+B7 P3 SX-1"));
}

TEST_P(ReorganisationTest, MoreRightsOverTheSameUnitsAreSaidAndNeedApproval) {
  // An auditor of the centre sees all of it already; as the secretary of the new unit they could change it.
  auto json = plan(R"([{"verb":"absorb","from":["C1"],"into":"C2"}])");
  account("thuky.c1", "unit_secretary", "C1");
  {
    auto tx = database().begin();
    tx.run(
        "INSERT INTO identity_grant(account_id, role, unit_id, from_day, granted_by, created_at, plan) SELECT id, "
        "'member', ?, '2020-01-01', 'os:test', 0, 0 FROM identity_account WHERE name = 'thuky.c1'",
        *tree_.find_unit(tx, "X1"));
    tx.commit();
  }
  json["grants"] = base::Json::parse(R"([{"account":"thuky.c1","role":"unit_secretary","to":"C2"}])");
  // Over what stood in C2 nobody asked; over what came from C1 nothing changes.
  EXPECT_FALSE(service_->preview(os_, json, base::Language::vi).access_grows);
  json["changes"] = base::Json::parse(R"([{"verb":"merge","from":["C1","C2"],"into":
    {"code":"C9","name":"Chi bộ Chín","kind":"grassroots_cell","level":"grassroots","parent_code":"X1"}}])");
  json["grants"][0]["to"] = "C9";
  const auto preview = service_->preview(os_, json, base::Language::vi);
  EXPECT_TRUE(preview.access_grows);
  ASSERT_EQ(preview.access.size(), 1u);
  ASSERT_EQ(preview.access[0].gained.size(), 1u);
  EXPECT_EQ(preview.access[0].gained[0].code, "C2");
  EXPECT_THAT(preview.access[0].gained[0].roles, ElementsAre("unit_secretary"));
  const auto item = service_->bring_plan(os_, json).item;
  EXPECT_EQ(key_of([&] { service_->commit_plan(os_, item.code, item.version); }), "reorganisation.approval_needed");
}

TEST_P(ReorganisationTest, OfAPlanFileNobodyApprovesAndCarriesOutAlone) {
  account("dangtich.p3", "membership_officer", "P3");
  auto item = service_->bring_plan(os_, plan(R"([{"verb":"absorb","from":["P1"],"into":"P3"}])")).item;
  item = service_->approve_plan(os_, item.code, item.version).item;
  EXPECT_EQ(key_of([&] { service_->commit_plan(os_, item.code, item.version); }), "reorganisation.own_approval");
  base::Actor other = os_;
  other.name = "os:other";
  service_->commit_plan(other, item.code, item.version);
}

TEST_P(ReorganisationTest, OnlyTheLevelOrOnlyTheKindMayChange) {
  carry_out(plan(R"([{"verb":"change_kind","unit":"X2","level":"grassroots"},
                     {"verb":"change_kind","unit":"B2","kind":"state_body"}])"));
  auto tx = database().begin_read();
  const auto held = [&](const char* code) {
    return *tree_.find_span(tx, *tree_.find_unit(tx, code), day("2026-07-01"));
  };
  EXPECT_EQ(held("X2").kind, UnitKind::commune);
  EXPECT_EQ(held("X2").level, UnitLevel::grassroots);
  EXPECT_EQ(held("B2").kind, UnitKind::state_body);
  EXPECT_EQ(held("B2").level, UnitLevel::none);
  EXPECT_THAT(problems(R"([{"verb":"change_kind","unit":"X3"}])"), ElementsAre("1 reorganisation.field_missing"));
}

TEST_P(ReorganisationTest, AGrantPassesOnlyWhereItsUnitIsTakenApartForIt) {
  account("thuky.c1", "unit_secretary", "C1");
  auto json = plan(R"([{"verb":"split","from":"C1","into":["C1",
      {"code":"C7","name":"Bảy","kind":"grassroots_cell","level":"grassroots","parent_code":"X1"}],
      "assign":{"where":{"gender":"female"},"to":"C7"}},
    {"verb":"split","from":"C2","into":["C2",
      {"code":"C8","name":"Tám","kind":"grassroots_cell","level":"grassroots","parent_code":"X1"}],
      "assign":{"where":{"gender":"female"},"to":"C8"}}])");
  json["grants"] = base::Json::parse(R"([{"account":"thuky.c1","role":"unit_secretary","to":"C8"}])");
  EXPECT_THAT(problems(json, os_), ElementsAre("0 identity.passed_grant_unknown"));
  json["grants"][0]["to"] = "C7";
  EXPECT_THAT(problems(json, os_), IsEmpty());
}

}  // namespace
}  // namespace reorganisation
