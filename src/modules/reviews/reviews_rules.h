#pragma once
// The criteria by which the register of members says that an organisation is weak. They stop nobody. Each is a rule of
// the policy register, dated and with parameters that an office may set from a day on, so that a list of a past day
// goes by the criteria of that day. Pure.

#include <span>

#include "base/months.h"
#include "base/sentence.h"
#include "modules/policy/policy.h"
#include "modules/reviews/records.h"

namespace reviews {

std::span<const policy::Rule> rules();

// The criteria of one day; a criterion that did not apply then marks nothing.
struct Criteria {
  bool few_official = false, no_admission = false, lost_probation = false;
  std::int64_t least_official = 0;
  std::int64_t admission_months = 0, admission_members = 0;
  std::int64_t probation_months = 0, probation_ended = 0, probation_share = 0;  // share in per cent
  base::Date on, admitted_from, ended_from;  // admissions and ends count from that day to `on`
};
Criteria criteria_of(platform::Transaction& tx, const policy::Policy& policy, base::Date on);

// What an organisation is, as far as criteria ask. A committee's figures are those of its cells.
struct Facts {
  Figures figures;
  base::Date since;          // its first day
  bool is_cell = false;      // holds members itself
  bool had_members = false;  // the register knew somebody of it by that day
};
// W01, W02, W03 as bits by Criterion.
unsigned marks_of(const Facts& facts, const Criteria& criteria);

// The sentences for what marks_of found.
std::vector<Reason> reasons_of(unsigned marks, const Facts& facts, const Criteria& criteria, base::Language language);
// That of a decision.
Reason reason_of(Ground ground, const std::string& document, base::Date decided_on, base::Language language);

constexpr unsigned bit(Criterion criterion) { return 1u << unsigned(criterion); }

}  // namespace reviews
