#include "modules/documents/register_fixture.h"

namespace documents {
namespace {

// Units that do not see each other's papers: what one cites or registers neither shows, takes nor moves the other's.
class RegisterStrangers : public Register {
 protected:
  void SetUp() override {
    Register::SetUp();
    if (IsSkipped()) return;
    central_ = account("trung.uong", "document_officer", "TW");
    one_ = account("tinh.mot", "document_officer", "P01");
    two_ = account("tinh.hai", "document_officer", "P02");
  }
  DocumentId cite(const base::Actor& actor, const char* unit, const Citation& citation) {
    auto tx = database().begin();
    const auto id = register_().ensure_stub(tx, actor, citation, *tree_.find_unit(tx, unit), {});
    tx.commit();
    return id;
  }
  std::optional<DocumentId> keep(const base::Actor& actor, const char* unit, const Citation& citation) {
    auto tx = database().begin();
    const auto id = register_().register_cited(tx, actor, citation, *tree_.find_unit(tx, unit));
    tx.commit();
    return id;
  }
  Document decree(const char* owner, const char* subject) {
    auto d = paper("decree", "NĐ-CP", 77, "2025-04-01", "Chính phủ");
    d.year = 2025;
    d.owner_unit = owner;
    d.subject = subject;
    return d;
  }
  // Every word of a refusal.
  template <class F>
  std::string words_of(F&& f) {
    std::string words;
    try {
      f();
    } catch (const base::RuleBroken& e) {
      for (const auto& refusal : e.verdict().refusals())
        for (const auto& [name, value] : refusal.parameters) words += value + ";";
    } catch (const base::Error& e) {
      for (const auto& [name, value] : e.parameters()) words += value + ";";
    }
    return words;
  }
  std::vector<DocumentRow> rows(const base::Actor& actor, const DocumentQuery& query) {
    return register_().list_documents(actor, query, "", 50).items;
  }
  base::Actor central_, one_, two_;
  const Citation cited_{
      .kind = "Quyết định", .number = 321, .code = "QĐ/TW", .date = base::parse_partial_date("2025-06-24")};
};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterStrangers, support::engines(), support::engine_name);

TEST_P(RegisterStrangers, EachUnitRegistersItsOwnCopyOfAStatePaperAndLearnsNothing) {
  register_().create_document(one_, decree("P01", "Riêng của tỉnh Một"));
  EXPECT_EQ(words_of([&] { register_().create_document(two_, decree("P02", "Riêng của tỉnh Hai")); }), "");
  EXPECT_EQ(rows(two_, {.text = "77/2025/NĐ-CP"}).size(), 1u);
  // One's own copy is in the way, and so is one that is seen, whichever unit's body the issuer was recorded as.
  EXPECT_EQ(key_of([&] { register_().create_document(one_, decree("P01", "Lần nữa")); }),
            "documents.state_number_taken");
  auto open = decree("TW", "Gửi mọi nơi");
  open.number = 78;
  open.open_to_all = true;
  register_().create_document(central_, open);
  open.owner_unit = "P01";
  EXPECT_EQ(words_of([&] { register_().create_document(one_, open); }), "78/2025/NĐ-CP – Gửi mọi nơi;78/2025/NĐ-CP;");
}

TEST_P(RegisterStrangers, ThousandsOfCopiesOfOthersHideNobodysOwn) {
  auto paper_of = [&](const char* owner, int year) {
    auto d = paper("resolution", "NQ/ĐU", 1, (std::to_string(year) + "-02-03").c_str(), "Đảng ủy");
    d.owner_unit = owner;
    return d;
  };
  const auto id = put(paper_of("X01", 2025));
  auto tx = database().begin();
  for (int year = 1860; year < 2090; ++year) register_().register_document(tx, os_, paper_of("P02", year));
  tx.commit();
  const auto clerk = account("xa", "document_officer", "X01");
  const auto found = register_().find_document(clerk, "01-NQ/ĐU");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].id, id);
}

TEST_P(RegisterStrangers, R01TheRefusalNamesOnlyADocumentThatTheReaderSees) {
  add_congresses();
  put(paper("decision", "QĐ/TW", 321, "2025-06-24"));
  const auto clerk = account("tw.cap.so", "unit_secretary", "TW");
  const auto refusal = [&](const base::Actor& actor) {
    return words_of([&] {
      auto tx = database().begin();
      register_().register_document(tx, actor, paper("decision", "QĐ/TW", 321, "2025-06-25"));
    });
  };
  EXPECT_NE(refusal(clerk).find("Về việc thử decision"), std::string::npos);
  EXPECT_EQ(refusal(one_).find("Về việc thử decision"), std::string::npos);
  EXPECT_NE(refusal(one_).find("321-QĐ/TW"), std::string::npos);
}

TEST_P(RegisterStrangers, APaperIsRegisteredInARunOnlyByThoseWhoMayRegisterThere) {
  add_congresses();
  Citation own = cited_;
  own.title = "Về việc do cơ sở tự ghi";
  EXPECT_FALSE(keep(one_, "P01", own));
  EXPECT_EQ(key_of([&] { put(paper("decision", "QĐ/TW", 321, "2025-06-24")); }), "done");
  own.code = "QĐ/TU";
  EXPECT_TRUE(keep(one_, "P01", own));
  own.number = 322;
  EXPECT_FALSE(keep(account("mot.xem", "leader", "P01"), "P01", own));
}

TEST_P(RegisterStrangers, CitingANumberMovesNobodysRun) {
  add_congresses();
  put(paper("decision", "QĐ/TW", 1, "2025-01-05"));
  for (const std::int64_t number : {88888, 2, 3})
    cite(one_, "P01", {.kind = "Quyết định", .number = number, .code = "QĐ/TW", .date = cited_.date});
  const auto next = [&] { return register_().allocate_number(os_, {"TW", "QĐ/TW", day("2025-07-01"), {}, ""}).number; };
  EXPECT_EQ(next(), 4);  // 2 and 3 are passed over: papers with these numbers are cited
  EXPECT_EQ(register_().create_document(os_, paper("decision", "QĐ/TW", {}, "2025-07-01")).document.number, 5);
  put(paper("decision", "QĐ/TW", 2, "2025-06-24"));  // and may come in later
  EXPECT_EQ(next(), 6);
}

TEST_P(RegisterStrangers, NoNumberBeyondTheRangeIsEverGiven) {
  const auto reserve = [&](std::int64_t number) {
    return key_of([&] { register_().reserve_number(os_, {"TW", "CT/TW", day("2024-01-02"), number, "Giữ"}); });
  };
  EXPECT_EQ(reserve(INT64_MAX), "documents.number_range");
  EXPECT_EQ(reserve(10'000'000), "documents.number_range");
  EXPECT_EQ(reserve(0), "documents.number_below_one");
  EXPECT_EQ(reserve(9'999'999), "done");
  EXPECT_EQ(key_of([&] {
              register_().allocate_number(os_, {"TW", "CT/TW", day("2024-01-02"), {}, ""});
            }),
            "documents.number_range");
  EXPECT_EQ(key_of([&] { put(paper("directive", "CT/TW", {}, "2024-01-02")); }), "documents.number_range");
  const auto series = register_().list_series(os_, "TW").items.at(0).id;
  EXPECT_EQ(key_of([&] { register_().void_number(os_, {series, INT64_MAX, "Bỏ"}); }), "documents.number_range");
}

TEST_P(RegisterStrangers, AStubOfAnotherUnitIsNotTakenWithWhatHangsOnIt) {
  const auto stub = cite(two_, "P02", {.kind = "Nghị định", .number = 77, .code = "NĐ-CP", .year = 2025});
  const auto attach = [&](const base::Actor& actor) {
    auto tx = database().begin();
    register_().attach_file(tx, actor, stub, files_.keep(tx, "riêng"), "rieng.txt", "text/plain", "riêng");
    tx.commit();
  };
  EXPECT_EQ(key_of([&] { attach(two_); }), "identity.forbidden");  // the paper is the State's, not theirs
  attach(os_);
  const auto own = register_().create_document(one_, decree("P01", "Của tỉnh Một")).document;
  EXPECT_NE(own.id, stub);
  EXPECT_TRUE(own.files.empty());
  EXPECT_EQ(register_().get_document(two_, stub, {}).document.state, DocumentState::stub);
}

TEST_P(RegisterStrangers, RegisteringGathersEveryStubOfTheNumberAndShowsThePaperToNobodyElse) {
  add_congresses();
  const auto first = cite(one_, "P01", cited_), second = cite(two_, "P02", cited_);
  EXPECT_NE(first, second);
  auto report = paper("report", "BC/TU", 9, "2025-07-30", "Tỉnh ủy");
  report.owner_unit = "P01";
  const auto of_one = put(report);
  report.owner_unit = "P02";
  const auto of_two = put(report), of_centre = put(paper("report", "BC/TW", 9, "2025-07-30"));
  register_().add_relation(one_, of_one, relation(RelationKind::reports_on, first));
  register_().add_relation(two_, of_two, relation(RelationKind::reports_on, second));
  register_().add_relation(central_, of_centre, relation(RelationKind::reports_on, first));
  register_().add_relation(central_, of_centre, relation(RelationKind::cites_as_basis, second));
  auto real = paper("decision", "QĐ/TW", 321, "2025-06-24");
  real.parties = {{"P01", "", true}};
  const auto id = register_().create_document(central_, real).document.id;
  // Both stubs are this paper now, and the unit to which it is addressed sees it.
  EXPECT_EQ(register_().get_document(central_, first, {}).document.id, id);
  EXPECT_EQ(register_().get_document(central_, second, {}).document.id, id);
  EXPECT_EQ(register_().get_document(central_, id, {}).incoming.size(), 3u);
  EXPECT_EQ(register_().get_document(one_, of_one, {}).outgoing.at(0).target_id, id);
  // The other one keeps the number that it read, and no more.
  for (const auto stub : {first, second, id})
    EXPECT_EQ(key_of([&] { register_().get_document(two_, stub, {}); }), "documents.unknown");
  const auto kept = register_().get_document(two_, of_two, {}).outgoing;
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].target_label, "321-QĐ/TW");
  const auto entry = register_().get_document(two_, kept[0].target_id, {}).document;
  EXPECT_EQ(entry.state, DocumentState::stub);
  EXPECT_EQ(entry.subject, "");
  EXPECT_EQ(cite(two_, "P02", cited_), entry.id);
}

TEST_P(RegisterStrangers, WhatIsExportedIsWhatOneMayExportAndStandsInTheJournal) {
  put(paper("conclusion", "KL/TW", 1, "2023-01-10"));
  auto own = paper("resolution", "NQ/TU", 4, "2023-01-10", "Tỉnh ủy");
  own.owner_unit = "P01";
  put(own);
  // Reads everything, exports for a province.
  const auto reader = account("xem", "member", "TW");
  {
    auto tx = database().begin();
    support::add_grant(tx, reader.account_id, "leader", *tree_.find_unit(tx, "P01"));
    tx.commit();
  }
  std::vector<std::string> labels;
  const auto take = [&](const DocumentRow& row) { labels.push_back(row.label); };
  EXPECT_EQ(rows(reader, {}).size(), 2u);
  register_().each_document(reader, {}, 10, take);
  EXPECT_EQ(labels, std::vector<std::string>{"04-NQ/TU"});
  EXPECT_EQ(journal("documents.exported"), 1);
  labels.clear();
  EXPECT_EQ(key_of([&] { register_().each_document(os_, {}, 1, take); }), "documents.export_too_many");
  EXPECT_TRUE(labels.empty());
  register_().each_document(os_, {}, 2, take);
  EXPECT_EQ(labels.size(), 2u);
  // What was selected goes the same way: of the two, the reader may export one.
  std::vector<DocumentId> chosen;
  for (const auto& row : rows(reader, {})) chosen.push_back(row.id);
  labels.clear();
  register_().each_document(reader, {}, 10, take, chosen);
  EXPECT_EQ(labels, std::vector<std::string>{"04-NQ/TU"});
}

TEST_P(RegisterStrangers, WhatWasSelectedLeavesOnceAndStandsInTheJournal) {
  const auto a = put(paper("resolution", "NQ/TW", 1, "2023-01-10")), b = put(paper("report", "BC/TW", 2, "2023-01-10"));
  Citation cited;
  cited.number = 3;
  cited.code = "BC/TW";
  cited.year = 2023;
  DocumentId merged;
  {
    auto tx = database().begin();
    merged = register_().ensure_stub(tx, os_, cited, *tree_.find_unit(tx, "TW"), {});
    register_().merge_stub(tx, os_, merged, a);
    tx.commit();
  }
  std::vector<std::int64_t> left;
  const std::vector<DocumentId> chosen{b, a, merged, b};
  register_().each_document(
      os_, {}, 10, [&](const DocumentRow& row) { left.push_back(row.id.value); }, chosen);
  EXPECT_EQ(left, (std::vector<std::int64_t>{b.value, a.value}));
  auto tx = database().begin_read();
  const auto noted = tx.find<std::string>("SELECT difference FROM audit_entry WHERE verb = 'documents.exported'");
  EXPECT_EQ(base::Json::parse(noted.value())["documents"], base::Json(left));
}

TEST_P(RegisterStrangers, ANewCongressLeavesATraceOnEveryPaperItMoves) {
  const auto id = put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  const auto before = journal("documents.changed");
  add_congresses();
  const auto moved = register_().get_document(os_, id, {}).document;
  EXPECT_EQ(moved.term, 13);
  EXPECT_EQ(moved.version, 3);  // by congress XII, then by XIII
  EXPECT_EQ(journal("documents.changed"), before + 2);
  EXPECT_EQ(key_of([&] { register_().update_document(os_, id, 1, moved); }), "documents.version");
}

}  // namespace
}  // namespace documents
