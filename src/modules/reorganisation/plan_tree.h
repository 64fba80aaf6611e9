#pragma once
// What a plan makes of the tree, for those who count in it: before it is committed as it would be worked out now,
// afterwards as it was carried out. Plain data. Part of the face.

#include "modules/reorganisation/records.h"

namespace reorganisation {

// One state of one plan.
struct PlanKey {
  std::int64_t id = 0;
  std::string code;
  std::int64_t version = 0, changed_at = 0;
  bool operator==(const PlanKey&) const = default;
};

struct PlanTree : PlanKey {
  std::string title;
  PlanState state{};
  base::Date on;
  // Their histories from the first span that the plan changes. What it establishes has no id before the commit.
  std::vector<TouchedUnit> units;
  // Cells whose members it parts: members::ReorganisedMembers says who goes where.
  std::vector<tree::Reorganisation::Division> divisions;
  // The topmost units that the steps name, and those that stand in their place: the same people before and after.
  std::vector<std::string> before, after;
};

// A kind of unit below a unit.
struct KindBelow {
  tree::UnitKind kind{};
  tree::UnitId unit;
};

// One unit more or fewer of a kind.
struct KindChange {
  std::string plan, title;
  PlanState state{};
  base::Date on;
  bool established = false;  // else it ended, or is of another kind from the day on
  std::string code, name;
  std::string superior_code;  // above it on the day that it is counted
};

}  // namespace reorganisation
