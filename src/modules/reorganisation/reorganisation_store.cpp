#include "modules/reorganisation/reorganisation_store.h"

namespace reorganisation::store {
namespace {

constexpr std::string_view columns =
    "SELECT id, code, title, state, owner_id, decision, document_id, effective_on, plan, planner_id, planner, "
    "approver, "
    "committer, growth, proof, changed_at, commit_order, version FROM reorganisation_plan ";

PlanRow read_plan_row(const platform::Row& row) {
  PlanRow plan;
  plan.id = row.get<std::int64_t>(0);
  plan.code = row.get<std::string>(1);
  plan.title = row.get<std::string>(2);
  plan.state = base::parse_enum<PlanState>(row.get<std::string>(3)).value_or(PlanState::draft);
  plan.owner = row.get<tree::UnitId>(4);
  plan.decision = row.get<std::string>(5);
  plan.document_id = row.get<std::int64_t>(6);
  plan.effective_on = row.get<base::Date>(7);
  plan.plan = row.get<std::string>(8);
  plan.planner_id = row.get<std::int64_t>(9);
  plan.planner = row.get<std::string>(10);
  plan.approver = row.get<std::string>(11);
  plan.committer = row.get<std::string>(12);
  plan.growth = row.get<std::string>(13);
  plan.proof = row.get<std::string>(14);
  plan.changed_at = row.get<std::int64_t>(15);
  plan.commit_order = row.get<std::int64_t>(16);
  plan.version = row.get<std::int64_t>(17);
  return plan;
}

std::string text_of(const std::vector<tree::UnitRow>& rows) {
  base::Json list = base::Json::array();
  for (const auto& r : rows)
    list.push_back({r.code, r.name, base::enum_name(r.kind), base::enum_name(r.level), r.parent_code,
                    base::to_iso(r.from), r.to ? base::Json(base::to_iso(*r.to)) : base::Json(nullptr)});
  return list.dump(-1, ' ', false, base::Json::error_handler_t::replace);
}

std::vector<tree::UnitRow> rows_of(const std::string& text, int step) {
  std::vector<tree::UnitRow> rows;
  for (const auto& r : base::Json::parse(text)) {
    tree::UnitRow row{step,
                      r[0],
                      r[1],
                      *base::parse_enum<tree::UnitKind>(r[2].get<std::string>()),
                      *base::parse_enum<tree::UnitLevel>(r[3].get<std::string>()),
                      r[4],
                      *base::parse_iso_date(r[5].get<std::string>()),
                      {}};
    if (!r[6].is_null()) row.to = base::parse_iso_date(r[6].get<std::string>());
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string> codes_of(const std::string& text) {
  return base::Json::parse(text).get<std::vector<std::string>>();
}

}  // namespace

std::optional<PlanRow> find_plan(Tx& tx, std::string_view code) {
  static const std::string sql = std::string(columns) + "WHERE code = ?";
  std::optional<PlanRow> found;
  tx.each(
      sql, [&](platform::Row row) { found = read_plan_row(row); }, code);
  return found;
}

std::vector<PlanRow> list_plans(Tx& tx, std::optional<PlanState> state, std::int64_t before, int limit) {
  const std::string by_state = std::string(columns) + "WHERE state = ? AND id < ? ORDER BY id DESC LIMIT ?";
  const std::string all = std::string(columns) + "WHERE id < ? ORDER BY id DESC LIMIT ?";
  std::vector<PlanRow> rows;
  const auto take = [&](platform::Row row) { rows.push_back(read_plan_row(row)); };
  if (state)
    tx.each(by_state, take, base::enum_name(*state), before, limit);
  else
    tx.each(all, take, before, limit);
  return rows;
}

std::vector<PlanRow> list_plans(Tx& tx, PlanState state) {
  static const std::string sql = std::string(columns) + "WHERE state = ? ORDER BY id";
  std::vector<PlanRow> rows;
  tx.each(
      sql, [&](platform::Row row) { rows.push_back(read_plan_row(row)); }, base::enum_name(state));
  return rows;
}

std::int64_t add_plan(Tx& tx, const PlanRow& p) {
  const auto id = tx.insert(
      "INSERT INTO reorganisation_plan(code, title, state, owner_id, decision, document_id, effective_on, plan, "
      "planner_id, planner, approver, committer, growth, proof, changed_at, commit_order, version) VALUES (?, ?, ?, ?, "
      "?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, 0, 1)",
      p.code, p.title, base::enum_name(p.state), p.owner, p.decision, p.document_id, p.effective_on, p.plan,
      p.planner_id, p.planner, p.approver, p.committer, p.growth, p.proof, p.changed_at);
  // SQLite gives the number after the greatest stored one, which may have been another plan's.
  const auto removed = tx.find<std::int64_t>("SELECT MAX(plan_id) FROM reorganisation_removed").value_or(0);
  if (id > removed) return id;
  tx.run("UPDATE reorganisation_plan SET id = ? WHERE id = ?", removed + 1, id);
  return removed + 1;
}

void save_plan(Tx& tx, PlanRow& p) {
  ++p.version;
  tx.run(
      "UPDATE reorganisation_plan SET title = ?, state = ?, owner_id = ?, decision = ?, document_id = ?, effective_on "
      "= ?, "
      "plan = ?, planner_id = ?, planner = ?, approver = ?, committer = ?, growth = ?, proof = ?, changed_at = ?, "
      "commit_order = ?, version = ? WHERE id = ?",
      p.title, base::enum_name(p.state), p.owner, p.decision, p.document_id, p.effective_on, p.plan, p.planner_id,
      p.planner, p.approver, p.committer, p.growth, p.proof, p.changed_at, p.commit_order, p.version, p.id);
}

void remove_plan(Tx& tx, std::int64_t id) {
  tx.run("DELETE FROM reorganisation_plan WHERE id = ?", id);
  tx.run("INSERT INTO reorganisation_removed(plan_id) VALUES (?)", id);
}

std::int64_t next_commit(Tx& tx) {
  return tx.find<std::int64_t>("SELECT MAX(commit_order) FROM reorganisation_plan").value_or(0) + 1;
}

void add_units(Tx& tx, std::int64_t plan, const std::vector<TouchedUnit>& units) {
  static constexpr std::string_view names[] = {"plan_id", "unit_id", "place",      "step", "fate",
                                               "code",    "name",    "successors", "was",  "left_as"};
  const auto bulk = tx.bulk_insert("reorganisation_unit", names);
  std::int64_t place = 0;
  for (const auto& u : units) {
    const std::string successors = base::Json(u.successors).dump(), was = text_of(u.before), left = text_of(u.after);
    const platform::Value row[] = {plan,
                                   u.id.value,
                                   ++place,
                                   std::int64_t(u.step),
                                   base::enum_name(u.fate),
                                   std::string_view(u.code),
                                   std::string_view(u.name),
                                   std::string_view(successors),
                                   std::string_view(was),
                                   std::string_view(left)};
    bulk->add(row);
  }
  bulk->finish();
}

std::vector<TouchedUnit> list_units(Tx& tx, std::int64_t plan, int offset, int limit) {
  std::vector<TouchedUnit> units;
  tx.each(
      "SELECT unit_id, step, fate, code, name, successors, was, left_as FROM reorganisation_unit WHERE plan_id = ? "
      "ORDER BY place LIMIT ? OFFSET ?",
      [&](platform::Row row) {
        TouchedUnit unit;
        unit.id = row.get<tree::UnitId>(0);
        unit.step = row.get<int>(1);
        unit.fate = *base::parse_enum<Fate>(row.get<std::string>(2));
        unit.code = row.get<std::string>(3);
        unit.name = row.get<std::string>(4);
        unit.successors = codes_of(row.get<std::string>(5));
        unit.before = rows_of(row.get<std::string>(6), unit.step);
        unit.after = rows_of(row.get<std::string>(7), unit.step);
        units.push_back(std::move(unit));
      },
      plan, limit, offset);
  return units;
}

std::int64_t count_units(Tx& tx, std::int64_t plan) {
  return tx.find<std::int64_t>("SELECT COUNT(*) FROM reorganisation_unit WHERE plan_id = ?", plan).value_or(0);
}

void remove_units(Tx& tx, std::int64_t plan) { tx.run("DELETE FROM reorganisation_unit WHERE plan_id = ?", plan); }

std::string plan_of(Tx& tx, tree::UnitId unit, std::int64_t except) {
  return tx
      .find<std::string>(
          "SELECT p.code FROM reorganisation_unit u JOIN reorganisation_plan p ON p.id = u.plan_id WHERE u.unit_id = ? "
          "AND "
          "p.state = 'committed' AND p.id <> ? ORDER BY p.effective_on DESC, p.id DESC",
          unit, except)
      .value_or("");
}

std::optional<std::pair<std::string, std::string>> later_plan(Tx& tx, std::int64_t plan) {
  std::optional<std::pair<std::string, std::string>> found;
  tx.each(
      "SELECT p.code, v.code FROM reorganisation_unit u JOIN reorganisation_unit v ON v.unit_id = u.unit_id AND "
      "v.plan_id "
      "<> u.plan_id JOIN reorganisation_plan p ON p.id = v.plan_id AND p.state = 'committed' JOIN reorganisation_plan "
      "o "
      "ON o.id = u.plan_id WHERE u.plan_id = ? AND p.commit_order > o.commit_order ORDER BY p.id LIMIT 1",
      [&](platform::Row row) { found.emplace(row.get<std::string>(0), row.get<std::string>(1)); }, plan);
  return found;
}

}  // namespace reorganisation::store
