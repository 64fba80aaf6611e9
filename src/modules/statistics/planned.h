#pragma once
// The tree of all days as a plan would leave it: what counts in the mode `planned`. A plan that was carried out has
// left it already. Pure. Not a face.

#include "modules/reorganisation/plan_tree.h"
#include "modules/statistics/dated_tree.h"

namespace statistics {

// What the plan establishes is numbered after all that is there.
std::shared_ptr<const DatedTree> tree_of_plan(const std::shared_ptr<const DatedTree>& now,
                                              const reorganisation::PlanTree& plan);

}  // namespace statistics
