#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/recognition/reading_in_tests.h"

namespace intake {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> bodies_in(std::string_view text) {
  return in_tests::fields_in(text, ItemType::organisation, {"name"});
}

TEST(Organisations, TakeTheLongestName) {
  EXPECT_THAT(
      bodies_in(
          "Ban Tuyên giáo và Dân vận Tỉnh ủy Kiên Giang phối hợp với Sở Văn hóa, Thể thao và Du lịch tỉnh Kiên Giang."),
      ElementsAre("Ban Tuyên giáo và Dân vận Tỉnh ủy Kiên Giang | Ban Tuyên giáo và Dân vận Tỉnh ủy Kiên Giang",
                  "Sở Văn hóa, Thể thao và Du lịch tỉnh Kiên Giang | Sở Văn hóa, Thể thao và Du lịch tỉnh Kiên Giang"));
}

TEST(Organisations, EndBeforeTheVerb) {
  EXPECT_THAT(bodies_in("Văn phòng Tỉnh ủy tổ chức kiểm tra."), ElementsAre("Văn phòng Tỉnh ủy | Văn phòng Tỉnh ủy"));
}

TEST(Organisations, AreCompletedByTheirSetting) {
  EXPECT_THAT(
      bodies_in("TỈNH ỦY BẾN TRE\nBAN TỔ CHỨC\n\nBan Thường vụ Tỉnh ủy giao Sở Nội vụ."),
      ElementsAre("TỈNH ỦY BẾN TRE | Tỉnh ủy Bến Tre", "BAN TỔ CHỨC | Ban Tổ chức Tỉnh ủy Bến Tre",
                  "Ban Thường vụ Tỉnh ủy | Ban Thường vụ Tỉnh ủy Bến Tre", "Sở Nội vụ | Sở Nội vụ tỉnh Bến Tre"));
}

TEST(Organisations, AreNoClassesAndNoBareWords) {
  EXPECT_THAT(bodies_in("Các Huyện ủy, các sở, ngành; Đảng, Nhà nước, Trung ương và Đảng bộ; Ban Tổ chức các cấp ủy; "
                        "đảng ủy các xã."),
              IsEmpty());
}

TEST(Organisations, StayOutOfOfficesAndIssuers) {
  EXPECT_THAT(bodies_in("Trưởng Ban Tổ chức Trung ương nhấn mạnh. Bằng khen của Ban Dân vận Trung ương được trao."),
              IsEmpty());
}

TEST(Organisations, JoinALetterheadOfTwoLines) {
  EXPECT_THAT(bodies_in("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n\nSố: 12/TB-UBND\n"),
              Contains("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG | Ủy ban nhân dân tỉnh Lâm Đồng"));
}

TEST(Organisations, CapitalsAreRestoredAsTheListWritesThem) {
  EXPECT_THAT(bodies_in("ĐẢNG CỘNG SẢN VIỆT NAM"), ElementsAre("ĐẢNG CỘNG SẢN VIỆT NAM | Đảng Cộng sản Việt Nam"));
  EXPECT_THAT(bodies_in("ĐẢNG ỦY XÃ NẬM LÚC\n*\nSố: 12-QĐ/ĐU"), ElementsAre("ĐẢNG ỦY XÃ NẬM LÚC | Đảng ủy xã Nậm Lúc"));
}

TEST(Organisations, MayBeBrokenByALineOfRunningText) {
  EXPECT_THAT(bodies_in("Tỉnh ủy Hà Nam họp bàn về công tác cán bộ và\nnghe Ban Tổ chức\nTỉnh ủy Hà Nam báo cáo."),
              Contains("Ban Tổ chức\nTỉnh ủy Hà Nam | Ban Tổ chức Tỉnh ủy Hà Nam"));
}

}  // namespace
}  // namespace intake
