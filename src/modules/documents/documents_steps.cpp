// Sentences about the register of documents: numbers, relations, effect, who sees what.
#include <algorithm>
#include <thread>

#include "base/text.h"
#include "modules/documents/documents.h"
#include "modules/documents/reference.h"
#include "tests/support/world.h"

namespace documents {
namespace {

using scenario::Step;

struct Notes {
  AllocatedNumber given;
  std::vector<std::int64_t> numbers;  // taken by many at once
};

constexpr struct {
  std::string_view vi, en;
  RelationKind kind;
} relations[] = {
    {"sửa đổi", "amends", RelationKind::amends},      {"bổ sung", "supplements", RelationKind::supplements},
    {"thay thế", "replaces", RelationKind::replaces}, {"bãi bỏ", "repeals", RelationKind::repeals},
    {"hướng dẫn", "guides", RelationKind::guides},    {"sơ kết", "reviews", RelationKind::reviews},
    {"tổng kết", "sums up", RelationKind::sums_up},   {"căn cứ", "cites", RelationKind::cites_as_basis}};

constexpr struct {
  std::string_view vi, en;
  EffectStatus status;
} statuses[] = {{"chưa có hiệu lực", "not yet in force", EffectStatus::not_yet},
                {"còn hiệu lực", "in force", EffectStatus::in_force},
                {"còn hiệu lực một phần", "partly in force", EffectStatus::partly_amended},
                {"đã bị thay thế", "replaced", EffectStatus::replaced},
                {"đã bị bãi bỏ", "repealed", EffectStatus::repealed}};

// "Kết luận 50-KL/TW" or "50-KL/TW" as a paper of the centre; the rest is asked of the sentence.
Document paper_of(const std::string& words) {
  Document d;
  std::string rest = words;
  if (const auto kind = match_kind(words); kind.kind && kind.length < words.size() && words[kind.length] == ' ') {
    d.kind = kind.kind->key;
    rest = words.substr(kind.length + 1);
  }
  const auto reference = parse_reference(rest);
  if (!reference) throw scenario::Fault("\"" + rest + "\" is no number of a document");
  d.number = reference->number;
  d.suffix = reference->suffix;
  d.code = reference->code;
  if (reference->year) d.year = reference->year;
  if (const auto* only = only_kind_of_code(d.code.substr(0, d.code.find('/'))); only && d.kind.empty())
    d.kind = only->key;
  d.owner_unit = "TW";
  d.subject = "Về việc thử " + reference->label();
  return d;
}

std::string labels_of(const std::vector<Candidate>& found) {
  std::string labels;
  for (const auto& candidate : found) labels += (labels.empty() ? "" : ", ") + candidate.label;
  return labels;
}

}  // namespace

void add_steps(scenario::Steps& steps, scenario::World& world) {
  auto& documents = *world.app().documents;
  const auto find = [&](const std::string& words) {
    const auto found = documents.find_document(world.actor, words);
    if (found.size() != 1) throw scenario::Fault("\"" + words + "\" finds " + std::to_string(found.size()));
    return found.front().id;
  };
  const auto put = [&](const Step& s, const std::string& issuer, const std::string& unit) {
    auto document = paper_of(s["document"]);
    document.issued = base::parse_partial_date(base::to_iso(s.day("day")));
    document.issuer = issuer;
    document.owner_unit = unit;
    documents.create_document(world.actor, document);
  };

  // ---- numbers and terms ----
  steps.act("ghi {document} ngày {day} của {issuer}", "{document} of {day} by {issuer} is registered",
            [=](const Step& s) { put(s, s["issuer"], "TW"); });
  steps.act("{unit} ghi {document} ngày {day} của {issuer}", "{unit} registers {document} of {day} by {issuer}",
            [=](const Step& s) { put(s, s["issuer"], s["unit"]); });
  const auto add_term = [&](const Step& s, std::optional<base::Date> opened, std::optional<base::Date> plenum) {
    documents.add_term(world.actor,
                       {0, s["unit"], s.number("number"), opened, s.day("closed"), plenum, {}, {}, "kịch bản"});
  };
  steps.act("Đại hội {number} của {unit} bế mạc ngày {closed}", "congress {number} of {unit} closed on {closed}",
            [=](const Step& s) { add_term(s, {}, {}); });
  steps.act("Đại hội {number} của {unit} bế mạc ngày {closed}, hội nghị lần thứ nhất họp ngày {plenum}",
            "congress {number} of {unit} closed on {closed}, its first plenum met on {plenum}",
            [=](const Step& s) { add_term(s, {}, s.day("plenum")); });
  steps.check("khóa {number} của {unit} bắt đầu từ ngày {day}", "term {number} of {unit} starts on {day}",
              [&](const Step& s) {
                for (const auto& term : documents.list_terms(world.actor, s["unit"]))
                  if (term.number == s.number("number")) {
                    EXPECT_EQ(base::to_vietnamese(term.term_from), base::to_vietnamese(s.day("day")));
                    return;
                  }
                ADD_FAILURE() << "there is no such term";
              });
  steps.check("{document} ngày {day} thuộc khóa {number}", "{document} of {day} belongs to term {number}",
              [=, &documents, &world](const Step& s) {
                const auto id = find(s["document"] + "@" + base::to_iso(s.day("day")));
                EXPECT_EQ(documents.get_document(world.actor, id, {}).document.term, s.number("number"));
              });
  steps.act("lấy số {code} ngày {day}", "a number {code} of {day} is taken", [&](const Step& s) {
    world.notes<Notes>().given = documents.allocate_number(world.actor, {"TW", s["code"], s.day("day"), {}, ""});
  });
  steps.act("giữ chỗ số {number} của {code} ngày {day}, vì \"{reason}\"",
            "number {number} of {code} of {day} is reserved, because \"{reason}\"", [&](const Step& s) {
              world.notes<Notes>().given = documents.reserve_number(
                  world.actor, {"TW", s["code"], s.day("day"), s.number("number"), s["reason"]});
            });
  const auto series = [&](const std::string& code) {
    const SeriesRow* latest = nullptr;
    const auto all = documents.list_series(world.actor, "TW").items;
    for (const auto& row : all)
      if (row.code == code && (!latest || row.term.value_or(0) > latest->term.value_or(0))) latest = &row;
    if (!latest) throw scenario::Fault("there is no series " + code);
    return latest->id;
  };
  steps.act("bỏ số {number} của {code}, vì \"{reason}\"",
            "number {number} of {code} is made void, because \"{reason}\"", [=, &documents, &world](const Step& s) {
              documents.void_number(world.actor, {series(s["code"]), s.number("number"), s["reason"]});
            });
  steps.act(
      "{people} người cùng lúc lấy mỗi người {count} số {code} ngày {day}",
      "{people} people at once take {count} numbers {code} of {day} each", [&](const Step& s) {
        std::vector<std::vector<std::int64_t>> taken(std::size_t(s.number("people")));
        {
          std::vector<std::jthread> threads;
          for (auto& mine : taken)
            threads.emplace_back([&] {
              for (std::int64_t i = 0; i < s.number("count"); ++i)
                mine.push_back(documents.allocate_number(world.actor, {"TW", s["code"], s.day("day"), {}, ""}).number);
            });
        }
        auto& all = world.notes<Notes>().numbers;
        for (const auto& mine : taken) all.insert(all.end(), mine.begin(), mine.end());
        std::sort(all.begin(), all.end());
      });
  steps.check("các số đã lấy là từ {first} đến {last}, không trùng, không trống",
              "the numbers taken run from {first} to {last}, none twice, none missing", [&](const Step& s) {
                const auto& all = world.notes<Notes>().numbers;
                ASSERT_EQ(std::int64_t(all.size()), s.number("last") - s.number("first") + 1);
                for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], s.number("first") + std::int64_t(i));
              });
  steps.check("được số {label}", "the number is {label}",
              [&](const Step& s) { EXPECT_EQ(world.notes<Notes>().given.label, s["label"]); });
  steps.check("dãy {code} trống các số {gaps}", "the series {code} lacks {gaps}",
              [=, &documents, &world](const Step& s) {
                std::string gaps;
                for (const auto& gap : documents.get_series(world.actor, series(s["code"])).gaps)
                  for (auto number = gap.from; number <= gap.to; ++number)
                    gaps += (gaps.empty() ? "" : ", ") + std::to_string(number);
                EXPECT_EQ(gaps, s["gaps"]);
              });
  steps.check("dãy {code} không trống số nào", "the series {code} lacks nothing",
              [=, &documents, &world](const Step& s) {
                EXPECT_EQ(documents.get_series(world.actor, series(s["code"])).series.gaps, 0);
              });

  // ---- finding ----
  steps.check("tìm \"{text}\" ra {labels}", "a search for \"{text}\" finds {labels}", [&](const Step& s) {
    EXPECT_EQ(labels_of(documents.find_document(world.actor, s["text"])), s["labels"]);
  });
  steps.check("tìm \"{text}\" không ra gì", "a search for \"{text}\" finds nothing",
              [&](const Step& s) { EXPECT_EQ(labels_of(documents.find_document(world.actor, s["text"])), ""); });
  steps.check("sổ có {count} văn bản", "the register shows {count} documents",
              [&](const Step& s) { EXPECT_EQ(documents.count_documents(world.actor, {}).total, s.number("count")); });
  steps.check("lọc \"{text}\" ra {count} văn bản", "a list for \"{text}\" has {count} documents", [&](const Step& s) {
    EXPECT_EQ(documents.count_documents(world.actor, {.text = s["text"]}).total, s.number("count"));
  });

  // ---- relations and effect ----
  const auto relate = [&, find](const Step& s, RelationKind kind, std::optional<base::Date> from, Extent extent) {
    NewRelation relation;
    relation.kind = kind;
    relation.target_id = find(s["target"]);
    relation.from = from;
    relation.extent = extent;
    documents.add_relation(world.actor, find(s["source"]), relation);
  };
  for (const auto& r : relations) {
    const std::string vi = "{source} " + std::string(r.vi), en = "{source} " + std::string(r.en);
    steps.act(vi + " {target}", en + " {target}", [=](const Step& s) { relate(s, r.kind, {}, Extent::wholly); });
    steps.act(vi + " {target} từ ngày {day}", en + " {target} from {day}",
              [=](const Step& s) { relate(s, r.kind, s.day("day"), Extent::wholly); });
    steps.act(vi + " một phần {target} từ ngày {day}", en + " part of {target} from {day}",
              [=](const Step& s) { relate(s, r.kind, s.day("day"), Extent::partly); });
    steps.check(vi + " {target}", en + " {target}", [=, &documents, &world](const Step& s) {
      const auto target = find(s["target"]);
      const auto outgoing = documents.get_document(world.actor, find(s["source"]), {}).outgoing;
      EXPECT_TRUE(std::any_of(outgoing.begin(), outgoing.end(),
                              [&](const auto& view) { return view.kind == r.kind && view.target_id == target; }));
    });
  }
  for (const auto& known : statuses)
    steps.check("ngày {day} {document} " + std::string(known.vi), "on {day} {document} is " + std::string(known.en),
                [=, &documents, &world](const Step& s) {
                  const auto page = documents.get_document(world.actor, find(s["document"]), s.day("day"));
                  EXPECT_EQ(base::enum_name(page.document.status), base::enum_name(known.status));
                });

  // ---- who sees what ----
  const auto send = [&, find](const Step& s, bool subtree) {
    const auto id = find(s["document"]);
    auto document = documents.get_document(world.actor, id, {}).document;
    document.parties.push_back({s["unit"], "", subtree});
    documents.update_document(world.actor, id, document.version, document);
  };
  steps.act("gửi {document} cho {unit}", "{document} is sent to {unit}", [=](const Step& s) { send(s, false); });
  steps.act("gửi {document} cho {unit} và cấp dưới", "{document} is sent to {unit} and all below",
            [=](const Step& s) { send(s, true); });
}

}  // namespace documents
