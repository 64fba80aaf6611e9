#pragma once
// Which tables and columns a store has, in both engines' own catalogues; inside platform/backup only.

#include <string>
#include <vector>

#include "platform/database/database.h"

namespace platform {

enum class ColumnType : char { integer = 'i', real = 'd', text = 't', blob = 'b' };
struct Column {
  std::string name;
  ColumnType type{};
};
struct Table {
  std::string name;
  std::vector<Column> columns;
};

// The tables that hold data, a table after those it refers to, else by name; not those that an index keeps
// for itself (FTS5, and tables named …_index_…, which triggers fill again).
std::vector<Table> list_tables(Transaction& tx);
// After rows were loaded: generated keys go on after the highest, full-text indexes are built again.
void after_loading(Transaction& tx, const std::vector<Table>& tables);
std::vector<std::pair<std::string, int>> list_applied_migrations(Transaction& tx);

}  // namespace platform
