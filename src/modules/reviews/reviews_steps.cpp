// Sentences about weak organisations and the plans that strengthen them.
#include "modules/reviews/reviews.h"
#include "modules/reviews/words.h"
#include "tests/support/world.h"

namespace reviews {
namespace {

using scenario::Step;

// The newest plan of each organisation, by its code.
struct Known {
  std::map<std::string, RemedyId> remedies;
};

template <class E>
E value_of(const std::string& words, std::initializer_list<std::pair<const char*, E>> all) {
  for (const auto& [vi, value] : all)
    if (words == vi || words == base::enum_name(value)) return value;
  throw scenario::Fault("no such value: " + words);
}

Ground ground_of(const std::string& words) {
  for (const auto ground : {Ground::failed_tasks, Ground::disciplined, Ground::no_regular_meetings, Ground::leaderless})
    if (words == words_of(ground, base::Language::vi) || words == base::enum_name(ground)) return ground;
  throw scenario::Fault("no such ground: " + words);
}

RemedyResult result_of(const std::string& words) {
  return value_of<RemedyResult>(words, {{"đạt", RemedyResult::reached},
                                        {"đạt một phần", RemedyResult::partly},
                                        {"không đạt", RemedyResult::not_reached}});
}

Measure measure_of(const std::string& words) {
  return value_of<Measure>(words, {{"kiện toàn cấp ủy", Measure::complete_committee},
                                   {"tạo nguồn kết nạp", Measure::find_applicants},
                                   {"giữ nền nếp sinh hoạt", Measure::keep_meetings},
                                   {"việc khác", Measure::other}});
}

std::string joined(const auto& items, auto code) {
  std::string codes;
  for (const auto& item : items) codes += (codes.empty() ? "" : ", ") + code(item);
  return codes.empty() ? "không có" : codes;
}

class Play {
 public:
  explicit Play(scenario::World& world) : world_(world) {}
  Reviews& reviews() const { return *world_.app().reviews; }
  const base::Actor& actor() const { return world_.actor; }
  RemedyPage plan_of(const std::string& code) const {
    auto& known = world_.notes<Known>().remedies;
    if (!known.contains(code)) throw scenario::Fault(code + " has no plan");
    return reviews().get_remedy(actor(), known[code]);
  }
  void open(const Step& s) const {
    NewRemedy given{s["unit"], s["lead"], "Củng cố tổ chức", s["document"], s.day("day"), s.day("due"), {}};
    for (std::size_t i = 0; i < s.table().rows.size(); ++i)
      given.steps.push_back({measure_of(s.table().at(i, "biện pháp")), s.table().at(i, "nội dung"), {}});
    world_.notes<Known>().remedies[s["unit"]] = reviews().open_remedy(actor(), given).about.id;
  }
  void report(const Step& s, StepState state) const {
    const auto page = plan_of(s["unit"]);
    const auto number = std::size_t(s.number("number"));
    if (number < 1 || number > page.steps.size()) throw scenario::Fault("no such step");
    reviews().report_step(actor(), page.about.id, page.steps[number - 1].id, {state, s.day("day"), ""},
                          page.about.version);
  }

 private:
  scenario::World& world_;
};

void add_weak_steps(scenario::Steps& steps, const Play& play) {
  steps.act("{unit} bị xếp yếu kém vì {ground}, văn bản {document}, ngày {day}",
            "{unit} is judged weak for {ground}, document {document}, on {day}", [=](const Step& s) {
              play.reviews().judge(play.actor(), {s["unit"], ground_of(s["ground"]), s["document"], s.day("day")});
            });
  steps.act("{unit} thôi bị xếp yếu kém từ {day}, văn bản {document}",
            "{unit} is no longer judged weak from {day}, document {document}", [=](const Step& s) {
              const auto held =
                  play.reviews().get_unit(play.actor(), s["unit"], {}, base::Language::vi).judgements.at(0);
              play.reviews().end_judgement(play.actor(), held.id, {s["document"], s.day("day")}, held.version);
            });
  steps.check("ngày {day} yếu kém dưới {unit}: {codes}", "on {day} weak below {unit}: {codes}", [=](const Step& s) {
    const auto list = play.reviews().list_weak(play.actor(), {s["unit"], s.day("day"), {}, {}, {}}, "", 100);
    EXPECT_EQ(joined(list.items, [](const auto& item) { return item.unit_code; }), s["codes"]);
  });
  steps.check("ngày {day} {unit} yếu kém vì: {text}", "on {day} {unit} is weak because: {text}", [=](const Step& s) {
    const auto page = play.reviews().get_unit(play.actor(), s["unit"], s.day("day"), base::Language::vi);
    ASSERT_FALSE(page.reasons.empty());
    EXPECT_EQ(page.reasons.front().text, s["text"]);
  });
}

void add_plan_steps(scenario::Steps& steps, const Play& play) {
  steps.act("lập kế hoạch củng cố {unit}, {lead} chủ trì, từ {day} đến {due}, văn bản {document}",
            "a remedy plan of {unit}, led by {lead}, from {day} to {due}, document {document}",
            [=](const Step& s) { play.open(s); });
  steps.act("gia hạn kế hoạch của {unit} đến {due} ngày {day} vì {reason}",
            "the plan of {unit} is extended to {due} on {day} for {reason}", [=](const Step& s) {
              const auto page = play.plan_of(s["unit"]);
              play.reviews().extend_remedy(play.actor(), page.about.id, {s.day("day"), s.day("due"), s["reason"], ""},
                                           page.about.version);
            });
  steps.act("mở lại kế hoạch của {unit} đến {due} ngày {day} vì {reason}",
            "the plan of {unit} is opened again to {due} on {day} for {reason}", [=](const Step& s) {
              const auto page = play.plan_of(s["unit"]);
              play.reviews().reopen_remedy(play.actor(), page.about.id, {s.day("day"), s.day("due"), s["reason"], ""},
                                           page.about.version);
            });
  steps.act("báo xong việc {number} của {unit} ngày {day}", "step {number} of {unit} is reported done on {day}",
            [=](const Step& s) { play.report(s, StepState::done); });
  steps.act("kết luận kế hoạch của {unit} là {result} ngày {day}, văn bản {document}",
            "the plan of {unit} is concluded {result} on {day}, document {document}", [=](const Step& s) {
              const auto page = play.plan_of(s["unit"]);
              play.reviews().close_remedy(play.actor(), page.about.id,
                                          {result_of(s["result"]), s.day("day"), s["document"], ""},
                                          page.about.version);
            });
  steps.act("xem kế hoạch của {unit}", "the plan of {unit} is looked at",
            [=](const Step& s) { play.plan_of(s["unit"]); });
  steps.check("kế hoạch của {unit} {progress}, còn {count} việc",
              "the plan of {unit} is {progress}, {count} steps left", [=](const Step& s) {
                const auto about = play.plan_of(s["unit"]).about;
                EXPECT_EQ(words_of(about.progress, base::Language::vi), s["progress"]);
                EXPECT_EQ(about.steps - about.steps_over, s.number("count"));
              });
  steps.check("kế hoạch của {unit} nay thuộc {heir}", "the plan of {unit} belongs to {heir} now", [=](const Step& s) {
    const auto about = play.plan_of(s["unit"]).about;
    EXPECT_EQ(about.heir_code.empty() ? about.unit_code : about.heir_code, s["heir"]);
  });
  steps.check("kế hoạch quá hạn dưới {unit}: {codes}", "plans overdue below {unit}: {codes}", [=](const Step& s) {
    const auto list = play.reviews().list_remedies(play.actor(), {s["unit"], {}, Progress::overdue}, "", 100);
    EXPECT_EQ(joined(list.items, [](const auto& item) { return item.unit_code; }), s["codes"]);
  });
}

}  // namespace

void add_steps(scenario::Steps& steps, scenario::World& world) {
  const Play play(world);
  add_weak_steps(steps, play);
  add_plan_steps(steps, play);
}

}  // namespace reviews
