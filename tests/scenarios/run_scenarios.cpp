// Runs every scenario of tests/scenarios/<module>/*.txt as a test of its own, on both engines, each on its own
// store. The names of the tests come from the files: --gtest_filter='*documents*'.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "base/text.h"
#include "tests/support/world.h"

// Each module's _steps.cpp; in the order of the modules.
namespace audit {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace identity {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace org {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace policy {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace documents {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace reorganisation {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace members {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace reviews {
void add_steps(scenario::Steps& steps, scenario::World& world);
}
namespace intake {
void add_steps(scenario::Steps& steps, scenario::World& world);
}

namespace {

class ScenarioTest : public testing::Test {
 public:
  ScenarioTest(scenario::Scenario scenario, std::string engine)
      : scenario_(std::move(scenario)), engine_(std::move(engine)) {}
  void TestBody() override {
    if (!support::Store::has(engine_)) GTEST_SKIP() << "LIENTHONG_TEST_PG is not set: no PostgreSQL to test on";
    scenario::World world(engine_);
    scenario::Steps steps;
    for (const auto add :
         {audit::add_steps, identity::add_steps, org::add_steps, policy::add_steps, documents::add_steps,
          members::add_steps, reviews::add_steps, intake::add_steps, reorganisation::add_steps})
      add(steps, world);
    const std::string wrong = steps.run(scenario_);
    if (!wrong.empty()) ADD_FAILURE() << wrong;
  }

 private:
  scenario::Scenario scenario_;
  std::string engine_;
};

std::string test_name(std::string words) {
  words = base::fold(words);
  std::replace_if(
      words.begin(), words.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return words;
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  platform::start_crypto();
  app::add_all_sentences();
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(LIENTHONG_SOURCE_DIR "/tests/scenarios"))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  try {
    for (const auto& file : files)
      for (const auto& scenario : scenario::read_scenarios(file))
        for (const auto* engine : {"sqlite", "postgresql"})
          testing::RegisterTest((file.parent_path().filename().string() + "_" + file.stem().string()).c_str(),
                                (test_name(scenario.name) + "/" + engine).c_str(), nullptr, engine, file.c_str(),
                                scenario.number,
                                [=]() -> testing::Test* { return new ScenarioTest(scenario, engine); });
  } catch (const scenario::Fault& fault) {
    std::cerr << fault.what() << "\n";
    return 1;
  }
  return RUN_ALL_TESTS();
}
