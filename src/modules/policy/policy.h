#pragma once
// The rule register: which rules the program checks, since when, and after which provision of which document, with
// the parameters that an office may set and the working-day calendar. Rules are code; what stands here is what a
// reader needs to judge them. A rule that changed on a day is two dated rules of one id. Whether the cited document
// is in force is asked through DocumentStatus, which documents implements. Filled at start by app/; thread-safe
// afterwards. Tables: policy_*.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/embedded.h"
#include "modules/policy/policy_records.h"
#include "platform/clock/clock.h"
#include "platform/database/database.h"

namespace platform {
class Api;
}
namespace audit {
class Audit;
}
namespace identity {
class Access;
}

namespace policy {

// A number in a rule that no article fixes for sure: a default, which an administrator may set anew from a day on.
struct Parameter {
  std::string key;    // "consider_within"
  std::string title;  // Vietnamese, short
  std::string unit;   // "ngày làm việc"
  std::int64_t default_value = 0, least = 0, most = 0;
};

// What a module says of one of its rules.
struct Rule {
  std::string id;         // "R03"
  std::string module;     // "documents"
  std::string title;      // Vietnamese, short
  std::string checks;     // what it checks, one sentence
  std::string document;   // cited document: "66-QĐ/TW@2017-02-06"
  std::string provision;  // "Điều 3"
  std::string sentence;   // key of the sentence that a refusal shows
  base::Date from;
  std::optional<base::Date> to;
  std::string stops{};  // whom it stops from what, one sentence
  std::vector<Parameter> parameters{};
};

// "66-QĐ/TW, Điều 3": the source of the rule of that id that holds on a day; "" when none does.
std::string citation_of(std::span<const Rule> rules, std::string_view id, base::Date on);

// Answers whether a cited document is in force on a day.
class DocumentStatus {
 public:
  virtual ~DocumentStatus() = default;
  virtual SourceStatus status_of(platform::Transaction& tx, const std::string& citation, base::Date on) const = 0;
};

class Policy {
 public:
  Policy(platform::Database& database, const identity::Access& access, audit::Audit& audit,
         const platform::Clock& clock);
  // Two rules of one id that hold on the same day are a bug.
  void add(std::span<const Rule> rules);
  void set_document_status(const DocumentStatus& status) { status_ = &status; }

  // The rule of that id that holds on the day of an event.
  const Rule* find_rule(std::string_view id, base::Date on) const;
  std::span<const Rule> rules() const { return rules_; }
  // What a parameter of a rule is on a day; a parameter that no rule has is a bug.
  std::int64_t value_of(platform::Transaction& tx, std::string_view rule, std::string_view key, base::Date on) const;
  // The calendar with the years that were entered here.
  Calendar calendar(platform::Transaction& tx) const;

  // Errors: forbidden "policy.forbidden".
  RuleList list_rules(const base::Actor& actor, std::optional<base::Date> on) const;
  // All dated versions of one rule. Errors: not_found "policy.rule_unknown" {id}.
  RuleList get_rule(const base::Actor& actor, const std::string& id, std::optional<base::Date> on) const;
  // From a day on; what held before stays as history. seen: the version that the caller saw.
  // Errors: not_found "policy.parameter_unknown"; invalid "policy.parameter_range" {least, most};
  // conflict "policy.changed_meanwhile".
  RuleList set_parameter(const base::Actor& actor, const std::string& id, const std::string& key,
                         const ParameterEdit& edit, std::optional<std::int64_t> seen);
  std::vector<CalendarYear> list_years(const base::Actor& actor) const;
  // Errors: invalid "policy.day_…" {date}; conflict "policy.changed_meanwhile".
  CalendarYear put_year(const base::Actor& actor, int year, CalendarEdit edit, std::optional<std::int64_t> seen);

 private:
  RuleView view(platform::Transaction& tx, const Rule& rule, base::Date on) const;
  const Parameter* find_parameter(std::string_view rule, std::string_view key) const;
  void require_reader(platform::Transaction& tx, const base::Actor& actor) const;
  platform::Database& database_;
  const identity::Access& access_;
  audit::Audit& audit_;
  const platform::Clock& clock_;
  const DocumentStatus* status_ = nullptr;
  std::vector<Rule> rules_;
};

void add_operations(platform::Api& api, Policy& policy);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();
std::span<const base::EmbeddedFile> data();
std::span<const base::EmbeddedFile> stories();  // the scenarios of tests/scenarios

}  // namespace policy
