#include "modules/statistics/moved_targets.h"

#include <algorithm>

#include "base/sentence.h"
#include "modules/audit/audit.h"
#include "modules/statistics/target_store.h"
#include "platform/clock/clock.h"

namespace statistics {
namespace {

// The first year that begins on the day or later.
int year_from(base::Date on) {
  const auto day = base::calendar_day(on);
  return day.month == 1 && day.day == 1 ? day.year : day.year + 1;
}

struct Brought {
  double sum = 0;
  bool all_equal = true;
  double first = 0;
  std::vector<std::string> codes;
  void add(const std::string& code, double value) {
    if (codes.empty()) first = value;
    all_equal = all_equal && value == first;
    sum += value;
    codes.push_back(code);
  }
};

struct Which {
  std::string successor;
  int year = 0;
  TargetMeasure measure{};
  auto operator<=>(const Which&) const = default;
};

// What ended units with one successor bring to it.
std::map<Which, Brought> brought(platform::Transaction& tx, const tree::Reorganisation& r) {
  std::map<Which, Brought> out;
  const auto standing = store::list_standing(tx, year_from(r.on));
  for (const auto& ending : r.endings) {
    if (ending.successors.size() != 1) continue;
    const auto [first, last] = standing.equal_range(ending.unit);
    for (auto it = first; it != last; ++it)
      out[{ending.successors.front(), it->second.year, it->second.measure}].add(ending.code, it->second.value);
  }
  return out;
}

std::string list_of(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) {
    if (out.size() > 200) return out + ", …";
    out += (out.empty() ? "" : ", ") + code;
  }
  return out;
}

// Whether it passes to a successor that has, or has not, a target of its own.
bool passes(const Which& which, const Brought& what, bool has_own) {
  return which.measure != TargetMeasure::growth_rate || (what.all_equal && !has_own);
}

}  // namespace

std::vector<tree::Moved> MovedTargets::preview(platform::Transaction& tx, const tree::Reorganisation& r) {
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  const auto coming = brought(tx, r);
  const auto standing = store::list_standing(tx, 0);
  for (const auto& ending : r.endings) {
    const auto [first, last] = standing.equal_range(ending.unit);
    for (auto it = first; it != last; ++it) {
      const Which which{ending.successors.size() == 1 ? ending.successors.front() : "", it->second.year,
                        it->second.measure};
      const auto what = coming.find(which);
      const auto successor = tree_.find_unit(tx, which.successor);
      const bool has_own = successor && store::find_target(tx, *successor, which.year, which.measure);
      const bool goes = what != coming.end() && passes(which, what->second, has_own);
      ++counts[{ending.code, goes ? which.successor : ""}];
    }
  }
  std::vector<tree::Moved> out;
  for (const auto& [way, count] : counts) out.push_back({tree::MovedKind::targets, way.first, way.second, count});
  return out;
}

void MovedTargets::apply(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) {
  for (const auto& [which, what] : brought(tx, r)) {
    const auto unit = *tree_.find_unit(tx, which.successor);
    const auto own = store::find_target(tx, unit, which.year, which.measure);
    if (!passes(which, what, own.has_value())) continue;
    const bool rate = which.measure == TargetMeasure::growth_rate;
    TargetVersion version{
        own ? own->version + 1 : 1,
        rate ? what.first : what.sum + (own ? own->value : 0),
        base::sentence("statistics.target_brought",
                       {{"units", list_of(what.codes)}, {"day", base::to_vietnamese(r.on)}}, base::Language::vi),
        false,
        false,
        clock_.today(),
        actor.name};
    store::add_target(tx, unit, which.year, which.measure, version, r.plan);
    audit_.record(
        tx, actor, "statistics.target_set", "target",
        which.successor + "/" + std::to_string(which.year) + "/" + std::string(base::enum_name(which.measure)),
        unit.value,
        base::Json{{"value", {own ? base::Json(own->value) : base::Json(nullptr), version.value}},
                   {"reason", version.reason}}
            .dump());
  }
}

std::vector<tree::Hindrance> MovedTargets::built_on(platform::Transaction& tx, const tree::Reorganisation& r) {
  for (const auto& [unit, year] : store::list_set_since(tx, r.plan, r.established)) {
    const auto span = tree_.nearest_span(tx, unit, r.on);
    return {{0, "statistics.targets_set_since", {{"code", span ? span->code : ""}, {"year", std::to_string(year)}}}};
  }
  return {};
}

void MovedTargets::undo(platform::Transaction& tx, const base::Actor&, const tree::Reorganisation& r) {
  if (r.plan) store::remove_brought(tx, r.plan);
}

}  // namespace statistics
