// The dated tree under any sequence of changes: one root, no circle, nothing dangling on any day, parts sum to the
// whole, and what is exported is imported again unchanged.
#include <fstream>
#include <map>

#include "tests/property/properties.h"
#include "tests/support/world.h"

namespace org {
namespace {

class TreeProperties : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { NEEDS_ENGINE(); }
};
INSTANTIATE_TEST_SUITE_P(Engines, TreeProperties, support::engines(), support::engine_name);

base::Date day() { return {*property::days()}; }
std::string code(int i) { return i == 0 ? "TW" : "B" + std::to_string(i); }

// One change of some kind; what is refused changes nothing. True when it was done.
bool change_something(scenario::World& world, int units) {
  auto& org = *world.app().org;
  const std::string unit = code(*rc::gen::inRange(1, units)), parent = code(*rc::gen::inRange(0, units));
  const auto on = day();
  try {
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        org.add_unit(world.actor, {unit, "Ban " + unit, tree::UnitKind::board, tree::UnitLevel::none, parent, on, {}});
        break;
      case 1:
        org.change_unit(world.actor, unit, {on, "Ban đổi " + std::to_string(on.days), {}, {}, {}},
                        org.get_unit(world.actor, unit, on).version);
        break;
      case 2:
        org.change_unit(world.actor, unit, {on, {}, {}, {}, parent}, org.get_unit(world.actor, unit, on).version);
        break;
      default:
        org.end_unit(world.actor, unit, on, org.get_unit(world.actor, unit, on).version);
    }
  } catch (const base::Error&) {
    return false;
  }
  return true;
}

std::string export_of(scenario::World& world, platform::TableFormat format) {
  const auto file = world.new_file(format == platform::TableFormat::csv ? "out.csv" : "out.xlsx");
  world.app().org->export_units(world.actor, file, format);
  return file;
}

std::string bytes_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Every span of the store, looked at on every day on which something begins or ends.
void require_whole(scenario::World& world) {
  auto& app = world.app();
  auto tx = app.database->begin_read();
  std::vector<tree::UnitSpan> spans;
  app.tree.each_span(tx, [&](const tree::UnitSpan& span) { spans.push_back(span); });
  for (const auto& edge : spans) {
    const base::Date on = edge.from;
    std::map<std::string, std::string> parents;
    std::map<std::string, std::int64_t> below;
    for (const auto& span : spans)
      if (base::Interval{span.from, span.to}.contains(on)) {
        RC_ASSERT(!parents.contains(span.code));
        parents[span.code] = span.parent_code;
        ++below[span.parent_code];
      }
    for (const auto& [unit, parent] : parents) {
      std::size_t steps = 0;
      for (std::string at = unit; !at.empty(); at = parents[at]) {
        RC_ASSERT(parents.contains(at));
        RC_ASSERT(++steps <= parents.size());
      }
      RC_ASSERT(app.tree.count_children(tx, *app.tree.find_unit(tx, unit), on) == below[unit]);
    }
    RC_ASSERT(below[""] == 1);
    RC_ASSERT(app.tree.count_units(tx, on) == std::int64_t(parents.size()));
  }
}

TEST_P(TreeProperties, NoSequenceOfChangesBreaksADayAndExportIsImportedAgain) {
  int done = 0;
  property::check(
      GetParam() == "sqlite" ? 6 : 3,
      [&] {
        scenario::World world(GetParam());
        world.app().org->add_unit(world.actor, {"TW",
                                                "Trung ương",
                                                tree::UnitKind::central,
                                                tree::UnitLevel::centre,
                                                "",
                                                *base::make_date(1930, 2, 3),
                                                {}});
        const int units = *rc::gen::inRange(2, 8), changes = *rc::gen::inRange(5, 40);
        for (int i = 0; i < changes; ++i) done += change_something(world, units);
        require_whole(world);
        const auto file = export_of(world, platform::TableFormat::csv);
        scenario::World other(GetParam());
        const auto format = *rc::gen::element(platform::TableFormat::csv, platform::TableFormat::xlsx);
        const auto report = other.app().org->import_units(other.actor, export_of(world, format), {});
        RC_ASSERT(report.problems.empty());
        RC_ASSERT(bytes_of(export_of(other, platform::TableFormat::csv)) == bytes_of(file));
        require_whole(other);
      },
      20);
  EXPECT_GT(done, 0);  // a property of refusals alone would say nothing
}

}  // namespace
}  // namespace org
