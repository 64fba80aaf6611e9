#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/recognition/reading_in_tests.h"

namespace intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> tasks_in(std::string_view text) {
  return in_tests::fields_in(text, ItemType::task, {"owner", "due"});
}
std::vector<std::string> proposals_in(std::string_view text) {
  return in_tests::fields_in(text, ItemType::proposal, {"proposer", "addressee"});
}

TEST(Tasks, FollowACue) {
  EXPECT_THAT(tasks_in("1. Giao Văn phòng Huyện ủy chủ trì, phối hợp với Ban Dân vận Huyện ủy xây dựng quy chế, trình "
                       "trước ngày 15/4/2024."),
              ElementsAre("xây dựng quy chế, trình trước ngày 15/4/2024 | Văn phòng Huyện ủy | 2024-04-15"));
  EXPECT_THAT(tasks_in("Đồng chí yêu cầu các địa phương rà soát chỉ tiêu, báo cáo trước ngày 20/8/2024."),
              ElementsAre("rà soát chỉ tiêu, báo cáo trước ngày 20/8/2024 | các địa phương | 2024-08-20"));
}

TEST(Tasks, StartWithTheirOwnerInAList) {
  EXPECT_THAT(tasks_in("III. TỔ CHỨC THỰC HIỆN\n1. Ban Tổ chức Tỉnh ủy theo dõi, đôn đốc; tổng hợp báo cáo vào ngày 20 "
                       "hằng tháng.\n"),
              ElementsAre("theo dõi, đôn đốc | Ban Tổ chức Tỉnh ủy | ",
                          "tổng hợp báo cáo vào ngày 20 hằng tháng | Ban Tổ chức Tỉnh ủy | R/month-20"));
}

TEST(Tasks, AreTheRowsOfAProgramme) {
  EXPECT_THAT(tasks_in("TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n---|---|---|---|---\n1 | Xây dựng đề án | Sở "
                       "Nội vụ | Sở Tài chính | 30/9/2025\n"),
              ElementsAre("Xây dựng đề án | Sở Nội vụ | 2025-09-30"));
  EXPECT_THAT(
      tasks_in(
          "Stt\tNội dung\tChủ trì\tPhối hợp\tThời gian\n1\tKiểm tra cơ sở\tỦy ban Kiểm tra Huyện ủy\t\tTháng 5/2025\n"),
      ElementsAre("Kiểm tra cơ sở | Ủy ban Kiểm tra Huyện ủy | 2025-05"));
}

TEST(Tasks, AreNotWhatHasBeenDone) {
  EXPECT_THAT(tasks_in("Ban Tổ chức Huyện ủy đã hoàn thành rà soát trước ngày 30/6/2023. Nhiệm vụ được giao đã xong."),
              IsEmpty());
}

TEST(Proposals, GoUp) {
  EXPECT_THAT(proposals_in("Huyện ủy Ba Bể đề nghị Ban Tổ chức Tỉnh ủy sớm hướng dẫn việc chuyển sinh hoạt đảng."),
              ElementsAre("sớm hướng dẫn việc chuyển sinh hoạt đảng | Huyện ủy Ba Bể | Ban Tổ chức Tỉnh ủy"));
  EXPECT_THAT(proposals_in("Các đại biểu nêu một số đề xuất, kiến nghị như: bổ sung biên chế; sửa đổi quy chế."),
              ElementsAre("bổ sung biên chế | Các đại biểu | ", "sửa đổi quy chế | Các đại biểu | "));
}

TEST(Proposals, DoNotGoDown) {
  EXPECT_THAT(proposals_in("Trưởng Ban Tổ chức Trung ương đề nghị tiếp tục đổi mới phong cách làm việc."), IsEmpty());
  EXPECT_THAT(proposals_in("Bí thư Tỉnh ủy Lê Hữu Nghị đề nghị Huyện ủy Ba Bể rà soát quy hoạch."), IsEmpty());
}

}  // namespace
}  // namespace intake
