#include "modules/reorganisation/country.h"

#include <algorithm>

namespace reorganisation {
namespace {

bool stands_below(const Life& life, tree::UnitId parent, base::Date from) {
  return std::any_of(life.spans.begin(), life.spans.end(),
                     [&](const auto& s) { return s.parent_id == parent && (!s.to || *s.to > from); });
}

}  // namespace

const tree::UnitSpan* Life::on(base::Date day) const {
  for (const auto& span : spans)
    if (base::Interval{span.from, span.to}.contains(day)) return &span;
  return nullptr;
}

void Country::load_whole() {
  if (whole_) return;
  whole_ = true;
  lives_.clear();
  Life* life = nullptr;
  tree_.each_span(*tx_, [&](const tree::UnitSpan& span) {
    if (!life || life->id != span.unit_id) {
      auto fresh = std::make_unique<Life>(Life{span.unit_id, span.code, {}});
      life = fresh.get();
      lives_.emplace(span.code, std::move(fresh));
    }
    life->spans.push_back(span);
    if (!span.parent_id) return;
    auto& those = below_[span.parent_id->value];
    if (those.empty() || those.back() != life) those.push_back(life);
  });
}

const Life* Country::find(const std::string& code) {
  const auto it = lives_.find(code);
  if (it != lives_.end() || whole_) return it == lives_.end() ? nullptr : it->second.get();
  std::unique_ptr<Life> life;
  if (const auto unit = tree_.find_unit(*tx_, code))
    life = std::make_unique<Life>(Life{*unit, code, tree_.list_history(*tx_, *unit)});
  return (lives_[code] = std::move(life)).get();
}

std::vector<const Life*> Country::list_below(const Life& unit, base::Date from) {
  std::vector<const Life*> out;
  if (!whole_) {
    for (const auto& code : tree_.list_codes_below(*tx_, unit.id, from)) out.push_back(find(code));
    return out;
  }
  const auto it = below_.find(unit.id.value);
  if (it == below_.end()) return out;
  for (const auto* life : it->second)
    if ((out.empty() || out.back() != life) && stands_below(*life, unit.id, from)) out.push_back(life);
  return out;
}

std::vector<const Life*> Country::list_above(const Life& unit, base::Date on) {
  std::vector<const Life*> line;
  const auto* span = unit.on(on);
  while (span && span->parent_id && line.size() < 64) {
    const auto* above = find(span->parent_code);
    if (!above) break;
    line.push_back(above);
    span = above->on(on);
  }
  return line;
}

}  // namespace reorganisation
