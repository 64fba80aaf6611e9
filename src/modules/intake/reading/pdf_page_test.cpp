#include "modules/intake/reading/pdf_page.h"

#include <gtest/gtest.h>

#include <cmath>

#include "modules/intake/reading/reading_samples.h"

namespace intake {
namespace {

// A plan in two rows and two columns, from 100 700 to 400 780, without its rules.
constexpr const char* words =
    "BT /F1 12 Tf 110 755 Td (Noi dung) Tj ET BT /F1 12 Tf 260 755 Td (Thoi han) Tj ET\n"
    "BT /F1 12 Tf 110 724 Td (Kiem tra) Tj 0 -16 Td (chi bo) Tj ET BT /F1 12 Tf 260 724 Td (Quy mot) Tj ET\n";
constexpr const char* rows = "Noi dung | Thoi han\nKiem tra chi bo | Quy mot\n";
constexpr const char* rules =
    "100 780 m 400 780 l S 100 740 m 400 740 l S 100 700 m 400 700 l S\n"
    "100 700 m 100 780 l S 250 700 m 250 780 l S 400 700 m 400 780 l S\n";

std::string page_with(std::string drawn, std::string attributes = {}) {
  return samples::pdf({{"Helvetica", {}, std::move(drawn), std::move(attributes)}});
}

std::string text_of(std::string drawn, std::string attributes = {}) {
  return read_here(page_with(std::move(drawn), std::move(attributes))).text;
}

bool is_table(const std::string& drawn) { return text_of(drawn + words) == rows; }

// The six rules as pieces: `piece` writes the one from x, y to the right (or upwards) over `length`.
template <class Piece>
std::string in_pieces(double step, double length, const Piece& piece) {
  std::string out;
  for (const double y : {700, 740, 780})
    for (double x = 100; x < 400; x += step) out += piece(x, y, length, 0.0);
  for (const double x : {100, 250, 400})
    for (double y = 700; y < 780; y += step) out += piece(x, y, 0.0, length);
  return out;
}

std::string numbers(std::initializer_list<double> values) {
  std::string out;
  for (const double value : values) out += std::to_string(value) + " ";
  return out;
}

TEST(PdfPage, ReadsNoTableWithoutRules) { EXPECT_FALSE(is_table("")); }

TEST(PdfPage, FindsStrokedRules) {
  EXPECT_TRUE(is_table(rules));
  EXPECT_TRUE(is_table(std::string("[3 2] 0 d 0.5 w ") + rules)) << "dashed";
  EXPECT_TRUE(is_table(std::string("0 w 0.8 G ") + rules)) << "as thin as can be, light grey";
}

TEST(PdfPage, FindsRulesFilledAsThinBoxes) {
  EXPECT_TRUE(
      is_table("100 780 300 1 re 100 740 300 1 re 100 700 300 1 re f\n"
               "100 700 1 80 re f 250 700 1 80 re f* 400 700 1 80 re B\n"));
}

TEST(PdfPage, FindsTheOutlinesOfCells) {
  EXPECT_TRUE(is_table("100 740 150 40 re S 250 740 150 40 re S 100 700 150 40 re 250 700 150 40 re s\n"));
}

TEST(PdfPage, FindsABorderCutOutOfABox) {
  EXPECT_TRUE(is_table("100 700 300 80 re 101 701 298 78 re f* 100 740 300 1 re f 250 700 1 80 re f\n"));
}

TEST(PdfPage, JoinsTheBordersOfNarrowCellsAndDashesAndDots) {
  EXPECT_TRUE(is_table(in_pieces(20, 20, [](double x, double y, double dx, double dy) {
    return numbers({x, y}) + "m " + numbers({x + dx, y + dy}) + "l S\n";
  })));
  EXPECT_TRUE(is_table(in_pieces(5, 3, [](double x, double y, double dx, double dy) {
    return numbers({x, y, dx + 1, dy + 1}) + "re f\n";
  }))) << "dashes";
  EXPECT_TRUE(is_table(in_pieces(3, 0, [](double x, double y, double, double) {
    return numbers({x, y, 1.5, 1.6}) + "re f\n";
  }))) << "dots";
  EXPECT_FALSE(is_table(in_pieces(20, 10, [](double x, double y, double dx, double dy) {
    return numbers({x, y}) + "m " + numbers({x + dx, y + dy}) + "l S\n";
  }))) << "far apart";
}

TEST(PdfPage, FindsRulesOnAPageThatIsScaledAndTurned) {
  const std::string half = "0.5 0 0 0.5 0 0 cm 2 0 0 2 0 0 cm ";
  EXPECT_TRUE(is_table(half + rules));
  const std::string upright = "0 1 -1 0 800 50 cm ";  // on a page that is shown a quarter to the right
  EXPECT_EQ(text_of(upright + rules + words, "/Rotate 90"), rows);
  EXPECT_EQ(text_of("0 1 -1 0 800 50 cm 0.5 0 0 0.5 0 0 cm " + std::string(rules) + words, "/Rotate 90/UserUnit 1"),
            rows);
}

TEST(PdfPage, TakesNoRuleFromWhatIsNotSeenOrIsAnArea) {
  EXPECT_FALSE(is_table(std::string("1 G ") + rules + "0 G ")) << "white";
  EXPECT_FALSE(is_table(std::string("q 0 0 50 50 re W n ") + rules + "Q ")) << "clipped away";
  EXPECT_FALSE(is_table(std::string("9 w ") + rules)) << "thick";
  EXPECT_FALSE(is_table("100 700 300 80 re f 1 g 110 710 280 60 re f 0 g ")) << "an area";
}

TEST(PdfPage, LeavesTheLineBetweenTwoTables) {
  const std::string between = "BT /F1 12 Tf 160 687 Td (Noi nhan: cac chi bo) Tj ET\n";
  const std::string next = std::string("1 0 0 1 0 -110 cm ") + rules + words;
  const auto text = text_of(rules + std::string(words) + between + next);
  EXPECT_NE(text.find("\nNoi nhan: cac chi bo\n"), text.npos) << text;
}

TEST(PdfPage, LeavesTheLinesWithinAFrameAsTheyAre) {
  const std::string lines = "BT /F1 12 Tf 18 TL 110 755 Td (Tinh uy Nam Hai) Tj T* (Ban To chuc) Tj T* (So 56) Tj ET\n";
  const std::string as_read = "Tinh uy Nam Hai\nBan To chuc\nSo 56\n";
  EXPECT_EQ(text_of(lines), as_read);
  EXPECT_EQ(text_of("100 600 300 180 re S " + lines), as_read);
  EXPECT_EQ(text_of("97 597 306 186 re S 100 600 300 180 re S " + lines), as_read) << "a double frame";
  EXPECT_EQ(text_of("100 600 300 180 re S 110 750 m 200 750 l S " + lines), as_read) << "an underlined word";
}

TEST(PdfPage, KeepsOnlySoManyStrokes) {
  const auto drawing = [](int strokes) {
    std::string out;
    for (int i = 0; i < strokes; ++i) out += std::to_string(i % 500) + " " + std::to_string(i % 499) + " m 1 0 l S\n";
    for (int i = 0; i < strokes / 10; ++i)
      out += std::to_string(i % 500) + " " + std::to_string(i % 499) + " 1 1 re f\n";
    return out;
  };
  EXPECT_TRUE(is_table(rules + drawing(1'000'000)));
  EXPECT_TRUE(is_table(drawing(100'000) + rules));
  EXPECT_FALSE(is_table(drawing(600'000) + rules)) << "what comes after so much is not kept";
}

TEST(PdfPage, KeepsOnlySoManyRules) {
  std::vector<PageBox> strokes;
  for (int row = 0; row < 300; ++row)
    for (int column = 0; column < 12; ++column)
      strokes.push_back({column * 50.0, row * 2.0, column * 50.0 + 40, row * 2.0});
  for (int column = 0; column < 300; ++column) strokes.push_back({column * 2.0, 0, column * 2.0, 600});
  EXPECT_EQ(rules_of(strokes, 72).across.size(), 2000u);
}

TEST(PdfPage, DropsStrokesAtPlacesThatAreNoNumbers) {
  std::string growing;
  for (int i = 0; i < 80; ++i) growing += "100000 0 0 -100000 0 0 cm 1 1 m 2 1 l 0 1 l S 0 0 1 1 re f\n";
  const auto bytes =
      page_with(rules + std::string("q ") + growing + "Q q 99999999999999999999 w " + rules + "Q " + words);
  PdfDocument document(bytes);
  const auto page = document.find_page(0);
  ASSERT_TRUE(page);
  for (const auto* some : {&page->rules.across, &page->rules.down})
    for (const auto& rule : *some)
      EXPECT_TRUE(rule.left >= 0 && rule.top >= 0 && rule.right <= 595 && rule.bottom <= 842);
  EXPECT_EQ(read_here(bytes).text, rows);
}

TEST(PdfPage, KnowsNoPageBeyondTheLast) {
  const auto bytes = page_with(words);
  PdfDocument document(bytes);
  EXPECT_EQ(document.count_pages(), 1);
  EXPECT_FALSE(document.find_page(1));
  int resolution = 200;
  EXPECT_FALSE(document.draw_page(1, resolution));
}

}  // namespace
}  // namespace intake
