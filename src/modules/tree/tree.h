#pragma once
// The dated tree of units: names, kinds, levels and parents over time. A unit is a code for ever; what holds
// of it on a day is one span [from, to). Spans of a unit never overlap; on every day the tree has no cycle
// and no dangling parent. Knows no person and no right. Publishes tree_scope, the one table that other
// modules may join: unit_id → path, where the path of a unit starts with the path of each of its ancestors
// in the structure of today (a unit that has ended keeps its last place).
// Tables: tree_unit(id, code), tree_span, tree_scope(unit_id, path).

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/embedded.h"
#include "base/record.h"
#include "platform/database/database.h"

namespace tree {

using UnitId = base::Id<struct UnitTag>;

BOOST_DEFINE_ENUM_CLASS(UnitKind, central, committee_central, province, district, commune, grassroots_committee,
                        grassroots_cell, cell, board, public_service_unit, state_body, other)
BOOST_DEFINE_ENUM_CLASS(UnitLevel, centre, province, district, commune, grassroots, cell, none)

// What is so of a unit during one stretch of time.
struct UnitSpan {
  UnitId unit_id;
  std::string code;
  std::string name;
  UnitKind kind{};
  UnitLevel level{};
  std::optional<UnitId> parent_id;
  std::string parent_code;  // "" for the root
  base::Date from;
  std::optional<base::Date> to;
  bool operator==(const UnitSpan&) const = default;
};

BOOST_DESCRIBE_STRUCT(UnitSpan, (), (unit_id, code, name, kind, level, parent_id, parent_code, from, to))

// One row of units.csv before it is stored.
struct UnitRow {
  std::int64_t line = 0;  // of the file, for the report
  std::string code, name;
  UnitKind kind{};
  UnitLevel level{};
  std::string parent_code;
  base::Date from;
  std::optional<base::Date> to;
};

struct RowProblem {
  std::int64_t line = 0;
  std::string field;
  std::string key;              // of the sentence
  base::Parameters parameters;
};

class Tree {
 public:
  std::optional<UnitId> find_unit(platform::Transaction& tx, std::string_view code);
  // What holds of the unit on that day.
  std::optional<UnitSpan> find_span(platform::Transaction& tx, UnitId unit, base::Date on);
  // The same, or the last span before the day, or the first after: a name for every unit ever known.
  std::optional<UnitSpan> nearest_span(platform::Transaction& tx, UnitId unit, base::Date on);
  std::vector<UnitSpan> list_history(platform::Transaction& tx, UnitId unit);
  struct Child {
    UnitSpan span;
    std::int64_t children = 0;  // direct ones on that day
  };
  std::vector<Child> list_children(platform::Transaction& tx, UnitId parent, base::Date on, int offset, int limit);
  std::vector<UnitSpan> list_roots(platform::Transaction& tx, base::Date on);
  // From the root down to the unit itself, on that day.
  std::vector<UnitSpan> list_ancestors(platform::Transaction& tx, UnitId unit, base::Date on);
  // By folded name or code, below a unit when one is given, in the structure of that day.
  std::vector<UnitSpan> search(platform::Transaction& tx, std::string_view text, base::Date on,
                               std::span<const std::string> path_prefixes, int limit);
  // The path in tree_scope. Errors: not_found "tree.unit_unknown".
  std::string path(platform::Transaction& tx, UnitId unit);
  bool contains(platform::Transaction& tx, UnitId ancestor, UnitId unit);  // a unit contains itself
  // Checks rows against each other and the store and says every problem; stores nothing.
  std::vector<RowProblem> check_rows(platform::Transaction& tx, std::span<const UnitRow> rows);
  // Stores rows that check_rows found whole (all history of the codes named replaces what was there for
  // the same stretches); rebuilds tree_scope where it changed.
  void store_rows(platform::Transaction& tx, std::span<const UnitRow> rows, base::Date today);
  // Calls f for every span of every unit, ordered by code and from.
  void each_span(platform::Transaction& tx, const std::function<void(const UnitSpan&)>& f);
  std::int64_t count_units(platform::Transaction& tx, base::Date on);
};

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace tree

template <>
struct base::labels<tree::UnitSpan> {
  static constexpr FieldLabel list[] = {
      {"unit_id", "Số trong hệ thống", "Id", readonly | hidden_column},
      {"code", "Mã", "Code", required, 40},
      {"name", "Tên đơn vị", "Name", required, 300},
      {"kind", "Loại", "Kind", required},
      {"level", "Cấp", "Level", required},
      {"parent_id", "Số của cấp trên", "Parent id", readonly | hidden_column},
      {"parent_code", "Trực thuộc", "Parent", plain, 40},
      {"from", "Từ ngày", "From", required},
      {"to", "Đến ngày", "To"}};
};
static_assert(base::complete<tree::UnitSpan>());
