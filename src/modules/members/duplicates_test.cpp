#include "modules/members/duplicate_scan.h"
#include "modules/members/members_fixture.h"

namespace members {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class DuplicatesTest : public MembersTest {
 protected:
  void SetUp() override {
    MembersTest::SetUp();
    jobs_ = std::make_unique<platform::Jobs>(database(), clock_);
    scan_ = std::make_unique<DuplicateScan>(Surroundings{database(), clock_, keys_, store_->folder() / "keys", tree_,
                                                         *audit_, *access_, *policy_, *documents_},
                                            *jobs_, members_->roster());
  }
  MemberPage born(const char* name, const char* birth, const char* cell = "C01", const char* number = "") {
    auto m = person(name, cell);
    m.birth_date = base::parse_partial_date(birth);
    m.citizen_number = number;
    return put(m);
  }
  MergeOrder order(const MemberPage& gone, std::vector<std::string> take = {}) {
    MergeOrder given;
    given.dissolved_code = gone.code;
    given.dissolved_version = gone.version;
    given.take = std::move(take);
    return given;
  }
  MemberPage merge(const MemberPage& kept, const MemberPage& gone, std::vector<std::string> take = {}) {
    return members_->merge_members(os_, kept.code, order(gone, std::move(take)), kept.version);
  }
  MemberPage now(const MemberPage& page) { return members_->get_member(os_, page.code); }
  std::vector<std::string> pairs(const base::Actor& actor, const char* unit, bool lower = false,
                                 bool distinct = false) {
    std::vector<std::string> found;
    for (const auto& d : members_->list_duplicates(actor, {unit, lower, distinct}, 0, 50).items)
      found.push_back(d.one.full_name + "/" + d.other.full_name + " " +
                      std::string(base::enum_name(d.reasons.front())));
    return found;
  }

  std::unique_ptr<platform::Jobs> jobs_;
  std::unique_ptr<DuplicateScan> scan_;
};
INSTANTIATE_TEST_SUITE_P(Engines, DuplicatesTest, support::engines(), support::engine_name);

TEST_P(DuplicatesTest, AScanFindsPairsWithTheirReasonsTheStrongestFirst) {
  born("Trần Thị Lựu", "1970-03-08", "C01");
  born("TRAN THI LUU", "1970-03-08", "C02");
  born("Trần Thị Lựu", "1970-08-03", "C01");
  born("Vũ Văn Kỳ", "1970-03-08", "C01");
  born("Hồ Văn Bảy", "1965", "C01");
  born("Hồ Văn Bảy", "1965-01-01", "C02");
  const auto summary = scan_->scan(os_, "TW");
  EXPECT_EQ(summary.same_birth, 1);
  EXPECT_EQ(summary.near, 3);
  EXPECT_FALSE(summary.capped);
  EXPECT_THAT(pairs(os_, "TW"), ElementsAre("Trần Thị Lựu/TRAN THI LUU name_and_birth"));
  EXPECT_THAT(pairs(os_, "TW", true),
              ElementsAre("Trần Thị Lựu/TRAN THI LUU name_and_birth", "Trần Thị Lựu/Trần Thị Lựu day_month_turned",
                          "TRAN THI LUU/Trần Thị Lựu day_month_turned", "Hồ Văn Bảy/Hồ Văn Bảy birth_incomplete"));
}

TEST_P(DuplicatesTest, TwoRecordsOfOneNumberAreFoundWhateverTheirNames) {
  born("Trần Thị Lựu", "1970-03-08", "C01", "001088012345");
  const auto other = born("Trần Thị Lụa", "1971-03-08", "C02");
  {  // as two registers that were brought together have it
    auto tx = database().begin();
    tx.run(
        "UPDATE members_member SET citizen_hash = (SELECT citizen_hash FROM members_member WHERE citizen_hash IS "
        "NOT NULL) WHERE code = ?",
        other.code);
    tx.commit();
  }
  EXPECT_EQ(scan_->scan(os_, "C02").same_number, 1);
  EXPECT_THAT(pairs(os_, "C02"), ElementsAre("Trần Thị Lựu/Trần Thị Lụa citizen_number"));
}

TEST_P(DuplicatesTest, WhatWasWrittenOrMergedOrMarkedSinceShowsAtOnce) {
  const auto one = born("Trần Thị Lựu", "1970-03-08"), other = born("Trần Thị Lựu", "1970-03-08", "C02");
  const auto third = born("Trần Thị Lựu", "1970-03-08", "C02");
  scan_->scan(os_, "TW");
  EXPECT_EQ(pairs(os_, "TW").size(), 3u);
  members_->mark_distinct(os_, one.code, other.code, "khác quê");
  EXPECT_EQ(pairs(os_, "TW").size(), 2u);
  EXPECT_EQ(pairs(os_, "TW", false, true).size(), 1u);
  EXPECT_EQ(members_->compare_members(os_, other.code, one.code).distinct->note, "khác quê");
  members_->unmark_distinct(os_, other.code, one.code);
  EXPECT_EQ(pairs(os_, "TW").size(), 3u);
  merge(one, third);
  EXPECT_EQ(pairs(os_, "TW").size(), 1u);
  EXPECT_EQ(scan_->scan(os_, "TW").same_birth, 1);  // the dissolved record is none to look for
}

TEST_P(DuplicatesTest, ACrowdOfOneNameAndYearIsCountedAndOnlyItsEqualDaysAreKept) {
  for (int i = 1; i <= 13; ++i) born("Nguyễn Văn Hùng", ("1970-02-" + std::to_string(10 + i)).c_str());
  born("Nguyễn Văn Hùng", "1970-02-11");
  const auto summary = scan_->scan(os_, "TW");
  EXPECT_EQ(summary.crowded, 1);
  EXPECT_EQ(summary.same_birth, 1);
  EXPECT_EQ(summary.near, 0);
}

TEST_P(DuplicatesTest, OutsideTheActorsSightOnlyThatARecordExistsIsTold) {
  born("Trần Thị Lựu", "1970-03-08", "C09", "001088012345");
  Newcomer given{"C01", "Trần Thị Lựu", base::parse_partial_date("1970-03-08"), "001088012345"};
  const auto candidates = members_->find_candidates(officer_, given);
  ASSERT_EQ(candidates.size(), 1u);
  EXPECT_FALSE(candidates[0].person.seen);
  EXPECT_EQ(candidates[0].person.code + candidates[0].person.full_name + candidates[0].person.unit_name, "");
  EXPECT_EQ(candidates[0].person.ask, "Trung ương");
  EXPECT_THAT(candidates[0].reasons, testing::IsEmpty());
  EXPECT_EQ(key_of([&] { members_->find_candidates(stranger_, given); }), "request.fields");
  audit_->flush_views();
  audit::Filter elsewhere;
  elsewhere.object_kind = "member_elsewhere";
  ASSERT_EQ(audit_->list_views(elsewhere).size(), 1u);
  EXPECT_EQ(audit_->list_views(elsewhere)[0].unit_id, unit_id("C01"));
}

TEST_P(DuplicatesTest, AnAccountLooksForNewcomersSoOftenADay) {
  const Newcomer given{"C01", "Trần Thị Lựu", base::parse_partial_date("1970-03-08"), ""};
  std::string key;
  for (int i = 0; i < 1000 && (key = key_of([&] { members_->find_candidates(officer_, given); })) == "done";) ++i;
  EXPECT_EQ(key, "members.asked_too_often");
  EXPECT_EQ(key_of([&] { members_->find_candidates(os_, given); }), "done");
  clock_.move_to(clock_.now() + 86'400'000'000);
  EXPECT_EQ(key_of([&] { members_->find_candidates(officer_, given); }), "done");
}

TEST_P(DuplicatesTest, AScanOfABranchNamesNobodyOfAnother) {
  const auto here = born("Trần Thị Lựu", "1970-03-08", "C01"), there = born("Trần Thị Lựu", "1970-03-08", "C09");
  scan_->scan(officer_, "P01");
  const auto list = members_->list_duplicates(officer_, {"P01", false, false}, 0, 50);
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].one.code, here.code);
  EXPECT_FALSE(list.items[0].other.seen);
  EXPECT_EQ(list.items[0].other.code, "");
  EXPECT_EQ(key_of([&] { members_->compare_members(officer_, here.code, there.code); }), "members.unknown");
  EXPECT_EQ(key_of([&] { scan_->scan(stranger_, "P01"); }), "tree.unit_unknown");
  EXPECT_EQ(key_of([&] { members_->list_duplicates(stranger_, {"P01", false, false}, 0, 50); }), "tree.unit_unknown");
}

TEST_P(DuplicatesTest, AMergeKeepsBothRecordsAndEndsOneMembership) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"), other = born("Trần Thị Lựu", "1970-03-08", "C02");
  const auto kept = merge(one, other);
  EXPECT_THAT(kept.merged_from, ElementsAre(other.code));
  EXPECT_TRUE(kept.status);
  const auto gone = now(other);
  EXPECT_EQ(gone.merged_into, one.code);
  EXPECT_FALSE(gone.status);
  EXPECT_EQ(gone.spells.back().reason, EndReason::merged_record);
  EXPECT_EQ(gone.spells.back().to, clock_.today());
  EXPECT_EQ(gone.spells.size(), other.spells.size());
  EXPECT_EQ(key_of([&] { members_->correct_member(os_, other.code, {.occupation = "Thợ"}, gone.version); }),
            "members.merged_away");
  EXPECT_EQ(key_of([&] { merge(kept, gone); }), "members.merged_away");
}

TEST_P(DuplicatesTest, FieldsComeFromEitherRecordAndUndoingGivesBothBack) {
  auto given = person("Trần Thị Lựu");
  given.occupation = "Công nhân";
  given.citizen_number = "001088012345";
  given.official_on = day("2016-08-19");
  const auto other = put(given), one = born("Trần Thị Lự", "1988-03-08", "C02");
  const auto kept = merge(one, other, {"full_name", "citizen_number", "occupation", "official_on"});
  EXPECT_EQ(kept.full_name, "Trần Thị Lựu");
  EXPECT_EQ(kept.occupation, "Công nhân");
  EXPECT_EQ(kept.citizen_number, "*********345");
  EXPECT_EQ(kept.spells[0].to, day("2016-08-19"));
  const auto gone = now(other);
  EXPECT_EQ(key_of([&] { members_->undo_merge(os_, other.code, gone.version + 1); }), "members.changed_meanwhile");
  auto back = members_->undo_merge(os_, other.code, gone.version);
  EXPECT_EQ(back.merged_into, "");
  EXPECT_TRUE(back.status);
  EXPECT_EQ(base::to_json(back.spells), base::to_json(other.spells));
  const auto again = now(one);
  EXPECT_EQ(again.full_name, "Trần Thị Lự");
  EXPECT_EQ(again.citizen_number, "");
  EXPECT_EQ(base::to_json(again.spells), base::to_json(one.spells));
  EXPECT_THAT(again.merged_from, IsEmpty());
  EXPECT_EQ(key_of([&] { members_->undo_merge(os_, other.code, back.version); }), "members.not_merged");
}

TEST_P(DuplicatesTest, AMergeOnWhichSomethingWasBuiltIsNotUndone) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"), other = born("Trần Thị Lựu", "1970-03-08", "C02");
  const auto kept = merge(one, other);
  NewAbsence given;
  given.kind = CaseKind::exemption;
  given.from = day("2026-10-01");
  members_->open_absence(os_, kept.code, given);
  EXPECT_EQ(key_of([&] { members_->undo_merge(os_, other.code, now(other).version); }), "members.merge_built_on");
}

TEST_P(DuplicatesTest, WhatRefersToTheDissolvedRecordShowsUnderTheKeptOne) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"), other = born("Trần Thị Lựu", "1970-03-08", "C02");
  const auto account = this->account("luu", "member", "C02");
  members_->link_account(os_, other.code, {"luu"});
  members_->ask_question(account, {"birth_date", "sai tháng"});
  NewAbsence away;
  away.kind = CaseKind::exemption;
  away.from = day("2026-10-01");
  const auto absence = members_->open_absence(os_, other.code, away);
  EXPECT_EQ(key_of([&] { merge(one, now(other)); }), "members.merge_open_case");
  NewStep back;
  back.stage = Stage::returned;
  back.on = day("2026-10-20");
  members_->take_step(os_, absence.about.id, back, absence.version);
  merge(one, now(other));
  const auto kept = now(one);
  ASSERT_EQ(kept.cases.size(), 1u);
  EXPECT_EQ(kept.cases[0].id, absence.about.id);
  EXPECT_EQ(members_->get_own_record(account).code, one.code);
  EXPECT_EQ(members_->list_own_questions(account).size(), 1u);
  EXPECT_GT(members_->list_timeline(os_, one.code, base::Language::vi).size(), 4u);
}

TEST_P(DuplicatesTest, ARecordThatHasEndedIsNotKeptInsteadOfALivingOne) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"), other = born("Trần Thị Lựu", "1970-03-08", "C02");
  EndOfMembership end;
  end.reason = EndReason::deceased;
  end.on = day("2026-01-01");
  const auto ended = members_->end_membership(os_, one.code, end, one.version);
  EXPECT_EQ(key_of([&] { merge(ended, other); }), "members.merge_keeps_ended");
  const auto kept = merge(other, ended);
  EXPECT_TRUE(kept.status);
  EXPECT_EQ(now(one).spells.back().reason, EndReason::deceased);
}

TEST_P(DuplicatesTest, ARecordThatOnlyBeginsLaterOrTheSameDayIsNoReasonForADayWithoutAny) {
  const auto old = born("Trần Thị Lựu", "1970-03-08", "C01");
  auto given = person("Trần Thị Lựu", "C02");
  given.joined_on = day("2026-11-01");
  const auto late = put(given);
  auto early = order(old);
  early.on = day("2026-10-01");
  EXPECT_EQ(key_of([&] { members_->merge_members(os_, late.code, early, late.version); }),
            "members.merge_begins_later");
  early = order(late);
  early.on = day("2026-11-01");
  EXPECT_EQ(key_of([&] { members_->merge_members(os_, old.code, early, old.version); }),
            "members.merge_begun_that_day");
  early.on = day("2026-11-02");
  EXPECT_TRUE(members_->merge_members(os_, old.code, early, old.version).status);
}

TEST_P(DuplicatesTest, UndoingAMergeGoesOnInWhatTookThePlaceOfTheCell) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"), other = born("Trần Thị Lựu", "1970-03-08", "C02");
  auto given = order(other);
  given.on = day("2026-10-01");
  members_->merge_members(os_, one.code, given, one.version);
  merge_cells("C02", "C01", "2026-11-01");
  const auto back = members_->undo_merge(os_, other.code, now(other).version);
  EXPECT_EQ(back.unit_code, "C01");
  EXPECT_TRUE(back.status);
  ASSERT_EQ(back.spells.size(), other.spells.size() + 1);
  EXPECT_EQ(back.spells[1].to, day("2026-11-01"));
  EXPECT_EQ(back.spells[1].reason, EndReason::reorganised);
}

TEST_P(DuplicatesTest, NothingIsLostBehindAPageThatIsFull) {
  std::vector<MemberPage> people;
  for (int i = 0; i < 4; ++i) people.push_back(born("Trần Thị Lựu", "1970-03-08"));
  scan_->scan(os_, "TW");
  members_->mark_distinct(os_, people[0].code, people[1].code, "khác quê");
  std::size_t found = 0;
  for (std::optional<std::string> next = "0"; next;) {
    const auto list = members_->list_duplicates(os_, {"TW", false, false}, std::stoll(*next), 4);
    found += list.items.size();
    next = list.next;
  }
  EXPECT_EQ(found, 5u);
}

TEST_P(DuplicatesTest, AMarkIsNeitherReplacedNorMergedAway) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"), other = born("Trần Thị Lựu", "1970-03-08", "C02");
  members_->mark_distinct(os_, one.code, other.code, "khác quê");
  EXPECT_EQ(key_of([&] { members_->mark_distinct(os_, other.code, one.code, "khác"); }), "members.distinct_already");
  EXPECT_EQ(members_->compare_members(os_, one.code, other.code).distinct->note, "khác quê");
  EXPECT_EQ(key_of([&] { merge(one, other); }), "members.merge_distinct");
  members_->unmark_distinct(os_, one.code, other.code);
  EXPECT_EQ(merge(one, other).code, one.code);
}

TEST_P(DuplicatesTest, TheNumberOfADissolvedRecordIsThatOfTheKeptOne) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"),
             other = born("Trần Thị Lụa", "1970-03-08", "C02", "001088012345");
  merge(one, other);
  EXPECT_EQ(key_of([&] { born("Lê Thị Mơ", "1980-01-01", "C01", "001088012345"); }), "members.citizen_taken");
  const auto found = members_->find_candidates(os_, {"C01", "Lê Thị Mơ", {}, "001088012345"});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].person.code, one.code);
  EXPECT_THAT(found[0].reasons, ElementsAre(Likeness::citizen_number));
  EXPECT_EQ(members_->undo_merge(os_, other.code, now(other).version).citizen_number, "*********345");
}

TEST_P(DuplicatesTest, AScanOfARegisterThatNobodyReadLeavesTheLastOne) {
  born("Trần Thị Lựu", "1970-03-08"), born("Trần Thị Lựu", "1970-03-08");
  scan_->scan(os_, "TW");
  const Roster unread(tree_, clock_);
  platform::Jobs jobs(database(), clock_);
  DuplicateScan scan(Surroundings{database(), clock_, keys_, store_->folder() / "keys", tree_, *audit_, *access_,
                                  *policy_, *documents_},
                     jobs, unread);
  EXPECT_EQ(key_of([&] { scan.scan(os_, "TW"); }), "members.register_unread");
  EXPECT_EQ(pairs(os_, "TW").size(), 1u);
}

TEST_P(DuplicatesTest, OnlyWhoManagesBothHomesMerges) {
  const auto one = born("Trần Thị Lựu", "1970-03-08", "C01"), near = born("Trần Thị Lựu", "1970-03-08", "C02"),
             far = born("Trần Thị Lựu", "1970-03-08", "C09");
  EXPECT_EQ(key_of([&] { members_->merge_members(secretary_, one.code, order(near), one.version); }),
            "members.unknown");
  EXPECT_EQ(key_of([&] { members_->merge_members(officer_, one.code, order(far), one.version); }), "members.unknown");
  EXPECT_EQ(members_->merge_members(officer_, one.code, order(near), one.version).code, one.code);
}

TEST_P(DuplicatesTest, AMergedRecordIsAnsweredForByTheLastThatWasKept) {
  const auto a = born("Trần Thị Lựu", "1970-03-08", "C01"), b = born("Trần Thị Lựu", "1970-03-08", "C02"),
             c = born("Trần Thị Lựu", "1970-03-08", "C02");
  merge(b, a);
  merge(c, now(b));
  EXPECT_EQ(now(a).merged_into, c.code);
  EXPECT_EQ(key_of([&] { members_->undo_merge(os_, a.code, now(a).version); }), "members.merge_built_on");
}

}  // namespace
}  // namespace members
