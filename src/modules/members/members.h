#pragma once
// The register of members: people, the cell each belongs to over time, and the verbs that change it. A member is seen
// by the home cell and those above it; elsewhere it does not exist (not_found). Every change is one transaction
// with its journal entry. Tables: members_*.

#include <span>

#include "base/embedded.h"
#include "modules/members/columns.h"
#include "modules/members/facts.h"

namespace members {

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace members
