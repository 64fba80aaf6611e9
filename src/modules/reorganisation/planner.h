#pragma once
// What a plan does to the tree, worked out before anything is stored: every unit it touches as it was and as it will
// be, what takes the place of what, which branches change their superiors, and every reason why it cannot be. Writes
// nothing and decides no right.

#include <functional>

#include "modules/reorganisation/country.h"
#include "modules/reorganisation/plan.h"

namespace reorganisation {

// moved_along: it goes to the successor of what it stood below, and stays what it is.
BOOST_DEFINE_ENUM_CLASS(Fate, established, ended, changed, moved_along)

struct TouchedUnit {
  int step = 0;
  Fate fate{};
  tree::UnitId id;  // none of what is established
  std::string code, name;
  std::vector<std::string> successors;
  // Its history from the first span that changes; `before` is empty of what is established.
  std::vector<tree::UnitRow> before, after;
  // Below which code it stands by these rows on a day; "" when it does not.
  static std::string parent_on(const std::vector<tree::UnitRow>& rows, base::Date day);
};

// Units that come below other superiors; a unit that ends counts with all that stood below it.
struct Branch {
  std::string top;                         // the unit, for people to read
  std::vector<const Life*> units;          // of the branch on the day, without what another branch takes
  std::vector<std::string> before, after;  // codes of those whose subtree holds it
};

struct Outcome {
  std::vector<Problem> problems;
  std::vector<TouchedUnit> units;
  std::vector<Branch> branches;
  tree::Reorganisation effect;
  std::string owner;  // the lowest unit that all of it stands below

  std::vector<tree::UnitRow> rows() const;  // their lines are the steps
};

struct Knowledge {
  std::function<bool(const Life&)> sees;             // whether the planner may know the unit
  std::function<std::string(tree::UnitId)> plan_of;  // the committed plan that touched it last; "" for none
};

Outcome work_out(const Plan& plan, Country& country, const Knowledge& knowledge);

bool ends_units(Verb verb);

}  // namespace reorganisation
