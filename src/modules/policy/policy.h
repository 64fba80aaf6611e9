#pragma once
// The rule register: which rules the program checks, since when, and after which provision of which document.
// Rules are code; what stands here is what a reader needs to judge them. A rule that changed on a day is two
// dated rules of one id. Whether the cited document is in force is asked through DocumentStatus, which
// documents implements. Filled at start by app/, read-only and thread-safe afterwards. No tables.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/date.h"
#include "base/embedded.h"
#include "base/record.h"
#include "platform/clock/clock.h"
#include "platform/database/database.h"

namespace platform {
class Api;
}
namespace identity {
class Access;
}

namespace policy {

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
};

BOOST_DEFINE_ENUM_CLASS(SourceStatus, in_force, partly_amended, not_yet, ended, unknown)

// Answers whether a cited document is in force on a day.
class DocumentStatus {
 public:
  virtual ~DocumentStatus() = default;
  virtual SourceStatus status_of(platform::Transaction& tx, const std::string& citation, base::Date on) const = 0;
};

// A rule as it is shown: with the state of its source on the day asked.
struct RuleView {
  std::string id, module, title, checks, document, provision, sentence;
  base::Date from;
  std::optional<base::Date> to;
  bool applies = false;  // on the day asked
  SourceStatus source_status{};
  bool stale = false;  // applies, but its source is no longer in force
};
BOOST_DESCRIBE_STRUCT(RuleView, (),
                      (id, module, title, checks, document, provision, sentence, from, to, applies, source_status,
                       stale))

struct RuleList {
  std::vector<RuleView> items;
};
BOOST_DESCRIBE_STRUCT(RuleList, (), (items))

class Policy {
 public:
  Policy(platform::Database& database, const identity::Access& access, const platform::Clock& clock);
  // Two rules of one id that hold on the same day are a bug.
  void add(std::span<const Rule> rules);
  void set_document_status(const DocumentStatus& status) { status_ = &status; }

  // The rule of that id that holds on the day of an event.
  const Rule* find_rule(std::string_view id, base::Date on) const;
  std::span<const Rule> rules() const { return rules_; }
  RuleList list_rules(const base::Actor& actor, std::optional<base::Date> on) const;
  // All dated versions of one rule. Errors: not_found "policy.rule_unknown" {id}.
  RuleList get_rule(const base::Actor& actor, const std::string& id, std::optional<base::Date> on) const;

 private:
  RuleView view(platform::Transaction& tx, const Rule& rule, base::Date on) const;
  platform::Database& database_;
  const identity::Access& access_;
  const platform::Clock& clock_;
  const DocumentStatus* status_ = nullptr;
  std::vector<Rule> rules_;
};

void add_operations(platform::Api& api, Policy& policy);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace policy

template <>
struct base::labels<policy::RuleView> {
  static constexpr FieldLabel list[] = {{"id", "Quy tắc", "Rule", readonly},
                                        {"module", "Phân hệ", "Module", readonly},
                                        {"title", "Tên", "Title", readonly},
                                        {"checks", "Kiểm tra điều gì", "What it checks", readonly},
                                        {"document", "Văn bản nguồn", "Source", readonly},
                                        {"provision", "Điều khoản", "Provision", readonly},
                                        {"sentence", "Câu báo", "Sentence", readonly},
                                        {"from", "Áp dụng từ", "From", readonly},
                                        {"to", "Đến", "To", readonly},
                                        {"applies", "Đang áp dụng", "Applies", readonly},
                                        {"source_status", "Hiệu lực của nguồn", "Source status", readonly},
                                        {"stale", "Cần xem lại", "Stale", readonly}};
};
template <>
struct base::labels<policy::RuleList> {
  static constexpr FieldLabel list[] = {{"items", "Các quy tắc", "Rules", readonly}};
};
static_assert(base::complete<policy::RuleView>());
