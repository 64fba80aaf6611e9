#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "modules/tree/forest.h"
#include "modules/tree/row_change.h"
#include "modules/tree/tree.h"
#include "modules/tree/tree_scope.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

// What a check needs of the store.
class ForestLoader {
 public:
  ForestLoader(platform::Transaction& tx, Forest& forest) : tx_(tx), forest_(forest) {}

  void load_whole() {
    std::unordered_map<std::int64_t, std::int32_t> nodes;
    tx_.each("SELECT id, code FROM tree_unit",
             [&](platform::Row row) { nodes[row.get<std::int64_t>(0)] = forest_.node(row.get<std::string>(1)); });
    tx_.each("SELECT unit_id, parent_id, kind, level, from_date, to_date FROM tree_span s WHERE" + seen() +
                 "ORDER BY unit_id, from_date",
             [&](platform::Row row) {
               const auto parent = row.get<std::optional<std::int64_t>>(1);
               add(nodes.at(row.get<std::int64_t>(0)), parent ? nodes.at(*parent) : -1, row, 2);
             });
  }

  // The codes named and their parents, everything above them, what hangs below the codes named, and the roots.
  void load_around(std::span<const UnitRow> rows) {
    std::set<std::string> codes;
    for (const auto& row : rows) {
      codes.insert(row.code);
      if (!row.parent_code.empty()) codes.insert(row.parent_code);
    }
    std::vector<std::int64_t> ids, named;
    const std::vector<std::string> list(codes.begin(), codes.end());
    in_pieces(std::span(list), [&](const std::string& places, const auto& values) {
      for (auto r = tx_.query_values("SELECT id FROM tree_unit WHERE code IN (" + places + ")", values); r->next();)
        ids.push_back(r->integer(0));
    });
    named = ids;
    in_pieces(std::span(std::as_const(named)), [&](const std::string& places, const auto& values) {
      const auto sql = "SELECT unit_id FROM tree_span s WHERE parent_id IN (" + places + ") AND" + seen();
      for (auto r = tx_.query_values(sql, values); r->next();) ids.push_back(r->integer(0));
    });
    tx_.each("SELECT unit_id FROM tree_span s WHERE parent_id IS NULL AND" + seen(),
             [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); });
    std::set<std::int64_t> seen;
    while (!ids.empty()) {
      std::erase_if(ids, [&](auto id) { return !seen.insert(id).second; });
      ids = load_units(ids);
    }
  }

 private:
  void add(std::int32_t node, std::int32_t parent, const platform::Row& row, int column) {
    forest_.nodes[std::size_t(node)].known = true;
    forest_.nodes[std::size_t(node)].stretches.push_back(
        {row.get<base::Date>(column + 2), row.get<std::optional<base::Date>>(column + 3).value_or(open_end), parent, -1,
         read_kind(row.get<std::string>(column)), read_level(row.get<std::string>(column + 1))});
  }

  // Gives the parents of all times.
  std::vector<std::int64_t> load_units(const std::vector<std::int64_t>& ids) {
    std::vector<std::int64_t> parents;
    in_pieces(std::span(ids), [&](const std::string& places, const auto& values) {
      const std::string sql =
          "SELECT u.code, COALESCE(p.code, ''), s.kind, s.level, s.from_date, s.to_date, s.parent_id" +
          std::string(span_tables) + "WHERE s.unit_id IN (" + places + ") AND" + seen() +
          "ORDER BY s.unit_id, s.from_date";
      for (auto r = tx_.query_values(sql, values); r->next();) {
        const platform::Row row(*r);
        const auto above = row.get<std::string>(1);
        const auto node = forest_.node(row.get<std::string>(0));
        add(node, above.empty() ? -1 : forest_.node(above), row, 2);
        if (const auto parent = row.get<std::optional<std::int64_t>>(6)) parents.push_back(*parent);
      }
    });
    return parents;
  }

  platform::Transaction& tx_;
  Forest& forest_;
};

}  // namespace

std::vector<RowProblem> Tree::check_rows(platform::Transaction& tx, std::span<const UnitRow> rows, Replace replace,
                                         Guards guards) const {
  Forest forest;
  ForestLoader loader(tx, forest);
  if (rows.size() >= whole_from)
    loader.load_whole();
  else
    loader.load_around(rows);
  auto lost = lay_rows(forest, rows, replace);
  auto problems = check_forest(forest, rows);
  if (guards == Guards::pass || guards_.empty()) return problems;
  for (auto& time : lost) time.unit = *find_unit(tx, time.code);
  std::ranges::move(ask_guards(tx, lost), std::back_inserter(problems));
  std::ranges::stable_sort(problems, {}, &RowProblem::line);
  return problems;
}

std::vector<RowProblem> Tree::ask_guards(platform::Transaction& tx, std::span<const LostTime> lost) const {
  std::vector<RowProblem> problems;
  if (lost.empty()) return problems;
  for (auto* guard : guards_) std::ranges::move(guard->check(tx, lost), std::back_inserter(problems));
  return problems;
}

std::vector<UnitId> Tree::store_rows(platform::Transaction& tx, std::span<const UnitRow> rows, base::Date today,
                                     Replace replace) const {
  require_open(tx);
  RowChange change(tx, rows, replace);
  change.add_units(tx, change.fresh_codes);
  if (change.fresh_codes.size() >= whole_from) change.read_ids(tx);
  for (const auto& span : change.removed) remove_span(tx, span);
  for (const auto& span : change.shortened) tx.run("UPDATE tree_span SET to_date = ? WHERE id = ?", span.to, span.id);
  std::vector<StoredSpan> added;
  for (const auto i : change.added) added.push_back(change.span_of(rows[i]));
  insert_spans(tx, added, generation(tx));
  std::vector<std::int64_t> ids;
  std::vector<UnitId> out;
  for (const auto i : change.changed) {
    ids.push_back(change.id(rows[i].code));
    out.push_back(UnitId{ids.back()});
  }
  rebuild_scope(tx, std::move(ids), today);
  tell(tx, out);
  return out;
}

bool Tree::is_great(platform::Transaction& tx, std::span<const UnitRow> rows) const {
  if (rows.size() >= whole_from) return true;
  const auto day = tx.find<base::Date>("SELECT scope_day FROM tree_state WHERE id = 1");
  std::unordered_map<std::string, std::string> paths;
  each_place(tx, rows, [&](const std::string& code, const std::string& path) { paths[code] = path; });
  // A unit that has ended keeps its last place, so its latest row counts too.
  std::map<std::string_view, const UnitRow*> latest;
  for (const auto& row : rows)
    if (day && row.from <= *day)
      if (auto& known = latest[row.code]; !known || known->from < row.from) known = &row;
  std::int64_t moved = 0;
  for (const auto& [code, row] : latest) {
    const auto own = paths.find(std::string(code));
    if (own == paths.end()) continue;
    const auto& path = own->second;
    const auto above = std::string_view(path).substr(0, path.rfind('/', path.size() - 2) + 1);
    const auto parent = paths.find(row->parent_code);
    // A parent that is only made now has no path yet.
    if (above == (row->parent_code.empty() ? "/" : parent == paths.end() ? "" : std::string_view(parent->second)))
      continue;
    moved +=
        *tx.find<std::int64_t>("SELECT COUNT(*) FROM tree_scope WHERE path >= ? AND path < ?", path, path_end(path));
    if (moved > std::int64_t(few_paths)) return true;
  }
  return false;
}

}  // namespace tree
