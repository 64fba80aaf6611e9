#include "modules/statistics/planned.h"

#include <algorithm>
#include <map>

namespace statistics {
namespace {

using reorganisation::TouchedUnit;

class Planning {
 public:
  Planning(const DatedTree& now, const reorganisation::PlanTree& plan) : now_(now) {
    std::int64_t highest = 0;
    for (const auto& history : now.histories()) highest = std::max(highest, history->id.value);
    for (const auto& unit : plan.units)
      if (now.find_code(unit.code) == nothing) fresh_[unit.code] = ++highest;
  }
  std::int64_t id(const std::string& code) const {
    if (const auto it = fresh_.find(code); it != fresh_.end()) return it->second;
    const auto unit = now_.find_code(code);
    return unit == nothing ? 0 : now_.unit(unit).id.value;
  }
  // What it was before the plan's first change of it stays.
  std::shared_ptr<const UnitHistory> history(const TouchedUnit& unit) const {
    UnitHistory out;
    out.id = {id(unit.code)};
    out.code = unit.code;
    out.name = unit.name;
    if (const auto known = now_.find_code(unit.code); known != nothing && !unit.after.empty())
      for (auto stretch : now_.unit(known).stretches) {
        const Day from = day_of(unit.after.front().from);
        if (stretch.from >= from) break;
        stretch.to = std::min(stretch.to, from);
        out.stretches.push_back(stretch);
      }
    for (const auto& row : unit.after) {
      out.name = row.name;
      out.stretches.push_back(
          {day_of(row.from), row.to ? day_of(*row.to) : open_day, id(row.parent_code), row.kind, row.level});
    }
    return std::make_shared<const UnitHistory>(std::move(out));
  }

 private:
  const DatedTree& now_;
  std::map<std::string, std::int64_t> fresh_;
};

}  // namespace

std::shared_ptr<const DatedTree> tree_of_plan(const std::shared_ptr<const DatedTree>& now,
                                              const reorganisation::PlanTree& plan) {
  if (plan.state == reorganisation::PlanState::committed) return now;
  const Planning planning(*now, plan);
  Histories changed;
  auto successions = now->successions();
  for (const auto& unit : plan.units) {
    changed.push_back(planning.history(unit));
    for (const auto& code : unit.successors) successions.push_back({planning.id(unit.code), planning.id(code)});
  }
  return std::make_shared<const DatedTree>(now->with(changed, std::move(successions)));
}

}  // namespace statistics
