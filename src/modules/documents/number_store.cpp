#include "modules/documents/number_store.h"

#include <algorithm>

namespace documents::store {
namespace {

constexpr const char* series_columns = "id, unit_id, code, code_key, congress_id, run";

StoredSeries read_series(const platform::Row& row) {
  return {row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::string>(2),
          row.get<std::string>(3),  row.get<std::int64_t>(4), row.get<std::string>(5)};
}

StoredNumber read_number(const platform::Row& row) {
  return {row.get<std::int64_t>(0), row.get<std::string>(1),
          base::parse_enum<NumberState>(row.get<std::string>(2)).value_or(NumberState::used),
          row.get<std::optional<std::int64_t>>(3).value_or(0), row.get<std::string>(4)};
}

}  // namespace

std::vector<StoredCongress> list_congresses(Transaction& tx, std::int64_t unit_id) {
  std::vector<StoredCongress> all;
  tx.each(
      "SELECT id, unit_id, number, opened, closed, plenum, term_from, source FROM documents_congress WHERE unit_id = ? "
      "ORDER BY term_from",
      [&](platform::Row row) {
        all.push_back({row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::int64_t>(2),
                       row.get<std::optional<base::Date>>(3), row.get<base::Date>(4),
                       row.get<std::optional<base::Date>>(5), row.get<base::Date>(6), row.get<std::string>(7)});
      },
      unit_id);
  return all;
}

std::int64_t insert_congress(Transaction& tx, const StoredCongress& c) {
  return tx.insert(
      "INSERT INTO documents_congress(unit_id, number, opened, closed, plenum, term_from, source) VALUES (?, ?, ?, ?, "
      "?, ?, ?)",
      c.unit_id, c.number, c.opened, c.closed, c.plenum, c.term_from, c.source);
}

std::int64_t find_term(Transaction& tx, std::int64_t unit_id, const std::optional<base::PartialDate>& issued,
                       bool congress_paper) {
  if (!issued) return 0;
  if (congress_paper)  // a paper of the congress that was sitting, or had just closed, on that day
    if (const auto id = tx.find<std::int64_t>("SELECT id FROM documents_congress WHERE unit_id = ? AND (opened IS NULL "
                                              "OR opened <= ?) AND closed >= ? ORDER BY closed LIMIT 1",
                                              unit_id, issued->last(), issued->first()))
      return *id;
  const auto term_at = [&](base::Date day) {
    return tx.find<std::int64_t>(
        "SELECT id FROM documents_congress WHERE unit_id = ? AND term_from <= ? ORDER BY term_from DESC LIMIT 1",
        unit_id, day);
  };
  const auto first = term_at(issued->first());
  if (first && first == term_at(issued->last())) return *first;
  return -std::int64_t(issued->year);
}

std::optional<std::int64_t> term_number(Transaction& tx, std::int64_t congress_id) {
  if (congress_id <= 0) return std::nullopt;
  return tx.find<std::int64_t>("SELECT number FROM documents_congress WHERE id = ?", congress_id);
}

std::optional<StoredSeries> find_series(Transaction& tx, std::int64_t id) {
  auto rows = tx.query(std::string("SELECT ") + series_columns + " FROM documents_series WHERE id = ?", id);
  if (!rows->next()) return std::nullopt;
  return read_series(platform::Row(*rows));
}

StoredSeries ensure_series(Transaction& tx, std::int64_t unit_id, const std::string& code, std::int64_t congress_id,
                           bool congress_paper) {
  StoredSeries s{0,
                 unit_id,
                 congress_paper ? "" : code,
                 congress_paper ? "" : code_key(code),
                 congress_id,
                 congress_paper ? "congress" : "committee"};
  const auto id = tx.find<std::int64_t>(
      "SELECT id FROM documents_series WHERE unit_id = ? AND code_key = ? AND congress_id = ? AND run = ?", unit_id,
      s.code_key, congress_id, s.run);
  s.id =
      id ? *id
         : tx.insert("INSERT INTO documents_series(unit_id, code, code_key, congress_id, run) VALUES (?, ?, ?, ?, ?)",
                     unit_id, s.code, s.code_key, congress_id, s.run);
  return s;
}

std::vector<std::pair<StoredSeries, NumberCounts>> list_series(Transaction& tx, const std::string& condition,
                                                               const platform::Bindings& values, std::size_t limit) {
  std::vector<std::pair<StoredSeries, NumberCounts>> all;
  const auto rows = tx.query_values(
      "SELECT s.id, s.unit_id, s.code, s.code_key, s.congress_id, s.run, SUM(CASE n.state WHEN 'used' THEN 1 ELSE 0 "
      "END), SUM(CASE n.state WHEN 'reserved' THEN 1 ELSE 0 END), SUM(CASE n.state WHEN 'voided' THEN 1 ELSE 0 END), "
      "COALESCE(MAX(n.number), 0), COUNT(DISTINCT n.number) FROM (SELECT s.* FROM documents_series s JOIN tree_scope t "
      "ON t.unit_id = s.unit_id WHERE " +
          condition + " ORDER BY s.unit_id, s.code_key, s.congress_id DESC, s.id LIMIT " + std::to_string(limit) +
          ") s LEFT JOIN documents_number n ON n.series_id = s.id GROUP BY s.id, s.unit_id, s.code, s.code_key, "
          "s.congress_id, s.run ORDER BY s.unit_id, s.code_key, s.congress_id DESC, s.id",
      values.values());
  while (rows->next())
    all.emplace_back(
        read_series(platform::Row(*rows)),
        NumberCounts{rows->integer(6), rows->integer(7), rows->integer(8), rows->integer(9), rows->integer(10)});
  return all;
}

std::string series_label(Transaction& tx, const StoredSeries& s) {
  std::string name = s.run == "congress" ? "Văn kiện đại hội" : s.code;
  if (const auto term = term_number(tx, s.congress_id))
    return name + " khóa " + (*term < 50 ? roman(int(*term)) : std::to_string(*term));
  return s.congress_id < 0 ? name + " năm " + std::to_string(-s.congress_id) : name;
}

std::optional<StoredNumber> find_number(Transaction& tx, std::int64_t series_id, std::int64_t number,
                                        std::string_view suffix) {
  auto rows = tx.query(
      "SELECT number, suffix, state, document_id, reason FROM documents_number WHERE series_id = ? AND number = ? AND "
      "suffix = ?",
      series_id, number, suffix);
  if (!rows->next()) return std::nullopt;
  return read_number(platform::Row(*rows));
}

std::int64_t highest_number(Transaction& tx, std::int64_t series_id) {
  return tx.find<std::int64_t>("SELECT COALESCE(MAX(number), 0) FROM documents_number WHERE series_id = ?", series_id)
      .value_or(0);
}

bool has_stub(Transaction& tx, std::int64_t series_id, std::int64_t number) {
  return tx
      .find<std::int64_t>(
          "SELECT id FROM documents_document WHERE series_id = ? AND state = 'stub' AND number = ? LIMIT 1", series_id,
          number)
      .has_value();
}

void store_number(Transaction& tx, std::int64_t series_id, const StoredNumber& n, std::int64_t now,
                  const std::string& actor) {
  const std::optional<std::int64_t> document = n.document_id ? std::optional(n.document_id) : std::nullopt;
  if (find_number(tx, series_id, n.number, n.suffix))
    tx.run(
        "UPDATE documents_number SET state = ?, document_id = ?, reason = ?, at = ?, actor = ? WHERE series_id = ? AND "
        "number = ? AND suffix = ?",
        base::enum_name(n.state), document, n.reason, now, actor, series_id, n.number, n.suffix);
  else
    tx.run(
        "INSERT INTO documents_number(series_id, number, suffix, state, document_id, reason, at, actor) VALUES (?, ?, "
        "?, ?, ?, ?, ?, ?)",
        series_id, n.number, n.suffix, base::enum_name(n.state), document, n.reason, now, actor);
}

void remove_number(Transaction& tx, std::int64_t series_id, std::int64_t document_id) {
  tx.run("DELETE FROM documents_number WHERE series_id = ? AND document_id = ?", series_id, document_id);
}

void each_number(Transaction& tx, std::int64_t series_id, const std::function<void(const StoredNumber&)>& f) {
  tx.each(
      "SELECT number, suffix, state, document_id, reason FROM documents_number WHERE series_id = ? ORDER BY number, "
      "suffix",
      [&](platform::Row row) { f(read_number(row)); }, series_id);
}

}  // namespace documents::store
