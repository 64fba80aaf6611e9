#include "modules/statistics/question.h"

namespace statistics {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t most_steps = 1000;

base::Parameters named(const About& about) {
  return {{"measure", std::string(about.title_vi)}, {"measure_en", std::string(about.title_en)}};
}

int months_of(Step step) {
  constexpr int months[] = {1, 3, 6, 12, 60};
  return months[std::size_t(step)];
}

Error unfit(const Question& question, std::string_view vi, std::string_view en) {
  auto parameters = named(*question.about);
  parameters["dimension"] = vi;
  parameters["dimension_en"] = en;
  return Error(ErrorKind::invalid, "statistics.dimension_unfit", std::move(parameters));
}

void read_axes(const Query& query, Question& question) {
  for (std::size_t i = 0; i < query.by.size(); ++i) {
    const auto& name = query.by[i];
    const auto field = "by[" + std::to_string(i) + "]";
    Axis axis;
    axis.name = name;
    for (const auto& other : question.axes)
      if (other.name == name)
        throw Error(ErrorKind::invalid, "statistics.dimension_twice", {{"dimension", name}}).at_field(field);
    const auto level = name.starts_with("level:") ? base::parse_enum<tree::UnitLevel>(name.substr(6)) : std::nullopt;
    if (name == "time") {
      axis.what = Axis::What::time;
      if (!query.series) throw Error(ErrorKind::invalid, "statistics.series_missing").at_field("series");
    } else if (name == "child" || level) {
      axis.what = Axis::What::unit;
      if (question.division.by != Division::By::none)
        throw Error(ErrorKind::invalid, "statistics.divided_twice").at_field(field);
      question.division = {level ? Division::By::level : Division::By::child, level.value_or(tree::UnitLevel::none)};
    } else if (name == "kind") {
      axis.what = Axis::What::kind;
      if (question.about->kind != Kind::units) throw unfit(question, "loại đơn vị", "kind of unit").at_field(field);
    } else {
      const auto known = all_dimensions();
      const auto it = std::find_if(known.begin(), known.end(), [&](const auto& d) { return d.key == name; });
      if (it == known.end())
        throw Error(ErrorKind::invalid, "statistics.dimension_unknown", {{"dimension", name}}).at_field(field);
      axis.trait = *it->trait;
      const bool leaving = question.about->count == Count::leavers || question.about->count == Count::dropouts ||
                           question.about->count == Count::early_ends;
      if (question.about->kind == Kind::units || (axis.trait == Trait::reason && !leaving))
        throw unfit(question, it->vi, it->en).at_field(field);
    }
    if (question.about->kind == Kind::target && name != "child") throw unfit(question, name, name).at_field(field);
    question.axes.push_back(std::move(axis));
  }
  const auto is_time = [](const Axis& axis) { return axis.what == Axis::What::time; };
  if (query.series && std::none_of(question.axes.begin(), question.axes.end(), is_time))
    throw Error(ErrorKind::invalid, "statistics.time_missing").at_field("by");
}

void read_days(const Query& query, Question& question) {
  const bool on_a_day = question.about->kind == Kind::state || question.about->kind == Kind::units;
  if (query.series) {
    if (query.series->to <= query.series->from)
      throw Error(ErrorKind::invalid, "statistics.period_reversed").at_field("series.to");
    question.points = steps_of(*query.series);
    if (question.points.size() > most_steps)
      throw Error(ErrorKind::invalid, "statistics.series_long", {{"max", std::to_string(most_steps)}})
          .at_field("series.step");
    if (on_a_day) {
      for (std::size_t i = 0; i + 1 < question.points.size(); ++i)
        question.points[i] = {question.points[i + 1].days - 1};
      question.points.pop_back();
    }
    return;
  }
  if (on_a_day) {
    if (!query.on) throw Error(ErrorKind::invalid, "statistics.day_missing", named(*question.about)).at_field("on");
    question.points = {*query.on};
    return;
  }
  if (!query.period)
    throw Error(ErrorKind::invalid, "statistics.period_missing", named(*question.about)).at_field("period");
  if (query.period->to <= query.period->from)
    throw Error(ErrorKind::invalid, "statistics.period_reversed").at_field("period.to");
  question.points = {query.period->from, query.period->to};
}

}  // namespace

base::Date months_after(base::Date date, int months) {
  const auto day = base::calendar_day(date);
  const int at = day.year * 12 + day.month - 1 + months;
  for (int d = day.day; d > 0; --d)
    if (const auto found = base::make_date(at / 12, at % 12 + 1, d)) return *found;
  return *base::make_date(2199, 12, 31);
}

void require_period_end(base::Date date, const char* field) {
  if (base::calendar_day({date.days + 1}).day != 1)
    throw Error(ErrorKind::invalid, "statistics.period_ends_only").at_field(field);
}

std::vector<base::Date> steps_of(const QuerySeries& series) {
  std::vector<base::Date> out;
  for (int i = 0; out.size() <= most_steps; ++i) {
    const auto at = months_after(series.from, i * months_of(series.step));
    if (at >= series.to || (!out.empty() && at <= out.back())) break;
    out.push_back(at);
  }
  out.push_back(series.to);
  return out;
}

Question understand(const Query& query, const Picture& picture, const std::optional<PlannedTree>& planned) {
  Question question;
  question.about = &about(query.measure);
  read_axes(query, question);
  read_days(query, question);
  question.tree = planned ? planned->tree : picture.tree;
  const auto structure = query.structure.value_or(QueryStructure{});
  question.mode = structure.mode;
  if (question.mode == Mode::restated) {
    if (!structure.on) throw Error(ErrorKind::invalid, "statistics.structure_day_missing").at_field("structure.on");
    question.structure_on = *structure.on;
  }
  if (planned) question.structure_on = planned->on;
  question.unit = question.tree->find_code(query.unit);
  if (question.unit == nothing) throw Error(ErrorKind::not_found, "tree.unit_unknown", {{"code", query.unit}});
  if (question.mode != Mode::as_was && !question.tree->stretch_on(question.unit, day_of(question.structure_on)))
    throw Error(
        ErrorKind::not_found, "statistics.unit_elsewhere",
        {{"unit", question.tree->unit(question.unit).name}, {"day", base::to_vietnamese(question.structure_on)}});
  return question;
}

}  // namespace statistics
