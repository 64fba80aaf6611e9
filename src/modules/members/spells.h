#pragma once
// What verbs do to a member's spells: pure. Spells are in the order of `from`, never overlap, and are whole stretches
// of one cell and one status. What a verb does on a day replaces everything after that day.

#include "modules/members/members_store.h"

namespace members {

using Spells = std::vector<StoredSpell>;

// The spell of that day, or nullptr: not yet, or no longer a member.
const StoredSpell* spell_on(const Spells& spells, base::Date on);
// members/home.h says which: the cell of the day, or the last, or the first to come; 0 for none.
tree::UnitId home_of(const Spells& spells, base::Date on);
// Struck off, left, expelled or deceased.
bool ends_membership(const StoredSpell& spell);
// What somebody did to the membership after a day: every spell that begins then, but those that a reorganisation began.
struct LaterDeed {
  EndReason how{};  // of the spell before it
  base::Date on;
  std::optional<std::int64_t> document_id{};
};
std::vector<LaterDeed> later_deeds(const Spells& spells, base::Date after);
// Ends membership of a cell on a day; what came after is gone: later_deeds() says what that would be. The day lies
// inside a spell, after its first day.
void cut(Spells& spells, base::Date on, EndReason reason);
// From the day on everything is official; the spell of the day is closed as recognised, and goes on as official.
void recognise(Spells& spells, base::Date on, std::optional<std::int64_t> document_id);
// As if the recognition of that day had not been.
void unrecognise(Spells& spells, base::Date on);
// Moves the day of recognition, where one lies between the neighbours; false when it does not.
bool move_recognition(Spells& spells, base::Date from, base::Date to);

}  // namespace members
