#include "modules/statistics/reduction_store.h"

namespace statistics::store {
namespace {

constexpr std::string_view columns =
    "SELECT r.id, r.version, r.unit_id, r.kind, r.fewer, r.from_date, r.to_date, r.basis, r.set_on, r.set_by FROM "
    "statistics_reduction r ";

ReductionRow read(const platform::Row& row) {
  ReductionRow out;
  out.id = row.get<std::int64_t>(0);
  out.version = row.get<std::int64_t>(1);
  out.unit = row.get<tree::UnitId>(2);
  out.edit.kind = base::parse_enum<tree::UnitKind>(row.get<std::string>(3)).value_or(tree::UnitKind::other);
  out.edit.fewer = row.get<std::int64_t>(4);
  out.edit.from = row.get<base::Date>(5);
  out.edit.to = row.get<base::Date>(6);
  out.edit.basis = row.get<std::string>(7);
  out.set_on = row.get<base::Date>(8);
  out.set_by = row.get<std::string>(9);
  return out;
}

}  // namespace

std::vector<ReductionRow> list_reductions(platform::Transaction& tx, const std::string& path) {
  std::vector<ReductionRow> out;
  tx.each(
      std::string(columns) +
          "JOIN tree_scope s ON s.unit_id = r.unit_id WHERE s.path >= ? AND s.path < ? ORDER BY r.from_date DESC, r.id",
      [&](const platform::Row& row) { out.push_back(read(row)); }, path, tree::path_end(path));
  return out;
}

std::optional<ReductionRow> find_reduction(platform::Transaction& tx, std::int64_t id) {
  std::optional<ReductionRow> out;
  tx.each(
      std::string(columns) + "WHERE r.id = ?", [&](const platform::Row& row) { out = read(row); }, id);
  return out;
}

std::int64_t add_reduction(platform::Transaction& tx, const ReductionRow& r) {
  const auto id = tx.insert(
      "INSERT INTO statistics_reduction(version, unit_id, kind, fewer, from_date, to_date, basis, set_on, set_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      r.version, r.unit, base::enum_name(r.edit.kind), r.edit.fewer, r.edit.from, r.edit.to, r.edit.basis, r.set_on,
      r.set_by);
  // SQLite gives the number after the greatest stored one, which may have been another target's.
  const auto removed = tx.find<std::int64_t>("SELECT MAX(reduction_id) FROM statistics_removed_reduction").value_or(0);
  if (id > removed) return id;
  tx.run("UPDATE statistics_reduction SET id = ? WHERE id = ?", removed + 1, id);
  return removed + 1;
}

void save_reduction(platform::Transaction& tx, const ReductionRow& r) {
  tx.run(
      "UPDATE statistics_reduction SET version = ?, unit_id = ?, kind = ?, fewer = ?, from_date = ?, to_date = ?, "
      "basis "
      "= ?, set_on = ?, set_by = ? WHERE id = ?",
      r.version, r.unit, base::enum_name(r.edit.kind), r.edit.fewer, r.edit.from, r.edit.to, r.edit.basis, r.set_on,
      r.set_by, r.id);
}

void remove_reduction(platform::Transaction& tx, std::int64_t id) {
  tx.run("DELETE FROM statistics_reduction WHERE id = ?", id);
  tx.run("INSERT INTO statistics_removed_reduction(reduction_id) VALUES (?)", id);
}

}  // namespace statistics::store
