#include "modules/documents/documents_rules.h"

#include <array>
#include <vector>

#include "base/text.h"
#include "modules/documents/effect.h"

namespace documents {
namespace {

base::Date rule_day(int year, int month, int day) { return base::make_date(year, month, day).value(); }

constexpr const char* r01_citation = "36-HD/VPTW, II.1.3.1";
constexpr const char* r03_stops =
    "Dừng cán bộ văn thư và người duyệt tiếp nhận khi ghi quan hệ sửa đổi, bổ sung, thay thế, bãi bỏ của cơ quan không "
    "có thẩm quyền.";

}  // namespace

std::span<const policy::Rule> rules() {
  static const std::vector<policy::Rule> all{
      {"R01", "documents", "Số văn bản liên tục trong dãy số",
       "Mỗi dãy số (cơ quan giữ sổ, ký hiệu, khóa) bắt đầu từ 01, liên tục, không trùng; số giữ chỗ và số bỏ có lý do.",
       "36-HD/VPTW@2018-04-03", "II.1.3.1", "documents.number_taken", rule_day(2018, 4, 3), std::nullopt,
       "Dừng cán bộ văn thư khi cấp, giữ chỗ hoặc ghi một số đã dùng, đã bỏ hay nhỏ hơn 01."},
      {"R02", "documents", "Ngày bắt đầu khóa",
       "Khóa tính từ ngày sau khi đại hội bế mạc; nếu hội nghị lần thứ nhất họp trong đại hội thì từ ngày hội nghị đó "
       "khai mạc.",
       "36-HD/VPTW@2018-04-03", "II.1.3.1", "documents.congress_order", rule_day(2018, 4, 3), std::nullopt,
       "Dừng cán bộ văn thư khi ghi ngày đại hội bế mạc trái thứ tự các kỳ đại hội."},
      {"R03", "documents", "Thẩm quyền sửa đổi, thay thế, bãi bỏ",
       "Chỉ cơ quan ban hành hoặc cấp trên có thẩm quyền mới được sửa đổi, bổ sung, thay thế, bãi bỏ văn bản.",
       "66-QĐ/TW@2017-02-06", "Điều 3", "documents.not_competent", rule_day(2017, 2, 6), rule_day(2026, 1, 9),
       r03_stops},
      {"R03", "documents", "Thẩm quyền sửa đổi, thay thế, bãi bỏ",
       "Chỉ cơ quan ban hành hoặc cấp trên có thẩm quyền mới được sửa đổi, bổ sung, thay thế, bãi bỏ văn bản.",
       "399-QĐ/TW@2026-01-09", "", "documents.not_competent", rule_day(2026, 1, 9), std::nullopt, r03_stops}};
  return all;
}

// R01. Source: 36-HD/VPTW (3/4/2018), II.1.3.1: committees and bodies number each type of paper continuously
// from 01 within one term. What a series is: CONTRACTS.md, Documents.
base::Verdict may_give_number(const NumberFacts& facts) {
  // "continuously from 01": there is no number below 1.
  if (facts.number < 1)
    return base::Verdict::no({"R01", "documents.number_below_one", {{"series", facts.series}}, r01_citation});
  // AD-HOC: and none so great, in a term, as a slip of the keys.
  if (facts.number > greatest_number) return base::Verdict::no({"R01", "documents.number_range", {}, r01_citation});
  // "continuously": one number names one paper.
  if (!facts.taken_by.empty())
    return base::Verdict::no({"R01",
                              "documents.number_taken",
                              {{"number", facts.label}, {"series", facts.series}, {"document", facts.taken_by}},
                              r01_citation});
  if (facts.void_reason)
    return base::Verdict::no({"R01",
                              "documents.number_void",
                              {{"number", facts.label}, {"series", facts.series}, {"reason", *facts.void_reason}},
                              r01_citation});
  return base::Verdict::yes();
}

std::int64_t next_number(std::int64_t highest) {
  // R01: "continuously from 01".
  return highest + 1;
}

// R02. Source: 36-HD/VPTW (3/4/2018), II.1.3.1: the term runs from the day after one congress closes to the
// day the next closes; if the first plenum is held during the congress, from that plenum's opening.
// Example: Congress XIV closed on 23/1/2026 with the first plenum that morning: term XIV starts on 23/1/2026.
base::Date term_start(base::Date closed, std::optional<base::Date> plenum) {
  // "if the first plenum is held during the congress, from that plenum's opening"
  if (plenum && *plenum <= closed) return *plenum;
  // "from the day after one congress closes"
  return base::Date{closed.days + 1};
}

base::Verdict may_record_congress(const CongressFacts& facts) {
  const bool inside = (!facts.opened || *facts.opened <= facts.closed) &&
                      (!facts.opened || !facts.plenum || *facts.opened <= *facts.plenum);
  const bool ordered = (!facts.before || *facts.before < facts.closed) && (!facts.after || facts.closed < *facts.after);
  // R02: "from … one congress … to the day the next closes": congresses follow each other.
  if (inside && ordered) return base::Verdict::yes();
  return base::Verdict::no({"R02",
                            inside ? "documents.congress_order" : "documents.congress_days",
                            {{"closed", base::to_vietnamese(facts.closed)}},
                            r01_citation});
}

BodyRank rank_of_body(std::string_view name) {
  const std::string folded = base::fold(name);
  const auto has = [&](std::string_view words) { return folded.find(words) != std::string::npos; };
  // A board names its committee too ("Ban Tổ chức Tỉnh ủy"), so boards come first.
  for (const auto* board :
       {"ban to chuc", "ban tuyen giao", "ban dan van", "ban noi chinh", "van phong", "uy ban kiem tra", "ban kinh te",
        "ban doi ngoai", "ban chinh sach", "ban xay dung dang", "ban chi dao", "hoc vien"})
    if (has(board)) return BodyRank::board;
  if (has("dai hoi")) return BodyRank::congress;
  if (has("bo chinh tri") || has("ban thuong vu")) return BodyRank::standing_committee;
  if (has("ban bi thu") || has("thuong truc")) return BodyRank::secretariat;
  for (const auto* committee : {"ban chap hanh", "hoi nghi trung uong", "tinh uy", "thanh uy", "huyen uy", "quan uy",
                                "dang uy", "chi uy", "chi bo", "dang bo"})
    if (has(committee)) return BodyRank::committee;
  return BodyRank::unknown;
}

// R03. Source: 66-QĐ/TW (6/2/2017), Điều 3; from 9/1/2026: 399-QĐ/TW. A document is amended, supplemented,
// replaced or repealed only by its issuer or by a competent superior.
// AD-HOC: events before 6/2/2017 and papers whose issuer is not known are not judged.
base::Verdict may_change_document(const CompetenceFacts& facts, base::Date on) {
  const std::string citation = policy::citation_of(rules(), "R03", on);
  if (!needs_competence(facts.kind) || !facts.known || citation.empty()) return base::Verdict::yes();
  // "only by its issuer"
  if (facts.same_body) return base::Verdict::yes();
  // "or by a competent superior": a body above it in the same organisation …
  const BodyRank source = rank_of_body(facts.source_issuer), target = rank_of_body(facts.target_issuer);
  if (facts.same_organisation) {
    if (source == BodyRank::unknown || target == BodyRank::unknown || source < target) return base::Verdict::yes();
  }
  // … or a superior organisation's leading body.
  if (facts.superior_organisation && source != BodyRank::board) return base::Verdict::yes();
  return base::Verdict::no({"R03",
                            "documents.not_competent",
                            {{"source", facts.source_label},
                             {"source_issuer", facts.source_issuer},
                             {"target", facts.target_label},
                             {"target_issuer", facts.target_issuer}},
                            citation});
}

}  // namespace documents
