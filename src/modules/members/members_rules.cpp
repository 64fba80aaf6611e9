#include "modules/members/members_rules.h"

#include <algorithm>

#include "base/sentence.h"

namespace members {
namespace {

base::Date rule_day(int year, int month, int day) { return base::make_date(year, month, day).value(); }

base::Verdict no(const char* rule, const char* key, base::Parameters parameters, base::Date on) {
  std::string citation = policy::citation_of(rules(), rule, on);
  if (citation.empty()) return base::Verdict::yes();
  return base::Verdict::no({rule, key, std::move(parameters), std::move(citation)});
}

// A deadline in working days, and whether a year on the way to it has no calendar yet.
base::Parameters last_day(base::Date from, base::Date last, const policy::Calendar& calendar) {
  base::Parameters parameters{{"day", base::to_vietnamese(last)}, {"calendar", ""}, {"calendar_en", ""}};
  if (const auto year = unknown_year(calendar, from, last)) {
    const base::Parameters of{{"year", std::to_string(*year)}};
    parameters["calendar"] = " " + base::sentence("members.calendar_unknown", of, base::Language::vi);
    parameters["calendar_en"] = " " + base::sentence("members.calendar_unknown", of, base::Language::en);
  }
  return parameters;
}

}  // namespace

std::span<const policy::Rule> rules() {
  static const std::vector<policy::Rule> all{
      {"R05",
       "members",
       "Tuổi của người vào Đảng",
       "Khi chi bộ xét kết nạp, người vào Đảng đủ 18 tuổi và chưa quá 60 tuổi, tính theo tháng; trên 60 tuổi phải được "
       "cấp ủy trực thuộc Trung ương đồng ý.",
       "232-QĐ/TW@2025-01-20",
       "mục 1.1",
       "members.too_young",
       rule_day(2025, 1, 20),
       std::nullopt,
       "Chi bộ không ghi được việc đồng ý kết nạp người chưa đủ tuổi, hoặc quá tuổi mà chưa có văn bản đồng ý.",
       {{"least_age", "Tuổi thấp nhất", "năm", 18, 16, 40},
        {"most_age", "Tuổi cao nhất khi không cần văn bản đồng ý", "năm", 60, 41, 100}}},
      {"R06",
       "members",
       "Thời gian dự bị 12 tháng",
       "Đảng viên dự bị được xét công nhận chính thức khi đủ 12 tháng từ ngày lễ kết nạp.",
       "Điều lệ Đảng@2011-01-19",
       "Điều 5",
       "members.probation_running",
       rule_day(2011, 1, 19),
       std::nullopt,
       "Không mở được việc công nhận, không nhập được ngày chính thức trước khi hết dự bị.",
       {{"probation", "Thời gian dự bị", "tháng", 12, 1, 36}}},
      {"R07",
       "members",
       "Chi bộ xét trong 30 ngày làm việc",
       "Khi hết 12 tháng dự bị, chi bộ xét công nhận trong 30 ngày làm việc; xét muộn phải nói rõ vì sao, ngày chính "
       "thức không đổi; ba lần không đủ hai phần ba số phiếu thì báo cáo cấp trên.",
       "29-QĐ/TW@2016-07-25",
       "mục 4.2",
       "members.considered_late",
       rule_day(2016, 7, 25),
       std::nullopt,
       "Chi bộ không ghi được việc xét sớm, xét muộn mà không nói vì sao, hay lần biểu quyết thứ tư.",
       {{"within", "Chi bộ xét trong", "ngày làm việc", 30, 1, 250},
        {"votes", "Số lần biểu quyết trước khi báo cáo cấp trên", "lần", 3, 1, 10}}},
      {"R08", "members", "Tuổi đảng tính từ ngày quyết định kết nạp",
       "Tuổi đảng tính từ ngày ghi trong quyết định kết nạp; ngày ấy không sau ngày lễ kết nạp.",
       "Điều lệ Đảng@2011-01-19", "Điều 5, khoản 4", "members.decision_after_ceremony", rule_day(2011, 1, 19),
       std::nullopt, "Không lưu được hồ sơ có ngày quyết định sau ngày lễ kết nạp."},
      {"R09",
       "members",
       "Huy hiệu Đảng",
       "Tặng khi đủ 30, 40, 45 … 90 năm tuổi đảng, vào 3/2, 19/5, 2/9, 7/11; bệnh nặng được xét sớm không quá 12 tháng "
       "(từ 70 năm: 24 tháng), truy tặng không quá 12 tháng.",
       "01-HD/TW@2021-09-28",
       "mục 18",
       "members.badge_too_early",
       rule_day(2021, 9, 28),
       std::nullopt,
       "Không ghi được huy hiệu trước hạn, sai đợt hoặc sai số năm.",
       {{"early", "Tặng sớm nhất, huy hiệu dưới 70 năm", "tháng", 12, 0, 36},
        {"early_late", "Tặng sớm nhất, huy hiệu từ 70 năm", "tháng", 24, 0, 60},
        {"posthumous", "Truy tặng sớm nhất", "tháng", 12, 0, 36}}},
      {"R10",
       "members",
       "Thời hạn chuyển sinh hoạt đảng chính thức",
       "Làm thủ tục chuyển trong 60 ngày làm việc từ ngày có quyết định hoặc chuyển đi; nộp giấy giới thiệu nơi đến "
       "trong 30 ngày làm việc; quá hạn phải nói rõ vì sao.",
       "294-QĐ/TW@2025-05-26",
       "mục 6.3.1",
       "members.sent_late",
       rule_day(2025, 7, 1),
       std::nullopt,
       "Nơi gửi không gửi được, nơi đến không nhận được khi quá hạn mà không nói vì sao.",
       {{"send_within", "Làm thủ tục chuyển trong", "ngày làm việc", 60, 1, 250},
        {"bring_within", "Nộp giấy giới thiệu trong", "ngày làm việc", 30, 1, 250}}},
      {"R11",
       "members",
       "Chuyển sinh hoạt đảng tạm thời",
       "Từ 3 tháng đến dưới 12 tháng, đi học đến 2 năm; ở nơi tạm thời không biểu quyết, không tính vào số đảng viên.",
       "232-QĐ/TW@2025-01-20",
       "mục 6.3.2",
       "members.no_vote_at_host",
       rule_day(2025, 1, 20),
       std::nullopt,
       "Không ghi được lần chuyển tạm thời quá ngắn hoặc quá dài; ở nơi tạm thời không được biểu quyết.",
       {{"least", "Ngắn nhất", "tháng", 3, 0, 12},
        {"below", "Ngắn hơn, khi không đi học", "tháng", 12, 1, 60},
        {"most_study", "Dài nhất, khi đi học", "tháng", 24, 1, 120}}},
      {"R14",
       "members",
       "Kết nạp lại",
       "Chỉ một lần, sau ít nhất 36 tháng ra khỏi Đảng, khi ban thường vụ tỉnh ủy đồng ý bằng văn bản.",
       "294-QĐ/TW@2025-05-26",
       "mục 3.5.1",
       "members.readmitted_too_early",
       rule_day(2025, 7, 1),
       std::nullopt,
       "Không nhận được đơn xin kết nạp lại khi chưa đủ 36 tháng, lần thứ hai, hoặc thiếu văn bản đồng ý.",
       {{"outside", "Đã ra khỏi Đảng ít nhất", "tháng", 36, 0, 240}}}};
  return all;
}

int Terms::of(std::string_view rule, std::string_view key, base::Date on) const {
  if (policy_) return int(policy_->value_of(*tx_, rule, key, on));
  std::optional<std::int64_t> value;
  for (const auto& one : rules())
    for (const auto& parameter : one.parameters)
      if (one.id == rule && parameter.key == key) value = parameter.default_value;
  CHECK(value);
  return int(*value);
}

std::optional<int> unknown_year(const policy::Calendar& calendar, base::Date from, base::Date to) {
  for (int year = base::calendar_day(from).year; year <= base::calendar_day(to).year; ++year)
    if (!calendar.find_year(year)) return year;
  return std::nullopt;
}

int months_between(base::Date from, base::Date to) {
  const auto a = base::calendar_day(from), b = base::calendar_day(to);
  const int months = (b.year - a.year) * 12 + b.month - a.month;
  return add_months(from, months) > to ? months - 1 : months;
}

// R05. Source: 232-QĐ/TW (20/1/2025), 1.1: at the cell's consideration the applicant is 18 to 60 years old, counted in
// months; above 60 with the consent of the committee directly under the centre.
// Example: born on 15/3/2007, considered on 14/3/2025: 215 months, too young; on 15/3/2025: 216 months, 18 years.
base::Verdict may_admit_at_age(const AgeFacts& facts, const Terms& terms) {
  const base::Parameters day{{"day", base::to_vietnamese(facts.cell_vote)}};
  // "18 …, counted in months"
  if (months_between(facts.birth_date.first(), facts.cell_vote) < terms.of("R05", "least_age", facts.cell_vote) * 12)
    return no("R05", "members.too_young", day, facts.cell_vote);
  // "… to 60": the month in which somebody becomes 60 is the last.
  if (months_between(facts.birth_date.last(), facts.cell_vote) > terms.of("R05", "most_age", facts.cell_vote) * 12 &&
      !facts.consent)
    return no("R05", "members.too_old", day, facts.cell_vote);
  return base::Verdict::yes();
}

// R06. Source: Điều lệ Đảng, Điều 5: probation lasts twelve months from the day of the ceremony.
// Example: a ceremony on 19/5/2024 ends probation on 19/5/2025; one on 29/2/2024 on 28/2/2025.
base::Date probation_end(base::Date ceremony, const Terms& terms) {
  return add_months(ceremony, terms.of("R06", "probation", ceremony));
}

base::Verdict may_recognise(base::Date ceremony, base::Date official_on, const Terms& terms) {
  // "twelve months": recognised no earlier. AD-HOC: ceremonies before the Charter of 2011 are not judged; other lengths
  // of probation held in earlier times.
  const base::Date over = probation_end(ceremony, terms);
  if (official_on >= over) return base::Verdict::yes();
  return no("R06", "members.probation_running", {{"day", base::to_vietnamese(over)}}, ceremony);
}

// R07. Source: 29-QĐ/TW (25/7/2016), 4.2: when the twelve months are over the cell considers within 30 working days;
// a late approval does not move the official day; after three votes without two thirds the superior is told.
base::Date consider_by(base::Date probation_end, const policy::Calendar& calendar, const Terms& terms) {
  return calendar.add_working_days(probation_end, terms.of("R07", "within", probation_end));
}

bool is_last_vote(int failed_before, base::Date on, const Terms& terms) {
  return failed_before + 1 >= terms.of("R07", "votes", on);
}

bool carries(std::int64_t in_favour, std::int64_t entitled) { return entitled > 0 && in_favour * 3 >= entitled * 2; }

base::Verdict may_consider(const ConsiderationFacts& facts, const policy::Calendar& calendar, const Terms& terms) {
  base::Verdict verdict;
  // "when the twelve months are over"
  if (facts.on < facts.probation_end)
    verdict &= no("R07", "members.considered_early", {{"day", base::to_vietnamese(facts.probation_end)}}, facts.on);
  // "within 30 working days": later only with the reason beside it.
  const base::Date last = consider_by(facts.probation_end, calendar, terms);
  if (facts.on > last && !facts.reasoned)
    verdict &= no("R07", "members.considered_late", last_day(facts.probation_end, last, calendar), facts.on);
  // "after three votes without two thirds the superior is told"
  if (facts.failed_votes >= terms.of("R07", "votes", facts.on))
    verdict &= no("R07", "members.three_votes_failed", {}, facts.on);
  return verdict;
}

// R08. Source: Điều lệ Đảng, Điều 5, khoản 4: party age runs from the day in the decision of admission.
// Example: a decision of 3/2/1986 gives 40 years on 3/2/2026, and 39 the day before.
int party_age(base::Date admitted_on, base::Date on) { return months_between(admitted_on, on) / 12; }

base::Verdict may_date_party_age(std::optional<base::Date> admitted_on, std::optional<base::Date> ceremony_on) {
  // "the day in the decision": the ceremony carries the decision out, so it cannot come first.
  if (!admitted_on || !ceremony_on || *admitted_on <= *ceremony_on) return base::Verdict::yes();
  return no("R08", "members.decision_after_ceremony",
            {{"admitted", base::to_vietnamese(*admitted_on)}, {"ceremony", base::to_vietnamese(*ceremony_on)}},
            *ceremony_on);
}

// R09. Source: 01-HD/TW (28/9/2021), 18: badges for 30, 40, 45 and so on to 90 years of party age, given on 3/2, 19/5,
// 2/9 and 7/11; for the gravely ill earlier, by at most 12 months (30 to 65) or 24 (70 to 90); posthumously by at
// most 12.
std::span<const int> badge_years() {
  static constexpr int years[] = {30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90};
  return years;
}

bool is_badge_day(base::Date on) {
  const auto c = base::calendar_day(on);
  return (c.month == 2 && c.day == 3) || (c.month == 5 && c.day == 19) || (c.month == 9 && c.day == 2) ||
         (c.month == 11 && c.day == 7);
}

base::Date next_badge_day(base::Date from) {
  while (!is_badge_day(from)) ++from.days;
  return from;
}

base::Verdict may_award(base::Date admitted_on, const Badge& badge, const Terms& terms) {
  const auto years = badge_years();
  // "30, 40, 45 and so on to 90"
  if (std::ranges::find(years, badge.years) == years.end())
    return no("R09", "members.badge_years", {{"years", std::to_string(badge.years)}}, badge.on);
  base::Verdict verdict;
  // "given on 3/2, 19/5, 2/9 and 7/11"; the gravely ill and the dead are not made to wait for the day.
  if (badge.manner == BadgeManner::due && !is_badge_day(badge.on))
    verdict &= no("R09", "members.badge_day", {{"day", base::to_vietnamese(badge.on)}}, badge.on);
  // "earlier, by at most 12 months (30 to 65) or 24 (70 to 90); posthumously by at most 12"
  const char* earliest = badge.manner == BadgeManner::posthumous ? "posthumous"
                         : badge.years >= 70                     ? "early_late"
                                                                 : "early";
  const int earlier = badge.manner == BadgeManner::due ? 0 : terms.of("R09", earliest, badge.on);
  const base::Date first = add_months(admitted_on, badge.years * 12 - earlier);
  if (badge.on < first)
    verdict &= no("R09", "members.badge_too_early",
                  {{"years", std::to_string(badge.years)}, {"day", base::to_vietnamese(first)}}, badge.on);
  return verdict;
}

// R10. Source: 294-QĐ/TW (26/5/2025, in force from 1/7/2025), 6.3.1: the transfer begins within 60 working days of the
// decision or the move; the papers are presented within 30 working days.
base::Date send_by(base::Date moved_on, const policy::Calendar& calendar, const Terms& terms) {
  return calendar.add_working_days(moved_on, terms.of("R10", "send_within", moved_on));
}
base::Date bring_by(base::Date sent_on, const policy::Calendar& calendar, const Terms& terms) {
  return calendar.add_working_days(sent_on, terms.of("R10", "bring_within", sent_on));
}

base::Verdict may_send(base::Date moved_on, base::Date sent_on, bool reasoned, const policy::Calendar& calendar,
                       const Terms& terms) {
  // "within 60 working days": later only with the reason beside it.
  const base::Date last = send_by(moved_on, calendar, terms);
  if (sent_on <= last || reasoned) return base::Verdict::yes();
  return no("R10", "members.sent_late", last_day(moved_on, last, calendar), sent_on);
}

base::Verdict may_accept(base::Date sent_on, base::Date accepted_on, bool reasoned, const policy::Calendar& calendar,
                         const Terms& terms) {
  // "within 30 working days": later only with the reason beside it.
  const base::Date last = bring_by(sent_on, calendar, terms);
  if (accepted_on <= last || reasoned) return base::Verdict::yes();
  return no("R10", "members.brought_late", last_day(sent_on, last, calendar), accepted_on);
}

// R11. Source: 232-QĐ/TW (20/1/2025), 6.3.2: temporarily for 3 to under 12 months, to study for 3 months to 2 years;
// full rights at home; at the host no vote, no candidacy, and not in the host's headcount.
base::Verdict may_be_away(base::Date from, base::Date until, bool study, const Terms& terms) {
  // "3 to under 12 months, to study for 3 months to 2 years"
  const bool long_enough = until >= add_months(from, terms.of("R11", "least", from));
  const bool short_enough = study ? until <= add_months(from, terms.of("R11", "most_study", from))
                                  : until < add_months(from, terms.of("R11", "below", from));
  if (long_enough && short_enough) return base::Verdict::yes();
  return no("R11", study ? "members.study_length" : "members.away_length", {}, from);
}

base::Verdict may_vote_at(bool at_home, std::string_view unit_name, base::Date on) {
  // "full rights at home; at the host no vote"
  if (at_home) return base::Verdict::yes();
  return no("R11", "members.no_vote_at_host", {{"unit", std::string(unit_name)}}, on);
}

// R14. Source: 294-QĐ/TW (26/5/2025, in force from 1/7/2025), 3.5.1: at least 36 months outside, once only, with the
// written consent of the provincial standing committee.
base::Verdict may_readmit(const ReadmissionFacts& facts, const Terms& terms) {
  base::Verdict verdict;
  // "at least 36 months outside"
  const base::Date first = add_months(facts.left_on, terms.of("R14", "outside", facts.applied_on));
  if (facts.applied_on < first)
    verdict &= no("R14", "members.readmitted_too_early", {{"day", base::to_vietnamese(first)}}, facts.applied_on);
  // "once only"
  if (facts.memberships > 1) verdict &= no("R14", "members.readmitted_before", {}, facts.applied_on);
  // "with the written consent"
  if (!facts.consent) verdict &= no("R14", "members.consent_needed", {}, facts.applied_on);
  return verdict;
}

}  // namespace members
