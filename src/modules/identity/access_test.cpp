#include <random>

#include "modules/identity/identity_test_support.h"
#include "tests/support/accounts.h"

namespace identity {
namespace {

class AccessTest : public IdentityTest {};
INSTANTIATE_TEST_SUITE_P(Engines, AccessTest, support::engines(), support::engine_name);

TEST_P(AccessTest, ARoleHoldsForItsSubtreeAndItsDaysOnly) {
  const AccountId id = add("lan", "P1");
  service_->accounts.add_grant(system(), id,
                               {Role::document_officer, "P1", test_day("2025-11-01"), test_day("2025-12-01")});
  const auto may = [&](const char* code) {
    auto tx = database().begin_read();
    return access_->may(tx, actor(id), Permission::documents_register, unit(code));
  };
  EXPECT_EQ(base::to_iso(clock_.today()), "2025-11-01");
  EXPECT_TRUE(may("P1"));
  EXPECT_TRUE(may("C11"));
  EXPECT_FALSE(may("TW"));
  EXPECT_FALSE(may("P2"));
  pass(29 * 86400);
  EXPECT_TRUE(may("P1"));
  pass(86400);
  EXPECT_FALSE(may("P1"));
}

TEST_P(AccessTest, WhoIsNobodyDisabledOrATokenThatReadsGetsLess) {
  const AccountId id = add("lan", "", Role::administrator);
  add("minh", "", Role::administrator);
  auto check = [&](const base::Actor& who, Permission permission) {
    auto tx = database().begin_read();
    return access_->may(tx, who, permission, unit("C11"));
  };
  base::Actor reader = actor(id);
  reader.scope = "read";
  EXPECT_TRUE(check(actor(id), Permission::documents_register));
  EXPECT_FALSE(check(reader, Permission::documents_register));
  EXPECT_TRUE(check(reader, Permission::documents_read));
  base::Actor odd = actor(id);
  odd.scope = "something";
  EXPECT_FALSE(check(odd, Permission::documents_read));
  EXPECT_FALSE(check({}, Permission::documents_read));
  EXPECT_TRUE(check(system(), Permission::documents_register));
  service_->accounts.set_disabled(system(), id, true);
  EXPECT_FALSE(check(actor(id), Permission::documents_read));
}

TEST_P(AccessTest, RefusalsNameTheUnitOnlyToThoseWhoSeeIt) {
  const AccountId id = add("lan", "P1", Role::member);
  auto tx = database().begin_read();
  const auto refused = [&](const char* code) {
    try {
      access_->require(tx, actor(id), Permission::documents_register, *tree_.find_unit(tx, code));
    } catch (const base::Error& error) {
      return std::string(base::name_of(error.kind())) + " " + error.parameters().at("unit");
    }
    return std::string("allowed");
  };
  EXPECT_EQ(refused("C11"), "forbidden Xã Một Một");
  EXPECT_EQ(refused("P2"), "forbidden đơn vị này");
  EXPECT_EQ(key_of([&] { access_->require(tx, {}, Permission::documents_read, *tree_.find_unit(tx, "P1")); }),
            "identity.sign_in_needed");
}

// Property: on random trees, grants and parties, Access answers as the plain definition does, row by row and
// as a condition in SQL.
TEST_P(AccessTest, AgreesWithThePlainDefinition) {
  std::mt19937 random(418);
  const auto pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  const int rounds = GetParam() == "sqlite" ? 25 : 8;
  {
    auto tx = database().begin();
    tx.run("CREATE TABLE sample_party(thing_id INTEGER, unit_id INTEGER, subtree INTEGER)");
    tx.commit();
  }
  for (int round = 0; round < rounds; ++round) {
    const int units = pick(2, 40);
    std::vector<int> parent(std::size_t(units + 1), 0);
    std::vector<std::string> path(std::size_t(units + 1));
    auto tx = database().begin();
    tx.run("DELETE FROM tree_path");
    tx.run("DELETE FROM sample_party");
    tx.run("DELETE FROM identity_grant");
    for (int u = 1; u <= units; ++u) {
      parent[std::size_t(u)] = pick(0, 9) == 0 ? 0 : pick(0, u - 1);  // some roots; ids like 1 and 11 sit side by side
      const int above = parent[std::size_t(u)];
      path[std::size_t(u)] = (above ? path[std::size_t(above)] : "/") + std::to_string(u) + "/";
      tx.run("INSERT INTO tree_path(unit_id, edition, path) VALUES (?, 0, ?)", u, path[std::size_t(u)]);
    }
    const auto within = [&](int unit, int ancestor) {
      for (int u = unit; u; u = parent[std::size_t(u)])
        if (u == ancestor) return true;
      return false;
    };
    if (round == 0) support::add_account(tx, "p");
    const AccountId id{*tx.find<std::int64_t>("SELECT id FROM identity_account WHERE folded = 'p'")};
    struct Held {
      Role role;
      int unit;
      bool valid;
    };
    std::vector<Held> held;
    for (int g = pick(0, 5); g > 0; --g) {
      const Held one{Role(pick(0, 12)), pick(0, 20) == 0 ? 0 : pick(1, units), pick(0, 4) != 0};
      held.push_back(one);
      support::add_grant(tx, id.value, base::enum_name(one.role), tree::UnitId{one.unit},
                         one.valid ? "2025-01-01" : "2025-12-01");
    }
    std::map<int, std::vector<Party>> things;
    for (int thing = 1; thing <= 30; ++thing)
      for (int p = pick(0, 3); p > 0; --p) {
        const Party party{tree::UnitId{pick(1, units)}, pick(0, 1) == 1};
        things[thing].push_back(party);
        tx.run("INSERT INTO sample_party VALUES (?, ?, ?)", thing, party.unit_id, party.subtree);
      }
    const Permission permission = Permission(pick(0, 17));
    const auto holds = [&](int unit) {
      return std::any_of(held.begin(), held.end(), [&](const Held& h) {
        return h.valid && role_allows(h.role, permission) && (h.unit == 0 || within(unit, h.unit));
      });
    };
    const Scope scope = access_->scope(tx, actor(id), permission);
    for (int u = 1; u <= units; ++u) {
      EXPECT_EQ(access_->may(tx, actor(id), permission, tree::UnitId{u}), holds(u)) << round << " unit " << u;
      platform::Bindings values;
      std::string sql = "SELECT COUNT(*) FROM tree_scope s WHERE s.unit_id = ? AND ";
      values.add(u);
      sql += scope.condition("s", values);
      auto rows = tx.query_values(sql, values.values());
      rows->next();
      EXPECT_EQ(rows->integer(0) == 1, holds(u)) << round << " unit " << u;
    }
    for (const auto& [thing, parties] : things) {
      bool seen = false;
      for (const Party& party : parties) {
        seen = seen || holds(int(party.unit_id.value));
        for (const Held& h : held)  // a scope lies in the subtree of a party that shares with its subtree
          seen = seen || (party.subtree && h.valid && role_allows(h.role, permission) &&
                          (h.unit == 0 || within(h.unit, int(party.unit_id.value))));
      }
      EXPECT_EQ(access_->sees(tx, scope, parties), seen) << round << " thing " << thing;
      platform::Bindings values;
      std::string sql = "SELECT COUNT(*) FROM (SELECT DISTINCT thing_id FROM sample_party) t WHERE ";
      sql += access_->sees_condition(scope, "sample_party", "thing_id", "t.thing_id", values) + " AND t.thing_id = ?";
      values.add(thing);
      auto rows = tx.query_values(sql, values.values());
      rows->next();
      EXPECT_EQ(rows->integer(0) == 1, seen) << round << " thing " << thing;
    }
    tx.commit();
  }
}

TEST(AccessTable, SaysWhoMayWhat) {
  const std::string table = access_table();
  EXPECT_NE(table.find("| documents_read – xem văn bản |"), std::string::npos);
  EXPECT_FALSE(role_allows(Role::auditor, Permission::documents_register));
  EXPECT_FALSE(role_allows(Role::member, Permission::accounts_manage));
  EXPECT_TRUE(role_allows(Role::administrator, Permission::statistics_read));
}

}  // namespace
}  // namespace identity
