#include "modules/intake/reading/html_text.h"

#include <gtest/gtest.h>

#include "modules/intake/reading/reading_samples.h"

namespace intake {
namespace {

std::string html_read(std::string_view body) {
  return read_here("<!doctype html><html><body>" + std::string(body)).text;
}

TEST(HtmlText, WritesBlocksOnLinesAndKeepsInlineTagsInside) {
  EXPECT_EQ(html_read("<h1>Tin</h1><p>Kết luận <b>số</b> <i>14</i>-<span>KL/TW</span>\n ngày</p><p>Hai<br>dòng</p>"
                      "<ul><li>a<li>b</ul>"),
            "Tin\n\nKết luận số 14-KL/TW ngày\n\nHai\ndòng\n\na\nb\n");
}

TEST(HtmlText, ReadsALetterheadCellByCell) {
  EXPECT_EQ(
      html_read(
          "<table><tr><td>TỈNH ỦY<br>Số 56-KH/TU</td><td>ĐẢNG CỘNG SẢN VIỆT NAM<br>ngày 05/3/2024</td></tr></table>"
          "<table><tr><td>1<td>Báo<br>cáo<td>Quý I</tr></table>"),
      "TỈNH ỦY\nSố 56-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nngày 05/3/2024\n\n1 | Báo cáo | Quý I\n");
}

TEST(HtmlText, ResolvesEntities) {
  EXPECT_EQ(html_read("<p>&#272;&#7843;ng &amp; Nh&agrave; n&#432;&#7899;c&nbsp;ta</p>"), "Đảng & Nhà nước\u00A0ta\n");
}

TEST(HtmlText, WritesTablesByRowsAndLayoutByCells) {
  EXPECT_EQ(html_read("<table><tr><th>TT<th>Việc</tr><tr><td>1<td><p>Báo cáo</p></tr></table>"),
            "TT | Việc\n1 | Báo cáo\n");
  EXPECT_EQ(html_read("<table><tr><td><table><tr><td>Trái</td></tr></table></td><td><p>Phải</p></td></tr></table>"),
            "Trái\n\nPhải\n");
}

TEST(HtmlText, DropsScriptsMenusAndWhatIsHidden) {
  EXPECT_EQ(html_read("<script>var a='<p>x</p>'</script><style>p{}</style><nav>Trang chủ</nav><!-- ghi chú -->"
                      "<div style='display: none'>ẩn</div><p hidden>ẩn</p><p>Hiện</p><noscript>x</noscript>"),
            "Hiện\n");
}

TEST(HtmlText, DecidesByFontAndBySpelling) {
  const auto tcvn3 = samples::shown_for(Encoding::tcvn3, "đẩy mạnh công tác tổ chức");
  const auto read = read_here("<html><body><p><font face='.VnTime'>" + tcvn3 + "</font></p><p>" +
                              samples::shown_for(Encoding::vni, "xây dựng Đảng trong sạch, vững mạnh") +
                              "</p><p>Một đoạn khác</p></body></html>");
  EXPECT_EQ(read.text, "đẩy mạnh công tác tổ chức\n\nxây dựng Đảng trong sạch, vững mạnh\n\nMột đoạn khác\n");
  EXPECT_EQ(read.encoding, "mixed");
}

TEST(HtmlText, ReadsPagesThatAreNotUtf8) {
  const std::string page =
      "<html><head><meta charset=windows-1258></head><body><p>Đảng bộ tỉnh họp thường kỳ</p></body></html>";
  const auto read = read_here(samples::bytes_for(Encoding::cp1258, page));
  EXPECT_EQ(read.text, "Đảng bộ tỉnh họp thường kỳ\n");
  EXPECT_EQ(read.encoding, "cp1258");
  const auto old =
      read_here(samples::bytes_for(Encoding::tcvn3, "<html><body><p>Đảng bộ tỉnh họp thường kỳ</p></body></html>"));
  EXPECT_EQ(old.text, "Đảng bộ tỉnh họp thường kỳ\n");
  EXPECT_EQ(old.encoding, "tcvn3");
}

TEST(HtmlText, RefusesPagesNestedBeyondReason) {
  std::string deep = "<!doctype html>";
  for (int i = 0; i < 200'000; ++i) deep += "<div>";
  EXPECT_EQ(samples::refusal_of(deep + "x</div>"), "intake.file_too_deep");
}

}  // namespace
}  // namespace intake
