#include "modules/reviews/reviews_rules.h"

#include "modules/reviews/words.h"

namespace reviews {
namespace {

base::Date rule_day(int year, int month, int day) { return base::make_date(year, month, day).value(); }

Reason reason(Criterion criterion, const char* rule, const char* key, const base::Parameters& parameters, base::Date on,
              base::Language language) {
  return {criterion, rule, base::sentence(key, parameters, language), policy::citation_of(rules(), rule, on)};
}

}  // namespace

std::span<const policy::Rule> rules() {
  static const std::vector<policy::Rule> all{
      {"W01",
       "reviews",
       "Chi bộ ít đảng viên chính thức",
       "Chi bộ có ít đảng viên chính thức hơn số tối thiểu để lập chi bộ thì vào danh sách tổ chức yếu kém.",
       "Điều lệ Đảng@2011-01-19",
       "Điều 21",
       "reviews.few_official",
       rule_day(2011, 1, 19),
       std::nullopt,
       "Không dừng việc gì; chỉ đưa chi bộ vào danh sách cần củng cố.",
       {{"least_official", "Số đảng viên chính thức tối thiểu", "đảng viên", 3, 1, 30}}},
      {"W02",
       "reviews",
       "Lâu không kết nạp đảng viên",
       "Chi bộ, tổ chức cơ sở đảng đã lập đủ lâu, có đủ số đảng viên, mà nhiều tháng liền không kết nạp được ai.",
       "21-NQ/TW@2022-06-16",
       "",
       "reviews.no_admission",
       rule_day(2022, 6, 16),
       std::nullopt,
       "Không dừng việc gì; chỉ đưa tổ chức vào danh sách cần củng cố.",
       {{"months", "Số tháng không kết nạp", "tháng", 24, 6, 120},
        {"members", "Xét tổ chức có từ", "đảng viên", 10, 1, 1000}}},
      {"W03",
       "reviews",
       "Nhiều người hết dự bị không được công nhận",
       "Trong kỳ xét, phần lớn người hết thời gian dự bị của tổ chức ra khỏi Đảng mà không được công nhận chính thức.",
       "21-NQ/TW@2022-06-16",
       "",
       "reviews.lost_probation",
       rule_day(2022, 6, 16),
       std::nullopt,
       "Không dừng việc gì; chỉ đưa tổ chức vào danh sách cần củng cố.",
       {{"months", "Kỳ xét", "tháng", 24, 6, 120},
        {"ended", "Xét khi có từ", "người hết dự bị", 3, 1, 100},
        {"share", "Tỷ lệ không được công nhận từ", "%", 30, 1, 100}}}};
  return all;
}

Criteria criteria_of(platform::Transaction& tx, const policy::Policy& policy, base::Date on) {
  Criteria c;
  c.on = on;
  const auto value = [&](const char* rule, const char* key) { return policy.value_of(tx, rule, key, on); };
  c.few_official = policy.find_rule("W01", on) != nullptr;
  c.no_admission = policy.find_rule("W02", on) != nullptr;
  c.lost_probation = policy.find_rule("W03", on) != nullptr;
  c.least_official = value("W01", "least_official");
  c.admission_months = value("W02", "months");
  c.admission_members = value("W02", "members");
  c.probation_months = value("W03", "months");
  c.probation_ended = value("W03", "ended");
  c.probation_share = value("W03", "share");
  c.admitted_from = base::add_months(on, -int(c.admission_months));
  c.ended_from = base::add_months(on, -int(c.probation_months));
  return c;
}

unsigned marks_of(const Facts& facts, const Criteria& c) {
  unsigned marks = 0;
  const auto& f = facts.figures;
  // W01. Source: Điều lệ Đảng, Điều 21: an organisation is set up where there are three official members or more. [R]:
  // the number is a parameter. A cell of which the register never knew anybody is not judged by it.
  // Example: a cell of four, two of them probationary, has two official members and is listed.
  if (c.few_official && facts.is_cell && facts.had_members && f.officials < c.least_official)
    marks |= bit(Criterion::few_official);
  // W02. Source: 21-NQ/TW (16/6/2022), which asks every organisation to admit. [R]: months and size are parameters. One
  // that was set up within those months is not judged by it.
  // Example: 12 members on 22/11/2026 and nobody admitted from 22/11/2024 on: listed.
  if (c.no_admission && facts.since <= c.admitted_from && f.members >= c.admission_members && f.admissions == 0)
    marks |= bit(Criterion::no_admission);
  // W03. Source: 21-NQ/TW (16/6/2022), quality beside quantity. [R]: months, number and share are parameters. Whoever
  // died is not counted.
  // Example: of five probations that ended, two without recognition: 40 %, which is 30 % or more: listed.
  if (c.lost_probation && f.probations_ended >= c.probation_ended &&
      f.probations_lost * 100 >= f.probations_ended * c.probation_share && f.probations_lost > 0)
    marks |= bit(Criterion::lost_probation);
  return marks;
}

std::vector<Reason> reasons_of(unsigned marks, const Facts& facts, const Criteria& c, base::Language language) {
  std::vector<Reason> out;
  const auto& f = facts.figures;
  const auto add = [&](Criterion criterion, const char* rule, const char* key, const base::Parameters& parameters) {
    if (marks & bit(criterion)) out.push_back(reason(criterion, rule, key, parameters, c.on, language));
  };
  add(Criterion::few_official, "W01", "reviews.few_official",
      {{"officials", std::to_string(f.officials)}, {"least", std::to_string(c.least_official)}});
  add(Criterion::no_admission, "W02", "reviews.no_admission",
      {{"members", std::to_string(f.members)}, {"from", base::to_vietnamese(c.admitted_from)}});
  add(Criterion::lost_probation, "W03", "reviews.lost_probation",
      {{"lost", std::to_string(f.probations_lost)},
       {"ended", std::to_string(f.probations_ended)},
       {"from", base::to_vietnamese(c.ended_from)}});
  return out;
}

Reason reason_of(Ground ground, const std::string& document, base::Date decided_on, base::Language language) {
  return {Criterion::judged, "",
          base::sentence("reviews.judged_weak",
                         {{"ground", words_of(ground, language)}, {"day", base::to_vietnamese(decided_on)}}, language),
          document};
}

}  // namespace reviews
