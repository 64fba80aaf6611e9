#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/recognition/reading_in_tests.h"

namespace intake {
namespace {

using in_tests::persons_in;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Persons, StackOfficesAfterTheName) {
  EXPECT_THAT(
      persons_in("Đồng chí Vương Hải Đăng, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Tổ chức Tỉnh ủy dự hội nghị."),
      ElementsAre("Vương Hải Đăng → Vương Hải Đăng | Ủy viên Ban Thường vụ Tỉnh ủy | Trưởng Ban Tổ chức Tỉnh ủy"));
  EXPECT_THAT(persons_in("Ông Lê Tấn Phúc (nguyên Chủ tịch UBND xã Tân Hòa) kể lại."),
              ElementsAre("Lê Tấn Phúc → Lê Tấn Phúc | nguyên Chủ tịch UBND xã Tân Hòa"));
  EXPECT_THAT(persons_in("Bà Đỗ Mai Lan, sinh năm 1980, Chánh Văn phòng Huyện ủy, được điều động."),
              ElementsAre("Đỗ Mai Lan → Đỗ Mai Lan | Chánh Văn phòng Huyện ủy"));
}

TEST(Persons, StackOfficesBeforeTheName) {
  EXPECT_THAT(
      persons_in("Phát biểu tại lễ, Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện Ngô Văn Lực nhấn mạnh."),
      ElementsAre("Ngô Văn Lực → Ngô Văn Lực | Phó Bí thư Thường trực Huyện ủy | Chủ tịch HĐND huyện"));
}

TEST(Persons, GiveAnOfficeToTheNameItTouches) {
  EXPECT_THAT(persons_in("Đồng chí Trần Văn Khôi, Bí thư Huyện ủy và Giám đốc Sở Nội vụ Phan Thị Hòa cùng dự."),
              ElementsAre("Trần Văn Khôi → Trần Văn Khôi | Bí thư Huyện ủy",
                          "Phan Thị Hòa → Phan Thị Hòa | Giám đốc Sở Nội vụ"));
}

TEST(Persons, ShareTheHeadOfAList) {
  EXPECT_THAT(persons_in("Dự lễ có các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy: Hồ Bá Nam, Trưởng Ban Dân vận; Mai Thu "
                         "Thảo, Giám đốc Sở Tư pháp."),
              ElementsAre("Hồ Bá Nam → Hồ Bá Nam | Ủy viên Ban Thường vụ Tỉnh ủy | Trưởng Ban Dân vận",
                          "Mai Thu Thảo → Mai Thu Thảo | Ủy viên Ban Thường vụ Tỉnh ủy | Giám đốc Sở Tư pháp"));
  EXPECT_THAT(persons_in("Cùng dự có các Phó Chủ tịch UBND huyện Lý Minh Đức, Vũ Thị Hằng."),
              ElementsAre("Lý Minh Đức → Lý Minh Đức | Phó Chủ tịch UBND huyện",
                          "Vũ Thị Hằng → Vũ Thị Hằng | Phó Chủ tịch UBND huyện"));
}

TEST(Persons, KeepSeparateOfficesOfAListApart) {
  EXPECT_THAT(
      persons_in(
          "Các đồng chí Tạ Quang Huy - Phó Bí thư Tỉnh ủy, Bùi Đức Long - Trưởng Ban Nội chính Tỉnh ủy chủ trì."),
      ElementsAre("Tạ Quang Huy → Tạ Quang Huy | Phó Bí thư Tỉnh ủy",
                  "Bùi Đức Long → Bùi Đức Long | Trưởng Ban Nội chính Tỉnh ủy"));
}

TEST(Persons, ResolveAShortNameToTheLastFullOne) {
  EXPECT_THAT(
      persons_in("Ông Đinh Công Thành mở đầu. Ông Phan Văn Thành nói tiếp. Theo ông Thành, việc khó."),
      ElementsAre("Đinh Công Thành → Đinh Công Thành", "Phan Văn Thành → Phan Văn Thành", "Thành → Phan Văn Thành"));
  EXPECT_THAT(persons_in("Chị H’Loan Êban kể. Nhà chị H’Loan ở cuối buôn."),
              ElementsAre("H’Loan Êban → H’Loan Êban", "H’Loan → H’Loan Êban"));
}

TEST(Persons, ReadASignatureUnderItsOwnColumn) {
  EXPECT_THAT(
      persons_in(
          "Kính trình.\n\nNơi nhận:                         KT. CHỦ TỊCH\n- Như trên;                       PHÓ CHỦ "
          "TỊCH\n"
          "- Lưu: VT.\n                                  (Đã ký)\n\n                                  Trịnh Bá Ngọc\n"),
      ElementsAre("Trịnh Bá Ngọc → Trịnh Bá Ngọc | PHÓ CHỦ TỊCH"));
  EXPECT_THAT(persons_in("T/M BAN THƯỜNG VỤ\nBÍ THƯ\n(đã ký)\nHÀ ĐỨC MẠNH\n"),
              ElementsAre("HÀ ĐỨC MẠNH → Hà Đức Mạnh | BÍ THƯ"));
}

TEST(Persons, ReadTheRowsOfATable) {
  EXPECT_THAT(persons_in("TT | Họ và tên | Năm sinh | Chức vụ\n1 | Cao Thị Nhàn | 1984 | Phó Trưởng phòng Nội vụ\n"),
              ElementsAre("Cao Thị Nhàn → Cao Thị Nhàn | Phó Trưởng phòng Nội vụ"));
}

TEST(Persons, LeavePlacesSchoolsAndIdeasAlone) {
  EXPECT_THAT(persons_in("Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh tại Trường THPT Chu Văn An, đường Nguyễn "
                         "Trãi, phường Trần Phú, "
                         "huyện Cao Lộc và thành phố Thái Nguyên."),
              IsEmpty());
  EXPECT_THAT(persons_in("Bí thư Huyện ủy Cao Lộc Đặng Quốc Bình đi cơ sở."),
              ElementsAre("Đặng Quốc Bình → Đặng Quốc Bình | Bí thư Huyện ủy Cao Lộc"));
  EXPECT_THAT(persons_in("NÂNG CAO CHẤT LƯỢNG, CỤ THỂ HÓA NGHỊ QUYẾT"), IsEmpty());
}

TEST(Persons, MakeNoDraftsOfBylinesAndCommenters) {
  const std::string page =
      "Ông Lương Văn Hưng, Bí thư Đảng ủy xã Bình An phát biểu.\nẢnh: Thu Hà\nTin, ảnh: HOÀNG YẾN\nBình luận (1)\nMinh "
      "Tâm - 12/3/2024 10:20\nBài hay!\n";
  EXPECT_THAT(persons_in(page),
              ElementsAre("Lương Văn Hưng → Lương Văn Hưng | Bí thư Đảng ủy xã Bình An", "Thu Hà → Thu Hà ? photo",
                          "HOÀNG YẾN → Hoàng Yến ? byline", "Minh Tâm → Minh Tâm ? commenter"));
}

TEST(Persons, SurviveHostileText) {
  EXPECT_THAT(persons_in(""), IsEmpty());
  std::string text = "ông ";
  for (int i = 0; i < 2000; ++i) text += "các đồng chí Bí thư ( : ; , - Nguyễn ";
  EXPECT_NO_THROW(persons_in(text));
}

TEST(Persons, MayHaveTheirOfficeOnTheLineBelow) {
  EXPECT_THAT(persons_in("1. Bà ĐẶNG THỊ QUỲNH\nChức vụ: Phó Bí thư Chi bộ 12, Chi hội trưởng Phụ nữ\n2. Ông KIỀU LỘC\n"
                         "   Bí thư Chi bộ Trường Tiểu học Núi Thành\n3. Bà MAI LAN\nHọp lúc 8 giờ."),
              ElementsAre("ĐẶNG THỊ QUỲNH → Đặng Thị Quỳnh | Phó Bí thư Chi bộ 12 | Chi hội trưởng Phụ nữ",
                          "KIỀU LỘC → Kiều Lộc | Bí thư Chi bộ Trường Tiểu học Núi Thành", "MAI LAN → Mai Lan"));
  EXPECT_THAT(persons_in("Đ/c Hoàng Văn Phử, sinh năm 1983 - Hiệu trưởng, giữ chức Bí thư Chi bộ."),
              ElementsAre("Hoàng Văn Phử → Hoàng Văn Phử | Hiệu trưởng"));
}

TEST(Persons, AreKnownByTheirMiddleNameToo) {
  EXPECT_THAT(persons_in("Khen thưởng Tán Thị Bông và Ô Thị Kim Phượng ở thị trấn Thị Nghè."),
              ElementsAre("Tán Thị Bông → Tán Thị Bông", "Ô Thị Kim Phượng → Ô Thị Kim Phượng"));
}

}  // namespace
}  // namespace intake
