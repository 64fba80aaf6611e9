#include "modules/statistics/answer.h"

#include <algorithm>

namespace statistics {
namespace {

constexpr std::size_t most_rows = 500'000;
constexpr std::int64_t smallest_group = 5;  // is_small()

Perimeter perimeter_of(const Question& q, const Picture& picture, const Restated* restated) {
  if (restated) return as_restated(*picture.tree, *q.tree, *restated, q.unit, q.division, day_of(q.structure_on));
  const bool on_days = q.about->kind == Kind::state || q.about->kind == Kind::units;
  const Day from = day_of(q.points.front());
  return as_was(*q.tree, q.unit, q.division, on_days ? from : before(from),
                on_days ? day_of(q.points.back()) : before(day_of(q.points.back())));
}

// Days that are counted, of each time of the answer.
std::vector<Times> times_of(const Question& q) {
  Times all;
  for (const auto p : q.points) all.points.push_back(day_of(p));
  if (q.about->kind == Kind::edge || q.about->kind == Kind::ratio) {
    Times opening, closing;
    for (std::size_t i = 0; i + 1 < all.points.size(); ++i) {
      opening.points.push_back(before(all.points[i]));
      closing.points.push_back(before(all.points[i + 1]));
    }
    if (q.about->measure == Measure::opening) return {opening};
    if (q.about->measure == Measure::closing) return {closing};
    return {closing, opening};
  }
  return {all};
}

std::vector<std::int64_t> count(const Question& q, const Picture& picture, const Perimeter& perimeter,
                                std::span<const Trait> traits, const Times& times, bool restated) {
  if (q.about->kind == Kind::units) {
    const auto is_kind = [](const Axis& axis) { return axis.what == Axis::What::kind; };
    const std::size_t kinds = std::any_of(q.axes.begin(), q.axes.end(), is_kind) ? unit_kinds : 1;
    std::vector<std::int64_t> out(perimeter.units.size() * kinds * times.points.size());
    for (std::size_t t = 0; t < times.points.size(); ++t) {
      const auto one = restated ? perimeter.unit_counts : count_units(*q.tree, perimeter, times.points[t]);
      for (std::size_t i = 0; i < one.size(); ++i)
        out[(i / unit_kinds * kinds + (kinds > 1 ? i % unit_kinds : 0)) * times.points.size() + t] += one[i];
    }
    return out;
  }
  if (q.about->measure != Measure::admissions_late_in_period)
    return tally(picture, perimeter, q.about->count, traits, times);
  std::vector<std::int64_t> out;
  const std::size_t stretches = times.points.size() - 1;
  for (std::size_t t = 0; t < stretches; ++t) {
    const Day to = times.points[t + 1], last = Day(std::max(int(times.points[t]), int(to) - 14));
    const auto one = tally(picture, perimeter, q.about->count, traits, {{last, to}});
    out.resize(one.size() * stretches);
    for (std::size_t i = 0; i < one.size(); ++i) out[i * stretches + t] = one[i];
  }
  return out;
}

// From units · traits · time, as they are counted, to the order in which they are asked.
struct Order {
  std::vector<std::size_t> sizes, strides;  // of the asked axes
  std::size_t rows = 1;

  Order(const Question& q, std::size_t units, std::span<const std::size_t> traits, std::size_t times) {
    std::size_t stride = times;
    std::vector<std::size_t> of_traits(traits.size());
    for (auto i = traits.size(); i-- > 0;) {
      of_traits[i] = stride;
      stride *= traits[i];
    }
    std::size_t at = 0;
    for (const auto& axis : q.axes) {
      const bool unit = axis.what == Axis::What::unit, time = axis.what == Axis::What::time;
      sizes.push_back(unit ? units : time ? times : traits[at]);
      strides.push_back(unit ? stride : time ? 1 : of_traits[at]);
      if (!unit && !time) ++at;
      rows *= sizes.back();
    }
  }
  std::size_t source(std::size_t row) const {
    std::size_t out = 0;
    for (auto i = sizes.size(); i-- > 0;) {
      out += row % sizes[i] * strides[i];
      row /= sizes[i];
    }
    return out;
  }
};

// Values that are listed only where somebody has them: what is unknown, and what is below none of the units.
void drop_empty(Table& table, std::span<const std::vector<char>> droppable) {
  for (std::size_t a = 0; a < table.values.size(); ++a) {
    auto& values = table.values[a];
    std::size_t inner = 1;
    for (std::size_t i = a + 1; i < table.values.size(); ++i) inner *= table.values[i].size();
    for (auto v = values.size(); v-- > 0;) {
      if (!droppable[a][v]) continue;
      const std::size_t n = values.size();
      const auto belongs = [&](std::size_t row) { return row / inner % n == v; };
      bool empty = true;
      for (std::size_t row = 0; row < table.counts.size() && empty; ++row)
        empty = !belongs(row) || (table.counts[row] == 0 && (table.over.empty() || table.over[row] == 0));
      if (!empty) continue;
      for (auto* numbers : {&table.counts, &table.over}) {
        std::size_t row = 0;
        std::erase_if(*numbers, [&](auto) { return belongs(row++); });
      }
      values.erase(values.begin() + std::ptrdiff_t(v));
    }
  }
}

std::string unit_code(const Question& q, std::uint32_t unit) { return unit == nothing ? "" : q.tree->unit(unit).code; }

}  // namespace

Table answer(const Question& q, const Picture& picture, const Restated* restated) {
  const auto perimeter = perimeter_of(q, picture, restated);
  std::vector<Trait> traits;
  std::vector<std::size_t> trait_sizes;
  std::vector<std::vector<char>> droppable;
  const auto tables = times_of(q);
  const bool on_days = q.about->kind == Kind::state || q.about->kind == Kind::units;
  const std::size_t times = on_days ? q.points.size() : q.points.size() - 1;
  Table table;
  for (const auto& axis : q.axes) {
    auto& values = table.values.emplace_back();
    auto& drop = droppable.emplace_back();
    switch (axis.what) {
      case Axis::What::unit:
        for (const auto unit : perimeter.units) {
          values.push_back(unit_code(q, unit));
          const bool itself = unit == q.unit && q.division.by == Division::By::child;
          drop.push_back(char(unit == nothing || itself));
        }
        break;
      case Axis::What::time:
        for (std::size_t t = 0; t < times; ++t)
          values.push_back(base::to_iso(on_days ? q.points[t] : base::Date{q.points[t + 1].days - 1}));
        drop.assign(values.size(), 0);
        break;
      case Axis::What::kind:
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<tree::UnitKind>>(
            [&](auto kind) { values.emplace_back(kind.name); });
        drop.assign(values.size(), 0);
        trait_sizes.push_back(values.size());
        break;
      case Axis::What::trait:
        values = values_of(axis.trait, picture);
        for (const auto& value : values) drop.push_back(char(value == "unknown"));
        traits.push_back(axis.trait);
        trait_sizes.push_back(values.size());
    }
  }
  const Order order(q, perimeter.units.size(), trait_sizes, times);
  if (order.rows > most_rows)
    throw base::Error(base::ErrorKind::too_large, "statistics.too_many_rows",
                      {{"rows", std::to_string(order.rows)}, {"max", std::to_string(most_rows)}});
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const auto sums = count(q, picture, perimeter, traits, tables[t], restated != nullptr);
    auto& out = t == 0 ? table.counts : table.over;
    for (std::size_t row = 0; row < order.rows; ++row) out.push_back(sums[order.source(row)]);
  }
  drop_empty(table, droppable);
  return table;
}

namespace {

// The values of a row but for its unit.
std::vector<std::string> row_name(const Question& q, const Table& table, std::size_t row) {
  std::vector<std::string> name;
  std::size_t inner = table.counts.size();
  for (std::size_t a = 0; a < table.values.size(); ++a) {
    inner /= table.values[a].size();
    if (q.axes[a].what != Axis::What::unit) name.push_back(table.values[a][row / inner]);
    row %= inner;
  }
  return name;
}

// The unit above the asked one, in whose division by child it is one of the rows; nothing at the root.
std::uint32_t unit_above(const Question& q) {
  const Day on = q.mode == Mode::as_was ? day_of(q.points.back()) : day_of(q.structure_on);
  const auto& stretches = q.tree->unit(q.unit).stretches;
  const auto* near = &stretches.front();
  for (const auto& stretch : stretches)
    if (stretch.from <= on) near = &stretch;
  return q.tree->parent_of(*near);
}

// Makes the hidden rows of one line so many that none can be computed back. True when it had to hide more.
class Line {
 public:
  Line(Table& table, std::size_t start, std::size_t step, std::size_t size)
      : table_(table), start_(start), step_(step), size_(size) {}
  bool close(bool sum_hidden) {
    bool more = false;
    while (true) {
      std::int64_t hidden = 0, sum = 0;
      std::size_t next = table_.counts.size();
      for (std::size_t i = 0; i < size_; ++i) {
        const auto row = start_ + i * step_;
        if (table_.withheld[row]) {
          ++hidden;
          sum += people(row);
        } else if (people(row) > 0 && (next == table_.counts.size() || people(row) < people(next))) {
          next = row;
        }
      }
      const bool enough =
          sum_hidden ? hidden > 0 && sum >= smallest_group : hidden == 0 || (hidden > 1 && sum >= smallest_group);
      if (enough || next == table_.counts.size()) return more;
      table_.withheld[next] = 1;
      more = true;
    }
  }

 private:
  std::int64_t people(std::size_t row) const {
    return table_.over.empty() ? table_.counts[row] : std::min(table_.counts[row], table_.over[row]);
  }
  Table& table_;
  std::size_t start_, step_, size_;
};

// What is hidden in one step of time depends on no other step.
HiddenRows hidden_step_by_step(const Question& q, const Picture& picture, const Restated* restated) {
  HiddenRows out;
  const std::size_t bounds = q.about->kind == Kind::state ? 1 : 2;
  out.all = q.points.size() == bounds;
  for (std::size_t t = 0; !out.all && t + bounds <= q.points.size(); ++t) {
    Question step = q;
    step.points.assign(q.points.begin() + std::ptrdiff_t(t), q.points.begin() + std::ptrdiff_t(t + bounds));
    auto hidden = hidden_from_above(step, picture, restated);
    out.all = hidden.all;
    out.rows.merge(hidden.rows);
  }
  return out;
}

}  // namespace

HiddenRows hidden_from_above(const Question& q, const Picture& picture, const Restated* restated) {
  HiddenRows out;
  const auto above = unit_above(q);
  const bool of_people = q.about->kind != Kind::units && q.about->kind != Kind::target;
  if (!of_people || above == nothing) return out;
  Question beside = q;
  beside.unit = above;
  beside.division = Division{Division::By::child, {}};
  std::erase_if(beside.axes, [](const Axis& axis) { return axis.what == Axis::What::unit; });
  beside.axes.insert(beside.axes.begin(), Axis{Axis::What::unit, "child", {}});
  Table table;
  try {
    table = answer(beside, picture, restated);
  } catch (const base::Error& error) {
    if (error.kind() != base::ErrorKind::too_large) throw;
    return hidden_step_by_step(q, picture, restated);
  }
  withhold(beside, table, hidden_from_above(beside, picture, restated));
  const auto& units = table.values.front();
  const auto own = std::size_t(std::find(units.begin(), units.end(), q.tree->unit(q.unit).code) - units.begin());
  if (own == units.size()) return out;
  const std::size_t inner = table.counts.size() / units.size();
  for (std::size_t row = own * inner; row < (own + 1) * inner; ++row)
    if (table.withheld[row]) out.rows.insert(row_name(beside, table, row));
  return out;
}

void withhold(const Question& q, Table& table, const HiddenRows& hidden) {
  if (q.about->kind == Kind::units) return;
  const std::size_t rows = table.counts.size();
  table.withheld.assign(rows, 0);
  const bool by_unit = q.division.by != Division::By::none;
  for (std::size_t row = 0; row < rows; ++row)
    table.withheld[row] = char(is_small(table.counts[row]) || (!table.over.empty() && is_small(table.over[row])) ||
                               (!by_unit && !hidden.empty() && hidden.contains(row_name(q, table, row))));
  for (bool again = true; again;) {
    again = false;
    for (std::size_t a = 0; a < table.values.size(); ++a) {
      if (q.axes[a].what == Axis::What::time) continue;
      const bool units = q.axes[a].what == Axis::What::unit;
      std::size_t inner = 1;
      for (std::size_t i = a + 1; i < table.values.size(); ++i) inner *= table.values[i].size();
      const std::size_t n = table.values[a].size();
      for (std::size_t start = 0; start < rows; ++start) {
        if (start / inner % n != 0) continue;
        const bool sum_hidden = units && !hidden.empty() && hidden.contains(row_name(q, table, start));
        again = Line(table, start, inner, n).close(sum_hidden) || again;
      }
    }
  }
}

}  // namespace statistics
