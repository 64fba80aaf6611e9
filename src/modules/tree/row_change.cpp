#include "modules/tree/row_change.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_set>

#include "base/text.h"
#include "modules/tree/forest.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

constexpr std::string_view stored_columns =
    "SELECT s.id, s.unit_id, s.parent_id, s.name, s.words, s.kind, s.level, s.from_date, s.to_date FROM tree_span s ";

StoredSpan read_stored(const platform::Row& row) {
  return {row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::optional<std::int64_t>>(2).value_or(0),
          row.get<std::string>(3),  row.get<std::string>(4),  row.get<std::string>(5),
          row.get<std::string>(6),  row.get<base::Date>(7),   row.get<std::optional<base::Date>>(8)};
}

// Of all units that are or ever were.
std::int64_t last_id(platform::Transaction& tx) {
  return std::max(tx.find<std::int64_t>("SELECT MAX(id) FROM tree_unit").value_or(0),
                  tx.find<std::int64_t>("SELECT last_unit FROM tree_state").value_or(0));
}

}  // namespace

RowChange::RowChange(platform::Transaction& tx, std::span<const UnitRow> rows, Replace replace)
    : rows_(rows), replace_(replace) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < rows.size(); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](auto a, auto b) {
    return std::tie(rows[a].code, rows[a].from) < std::tie(rows[b].code, rows[b].from);
  });
  if (rows.size() >= whole_from)
    read_ids(tx), read_all_spans(tx);
  else
    read_ids_named(tx);
  for (std::size_t at = 0; at < order.size();) {
    auto end = at;
    while (end < order.size() && rows[order[end]].code == rows[order[at]].code) ++end;
    change_unit(tx, std::span(order).subspan(at, end - at));
    at = end;
  }
}

void RowChange::read_ids(platform::Transaction& tx) {
  tx.each("SELECT id, code FROM tree_unit",
          [&](platform::Row row) { ids_[row.get<std::string>(1)] = row.get<std::int64_t>(0); });
}

void RowChange::read_ids_named(platform::Transaction& tx) {
  std::set<std::string> codes;
  for (const auto& row : rows_) {
    codes.insert(row.code);
    if (!row.parent_code.empty()) codes.insert(row.parent_code);
  }
  const std::vector<std::string> list(codes.begin(), codes.end());
  in_pieces(std::span(list), [&](const std::string& places, const auto& values) {
    for (auto r = tx.query_values("SELECT id, code FROM tree_unit WHERE code IN (" + places + ")", values); r->next();)
      ids_[std::string(r->text(1))] = r->integer(0);
  });
}

void RowChange::read_all_spans(platform::Transaction& tx) {
  tx.each(std::string(stored_columns) + "WHERE" + seen() + "ORDER BY s.unit_id, s.from_date",
          [&](platform::Row row) { stored_[row.get<std::int64_t>(1)].push_back(read_stored(row)); });
}

std::vector<StoredSpan> RowChange::stored(platform::Transaction& tx, const std::string& code) {
  const auto unit = ids_.find(code);
  if (unit == ids_.end()) return {};
  if (rows_.size() >= whole_from) {
    const auto it = stored_.find(unit->second);
    return it == stored_.end() ? std::vector<StoredSpan>{} : std::move(it->second);
  }
  static const std::string sql =
      std::string(stored_columns) + "WHERE s.unit_id = ? AND" + seen() + "ORDER BY s.from_date";
  std::vector<StoredSpan> spans;
  tx.each(
      sql, [&](platform::Row row) { spans.push_back(read_stored(row)); }, unit->second);
  return spans;
}

bool RowChange::same(const StoredSpan& span, const UnitRow& row) const {
  const auto parent = ids_.find(row.parent_code);
  const auto parent_id = row.parent_code.empty() ? 0 : parent == ids_.end() ? -1 : parent->second;
  return span.from == row.from && span.to == row.to && span.name == row.name &&
         span.kind == base::enum_name(row.kind) && span.level == base::enum_name(row.level) &&
         span.parent_id == parent_id;
}

void RowChange::find_lost_time(const std::vector<StoredSpan>& before, std::span<const std::size_t> of_unit,
                               base::Date first) {
  if (before.empty()) return;
  std::vector<CellTime> was, will;
  for (const auto& span : before) {
    was.push_back({span.from, span.to.value_or(open_end), holds_members(read_kind(span.kind))});
    if (replace_ == Replace::whole || span.from >= first) continue;
    will.push_back(was.back());
    will.back().to = std::min(will.back().to, first);
  }
  std::vector<const UnitRow*> rows;
  for (const auto i : of_unit) {
    rows.push_back(&rows_[i]);
    will.push_back({rows_[i].from, rows_[i].to.value_or(open_end), holds_members(rows_[i].kind)});
  }
  for (auto& time : find_lost(was, will, rows)) {
    time.unit = UnitId{before.front().unit_id};
    lost.push_back(std::move(time));
  }
}

void RowChange::change_unit(platform::Transaction& tx, std::span<const std::size_t> of_unit) {
  const auto& code = rows_[of_unit.front()].code;
  const base::Date first = rows_[of_unit.front()].from;
  if (!ids_.contains(code)) fresh_codes.push_back(code);
  std::vector<StoredSpan> replaced;
  bool cut = false;
  auto spans = stored(tx, code);
  find_lost_time(spans, of_unit, first);
  for (auto& span : spans) {
    if (replace_ == Replace::whole || span.from >= first) {
      replaced.push_back(std::move(span));
    } else if (!span.to || *span.to > first) {
      span.to = first;
      shortened.push_back(std::move(span));
      cut = true;
    }
  }
  bool equal = replaced.size() == of_unit.size();
  for (std::size_t i = 0; equal && i < replaced.size(); ++i) equal = same(replaced[i], rows_[of_unit[i]]);
  if (equal && !cut) return;
  changed.push_back(of_unit.front());
  if (equal) return;
  std::move(replaced.begin(), replaced.end(), std::back_inserter(removed));
  added.insert(added.end(), of_unit.begin(), of_unit.end());
}

void RowChange::remove_units(platform::Transaction& tx, std::span<const UnitId> units) {
  if (units.empty()) return;
  std::unordered_set<std::int64_t> gone;
  for (const auto unit : units) gone.insert(unit.value);
  tx.each(std::string(stored_columns) + "WHERE" + seen() + "ORDER BY s.unit_id, s.from_date", [&](platform::Row row) {
    if (gone.contains(row.get<std::int64_t>(1))) removed.push_back(read_stored(row));
  });
}

void RowChange::add_units(platform::Transaction& tx, std::span<const std::string_view> codes) {
  if (codes.empty()) return;
  // PostgreSQL counts on by itself.
  const bool numbers = tx.engine() == platform::Engine::sqlite;
  std::int64_t next = numbers ? last_id(tx) : 0;
  if (codes.size() < whole_from) {
    for (const auto code : codes)
      ids_[std::string(code)] =
          numbers ? tx.insert("INSERT INTO tree_unit(id, code, fold) VALUES (?, ?, ?)", ++next, code, base::fold(code))
                  : tx.insert("INSERT INTO tree_unit(code, fold) VALUES (?, ?)", code, base::fold(code));
    return;
  }
  static constexpr std::string_view columns[] = {"code", "fold", "id"};
  const auto bulk = tx.bulk_insert("tree_unit", std::span(columns).first(numbers ? 3 : 2));
  for (const auto code : codes) {
    const std::string fold = base::fold(code);
    const platform::Value row[] = {code, std::string_view(fold), ++next};
    bulk->add(std::span(row).first(numbers ? 3 : 2));
  }
  bulk->finish();
}

StoredSpan RowChange::span_of(const UnitRow& row) const {
  // The level's word stands last, so that the index finds a name's words within one level.
  std::string words = search_words(row.name);
  if (!words.empty()) words += ' ';
  return {0,
          id(row.code),
          row.parent_code.empty() ? 0 : id(row.parent_code),
          row.name,
          words + level_word(row.level),
          std::string(base::enum_name(row.kind)),
          std::string(base::enum_name(row.level)),
          row.from,
          row.to};
}

void retire_ids(platform::Transaction& tx) { tx.run("UPDATE tree_state SET last_unit = ?", last_id(tx)); }

std::int64_t generation(platform::Transaction& tx) {
  return tx.find<std::int64_t>("SELECT generation FROM tree_state").value_or(0);
}

std::vector<StoredSpan> read_spans(platform::Transaction& tx, std::span<const std::int64_t> ids) {
  std::vector<StoredSpan> spans;
  in_pieces(ids, [&](const std::string& places, const auto& values) {
    const auto rows = tx.query_values(std::string(stored_columns) + "WHERE s.id IN (" + places + ")", values);
    while (rows->next()) spans.push_back(read_stored(platform::Row(*rows)));
  });
  return spans;
}

void insert_spans(platform::Transaction& tx, std::span<const StoredSpan> spans, std::int64_t first_seen) {
  if (spans.empty()) return;
  const auto last = tx.find<std::int64_t>("SELECT MAX(id) FROM tree_span").value_or(0);
  static constexpr std::string_view columns[] = {"unit_id", "parent_id", "name",    "words",     "kind",
                                                 "level",   "from_date", "to_date", "first_seen"};
  const auto bulk = tx.bulk_insert("tree_span", columns);
  for (const auto& span : spans) {
    const std::string from = base::to_iso(span.from), to = span.to ? base::to_iso(*span.to) : "";
    const platform::Value values[] = {span.unit_id,
                                      span.parent_id ? platform::Value(span.parent_id) : platform::Value(nullptr),
                                      std::string_view(span.name),
                                      std::string_view(span.words),
                                      std::string_view(span.kind),
                                      std::string_view(span.level),
                                      std::string_view(from),
                                      span.to ? platform::Value(std::string_view(to)) : platform::Value(nullptr),
                                      first_seen};
    bulk->add(values);
  }
  bulk->finish();
  if (tx.engine() == platform::Engine::sqlite)
    tx.run("INSERT INTO tree_search(rowid, words) SELECT id, words FROM tree_span WHERE id > ?", last);
}

void remove_span(platform::Transaction& tx, const StoredSpan& span) {
  if (tx.engine() == platform::Engine::sqlite)
    tx.run("INSERT INTO tree_search(tree_search, rowid, words) VALUES ('delete', ?, ?)", span.id, span.words);
  tx.run("DELETE FROM tree_span WHERE id = ?", span.id);
}

}  // namespace tree
