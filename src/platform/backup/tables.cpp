#include "platform/backup/tables.h"

#include <algorithm>
#include <map>
#include <set>

namespace platform {
namespace {

ColumnType type_of(std::string declared) {
  for (char& c : declared) c = c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
  if (declared.find("int") != std::string::npos) return ColumnType::integer;
  if (declared.find("blob") != std::string::npos || declared == "bytea") return ColumnType::blob;
  if (declared.find("real") != std::string::npos || declared.find("double") != std::string::npos)
    return ColumnType::real;
  return ColumnType::text;
}

std::vector<Table> sqlite_tables(Transaction& tx) {
  std::vector<std::string> names, virtual_names;
  tx.each("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
          [&](Row row) {
            const bool is_virtual = row.get<std::string>(1).starts_with("CREATE VIRTUAL");
            (is_virtual ? virtual_names : names).push_back(row.get<std::string>(0));
          });
  std::vector<Table> tables;
  for (const auto& name : names) {
    const bool shadow = std::any_of(virtual_names.begin(), virtual_names.end(),
                                    [&](const auto& v) { return name.starts_with(v + "_"); });
    if (shadow) continue;
    Table table{name, {}};
    tx.each(
        "SELECT name, type, hidden FROM pragma_table_xinfo(?) ORDER BY cid",
        [&](Row row) {
          if (row.get<int>(2) == 0)
            table.columns.push_back({row.get<std::string>(0), type_of(row.get<std::string>(1))});
        },
        name);
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<Table> postgresql_tables(Transaction& tx) {
  std::vector<Table> tables;
  tx.each(
      "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c JOIN "
      "information_schema.tables t "
      "ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = current_schema() "
      "AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' ORDER BY c.table_name COLLATE \"C\", "
      "c.ordinal_position",
      [&](Row row) {
        const auto name = row.get<std::string>(0);
        if (tables.empty() || tables.back().name != name) tables.push_back({name, {}});
        tables.back().columns.push_back({row.get<std::string>(1), type_of(row.get<std::string>(2))});
      });
  return tables;
}

// Which tables a table refers to.
std::multimap<std::string, std::string> references(Transaction& tx, const std::vector<Table>& tables) {
  std::multimap<std::string, std::string> out;
  if (tx.engine() == Engine::sqlite) {
    for (const auto& table : tables)
      tx.each(
          "SELECT \"table\" FROM pragma_foreign_key_list(?)",
          [&](Row row) { out.emplace(table.name, row.get<std::string>(0)); }, table.name);
  } else {
    tx.each("SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'",
            [&](Row row) { out.emplace(row.get<std::string>(0), row.get<std::string>(1)); });
  }
  return out;
}

std::vector<Table> in_order_of_reference(std::vector<Table> tables,
                                         const std::multimap<std::string, std::string>& references) {
  std::vector<Table> out;
  std::set<std::string> placed, waiting;
  for (const auto& table : tables) waiting.insert(table.name);
  while (!tables.empty()) {
    const auto ready = std::find_if(tables.begin(), tables.end(), [&](const Table& t) {
      const auto [from, to] = references.equal_range(t.name);
      return std::all_of(from, to, [&](const auto& r) {
        return r.second == t.name || placed.contains(r.second) || !waiting.contains(r.second);
      });
    });
    CHECK(ready != tables.end());  // the modules' tables have no ring of references
    placed.insert(ready->name);
    out.push_back(std::move(*ready));
    tables.erase(ready);
  }
  return out;
}

}  // namespace

std::vector<Table> list_tables(Transaction& tx) {
  auto tables = tx.engine() == Engine::sqlite ? sqlite_tables(tx) : postgresql_tables(tx);
  std::erase_if(tables, [](const Table& t) {
    return t.name == "database_migration" || t.name.find("_index_") != std::string::npos;
  });
  std::sort(tables.begin(), tables.end(), [](const Table& a, const Table& b) { return a.name < b.name; });
  const auto refers = references(tx, tables);
  return in_order_of_reference(std::move(tables), refers);
}

void after_loading(Transaction& tx, const std::vector<Table>& tables) {
  if (tx.engine() == Engine::sqlite) {
    std::vector<std::string> indexes;
    tx.each("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%fts5%'",
            [&](Row row) { indexes.push_back(row.get<std::string>(0)); });
    for (const auto& name : indexes) tx.execute("INSERT INTO " + name + "(" + name + ") VALUES('rebuild')");
    return;
  }
  for (const auto& table : tables) {
    tx.count_again(table.name);
    for (const auto& column : table.columns) {
      const auto sequence = tx.find<std::string>("SELECT pg_get_serial_sequence(?, ?)", table.name, column.name);
      if (sequence)
        tx.query("SELECT setval('" + *sequence + "', (SELECT COALESCE(MAX(" + column.name + "), 0) + 1 FROM " +
                 table.name + "), false)");
    }
  }
}

std::vector<std::pair<std::string, int>> list_applied_migrations(Transaction& tx) {
  std::vector<std::pair<std::string, int>> out;
  tx.each("SELECT module, number FROM database_migration ORDER BY module, number",
          [&](Row row) { out.emplace_back(row.get<std::string>(0), row.get<int>(1)); });
  return out;
}

}  // namespace platform
