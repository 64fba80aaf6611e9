#pragma once
// The first rules of the product: R01 (numbers of a series), R02 (when a term starts), R03 (who may change a
// document). Pure: what they judge is handed in. Each quotes its source above the line that implements it.

#include <span>

#include "base/verdict.h"
#include "modules/documents/records.h"
#include "modules/policy/policy.h"

namespace documents {

std::span<const policy::Rule> rules();

constexpr std::int64_t greatest_number = 9'999'999;

// What is known of a number somebody wants to give.
struct NumberFacts {
  std::int64_t number = 0;
  std::string label, series;  // "50-KL/TW", "KL/TW khóa XIII"
  std::string taken_by;       // label and subject of the document that has it; the label alone where it is not seen
  std::optional<std::string> void_reason;
};
base::Verdict may_give_number(const NumberFacts& facts);
// The number after the highest one given or set aside; 1 in a new series.
std::int64_t next_number(std::int64_t highest);

// First day of the term that a congress starts.
base::Date term_start(base::Date closed, std::optional<base::Date> plenum);
struct CongressFacts {
  std::optional<base::Date> opened;
  base::Date closed;
  std::optional<base::Date> plenum;
  std::optional<base::Date> before, after;  // closing days of the congress before and after
};
base::Verdict may_record_congress(const CongressFacts& facts);

// Rank of a body within one organisation; lower is higher. Source: Điều lệ Đảng, the order of leading bodies.
enum class BodyRank { congress, committee, standing_committee, secretariat, board, unknown };
BodyRank rank_of_body(std::string_view name);

struct CompetenceFacts {
  RelationKind kind{};
  std::string source_label, target_label, source_issuer, target_issuer;
  bool same_body = false;              // one and the same issuing body
  bool same_organisation = false;      // bodies of one organisation
  bool superior_organisation = false;  // the source's organisation lies above the target's
  bool known = true;                   // both issuers are known and both papers are the Party's
};
// By the rule that holds on the day of the event.
base::Verdict may_change_document(const CompetenceFacts& facts, base::Date on);

}  // namespace documents
