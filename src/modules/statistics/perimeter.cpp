#include "modules/statistics/perimeter.h"

#include <algorithm>

namespace statistics {
namespace {

bool stands(const DatedTree& tree, std::uint32_t unit, Day from, Day to, std::uint32_t parent,
            std::optional<tree::UnitLevel> level) {
  for (const auto& s : tree.unit(unit).stretches)
    if (s.from <= to && s.to > from && (parent == nothing || tree.parent_of(s) == parent) &&
        (!level || s.level == *level))
      return true;
  return false;
}

class Laying {
 public:
  explicit Laying(Perimeter& perimeter, std::size_t units) : perimeter_(perimeter), groups_(units, nothing) {}
  void add(std::uint32_t first, std::uint32_t last, std::uint32_t unit) {
    const auto group = group_of(unit);
    auto& runs = perimeter_.runs;
    if (!runs.empty() && runs.back().last == first && runs.back().group == group)
      runs.back().last = last;
    else
      runs.push_back({first, last, group});
  }
  std::uint32_t group_of(std::uint32_t unit) {
    auto& group = unit == nothing ? rest_ : groups_[unit];
    if (group == nothing) {
      group = std::uint32_t(perimeter_.units.size());
      perimeter_.units.push_back(unit);
    }
    return group;
  }

 private:
  Perimeter& perimeter_;
  std::vector<std::uint32_t> groups_;
  std::uint32_t rest_ = nothing;
};

// Groups in the order of their units, the rest last.
void order_groups(Perimeter& perimeter) {
  std::vector<std::uint32_t> order(perimeter.units.size()), renamed(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return perimeter.units[a] < perimeter.units[b]; });
  std::vector<std::uint32_t> units;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    renamed[order[i]] = i;
    units.push_back(perimeter.units[order[i]]);
  }
  perimeter.units = std::move(units);
  if (!perimeter.unit_counts.empty()) {
    auto counts = perimeter.unit_counts;
    for (std::uint32_t i = 0; i < order.size(); ++i)
      for (std::size_t kind = 0; kind < unit_kinds; ++kind)
        perimeter.unit_counts[i * unit_kinds + kind] = counts[order[i] * unit_kinds + kind];
  }
  for (auto& run : perimeter.runs) run.group = renamed[run.group];
}

constexpr std::uint32_t outside = nothing - 1;

// Runs of places whose units belong to the same group.
void lay_runs(Laying& laying, const DatedTree& tree, const std::vector<std::uint32_t>& of_unit) {
  std::uint32_t begun = 0, last_group = outside;
  const auto places = std::uint32_t(tree.place_count());
  for (std::uint32_t place = 0; place <= places; ++place) {
    const auto group = place < places ? of_unit[tree.place(place).unit] : outside;
    if (place == 0) last_group = group;
    if (group == last_group && place < places) continue;
    if (last_group != outside) laying.add(begun, place, last_group);
    begun = place;
    last_group = group;
  }
}

}  // namespace

std::uint32_t Perimeter::group_of(std::uint32_t place) const {
  auto it = std::upper_bound(runs.begin(), runs.end(), place, [](auto p, const Run& r) { return p < r.first; });
  if (it == runs.begin()) return nothing;
  --it;
  return place < it->last ? it->group : nothing;
}

Perimeter as_was(const DatedTree& tree, std::uint32_t unit, Division division, Day from, Day to) {
  Perimeter out;
  Laying laying(out, tree.unit_count());
  for (const auto top : tree.places_of(unit)) {
    const auto end = tree.place(top).end;
    if (division.by == Division::By::none) {
      laying.add(top, end, unit);
      continue;
    }
    const bool by_child = division.by == Division::By::child;
    const auto listed = [&](std::uint32_t u) {
      return by_child ? stands(tree, u, from, to, unit, std::nullopt)
                      : stands(tree, u, from, to, nothing, division.level);
    };
    for (auto place = top; place < end;) {
      const auto& at = tree.place(place);
      const bool whole = by_child ? place != top : listed(at.unit);
      const bool named = by_child ? place == top || listed(at.unit) : whole;
      const auto last = whole ? at.end : place + 1;
      laying.add(place, last, named ? at.unit : nothing);
      place = last;
    }
  }
  order_groups(out);
  return out;
}

Perimeter as_restated(const DatedTree& tree, const DatedTree& shape, const Restated& restated, std::uint32_t unit,
                      Division division, Day on) {
  // Of every position the unit it counts for; what is outside counts for `outside`.
  std::vector<std::uint32_t> counts_for(restated.size() + 1, outside);
  const auto top = restated.position(unit), end = restated.end(top);
  for (auto at = top; at < end;) {
    const auto u = restated.unit_at(at);
    bool whole = division.by == Division::By::none || (division.by == Division::By::child && at != top);
    if (division.by == Division::By::level) whole = shape.stretch_on(u, on)->level == division.level;
    const auto last = whole ? restated.end(at) : at + 1;
    const auto group = whole || division.by == Division::By::child ? u : nothing;
    std::fill(counts_for.begin() + at, counts_for.begin() + last, group);
    at = last;
  }
  Perimeter out;
  Laying laying(out, shape.unit_count());
  for (auto at = top; at < end; ++at) {
    const auto group = laying.group_of(counts_for[at]);
    out.unit_counts.resize(out.units.size() * unit_kinds);
    ++out.unit_counts[group * unit_kinds + std::size_t(shape.stretch_on(restated.unit_at(at), on)->kind)];
  }
  // The group of each unit of the places, which may be numbered otherwise.
  std::vector<std::uint32_t> of_unit(tree.unit_count(), outside);
  for (std::uint32_t u = 0; u < tree.unit_count(); ++u) {
    const auto there = &tree == &shape ? u : shape.find_id(tree.unit(u).id.value);
    const auto target = there == nothing ? nothing : restated.target(there);
    if (target != nothing) of_unit[u] = counts_for[target];
  }
  lay_runs(laying, tree, of_unit);
  order_groups(out);
  return out;
}

Perimeter together(const DatedTree& tree, const Restated& restated, std::span<const std::uint32_t> units) {
  std::vector<char> inside(restated.size(), 0);
  for (const auto unit : units)
    if (const auto top = restated.position(unit); top != nothing)
      std::fill(inside.begin() + top, inside.begin() + restated.end(top), 1);
  std::vector<std::uint32_t> of_unit(tree.unit_count(), outside);
  for (std::uint32_t u = 0; u < tree.unit_count(); ++u)
    if (const auto target = restated.target(u); target != nothing && inside[target]) of_unit[u] = nothing;
  Perimeter out;
  Laying laying(out, tree.unit_count());
  lay_runs(laying, tree, of_unit);
  return out;
}

std::vector<std::int64_t> count_units(const DatedTree& tree, const Perimeter& perimeter, Day on) {
  std::vector<std::int64_t> out(perimeter.units.size() * unit_kinds);
  for (std::uint32_t u = 0; u < tree.unit_count(); ++u) {
    const auto* stretch = tree.stretch_on(u, on);
    if (!stretch) continue;
    const auto group = perimeter.group_of(tree.place_on(u, on));
    if (group != nothing) ++out[group * unit_kinds + std::size_t(stretch->kind)];
  }
  return out;
}

}  // namespace statistics
