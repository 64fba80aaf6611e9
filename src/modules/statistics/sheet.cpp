#include "modules/statistics/sheet.h"

#include <algorithm>

#include "modules/identity/identity.h"
#include "modules/reorganisation/reorganisation.h"
#include "modules/statistics/answer.h"
#include "modules/statistics/engine.h"
#include "modules/statistics/planned.h"
#include "modules/statistics/question.h"
#include "modules/statistics/statistics.h"
#include "platform/clock/clock.h"

namespace statistics {
namespace {

using base::Error;
using base::ErrorKind;
using identity::Permission;
using tree::UnitKind;

constexpr int months_of_points[] = {0, 6, 12, 24};
constexpr int half_year = 6;
constexpr std::size_t most_judged = 100;  // units that are looked at one by one

struct KindWords {
  const char *vi, *en;
};
constexpr KindWords kind_words[] = {{"Cơ quan Trung ương", "Central bodies"},
                                    {"Đảng bộ trực thuộc Trung ương", "Committees directly under the centre"},
                                    {"Đảng bộ cấp tỉnh", "Provincial committees"},
                                    {"Đảng bộ cấp huyện", "District committees"},
                                    {"Đảng bộ cấp xã", "Commune committees"},
                                    {"Đảng bộ cơ sở", "Grassroots committees"},
                                    {"Chi bộ cơ sở", "Grassroots cells"},
                                    {"Chi bộ", "Cells"},
                                    {"Ban tham mưu", "Boards"},
                                    {"Đơn vị sự nghiệp công lập", "Public service units"},
                                    {"Cơ quan nhà nước", "State bodies"},
                                    {"Đơn vị khác", "Other units"}};
static_assert(std::size(kind_words) == unit_kinds);

class Counting {
 public:
  Counting(const Picture& picture, const Restated& restated, const std::vector<std::uint32_t>& units, base::Date on,
           base::Language language)
      : picture_(picture),
        restated_(restated),
        units_(units),
        perimeter_(together(*picture.tree, restated, units)),
        on_(on),
        vi_(language == base::Language::vi) {}

  void fill(Sheet& sheet, bool sees_records) {
    std::vector<std::vector<std::int64_t>> kinds;
    for (const auto& point : sheet.points)
      kinds.push_back(point.due ? count_units(*picture_.tree, perimeter_, day_of(point.on))
                                : std::vector<std::int64_t>(unit_kinds));
    const auto units_of = [&](std::initializer_list<UnitKind> of) {
      std::vector<std::int64_t> out;
      for (const auto& counted : kinds) {
        std::int64_t sum = 0;
        for (const auto kind : of) sum += counted.empty() ? 0 : counted[std::size_t(kind)];
        out.push_back(sum);
      }
      return out;
    };
    people(sheet, sees_records, Measure::members, {Count::members, false});
    put(sheet, "grassroots_organisations", vi_ ? "Tổ chức cơ sở đảng" : "Grassroots organisations",
        units_of({UnitKind::grassroots_committee, UnitKind::grassroots_cell}));
    put(sheet, "cells", vi_ ? "Chi bộ, kể cả chi bộ cơ sở" : "Cells, grassroots cells included",
        units_of({UnitKind::grassroots_cell, UnitKind::cell}));
    for (std::size_t kind = 0; kind < unit_kinds; ++kind) {
      const auto counts = units_of({UnitKind(kind)});
      const bool shown =
          UnitKind(kind) == UnitKind::public_service_unit || std::ranges::any_of(counts, [](auto n) { return n > 0; });
      if (shown)
        put(sheet, "units_" + std::string(base::enum_name(UnitKind(kind))),
            vi_ ? kind_words[kind].vi : kind_words[kind].en, counts);
    }
    people(sheet, sees_records, Measure::admissions, {Count::admissions, true});
    people(sheet, sees_records, Measure::recognitions, {Count::recognitions, true});
    people(sheet, sees_records, Measure::leavers, {Count::leavers, true});
    people(sheet, sees_records, Measure::dropouts_in_probation, {Count::dropouts, true});
    people(sheet, sees_records, Measure::ends_within_24_months, {Count::early_ends, true});
  }

 private:
  struct What {
    Count count;
    bool half_year;
  };
  std::int64_t count(const SheetPoint& point, What what) const {
    if (perimeter_.units.empty()) return 0;
    const Day after = day_of(base::Date{point.on.days + 1});
    if (!what.half_year) return tally(picture_, perimeter_, what.count, {}, Times{{day_of(point.on)}})[0];
    return tally(picture_, perimeter_, what.count, {}, Times{{day_of(from_of(point)), after}})[0];
  }
  base::Date from_of(const SheetPoint& point) const { return months_after(on_, int(point.months) - half_year); }
  void people(Sheet& sheet, bool sees_records, Measure measure, What what) {
    const auto& a = about(measure);
    SheetRow row{std::string(base::enum_name(measure)), std::string(vi_ ? a.title_vi : a.title_en), what.half_year, {}};
    for (const auto& point : sheet.points) {
      SheetCell cell;
      if (point.due) {
        cell.withheld = !sees_records && is_hidden(point, measure, what);
        if (!cell.withheld) cell.value = count(point, what);
      }
      row.cells.push_back(cell);
    }
    sheet.rows.push_back(std::move(row));
  }
  static void put(Sheet& sheet, std::string key, const char* title, const std::vector<std::int64_t>& counts) {
    SheetRow row{std::move(key), title, false, {}};
    for (std::size_t i = 0; i < counts.size(); ++i)
      row.cells.push_back({sheet.points[i].due ? std::optional(counts[i]) : std::nullopt, false});
    sheet.rows.push_back(std::move(row));
  }

  // Whether a query for one of the units would hide its figure, or there are too many to ask.
  bool is_hidden(const SheetPoint& point, Measure measure, What what) const {
    if (units_.size() > most_judged) return true;
    return std::ranges::any_of(units_, [&](auto unit) {
      Query query;
      query.measure = measure;
      query.unit = picture_.tree->unit(unit).code;
      query.structure = QueryStructure{Mode::restated, on_, {}};
      if (what.half_year)
        query.period = QueryPeriod{from_of(point), base::Date{point.on.days + 1}};
      else
        query.on = point.on;
      const auto question = understand(query, picture_, std::nullopt);
      auto table = answer(question, picture_, &restated_);
      withhold(question, table, hidden_from_above(question, picture_, &restated_));
      return table.withheld.at(0) != 0;
    });
  }

  const Picture& picture_;
  const Restated& restated_;
  const std::vector<std::uint32_t>& units_;
  Perimeter perimeter_;
  base::Date on_;
  bool vi_;
};

std::string show(const SheetPoint& point, const SheetCell& cell, bool vi) {
  if (!point.due) return vi ? "chưa đến" : "not yet";
  if (cell.withheld) return vi ? "giữ lại" : "withheld";
  return cell.value ? std::to_string(*cell.value) : "–";
}

}  // namespace

Sheet Statistics::get_sheet(const base::Actor& actor, const std::string& code, base::Language language) {
  Sheet sheet;
  std::vector<std::string> before, after;
  {
    auto tx = database_.begin_read();
    access_.require_anywhere(tx, actor, Permission::statistics_read);
    const auto plan = plans_.get_plan_tree(tx, actor, code);
    if (plan.state != reorganisation::PlanState::committed)
      throw Error(ErrorKind::conflict, "statistics.sheet_not_committed", {{"plan", code}});
    const bool sees_records = require_plan(tx, actor, plan);
    const auto today = clock_.today();
    sheet.plan = plan.code;
    sheet.title = plan.title;
    sheet.effective_on = plan.on;
    sheet.plan_version = plan.version;
    for (const int months : months_of_points) {
      const base::Date on{months_after(plan.on, months).days - 1};
      if (!sees_records) require_period_end(on, "plan");
      sheet.points.push_back({months, on, on < today});
    }
    before = plan.before;
    after = plan.after;
    const auto picture = engine_->picture();
    const auto& tree = *picture->tree;
    std::vector<std::uint32_t> units;
    for (const auto& unit : after)
      if (const auto found = tree.find_code(unit); found != nothing) {
        units.push_back(found);
        sheet.after.push_back(tree.unit(found).name);
      }
    for (const auto& unit : before)
      if (const auto found = tree.find_code(unit); found != nothing) sheet.before.push_back(tree.unit(found).name);
    const auto restated = engine_->restated(picture->tree, day_of(plan.on));
    Counting(*picture, *restated, units, plan.on, language).fill(sheet, sees_records);
    sheet.members_version = picture->version;
    sheet.tree_version = picture->tree_version;
    sheet.as_at = platform::iso_time(clock_.now());
  }
  add_targets(actor, sheet, after, language);
  sheet.sentence = base::sentence("statistics.sheet",
                                  {{"plan", sheet.plan},
                                   {"title", sheet.title},
                                   {"day", base::to_vietnamese(sheet.effective_on)},
                                   {"before", std::to_string(before.size())},
                                   {"after", std::to_string(after.size())}},
                                  language);
  return sheet;
}

// Of the last whole year before each point, "so many of so many" in two rows: the units in the structure of the plan's
// day that have a target of that year.
void Statistics::add_targets(const base::Actor& actor, Sheet& sheet, const std::vector<std::string>& units,
                             base::Language language) {
  const bool vi = language == base::Language::vi;
  SheetRow judged{"targets_judged",
                  vi ? "Đơn vị được xét chỉ tiêu tăng đảng viên năm trước mốc"
                     : "Units judged by their growth target of the year before",
                  false,
                  {}};
  SheetRow reached{"targets_reached", vi ? "Trong đó: đạt" : "Of these reached", false, {}};
  for (const auto& point : sheet.points) {
    SheetCell all, those;
    if (point.due && units.size() <= most_judged) {
      const int year = base::calendar_day({point.on.days + 1}).year - 1;
      for (const auto& unit : units) {
        const auto reached = targets_.has_grown(actor, unit, year, sheet.effective_on);
        if (!reached) continue;
        all.value = all.value.value_or(0) + 1;
        those.value = those.value.value_or(0) + std::int64_t(*reached);
      }
    }
    judged.cells.push_back(all);
    reached.cells.push_back(those);
  }
  sheet.rows.push_back(std::move(judged));
  sheet.rows.push_back(std::move(reached));
}

void Statistics::export_sheet(const base::Actor& actor, const std::string& code, base::Language language,
                              const std::filesystem::path& path, platform::TableFormat format) {
  const auto sheet = get_sheet(actor, code, language);
  const bool vi = language == base::Language::vi;
  auto table = platform::create_table(path, format, vi ? "Trước và sau sắp xếp" : "Before and after");
  std::vector<std::string> line{vi ? "Chỉ số" : "Measure", vi ? "Cách tính" : "How"};
  for (const auto& point : sheet.points)
    line.push_back((point.months == 0 ? std::string(vi ? "trước sắp xếp" : "before")
                                      : std::to_string(point.months) + (vi ? " tháng sau" : " months after")) +
                   " (" + base::to_vietnamese(point.on) + ")");
  table->add(line);
  for (const auto& row : sheet.rows) {
    line = {row.title, row.half_year ? vi ? "sáu tháng đến mốc" : "half-year up to the point"
                       : vi          ? "vào ngày"
                                     : "on the day"};
    for (std::size_t i = 0; i < row.cells.size(); ++i) line.push_back(show(sheet.points[i], row.cells[i], vi));
    table->add(line);
  }
  table->add(std::vector<std::string>{sheet.sentence});
  table->add(std::vector<std::string>{base::sentence("statistics.sheet_counted_from",
                                                     {{"members", std::to_string(sheet.members_version)},
                                                      {"tree", std::to_string(sheet.tree_version)},
                                                      {"time", sheet.as_at}},
                                                     language)});
  table->finish();
}

}  // namespace statistics
