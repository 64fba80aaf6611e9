// Sentences about texts on their way to the registers.
#include <fstream>

#include "base/text.h"
#include "modules/intake/intake.h"
#include "tests/support/world.h"

namespace intake {
namespace {

using scenario::Step;

struct Notes {
  TextId text;
};

constexpr struct {
  std::string_view vi, en, type;
} types[] = {
    {"văn bản", "document", "document"}, {"người", "person", "person"},     {"tổ chức", "organisation", "organisation"},
    {"số liệu", "figure", "figure"},     {"ngày", "date", "date"},          {"nhiệm vụ", "task", "task"},
    {"đề xuất", "proposal", "proposal"}, {"khen thưởng", "award", "award"}, {"hội nghị", "conference", "conference"}};

}  // namespace

void add_steps(scenario::Steps& steps, scenario::World& world) {
  auto& intake = *world.app().intake;
  const auto item_of = [&](const std::string& words) {
    for (const auto& item : intake.list_items(world.actor, world.notes<Notes>().text).items)
      if (base::squeeze(item.words) == words) return item;
    std::string read;
    for (const auto& item : intake.list_items(world.actor, world.notes<Notes>().text).items)
      read += "\n    " + item.type + ": " + item.words;
    throw scenario::Fault("\"" + words + "\" was not read; what was read:" + read);
  };
  const auto decide = [=, &intake, &world](const std::string& words, Action action, bool create) {
    const auto item = item_of(words);
    Decision decision;
    decision.version = item.version;
    decision.action = action;
    decision.create = create;
    intake.decide(world.actor, item.id, decision);
  };
  const auto upload = [&](const Step& s) {
    const auto file = world.new_file("text.txt");
    std::ofstream(file) << s.text();
    world.notes<Notes>().text = intake.upload(world.actor, s["unit"], "van-ban.txt", file).text_id.value();
  };
  steps.act("{unit} nạp văn bản:", "{unit} uploads the text:", upload);
  steps.act("chấp nhận mọi mục chắc chắn", "all certain items are accepted",
            [&](const Step&) { intake.accept_certain(world.actor, world.notes<Notes>().text); });
  steps.act("chấp nhận \"{words}\"", "\"{words}\" is accepted",
            [=](const Step& s) { decide(s["words"], Action::accept, false); });
  steps.act("chấp nhận \"{words}\" và ghi vào sổ", "\"{words}\" is accepted and registered",
            [=](const Step& s) { decide(s["words"], Action::accept, true); });
  steps.act("từ chối \"{words}\"", "\"{words}\" is rejected",
            [=](const Step& s) { decide(s["words"], Action::reject, false); });
  steps.act("hai người cùng duyệt \"{words}\"", "two people decide on \"{words}\"",
            [=, &intake, &world](const Step& s) {
              Decision decision;
              const auto seen = item_of(s["words"]);
              decision.version = seen.version;
              decision.action = Action::reject;
              intake.decide(world.actor, seen.id, decision);
              intake.decide(world.actor, seen.id, decision);  // the second one saw the same version
            });

  for (const auto& known : types)
    steps.check("đọc được " + std::string(known.vi) + " \"{words}\"",
                "the " + std::string(known.en) + " \"{words}\" is read",
                [=](const Step& s) { EXPECT_EQ(item_of(s["words"]).type, known.type); });
  steps.check("\"{words}\" còn chờ người duyệt", "\"{words}\" waits for a person",
              [=](const Step& s) { EXPECT_EQ(item_of(s["words"]).state, ItemState::waiting); });
  steps.check(
      "\"{words}\" nằm đúng chỗ trong văn bản", "\"{words}\" lies where it was read",
      [=, &intake, &world](const Step& s) {
        const auto item = item_of(s["words"]);
        const auto text =
            base::to_code_points(intake.get_text(world.actor, world.notes<Notes>().text, base::Language::vi).text);
        EXPECT_EQ(base::to_utf8(text.substr(std::size_t(item.start), std::size_t(item.end - item.start))), item.words);
      });
  steps.check("{person} giữ chức \"{office}\"", "{person} holds the office \"{office}\"", [&](const Step& s) {
    std::string found;
    for (const auto& attestation : intake.list_attestations(world.actor, {}))
      if (attestation.person == s["person"]) {
        if (attestation.office == s["office"]) return;
        found += " " + attestation.office;
      }
    ADD_FAILURE() << "not attested; found:" << found;
  });
  steps.check("không ai được ghi chức vụ", "nobody is attested in an office",
              [&](const Step&) { EXPECT_TRUE(intake.list_attestations(world.actor, {}).empty()); });
  for (const auto& known : types)
    steps.check("có {count} mục loại " + std::string(known.vi) + " được nhận",
                "{count} facts of type " + std::string(known.en) + " are accepted",
                [known, &intake, &world](const Step& s) {
                  FactFilter filter;
                  filter.type = known.type;
                  EXPECT_EQ(std::int64_t(intake.list_facts(world.actor, filter).size()), s.number("count"));
                });
}

}  // namespace intake
