#include "modules/org/org_store.h"

namespace org {
namespace {

constexpr std::string_view function_columns =
    "SELECT f.id, f.text, f.document, f.provision, f.from_date, f.to_date, f.version, f.unit_id FROM org_function f ";

UnitFunction read_function(const platform::Row& row) {
  return {row.get<std::int64_t>(0),
          {},
          row.get<std::string>(1),
          row.get<std::string>(2),
          row.get<std::string>(3),
          row.get<base::Date>(4),
          row.get<std::optional<base::Date>>(5),
          row.get<std::int64_t>(6)};
}

constexpr char none[] = "[]";  // no history

std::string history_json(const std::vector<tree::UnitRow>& rows) {
  base::Json json = base::Json::array();
  for (const auto& r : rows)
    json.push_back(base::to_json(NewUnit{r.code, r.name, r.kind, r.level, r.parent_code, r.from, r.to}));
  return json.dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

std::vector<tree::UnitRow> read_history(const std::string& json) {
  std::vector<NewUnit> units;
  std::vector<base::FieldProblem> problems;
  base::from_json(base::Json::parse(json), units, "before", problems);
  CHECK(problems.empty());
  std::vector<tree::UnitRow> rows;
  for (auto& u : units)
    rows.push_back({0, std::move(u.code), std::move(u.name), u.kind, u.level, std::move(u.parent_code), u.from, u.to});
  return rows;
}

}  // namespace

std::vector<UnitFunction> list_stored_functions(platform::Transaction& tx, tree::UnitId unit, base::Date on) {
  std::vector<UnitFunction> functions;
  tx.each(
      std::string(function_columns) +
          "WHERE f.unit_id = ? AND f.from_date <= ? AND (f.to_date IS NULL OR f.to_date > ?) ORDER BY f.from_date, "
          "f.id",
      [&](platform::Row row) { functions.push_back(read_function(row)); }, unit, on, on);
  return functions;
}

std::int64_t insert_function(platform::Transaction& tx, tree::UnitId unit, const NewUnitFunction& f, std::int64_t now) {
  return tx.insert(
      "INSERT INTO org_function(unit_id, text, document, provision, from_date, to_date, entered_at) VALUES (?, ?, ?, "
      "?, ?, ?, ?)",
      unit, f.text, f.document, f.provision, f.from, f.to, now);
}

std::optional<StoredFunction> find_function(platform::Transaction& tx, std::int64_t id) {
  std::optional<StoredFunction> found;
  tx.each(
      std::string(function_columns) + "WHERE f.id = ?",
      [&](platform::Row row) {
        found = StoredFunction{row.get<tree::UnitId>(7), read_function(row)};
      },
      id);
  return found;
}

void set_function_end(platform::Transaction& tx, std::int64_t id, base::Date on) {
  tx.run("UPDATE org_function SET to_date = ?, version = version + 1 WHERE id = ?", on, id);
}

bool has_function(platform::Transaction& tx, tree::UnitId unit, const NewUnitFunction& f) {
  return tx
      .find<std::int64_t>(
          "SELECT id FROM org_function WHERE unit_id = ? AND text = ? AND document = ? AND from_date = ? LIMIT 1", unit,
          f.text, f.document, f.from)
      .has_value();
}

void insert_corrections(platform::Transaction& tx, std::int64_t batch, std::span<const UnitCorrection> corrections) {
  static constexpr std::string_view columns[] = {"batch_id", "code", "before", "after"};
  const auto bulk = tx.bulk_insert("org_correction", columns);
  for (const auto& c : corrections) {
    const std::string before = c.before.empty() ? none : history_json(c.before);
    const platform::Value row[] = {batch, std::string_view(c.code), std::string_view(before),
                                   std::string_view(c.after)};
    bulk->add(row);
  }
  bulk->finish();
}

std::vector<UnitCorrection> list_corrections(platform::Transaction& tx, std::int64_t batch) {
  std::vector<UnitCorrection> corrections;
  tx.each(
      "SELECT code, before, after FROM org_correction WHERE batch_id = ? ORDER BY id",
      [&](platform::Row row) {
        auto& c = corrections.emplace_back();
        c.code = row.get<std::string>(0);
        if (const auto before = row.get<std::string>(1); before != none) c.before = read_history(before);
        c.after = row.get<std::string>(2);
      },
      batch);
  return corrections;
}

std::vector<std::int64_t> list_leftovers(platform::Transaction& tx) {
  std::vector<std::int64_t> ids;
  tx.each(
      "SELECT b.id FROM org_batch b WHERE b.state = 'staging' OR (b.state = 'undone' AND EXISTS (SELECT 1 FROM "
      "org_correction c WHERE c.batch_id = b.id))",
      [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); });
  return ids;
}

void remove_leftovers(platform::Database& database) {
  std::vector<std::int64_t> left;
  {
    auto tx = database.begin_read();
    left = list_leftovers(tx);
  }
  for (const auto batch : left)
    for (bool more = true; more;) {
      auto tx = database.begin();
      more = tx.run(
                 "DELETE FROM org_correction WHERE id IN (SELECT id FROM org_correction WHERE batch_id = ? ORDER BY id "
                 "LIMIT 20000)",
                 batch) > 0;
      if (!more) tx.run("DELETE FROM org_batch WHERE id = ? AND state = 'staging'", batch);
      tx.commit();
    }
}

std::optional<tree::UnitId> find_unit_with_function(platform::Transaction& tx,
                                                    const std::function<bool(tree::UnitId)>& is_one) {
  std::optional<tree::UnitId> found;
  tx.each("SELECT DISTINCT unit_id FROM org_function", [&](platform::Row row) {
    if (const auto unit = row.get<tree::UnitId>(0); !found && is_one(unit)) found = unit;
  });
  return found;
}

}  // namespace org
