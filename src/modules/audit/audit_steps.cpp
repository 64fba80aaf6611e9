// Sentences about the journal.
#include "base/sentence.h"
#include "tests/support/world.h"

namespace audit {

void add_steps(scenario::Steps& steps, scenario::World& world) {
  using scenario::Step;
  steps.check("nhật ký có {count} mục {verb}", "the journal has {count} entries {verb}", [&](const Step& s) {
    auto tx = world.app().database->begin_read();
    Filter filter;
    filter.verb = s["verb"];
    EXPECT_EQ(std::int64_t(world.app().audit->list_entries(tx, filter).size()), s.number("count"));
  });
  steps.check("mục {verb} cuối cùng là của {name}", "the last entry {verb} is by {name}", [&](const Step& s) {
    auto tx = world.app().database->begin_read();
    Filter filter;
    filter.verb = s["verb"];
    const auto entries = world.app().audit->list_entries(tx, filter);
    EXPECT_EQ(entries.empty() ? "" : entries.front().actor, s["name"]);
  });
  steps.check("chuỗi nhật ký toàn vẹn", "the chain of the journal is whole", [&](const Step&) {
    auto tx = world.app().database->begin();
    world.app().audit->seal(tx);
    const auto check = world.app().audit->verify(tx);
    EXPECT_TRUE(check.whole) << check.key;
    EXPECT_EQ(check.entries, check.sealed);
    tx.commit();
  });
}

}  // namespace audit
