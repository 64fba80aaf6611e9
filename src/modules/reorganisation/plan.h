#pragma once
// A plan as its file says it: the changes in their order, what they begin with and what comes out. Reading it finds
// every fault of the file itself, each with the step it stands in; what the tree says of it is planner.h's. Pure.

#include <optional>
#include <string>
#include <vector>

#include "base/record.h"
#include "base/sentence.h"
#include "modules/tree/tree.h"

namespace reorganisation {

BOOST_DEFINE_ENUM_CLASS(Verb, establish, merge, absorb, split, rename, move, change_kind, end)

// A unit that comes out of a change: an existing one by its code alone, or a new one.
struct Successor {
  std::string code;
  bool fresh = false;
  std::string name, parent_code;  // of a new one, as kind and level
  tree::UnitKind kind{};
  tree::UnitLevel level{};
};

struct Change {
  int step = 0;  // from 1
  Verb verb{};
  std::vector<std::string> from;  // what ends or changes
  std::vector<Successor> into;
  std::map<std::string, std::string> assign;  // unit or member → unit
  std::vector<tree::Reorganisation::Rule> rules;
  std::string name, parent_code;       // of rename, of move
  std::optional<tree::UnitKind> kind;  // of change_kind, one of the two or both
  std::optional<tree::UnitLevel> level;
};

struct Plan {
  std::string code, title, decision;
  base::Date effective_on;
  std::vector<Change> changes;
  std::vector<tree::Reorganisation::PassedGrant> grants;
};

using Problem = tree::Hindrance;

struct ReadPlan {
  Plan plan;
  std::vector<Problem> problems;  // none: the plan is whole
};
// Reads a plan file (CONTRACTS.md, Command line). Errors: invalid "request.not_json".
ReadPlan read_plan(std::string_view text);
ReadPlan read_plan(const base::Json& json);

// "Ở bước 3. …"
std::string sentence_of(const Problem& problem, base::Language language);

}  // namespace reorganisation
