#include "modules/documents/list_store.h"

#include <algorithm>
#include <charconv>

namespace documents {
namespace {

constexpr std::int64_t few_documents = 20000;

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

struct Cursor {
  std::int64_t first = 0, second = 0;
};

std::optional<Cursor> read_cursor(const std::string& text) {
  if (text.empty()) return std::nullopt;
  Cursor c;
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
  // Values decide the plan here: a common word and a rare one need different ones.
  if (!on_sqlite(tx_)) tx_.run("SET LOCAL plan_cache_mode = force_custom_plan");
  resolve();
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

void Lister::choose_way() {
  if (viewer_.sees_all || nothing_) return;
  Sql sql{"SELECT COUNT(*) FROM (", {}};
  add_party_candidates(sql);
  sql.text += " LIMIT " + std::to_string(few_documents + 1) + ") few";
  const auto rows = tx_.query_values(sql.text, sql.values.values());
  party_way_ = rows->next() && rows->integer(0) <= few_documents;
}

// A superset of what the viewer sees by parties: parties below a scope, and parties above one that share with
// their subtree. What is found this way is still asked of Access.
void Lister::add_party_candidates(Sql& sql) const {
  sql.text += "SELECT p.document_id FROM tree_scope s JOIN documents_party p ON p.unit_id = s.unit_id WHERE (" +
              viewer_.scope.condition("s", sql.values) + ")";
  sql.text +=
      " UNION ALL SELECT p.document_id FROM tree_scope s JOIN documents_party p ON p.unit_id = s.unit_id WHERE "
      "p.subtree = 1 AND s.path IN (";
  bool first = true;
  for (const auto& path : viewer_.scope.paths)
    for (std::size_t length = 1; length < path.size(); ++length) {
      sql.text += first ? "?" : ",?";
      first = false;
      sql.values.add_text(path.substr(0, length));
    }
  if (first) sql.text += "''";
  sql.text += ")";
}

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

std::string Lister::index_match(Seen seen) const {
  std::string match;
  auto facet = facets();
  if (seen == Seen::open_only) facet.push_back("_o_all");
  for (const auto& f : facet) match += (match.empty() ? "\"" : " AND \"") + f + "\"";
  for (std::size_t i = 0; i < words_.words.size(); ++i) {
    match += (match.empty() ? "\"" : " AND \"") + words_.words[i] + "\"";
    if (words_.last_is_prefix && i + 1 == words_.words.size()) match += "*";
  }
  return match;
}

std::string Lister::lexeme_match() const {
  std::string match;
  for (std::size_t i = 0; i < words_.words.size(); ++i) {
    match += (match.empty() ? "'" : " & '") + words_.words[i] + "'";
    if (words_.last_is_prefix && i + 1 == words_.words.size()) match += ":*";
  }
  for (const auto& f : facets())
    if (f.starts_with("_e_")) match += (match.empty() ? "'" : " & '") + f + "'";
  return match;
}

bool Lister::uses_index(Seen seen) const {
  return seen != Seen::from_parties && on_sqlite(tx_) && (query_.sort == Sort::newest || query_.sort == Sort::oldest) &&
         !index_match(seen).empty();
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

void Lister::add_row_filters(Sql& sql, bool with_words) const {
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
  if (!with_words) return;
  if (!on_sqlite(tx_)) {
    if (const auto match = lexeme_match(); !match.empty())
      sql.text += " AND d.lexemes @@ CAST(? AS tsquery)", sql.values.add_text(match);
    return;
  }
  for (std::size_t i = 0; i < words_.words.size(); ++i) {
    const bool prefix = words_.last_is_prefix && i + 1 == words_.words.size();
    sql.text += " AND ' ' || d.words || ' ' LIKE ?";
    sql.values.add_text("% " + words_.words[i] + (prefix ? "%" : " %"));
  }
}

void Lister::add_seen(Sql& sql, Seen seen) const {
  if (seen == Seen::all) return;
  if (seen == Seen::open_only) {
    sql.text += " AND d.open_to_all = 1";
    return;
  }
  const std::string own =
      viewer_.access.sees_condition(viewer_.scope, "documents_party", "document_id", "d.id", sql.values);
  sql.text +=
      seen == Seen::from_parties ? " AND d.open_to_all = 0 AND " + own : " AND (d.open_to_all = 1 OR " + own + ")";
}

// " FROM … WHERE …" with every condition but the cursor; positions are those of `d`.
void Lister::add_from_where(Sql& sql, Seen seen) const {
  if (uses_index(seen)) {
    sql.text +=
        " FROM documents_search f CROSS JOIN documents_document d ON d.position = f.rowid WHERE f.documents_search "
        "MATCH ?";
    sql.values.add_text(index_match(seen));
    add_period(sql, "f.rowid");
  } else {
    sql.text += " FROM documents_document d WHERE 1 = 1";
    if (seen == Seen::from_parties) {
      sql.text += " AND d.id IN (";
      add_party_candidates(sql);
      sql.text += ")";
    }
    add_row_filters(sql, true);
    add_period(sql, "d.position");
  }
  add_status(sql);
  add_seen(sql, seen);
}

std::vector<Lister::Found> Lister::page_of(Seen seen, const std::string& cursor, int limit) {
  const auto after = read_cursor(cursor);
  const bool index = uses_index(seen);
  const std::string position = index ? "f.rowid" : "d.position";
  Sql sql{"SELECT d.id, d.position, d.number", {}};
  add_from_where(sql, seen);
  std::string order;
  switch (query_.sort) {
    case Sort::newest:
      if (after) sql.text += " AND " + position + " < ?", sql.values.add(after->first);
      order = position + " DESC";
      break;
    case Sort::oldest:
      if (after) sql.text += " AND " + position + " > ?", sql.values.add(after->first);
      order = position;
      break;
    case Sort::registered:
      if (after) sql.text += " AND d.id < ?", sql.values.add(after->first);
      order = "d.id DESC";
      break;
    case Sort::number:
      sql.text += " AND d.number IS NOT NULL";
      if (after)
        sql.text += " AND (d.number > ? OR (d.number = ? AND d.id > ?))", sql.values.add(after->first),
            sql.values.add(after->first), sql.values.add(after->second);
      order = "d.number, d.id";
      break;
  }
  sql.text += " ORDER BY " + order + " LIMIT ?";
  sql.values.add(limit);
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

std::vector<Lister::Found> Lister::page(const std::string& cursor, int limit) {
  if (nothing_) return {};
  if (viewer_.sees_all) return page_of(Seen::all, cursor, limit);
  if (!party_way_) return page_of(Seen::probed, cursor, limit);
  auto found = page_of(Seen::open_only, cursor, limit);
  const auto own = page_of(Seen::from_parties, cursor, limit);
  found.insert(found.end(), own.begin(), own.end());
  std::ranges::sort(found, [&](const Found& a, const Found& b) {
    const auto x = *read_cursor(a.cursor), y = *read_cursor(b.cursor);
    const bool up = query_.sort == Sort::oldest || query_.sort == Sort::number;
    return up ? std::tie(x.first, x.second) < std::tie(y.first, y.second) : x.first > y.first;
  });
  if (found.size() > std::size_t(limit)) found.resize(std::size_t(limit));
  return found;
}

std::int64_t Lister::count_of(Seen seen, std::int64_t at_most) {
  Sql sql{"SELECT COUNT(*) FROM (SELECT 1", {}};
  add_from_where(sql, seen);
  if (query_.sort == Sort::number) sql.text += " AND d.number IS NOT NULL";
  if (at_most > 0) sql.text += " LIMIT " + std::to_string(at_most);
  sql.text += ") counted";
  const auto rows = tx_.query_values(sql.text, sql.values.values());
  return rows->next() ? rows->integer(0) : 0;
}

std::int64_t Lister::count(std::int64_t at_most) {
  if (nothing_) return 0;
  if (viewer_.sees_all) return count_of(Seen::all, at_most);
  if (!party_way_) return count_of(Seen::probed, at_most);
  const auto total = count_of(Seen::open_only, at_most) + count_of(Seen::from_parties, at_most);
  return at_most > 0 ? std::min(total, at_most) : total;
}

}  // namespace documents
