#pragma once
// The rules of membership. Pure: what they judge is handed in. Each quotes its source above the line that implements it
// and is chosen by the day of the event: before a rule's first day nothing is judged by it.

#include <span>

#include "base/months.h"
#include "base/verdict.h"
#include "modules/members/records.h"
#include "modules/policy/policy.h"

namespace members {

std::span<const policy::Rule> rules();

using base::add_months;
// The numbers in the rules, which an office may set from a day on (policy's page of the rule); those of Terms() are the
// defaults. Lives no longer than the transaction.
class Terms {
 public:
  Terms() = default;
  Terms(platform::Transaction& tx, const policy::Policy& policy) : tx_(&tx), policy_(&policy) {}
  int of(std::string_view rule, std::string_view key, base::Date on) const;

 private:
  platform::Transaction* tx_ = nullptr;
  const policy::Policy* policy_ = nullptr;
};

// The first year between two days of which the calendar has no data; deadlines then count weekends only.
std::optional<int> unknown_year(const policy::Calendar& calendar, base::Date from, base::Date to);

// Full months from one day to another.
int months_between(base::Date from, base::Date to);

// R05. birth_date may lack its day or month: who may be old enough, or young enough, is.
struct AgeFacts {
  base::PartialDate birth_date;
  base::Date cell_vote;
  bool consent = false;  // of the committee directly under the centre
};
base::Verdict may_admit_at_age(const AgeFacts& facts, const Terms& terms);

// R06: the day on which probation is over.
base::Date probation_end(base::Date ceremony, const Terms& terms);
base::Verdict may_recognise(base::Date ceremony, base::Date official_on, const Terms& terms);

// R07: the last day on which the cell considers in time.
base::Date consider_by(base::Date probation_end, const policy::Calendar& calendar, const Terms& terms);
struct ConsiderationFacts {
  base::Date probation_end, on;
  int failed_votes = 0;
  bool reasoned = false;  // it is said why it comes late
};
base::Verdict may_consider(const ConsiderationFacts& facts, const policy::Calendar& calendar, const Terms& terms);
// Whether a vote that fails after so many others was the last.
bool is_last_vote(int failed_before, base::Date on, const Terms& terms);
// Two thirds of those entitled.
bool carries(std::int64_t in_favour, std::int64_t entitled);

// R08. Units: full years.
int party_age(base::Date admitted_on, base::Date on);
base::Verdict may_date_party_age(std::optional<base::Date> admitted_on, std::optional<base::Date> ceremony_on);

// R09. 30, 40, 45 … 90.
std::span<const int> badge_years();
bool is_badge_day(base::Date on);            // 3/2, 19/5, 2/9, 7/11
base::Date next_badge_day(base::Date from);  // that day or the next
base::Verdict may_award(base::Date admitted_on, const Badge& badge, const Terms& terms);

// R10. Begun so long after the decision or move, and brought so long after the papers were handed over.
base::Date send_by(base::Date moved_on, const policy::Calendar& calendar, const Terms& terms);
base::Date bring_by(base::Date sent_on, const policy::Calendar& calendar, const Terms& terms);
base::Verdict may_send(base::Date moved_on, base::Date sent_on, bool reasoned, const policy::Calendar& calendar,
                       const Terms& terms);
base::Verdict may_accept(base::Date sent_on, base::Date accepted_on, bool reasoned, const policy::Calendar& calendar,
                         const Terms& terms);

// R11
base::Verdict may_be_away(base::Date from, base::Date until, bool study, const Terms& terms);
base::Verdict may_vote_at(bool at_home, std::string_view unit_name, base::Date on);

// R14
struct ReadmissionFacts {
  base::Date left_on, applied_on;
  int memberships = 1;   // begun so far
  bool consent = false;  // of the provincial standing committee, in writing
};
base::Verdict may_readmit(const ReadmissionFacts& facts, const Terms& terms);

}  // namespace members
