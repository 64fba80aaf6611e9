#include "modules/members/sealed_columns.h"

#include <algorithm>
#include <set>

#include "modules/members/import_batch.h"
#include "modules/members/members_fixture.h"

namespace members {
namespace {

class SealedColumnsTest : public MembersTest {
 protected:
  struct Column {
    std::string table, name;
    bool binary = false;
    auto operator<=>(const Column&) const = default;
  };
  // Of every table of this module.
  static std::vector<Column> columns(Transaction& tx) {
    const bool sqlite = tx.engine() == platform::Engine::sqlite;
    std::vector<Column> all;
    tx.each(sqlite
                ? "SELECT t.name, c.name, c.type FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = "
                  "'table' AND t.name LIKE 'members\\_%' ESCAPE '\\'"
                : "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = "
                  "current_schema() AND table_name LIKE 'members\\_%'",
            [&](platform::Row row) {
              const auto type = row.get<std::string>(2);
              all.push_back({row.get<std::string>(0), row.get<std::string>(1), type == "BLOB" || type == "bytea"});
            });
    return all;
  }
  // Whether the value is sealed with the ring, or has something in it that is, in hexadecimal digits.
  bool holds_sealed(const std::string& value) const {
    if (members_->citizen_numbers().open(value)) return true;
    for (std::size_t at = 0; at < value.size();) {
      const auto end = std::min(value.find_first_not_of("0123456789abcdef", at), value.size());
      if (const auto bytes = platform::from_hex(value.substr(at, end - at));
          bytes && !bytes->empty() && members_->citizen_numbers().open(*bytes))
        return true;
      at = end + 1;
    }
    return false;
  }
  std::set<Column> sealed() {
    auto tx = database().begin_read();
    std::set<Column> found;
    for (const auto& column : columns(tx)) {
      auto rows = tx.query("SELECT " + column.name + " FROM " + column.table);
      while (rows->next())
        if (!rows->is_null(0) && holds_sealed(column.binary ? rows->blob(0) : std::string(rows->text(0))))
          found.insert(column);
    }
    return found;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, SealedColumnsTest, support::engines(), support::engine_name);

// Numbers that an import had corrected stayed sealed with the key that `keys rotate` destroyed.
TEST_P(SealedColumnsTest, WhateverIsSealedAnywhereIsSealedAnewAndEveryPlaceIsInTheList) {
  auto given = person("Trần Thị Lựu");
  given.citizen_number = "001088012345";
  const auto one = put(given);
  given.citizen_number = "001088012346";
  const auto other = put(given);
  {
    auto tx = database().begin();
    store::insert_correction(tx, 1, stored(one.code), 2);
    tx.commit();
  }
  MergeOrder order;
  order.dissolved_code = other.code, order.dissolved_version = other.version;
  members_->merge_members(os_, one.code, order, one.version);
  const auto before = sealed();
  std::set<Column> listed;
  for (const auto& column : sealed_columns) listed.insert({column.table, column.column, !column.is_record});
  EXPECT_EQ(before, listed) << "a column is sealed that is not in the list, or this test writes none into one that is";
  EXPECT_EQ(members_->rotate_keys(os_), 5);
  EXPECT_EQ(sealed(), before) << "all of it opens with the one key that is left";
}

}  // namespace
}  // namespace members
