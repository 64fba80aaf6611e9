#include "modules/policy/policy.h"

#include <algorithm>

#include "modules/identity/identity.h"

namespace policy {

Policy::Policy(platform::Database& database, const identity::Access& access, const platform::Clock& clock)
    : database_(database), access_(access), clock_(clock) {}

void Policy::add(std::span<const Rule> rules) {
  for (const auto& rule : rules) {
    const base::Interval span{rule.from, rule.to};
    CHECK(!rule.id.empty() && !rule.document.empty() && !span.empty());
    for (const auto& other : rules_) CHECK(other.id != rule.id || !span.overlaps({other.from, other.to}));
    rules_.push_back(rule);
  }
  std::ranges::sort(rules_,
                    [](const Rule& a, const Rule& b) { return std::tie(a.id, a.from) < std::tie(b.id, b.from); });
}

const Rule* Policy::find_rule(std::string_view id, base::Date on) const {
  for (const auto& rule : rules_)
    if (rule.id == id && base::Interval{rule.from, rule.to}.contains(on)) return &rule;
  return nullptr;
}

RuleView Policy::view(platform::Transaction& tx, const Rule& rule, base::Date on) const {
  RuleView v{rule.id,        rule.module,   rule.title, rule.checks, rule.document,
             rule.provision, rule.sentence, rule.from,  rule.to};
  v.applies = base::Interval{rule.from, rule.to}.contains(on);
  v.source_status = status_ ? status_->status_of(tx, rule.document, on) : SourceStatus::unknown;
  v.stale = v.applies && v.source_status == SourceStatus::ended;
  return v;
}

RuleList Policy::list_rules(const base::Actor& actor, std::optional<base::Date> on) const {
  auto tx = database_.begin_read();
  if (!access_.may_anywhere(tx, actor, identity::Permission::rules_read))
    throw base::Error(base::ErrorKind::forbidden, "policy.forbidden");
  RuleList list;
  for (const auto& rule : rules_) list.items.push_back(view(tx, rule, on.value_or(clock_.today())));
  return list;
}

RuleList Policy::get_rule(const base::Actor& actor, const std::string& id, std::optional<base::Date> on) const {
  RuleList list = list_rules(actor, on);
  std::erase_if(list.items, [&](const RuleView& v) { return v.id != id; });
  if (list.items.empty()) throw base::Error(base::ErrorKind::not_found, "policy.rule_unknown", {{"id", id}});
  return list;
}

}  // namespace policy
