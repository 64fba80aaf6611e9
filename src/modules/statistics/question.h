#pragma once
// A query that is understood: checked against the tree of a picture, its days in steps. Pure. Not a face.

#include "modules/statistics/measures.h"
#include "modules/statistics/picture.h"

namespace statistics {

struct Axis {
  enum class What { unit, kind, trait, time } what = What::trait;
  std::string name;  // as asked
  Trait trait{};
};

struct Question {
  const About* about = nullptr;
  std::uint32_t unit = 0;  // of the shape
  Division division;
  std::vector<Axis> axes;
  std::vector<base::Date> points;  // of a state: one or more days; of a period: its bounds, two or more
  Mode mode{};
  base::Date structure_on;                // restated and planned
  std::shared_ptr<const DatedTree> tree;  // that is restated: the picture's own, or the plan's
};

// A plan's tree, and the day on which it takes effect.
struct PlannedTree {
  std::shared_ptr<const DatedTree> tree;
  base::Date on;
};

// Errors: invalid, at the field: "statistics.day_missing" {measure}, "statistics.period_missing" {measure},
// "statistics.period_reversed", "statistics.dimension_unknown" {dimension}, "statistics.dimension_unfit" {dimension,
// measure}, "statistics.dimension_twice" {dimension}, "statistics.divided_twice", "statistics.series_missing",
// "statistics.series_long" {max}, "statistics.time_missing", "statistics.structure_day_missing"; not_found
// "statistics.unit_elsewhere" {unit, day}, "tree.unit_unknown" {code}.
Question understand(const Query& query, const Picture& picture, const std::optional<PlannedTree>& planned);

// The days that part a series: `from`, the beginning of every step after it, and `to`.
std::vector<base::Date> steps_of(const QuerySeries& series);
// The same day so many months later, or earlier; the last of a shorter month.
base::Date months_after(base::Date date, int months);
// Errors: invalid "statistics.period_ends_only" where the day ends no month.
void require_period_end(base::Date date, const char* field);

}  // namespace statistics
