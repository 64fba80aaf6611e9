// Sentences about the dated tree of units. Kinds are written as people say them; each stands at its own level.
#include <fstream>
#include <sstream>

#include "modules/org/org.h"
#include "tests/support/world.h"

namespace org {
namespace {

using scenario::Step;
using tree::UnitKind;
using tree::UnitLevel;

constexpr struct {
  std::string_view vi, en;
  UnitKind kind;
  UnitLevel level;
} kinds[] = {{"trung ương", "centre", UnitKind::central, UnitLevel::centre},
             {"tỉnh", "province", UnitKind::province, UnitLevel::province},
             {"huyện", "district", UnitKind::district, UnitLevel::district},
             {"xã", "commune", UnitKind::commune, UnitLevel::commune},
             {"đảng bộ cơ sở", "grassroots committee", UnitKind::grassroots_committee, UnitLevel::grassroots},
             {"chi bộ cơ sở", "grassroots cell", UnitKind::grassroots_cell, UnitLevel::grassroots},
             {"chi bộ", "cell", UnitKind::cell, UnitLevel::cell},
             {"ban", "board", UnitKind::board, UnitLevel::none}};

const auto& kind_of(const std::string& words) {
  for (const auto& kind : kinds)
    if (kind.vi == words || kind.en == words) return kind;
  throw scenario::Fault("there is no kind of unit \"" + words + "\"");
}

std::string joined(const std::vector<UnitItem>& items) {
  std::string codes;
  for (const auto& item : items) codes += (codes.empty() ? "" : ", ") + item.code;
  return codes;
}

struct Notes {
  ImportReport report;
};

// A table | mã | tên | loại | trực thuộc | từ | đến | as the file that an office would send.
std::string csv_of(const scenario::Table& table) {
  std::ostringstream csv;
  csv << "code,name,kind,level,parent_code,from,to\n";
  const bool english = table.has("code");
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto cell = [&](const char* vi, const char* en) { return table.at(i, english ? en : vi); };
    const auto& kind = kind_of(cell("loại", "kind"));
    csv << cell("mã", "code") << ",\"" << cell("tên", "name") << "\"," << base::enum_name(kind.kind) << ','
        << base::enum_name(kind.level) << ',' << cell("trực thuộc", "parent") << ',' << cell("từ", "from") << ','
        << cell("đến", "to") << '\n';
  }
  return csv.str();
}

}  // namespace

void add_steps(scenario::Steps& steps, scenario::World& world) {
  auto& org = *world.app().org;
  const auto change = [&](const Step& s, UnitChange change) {
    change.from = s.day("day");
    org.change_unit(world.actor, s["code"], change, org.get_unit(world.actor, s["code"], s.day("day")).version);
  };
  const auto import = [&](const Step& s) {
    const auto file = world.new_file("units.csv");
    std::ofstream(file) << csv_of(s.table());
    world.notes<Notes>().report = org.import_units(world.actor, file, {});
  };
  steps.act("các đơn vị:", "the units:", [=, &world](const Step& s) {
    import(s);
    for (const auto& p : world.notes<Notes>().report.problems)
      ADD_FAILURE() << "dòng " << p.line << ": " << base::sentence(p.key, p.parameters, base::Language::vi);
  });
  steps.act("nhập tệp đơn vị:", "a file of units is imported:", import);
  steps.act("lập {kind} {code} \"{name}\" trực thuộc {parent} từ ngày {day}",
            "{kind} {code} \"{name}\" is established below {parent} from {day}", [&](const Step& s) {
              const auto& kind = kind_of(s["kind"]);
              org.add_unit(world.actor,
                           {s["code"], s["name"], kind.kind, kind.level, s["parent"], s.day("day"), std::nullopt});
            });
  steps.act("{code} đổi tên thành \"{name}\" từ ngày {day}", "{code} is renamed \"{name}\" from {day}",
            [=](const Step& s) {
              change(s, {{}, s["name"], {}, {}, {}});
            });
  steps.act("{code} chuyển về {parent} từ ngày {day}", "{code} moves to {parent} from {day}", [=](const Step& s) {
    change(s, {{}, {}, {}, {}, s["parent"]});
  });
  steps.act("{code} kết thúc từ ngày {day}", "{code} ends on {day}", [&](const Step& s) {
    org.end_unit(world.actor, s["code"], s.day("day"), org.get_unit(world.actor, s["code"], s.day("day")).version);
  });
  steps.act("xem đơn vị {code}", "unit {code} is looked at",
            [&](const Step& s) { org.get_unit(world.actor, s["code"], org.today()); });

  steps.check("bị trả lại:", "these are sent back:", [&](const Step& s) {
    const auto& problems = world.notes<Notes>().report.problems;
    const bool english = s.table().has("line");
    ASSERT_EQ(problems.size(), s.table().rows.size());
    for (std::size_t i = 0; i < problems.size(); ++i) {
      EXPECT_EQ(std::to_string(problems[i].line), s.table().at(i, english ? "line" : "dòng"));
      EXPECT_EQ(
          base::sentence(problems[i].key, problems[i].parameters, english ? base::Language::en : base::Language::vi),
          s.table().at(i, english ? "reason" : "lý do"));
    }
  });
  steps.check("chưa nhập gì", "nothing is imported",
              [&](const Step&) { EXPECT_NE(world.notes<Notes>().report.summary.state, platform::BatchState::live); });
  steps.check("ngày {day} {code} tên là \"{name}\"", "on {day} {code} is called \"{name}\"", [&](const Step& s) {
    EXPECT_EQ(org.get_unit(world.actor, s["code"], s.day("day")).unit.name, s["name"]);
  });
  steps.check("ngày {day} {code} trực thuộc {parent}", "on {day} {code} is below {parent}", [&](const Step& s) {
    EXPECT_EQ(org.get_unit(world.actor, s["code"], s.day("day")).unit.parent_code, s["parent"]);
  });
  steps.check("ngày {day} dưới {code} có {codes}", "on {day} below {code} are {codes}", [&](const Step& s) {
    EXPECT_EQ(joined(org.list_children(world.actor, s["code"], s.day("day"), 0, 100).items), s["codes"]);
  });
  steps.check("ngày {day} {code} không hoạt động", "on {day} {code} is not active",
              [&](const Step& s) { EXPECT_FALSE(org.get_unit(world.actor, s["code"], s.day("day")).active); });
  steps.check("ngày {day} tìm \"{text}\" ra đơn vị {codes}", "on {day} a search for \"{text}\" finds unit {codes}",
              [&](const Step& s) {
                EXPECT_EQ(joined(org.search(world.actor, s["text"], s.day("day"), 20).items), s["codes"]);
              });
  steps.check("cao nhất thấy được là {codes}", "the highest units seen are {codes}",
              [&](const Step& s) { EXPECT_EQ(joined(org.list_roots(world.actor, org.today()).items), s["codes"]); });
}

}  // namespace org
