#include "modules/intake/recognition/source_text.h"

#include <gtest/gtest.h>

#include "modules/intake/recognition/lexicon.h"

namespace intake {
namespace {

const Word kHoa{"hòa"};
const Word kUy{"ủy"};
const Word kQuy{"quý"};
const Word kSo{"số"};
const Lexicon colours{"đỏ thắm", "đỏ\tred", "xanh - lá"};

TEST(SourceText, FoldsCaseAndToneOfWholeWordsOnly) {
  const SourceText text("HOÀ hoà Hòa uỷ quý hoàng");
  EXPECT_EQ(text[0].word, kHoa.id);
  EXPECT_EQ(text[1].word, kHoa.id);
  EXPECT_EQ(text[2].word, kHoa.id);
  EXPECT_EQ(text[3].word, kUy.id);
  EXPECT_EQ(text[4].word, kQuy.id);
  EXPECT_NE(text[5].word, kHoa.id);
}

TEST(SourceText, GivesPunctuationItsKin) {
  const SourceText text("18–NQ/TW … ... “a” •");
  EXPECT_TRUE(text[1].is('-'));
  EXPECT_TRUE(text[1].touches());
  EXPECT_TRUE(text[5].is('~'));
  EXPECT_TRUE(text[6].is('~'));
  EXPECT_TRUE(text[7].has(Token::opening));
  EXPECT_FALSE(text[9].has(Token::opening));
  EXPECT_TRUE(text[10].is('*'));
}

TEST(SourceText, TellsAWrappedLineFromAParagraph) {
  const SourceText text("Nghị quyết số\n18-NQ/TW\n\nTrang chủ\nTin tức\ncủa tỉnh");
  EXPECT_TRUE(text[3].is_number());
  EXPECT_TRUE(text[3].has(Token::line_break));
  EXPECT_TRUE(text[8].is_newline());
  EXPECT_TRUE(text[11].is_newline());
  EXPECT_TRUE(text[14].has(Token::line_break));
}

TEST(SourceText, WrapsAtTheWidthOfTheText) {
  const std::string line = "Thực hiện chủ trương của cấp trên, các đơn vị và Ban\nChấp hành tỉnh đã ";
  const SourceText text(line +
                        "họp bàn kỹ về việc phân công Đồng\nchí phụ trách từng địa bàn trong tỉnh. Ngày hôm\nsau, "
                        "đoàn đi cơ sở và làm việc với cấp ủy các nơi.\n- Nội dung thứ nhất\n- Nội dung thứ hai");
  const auto tokens = text.tokens();
  EXPECT_EQ(std::count_if(tokens.begin(), tokens.end(), [](const Token& t) { return t.is_newline(); }), 3);
}

TEST(SourceText, FindsSentences) {
  const SourceText text("Dự họp có TS. Nam. Sau đó họ về. 1. Mục tiêu 3.5 điểm");
  std::size_t count = 0;
  for (const Token& token : text.tokens()) count += token.has(Token::sentence_first);
  EXPECT_EQ(count, 4U);
}

TEST(SourceText, ReadsNumbersAndRomans) {
  const SourceText text("XIII 13 IIX MIX 99999999999999999999999 VIII");
  EXPECT_EQ(text.ordinal(0), 13);
  EXPECT_EQ(text.ordinal(1), 13);
  EXPECT_EQ(text.ordinal(2), -1);
  EXPECT_EQ(text.ordinal(3), -1);
  EXPECT_GT(text.number(4), 100);
  EXPECT_EQ(text.ordinal(5), 8);
}

TEST(SourceText, SurvivesNothingAndTheUnending) {
  EXPECT_EQ(SourceText("").size(), 1U);
  EXPECT_EQ(SourceText("\n\n \n").size(), 1U);
  const SourceText text(std::string(1 << 20, 'a'));
  EXPECT_EQ(text.size(), 2U);
  EXPECT_EQ(text[0].end, 1U << 20);
  EXPECT_TRUE(text[-5].is_newline());
  EXPECT_TRUE(text[99].is_newline());
}

TEST(Lexicon, TakesTheLongestPhraseOverLineBreaks) {
  const SourceText text("màu ĐỎ\nthắm, đỏ, xanh – lá");
  EXPECT_EQ(colours.match(text, 1).length, 2);
  EXPECT_EQ(*colours.match(text, 4).value, "red");
  EXPECT_EQ(colours.match(text, 6).length, 3);
  EXPECT_EQ(colours.match_before(text, 3).length, 2);
  EXPECT_FALSE(colours.match(text, 0));
}

}  // namespace
}  // namespace intake
