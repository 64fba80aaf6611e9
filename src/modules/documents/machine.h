#pragma once
// What the services of the register share: surroundings, access to one document, and turning stored rows into
// records. Inside the module only.

#include <mutex>
#include <unordered_map>

#include "base/text.h"
#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/documents/documents_rules.h"
#include "modules/documents/documents_store.h"
#include "modules/documents/list_store.h"
#include "modules/documents/number_store.h"
#include "modules/documents/relation_store.h"
#include "modules/identity/identity.h"
#include "modules/tree/tree.h"
#include "platform/clock/clock.h"

namespace documents {

struct Documents::Machine {
  Surroundings at;
  ReadText read_text;

  // ---- units ----
  // Errors: invalid "documents.unit_unknown" {code} at the field.
  tree::UnitId unit(Transaction& tx, const std::string& code, const char* field);
  // The unit, when the actor may do that there; a unit that they do not see does not exist for them.
  tree::UnitId unit_for(Transaction& tx, const base::Actor& actor, identity::Permission permission,
                        const std::string& code, const char* field);
  // The unit, when the scope holds it, or anything below it if the thing asked for is shared with its subtree.
  // Errors: not_found "documents.unit_unknown" {code}, for a unit that is not seen as for one that is not there.
  tree::UnitId unit_in_sight(Transaction& tx, const identity::Scope& scope, const std::string& code, bool shared);
  // A unit's code is its own for ever, so it is asked of the tree once.
  std::string unit_code(Transaction& tx, std::int64_t unit_id);
  Document cited_record(Transaction& tx, const Citation& citation, tree::UnitId owner, tree::UnitId reader);
  std::optional<tree::UnitId> series_owner(Transaction& tx, const Citation& citation, tree::UnitId reader);
  std::mutex codes_lock{};
  std::unordered_map<std::int64_t, std::string> codes{};
  std::string unit_name(Transaction& tx, std::int64_t unit_id);

  // ---- access ----
  identity::Scope read_scope(Transaction& tx, const base::Actor& actor);  // forbidden when it is nothing
  bool sees(Transaction& tx, const identity::Scope& scope, const StoredDocument& document);
  // The same for a search in the store, and the documents whose owners lie in the scope.
  store::Which seen(const identity::Scope& scope);
  store::Which owned(const identity::Scope& scope);
  // Errors: not_found "documents.unknown".
  StoredDocument access_document(Transaction& tx, const base::Actor& actor, DocumentId id);
  StoredDocument access_to_change(Transaction& tx, const base::Actor& actor, DocumentId id);

  // ---- lists ----
  Viewer viewer(Transaction& tx, const identity::Scope& scope);
  CellCache cells{};
  SeenCache seen_by_scope{};

  // ---- documents ----
  DocumentPage page(Transaction& tx, const identity::Scope& scope, const StoredDocument& document, base::Date on);
  Document record_of(Transaction& tx, const StoredDocument& document, base::Date on);
  RelationView relation_view(Transaction& tx, const identity::Scope& scope, const StoredRelation& relation);
  void refresh_effect(Transaction& tx, std::int64_t id);
  void refresh_targets(Transaction& tx, std::int64_t id);  // of relations that go out from it
  void journal(Transaction& tx, const base::Actor& actor, const char* verb, const StoredDocument& document,
               std::string difference = "{}");
  // Checks a record and copies it onto a row; the number and series are settled by give_number.
  void fill(Transaction& tx, StoredDocument& row, const Document& record);
  void give_number(Transaction& tx, const base::Actor& actor, StoredDocument& row);
  std::optional<StoredDocument> state_duplicate(Transaction& tx, const base::Actor& actor, const StoredDocument& row);
  std::vector<StoredDocument> list_stubs(Transaction& tx, const base::Actor& actor, const StoredDocument& row,
                                         const Document& record);
  void keep_citations(Transaction& tx, const base::Actor& actor, const StoredDocument& stub,
                      std::span<const StoredParty> readers, const StoredDocument& row);
  void store_record(Transaction& tx, const base::Actor& actor, StoredDocument& row, const Document& record,
                    bool is_new);

  // ---- numbers ----
  struct Taken {
    StoredSeries series;
    std::int64_t number = 0;
  };
  Taken take_next(Transaction& tx, const base::Actor& actor, std::int64_t unit_id, const std::string& code,
                  const base::PartialDate& on, const std::string& reason);
  std::int64_t free_number(Transaction& tx, std::int64_t series_id);
  NumberFacts number_facts(Transaction& tx, const base::Actor& actor, const StoredSeries& series, std::int64_t number,
                           const std::string& suffix, const std::string& code, std::int64_t own_document);
  std::string holder_name(Transaction& tx, const base::Actor& actor, const StoredDocument& holder);
  SeriesRow series_row(Transaction& tx, const StoredSeries& series);
  void reassign_terms(Transaction& tx, const base::Actor& actor, std::int64_t unit_id);

  // ---- relations ----
  // What is there already is said to whoever sees both ends; another needs the right over the source.
  std::int64_t relate(Transaction& tx, const base::Actor& actor, const StoredDocument& source,
                      const NewRelation& relation, const std::string& note);
  CompetenceFacts competence(Transaction& tx, RelationKind kind, const StoredDocument& source,
                             const StoredDocument& target);
};

// How a source is stored: its words alone, or a place of the intake with them.
std::string source_text(const Source& source, const std::string& note);
// The way back; without a place, everything is words.
Source read_source(const std::string& stored);

}  // namespace documents
