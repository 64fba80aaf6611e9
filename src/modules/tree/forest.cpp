#include "modules/tree/forest.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "base/text.h"

namespace tree {
namespace {

std::string show_day(base::Date day) { return base::to_vietnamese(day); }

// Levels from above to below; what has none stands anywhere.
int level_depth(UnitLevel level) { return level == UnitLevel::none ? -1 : int(level); }

// CONTRACTS.md, Units: which levels a kind can have.
bool level_fits(UnitKind kind, UnitLevel level) {
  using enum UnitLevel;
  switch (kind) {
    case UnitKind::central:
      return level == centre;
    case UnitKind::committee_central:
      return level == centre || level == province || level == none;
    case UnitKind::province:
      return level == province;
    case UnitKind::district:
      return level == district;
    case UnitKind::commune:
      return level == commune || level == grassroots;
    case UnitKind::grassroots_committee:
    case UnitKind::grassroots_cell:
      return level == grassroots || level == commune || (kind == UnitKind::grassroots_cell && level == cell);
    case UnitKind::cell:
      return level == cell;
    default:
      return true;
  }
}

class ForestCheck {
 public:
  ForestCheck(const Forest& forest, std::span<const UnitRow> rows, std::vector<RowProblem>& problems)
      : forest_(forest), rows_(rows), problems_(problems) {}

  void check_all() {
    for (const auto& row : rows_) check_row(row, problems_);
    for (std::size_t i = 0; i < forest_.nodes.size(); ++i) {
      check_overlaps(forest_.nodes[i]);
      for (const auto& s : forest_.nodes[i].stretches) check_parent(std::int32_t(i), s);
    }
    check_roots();
  }

 private:
  void say(std::int32_t row, const char* field, const char* key, base::Parameters parameters = {}) {
    problems_.push_back({rows_[std::size_t(row)].line, field, key, std::move(parameters)});
  }

  void check_overlaps(const Node& node) {
    for (std::size_t i = 1; i < node.stretches.size(); ++i) {
      const auto &a = node.stretches[i - 1], &b = node.stretches[i];
      if (a.to <= b.from) continue;
      // Both are named: which of the two is wrong only a person can say.
      for (const auto& [mine, other] : {std::pair(b.row, a.row), std::pair(a.row, b.row)}) {
        if (mine < 0) continue;
        base::Parameters p{{"code", node.code}, {"day", show_day(b.from)}};
        if (other >= 0) p["other"] = std::to_string(rows_[std::size_t(other)].line);
        const bool same = a.from == b.from && a.to == b.to;
        say(mine, "from", same ? "tree.row_twice" : "tree.rows_overlap", std::move(p));
      }
    }
  }

  void check_parent(std::int32_t self, const Stretch& s) {
    if (s.parent < 0) {
      if (s.row >= 0 && s.kind != UnitKind::central) say(s.row, "parent_code", "tree.parent_needed");
      return;
    }
    const Node& parent = forest_.nodes[std::size_t(s.parent)];
    if (s.row < 0 && parent.first_row < 0) return;  // both as the store has them
    const std::int32_t row = s.row >= 0 ? s.row : parent.first_row;
    if (s.parent == self) return say(row, "parent_code", "tree.parent_itself");
    if (!parent.known) return say(row, "parent_code", "tree.parent_unknown", {{"parent", parent.code}});
    check_cover(self, s, parent, row);
    if (s.row >= 0 || parent.first_row >= 0) check_sense(self, s, parent, row);
  }

  // On every day of a stretch its parent must be there.
  void check_cover(std::int32_t self, const Stretch& s, const Node& parent, std::int32_t row) {
    base::Date day = s.from;
    bool later = false;
    for (const auto& p : parent.stretches) {
      if (p.to <= p.from) continue;
      if (p.from <= day && day < p.to)
        day = p.to;
      else if (p.from > day)
        later = true;
      if (day >= s.to) return;
    }
    base::Parameters parameters{
        {"parent", parent.code}, {"day", show_day(day)}, {"code", forest_.nodes[std::size_t(self)].code}};
    if (s.row < 0)
      say(row, "to", "tree.children_left", std::move(parameters));
    else if (later || day == s.from)
      say(row, "parent_code", "tree.parent_absent", std::move(parameters));
    else
      say(row, "to", "tree.outlives_parent", std::move(parameters));
  }

  void check_sense(std::int32_t self, const Stretch& s, const Node& parent, std::int32_t row) {
    for (const auto& p : parent.stretches) {
      if (p.from >= s.to || s.from >= p.to) continue;
      if (s.row < 0 && p.row < 0) continue;
      base::Parameters parameters{{"parent", parent.code}, {"code", forest_.nodes[std::size_t(self)].code}};
      if (holds_members(p.kind)) return say(row, "parent_code", "tree.parent_is_cell", std::move(parameters));
      const int mine = level_depth(s.level), above = level_depth(p.level);
      if (mine >= 0 && above >= 0 && mine < above)
        return say(row, "level", "tree.level_above_parent", std::move(parameters));
    }
  }

  // On every day there is one root.
  void check_roots() {
    std::vector<std::pair<const Stretch*, std::int32_t>> roots;
    for (std::size_t i = 0; i < forest_.nodes.size(); ++i)
      for (const auto& s : forest_.nodes[i].stretches)
        if (s.parent < 0) roots.emplace_back(&s, std::int32_t(i));
    std::sort(roots.begin(), roots.end(), [&](const auto& a, const auto& b) {
      return std::tuple(a.first->from, forest_.nodes[std::size_t(a.second)].code) <
             std::tuple(b.first->from, forest_.nodes[std::size_t(b.second)].code);
    });
    std::pair<const Stretch*, std::int32_t> longest{nullptr, -1};
    for (const auto& root : roots) {
      if (longest.first && longest.second != root.second && root.first->from < longest.first->to) {
        for (const auto& [mine, other] : {std::pair(root, longest), std::pair(longest, root)})
          if (mine.first->row >= 0)
            say(mine.first->row, "parent_code", "tree.second_root",
                {{"other", forest_.nodes[std::size_t(other.second)].code}, {"day", show_day(root.first->from)}});
      }
      if (!longest.first || root.first->to > longest.first->to) longest = root;
    }
  }

  const Forest& forest_;
  std::span<const UnitRow> rows_;
  std::vector<RowProblem>& problems_;
};

std::vector<CellTime> cell_times(const std::vector<Stretch>& stretches) {
  std::vector<CellTime> times;
  for (const auto& s : stretches) times.push_back({s.from, s.to, holds_members(s.kind)});
  return times;
}

}  // namespace

bool holds_members(UnitKind kind) { return kind == UnitKind::cell || kind == UnitKind::grassroots_cell; }

std::vector<LostTime> find_lost(std::span<const CellTime> before, std::span<const CellTime> after,
                                std::span<const UnitRow* const> rows) {
  std::vector<LostTime> out;
  const auto lose = [&](base::Date from, base::Date to) {
    const auto* row = rows.front();
    for (const auto* one : rows)
      if (one->from <= from) row = one;
    const bool goes_on = std::ranges::any_of(after, [&](const auto& a) { return a.from <= from && from < a.to; });
    out.push_back({row->line, goes_on ? "kind" : "to", row->code, {}, from, {}});
    if (to < open_end) out.back().to = to;
  };
  for (const auto& b : before) {
    if (!b.cell) continue;
    auto day = b.from;
    for (const auto& a : after) {
      if (!a.cell || a.to <= day || a.from >= b.to) continue;
      if (a.from > day) lose(day, a.from);
      day = std::max(day, a.to);
    }
    if (day < b.to) lose(day, b.to);
  }
  return out;
}

std::int32_t Forest::node(std::string_view code) {
  const auto [it, fresh] = index_.emplace(code, std::int32_t(nodes.size()));
  if (fresh) {
    nodes.emplace_back();
    nodes.back().code = code;
  }
  return it->second;
}

std::int32_t Forest::find(std::string_view code) const {
  const auto it = index_.find(std::string(code));
  return it == index_.end() ? -1 : it->second;
}

void check_row(const UnitRow& row, std::vector<RowProblem>& problems) {
  const auto say = [&](const char* field, const char* key, base::Parameters p = {}) {
    problems.push_back({row.line, field, key, std::move(p)});
  };
  const auto plain = [](std::string_view code) {
    for (const char c : code) {
      const auto u = static_cast<unsigned char>(c);
      if (u < 0x80 && !std::isalnum(u) && c != '.' && c != '_' && c != '-') return false;
    }
    return base::is_valid_utf8(code);
  };
  if (row.code.empty())
    say("code", "field.required");
  else if (base::count_code_points(row.code) > 40)
    say("code", "field.too_long", {{"max", "40"}});
  else if (!plain(row.code) || row.code == "." || row.code == "..")
    say("code", "tree.code_letters", {{"code", row.code}});
  if (row.name.empty())
    say("name", "field.required");
  else if (base::count_code_points(row.name) > 300)
    say("name", "field.too_long", {{"max", "300"}});
  else if (!base::is_valid_utf8(row.name))
    say("name", "field.not_utf8");
  if (row.to && *row.to <= row.from)
    say("to", "tree.dates_turned", {{"from", show_day(row.from)}, {"to", show_day(*row.to)}});
  if (!level_fits(row.kind, row.level))
    say("level", "tree.level_unfit",
        {{"kind", std::string(base::enum_name(row.kind))}, {"level", std::string(base::enum_name(row.level))}});
  if (row.kind == UnitKind::central && !row.parent_code.empty()) say("parent_code", "tree.root_has_parent");
}

std::vector<LostTime> lay_rows(Forest& forest, std::span<const UnitRow> rows, Replace replace) {
  std::unordered_map<std::int32_t, std::vector<std::int32_t>> by_node;
  std::vector<std::int32_t> named;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto n = forest.node(rows[i].code);
    auto& list = by_node[n];
    if (list.empty()) named.push_back(n);
    list.push_back(std::int32_t(i));
  }
  std::vector<LostTime> lost;
  for (const auto n : named) {
    auto& list = by_node[n];
    const auto before = cell_times(forest.nodes[std::size_t(n)].stretches);
    std::sort(list.begin(), list.end(), [&](auto a, auto b) {
      const auto &x = rows[std::size_t(a)], &y = rows[std::size_t(b)];
      return std::tuple(x.from, x.line, a) < std::tuple(y.from, y.line, b);
    });
    const base::Date first = rows[std::size_t(list.front())].from;
    auto& stretches = forest.nodes[std::size_t(n)].stretches;
    if (replace == Replace::whole) stretches.clear();
    std::erase_if(stretches, [&](const Stretch& s) { return s.from >= first; });
    for (auto& s : stretches) s.to = std::min(s.to, first);
    for (const auto i : list) {
      const auto& row = rows[std::size_t(i)];
      const auto parent = row.parent_code.empty() ? -1 : forest.node(row.parent_code);
      // forest.node may have moved the nodes.
      forest.nodes[std::size_t(n)].stretches.push_back(
          {row.from, row.to.value_or(open_end), parent, i, row.kind, row.level});
    }
    forest.nodes[std::size_t(n)].known = true;
    forest.nodes[std::size_t(n)].first_row = list.front();
    if (before.empty()) continue;
    std::vector<const UnitRow*> own;
    for (const auto i : list) own.push_back(&rows[std::size_t(i)]);
    std::ranges::move(find_lost(before, cell_times(forest.nodes[std::size_t(n)].stretches), own),
                      std::back_inserter(lost));
  }
  return lost;
}

std::vector<RowProblem> check_forest(const Forest& forest, std::span<const UnitRow> rows) {
  std::vector<RowProblem> problems;
  ForestCheck(forest, rows, problems).check_all();
  check_cycles(forest, rows, problems);
  std::stable_sort(problems.begin(), problems.end(), [](const auto& a, const auto& b) {
    return std::tie(a.line, a.field, a.key) < std::tie(b.line, b.field, b.key);
  });
  const auto same = [](const auto& a, const auto& b) {
    return a.line == b.line && a.field == b.field && a.key == b.key;
  };
  problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
  return problems;
}

}  // namespace tree
