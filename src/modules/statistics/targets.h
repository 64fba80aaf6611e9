#pragma once
// Targets of a unit for a year, cascaded to the units below it: what was given, what is still unallocated, what was
// changed late, what was reached by which counting rule, with the figures of quality beside those of quantity. Every
// figure is an answer of Statistics, so whoever may not see one there does not see it here. Thread-safe. Tables:
// statistics_target. Part of the face.

#include "base/actor.h"
#include "modules/statistics/records.h"
#include "modules/tree/tree.h"

namespace platform {
class Clock;
}
namespace identity {
class Access;
}
namespace audit {
class Audit;
}

namespace statistics {

class Statistics;

// growth_rate in per cent of the denominator, the others in people.
BOOST_DEFINE_ENUM_CLASS(TargetMeasure, growth_rate, admissions, admissions_student, admissions_non_state_worker)
// What a growth is divided by; mean: of opening and closing strength.
BOOST_DEFINE_ENUM_CLASS(Denominator, opening, closing, mean)

struct TargetEdit {
  double value = 0;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(TargetEdit, (), (value, reason))

struct TargetVersion {
  std::int64_t version = 0;
  double value = 0;
  std::string reason;
  bool local = false;  // set by the unit itself, not from above
  bool late = false;   // changed after its year had begun
  base::Date set_on;
  std::string set_by;
};
BOOST_DESCRIBE_STRUCT(TargetVersion, (), (version, value, reason, local, late, set_on, set_by))

struct TargetItem {
  std::string unit_code, unit_name;
  std::optional<double> value;  // the unit's own, or the growth rate of the unit above it
  bool inherited = false;
  std::optional<TargetVersion> own;
  std::optional<double> actual;  // up to the end of the last whole month; empty where withheld
  std::optional<bool> reached;
  // Quality beside quantity.
  std::optional<std::int64_t> dropouts_in_probation, ends_within_24_months, admissions_late_in_period;
};
BOOST_DESCRIBE_STRUCT(TargetItem, (),
                      (unit_code, unit_name, value, inherited, own, actual, reached, dropouts_in_probation,
                       ends_within_24_months, admissions_late_in_period))

struct TargetPage {
  TargetMeasure measure{};
  std::int64_t year = 0;
  Denominator denominator{};
  std::optional<base::Date> counted_to;  // the first day that is not counted; empty before the year
  TargetItem unit;
  std::vector<TargetItem> below;
  std::optional<double> allocated, unallocated;  // of people; a rate is not shared out
  std::int64_t reached = 0, judged = 0;          // "34 of 67": of the units below that have a target and a figure
};
BOOST_DESCRIBE_STRUCT(TargetPage, (),
                      (measure, year, denominator, counted_to, unit, below, allocated, unallocated, reached, judged))

// What is needed each year for a number of members on a day, beside what the last three whole years gave.
struct Feasibility {
  base::Date on, by;
  std::int64_t goal = 0;
  std::optional<std::int64_t> members;
  double years = 0;
  std::optional<double> needed_a_year, needed_rate;               // net growth; the rate in per cent, compounded
  std::optional<double> admissions_a_year, leavers_a_year;        // of the last three whole years, on average
  std::optional<double> needed_admissions_a_year, times_as_many;  // with leavers as they were
};
BOOST_DESCRIBE_STRUCT(Feasibility, (),
                      (on, by, goal, members, years, needed_a_year, needed_rate, admissions_a_year, leavers_a_year,
                       needed_admissions_a_year, times_as_many))

class Targets {
 public:
  Targets(platform::Database& database, const tree::Tree& tree, const identity::Access& access, audit::Audit& audit,
          const platform::Clock& clock, Statistics& statistics);
  // Errors: as Statistics::query; invalid "statistics.year" at the field.
  TargetPage get_targets(const base::Actor& actor, const std::string& unit, int year, TargetMeasure measure,
                         Denominator denominator);
  std::vector<TargetVersion> list_versions(const base::Actor& actor, const std::string& unit, int year,
                                           TargetMeasure measure);
  // seen: the version that the caller saw, 0 for none. Errors: invalid "statistics.target_value",
  // "statistics.reason_needed", "statistics.year"; conflict "statistics.target_changed".
  TargetVersion set_target(const base::Actor& actor, const std::string& unit, int year, TargetMeasure measure,
                           const TargetEdit& edit, std::int64_t seen);
  // Errors: invalid "statistics.goal", "statistics.goal_passed" at their fields.
  Feasibility assess(const base::Actor& actor, const std::string& unit, std::int64_t goal, base::Date by);
  // Whether a unit reached its own growth rate of a whole year, in the structure of a day; nothing where it has none or
  // its strengths are withheld. Errors: as Statistics::query.
  std::optional<bool> has_grown(const base::Actor& actor, const std::string& unit, int year, base::Date structure_on);
  // The rows of a query for target or target_reached: the growth rate of a year, of the opening strength. Errors: as
  // get_targets; invalid "statistics.target_year", "statistics.target_structure".
  base::Json rows(const base::Actor& actor, const Query& query);

 private:
  tree::UnitId access_unit(platform::Transaction& tx, const base::Actor& actor, const std::string& code) const;
  void fill_actuals(const base::Actor& actor, TargetPage& page) const;

  platform::Database& database_;
  const tree::Tree& tree_;
  const identity::Access& access_;
  audit::Audit& audit_;
  const platform::Clock& clock_;
  Statistics& statistics_;
};

}  // namespace statistics

template <>
struct base::labels<statistics::TargetEdit> {
  static constexpr FieldLabel list[] = {{"value", "Chỉ tiêu", "Target", required},
                                        {"reason", "Lý do", "Reason", plain, 500}};
};
template <>
struct base::labels<statistics::TargetVersion> {
  static constexpr FieldLabel list[] = {{"version", "Phiên bản", "Version", readonly},
                                        {"value", "Chỉ tiêu", "Target", readonly},
                                        {"reason", "Lý do", "Reason", readonly},
                                        {"local", "Đơn vị tự đặt", "Set by the unit itself", readonly},
                                        {"late", "Đổi khi năm đã bắt đầu", "Changed after the year began", readonly},
                                        {"set_on", "Ngày đặt", "Set on", readonly},
                                        {"set_by", "Người đặt", "Set by", readonly}};
};
template <>
struct base::labels<statistics::TargetItem> {
  static constexpr FieldLabel list[] = {
      {"unit_code", "Mã đơn vị", "Unit", readonly},
      {"unit_name", "Đơn vị", "Name", readonly},
      {"value", "Chỉ tiêu", "Target", readonly},
      {"inherited", "Theo chỉ tiêu cấp trên", "From above", readonly},
      {"own", "Chỉ tiêu riêng", "Own target", readonly},
      {"actual", "Thực hiện", "Actual", readonly},
      {"reached", "Đạt", "Reached", readonly},
      {"dropouts_in_probation", "Thôi khi còn dự bị", "Drop-outs in probation", readonly},
      {"ends_within_24_months", "Thôi trước 24 tháng", "Ends within 24 months", readonly},
      {"admissions_late_in_period", "Kết nạp 14 ngày cuối kỳ", "Admissions late in the period", readonly}};
};
template <>
struct base::labels<statistics::TargetPage> {
  static constexpr FieldLabel list[] = {{"measure", "Chỉ số", "Measure", readonly},
                                        {"year", "Năm", "Year", readonly},
                                        {"denominator", "Mẫu số", "Denominator", readonly},
                                        {"counted_to", "Tính đến trước ngày", "Counted to, exclusive", readonly},
                                        {"unit", "Đơn vị", "Unit", readonly},
                                        {"below", "Đơn vị trực thuộc", "Units below", readonly},
                                        {"allocated", "Đã phân bổ", "Allocated", readonly},
                                        {"unallocated", "Chưa phân bổ", "Unallocated", readonly},
                                        {"reached", "Số đơn vị đạt", "Reached", readonly},
                                        {"judged", "Số đơn vị được xét", "Judged", readonly}};
};
template <>
struct base::labels<statistics::Feasibility> {
  static constexpr FieldLabel list[] = {
      {"on", "Tính ở ngày", "On", readonly},
      {"by", "Đến ngày", "By", readonly},
      {"goal", "Mục tiêu", "Goal", readonly},
      {"members", "Số đảng viên", "Members", readonly},
      {"years", "Số năm còn lại", "Years left", readonly},
      {"needed_a_year", "Tăng cần có mỗi năm", "Net growth needed a year", readonly},
      {"needed_rate", "Tỷ lệ tăng cần có (%)", "Growth rate needed (%)", readonly},
      {"admissions_a_year", "Kết nạp bình quân năm", "Admissions a year", readonly},
      {"leavers_a_year", "Giảm bình quân năm", "Leavers a year", readonly},
      {"needed_admissions_a_year", "Kết nạp cần có mỗi năm", "Admissions needed a year", readonly},
      {"times_as_many", "Gấp mấy lần hiện nay", "Times as many as now", readonly}};
};
static_assert(base::complete<statistics::TargetVersion>() && base::complete<statistics::TargetItem>() &&
              base::complete<statistics::TargetPage>() && base::complete<statistics::Feasibility>());
