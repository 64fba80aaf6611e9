#include "modules/reorganisation/access_difference.h"

#include <algorithm>
#include <map>
#include <set>

namespace reorganisation {
namespace {

class Difference {
 public:
  Difference(Country& country, const std::vector<identity::Holder>& holders,
             const std::unordered_map<std::int64_t, std::int64_t>& people)
      : country_(country), people_(people) {
    for (const auto& holder : holders) {
      if (!holder.unit) {
        everywhere_.insert(holder.account);
        continue;
      }
      on_unit_[holder.unit.value].push_back(&holder);
      units_of_[holder.account].insert(holder.unit.value);
      names_[holder.account] = holder.full_name;
    }
  }

  std::vector<SightChange> run(const Outcome& outcome) {
    for (const auto& grant : outcome.effect.grants) passed_[grant.to].push_back(grant.account);
    for (const auto& branch : outcome.branches) {
      for (const auto& account : holders_of(branch.after, branch.before, true))
        if (!holds(account, branch.before)) add(account, branch, &SightChange::gained);
      for (const auto& account : holders_of(branch.before, branch.after, false))
        if (!holds(account, branch.after) && !is_passed(account, branch.after))
          add(account, branch, &SightChange::lost);
    }
    std::vector<SightChange> out;
    for (auto& [account, change] : changes_) out.push_back(std::move(change));
    return out;
  }

 private:
  std::int64_t id(const std::string& code) {
    const auto* life = country_.find(code);
    return life ? life->id.value : 0;
  }
  // Who holds a role on one of the units that the others lack.
  std::set<std::string> holders_of(const std::vector<std::string>& codes, const std::vector<std::string>& others,
                                   bool with_passed) {
    std::set<std::string> out;
    for (const auto& code : codes) {
      if (std::find(others.begin(), others.end(), code) != others.end()) continue;
      if (const auto it = on_unit_.find(id(code)); it != on_unit_.end())
        for (const auto* holder : it->second) out.insert(holder->account);
      if (const auto it = passed_.find(code); with_passed && it != passed_.end())
        out.insert(it->second.begin(), it->second.end());
    }
    for (const auto& account : everywhere_) out.erase(account);
    return out;
  }
  bool holds(const std::string& account, const std::vector<std::string>& codes) {
    const auto it = units_of_.find(account);
    return it != units_of_.end() &&
           std::any_of(codes.begin(), codes.end(), [&](const auto& code) { return it->second.contains(id(code)); });
  }
  bool is_passed(const std::string& account, const std::vector<std::string>& codes) const {
    return std::any_of(codes.begin(), codes.end(), [&](const auto& code) {
      const auto it = passed_.find(code);
      return it != passed_.end() && std::find(it->second.begin(), it->second.end(), account) != it->second.end();
    });
  }
  void add(const std::string& account, const Branch& branch, std::vector<BranchSight> SightChange::*list) {
    auto& change = changes_[account];
    change.account = account;
    change.full_name = names_[account];
    auto& sights = change.*list;
    if (std::any_of(sights.begin(), sights.end(), [&](const auto& s) { return s.code == branch.top; })) return;
    const auto* life = country_.find(branch.top);
    BranchSight sight{branch.top, life && !life->spans.empty() ? life->spans.back().name : "",
                      std::int64_t(branch.units.size()), 0};
    for (const auto* unit : branch.units)
      if (const auto it = people_.find(unit->id.value); it != people_.end()) sight.people += it->second;
    sights.push_back(std::move(sight));
  }

  Country& country_;
  const std::unordered_map<std::int64_t, std::int64_t>& people_;
  std::set<std::string> everywhere_;
  std::unordered_map<std::int64_t, std::vector<const identity::Holder*>> on_unit_;
  std::unordered_map<std::string, std::set<std::int64_t>> units_of_;
  std::unordered_map<std::string, std::string> names_;
  std::map<std::string, std::vector<std::string>> passed_;
  std::map<std::string, SightChange> changes_;
};

std::set<std::pair<std::string, std::string>> gains_in(const std::string& growth) {
  std::set<std::pair<std::string, std::string>> gains;
  if (growth.empty()) return gains;
  for (const auto& gain : base::Json::parse(growth))
    gains.emplace(gain[0].get<std::string>(), gain[1].get<std::string>());
  return gains;
}

}  // namespace

std::vector<SightChange> find_access_difference(const Outcome& outcome, Country& country,
                                                const std::vector<identity::Holder>& holders,
                                                const std::unordered_map<std::int64_t, std::int64_t>& people) {
  return Difference(country, holders, people).run(outcome);
}

std::string growth_of(const std::vector<SightChange>& changes) {
  base::Json gains = base::Json::array();
  for (const auto& change : changes)
    for (const auto& branch : change.gained) gains.push_back({change.account, branch.code});
  return gains.dump();
}

bool within(const std::string& growth, const std::string& approved) {
  const auto mine = gains_in(growth), theirs = gains_in(approved);
  return std::includes(theirs.begin(), theirs.end(), mine.begin(), mine.end());
}

}  // namespace reorganisation
