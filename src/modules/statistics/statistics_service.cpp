#include <chrono>
#include <set>

#include "modules/identity/identity.h"
#include "modules/reorganisation/reorganisation.h"
#include "modules/statistics/answer.h"
#include "modules/statistics/engine.h"
#include "modules/statistics/moved_targets.h"
#include "modules/statistics/planned.h"
#include "modules/statistics/statistics.h"
#include "platform/clock/clock.h"

namespace statistics {
namespace {

using base::Error;
using base::ErrorKind;
using base::Json;
using identity::Permission;
using reorganisation::PlanState;

// "/1/5/8/" → "/1/5/"; "" above the root.
std::string above(const std::string& path) {
  const auto at = path.rfind('/', path.size() - 2);
  return path.size() < 2 || at == std::string::npos ? "" : path.substr(0, at + 1);
}

// The own subtree whole; of a unit above it what lies directly below, which are those beside one's own; of these the
// totals.
bool may_ask(const identity::Scope& scope, const std::string& path, const Division& division) {
  if (scope.holds(path)) return true;
  for (const auto& own : scope.paths) {
    if (own.starts_with(path)) return division.by != Division::By::level;
    if (own.starts_with(above(path)) && path.size() > 1) return division.by == Division::By::none;
  }
  return false;
}

// Where a unit stands for those who may ask: what a plan would establish, below the lowest unit above it that is there.
std::string path_of(platform::Transaction& tx, const tree::Tree& tree, const Query& query,
                    const std::optional<PlannedTree>& planned) {
  if (const auto unit = tree.find_unit(tx, query.unit)) return tree.path(tx, *unit);
  auto unit = planned ? planned->tree->find_code(query.unit) : nothing;
  for (std::string below; unit != nothing;) {
    if (const auto known = tree.find_unit(tx, planned->tree->unit(unit).code)) return tree.path(tx, *known) + below;
    below += "0/";
    const auto* stretch = planned->tree->stretch_on(unit, day_of(planned->on));
    unit = stretch ? planned->tree->parent_of(*stretch) : nothing;
  }
  return "";
}

void require_period_ends(const Question& q) {
  const bool on_days = q.about->kind == Kind::state || q.about->kind == Kind::units;
  for (const auto point : q.points)
    require_period_end(on_days ? point : base::Date{point.days - 1}, on_days ? "on" : "period");
}

std::string list_of(const Question& q, bool vi) {
  std::string out;
  for (const auto& axis : q.axes) {
    std::string word(vi ? "thời gian" : "time");
    if (axis.name == "kind") word = vi ? "loại đơn vị" : "kind of unit";
    if (axis.name == "child") word = vi ? "đơn vị trực thuộc" : "unit directly below";
    if (axis.name.starts_with("level:")) word = (vi ? "đơn vị cấp " : "unit of level ") + axis.name.substr(6);
    for (const auto& d : all_dimensions())
      if (d.key == axis.name) word = vi ? d.vi : d.en;
    out += (out.empty() ? vi ? ", chia theo " : ", by " : ", ") + word;
  }
  return out;
}

// What was asked, in words.
std::string words_of(const Question& q, base::Language language) {
  const bool vi = language == base::Language::vi;
  const auto& unit = q.tree->unit(q.unit);
  const bool on_a_day = (q.about->kind == Kind::state || q.about->kind == Kind::units) && q.points.size() == 1;
  base::Parameters p{{"measure", std::string(vi ? q.about->title_vi : q.about->title_en)},
                     {"unit", unit.name},
                     {"by", list_of(q, vi)},
                     {"day", base::to_vietnamese(q.points.front())},
                     {"last", base::to_vietnamese(q.points.size() > 1 && !on_a_day && q.about->kind != Kind::state &&
                                                          q.about->kind != Kind::units
                                                      ? base::Date{q.points.back().days - 1}
                                                      : q.points.back())},
                     {"structure_day", base::to_vietnamese(q.structure_on)}};
  std::string out =
      base::sentence(on_a_day ? "statistics.asked_on_a_day" : "statistics.asked_in_a_period", p, language);
  const char* structure = q.mode == Mode::as_was     ? "statistics.as_it_was"
                          : q.mode == Mode::restated ? "statistics.as_restated"
                                                     : "statistics.as_planned";
  return out + " " + base::sentence(structure, p, language);
}

Json cell(const Table& table, std::size_t row) {
  if (!table.withheld.empty() && table.withheld[row]) return nullptr;
  if (table.over.empty()) return table.counts[row];
  if (table.over[row] == 0) return nullptr;
  return double(table.counts[row] - table.over[row]) / double(table.over[row]);
}

Json rows_of(const Table& table, Json& withheld) {
  Json rows = Json::array();
  for (std::size_t row = 0; row < table.counts.size(); ++row) {
    Json line = Json::array();
    std::size_t inner = table.counts.size(), rest = row;
    for (const auto& values : table.values) {
      inner /= values.size();
      line.push_back(values[rest / inner]);
      rest %= inner;
    }
    if (!table.withheld.empty() && table.withheld[row]) withheld.push_back(line);
    line.push_back(cell(table, row));
    rows.push_back(std::move(line));
  }
  return rows;
}

Json structure_of(const Query& query, const reorganisation::PlanTree* plan) {
  const auto s = query.structure.value_or(QueryStructure{});
  Json out{{"mode", base::enum_name(s.mode)}};
  if (s.mode == Mode::restated && s.on) out["on"] = base::to_iso(*s.on);
  if (plan) {
    out["on"] = base::to_iso(plan->on);
    out["plan"] = plan->code;
    out["plan_version"] = plan->version;
    out["plan_state"] = base::enum_name(plan->state);
  }
  return out;
}

}  // namespace

Statistics::Statistics(platform::Database& database, const tree::Tree& tree, const identity::Access& access,
                       audit::Audit& audit, const platform::Clock& clock, reorganisation::ReorganisationService& plans)
    : database_(database),
      tree_(tree),
      access_(access),
      clock_(clock),
      plans_(plans),
      engine_(std::make_unique<Engine>(database, tree)),
      moved_targets_(std::make_unique<MovedTargets>(tree, audit, clock)),
      targets_(database, tree, access, audit, clock, *this),
      reductions_(database, tree, access, audit, clock, plans) {}
Statistics::~Statistics() = default;

members::MemberListener& Statistics::listener() { return *engine_; }
tree::TreeListener& Statistics::tree_listener() { return *engine_; }
tree::Reorganisable& Statistics::reorganisable() { return *moved_targets_; }

bool Statistics::require_plan(platform::Transaction& tx, const base::Actor& actor,
                              const reorganisation::PlanTree& plan) const {
  const auto figures = access_.scope(tx, actor, Permission::statistics_read),
             records = access_.scope(tx, actor, Permission::members_read);
  bool sees_records = true;
  for (const auto* codes : {&plan.before, &plan.after})
    for (const auto& code : *codes) {
      const auto unit = tree_.find_unit(tx, code);
      if (!unit) continue;  // not there yet
      const auto path = tree_.path(tx, *unit);
      if (!figures.holds(path))
        throw Error(ErrorKind::not_found, "statistics.plan_unknown", {{"plan", plan.code}}).at_field("structure.plan");
      sees_records = sees_records && records.holds(path);
    }
  return sees_records;
}

std::vector<Definition> Statistics::list_measures(base::Language language) {
  std::vector<Definition> out;
  for (const auto& about : all_measures()) out.push_back(definition_of(about, language));
  return out;
}

Json Statistics::query(const base::Actor& actor, const Query& query, base::Language language) {
  const bool of_targets = about(query.measure).kind == Kind::target;
  Json rows = of_targets ? targets_.rows(actor, query) : Json::array();
  auto tx = database_.begin_read();
  access_.require_anywhere(tx, actor, Permission::statistics_read);
  const auto scope = access_.scope(tx, actor, Permission::statistics_read);
  const auto picture = engine_->picture();
  std::shared_ptr<const reorganisation::PlanTree> plan;
  std::optional<PlannedTree> planned;
  bool sees_records = true;
  if (query.structure && query.structure->mode == Mode::planned) {
    if (!query.structure->plan)
      throw Error(ErrorKind::invalid, "statistics.structure_plan_missing").at_field("structure.plan");
    auto made = engine_->find_planned(picture->tree, plans_.get_plan_key(tx, actor, *query.structure->plan));
    if (!made)
      made = engine_->planned(picture->tree, plans_.get_plan_tree(tx, actor, *query.structure->plan),
                              picture->tree_version == tree_.version(tx));
    plan = made->plan;
    sees_records = require_plan(tx, actor, *plan);
    // Who of a cell goes where is known once they went.
    if (plan->state != PlanState::committed && !plan->divisions.empty() && about(query.measure).kind != Kind::units)
      throw Error(ErrorKind::conflict, "statistics.plan_divides",
                  {{"plan", plan->code}, {"cell", plan->divisions.front().code}})
          .at_field("structure.plan");
    planned = {made->tree, plan->on};
  }
  const std::string path = path_of(tx, tree_, query, planned);
  const auto unknown = [&] { return Error(ErrorKind::not_found, "tree.unit_unknown", {{"code", query.unit}}); };
  if (path.empty()) throw unknown();
  const auto begun = std::chrono::steady_clock::now();
  const auto question = understand(query, *picture, planned);
  if (!may_ask(scope, path, question.division)) throw unknown();
  sees_records = sees_records && access_.scope(tx, actor, Permission::members_read).holds(path);
  if (!sees_records) require_period_ends(question);
  Json withheld = Json::array();
  if (!of_targets) {
    const auto restated =
        question.mode == Mode::as_was ? nullptr : engine_->restated(question.tree, day_of(question.structure_on));
    auto table = answer(question, *picture, restated.get());
    if (!sees_records) withhold(question, table, hidden_from_above(question, *picture, restated.get()));
    rows = rows_of(table, withheld);
  }
  Json columns = Json::array();
  for (const auto& axis : question.axes) columns.push_back(axis.name);
  columns.push_back(base::enum_name(query.measure));
  Json names = Json::object();
  for (std::size_t i = 0; i < question.axes.size(); ++i)
    if (question.axes[i].what == Axis::What::unit)
      for (const auto& row : rows)
        if (const auto at = question.tree->find_code(row[i].get_ref<const std::string&>()); at != nothing)
          names[question.tree->unit(at).code] = question.tree->unit(at).name;
  const std::chrono::duration<double, std::milli> elapsed = std::chrono::steady_clock::now() - begun;
  const auto definition = definition_of(*question.about, language);
  return {{"columns", std::move(columns)},
          {"rows", std::move(rows)},
          {"withheld", std::move(withheld)},
          {"names", std::move(names)},
          {"sentence", words_of(question, language)},
          {"elapsed_ms", elapsed.count()},
          {"provenance",
           {{"measure", definition.name},
            {"definition", definition.definition},
            {"definition_version", definition.version},
            {"members_version", picture->version},
            {"tree_version", picture->tree_version},
            {"structure", structure_of(query, plan.get())},
            {"as_at", platform::iso_time(clock_.now())}}}};
}

void Statistics::export_answer(const base::Actor& actor, const Query& asked, base::Language language,
                               const std::filesystem::path& path, platform::TableFormat format) {
  const Json answer = query(actor, asked, language);
  const bool vi = language == base::Language::vi;
  const auto is_unit = [](const std::string& column) { return column == "child" || column.starts_with("level:"); };
  const auto text = [&](const Json& cell, bool hidden) {
    if (cell.is_null()) return std::string(!hidden ? "" : vi ? "giữ lại" : "withheld");
    return cell.is_string() ? cell.get<std::string>() : cell.dump();
  };
  auto table = platform::create_table(path, format, vi ? "Số liệu" : "Figures");
  std::vector<std::string> line;
  const auto& columns = answer.at("columns");
  for (const auto& column : columns) {
    line.push_back(column.get<std::string>());
    if (is_unit(line.back())) line.emplace_back(vi ? "tên đơn vị" : "name of the unit");
  }
  table->add(line);
  std::set<Json> withheld(answer.at("withheld").begin(), answer.at("withheld").end());
  for (const auto& row : answer.at("rows")) {
    line.clear();
    const bool hidden = withheld.contains(Json(std::vector<Json>(row.begin(), row.end() - 1)));
    for (std::size_t i = 0; i < row.size(); ++i) {
      line.push_back(text(row[i], hidden));
      if (is_unit(columns[i].get_ref<const std::string&>()))
        line.push_back(answer.at("names").value(line.back(), std::string()));
    }
    table->add(line);
  }
  const auto& from = answer.at("provenance");
  for (const auto& about : {answer.at("sentence").get<std::string>(), from.at("definition").get<std::string>(),
                            base::sentence("statistics.counted_from",
                                           {{"measure", from.at("measure").get<std::string>()},
                                            {"definition", from.at("definition_version").dump()},
                                            {"members", from.at("members_version").dump()},
                                            {"tree", from.at("tree_version").dump()},
                                            {"time", from.at("as_at").get<std::string>()}},
                                           language)})
    table->add(std::vector<std::string>{about});
  table->finish();
}

}  // namespace statistics
