// Sentences about the rule register.
#include "modules/policy/policy.h"

#include "tests/support/world.h"

namespace policy {

void add_steps(scenario::Steps& steps, scenario::World& world) {
  using scenario::Step;
  steps.check("ngày {day} quy tắc {rule} theo {document}", "on {day} rule {rule} follows {document}",
              [&](const Step& s) {
                const Rule* rule = world.app().policy->find_rule(s["rule"], s.day("day"));
                ASSERT_TRUE(rule) << "no such rule on that day";
                EXPECT_EQ(rule->document.substr(0, rule->document.find('@')), s["document"]);
              });
  const auto stale = [&](const Step& s, bool expected) {
    const auto day = s.day("day");
    for (const auto& rule : world.app().policy->get_rule(world.actor, s["rule"], day).items)
      if (rule.applies) {
        EXPECT_EQ(rule.stale, expected);
      }
  };
  steps.check("ngày {day} quy tắc {rule} cần xem lại", "on {day} rule {rule} is stale",
              [=](const Step& s) { stale(s, true); });
  steps.check("ngày {day} quy tắc {rule} không cần xem lại", "on {day} rule {rule} is not stale",
              [=](const Step& s) { stale(s, false); });
}

}  // namespace policy
