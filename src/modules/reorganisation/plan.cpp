#include "modules/reorganisation/plan.h"

#include <set>

#include "base/sentence.h"
#include "base/text.h"

namespace reorganisation {
namespace {

using base::Json;

constexpr std::size_t most_changes = 20'000, longest_text = 300;

// Reads one object of the file; each field that is missing, wrong or unknown becomes a problem of the step.
class Reader {
 public:
  Reader(const Json& object, int step, std::vector<Problem>& problems)
      : object_(object), step_(step), problems_(problems) {}

  void say(const char* key, base::Parameters parameters = {}) {
    problems_.push_back({step_, key, std::move(parameters)});
  }

  bool has(const char* name) const {
    const auto it = object_.find(name);
    return it != object_.end() && !it->is_null() && *it != "";
  }
  const Json* field(const char* name, bool needed = true) {
    known_.insert(name);
    const auto it = object_.find(name);
    if (it != object_.end() && !it->is_null()) return &*it;
    if (needed) say("reorganisation.field_missing", {{"field", name}});
    return nullptr;
  }
  std::string text(const char* name, bool needed = true) {
    const auto* value = field(name, needed);
    // What need not be there may be empty: a form sends what is not written yet.
    if (!value || (!needed && value->is_string() && value->get_ref<const std::string&>().empty())) return {};
    return text_of(*value, name);
  }
  std::string text_of(const Json& value, const char* name) {
    if (value.is_string()) {
      const auto& text = value.get_ref<const std::string&>();
      const auto length = base::count_json_text(text);
      if (length != std::string::npos && length > 0 && length <= longest_text) return base::squeeze(base::to_nfc(text));
    }
    say("reorganisation.text_expected", {{"field", name}});
    return {};
  }
  template <class E>
  E one_of(const char* name) {
    const auto* value = field(name);
    const auto known =
        value && value->is_string() ? base::parse_enum<E>(value->get_ref<const std::string&>()) : std::nullopt;
    if (value && !known) say("reorganisation.value_unknown", {{"field", name}});
    return known.value_or(E{});
  }
  // One code or a list of them.
  std::vector<std::string> codes(const char* name) {
    const auto* value = field(name);
    if (!value) return {};
    return codes_of(*value, name);
  }
  std::vector<std::string> codes_of(const Json& value, const char* name) {
    std::vector<std::string> out;
    if (!value.is_array()) return {text_of(value, name)};
    for (const auto& code : value) out.push_back(text_of(code, name));
    if (out.empty()) say("reorganisation.field_missing", {{"field", name}});
    return out;
  }
  void finish() {
    for (const auto& item : object_.items())
      if (!known_.contains(item.key()))
        say("reorganisation.field_unknown", {{"field", item.key().substr(0, longest_text)}});
  }

 private:
  const Json& object_;
  int step_;
  std::vector<Problem>& problems_;
  std::set<std::string> known_;
};

Successor read_successor(const Json& json, int step, std::vector<Problem>& problems) {
  Successor unit;
  if (!json.is_object()) {
    Json wrapped = Json::object();
    wrapped["into"] = json;
    unit.code = Reader(wrapped, step, problems).text("into");
    return unit;
  }
  Reader reader(json, step, problems);
  unit.fresh = true;
  unit.code = reader.text("code");
  unit.name = reader.text("name");
  unit.kind = reader.one_of<tree::UnitKind>("kind");
  unit.level = reader.one_of<tree::UnitLevel>("level");
  unit.parent_code = reader.text("parent_code");
  reader.finish();
  return unit;
}

// {"C000123":"P91"}, {"where":{"kind":"cell"},"to":"P91"}, or a list of these.
void read_assign(const Json& json, Change& change, std::vector<Problem>& problems) {
  if (json.is_array()) {
    for (const auto& part : json) read_assign(part, change, problems);
    return;
  }
  if (!json.is_object()) return problems.push_back({change.step, "reorganisation.assign_expected", {}});
  if (json.contains("where")) {
    Reader reader(json, change.step, problems);
    tree::Reorganisation::Rule rule;
    rule.to = reader.text("to");
    if (const auto* where = reader.field("where"); !where->is_object())
      reader.say("reorganisation.assign_expected");
    else
      for (const auto& item : where->items()) rule.where[item.key()] = reader.text_of(item.value(), "where");
    reader.finish();
    return change.rules.push_back(std::move(rule));
  }
  Reader reader(json, change.step, problems);
  for (const auto& item : json.items())
    if (auto to = reader.text_of(item.value(), "assign"); !to.empty()) change.assign[item.key()] = std::move(to);
}

void read_into(Reader& reader, Change& change, std::vector<Problem>& problems) {
  const auto* into = reader.field("into");
  if (!into) return;
  if (into->is_array())
    for (const auto& one : *into) change.into.push_back(read_successor(one, change.step, problems));
  else
    change.into.push_back(read_successor(*into, change.step, problems));
  const bool fits = change.verb == Verb::split ? change.into.size() > 1 : change.into.size() == 1;
  if (!fits) reader.say("reorganisation.into_count");
  const bool fresh_only = change.verb == Verb::establish || change.verb == Verb::merge;
  for (const auto& unit : change.into) {
    if (fresh_only && !unit.fresh) reader.say("reorganisation.into_new", {{"code", unit.code}});
    if (change.verb == Verb::absorb && unit.fresh) reader.say("reorganisation.into_known", {{"code", unit.code}});
  }
}

Change read_change(const Json& json, int step, std::vector<Problem>& problems) {
  Change change;
  change.step = step;
  if (!json.is_object()) {
    problems.push_back({step, "reorganisation.change_expected", {}});
    return change;
  }
  Reader reader(json, step, problems);
  const auto before = problems.size();
  change.verb = reader.one_of<Verb>("verb");
  if (problems.size() > before) return change;
  if (change.verb != Verb::establish) {
    const auto* unit = reader.field("unit", false);
    change.from = unit ? reader.codes_of(*unit, "unit") : reader.codes("from");
    const bool many = change.verb == Verb::merge || change.verb == Verb::absorb;
    if (!many && change.from.size() > 1) reader.say("reorganisation.from_one");
    if (change.verb == Verb::merge && change.from.size() == 1) reader.say("reorganisation.from_two");
  }
  switch (change.verb) {
    case Verb::split:
      read_into(reader, change, problems);
      if (const auto* assign = reader.field("assign", false)) read_assign(*assign, change, problems);
      break;
    case Verb::establish:
    case Verb::merge:
    case Verb::absorb:
      read_into(reader, change, problems);
      break;
    case Verb::rename:
      change.name = reader.text("name");
      break;
    case Verb::move:
      change.parent_code = reader.text("parent_code");
      break;
    case Verb::change_kind:
      if (reader.has("kind") || !reader.has("level")) change.kind = reader.one_of<tree::UnitKind>("kind");
      if (reader.has("level")) change.level = reader.one_of<tree::UnitLevel>("level");
      break;
    case Verb::end:
      break;
  }
  reader.finish();
  return change;
}

}  // namespace

ReadPlan read_plan(std::string_view text) {
  const Json json = base::parse_json(text);
  if (json.is_discarded()) throw base::Error(base::ErrorKind::invalid, "request.not_json");
  return read_plan(json);
}

ReadPlan read_plan(const Json& json) {
  ReadPlan out;
  auto& [plan, problems] = out;
  if (!json.is_object()) {
    problems.push_back({0, "reorganisation.plan_expected", {}});
    return out;
  }
  Reader reader(json, 0, problems);
  plan.code = reader.text("id");
  plan.title = reader.text("title", false);
  plan.decision = reader.text("decision");
  if (const auto* day = reader.field("effective_on")) {
    const auto read = day->is_string() ? base::parse_any_date(day->get_ref<const std::string&>()) : std::nullopt;
    if (!read) reader.say("reorganisation.day_expected");
    plan.effective_on = read.value_or(base::Date{});
  }
  if (const auto* grants = reader.field("grants", false)) {
    if (!grants->is_array())
      reader.say("reorganisation.list_expected", {{"field", "grants"}});
    else
      for (const auto& grant : *grants) {
        if (!grant.is_object()) {
          reader.say("reorganisation.list_expected", {{"field", "grants"}});
          continue;
        }
        Reader one(grant, 0, problems);
        plan.grants.push_back({one.text("account"), one.text("role"), one.text("to")});
        one.finish();
      }
  }
  const auto* changes = reader.field("changes");
  if (changes && (!changes->is_array() || changes->empty() || changes->size() > most_changes))
    reader.say("reorganisation.list_expected", {{"field", "changes"}});
  else if (changes)
    for (const auto& change : *changes)
      plan.changes.push_back(read_change(change, int(plan.changes.size()) + 1, problems));
  reader.finish();
  return out;
}

std::string sentence_of(const Problem& problem, base::Language language) {
  auto text = base::sentence(problem.key, problem.parameters, language);
  if (!problem.step) return text;
  return base::sentence("reorganisation.step", {{"step", std::to_string(problem.step)}}, language) + " " + text;
}

}  // namespace reorganisation
