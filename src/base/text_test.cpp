#include "base/text.h"

#include <gtest/gtest.h>

#include "base/like.h"

namespace base {

TEST(Text, FoldsForSearchWithDAndWithoutMarks) {
  EXPECT_EQ(fold("Đảng ủy  xã ĐÔNG Thạnh"), "dang uy xa dong thanh");
  EXPECT_EQ(fold("Uỷ ban"), fold("Ủy ban"));
  EXPECT_EQ(fold("Nguye\xCC\x82\xCC\x83n"), "nguyen");
  EXPECT_EQ(fold("\xC2\xA0 a \n b "), "a b");
  EXPECT_EQ(fold("05-CT/TƯ"), "05-ct/tu");
}

TEST(Text, ComposesToNfc) {
  EXPECT_EQ(to_nfc("uo\xCC\x9B\xCC\x81ng"), "uớng");
  EXPECT_EQ(to_nfc("a\xCC\xA3\xCC\x82"), "ậ");
  EXPECT_EQ(to_nfc("Kết luận số 50-KL/TW"), "Kết luận số 50-KL/TW");
  EXPECT_EQ(to_nfc(std::string_view("a\xFF", 2)), "a\xEF\xBF\xBD");
}

TEST(Text, MovesTheToneOnlyInOpenSyllables) {
  EXPECT_EQ(old_style_tone("uỷ ban, hoà bình, khoẻ, UỶ BAN, THUỶ"), "ủy ban, hòa bình, khỏe, ỦY BAN, THỦY");
  EXPECT_EQ(old_style_tone("Kế hoạch, khoảng, đoàn, quý, quỹ, Hoàng"), "Kế hoạch, khoảng, đoàn, quý, quỹ, Hoàng");
}

TEST(Text, LowersKeepingMarks) { EXPECT_EQ(to_lower("ĐỒNG CHÍ ẨN Ữ"), "đồng chí ẩn ữ"); }

TEST(Text, RefusesWhatIsNotUtf8) {
  EXPECT_TRUE(is_valid_utf8("ặ\xEF\xBF\xBD"));
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));  // a lone surrogate
  EXPECT_FALSE(is_valid_utf8("\xC0\x80"));
  EXPECT_FALSE(is_valid_utf8("\xE1\xBA"));
}

TEST(Like, FoldsAndTakesItsSignsLiterally) { EXPECT_EQ(like_containing("Hà_Nội 5%!"), "%ha!_noi 5!%!!%"); }

}  // namespace base
