#include "platform/backup/backup.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "platform/backup/tables.h"
#include "platform/crypto/crypto.h"

namespace platform {
namespace {

using nlohmann::json;

constexpr std::string_view magic = "LIENTHONG-BACKUP 1\n";
constexpr std::size_t hash_size = 32;

std::string coded_number(std::uint64_t n) {
  std::string out(8, '\0');
  for (int i = 0; i < 8; ++i) out[std::size_t(i)] = char(n >> (8 * i));
  return out;
}

[[noreturn]] void damaged(const std::string& path) {
  throw base::Error(base::ErrorKind::invalid, "backup.damaged", {{"path", path}});
}

// Writes beside the wanted name and renames at the end: whole or not at all.
class Writer {
 public:
  explicit Writer(const std::string& path)
      : path_(path), part_(path + ".part"), file_(std::fopen(part_.c_str(), "wbx")) {
    if (!file_) {
      std::filesystem::remove(part_);
      file_ = std::fopen(part_.c_str(), "wbx");
    }
    if (!file_) fail();
    std::filesystem::permissions(part_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  ~Writer() {
    if (file_) {
      std::fclose(file_);
      std::error_code ignored;
      std::filesystem::remove(part_, ignored);
    }
  }
  void put(std::string_view bytes) {
    hash_.add(bytes);
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) fail();
  }
  void finish() {
    const std::string hash = hash_.finish();
    if (std::fwrite(hash.data(), 1, hash.size(), file_) != hash.size() || std::fflush(file_) != 0 ||
        ::fsync(fileno(file_)) != 0)
      fail();
    std::fclose(file_);
    file_ = nullptr;
    std::filesystem::rename(part_, path_);
  }

 private:
  [[noreturn]] void fail() {
    throw base::Error(base::ErrorKind::unavailable, "backup.unwritable", {{"path", path_}}, std::strerror(errno));
  }
  std::string path_, part_;
  std::FILE* file_;
  Sha256 hash_;
};

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path), file_(std::fopen(path.c_str(), "rb")) {
    if (!file_) throw base::Error(base::ErrorKind::not_found, "backup.not_a_backup", {{"path", path}});
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    left_ = !error && size >= hash_size ? size - hash_size : 0;
    if (take(std::min<std::uint64_t>(magic.size(), left_)) != magic) {
      std::fclose(file_);
      throw base::Error(base::ErrorKind::invalid, "backup.not_a_backup", {{"path", path}});
    }
  }
  ~Reader() { std::fclose(file_); }
  std::string take(std::uint64_t count) {
    if (count > left_) damaged(path_);
    std::string out(count, '\0');
    if (std::fread(out.data(), 1, count, file_) != count) damaged(path_);
    left_ -= count;
    hash_.add(out);
    return out;
  }
  char take_byte() { return take(1)[0]; }
  std::uint64_t take_number() {
    const auto bytes = take(8);
    std::uint64_t n = 0;
    for (int i = 0; i < 8; ++i) n |= std::uint64_t(static_cast<unsigned char>(bytes[std::size_t(i)])) << (8 * i);
    return n;
  }
  json take_json() {
    const auto value = json::parse(take(take_number()), nullptr, false);
    if (value.is_discarded()) damaged(path_);
    return value;
  }
  void check_end() {
    std::string kept(hash_size, '\0');
    if (left_ != 0 || std::fread(kept.data(), 1, hash_size, file_) != hash_size || kept != hash_.finish())
      damaged(path_);
  }

 private:
  std::string path_;
  std::FILE* file_;
  std::uint64_t left_ = 0;
  Sha256 hash_;
};

void put_json(Writer& writer, const json& value) {
  const auto text = value.dump();
  writer.put(coded_number(text.size()) + text);
}

// A row: 'R', then for each column its type letter ('n' for NULL), and its bytes.
void code_row(std::string& out, const Rows& rows, const Table& table) {
  out.assign(1, 'R');
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const int column = int(c);
    if (rows.is_null(column)) {
      out += 'n';
      continue;
    }
    out += char(table.columns[c].type);
    if (table.columns[c].type == ColumnType::integer) {
      out += coded_number(std::uint64_t(rows.integer(column)));
    } else if (table.columns[c].type == ColumnType::real) {
      const double d = rows.real(column);
      std::uint64_t bits = 0;
      std::memcpy(&bits, &d, sizeof bits);
      out += coded_number(bits);
    } else {
      const std::string bytes =
          table.columns[c].type == ColumnType::blob ? rows.blob(column) : std::string(rows.text(column));
      out += coded_number(bytes.size());
      out += bytes;
    }
  }
}

std::string select(const Table& table) {
  std::string sql = "SELECT ";
  for (std::size_t i = 0; i < table.columns.size(); ++i) sql += (i ? ", " : "") + table.columns[i].name;
  return sql + " FROM " + table.name;
}

std::string key_of(const std::string& pass_phrase, std::string_view salt) { return derive_key(pass_phrase, salt); }

json seal_keys(const std::vector<std::pair<std::string, std::string>>& keys, const std::string& pass_phrase) {
  if (pass_phrase.empty() || keys.empty()) return nullptr;
  json plain = json::object();
  for (const auto& [name, bytes] : keys) plain[name] = to_hex(bytes);
  const std::string salt = random_bytes(16);
  return {{"salt", to_hex(salt)}, {"sealed", to_hex(seal(key_of(pass_phrase, salt), plain.dump()))}};
}

// Walks through a backup; what is met is told to the caller.
struct Visitor {
  std::function<void(const json& header)> header;
  std::function<void(const std::string& store, const json& about)> store;
  std::function<void(const Table& table)> table;
  std::function<void(std::span<const Value> row)> row;
  std::function<void()> table_end, store_end;
};

BackupSummary walk(const std::string& path, const Visitor& visitor) {
  Reader reader(path);
  BackupSummary summary;
  const json header = reader.take_json();
  summary.created_at = header.value("created_at", "");
  summary.has_keys = header.contains("keys") && !header["keys"].is_null();
  if (visitor.header) visitor.header(header);
  for (char mark; (mark = reader.take_byte()) != 'Z';) {
    if (mark != 'S') damaged(path);
    const json about = reader.take_json();
    if (visitor.store) visitor.store(about.at("name"), about);
    while ((mark = reader.take_byte()) == 'T') {
      const json described = reader.take_json();
      Table table{described.at("name"), {}};
      for (const auto& column : described.at("columns"))
        table.columns.push_back({column.at(0), ColumnType(column.at(1).get<std::string>().at(0))});
      ++summary.tables;
      if (visitor.table) visitor.table(table);
      std::vector<std::string> kept(table.columns.size());
      std::vector<Value> row(table.columns.size());
      while ((mark = reader.take_byte()) == 'R') {
        for (std::size_t c = 0; c < row.size(); ++c) {
          const char type = reader.take_byte();
          if (type == 'n')
            row[c] = nullptr;
          else if (type == 'i')
            row[c] = std::int64_t(reader.take_number());
          else if (type == 'd') {
            const auto bits = reader.take_number();
            double d = 0;
            std::memcpy(&d, &bits, sizeof d);
            row[c] = d;
          } else if (type == 't' || type == 'b') {
            kept[c] = reader.take(reader.take_number());
            if (type == 't')
              row[c] = std::string_view(kept[c]);
            else
              row[c] = Blob{kept[c]};
          } else
            damaged(path);
        }
        ++summary.rows;
        if (visitor.row) visitor.row(row);
      }
      if (mark != 'E') damaged(path);
      if (visitor.table_end) visitor.table_end();
    }
    if (mark != 's') damaged(path);
    if (visitor.store_end) visitor.store_end();
  }
  reader.check_end();
  return summary;
}

}  // namespace

BackupSummary write_backup(const std::string& path, std::span<const BackedUp> stores, const std::string& created_at,
                           const std::vector<std::pair<std::string, std::string>>& keys, const std::string& pass_phrase,
                           const Progress& progress) {
  Writer writer(path);
  BackupSummary summary;
  summary.created_at = created_at;
  const json sealed = seal_keys(keys, pass_phrase);
  summary.has_keys = !sealed.is_null();
  writer.put(magic);
  put_json(writer, {{"created_at", created_at}, {"keys", sealed}});
  for (const auto& store : stores) {
    auto tx = store.database->begin_read();
    writer.put("S");
    put_json(writer, {{"name", store.name}, {"migrations", list_applied_migrations(tx)}});
    for (const auto& table : list_tables(tx)) {
      ++summary.tables;
      json columns = json::array();
      for (const auto& column : table.columns) columns.push_back({column.name, std::string(1, char(column.type))});
      writer.put("T");
      put_json(writer, {{"name", table.name}, {"columns", columns}});
      std::string coded;
      auto rows = tx.query(select(table));
      while (rows->next()) {
        code_row(coded, *rows, table);
        writer.put(coded);
        if (++summary.rows % 10'000 == 0 && progress) progress(summary.rows);
      }
      writer.put("E");
    }
    writer.put("s");
  }
  writer.put("Z");
  writer.finish();
  return summary;
}

BackupSummary check_backup(const std::string& path) { return walk(path, {}); }

BackupSummary restore_backup(const std::string& path, std::span<const BackedUp> stores,
                             std::span<const Migration> migrations, const std::string& pass_phrase,
                             std::vector<std::pair<std::string, std::string>>& keys, const Progress& progress) {
  check_backup(path);  // before anything is stored
  for (const auto& store : stores) {
    auto tx = store.database->begin_read();
    for (const auto& table : list_tables(tx))
      if (tx.find<std::int64_t>("SELECT COUNT(*) FROM " + table.name).value_or(0) > 0)
        throw base::Error(base::ErrorKind::conflict, "backup.store_not_empty");
  }
  struct Loading {
    Transaction tx;
    std::vector<Table> tables;
  };
  std::map<Database*, Loading> loading;  // the store in hand, and those whose tables came with it
  const auto load_into = [&](Database* store) -> Loading& {
    if (const auto it = loading.find(store); it != loading.end()) return it->second;
    return loading.emplace(store, Loading{store->begin(), {}}).first->second;
  };
  std::unique_ptr<BulkInsert> bulk;
  Database* database = nullptr;
  bool registers = false;
  std::int64_t rows = 0;
  Visitor visitor;
  visitor.header = [&](const json& header) {
    if (header.at("keys").is_null()) return;
    const auto salt = from_hex(header["keys"].at("salt").get<std::string>()),
               sealed = from_hex(header["keys"].at("sealed").get<std::string>());
    const auto plain = salt && sealed ? open_sealed(key_of(pass_phrase, *salt), *sealed) : std::nullopt;
    if (!plain) throw base::Error(base::ErrorKind::invalid, "backup.wrong_pass_phrase");
    const json opened = json::parse(*plain);
    for (const auto& [name, bytes] : opened.items())
      keys.emplace_back(name, from_hex(bytes.get<std::string>()).value_or(""));
  };
  visitor.store = [&](const std::string& name, const json& about) {
    const auto it = std::find_if(stores.begin(), stores.end(), [&](const auto& s) { return s.name == name; });
    if (it == stores.end()) damaged(path);
    database = it->database;
    std::set<std::pair<std::string, int>> had;
    for (const auto& m : about.at("migrations")) had.emplace(m.at(0), m.at(1).get<int>());
    std::vector<Migration> then;
    for (const auto& m : migrations)
      if (had.erase({m.module, m.number}) > 0) then.push_back(m);
    if (!had.empty())
      throw base::Error(base::ErrorKind::conflict, "database.newer",
                        {{"module", had.begin()->first}, {"number", std::to_string(had.begin()->second)}});
    registers = name == "registers";
    if (registers) database->migrate(then);  // another store was made with its tables when it was opened
  };
  visitor.table = [&](const Table& table) {
    const auto owner = std::find_if(stores.begin(), stores.end(), [&](const BackedUp& s) {
      return !s.own_tables.empty() && table.name.starts_with(s.own_tables);
    });
    auto& [tx, tables] = load_into(owner == stores.end() ? database : owner->database);
    tables.push_back(table);
    tx.run("DELETE FROM " + table.name);  // rows that a migration itself put there come with the backup
    std::vector<std::string_view> names;
    for (const auto& column : table.columns) names.push_back(column.name);
    bulk = tx.bulk_insert(table.name, names);
  };
  visitor.row = [&](std::span<const Value> row) {
    bulk->add(row);
    if (++rows % 10'000 == 0 && progress) progress(rows);
  };
  visitor.table_end = [&] {
    bulk->finish();
    bulk.reset();
  };
  visitor.store_end = [&] {
    for (auto& [store, into] : loading) {
      after_loading(into.tx, into.tables);
      into.tx.commit();
    }
    loading.clear();
    if (registers) database->migrate(migrations);
  };
  return walk(path, visitor);
}

std::string content_hash(std::span<const BackedUp> stores) {
  std::map<std::string, std::vector<std::string>> tables;  // the hashes of their rows
  for (const auto& store : stores) {
    auto tx = store.database->begin_read();
    for (const auto& table : list_tables(tx)) {
      auto& rows = tables[table.name];
      std::string coded;
      auto found = tx.query(select(table));
      while (found->next()) {
        code_row(coded, *found, table);
        rows.push_back(sha256(coded));
      }
    }
  }
  Sha256 hash;
  for (auto& [name, rows] : tables) {
    hash.add(name);
    std::sort(rows.begin(), rows.end());
    for (const auto& row : rows) hash.add(row);
  }
  return to_hex(hash.finish());
}

}  // namespace platform
