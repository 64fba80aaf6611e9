#pragma once
// What verbs do to a member's spells: pure. Spells are in the order of `from`, never overlap, and are whole stretches
// of one cell and one status. What a verb does on a day replaces everything after that day.

#include "modules/members/members_store.h"

namespace members {

using Spells = std::vector<StoredSpell>;

// The spell of that day, or nullptr: not yet, or no longer a member.
const StoredSpell* spell_on(const Spells& spells, base::Date on);
// Ends membership of a cell on a day; what came after is gone. The day lies inside a spell, after its first day.
void cut(Spells& spells, base::Date on, EndReason reason);
// From the day on everything is official; the spell of the day is closed as recognised, and goes on as official.
void recognise(Spells& spells, base::Date on, std::optional<std::int64_t> document_id);
// Moves the day of recognition, where one lies between the neighbours; false when it does not.
bool move_recognition(Spells& spells, base::Date from, base::Date to);

}  // namespace members
