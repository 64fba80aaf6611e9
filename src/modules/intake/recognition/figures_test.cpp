#include "modules/intake/recognition/figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/recognition/reading_test.h"

namespace intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> figures(const std::string& sentence,
                                 const std::vector<std::string>& fields = {"value", "of", "unit", "qualifier"}) {
  return read(sentence, ItemType::figure, fields);
}

TEST(Figures, GroupsDecimalsAndScales) {
  EXPECT_THAT(figures("có 1.046 chi bộ, 12.345,6 ha rừng, 1,25 nghìn tỷ đồng, 45.000 đồng/người/tháng, 5 triệu đảng "
                      "viên, 2.054 tổ chức cơ sở đảng"),
              ElementsAre("1.046|value=1046|unit=chi bộ", "12.345,6|value=12345.6|unit=ha",
                          "1,25 nghìn tỷ|value=1250000000000|unit=đồng", "45.000|value=45000|unit=đồng/người/tháng",
                          "5 triệu|value=5000000|unit=đảng viên", "2.054|value=2054|unit=tổ chức cơ sở đảng"));
}

TEST(Figures, RangesAndRatiosAreOneItem) {
  EXPECT_THAT(
      figures(
          "mục tiêu 3-4%; từ 50 đến 55 tuổi; 30 - 45 ngày; 34/67 tỉnh, thành phố, đơn vị; 5 triệu đến 10 triệu đồng"),
      ElementsAre("3-4%|value=3..4|unit=%", "50 đến 55|value=50..55|unit=tuổi", "30 - 45|value=30..45|unit=ngày",
                  "34/67|value=34|of=67|unit=tỉnh, thành phố, đơn vị",
                  "5 triệu đến 10 triệu|value=5000000..10000000|unit=đồng"));
}

TEST(Figures, FromToIsTwoItemsThatShareScaleAndUnit) {
  EXPECT_THAT(figures("tăng từ 1,6 lên 2,1 triệu đồng/tháng; giảm từ 7 xuống còn 2 chi bộ"),
              ElementsAre("1,6|value=1600000|unit=đồng/tháng", "2,1 triệu|value=2100000|unit=đồng/tháng",
                          "7|value=7|unit=chi bộ", "2|value=2|unit=chi bộ"));
}

TEST(Figures, QualifiersBelongToTheSpan) {
  EXPECT_THAT(
      figures("trên 5 triệu đảng viên, gần 200 hộ, ít nhất 90%, không quá 05 ngày làm việc, khoảng 40 đồng chí; từ "
              "2.400 đảng viên trở lên; trên 5 lĩnh vực"),
      ElementsAre("trên 5 triệu|value=5000000|unit=đảng viên|qualifier=gt", "gần 200|value=200|unit=hộ|qualifier=lt",
                  "ít nhất 90%|value=90|unit=%|qualifier=ge", "không quá 05|value=5|unit=ngày làm việc|qualifier=le",
                  "khoảng 40|value=40|unit=đồng chí|qualifier=approx", "2.400|value=2400|unit=đảng viên|qualifier=ge",
                  "5|value=5|unit=lĩnh vực"));
}

TEST(Figures, NumberWordsCountOnlyBeforeAUnit) {
  EXPECT_THAT(
      figures("Hai nhiệm vụ, bốn mươi hai chi bộ, có năm nhóm giải pháp; một đồng chí, thứ hai, cả hai, năm 2023, vài "
              "ba người, Ba Tri"),
      ElementsAre("Hai|value=2|unit=nhiệm vụ", "bốn mươi hai|value=42|unit=chi bộ", "năm|value=5|unit=nhóm giải pháp"));
}

TEST(Figures, HalfYearsAndSpelledRepetitions) {
  EXPECT_THAT(figures("đánh giá 2 năm rưỡi thực hiện; trong 05 (năm) ngày"),
              ElementsAre("2 năm rưỡi|value=2.5|unit=năm", "05|value=5|unit=ngày"));
}

TEST(Figures, LabelsOrdinalsClocksAndPhonesAreNone) {
  EXPECT_THAT(figures("Điều 5, khoản 2, khóa 13, lần thứ 2, Phụ lục 1, Biểu số 2, trang 15, Tổ 7, Chi bộ 4, Quốc lộ "
                      "1A, Covid-19, công nghệ 4.0; 14h30, 8 giờ 30; "
                      "Điện thoại: 024 3825 1234; 0912 345 678; số nhà 15, đường Lê Lợi"),
              IsEmpty());
  EXPECT_THAT(figures("1. Kết quả\n2.1. Công tác\n(3) Nội dung\n4) Việc khác"), IsEmpty());
}

TEST(Figures, CellsTakeTheUnitOfTheirColumn) {
  EXPECT_THAT(figures("| TT | Đơn vị | Kết nạp (đảng viên) | Tỷ lệ (%) |\n|---|---|---|---|\n| 1 | Huyện A | 61 | 29,0 "
                      "|\n| | Cộng | 605 | 27,8 |"),
              ElementsAre("61|value=61|unit=đảng viên", "29,0|value=29|unit=%", "605|value=605|unit=đảng viên",
                          "27,8|value=27.8|unit=%"));
  EXPECT_THAT(figures("TT\tĐơn vị\tChi bộ\tTỷ lệ (%)\n1\tHuyện A\t214\t38,20\n\tCộng\t554\t35,9"),
              ElementsAre("214|value=214|unit=Chi bộ", "38,20|value=38.2|unit=%", "554|value=554|unit=Chi bộ",
                          "35,9|value=35.9|unit=%"));
}

TEST(Figures, TheUnitMayStandFarFromTheNumber) {
  EXPECT_THAT(
      figures("Tổng số đảng viên kết nạp là 125, trong đó nữ là 45. Có 12/15 (80%) chi bộ đạt. Kỷ luật 147 đảng "
              "viên (khiển trách 98, cảnh cáo 31). Lượt đọc: 3.918"),
      ElementsAre("125|value=125|unit=đảng viên", "45|value=45|unit=đảng viên", "12/15|value=12|of=15|unit=chi bộ",
                  "80%|value=80|unit=%", "147|value=147|unit=đảng viên", "98|value=98|unit=đảng viên",
                  "31|value=31|unit=đảng viên", "3.918|value=3918|unit=Lượt đọc"));
  EXPECT_THAT(figures("từ 15 đến dưới 20 đảng viên; nộp 100.000đ/người/tháng; sau 100 ngày, điều kiện đủ"),
              ElementsAre("15|value=15|unit=đảng viên", "dưới 20|value=20|unit=đảng viên|qualifier=lt",
                          "100.000|value=100000|unit=đ/người/tháng", "100|value=100|unit=ngày"));
}

TEST(Figures, LongNumeralsInWords) {
  EXPECT_THAT(
      figures("Một tỷ hai trăm năm mươi triệu đồng; một trăm linh năm tổ chức đảng; hai mươi năm qua; năm triệu "
              "đồng; một triệu đồng"),
      ElementsAre("Một tỷ hai trăm năm mươi triệu|value=1250000000|unit=đồng",
                  "một trăm linh năm|value=105|unit=tổ chức đảng", "hai mươi|value=20|unit=năm",
                  "năm triệu|value=5000000|unit=đồng"));
}

TEST(Figures, ARowThatNumbersTheColumnsCountsNothing) {
  EXPECT_THAT(figures("| Đơn vị | Chi bộ | Đảng viên |\n| A | 1 | 2 | 3 |\n| Huyện A | 61 | 900 |"),
              ElementsAre("61|value=61|unit=Chi bộ", "900|value=900|unit=Đảng viên"));
}

TEST(Figures, HostileInputIsReadInOnePass) {
  std::string digits(1 << 20, '7'), dots, quotes, kinds;
  for (int i = 0; i < 200000; ++i) dots += "1.", quotes += "“Đề án “", kinds += "Nghị quyết số ";
  for (const std::string& text : {digits, dots, quotes, kinds, std::string(1 << 20, '('), std::string(1 << 20, '\n')}) {
    const SourceText source(text);
    EXPECT_LE(recognise(source).size(), text.size());
  }
}

}  // namespace
}  // namespace intake
