#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/recognition/reading_in_tests.h"

namespace intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> awards_in(std::string_view text) {
  return in_tests::fields_in(text, ItemType::award, {"name", "issuer", "tier"});
}

TEST(Awards, TakeTheirIssuerWhenItTouches) {
  EXPECT_THAT(awards_in("Hai tập thể nhận Bằng khen của Ban Tổ chức Trung ương."),
              ElementsAre("Bằng khen của Ban Tổ chức Trung ương | Bằng khen | Ban Tổ chức Trung ương | "));
  EXPECT_THAT(awards_in("Ban Thường vụ Huyện ủy tặng Giấy khen cho 6 chi bộ."),
              ElementsAre("Giấy khen | Giấy khen | Ban Thường vụ Huyện ủy | "));
}

TEST(Awards, HaveTiers) {
  EXPECT_THAT(awards_in("Ông được tặng Huân chương Lao động hạng Nhì và Huy hiệu 40 năm tuổi Đảng."),
              ElementsAre("Huân chương Lao động hạng Nhì | Huân chương Lao động |  | hạng Nhì",
                          "Huy hiệu 40 năm tuổi Đảng | Huy hiệu 40 năm tuổi Đảng |  | 40 năm"));
}

TEST(Awards, OfASeriesHaveEditionAndYear) {
  const auto found = in_tests::read_items(
      "Lễ trao Giải báo chí về môi trường mang tên Cánh đồng xanh lần thứ IV - năm 2023 cho 12 tác phẩm.",
      ItemType::award);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].canonical.text("name"), "Cánh đồng xanh");
  EXPECT_EQ(found[0].canonical.integer("edition"), 4);
  EXPECT_EQ(found[0].canonical.text("period"), "2023");
}

TEST(Awards, AreNoCountsOfPrizes) {
  EXPECT_THAT(awards_in("Ban giám khảo trao 2 giải A, 5 giải B; việc giải quyết đơn thư đúng hạn."), IsEmpty());
}

TEST(Conference, IsReportedOnceWithDayChairAndSites) {
  const auto found = in_tests::read_items(
      "Sáng 12/3/2024, Huyện ủy tổ chức hội nghị sơ kết công tác tổ chức quý I, kết nối với 17 điểm cầu. Đồng chí Vi "
      "Văn Lâm, Bí thư Huyện ủy chủ trì "
      "hội nghị. Tại hội nghị sơ kết, các ý kiến thống nhất cao.",
      ItemType::conference);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].canonical.text("date"), "2024-03-12");
  EXPECT_EQ(found[0].canonical.text("chair"), "Vi Văn Lâm");
  EXPECT_EQ(found[0].canonical.integer("sites"), 17);
}

TEST(Conference, ThatIsOnlyPlannedIsNone) {
  EXPECT_THAT(in_tests::read_items("2. Tổ chức hội nghị quán triệt trong tháng 10.", ItemType::conference), IsEmpty());
}

}  // namespace
}  // namespace intake
