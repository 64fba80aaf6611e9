#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "base/text.h"
#include "modules/tree/forest.h"
#include "modules/tree/tree.h"
#include "modules/tree/tree_scope.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

constexpr std::size_t whole_from = 1500;  // so many rows or more: the store is read whole, not by unit

// A list of bindings cut into pieces of one size, so that one statement serves them all.
template <class T, class F>
void in_pieces(const std::vector<T>& items, F&& f) {
  constexpr std::size_t piece = 100;
  static const std::string places = [] {
    std::string p = "?";
    for (std::size_t i = 1; i < piece; ++i) p += ",?";
    return p;
  }();
  for (std::size_t at = 0; at < items.size(); at += piece) {
    std::vector<platform::Value> values;
    for (std::size_t i = 0; i < piece; ++i)
      values.push_back(platform::to_value(items[std::min(at + i, items.size() - 1)]));
    f(places, values);
  }
}

std::string words_of(const UnitRow& row) {
  std::string words = search_words(row.name);
  if (!words.empty()) words += ' ';
  return words + level_word(row.level);
}

// ---- reading what a check needs ----

class ForestLoader {
 public:
  ForestLoader(platform::Transaction& tx, Forest& forest) : tx_(tx), forest_(forest) {}

  void load_whole() {
    std::unordered_map<std::int64_t, std::int32_t> nodes;
    tx_.each("SELECT id, code FROM tree_unit",
             [&](platform::Row row) { nodes[row.get<std::int64_t>(0)] = forest_.node(row.get<std::string>(1)); });
    tx_.each("SELECT unit_id, parent_id, kind, level, from_date, to_date FROM tree_span ORDER BY unit_id, from_date",
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
    in_pieces(std::vector<std::string>(codes.begin(), codes.end()), [&](const std::string& places, const auto& values) {
      for (auto r = tx_.query_values("SELECT id FROM tree_unit WHERE code IN (" + places + ")", values); r->next();)
        ids.push_back(r->integer(0));
    });
    named = ids;
    in_pieces(named, [&](const std::string& places, const auto& values) {
      for (auto r = tx_.query_values("SELECT unit_id FROM tree_span WHERE parent_id IN (" + places + ")", values);
           r->next();)
        ids.push_back(r->integer(0));
    });
    tx_.each("SELECT unit_id FROM tree_span WHERE parent_id IS NULL",
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
    in_pieces(ids, [&](const std::string& places, const auto& values) {
      const std::string sql =
          "SELECT u.code, COALESCE(p.code, ''), s.kind, s.level, s.from_date, s.to_date, s.parent_id" +
          std::string(span_tables) + "WHERE s.unit_id IN (" + places + ") ORDER BY s.unit_id, s.from_date";
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

// ---- writing ----

struct StoredSpan {
  std::int64_t id = 0, parent_id = 0;  // 0: none
  std::string name, kind, level, words;
  base::Date from;
  std::optional<base::Date> to;
};

class RowStore {
 public:
  RowStore(platform::Transaction& tx, std::span<const UnitRow> rows, Replace replace)
      : tx_(tx), rows_(rows), replace_(replace) {
    for (std::size_t i = 0; i < rows.size(); ++i) order_.push_back(i);
    std::sort(order_.begin(), order_.end(), [&](auto a, auto b) {
      return std::tie(rows[a].code, rows[a].from) < std::tie(rows[b].code, rows[b].from);
    });
  }

  // The units that changed.
  std::vector<std::int64_t> store() {
    find_units();
    add_units();
    if (rows_.size() >= whole_from) load_all_spans();
    for (std::size_t at = 0; at < order_.size();) {
      auto end = at;
      while (end < order_.size() && rows_[order_[end]].code == rows_[order_[at]].code) ++end;
      store_unit(std::span(order_).subspan(at, end - at));
      at = end;
    }
    insert_spans();
    return std::move(changed_);
  }

 private:
  void find_units() {
    if (rows_.size() >= whole_from) {
      tx_.each("SELECT id, code FROM tree_unit",
               [&](platform::Row row) { ids_[row.get<std::string>(1)] = row.get<std::int64_t>(0); });
      return;
    }
    std::set<std::string> codes;
    for (const auto& row : rows_) {
      codes.insert(row.code);
      if (!row.parent_code.empty()) codes.insert(row.parent_code);
    }
    in_pieces(std::vector<std::string>(codes.begin(), codes.end()), [&](const std::string& places, const auto& values) {
      for (auto r = tx_.query_values("SELECT id, code FROM tree_unit WHERE code IN (" + places + ")", values);
           r->next();)
        ids_[std::string(r->text(1))] = r->integer(0);
    });
  }

  void add_units() {
    std::vector<std::string_view> fresh;  // in the order of the codes: the ids do not depend on the order of rows
    for (const auto i : order_)
      if (!ids_.contains(rows_[i].code) && (fresh.empty() || fresh.back() != rows_[i].code))
        fresh.push_back(rows_[i].code);
    if (fresh.size() < whole_from) {
      for (const auto code : fresh)
        ids_[std::string(code)] = tx_.insert("INSERT INTO tree_unit(code, fold) VALUES (?, ?)", code, base::fold(code));
      return;
    }
    static constexpr std::string_view columns[] = {"code", "fold"};
    const auto bulk = tx_.bulk_insert("tree_unit", columns);
    for (const auto code : fresh) {
      const std::string fold = base::fold(code);
      const platform::Value row[] = {code, std::string_view(fold)};
      bulk->add(row);
    }
    bulk->finish();
    tx_.each("SELECT id, code FROM tree_unit",
             [&](platform::Row row) { ids_[row.get<std::string>(1)] = row.get<std::int64_t>(0); });
  }

  static StoredSpan read_stored(const platform::Row& row) {
    return {row.get<std::int64_t>(1), row.get<std::optional<std::int64_t>>(2).value_or(0),
            row.get<std::string>(3),  row.get<std::string>(4),
            row.get<std::string>(5),  row.get<std::string>(6),
            row.get<base::Date>(7),   row.get<std::optional<base::Date>>(8)};
  }
  static constexpr std::string_view stored_columns =
      "SELECT unit_id, id, parent_id, name, kind, level, words, from_date, to_date FROM tree_span ";

  void load_all_spans() {
    tx_.each(std::string(stored_columns) + "ORDER BY unit_id, from_date",
             [&](platform::Row row) { stored_[row.get<std::int64_t>(0)].push_back(read_stored(row)); });
  }

  std::vector<StoredSpan> stored(std::int64_t unit) {
    if (rows_.size() >= whole_from) {
      const auto it = stored_.find(unit);
      return it == stored_.end() ? std::vector<StoredSpan>{} : std::move(it->second);
    }
    std::vector<StoredSpan> spans;
    tx_.each(
        std::string(stored_columns) + "WHERE unit_id = ? ORDER BY from_date",
        [&](platform::Row row) { spans.push_back(read_stored(row)); }, unit);
    return spans;
  }

  bool same(const StoredSpan& span, const UnitRow& row) const {
    return span.from == row.from && span.to == row.to && span.name == row.name &&
           span.kind == base::enum_name(row.kind) && span.level == base::enum_name(row.level) &&
           span.parent_id == (row.parent_code.empty() ? 0 : ids_.at(row.parent_code));
  }

  void store_unit(std::span<const std::size_t> of_unit) {
    const auto unit = ids_.at(rows_[of_unit.front()].code);
    const base::Date first = rows_[of_unit.front()].from;
    auto before = stored(unit);
    std::vector<StoredSpan> replaced;
    bool changed = false;
    for (auto& span : before) {
      if (replace_ == Replace::whole || span.from >= first) {
        replaced.push_back(std::move(span));
      } else if (!span.to || *span.to > first) {
        tx_.run("UPDATE tree_span SET to_date = ? WHERE id = ?", first, span.id);
        changed = true;
      }
    }
    bool equal = replaced.size() == of_unit.size();
    for (std::size_t i = 0; equal && i < replaced.size(); ++i) equal = same(replaced[i], rows_[of_unit[i]]);
    if (equal && !changed) return;
    changed_.push_back(unit);
    if (equal) return;
    for (const auto& span : replaced) remove(span);
    fresh_.insert(fresh_.end(), of_unit.begin(), of_unit.end());
  }

  void remove(const StoredSpan& span) {
    if (tx_.engine() == platform::Engine::sqlite)
      tx_.run("INSERT INTO tree_search(tree_search, rowid, words) VALUES ('delete', ?, ?)", span.id, span.words);
    tx_.run("DELETE FROM tree_span WHERE id = ?", span.id);
  }

  void insert_spans() {
    if (fresh_.empty()) return;
    const auto last = tx_.find<std::int64_t>("SELECT MAX(id) FROM tree_span").value_or(0);
    static constexpr std::string_view columns[] = {"unit_id", "parent_id", "name",      "words",
                                                   "kind",    "level",     "from_date", "to_date"};
    const auto bulk = tx_.bulk_insert("tree_span", columns);
    for (const auto i : fresh_) {
      const auto& row = rows_[i];
      const std::string words = words_of(row), from = base::to_iso(row.from), to = row.to ? base::to_iso(*row.to) : "";
      const platform::Value values[] = {
          ids_.at(row.code),
          row.parent_code.empty() ? platform::Value(nullptr) : platform::Value(ids_.at(row.parent_code)),
          std::string_view(row.name),
          std::string_view(words),
          base::enum_name(row.kind),
          base::enum_name(row.level),
          std::string_view(from),
          row.to ? platform::Value(std::string_view(to)) : platform::Value(nullptr)};
      bulk->add(values);
    }
    bulk->finish();
    if (tx_.engine() == platform::Engine::sqlite)
      tx_.run("INSERT INTO tree_search(rowid, words) SELECT id, words FROM tree_span WHERE id > ?", last);
  }

  platform::Transaction& tx_;
  std::span<const UnitRow> rows_;
  Replace replace_;
  std::vector<std::size_t> order_, fresh_;
  std::unordered_map<std::string, std::int64_t> ids_;
  std::unordered_map<std::int64_t, std::vector<StoredSpan>> stored_;
  std::vector<std::int64_t> changed_;
};

}  // namespace

std::vector<RowProblem> Tree::check_rows(platform::Transaction& tx, std::span<const UnitRow> rows,
                                         Replace replace) const {
  Forest forest;
  ForestLoader loader(tx, forest);
  if (rows.size() >= whole_from)
    loader.load_whole();
  else
    loader.load_around(rows);
  lay_rows(forest, rows, replace);
  return check_forest(forest, rows);
}

std::vector<UnitId> Tree::store_rows(platform::Transaction& tx, std::span<const UnitRow> rows, base::Date today,
                                     Replace replace) const {
  auto changed = RowStore(tx, rows, replace).store();
  std::vector<UnitId> out;
  for (const auto id : changed) out.push_back(UnitId{id});
  rebuild_scope(tx, std::move(changed), today);
  return out;
}

bool Tree::refresh_scope(platform::Transaction& tx, base::Date today) const { return rebuild_scope(tx, {}, today); }

}  // namespace tree
