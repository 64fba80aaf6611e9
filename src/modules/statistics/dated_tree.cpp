#include "modules/statistics/dated_tree.h"

#include <algorithm>
#include <unordered_map>

namespace statistics {
namespace {
constexpr int deepest = 64;  // no tree of units comes near; what is deeper hangs at the root
}

// Finds the pieces of every unit, naming places in the order in which they are met, then in preorder.
struct DatedTree::Grower {
  explicit Grower(DatedTree& t) : tree(t), state(t.unit_count(), 0), pieces(t.unit_count()) {
    numbers.reserve(t.unit_count() * 2);
  }

  std::uint32_t place(std::uint32_t parent, std::uint32_t unit) {
    const auto [it, fresh] =
        numbers.try_emplace(std::uint64_t(parent) << 32 | unit, std::uint32_t(tree.places_.size()));
    if (fresh) tree.places_.push_back({unit, parent, 0});
    return it->second;
  }

  static void add(std::vector<Piece>& out, Day from, std::uint32_t place) {
    if (out.empty() || out.back().place != place) out.push_back({from, place});
  }

  // The pieces of a unit during [from, to).
  void walk(std::uint32_t unit, Day from, Day to, int depth, std::vector<Piece>& out) {
    const auto& stretches = tree.unit(unit).stretches;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      const Day begins = std::max(from, i == 0 ? Day(0) : stretches[i].from);
      const Day ends = std::min(to, i + 1 < stretches.size() ? stretches[i + 1].from : open_day);
      if (begins >= ends) continue;
      const auto parent = depth < deepest ? tree.parent_of(stretches[i]) : nothing;
      if (parent == nothing) {
        add(out, begins, place(nothing, unit));
        continue;
      }
      for (const auto& piece : above(parent, begins, ends, depth + 1))
        add(out, std::max(begins, piece.from), place(piece.place, unit));
    }
  }

  std::vector<Piece> above(std::uint32_t parent, Day from, Day to, int depth) {
    std::vector<Piece> out;
    if (state[parent] == 0) grow(parent, depth);
    if (state[parent] == 1) {  // below itself on other days
      walk(parent, from, to, depth, out);
      return out;
    }
    const auto& all = pieces[parent];
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].from < to && (i + 1 == all.size() || all[i + 1].from > from)) out.push_back(all[i]);
    return out;
  }

  void grow(std::uint32_t unit, int depth) {
    state[unit] = 1;
    std::vector<Piece> found;
    walk(unit, 0, open_day, depth, found);
    pieces[unit] = std::move(found);
    state[unit] = 2;
  }

  // Places in preorder, siblings by unit; every place's end.
  void number() {
    auto& places = tree.places_;
    std::vector<std::uint32_t> order(places.size()), first(places.size() + 2, 0), renamed(places.size());
    const auto slot = [&](std::uint32_t parent) { return parent == nothing ? 0 : parent + 1; };
    for (const auto& p : places) ++first[slot(p.parent) + 1];
    for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
    auto cursor = first;
    for (std::uint32_t i = 0; i < places.size(); ++i) order[cursor[slot(places[i].parent)]++] = i;
    for (std::size_t i = 0; i + 1 < first.size(); ++i)
      std::sort(order.begin() + first[i], order.begin() + first[i + 1],
                [&](auto a, auto b) { return places[a].unit < places[b].unit; });
    std::vector<Place> numbered;
    numbered.reserve(places.size());
    std::vector<std::uint32_t> open;  // what is still to be visited; the top comes first
    const auto visit = [&](std::uint32_t group) {
      for (auto i = first[group + 1]; i-- > first[group];) open.push_back(order[i]);
    };
    visit(0);
    while (!open.empty()) {
      const auto old = open.back();
      open.pop_back();
      renamed[old] = std::uint32_t(numbered.size());
      const auto parent = places[old].parent;
      numbered.push_back({places[old].unit, parent == nothing ? nothing : renamed[parent], 0});
      visit(old + 1);
    }
    for (std::uint32_t i = std::uint32_t(numbered.size()); i-- > 0;) {
      numbered[i].end = std::max(numbered[i].end, i + 1);
      if (numbered[i].parent != nothing)
        numbered[numbered[i].parent].end = std::max(numbered[numbered[i].parent].end, numbered[i].end);
    }
    places = std::move(numbered);
    for (auto& of_unit : pieces)
      for (auto& piece : of_unit) piece.place = renamed[piece.place];
  }

  DatedTree& tree;
  std::vector<char> state;  // 0 not begun, 1 begun, 2 done
  std::vector<std::vector<Piece>> pieces;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
};

std::shared_ptr<const UnitHistory> make_history(std::span<const tree::UnitSpan> spans) {
  UnitHistory history;
  history.id = spans.back().unit_id;
  history.code = spans.back().code;
  history.name = spans.back().name;
  for (const auto& span : spans)
    history.stretches.push_back({day_of(span.from), span.to ? day_of(*span.to) : open_day,
                                 span.parent_id ? span.parent_id->value : 0, span.kind, span.level});
  return std::make_shared<const UnitHistory>(std::move(history));
}

DatedTree::DatedTree(Histories histories, std::vector<Succession> successions)
    : histories_(std::move(histories)), successions_(std::move(successions)) {
  std::sort(histories_.begin(), histories_.end(), [](const auto& a, const auto& b) { return a->code < b->code; });
  std::int64_t highest = 0;
  for (const auto& h : histories_) highest = std::max(highest, h->id.value);
  unit_of_id_.assign(std::size_t(highest) + 1, nothing);
  for (std::uint32_t u = 0; u < histories_.size(); ++u) unit_of_id_[std::size_t(histories_[u]->id.value)] = u;
  Grower grower(*this);
  for (std::uint32_t u = 0; u < histories_.size(); ++u)
    if (grower.state[u] == 0) grower.grow(u, 0);
  grower.number();
  first_piece_.reserve(histories_.size() + 1);
  for (const auto& of_unit : grower.pieces) {
    first_piece_.push_back(std::uint32_t(pieces_.size()));
    pieces_.insert(pieces_.end(), of_unit.begin(), of_unit.end());
  }
  first_piece_.push_back(std::uint32_t(pieces_.size()));
}

DatedTree DatedTree::with(const Histories& changed, std::vector<Succession> successions) const {
  std::unordered_map<std::int64_t, std::shared_ptr<const UnitHistory>> fresh;
  for (const auto& h : changed) fresh[h->id.value] = h;
  Histories all;
  for (const auto& h : histories_) {
    const auto it = fresh.find(h->id.value);
    if (it == fresh.end()) {
      all.push_back(h);
      continue;
    }
    if (!it->second->stretches.empty()) all.push_back(it->second);
    fresh.erase(it);
  }
  for (const auto& [id, h] : fresh)
    if (!h->stretches.empty()) all.push_back(h);
  return {std::move(all), std::move(successions)};
}

std::uint32_t DatedTree::find_code(std::string_view code) const {
  const auto it = std::lower_bound(histories_.begin(), histories_.end(), code,
                                   [](const auto& h, std::string_view c) { return h->code < c; });
  return it != histories_.end() && (*it)->code == code ? std::uint32_t(it - histories_.begin()) : nothing;
}

std::uint32_t DatedTree::find_id(std::int64_t id) const {
  return id >= 0 && std::size_t(id) < unit_of_id_.size() ? unit_of_id_[std::size_t(id)] : nothing;
}

std::uint32_t DatedTree::parent_of(const UnitHistory::Stretch& stretch) const {
  return stretch.parent ? find_id(stretch.parent) : nothing;
}

const UnitHistory::Stretch* DatedTree::stretch_on(std::uint32_t unit, Day on) const {
  for (const auto& s : histories_[unit]->stretches)
    if (s.from <= on && on < s.to) return &s;
  return nullptr;
}

std::uint32_t DatedTree::place_on(std::uint32_t unit, Day on) const {
  const auto all = pieces(unit);
  auto it = std::upper_bound(all.begin(), all.end(), on, [](Day d, const Piece& p) { return d < p.from; });
  return (it == all.begin() ? it : it - 1)->place;
}

std::vector<std::uint32_t> DatedTree::places_of(std::uint32_t unit) const {
  std::vector<std::uint32_t> out;
  for (const auto& piece : pieces(unit)) out.push_back(piece.place);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace statistics
