#include "modules/members/members_rules.h"

#include <algorithm>

namespace members {
namespace {

base::Date rule_day(int year, int month, int day) { return base::make_date(year, month, day).value(); }

// "Điều lệ Đảng, Điều 5"; "" on a day when the rule does not hold.
std::string citation_of(std::string_view id, base::Date on) {
  for (const auto& rule : rules())
    if (rule.id == id && base::Interval{rule.from, rule.to}.contains(on))
      return rule.document.substr(0, rule.document.find('@')) + ", " + rule.provision;
  return {};
}

base::Verdict no(const char* rule, const char* key, base::Parameters parameters, base::Date on) {
  std::string citation = citation_of(rule, on);
  if (citation.empty()) return base::Verdict::yes();
  return base::Verdict::no({rule, key, std::move(parameters), std::move(citation)});
}

}  // namespace

std::span<const policy::Rule> rules() {
  static const std::vector<policy::Rule> all{
      {"R06", "members", "Thời gian dự bị 12 tháng",
       "Đảng viên dự bị được xét công nhận chính thức khi đủ 12 tháng từ ngày lễ kết nạp.", "Điều lệ Đảng@2011-01-19",
       "Điều 5", "members.probation_running", rule_day(2011, 1, 19), std::nullopt},
      {"R08", "members", "Tuổi đảng tính từ ngày quyết định kết nạp",
       "Tuổi đảng tính từ ngày ghi trong quyết định kết nạp; ngày ấy không sau ngày lễ kết nạp.",
       "Điều lệ Đảng@2011-01-19", "Điều 5, khoản 4", "members.decision_after_ceremony", rule_day(2011, 1, 19),
       std::nullopt}};
  return all;
}

base::Date add_months(base::Date day, int months) {
  const auto c = base::calendar_day(day);
  const int month = c.year * 12 + c.month - 1 + months, year = month / 12, of_year = month % 12 + 1;
  for (int d = c.day; d > 27; --d)
    if (const auto found = base::make_date(year, of_year, d)) return *found;
  return base::make_date(year, of_year, std::min(c.day, 27)).value_or(day);
}

int months_between(base::Date from, base::Date to) {
  const auto a = base::calendar_day(from), b = base::calendar_day(to);
  const int months = (b.year - a.year) * 12 + b.month - a.month;
  return add_months(from, months) > to ? months - 1 : months;
}

// R06. Source: Điều lệ Đảng, Điều 5: probation lasts twelve months from the day of the ceremony.
// Example: a ceremony on 19/5/2024 ends probation on 19/5/2025; one on 29/2/2024 on 28/2/2025.
base::Date probation_end(base::Date ceremony) { return add_months(ceremony, 12); }

base::Verdict may_recognise(base::Date ceremony, base::Date official_on) {
  // "twelve months": recognised no earlier. AD-HOC: ceremonies before the Charter of 2011 are not judged; other lengths
  // of probation held in earlier times.
  if (official_on >= probation_end(ceremony)) return base::Verdict::yes();
  return no("R06", "members.probation_running", {{"day", base::to_vietnamese(probation_end(ceremony))}}, ceremony);
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

}  // namespace members
