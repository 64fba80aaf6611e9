#include "base/sentence.h"

#include <gtest/gtest.h>

namespace base {

TEST(Sentence, FillsItsPlacesInBothLanguages) {
  const EmbeddedFile file{
      "sentences.json",
      R"({"sample.refused": {"vi": "Chưa có quyền {right} ở {unit}.", "en": "No right to {right} at {unit}."}})"};
  add_sentences({&file, 1});
  const Parameters parameters{{"right", "xem"}, {"right_en", "see"}, {"unit", "Xã Một"}};
  EXPECT_EQ(sentence("sample.refused", parameters, Language::vi), "Chưa có quyền xem ở Xã Một.");
  EXPECT_EQ(sentence("sample.refused", parameters, Language::en), "No right to see at Xã Một.");
  EXPECT_EQ(sentence("sample.refused", {}, Language::en), "No right to {right} at {unit}.");
  EXPECT_EQ(sentence("sample.unknown", {}, Language::vi), "sample.unknown");
}

}  // namespace base
