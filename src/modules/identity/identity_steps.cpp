// Sentences about people and their roles. Roles are written as the browser shows them.
#include "base/text.h"
#include "tests/support/world.h"

namespace identity {
namespace {

Role role_of(const std::string& words) {
  std::optional<Role> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto d) {
    for (const auto language : {base::Language::vi, base::Language::en})
      if (base::fold(role_name(d.value, language)) == base::fold(words)) found = d.value;
  });
  if (!found) throw scenario::Fault("there is no role \"" + words + "\"");
  return *found;
}

}  // namespace

void add_steps(scenario::Steps& steps, scenario::World& world) {
  using scenario::Step;
  steps.act("{name} là {role} ở {unit}", "{name} is {role} at {unit}", [&](const Step& s) {
    auto& accounts = world.app().identity->accounts;
    const NewGrant grant{role_of(s["role"]), s["unit"], {}, {}};
    if (const auto known = world.people.find(s["name"]); known != world.people.end()) {
      accounts.add_grant(world.actor, AccountId{known->second.account_id}, grant);
      return;
    }
    const auto account = accounts.create_account(world.actor, {s["name"], s["name"], s["unit"], grant}).account;
    world.people[s["name"]] = {base::ActorKind::account, account.id.value, account.name, 1, "", "scenario"};
  });
  steps.act("{name} làm việc", "{name} is at work", [&](const Step& s) {
    const auto known = world.people.find(s["name"]);
    if (known == world.people.end()) throw scenario::Fault("nobody is called " + s["name"]);
    world.actor = known->second;
  });
  steps.act("quản trị hệ thống làm việc", "the operator is at work",
            [&](const Step&) { world.actor = world.app().operating_system_actor(); });
}

}  // namespace identity
