#pragma once
// What the store says to the rows of a file: which members and cells they name, what is there already, and what cannot
// stand beside it. Reads only. Not a face.

#include <unordered_set>

#include "modules/identity/identity.h"
#include "modules/members/import_table.h"
#include "modules/members/members_store.h"

namespace members {

// A member whom the store knows by a code of the file.
struct KnownMember {
  std::int64_t id = 0;  // 0: not known
  std::int64_t version = 0;
  std::string kept{};  // of a dissolved record: the code of the one that it was merged into
};
// By the number of the code; rows of a batch that is not live do not exist.
std::vector<KnownMember> find_known(platform::Transaction& tx, const Words& codes);

struct ImportScope {
  identity::Scope scope;
  std::unordered_set<std::int64_t> units;  // inside the scope, unless it is everything
  base::Date today{};                      // of the homes that are asked for
  bool holds(std::int64_t unit) const { return scope.everything || units.contains(unit); }
};
ImportScope read_scope(platform::Transaction& tx, const identity::Scope& scope);

// Members of the file against the store: each line gets its fate. Who is known elsewhere is a code that is taken; a
// dissolved record is left as it is.
void check_members(platform::Transaction& tx, MemberFile& file, const ImportScope& scope, std::int64_t account,
                   const CitizenNumbers& citizens, ImportProblems& problems);
// What a line leaves of a member: an empty cell says nothing.
StoredMember corrected(const StoredMember& member, const MemberLine& line, const MemberFile& file,
                       const CitizenNumbers& citizens);

struct CheckedSpells {
  std::vector<KnownMember> known;   // by the number of the code
  std::vector<std::int64_t> units;  // by the number of the unit; 0: not known
  // Members of whom a line changes a spell: the number of the code.
  std::unordered_set<std::uint32_t> corrects;
};
// Sorts the lines by member and day and gives each its fate.
CheckedSpells check_spells(platform::Transaction& tx, const tree::Tree& tree, SpellFile& file, const ImportScope& scope,
                           const std::function<std::string(std::int64_t)>& reference_to, ImportProblems& problems);

}  // namespace members
