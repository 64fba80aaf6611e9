#include "modules/documents/reference.h"

#include <gtest/gtest.h>

namespace {

std::string label_of(std::string_view text) {
  const auto r = documents::parse_reference(text);
  return r ? r->text() : "-";
}

TEST(Reference, PartyNumbersHaveOneLabelInAllVariants) {
  for (const char* variant :
       {"50-KL/TW", "50-KL/TƯ", "50 - KL/TW", "50–KL / TƯ", "Số: 50-KL/TW", "050-KL/TW", "50-kl/tw", "50\u2011KL/TW"})
    EXPECT_EQ(label_of(variant), "50-KL/TW") << variant;
  EXPECT_EQ(label_of("16 - HD/BTCTW"), "16-HD/BTCTW");
  EXPECT_EQ(label_of("16-HD/BTCTƯ"), "16-HD/BTCTW");
  EXPECT_EQ(label_of("5-CT/TƯ"), "05-CT/TW");
  EXPECT_EQ(label_of("321-QĐ/TW@2025-06-24"), "321-QĐ/TW@2025-06-24");
  EXPECT_EQ(label_of("321-QD/TW@2025-06"), "321-QĐ/TW@2025-06");
  EXPECT_EQ(label_of("04-QĐi/TW"), "04-QĐi/TW");
  EXPECT_EQ(label_of("17-KH/TU"), "17-KH/TU");
  EXPECT_EQ(label_of("133-KH/DUK"), "133-KH/ĐUK");
}

TEST(Reference, StateNumbersKeepTheirYear) {
  EXPECT_EQ(label_of("30/2020/NĐ-CP"), "30/2020/NĐ-CP");
  EXPECT_EQ(label_of("30 / 2020 / ND-CP"), "30/2020/NĐ-CP");
  EXPECT_EQ(label_of("202/2025/QH15"), "202/2025/QH15");
  EXPECT_EQ(label_of("439/QĐ-TTg"), "439/QĐ-TTg");
  EXPECT_EQ(label_of("666/2015/QĐ-UBND"), "666/2015/QĐ-UBND");
  EXPECT_TRUE(documents::parse_reference("30/2020/NĐ-CP")->state);
}

TEST(Reference, OtherTextsAreNoReference) {
  for (const char* text : {"", "50", "50-", "KL/TW", "50-KL", "50-KL/", "50-KL/TW 3", "34/67", "3-4%", "28/2/2023",
                           "50-KL/TW@2023-02-30", "5-ngày/tuần", "\xff\xfe", "9999999-KL/TW"})
    EXPECT_FALSE(documents::parse_reference(text)) << text;
}

TEST(Reference, KeysOfVariantsAreEqualAndOfOthersDiffer) {
  EXPECT_EQ(documents::code_key("QĐ/TƯ"), documents::code_key("QD / TW"));
  EXPECT_NE(documents::code_key("QĐ/TW"), documents::code_key("QĐi/TW"));
  EXPECT_NE(documents::code_key("NQ/TU"), documents::code_key("NQ/TW"));
  EXPECT_NE(documents::code_key("ĐA/TW"), documents::code_key("DA/TW"));
}

TEST(Reference, AreFoundInRunningText) {
  const std::string text =
      "Kết luận số 50-KL/TW ngày 28/2/2023 về tiếp tục thực hiện Nghị quyết số 18 - NQ/TƯ, tỷ lệ 3-4%, Luật "
      "85/2014/QH13.";
  const auto found = documents::find_references(text);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].reference.label(), "50-KL/TW");
  EXPECT_EQ(text.substr(found[1].begin, found[1].end - found[1].begin), "18 - NQ/TƯ");
  EXPECT_EQ(found[2].reference.label(), "85/2014/QH13");
}

TEST(Kinds, AreThoseOfTheRegulationAndTheState) {
  int party = 0;
  for (const auto& kind : documents::kinds()) party += kind.party && kind.key != "other";
  EXPECT_EQ(party, 25);  // 399-QĐ/TW
  EXPECT_EQ(documents::match_kind("Nghị quyết Đại hội XIII").kind->key, "resolution");
  EXPECT_EQ(documents::match_kind("bộ luật Lao động").kind->key, "code_of_law");
  EXPECT_EQ(documents::match_kind("NQ 18").kind->key, "resolution");
  EXPECT_EQ(documents::match_kind("xin chào").kind, nullptr);
  EXPECT_EQ(documents::only_kind_of_code("QĐ/TW"), nullptr);
  EXPECT_EQ(documents::only_kind_of_code("KL/TW")->key, "conclusion");
}

TEST(SearchWords, FoldBothToneStylesAndTheVariantsOfANumber) {
  EXPECT_EQ(documents::search_words("Tỉnh uỷ"), documents::search_words("tỉnh ủy"));
  const auto words = documents::search_words("Kết luận 50 - KL/TƯ");
  EXPECT_NE((" " + words + " ").find(" 50kltw "), std::string::npos) << words;
  EXPECT_EQ(documents::parse_search("50-kl/tw").words, std::vector<std::string>{"50kltw"});
  EXPECT_FALSE(documents::parse_search("50-kl/tw").last_is_prefix);
  EXPECT_TRUE(documents::parse_search("tinh gian bi").last_is_prefix);
  EXPECT_TRUE(documents::parse_search("!!! ---").empty());
}

TEST(SearchWords, MarksHitsInTheTextAsItIsWritten) {
  const std::string text = "Đảng uỷ xã: thực hiện Nghị quyết 18-NQ/TW";
  const auto hits = documents::find_hits(text, documents::parse_search("đảng ủy 18-NQ/TƯ"));
  ASSERT_EQ(hits.size(), 3u);
  EXPECT_EQ(hits[0].start, 0);
  EXPECT_EQ(hits[0].end, 4);
  EXPECT_EQ(hits[1].start, 5);
  EXPECT_EQ(hits[2].end, 41);
}

TEST(Ordinal, ReadsRomanAndArabic) {
  EXPECT_EQ(documents::parse_ordinal("XIII"), 13);
  EXPECT_EQ(documents::parse_ordinal("12"), 12);
  EXPECT_FALSE(documents::parse_ordinal("IIII"));
  EXPECT_FALSE(documents::parse_ordinal("0"));
}

}  // namespace
