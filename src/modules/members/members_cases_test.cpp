#include "modules/members/members_fixture.h"

namespace members {
namespace {

class CasesTest : public MembersTest {
 protected:
  CasePage send(const std::string& code, const char* to) {
    NewTransfer given;
    given.to_code = to;
    given.moved_on = day("2026-10-01"), given.sent_on = day("2026-10-05");
    return members_->open_transfer(os_, code, given);
  }
  CasePage take(const base::Actor& actor, const CasePage& page, Stage stage, const char* on, std::string unit = "") {
    NewStep step;
    step.stage = stage;
    step.on = day(on);
    step.unit_code = std::move(unit);
    return members_->take_step(actor, page.about.id, step, page.version);
  }
  NewMember probationer(const char* name) {
    auto m = person(name);
    m.joined_on = m.ceremony_on.emplace(day("2025-05-19"));
    m.admitted_on = day("2025-05-03");
    m.official_on.reset();
    return m;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, CasesTest, support::engines(), support::engine_name);

TEST_P(CasesTest, WhoIsPlacedInACellThatEndsGoesOnInTheOneThatTakesItsPlace) {
  merge_cells("C02", "C01", "2020-01-01");
  const auto page = put(person("Trần Thị Lựu", "C02"));
  ASSERT_EQ(page.spells.size(), 3u);
  EXPECT_EQ(page.spells[1].unit_code, "C02");
  EXPECT_EQ(page.spells[1].reason, EndReason::reorganised);
  EXPECT_EQ(page.spells[1].to, day("2020-01-01"));
  EXPECT_EQ(page.spells[2].unit_code, "C01");
  EXPECT_EQ(page.spells[2].from, day("2020-01-01"));
  EXPECT_FALSE(page.spells[2].to);
  EXPECT_EQ(page.unit_code, "C01");
}

TEST_P(CasesTest, ATransferIntoACellThatWillEndIsHeldByItsHeirFromThatDay) {
  merge_cells("C02", "C01", "2027-01-01");
  const auto code = put(person("Trần Thị Lựu", "C09")).code;
  take(os_, send(code, "C02"), Stage::accepted, "2026-10-10");
  const auto page = members_->get_member(os_, code);
  ASSERT_EQ(page.spells.size(), 4u);
  EXPECT_EQ(page.unit_code, "C02");
  EXPECT_EQ(page.spells[2].to, day("2027-01-01"));
  EXPECT_EQ(page.spells[3].unit_code, "C01");
}

TEST_P(CasesTest, ATransferToACellThatMergedMeanwhileIsTakenInByItsHeir) {
  const auto code = put(person("Trần Thị Lựu", "C09")).code;
  const auto sent = send(code, "C02");
  merge_cells("C02", "C01", "2026-10-08");
  EXPECT_EQ(take(secretary_, sent, Stage::accepted, "2026-10-10").about.state, CaseState::done);
  EXPECT_EQ(members_->get_member(os_, code).unit_code, "C01");
}

TEST_P(CasesTest, ATransferFromACellThatMergedMeanwhileEndsTheSpellOfTheHeir) {
  const auto code = put(person("Trần Thị Lựu", "C02")).code;
  const auto sent = send(code, "C09");
  merge_cells("C02", "C01", "2026-10-08");  // whoever merges cells closes and opens the spells
  {
    auto tx = database().begin();
    auto member = *store::find_member(tx, *store::find_member(tx, code));
    cut(member.spells, day("2026-10-08"), EndReason::reorganised);
    member.spells.push_back({{*tree_.find_unit(tx, "C01"), Status::official, day("2026-10-08"), {}, {}}});
    store::replace_spells(tx, member);
    tx.commit();
  }
  take(os_, sent, Stage::accepted, "2026-10-10");
  const auto spells = members_->get_member(os_, code).spells;
  ASSERT_EQ(spells.size(), 4u);
  EXPECT_EQ(spells[2].unit_code, "C01");
  EXPECT_EQ(spells[2].reason, EndReason::transferred);
  EXPECT_EQ(spells[3].unit_code, "C09");
}

TEST_P(CasesTest, AStepOfAnOldVersionOrOutOfTurnOrOfAClosedCaseIsRefused) {
  const auto code = put(person("Trần Thị Lựu")).code;
  const auto sent = send(code, "C09");
  EXPECT_EQ(key_of([&] { take(os_, sent, Stage::cell_vote, "2026-10-10"); }), "request.fields");
  EXPECT_EQ(key_of([&] { take(os_, sent, Stage::accepted, "2026-10-04"); }), "request.fields");
  EXPECT_EQ(key_of([&] { take(os_, sent, Stage::accepted, "2027-10-04"); }), "request.fields");
  auto old = sent;
  ++old.version;
  EXPECT_EQ(key_of([&] { take(os_, old, Stage::accepted, "2026-10-10"); }), "members.case_changed");
  EXPECT_EQ(key_of([&] { take(secretary_, sent, Stage::accepted, "2026-10-10"); }), "identity.forbidden");
  const auto done = take(stranger_, sent, Stage::accepted, "2026-10-10");
  EXPECT_EQ(key_of([&] { take(stranger_, done, Stage::refused, "2026-10-11"); }), "members.case_closed");
  EXPECT_EQ(key_of([&] { send(code, "C09"); }), "request.fields") << "is at home there";
}

TEST_P(CasesTest, OneTransferAtATimeAndThePendingOneIsSeenByBothSides) {
  const auto code = put(person("Trần Thị Lựu")).code;
  const auto sent = send(code, "P02");
  EXPECT_EQ(key_of([&] { send(code, "C02"); }), "members.transfer_open");
  CaseFilter incoming;
  incoming.side = Side::incoming;
  EXPECT_EQ(members_->list_cases(stranger_, incoming, 1'000'000, 10).items.size(), 1u);
  EXPECT_EQ(members_->list_cases(stranger_, {}, 1'000'000, 10).items.size(), 0u);
  EXPECT_EQ(members_->list_cases(secretary_, {}, 1'000'000, 10).items.size(), 1u);
  EXPECT_EQ(members_->get_case(stranger_, sent.about.id).next, (std::vector{Stage::accepted, Stage::refused}));
  EXPECT_EQ(members_->get_case(secretary_, sent.about.id).next, (std::vector{Stage::withdrawn}));
  EXPECT_EQ(key_of([&] { members_->get_case(account("la", "membership_officer", "C02"), sent.about.id); }),
            "members.case_unknown");
  EXPECT_EQ(members_->get_form(stranger_, sent.about.id, FormKind::transfer_slip).superior_name,
            "Đảng bộ cơ sở Nhà máy Gạch");
  EXPECT_EQ(key_of([&] { members_->get_form(os_, sent.about.id, FormKind::application); }), "members.form_unknown");
}

TEST_P(CasesTest, WhatIsOpenGoesAlongWithWhoIsTransferred) {
  const auto code = put(probationer("Trần Thị Lựu")).code;
  const auto recognition = members_->open_recognition(os_, code, {});
  take(os_, send(code, "C09"), Stage::accepted, "2026-10-10");
  const auto moved = members_->get_case(stranger_, recognition.about.id);
  EXPECT_EQ(moved.about.unit_code, "C09");
  EXPECT_TRUE(moved.may_act);
  EXPECT_EQ(key_of([&] { members_->get_case(secretary_, recognition.about.id); }), "members.case_unknown");
}

TEST_P(CasesTest, RecognitionAfterATransferMakesOfficialFromTheDayThatProbationWasOver) {
  const auto code = put(probationer("Trần Thị Lựu")).code;
  take(os_, send(code, "C09"), Stage::accepted, "2026-10-10");
  auto page = members_->open_recognition(os_, code, {});
  NewStep vote;
  vote.stage = Stage::cell_vote, vote.on = day("2026-10-20"), vote.entitled = 9, vote.in_favour = 6;
  vote.note = "chuyển sinh hoạt";
  page = members_->take_step(os_, page.about.id, vote, page.version);
  page = take(os_, page, Stage::committee_vote, "2026-10-25");
  NewStep decision;
  decision.stage = Stage::decision, decision.on = day("2026-11-01"), decision.document = "9-QĐ/TU@2026-11-01";
  members_->take_step(os_, page.about.id, decision, page.version);
  const auto member = members_->get_member(os_, code);
  ASSERT_EQ(member.spells.size(), 3u);
  EXPECT_EQ(member.spells[0].status, Status::probationary);
  EXPECT_EQ(member.spells[0].to, day("2026-05-19"));
  EXPECT_EQ(member.spells[0].document, "09-QĐ/TU@2026-11-01");
  EXPECT_EQ(member.spells[1].unit_code, "C01");
  EXPECT_EQ(member.spells[1].status, Status::official);
  EXPECT_EQ(member.spells[1].reason, EndReason::transferred);
  EXPECT_EQ(member.spells[2].status, Status::official);
  EXPECT_EQ(member.official_on, day("2026-05-19"));
}

// A backdated transfer was accepted after a recognition, and the member was probationary again for good.
TEST_P(CasesTest, ATransferBeforeTheDayOfARecognitionKeepsTheRecognition) {
  auto given = probationer("Trần Thị Lựu");
  given.joined_on = given.ceremony_on.emplace(day("2025-10-06"));
  given.admitted_on = day("2025-10-01");
  const auto code = put(given).code;
  const auto sent = send(code, "C09");
  {  // as decided meanwhile: official from the day probation was over
    auto tx = database().begin();
    auto member = *store::find_member(tx, *store::find_member(tx, code));
    recognise(member.spells, day("2026-10-06"), {});
    member.official_on = day("2026-10-06");
    store::store_member(tx, member);
    store::replace_spells(tx, member);
    tx.commit();
  }
  take(os_, sent, Stage::accepted, "2026-10-05");
  const auto spells = members_->get_member(os_, code).spells;
  ASSERT_EQ(spells.size(), 3u);
  EXPECT_EQ(spells[1].unit_code, "C09");
  EXPECT_EQ(spells[1].status, Status::probationary);
  EXPECT_EQ(spells[1].reason, EndReason::recognised);
  EXPECT_EQ(spells[2].unit_code, "C09");
  EXPECT_EQ(spells[2].status, Status::official);
  EXPECT_EQ(spells[2].from, day("2026-10-06"));
}

TEST_P(CasesTest, AnEndBeforeALaterTransferIsRefusedAndNamesIt) {
  const auto code = put(person("Trần Thị Lựu")).code;
  take(os_, send(code, "C09"), Stage::accepted, "2026-10-10");
  const auto page = members_->get_member(os_, code);
  EndOfMembership end;
  end.reason = EndReason::deceased, end.on = day("2026-10-01");
  try {
    members_->end_membership(os_, code, end, page.version);
    FAIL() << "the transfer would be gone";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.key(), "members.stands_later");
    EXPECT_EQ(error.parameters().at("day"), "10/10/2026");
    EXPECT_EQ(error.parameters().at("deed"), "chuyển sinh hoạt");
  }
  EXPECT_EQ(members_->get_member(os_, code).spells.size(), page.spells.size());
}

TEST_P(CasesTest, ACorrectionIsNoRecognition) {
  const auto page = put(probationer("Trần Thị Lựu"));
  MemberCorrection change;
  change.official_on = day("2026-05-19");
  EXPECT_EQ(key_of([&] { members_->correct_member(os_, page.code, change, page.version); }), "request.fields");
}

TEST_P(CasesTest, AnAbsenceChangesTheStandingUntilTheReturnAndHomeStays) {
  const auto code = put(person("Trần Thị Lựu")).code;
  NewAbsence given;
  given.kind = CaseKind::suspension;
  given.from = day("2026-10-01");
  EXPECT_EQ(key_of([&] { members_->open_absence(os_, code, given); }), "request.fields") << "needs a decision";
  given.document = "9-QĐ/TU@2026-10-01";
  const auto page = members_->open_absence(os_, code, given);
  EXPECT_EQ(members_->get_member(os_, code).standing, Standing::suspended);
  EXPECT_EQ(members_->get_member(os_, code).unit_code, "C01");
  EXPECT_EQ(key_of([&] { members_->open_absence(os_, code, given); }), "members.away_already");
  take(os_, page, Stage::returned, "2026-11-01");
  EXPECT_EQ(members_->get_member(os_, code).standing, Standing::active);
}

TEST_P(CasesTest, AnEndClosesTheSpellAndWhatIsOpen) {
  const auto page = put(person("Trần Thị Lựu"));
  const auto sent = send(page.code, "C09");
  EndOfMembership end;
  end.reason = EndReason::expelled, end.on = day("2026-10-20"), end.article = "Điều 35";
  const auto ended = [&] { return members_->end_membership(os_, page.code, end, page.version); };
  EXPECT_EQ(key_of(ended), "request.fields") << "needs a decision";
  end.document = "9-QĐ/TU@2026-10-20";
  for (const char* described : {"Điều 8 vì hay cãi", "suy thoái", "Điều", "8; DROP"}) {
    end.article = described;
    EXPECT_EQ(key_of(ended), "request.fields") << described;
  }
  end.article = "Điều 35, khoản 2.1, điểm b";
  const auto now = ended();
  EXPECT_FALSE(now.status);
  EXPECT_EQ(now.spells.back().reason, EndReason::expelled);
  EXPECT_EQ(now.spells.back().article, "Điều 35, khoản 2.1, điểm b");
  EXPECT_EQ(members_->get_case(os_, sent.about.id).about.state, CaseState::withdrawn);
  EXPECT_EQ(key_of([&] { send(page.code, "C09"); }), "members.ended");
  EXPECT_EQ(key_of([&] { members_->end_membership(os_, page.code, end, now.version); }), "request.fields");
}

TEST_P(CasesTest, UndoingAnEndOpensAgainWhatItWithdrew) {
  const auto page = put(person("Trần Thị Lựu"));
  const auto sent = send(page.code, "C09");
  NewAbsence away;
  away.kind = CaseKind::temporary, away.host_code = "C02";
  away.from = day("2026-09-01"), away.until = day("2027-03-01");
  const auto absence = members_->open_absence(os_, page.code, away);
  EndOfMembership end;
  end.reason = EndReason::deceased, end.on = day("2026-10-20");
  const auto ended = members_->end_membership(os_, page.code, end, page.version + 1);
  EXPECT_EQ(ended.standing, Standing::active);
  EXPECT_EQ(members_->get_case(os_, sent.about.id).about.stage, Stage::withdrawn);
  const auto back = members_->undo_end(os_, page.code, {"", "nhầm người"}, ended.version);
  EXPECT_EQ(back.standing, Standing::temporary_away);
  for (const auto& was : {sent, absence}) {
    const auto now = members_->get_case(os_, was.about.id);
    EXPECT_EQ(base::to_json(now.about), base::to_json(was.about));
    EXPECT_EQ(now.steps.size(), was.steps.size());
  }
}

TEST_P(CasesTest, AnEndOnWhichABadgeOrAReadmissionRestsIsNotUndone) {
  EndOfMembership end;
  end.reason = EndReason::deceased, end.on = day("2026-10-20");
  auto given = person("Trần Thị Lựu");
  given.admitted_on = day("1990-05-03"), given.joined_on = given.ceremony_on.emplace(day("1990-05-19"));
  given.birth_date = base::parse_partial_date("1960"), given.official_on = day("1991-05-19");
  const auto dead = put(given);
  auto ended = members_->end_membership(os_, dead.code, end, dead.version);
  Badge badge;
  badge.years = 30, badge.on = day("2026-11-07"), badge.manner = BadgeManner::posthumous;
  members_->award_badge(os_, dead.code, badge);
  EXPECT_EQ(key_of([&] { members_->undo_end(os_, dead.code, {"", "nhầm"}, ended.version); }), "members.end_badge");

  const auto left = put(person("Lê Văn Sáu"));
  end.reason = EndReason::left, end.on = day("2020-10-20"), end.document = "9-QĐ/TU@2020-10-20";
  ended = members_->end_membership(os_, left.code, end, left.version);
  NewAdmission again;
  again.unit_code = "C02", again.on = day("2026-10-01"), again.former_code = left.code;
  again.document = "7-CV/TU@2026-09-01";
  const auto page = members_->open_admission(os_, again);
  EXPECT_EQ(key_of([&] {
              members_->undo_end(os_, left.code, {"", "nhầm"}, ended.version);
            }),
            "members.end_readmission");
  take(os_, page, Stage::withdrawn, "2026-10-02");
  EXPECT_TRUE(members_->undo_end(os_, left.code, {"", "nhầm"}, ended.version).status);
}

TEST_P(CasesTest, ASpellThatGoesOnStaysTheRowThatAReorganisationKnows) {
  const auto page = put(person("Trần Thị Lựu"));
  put(person("Lê Văn Sáu"));
  const auto rows = [&] {
    auto tx = database().begin_read();
    std::vector<std::int64_t> ids;
    tx.each("SELECT id FROM members_spell ORDER BY id",
            [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); });
    return ids;
  };
  const auto before = rows();
  EndOfMembership end;
  end.reason = EndReason::deceased, end.on = day("2026-10-20");
  members_->end_membership(os_, page.code, end, page.version);
  EXPECT_EQ(rows(), before);
  EXPECT_FALSE(members_->get_member(os_, page.code).status);
}

TEST_P(CasesTest, EntryForSomebodyElseIsTheirsInTheJournal) {
  auto given = person("Trần Thị Lựu");
  given.entered_for = "Bí thư chi bộ thôn Một", given.note = "Tủ số 2";
  const auto code = put(given).code;
  EXPECT_EQ(members_->list_timeline(os_, code, base::Language::vi).at(0).on_behalf_of, "Bí thư chi bộ thôn Một");
}

TEST_P(CasesTest, AnAccountReadsItsOwnRecordOnly) {
  const auto own = put(person("Trần Thị Lựu")).code, other = put(person("Lê Văn Sáu")).code;
  const auto reader = account("luu", "member", "C01");
  EXPECT_EQ(key_of([&] { members_->get_own_record(reader); }), "members.no_own_record");
  EXPECT_EQ(key_of([&] { members_->link_account(secretary_, own, {"khong.co"}); }), "request.fields");
  members_->link_account(secretary_, own, {"luu"});
  EXPECT_EQ(key_of([&] { members_->link_account(secretary_, other, {"luu"}); }), "members.account_taken");
  EXPECT_EQ(members_->get_own_record(reader).code, own);
  EXPECT_EQ(key_of([&] { members_->get_member(reader, other); }), "members.unknown");
  EXPECT_EQ(key_of([&] { members_->ask_question(reader, {"religion", "x"}); }), "request.fields");
  const auto asked = members_->ask_question(reader, {"occupation", "Đã nghỉ hưu"});
  EXPECT_EQ(key_of([&] {
              members_->answer_question(stranger_, asked.id, {"x", false}, 1);
            }),
            "members.question_unknown");
  EXPECT_EQ(key_of([&] {
              members_->answer_question(secretary_, asked.id, {"x", false}, 2);
            }),
            "members.question_changed");
  members_->answer_question(secretary_, asked.id, {"Đã sửa", true}, 1);
  EXPECT_EQ(members_->list_own_questions(reader).at(0).answer, "Đã sửa");
  members_->unlink_account(secretary_, own);
  EXPECT_EQ(key_of([&] { members_->get_own_record(reader); }), "members.no_own_record");
}

}  // namespace
}  // namespace members
