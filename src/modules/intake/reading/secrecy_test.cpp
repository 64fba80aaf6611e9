#include "modules/intake/reading/secrecy.h"

#include <gtest/gtest.h>

#include "modules/intake/reading/reading_samples.h"

namespace intake {
namespace {

TEST(Secrecy, SeesAStampOnALineOfItsOwn) {
  for (const std::string_view head :
       {"MẬT", "TỐI MẬT", "TUYỆT MẬT", "  TỐI  MẬT \r", "ĐỘ MẬT: MẬT", "Độ mật: Tối mật", "(MẬT)", "* MẬT *", "M Ậ T",
        "T Ố I  M Ậ T", "TỈNH ỦY NAM HẢI | MẬT", "TỈNH ỦY NAM HẢI\tTỐI MẬT", "TỈNH ỦY        TUYỆT MẬT"})
    EXPECT_TRUE(has_secrecy_stamp("TỈNH ỦY NAM HẢI\n" + std::string(head) + "\nSố 14-KL/TU\n")) << head;
}

TEST(Secrecy, DoesNotTakeAWordForAStamp) {
  for (const std::string_view text : {"Công tác bảo mật thông tin", "BẢO MẬT", "BÍ MẬT NHÀ NƯỚC",
                                      "Tăng cường bảo vệ tài liệu MẬT, TỐI MẬT trong năm 2024", "mật ong", "Mật",
                                      "Tối mật", "QUY ĐỊNH VỀ ĐỘ MẬT", "Độ mật: Thường"})
    EXPECT_FALSE(has_secrecy_stamp("TỈNH ỦY NAM HẢI\n" + std::string(text) + "\nSố 14\n")) << text;
}

TEST(Secrecy, LooksOnlyNearTheHead) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "Một dòng\n";
  EXPECT_FALSE(has_secrecy_stamp(text + "MẬT\n"));
}

TEST(Secrecy, RefusesWithoutParametersInEveryKind) {
  const std::string text = "TỈNH ỦY NAM HẢI\nTỐI MẬT\nSố 14-KL/TU về công tác tổ chức xây dựng Đảng năm 2024\n";
  EXPECT_EQ(samples::refusal_of(text), "intake.text_secret");
  EXPECT_EQ(samples::refusal_of(samples::bytes_for(Encoding::tcvn3, text)), "intake.text_secret");
  EXPECT_EQ(samples::refusal_of(
                samples::docx(samples::paragraph(samples::run("TỈNH ỦY")),
                              {{"word/header1.xml", "<w:hdr " + std::string(samples::word_namespaces) + ">" +
                                                        samples::paragraph(samples::run("MẬT")) + "</w:hdr>"}})),
            "intake.text_secret");
  EXPECT_EQ(samples::refusal_of("<!doctype html><p>TỈNH ỦY</p><p>TUYỆT MẬT</p>"), "intake.text_secret");
  try {
    read_here(text);
  } catch (const base::Error& error) {
    EXPECT_TRUE(error.parameters().empty());
    EXPECT_TRUE(error.detail().empty());
  }
}

}  // namespace
}  // namespace intake
