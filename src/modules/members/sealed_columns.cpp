#include "modules/members/sealed_columns.h"

#include "modules/members/member_record.h"

namespace members {
namespace {

constexpr int rows_at_once = 2'000;

}  // namespace

Resealed reseal(Transaction& tx, const SealedColumn& column, std::int64_t after, const Reseal& anew) {
  const std::string name = column.column, table = column.table;
  std::vector<std::pair<std::int64_t, std::string>> rows;
  {
    auto found = tx.query("SELECT id, " + name + " FROM " + table + " WHERE id > ? AND " + name +
                              " IS NOT NULL ORDER BY id LIMIT " + std::to_string(rows_at_once),
                          after);
    while (found->next())
      rows.emplace_back(found->integer(0),
                        column.is_record ? std::string(found->text(1)) : std::string(found->blob(1)));
  }
  Resealed result;
  const std::string update = "UPDATE " + table + " SET " + name + " = ? WHERE id = ?";
  for (const auto& [id, value] : rows) {
    result.last = id;
    if (column.is_record) {
      const auto record = reseal_record(value, anew);
      if (!record) continue;
      tx.run(update, *record, id);
    } else {
      const auto sealed = anew(value);
      if (!sealed) continue;
      tx.run(update, platform::Blob{*sealed}, id);
    }
    ++result.done;
  }
  return result;
}

}  // namespace members
