#include "modules/members/members_fixture.h"
#include "modules/members/members_rules.h"

namespace members {
namespace {

INSTANTIATE_TEST_SUITE_P(Engines, MembersTest, support::engines(), support::engine_name);

TEST_P(MembersTest, WhoIsEnteredByHandHasARecordWithBothSpells) {
  const auto page = put(person("Nguyễn  Thị Hòa"));
  EXPECT_EQ(page.full_name, "Nguyễn Thị Hòa");
  EXPECT_EQ(page.code, "DV00000001");
  EXPECT_EQ(page.status, Status::official);
  EXPECT_EQ(page.unit_code, "C01");
  EXPECT_EQ(page.party_age, 11);
  ASSERT_EQ(page.spells.size(), 2u);
  EXPECT_EQ(page.spells[0].status, Status::probationary);
  EXPECT_EQ(page.spells[0].reason, EndReason::recognised);
  EXPECT_EQ(page.spells[0].to, day("2016-05-19"));
  EXPECT_EQ(page.spells[1].from, day("2016-05-19"));
  EXPECT_FALSE(page.spells[1].to);
  EXPECT_EQ(put(person("Nguyễn Thị Hòa")).code, "DV00000002");
}

TEST_P(MembersTest, HomeAndThoseAboveSeeTheRecordAndNobodyElse) {
  const auto code = put(person("Trần Thị Lựu")).code;
  EXPECT_EQ(members_->get_member(officer_, code).full_name, "Trần Thị Lựu");
  EXPECT_EQ(members_->get_member(secretary_, code).full_name, "Trần Thị Lựu");
  EXPECT_EQ(key_of([&] { members_->get_member(stranger_, code); }), "members.unknown");
  EXPECT_EQ(key_of([&] { members_->get_member(officer_, "KHONG"); }), "members.unknown");
  EXPECT_EQ(members_->list_members(officer_, {}, "", 10).items.size(), 1u);
  EXPECT_EQ(members_->list_members(stranger_, {}, "", 10).items.size(), 0u);
  EXPECT_EQ(key_of([&] { members_->list_members(stranger_, MemberFilter{.unit = "C01"}, "", 10); }),
            "tree.unit_unknown");
  auto elsewhere = person("Trần Thị Mận", "C02");
  EXPECT_EQ(key_of([&] { members_->create_member(secretary_, elsewhere); }), "request.fields");
  audit_->flush_views();
  audit::Filter views;
  views.object_kind = "member", views.object_id = code;
  EXPECT_EQ(audit_->list_views(views).size(), 2u) << "who was refused saw nothing";
}

TEST_P(MembersTest, AListIsPagedAndNarrowed) {
  for (const char* name : {"Lê Văn Một", "Lê Văn Hai", "Lê Văn Ba"}) put(person(name));
  auto far = person("Lê Văn Bốn", "C09");
  far.gender = Gender::male;
  put(far);
  const auto first = members_->list_members(os_, {}, "", 3);
  ASSERT_EQ(first.items.size(), 3u);
  EXPECT_EQ(first.total, 4);
  ASSERT_TRUE(first.next);
  EXPECT_EQ(members_->list_members(os_, {}, *first.next, 3).items.at(0).full_name, "Lê Văn Một");
  EXPECT_EQ(members_->list_members(os_, MemberFilter{.unit = "P02"}, "", 10).items.size(), 1u);
  EXPECT_EQ(members_->list_members(os_, MemberFilter{.unit = "", .gender = Gender::male}, "", 10).total, 1);
  EXPECT_EQ(members_->list_members(os_, MemberFilter{.unit = "", .status = Status::probationary}, "", 10).total, 0);
  EXPECT_EQ(members_->list_members(os_, MemberFilter{.unit = "", .status = Status::official}, "", 10).total, 4);
}

TEST_P(MembersTest, ACitizenNumberIsSealedMaskedAndGivenOnlyToWhoMayIdentify) {
  auto given = person("Phạm Thị Cúc");
  given.citizen_number = "001 188 012345";
  const auto page = put(given);
  EXPECT_EQ(page.citizen_number, "*********345");
  EXPECT_EQ(members_->get_citizen_number(officer_, page.code).citizen_number, "001188012345");
  EXPECT_EQ(key_of([&] { members_->get_citizen_number(secretary_, page.code); }), "identity.forbidden");
  EXPECT_EQ(stored(page.code).citizen_sealed.find("001188012345"), std::string::npos);
  given.full_name = "Phạm Thị Cúc Hai";
  EXPECT_EQ(key_of([&] { put(given); }), "members.citizen_taken");
  given.citizen_number = "12";
  EXPECT_EQ(key_of([&] { put(given); }), "request.fields");
}

TEST_P(MembersTest, AfterAKeyIsRotatedEveryNumberOpensWithTheNewOneOnly) {
  auto given = person("Phạm Thị Sen");
  given.citizen_number = "001188012345";
  const auto code = put(given).code;
  put(person("Phạm Thị Súng"));
  const auto before = stored(code).citizen_sealed;
  EXPECT_EQ(key_of([&] { members_->rotate_keys(officer_); }), "identity.forbidden");
  EXPECT_EQ(members_->rotate_keys(os_), 1);
  EXPECT_NE(stored(code).citizen_sealed, before);
  EXPECT_EQ(members_->get_citizen_number(os_, code).citizen_number, "001188012345");
  EXPECT_EQ(members_->citizen_numbers().open(before), std::nullopt) << "the old key is destroyed";
}

TEST_P(MembersTest, ACorrectionKeepsWhatStoodThereBefore) {
  const auto page = put(person("Vũ Thị Hồng"));
  MemberCorrection change;
  change.full_name = "Vũ Thị Hường";
  change.education = Education::bachelor;
  const auto now = members_->correct_member(secretary_, page.code, change, page.version);
  EXPECT_EQ(now.full_name, "Vũ Thị Hường");
  EXPECT_EQ(now.version, page.version + 1);
  EXPECT_EQ(now.version, stored(page.code).version);
  const auto timeline = members_->list_timeline(officer_, page.code, base::Language::en);
  ASSERT_EQ(timeline.size(), 2u);
  EXPECT_EQ(timeline[0].verb, "members.corrected");
  EXPECT_EQ(timeline[0].difference["full_name"], (Json{"Vũ Thị Hồng", "Vũ Thị Hường"}));
  EXPECT_EQ(timeline[0].difference["education"], (Json{"", "bachelor"}));
  auto tx = database().begin_read();
  audit::Filter raw;
  raw.object_kind = "member";
  EXPECT_EQ(audit_->list_entries(tx, raw).at(0).difference.find("Hường"), std::string::npos)
      << "it stands there sealed";
}

TEST_P(MembersTest, TheNoteOfARecordMadeByHandAndForWhomItWasEnteredStandSealedInTheJournal) {
  auto given = person("Vũ Thị Hồng");
  given.entered_for = "Bà Hồng";
  given.note = "phiếu giấy ở tủ số 3";
  const auto page = put(given);
  const auto entry = members_->list_timeline(officer_, page.code, base::Language::vi).at(0);
  EXPECT_EQ(entry.on_behalf_of, "Bà Hồng");
  EXPECT_EQ(entry.difference["note"], "phiếu giấy ở tủ số 3");
  auto tx = database().begin_read();
  audit::Filter raw;
  raw.object_kind = "member";
  const auto stored = audit_->list_entries(tx, raw).at(0);
  EXPECT_EQ((stored.on_behalf_of + stored.difference).find("Hồng"), std::string::npos);
  EXPECT_EQ(stored.difference.find("tủ số 3"), std::string::npos);
  EXPECT_EQ(audit::Audit::hide_difference(stored.on_behalf_of), "***");
}

TEST_P(MembersTest, WhoLookedAtTheRecordHasAlsoTakenAFileOfTheBranchAndNoOther) {
  const auto page = put(person("Vũ Thị Hồng", "C01"));
  const auto hong = account("hong", "member", "C01");
  members_->link_account(os_, page.code, {"hong"});
  audit_->record_view(officer_, "member_export", "members", unit_id("P01"));
  audit_->record_view(stranger_, "member_export", "members", unit_id("P02"));
  members_->get_member(secretary_, page.code);
  audit_->flush_views();
  const auto views = members_->list_own_views(hong);
  ASSERT_EQ(views.size(), 2u);
  EXPECT_EQ(views[0].actor, "bithu.c01");
  EXPECT_EQ(views[0].manner, ViewManner::record);
  EXPECT_EQ(views[1].actor, "dangtich");
  EXPECT_EQ(views[1].manner, ViewManner::exported);
}

TEST_P(MembersTest, AFileOfABranchIsToldByWhereTheMemberWasOnTheDayOfIt) {
  const auto page = put(person("Vũ Thị Hồng", "C01"));
  const auto hong = account("hong", "member", "C01");
  members_->link_account(os_, page.code, {"hong"});
  const auto export_by = [&](const base::Actor& actor, const char* unit) {
    audit_->record_view(actor, "member_export", "members", unit_id(unit));
    audit_->flush_views();
  };
  export_by(officer_, "P01");
  export_by(stranger_, "P02");
  clock_.move_to(clock_.now() + 10 * 86'400'000'000);
  {
    auto member = stored(page.code);
    member.spells.back().fact.to = clock_.today();
    member.spells.back().fact.reason = EndReason::transferred;
    auto next = member.spells.back();
    next.fact = {tree::UnitId{unit_id("C09")}, next.fact.status, clock_.today(), {}, {}};
    member.spells.push_back(next);
    auto tx = database().begin();
    store::replace_spells(tx, member);
    tx.commit();
  }
  export_by(officer_, "P01");
  export_by(stranger_, "P02");
  std::vector<std::string> actors;
  for (const auto& view : members_->list_own_views(hong)) actors.push_back(view.actor);
  EXPECT_EQ(actors, (std::vector<std::string>{stranger_.name, "dangtich"}));
}

TEST_P(MembersTest, AnEditOfAnOldVersionAndAnEditOfNothingAreRefused) {
  const auto page = put(person("Đỗ Thị Lan"));
  MemberCorrection change;
  change.occupation = "Giáo viên";
  EXPECT_EQ(key_of([&] { members_->correct_member(os_, page.code, change, page.version + 1); }),
            "members.changed_meanwhile");
  members_->correct_member(os_, page.code, change, page.version);
  EXPECT_EQ(key_of([&] { members_->correct_member(os_, page.code, change, page.version + 1); }),
            "members.nothing_changed");
  EXPECT_EQ(key_of([&] { members_->correct_member(account("xem", "leader", "P01"), page.code, change, 2); }),
            "identity.forbidden");
}

TEST_P(MembersTest, AnOfficialDayThatIsCorrectedMovesTheSpells) {
  const auto page = put(person("Bùi Thị Mai"));
  MemberCorrection change;
  change.official_on = day("2016-06-01");
  const auto now = members_->correct_member(os_, page.code, change, page.version);
  EXPECT_EQ(now.spells.at(0).to, day("2016-06-01"));
  EXPECT_EQ(now.spells.at(1).from, day("2016-06-01"));
  change.official_on = day("2016-01-01");
  EXPECT_EQ(key_of([&] { members_->correct_member(os_, page.code, change, now.version); }),
            "members.probation_running");
}

TEST_P(MembersTest, RecordsThatCannotBeAreRefusedWithTheirField) {
  const auto key = [&](auto&& spoil) {
    auto m = person("Hồ Thị Nga");
    spoil(m);
    try {
      put(m);
      return std::string("done");
    } catch (const base::FieldErrors& e) {
      return e.problems().front().key;
    } catch (const base::Error& e) {
      return e.key();
    }
  };
  EXPECT_EQ(key([](auto& m) { m.unit_code = "G01"; }), "members.not_a_cell");
  EXPECT_EQ(key([](auto& m) { m.unit_code = "KHONG"; }), "members.unit_unknown");
  EXPECT_EQ(key([](auto& m) { m.joined_on = day("1970-01-01"); }), "members.unit_not_then");
  EXPECT_EQ(key([](auto& m) { m.joined_on = day("2030-01-01"); }), "members.day_to_come");
  EXPECT_EQ(key([](auto& m) { m.full_name = "  "; }), "field.required");
  EXPECT_EQ(key([](auto& m) { m.full_name = "Nguyễn 4"; }), "members.name_odd");
  EXPECT_EQ(key([](auto& m) { m.birth_date = base::parse_partial_date("2016"); }), "members.before_birth");
  EXPECT_EQ(key([](auto& m) { m.admitted_on = day("2015-06-01"); }), "members.decision_after_ceremony");
  EXPECT_EQ(key([](auto& m) { m.official_on = day("2016-05-18"); }), "members.probation_running");
  EXPECT_EQ(key([](auto& m) { m.joined_on = day("2015-05-18"); }), "members.joined_too_early");
  EXPECT_EQ(key([](auto& m) { m.entered_for = "Bà Hòa"; }), "members.note_needed");
  EXPECT_EQ(key([](auto& m) { m.document = "quyết định miệng"; }), "documents.reference_unreadable");
  EXPECT_EQ(key([](auto&) {}), "done");
}

TEST_P(MembersTest, WhoListensIsToldInsideTheTransactionWithBothStates) {
  struct Heard final : MemberListener {
    std::vector<MemberChange> changes;
    std::int64_t version = 0;
    void prepare(std::shared_ptr<const Columns>) override {}
    void forget() override {}
    void replaced(platform::Transaction&) override {}
    void changed(platform::Transaction&, std::int64_t v, const std::vector<MemberChange>& told) override {
      version = v;
      changes = told;
    }
  } heard;
  members_->listeners().add(heard);
  const auto page = put(person("Mai Thị Đào"));
  ASSERT_EQ(heard.changes.size(), 1u);
  EXPECT_FALSE(heard.changes[0].before);
  EXPECT_EQ(heard.changes[0].after->spells.size(), 2u);
  EXPECT_EQ(heard.version, 1);
  MemberCorrection change;
  change.ethnicity = "Tày";
  members_->correct_member(os_, page.code, change, page.version);
  EXPECT_EQ(heard.version, 2);
  EXPECT_EQ(heard.changes[0].before->ethnicity, "");
  EXPECT_EQ(heard.changes[0].after->ethnicity, "Tày");
}

TEST_P(MembersTest, WhatAnImportHasNotMadeLiveDoesNotExist) {
  const auto page = put(person("Tạ Thị Bích"));
  {
    auto tx = database().begin();
    tx.run("INSERT INTO members_batch(id, name, state, account_id, made_at) VALUES (7, 'x', 'staging', 0, 0)");
    tx.run("UPDATE members_member SET batch_id = 7");
    tx.commit();
  }
  EXPECT_EQ(key_of([&] { members_->get_member(os_, page.code); }), "members.unknown");
  {
    auto tx = database().begin();
    tx.run("UPDATE members_batch SET state = 'live'");
    tx.commit();
  }
  EXPECT_EQ(members_->get_member(os_, page.code).code, page.code);
}

TEST(MembersFields, EveryFieldThatIsAskedForNamesItsPurpose) {
  std::vector<std::string> told;
  for (const auto& p : MembersService::list_purposes()) {
    told.push_back(p.field);
    EXPECT_FALSE(p.purpose.empty() || p.report.empty()) << p.field;
  }
  base::for_each_member<NewMember>([&](std::string_view field, auto) {
    // What places the person and tells of the entry is not kept of the person.
    for (const char* other : {"unit_code", "joined_on", "document", "entered_for", "note"})
      if (field == other) return;
    EXPECT_THAT(told, testing::Contains(std::string(field)));
  });
}

TEST(MembersDates, MonthsAreCountedByTheCalendar) {
  EXPECT_EQ(add_months(day("2024-02-29"), 12), day("2025-02-28"));
  EXPECT_EQ(add_months(day("2024-08-31"), 6), day("2025-02-28"));
  EXPECT_EQ(add_months(day("2024-05-19"), 12), day("2025-05-19"));
  EXPECT_EQ(add_months(day("2024-12-15"), 1), day("2025-01-15"));
  EXPECT_EQ(months_between(day("2006-11-22"), day("2024-11-21")), 215);
  EXPECT_EQ(months_between(day("2006-11-22"), day("2024-11-22")), 216);
  EXPECT_EQ(party_age(day("1986-02-03"), day("2026-02-03")), 40);
  EXPECT_EQ(party_age(day("1986-02-03"), day("2026-02-02")), 39);
}

}  // namespace
}  // namespace members
