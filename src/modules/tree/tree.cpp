#include "modules/tree/tree.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "modules/tree/row_change.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

constexpr int deepest = 64;  // no tree of units comes near; guards against a damaged store

std::string select_spans(std::string_view rest) {
  return "SELECT " + std::string(span_columns) + std::string(span_tables) + std::string(rest);
}

}  // namespace

// Two small tables, so that reading 300,000 spans does not search the descriptions of the enums each time.
UnitKind read_kind(std::string_view name) {
  static const auto table = [] {
    std::vector<std::pair<std::string_view, UnitKind>> t;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<UnitKind>>(
        [&](auto d) { t.emplace_back(d.name, d.value); });
    return t;
  }();
  for (const auto& [known, kind] : table)
    if (known == name) return kind;
  return UnitKind::other;
}

UnitLevel read_level(std::string_view name) {
  static const auto table = [] {
    std::vector<std::pair<std::string_view, UnitLevel>> t;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<UnitLevel>>(
        [&](auto d) { t.emplace_back(d.name, d.value); });
    return t;
  }();
  for (const auto& [known, level] : table)
    if (known == name) return level;
  return UnitLevel::none;
}

UnitSpan read_span(const platform::Row& row) {
  UnitSpan span;
  span.unit_id = row.get<UnitId>(0);
  span.code = row.get<std::string>(1);
  span.name = row.get<std::string>(2);
  span.kind = read_kind(row.get<std::string>(3));
  span.level = read_level(row.get<std::string>(4));
  span.parent_id = row.get<std::optional<UnitId>>(5);
  span.parent_code = row.get<std::string>(6);
  span.from = row.get<base::Date>(7);
  span.to = row.get<std::optional<base::Date>>(8);
  return span;
}

std::string search_words(std::string_view text) {
  std::string out;
  bool blank = false;
  for (const char c : base::fold(text)) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (!word) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

std::string level_word(UnitLevel level) { return "_" + std::to_string(int(level)); }

std::string path_end(std::string_view path) {
  std::string end(path);
  if (!end.empty()) end.back() = char(end.back() + 1);
  return end;
}

std::optional<UnitId> Tree::find_unit(platform::Transaction& tx, std::string_view code) const {
  // A code that is only being staged is not there yet.
  static const std::string sql =
      "SELECT u.id FROM tree_unit u WHERE u.code = ? AND EXISTS (SELECT 1 FROM tree_span s WHERE s.unit_id = u.id AND" +
      seen() + ")";
  return tx.find<UnitId>(sql, code);
}

std::optional<UnitSpan> Tree::find_span(platform::Transaction& tx, UnitId unit, base::Date on) const {
  static const std::string sql = select_spans("WHERE s.unit_id = ? AND") + holds_on();
  std::optional<UnitSpan> span;
  tx.each(
      sql, [&](platform::Row row) { span = read_span(row); }, unit, on, on);
  return span;
}

std::optional<UnitSpan> Tree::nearest_span(platform::Transaction& tx, UnitId unit, base::Date on) const {
  std::optional<UnitSpan> nearest;
  for (auto& span : list_history(tx, unit))
    if (!nearest || span.from <= on) nearest = std::move(span);
  return nearest;
}

std::vector<UnitSpan> Tree::list_history(platform::Transaction& tx, UnitId unit) const {
  static const std::string sql = select_spans("WHERE s.unit_id = ? AND" + seen() + "ORDER BY s.from_date");
  std::vector<UnitSpan> spans;
  tx.each(
      sql, [&](platform::Row row) { spans.push_back(read_span(row)); }, unit);
  return spans;
}

std::vector<Tree::Child> Tree::list_children(platform::Transaction& tx, UnitId parent, base::Date on, int offset,
                                             int limit) const {
  static const std::string sql = "SELECT " + std::string(span_columns) +
                                 ", (SELECT COUNT(*) FROM tree_span c WHERE c.parent_id = s.unit_id AND" +
                                 holds_on("c") + ")" + std::string(span_tables) + "WHERE s.parent_id = ? AND" +
                                 holds_on() + "ORDER BY u.code LIMIT ? OFFSET ?";
  std::vector<Child> children;
  tx.each(
      sql,
      [&](platform::Row row) {
        children.push_back({read_span(row), row.get<std::int64_t>(9)});
      },
      on, on, parent, on, on, limit, offset);
  return children;
}

std::int64_t Tree::count_children(platform::Transaction& tx, UnitId parent, base::Date on) const {
  static const std::string sql = "SELECT COUNT(*) FROM tree_span s WHERE s.parent_id = ? AND" + holds_on();
  return tx.find<std::int64_t>(sql, parent, on, on).value_or(0);
}

std::vector<std::string> Tree::list_codes_below(platform::Transaction& tx, UnitId parent, base::Date from) const {
  static const std::string sql =
      "SELECT DISTINCT u.code FROM tree_span s JOIN tree_unit u ON u.id = s.unit_id WHERE s.parent_id = ? AND "
      "(s.to_date IS NULL OR s.to_date > ?) AND" +
      seen() + "ORDER BY u.code";
  std::vector<std::string> codes;
  tx.each(
      sql, [&](platform::Row row) { codes.push_back(row.get<std::string>(0)); }, parent, from);
  return codes;
}

std::vector<UnitSpan> Tree::list_roots(platform::Transaction& tx, base::Date on) const {
  static const std::string sql = select_spans("WHERE s.parent_id IS NULL AND") + holds_on() + "ORDER BY u.code";
  std::vector<UnitSpan> roots;
  tx.each(
      sql, [&](platform::Row row) { roots.push_back(read_span(row)); }, on, on);
  return roots;
}

std::vector<UnitSpan> Tree::list_ancestors(platform::Transaction& tx, UnitId unit, base::Date on) const {
  std::vector<UnitSpan> line;
  std::optional<UnitId> next = unit;
  while (next && int(line.size()) < deepest) {
    auto span = find_span(tx, *next, on);
    if (!span) break;
    next = span->parent_id;
    line.push_back(std::move(*span));
  }
  std::reverse(line.begin(), line.end());
  return line;
}

std::string Tree::path(platform::Transaction& tx, UnitId unit) const {
  auto path = tx.find<std::string>("SELECT path FROM tree_scope WHERE unit_id = ?", unit);
  if (!path) throw base::Error(base::ErrorKind::not_found, "tree.unit_unknown");
  return *path;
}

bool Tree::contains(platform::Transaction& tx, UnitId ancestor, UnitId unit) const {
  return path(tx, unit).starts_with(path(tx, ancestor));
}

void Tree::tell(platform::Transaction& tx, std::optional<std::span<const UnitId>> units) const {
  if (units && units->empty()) return;
  for (auto* listener : listeners_) listener->tree_changed(tx, units);
}

std::int64_t Tree::version(platform::Transaction& tx) const {
  return tx.find<std::int64_t>("SELECT version FROM tree_state WHERE id = 1").value_or(0);
}

void Tree::each_span(platform::Transaction& tx, const std::function<void(const UnitSpan&)>& f) const {
  // By lists of ids: a page that begins after a code would read all those before it once more, on either engine.
  std::vector<std::int64_t> units;
  tx.each("SELECT id FROM tree_unit ORDER BY code",
          [&](platform::Row row) { units.push_back(row.get<std::int64_t>(0)); });
  std::vector<UnitSpan> page;
  in_pieces<500>(std::span<const std::int64_t>(units), [&](const std::string& places, const auto& values) {
    page.clear();
    const auto sql = select_spans("WHERE s.unit_id IN (" + places + ") AND" + seen() + "ORDER BY u.code, s.from_date");
    for (auto rows = tx.query_values(sql, values); rows->next();) page.push_back(read_span(platform::Row(*rows)));
    for (const auto& span : page) f(span);
  });
}

void Tree::each_place(platform::Transaction& tx, std::span<const UnitRow> rows,
                      const std::function<void(const std::string& code, const std::string& path)>& f) const {
  // One look-up for each unit: right after a great import PostgreSQL does not know yet how many paths there are, and
  // would join all of them.
  const std::string all = "SELECT u.code, (SELECT c.path FROM tree_scope c WHERE c.unit_id = u.id) FROM tree_unit u";
  const auto tell = [&](platform::Row row) {
    if (const auto path = row.get<std::optional<std::string>>(1)) f(row.get<std::string>(0), *path);
  };
  if (rows.size() >= whole_from) return tx.each(all, tell);
  std::set<std::string> codes;
  for (const auto& row : rows) codes.insert({row.code, row.parent_code});
  const std::vector<std::string> list(codes.begin(), codes.end());
  in_pieces(std::span(list), [&](const std::string& places, const auto& values) {
    for (auto r = tx.query_values(all + " WHERE u.code IN (" + places + ")", values); r->next();)
      tell(platform::Row(*r));
  });
}

std::int64_t Tree::count_units(platform::Transaction& tx, base::Date on) const {
  static const std::string sql = "SELECT COUNT(*) FROM tree_span s WHERE" + holds_on();
  return tx.find<std::int64_t>(sql, on, on).value_or(0);
}

}  // namespace tree
