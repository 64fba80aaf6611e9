#pragma once
// The register of members: people, the cell each belongs to over time, and the verbs that change it. A member is seen
// by the home cell and those above it; elsewhere it does not exist (not_found). Every change is one transaction
// with its journal entry. Thread-safe: holds no state but references. Tables: members_*.

#include <filesystem>
#include <memory>
#include <span>

#include "base/actor.h"
#include "base/embedded.h"
#include "base/sentence.h"
#include "modules/members/cases.h"
#include "modules/members/citizen_number.h"
#include "modules/members/duplicates.h"
#include "modules/members/facts.h"
#include "modules/members/listeners.h"
#include "modules/members/members_reorganisation.h"
#include "modules/members/own.h"
#include "modules/members/records.h"

namespace platform {
class Api;
class Clock;
}  // namespace platform
namespace audit {
class Audit;
}
namespace identity {
class Access;
}
namespace policy {
class Policy;
}
namespace documents {
class Documents;
}

namespace members {

class Roster;

struct Surroundings {
  platform::Database& database;
  const platform::Clock& clock;
  const platform::Keys& keys;
  std::filesystem::path key_folder;
  const tree::Tree& tree;
  audit::Audit& audit;
  const identity::Access& access;
  const policy::Policy& policy;
  documents::Documents& documents;
};

class MembersService {
 public:
  explicit MembersService(Surroundings surroundings);
  ~MembersService();
  // Filled at start by app/, in the order in which they are told.
  Listeners& listeners();
  CitizenNumbers& citizen_numbers();
  // Shows nobody until a ColumnsKeeper has shown it the register.
  const Roster& roster() const;

  // ---- records. Errors of all that take a code: not_found "members.unknown" ----
  // Those whose home, or whose last cell, lies in the actor's scope; by name. Errors: not_found "tree.unit_unknown".
  MemberList list_members(const base::Actor& actor, const MemberFilter& filter, const std::string& cursor, int limit);
  MemberPage get_member(const base::Actor& actor, const std::string& code);
  // What was done to the record, the newest first, with its values.
  std::vector<TimelineEntry> list_timeline(const base::Actor& actor, const std::string& code, base::Language language);
  CitizenNumber get_citizen_number(const base::Actor& actor, const std::string& code);
  // Whoever is a member already and comes into the register by hand. Errors: invalid "request.fields", "members.…";
  // conflict "members.code_taken", "members.citizen_taken"; rule_broken R06, R08.
  MemberPage create_member(const base::Actor& actor, const NewMember& given);
  // Errors: conflict "members.changed_meanwhile"; invalid "members.nothing_changed", …; rule_broken R06, R08.
  MemberPage correct_member(const base::Actor& actor, const std::string& code, const MemberCorrection& given,
                            std::int64_t seen_version);
  static std::vector<FieldPurpose> list_purposes();

  // ---- what takes its course. Errors: not_found "members.case_unknown"; invalid "request.fields"; rule_broken ----
  // An application, of somebody new or of a former member (R14).
  CasePage open_admission(const base::Actor& actor, const NewAdmission& given);
  CasePage open_recognition(const base::Actor& actor, const std::string& code, const EntryNote& given);
  // Official; the member stays at home until the receiver accepts (R10). Errors: conflict "members.transfer_open".
  CasePage open_transfer(const base::Actor& actor, const std::string& code, const NewTransfer& given);
  CasePage open_absence(const base::Actor& actor, const std::string& code, const NewAbsence& given);
  // The next step, by whose turn it is. Errors: conflict "members.case_changed", "members.case_closed".
  CasePage take_step(const base::Actor& actor, CaseId id, const NewStep& given, std::int64_t seen_version);
  CasePage get_case(const base::Actor& actor, CaseId id);
  // The newest first, before an id. Errors: not_found "tree.unit_unknown".
  CaseList list_cases(const base::Actor& actor, const CaseFilter& filter, std::int64_t before, int limit);
  // What an office prints, filled in as far as the register knows.
  Form get_form(const base::Actor& actor, CaseId id, FormKind kind);
  MemberPage end_membership(const base::Actor& actor, const std::string& code, const EndOfMembership& given,
                            std::int64_t seen_version);
  // What was entered wrongly: the membership goes on as if it had not ended; cases that the end closed stay closed.
  // Errors: conflict "members.not_ended", "members.changed_meanwhile".
  MemberPage undo_end(const base::Actor& actor, const std::string& code, const EntryNote& given,
                      std::int64_t seen_version);
  // Errors: conflict "members.badge_given"; rule_broken R09.
  MemberPage award_badge(const base::Actor& actor, const std::string& code, const Badge& given);
  VotingRight get_voting_right(const base::Actor& actor, const std::string& code, const std::string& unit,
                               base::Date on, base::Language language);
  // What is due up to a day, by its day; badges: of the badge day on or after it.
  std::vector<DueItem> list_due(const base::Actor& actor, const std::string& unit, DueKind kind, base::Date until);
  // Seals every citizen number with a new key, in short transactions, and destroys the older keys. Gives how many.
  std::int64_t rotate_keys(const base::Actor& actor);

  // ---- duplicates. Errors of all that take a code: not_found "members.unknown" ----
  // Records that may be of who is about to be entered; the strongest first, few. Errors: throttled
  // "members.asked_too_often".
  std::vector<Candidate> find_candidates(const base::Actor& actor, const Newcomer& given);
  // What the last scan of the unit found and still is so, after a number of it. Errors: not_found "tree.unit_unknown".
  DuplicateList list_duplicates(const base::Actor& actor, const DuplicateFilter& filter, std::int64_t after, int limit);
  Comparison compare_members(const base::Actor& actor, const std::string& code, const std::string& other);
  Comparison mark_distinct(const base::Actor& actor, const std::string& code, const std::string& other,
                           const std::string& note);
  Comparison unmark_distinct(const base::Actor& actor, const std::string& code, const std::string& other);
  // Whoever may manage both homes makes the two records one: history stays with each, what refers to the dissolved one
  // shows under the kept one. Errors: conflict "members.changed_meanwhile", "members.merged_away",
  // "members.merge_open_case", "members.merge_keeps_ended".
  MemberPage merge_members(const base::Actor& actor, const std::string& code, const MergeOrder& given,
                           std::int64_t seen_version);
  // Gives both back as they were; code: of the dissolved one. Errors: conflict "members.not_merged",
  // "members.merge_built_on", "members.changed_meanwhile".
  MemberPage undo_merge(const base::Actor& actor, const std::string& code, std::int64_t seen_version);

  // ---- a member's own page. Errors: not_found "members.no_own_record" for an account that is linked to no record ----
  MemberPage get_own_record(const base::Actor& actor);
  std::vector<RecordView> list_own_views(const base::Actor& actor);  // the newest first
  std::vector<Question> list_own_questions(const base::Actor& actor);
  // Contests a field. Errors: conflict "members.question_open".
  Question ask_question(const base::Actor& actor, const NewQuestion& given);
  // What members of some units ask. Errors: not_found "tree.unit_unknown".
  std::vector<Question> list_questions(const base::Actor& actor, const std::string& unit, bool unanswered);
  // Errors: not_found "members.question_unknown"; conflict "members.question_changed".
  Question get_question(const base::Actor& actor, QuestionId id);
  Question answer_question(const base::Actor& actor, QuestionId id, const Answer& given, std::int64_t seen_version);
  // One account a member. Errors: conflict "members.account_taken"; not_found "members.no_account".
  void link_account(const base::Actor& actor, const std::string& code, const AccountOfMember& given);
  void unlink_account(const base::Actor& actor, const std::string& code);

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

void add_operations(platform::Api& api, MembersService& service);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace members

#include "modules/members/duplicate_scan.h"
#include "modules/members/imports.h"
#include "modules/members/roster.h"
