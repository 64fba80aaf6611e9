#include "modules/intake/drafts.h"

#include <gtest/gtest.h>

namespace intake {
namespace {

Draft document(const std::string& key, std::int64_t start, std::int64_t end, base::Json canonical = {{"kind", "x"}}) {
  return {key, "document", start, end, "", std::move(canonical), "certain", "", base::Json::array(), false};
}

base::Json citing(const std::string& key) {
  return {{"kind", "x"}, {"relations", {{{"rel", "reviews"}, {"target", key}}}}};
}

TEST(CompareReadings, ANewItemInFrontDoesNotMakeTheOthersLookChanged) {
  const std::vector<Draft> before = {document("d1", 10, 20, citing("d2")), document("d2", 30, 40)};
  std::vector<Draft> after = {document("d1", 0, 5), document("d2", 10, 20, citing("d3")), document("d3", 30, 40)};
  const auto changes = compare(before, after);
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].kind, Difference::none);
  EXPECT_EQ(changes[1].kind, Difference::none);
  EXPECT_EQ(changes[2].kind, Difference::added);
  EXPECT_EQ(after[1].canonical, before[0].canonical);
  EXPECT_EQ(after[0].key, "d1.2");  // a key that no older item has
}

TEST(CompareReadings, TheSameSpanIsPairedBeforeAnOverlappingOne) {
  const std::vector<Draft> before = {document("d1", 0, 30), document("d2", 10, 20)};
  std::vector<Draft> after = {document("a", 10, 20)};
  const auto changes = compare(before, after);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].kind, Difference::removed);
  EXPECT_EQ(changes[1].kind, Difference::none);
}

TEST(CompareReadings, OfALongTextEachItemIsPairedWithTheFirstThatOverlapsIt) {
  std::vector<Draft> before, after;
  for (int i = 0; i < 30'000; ++i) {
    before.push_back(document("b" + std::to_string(i), i * 10, i * 10 + 5));
    after.push_back(document("a" + std::to_string(i), i * 10 + 3, i * 10 + 6));
  }
  for (const auto& change : compare(before, after)) {
    ASSERT_EQ(change.kind, Difference::changed);
    ASSERT_EQ(change.before, change.after);
  }
}

TEST(CompareReadings, AnotherValueOrSpanIsAChange) {
  const std::vector<Draft> before = {document("d1", 0, 10), document("d2", 20, 30)};
  std::vector<Draft> after = {document("a", 0, 10, {{"kind", "y"}}), document("b", 20, 32)};
  const auto changes = compare(before, after);
  EXPECT_EQ(changes[0].kind, Difference::changed);
  EXPECT_EQ(changes[1].kind, Difference::changed);
}

TEST(CheckValues, WordsWhereWordsBelongAndKnownTypesOnly) {
  EXPECT_NO_THROW(check_values("document", {{"kind", "Nghị quyết"}, {"number", "18"}}));
  EXPECT_NO_THROW(check_values("person", {{"name", "Trần Văn Thử"}, {"offices", {"Bí thư"}}}));
  EXPECT_THROW(check_values("document", base::Json::object()), base::Error);
  EXPECT_THROW(check_values("document", {{"kind", 5}}), base::Error);
  EXPECT_THROW(check_values("person", {{"name", "Trần Văn Thử"}, {"offices", {5}}}), base::Error);
  EXPECT_THROW(check_values("figure", base::Json::object()), base::Error);
  EXPECT_THROW(check_values("opinion", {{"name", "x"}}), base::Error);
  EXPECT_THROW(check_values("task", base::Json::array()), base::Error);
}

TEST(WordsOf, CountsLettersNotBytesAndStaysInside) {
  EXPECT_EQ(words_of("Nghị quyết số 18", 5, 10), "quyết");
  for (const auto& [start, end] : {std::pair{-1, 3}, {3, 3}, {4, 2}, {0, 17}})
    EXPECT_THROW(words_of("Nghị quyết số 18", start, end), base::Error);
}

}  // namespace
}  // namespace intake
