// Sentences about members: who they are, where they belong, and what is done for them.
#include "modules/members/members.h"
#include "tests/support/world.h"

namespace members {
namespace {

using scenario::Step;

// By the names that a scenario calls people by.
struct Known {
  std::map<std::string, std::string> codes;
  std::map<std::string, CaseId> cases;  // the newest of each
};

// What the sentences do.
class Play {
 public:
  explicit Play(scenario::World& world) : world_(world) {}
  MembersService& members() const { return *world_.app().members; }
  const base::Actor& actor() const { return world_.actor; }
  void flush_views() const { world_.app().audit->flush_views(); }
  const std::string& code_of(const std::string& name) const {
    auto& codes = world_.notes<Known>().codes;
    if (!codes.contains(name)) throw scenario::Fault("nobody is called \"" + name + "\"");
    return codes[name];
  }
  void know(const std::string& name, const std::string& code) const { world_.notes<Known>().codes[name] = code; }
  void opened(const std::string& name, const CasePage& page) const {
    world_.notes<Known>().cases[name] = page.about.id;
  }
  CasePage case_of(const std::string& name) const {
    auto& cases = world_.notes<Known>().cases;
    if (!cases.contains(name)) throw scenario::Fault("nothing is under way for \"" + name + "\"");
    return members().get_case(actor(), cases[name]);
  }
  void take(const std::string& name, const NewStep& step) const {
    const auto page = case_of(name);
    const auto now = members().take_step(actor(), page.about.id, step, page.version);
    if (!now.about.member_code.empty()) know(name, now.about.member_code);
  }
  MemberPage page_of(const std::string& name) const { return members().get_member(actor(), code_of(name)); }
  void enter(const std::string& name, const std::string& cell, base::Date admitted, base::Date ceremony,
             std::optional<base::Date> official) const {
    NewMember given;
    given.unit_code = cell;
    given.full_name = name;
    given.joined_on = ceremony;
    given.admitted_on = admitted, given.ceremony_on = ceremony, given.official_on = official;
    know(name, members().create_member(actor(), given).code);
  }

 private:
  scenario::World& world_;
};

NewStep step_on(Stage stage, base::Date on) {
  NewStep step;
  step.stage = stage;
  step.on = on;
  return step;
}

std::string names_of(const std::vector<DueItem>& due) {
  std::string names;
  for (const auto& item : due) names += (names.empty() ? "" : ", ") + item.full_name;
  return names.empty() ? "không ai" : names;
}

void add_record_steps(scenario::Steps& steps, const Play& play) {
  steps.act("nhập đảng viên {name} vào {unit}, kết nạp {admitted}, lễ {ceremony}, chính thức {official}",
            "member {name} is entered in {unit}, admitted {admitted}, ceremony {ceremony}, official {official}",
            [=](const Step& s) {
              play.enter(s["name"], s["unit"], s.day("admitted"), s.day("ceremony"), s.day("official"));
            });
  steps.act("đảng viên {name} ở {unit}", "member {name} in {unit}", [=](const Step& s) {
    play.enter(s["name"], s["unit"], *base::make_date(2015, 5, 3), *base::make_date(2015, 5, 19),
               *base::make_date(2016, 5, 19));
  });
  steps.act("đảng viên dự bị {name} ở {unit}, kết nạp {admitted}, lễ {ceremony}",
            "probationary member {name} in {unit}, admitted {admitted}, ceremony {ceremony}", [=](const Step& s) {
              play.enter(s["name"], s["unit"], s.day("admitted"), s.day("ceremony"), std::nullopt);
            });
  steps.act("xem hồ sơ của {name}", "the record of {name} is looked at",
            [=](const Step& s) { play.page_of(s["name"]); });

  const auto belongs = [=](const Step& s, Status status) {
    const auto day = s.day("day");
    for (const auto& spell : play.page_of(s["name"]).spells)
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
  steps.check("{name} không còn là đảng viên", "{name} is no longer a member",
              [=](const Step& s) { EXPECT_FALSE(play.page_of(s["name"]).status); });
  steps.check("{name} có {years} tuổi đảng", "{name} has a party age of {years}",
              [=](const Step& s) { EXPECT_EQ(play.page_of(s["name"]).party_age, s.number("years")); });
  steps.check(
      "dòng thời gian của {name} có {count} việc", "the timeline of {name} has {count} entries", [=](const Step& s) {
        const auto timeline = play.members().list_timeline(play.actor(), play.code_of(s["name"]), base::Language::vi);
        EXPECT_EQ(std::int64_t(timeline.size()), s.number("count"));
      });
}

void add_admission_steps(scenario::Steps& steps, const Play& play) {
  steps.act("{unit} nhận đơn của {name} sinh ngày {birth} vào ngày {day}",
            "{unit} receives the application of {name} born on {birth} on {day}", [=](const Step& s) {
              NewAdmission given;
              given.unit_code = s["unit"];
              given.on = s.day("day");
              given.applicant.emplace();
              given.applicant->full_name = s["name"];
              given.applicant->birth_date = *base::parse_partial_date(base::to_iso(s.day("birth")));
              play.opened(s["name"], play.members().open_admission(play.actor(), given));
            });
  const auto readmit = [=](const Step& s, const std::string& document) {
    NewAdmission given;
    given.unit_code = s["unit"];
    given.on = s.day("day");
    given.former_code = play.code_of(s["name"]);
    given.document = document;
    play.opened(s["name"], play.members().open_admission(play.actor(), given));
  };
  steps.act("{unit} nhận đơn xin kết nạp lại của {name} ngày {day}",
            "{unit} receives the application of the former member {name} on {day}",
            [=](const Step& s) { readmit(s, ""); });
  steps.act("{unit} nhận đơn xin kết nạp lại của {name} ngày {day} kèm {document}",
            "{unit} receives the application of the former member {name} on {day} with {document}",
            [=](const Step& s) { readmit(s, s["document"]); });
  const auto agree = [=](const Step& s, Stage stage, const std::string& document) {
    auto step = step_on(stage, s.day("day"));
    step.document = document;
    play.take(s["name"], step);
  };
  steps.act("ngày {day} chi bộ đồng ý kết nạp {name}", "on {day} the cell agrees to admit {name}",
            [=](const Step& s) { agree(s, Stage::cell_vote, ""); });
  steps.act("ngày {day} chi bộ đồng ý kết nạp {name} theo {document}",
            "on {day} the cell agrees to admit {name} after {document}",
            [=](const Step& s) { agree(s, Stage::cell_vote, s["document"]); });
  steps.act("ngày {day} đảng ủy cơ sở đồng ý về {name}", "on {day} the grassroots committee agrees about {name}",
            [=](const Step& s) { agree(s, Stage::committee_vote, ""); });
  steps.act("ngày {day} có quyết định {document} về {name}", "on {day} decision {document} is taken about {name}",
            [=](const Step& s) { agree(s, Stage::decision, s["document"]); });
  steps.act("ngày {day} làm lễ kết nạp {name}", "on {day} the ceremony of {name} is held",
            [=](const Step& s) { agree(s, Stage::ceremony, ""); });
}

void add_recognition_steps(scenario::Steps& steps, const Play& play) {
  steps.act("đưa {name} ra xét công nhận", "{name} is put forward for recognition", [=](const Step& s) {
    play.opened(s["name"], play.members().open_recognition(play.actor(), play.code_of(s["name"]), {}));
  });
  const auto vote = [=](const Step& s, const std::string& why) {
    auto step = step_on(Stage::cell_vote, s.day("day"));
    step.in_favour = s.number("yes");
    step.entitled = s.number("all");
    step.note = why;
    play.take(s["name"], step);
  };
  steps.act("ngày {day} chi bộ biểu quyết công nhận {name}: {yes} trên {all}",
            "on {day} the cell votes to recognise {name}: {yes} of {all}", [=](const Step& s) { vote(s, ""); });
  steps.act("ngày {day} chi bộ biểu quyết công nhận {name}: {yes} trên {all}, muộn vì {why}",
            "on {day} the cell votes to recognise {name}: {yes} of {all}, late because {why}",
            [=](const Step& s) { vote(s, s["why"]); });
  steps.check("đến ngày {day} cần xét công nhận: {names}", "up to {day} to be recognised: {names}", [=](const Step& s) {
    EXPECT_EQ(names_of(play.members().list_due(play.actor(), "", DueKind::recognition, s.day("day"))), s["names"]);
  });
  steps.check("xét muộn: {names}", "considered late: {names}", [=](const Step& s) {
    const auto until = *base::make_date(2199, 1, 1);
    EXPECT_EQ(names_of(play.members().list_due(play.actor(), "", DueKind::late_recognition, until)), s["names"]);
  });
}

void add_transfer_steps(scenario::Steps& steps, const Play& play) {
  const auto send = [=](const Step& s, const std::string& why) {
    NewTransfer given;
    given.to_code = s["unit"];
    given.moved_on = s.day("moved");
    given.sent_on = s.day("sent");
    given.note = why;
    play.opened(s["name"], play.members().open_transfer(play.actor(), play.code_of(s["name"]), given));
  };
  steps.act("{name} chuyển đến {unit}, quyết định ngày {moved}, giới thiệu ngày {sent}",
            "{name} goes to {unit}, decided on {moved}, papers on {sent}", [=](const Step& s) { send(s, ""); });
  steps.act("{name} chuyển đến {unit}, quyết định ngày {moved}, giới thiệu ngày {sent}, muộn vì {why}",
            "{name} goes to {unit}, decided on {moved}, papers on {sent}, late because {why}",
            [=](const Step& s) { send(s, s["why"]); });
  steps.act("có quyết định chuyển {name} đến {unit} ngày {moved}, chưa giới thiệu",
            "{name} is to go to {unit} as decided on {moved}, without papers yet", [=](const Step& s) {
              NewTransfer given;
              given.to_code = s["unit"];
              given.moved_on = s.day("moved");
              play.opened(s["name"], play.members().open_transfer(play.actor(), play.code_of(s["name"]), given));
            });
  const auto hand_out = [=](const Step& s, const std::string& why) {
    auto step = step_on(Stage::sent, s.day("day"));
    step.note = why;
    play.take(s["name"], step);
  };
  steps.act("ngày {day} cấp giấy giới thiệu cho {name}", "on {day} the papers of {name} are handed over",
            [=](const Step& s) { hand_out(s, ""); });
  steps.act("ngày {day} cấp giấy giới thiệu cho {name}, muộn vì {why}",
            "on {day} the papers of {name} are handed over, late because {why}",
            [=](const Step& s) { hand_out(s, s["why"]); });
  steps.check("đến ngày {day} phải làm thủ tục chuyển: {names}", "up to {day} transfers to begin: {names}",
              [=](const Step& s) {
                EXPECT_EQ(names_of(play.members().list_due(play.actor(), "", DueKind::transfer_start, s.day("day"))),
                          s["names"]);
              });
  const auto take_in = [=](const Step& s, const std::string& cell) {
    auto step = step_on(Stage::accepted, s.day("day"));
    step.unit_code = cell;
    play.take(s["name"], step);
  };
  steps.act("ngày {day} tiếp nhận {name}", "on {day} {name} is taken in", [=](const Step& s) { take_in(s, ""); });
  steps.act("ngày {day} tiếp nhận {name} vào {unit}", "on {day} {name} is taken in by {unit}",
            [=](const Step& s) { take_in(s, s["unit"]); });
  steps.act("ngày {day} không tiếp nhận {name} vì {why}", "on {day} {name} is not taken in because {why}",
            [=](const Step& s) {
              auto step = step_on(Stage::refused, s.day("day"));
              step.note = s["why"];
              play.take(s["name"], step);
            });
  steps.check("{name} chờ nơi đến trả lời đến ngày {day}", "{name} waits for the receiver until {day}",
              [=](const Step& s) {
                const auto about = play.case_of(s["name"]).about;
                EXPECT_EQ(about.state, CaseState::open);
                ASSERT_TRUE(about.due);
                EXPECT_EQ(*about.due, s.day("day"));
              });
}

void add_absence_steps(scenario::Steps& steps, const Play& play) {
  const auto leave = [=](const Step& s, bool study) {
    NewAbsence given;
    given.kind = CaseKind::temporary;
    given.from = s.day("from");
    given.until = s.day("until");
    given.host_code = s["unit"];
    given.study = study;
    play.opened(s["name"], play.members().open_absence(play.actor(), play.code_of(s["name"]), given));
  };
  steps.act("{name} sinh hoạt tạm thời ở {unit} từ {from} đến {until}", "{name} stays at {unit} from {from} to {until}",
            [=](const Step& s) { leave(s, false); });
  steps.act("{name} đi học ở {unit} từ {from} đến {until}", "{name} studies at {unit} from {from} to {until}",
            [=](const Step& s) { leave(s, true); });
  steps.act("ngày {day} {name} trở lại sinh hoạt", "on {day} {name} returns",
            [=](const Step& s) { play.take(s["name"], step_on(Stage::returned, s.day("day"))); });
  const auto votes = [=](const Step& s, bool allowed) {
    const auto right = play.members().get_voting_right(play.actor(), play.code_of(s["name"]), s["unit"], s.day("day"),
                                                       base::Language::vi);
    EXPECT_EQ(right.allowed, allowed);
  };
  steps.check("ngày {day} {name} được biểu quyết ở {unit}", "on {day} {name} has a vote at {unit}",
              [=](const Step& s) { votes(s, true); });
  steps.check("ngày {day} {name} không biểu quyết ở {unit}", "on {day} {name} has no vote at {unit}",
              [=](const Step& s) { votes(s, false); });
}

void add_end_steps(scenario::Steps& steps, const Play& play) {
  const auto end = [=](const Step& s, EndReason reason, const std::string& article, const std::string& document) {
    EndOfMembership given;
    given.reason = reason;
    given.on = s.day("day");
    given.article = article;
    given.document = document;
    const auto page = play.page_of(s["name"]);
    play.members().end_membership(play.actor(), page.code, given, page.version);
  };
  steps.act("{name} bị xóa tên từ ngày {day} theo {article}, quyết định {document}",
            "{name} is struck off from {day} under {article}, decision {document}",
            [=](const Step& s) { end(s, EndReason::struck_off, s["article"], s["document"]); });
  steps.act("{name} từ trần ngày {day}", "{name} dies on {day}",
            [=](const Step& s) { end(s, EndReason::deceased, "", ""); });

  steps.act("việc ra khỏi Đảng của {name} ghi nhầm, hoàn tác vì {why}",
            "the end of {name} was entered wrongly and is undone because {why}", [=](const Step& s) {
              const auto page = play.page_of(s["name"]);
              play.members().undo_end(play.actor(), page.code, {"", s["why"]}, page.version);
            });
  const auto award = [=](const Step& s, BadgeManner manner, const std::string& document) {
    play.members().award_badge(play.actor(), play.code_of(s["name"]),
                               {int(s.number("years")), s.day("day"), manner, document});
  };
  steps.act("tặng {name} Huy hiệu {years} năm ngày {day}", "{name} is given the badge of {years} years on {day}",
            [=](const Step& s) { award(s, BadgeManner::due, ""); });
  steps.act("tặng sớm {name} Huy hiệu {years} năm ngày {day}",
            "{name} is given the badge of {years} years early on {day}",
            [=](const Step& s) { award(s, BadgeManner::early, ""); });
  steps.act("tặng sớm {name} Huy hiệu {years} năm ngày {day} theo {document}",
            "{name} is given the badge of {years} years early on {day} after {document}",
            [=](const Step& s) { award(s, BadgeManner::early, s["document"]); });
  steps.check("đợt {day} đến hạn huy hiệu: {names}", "on {day} badges are due to: {names}", [=](const Step& s) {
    EXPECT_EQ(names_of(play.members().list_due(play.actor(), "", DueKind::badge, s.day("day"))), s["names"]);
  });
}

void add_duplicate_steps(scenario::Steps& steps, const Play& play) {
  steps.act("gộp hồ sơ {gone} vào hồ sơ {kept}", "the record {gone} is merged into the record {kept}",
            [=](const Step& s) {
              const auto kept = play.page_of(s["kept"]), gone = play.page_of(s["gone"]);
              MergeOrder order;
              order.dissolved_code = gone.code;
              order.dissolved_version = gone.version;
              play.members().merge_members(play.actor(), kept.code, order, kept.version);
            });
  steps.act("hoàn tác việc gộp hồ sơ {gone}", "the merge of the record {gone} is undone", [=](const Step& s) {
    const auto gone = play.page_of(s["gone"]);
    play.members().undo_merge(play.actor(), gone.code, gone.version);
  });
  steps.check("hồ sơ {gone} đã gộp vào {kept}", "the record {gone} is merged into {kept}",
              [=](const Step& s) { EXPECT_EQ(play.page_of(s["gone"]).merged_into, play.code_of(s["kept"])); });
}

void add_own_steps(scenario::Steps& steps, const Play& play) {
  steps.act("nối tài khoản {account} với hồ sơ của {name}", "account {account} is linked to the record of {name}",
            [=](const Step& s) { play.members().link_account(play.actor(), play.code_of(s["name"]), {s["account"]}); });
  steps.act("xem hồ sơ của mình", "the own record is looked at",
            [=](const Step&) { play.members().get_own_record(play.actor()); });
  steps.act("hỏi về {field}: {text}", "{field} is contested: {text}", [=](const Step& s) {
    play.members().ask_question(play.actor(), {s["field"], s["text"]});
  });
  steps.act("trả lời điều hỏi: {text}", "the question is answered: {text}", [=](const Step& s) {
    const auto question = play.members().list_questions(play.actor(), "", true).at(0);
    play.members().answer_question(play.actor(), question.id, {s["text"], true}, question.version);
  });
  steps.check("hồ sơ của mình là của {name}", "the own record is that of {name}",
              [=](const Step& s) { EXPECT_EQ(play.members().get_own_record(play.actor()).full_name, s["name"]); });
  steps.check("những người đã xem hồ sơ của mình: {names}", "who looked at the own record: {names}",
              [=](const Step& s) {
                play.flush_views();
                std::string names;
                for (const auto& view : play.members().list_own_views(play.actor()))
                  names += (names.empty() ? "" : ", ") + view.actor;
                EXPECT_EQ(names, s["names"]);
              });
  steps.check("có {count} điều hỏi chờ trả lời", "{count} questions wait for an answer", [=](const Step& s) {
    EXPECT_EQ(std::int64_t(play.members().list_questions(play.actor(), "", true).size()), s.number("count"));
  });
}

}  // namespace

void add_steps(scenario::Steps& steps, scenario::World& world) {
  const Play play(world);
  add_record_steps(steps, play);
  add_admission_steps(steps, play);
  add_recognition_steps(steps, play);
  add_transfer_steps(steps, play);
  add_absence_steps(steps, play);
  add_end_steps(steps, play);
  add_duplicate_steps(steps, play);
  add_own_steps(steps, play);
}

}  // namespace members
