#pragma once
// Who would have more rights over some part of the tree after a plan, and who fewer: per account, branch by branch, by
// what the roles allow that reach it before and after. Roles on the whole store reach everything before and after.
// Writes nothing.

#include "modules/identity/identity.h"
#include "modules/reorganisation/planner.h"
#include "modules/reorganisation/records.h"

namespace reorganisation {

// people: of cells, by id.
std::vector<SightChange> find_access_difference(const Outcome& outcome, Country& country,
                                                const std::vector<identity::Holder>& holders,
                                                const std::unordered_map<std::int64_t, std::int64_t>& people);

// The gains as one text: what was approved is compared by it.
std::string growth_of(const std::vector<SightChange>& changes);
// Whether every gain of one stands in the other.
bool within(const std::string& growth, const std::string& approved);

}  // namespace reorganisation
