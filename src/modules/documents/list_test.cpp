#include <random>

#include "base/text.h"
#include "modules/documents/list_store.h"
#include "modules/documents/register_fixture.h"

namespace documents {
namespace {

class RegisterLists : public Register {
 protected:
  std::vector<std::string> labels(const base::Actor& actor, const DocumentQuery& query) {
    std::vector<std::string> all;
    std::string cursor;
    for (int pages = 0; pages < 100; ++pages) {
      const auto list = register_().list_documents(actor, query, cursor, 3);
      for (const auto& row : list.items) all.push_back(row.label);
      if (!list.next) break;
      cursor = *list.next;
    }
    return all;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterLists, support::engines(), support::engine_name);

TEST_P(RegisterLists, SearchFindsWithoutDiacriticsInBothToneStylesAndMarksTheHits) {
  auto d = paper("conclusion", "KL/TW", 50, "2023-02-28");
  d.subject = "Tiếp tục thực hiện Nghị quyết số 18-NQ/TW về tinh gọn bộ máy, Đảng uỷ cơ sở";
  put(d);
  for (const char* text : {"tinh gon bo may", "TINH GỌN", "đảng ủy", "dang uy co so", "18-NQ/TƯ", "50 - KL / TW",
                           "bo chinh tri", "tinh go"})
    EXPECT_EQ(register_().list_documents(os_, {.text = text}, "", 10).items.size(), 1u) << text;
  for (const char* text : {"gon tinh xyz", "18-NQ/TU", "51-KL/TW", "---"})
    EXPECT_TRUE(register_().list_documents(os_, {.text = text}, "", 10).items.empty()) << text;
  const auto row = register_().list_documents(os_, {.text = "dang uy"}, "", 10).items.at(0);
  ASSERT_EQ(row.hits.size(), 2u);
  EXPECT_EQ(row.hits[0].field, "subject");
  EXPECT_EQ(row.hits[1].end - row.hits[1].start, 2);
}

TEST(SearchHits, StandInTheOrderOfTheTextOnceEach) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "đảng uỷ 50-KL/TW xin ";
  for (const char* query : {"dang ", "50-KL/TW dang "}) {
    const auto words = parse_search(query);
    const auto hits = find_hits(text, words);
    ASSERT_EQ(hits.size(), words.words.size() * 2000u) << query;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      const auto place = std::int64_t(i / words.words.size() * 21 + (i % words.words.size()) * 8);
      ASSERT_EQ(hits[i].start, place) << query;
      ASSERT_EQ(hits[i].end, place + (i % words.words.size() ? 8 : 4)) << query;
    }
  }
}

TEST_P(RegisterLists, ASnippetIsTheFirstLineThatHitsWithWhatStandsAroundIt) {
  const auto id = put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  std::string text = "Mở đầu.\n";
  for (int i = 0; i < 40; ++i) text += "Đoạn văn không có gì để tìm.\n";
  text += "Cơ sở đề nghị làm rõ vị trí.\nSau đó là vị trí khác.";
  auto tx = database().begin();
  register_().attach_file(tx, os_, id, files_.keep(tx, "hello"), "a.txt", "text/plain", text);
  tx.commit();
  const auto row = register_().list_documents(os_, {.text = "vi tri "}, "", 10).items.at(0);
  EXPECT_TRUE(row.snippet.ends_with("Cơ sở đề nghị làm rõ vị trí.\nSau đó là vị trí khác.")) << row.snippet;
  EXPECT_EQ(base::count_code_points(row.snippet.substr(0, row.snippet.find("vị trí"))), 60u);
  EXPECT_EQ(std::ranges::count(row.hits, "file", &MarkedHit::field), 4);
}

TEST_P(RegisterLists, TextOfAttachedFilesIsSearchedAndShownAsASnippet) {
  const auto id = put(paper("conclusion", "KL/TW", 50, "2023-02-28"));
  auto tx = database().begin();
  const auto kept = files_.keep(tx, "hello");
  register_().attach_file(tx, os_, id, kept, "../tệp.txt", "text/plain",
                          "Mở đầu rất dài. Phần hai nói về vị trí việc làm ở cơ sở.");
  tx.commit();
  const auto row = register_().list_documents(os_, {.text = "vi tri viec lam"}, "", 10).items.at(0);
  EXPECT_NE(row.snippet.find("vị trí việc làm"), std::string::npos);
  EXPECT_EQ(std::ranges::count(row.hits, "file", &MarkedHit::field), 4);
  const auto file = register_().get_document(os_, id, {}).document.files.at(0);
  EXPECT_EQ(file.name, "tệp.txt");
  const auto to = store_->folder() / "out";
  EXPECT_EQ(register_().download_file(os_, id, file.id, to).hash, kept.hash);
  EXPECT_EQ(std::filesystem::file_size(to), 5u);
}

TEST_P(RegisterLists, EveryFilterSortAndPageGivesWhatAPlainLoopGives) {
  add_congresses();
  std::mt19937 random(7);
  const char* kinds[] = {"resolution", "conclusion", "directive"};
  const char* codes[] = {"NQ/TW", "KL/TW", "CT/TW"};
  const char* issuers[] = {"Bộ Chính trị", "Ban Bí thư"};
  std::vector<Document> all;
  for (int i = 0; i < 40; ++i) {
    const auto k = random() % 3;
    auto d = paper(kinds[k], codes[k], i + 1,
                   (std::to_string(2019 + random() % 7) + "-0" + std::to_string(1 + random() % 9) + "-11").c_str(),
                   issuers[random() % 2]);
    d.field = random() % 2 ? "Tổ chức bộ máy" : "Cán bộ";
    d.advising = random() % 2 ? "Ban Tổ chức Trung ương" : "";
    all.push_back(register_().create_document(os_, d).document);
    if (i == 25) index_all();
  }
  const auto expected = [&](auto&& wanted) {
    std::vector<Document> some;
    std::ranges::copy_if(all, std::back_inserter(some), wanted);
    std::ranges::sort(some, [](const Document& a, const Document& b) {
      return std::pair(*a.issued, a.id) > std::pair(*b.issued, b.id);
    });
    std::vector<std::string> names;
    for (const auto& d : some) names.push_back(d.label);
    return names;
  };
  EXPECT_EQ(labels(os_, {}), expected([](auto&) { return true; }));
  EXPECT_EQ(labels(os_, {.kind = "directive"}), expected([](auto& d) { return d.kind == "directive"; }));
  EXPECT_EQ(labels(os_, {.code = "kl/tư", .issuer = "ban bí thư"}),
            expected([](auto& d) { return d.code == "KL/TW" && d.issuer == "Ban Bí thư"; }));
  EXPECT_EQ(labels(os_, {.advising = "Ban Tổ chức Trung ương", .field = "can bo"}),
            expected([](auto& d) { return d.field == "Cán bộ" && !d.advising.empty(); }));
  EXPECT_EQ(labels(os_, {.term = 12}), expected([](auto& d) { return d.term == 12; }));
  EXPECT_EQ(
      labels(os_, {.kind = "resolution", .from = day("2020-01-01"), .to = day("2023-01-01")}),
      expected([](auto& d) { return d.kind == "resolution" && d.issued->year >= 2020 && d.issued->year < 2023; }));
  EXPECT_EQ(labels(os_, {.text = "thu conclusion", .term = 13}),
            expected([](auto& d) { return d.kind == "conclusion" && d.term == 13; }));
  auto oldest = expected([](auto&) { return true; });
  std::ranges::reverse(oldest);
  EXPECT_EQ(labels(os_, {.sort = Sort::oldest}), oldest);
  EXPECT_EQ(labels(os_, {.kind = "resolution", .sort = Sort::number}).size(),
            labels(os_, {.kind = "resolution"}).size());
  EXPECT_EQ(labels(os_, {.text = "thu", .sort = Sort::registered}).front(), all.back().label);
  EXPECT_EQ(register_().count_documents(os_, {.kind = "directive"}).total,
            std::int64_t(expected([](auto& d) { return d.kind == "directive"; }).size()));
  std::int64_t sum = 0;
  for (const auto& row : register_().tally_documents(os_, {.term = 13}, TallyBy::issuer).rows) {
    EXPECT_EQ(row.count, std::int64_t(expected([&](auto& d) { return d.term == 13 && d.issuer == row.name; }).size()));
    sum += row.count;
  }
  EXPECT_EQ(sum, register_().count_documents(os_, {.term = 13}).total);
  EXPECT_EQ(register_().tally_documents(os_, {}, TallyBy::quarter).total, 40);
}

TEST_P(RegisterLists, WhoIsNoPartyFindsNothingAnywhere) {
  auto secret = paper("conclusion", "KL/TW", 1, "2023-01-10"), open = paper("conclusion", "KL/TW", 2, "2023-01-11"),
       below = paper("conclusion", "KL/TW", 3, "2023-01-12"), only = paper("conclusion", "KL/TW", 4, "2023-01-13");
  open.open_to_all = true;
  below.parties = {{"P01", "", true}};
  only.parties = {{"P01", "", false}};
  const auto secret_id = put(secret);
  put(open), put(below), put(only);
  const auto central = account("trung.uong", "document_officer", "TW"),
             province = account("tinh", "document_officer", "P01"), other = account("tinh.khac", "leader", "P02"),
             cell = account("chi.bo", "member", "C01");
  EXPECT_EQ(labels(central, {}).size(), 4u);
  EXPECT_EQ(labels(province, {}), (std::vector<std::string>{"04-KL/TW", "03-KL/TW", "02-KL/TW"}));
  EXPECT_EQ(labels(other, {}), (std::vector<std::string>{"02-KL/TW"}));
  EXPECT_EQ(labels(cell, {}), (std::vector<std::string>{"03-KL/TW", "02-KL/TW"}));
  EXPECT_EQ(labels(cell, {.text = "thu conclusion", .kind = "conclusion"}),
            (std::vector<std::string>{"03-KL/TW", "02-KL/TW"}));
  EXPECT_EQ(register_().count_documents(cell, {.kind = "conclusion"}).total, 2);
  EXPECT_EQ(register_().tally_documents(cell, {}, TallyBy::kind).total, 2);
  EXPECT_EQ(key_of([&] { register_().get_document(other, secret_id, {}); }), "documents.unknown");
  EXPECT_EQ(key_of([&] { register_().update_document(other, secret_id, 1, secret); }), "documents.unknown");
  EXPECT_EQ(key_of([&] { register_().create_document(cell, secret); }), "documents.unit_unknown");
  EXPECT_EQ(key_of([&] { register_().list_documents({}, {}, "", 10); }), "documents.forbidden");
  EXPECT_TRUE(register_().find_document(other, "01-KL/TW").empty());
  EXPECT_EQ(register_().find_document(central, "01-KL/TW").size(), 1u);
}

TEST_P(RegisterLists, EveryReaderPagesInEveryOrderThroughExactlyWhatTheySee) {
  std::mt19937 random(11);
  std::vector<std::string> units{"TW", "P01", "P02", "X01"};
  {
    auto tx = database().begin();
    std::vector<tree::UnitRow> communes;
    for (int i = 10; i < 22; ++i) {
      units.push_back("X" + std::to_string(i));
      communes.push_back({i,
                          units.back(),
                          "Đảng bộ xã " + units.back(),
                          tree::UnitKind::commune,
                          tree::UnitLevel::commune,
                          "P01",
                          day("1976-01-01"),
                          {}});
    }
    tree_.store_rows(tx, communes, clock_.today());
    tx.commit();
  }
  const char* days[] = {"1931-05-01", "1986-12", "1999", "2023-03-04", "2023-03-05", "2026-11-20"};
  for (int i = 0; i < 60; ++i) {
    auto d = paper("conclusion", "KL/TU", {}, days[random() % 6]);
    d.subject = random() % 2 ? "Tinh gọn tổ chức bộ máy" : "Đánh giá cán bộ";
    d.owner_unit = units[random() % 2 ? random() % 4 : random() % units.size()];
    if (d.owner_unit == "TW") d.code = "KL/TW";
    d.open_to_all = random() % 8 == 0;
    if (random() % 2) d.parties = {{units[random() % units.size()], "", random() % 2 == 0}};
    put(d);
    if (i % 25 == 24) index_all();
  }
  for (int i = 0; i < 12; ++i) {
    auto d = register_().get_document(os_, DocumentId{std::int64_t(1 + random() % 60)}, {}).document;
    d.subject = random() % 2 ? "Tinh gọn tổ chức bộ máy" : "Đánh giá cán bộ";
    d.parties = {{units[random() % units.size()], "", random() % 2 == 0}};
    register_().update_document(os_, d.id, d.version, d);
  }
  const std::vector<base::Actor> readers{os_, account("trung.uong", "leader", "TW"), account("tinh", "leader", "P01"),
                                         account("xa", "leader", "X01"), account("chi.bo", "member", "C01")};
  for (const auto& reader : readers)
    for (const char* text : {"", "to chuc ", "danh gi"}) {
      std::vector<DocumentRow> seen;
      for (std::int64_t id = 1; id <= 60; ++id)
        if (key_of([&] { register_().get_document(reader, DocumentId{id}, {}); }) == "done") {
          const auto d = register_().get_document(reader, DocumentId{id}, {}).document;
          if (std::string_view(text).empty() || (text[0] == 't') == d.subject.starts_with("Tinh"))
            seen.push_back({.id = d.id, .number = d.number, .issued = d.issued});
        }
      for (const auto sort : {Sort::newest, Sort::oldest, Sort::registered, Sort::number}) {
        std::ranges::sort(seen, [&](const DocumentRow& a, const DocumentRow& b) {
          const auto newest = std::pair(a.issued->first(), a.id) > std::pair(b.issued->first(), b.id);
          if (sort == Sort::newest) return newest;
          if (sort == Sort::oldest) return !newest && a.id != b.id;
          return sort == Sort::registered ? a.id > b.id : std::pair(a.number, a.id) < std::pair(b.number, b.id);
        });
        std::vector<std::int64_t> expected, got;
        for (const auto& row : seen) expected.push_back(row.id.value);
        std::string cursor;
        for (int pages = 0; pages < 100; ++pages) {
          const auto list = register_().list_documents(reader, {.text = text, .sort = sort}, cursor, 7);
          if (cursor.empty()) {
            EXPECT_EQ(list.total, std::int64_t(expected.size()));
          }
          for (const auto& row : list.items) got.push_back(row.id.value);
          if (!list.next) break;
          cursor = *list.next;
        }
        EXPECT_EQ(got, expected) << reader.name << " " << text << " " << base::enum_name(sort);
      }
      EXPECT_EQ(register_().count_documents(reader, {.text = text}).total, std::int64_t(seen.size()));
      EXPECT_EQ(register_().tally_documents(reader, {.text = text}, TallyBy::year).total, std::int64_t(seen.size()));
    }
}

TEST_P(RegisterLists, WhatChangesIsFoundAsItIsNowWhetherTheIndexHasItOrNot) {
  auto d = paper("conclusion", "KL/TW", 1, "2023-01-10");
  d.subject = "Tinh gọn tổ chức bộ máy logistics";
  const auto id = put(d);
  put(paper("directive", "CT/TW", 2, "2024-01-10"));
  const auto hits = [&](const DocumentQuery& query) { return register_().count_documents(os_, query).total; };
  const auto year = [&] { return register_().tally_documents(os_, {.kind = "conclusion"}, TallyBy::year).rows; };
  for (const bool indexed : {false, true}) {
    if (indexed) index_all();
    for (const char* text : {"tinh gon ", "ti", "tin", "gon", "to chu", "logist", "logisti"})
      EXPECT_EQ(hits({.text = text}), 1) << text;
    EXPECT_EQ(year().at(0).key, "2023");
  }
  d = register_().get_document(os_, id, {}).document;
  d.subject = "Đánh giá cán bộ";
  d.issued = base::parse_partial_date("2025-02-01").value();
  register_().update_document(os_, id, d.version, d);
  for (const bool indexed : {false, true}) {
    if (indexed) index_all();
    for (const char* text : {"tinh gon ", "ti", "tin", "gon", "to chu", "logist", "logisti"})
      EXPECT_EQ(hits({.text = text}), 0) << text;
    for (const char* text : {"danh gia ", "da", "dan", "danh", "can bo"}) EXPECT_EQ(hits({.text = text}), 1) << text;
    EXPECT_EQ(year().at(0).key, "2025");
    EXPECT_EQ(hits({.to = day("2024-06-01")}), 1);
    EXPECT_EQ(labels(os_, {}), (std::vector<std::string>{"01-KL/TW", "02-CT/TW"}));
    EXPECT_EQ(labels(os_, {.sort = Sort::number}), (std::vector<std::string>{"01-KL/TW", "02-CT/TW"}));
  }
}

TEST_P(RegisterLists, ManyThatWaitAreTakenInByWhoAddsOne) {
  std::int64_t most = 0;
  for (int i = 1; i <= 300; ++i) {
    put(paper("conclusion", "KL/TW", i, "2023-01-10"));
    auto tx = database().begin_read();
    most = std::max(most, tx.find<std::int64_t>("SELECT COUNT(*) FROM documents_index_waiting").value());
  }
  EXPECT_EQ(most, 256);
  EXPECT_EQ(register_().count_documents(os_, {.text = "thu "}).total, 300);
}

TEST_P(RegisterLists, LongOnesThatWaitAreTakenInSooner) {
  std::int64_t most = 0;
  for (int i = 1; i <= 60; ++i) {
    auto d = paper("conclusion", "KL/TW", i, "2023-01-10");
    for (int w = 0; w < 190; ++w) d.subject += " dai" + std::to_string(1000000 + i * 1000 + w);
    put(d);
    auto tx = database().begin_read();
    most = std::max(most, tx.find<std::int64_t>("SELECT COUNT(*) FROM documents_index_waiting").value());
  }
  EXPECT_LT(most, 50);
  EXPECT_EQ(register_().count_documents(os_, {.text = "thu "}).total, 60);
  EXPECT_EQ(register_().count_documents(os_, {.text = "dai1060189 "}).total, 1);
}

TEST_P(RegisterLists, TheStatusOfADayIsAskedOfEveryOneThatIsFound) {
  std::vector<DocumentId> ids;
  for (int i = 1; i <= 12; ++i) ids.push_back(put(paper("conclusion", "KL/TW", i, "2023-01-10")));
  for (int i = 0; i < 4; ++i)
    register_().add_relation(os_, ids[std::size_t(i)],
                             relation(RelationKind::replaces, ids[std::size_t(i + 8)], "2024-01-01"));
  for (const bool indexed : {false, true}) {
    if (indexed) index_all();
    const auto count = [&](EffectStatus status, const char* on) {
      const DocumentQuery query{.kind = "conclusion", .status = status, .on = day(on)};
      const auto total = register_().count_documents(os_, query).total;
      EXPECT_EQ(std::int64_t(labels(os_, query).size()), total);
      EXPECT_EQ(register_().tally_documents(os_, query, TallyBy::kind).total, total);
      EXPECT_EQ(register_().list_documents(os_, query, "", 2).total, total);
      return total;
    };
    EXPECT_EQ(count(EffectStatus::in_force, "2023-06-01"), 12);
    EXPECT_EQ(count(EffectStatus::in_force, "2024-06-01"), 8);
    EXPECT_EQ(count(EffectStatus::replaced, "2024-06-01"), 4);
    EXPECT_EQ(count(EffectStatus::replaced, "2023-06-01"), 0);
    EXPECT_EQ(count(EffectStatus::unknown, "2024-06-01"), 0);
    EXPECT_EQ(count(EffectStatus::in_force, "2022-06-01"), 0);
  }
}

// The words of a filter were put into the index's language as they came: a "kind" that ended its own quote found
// what nobody had sent to the reader.
TEST_P(RegisterLists, NoValueOfAFilterOpensWhatIsNotSeen) {
  put(paper("conclusion", "KL/TW", 1, "2023-01-10"));
  auto open = paper("conclusion", "KL/TW", 2, "2023-01-11");
  open.open_to_all = true;
  put(open);
  const auto cell = account("chi.bo", "member", "C01");
  for (const std::string text :
       {"x\" OR \"_s_registered\" OR \"y", "x' | '_s_registered' | 'y", "x\") OR (\"_p_1", "x') | ('_p_1", "\"", "'",
        "conclusion\" OR \"_p_1", "_k_conclusion OR _p_1", "conclusion OR _p_1", "*", "\\", "x\\' | '_p_1' | 'y"}) {
    EXPECT_EQ(key_of([&] { labels(cell, {.kind = text}); }), "documents.kind_unknown") << text;
    EXPECT_EQ(key_of([&] { register_().count_documents(cell, {.kind = text}); }), "documents.kind_unknown") << text;
    EXPECT_EQ(key_of([&] { register_().tally_documents(cell, {.kind = text}, TallyBy::kind); }),
              "documents.kind_unknown");
    EXPECT_EQ(key_of([&] { register_().save_view(cell, {0, "x", {.kind = text}}); }), "documents.kind_unknown");
    EXPECT_EQ(key_of([&] { register_().add_claim(os_, {.unit = "TW", .text = "x", .query = {.kind = text}}); }),
              "documents.kind_unknown");
    for (const auto& query : std::vector<DocumentQuery>{{.text = text},
                                                        {.code = text},
                                                        {.issuer = text},
                                                        {.advising = text},
                                                        {.field = text},
                                                        {.unit = text},
                                                        {.text = text, .sort = Sort::number}})
      for (const auto& label : labels(cell, query)) EXPECT_EQ(label, "02-KL/TW") << text;
    EXPECT_LE(register_().count_documents(cell, {.text = text}).total, 1) << text;
  }
}

// The second belt: a row that the index gave is shown only to those whom Access lets see it.
TEST_P(RegisterLists, ARowIsShownToThoseWhoSeeItWhateverTheIndexFound) {
  const auto secret = put(paper("conclusion", "KL/TW", 1, "2023-01-10"));
  const auto cell = account("chi.bo", "member", "C01");
  auto tx = database().begin_read();
  const auto scope = access_->scope(tx, cell, identity::Permission::documents_read);
  const DocumentQuery query;
  CellCache cells;
  SeenCache seen;
  Viewer viewer(tx, {*access_, tree_, cells, seen}, scope);
  Lister lister(tx, viewer, query, clock_.today());
  const std::vector<Lister::Found> found{{secret.value, ""}};
  EXPECT_TRUE(lister.rows(found, [](std::int64_t) { return std::string(); }).empty());
}

TEST_P(RegisterLists, SeriesOfAUnitOutOfSightAreThoseOfNoUnit) {
  put(paper("conclusion", "KL/TW", 1, "2023-01-10"));
  auto own = paper("resolution", "NQ/TU", 4, "2023-01-10", "Ban Thường vụ Tỉnh ủy");
  own.owner_unit = "P01";
  put(own);
  const auto province = account("tinh", "document_officer", "P01");
  const auto list = register_().list_series(province, "");
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].unit, "P01");
  EXPECT_EQ(list.items[0].last, 4);
  EXPECT_EQ(list.items[0].gaps, 3);
  EXPECT_EQ(register_().list_series(province, "P01").items.size(), 1u);
  for (const char* code : {"TW", "P02", "P99"})
    EXPECT_EQ(key_of([&] { register_().list_series(province, code); }), "documents.unit_unknown") << code;
}

TEST_P(RegisterLists, SavedViewsBelongToTheirAccount) {
  const auto a = account("mot", "document_officer", "TW"), b = account("hai", "document_officer", "TW");
  register_().save_view(a, {0, "Nghị quyết khóa XIII", {.kind = "resolution", .term = 13}});
  register_().save_view(a, {0, "Nghị quyết khóa XIII", {.kind = "resolution", .term = 12}});
  const auto mine = register_().list_views(a);
  ASSERT_EQ(mine.size(), 1u);
  EXPECT_EQ(mine[0].query.term, 12);
  EXPECT_TRUE(register_().list_views(b).empty());
  EXPECT_EQ(key_of([&] { register_().delete_view(b, mine[0].id); }), "documents.view_unknown");
  register_().delete_view(a, mine[0].id);
  EXPECT_TRUE(register_().list_views(a).empty());
}

}  // namespace
}  // namespace documents
