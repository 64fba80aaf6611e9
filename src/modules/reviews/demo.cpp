// Decisions and plans of the demo organisation, in the three states that a plan may be in.
#include "modules/reviews/reviews.h"

namespace reviews {
namespace {

base::Date before(base::Date today, int days) { return {today.days - days}; }

}  // namespace

void load_demo(Reviews& reviews, const base::Actor& actor, base::Date today) {
  const char* const decision = "45-QĐ/TU@2025-12-15";
  reviews.judge(actor, {"LS.H07.X05.C04", Ground::no_regular_meetings, decision, before(today, 240)});
  reviews.judge(actor, {"LS.H07.X06.C02", Ground::leaderless, decision, before(today, 200)});
  const auto judged = reviews.judge(actor, {"LS.H07.X03.C07", Ground::failed_tasks, decision, before(today, 320)});
  // Under way.
  auto page = reviews.open_remedy(
      actor, {"LS.H07.X05.C04",
              "LS.H07.X05",
              "Duy trì sinh hoạt chi bộ hằng tháng, có nghị quyết chuyên đề mỗi quý.",
              decision,
              before(today, 230),
              {today.days + 120},
              {{Measure::keep_meetings, "Sinh hoạt vào ngày 3 hằng tháng", {}},
               {Measure::train, "Bồi dưỡng nghiệp vụ công tác đảng cho chi ủy", base::Date{today.days + 60}},
               {Measure::find_applicants, "", {}}}});
  page = reviews.report_step(actor, page.about.id, page.steps.front().id, {StepState::doing, before(today, 200), ""},
                             page.about.version);
  // Overdue, after one more deadline.
  page = reviews.open_remedy(actor, {"LS.H07.X06.C02",
                                     "LS.BTC",
                                     "Kiện toàn chi ủy, có bí thư chi bộ.",
                                     decision,
                                     before(today, 190),
                                     before(today, 60),
                                     {{Measure::complete_committee, "", {}}, {Measure::send_official, "", {}}}});
  reviews.extend_remedy(actor, page.about.id, {before(today, 70), before(today, 12), "Chờ kết quả đại hội chi bộ", ""},
                        page.about.version);
  // Concluded.
  page = reviews.open_remedy(actor, {"LS.H07.X03.C07",
                                     "LS.H07.X03",
                                     "Hoàn thành các nhiệm vụ được giao trong năm.",
                                     decision,
                                     before(today, 310),
                                     before(today, 100),
                                     {{Measure::inspect, "Kiểm tra việc thực hiện nghị quyết của chi bộ", {}}}});
  page = reviews.report_step(actor, page.about.id, page.steps.front().id, {StepState::done, before(today, 130), ""},
                             page.about.version);
  reviews.close_remedy(actor, page.about.id, {RemedyResult::reached, before(today, 110), "112-KL/TU@2026-07-20", ""},
                       page.about.version);
  reviews.end_judgement(actor, judged.id, {"112-KL/TU@2026-07-20", before(today, 105)}, judged.version);
}

}  // namespace reviews
