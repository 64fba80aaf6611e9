#pragma once
// What the functions of MembersService share. Not a face.

#include <mutex>
#include <unordered_map>

#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/members/case_store.h"
#include "modules/members/members.h"
#include "modules/members/members_rules.h"
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
  std::string entered_for{}, note{};  // personal: sealed in the journal
};

// The dates of a record agree with each other and with the rules. Errors: invalid at the field; rule_broken R06, R08.
void check_dates(const StoredMember& member, base::Date today, const Terms& terms);

// What may come after the stage that a case is at.
std::vector<Stage> next_stages(const StoredCase& c);
const char* verb_of(Stage stage);  // of the journal

// How often each account has done something on one day. In memory. Thread-safe.
class DailyCount {
 public:
  // False when the account has done it as often as it may on that day.
  bool take(std::int64_t account, base::Date day, int most) {
    const std::lock_guard lock(mutex_);
    if (day_ != day) counts_.clear();
    day_ = day;
    return counts_[account]++ < most;
  }

 private:
  std::mutex mutex_;
  base::Date day_;
  std::unordered_map<std::int64_t, int> counts_;
};

struct MembersService::Machine {
  explicit Machine(const Surroundings& s) : at(s), citizens(s.key_folder, s.keys.hashing), roster(s.tree, s.clock) {
    listeners.add(roster);
  }
  Surroundings at;
  CitizenNumbers citizens;
  Listeners listeners{};
  Roster roster;
  DailyCount candidates_asked{};

  base::Date today() const { return at.clock.today(); }
  Terms terms(Transaction& tx) const { return {tx, at.policy}; }
  // The cell of today, or the last one, or the first to come.
  tree::UnitId home_of(const StoredMember& member) const;
  StoredMember access_member(Transaction& tx, const base::Actor& actor, const std::string& code) const;
  // Of the account that asks.
  StoredMember own_record(Transaction& tx, const base::Actor& actor) const;
  Question access_question(Transaction& tx, const base::Actor& actor, QuestionId id) const;
  // Who may do a member's business at home. Errors: forbidden.
  StoredMember access_to_change(Transaction& tx, const base::Actor& actor, const std::string& code) const;
  // A unit that holds members on that day and that the actor may work in. Errors: invalid at the field.
  tree::UnitId access_cell(Transaction& tx, const base::Actor& actor, const std::string& code, base::Date on,
                           const char* field) const;
  void require_cell(Transaction& tx, tree::UnitId unit, base::Date on, const char* field) const;
  // The unit, or the one that took its place by that day.
  tree::UnitId heir_of(Transaction& tx, tree::UnitId unit, base::Date on) const;
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
  // A personal value as it may stand in the journal; "" stays "".
  std::string seal(Transaction& tx, const StoredMember& member, const std::string& value) const;
  void record(Transaction& tx, const base::Actor& actor, const StoredMember& member, Deed deed) const;
  void set_citizen_number(Transaction& tx, StoredMember& member, const std::string& given) const;

  // What the actor may read, all of it or below one unit. Errors: not_found "tree.unit_unknown".
  identity::Scope reading_scope(Transaction& tx, const base::Actor& actor, const std::string& unit) const;

  // Ends the spell of the day, which must have begun before it; gives the spell as it was. Errors: invalid at "on";
  // conflict "members.stands_later" when something was done to the membership on a later day.
  SpellFact cut_at(StoredMember& member, base::Date on, EndReason reason) const;
  // Spells follow a corrected official day; who is not official yet is recognised instead. Errors: invalid at
  // "official_on".
  void move_official(StoredMember& member, std::optional<base::Date> before) const;
  // Adds a spell, and where its cell ends on a known day those in the cells that take its place. Errors: invalid
  // "members.cell_divides".
  void place(Transaction& tx, Spells& spells, StoredSpell spell) const;

  // The record that it was merged into, however often; itself when it was not.
  StoredMember kept_of(Transaction& tx, StoredMember member) const;
  // As the actor may see it among duplicates; else whom to ask: the unit above its home and another unit.
  Lookalike lookalike_of(Transaction& tx, const identity::Scope& scope, const StoredMember& member,
                         tree::UnitId beside) const;
  Comparison compare(Transaction& tx, const base::Actor& actor, const std::string& code,
                     const std::string& other) const;

  StoredCase access_case(Transaction& tx, const base::Actor& actor, CaseId id) const;
  std::vector<identity::Party> parties_of(const StoredCase& c) const;
  bool has_open(Transaction& tx, MemberId member, std::initializer_list<CaseKind> kinds) const;
  void open_case(Transaction& tx, const base::Actor& actor, StoredCase& c, const std::string& entered_for) const;
  // Cases that the end of the membership on that day withdrew, where their units still are, with the standing that
  // goes with them. Gives their ids.
  std::vector<std::int64_t> reopen_cases(Transaction& tx, StoredMember& member, base::Date ended) const;
  void close_case(StoredCase& c, CaseState state, base::Date on) const;
  // The journal's entry of a step that changes no member.
  void note(Transaction& tx, const base::Actor& actor, const StoredCase& c, Deed deed) const;
  // What the last step of a case does.
  void step_admission(Transaction& tx, const base::Actor& actor, StoredCase& c) const;
  void step_recognition(Transaction& tx, const base::Actor& actor, StoredCase& c) const;
  void step_transfer(Transaction& tx, const base::Actor& actor, StoredCase& c, const NewStep& given) const;
  void step_absence(Transaction& tx, const base::Actor& actor, StoredCase& c, const NewStep& given) const;

  struct UnitName {
    std::string code, name;
  };
  UnitName name_of(Transaction& tx, tree::UnitId unit) const;
  MemberItem item_of(Transaction& tx, const StoredMember& member) const;
  CaseItem item_of(Transaction& tx, const StoredCase& c) const;
  CasePage page_of(Transaction& tx, const base::Actor& actor, const StoredCase& c) const;
  DueItem due_of(Transaction& tx, const StoredMember& member, DueKind kind, base::Date due) const;
  std::optional<int> unknown_year(Transaction& tx, CaseKind kind, base::Date from, base::Date due) const;
  std::vector<DueItem> due_cases(Transaction& tx, const identity::Scope& scope, DueKind kind, base::Date until) const;
  std::vector<DueItem> due_badges(Transaction& tx, const identity::Scope& scope, base::Date day) const;
  std::vector<DueItem> due_recognitions(Transaction& tx, const identity::Scope& scope, DueKind kind,
                                        base::Date until) const;
  // What waits next for a member.
  std::optional<DueItem> next_of(Transaction& tx, const StoredMember& member, const std::vector<CaseItem>& cases) const;
  MemberPage page_of(Transaction& tx, const base::Actor& actor, const StoredMember& member) const;
};

}  // namespace members
