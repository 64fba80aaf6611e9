#include "base/name_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace base {
namespace {

TEST(NameOrder, PeopleStandByGivenNameThenFamilyAndMiddleName) {
  const std::vector<std::string> wanted{
      "An",           "Bàn Thị An",   "Ân Văn Ân",           "Lý Văn Bình", "Hà Thị Dung",
      "Hà Thị Đào",   "Lý Thị Hoa",   "Lý Văn Hoa",          "Lý Thị Hòa",  "Lý Thị Hóa",
      "Nông Văn Lan", "Nông Văn Lán", "Bế Thị Lan Anh Lăng", "Mã Văn Oanh", "Mã Văn Ơn",
      "Triệu Thị Tú", "Triệu Thị Tư", "Vi Thị Yến"};
  std::vector<std::string> mixed(wanted.rbegin(), wanted.rend());
  std::sort(mixed.begin(), mixed.end(), [](const auto& a, const auto& b) { return name_order(a) < name_order(b); });
  EXPECT_EQ(mixed, wanted);
}

TEST(NameOrder, WritingDoesNotMatterAndNothingCrashes) {
  EXPECT_EQ(name_order("  LÝ  thị HOA "), name_order("Lý Thị Hoa"));
  EXPECT_EQ(name_order("Ly\u0301 Thi\u0323 Hoa"), name_order("Lý Thị Hoa"));
  EXPECT_EQ(name_order(""), " 0");
  EXPECT_EQ(name_order("\xff 李 !"), name_order("! ! !"));
}

}  // namespace
}  // namespace base
