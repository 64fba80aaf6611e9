#include "modules/reorganisation/access_difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace reorganisation {
namespace {

using Rights = std::set<identity::Permission>;

Rights rights_of(identity::Role role) {
  Rights rights;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<identity::Permission>>([&](auto permission) {
    if (identity::role_allows(role, permission.value)) rights.insert(permission.value);
  });
  return rights;
}

class Difference {
 public:
  Difference(Country& country, const std::vector<identity::Holder>& holders,
             const std::unordered_map<std::int64_t, std::int64_t>& people)
      : country_(country), people_(people) {
    for (const auto& holder : holders) {
      names_[holder.account] = holder.full_name;
      if (holder.unit)
        on_unit_[holder.unit.value][holder.account].insert(holder.role);
      else
        everywhere_[holder.account].insert(holder.role);
    }
  }

  std::vector<SightChange> run(const Outcome& outcome) {
    for (const auto& grant : outcome.effect.grants)
      if (const auto role = base::parse_enum<identity::Role>(grant.role))
        passed_[grant.to][grant.account].insert(*role);
    for (const auto& branch : outcome.branches) {
      const auto &before = branch.before, &after = branch.after;
      for (const auto& account : accounts_on(after, before, true))
        compare(account, branch, roles_on(after, account, true), roles_on(before, account, false),
                &SightChange::gained);
      for (const auto& account : accounts_on(before, after, false))
        compare(account, branch, roles_on(before, account, false), roles_on(after, account, true), &SightChange::lost);
    }
    std::vector<SightChange> out;
    for (auto& [account, change] : changes_) out.push_back(std::move(change));
    return out;
  }

 private:
  using Roles = std::set<identity::Role>;
  using Held = std::map<std::string, Roles>;  // by account

  const Rights& rights(identity::Role role) {
    const auto [it, fresh] = rights_.try_emplace(role);
    if (fresh) it->second = rights_of(role);
    return it->second;
  }
  const Held* held_on(const std::string& code) {
    const auto* life = country_.find(code);
    const auto it = on_unit_.find(life ? life->id.value : 0);
    return it == on_unit_.end() ? nullptr : &it->second;
  }
  // Who holds a role on one of the units that the others lack, or is passed one: nobody else's rights change.
  std::set<std::string> accounts_on(const std::vector<std::string>& codes, const std::vector<std::string>& others,
                                    bool with_passed) {
    std::set<std::string> accounts;
    for (const auto& code : codes) {
      if (const auto it = passed_.find(code); with_passed && it != passed_.end())
        for (const auto& [account, roles] : it->second) accounts.insert(account);
      if (std::ranges::find(others, code) != others.end()) continue;
      if (const auto* held = held_on(code))
        for (const auto& [account, roles] : *held) accounts.insert(account);
    }
    return accounts;
  }
  // The account's roles that reach down from units of these codes.
  Roles roles_on(const std::vector<std::string>& codes, const std::string& account, bool with_passed) {
    Roles roles;
    const auto take = [&](const Held& held) {
      if (const auto it = held.find(account); it != held.end()) roles.insert(it->second.begin(), it->second.end());
    };
    for (const auto& code : codes) {
      if (const auto* held = held_on(code)) take(*held);
      if (const auto it = passed_.find(code); with_passed && it != passed_.end()) take(it->second);
    }
    return roles;
  }
  // What the roles allow that neither the others do, nor those on the whole store.
  void compare(const std::string& account, const Branch& branch, const Roles& roles, const Roles& others,
               std::vector<BranchSight> SightChange::*list) {
    Rights known;
    const auto know = [&](const Roles& those) {
      for (const auto role : those) known.insert(rights(role).begin(), rights(role).end());
    };
    know(others);
    know(everywhere_[account]);
    std::vector<std::string> through;
    for (const auto role : roles)
      if (!std::ranges::includes(known, rights(role))) through.emplace_back(base::enum_name(role));
    if (!through.empty()) add(account, branch, std::move(through), list);
  }
  void add(const std::string& account, const Branch& branch, std::vector<std::string> through,
           std::vector<BranchSight> SightChange::*list) {
    auto& change = changes_[account];
    change.account = account;
    change.full_name = names_[account];
    auto& sights = change.*list;
    if (const auto known = std::ranges::find(sights, branch.top, &BranchSight::code); known != sights.end()) {
      for (auto& role : through)
        if (std::ranges::find(known->roles, role) == known->roles.end()) known->roles.push_back(std::move(role));
      return;
    }
    const auto* life = country_.find(branch.top);
    BranchSight sight{branch.top, life && !life->spans.empty() ? life->spans.back().name : "",
                      std::int64_t(branch.units.size()), 0, std::move(through)};
    for (const auto* unit : branch.units)
      if (const auto it = people_.find(unit->id.value); it != people_.end()) sight.people += it->second;
    sights.push_back(std::move(sight));
  }

  Country& country_;
  const std::unordered_map<std::int64_t, std::int64_t>& people_;
  Held everywhere_;
  std::unordered_map<std::int64_t, Held> on_unit_;
  std::unordered_map<std::string, std::string> names_;
  std::map<std::string, Held> passed_;  // by the code of the unit
  std::map<identity::Role, Rights> rights_;
  std::map<std::string, SightChange> changes_;
};

using Gain = std::tuple<std::string, std::string, std::string>;  // account, branch, role

std::set<Gain> gains_in(const std::string& growth) {
  std::set<Gain> gains;
  if (growth.empty()) return gains;
  for (const auto& gain : base::Json::parse(growth))
    gains.emplace(gain[0].get<std::string>(), gain[1].get<std::string>(),
                  gain.size() > 2 ? gain[2].get<std::string>() : "");
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
    for (const auto& branch : change.gained)
      for (const auto& role : branch.roles) gains.push_back({change.account, branch.code, role});
  return gains.dump();
}

bool within(const std::string& growth, const std::string& approved) {
  const auto mine = gains_in(growth), theirs = gains_in(approved);
  return std::includes(theirs.begin(), theirs.end(), mine.begin(), mine.end());
}

}  // namespace reorganisation
