#pragma once
// Lays the rows of a checked file beside the register, in short transactions, where no reader sees them. Not a face.

#include "modules/members/import_check.h"

namespace members {

// Told how many rows are laid.
using Laid = std::function<void(std::int64_t)>;
void stage_members(platform::Database& database, const MemberFile& file, std::int64_t batch,
                   const CitizenNumbers& citizens, const Laid& laid);
// documents: by the number of the document; spells of members that are corrected wait for the flip. Gives the sum of
// the versions of the members concerned.
std::int64_t stage_spells(platform::Database& database, const SpellFile& file, const CheckedSpells& checked,
                          const std::vector<std::int64_t>& documents, std::int64_t batch, const Laid& laid);

StoredMember new_member(const MemberLine& line, const MemberFile& file, const CitizenNumbers& citizens);

}  // namespace members
