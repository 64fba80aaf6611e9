#pragma once
// What a reorganisation was good for: a committed plan's units half a year, a year and two years later beside the day
// before it, all in the structure of its day, so that the same people are compared. Plain data. Part of the face.

#include "base/record.h"

namespace statistics {

struct SheetPoint {
  std::int64_t months = 0;  // after the plan; 0: the day before it
  base::Date on;            // the last day that counts
  bool due = false;         // else it lies in the future
};
BOOST_DESCRIBE_STRUCT(SheetPoint, (), (months, on, due))

struct SheetCell {
  std::optional<std::int64_t> value;  // empty: not due yet, withheld, or nothing to count
  bool withheld = false;
};
BOOST_DESCRIBE_STRUCT(SheetCell, (), (value, withheld))

struct SheetRow {
  std::string key, title;
  bool half_year = false;  // what happened in the six months up to the point; else the state on its day
  std::vector<SheetCell> cells;
};
BOOST_DESCRIBE_STRUCT(SheetRow, (), (key, title, half_year, cells))

struct Sheet {
  std::string plan, title;
  base::Date effective_on;
  std::vector<std::string> before, after;  // names of the units that the plan's steps took, and of those in their place
  std::vector<SheetPoint> points;
  std::vector<SheetRow> rows;
  std::string sentence;
  std::int64_t plan_version = 0, members_version = 0, tree_version = 0;
  std::string as_at;
};
BOOST_DESCRIBE_STRUCT(Sheet, (),
                      (plan, title, effective_on, before, after, points, rows, sentence, plan_version, members_version,
                       tree_version, as_at))

}  // namespace statistics

template <>
struct base::labels<statistics::SheetPoint> {
  static constexpr FieldLabel list[] = {{"months", "Số tháng sau sắp xếp", "Months after", readonly},
                                        {"on", "Ngày", "Day", readonly},
                                        {"due", "Đã đến", "Due", readonly}};
};
template <>
struct base::labels<statistics::SheetCell> {
  static constexpr FieldLabel list[] = {{"value", "Số", "Value", readonly},
                                        {"withheld", "Giữ lại", "Withheld", readonly}};
};
template <>
struct base::labels<statistics::SheetRow> {
  static constexpr FieldLabel list[] = {
      {"key", "Mã", "Key", readonly},
      {"title", "Chỉ số", "Measure", readonly},
      {"half_year", "Trong sáu tháng đến mốc", "In the half-year up to the point", readonly},
      {"cells", "Số liệu", "Figures", readonly}};
};
template <>
struct base::labels<statistics::Sheet> {
  static constexpr FieldLabel list[] = {{"plan", "Phương án", "Plan", readonly},
                                        {"title", "Tên phương án", "Title", readonly},
                                        {"effective_on", "Có hiệu lực từ", "Effective on", readonly},
                                        {"before", "Đơn vị trước sắp xếp", "Units before", readonly},
                                        {"after", "Đơn vị sau sắp xếp", "Units after", readonly},
                                        {"points", "Mốc", "Points", readonly},
                                        {"rows", "Dòng", "Rows", readonly},
                                        {"sentence", "Diễn giải", "In words", readonly},
                                        {"plan_version", "Phiên bản phương án", "Version of the plan", readonly},
                                        {"members_version", "Phiên bản đảng viên", "Version of the members", readonly},
                                        {"tree_version", "Phiên bản cơ cấu", "Version of the tree", readonly},
                                        {"as_at", "Tính lúc", "Counted at", readonly}};
};
static_assert(base::complete<statistics::Sheet>() && base::complete<statistics::SheetRow>() &&
              base::complete<statistics::SheetCell>() && base::complete<statistics::SheetPoint>());
