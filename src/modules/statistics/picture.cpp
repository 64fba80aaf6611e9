#include "modules/statistics/picture.h"

namespace statistics {
namespace {

// Of every place of one tree the place of another that is the same path.
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
  }
  std::uint32_t of(std::uint32_t place) const { return place == nothing ? nothing : to_after_[place]; }

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
  std::vector<std::uint32_t> to_after_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open_;
};

bool same_pieces(const DatedTree& before, std::uint32_t unit, const DatedTree& after, const Match& match) {
  const auto other = after.find_id(before.unit(unit).id.value);
  if (other == nothing) return false;
  const auto a = before.pieces(unit), b = after.pieces(other);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](const auto& x, const auto& y) { return x.from == y.from && match.of(x.place) == y.place; });
}

}  // namespace

Picture lay(std::shared_ptr<const DatedTree> tree, const members::Columns& columns, const Changed& changed,
            std::int64_t version) {
  Picture out;
  auto rows = std::make_shared<Rows>(*tree, columns, changed);
  out.ethnicities = rows->ethnicities;
  out.occupations = rows->occupations;
  out.lost = rows->lost;
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
    std::vector<Row> rows;
    const auto person = make_person(*out.tree, member, out.ethnicities, out.occupations);
    out.lost = out.lost || person.stays.size() < member.spells.size();
    cut(
        *out.tree, person,
        [&](std::uint32_t place, const Row& row) {
          since->rows.push_back({sign, place, row});
          rows.push_back(row);
          return std::uint32_t(rows.size() - 1);
        },
        [&](const Move& move) {
          since->moves.push_back({sign, move, rows[move.row]});
        });
  };
  for (const auto& change : changes) {
    if (change.before) add(*change.before, -1);
    if (change.after) add(*change.after, 1);
  }
  out.since = std::move(since);
  out.version = version;
  return out;
}

std::optional<Picture> with_tree(const Picture& picture, std::shared_ptr<const DatedTree> tree) {
  if (picture.lost) return std::nullopt;
  const auto& before = *picture.tree;
  const auto& first_row = *picture.first_row;
  const Match match(before, *tree);
  std::vector<char> has_rows(before.unit_count(), 0);
  for (std::uint32_t p = 0; p < before.place_count(); ++p)
    if (first_row[p] != first_row[p + 1]) has_rows[before.place(p).unit] = 1;
  for (const auto& one : picture.since->rows) has_rows[before.place(one.place).unit] = 1;
  for (std::uint32_t u = 0; u < before.unit_count(); ++u)
    if (has_rows[u] && !same_pieces(before, u, *tree, match)) return std::nullopt;

  Picture out = picture;
  std::vector<std::uint32_t> first(tree->place_count() + 1, 0);
  for (std::uint32_t p = 0; p < before.place_count(); ++p)
    if (first_row[p] != first_row[p + 1]) first[match.of(p) + 1] = first_row[p + 1] - first_row[p];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  out.first_row = std::make_shared<const std::vector<std::uint32_t>>(std::move(first));
  auto moves = *picture.moves;
  for (auto& move : moves) move = {move.day, move.kind, match.of(move.out), match.of(move.in), move.row};
  out.moves = std::make_shared<const std::vector<Move>>(std::move(moves));
  auto since = std::make_shared<Since>(*picture.since);
  for (auto& one : since->rows) one.place = match.of(one.place);
  for (auto& one : since->moves) {
    one.move.out = match.of(one.move.out);
    one.move.in = match.of(one.move.in);
  }
  out.since = std::move(since);
  out.tree = std::move(tree);
  return out;
}

}  // namespace statistics
