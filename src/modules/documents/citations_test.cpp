#include "modules/documents/register_fixture.h"

namespace documents {
namespace {

class RegisterCitations : public Register {
 protected:
  std::vector<Candidate> candidates(const Citation& c) {
    auto tx = database().begin();
    return register_().find_candidates(tx, os_, c);
  }
  DocumentId stub(const Citation& c) {
    auto tx = database().begin();
    const auto id = register_().ensure_stub(tx, os_, c, *tree_.find_unit(tx, "P01"), {});
    tx.commit();
    return id;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterCitations, support::engines(), support::engine_name);

TEST_P(RegisterCitations, VariantsOfANumberFindTheSameDocument) {
  const auto id = put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  for (const char* text : {"50-KL/TW", "50 – KL/TƯ", "50-kl/tw", "50-KL/TW@2023-02-28", "Kết luận số 50-KL/TW",
                           "Kết luận số 50", "Kết luận 50"}) {
    const auto found = register_().find_document(os_, text);
    ASSERT_EQ(found.size(), 1u) << text;
    EXPECT_EQ(found[0].id, id);
    EXPECT_TRUE(found[0].exactly_one) << text;
  }
  EXPECT_TRUE(register_().find_document(os_, "50-KL/TW@2022-01-01").front().exactly_one == false);
}

TEST_P(RegisterCitations, APaperNamedAsFilesNameItIsFoundOrBecomesAStubOnce) {
  const auto known = put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  auto tx = database().begin();
  const auto unit = *tree_.find_unit(tx, "P01");
  const auto cited = [&](const char* text) { return register_().ensure_cited(tx, os_, text, unit, "document"); };
  EXPECT_EQ(cited("50-KL/TW@2023-02-28"), known);
  EXPECT_EQ(register_().reference_to(tx, known), "50-KL/TW@2023-02-28");
  const auto stub = cited("321-QĐ/TW@2025-06-24");
  EXPECT_EQ(cited("321-QD/TƯ@2025-06-24"), stub);
  EXPECT_EQ(register_().reference_to(tx, stub), "321-QĐ/TW@2025-06-24");
  try {
    cited("quyết định hôm qua");
    ADD_FAILURE() << "it was read";
  } catch (const base::Error& e) {
    EXPECT_EQ(e.key(), "documents.reference_unreadable");
    EXPECT_EQ(e.field(), "document");
  }
}

TEST_P(RegisterCitations, TwoTermsWithOneNumberAreTwoCandidatesUntilTheDateDecides) {
  add_congresses();
  const auto old = put(paper("directive", "CT/TW", 35, "2019-05-30")),
             now = put(paper("directive", "CT/TW", 35, "2024-06-14"));
  Citation c{.kind = "Chỉ thị", .number = 35, .code = "CT/TƯ"};
  auto found = candidates(c);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_FALSE(found[0].exactly_one);
  c.date = base::parse_partial_date("2019");
  found = candidates(c);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, old);
  EXPECT_TRUE(found[0].exactly_one);
  c.date.reset();
  c.term = 13;
  EXPECT_EQ(candidates(c).at(0).id, now);
}

TEST_P(RegisterCitations, WordsOfATitleDecideBetweenEqualNumbersOfTwoTerms) {
  auto staff = paper("resolution", "NQ/TW", 26, "2018-05-19", "Ban Chấp hành Trung ương");
  staff.subject = "Tập trung xây dựng đội ngũ cán bộ các cấp, nhất là cấp chiến lược, đủ phẩm chất, năng lực và uy tín";
  auto coast = paper("resolution", "NQ/TW", 26, "2022-11-03", "Bộ Chính trị");
  coast.subject = "Phát triển kinh tế - xã hội vùng duyên hải";
  const auto wanted = put(staff);
  put(coast);
  const auto found = candidates(
      {.kind = "Nghị quyết", .number = 26, .title = "xây dựng đội ngũ cán bộ các cấp nhất là cấp chiến lược"});
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].id, wanted);
  EXPECT_TRUE(found[0].exactly_one);
}

TEST_P(RegisterCitations, NamedTextsAreFoundByPlenumCongressAndAlias) {
  Document d;
  d.kind = "resolution";
  d.owner_unit = "TW";
  d.subject = "Tăng cường xây dựng, chỉnh đốn Đảng";
  d.issued = base::parse_partial_date("2016-10-30");
  d.aliases = {"Nghị quyết Trung ương 4 khóa XII"};
  const auto plenum = put(d);
  d.subject = "Nghị quyết của Đại hội";
  d.aliases = {"Nghị quyết Đại hội XIII của Đảng"};
  const auto congress = put(d);
  EXPECT_EQ(candidates({.kind = "Nghị quyết", .session = 4, .term = 12}).at(0).id, plenum);
  EXPECT_EQ(candidates({.kind = "Nghị quyết", .congress = 13}).at(0).id, congress);
  EXPECT_TRUE(candidates({.kind = "Nghị quyết", .congress = 12}).empty());
  for (const char* text :
       {"Nghị quyết Hội nghị Trung ương 4 (khóa 12)", "nghị quyết hội nghị lần thứ 4 Ban Chấp hành Trung ương khóa XII",
        "nghi quyet trung uong 4 khoa xii"})
    EXPECT_EQ(register_().find_document(os_, text).at(0).id, plenum) << text;
  EXPECT_EQ(register_().find_document(os_, "Nghị quyết Đại hội Đảng toàn quốc lần thứ 13").at(0).id, congress);
}

TEST_P(RegisterCitations, AStubIsFilledInWhenTheRealDocumentIsRegisteredAndKeepsItsRelations) {
  const Citation cited{
      .kind = "Quyết định", .number = 321, .code = "QĐ/TW", .date = base::parse_partial_date("2025-06-24")};
  const auto stub_id = stub(cited);
  EXPECT_EQ(stub(cited), stub_id);
  EXPECT_EQ(register_().get_document(os_, stub_id, {}).document.state, DocumentState::stub);
  const auto citing = put(paper("report", "BC/TW", 9, "2025-07-30"));
  register_().add_relation(os_, citing, relation(RelationKind::reports_on, stub_id));
  const auto real = put(paper("decision", "QĐ/TW", 321, "2025-06-24"));
  EXPECT_EQ(real, stub_id);
  const auto page = register_().get_document(os_, real, {});
  EXPECT_EQ(page.document.state, DocumentState::registered);
  EXPECT_EQ(page.incoming.size(), 1u);
}

TEST_P(RegisterCitations, WhereAnEntryWasReadStaysBesideWhatPeopleWrite) {
  Citation c;
  c.kind = "Kết luận";
  c.number = 61;
  c.code = "KL/TW";
  Source place;
  place.intake_id = 7;
  place.start = 10;
  place.end = 25;
  auto tx = database().begin();
  const auto id = register_().ensure_stub(tx, os_, c, *tree_.find_unit(tx, "P01"), place);
  tx.commit();
  auto record = register_().get_document(os_, id, {}).document;
  EXPECT_EQ(record.source, "");
  EXPECT_EQ(record.read_from, place);
  record.source = "Công báo";
  record.read_from.reset();
  const auto after = register_().update_document(os_, id, record.version, record).document;
  EXPECT_EQ(after.source, "Công báo");
  EXPECT_EQ(after.read_from, place);
}

TEST_P(RegisterCitations, AMergedStubLeadsToTheDocumentItWas) {
  const auto stub_id = stub({.kind = "Điều lệ", .title = "Điều lệ Đảng"});
  const auto citing = put(paper("report", "BC/TW", 9, "2025-07-30"));
  register_().add_relation(os_, citing, relation(RelationKind::cites_as_basis, stub_id));
  Document real;
  real.kind = "charter";
  real.owner_unit = "TW";
  real.subject = "Điều lệ Đảng Cộng sản Việt Nam";
  real.issued = base::parse_partial_date("2011-01-19");
  const auto id = put(real);
  auto tx = database().begin();
  register_().merge_stub(tx, os_, stub_id, id);
  tx.commit();
  EXPECT_EQ(register_().get_document(os_, stub_id, {}).document.id, id);
  EXPECT_EQ(register_().get_document(os_, id, {}).incoming.size(), 1u);
  EXPECT_EQ(register_().find_document(os_, "Điều lệ Đảng").at(0).id, id);
  EXPECT_EQ(register_().count_documents(os_, {}).total, 2);
}

TEST_P(RegisterCitations, ANumberGoesToTheRunOfTheCommitteeThatItsIssuerNames) {
  const auto owner_of = [&](const char* issuer, const char* code, const char* reader) {
    auto tx = database().begin();
    Citation c{.kind = "Nghị quyết", .number = 7, .code = code, .date = base::parse_partial_date("2024-05-06")};
    c.issuer = issuer;
    c.title = "Phát triển đảng viên ở nông thôn";
    const auto id = register_().register_cited(tx, os_, c, *tree_.find_unit(tx, reader));
    return id ? store::find_document(tx, id->value)->owner_unit_id == tree_.find_unit(tx, "P02")->value   ? "P02"
                : store::find_document(tx, id->value)->owner_unit_id == tree_.find_unit(tx, "P01")->value ? "P01"
                                                                                                          : "another"
              : "nobody";
  };
  EXPECT_STREQ(owner_of("Ban Thường vụ Tỉnh ủy Núi Hồng", "NQ/TU", "TW"), "P02");
  EXPECT_STREQ(owner_of("TỈNH UỶ SÔNG LAM", "NQ/TU", "P02"), "P01");
  EXPECT_STREQ(owner_of("Tỉnh ủy", "NQ/TU", "X01"), "P01");
  EXPECT_STREQ(owner_of("", "NQ/TU", "P02"), "P02");
  EXPECT_STREQ(owner_of("Tỉnh ủy", "NQ/TU", "TW"), "nobody");
  EXPECT_STREQ(owner_of("Tỉnh ủy Không Có", "NQ/TU", "P01"), "nobody");
  EXPECT_STREQ(owner_of("", "NQ/ĐU", "TW"), "nobody");
  EXPECT_STREQ(owner_of("Bộ Chính trị", "NQ/TW", "P01"), "another");
}

TEST_P(RegisterCitations, RulesSeeWhetherTheirSourceIsInForce) {
  const auto old = put(paper("regulation", "QĐ/TW", 66, "2017-02-06", "Ban Bí thư"));
  const auto next = put(paper("regulation", "QĐ/TW", 399, "2026-01-09", "Ban Bí thư"));
  register_().add_relation(os_, next, relation(RelationKind::replaces, old));
  auto tx = database().begin_read();
  EXPECT_EQ(register_().status_of(tx, "66-QĐ/TW@2017-02-06", day("2025-01-01")), policy::SourceStatus::in_force);
  EXPECT_EQ(register_().status_of(tx, "66-QĐ/TW@2017-02-06", day("2026-01-09")), policy::SourceStatus::ended);
  EXPECT_EQ(register_().status_of(tx, "36-HD/VPTW@2018-04-03", day("2026-01-09")), policy::SourceStatus::unknown);
}

}  // namespace
}  // namespace documents
