#include "modules/intake/intake_store.h"

#include "base/like.h"
#include "base/text.h"

namespace intake {
namespace {

constexpr const char* text_columns =
    "t.id, t.name, t.unit_id, t.kind, t.encoding, t.length, t.day, t.day_inferred, t.waiting, t.decided, "
    "t.reader_version, "
    "t.account_name, t.created_at, t.version, t.file_hash, t.pages, t.warnings";

StoredText read_text(const platform::Row& row) {
  StoredText t;
  t.row.id = row.get<TextId>(0);
  t.row.name = row.get<std::string>(1);
  t.unit_id = row.get<tree::UnitId>(2);
  t.row.kind = row.get<std::string>(3);
  t.row.encoding = row.get<std::string>(4);
  t.row.length = row.get<std::int64_t>(5);
  t.row.day = row.get<std::optional<base::Date>>(6);
  t.row.day_inferred = row.get<bool>(7);
  t.row.waiting = row.get<std::int64_t>(8);
  t.row.decided = row.get<std::int64_t>(9);
  t.row.reader_version = row.get<std::string>(10);
  t.row.uploaded_by = row.get<std::string>(11);
  t.row.uploaded_at = platform::iso_time(row.get<std::int64_t>(12));
  t.row.version = row.get<std::int64_t>(13);
  t.file_hash = row.get<std::string>(14);
  t.pages = row.get<std::string>(15);
  t.warnings = row.get<std::string>(16);
  return t;
}

}  // namespace

std::optional<TextId> IntakeStore::find_by_file(platform::Transaction& tx, tree::UnitId unit, const std::string& hash) {
  return tx.find<TextId>("SELECT id FROM intake_text WHERE unit_id = ? AND file_hash = ?", unit, hash);
}

TextId IntakeStore::add_text(platform::Transaction& tx, const NewText& text, const std::string& body,
                             const Reading& reading) {
  const TextId id{
      tx.insert("INSERT INTO intake_text(unit_id, name, name_fold, file_hash, kind, encoding, length, pages, warnings, "
                "reader_version, "
                "waiting, account_id, account_name, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, ?, ?)",
                text.unit_id, text.name, base::fold(text.name), text.file_hash, text.kind, text.encoding, text.length,
                text.pages, text.warnings, text.account_id, text.account_name, text.created_at)};
  tx.run("INSERT INTO intake_body(text_id, body) VALUES (?, ?)", id, body);
  for (const auto& draft : reading.drafts) add_item(tx, id, draft, Difference::none);
  set_reading(tx, id, reading);
  count_text(tx, id);
  return id;
}

void IntakeStore::set_reading(platform::Transaction& tx, TextId id, const Reading& reading) {
  tx.run("UPDATE intake_text SET reader_version = ?, day = ?, day_inferred = ?, version = version + 1 WHERE id = ?",
         reader_version, reading.day, reading.day_inferred, id);
  tx.run("DELETE FROM intake_contradiction WHERE text_id = ?", id);
  for (const auto& c : reading.contradictions) {
    base::Json spans = base::Json::array();
    for (const auto& [start, end] : c.spans) spans.push_back({start, end});
    tx.run("INSERT INTO intake_contradiction(text_id, kind, spans, found, expected) VALUES (?, ?, ?, ?, ?)", id, c.key,
           spans.dump(), c.found, c.expected);
  }
}

std::optional<StoredText> IntakeStore::find_text(platform::Transaction& tx, TextId id) {
  auto rows = tx.query(std::string("SELECT ") + text_columns + " FROM intake_text t WHERE t.id = ?", id);
  if (!rows->next()) return std::nullopt;
  return read_text(platform::Row(*rows));
}

std::string IntakeStore::body(platform::Transaction& tx, TextId id) {
  return tx.find<std::string>("SELECT body FROM intake_body WHERE text_id = ?", id).value_or("");
}

std::string IntakeStore::body_part(platform::Transaction& tx, TextId id, std::int64_t start, std::int64_t length) {
  start = std::min<std::int64_t>(start, INT32_MAX - 1);  // the first character has the number 1
  return tx
      .find<std::string>(
          "SELECT SUBSTR(body, CAST(? AS INTEGER), CAST(? AS INTEGER)) FROM intake_body WHERE text_id = ?", start + 1,
          length, id)
      .value_or("");
}

std::vector<StoredText> IntakeStore::list_texts(platform::Transaction& tx, const identity::Scope& scope,
                                                const TextFilter& filter) {
  platform::Bindings bindings;
  std::string sql = std::string("SELECT ") + text_columns +
                    " FROM intake_text t JOIN tree_scope s ON s.unit_id = t.unit_id WHERE " +
                    scope.condition("s", bindings);
  if (!filter.text.empty())
    sql += " AND t.name_fold LIKE ? ESCAPE '!'", bindings.add(base::like_containing(filter.text));
  if (filter.waiting_only) sql += " AND t.waiting > 0";
  if (filter.before) sql += " AND t.id < ?", bindings.add(*filter.before);
  sql += " ORDER BY t.id DESC LIMIT ?";
  bindings.add(filter.limit);
  std::vector<StoredText> out;
  auto rows = tx.query_values(sql, bindings.values());
  while (rows->next()) out.push_back(read_text(platform::Row(*rows)));
  return out;
}

void IntakeStore::count_text(platform::Transaction& tx, TextId id) {
  tx.run(
      "UPDATE intake_text SET waiting = (SELECT COUNT(*) FROM intake_item WHERE text_id = ? AND state = 'waiting' AND "
      "is_optional = 0), "
      "decided = (SELECT COUNT(*) FROM intake_item WHERE text_id = ? AND state <> 'waiting') WHERE id = ?",
      id, id, id);
}

std::vector<ContradictionView> IntakeStore::list_contradictions(platform::Transaction& tx, TextId id) {
  std::vector<ContradictionView> out;
  tx.each(
      "SELECT id, kind, spans, found, expected FROM intake_contradiction WHERE text_id = ? ORDER BY id",
      [&](platform::Row row) {
        out.push_back({row.get<std::int64_t>(0), row.get<std::string>(1), "",
                       base::Json::parse(row.get<std::string>(2)), row.get<std::string>(3), row.get<std::string>(4)});
      },
      id);
  return out;
}

void IntakeStore::add_fact(platform::Transaction& tx, const StoredItem& item, tree::UnitId unit,
                           std::optional<base::Date> day) {
  tx.run(
      "INSERT INTO intake_fact(item_id, text_id, unit_id, type, words, words_fold, canonical, day) VALUES (?, ?, ?, ?, "
      "?, ?, ?, ?)",
      item.view.id, item.text_id, unit, item.view.type, item.view.words, base::fold(item.view.words),
      item.view.canonical.dump(), day);
}

void IntakeStore::add_attestation(platform::Transaction& tx, const StoredItem& item, tree::UnitId unit,
                                  const std::string& person, const std::string& office, std::optional<base::Date> day) {
  tx.run(
      "INSERT INTO intake_attestation(item_id, text_id, unit_id, person_name, person_fold, office, office_fold, day) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      item.view.id, item.text_id, unit, person, base::fold(person), office, base::fold(office), day);
}

void IntakeStore::remove_facts(platform::Transaction& tx, ItemId item) {
  tx.run("DELETE FROM intake_fact WHERE item_id = ?", item);
  tx.run("DELETE FROM intake_attestation WHERE item_id = ?", item);
}

void IntakeStore::add_relation(platform::Transaction& tx, ItemId item, std::int64_t relation) {
  tx.run("INSERT INTO intake_relation(item_id, relation_id) VALUES (?, ?)", item, relation);
}

std::vector<std::int64_t> IntakeStore::list_relations(platform::Transaction& tx, ItemId item) {
  std::vector<std::int64_t> out;
  tx.each(
      "SELECT relation_id FROM intake_relation WHERE item_id = ? ORDER BY relation_id",
      [&](platform::Row row) { out.push_back(row.get<std::int64_t>(0)); }, item);
  return out;
}

void IntakeStore::forget_relation(platform::Transaction& tx, std::int64_t relation) {
  tx.run("DELETE FROM intake_relation WHERE relation_id = ?", relation);
}

void IntakeStore::add_attachment(platform::Transaction& tx, ItemId item, documents::DocumentId document,
                                 std::int64_t file) {
  tx.run("INSERT INTO intake_attachment(item_id, document_id, file_id) VALUES (?, ?, ?)", item, document, file);
}

std::vector<std::pair<documents::DocumentId, std::int64_t>> IntakeStore::list_attachments(platform::Transaction& tx,
                                                                                          ItemId item) {
  std::vector<std::pair<documents::DocumentId, std::int64_t>> out;
  tx.each(
      "SELECT document_id, file_id FROM intake_attachment WHERE item_id = ?",
      [&](platform::Row row) { out.emplace_back(row.get<documents::DocumentId>(0), row.get<std::int64_t>(1)); }, item);
  return out;
}

void IntakeStore::forget_attachment(platform::Transaction& tx, ItemId item, std::int64_t file) {
  tx.run("DELETE FROM intake_attachment WHERE item_id = ? AND file_id = ?", item, file);
}

std::vector<FactView> IntakeStore::list_facts(platform::Transaction& tx, const identity::Scope& scope,
                                              const FactFilter& filter) {
  platform::Bindings bindings;
  std::string sql =
      "SELECT f.id, f.type, f.words, f.canonical, f.day, f.text_id, f.item_id, t.name FROM intake_fact f "
      "JOIN intake_text t ON t.id = f.text_id JOIN tree_scope s ON s.unit_id = f.unit_id WHERE " +
      scope.condition("s", bindings);
  if (!filter.type.empty()) sql += " AND f.type = ?", bindings.add(filter.type);
  if (!filter.text.empty())
    sql += " AND f.words_fold LIKE ? ESCAPE '!'", bindings.add(base::like_containing(filter.text));
  if (filter.text_id) sql += " AND f.text_id = ?", bindings.add(*filter.text_id);
  if (filter.before) sql += " AND f.id < ?", bindings.add(*filter.before);
  sql += " ORDER BY f.id DESC LIMIT ?";
  bindings.add(filter.limit);
  std::vector<FactView> out;
  auto rows = tx.query_values(sql, bindings.values());
  while (rows->next()) {
    const platform::Row row(*rows);
    out.push_back({row.get<std::int64_t>(0), row.get<std::string>(1), row.get<std::string>(2),
                   base::Json::parse(row.get<std::string>(3)), row.get<std::optional<base::Date>>(4),
                   row.get<TextId>(5), row.get<ItemId>(6), row.get<std::string>(7)});
  }
  return out;
}

std::vector<StoredAttestation> IntakeStore::list_attestations(platform::Transaction& tx, const identity::Scope& scope,
                                                              const AttestationFilter& filter) {
  platform::Bindings bindings;
  std::string sql =
      "SELECT a.id, a.person_name, a.office, a.day, a.text_id, a.item_id, t.name, a.unit_id FROM intake_attestation a "
      "JOIN intake_text t ON t.id = a.text_id JOIN tree_scope s ON s.unit_id = a.unit_id WHERE " +
      scope.condition("s", bindings);
  if (!filter.person.empty())
    sql += " AND a.person_fold LIKE ? ESCAPE '!'", bindings.add(base::like_containing(filter.person));
  if (!filter.office.empty())
    sql += " AND a.office_fold LIKE ? ESCAPE '!'", bindings.add(base::like_containing(filter.office));
  if (filter.on) sql += " AND a.day = ?", bindings.add(*filter.on);
  if (filter.before) sql += " AND a.id < ?", bindings.add(*filter.before);
  sql += " ORDER BY a.id DESC LIMIT ?";
  bindings.add(filter.limit);
  std::vector<StoredAttestation> out;
  auto rows = tx.query_values(sql, bindings.values());
  while (rows->next()) {
    const platform::Row row(*rows);
    out.push_back(
        {{row.get<std::int64_t>(0), row.get<std::string>(1), row.get<std::string>(2),
          row.get<std::optional<base::Date>>(3), row.get<TextId>(4), row.get<ItemId>(5), row.get<std::string>(6)},
         row.get<tree::UnitId>(7)});
  }
  return out;
}

}  // namespace intake
