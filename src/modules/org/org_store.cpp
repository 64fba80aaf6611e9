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

std::int64_t insert_import(platform::Transaction& tx, const base::Actor& actor, const ImportReport& report,
                           const std::string& hash, std::int64_t now) {
  const auto& s = report.summary;
  const auto id = tx.insert(
      "INSERT INTO org_import(job_id, account_id, file_name, file_hash, dry_run, valid_only, rows, accepted, refused, "
      "changed, "
      "problems, stored, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      s.job_id, actor.account_id, s.file_name, hash, s.dry_run, s.valid_only, s.rows, s.accepted, s.refused, s.changed,
      s.problems, s.stored, now);
  static constexpr std::string_view columns[] = {"import_id", "line", "field", "key", "parameters"};
  const auto bulk = tx.bulk_insert("org_import_problem", columns);
  std::int64_t kept = 0;
  for (const auto& p : report.problems) {
    if (++kept > most_problems_kept) break;
    const std::string parameters = base::Json(p.parameters).dump(-1, ' ', false, base::Json::error_handler_t::replace);
    const platform::Value row[] = {id, p.line, std::string_view(p.field), std::string_view(p.key),
                                   std::string_view(parameters)};
    bulk->add(row);
  }
  bulk->finish();
  return id;
}

std::optional<StoredImport> find_import(platform::Transaction& tx, platform::JobId job) {
  std::optional<StoredImport> found;
  tx.each(
      "SELECT id, job_id, file_name, dry_run, valid_only, rows, accepted, refused, changed, problems, stored, "
      "account_id "
      "FROM org_import WHERE job_id = ? ORDER BY id",
      [&](platform::Row row) {
        found = StoredImport{
            {row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::string>(2), row.get<bool>(3),
             row.get<bool>(4), row.get<std::int64_t>(5), row.get<std::int64_t>(6), row.get<std::int64_t>(7),
             row.get<std::int64_t>(8), row.get<std::int64_t>(9), row.get<bool>(10)},
            row.get<std::int64_t>(11)};
      },
      job);
  return found;
}

std::vector<ImportProblem> list_import_problems(platform::Transaction& tx, std::int64_t import, int offset, int limit) {
  std::vector<ImportProblem> problems;
  tx.each(
      "SELECT line, field, key, parameters FROM org_import_problem WHERE import_id = ? ORDER BY id LIMIT ? OFFSET ?",
      [&](platform::Row row) {
        const auto parameters = base::Json::parse(row.get<std::string>(3), nullptr, false);
        problems.push_back({row.get<std::int64_t>(0), row.get<std::string>(1), row.get<std::string>(2),
                            parameters.is_object() ? parameters.get<base::Parameters>() : base::Parameters{}});
      },
      import, limit, offset);
  return problems;
}

}  // namespace org
