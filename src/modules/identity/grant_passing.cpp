// What happens to roles when units are reorganised: nothing passes on but what the plan lists.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "modules/identity/identity.h"

namespace identity {
namespace {

// Units that the unit of this code takes the place of, or takes a part of.
std::vector<tree::UnitId> predecessors(const tree::Reorganisation& r, const std::string& code) {
  std::vector<tree::UnitId> units;
  for (const auto& ending : r.endings)
    if (std::find(ending.successors.begin(), ending.successors.end(), code) != ending.successors.end())
      units.push_back(ending.unit);
  for (const auto& division : r.divisions)
    if (std::ranges::any_of(division.named, [&](const auto& one) { return one.second == code; }) ||
        std::ranges::find(division.rules, code, &tree::Reorganisation::Rule::to) != division.rules.end())
      units.push_back(division.unit);
  return units;
}

}  // namespace

std::vector<Holder> list_holders(platform::Transaction& tx, base::Date on) {
  std::vector<Holder> out;
  tx.each(
      "SELECT a.id, a.name, a.full_name, g.role, g.unit_id FROM identity_grant g JOIN identity_account a ON a.id = "
      "g.account_id WHERE a.disabled = 0 AND g.from_day <= ? AND (g.to_day IS NULL OR g.to_day > ?) ORDER BY a.name, "
      "g.id",
      [&](platform::Row row) {
        if (const auto role = base::parse_enum<Role>(row.get<std::string>(3)))
          out.push_back({row.get<AccountId>(0), row.get<std::string>(1), row.get<std::string>(2), *role,
                         row.get<tree::UnitId>(4)});
      },
      on, on);
  return out;
}

std::vector<tree::Hindrance> GrantPassing::check(platform::Transaction& tx, const tree::Reorganisation& r) {
  std::vector<tree::Hindrance> out;
  const auto holders = r.grants.empty() ? std::vector<Holder>{} : list_holders(tx, std::max(r.on, clock_.today()));
  std::set<std::tuple<std::string, std::string, std::string>> named;
  for (const auto& grant : r.grants) {
    const auto units = predecessors(r, grant.to);
    const bool held = std::any_of(holders.begin(), holders.end(), [&](const auto& h) {
      return h.account == grant.account && base::enum_name(h.role) == grant.role &&
             std::find(units.begin(), units.end(), h.unit) != units.end();
    });
    base::Parameters parameters{{"account", grant.account}, {"role", grant.role}, {"to", grant.to}};
    if (!held)
      out.push_back({0, "identity.passed_grant_unknown", std::move(parameters)});
    else if (!named.insert({grant.account, grant.role, grant.to}).second)
      out.push_back({0, "identity.passed_grant_twice", std::move(parameters)});
  }
  return out;
}

std::vector<tree::Moved> GrantPassing::preview(platform::Transaction& tx, const tree::Reorganisation& r) {
  std::map<std::string, std::int64_t> passed;
  for (const auto& grant : r.grants) ++passed[grant.to];
  std::vector<tree::Moved> out;
  for (const auto& [to, count] : passed) out.push_back({tree::MovedKind::accounts, "", to, count});
  for (const auto& ending : r.endings) {
    const auto left = tx.find<std::int64_t>(
                            "SELECT COUNT(*) FROM identity_grant WHERE unit_id = ? AND from_day <= ? AND (to_day IS "
                            "NULL OR to_day > ?)",
                            ending.unit, r.on, r.on)
                          .value_or(0);
    if (left) out.push_back({tree::MovedKind::accounts, ending.code, "", left});
  }
  return out;
}

void GrantPassing::apply(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) {
  const auto from = std::max(r.on, clock_.today());
  for (const auto& grant : r.grants) {
    const auto unit = *tree_.find_unit(tx, grant.to);
    const auto account = tx.find<AccountId>("SELECT id FROM identity_account WHERE name = ?", grant.account);
    const auto id = tx.insert(
        "INSERT INTO identity_grant(account_id, role, unit_id, from_day, granted_by, created_at, plan) VALUES (?, ?, "
        "?, "
        "?, ?, ?, ?)",
        *account, grant.role, unit, from, actor.name, clock_.now(), r.plan);
    audit_.record(tx, actor, "identity.role_granted", "grant", std::to_string(id), unit.value,
                  base::Json{{"account", account->value}, {"role", grant.role}, {"from", base::to_iso(from)}}.dump());
  }
}

std::vector<tree::Hindrance> GrantPassing::built_on(platform::Transaction& tx, const tree::Reorganisation& r) {
  std::vector<tree::Hindrance> out;
  for (const auto unit : r.established) {
    std::optional<std::string> account = tx.find<std::string>(
        "SELECT a.name FROM identity_grant g JOIN identity_account a ON a.id = g.account_id WHERE g.unit_id = ? AND "
        "g.plan <> ?",
        unit, r.plan);
    if (!account) account = tx.find<std::string>("SELECT name FROM identity_account WHERE unit_id = ?", unit);
    if (!account) continue;
    const auto span = tree_.nearest_span(tx, unit, r.on);
    out.push_back({0, "identity.account_at_unit", {{"account", *account}, {"unit", span ? span->name : ""}}});
  }
  return out;
}

void GrantPassing::undo(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) {
  std::vector<std::pair<std::int64_t, tree::UnitId>> passed;
  tx.each(
      "SELECT id, unit_id FROM identity_grant WHERE plan = ?",
      [&](platform::Row row) { passed.emplace_back(row.get<std::int64_t>(0), row.get<tree::UnitId>(1)); }, r.plan);
  for (const auto& [id, unit] : passed)
    audit_.record(tx, actor, "identity.role_ended", "grant", std::to_string(id), unit.value);
  tx.run("DELETE FROM identity_grant WHERE plan = ?", r.plan);
}

}  // namespace identity
