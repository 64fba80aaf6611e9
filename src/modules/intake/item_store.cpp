// The items of a text: SQL of the table intake_item.

#include <algorithm>

#include "modules/intake/intake_store.h"

namespace intake {
namespace {

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

constexpr const char* certain = "state = 'waiting' AND is_optional = 0 AND certainty = 'certain'";

std::vector<StoredItem> list_where(platform::Transaction& tx, TextId id, const std::string& condition) {
  std::vector<StoredItem> out;
  tx.each(
      std::string("SELECT ") + item_columns + " FROM intake_item WHERE text_id = ? AND " + condition +
          " ORDER BY start_at, end_at DESC, id",
      [&](platform::Row row) { out.push_back(read_item(row)); }, id);
  return out;
}

std::string condition(TextId id, const ItemFilter& filter, platform::Bindings& values) {
  std::string sql = "text_id = ?";
  values.add(id);
  if (!filter.type.empty()) sql += " AND type = ?", values.add(filter.type);
  if (filter.waiting) sql += *filter.waiting ? " AND state = 'waiting'" : " AND state <> 'waiting'";
  if (filter.from) sql += " AND end_at > ?", values.add(*filter.from);
  if (filter.to) sql += " AND start_at < ?", values.add(*filter.to);
  return sql;
}

// The first part is what the index is asked for.
std::string beside(Side side, const ItemPlace& place, platform::Bindings& values) {
  for (const auto value : {place.start, place.start, place.end, place.end, place.id}) values.add(value);
  return side == Side::after ? " AND start_at >= ? AND (start_at > ? OR end_at < ? OR (end_at = ? AND id > ?))"
                             : " AND start_at <= ? AND (start_at < ? OR end_at > ? OR (end_at = ? AND id < ?))";
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

std::vector<StoredItem> IntakeStore::list_items(platform::Transaction& tx, TextId id) {
  return list_where(tx, id, "1 = 1");
}

std::vector<StoredItem> IntakeStore::list_with_relations(platform::Transaction& tx, TextId id) {
  return list_where(tx, id, "type = 'document' AND canonical LIKE '%\"relations\":[{%'");
}

std::vector<StoredItem> IntakeStore::list_numbered(platform::Transaction& tx, TextId id) {
  return list_where(tx, id, "type = 'document' AND canonical LIKE '%\"number\":%'");
}

std::vector<StoredItem> IntakeStore::list_certain_documents(platform::Transaction& tx, TextId id) {
  return list_where(tx, id, "type = 'document' AND " + std::string(certain));
}

std::int64_t IntakeStore::count_certain_others(platform::Transaction& tx, TextId id) {
  return tx
      .find<std::int64_t>(
          "SELECT COUNT(*) FROM intake_item WHERE text_id = ? AND type <> 'document' AND " + std::string(certain), id)
      .value_or(0);
}

std::vector<ItemCount> IntakeStore::count_by_type(platform::Transaction& tx, TextId id) {
  std::vector<ItemCount> out;
  tx.each(
      "SELECT type, state, COUNT(*) FROM intake_item WHERE text_id = ? GROUP BY type, state ORDER BY type, state",
      [&](platform::Row row) {
        out.push_back({row.get<std::string>(0),
                       base::parse_enum<ItemState>(row.get<std::string>(1)).value_or(ItemState::waiting),
                       row.get<std::int64_t>(2)});
      },
      id);
  return out;
}

std::vector<StoredItem> IntakeStore::list_beside(platform::Transaction& tx, TextId id, const ItemFilter& filter,
                                                 Side side, const std::optional<ItemPlace>& place, int most) {
  platform::Bindings values;
  std::string sql = std::string("SELECT ") + item_columns + " FROM intake_item WHERE " + condition(id, filter, values);
  if (place) sql += beside(side, *place, values);
  sql += side == Side::after ? " ORDER BY start_at, end_at DESC, id" : " ORDER BY start_at DESC, end_at, id DESC";
  sql += " LIMIT ?";
  values.add(most);
  std::vector<StoredItem> out;
  const auto rows = tx.query_values(sql, values.values());
  while (rows->next()) out.push_back(read_item(platform::Row(*rows)));
  if (side == Side::before) std::ranges::reverse(out);
  return out;
}

std::optional<ItemPlace> IntakeStore::first_place(platform::Transaction& tx, TextId id, const ItemFilter& filter) {
  platform::Bindings values;
  const std::string sql = "SELECT start_at, end_at, id FROM intake_item WHERE " + condition(id, filter, values) +
                          " ORDER BY start_at, end_at DESC, id LIMIT 1";
  const auto rows = tx.query_values(sql, values.values());
  if (!rows->next()) return std::nullopt;
  return ItemPlace{rows->integer(0), rows->integer(1), rows->integer(2)};
}

std::int64_t IntakeStore::count_items(platform::Transaction& tx, TextId id, const ItemFilter& filter,
                                      const std::optional<ItemPlace>& before) {
  platform::Bindings values;
  std::string sql = "SELECT COUNT(*) FROM intake_item WHERE " + condition(id, filter, values);
  if (before) sql += beside(Side::before, *before, values);
  const auto rows = tx.query_values(sql, values.values());
  return rows->next() ? rows->integer(0) : 0;
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

}  // namespace intake
