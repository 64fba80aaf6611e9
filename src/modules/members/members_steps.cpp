// Sentences about members: who they are, where they belong, and what is done for them.
#include "modules/members/members.h"
#include "tests/support/world.h"

namespace members {
namespace {

using scenario::Step;

// Codes by the names that a scenario calls people by.
struct Known {
  std::map<std::string, std::string> codes;
};

}  // namespace

void add_steps(scenario::Steps& steps, scenario::World& world) {
  auto& members = *world.app().members;
  const auto code_of = [&](const std::string& name) {
    auto& codes = world.notes<Known>().codes;
    if (!codes.contains(name)) throw scenario::Fault("nobody is called \"" + name + "\"");
    return codes[name];
  };
  const auto enter = [&](const std::string& name, const std::string& cell, base::Date admitted, base::Date ceremony,
                         std::optional<base::Date> official) {
    NewMember given;
    given.unit_code = cell;
    given.full_name = name;
    given.joined_on = ceremony;
    given.admitted_on = admitted, given.ceremony_on = ceremony, given.official_on = official;
    world.notes<Known>().codes[name] = members.create_member(world.actor, given).code;
  };
  steps.act(
      "nhập đảng viên {name} vào {unit}, kết nạp {admitted}, lễ {ceremony}, chính thức {official}",
      "member {name} is entered in {unit}, admitted {admitted}, ceremony {ceremony}, official {official}",
      [=](const Step& s) { enter(s["name"], s["unit"], s.day("admitted"), s.day("ceremony"), s.day("official")); });
  steps.act("đảng viên {name} ở {unit}", "member {name} in {unit}", [=](const Step& s) {
    enter(s["name"], s["unit"], *base::make_date(2015, 5, 3), *base::make_date(2015, 5, 19),
          *base::make_date(2016, 5, 19));
  });
  steps.act("xem hồ sơ của {name}", "the record of {name} is looked at",
            [=, &world](const Step& s) { world.app().members->get_member(world.actor, code_of(s["name"])); });

  const auto belongs = [=, &world](const Step& s, Status status) {
    const auto day = s.day("day");
    for (const auto& spell : world.app().members->get_member(world.actor, code_of(s["name"])).spells)
      if (base::Interval{spell.from, spell.to}.contains(day)) {
        EXPECT_EQ(spell.unit_code, s["unit"]);
        EXPECT_EQ(spell.status, status);
        return;
      }
    ADD_FAILURE() << "no member on that day";
  };
  steps.check("ngày {day} {name} là đảng viên dự bị ở {unit}", "on {day} {name} is a probationary member in {unit}",
              [=](const Step& s) { belongs(s, Status::probationary); });
  steps.check("ngày {day} {name} là đảng viên chính thức ở {unit}", "on {day} {name} is an official member in {unit}",
              [=](const Step& s) { belongs(s, Status::official); });
  steps.check("{name} có {years} tuổi đảng", "{name} has a party age of {years}", [=, &world](const Step& s) {
    EXPECT_EQ(world.app().members->get_member(world.actor, code_of(s["name"])).party_age, s.number("years"));
  });
  steps.check("dòng thời gian của {name} có {count} việc", "the timeline of {name} has {count} entries",
              [=, &world](const Step& s) {
                const auto timeline =
                    world.app().members->list_timeline(world.actor, code_of(s["name"]), base::Language::vi);
                EXPECT_EQ(std::int64_t(timeline.size()), s.number("count"));
              });
}

}  // namespace members
