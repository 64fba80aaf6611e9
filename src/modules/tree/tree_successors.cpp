// What became of units: who took their place, and what old codes and names stand for.

#include <algorithm>
#include <set>
#include <unordered_map>

#include "modules/tree/row_change.h"
#include "modules/tree/tree.h"
#include "modules/tree/tree_scope.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

Successor read_successor(const platform::Row& row) {
  return {row.get<UnitId>(0), row.get<UnitId>(1), row.get<base::Date>(2), row.get<std::int64_t>(3)};
}

std::vector<Successor> list(platform::Transaction& tx, std::string_view condition, std::int64_t key) {
  std::vector<Successor> out;
  tx.each(
      "SELECT unit_id, successor_id, on_date, plan FROM tree_successor WHERE " + std::string(condition) +
          " ORDER BY on_date DESC, id",
      [&](platform::Row row) { out.push_back(read_successor(row)); }, key);
  return out;
}

// Who took the unit's place, latest by that day; nobody while it lives.
std::vector<UnitId> heirs(const Tree& tree, platform::Transaction& tx, UnitId unit, base::Date on) {
  std::vector<UnitId> out;
  const auto successors = list(tx, "unit_id = ?", unit.value);
  if (successors.empty()) return out;
  const auto span = tree.nearest_span(tx, unit, on);
  if (!span || !span->to || *span->to > on) return out;
  std::optional<base::Date> latest;
  for (const auto& s : successors) {
    if (s.on > on || (latest && s.on != *latest)) continue;
    latest = s.on;
    out.push_back(s.successor);
  }
  return out;
}

std::vector<std::int64_t> numbers_of(std::span<const UnitId> units) {
  std::vector<std::int64_t> out;
  for (const auto unit : units) out.push_back(unit.value);
  return out;
}

}  // namespace

std::vector<UnitId> Tree::resolve(platform::Transaction& tx, UnitId unit, base::Date on) const {
  std::vector<UnitId> ends, open{unit};
  std::set<UnitId> known{unit};
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    auto those = heirs(*this, tx, next, on);
    if (those.empty()) ends.push_back(next);
    for (auto it = those.rbegin(); it != those.rend(); ++it)
      if (known.insert(*it).second) open.push_back(*it);
  }
  return ends;
}

std::vector<Successor> Tree::list_successors(platform::Transaction& tx, UnitId unit) const {
  return list(tx, "unit_id = ?", unit.value);
}

std::vector<Successor> Tree::list_predecessors(platform::Transaction& tx, UnitId unit) const {
  return list(tx, "successor_id = ?", unit.value);
}

void Tree::each_successor(platform::Transaction& tx, const std::function<void(const Successor&)>& f) const {
  tx.each("SELECT unit_id, successor_id, on_date, plan FROM tree_successor ORDER BY on_date, id",
          [&](platform::Row row) { f(read_successor(row)); });
}

void Tree::add_successors(platform::Transaction& tx, std::span<const Successor> successors, base::Date today) const {
  std::vector<UnitId> changed;
  std::unordered_map<UnitId, std::vector<UnitSpan>> histories;  // a successor may have taken thousands of places
  const auto history = [&](UnitId unit) -> const std::vector<UnitSpan>& {
    const auto [it, fresh] = histories.try_emplace(unit);
    if (fresh) it->second = list_history(tx, unit);
    return it->second;
  };
  for (const auto& s : successors) {
    const auto &gone = history(s.unit), &there = history(s.successor);
    const bool ended = !gone.empty() && gone.back().to && *gone.back().to <= s.on;
    const bool holds = std::any_of(there.begin(), there.end(), [&](const auto& span) {
      return base::Interval{span.from, span.to}.contains(s.on);
    });
    if (!ended || !holds)
      throw base::Error(base::ErrorKind::invalid, "tree.successor_unfit",
                        {{"code", gone.empty() ? "" : gone.back().code},
                         {"other", there.empty() ? "" : there.back().code},
                         {"day", base::to_vietnamese(s.on)}});
    tx.run("INSERT INTO tree_successor(unit_id, successor_id, on_date, plan) VALUES (?, ?, ?, ?)", s.unit, s.successor,
           s.on, s.plan);
    changed.push_back(s.unit);
  }
  rebuild_scope(tx, numbers_of(changed), today);
  tell(tx, changed);
}

void Tree::remove_successors(platform::Transaction& tx, std::int64_t plan, base::Date today) const {
  std::vector<UnitId> changed;
  for (const auto& s : list(tx, "plan = ?", plan)) changed.push_back(s.unit);
  tx.run("DELETE FROM tree_successor WHERE plan = ?", plan);
  rebuild_scope(tx, numbers_of(changed), today);
  tell(tx, changed);
}

void Tree::remove_units(platform::Transaction& tx, std::span<const UnitId> units) const {
  require_open(tx);
  for (const auto unit : units) {
    std::vector<std::int64_t> spans;
    tx.each(
        "SELECT id FROM tree_span WHERE unit_id = ?",
        [&](platform::Row row) { spans.push_back(row.get<std::int64_t>(0)); }, unit);
    for (const auto& span : read_spans(tx, spans)) remove_span(tx, span);
  }
  if (!units.empty()) retire_ids(tx);
  // Once no span is left: one of them may have stood below another.
  for (const auto unit : units) {
    tx.run("DELETE FROM tree_path WHERE unit_id = ?", unit);
    tx.run("DELETE FROM tree_unit WHERE id = ?", unit);
  }
  if (!units.empty()) tx.run("UPDATE tree_state SET version = version + 1 WHERE id = 1");
  tell(tx, units);
}

std::vector<RowProblem> Tree::resolve_parents(platform::Transaction& tx, std::span<UnitRow> rows) const {
  std::vector<RowProblem> problems;
  if (!tx.find<std::int64_t>("SELECT id FROM tree_successor LIMIT 1")) return problems;
  std::set<std::string, std::less<>> gone;
  tx.each("SELECT DISTINCT u.code FROM tree_successor z JOIN tree_unit u ON u.id = z.unit_id",
          [&](platform::Row row) { gone.insert(row.get<std::string>(0)); });
  // A parent that the file itself gives a life on the row's day is that one.
  std::set<std::string_view> given;
  for (const auto& row : rows) given.insert(row.code);
  for (auto& row : rows) {
    if (!gone.contains(row.parent_code) || given.contains(row.parent_code)) continue;
    const auto unit = find_unit(tx, row.parent_code);
    const auto ends = unit ? resolve(tx, *unit, row.from) : std::vector<UnitId>{};
    std::string codes, code;
    for (const auto end : ends) {
      code = tx.find<std::string>("SELECT code FROM tree_unit WHERE id = ?", end).value_or("");
      codes += (codes.empty() ? "" : ", ") + code;
    }
    if (ends.size() > 1)
      problems.push_back({row.line,
                          "parent_code",
                          "tree.parent_divided",
                          {{"parent", row.parent_code}, {"codes", codes}, {"day", base::to_vietnamese(row.from)}}});
    else if (ends.size() == 1)
      row.parent_code = code;
  }
  return problems;
}

}  // namespace tree
