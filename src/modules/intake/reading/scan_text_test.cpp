#include "modules/intake/reading/scan_text.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <fstream>
#include <sstream>

#include "modules/intake/reading/reading_samples.h"
#include "modules/intake/reading/text_repair.h"

namespace intake {
namespace {

using PixOwner = std::unique_ptr<Pix, void (*)(Pix*)>;
PixOwner own(Pix* pix) {
  return {pix, [](Pix* p) { pixDestroy(&p); }};
}

// The head of the scanned page, to be quick: letterhead and title.
PixOwner scanned_head() {
  const auto page =
      own(pixRead((std::string(LIENTHONG_SOURCE_DIR) + "/tests/fixtures/files/ket-luan-200.png").c_str()));
  const auto box = std::unique_ptr<Box, void (*)(Box*)>(boxCreate(0, 100, pixGetWidth(page.get()), 520),
                                                        [](Box* b) { boxDestroy(&b); });
  auto head = own(pixClipRectangle(page.get(), box.get(), nullptr));
  pixSetResolution(head.get(), 200, 200);
  return head;
}

std::string picture_bytes(Pix* pix, int format) {
  l_uint8* data = nullptr;
  size_t size = 0;
  pixWriteMem(&data, &size, pix, format);
  std::string out(reinterpret_cast<char*>(data), size);
  lept_free(data);
  return out;
}

void expect_letterhead(const ReadText& read) {
  EXPECT_NE(read.text.find("TỈNH ỦY NAM HẢI"), std::string::npos) << read.text;
  EXPECT_NE(read.text.find("14-KL/TU"), std::string::npos) << read.text;
  EXPECT_EQ(read.encoding, "ocr");
  ASSERT_FALSE(read.pages.empty());
  EXPECT_GT(read.pages[0].confidence.value_or(0), 80);
  EXPECT_GT(read.runs.at(0).confidence.value_or(0), 60);
  ASSERT_FALSE(read.warnings.empty());
  EXPECT_EQ(read.warnings[0].key, "intake.read_from_picture");
}

TEST(ScanText, ReadsPngAndJpeg) {
  const auto head = scanned_head();
  expect_letterhead(read_here(picture_bytes(head.get(), IFF_PNG)));
  const auto grey = own(pixConvertTo8(head.get(), 0));
  expect_letterhead(read_here(picture_bytes(grey.get(), IFF_JFIF_JPEG)));
}

TEST(ScanText, ReadsATiffOfTwoPages) {
  const auto head = scanned_head();
  auto* pages = pixaCreate(2);
  for (int i = 0; i < 2; ++i) pixaAddPix(pages, head.get(), L_COPY);
  l_uint8* data = nullptr;
  size_t size = 0;
  pixaWriteMemMultipageTiff(&data, &size, pages);
  pixaDestroy(&pages);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  std::vector<std::size_t> seen;
  const auto read = read_here(bytes, {}, [&](std::size_t page, std::size_t of) {
    seen.push_back(page * 10 + of);
    return true;
  });
  expect_letterhead(read);
  ASSERT_EQ(read.pages.size(), 2u);
  EXPECT_GT(read.pages[1].start, 20u);
  EXPECT_EQ(seen, (std::vector<std::size_t>{2, 12}));
}

TEST(ScanText, ReadsAPdfOfPictures) {
  const auto head = scanned_head();
  l_uint8* data = nullptr;
  size_t size = 0;
  pixConvertToPdfData(head.get(), L_FLATE_ENCODE, 0, &data, &size, 0, 0, 200, "scan", nullptr, 0);
  std::string bytes(reinterpret_cast<char*>(data), size);
  lept_free(data);
  const auto read = read_here(bytes);
  EXPECT_EQ(read.kind, FileKind::pdf);
  expect_letterhead(read);
}

TEST(ScanText, StopsWhenToldTo) {
  const auto bytes = picture_bytes(scanned_head().get(), IFF_PNG);
  try {
    read_here(bytes, {}, [](std::size_t, std::size_t) { return false; });
    FAIL() << "was read";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.key(), "intake.file_cancelled");
  }
}

TEST(ScanText, RefusesPicturesThatAreNoneOrTooLarge) {
  const auto bytes = picture_bytes(scanned_head().get(), IFF_PNG);
  EXPECT_EQ(samples::refusal_of(bytes.substr(0, 20)), "intake.file_damaged");
  std::string huge = bytes;
  huge.replace(16, 8, std::string("\x00\x01\x00\x00\x00\x01\x00\x00", 8));  // 65,536 × 65,536
  EXPECT_EQ(samples::refusal_of(huge), "intake.file_picture_too_large");
  const auto white = own(pixCreate(600, 800, 1));
  EXPECT_EQ(samples::refusal_of(picture_bytes(white.get(), IFF_PNG)), "intake.file_without_text");
}

std::string repaired(std::u32string_view line) {
  std::u32string out(line);
  const auto repairs = find_scan_repairs(line);
  for (auto repair = repairs.rbegin(); repair != repairs.rend(); ++repair)
    out.replace(repair->start, repair->end - repair->start, repair->replacement);
  return base::to_utf8(out);
}

TEST(ScanRepair, MendsCitations) {
  EXPECT_EQ(repaired(U"Kết luận số l4-KL/TW, và"), "Kết luận số 14-KL/TW, và");
  EXPECT_EQ(repaired(U"Chỉ thị O5-CTTW;"), "Chỉ thị 05-CT/TW;");
  EXPECT_EQ(repaired(U"Nghị quyết 18.NQ/TW"), "Nghị quyết 18-NQ/TW");
  EXPECT_EQ(repaired(U"Nghị định số 98/2O23/NĐ-CP"), "Nghị định số 98/2023/NĐ-CP");
  EXPECT_EQ(repaired(U"văn bản số 1O4"), "văn bản số 104");
}

TEST(ScanRepair, MendsDatesAndArticles) {
  EXPECT_EQ(repaired(U"ngày 2l/9/2O21, tại"), "ngày 21/9/2021, tại");
  EXPECT_EQ(repaired(U"ngày l0 tháng l năm 2O24"), "ngày 10 tháng 1 năm 2024");
  EXPECT_EQ(repaired(U"Điều L, khoản l"), "Điều 1, khoản 1");
}

TEST(ScanRepair, LeavesEverythingElse) {
  for (const auto* line : {U"Đại hội XII, chương II, điểm l, lớp L", U"ngày 45/13/2O21", U"ông Lê Ội, OO, Il",
                           U"số 14-KL/TW ngày 21/9/2021 Điều 11", U"năm học mới, tháng giêng, ngày lễ", U"số lượng"})
    EXPECT_EQ(repaired(line), base::to_utf8(line));
}

}  // namespace
}  // namespace intake
