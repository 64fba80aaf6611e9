#pragma once
// What the register of rules gives out and takes in: a rule with its parameters, its stories and the state of its
// source; a year of the calendar. Plain records, described once. Part of the face.

#include "base/record.h"
#include "modules/policy/calendar.h"

namespace policy {

BOOST_DEFINE_ENUM_CLASS(SourceStatus, in_force, partly_amended, not_yet, ended, unknown)

// What was set for a parameter, from a day on. The default has nobody and no time.
struct ParameterValue {
  base::Date from;
  std::int64_t value = 0;
  std::string set_by;
  std::int64_t set_at = 0;  // Units: microseconds UTC
};
BOOST_DESCRIBE_STRUCT(ParameterValue, (), (from, value, set_by, set_at))

struct ParameterView {
  std::string key, title, unit;
  std::int64_t value = 0;  // on the day asked
  std::int64_t default_value = 0;
  std::vector<ParameterValue> set;  // what was set here, in order
  std::int64_t version = 0;         // how often it was set
};
BOOST_DESCRIBE_STRUCT(ParameterView, (), (key, title, unit, value, default_value, set, version))

struct ParameterEdit {
  std::int64_t value = 0;
  base::Date from;
};
BOOST_DESCRIBE_STRUCT(ParameterEdit, (), (value, from))

// A scenario that the rule is tested with, in the words of the scenario language.
struct Story {
  std::string name, text;
};
BOOST_DESCRIBE_STRUCT(Story, (), (name, text))

// A rule as it is shown: with the state of its source on the day asked.
struct RuleView {
  std::string id, module, title, checks, stops, document, provision, sentence;
  base::Date from;
  std::optional<base::Date> to;
  bool applies = false;  // on the day asked
  SourceStatus source_status{};
  bool stale = false;  // applies, but its source is no longer in force
  std::vector<ParameterView> parameters{};
  std::vector<Story> stories{};
};
BOOST_DESCRIBE_STRUCT(RuleView, (),
                      (id, module, title, checks, stops, document, provision, sentence, from, to, applies,
                       source_status, stale, parameters, stories))

struct RuleList {
  std::vector<RuleView> items;
};
BOOST_DESCRIBE_STRUCT(RuleList, (), (items))

struct CalendarEdit {
  bool announced = true;
  std::string source;
  std::vector<SpecialDay> days;
};
BOOST_DESCRIBE_STRUCT(CalendarEdit, (), (announced, source, days))

}  // namespace policy

template <>
struct base::labels<policy::ParameterValue> {
  static constexpr FieldLabel list[] = {{"from", "Từ ngày", "From", readonly},
                                        {"value", "Giá trị", "Value", readonly},
                                        {"set_by", "Người đặt", "Set by", readonly},
                                        {"set_at", "Đặt lúc", "Set at", readonly}};
};
template <>
struct base::labels<policy::ParameterView> {
  static constexpr FieldLabel list[] = {{"key", "Khóa", "Key", readonly},
                                        {"title", "Tham số", "Parameter", readonly},
                                        {"unit", "Đơn vị tính", "Unit", readonly},
                                        {"value", "Giá trị", "Value", readonly},
                                        {"default_value", "Mặc định", "Default", readonly},
                                        {"set", "Đã đặt", "What was set", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<policy::ParameterEdit> {
  static constexpr FieldLabel list[] = {{"value", "Giá trị", "Value", required}, {"from", "Từ ngày", "From", required}};
};
template <>
struct base::labels<policy::Story> {
  static constexpr FieldLabel list[] = {{"name", "Tên", "Name", readonly}, {"text", "Kịch bản", "Story", readonly}};
};
template <>
struct base::labels<policy::RuleView> {
  static constexpr FieldLabel list[] = {{"id", "Quy tắc", "Rule", readonly},
                                        {"module", "Phân hệ", "Module", readonly},
                                        {"title", "Tên", "Title", readonly},
                                        {"checks", "Kiểm tra điều gì", "What it checks", readonly},
                                        {"stops", "Dừng việc gì của ai", "Whom it stops", readonly},
                                        {"document", "Văn bản nguồn", "Source", readonly},
                                        {"provision", "Điều khoản", "Provision", readonly},
                                        {"sentence", "Câu báo", "Sentence", readonly},
                                        {"from", "Áp dụng từ", "From", readonly},
                                        {"to", "Đến", "To", readonly},
                                        {"applies", "Đang áp dụng", "Applies", readonly},
                                        {"source_status", "Hiệu lực của nguồn", "Source status", readonly},
                                        {"stale", "Cần xem lại", "Stale", readonly},
                                        {"parameters", "Tham số", "Parameters", readonly},
                                        {"stories", "Kịch bản kiểm tra", "Stories", readonly}};
};
template <>
struct base::labels<policy::RuleList> {
  static constexpr FieldLabel list[] = {{"items", "Các quy tắc", "Rules", readonly}};
};
template <>
struct base::labels<policy::CalendarEdit> {
  static constexpr FieldLabel list[] = {{"announced", "Đã có thông báo", "Announced", required},
                                        {"source", "Căn cứ", "Source", required, 500},
                                        {"days", "Các ngày", "Days", required}};
};
static_assert(base::complete<policy::RuleView>() && base::complete<policy::ParameterView>() &&
              base::complete<policy::ParameterValue>() && base::complete<policy::ParameterEdit>() &&
              base::complete<policy::Story>() && base::complete<policy::CalendarEdit>());
