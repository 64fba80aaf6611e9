#include "modules/policy/policy.h"

#include <algorithm>

#include "modules/audit/audit.h"
#include "modules/identity/identity.h"
#include "modules/policy/policy_store.h"

namespace policy {
namespace {

using base::Error;
using base::ErrorKind;
using Permission = identity::Permission;

bool names_rule(std::string_view name, std::string_view rule) {
  const auto at = name.find(rule);
  return at != std::string_view::npos && (at + rule.size() == name.size() || name[at + rule.size()] == ' ');
}

// The scenarios whose name holds the rule's id.
std::vector<Story> stories_of(std::string_view rule) {
  std::vector<Story> found;
  for (const auto& file : stories()) {
    Story* open = nullptr;
    for (auto rest = file.content; !rest.empty();) {
      const auto line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      const bool starts = line.starts_with("Kịch bản:") || line.starts_with("Scenario:");
      if (starts) {
        const auto name = line.substr(line.find(':') + 2);
        open = names_rule(name, rule) ? &found.emplace_back(Story{std::string(name), {}}) : nullptr;
      } else if (line.empty()) {
        open = nullptr;
      } else if (open) {
        open->text.append(line).push_back('\n');
      }
    }
  }
  return found;
}

// What holds of the values on a day.
std::int64_t value_on(const Parameter& parameter, std::span<const ParameterValue> values, base::Date on) {
  auto value = parameter.default_value;
  for (const auto& set : values)
    if (set.from <= on) value = set.value;
  return value;
}

void check_days(int year, const std::vector<SpecialDay>& days) {
  for (std::size_t i = 0; i < days.size(); ++i) {
    const auto& day = days[i];
    const auto refuse = [&](const char* key) {
      throw Error(ErrorKind::invalid, key, {{"date", base::to_vietnamese(day.date)}}).at_field("days");
    };
    if (base::calendar_day(day.date).year != year) refuse("policy.day_of_another_year");
    if (i > 0 && days[i - 1].date == day.date) refuse("policy.day_twice");
    if (is_weekend(day.date) != (day.kind == DayKind::work)) refuse("policy.day_says_nothing");
  }
}

}  // namespace

std::string citation_of(std::span<const Rule> rules, std::string_view id, base::Date on) {
  for (const auto& rule : rules)
    if (rule.id == id && base::Interval{rule.from, rule.to}.contains(on))
      return rule.document.substr(0, rule.document.find('@')) + (rule.provision.empty() ? "" : ", " + rule.provision);
  return {};
}

Policy::Policy(platform::Database& database, const identity::Access& access, audit::Audit& audit,
               const platform::Clock& clock)
    : database_(database), access_(access), audit_(audit), clock_(clock) {}

void Policy::add(std::span<const Rule> rules) {
  for (const auto& rule : rules) {
    const base::Interval span{rule.from, rule.to};
    CHECK(!rule.id.empty() && !rule.document.empty() && !span.empty());
    for (const auto& other : rules_) CHECK(other.id != rule.id || !span.overlaps({other.from, other.to}));
    rules_.push_back(rule);
  }
  std::ranges::sort(rules_,
                    [](const Rule& a, const Rule& b) { return std::tie(a.id, a.from) < std::tie(b.id, b.from); });
}

const Rule* Policy::find_rule(std::string_view id, base::Date on) const {
  for (const auto& rule : rules_)
    if (rule.id == id && base::Interval{rule.from, rule.to}.contains(on)) return &rule;
  return nullptr;
}

const Parameter* Policy::find_parameter(std::string_view rule, std::string_view key) const {
  for (const auto& one : rules_)
    for (const auto& parameter : one.parameters)
      if (one.id == rule && parameter.key == key) return &parameter;
  return nullptr;
}

std::int64_t Policy::value_of(platform::Transaction& tx, std::string_view rule, std::string_view key,
                              base::Date on) const {
  const auto* parameter = find_parameter(rule, key);
  CHECK(parameter);
  return value_on(*parameter, store::list_values(tx, rule, key), on);
}

Calendar Policy::calendar(platform::Transaction& tx) const {
  Calendar calendar;
  for (auto& year : store::list_years(tx)) calendar.replace_year(std::move(year));
  return calendar;
}

RuleView Policy::view(platform::Transaction& tx, const Rule& rule, base::Date on) const {
  RuleView v{rule.id,       rule.module,    rule.title,    rule.checks, rule.stops,
             rule.document, rule.provision, rule.sentence, rule.from,   rule.to};
  v.applies = base::Interval{rule.from, rule.to}.contains(on);
  v.source_status = status_ ? status_->status_of(tx, rule.document, on) : SourceStatus::unknown;
  v.stale = v.applies && v.source_status == SourceStatus::ended;
  for (const auto& parameter : rule.parameters) {
    auto values = store::list_values(tx, rule.id, parameter.key);
    const auto value = value_on(parameter, values, on);
    const auto version = std::int64_t(values.size());
    v.parameters.push_back(
        {parameter.key, parameter.title, parameter.unit, value, parameter.default_value, std::move(values), version});
  }
  v.stories = stories_of(rule.id);
  return v;
}

void Policy::require_reader(platform::Transaction& tx, const base::Actor& actor) const {
  if (!access_.may_anywhere(tx, actor, Permission::rules_read)) throw Error(ErrorKind::forbidden, "policy.forbidden");
}

RuleList Policy::list_rules(const base::Actor& actor, std::optional<base::Date> on) const {
  auto tx = database_.begin_read();
  require_reader(tx, actor);
  RuleList list;
  for (const auto& rule : rules_) list.items.push_back(view(tx, rule, on.value_or(clock_.today())));
  return list;
}

RuleList Policy::get_rule(const base::Actor& actor, const std::string& id, std::optional<base::Date> on) const {
  RuleList list = list_rules(actor, on);
  std::erase_if(list.items, [&](const RuleView& v) { return v.id != id; });
  if (list.items.empty()) throw Error(ErrorKind::not_found, "policy.rule_unknown", {{"id", id}});
  return list;
}

RuleList Policy::set_parameter(const base::Actor& actor, const std::string& id, const std::string& key,
                               const ParameterEdit& edit, std::optional<std::int64_t> seen) {
  {
    auto tx = database_.begin();
    access_.require(tx, actor, Permission::settings_manage, {});
    const auto* parameter = find_parameter(id, key);
    if (!parameter) throw Error(ErrorKind::not_found, "policy.parameter_unknown", {{"id", id}});
    if (edit.value < parameter->least || edit.value > parameter->most)
      throw Error(ErrorKind::invalid, "policy.parameter_range",
                  {{"least", std::to_string(parameter->least)}, {"most", std::to_string(parameter->most)}})
          .at_field("value");
    const auto values = store::list_values(tx, id, key);
    if (seen != std::int64_t(values.size())) throw Error(ErrorKind::conflict, "policy.changed_meanwhile");
    store::add_value(tx, id, key, {edit.from, edit.value, actor.name, clock_.now()});
    audit_.record(tx, actor, "policy.parameter_set", "rule", id, 0,
                  base::Json{{"parameter", parameter->title},
                             {"from", base::to_iso(edit.from)},
                             {"before", value_on(*parameter, values, edit.from)},
                             {"after", edit.value}}
                      .dump());
    tx.commit();
  }
  return get_rule(actor, id, {});
}

std::vector<CalendarYear> Policy::list_years(const base::Actor& actor) const {
  auto tx = database_.begin_read();
  require_reader(tx, actor);
  const auto calendar = this->calendar(tx);
  std::vector<CalendarYear> list;
  for (const auto& [_, year] : calendar.years()) list.push_back(year);
  return list;
}

CalendarYear Policy::put_year(const base::Actor& actor, int year, CalendarEdit edit, std::optional<std::int64_t> seen) {
  auto tx = database_.begin();
  access_.require(tx, actor, Permission::settings_manage, {});
  if (!base::make_date(year, 1, 1)) throw Error(ErrorKind::not_found, "policy.year_unknown");
  std::ranges::sort(edit.days, {}, &SpecialDay::date);
  check_days(year, edit.days);
  const auto before = calendar(tx);
  const auto* standing = before.find_year(year);
  const auto version = standing ? standing->version : 0;
  if (seen != version) throw Error(ErrorKind::conflict, "policy.changed_meanwhile");
  const CalendarYear after{year, edit.announced, std::move(edit.source), std::move(edit.days), version + 1};
  store::put_year(tx, after);
  audit_.record(tx, actor, "policy.calendar_changed", "calendar", std::to_string(year), 0,
                base::Json{{"days", after.days.size()}, {"source", after.source}}.dump());
  tx.commit();
  return after;
}

}  // namespace policy
