#include "modules/intake/reading/pdf_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "modules/intake/reading/reading_samples.h"
#include "modules/intake/reading/text_repair.h"

namespace intake {
namespace {

std::string fixture_bytes(std::string_view name) {
  std::ifstream file(std::string(LIENTHONG_SOURCE_DIR) + "/tests/fixtures/files/" + std::string(name),
                     std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

TEST(PdfText, DecodesEachPageUnderItsFont) {
  const std::vector<std::string> lines{"Tiếp tục đẩy mạnh công tác tổ chức", "xây dựng Đảng về đạo đức"};
  std::vector<samples::PdfPage> pages{{".VnTime", {}}, {"VNI-Times", {}}};
  for (const auto& line : lines) {
    pages[0].lines.push_back(samples::bytes_for(Encoding::tcvn3, line));
    pages[1].lines.push_back(samples::bytes_for(Encoding::vni, line));
  }
  const auto read = read_here(samples::pdf(pages));
  EXPECT_EQ(read.text, lines[0] + "\n" + lines[1] + "\n" + lines[0] + "\n" + lines[1] + "\n");
  EXPECT_EQ(read.encoding, "mixed");
  ASSERT_EQ(read.pages.size(), 2u);
  EXPECT_EQ(read.pages[1].start, 60u);
  EXPECT_EQ(read.runs[0].font, ".VnTime");
}

TEST(PdfText, ReadsTheLetterThatWinAnsiShowsAsAHyphen) {
  const auto read = read_here(
      samples::pdf({{".VnTime", {samples::bytes_for(Encoding::tcvn3, "Phương hướng đầu tư năm 2024-2025")}}}));
  EXPECT_EQ(read.text, "Phương hướng đầu tư năm 2024-2025\n");
}

TEST(PdfText, ReadsAPrintedPageInOrderWithItsParagraphs) {
  const auto bytes = fixture_bytes("ket-luan.pdf");
  ASSERT_FALSE(bytes.empty());
  const auto read = read_here(bytes);
  EXPECT_EQ(read.encoding, "utf-8");
  EXPECT_TRUE(read.text.starts_with("TỈNH ỦY NAM HẢI\nSố 14-KL/TU\n")) << read.text.substr(0, 200);
  EXPECT_NE(read.text.find("Nghị\nquyết số 18-NQ/TW"), std::string::npos);
  EXPECT_NE(read.text.find("\n\n2. Đồng chí Nguyễn Văn Khuỷu"), std::string::npos);
}

TEST(PdfText, ReadsALetterheadByColumnsAndATableByRows) {
  const auto read = read_here(fixture_bytes("ke-hoach.pdf"));
  EXPECT_TRUE(read.text.starts_with("TỈNH ỦY NAM HẢI\nBAN TỔ CHỨC\n*\nSố 56-KH/BTCTU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n"))
      << read.text;
  EXPECT_NE(read.text.find("ĐIỀU KHOẢN chung: thực hiện Nghị quyết số 18-NQ/TW, các cấp ủy đảng."), std::string::npos);
  EXPECT_NE(
      read.text.find("TT | Nội dung | Chủ trì | Thời hạn\n"
                     "1 | Tham mưu sơ kết 3 năm thực hiện Nghị quyết số 18-NQ/TW | Phòng Tổ chức đảng, đảng viên | "
                     "Quý II/2024\n2 | Kiểm tra 12 chi bộ | Phòng Bảo vệ chính trị nội bộ | 30/9/2024\n"),
      std::string::npos)
      << read.text;
}

TEST(PdfText, RefusesWhatIsNoDocument) {
  EXPECT_EQ(samples::refusal_of("%PDF-1.4\nnothing"), "intake.file_damaged");
  auto cut = samples::pdf({{"Helvetica", {"abc"}}});
  EXPECT_EQ(samples::refusal_of(cut.substr(0, 60)), "intake.file_damaged");
}

TEST(PdfText, RefusesADocumentWithAPassword) {
  auto bytes = samples::pdf({{"Helvetica", {"mot hai ba bon nam sau"}}});
  ASSERT_EQ(samples::refusal_of(bytes), "");
  const std::string key(32, 'x');
  bytes.insert(bytes.find("/Root"),
               "/ID[(a)(a)]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + key + ")/U(" + key + ")>>");
  EXPECT_EQ(samples::refusal_of(bytes), "intake.file_encrypted");
}

TEST(PdfText, EndsOnAPageTreeThatLoops) {
  std::string bytes =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "2 0 obj<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  EXPECT_FALSE(samples::refusal_of(bytes).empty());
}

TEST(PdfText, RefusesMorePagesThanAllowed) {
  ReadLimits limits;
  limits.pages = 2;
  const std::vector<samples::PdfPage> pages(3, {"Helvetica", {"mot hai ba bon nam sau"}});
  try {
    read_here(samples::pdf(pages), limits);
    FAIL() << "was read";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.key(), "intake.file_too_many_pages");
    EXPECT_EQ(error.parameters().at("pages"), "3");
  }
}

TEST(TextRepair, JoinsSyllablesOnlyWhereThePiecesAreNoWords) {
  EXPECT_TRUE(is_parted_syllable(U"ĐIỀ", U"U", U""));
  EXPECT_TRUE(is_parted_syllable(U"KHO", U"ẢN", U"ĐIỀU"));
  EXPECT_TRUE(is_parted_syllable(U"Đ", U"ảng", U""));
  EXPECT_TRUE(is_parted_syllable(U"ủ", U"y", U"cấp"));
  EXPECT_FALSE(is_parted_syllable(U"và", U"o", U""));
  EXPECT_FALSE(is_parted_syllable(U"xã", U"An", U""));
  EXPECT_FALSE(is_parted_syllable(U"đ", U"ở", U"điểm"));
  EXPECT_FALSE(is_parted_syllable(U"Bí", U"thư", U""));
  EXPECT_FALSE(is_parted_syllable(U"hòa", U"n", U""));
}

}  // namespace
}  // namespace intake
