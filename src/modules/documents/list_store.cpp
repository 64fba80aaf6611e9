#include "modules/documents/list_store.h"

#include <algorithm>
#include <charconv>

namespace documents {
namespace {

// A scope of more units than this sees much: each row is asked instead.
constexpr std::int64_t most_party_units = 1000, most_party_lexemes = 200;
// So few hits are fetched and sorted; among more, the wanted order is walked.
constexpr std::int64_t few_hits = 2000;
// PostgreSQL: so many rows are walked before all hits are fetched, for hits that lie together at the far end.
constexpr std::int64_t most_walked = 20000;

bool on_sqlite(const Transaction& tx) { return tx.engine() == platform::Engine::sqlite; }

template <class Sql>
void add_ids(Sql& sql, const char* column, const std::vector<std::int64_t>& ids) {
  sql.text += std::string(" AND ") + column + (ids.size() == 1 ? " = ?" : " IN (");
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids.size() > 1) sql.text += i ? ",?" : "?";
    sql.values.add(ids[i]);
  }
  if (ids.size() > 1) sql.text += ")";
}

std::optional<Lister::Cursor> read_cursor(const std::string& text) {
  if (text.empty()) return std::nullopt;
  Lister::Cursor c;
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, c.first);
  if (error == std::errc{} && at != end && *at == '.')
    std::tie(at, error) = [&] {
      const auto r = std::from_chars(at + 1, end, c.second);
      return std::tuple(r.ptr, r.ec);
    }();
  if (error != std::errc{} || at != end)
    throw base::Error(base::ErrorKind::invalid, "documents.cursor").at_field("cursor");
  return c;
}

}  // namespace

Lister::Lister(Transaction& tx, Viewer viewer, const DocumentQuery& query, base::Date today)
    : tx_(tx),
      viewer_(viewer),
      query_(query),
      today_(today),
      on_(query.on.value_or(today)),
      words_(parse_search(query.text)) {
  // Values decide the plan here: a common word and a rare one need different ones. Bitmaps of hits stay exact.
  if (!on_sqlite(tx_)) tx_.run("SET LOCAL plan_cache_mode = force_custom_plan"), tx_.run("SET LOCAL work_mem = '32MB'");
  resolve();
  if (nothing_) return;
  name_parties();
  choose_way();
}

void Lister::resolve() {
  if (!query_.text.empty() && words_.empty() && query_.text.find_first_not_of(" \t\n") != std::string::npos)
    nothing_ = true;
  if (!query_.code.empty()) code_key_ = documents::code_key(query_.code);
  const auto bodies = [&](const std::string& name, std::vector<std::int64_t>& ids) {
    if (name.empty()) return;
    ids = store::list_bodies(tx_, name);
    nothing_ = nothing_ || ids.empty();
  };
  bodies(query_.issuer, issuers_);
  bodies(query_.advising, advising_);
  if (!query_.unit.empty()) {
    const auto unit = viewer_.tree.find_unit(tx_, query_.unit);
    if (unit) unit_id_ = unit->value;
    nothing_ = nothing_ || !unit;
  }
  if (query_.term) {
    tx_.each(
        "SELECT id FROM documents_congress WHERE number = ?",
        [&](platform::Row row) { congresses_.push_back(row.get<std::int64_t>(0)); }, *query_.term);
    nothing_ = nothing_ || congresses_.empty();
  }
}

// Who may see a document, as words of it: open to all; a party within the scope; a party above the scope that
// shares with its subtree.
void Lister::name_parties() {
  if (viewer_.sees_all) return;
  Sql sql{
      "SELECT s.unit_id FROM tree_scope s WHERE (SELECT p.unit_id FROM documents_party p WHERE p.unit_id = s.unit_id "
      "LIMIT 1) IS NOT NULL AND (",
      {}};
  sql.text += viewer_.scope.condition("s", sql.values) + ") LIMIT ?";
  const std::int64_t most = on_sqlite(tx_) ? most_party_units : most_party_lexemes;
  sql.values.add(most + 1);
  std::vector<std::string> words{"_o_all"};
  const auto add = [&](const Sql& units, const char* prefix) {
    const auto rows = tx_.query_values(units.text, units.values.values());
    while (rows->next()) words.push_back(prefix + std::to_string(rows->integer(0)));
  };
  add(sql, "_p_");
  Sql above{"SELECT unit_id FROM tree_scope WHERE path IN (''", {}};
  for (const auto& path : viewer_.scope.paths)
    for (std::size_t length = 1; length < path.size(); ++length)
      if (path[length - 1] == '/') above.text += ",?", above.values.add_text(path.substr(0, length));
  above.text += ")";
  add(above, "_q_");
  if (std::ssize(words) <= most) seen_words_ = std::move(words);
}

// SQLite's index gives its hits in the order of positions. Any other order, and PostgreSQL's, which gives none, is
// made from few hits, or walked.
void Lister::choose_way() {
  if (match_of_words().empty()) return;
  way_ = Way::gather;
  if (on_sqlite(tx_) && by_position()) return;
  hits_ = count(few_hits + 1);
  if (*hits_ > few_hits) way_ = Way::walk;
}

bool Lister::by_position() const { return query_.sort == Sort::newest || query_.sort == Sort::oldest; }

std::vector<std::string> Lister::facets() const {
  std::vector<std::string> all;
  if (!query_.kind.empty()) all.push_back("_k_" + query_.kind);
  if (!code_key_.empty()) all.push_back("_c_" + field_key(code_key_));
  if (!query_.field.empty()) all.push_back("_f_" + field_key(query_.field));
  if (!query_.issuer.empty()) all.push_back("_i_" + field_key(query_.issuer));
  if (!query_.advising.empty()) all.push_back("_a_" + field_key(query_.advising));
  if (query_.term) all.push_back("_t_" + std::to_string(*query_.term));
  if (unit_id_) all.push_back("_u_" + std::to_string(*unit_id_));
  if (query_.state) all.push_back("_s_" + std::string(base::enum_name(*query_.state)));
  if (query_.status && *query_.status != EffectStatus::unknown && *query_.status != EffectStatus::in_force)
    all.push_back("_e_" + std::string(base::enum_name(*query_.status)));
  return all;
}

// Every filter as words, for FTS5 or as a tsquery: all of the wanted, and one of those that show who sees it.
std::string Lister::match_of_words() const {
  const bool lite = on_sqlite(tx_);
  const std::string quote = lite ? "\"" : "'", all = lite ? " AND " : " & ", any = lite ? " OR " : " | ";
  std::string match;
  for (const auto& f : facets()) match += (match.empty() ? "" : all) + quote + f + quote;
  for (std::size_t i = 0; i < words_.words.size(); ++i) {
    match += (match.empty() ? "" : all) + quote + words_.words[i] + quote;
    if (words_.last_is_prefix && i + 1 == words_.words.size()) match += lite ? "*" : ":*";
  }
  if (seen_words_.empty()) return match;
  if (!match.empty()) match += all;
  for (std::size_t i = 0; i < seen_words_.size(); ++i) match += (i ? any : "(") + quote + seen_words_[i] + quote;
  return match + ")";
}

void Lister::add_period(Sql& sql, const char* column) const {
  const std::string at = std::string(" AND ") + column;
  std::optional<std::int64_t> least, below;
  if (query_.from) least = position_of_day(*query_.from);
  if (query_.to) below = position_of_day(*query_.to);
  if (query_.status) {
    const auto known = position_of_day(base::Date{on_.days + 1});
    below = below ? std::min(*below, known) : known;
  }
  if (least) sql.text += at + " >= ?", sql.values.add(*least);
  if (below) sql.text += at + " < ?", sql.values.add(*below);
}

void Lister::add_status(Sql& sql) const {
  if (!query_.status) return;
  const std::string now =
      "SELECT 1 FROM documents_effect e WHERE e.document_id = d.id AND e.from_on <= ? AND (e.to_on IS NULL OR e.to_on "
      "> ?)";
  sql.values.add(on_);
  sql.values.add(on_);
  if (*query_.status == EffectStatus::unknown) {
    sql.text += " AND NOT EXISTS (" + now + ")";
    return;
  }
  sql.text += " AND EXISTS (" + now + " AND e.status = ?)";
  sql.values.add(base::enum_name(*query_.status));
}

void Lister::add_row_filters(Sql& sql) const {
  const auto equal = [&](const char* column, const auto& value) {
    sql.text += std::string(" AND ") + column + " = ?";
    sql.values.add(value);
  };
  if (!query_.kind.empty()) equal("d.kind", query_.kind);
  if (!code_key_.empty()) equal("d.code_key", code_key_);
  if (!query_.field.empty()) sql.text += " AND d.field_key = ?", sql.values.add_text(field_key(query_.field));
  if (!issuers_.empty()) add_ids(sql, "d.issuer_id", issuers_);
  if (!advising_.empty()) add_ids(sql, "d.advising_id", advising_);
  if (!congresses_.empty()) add_ids(sql, "d.congress_id", congresses_);
  if (unit_id_) equal("d.owner_unit_id", *unit_id_);
  if (query_.state)
    equal("d.state", base::enum_name(*query_.state));
  else
    sql.text += " AND d.state <> 'merged'";
  for (std::size_t i = 0; i < words_.words.size(); ++i) {
    const bool prefix = words_.last_is_prefix && i + 1 == words_.words.size();
    sql.text += " AND ' ' || d.words || ' ' LIKE ?";
    sql.values.add_text("% " + words_.words[i] + (prefix ? "%" : " %"));
  }
}

void Lister::add_seen(Sql& sql) const {
  if (viewer_.sees_all) return;
  sql.text += " AND (d.open_to_all = 1 OR " +
              viewer_.access.sees_condition(viewer_.scope, "documents_party", "document_id", "d.id", sql.values) + ")";
}

std::string Lister::order() const {
  switch (query_.sort) {
    case Sort::newest:
      return "position DESC";
    case Sort::oldest:
      return "position";
    case Sort::registered:
      return "id DESC";
    case Sort::number:
      return "number, id";
  }
  return {};
}

// " AND …": the period, and what comes after the cursor, of the columns of `d`.
void Lister::add_range(Sql& sql, const std::optional<Cursor>& after) const {
  add_period(sql, "d.position");
  if (query_.sort == Sort::number) sql.text += " AND d.number IS NOT NULL";
  if (!after) return;
  sql.values.add(after->first);
  if (query_.sort == Sort::newest) sql.text += " AND d.position < ?";
  if (query_.sort == Sort::oldest) sql.text += " AND d.position > ?";
  if (query_.sort == Sort::registered) sql.text += " AND d.id < ?";
  if (query_.sort != Sort::number) return;
  sql.text += " AND (d.number > ? OR (d.number = ? AND d.id > ?))";
  sql.values.add(after->first);
  sql.values.add(after->second);
}

// " FROM … WHERE …" with every condition.
void Lister::add_from_where(Sql& sql, const std::optional<Cursor>& after) const {
  const bool lite = on_sqlite(tx_), index = way_ == Way::gather;
  if (lite && index) {
    sql.text +=
        " FROM documents_search f CROSS JOIN documents_document d ON d.position = f.rowid WHERE f.documents_search "
        "MATCH ?";
    sql.values.add_text(match_of_words());
    if (!by_position()) add_range(sql, after);
    if (by_position()) add_period(sql, "f.rowid");
    if (by_position() && after) {
      sql.text += query_.sort == Sort::newest ? " AND f.rowid < ?" : " AND f.rowid > ?";
      sql.values.add(after->first);
    }
  } else if (lite) {
    sql.text += " FROM documents_document d WHERE 1 = 1";
    add_row_filters(sql);
    add_range(sql, after);
  } else {
    // The inner limit keeps the planner to the walk and bounds it.
    sql.text += way_ == Way::walk ? " FROM (SELECT d.* FROM documents_document d WHERE 1 = 1"
                                  : " FROM documents_document d WHERE d.state <> 'merged'";
    add_range(sql, after);
    if (way_ == Way::walk)
      sql.text += " ORDER BY " + order() + " LIMIT " + std::to_string(most_walked) + ") d WHERE 1 = 1";
    if (const auto match = match_of_words(); !match.empty()) {
      sql.text += " AND d.lexemes @@ CAST(? AS tsquery)";
      sql.values.add_text(match);
    }
  }
  add_status(sql);
  if (seen_words_.empty() || (lite && !index)) add_seen(sql);
}

std::vector<Lister::Found> Lister::page(const std::string& cursor, int limit) {
  if (nothing_) return {};
  const auto after = read_cursor(cursor);
  auto found = page_of(after, limit);
  if (way_ != Way::walk || on_sqlite(tx_) || std::ssize(found) == limit) return found;
  Sql rest{"SELECT COUNT(*) FROM (SELECT 1 FROM documents_document d WHERE 1 = 1", {}};
  add_range(rest, after);
  rest.text += " LIMIT " + std::to_string(most_walked + 1) + ") rest";
  const auto rows = tx_.query_values(rest.text, rest.values.values());
  if (!rows->next() || rows->integer(0) <= most_walked) return found;
  way_ = Way::gather;
  tx_.run("SET LOCAL enable_sort = on");
  return page_of(after, limit);
}

std::vector<Lister::Found> Lister::page_of(const std::optional<Cursor>& after, int limit) {
  Sql sql{"SELECT d.id, d.position, d.number", {}};
  add_from_where(sql, after);
  const bool lite = on_sqlite(tx_);
  sql.text += " ORDER BY ";
  if (lite && way_ == Way::gather && by_position())
    sql.text += query_.sort == Sort::newest ? "f.rowid DESC" : "f.rowid";
  else
    sql.text += (!lite && way_ == Way::gather ? "0 + " : "") + order();  // no index has this order: hits are sorted
  sql.text += " LIMIT ?";
  sql.values.add(limit);
  if (!lite && way_ == Way::walk) tx_.run("SET LOCAL enable_sort = off");
  std::vector<Found> found;
  const auto rows = tx_.query_values(sql.text, sql.values.values());
  while (rows->next()) {
    Found f{rows->integer(0), std::to_string(rows->integer(1))};
    if (query_.sort == Sort::registered) f.cursor = std::to_string(f.id);
    if (query_.sort == Sort::number) f.cursor = std::to_string(rows->integer(2)) + "." + std::to_string(f.id);
    found.push_back(std::move(f));
  }
  return found;
}

// Gives up at `at_most`, unless that is 0.
std::int64_t Lister::count(std::int64_t at_most) {
  if (nothing_) return 0;
  if (hits_ && (*hits_ <= few_hits || (at_most > 0 && at_most <= *hits_)))
    return at_most > 0 ? std::min(*hits_, at_most) : *hits_;
  Sql sql{"SELECT COUNT(*) FROM (SELECT 1", {}};
  const Way way = way_;
  if (way_ == Way::walk) way_ = Way::gather;
  if (on_sqlite(tx_) && way_ == Way::gather && !query_.status && query_.sort != Sort::number &&
      (viewer_.sees_all || !seen_words_.empty())) {
    sql.text += " FROM documents_search f WHERE f.documents_search MATCH ?";
    sql.values.add_text(match_of_words());
    add_period(sql, "f.rowid");
  } else {
    add_from_where(sql, std::nullopt);
  }
  way_ = way;
  if (at_most > 0) sql.text += " LIMIT " + std::to_string(at_most);
  sql.text += ") counted";
  const auto rows = tx_.query_values(sql.text, sql.values.values());
  return rows->next() ? rows->integer(0) : 0;
}

}  // namespace documents
