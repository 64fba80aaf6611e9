#pragma once
// What a query is, as it comes in and as its definitions go out (CONTRACTS, Statistics query). Part of the face.

#include <optional>
#include <string>
#include <vector>

#include "base/record.h"

namespace statistics {

BOOST_DEFINE_ENUM_CLASS(Measure, members, admissions, recognitions, leavers, transfers_in, transfers_out,
                        reorganised_in, reorganised_out, opening, closing, growth_rate, units, dropouts_in_probation,
                        admissions_late_in_period, ends_within_24_months, target, target_reached)
BOOST_DEFINE_ENUM_CLASS(Step, month, quarter, half_year, year, term)
BOOST_DEFINE_ENUM_CLASS(Mode, as_was, restated, planned)

struct QueryPeriod {
  base::Date from, to;
};
BOOST_DESCRIBE_STRUCT(QueryPeriod, (), (from, to))

struct QuerySeries {
  base::Date from, to;
  Step step{};
};
BOOST_DESCRIBE_STRUCT(QuerySeries, (), (from, to, step))

struct QueryStructure {
  Mode mode{};
  std::optional<base::Date> on;
  std::optional<std::string> plan;
};
BOOST_DESCRIBE_STRUCT(QueryStructure, (), (mode, on, plan))

struct Query {
  Measure measure{};
  std::string unit;
  std::vector<std::string> by;
  std::optional<base::Date> on;
  std::optional<QueryPeriod> period;
  std::optional<QuerySeries> series;
  std::optional<QueryStructure> structure;  // as it was
};
BOOST_DESCRIBE_STRUCT(Query, (), (measure, unit, by, on, period, series, structure))

// What a measure counts, in words that do not change without a new version.
struct Definition {
  std::string name;
  int version = 1;
  std::string title, definition;
};
BOOST_DESCRIBE_STRUCT(Definition, (), (name, version, title, definition))

}  // namespace statistics

template <>
struct base::labels<statistics::QueryPeriod> {
  static constexpr FieldLabel list[] = {{"from", "Từ ngày", "From", required},
                                        {"to", "Đến trước ngày", "To, exclusive", required}};
};
template <>
struct base::labels<statistics::QuerySeries> {
  static constexpr FieldLabel list[] = {{"from", "Từ ngày", "From", required},
                                        {"to", "Đến trước ngày", "To, exclusive", required},
                                        {"step", "Bước", "Step", required}};
};
template <>
struct base::labels<statistics::QueryStructure> {
  static constexpr FieldLabel list[] = {{"mode", "Cơ cấu tổ chức", "Structure", required},
                                        {"on", "Của ngày", "Of the day"},
                                        {"plan", "Của phương án", "Of the plan", plain, 60}};
};
template <>
struct base::labels<statistics::Query> {
  static constexpr FieldLabel list[] = {{"measure", "Chỉ số", "Measure", required},
                                        {"unit", "Mã đơn vị", "Unit", required, 40},
                                        {"by", "Chia theo", "By", plain, 60},
                                        {"on", "Vào ngày", "On"},
                                        {"period", "Trong kỳ", "Period"},
                                        {"series", "Chuỗi thời gian", "Series"},
                                        {"structure", "Cơ cấu tổ chức", "Structure"}};
};
template <>
struct base::labels<statistics::Definition> {
  static constexpr FieldLabel list[] = {{"name", "Chỉ số", "Measure", readonly},
                                        {"version", "Phiên bản", "Version", readonly},
                                        {"title", "Tên", "Title", readonly},
                                        {"definition", "Đếm gì", "What it counts", readonly}};
};
static_assert(base::complete<statistics::Query>() && base::complete<statistics::Definition>());
