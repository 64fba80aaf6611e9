#include "modules/intake/recognition/citations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/recognition/reading_test.h"

namespace intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> documents(const std::string& sentence, const std::vector<std::string>& fields = {}) {
  return read(sentence, ItemType::document, fields);
}
const std::vector<std::string> key{"kind", "number", "code"};

TEST(Citations, SpanHoldsKindNumberDateAndIssuerButNotTheTitle) {
  EXPECT_THAT(
      documents("Theo Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương Đảng về những điều đảng viên "
                "không được làm.",
                {"kind", "number", "code", "issuer", "date", "form", "title"}),
      ElementsAre(
          "Quy định số 37-QĐ/TW ngày 25/10/2021 của Ban Chấp hành Trung ương Đảng|kind=Quy định|number=37|code=QĐ/TW"
          "|issuer=Ban Chấp hành Trung ương Đảng|date=2021-10-25|form=full|title=những điều đảng viên không được làm"));
}

TEST(Citations, ReadsTheFormsOfStateDocuments) {
  EXPECT_THAT(documents("Nghị định 29/2023/NĐ-CP của Chính phủ; Quyết định số 45/QĐ-UBND ngày 3 tháng 2 năm 2024 của "
                        "Chủ tịch UBND tỉnh Thái Bình; "
                        "Công văn 1234/UBND-NC; Nghị quyết số 1107/NQ-UBTVQH15.",
                        {"code", "year", "issuer"}),
              ElementsAre("Nghị định 29/2023/NĐ-CP của Chính phủ|code=NĐ-CP|year=2023|issuer=Chính phủ",
                          "Quyết định số 45/QĐ-UBND ngày 3 tháng 2 năm 2024 của Chủ tịch UBND tỉnh Thái "
                          "Bình|code=QĐ-UBND|issuer=Chủ tịch UBND tỉnh Thái Bình",
                          "Công văn 1234/UBND-NC|code=UBND-NC", "Nghị quyết số 1107/NQ-UBTVQH15|code=NQ-UBTVQH15"));
}

TEST(Citations, ToleratesBlanksDashesAndTheHookedU) {
  EXPECT_THAT(
      documents("Chỉ thị số 05–CT/TƯ; Chương trình số 118 - CTr/TU; Kế hoạch 56 -KH/ HU; Quyết định số 1020-\nQĐ/TU.",
                key),
      ElementsAre("Chỉ thị số 05–CT/TƯ|kind=Chỉ thị|number=05|code=CT/TW",
                  "Chương trình số 118 - CTr/TU|kind=Chương trình|number=118|code=CTr/TU",
                  "Kế hoạch 56 -KH/ HU|kind=Kế hoạch|number=56|code=KH/HU",
                  "Quyết định số 1020- QĐ/TU|kind=Quyết định|number=1020|code=QĐ/TU"));
}

TEST(Citations, CoordinationGivesOneItemADocument) {
  EXPECT_THAT(documents("các Quy định số 65-QĐ/TW ngày 28/4/2022 và số 80-QĐ/TW ngày 18/8/2022 của Bộ Chính trị",
                        {"kind", "issuer"}),
              ElementsAre("Quy định số 65-QĐ/TW ngày 28/4/2022|kind=Quy định|issuer=Bộ Chính trị",
                          "số 80-QĐ/TW ngày 18/8/2022 của Bộ Chính trị|kind=Quy định|issuer=Bộ Chính trị"));
  EXPECT_THAT(documents("các Nghị quyết 57, 59 và 68 của Bộ Chính trị", {"number", "form"}),
              ElementsAre("Nghị quyết 57|number=57|form=short", "59|number=59|form=short",
                          "68 của Bộ Chính trị|number=68|form=short"));
  EXPECT_THAT(documents("Nghị quyết số 18 và 19-NQ/TW", key),
              ElementsAre("Nghị quyết số 18|kind=Nghị quyết|number=18|code=NQ/TW",
                          "19-NQ/TW|kind=Nghị quyết|number=19|code=NQ/TW"));
}

TEST(Citations, PlenumsDistributeOverSessionsAndTerms) {
  EXPECT_THAT(
      documents("nghị quyết, kết luận của hội nghị trung ương 4, 5, 6 (khóa XIII)", {"session", "term", "kinds"}),
      ElementsAre("nghị quyết, kết luận của hội nghị trung ương 4|session=4|term=13|kinds=Nghị quyết..Kết luận",
                  "5|session=5|term=13|kinds=Nghị quyết..Kết luận",
                  "6 (khóa XIII)|session=6|term=13|kinds=Nghị quyết..Kết luận"));
  EXPECT_THAT(documents("Nghị quyết Trung ương 4 khóa 11, 12 gắn với thực tiễn", {"session", "term", "issuer"}),
              ElementsAre("Nghị quyết Trung ương 4 khóa 11|session=4|term=11|issuer=Hội nghị Trung ương 4 khóa 11",
                          "12|session=4|term=12|issuer=Hội nghị Trung ương 4 khóa 12"));
  EXPECT_THAT(documents("Nghị quyết TW4 khóa XII và NQTW 6 (khóa XII)", {"session", "term"}),
              ElementsAre("Nghị quyết TW4 khóa XII|session=4|term=12", "NQTW 6 (khóa XII)|session=6|term=12"));
  EXPECT_THAT(documents("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII", {"session", "term"}),
              ElementsAre("Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII|session=4|term=12"));
}

TEST(Citations, CongressesAreNamed) {
  EXPECT_THAT(
      documents("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng, nghị quyết Đại hội XII; Nghị quyết Đại "
                "hội Đảng bộ tỉnh lần thứ XXII, nhiệm kỳ 2020 - 2025",
                {"congress", "issuer"}),
      ElementsAre("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng|congress=13|issuer=Đại hội đại biểu "
                  "toàn quốc lần thứ XIII của Đảng",
                  "nghị quyết Đại hội XII|congress=12|issuer=Đại hội XII",
                  "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XXII|congress=22|issuer=Đại hội Đảng bộ tỉnh lần thứ XXII"));
}

TEST(Citations, LawsAreNamedWithTheirYear) {
  EXPECT_THAT(documents("Hiến pháp năm 2013, Luật Đất đai 2024, Luật Cán bộ, công chức năm 2008 và Điều lệ Đảng; Hiến "
                        "pháp và pháp luật; luật sư",
                        {"kind", "date"}),
              ElementsAre("Hiến pháp năm 2013|kind=Hiến pháp|date=2013", "Luật Đất đai 2024|kind=Luật|date=2024",
                          "Luật Cán bộ, công chức năm 2008|kind=Luật|date=2008", "Điều lệ Đảng|kind=Điều lệ"));
}

TEST(Citations, GenericMentionsAndCountsAreNone) {
  EXPECT_THAT(documents("Đảng ủy đã ban hành 12 nghị quyết, 5 kết luận; quyết định 7 vấn đề lớn; hướng dẫn 25 chi bộ; "
                        "báo cáo 6 tháng; kế hoạch 5 năm; "
                        "các nghị quyết của Đảng; Nghị quyết của Ban Thường vụ; chương trình công tác năm 2023; Quyết "
                        "định số lượng cấp phó."),
              IsEmpty());
}

TEST(Citations, OwnNumberTakesDateIssuerAndKindFromTheLetterhead) {
  EXPECT_THAT(documents("TỈNH ỦY HÀ NAM\nBAN TỔ CHỨC\n*\nSố 214-BC/BTCTU\nHà Nam, ngày 07 tháng 4 năm 2025\n\nBÁO "
                        "CÁO\nkết quả công tác\n",
                        {"kind", "issuer", "date", "form"}),
              ElementsAre("Số 214-BC/BTCTU|kind=Báo cáo|issuer=Ban Tổ chức Tỉnh ủy Hà Nam|date=2025-04-07|form=self"));
  EXPECT_THAT(documents("CHÍNH PHỦ\n-------\nSố: 33/2023/NĐ-CP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - "
                        "Hạnh phúc\nHà Nội, ngày 10 tháng 6 năm 2023\nNGHỊ ĐỊNH\n",
                        {"kind", "issuer", "date"}),
              ElementsAre("Số: 33/2023/NĐ-CP|kind=Nghị định|issuer=Chính phủ|date=2023-06-10"));
}

TEST(Citations, ClauseFillsWhatIsNotNextToTheNumber) {
  EXPECT_THAT(documents("Bộ Chính trị đã ban hành Quy định số 144-QĐ/TW. Kết luận số 14-KL/TW được Bộ Chính trị ban "
                        "hành ngày 22/9/2021. "
                        "Các văn bản do Ban Bí thư ban hành, như: Chỉ thị số 28-CT/TW; Quy định số 11-QĐ/TW.",
                        {"issuer", "date"}),
              ElementsAre("Quy định số 144-QĐ/TW|issuer=Bộ Chính trị",
                          "Kết luận số 14-KL/TW|issuer=Bộ Chính trị|date=2021-09-22",
                          "Chỉ thị số 28-CT/TW|issuer=Ban Bí thư", "Quy định số 11-QĐ/TW|issuer=Ban Bí thư"));
}

TEST(Citations, ACommaBeforeABodyIsNoIssuer) {
  EXPECT_THAT(
      documents("Thực hiện Nghị quyết 15-NQ/TU ngày 02/12/2023, Ban Chấp hành Đảng bộ huyện đã ra nghị quyết riêng.",
                {"issuer"}),
      ElementsAre("Nghị quyết 15-NQ/TU ngày 02/12/2023"));
}

TEST(References, ShortAndAnaphoricMentionsPointAtTheOneFullMention) {
  EXPECT_THAT(
      documents("Hướng dẫn 12 còn vướng. Hướng dẫn số 12-HD/BTCTW ngày 17/5/2022 của Ban Tổ chức Trung ương đã gỡ. "
                "Hướng dẫn này cần sửa.",
                {"refers_to"}),
      ElementsAre("Hướng dẫn 12|refers_to=d2", "Hướng dẫn số 12-HD/BTCTW ngày 17/5/2022 của Ban Tổ chức Trung ương",
                  "Hướng dẫn này|refers_to=d2"));
}

TEST(References, TwoCandidatesAreLeftToAPerson) {
  EXPECT_THAT(
      documents("Kết luận số 21-KL/TW và Kết luận số 21-KL/TU đều nêu rõ. Theo Kết luận 21, việc này phải làm ngay.",
                {"refers_to"}),
      ElementsAre("Kết luận số 21-KL/TW", "Kết luận số 21-KL/TU", "Kết luận 21"));
  EXPECT_THAT(documents("Thực hiện Quy định số 22-QĐ/TW và Quy định số 69-QĐ/TW. Quy định này rất mới.", {"refers_to"}),
              ElementsAre("Quy định số 22-QĐ/TW", "Quy định số 69-QĐ/TW", "Quy định này"));
}

TEST(References, TheSameNumberWithAnotherDateIsAnotherDocument) {
  EXPECT_THAT(
      documents("Nghị quyết số 09-NQ/HU ngày 12/8/2016 và Nghị quyết số 09-NQ/HU ngày 03/6/2022. Nghị quyết 09 nào?",
                {"refers_to"}),
      ElementsAre("Nghị quyết số 09-NQ/HU ngày 12/8/2016", "Nghị quyết số 09-NQ/HU ngày 03/6/2022", "Nghị quyết 09"));
}

TEST(References, ThisDecisionIsTheTextItself) {
  EXPECT_THAT(documents("TỈNH ỦY KON TUM\nSố 11-QĐ/TU\nKon Tum, ngày 09 tháng 11 năm 2023\n\nQUYẾT ĐỊNH\n\nCăn cứ Quy "
                        "định số 80-QĐ/TW;\n\n"
                        "Quyết định này có hiệu lực kể từ ngày ký, thay thế Quyết định số 871-QĐ/TU ngày 20-3-2022.",
                        {"refers_to", "relations"}),
              ElementsAre("Số 11-QĐ/TU|relations=cites_as_basis>d2..replaces>d4", "Quy định số 80-QĐ/TW",
                          "Quyết định này|refers_to=d1", "Quyết định số 871-QĐ/TU ngày 20-3-2022"));
}

TEST(Own, TheTitleStandsBelowTheIssuerEvenWithoutABlankLine) {
  EXPECT_THAT(
      documents(
          "TỈNH ỦY KON TUM\nSố 15-NQ/TU\nKon Tum, ngày 20 tháng 3 năm 2023\n\nNGHỊ QUYẾT\nCỦA BAN THƯỜNG VỤ TỈNH ỦY\n"
          "về nâng cao chất lượng sinh hoạt chi bộ\n-----\n\nMột câu.",
          {"title"}),
      ElementsAre("Số 15-NQ/TU|title=nâng cao chất lượng sinh hoạt chi bộ"));
}

TEST(Relations, TitleSaysHowOneDocumentRelatesToAnother) {
  EXPECT_THAT(documents("Kết luận số 50-KL/TW để sơ kết 5 năm thực hiện Nghị quyết số 18-NQ/TW; Kết luận 28-KL/TW về "
                        "tổng kết Nghị quyết số 39-NQ/TW.",
                        {"relations"}),
              ElementsAre("Kết luận số 50-KL/TW|relations=reviews>d2", "Nghị quyết số 18-NQ/TW",
                          "Kết luận 28-KL/TW|relations=sums_up>d4", "Nghị quyết số 39-NQ/TW"));
}

TEST(Citations, ACommaMayStandBeforeTheTitle) {
  EXPECT_THAT(
      read("Kết luận số 15-KL/TW, ngày 1/2/2023, về việc tổng kết thực hiện Nghị quyết số 13-NQ/TW; Quyết định số "
           "1.902-QĐ/TU; rà soát theo Quy định 124 hoàn thành.",
           ItemType::document, {"number", "relations"}),
      ElementsAre("Kết luận số 15-KL/TW, ngày 1/2/2023|number=15|relations=sums_up>d2",
                  "Nghị quyết số 13-NQ/TW|number=13", "Quyết định số 1.902-QĐ/TU|number=1902",
                  "Quy định 124|number=124"));
}

TEST(Citations, ANumberMayBeBrokenBeforeItsSign) {
  EXPECT_THAT(read("gắn với Chỉ thị số 05\n– CT/TW; trình Ban Thường vụ.", ItemType::document, {"code"}),
              ElementsAre("Chỉ thị số 05 – CT/TW|code=CT/TW"));
}

}  // namespace
}  // namespace intake
