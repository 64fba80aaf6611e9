#include "modules/documents/documents_store.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "modules/documents/word_index.h"

namespace documents {
namespace {

constexpr std::int64_t day_zero = -43829;  // 1850-01-01
constexpr std::size_t most_words = 20000;
// Words of one document that are too long to be read by every question that comes before others wait with it.
constexpr std::size_t long_words = 20000;

constexpr const char* document_columns =
    "id, position, version, state, merged_into, kind, number, suffix, code, code_key, year, series_id, congress_id, "
    "congress_paper, issued, owner_unit_id, issuer_id, advising_id, open_to_all, effective_from, effective_to, field, "
    "subject, addressees, source, created_at, updated_at, created_by";

StoredDocument read_stored(const platform::Row& row) {
  StoredDocument d;
  int c = 0;
  const auto next = [&]<class T>(T& value) { value = row.get<T>(c++); };
  next(d.id), next(d.position), next(d.version);
  d.state = base::parse_enum<DocumentState>(row.get<std::string>(c++)).value_or(DocumentState::registered);
  next(d.merged_into), next(d.kind), next(d.number), next(d.suffix), next(d.code), next(d.code_key), next(d.year);
  next(d.series_id), next(d.congress_id), next(d.congress_paper), next(d.issued), next(d.owner_unit_id);
  next(d.issuer_id), next(d.advising_id), next(d.open_to_all), next(d.effective_from), next(d.effective_to);
  next(d.field), next(d.subject), next(d.addressees), next(d.source), next(d.created_at), next(d.updated_at),
      next(d.created_by);
  return d;
}

void add_words(std::set<std::string, std::less<>>& words, std::string_view text) {
  const std::string found = search_words(text);
  for (std::size_t from = 0; from < found.size() && words.size() < most_words;) {
    auto to = found.find(' ', from);
    if (to == std::string::npos) to = found.size();
    if (to > from && to - from <= 60) words.emplace(found.substr(from, to - from));
    from = to + 1;
  }
}

}  // namespace

std::int64_t position_of_day(base::Date day) { return (std::int64_t(day.days) - day_zero + 1) << 32; }

std::int64_t position_of(std::optional<base::Date> issued, std::int64_t id) {
  return (issued ? position_of_day(*issued) : 0) + id;
}

std::string field_key(std::string_view text) {
  std::string key;
  for (const char c : base::fold(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      key += c;
    else if (!key.empty() && key.back() != '_')
      key += '_';
  }
  while (key.ends_with('_')) key.pop_back();
  return key.substr(0, 200);
}

std::string StoredDocument::number_label() const {
  if (!number || code.empty()) return {};
  Reference r;
  r.number = *number;
  r.suffix = suffix;
  r.code = code;
  r.year = int(year.value_or(0));
  r.state = !is_party();
  return r.label();
}

namespace store {

std::int64_t next_id(Transaction& tx) {
  return tx.find<std::int64_t>("SELECT MAX(id) FROM documents_document").value_or(0) + 1;
}

std::optional<StoredDocument> find_document(Transaction& tx, std::int64_t id) {
  auto rows = tx.query(std::string("SELECT ") + document_columns + " FROM documents_document WHERE id = ?", id);
  if (!rows->next()) return std::nullopt;
  return read_stored(platform::Row(*rows));
}

void insert_document(Transaction& tx, const StoredDocument& d) {
  tx.run(std::string("INSERT INTO documents_document(") + document_columns +
             ", field_key, words) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
         d.id, d.position, d.version, base::enum_name(d.state), d.merged_into, d.kind, d.number, d.suffix, d.code,
         d.code_key, d.year, d.series_id, d.congress_id, d.congress_paper, d.issued, d.owner_unit_id, d.issuer_id,
         d.advising_id, d.open_to_all, d.effective_from, d.effective_to, d.field, d.subject, d.addressees, d.source,
         d.created_at, d.updated_at, d.created_by, documents::field_key(d.field), "");
}

void update_document(Transaction& tx, const StoredDocument& d) {
  tx.run(
      "UPDATE documents_document SET position=?, version=?, state=?, merged_into=?, kind=?, number=?, suffix=?, "
      "code=?, code_key=?, "
      "year=?, series_id=?, congress_id=?, congress_paper=?, issued=?, owner_unit_id=?, issuer_id=?, advising_id=?, "
      "open_to_all=?, "
      "effective_from=?, effective_to=?, field=?, field_key=?, subject=?, addressees=?, source=?, updated_at=? WHERE "
      "id=?",
      d.position, d.version, base::enum_name(d.state), d.merged_into, d.kind, d.number, d.suffix, d.code, d.code_key,
      d.year, d.series_id, d.congress_id, d.congress_paper, d.issued, d.owner_unit_id, d.issuer_id, d.advising_id,
      d.open_to_all, d.effective_from, d.effective_to, d.field, documents::field_key(d.field), d.subject, d.addressees,
      d.source, d.updated_at, d.id);
}

void index_words(Transaction& tx, std::int64_t id) {
  const auto d = find_document(tx, id);
  if (!d) return;
  std::set<std::string, std::less<>> words;
  if (d->state != DocumentState::merged) {
    const auto issuer = find_body(tx, d->issuer_id), advising = find_body(tx, d->advising_id);
    add_words(words, d->number_label());
    if (const auto* kind = find_kind(d->kind)) add_words(words, kind->vi);
    add_words(words, d->subject);
    if (issuer) add_words(words, issuer->name);
    for (const auto& alias : list_aliases(tx, id)) add_words(words, alias.name);
    tx.each(
        "SELECT text FROM documents_file WHERE document_id = ?",
        [&](platform::Row row) { add_words(words, row.get<std::string>(0)); }, id);
    words.insert("_k_" + d->kind);
    words.insert("_c_" + documents::field_key(d->code_key));
    words.insert("_u_" + std::to_string(d->owner_unit_id));
    words.insert("_s_" + std::string(base::enum_name(d->state)));
    if (!d->field.empty()) words.insert("_f_" + documents::field_key(d->field));
    if (issuer) words.insert("_i_" + documents::field_key(issuer->name));
    if (advising) words.insert("_a_" + documents::field_key(advising->name));
    if (d->open_to_all) words.insert("_o_all");
    for (const auto& party : list_parties(tx, id)) {
      words.insert("_p_" + std::to_string(party.unit_id));
      if (party.subtree) words.insert("_q_" + std::to_string(party.unit_id));
    }
    if (d->congress_id > 0)
      if (const auto n = tx.find<std::int64_t>("SELECT number FROM documents_congress WHERE id = ?", d->congress_id))
        words.insert("_t_" + std::to_string(*n));
    for (const auto& span : list_effects(tx, id)) words.insert("_e_" + std::string(base::enum_name(span.status)));
  }
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : " ") + word;
  tx.run("UPDATE documents_document SET words = ? WHERE id = ? AND words <> ?", all, id, all);
  if (all.size() > long_words || many_wait(tx)) index_waiting(tx);
}

namespace {
std::vector<std::int64_t> list_ids(Transaction& tx, const std::string& of, const Which& which) {
  std::vector<std::int64_t> ids;
  const auto rows = tx.query_values("SELECT d.id FROM documents_document d WHERE (" + which.condition +
                                        ") AND d.state <> 'merged' AND " + of + " ORDER BY d.id DESC LIMIT 2000",
                                    which.values.values());
  while (rows->next()) ids.push_back(rows->integer(0));
  return ids;
}
}  // namespace

std::vector<std::int64_t> list_by_number(Transaction& tx, std::int64_t number, std::string_view suffix,
                                         std::string_view code_key, Which which) {
  which.values.add(number);
  which.values.add(code_key);
  which.values.add(suffix);
  return list_ids(tx, "d.number = ? AND d.code_key = ? AND d.suffix = ?", which);
}

std::vector<std::int64_t> list_by_number(Transaction& tx, std::int64_t number, Which which) {
  which.values.add(number);
  return list_ids(tx, "d.number = ?", which);
}

std::optional<std::int64_t> find_by_reference(Transaction& tx, std::string_view reference) {
  const auto r = parse_reference(reference);
  if (!r) return std::nullopt;
  std::optional<std::int64_t> only;
  for (const auto id : list_by_number(tx, r->number, r->suffix, r->code_key())) {
    const auto d = find_document(tx, id);
    if (!d || (r->date && d->issued && !r->date->meets(*d->issued)) || (r->year && d->year && *d->year != r->year))
      continue;
    if (only) return std::nullopt;
    only = id;
  }
  return only;
}

std::int64_t ensure_body(Transaction& tx, std::int64_t unit_id, const std::string& name) {
  const std::string clean = base::squeeze(base::to_nfc(name)), key = documents::field_key(clean);
  if (const auto id =
          tx.find<std::int64_t>("SELECT id FROM documents_body WHERE unit_id = ? AND name_key = ?", unit_id, key))
    return *id;
  return tx.insert("INSERT INTO documents_body(unit_id, name, name_key) VALUES (?, ?, ?)", unit_id, clean, key);
}

std::optional<Body> find_body(Transaction& tx, std::optional<std::int64_t> id) {
  if (!id) return std::nullopt;
  auto rows = tx.query("SELECT id, unit_id, name FROM documents_body WHERE id = ?", *id);
  if (!rows->next()) return std::nullopt;
  return Body{rows->integer(0), rows->integer(1), std::string(rows->text(2))};
}

bool has_body(Transaction& tx, const std::string& name) {
  return tx.find<std::int64_t>("SELECT id FROM documents_body WHERE name_key = ? LIMIT 1", documents::field_key(name))
      .has_value();
}

std::vector<StoredParty> list_parties(Transaction& tx, std::int64_t id) {
  std::vector<StoredParty> parties;
  tx.each(
      "SELECT unit_id, subtree, role FROM documents_party WHERE document_id = ? ORDER BY unit_id",
      [&](platform::Row row) {
        parties.push_back({row.get<std::int64_t>(0), row.get<bool>(1), row.get<std::string>(2)});
      },
      id);
  return parties;
}

void store_parties(Transaction& tx, std::int64_t id, const std::vector<StoredParty>& parties) {
  tx.run("DELETE FROM documents_party WHERE document_id = ?", id);
  std::set<std::int64_t> seen;
  for (const auto& p : parties)
    if (seen.insert(p.unit_id).second)
      tx.run("INSERT INTO documents_party(document_id, unit_id, subtree, role) VALUES (?, ?, ?, ?)", id, p.unit_id,
             p.subtree, p.role);
}

std::vector<AliasName> list_aliases(Transaction& tx, std::int64_t id) {
  std::vector<AliasName> names;
  tx.each(
      "SELECT id, name FROM documents_alias WHERE document_id = ? ORDER BY id",
      [&](platform::Row row) {
        names.push_back({row.get<std::int64_t>(0), row.get<std::string>(1)});
      },
      id);
  return names;
}

bool insert_alias(Transaction& tx, std::int64_t id, const std::string& name, const std::string& key) {
  if (tx.find<std::int64_t>("SELECT id FROM documents_alias WHERE document_id = ? AND name_key = ?", id, key))
    return false;
  tx.insert("INSERT INTO documents_alias(document_id, name, name_key) VALUES (?, ?, ?)", id, name, key);
  return true;
}

bool remove_alias(Transaction& tx, std::int64_t id, std::int64_t alias) {
  return tx.run("DELETE FROM documents_alias WHERE id = ? AND document_id = ?", alias, id) != 0;
}

std::vector<std::int64_t> list_by_alias(Transaction& tx, const std::string& key, Which which) {
  which.values.add(key);
  return list_ids(tx, "d.id IN (SELECT document_id FROM documents_alias WHERE name_key = ?)", which);
}

std::vector<EffectSpan> list_effects(Transaction& tx, std::int64_t id) {
  std::vector<EffectSpan> spans;
  tx.each(
      "SELECT from_on, to_on, status FROM documents_effect WHERE document_id = ? ORDER BY from_on",
      [&](platform::Row row) {
        spans.push_back({row.get<base::Date>(0), row.get<std::optional<base::Date>>(1),
                         base::parse_enum<EffectStatus>(row.get<std::string>(2)).value_or(EffectStatus::unknown)});
      },
      id);
  return spans;
}

void store_effects(Transaction& tx, std::int64_t id, const std::vector<EffectSpan>& spans) {
  tx.run("DELETE FROM documents_effect WHERE document_id = ?", id);
  for (const auto& s : spans)
    tx.run("INSERT INTO documents_effect(document_id, from_on, to_on, status) VALUES (?, ?, ?, ?)", id, s.from, s.to,
           base::enum_name(s.status));
}

std::vector<AttachedFile> list_files(Transaction& tx, std::int64_t id) {
  std::vector<AttachedFile> files;
  tx.each(
      "SELECT id, name, content_type, hash, size FROM documents_file WHERE document_id = ? ORDER BY id",
      [&](platform::Row row) {
        files.push_back({row.get<std::int64_t>(0), row.get<std::string>(1), row.get<std::string>(2),
                         row.get<std::string>(3), row.get<std::int64_t>(4)});
      },
      id);
  return files;
}

std::int64_t insert_file(Transaction& tx, std::int64_t id, const AttachedFile& file, const std::string& text,
                         std::int64_t now, const std::string& actor) {
  return tx.insert(
      "INSERT INTO documents_file(document_id, hash, name, content_type, size, text, created_at, created_by) VALUES "
      "(?, ?, ?, ?, ?, ?, ?, ?)",
      id, file.hash, file.name, file.content_type, file.size, text, now, actor);
}

bool remove_file(Transaction& tx, std::int64_t id, std::int64_t file) {
  return tx.run("DELETE FROM documents_file WHERE id = ? AND document_id = ?", file, id) != 0;
}

void move_files(Transaction& tx, std::int64_t from, std::int64_t to) {
  tx.run("UPDATE documents_file SET document_id = ? WHERE document_id = ?", to, from);
}

std::optional<std::string> find_path(Transaction& tx, std::int64_t unit_id) {
  return tx.find<std::string>("SELECT path FROM tree_scope WHERE unit_id = ?", unit_id);
}

std::vector<std::int64_t> list_dated(Transaction& tx, std::int64_t unit_id) {
  std::vector<std::int64_t> ids;
  tx.each(
      "SELECT id FROM documents_document WHERE owner_unit_id = ? AND issued IS NOT NULL AND state <> 'merged'",
      [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); }, unit_id);
  return ids;
}

std::string label(Transaction& tx, const StoredDocument& d) {
  if (auto number = d.number_label(); !number.empty()) return number;
  if (auto alias =
          tx.find<std::string>("SELECT name FROM documents_alias WHERE document_id = ? ORDER BY id LIMIT 1", d.id))
    return *alias;
  const auto* kind = find_kind(d.kind);
  return (kind ? kind->vi + ": " : "") + d.subject;
}

}  // namespace store
}  // namespace documents
