#include "modules/documents/register_fixture.h"

#include <thread>

namespace documents {
namespace {

using testing::ElementsAre;

class RegisterNumbers : public Register {};
class RegisterRelations : public Register {};
class RegisterEdits : public Register {};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterNumbers, support::engines(), support::engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, RegisterRelations, support::engines(), support::engine_name);
INSTANTIATE_TEST_SUITE_P(Engines, RegisterEdits, support::engines(), support::engine_name);

TEST_P(RegisterNumbers, R01EveryTermStartsAt01AndANumberIsGivenOnce) {
  add_congresses();
  const auto first = register_().create_document(os_, paper("conclusion", "KL/TW", {}, "2021-03-01")).document;
  EXPECT_EQ(first.label, "01-KL/TW");
  EXPECT_EQ(first.term, 13);
  put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  EXPECT_EQ(key_of([&] { put(paper("conclusion", "KL/TƯ", 50, "2023-03-01")); }), "documents.number_taken");
  EXPECT_EQ(key_of([&] { put(paper("conclusion", "KL/TW", 0, "2023-03-01")); }), "documents.number_below_one");
  EXPECT_EQ(key_of([&] { put(paper("conclusion", "KL/TW", 50, "2026-03-01")); }), "done");  // term XIV
  EXPECT_EQ(register_().create_document(os_, paper("conclusion", "KL/TW", {}, "2023-03-02")).document.label,
            "51-KL/TW");
}

TEST_P(RegisterNumbers, R01TheRefusalNamesTheDocumentThatHasTheNumber) {
  add_congresses();
  put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  try {
    put(paper("conclusion", "KL/TW", 50, "2023-05-01"));
    FAIL();
  } catch (const base::RuleBroken& e) {
    ASSERT_EQ(e.verdict().refusals().size(), 1u);
    const auto& refusal = e.verdict().refusals()[0];
    EXPECT_EQ(refusal.rule, "R01");
    EXPECT_EQ(refusal.parameters.at("document"), "50-KL/TW – Về việc thử conclusion");
    EXPECT_EQ(refusal.parameters.at("series"), "KL/TW khóa XIII");
    EXPECT_EQ(refusal.citation, "36-HD/VPTW, II.1.3.1");
  }
}

TEST_P(RegisterNumbers, KindsAndIssuersShareTheRunOfACodeAndProvincesDoNot) {
  add_congresses();
  put(paper("regulation", "QĐ/TW", 294, "2025-05-26", "Ban Chấp hành Trung ương"));
  EXPECT_EQ(key_of([&] { put(paper("decision", "QĐ/TW", 294, "2025-06-24")); }), "documents.number_taken");
  auto one = paper("resolution", "NQ/TU", 10, "2024-01-05", "Tỉnh ủy"), other = one;
  one.owner_unit = "P01";
  other.owner_unit = "P02";
  put(one);
  EXPECT_EQ(key_of([&] { put(other); }), "done");
  EXPECT_EQ(key_of([&] { put(one); }), "documents.number_taken");
}

TEST_P(RegisterNumbers, WithoutACongressTheYearKeepsRunsApart) {
  put(paper("guideline", "HD/BTCTW", 12, "2012-05-17", "Ban Tổ chức Trung ương"));
  EXPECT_EQ(key_of([&] { put(paper("guideline", "HD/BTCTW", 12, "2022-03-14", "Ban Tổ chức Trung ương")); }), "done");
  EXPECT_EQ(key_of([&] { put(paper("guideline", "HD/BTCTW", 12, "2022-09-14", "Ban Tổ chức Trung ương")); }),
            "documents.number_taken");
  add_congresses();  // cuts the runs by term, and 2012 stays before term XII
  const auto row = register_().list_documents(os_, {.text = "12-HD/BTCTW"}, "", 10).items;
  ASSERT_EQ(row.size(), 2u);
  EXPECT_EQ(row[0].term, 13);
  EXPECT_FALSE(row[1].term);
}

TEST_P(RegisterNumbers, ReservedAndVoidNumbersExplainEveryGap) {
  add_congresses();
  const auto given = register_().allocate_number(os_, {"TW", "CT/TW", day("2024-01-02"), {}, "Dự thảo chỉ thị"});
  EXPECT_EQ(given.label, "01-CT/TW");
  register_().reserve_number(os_, {"TW", "CT/TW", day("2024-01-02"), 4, "Giữ cho văn bản liên tịch"});
  EXPECT_EQ(key_of([&] {
              register_().reserve_number(os_, {"TW", "CT/TW", day("2024-01-02"), 4, "Lần nữa"});
            }),
            "documents.number_held");
  EXPECT_EQ(key_of([&] {
              register_().reserve_number(os_, {"TW", "CT/TW", day("2024-01-02"), 6, " "});
            }),
            "documents.reason_missing");
  auto page = register_().get_series(os_, given.series_id);
  ASSERT_EQ(page.gaps.size(), 1u);
  EXPECT_EQ(page.gaps[0].from, 2);
  EXPECT_EQ(page.gaps[0].to, 3);
  register_().void_number(os_, {given.series_id, 2, "Ghi nhầm"});
  register_().void_number(os_, {given.series_id, 3, "Ghi nhầm"});
  EXPECT_EQ(register_().get_series(os_, given.series_id).series.gaps, 0);
  EXPECT_EQ(key_of([&] { put(paper("directive", "CT/TW", 2, "2024-02-01")); }), "documents.number_void");
  EXPECT_EQ(key_of([&] { put(paper("directive", "CT/TW", 1, "2024-02-01")); }), "done");  // the reserved one
  EXPECT_EQ(register_().list_series(os_, "TW").items.at(0).used, 1);
}

TEST_P(RegisterNumbers, AThousandAllocationsAtOnceGiveNoDoubleAndNoGap) {
  add_congresses();
  std::vector<std::vector<std::int64_t>> got(8);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : got)
      threads.emplace_back([&] {
        for (int i = 0; i < 125; ++i)
          mine.push_back(register_().allocate_number(os_, {"TW", "TB/TW", day("2024-01-02"), {}, ""}).number);
      });
  }
  std::vector<std::int64_t> all;
  for (const auto& mine : got) all.insert(all.end(), mine.begin(), mine.end());
  std::ranges::sort(all);
  ASSERT_EQ(all.size(), 1000u);
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], std::int64_t(i) + 1);
}

TEST_P(RegisterNumbers, R02ATermStartsTheDayAfterOrWithThePlenumInsideTheCongress) {
  add_congresses();
  const auto terms = register_().list_terms(os_, "TW");
  ASSERT_EQ(terms.size(), 3u);
  EXPECT_EQ(base::to_iso(terms[1].term_from), "2021-02-02");
  EXPECT_EQ(base::to_iso(*terms[1].term_to), "2026-01-23");
  EXPECT_EQ(base::to_iso(terms[2].term_from), "2026-01-23");
  EXPECT_EQ(register_().create_document(os_, paper("regulation", "QĐ/TW", 1, "2026-02-03")).document.term, 14);
  EXPECT_EQ(register_().create_document(os_, paper("regulation", "QĐ/TW", 399, "2026-01-09")).document.term, 13);
  EXPECT_EQ(key_of([&] {
              register_().add_term(os_, {0, "TW", 15, {}, day("2020-01-01"), {}, {}, {}, ""});
            }),
            "documents.congress_order");
  EXPECT_EQ(key_of([&] {
              register_().add_term(os_, {0, "TW", 15, day("2031-01-20"), day("2031-01-10"), {}, {}, {}, ""});
            }),
            "documents.congress_days");
  EXPECT_EQ(key_of([&] {
              register_().add_term(os_, {0, "TW", 15, day("2031-01-10"), day("2031-01-20"), {}, {}, {}, ""});
            }),
            "done");
}

TEST_P(RegisterNumbers, StatePapersAreKnownByNumberYearSignAndIssuer) {
  auto decree = paper("decree", "NĐ-CP", 30, "2020-03-05", "Chính phủ");
  decree.year = 2020;
  put(decree);
  EXPECT_EQ(key_of([&] { put(decree); }), "documents.state_number_taken");
  decree.year = 2021;
  decree.issued = base::parse_partial_date("2021-03-05");
  EXPECT_EQ(key_of([&] { put(decree); }), "done");
}

TEST_P(RegisterRelations, EffectOnAnyDayFollowsFromTheRelations) {
  const auto old = put(paper("regulation", "QĐ/TW", 24, "2021-07-30", "Ban Chấp hành Trung ương"));
  auto next = paper("regulation", "QĐ/TW", 232, "2025-01-20", "Ban Chấp hành Trung ương");
  const auto changed = put(paper("regulation", "QĐ/TW", 100, "2023-06-01", "Ban Chấp hành Trung ương"));
  register_().add_relation(os_, changed, relation(RelationKind::amends, old));
  const auto successor = put(next);
  const auto added = register_().add_relation(os_, successor, relation(RelationKind::replaces, old));
  const auto status = [&](const char* on) { return register_().get_document(os_, old, day(on)).document.status; };
  EXPECT_EQ(status("2021-07-29"), EffectStatus::not_yet);
  EXPECT_EQ(status("2021-07-30"), EffectStatus::in_force);
  EXPECT_EQ(status("2023-05-31"), EffectStatus::in_force);
  EXPECT_EQ(status("2023-06-01"), EffectStatus::partly_amended);
  EXPECT_EQ(status("2025-01-19"), EffectStatus::partly_amended);
  EXPECT_EQ(status("2025-01-20"), EffectStatus::replaced);
  register_().end_relation(os_, added.id, added.version, day("2025-03-01"));
  EXPECT_EQ(status("2025-03-01"), EffectStatus::partly_amended);
  // Who looked before that is told, and changes nothing.
  EXPECT_EQ(key_of([&] { register_().end_relation(os_, added.id, added.version, day("2025-04-01")); }),
            "documents.relation_changed");
  EXPECT_EQ(register_().get_relation(os_, added.id).to, day("2025-03-01"));
  // A later day of effect of the successor moves the day of the replacement.
  next = register_().get_document(os_, successor, {}).document;
  next.effective_from = day("2025-02-01");
  register_().update_document(os_, successor, 1, next);
  EXPECT_EQ(status("2025-01-31"), EffectStatus::partly_amended);
  EXPECT_EQ(status("2025-02-01"), EffectStatus::replaced);
  const auto replaced =
      register_().list_documents(os_, {.status = EffectStatus::replaced, .on = day("2025-02-15")}, "", 10);
  ASSERT_EQ(replaced.items.size(), 1u);
  EXPECT_EQ(replaced.items[0].id, old);
}

TEST_P(RegisterRelations, RefusesWhatCannotBe) {
  const auto a = put(paper("regulation", "QĐ/TW", 1, "2021-07-30")),
             b = put(paper("regulation", "QĐ/TW", 2, "2022-07-30")),
             c = put(paper("regulation", "QĐ/TW", 3, "2023-07-30"));
  const auto add = [&](DocumentId from, NewRelation r) {
    return key_of([&] { register_().add_relation(os_, from, r); });
  };
  EXPECT_EQ(add(a, relation(RelationKind::cites_as_basis, a)), "documents.relation_to_itself");
  EXPECT_EQ(add(c, relation(RelationKind::repeals, b, "2022-07-29")), "documents.repeal_before_issue");
  EXPECT_EQ(add(a, relation(RelationKind::repeals, b)), "documents.repeal_before_issue");
  EXPECT_EQ(add(c, relation(RelationKind::repeals, b, "2022-07-30")), "done");
  EXPECT_EQ(add(c, relation(RelationKind::repeals, b)), "documents.relation_exists");
  EXPECT_EQ(add(b, relation(RelationKind::replaces, a)), "done");
  EXPECT_EQ(add(c, relation(RelationKind::replaces, b)), "done");
  EXPECT_EQ(add(a, relation(RelationKind::replaces, c, "2024-01-01")), "documents.relation_cycle");
  EXPECT_EQ(add(a, relation(RelationKind::guides, DocumentId{99999})), "documents.unknown");
}

TEST_P(RegisterRelations, R03OnlyTheIssuerOrACompetentSuperiorMayChangeADocument) {
  const auto secretariat = put(paper("regulation", "QĐ/TW", 10, "2022-01-10", "Ban Bí thư"));
  const auto board = put(paper("guideline", "HD/BTCTW", 5, "2024-01-10", "Ban Tổ chức Trung ương"));
  const auto politburo = put(paper("regulation", "QĐ/TW", 11, "2024-02-10", "Bộ Chính trị"));
  auto local = paper("regulation", "QĐ/TU", 7, "2024-03-10", "Tỉnh ủy");
  local.owner_unit = "P01";
  const auto province = put(local);
  const auto add = [&](DocumentId from, DocumentId to, RelationKind kind = RelationKind::replaces) {
    return key_of([&] { register_().add_relation(os_, from, relation(kind, to)); });
  };
  EXPECT_EQ(add(board, secretariat), "documents.not_competent");
  EXPECT_EQ(add(province, secretariat), "documents.not_competent");
  EXPECT_EQ(add(board, secretariat, RelationKind::guides), "done");
  EXPECT_EQ(add(politburo, secretariat), "done");
  const auto later = put(paper("regulation", "QĐ/TW", 12, "2024-06-10", "Ban Bí thư"));
  EXPECT_EQ(add(later, province), "done");                           // a superior organisation
  EXPECT_EQ(add(later, secretariat, RelationKind::amends), "done");  // the issuer itself
}

TEST_P(RegisterRelations, R03IsCitedByTheRuleOfTheDay) {
  const CompetenceFacts facts{
      RelationKind::replaces, "a", "b", "Ban Tổ chức Trung ương", "Bộ Chính trị", false, true, false, true};
  EXPECT_TRUE(may_change_document(facts, day("2017-02-05")).allowed());
  EXPECT_EQ(may_change_document(facts, day("2026-01-08")).refusals().at(0).citation, "66-QĐ/TW, Điều 3");
  EXPECT_EQ(may_change_document(facts, day("2026-01-09")).refusals().at(0).citation, "399-QĐ/TW");
}

TEST_P(RegisterRelations, TheGraphShowsWhatOneDaySaw) {
  const auto a = put(paper("resolution", "NQ/TW", 18, "2017-10-25")),
             b = put(paper("conclusion", "KL/TW", 50, "2023-02-28")),
             c = put(paper("plan", "KH/BTCTW", 9, "2023-05-01"));
  register_().add_relation(os_, b, relation(RelationKind::reviews, a, "2023-02-28"));
  register_().add_relation(os_, c, relation(RelationKind::implements, b, "2023-05-01"));
  EXPECT_EQ(register_().get_graph(os_, a, 2, {}).nodes.size(), 3u);
  EXPECT_EQ(register_().get_graph(os_, a, 1, {}).nodes.size(), 2u);
  EXPECT_EQ(register_().get_graph(os_, a, 2, day("2023-03-01")).nodes.size(), 2u);
  EXPECT_EQ(register_().get_graph(os_, a, 2, {}).edges.size(), 2u);
}

TEST_P(RegisterRelations, WhatADocumentWithVeryManyRelationsHasBeyondTheLimitIsSaid) {
  const auto hub = put(paper("resolution", "NQ/TW", 18, "2017-10-25")),
             other = put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  const auto relate = [&](std::int64_t from, std::int64_t to) {
    auto tx = database().begin();
    for (auto i = from; i < to; ++i) {
      StoredRelation r;
      r.kind = RelationKind::cites_as_basis;
      r.source_id = other.value;
      r.target_id = hub.value;
      r.provision = "Điều " + std::to_string(i);
      store::insert_relation(tx, r, 0, "test");
    }
    tx.commit();
  };
  relate(0, store::most_relations);
  EXPECT_EQ(register_().get_document(os_, hub, {}).incoming.size(), std::size_t(store::most_relations));
  EXPECT_FALSE(register_().get_document(os_, hub, {}).capped);
  EXPECT_FALSE(register_().get_graph(os_, hub, 1, {}).cut);
  relate(store::most_relations, store::most_relations + 1);
  for (const auto id : {hub, other}) {
    EXPECT_TRUE(register_().get_document(os_, id, {}).capped);
    EXPECT_TRUE(register_().get_graph(os_, id, 1, {}).cut);
  }
}

TEST_P(RegisterEdits, AnOldVersionIsRefusedAndNothingIsKept) {
  const auto id = put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  auto mine = register_().get_document(os_, id, {}).document, yours = mine;
  mine.subject = "Trích yếu mới";
  EXPECT_EQ(register_().update_document(os_, id, 1, mine).document.version, 2);
  yours.subject = "Trích yếu khác";
  EXPECT_EQ(key_of([&] { register_().update_document(os_, id, 1, yours); }), "documents.version");
  EXPECT_EQ(register_().get_document(os_, id, {}).document.subject, "Trích yếu mới");
}

TEST_P(RegisterEdits, OddTextIsKeptAsTextInEveryField) {
  auto odd = paper("report", "BC/TW", 3, "2023-02-28", "x'; DROP TABLE documents_document; --");
  odd.subject = "<script>alert(1)</script> ' OR 1=1 -- \" \\ %_";
  odd.field = "'\"; --";
  odd.addressees = "../../etc/passwd";
  odd.source = "{\"intake_id\":1,\"note\":\"\"}";  // looks like a place of the intake, and is none
  const auto id = put(odd);
  const auto back = register_().get_document(os_, id, {}).document;
  EXPECT_EQ(back.subject, odd.subject);
  EXPECT_EQ(back.issuer, odd.issuer);
  EXPECT_EQ(back.field, odd.field);
  EXPECT_EQ(back.source, odd.source);
  EXPECT_FALSE(back.read_from);
  for (const char* text : {"'", "\"", "* AND (", "%", "_k_report", "NEAR(a b)", "a OR b", "\\", "' | '"})
    EXPECT_NO_THROW(register_().list_documents(os_, {.text = text, .issuer = "'", .field = "%"}, "", 10)) << text;
  EXPECT_EQ(register_().list_documents(os_, {.text = "script alert"}, "", 10).items.size(), 1u);
  EXPECT_EQ(key_of([&] { register_().list_documents(os_, {}, "1; DROP", 10); }), "documents.cursor");
}

TEST_P(RegisterEdits, RefusesRecordsThatCannotBe) {
  auto record = paper("poem", "KL/TW", 1, "2023-01-01");
  EXPECT_EQ(key_of([&] { put(record); }), "documents.kind_unknown");
  record.kind = "conclusion";
  record.owner_unit = "KHONG";
  EXPECT_EQ(key_of([&] { put(record); }), "documents.unit_unknown");
  record.owner_unit = "TW";
  record.subject = "  ";
  EXPECT_EQ(key_of([&] { put(record); }), "documents.subject_missing");
  record.subject = "x";
  record.effective_from = day("2023-02-01");
  record.effective_to = day("2023-02-01");
  EXPECT_EQ(key_of([&] { put(record); }), "documents.effect_ends_before_start");
  record.effective_to.reset();
  EXPECT_EQ(key_of([&] { put(record); }), "done");
}

}  // namespace
}  // namespace documents
