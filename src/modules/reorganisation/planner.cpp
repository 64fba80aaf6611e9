#include "modules/reorganisation/planner.h"

#include <algorithm>
#include <map>
#include <set>

namespace reorganisation {
namespace {

struct Draft {
  const Life* life = nullptr;  // null of what is established
  TouchedUnit unit;
  std::vector<tree::UnitSpan> spans;  // as the plan leaves them, from the first that changes
  bool ends = false;
  std::set<Verb> verbs;
};

tree::UnitRow row_of(const tree::UnitSpan& span, int step) {
  return {step, span.code, span.name, span.kind, span.level, span.parent_code, span.from, span.to};
}

class Planner {
 public:
  Planner(const Plan& plan, Country& country, const Knowledge& knowledge)
      : plan_(plan), country_(country), knowledge_(knowledge), day_(plan.effective_on) {}

  Outcome run() {
    for (const auto& change : plan_.changes) establish(change);
    for (const auto& change : plan_.changes) claim(change);
    for (const auto& change : plan_.changes) carry_out(change);
    for (const auto& grant : plan_.grants) check_grant(grant);
    finish();
    return std::move(out_);
  }

 private:
  void say(int step, const char* key, base::Parameters parameters) {
    out_.problems.push_back({step, key, std::move(parameters)});
  }
  std::string shown(base::Date day) const { return base::to_vietnamese(day); }
  void name_plan(base::Parameters& parameters, tree::UnitId unit) const {
    const auto plan = knowledge_.plan_of(unit);
    parameters["plan"] = plan.empty() ? "" : " (phương án " + plan + ")";
    parameters["plan_en"] = plan.empty() ? "" : " (plan " + plan + ")";
  }

  const Life* find(const std::string& code) {
    const auto* life = country_.find(code);
    return life && knowledge_.sees(*life) ? life : nullptr;
  }
  // The unit as the plan may still change it.
  Draft& draft(const Life& life, int step) {
    auto& draft = drafts_[life.code];
    if (draft.life) return draft;
    draft.life = &life;
    draft.unit = {step, Fate::changed, life.id, life.code, "", {}, {}, {}};
    for (const auto& span : life.spans)
      if (!span.to || *span.to > day_) {
        if (draft.spans.empty()) draft.unit.name = span.name;
        draft.unit.before.push_back(row_of(span, step));
        draft.spans.push_back(span);
      }
    return draft;
  }
  // Spans of the unit from the day on; one that began earlier is cut there.
  template <class F>
  void change(Draft& draft, F&& f) {
    if (auto& first = draft.spans.front(); first.from < day_ && (!first.to || *first.to > day_)) {
      auto rest = first;
      first.to = day_;
      rest.from = day_;
      draft.spans.insert(draft.spans.begin() + 1, std::move(rest));
    }
    for (auto& span : draft.spans)
      if (span.from >= day_) f(span);
  }

  bool is_established(const std::string& code) const {
    const auto it = drafts_.find(code);
    return it != drafts_.end() && !it->second.life;
  }
  bool ends(const std::string& code) const {
    const auto it = drafts_.find(code);
    return it != drafts_.end() && it->second.ends;
  }

  void establish(const Change& change) {
    for (const auto& unit : change.into) {
      if (!unit.fresh) continue;
      if (country_.find(unit.code)) {
        say(change.step, "reorganisation.code_taken", {{"code", unit.code}});
        continue;
      }
      auto& draft = drafts_[unit.code];
      if (draft.unit.step) {
        say(change.step, "reorganisation.code_twice",
            {{"code", unit.code}, {"other", std::to_string(draft.unit.step)}});
        continue;
      }
      draft.unit = {change.step, Fate::established, {}, unit.code, unit.name, {}, {}, {}};
      draft.spans = {{{}, unit.code, unit.name, unit.kind, unit.level, {}, unit.parent_code, day_, {}}};
      places_.push_back(unit.parent_code);
    }
  }

  // A cell, or a unit, that is divided and goes on with a part.
  bool goes_on(const Change& change, const std::string& code) const {
    return change.verb == Verb::split &&
           std::any_of(change.into.begin(), change.into.end(), [&](const auto& s) { return s.code == code; });
  }

  // A superior that the plan names: established by it, or known to the planner.
  bool check_parent(const Change& change, const std::string& parent) {
    if (is_established(parent) || find(parent)) return true;
    say(change.step, "reorganisation.unit_unknown", {{"code", parent}});
    return false;
  }

  void claim(const Change& change) {
    for (const auto& unit : change.into)
      if (unit.fresh) check_parent(change, unit.parent_code);
    for (const auto& code : change.from) {
      const auto* life = find(code);
      if (!life) {
        say(change.step, "reorganisation.unit_unknown", {{"code", code}});
        continue;
      }
      const auto* span = life->on(day_);
      if (!span) {
        say(change.step, "reorganisation.not_active", {{"code", code}, {"day", shown(day_)}});
        continue;
      }
      auto& draft = this->draft(*life, change.step);
      const bool ending = ends_units(change.verb) && !goes_on(change, code);
      if (draft.verbs.contains(change.verb) || draft.ends || (ending && !draft.verbs.empty())) {
        say(change.step, "reorganisation.unit_twice", {{"code", code}, {"other", std::to_string(draft.unit.step)}});
        continue;
      }
      draft.verbs.insert(change.verb);
      if (!check_future(change, *life, *span, ending)) continue;
      const bool stays = change.verb == Verb::rename || change.verb == Verb::change_kind;
      places_.push_back(stays || !span->parent_id ? code : span->parent_code);
      if (!ending) continue;
      draft.ends = true;
      draft.unit.fate = Fate::ended;
      draft.spans = {*span};
      draft.spans.front().to = day_;
    }
  }

  // What is decided for later already stands in the way.
  bool check_future(const Change& change, const Life& life, const tree::UnitSpan& span, bool ending) {
    const auto blocked = [&](const char* key, base::Date day) {
      base::Parameters parameters{{"code", life.code}, {"day", shown(day)}};
      name_plan(parameters, life.id);
      say(change.step, key, std::move(parameters));
      return false;
    };
    if (ending && span.from == day_) return blocked("reorganisation.begins_then", day_);
    if (life.spans.back().from > day_) return blocked("reorganisation.changes_later", life.spans.back().from);
    if (span.to) return blocked("reorganisation.ends_already", *span.to);
    return true;
  }

  void carry_out(const Change& change) {
    for (const auto& code : change.from) {
      const auto it = drafts_.find(code);
      if (it == drafts_.end() || !it->second.life) continue;
      auto& draft = it->second;
      switch (change.verb) {
        case Verb::rename:
          this->change(draft, [&](auto& span) { span.name = change.name; });
          break;
        case Verb::move:
          move(change, draft);
          break;
        case Verb::change_kind:
          change_kind(change, draft);
          break;
        case Verb::end:
          end(change, *draft.life);
          break;
        default:
          succeed(change, *draft.life);
      }
    }
  }

  void move(const Change& change, Draft& draft) {
    if (!check_parent(change, change.parent_code)) return;
    if (ends(change.parent_code))
      return say(change.step, "reorganisation.parent_ends",
                 {{"code", draft.unit.code}, {"parent", change.parent_code}});
    places_.push_back(change.parent_code);
    this->change(draft, [&](auto& span) { span.parent_code = change.parent_code; });
    tops_.push_back({draft.unit.code, draft.life, draft.unit.code});
  }

  void change_kind(const Change& change, Draft& draft) {
    const auto* span = draft.life->on(day_);
    if (change.kind && tree::holds_members(span->kind) && !tree::holds_members(*change.kind))
      out_.effect.emptied.push_back({change.step, draft.life->id, draft.unit.code, {}});
    this->change(draft, [&](auto& span) {
      span.kind = change.kind.value_or(span.kind);
      span.level = change.level.value_or(span.level);
    });
  }

  void end(const Change& change, const Life& life) {
    for (const auto* child : country_.list_below(life, day_))
      if (!ends(child->code) && !moves(child->code))
        return say(change.step, "reorganisation.children_left", {{"code", life.code}, {"child", child->code}});
    out_.effect.endings.push_back({change.step, life.id, life.code, {}});
  }
  bool moves(const std::string& code) const {
    const auto it = drafts_.find(code);
    return it != drafts_.end() && it->second.verbs.contains(Verb::move);
  }

  // merge, absorb and split: others take the unit's place.
  void succeed(const Change& change, const Life& life) {
    const auto* span = life.on(day_);
    bool fits = true;
    for (const auto& unit : change.into) fits &= check_successor(change, life, *span, unit);
    if (!fits) return;
    auto& draft = drafts_.at(life.code);
    for (const auto& unit : change.into)
      if (unit.code != life.code) draft.unit.successors.push_back(unit.code);
    if (draft.ends) out_.effect.endings.push_back({change.step, life.id, life.code, draft.unit.successors});
    if (change.verb == Verb::split && tree::holds_members(span->kind)) {
      divide_cell(change, life);
    } else {
      hand_on(change, life);
      if (draft.unit.successors.size() == 1 && draft.ends)
        tops_.push_back({life.code, &life, draft.unit.successors[0]});
    }
  }

  bool check_successor(const Change& change, const Life& life, const tree::UnitSpan& span, const Successor& unit) {
    if (unit.code == life.code) {
      if (change.verb == Verb::split) return true;
      say(change.step, "reorganisation.into_itself", {{"code", life.code}});
      return false;
    }
    const auto refuse = [&](const char* key, base::Parameters parameters) {
      parameters.emplace("code", unit.code);
      parameters.emplace("from", life.code);
      say(change.step, key, std::move(parameters));
      return false;
    };
    auto kind = unit.kind;
    if (!unit.fresh) {
      // A unit that this very plan establishes is known, too.
      const auto* known = is_established(unit.code) ? nullptr : find(unit.code);
      if (!known && !is_established(unit.code)) return refuse("reorganisation.unit_unknown", {});
      if (ends(unit.code)) return refuse("reorganisation.into_ends", {});
      if (known) {
        const auto* now = known->on(day_);
        if (!now) return refuse("reorganisation.not_active", {{"day", shown(day_)}});
        if (known->spans.back().to) {
          base::Parameters parameters{{"day", shown(*known->spans.back().to)}};
          name_plan(parameters, known->id);
          return refuse("reorganisation.ends_already", std::move(parameters));
        }
        places_.push_back(unit.code);
      }
      kind = drafts_.contains(unit.code) ? drafts_.at(unit.code).spans.back().kind : known->on(day_)->kind;
    }
    if (tree::holds_members(kind) != tree::holds_members(span.kind)) return refuse("reorganisation.kinds_mixed", {});
    // What it will stand below must not be what it takes the place of, nor anything below that.
    auto above = unit.fresh ? unit.parent_code : unit.code;
    for (int height = 0; height < 64 && !above.empty(); ++height) {
      if (above == life.code) return refuse("reorganisation.into_below", {});
      above = parent_now(above);
    }
    return true;
  }
  std::string parent_now(const std::string& code) {
    if (is_established(code)) return drafts_.at(code).spans.front().parent_code;
    const auto* life = country_.find(code);
    const auto* span = life ? life->on(day_) : nullptr;
    return span ? span->parent_code : "";
  }

  void divide_cell(const Change& change, const Life& life) {
    tree::Reorganisation::Division division{change.step, life.id, life.code, change.assign, change.rules};
    std::set<std::string> targets;
    for (const auto& unit : change.into) targets.insert(unit.code);
    for (const auto& [member, to] : change.assign)
      if (!targets.contains(to)) say(change.step, "reorganisation.assign_unknown", {{"code", member}, {"to", to}});
    for (const auto& rule : change.rules)
      if (!targets.contains(rule.to))
        say(change.step, "reorganisation.assign_unknown", {{"code", ""}, {"to", rule.to}});
    out_.effect.divisions.push_back(std::move(division));
    for (const auto& unit : change.into)
      if (unit.code != life.code) tops_.push_back({life.code, nullptr, unit.code});
  }

  // Everything below goes to the successor, or to the one it is assigned to.
  void hand_on(const Change& change, const Life& life) {
    std::set<std::string> below, targets;
    for (const auto& unit : change.into) targets.insert(unit.code);
    for (const auto* child : country_.list_below(life, day_)) {
      below.insert(child->code);
      if (ends(child->code) || moves(child->code)) continue;
      const auto to = change.verb == Verb::split ? assigned(change, *child) : change.into.front().code;
      if (to.empty()) {
        say(change.step, "reorganisation.unit_forgotten", {{"code", child->code}, {"from", life.code}});
      } else if (!targets.contains(to)) {
        say(change.step, "reorganisation.assign_unknown", {{"code", child->code}, {"to", to}});
      } else if (to != life.code) {
        auto& draft = this->draft(*child, change.step);
        if (draft.verbs.empty()) draft.unit.fate = Fate::moved_along;
        this->change(draft, [&](auto& span) {
          if (span.parent_code == life.code) span.parent_code = to;
        });
        if (change.verb == Verb::split) tops_.push_back({child->code, child, child->code});
      }
    }
    for (const auto& [code, to] : change.assign)
      if (!below.contains(code))
        say(change.step, "reorganisation.assign_stranger", {{"code", code}, {"from", life.code}});
  }

  std::string assigned(const Change& change, const Life& child) {
    if (const auto it = change.assign.find(child.code); it != change.assign.end()) return it->second;
    const auto* span = child.on(day_);
    if (!span) span = &child.spans.back();
    for (const auto& rule : change.rules) {
      bool fits = true;
      for (const auto& [field, value] : rule.where) {
        if (field == "kind")
          fits &= value == base::enum_name(span->kind);
        else if (field == "level")
          fits &= value == base::enum_name(span->level);
        else if (told_.insert({change.step, field}).second)
          say(change.step, "reorganisation.rule_field", {{"field", field}});
      }
      if (fits) return rule.to;
    }
    return {};
  }

  void check_grant(const tree::Reorganisation::PassedGrant& grant) {
    const bool taken = std::any_of(drafts_.begin(), drafts_.end(), [&](const auto& item) {
      const auto& successors = item.second.unit.successors;
      return std::find(successors.begin(), successors.end(), grant.to) != successors.end();
    });
    if (!taken) say(0, "reorganisation.grant_target", {{"to", grant.to}, {"account", grant.account}});
  }

  // Superiors of a unit once the plan is carried out, itself first.
  std::vector<std::string> above_after(std::string code) const {
    std::vector<std::string> line;
    while (!code.empty() && line.size() < 64) {
      line.push_back(code);
      if (const auto it = drafts_.find(code); it != drafts_.end()) {
        const auto& spans = it->second.spans;
        const auto on = std::find_if(spans.begin(), spans.end(), [&](const auto& s) {
          return base::Interval{s.from, s.to}.contains(day_);
        });
        code = on == spans.end() ? "" : on->parent_code;
        continue;
      }
      const auto* life = country_.find(code);
      const auto* span = life ? life->on(day_) : nullptr;
      code = span ? span->parent_code : "";
    }
    return line;
  }

  void finish() {
    out_.effect.on = day_;
    out_.effect.grants = plan_.grants;
    if (!out_.problems.empty()) return;
    std::set<std::string> tops;
    for (const auto& top : tops_) tops.insert(top.code);
    for (const auto& top : tops_) add_branch(top, tops);
    find_owner();
    for (auto& [code, draft] : drafts_) {
      for (const auto& span : draft.spans) draft.unit.after.push_back(row_of(span, draft.unit.step));
      out_.units.push_back(std::move(draft.unit));
    }
    std::stable_sort(out_.units.begin(), out_.units.end(),
                     [](const auto& a, const auto& b) { return a.step < b.step; });
  }

  struct Top {
    std::string code;
    const Life* life;   // null: people only
    std::string after;  // under which code it stands then
  };
  void add_branch(const Top& top, const std::set<std::string>& tops) {
    Branch branch;
    branch.top = top.code;
    branch.before = {top.code};
    for (const auto* life : country_.list_above(*country_.find(top.code), day_)) branch.before.push_back(life->code);
    branch.after = above_after(top.after);
    if (top.life) {
      branch.units = {top.life};
      for (std::size_t at = 0; at < branch.units.size(); ++at) {
        const auto& above = *branch.units[at];
        for (const auto* below : country_.list_below(above, day_))
          if (const auto* span = below->on(day_); span && span->parent_id == above.id && !tops.contains(below->code))
            branch.units.push_back(below);
      }
    }
    out_.branches.push_back(std::move(branch));
  }

  void find_owner() {
    std::vector<std::string> common;  // from the root down
    bool first = true;
    for (const auto& place : places_) {
      std::vector<std::string> line;
      auto code = place;
      for (int height = 0; height < 64 && !code.empty(); ++height) {
        if (!is_established(code)) line.insert(line.begin(), code);
        code = parent_now(code);
      }
      if (first)
        common = std::move(line), first = false;
      else
        common.resize(
            std::size_t(std::mismatch(common.begin(), common.end(), line.begin(), line.end()).first - common.begin()));
    }
    if (!common.empty()) out_.owner = common.back();
  }

  const Plan& plan_;
  Country& country_;
  const Knowledge& knowledge_;
  base::Date day_;
  Outcome out_;
  std::map<std::string, Draft> drafts_;
  std::vector<std::string> places_;  // where somebody must be allowed to plan
  std::vector<Top> tops_;
  std::set<std::pair<int, std::string>> told_;
};

}  // namespace

std::string TouchedUnit::parent_on(const std::vector<tree::UnitRow>& rows, base::Date day) {
  const auto row = std::ranges::find_if(rows, [&](const auto& r) {
    return base::Interval{r.from, r.to}.contains(day);
  });
  return row == rows.end() ? "" : row->parent_code;
}

bool ends_units(Verb verb) {
  return verb == Verb::merge || verb == Verb::absorb || verb == Verb::split || verb == Verb::end;
}

std::vector<tree::UnitRow> Outcome::rows() const {
  std::vector<tree::UnitRow> rows;
  for (const auto& unit : units) rows.insert(rows.end(), unit.after.begin(), unit.after.end());
  return rows;
}

Outcome work_out(const Plan& plan, Country& country, const Knowledge& knowledge) {
  return Planner(plan, country, knowledge).run();
}

}  // namespace reorganisation
