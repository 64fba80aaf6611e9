#include "modules/intake/recognition/dates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/intake/recognition/reading_test.h"

namespace intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> dates(const std::string& sentence,
                               const std::vector<std::string>& fields = {"iso", "from", "to", "part", "recur"}) {
  return read(sentence, ItemType::date, fields);
}

TEST(Dates, DaysInEverySpelling) {
  EXPECT_THAT(dates("Hà Nội, ngày 05 tháng 7 năm 2024; ngày 3-2-1998; ngày 12.5.2024; ngày 20 / 8 /\n2023; 04/03/2017; "
                    "2024-07-05"),
              ElementsAre("ngày 05 tháng 7 năm 2024|iso=2024-07-05", "ngày 3-2-1998|iso=1998-02-03",
                          "ngày 12.5.2024|iso=2024-05-12", "ngày 20 / 8 / 2023|iso=2023-08-20",
                          "04/03/2017|iso=2017-03-04", "2024-07-05|iso=2024-07-05"));
}

TEST(Dates, ABareDayNeedsACue) {
  EXPECT_THAT(
      dates(
          "Sáng 29-12, chiều 3.4, tối thứ Bảy (12/8), trước 17h00 ngày 28/4, dịp 2/9; đạt 3/4 chi bộ; từ 3/4 đến 5/4."),
      ElementsAre("29-12|iso=--12-29", "3.4|iso=--04-03", "12/8|iso=--08-12", "ngày 28/4|iso=--04-28",
                  "2/9|iso=--09-02", "3/4|iso=--04-03", "5/4|iso=--04-05"));
}

TEST(Dates, ListsAndRangesShareTheYear) {
  EXPECT_THAT(
      dates("ngày 26 và 27/6/2025; từ ngày 5 đến ngày 10 tháng 7 năm 2025; ngày 26-27/6/2025; tháng 3 và tháng 4/2024; "
            "các quý III và IV/2024"),
      ElementsAre("ngày 26|iso=2025-06-26", "27/6/2025|iso=2025-06-27", "ngày 5|iso=2025-07-05",
                  "ngày 10 tháng 7 năm 2025|iso=2025-07-10", "ngày 26-27/6/2025|from=2025-06-26|to=2025-06-27",
                  "tháng 3|iso=2024-03", "tháng 4/2024|iso=2024-04", "quý III|iso=2024-Q3", "IV/2024|iso=2024-Q4"));
}

TEST(Dates, QuartersHalvesYearsAndTerms) {
  EXPECT_THAT(dates("QUÝ I NĂM 2025, quý II/2023, 6 tháng cuối năm 2026, giữa năm 2023, nhiệm kỳ 2020 – 2025 "
                    "(2021-2026), giai đoạn 2024 - 2030, năm 2021, 2022 và 2023"),
              ElementsAre("QUÝ I NĂM 2025|iso=2025-Q1", "quý II/2023|iso=2023-Q2", "6 tháng cuối năm 2026|iso=2026-H2",
                          "giữa năm 2023|iso=2023|part=mid", "nhiệm kỳ 2020 – 2025|from=2020|to=2025",
                          "2021-2026|from=2021|to=2026", "giai đoạn 2024 - 2030|from=2024|to=2030", "năm 2021|iso=2021",
                          "2022|iso=2022", "2023|iso=2023"));
}

TEST(Dates, RepeatedDeadlines) {
  EXPECT_THAT(dates("trước ngày 25 hằng tháng; ngày 25 tháng cuối quý; trước ngày 15/6 và 15/12 hàng năm"),
              ElementsAre("ngày 25 hằng tháng|recur=R/month-25", "ngày 25 tháng cuối quý|recur=R/quarter-last-month-25",
                          "ngày 15/6|recur=R/year-06-15", "15/12 hàng năm|recur=R/year-12-15"));
}

TEST(Dates, WhatIsNoDate) {
  EXPECT_THAT(dates("mỗi tháng 2 lần, ngày 2 buổi, 5 năm qua, quý khách, năm nay, ngày 31/02/2023, đạt 34/67 đơn vị, "
                    "tháng Bảy, lúc 22:22 (GMT+7)"),
              IsEmpty());
}

TEST(Dates, NoDateInsideACitation) {
  EXPECT_THAT(dates("Kết luận số 14-KL/TW ngày 22/9/2021 của Bộ Chính trị"), IsEmpty());
}

TEST(Dates, AMissingYearIsResolvedAndSaidToBe) {
  EXPECT_THAT(dates("Thứ Hai, ngày 30 tháng 1 năm 2023\n\nHội nghị tổng kết năm 2022, triển khai nhiệm vụ năm 2023 tổ "
                    "chức ngày 23/12.",
                    {"iso", "resolved"}),
              ElementsAre("ngày 30 tháng 1 năm 2023|iso=2023-01-30", "năm 2022|iso=2022", "năm 2023|iso=2023",
                          "ngày 23/12|iso=--12-23|resolved=2022-12-23"));
  EXPECT_THAT(dates("đánh giá kết quả quý I, triển khai nhiệm vụ quý II/2023", {"resolved"}),
              ElementsAre("quý I|resolved=2023-Q1", "quý II/2023"));
}

TEST(Contradictions, AYearSlipAndAFarPageDate) {
  const SourceText slip(
      "Tổng kết công tác tổ chức xây dựng Đảng năm 2022. Đồng chí đánh giá công tác tổ chức xây dựng Đảng năm 2002 đã "
      "tiến bộ.");
  const auto found = contradictions(slip, recognise(slip));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].key, "intake.contradiction.year_slip");
  EXPECT_EQ(found[0].found, "2002");
  EXPECT_EQ(found[0].expected, "2022");
  const SourceText page(
      "Thứ hai, 02/10/2023\n\nChiều 3/4, Ban Tổ chức họp đánh giá công tác quý I, triển khai nhiệm vụ quý II/2023.");
  const auto far = contradictions(page, recognise(page));
  ASSERT_EQ(far.size(), 1U);
  EXPECT_EQ(far[0].key, "intake.contradiction.page_date");
  const SourceText weekday("Thứ Ba, 02/10/2023\n\nBản tin.");
  ASSERT_EQ(contradictions(weekday, recognise(weekday)).size(), 1U);
}

TEST(Dates, ShortQuartersMonthsAndRangesOfDays) {
  EXPECT_THAT(
      dates("Q3/2024, Q.II/2025 và T8/2024; họp 5-7/8/2024; nửa đầu tháng 6/2024; nửa cuối năm 2024; từ 1995 đến "
            "2000; lúc 14:05 - 13/02/2025"),
      ElementsAre("Q3/2024|iso=2024-Q3", "Q.II/2025|iso=2025-Q2", "T8/2024|iso=2024-08",
                  "5-7/8/2024|from=2024-08-05|to=2024-08-07", "nửa đầu tháng 6/2024|iso=2024-06|part=early",
                  "nửa cuối năm 2024|iso=2024-H2", "1995|iso=1995", "2000|iso=2000", "13/02/2025|iso=2025-02-13"));
}

TEST(Dates, ADeadlineOfAYearsEndLiesInTheNextYear) {
  EXPECT_THAT(dates("Số 45-BC/HU\nTam Sơn, ngày 16 tháng 12 năm 2024\n\nNgày 15/3, đã họp. Các chi bộ báo cáo trước "
                    "31/5, sơ kết trong quý I.",
                    {"resolved"}),
              ElementsAre("ngày 16 tháng 12 năm 2024", "Ngày 15/3|resolved=2024-03-15", "31/5|resolved=2025-05-31",
                          "quý I|resolved=2025-Q1"));
  EXPECT_THAT(dates("Sáng 21/12, tại Tam Kỳ, tổng kết công tác năm 2023. Các địa phương báo cáo trước ngày 30/6.",
                    {"resolved"}),
              ElementsAre("21/12|resolved=2023-12-21", "năm 2023", "ngày 30/6|resolved=2024-06-30"));
}

TEST(Dates, WithoutAPageTheLatestPaperGivesTheYear) {
  EXPECT_THAT(dates("Căn cứ Công văn số 13-CV/BTCTU, ngày 24-6-2025; hôm nay, ngày 28 tháng 6, hai bên bàn giao. Trước "
                    "ngày 05/7, gửi danh mục. Kỷ niệm Ngày truyền thống (14/10/1930), họp ngày 20/6.",
                    {"resolved"}),
              ElementsAre("ngày 28 tháng 6|resolved=2025-06-28", "ngày 05/7|resolved=2025-07-05", "14/10/1930",
                          "ngày 20/6|resolved=2025-06-20"));
}

TEST(Dates, ListsTakeTheYearOfTheirLastOne) {
  EXPECT_THAT(
      dates("tháng 7, 8 và 9 năm 2024; quý I, II, III năm 2024; (05/8 - 11/8/2024); ngày 5 - 7/8/2024; 15 tháng Tám "
            "năm 2024; 15 / 8 / 2024; quý IV hằng năm; từ 2015 đến nay"),
      ElementsAre("tháng 7|iso=2024-07", "8|iso=2024-08", "9 năm 2024|iso=2024-09", "quý I|iso=2024-Q1",
                  "II|iso=2024-Q2", "III năm 2024|iso=2024-Q3", "05/8|iso=2024-08-05", "11/8/2024|iso=2024-08-11",
                  "ngày 5 - 7/8/2024|from=2024-08-05|to=2024-08-07", "15 tháng Tám năm 2024|iso=2024-08-15",
                  "15 / 8 / 2024|iso=2024-08-15", "quý IV hằng năm|recur=R/year-Q4", "2015|iso=2015"));
}

TEST(Dates, ColumnsAndLabelsOfTimeHoldDays) {
  EXPECT_THAT(dates("TT | Nội dung | Thời hạn\n1 | Họp giao ban | 5/8\n2 | Kiểm tra | 10-15/12"),
              ElementsAre("5/8|iso=--08-05", "10-15/12|from=--12-10|to=--12-15"));
  EXPECT_THAT(dates("TT\tHọ và tên\tNăm sinh\tChức vụ\n1\tNguyễn Văn An\t1981\tPhó Bí thư"),
              ElementsAre("1981|iso=1981"));
  EXPECT_THAT(dates("Hạn: 7/8. Đạt: 7/8 chi bộ.\n5/8: Khai mạc"), ElementsAre("7/8|iso=--08-07", "5/8|iso=--08-05"));
}

TEST(Dates, ALineMayEndBeforeTheDay) {
  EXPECT_THAT(dates("lấy ý kiến nhân dân về dự án, xong trước\n15/4.\n2- Phòng họp"), ElementsAre("15/4|iso=--04-15"));
}

}  // namespace
}  // namespace intake
