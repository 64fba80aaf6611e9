#pragma once
// Accounts, sessions, roles, and the one answer to "may this actor do that there, and see this?".
// A role is granted on a unit and holds for its subtree. Services call Access inside their transaction.
// What somebody may not see does not exist for them: access_ functions answer not_found.
// A grant on unit 0 holds for the whole store, before and beside any unit.
// Tables: identity_account, identity_grant, identity_session, identity_token, identity_recovery_code,
// identity_link, identity_role_setting.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/embedded.h"
#include "base/record.h"
#include "base/sentence.h"
#include "modules/audit/audit.h"
#include "modules/tree/tree.h"
#include "platform/clock/clock.h"
#include "platform/database/database.h"

namespace identity {

using AccountId = base::Id<struct AccountTag>;

BOOST_DEFINE_ENUM_CLASS(Role, administrator, document_officer, membership_officer, cadre_officer, planner, leader,
                        unit_secretary, conference_officer, site_delegate, return_officer, return_approver, member,
                        auditor)

// What a role may do. One table in access.cpp says which role holds which; docs/access.md is drawn from it.
BOOST_DEFINE_ENUM_CLASS(Permission, accounts_manage, roles_grant, journal_read, jobs_read, settings_manage, units_read,
                        units_manage, units_import, documents_read, documents_register, documents_manage,
                        documents_export, numbers_allocate, intake_read, intake_upload, intake_review, rules_read,
                        statistics_read, members_read, members_manage, members_import, members_identify,
                        reorganisations_plan, reorganisations_approve, targets_manage, reviews_read, reviews_manage)

bool role_allows(Role role, Permission permission);
// Whether the permission only lets somebody look: all that a token of scope "read" may use.
bool only_reads(Permission permission);
std::string_view role_name(Role role, base::Language language);
std::string_view permission_name(Permission permission, base::Language language);

// The parts of the tree where an actor holds a permission, as paths of tree_scope. Everything, for the
// operating system's user on the command line.
struct Scope {
  bool everything = false;
  std::vector<std::string> paths;
  // Adds the whole subtree of a path; what lies inside another path is left out.
  void add(std::string path);
  bool nothing() const { return !everything && paths.empty(); }
  bool holds(std::string_view path) const;
  // The unit on top of it; 0, the whole store, where it is everything or several parts.
  tree::UnitId top() const;
  // A condition on tree_scope's alias, with its bindings: "(s.path >= ? AND s.path < ?) OR …"; "1=1" for
  // everything, "1=0" for nothing.
  std::string condition(std::string_view alias, platform::Bindings& bindings) const;
};

// Who else sees a thing besides the unit that owns it (CONTRACTS, Who sees what).
struct Party {
  tree::UnitId unit_id;
  bool subtree = false;  // the party's whole subtree, not only the party itself and those above it
};

class Access {
 public:
  Access(const tree::Tree& tree, const platform::Clock& clock);
  Scope scope(platform::Transaction& tx, const base::Actor& actor, Permission permission) const;
  bool may(platform::Transaction& tx, const base::Actor& actor, Permission permission, tree::UnitId unit) const;
  // Unit 0 asks for the whole store. Errors: unauthenticated "identity.sign_in_needed",
  // forbidden "identity.forbidden" {permission, permission_en, unit}.
  void require(platform::Transaction& tx, const base::Actor& actor, Permission permission, tree::UnitId unit) const;
  // True when the actor holds the permission anywhere.
  bool may_anywhere(platform::Transaction& tx, const base::Actor& actor, Permission permission) const;
  // Errors: as require, when the actor holds the permission nowhere.
  void require_anywhere(platform::Transaction& tx, const base::Actor& actor, Permission permission) const;
  // Whether a thing with these parties is seen: a party lies in the scope, or a scope lies in the subtree of a
  // party that shares with its subtree.
  bool sees(platform::Transaction& tx, const Scope& scope, std::span<const Party> parties) const;
  // The account of that name that may sign in.
  std::optional<AccountId> find_account(platform::Transaction& tx, std::string_view name) const;
  // What the actor holds on one unit; unit 0 is the whole store.
  std::vector<Permission> list_permissions(platform::Transaction& tx, const base::Actor& actor,
                                           tree::UnitId unit) const;
  // The same as an SQL condition for lists, over a table of parties (thing_id, unit_id, subtree):
  // "EXISTS (SELECT 1 FROM <table> p JOIN tree_scope s ON s.unit_id = p.unit_id WHERE p.<key> = <outer> AND …)".
  std::string sees_condition(const Scope& scope, std::string_view party_table, std::string_view key,
                             std::string_view outer, platform::Bindings& bindings) const;

 private:
  const tree::Tree& tree_;
  const platform::Clock& clock_;
};

// A role that an account which may sign in holds on a unit; unit 0: on the whole store.
struct Holder {
  AccountId account_id;
  std::string account, full_name;
  Role role{};
  tree::UnitId unit;
};
std::vector<Holder> list_holders(platform::Transaction& tx, base::Date on);

// Roles when units are reorganised: an old unit's stay with its past; to a successor pass those that the plan lists, of
// accounts that hold them where it takes the place.
class GrantPassing final : public tree::Reorganisable {
 public:
  GrantPassing(const tree::Tree& tree, audit::Audit& audit, const platform::Clock& clock)
      : tree_(tree), audit_(audit), clock_(clock) {}
  std::vector<tree::Hindrance> check(platform::Transaction& tx, const tree::Reorganisation& r) override;
  std::vector<tree::Moved> preview(platform::Transaction& tx, const tree::Reorganisation& r) override;
  void apply(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) override;
  std::vector<tree::Hindrance> built_on(platform::Transaction& tx, const tree::Reorganisation& r) override;
  void undo(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) override;

 private:
  const tree::Tree& tree_;
  audit::Audit& audit_;
  const platform::Clock& clock_;
};

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace identity
