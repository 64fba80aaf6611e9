#pragma once
// What the functions of MembersService share. Not a face.

#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/members/members.h"
#include "modules/members/members_store.h"
#include "modules/members/spells.h"
#include "modules/policy/policy.h"
#include "platform/clock/clock.h"

namespace members {

using base::Error;
using base::ErrorKind;
using base::Json;
using identity::Permission;

[[noreturn]] void refuse_field(const char* field, const char* key, base::Parameters parameters = {});
// "Nguyễn  văn A" as it is kept. Errors: at "full_name".
std::string clean_name(const std::string& text);
std::string clean(const std::string& text);

// What a verb does to one member, and how the journal tells it.
struct Deed {
  const char* verb;
  Json difference = Json::object();
  std::string entered_for{};
};

struct MembersService::Machine {
  explicit Machine(const Surroundings& s) : at(s), citizens(s.key_folder, s.keys.hashing), roster(s.tree, s.clock) {
    listeners.add(roster);
  }
  Surroundings at;
  CitizenNumbers citizens;
  Listeners listeners{};
  Roster roster;

  base::Date today() const { return at.clock.today(); }
  // The cell of today, or the last one, or the first to come.
  tree::UnitId home_of(const StoredMember& member) const;
  StoredMember access_member(Transaction& tx, const base::Actor& actor, const std::string& code) const;
  // Who may do a member's business at home. Errors: forbidden.
  StoredMember access_to_change(Transaction& tx, const base::Actor& actor, const std::string& code) const;
  // A unit that holds members on that day and that the actor may work in. Errors: invalid at the field.
  tree::UnitId access_cell(Transaction& tx, const base::Actor& actor, const std::string& code, base::Date on,
                           const char* field) const;
  void require_cell(Transaction& tx, tree::UnitId unit, base::Date on, const char* field) const;
  // "" is no document.
  std::optional<std::int64_t> cite(Transaction& tx, const base::Actor& actor, const std::string& reference,
                                   tree::UnitId reader) const;
  std::string reference_to(Transaction& tx, std::optional<std::int64_t> document) const;
  void check_entered_for(const std::string& entered_for, const std::string& note) const;
  // Not after today. Errors: invalid at the field.
  void require_past(base::Date day, const char* field) const;

  // Stores what differs, tells listeners, writes the journal.
  void save(Transaction& tx, const base::Actor& actor, const StoredMember& before, const StoredMember& after,
            Deed deed) const;
  MemberId add(Transaction& tx, const base::Actor& actor, StoredMember& member, Deed deed) const;
  // A personal value as it may stand in the journal.
  std::string seal(Transaction& tx, const StoredMember& member, const std::string& value) const;
  void set_citizen_number(Transaction& tx, StoredMember& member, const std::string& given) const;

  struct UnitName {
    std::string code, name;
  };
  UnitName name_of(Transaction& tx, tree::UnitId unit) const;
  MemberItem item_of(Transaction& tx, const StoredMember& member) const;
  MemberPage page_of(Transaction& tx, const base::Actor& actor, const StoredMember& member) const;
};

}  // namespace members
