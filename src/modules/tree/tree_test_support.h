#pragma once
// What the tests of the tree share: rows written short, and a fixture that checks and stores them on one engine.
// Each test makes its own stores.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "modules/tree/tree.h"
#include "tests/support/test_store.h"

namespace tree {

inline base::Date day(const char* iso) { return *base::parse_iso_date(iso); }

inline UnitRow make_row(std::int64_t line, std::string code, UnitKind kind, UnitLevel level, std::string parent,
                        const char* from, const char* to = nullptr, std::string name = {}) {
  UnitRow r{line,      code,        name.empty() ? "Đơn vị " + code : name, kind, level, std::move(parent),
            day(from), std::nullopt};
  if (to) r.to = day(to);
  return r;
}
inline UnitRow centre(std::int64_t line = 1) {
  return make_row(line, "TW", UnitKind::central, UnitLevel::centre, "", "1930-02-03", nullptr, "Trung ương");
}
inline UnitRow province(std::int64_t line, std::string code, const char* from, const char* to = nullptr,
                        std::string parent = "TW") {
  return make_row(line, std::move(code), UnitKind::province, UnitLevel::province, std::move(parent), from, to);
}
inline UnitRow board(std::int64_t line, std::string code, std::string parent, const char* from,
                     const char* to = nullptr) {
  return make_row(line, std::move(code), UnitKind::board, UnitLevel::none, std::move(parent), from, to);
}

// Tests of one subject derive from it.
class TreeStore : public testing::TestWithParam<std::string> {
 protected:
  static std::vector<platform::Migration> all() { return platform::read_migrations("tree", migrations()); }
  std::vector<std::string> check(platform::Database& db, const std::vector<UnitRow>& rows) {
    auto tx = db.begin_read();
    std::vector<std::string> keys;
    for (const auto& p : tree_.check_rows(tx, rows))
      keys.push_back(std::to_string(p.line) + " " + p.field + " " + p.key);
    return keys;
  }
  void put(platform::Database& db, const std::vector<UnitRow>& rows, const char* today = "2023-06-01") {
    ASSERT_THAT(check(db, rows), testing::IsEmpty());
    auto tx = db.begin();
    tree_.store_rows(tx, rows, day(today));
    tx.commit();
  }
  std::string path_codes(platform::Transaction& tx, const std::string& code) {
    std::string out;
    const std::string path = tree_.path(tx, *tree_.find_unit(tx, code));
    for (std::size_t at = 1; at < path.size();) {
      const auto end = path.find('/', at);
      out +=
          "/" + tx.find<std::string>("SELECT code FROM tree_unit WHERE id = ?", std::stoll(path.substr(at, end - at)))
                    .value_or("?");
      at = end + 1;
    }
    return out;
  }
  Tree tree_;
};

}  // namespace tree
