#include "modules/documents/list_store.h"

#include <algorithm>

namespace documents {
namespace {

// A scope of more units than this sees much: each row is asked instead.
constexpr std::int64_t most_party_units = 1000, most_party_lexemes = 200;

bool on_sqlite(const Transaction& tx) { return tx.engine() == platform::Engine::sqlite; }

}  // namespace

Lister::Lister(Transaction& tx, Viewer viewer, const DocumentQuery& query, base::Date today)
    : tx_(tx),
      viewer_(viewer),
      query_(query),
      today_(today),
      on_(query.on.value_or(today)),
      words_(parse_search(query.text)) {
  // Values decide the plan here: a common word and a rare one need different ones. Bitmaps of hits stay exact.
  if (!on_sqlite(tx_))
    tx_.query("SELECT set_config('plan_cache_mode', 'force_custom_plan', TRUE), set_config('work_mem', '32MB', TRUE)");
  resolve();
  if (nothing_) return;
  name_parties();
  choose_way();
}

void Lister::resolve() {
  if (!query_.text.empty() && words_.empty() && query_.text.find_first_not_of(" \t\n") != std::string::npos)
    nothing_ = true;
  if (!query_.kind.empty() && !find_kind(query_.kind)) nothing_ = true;
  if (!query_.code.empty()) code_key_ = documents::code_key(query_.code);
  for (const auto& body : {query_.issuer, query_.advising})
    nothing_ = nothing_ || (!body.empty() && !store::has_body(tx_, body));
  if (!query_.unit.empty()) {
    const auto unit = viewer_.tree.find_unit(tx_, query_.unit);
    if (unit) unit_id_ = unit->value;
    nothing_ = nothing_ || !unit;
  }
  if (query_.term)
    nothing_ = nothing_ || !tx_.find<std::int64_t>("SELECT id FROM documents_congress WHERE number = ?", *query_.term);
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

// A word of the index between quotes. It has small letters, digits and "_": nothing that ends it gets in.
std::string Lister::quoted(std::string word) const {
  std::erase_if(word, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'); });
  const char* quote = on_sqlite(tx_) ? "\"" : "'";
  return quote + word + quote;
}

// Every filter as words, for FTS5 or as a tsquery: all of the wanted, and one of those that show who sees it. The
// prefix is that of a year's words.
std::string Lister::match_of_words(const std::string& prefix, bool with_seen) const {
  const bool lite = on_sqlite(tx_);
  const std::string all = lite ? " AND " : " & ", any = lite ? " OR " : " | ";
  std::string match;
  for (const auto& f : facets()) match += (match.empty() ? "" : all) + quoted(prefix + f);
  for (std::size_t i = 0; i < words_.words.size(); ++i) {
    match += (match.empty() ? "" : all) + quoted(prefix + words_.words[i]);
    if (words_.last_is_prefix && i + 1 == words_.words.size()) match += lite ? "*" : ":*";
  }
  if (!with_seen || seen_words_.empty()) return match;
  if (!match.empty()) match += all;
  for (std::size_t i = 0; i < seen_words_.size(); ++i) match += (i ? any : "(") + quoted(prefix + seen_words_[i]);
  return match + ")";
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
  const auto body = [&](const char* column, const std::string& name) {
    if (name.empty()) return;
    sql.text += std::string(" AND ") + column + " IN (SELECT b.id FROM documents_body b WHERE b.name_key = ?)";
    sql.values.add_text(field_key(name));
  };
  body("d.issuer_id", query_.issuer);
  body("d.advising_id", query_.advising);
  if (query_.term) {
    sql.text += " AND d.congress_id IN (SELECT c.id FROM documents_congress c WHERE c.number = ?)";
    sql.values.add(*query_.term);
  }
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

}  // namespace documents
