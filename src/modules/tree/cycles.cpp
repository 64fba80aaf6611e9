#include <algorithm>
#include <map>
#include <set>

#include "modules/tree/forest.h"

namespace tree {
namespace {

// One stretch points to every stretch of its parent that it shares a day with. Where this graph of stretches
// has no circle, no day has one. Only inside its circles days are looked at one by one.
class CycleSearch {
 public:
  CycleSearch(const Forest& forest, std::span<const UnitRow> rows, std::vector<RowProblem>& problems)
      : forest_(forest), rows_(rows), problems_(problems) {
    first_.reserve(forest.nodes.size() + 1);
    std::int32_t count = 0;
    for (const auto& node : forest.nodes) {
      first_.push_back(count);
      count += std::int32_t(node.stretches.size());
    }
    first_.push_back(count);
    owner_.resize(std::size_t(count));
    for (std::size_t n = 0; n < forest.nodes.size(); ++n)
      for (auto s = first_[n]; s < first_[n + 1]; ++s) owner_[std::size_t(s)] = std::int32_t(n);
    order_.assign(std::size_t(count), 0);
    low_.assign(std::size_t(count), 0);
    stacked_.assign(std::size_t(count), false);
  }

  void find_all() {
    for (std::int32_t s = 0; s < std::int32_t(order_.size()); ++s)
      if (!order_[std::size_t(s)]) visit(s);
  }

 private:
  const Stretch& stretch(std::int32_t s) const {
    const auto n = owner_[std::size_t(s)];
    return forest_.nodes[std::size_t(n)].stretches[std::size_t(s - first_[std::size_t(n)])];
  }
  // The next stretch of the parent from `at` on that shares a day with s; -1 when there is none.
  std::int32_t next_above(std::int32_t s, std::int32_t at) const {
    const auto& mine = stretch(s);
    if (mine.parent < 0 || mine.parent == owner_[std::size_t(s)]) return -1;
    const auto begin = first_[std::size_t(mine.parent)], end = first_[std::size_t(mine.parent) + 1];
    for (auto t = std::max(begin, at); t < end; ++t)
      if (stretch(t).from < mine.to && mine.from < stretch(t).to) return t;
    return -1;
  }

  // Tarjan's search for strongly connected parts, without recursion: chains may be long in hostile files.
  void visit(std::int32_t start) {
    struct Step {
      std::int32_t s, next;
    };
    std::vector<Step> steps{{start, 0}};
    open(start);
    while (!steps.empty()) {
      const auto s = steps.back().s;
      const auto t = next_above(s, steps.back().next);
      if (t >= 0) {
        steps.back().next = t + 1;
        if (!order_[std::size_t(t)]) {
          open(t);
          steps.push_back({t, 0});
        } else if (stacked_[std::size_t(t)]) {
          low_[std::size_t(s)] = std::min(low_[std::size_t(s)], order_[std::size_t(t)]);
        }
        continue;
      }
      steps.pop_back();
      if (!steps.empty())
        low_[std::size_t(steps.back().s)] = std::min(low_[std::size_t(steps.back().s)], low_[std::size_t(s)]);
      if (low_[std::size_t(s)] == order_[std::size_t(s)]) close(s);
    }
  }

  void open(std::int32_t s) {
    order_[std::size_t(s)] = low_[std::size_t(s)] = ++counter_;
    stack_.push_back(s);
    stacked_[std::size_t(s)] = true;
  }

  void close(std::int32_t root) {
    std::vector<std::int32_t> part;
    std::int32_t s = -1;
    do {
      s = stack_.back();
      stack_.pop_back();
      stacked_[std::size_t(s)] = false;
      part.push_back(s);
    } while (s != root);
    if (part.size() > 1) check_part(part);
  }

  // A circle of some days holds on the first day of one of its stretches: those days are looked at.
  void check_part(const std::vector<std::int32_t>& part) {
    std::set<base::Date> days;
    for (const auto s : part) days.insert(stretch(s).from);
    const bool tangled = days.size() * part.size() > 50'000'000;
    std::set<std::int32_t> told;
    if (tangled) {
      for (const auto s : part) tell(s, "tree.too_tangled", {});
      return;
    }
    for (const auto day : days) {
      std::map<std::int32_t, std::int32_t> active;  // node → its stretch on that day
      for (const auto s : part)
        if (stretch(s).from <= day && day < stretch(s).to) active[owner_[std::size_t(s)]] = s;
      check_day(active, day, told);
    }
  }

  void check_day(const std::map<std::int32_t, std::int32_t>& active, base::Date day, std::set<std::int32_t>& told) {
    std::map<std::int32_t, int> colour;  // 1: on this walk, 2: done
    for (const auto& [start, unused] : active) {
      std::vector<std::int32_t> walk;
      std::int32_t n = start;
      while (active.contains(n) && !colour[n]) {
        colour[n] = 1;
        walk.push_back(n);
        n = stretch(active.at(n)).parent;
      }
      if (active.contains(n) && colour[n] == 1) {
        const auto from = std::find(walk.begin(), walk.end(), n);
        std::string line;
        int shown = 0;
        for (auto it = from; it != walk.end() && shown < 6; ++it, ++shown)
          line += forest_.nodes[std::size_t(*it)].code + " → ";
        line += shown < walk.end() - from ? "…" : forest_.nodes[std::size_t(*from)].code;
        for (auto it = from; it != walk.end(); ++it)
          if (told.insert(active.at(*it)).second)
            tell(active.at(*it), "tree.cycle", {{"line_of_units", line}, {"day", base::to_vietnamese(day)}});
      }
      for (const auto w : walk) colour[w] = 2;
    }
  }

  void tell(std::int32_t s, const char* key, base::Parameters parameters) {
    if (const auto row = stretch(s).row; row >= 0)
      problems_.push_back({rows_[std::size_t(row)].line, "parent_code", key, std::move(parameters)});
  }

  const Forest& forest_;
  std::span<const UnitRow> rows_;
  std::vector<RowProblem>& problems_;
  std::vector<std::int32_t> first_, owner_, order_, low_, stack_;
  std::vector<bool> stacked_;
  std::int32_t counter_ = 0;
};

}  // namespace

void check_cycles(const Forest& forest, std::span<const UnitRow> rows, std::vector<RowProblem>& problems) {
  CycleSearch(forest, rows, problems).find_all();
}

}  // namespace tree
