#include "modules/statistics/picture.h"

#include <algorithm>

namespace statistics {
namespace {

// Of every place of one tree the place of another that is the same path. A path that is gone comes to the nearest one
// before it: places keep their order, and whoever was there is taken away from there.
class Match {
 public:
  Match(const DatedTree& before, const DatedTree& after)
      : before_(before), after_(after), to_after_(before.place_count(), nothing) {
    open_.emplace_back(nothing, nothing);
    while (!open_.empty()) {
      const auto [old, fresh] = open_.back();
      open_.pop_back();
      below(old, fresh);
    }
    nearest_ = to_after_;
    std::uint32_t last = 0;
    for (auto& place : nearest_) last = place = place == nothing ? last : place;
  }
  std::uint32_t same(std::uint32_t place) const { return to_after_[place]; }  // nothing where it is gone
  std::uint32_t of(std::uint32_t place) const { return place == nothing ? nothing : nearest_[place]; }

 private:
  static std::uint32_t first(std::uint32_t parent) { return parent == nothing ? 0 : parent + 1; }
  static std::uint32_t last(const DatedTree& tree, std::uint32_t parent) {
    return parent == nothing ? std::uint32_t(tree.place_count()) : tree.place(parent).end;
  }
  // Siblings stand in the order of their codes in both.
  void below(std::uint32_t old, std::uint32_t fresh) {
    auto a = first(old), b = first(fresh);
    const auto a_end = last(before_, old), b_end = last(after_, fresh);
    while (a < a_end && b < b_end) {
      const auto order = before_.unit(before_.place(a).unit).code.compare(after_.unit(after_.place(b).unit).code);
      if (order == 0) {
        to_after_[a] = b;
        open_.emplace_back(a, b);
      }
      if (order <= 0) a = before_.place(a).end;
      if (order >= 0) b = after_.place(b).end;
    }
  }

  const DatedTree &before_, &after_;
  std::vector<std::uint32_t> to_after_, nearest_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open_;
};

bool same_pieces(const DatedTree& before, std::uint32_t unit, const DatedTree& after, std::uint32_t other,
                 const Match& match) {
  const auto a = before.pieces(unit), b = after.pieces(other);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](const auto& x, const auto& y) { return x.from == y.from && match.same(x.place) == y.place; });
}

// Units, by their ids, that stand elsewhere on some day, have come or are gone.
class Elsewhere {
 public:
  Elsewhere(const DatedTree& before, const DatedTree& after, const Match& match) {
    for (std::uint32_t u = 0; u < before.unit_count(); ++u) {
      const auto id = before.unit(u).id.value;
      const auto other = after.find_id(id);
      if (other == nothing || !same_pieces(before, u, after, other, match)) note(id);
    }
    for (std::uint32_t u = 0; u < after.unit_count(); ++u)
      if (const auto id = after.unit(u).id.value; before.find_id(id) == nothing) note(id);
  }
  bool has(std::int64_t id) const { return std::size_t(id) < is_.size() && is_[std::size_t(id)]; }

 private:
  void note(std::int64_t id) {
    if (is_.size() <= std::size_t(id)) is_.resize(std::size_t(id) + 1, 0);
    is_[std::size_t(id)] = 1;
  }
  std::vector<char> is_;
};

// What a person's rows and moves are in one tree, with a sign; their places as they are called in the picture's.
void add_cut(Since& since, const DatedTree& tree, const Person& person, int sign, const Match* match) {
  const auto of = [&](std::uint32_t place) { return match ? match->of(place) : place; };
  std::vector<Row> rows;
  cut(
      tree, person,
      [&](std::uint32_t place, const Row& row) {
        since.rows.push_back({sign, of(place), row});
        rows.push_back(row);
        return std::uint32_t(rows.size() - 1);
      },
      [&](const Move& move) {
        since.moves.push_back({sign, {move.day, move.kind, of(move.out), of(move.in), 0}, rows[move.row]});
      });
}

}  // namespace

Picture lay(std::shared_ptr<const DatedTree> tree, const members::Columns& columns, const Changed& changed,
            std::int64_t version) {
  Picture out;
  auto rows = std::make_shared<Rows>(*tree, columns, changed);
  out.ethnicities = rows->ethnicities;
  out.occupations = rows->occupations;
  out.first_row = std::shared_ptr<const std::vector<std::uint32_t>>(rows, &rows->first_row);
  out.moves = std::shared_ptr<const std::vector<Move>>(rows, &rows->moves);
  out.rows = std::move(rows);
  out.tree = std::move(tree);
  out.since = std::make_shared<Since>();
  out.version = version;
  return out;
}

Picture with_members(const Picture& picture, std::span<const members::MemberChange> changes, std::int64_t version) {
  Picture out = picture;
  auto since = std::make_shared<Since>(*picture.since);
  const auto add = [&](const members::MemberFact& member, int sign) {
    add_cut(*since, *out.tree, make_person(*out.tree, member, out.ethnicities, out.occupations), sign, nullptr);
  };
  for (const auto& change : changes) {
    if (change.before) add(*change.before, -1);
    if (change.after) add(*change.after, 1);
  }
  out.since = std::move(since);
  out.version = version;
  return out;
}

std::optional<Picture> with_tree(const Picture& picture, std::shared_ptr<const DatedTree> tree,
                                 const members::Columns& columns, const Changed& changed, std::size_t most) {
  const auto& before = *picture.tree;
  if (before.place_count() == 0 || tree->place_count() == 0) return std::nullopt;
  const Match match(before, *tree);
  const Elsewhere elsewhere(before, *tree, match);
  Picture out = picture;
  auto since = std::make_shared<Since>(*picture.since);
  for (auto& one : since->rows) one.place = match.of(one.place);
  for (auto& one : since->moves) {
    one.move.out = match.of(one.move.out);
    one.move.in = match.of(one.move.in);
  }
  const auto cut_again = [&](const Person& was, const Person& is) {
    add_cut(*since, before, was, -1, &match);
    add_cut(*since, *tree, is, 1, nullptr);
    return since->rows.size() <= most;
  };
  People was(before, columns, out.ethnicities, out.occupations), is(*tree, columns, out.ethnicities, out.occupations);
  for (std::size_t m = 0; m < columns.id.size(); ++m) {
    const auto *first = columns.unit.data() + columns.first_spell[m],
               *last = columns.unit.data() + columns.first_spell[m + 1];
    if (std::any_of(first, last, [&](auto id) { return elsewhere.has(id); }) && !changed.contains(columns.id[m]) &&
        !cut_again(was.at(m), is.at(m)))
      return std::nullopt;
  }
  for (const auto& [id, member] : changed)
    if (member &&
        std::any_of(member->spells.begin(), member->spells.end(),
                    [&](const auto& spell) { return elsewhere.has(spell.unit.value); }) &&
        !cut_again(make_person(before, *member, out.ethnicities, out.occupations),
                   make_person(*tree, *member, out.ethnicities, out.occupations)))
      return std::nullopt;

  const auto& first_row = *picture.first_row;
  std::vector<std::uint32_t> first(tree->place_count() + 1, 0);
  for (std::uint32_t p = 0; p < before.place_count(); ++p) first[match.of(p) + 1] += first_row[p + 1] - first_row[p];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  out.first_row = std::make_shared<const std::vector<std::uint32_t>>(std::move(first));
  auto moves = *picture.moves;
  for (auto& move : moves) move = {move.day, move.kind, match.of(move.out), match.of(move.in), move.row};
  out.moves = std::make_shared<const std::vector<Move>>(std::move(moves));
  out.since = std::move(since);
  out.tree = std::move(tree);
  return out;
}

}  // namespace statistics
