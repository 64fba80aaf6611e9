// Sentences about plans that change units. A plan stands in a scenario as the file that an office would send.
#include "modules/reorganisation/reorganisation.h"
#include "tests/support/world.h"

namespace reorganisation {

void add_steps(scenario::Steps& steps, scenario::World& world) {
  auto& service = *world.app().reorganisation;
  const auto version = [&](const scenario::Step& s) { return service.get_plan(world.actor, s["code"]).item.version; };
  steps.act("lập phương án:", "a plan is drafted:", [&](const scenario::Step& s) {
    service.create_plan(world.actor, base::parse_json(s.text()));
  });
  steps.act("duyệt phương án {code}", "plan {code} is approved", [=, &service, &world](const scenario::Step& s) {
    service.approve_plan(world.actor, s["code"], version(s));
  });
  steps.act("thực hiện phương án {code}", "plan {code} is carried out", [=, &service, &world](const scenario::Step& s) {
    service.commit_plan(world.actor, s["code"], version(s));
  });
  steps.act("hoàn tác phương án {code}", "plan {code} is undone",
            [=, &service, &world](const scenario::Step& s) { service.undo_plan(world.actor, s["code"], version(s)); });
  steps.check("phương án {code} giữ nguyên {count} đảng viên", "plan {code} keeps {count} members",
              [&](const scenario::Step& s) {
                const auto page = service.get_plan(world.actor, s["code"]);
                ASSERT_TRUE(page.proof);
                for (const auto& total : page.proof->totals) EXPECT_EQ(total.before, total.after) << total.measure;
                EXPECT_EQ(page.proof->totals.front().after, s.number("count"));
              });
}

}  // namespace reorganisation
