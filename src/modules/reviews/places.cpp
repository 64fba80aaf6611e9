#include "modules/reviews/places.h"

#include <algorithm>
#include <limits>

namespace reviews {
namespace {

// "/1/7/40/" → 40, and 7 with one step up; 0 above the first.
std::int64_t id_in(std::string_view path, int steps_up) {
  for (; steps_up > 0 && path.size() > 1; --steps_up)
    path.remove_suffix(path.size() - 1 - path.rfind('/', path.size() - 2));
  if (path.size() <= 1) return 0;
  const auto from = path.rfind('/', path.size() - 2) + 1;
  return std::stoll(std::string(path.substr(from, path.size() - 1 - from)));
}

}  // namespace

Places::Places(platform::Transaction& tx, const tree::Tree& tree) : version_(tree.version(tx)) {
  std::vector<std::int64_t> parents;
  const auto place = [&](std::int64_t id) -> std::uint32_t& {
    if (std::size_t(id) >= place_of_.size()) place_of_.resize(std::size_t(id) + std::size_t(id) / 2 + 1, nowhere);
    return place_of_[std::size_t(id)];
  };
  tree.each_span(tx, [&](const tree::UnitSpan& s) {
    if (ids_.empty() || ids_.back() != s.unit_id.value) {
      place(s.unit_id.value) = std::uint32_t(ids_.size());
      ids_.push_back(s.unit_id.value);
      first_.push_back(std::uint32_t(spans_.size()));
    }
    spans_.push_back(
        {s.from.days, s.to ? s.to->days : std::numeric_limits<std::int32_t>::max(), nowhere, std::uint8_t(s.kind)});
    parents.push_back(s.parent_id ? s.parent_id->value : 0);
  });
  first_.push_back(std::uint32_t(spans_.size()));
  for (std::size_t i = 0; i < spans_.size(); ++i) spans_[i].parent = find(tree::UnitId{parents[i]});
  scope_parent_.assign(ids_.size(), nowhere);
  tx.each("SELECT unit_id, path FROM tree_scope", [&](const platform::Row& row) {
    const auto at = find(row.get<tree::UnitId>(0));
    if (at != nowhere) scope_parent_[at] = find(tree::UnitId{id_in(row.get<std::string>(1), 1)});
  });
}

std::uint32_t Places::find(tree::UnitId unit) const {
  return std::size_t(unit.value) < place_of_.size() ? place_of_[std::size_t(unit.value)] : nowhere;
}

bool Places::lives(std::uint32_t place, base::Date on) const {
  return std::any_of(spans_.begin() + first_[place], spans_.begin() + first_[place + 1],
                     [&](const Span& s) { return s.from <= on.days && on.days < s.to; });
}

Places::Day Places::day(base::Date on) const {
  Day out{std::vector<std::uint32_t>(size(), nowhere), std::vector<std::uint8_t>(size(), no_kind)};
  for (std::size_t u = 0; u < size(); ++u)
    for (auto i = first_[u]; i < first_[u + 1]; ++i)
      if (spans_[i].from <= on.days && on.days < spans_[i].to) {
        out.parent[u] = spans_[i].parent;
        out.kind[u] = spans_[i].kind;
      }
  return out;
}

std::vector<char> Places::below(const std::vector<std::uint32_t>& parents, const std::vector<std::uint32_t>& roots) {
  enum : char { no = 0, yes = 1, open = 2 };
  std::vector<char> out(parents.size(), open);
  for (const auto root : roots) out[root] = yes;
  std::vector<std::uint32_t> way;
  for (std::uint32_t u = 0; u < parents.size(); ++u) {
    way.clear();
    auto at = u;
    for (; at != nowhere && out[at] == open; at = parents[at]) way.push_back(at);
    const char found = at == nowhere ? char(no) : out[at];
    for (const auto one : way) out[one] = found;
  }
  return out;
}

std::vector<char> Places::inside(const identity::Scope& scope) const {
  if (scope.everything) return std::vector<char>(size(), 1);
  std::vector<std::uint32_t> roots;
  for (const auto& path : scope.paths)
    if (const auto root = find(tree::UnitId{id_in(path, 0)}); root != nowhere) roots.push_back(root);
  return below(scope_parent_, roots);
}

std::shared_ptr<const Places> PlaceKeeper::of(platform::Transaction& tx) const {
  const auto version = tree_.version(tx);
  if (auto known = kept(version)) return known;
  const std::lock_guard alone(reading_);
  if (auto known = kept(version)) return known;
  auto made = std::make_shared<const Places>(tx, tree_);
  const std::lock_guard lock(mutex_);
  if (!places_ || places_->version() < version) places_ = made;
  return made;
}

std::shared_ptr<const Places> PlaceKeeper::kept(std::int64_t version) const {
  const std::lock_guard lock(mutex_);
  return places_ && places_->version() == version ? places_ : nullptr;
}

}  // namespace reviews
