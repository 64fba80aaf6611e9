#include "modules/statistics/restated.h"

namespace statistics {

Restated::Restated(const DatedTree& tree, Day on) {
  lay_out(tree, on);
  heirs_.resize(tree.unit_count());
  forebears_.resize(tree.unit_count());
  for (const auto& s : tree.successions()) {
    const auto unit = tree.find_id(s.unit), successor = tree.find_id(s.successor);
    if (unit == nothing || successor == nothing) continue;
    heirs_[unit].push_back(successor);
    forebears_[successor].push_back(unit);
  }
  targets_ = positions_;
  state_.assign(tree.unit_count(), 0);
  for (std::uint32_t u = 0; u < tree.unit_count(); ++u) find_target(tree, on, u);
  heirs_ = {};
  forebears_ = {};
  state_ = {};
}

void Restated::lay_out(const DatedTree& tree, Day on) {
  const auto count = std::uint32_t(tree.unit_count());
  positions_.assign(count, nothing);
  // Units are numbered by code, so children are met in their order.
  std::vector<std::uint32_t> above(count, nothing), first(count + 2, 0), order;
  std::vector<char> lives(count, 0);
  const auto slot = [&](std::uint32_t u) { return above[u] == nothing ? 0 : above[u] + 1; };
  for (std::uint32_t u = 0; u < count; ++u) lives[u] = char(tree.stretch_on(u, on) != nullptr);
  for (std::uint32_t u = 0; u < count; ++u)
    if (lives[u]) {
      above[u] = tree.parent_of(*tree.stretch_on(u, on));
      if (above[u] != nothing && !lives[above[u]]) above[u] = nothing;  // a damaged store
      ++first[slot(u) + 1];
    }
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  order.resize(first.back());
  auto cursor = first;
  for (std::uint32_t u = 0; u < count; ++u)
    if (lives[u]) order[cursor[slot(u)]++] = u;
  std::vector<std::uint32_t> open;
  const auto visit = [&](std::uint32_t group) {
    for (auto i = first[group + 1]; i-- > first[group];) open.push_back(order[i]);
  };
  visit(0);
  while (!open.empty()) {
    const auto unit = open.back();
    open.pop_back();
    positions_[unit] = std::uint32_t(units_.size());
    units_.push_back(unit);
    parents_.push_back(above[unit] == nothing ? nothing : positions_[above[unit]]);
    visit(unit + 1);
  }
  ends_.assign(units_.size(), 0);
  for (auto i = std::uint32_t(units_.size()); i-- > 0;) {
    ends_[i] = std::max(ends_[i], i + 1);
    if (parents_[i] != nothing) ends_[parents_[i]] = std::max(ends_[parents_[i]], ends_[i]);
  }
}

std::uint32_t Restated::common(std::uint32_t a, std::uint32_t b) const {
  if (a == nothing) return b;
  if (b == nothing) return a;
  while (a != b && !(a <= b && b < ends_[a])) {
    if (parents_[a] == nothing) return a;
    a = parents_[a];
  }
  return a;
}

std::uint32_t Restated::find_target(const DatedTree& tree, Day on, std::uint32_t unit) {
  if (targets_[unit] != nothing || state_[unit]) return targets_[unit];
  state_[unit] = 1;  // a circle of successors ends here
  const auto& stretches = tree.unit(unit).stretches;
  const bool began = stretches.front().from <= on;
  std::uint32_t found = nothing;
  for (const auto other : began ? heirs_[unit] : forebears_[unit]) found = common(found, find_target(tree, on, other));
  if (found == nothing) {
    const auto* near = &stretches.front();  // the nearest in time
    for (const auto& s : stretches)
      if (s.from <= on) near = &s;
    const auto parent = tree.parent_of(*near);
    if (parent != nothing) found = find_target(tree, on, parent);
  }
  if (found == nothing && !units_.empty()) found = 0;
  return targets_[unit] = found;
}

}  // namespace statistics
