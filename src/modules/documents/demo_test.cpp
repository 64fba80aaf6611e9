#include "modules/documents/register_fixture.h"

namespace documents {
namespace {

class RegisterDemo : public Register {};
INSTANTIATE_TEST_SUITE_P(Engines, RegisterDemo, support::engines(), support::engine_name);

TEST_P(RegisterDemo, EveryRowOfTheDemoIsTakenOnceAndRelated) {
  const std::filesystem::path folder = std::filesystem::path(LIENTHONG_SOURCE_DIR) / "data/demo";
  const int registered = load_demo(register_(), database(), tree_, os_, folder);
  EXPECT_GT(registered, 50);
  EXPECT_EQ(load_demo(register_(), database(), tree_, os_, folder), 0);
  EXPECT_EQ(register_().count_documents(os_, {}).total, registered);
  auto tx = database().begin_read();
  EXPECT_EQ(tx.find<std::int64_t>("SELECT COUNT(*) FROM documents_relation"), 26);
  EXPECT_EQ(register_().status_of(tx, "24-QĐ/TW@2021-07-30", day("2025-01-19")), policy::SourceStatus::in_force);
  EXPECT_EQ(register_().status_of(tx, "24-QĐ/TW@2021-07-30", day("2025-01-20")), policy::SourceStatus::ended);
  const auto found = register_().find_document(os_, "Nghị quyết Đại hội Đảng toàn quốc lần thứ XIII");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(register_().list_documents(os_, {.text = "01-QĐ/TW"}, "", 10).items.at(0).term, 14);
}

}  // namespace
}  // namespace documents
