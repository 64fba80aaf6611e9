#pragma once
// Where the columns that a reader knows stand in a file: by the names in its first row, or as a person said. Part of
// the face of table.h's folder.

#include <map>
#include <span>

#include "platform/table/table.h"

namespace platform {

// The name of a column in the file → the name that the reader knows; what it does not name goes by its own name, and
// "" leaves a column out.
using ColumnNames = std::map<std::string, std::string>;

class TableColumns {
 public:
  // The first `required` of the known columns must be there. Errors: invalid "table.column_missing" {column},
  // "table.column_twice" {column}.
  TableColumns(std::span<const std::string_view> known, std::size_t required, const std::vector<std::string>& header,
               const ColumnNames& names = {});
  // The cell, squeezed; empty where the file has none.
  std::string cell(const TableRow& row, std::size_t column) const;
  bool has(std::size_t column) const { return places_[column] >= 0; }

 private:
  std::vector<int> places_;
};

}  // namespace platform
