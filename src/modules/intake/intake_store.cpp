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

constexpr const char* item_columns =
    "id, text_id, item_key, type, start_at, end_at, words, canonical, original, proposed, difference, certainty, "
    "method, "
    "is_optional, state, document_id, decided_by, decided_at, version, refusals";

StoredItem read_item(const platform::Row& row) {
  StoredItem i;
  auto& v = i.view;
  v.id = row.get<ItemId>(0);
  i.text_id = row.get<TextId>(1);
  v.key = row.get<std::string>(2);
  v.type = row.get<std::string>(3);
  v.start = row.get<std::int64_t>(4);
  v.end = row.get<std::int64_t>(5);
  v.words = row.get<std::string>(6);
  v.canonical = base::Json::parse(row.get<std::string>(7));
  v.original = base::Json::parse(row.get<std::string>(8));
  if (const auto proposed = row.get<std::optional<std::string>>(9)) v.proposed = base::Json::parse(*proposed);
  v.difference = row.get<std::string>(10);
  v.certainty = row.get<std::string>(11);
  v.method = row.get<std::string>(12);
  v.optional = row.get<bool>(13);
  v.state = base::parse_enum<ItemState>(row.get<std::string>(14)).value_or(ItemState::waiting);
  v.document_id = row.get<std::optional<std::int64_t>>(15);
  v.decided_by = row.get<std::optional<std::string>>(16).value_or("");
  if (const auto at = row.get<std::optional<std::int64_t>>(17)) v.decided_at = platform::iso_time(*at);
  v.version = row.get<std::int64_t>(18);
  i.refusals = base::Json::parse(row.get<std::string>(19));
  return i;
}

const char* difference_name(Difference d) {
  switch (d) {
    case Difference::none:
      return "none";
    case Difference::added:
      return "added";
    case Difference::changed:
      return "changed";
    case Difference::removed:
      return "removed";
  }
  return "none";
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
  tx.run("UPDATE intake_text SET reader_version = ?, day = ?, day_inferred = ? WHERE id = ?", reader_version,
         reading.day, reading.day_inferred, id);
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

std::vector<StoredItem> IntakeStore::list_items(platform::Transaction& tx, TextId id) {
  std::vector<StoredItem> out;
  tx.each(
      std::string("SELECT ") + item_columns + " FROM intake_item WHERE text_id = ? ORDER BY start_at, end_at DESC, id",
      [&](platform::Row row) { out.push_back(read_item(row)); }, id);
  return out;
}

std::vector<StoredItem> IntakeStore::list_with_relations(platform::Transaction& tx, TextId id) {
  std::vector<StoredItem> out;
  tx.each(
      std::string("SELECT ") + item_columns +
          " FROM intake_item WHERE text_id = ? AND type = 'document' AND canonical LIKE '%\"relations\":[{%' "
          "ORDER BY start_at, end_at DESC, id",
      [&](platform::Row row) { out.push_back(read_item(row)); }, id);
  return out;
}

std::optional<StoredItem> IntakeStore::find_by_key(platform::Transaction& tx, TextId id, const std::string& key) {
  auto rows =
      tx.query(std::string("SELECT ") + item_columns + " FROM intake_item WHERE text_id = ? AND item_key = ?", id, key);
  if (!rows->next()) return std::nullopt;
  return read_item(platform::Row(*rows));
}

std::optional<StoredItem> IntakeStore::find_item(platform::Transaction& tx, ItemId id) {
  auto rows = tx.query(std::string("SELECT ") + item_columns + " FROM intake_item WHERE id = ?", id);
  if (!rows->next()) return std::nullopt;
  return read_item(platform::Row(*rows));
}

std::vector<Draft> IntakeStore::list_read(platform::Transaction& tx, TextId id) {
  std::vector<Draft> out;
  tx.each(
      "SELECT item_key, type, COALESCE(read_start, start_at), COALESCE(read_end, end_at), original, method FROM "
      "intake_item WHERE text_id = ? ORDER BY start_at, end_at DESC, id",
      [&](platform::Row row) {
        Draft d;
        d.key = row.get<std::string>(0);
        d.type = row.get<std::string>(1);
        d.start = row.get<std::int64_t>(2);
        d.end = row.get<std::int64_t>(3);
        d.canonical = base::Json::parse(row.get<std::string>(4));
        d.method = row.get<std::string>(5);
        out.push_back(std::move(d));
      },
      id);
  return out;
}

ItemId IntakeStore::add_item(platform::Transaction& tx, TextId text, const Draft& d, Difference difference) {
  const std::string canonical = d.canonical.dump();
  return ItemId{
      tx.insert("INSERT INTO intake_item(text_id, item_key, type, start_at, end_at, read_start, read_end, words, "
                "canonical, original, difference, certainty, method, candidates, is_optional) VALUES (?, ?, ?, ?, ?, "
                "?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                text, d.key, d.type, d.start, d.end, d.start, d.end, d.words, canonical, canonical,
                difference_name(difference), d.certainty, d.method, d.candidates.dump(), d.optional)};
}

ItemId IntakeStore::add_by_hand(platform::Transaction& tx, TextId text, const NewItem& item, const std::string& words) {
  const std::string canonical = item.canonical.dump();
  const ItemId id{
      tx.insert("INSERT INTO intake_item(text_id, item_key, type, start_at, end_at, words, canonical, original, "
                "certainty, method, candidates) VALUES (?, '', ?, ?, ?, ?, ?, ?, 'certain', ?, '[]')",
                text, item.type, item.start, item.end, words, canonical, canonical, by_hand)};
  tx.run("UPDATE intake_item SET item_key = ? WHERE id = ?", "hand" + std::to_string(id.value), id);
  return id;
}

bool IntakeStore::save_item(platform::Transaction& tx, const StoredItem& item, std::int64_t version_seen) {
  const auto& v = item.view;
  const bool decided = v.state != ItemState::waiting;
  return tx.run(
             "UPDATE intake_item SET start_at = ?, end_at = ?, words = ?, canonical = ?, state = ?, document_id = ?, "
             "decided_by = ?, decided_at = ?, refusals = ?, version = version + 1 WHERE id = ? AND version = ?",
             v.start, v.end, v.words, v.canonical.dump(), base::enum_name(v.state), v.document_id,
             decided ? std::optional(v.decided_by) : std::nullopt,
             decided ? std::optional(item.decided_at) : std::nullopt, item.refusals.dump(), v.id, version_seen) == 1;
}

void IntakeStore::set_refusals(platform::Transaction& tx, const StoredItem& item) {
  tx.run("UPDATE intake_item SET refusals = ? WHERE id = ?", item.refusals.dump(), item.view.id);
}

void IntakeStore::set_difference(platform::Transaction& tx, ItemId id, Difference difference,
                                 const std::optional<base::Json>& proposed) {
  tx.run("UPDATE intake_item SET difference = ?, proposed = ?, version = version + 1 WHERE id = ?",
         difference_name(difference), proposed ? std::optional(proposed->dump()) : std::nullopt, id);
}

void IntakeStore::count_text(platform::Transaction& tx, TextId id) {
  tx.run(
      "UPDATE intake_text SET version = version + 1, "
      "waiting = (SELECT COUNT(*) FROM intake_item WHERE text_id = ? AND state = 'waiting' AND is_optional = 0), "
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

std::vector<std::int64_t> IntakeStore::take_relations(platform::Transaction& tx, ItemId item) {
  std::vector<std::int64_t> out;
  tx.each(
      "SELECT relation_id FROM intake_relation WHERE item_id = ?",
      [&](platform::Row row) { out.push_back(row.get<std::int64_t>(0)); }, item);
  for (const auto relation : out) tx.run("DELETE FROM intake_relation WHERE relation_id = ?", relation);
  return out;
}

void IntakeStore::add_attachment(platform::Transaction& tx, ItemId item, documents::DocumentId document,
                                 std::int64_t file) {
  tx.run("INSERT INTO intake_attachment(item_id, document_id, file_id) VALUES (?, ?, ?)", item, document, file);
}

std::vector<std::pair<documents::DocumentId, std::int64_t>> IntakeStore::take_attachments(platform::Transaction& tx,
                                                                                          ItemId item) {
  std::vector<std::pair<documents::DocumentId, std::int64_t>> out;
  tx.each(
      "SELECT document_id, file_id FROM intake_attachment WHERE item_id = ?",
      [&](platform::Row row) { out.emplace_back(row.get<documents::DocumentId>(0), row.get<std::int64_t>(1)); }, item);
  tx.run("DELETE FROM intake_attachment WHERE item_id = ?", item);
  return out;
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
