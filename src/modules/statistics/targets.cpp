#include "modules/statistics/targets.h"

#include <cmath>
#include <map>
#include <span>

#include "modules/audit/audit.h"
#include "modules/identity/identity.h"
#include "modules/statistics/statistics.h"
#include "modules/statistics/target_store.h"
#include "platform/clock/clock.h"

namespace statistics {
namespace {

using base::Error;
using base::ErrorKind;
using base::Json;
using identity::Permission;

constexpr double most_people = 10'000'000, most_per_cent = 1000;
constexpr int years_looked_back = 3;

base::Date first_of(int year) {
  const auto day = base::make_date(year, 1, 1);
  if (!day || year < 1930 || year > 2100) throw Error(ErrorKind::invalid, "statistics.year").at_field("year");
  return *day;
}

// The first day of the month that is not over yet.
base::Date months_counted(base::Date today) {
  const auto day = base::calendar_day(today);
  return *base::make_date(day.year, day.month, 1);
}

// Figures of a unit, or of the units directly below it, as Statistics gives them to this actor.
class Figures {
 public:
  Figures(Statistics& statistics, const base::Actor& actor, std::string unit, bool below, QueryPeriod period,
          std::optional<QueryStructure> structure = std::nullopt)
      : statistics_(statistics),
        actor_(actor),
        unit_(std::move(unit)),
        below_(below),
        period_(period),
        structure_(std::move(structure)) {}
  using ByUnit = std::map<std::string, std::optional<std::int64_t>>;
  // value: of the focus group; "" for all.
  ByUnit of(Measure measure, const std::string& value = "") const {
    Query query;
    query.measure = measure;
    query.unit = unit_;
    if (below_) query.by.emplace_back("child");
    if (!value.empty()) query.by.emplace_back("focus_group");
    query.period = period_;
    query.structure = structure_;
    ByUnit out;
    const auto answer = statistics_.query(actor_, query, base::Language::vi);
    for (const auto& row : answer.at("rows")) {
      const auto last = row.size() - 1;
      if (!value.empty() && row.at(last - 1) != value) continue;
      const std::string code = below_ ? row.at(0).get<std::string>() : unit_;
      out[code] = row.at(last).is_null() ? std::nullopt : std::optional(row.at(last).get<std::int64_t>());
    }
    return out;
  }

 private:
  Statistics& statistics_;
  const base::Actor& actor_;
  std::string unit_;
  bool below_;
  QueryPeriod period_;
  std::optional<QueryStructure> structure_;
};

std::optional<std::int64_t> at(const Figures::ByUnit& figures, const std::string& code) {
  const auto it = figures.find(code);
  return it == figures.end() ? std::nullopt : it->second;
}

// Example: 1,000 at the beginning, 1,035 at the end: 3.5 % of the opening, 3.382 % of the closing strength.
std::optional<double> growth(std::optional<std::int64_t> opening, std::optional<std::int64_t> closing,
                             Denominator denominator) {
  if (!opening || !closing) return std::nullopt;
  const auto o = double(*opening), c = double(*closing);
  const double under = denominator == Denominator::opening ? o : denominator == Denominator::closing ? c : (o + c) / 2;
  if (under == 0) return std::nullopt;
  return 100 * (c - o) / under;
}

bool is_reached(double actual, double target) { return actual >= target - 1e-9; }

void put_actuals(const Figures& figures, TargetPage& page, std::span<TargetItem> items) {
  const bool rate = page.measure == TargetMeasure::growth_rate;
  const std::string group = page.measure == TargetMeasure::admissions_student            ? "student"
                            : page.measure == TargetMeasure::admissions_non_state_worker ? "non_state_worker"
                                                                                         : "";
  const auto first = figures.of(rate ? Measure::opening : Measure::admissions, group);
  const auto second = rate ? figures.of(Measure::closing) : Figures::ByUnit{};
  const auto dropouts = figures.of(Measure::dropouts_in_probation), early = figures.of(Measure::ends_within_24_months),
             late = figures.of(Measure::admissions_late_in_period);
  for (auto& item : items) {
    const auto a = at(first, item.unit_code);
    if (rate)
      item.actual = growth(a, at(second, item.unit_code), page.denominator);
    else if (a)
      item.actual = double(*a);
    if (item.value && item.actual) item.reached = is_reached(*item.actual, *item.value);
    item.dropouts_in_probation = at(dropouts, item.unit_code);
    item.ends_within_24_months = at(early, item.unit_code);
    item.admissions_late_in_period = at(late, item.unit_code);
  }
}

}  // namespace

Targets::Targets(platform::Database& database, const tree::Tree& tree, const identity::Access& access,
                 audit::Audit& audit, const platform::Clock& clock, Statistics& statistics)
    : database_(database), tree_(tree), access_(access), audit_(audit), clock_(clock), statistics_(statistics) {}

// Targets themselves are seen where the figures are.
tree::UnitId Targets::access_unit(platform::Transaction& tx, const base::Actor& actor, const std::string& code) const {
  access_.require_anywhere(tx, actor, Permission::statistics_read);
  const auto unit = tree_.find_unit(tx, code);
  if (!unit || !access_.may(tx, actor, Permission::statistics_read, *unit))
    throw Error(ErrorKind::not_found, "tree.unit_unknown", {{"code", code}});
  return *unit;
}

void Targets::fill_actuals(const base::Actor& actor, TargetPage& page) const {
  const auto from = first_of(int(page.year)),
             to = std::min(first_of(int(page.year) + 1), months_counted(clock_.today()));
  if (to <= from) return;
  page.counted_to = to;
  put_actuals({statistics_, actor, page.unit.unit_code, false, {from, to}}, page, {&page.unit, 1});
  if (!page.below.empty()) put_actuals({statistics_, actor, page.unit.unit_code, true, {from, to}}, page, page.below);
}

TargetPage Targets::get_targets(const base::Actor& actor, const std::string& code, int year, TargetMeasure measure,
                                Denominator denominator) {
  TargetPage page;
  page.measure = measure;
  page.year = year;
  page.denominator = denominator;
  // The units of the year are those of its last day, or of today while it runs.
  const auto on = std::max(first_of(year), std::min(base::Date{first_of(year + 1).days - 1}, clock_.today()));
  {
    auto tx = database_.begin_read();
    const auto unit = access_unit(tx, actor, code);
    const auto put = [&](tree::UnitId id, const tree::UnitSpan& span) {
      TargetItem item;
      item.unit_code = span.code;
      item.unit_name = span.name;
      item.own = store::find_target(tx, id, year, measure);
      if (item.own) item.value = item.own->value;
      return item;
    };
    page.unit = put(unit, tree_.nearest_span(tx, unit, on).value());
    constexpr int most_below = 10'000;
    for (const auto& child : tree_.list_children(tx, unit, on, 0, most_below))
      page.below.push_back(put(child.span.unit_id, child.span));
  }
  double allocated = 0;
  for (auto& item : page.below) {
    if (item.own) allocated += item.own->value;
    if (!item.own && measure == TargetMeasure::growth_rate && page.unit.own) {
      item.value = page.unit.own->value;
      item.inherited = true;
    }
  }
  if (measure != TargetMeasure::growth_rate) {
    page.allocated = allocated;
    if (page.unit.own) page.unallocated = page.unit.own->value - allocated;
  }
  fill_actuals(actor, page);
  for (const auto& item : page.below) {
    page.judged += item.reached.has_value();
    page.reached += item.reached.value_or(false);
  }
  return page;
}

std::optional<bool> Targets::has_grown(const base::Actor& actor, const std::string& code, int year,
                                       base::Date structure_on) {
  std::optional<TargetVersion> target;
  {
    auto tx = database_.begin_read();
    target = store::find_target(tx, access_unit(tx, actor, code), year, TargetMeasure::growth_rate);
  }
  if (!target) return std::nullopt;
  const Figures figures(statistics_, actor, code, false, {first_of(year), first_of(year + 1)},
                        QueryStructure{Mode::restated, structure_on, {}});
  const auto actual =
      growth(at(figures.of(Measure::opening), code), at(figures.of(Measure::closing), code), Denominator::opening);
  return actual ? std::optional(is_reached(*actual, target->value)) : std::nullopt;
}

std::vector<TargetVersion> Targets::list_versions(const base::Actor& actor, const std::string& code, int year,
                                                  TargetMeasure measure) {
  auto tx = database_.begin_read();
  return store::list_versions(tx, access_unit(tx, actor, code), year, measure);
}

TargetVersion Targets::set_target(const base::Actor& actor, const std::string& code, int year, TargetMeasure measure,
                                  const TargetEdit& edit, std::int64_t seen) {
  const auto begins = first_of(year);
  const double most = measure == TargetMeasure::growth_rate ? most_per_cent : most_people;
  if (!std::isfinite(edit.value) || std::abs(edit.value) > most ||
      (edit.value < 0 && measure != TargetMeasure::growth_rate))
    throw Error(ErrorKind::invalid, "statistics.target_value").at_field("value");
  auto tx = database_.begin();
  const auto unit = access_unit(tx, actor, code);
  access_.require(tx, actor, Permission::targets_manage, unit);
  const auto before = store::find_target(tx, unit, year, measure);
  if (seen != (before ? before->version : 0))
    throw Error(ErrorKind::conflict, "statistics.target_changed",
                {{"value", before ? base::Json(before->value).dump() : "–"}});
  const auto today = clock_.today();
  const auto span = tree_.nearest_span(tx, unit, today);
  TargetVersion now{seen + 1, edit.value, edit.reason, false, before && today >= begins, today, actor.name};
  now.local = span && span->parent_id && !access_.may(tx, actor, Permission::targets_manage, *span->parent_id);
  if ((now.local || now.late) && edit.reason.empty())
    throw Error(ErrorKind::invalid, "statistics.reason_needed").at_field("reason");
  store::add_target(tx, unit, year, measure, now);
  audit_.record(
      tx, actor, "statistics.target_set", "target",
      code + "/" + std::to_string(year) + "/" + std::string(base::enum_name(measure)), unit.value,
      Json{{"value", {before ? Json(before->value) : Json(nullptr), now.value}}, {"reason", now.reason}}.dump());
  tx.commit();
  return now;
}

base::Json Targets::rows(const base::Actor& actor, const Query& query) {
  const auto period = query.period.value_or(QueryPeriod{});
  const int year = base::calendar_day(period.from).year;
  if (period.from != first_of(year) || period.to != first_of(year + 1))
    throw Error(ErrorKind::invalid, "statistics.target_year").at_field("period");
  if (query.structure && query.structure->mode != Mode::as_was)
    throw Error(ErrorKind::invalid, "statistics.target_structure").at_field("structure.mode");
  const auto page = get_targets(actor, query.unit, year, TargetMeasure::growth_rate, Denominator::opening);
  const auto cell = [&](const TargetItem& item) -> Json {
    if (query.measure == Measure::target) return item.value ? Json(*item.value) : Json(nullptr);
    return item.reached ? Json(int(*item.reached)) : Json(nullptr);
  };
  if (query.by.empty()) return Json::array({Json::array({cell(page.unit)})});
  Json out = Json::array();
  for (const auto& item : page.below) out.push_back({item.unit_code, cell(item)});
  return out;
}

Feasibility Targets::assess(const base::Actor& actor, const std::string& code, std::int64_t goal, base::Date by) {
  if (goal < 1 || goal > std::int64_t(most_people)) throw Error(ErrorKind::invalid, "statistics.goal").at_field("goal");
  Feasibility f;
  f.goal = goal;
  f.by = by;
  const auto now = months_counted(clock_.today());
  f.on = {now.days - 1};
  if (by <= f.on) throw Error(ErrorKind::invalid, "statistics.goal_passed").at_field("by");
  {
    auto tx = database_.begin_read();
    access_unit(tx, actor, code);
  }
  f.years = double(by.days - f.on.days) / 365.25;
  const auto year = base::calendar_day(now).year;
  const auto last_month = base::calendar_day(f.on);
  const Figures state(statistics_, actor, code, false, {*base::make_date(last_month.year, last_month.month, 1), now}),
      past(statistics_, actor, code, false, {first_of(year - years_looked_back), first_of(year)});
  f.members = at(state.of(Measure::closing), code);
  if (!f.members) return f;
  f.needed_a_year = double(goal - *f.members) / f.years;
  if (*f.members > 0) f.needed_rate = 100 * (std::pow(double(goal) / double(*f.members), 1 / f.years) - 1);
  const auto admissions = at(past.of(Measure::admissions), code), leavers = at(past.of(Measure::leavers), code);
  if (admissions) f.admissions_a_year = double(*admissions) / years_looked_back;
  if (leavers) {
    f.leavers_a_year = double(*leavers) / years_looked_back;
    f.needed_admissions_a_year = *f.needed_a_year + *f.leavers_a_year;
    if (admissions && *admissions > 0) f.times_as_many = *f.needed_admissions_a_year / *f.admissions_a_year;
  }
  return f;
}

}  // namespace statistics
