#include "modules/reviews/strength.h"

#include <algorithm>

namespace reviews {
namespace {

using members::EndReason;
using members::no_day;
using members::no_value;
using members::Status;

enum Trait : std::uint16_t { official = 1, admission = 2, probation_ended = 4, probation_lost = 8 };

// A membership begins with the first spell, and with one after an end that ended the membership.
bool ended_membership(std::uint8_t reason, std::int32_t to, std::int32_t next_from) {
  if (reason == no_value) return to != next_from;
  switch (EndReason(reason)) {
    case EndReason::struck_off:
    case EndReason::left:
    case EndReason::expelled:
    case EndReason::deceased:
    case EndReason::merged_record:
      return true;
    case EndReason::recognised:
    case EndReason::transferred:
    case EndReason::reorganised:
      return false;
  }
  return false;
}

bool is_lost(EndReason reason) {
  return reason == EndReason::struck_off || reason == EndReason::left || reason == EndReason::expelled;
}

}  // namespace

Strength::Stay Strength::stay_of(std::uint8_t status, std::int32_t from, std::int32_t to, std::uint8_t reason,
                                 bool begins) {
  Stay stay{base::short_day(from), to == no_day ? base::open_short_day : base::short_day(to), 0};
  unsigned traits = begins ? admission : 0;
  if (Status(status) == Status::official)
    traits |= official;
  else if (reason != no_value && (EndReason(reason) == EndReason::recognised || is_lost(EndReason(reason))))
    traits |= probation_ended | (is_lost(EndReason(reason)) ? probation_lost : 0);
  stay.traits = std::uint16_t(traits);
  return stay;
}

void Strength::each_stay(const members::MemberFact& member, const std::function<void(const Placed&)>& f) {
  const members::SpellFact* last = nullptr;
  const auto end_of = [](const members::SpellFact& s) { return s.to ? s.to->days : no_day; };
  const auto reason_of = [](const members::SpellFact& s) { return s.reason ? std::uint8_t(*s.reason) : no_value; };
  for (const auto& s : member.spells) {
    const bool begins = !last || ended_membership(reason_of(*last), end_of(*last), s.from.days);
    f({std::uint32_t(s.unit.value), stay_of(std::uint8_t(s.status), s.from.days, end_of(s), reason_of(s), begins)});
    last = &s;
  }
}

std::span<const Strength::Stay> Strength::Cells::of(std::uint32_t cell) const {
  if (cell + 1 >= first.size()) return {};
  return {stays.data() + first[cell], first[cell + 1] - first[cell]};
}

void Strength::prepare(std::shared_ptr<const members::Columns> next) {
  const auto& c = *next;
  auto cells = std::make_shared<Cells>();
  const auto most = c.unit.empty() ? 0 : *std::max_element(c.unit.begin(), c.unit.end());
  cells->first.assign(std::size_t(most) + 2, 0);
  for (const auto unit : c.unit) ++cells->first[unit + 1];
  for (std::size_t i = 1; i < cells->first.size(); ++i) cells->first[i] += cells->first[i - 1];
  cells->stays.resize(c.unit.size());
  auto at = cells->first;
  for (std::size_t m = 0; m < c.id.size(); ++m)
    for (auto s = c.first_spell[m]; s < c.first_spell[m + 1]; ++s) {
      const bool begins = s == c.first_spell[m] || ended_membership(c.reason[s - 1], c.to[s - 1], c.from[s]);
      cells->stays[at[c.unit[s]]++] = stay_of(c.status[s], c.from[s], c.to[s], c.reason[s], begins);
    }
  const std::unique_lock lock(mutex_);
  next_ = std::move(cells);
}

void Strength::forget() {
  const std::unique_lock lock(mutex_);
  next_.reset();
}

Strength::Stage& Strength::stage(platform::Transaction& tx) {
  const std::lock_guard lock(writing_);
  if (const auto known = stage_.lock()) return *known;
  const auto made = std::make_shared<Stage>();
  stage_ = made;
  tx.before_commit([this, made](platform::Transaction& ending) { made->tree_version = tree_.version(ending); });
  tx.on_commit([this, made] { show(*made); });
  return *made;
}

void Strength::replaced(platform::Transaction& tx) { stage(tx).replaced = true; }

void Strength::tree_changed(platform::Transaction& tx, std::optional<std::span<const tree::UnitId>>) { stage(tx); }

void Strength::changed(platform::Transaction& tx, std::int64_t, const std::vector<members::MemberChange>& changes) {
  auto& all = stage(tx);
  for (const auto& change : changes) {
    if (change.before) each_stay(*change.before, [&](const Placed& p) { all.gone.push_back(p); });
    if (change.after) each_stay(*change.after, [&](const Placed& p) { all.fresh.push_back(p); });
  }
}

void Strength::show(const Stage& stage) {
  const std::unique_lock lock(mutex_);
  tree_version_ = stage.tree_version;
  if (stage.replaced) {
    cells_ = std::move(next_);
    written_.clear();
  }
  const auto stays_of = [&](std::uint32_t cell) -> std::vector<Stay>& {
    const auto [it, added] = written_.try_emplace(cell);
    if (added) {
      const auto base = cells_->of(cell);
      it->second.assign(base.begin(), base.end());
    }
    return it->second;
  };
  // A spell may come and go within one transaction.
  for (const auto& p : stage.fresh) stays_of(p.cell).push_back(p.stay);
  for (const auto& p : stage.gone) {
    auto& stays = stays_of(p.cell);
    if (const auto it = std::ranges::find(stays, p.stay); it != stays.end()) stays.erase(it);
  }
}

Strength::Pass::Pass(const Strength& strength, const Criteria& criteria)
    : lock_(strength.mutex_),
      strength_(strength),
      on_(base::short_day(criteria.on)),
      admitted_from_(base::short_day(criteria.admitted_from)),
      ended_from_(base::short_day(criteria.ended_from)) {}

bool Strength::Pass::fits(std::int64_t tree_version) const {
  return strength_.tree_version_ < 0 || strength_.tree_version_ == tree_version;
}

// A spell counts on [from, to); an admission on its first day and an end on its own day, up to and with the day asked.
Figures Strength::Pass::count(tree::UnitId cell, bool& had_members) const {
  std::span<const Stay> stays = strength_.cells_->of(std::uint32_t(cell.value));
  if (const auto it = strength_.written_.find(std::uint32_t(cell.value)); it != strength_.written_.end())
    stays = it->second;
  Figures f;
  had_members = false;
  for (const auto& s : stays) {
    if (s.from > on_) continue;
    had_members = true;
    const bool holds = s.to > on_;
    f.members += holds;
    f.officials += holds && (s.traits & official);
    f.admissions += (s.traits & admission) && s.from >= admitted_from_;
    const bool ended = (s.traits & probation_ended) && s.to <= on_ && s.to >= ended_from_;
    f.probations_ended += ended;
    f.probations_lost += ended && (s.traits & probation_lost);
  }
  return f;
}

}  // namespace reviews
