#include "modules/audit/chain.h"

#include <nlohmann/json.hpp>

namespace audit {
namespace {

constexpr std::string_view entry_columns =
    "e.sequence, e.at, e.actor, e.account_id, e.verb, e.object_kind, e.object_id, e.unit_id, e.difference, "
    "e.on_behalf_of, e.request_id";
constexpr int entry_column_count = 11;
constexpr std::int64_t walk_step = 5000;  // entries read at once, so that a long journal does not fill the memory

Entry read_entry(const platform::Row& row) {
  return {row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::string>(2), row.get<std::int64_t>(3),
          row.get<std::string>(4),  row.get<std::string>(5),  row.get<std::string>(6), row.get<std::int64_t>(7),
          row.get<std::string>(8),  row.get<std::string>(9),  row.get<std::string>(10)};
}

void add_field(std::string& out, std::string_view field) {
  out += std::to_string(field.size());
  out += ':';
  out += field;
}

std::string first_hash() { return std::string(32, '\0'); }

std::string next_hash(const std::string& before, const Entry& entry) {
  return platform::sha256(before + canonical_bytes(entry));
}

Check& broken(Check& check, std::int64_t sequence, const char* key) {
  check.whole = false;
  check.first_broken = sequence;
  check.key = key;
  return check;
}

}  // namespace

std::string canonical_bytes(const Entry& entry) {
  std::string out = "1";  // of this form
  for (const std::int64_t number : {entry.sequence, entry.at, entry.account_id, entry.unit_id})
    add_field(out, std::to_string(number));
  for (const std::string* text : {&entry.actor, &entry.verb, &entry.object_kind, &entry.object_id, &entry.difference,
                                  &entry.on_behalf_of, &entry.request_id})
    add_field(out, *text);
  return out;
}

Chain::Chain(ChainTables tables, const platform::SigningKey& key)
    : tables_(std::move(tables)),
      key_(key),
      mark_key_(platform::keyed_hash(key.secret.substr(0, 32), "mark of " + tables_.entry)) {}

std::string Chain::mark_of(const Entry& entry) const {
  return platform::to_hex(platform::keyed_hash(mark_key_, canonical_bytes(entry)));
}

void Chain::append(platform::Transaction& tx, Entry& entry) const {
  entry.sequence = tx.find<std::int64_t>("SELECT MAX(sequence) FROM " + tables_.entry).value_or(0) + 1;
  tx.run("INSERT INTO " + tables_.entry +
             "(sequence, at, actor, account_id, verb, object_kind, object_id, unit_id, difference, on_behalf_of, "
             "request_id, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
         entry.sequence, entry.at, entry.actor, entry.account_id, entry.verb, entry.object_kind, entry.object_id,
         entry.unit_id, entry.difference, entry.on_behalf_of, entry.request_id, mark_of(entry));
}

std::optional<Chain::Head> Chain::stored_head(platform::Transaction& tx) const {
  std::optional<Head> head;
  tx.each("SELECT sequence, hash, at, signature FROM " + tables_.head + " WHERE place = 1", [&](platform::Row row) {
    head = {row.get<std::int64_t>(0), row.get<std::string>(1), row.get<std::int64_t>(2), row.get<std::string>(3)};
  });
  return head;
}

Chain::Head Chain::last_seal(platform::Transaction& tx) const {
  Head last{0, platform::to_hex(first_hash()), 0, ""};
  tx.each("SELECT sequence, hash FROM " + tables_.seal + " ORDER BY sequence DESC LIMIT 1", [&](platform::Row row) {
    last.sequence = row.get<std::int64_t>(0);
    last.hash = row.get<std::string>(1);
  });
  return last;
}

std::string Chain::message_of(const Head& head) const {
  return "lienthong " + tables_.entry + "\n" + std::to_string(head.sequence) + "\n" + head.hash + "\n" +
         std::to_string(head.at) + "\n";
}

bool Chain::signature_fits(const Head& head) const {
  const auto signature = platform::from_hex(head.signature);
  return signature && platform::verify_signature(key_.open, message_of(head), *signature);
}

bool Chain::seal(platform::Transaction& tx, std::int64_t now, std::int64_t most) const {
  Head last = last_seal(tx);
  const auto head = stored_head(tx);
  const bool fits = head ? head->sequence == last.sequence && head->hash == last.hash : last.sequence == 0;
  auto hash = platform::from_hex(last.hash);
  if (!fits || !hash) return false;  // verify says what is wrong
  std::vector<std::pair<std::int64_t, std::string>> seals;
  const std::int64_t before = last.sequence;
  tx.each(
      "SELECT " + std::string(entry_columns) + " FROM " + tables_.entry +
          " e WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?",
      [&](platform::Row row) {
        const Entry entry = read_entry(row);
        *hash = next_hash(*hash, entry);
        seals.emplace_back(entry.sequence, platform::to_hex(*hash));
      },
      before, most);
  if (seals.empty()) return false;
  for (const auto& [sequence, text] : seals)
    tx.run("INSERT INTO " + tables_.seal + "(sequence, hash) VALUES (?, ?)", sequence, text);
  last = {seals.back().first, seals.back().second, now, ""};
  last.signature = platform::to_hex(platform::sign(key_, message_of(last)));
  tx.run("INSERT INTO " + tables_.head +
             "(place, sequence, hash, at, signature) VALUES (1, ?, ?, ?, ?) ON CONFLICT(place) DO UPDATE SET "
             "sequence = excluded.sequence, hash = excluded.hash, at = excluded.at, signature = excluded.signature",
         last.sequence, last.hash, last.at, last.signature);
  return std::int64_t(seals.size()) == most;
}

Check Chain::walk(platform::Transaction& tx) const {
  Check check;
  const std::int64_t last_sealed = last_seal(tx).sequence;
  std::string hash = first_hash();
  for (bool more = true; more && check.whole;) {
    more = false;
    tx.each(
        "SELECT " + std::string(entry_columns) + ", e.mark, s.hash FROM " + tables_.entry + " e LEFT JOIN " +
            tables_.seal + " s ON s.sequence = e.sequence WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?",
        [&](platform::Row row) {
          more = true;
          if (!check.whole) return;
          const Entry entry = read_entry(row);
          const std::int64_t expected = check.entries + 1;
          const auto sealed = row.get<std::optional<std::string>>(entry_column_count + 1);
          if (entry.sequence != expected) return void(broken(check, expected, "audit.entry_missing"));
          if (!platform::equal_secrets(row.get<std::string>(entry_column_count), mark_of(entry)))
            return void(broken(check, expected, "audit.entry_changed"));
          if (!sealed && expected < last_sealed) return void(broken(check, expected, "audit.seal_missing"));
          hash = next_hash(hash, entry);
          if (sealed && *sealed != platform::to_hex(hash)) return void(broken(check, expected, "audit.seal_changed"));
          ++check.entries;
          check.sealed += sealed ? 1 : 0;
        },
        check.entries, walk_step);
  }
  if (check.whole && last_sealed > check.entries) broken(check, check.entries + 1, "audit.entry_missing");
  // A sequence below 1 lies before the first one that the walk reads.
  const auto before = tx.find<std::int64_t>("SELECT MIN(sequence) FROM " + tables_.entry + " WHERE sequence < 1");
  if (before) broken(check, *before, "audit.entry_changed");
  const auto seal_before = tx.find<std::int64_t>("SELECT MIN(sequence) FROM " + tables_.seal + " WHERE sequence < 1");
  if (!before && seal_before) broken(check, *seal_before, "audit.seal_changed");
  return check;
}

Check& Chain::check_head(platform::Transaction& tx, Check& check) const {
  const Head last = last_seal(tx);
  const auto head = stored_head(tx);
  if (!head) return last.sequence == 0 ? check : broken(check, last.sequence, "audit.head_missing");
  if (!signature_fits(*head)) return broken(check, head->sequence, "audit.head_forged");
  if (head->sequence > last.sequence) return broken(check, last.sequence + 1, "audit.tail_cut");
  if (head->sequence < last.sequence || head->hash != last.hash)
    return broken(check, head->sequence, "audit.head_differs");
  return check;
}

Check Chain::verify(platform::Transaction& tx) const {
  Check check = walk(tx);
  if (check.whole) check_head(tx, check);
  if (check.whole) check.key = "audit.whole";
  return check;
}

std::string Chain::signed_head(platform::Transaction& tx, std::int64_t now) const {
  Head head = stored_head(tx).value_or(Head{0, platform::to_hex(first_hash()), now, ""});
  if (head.signature.empty()) head.signature = platform::to_hex(platform::sign(key_, message_of(head)));
  return nlohmann::json{
      {"journal", tables_.entry},           {"sequence", head.sequence},  {"hash", head.hash}, {"at", head.at},
      {"key", platform::to_hex(key_.open)}, {"signature", head.signature}}
      .dump();
}

Check Chain::verify_head(platform::Transaction& tx, const std::string& text) const {
  Check check = verify(tx);
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const auto is = [&](const char* field, auto type) { return json.contains(field) && (json[field].*type)(); };
  using Json = nlohmann::json;
  const auto text_field = static_cast<bool (Json::*)() const noexcept>(&Json::is_string);
  const auto number_field = static_cast<bool (Json::*)() const noexcept>(&Json::is_number_integer);
  if (!json.is_object() || !is("sequence", number_field) || !is("hash", text_field) || !is("at", number_field) ||
      !is("signature", text_field))
    return broken(check, 0, "audit.head_unreadable");
  const Head head{json["sequence"].get<std::int64_t>(), json["hash"].get<std::string>(), json["at"].get<std::int64_t>(),
                  json["signature"].get<std::string>()};
  if (!signature_fits(head)) return broken(check, head.sequence, "audit.head_forged");
  if (!check.whole) return check;
  if (head.sequence > check.sealed) return broken(check, check.sealed + 1, "audit.tail_cut");
  const auto hash = tx.find<std::string>("SELECT hash FROM " + tables_.seal + " WHERE sequence = ?", head.sequence);
  if (head.sequence > 0 && hash != head.hash) return broken(check, head.sequence, "audit.head_differs");
  return check;
}

std::vector<Entry> Chain::list(platform::Transaction& tx, const Filter& filter) const {
  std::string sql = "SELECT " + std::string(entry_columns) + " FROM " + tables_.entry + " e WHERE 1 = 1";
  platform::Bindings values;
  const auto where = [&](std::string_view condition, const auto& value) {
    sql += " AND ";
    sql += condition;
    values.add(value);
  };
  if (filter.account_id) where("e.account_id = ?", *filter.account_id);
  if (!filter.verb.empty()) where("e.verb = ?", filter.verb);
  if (!filter.object_kind.empty()) where("e.object_kind = ?", filter.object_kind);
  if (!filter.object_id.empty()) where("e.object_id = ?", filter.object_id);
  if (filter.from) where("e.at >= ?", *filter.from);
  if (filter.to) where("e.at < ?", *filter.to);
  if (filter.before_sequence) where("e.sequence < ?", *filter.before_sequence);
  if (!filter.units_condition.empty()) sql += " AND (" + filter.units_condition + ")";
  for (const auto& value : filter.units_values) values.add(value);
  sql += " ORDER BY e.sequence DESC";
  if (!filter.unit_is_seen) {
    sql += " LIMIT ?";
    values.add(filter.limit);
  }
  std::vector<Entry> out;
  auto rows = tx.query_values(sql, values.values());
  while (int(out.size()) < filter.limit && rows->next()) {
    Entry entry = read_entry(platform::Row(*rows));
    if (!filter.unit_is_seen || filter.unit_is_seen(entry.unit_id)) out.push_back(std::move(entry));
  }
  return out;
}

// From one verb to the next in the index of verbs; of its entries only until one lies in the units.
std::vector<std::string> Chain::list_verbs(platform::Transaction& tx, const Filter& filter) const {
  std::string sql = "WITH RECURSIVE known(verb) AS (SELECT MIN(verb) FROM " + tables_.entry +
                    " UNION ALL SELECT (SELECT MIN(e.verb) FROM " + tables_.entry +
                    " e WHERE e.verb > known.verb) FROM known WHERE known.verb IS NOT NULL) SELECT verb FROM known "
                    "WHERE verb IS NOT NULL";
  platform::Bindings values;
  if (!filter.units_condition.empty())
    sql += " AND EXISTS (SELECT 1 FROM " + tables_.entry + " e WHERE e.verb = known.verb AND (" +
           filter.units_condition + "))";
  for (const auto& value : filter.units_values) values.add(value);
  std::vector<std::string> verbs;
  auto rows = tx.query_values(sql + " ORDER BY verb", values.values());
  while (rows->next()) verbs.push_back(platform::Row(*rows).get<std::string>(0));
  return verbs;
}

std::optional<Entry> Chain::find(platform::Transaction& tx, std::int64_t sequence) const {
  std::optional<Entry> entry;
  tx.each(
      "SELECT " + std::string(entry_columns) + " FROM " + tables_.entry + " e WHERE e.sequence = ?",
      [&](platform::Row row) { entry = read_entry(row); }, sequence);
  return entry;
}

}  // namespace audit
