#pragma once
// A register of members to test on: centre, two provinces, a commune with a grassroots committee and cells, one account
// a role. Used by the tests of this module only.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/members/members_machine.h"
#include "modules/members/members_rules.h"
#include "tests/support/register_store.h"

namespace members {

using support::key_of;

inline base::Date day(const char* iso) { return base::parse_iso_date(iso).value(); }

class MembersTest : public support::RegisterStore {
 protected:
  void SetUp() override {
    NEEDS_ENGINE();
    using enum tree::UnitKind;
    using L = tree::UnitLevel;
    std::vector<platform::Migration> above = platform::read_migrations("policy", policy::migrations());
    for (auto& m : platform::read_migrations("members", migrations())) above.push_back(std::move(m));
    open({{1, "TW", "Trung ương", central, L::centre, "", day("1930-02-03"), {}},
          {2, "P01", "Đảng bộ tỉnh Sông Lam", province, L::province, "TW", day("1976-01-01"), {}},
          {3, "P02", "Đảng bộ tỉnh Núi Hồng", province, L::province, "TW", day("1976-01-01"), {}},
          {4, "X01", "Đảng bộ xã Bến Tre Xanh", commune, L::commune, "P01", day("1976-01-01"), {}},
          {5, "G01", "Đảng bộ cơ sở Nhà máy Gạch", grassroots_committee, L::grassroots, "X01", day("1976-01-01"), {}},
          {6, "C01", "Chi bộ thôn Một", cell, L::cell, "G01", day("1976-01-01"), {}},
          {7, "C02", "Chi bộ thôn Hai", cell, L::cell, "G01", day("1976-01-01"), {}},
          {8, "C09", "Chi bộ Trường Núi Hồng", grassroots_cell, L::grassroots, "P02", day("1976-01-01"), {}}},
         above);
    policy_ = std::make_unique<policy::Policy>(database(), *access_, *audit_, clock_);
    policy_->add(rules());
    keys_ = platform::open_keys(store_->folder() / "keys");
    members_ = std::make_unique<MembersService>(Surroundings{database(), clock_, keys_, store_->folder() / "keys",
                                                             tree_, *audit_, *access_, *policy_, *documents_});
    keeper_ = std::make_unique<ColumnsKeeper>(database(), members_->listeners(), store_->folder() / "members.snapshot");
    keeper_->start();
    officer_ = account("dangtich", "membership_officer", "P01");
    secretary_ = account("bithu.c01", "unit_secretary", "C01");
    stranger_ = account("dangtich.p02", "membership_officer", "P02");
  }
  // An official member of the cell, admitted on 2015-05-19.
  NewMember person(const char* name, const char* cell = "C01") {
    NewMember m;
    m.unit_code = cell;
    m.joined_on = day("2015-05-19");
    m.full_name = name;
    m.gender = Gender::female;
    m.birth_date = base::parse_partial_date("1988-03-08");
    m.admitted_on = day("2015-05-03"), m.ceremony_on = day("2015-05-19"), m.official_on = day("2016-05-19");
    return m;
  }
  MemberPage put(const NewMember& m) { return members_->create_member(os_, m); }
  std::int64_t unit_id(const char* code) {
    auto tx = database().begin_read();
    return tree_.find_unit(tx, code)->value;
  }
  // The first cell ends on a day; the second takes its place.
  void merge_cells(const char* gone, const char* heir, const char* on) {
    auto tx = database().begin();
    const auto unit = *tree_.find_unit(tx, gone);
    auto span = tree_.list_history(tx, unit).back();
    const tree::UnitRow row{0, span.code, span.name, span.kind, span.level, span.parent_code, span.from, day(on)};
    tree_.store_rows(tx, std::vector{row}, clock_.today());
    const tree::Successor successor{unit, *tree_.find_unit(tx, heir), day(on)};
    tree_.add_successors(tx, std::vector{successor}, clock_.today());
    tx.commit();
  }
  StoredMember stored(const std::string& code) {
    auto tx = database().begin_read();
    return *store::find_member(tx, *store::find_member(tx, code));
  }

  platform::Keys keys_;
  std::unique_ptr<policy::Policy> policy_;
  std::unique_ptr<MembersService> members_;
  std::unique_ptr<ColumnsKeeper> keeper_;
  base::Actor officer_, secretary_, stranger_;
};

}  // namespace members
