#pragma once
// What the functions of Reviews share. Not a face.

#include "base/error.h"
#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/reviews/reviews.h"
#include "modules/reviews/reviews_store.h"
#include "modules/reviews/weak_list.h"
#include "platform/clock/clock.h"

namespace reviews {

using base::Error;
using base::ErrorKind;
using base::Json;
using identity::Permission;
using platform::Transaction;

[[noreturn]] void refuse_field(const char* field, const char* key, base::Parameters parameters = {});
// Blanks squeezed. Errors: "field.required" at the field when nothing is left.
std::string needed(const std::string& text, const char* field);
inline constexpr std::int32_t soon_days = 30;
Progress progress_of(base::Date due, base::Date on);

struct Reviews::Machine {
  explicit Machine(const Surroundings& s) : at(s), strength(s.tree), places(s.tree) {}
  Surroundings at;
  Strength strength;
  PlaceKeeper places;

  base::Date today() const { return at.clock.today(); }
  // The unit itself, or the one unit that has taken its place by now.
  tree::UnitId heir_of(Transaction& tx, tree::UnitId unit) const;
  tree::UnitSpan name_of(Transaction& tx, tree::UnitId unit, base::Date on) const;
  // Errors: not_found "tree.unit_unknown".
  tree::UnitId access_unit(Transaction& tx, const base::Actor& actor, const std::string& code) const;
  // An organisation of today that may be weak. Errors: invalid at the field.
  tree::UnitId access_organisation(Transaction& tx, const base::Actor& actor, const std::string& code,
                                   const char* field) const;
  // Who stands above the organisation decides about it.
  bool may_decide(Transaction& tx, const base::Actor& actor, tree::UnitId organisation) const;
  void require_to_decide(Transaction& tx, const base::Actor& actor, tree::UnitId organisation) const;
  bool may_report(Transaction& tx, const base::Actor& actor, const StoredRemedy& remedy) const;
  StoredJudgement access_judgement(Transaction& tx, const base::Actor& actor, JudgementId id) const;
  StoredRemedy access_remedy(Transaction& tx, const base::Actor& actor, RemedyId id) const;
  // The same for a change, by the version that was seen. Errors: conflict.
  StoredRemedy access_to_change(Transaction& tx, const base::Actor& actor, RemedyId id, std::int64_t seen) const;
  void require_open(const StoredRemedy& remedy) const;
  bool has_open_remedy(Transaction& tx, tree::UnitId unit) const;
  // A living unit that the caller sees. Errors: invalid at "lead_code".
  tree::UnitId access_lead(Transaction& tx, const base::Actor& actor, const std::string& code) const;
  // Sets the deadline; the event that tells of it. Errors: invalid at the field.
  StoredEvent deadline(Transaction& tx, const base::Actor& actor, StoredRemedy& remedy, const NewDeadline& given,
                       EventKind kind) const;

  std::int64_t cite(Transaction& tx, const base::Actor& actor, const std::string& reference, tree::UnitId reader) const;
  std::string reference_to(Transaction& tx, std::optional<std::int64_t> document) const;
  // Not after today. Errors: invalid at the field.
  void require_past(base::Date day, const char* field) const;

  WeakQuestion question(Transaction& tx, const base::Actor& actor, const Places& of, base::Date on) const;
  struct Found {
    std::shared_ptr<const Places> places;
    WeakQuestion question;
    std::vector<Weak> weak;
  };
  // Places and members of one tree: reads on in another transaction where the tree changed since this one began.
  Found find(std::optional<Transaction>& tx, const base::Actor& actor, tree::UnitId unit, base::Date on,
             bool all) const;
  // Open on the day, by the place that it belongs to on the day; of several the one that is due first.
  std::unordered_map<std::uint32_t, StoredRemedy> remedies_on(Transaction& tx, const Places& of, base::Date on) const;
  struct Listed {
    std::shared_ptr<const Places> places;
    WeakList page;           // without rows
    std::vector<Weak> rows;  // what the filter leaves
    std::unordered_map<std::uint32_t, StoredRemedy> remedies;
  };
  Listed list(std::optional<Transaction>& tx, const base::Actor& actor, const WeakQuery& query) const;
  WeakItem item_of(Transaction& tx, const Listed& listed, const Weak& weak) const;

  Judgement judgement_of(Transaction& tx, const StoredJudgement& judgement) const;
  RemedyItem item_of(Transaction& tx, const StoredRemedy& remedy) const;
  RemedyPage page_of(Transaction& tx, const base::Actor& actor, RemedyId id) const;
  // Stores what changed, the event and the journal's entry; gives the page and commits.
  RemedyPage finish(Transaction tx, const base::Actor& actor, const StoredRemedy& remedy, StoredEvent event,
                    const char* verb) const;
};

}  // namespace reviews
