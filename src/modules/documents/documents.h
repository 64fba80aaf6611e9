#pragma once
// The register of documents. Keeps what was issued, its number in its series, how papers bear on each other,
// and therefore what is in force on any day. What an actor may not see does not exist for it (not_found).
// Every change is one transaction with its journal entry; the functions that take a Transaction run inside
// the caller's (intake's). Thread-safe: holds no state but references. Tables: documents_*.

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/actor.h"
#include "base/embedded.h"
#include "modules/documents/records.h"
#include "modules/policy/policy.h"
#include "modules/tree/tree.h"
#include "platform/database/database.h"
#include "platform/files/files.h"

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
namespace tree {
class Tree;
}

namespace documents {

// Gives the plain text of a file that somebody attaches to a document of the unit, for searching, or nothing; app/
// wires intake's readers. It throws for a file that must not be kept.
using ReadText =
    std::function<std::string(const base::Actor& actor, tree::UnitId unit, const std::filesystem::path& file)>;

struct Surroundings {
  platform::Database& database;
  platform::Clock& clock;
  platform::Files& files;
  audit::Audit& audit;
  tree::Tree& tree;
  identity::Access& access;
};

class Documents final : public policy::DocumentStatus, public tree::Reorganisable {
 public:
  explicit Documents(Surroundings surroundings, ReadText read_text = {});
  ~Documents() override;
  // Takes into the search index what waits: after an upgrade or a restore that is everything.
  void start();

  // ---- for pages, files, the API and the command line ----
  // Errors: forbidden "documents.forbidden"; invalid "documents.cursor".
  DocumentList list_documents(const base::Actor& actor, const DocumentQuery& query, const std::string& cursor,
                              int limit);
  Count count_documents(const base::Actor& actor, const DocumentQuery& query);  // exact
  Tally tally_documents(const base::Actor& actor, const DocumentQuery& query, TallyBy by);
  // Calls f for every row that the actor may export, newest first, or for those chosen, and journals it. Errors:
  // forbidden "documents.export_forbidden"; too_large "documents.export_too_many" {most} before the first row.
  void each_document(const base::Actor& actor, const DocumentQuery& query, int limit,
                     const std::function<void(const DocumentRow&)>& f, std::span<const DocumentId> chosen = {});
  // Errors: not_found "documents.unknown".
  DocumentPage get_document(const base::Actor& actor, DocumentId id, std::optional<base::Date> on);
  // Errors: rule_broken R01; invalid "documents.kind_unknown", "documents.subject_missing", …
  DocumentPage create_document(const base::Actor& actor, const Document& document);
  // Errors: conflict "documents.version" {version} when somebody saved in between.
  DocumentPage update_document(const base::Actor& actor, DocumentId id, std::int64_t seen_version,
                               const Document& document);
  // By reference text, alias or words.
  std::vector<Candidate> find_document(const base::Actor& actor, const std::string& text);

  DocumentPage list_relations(const base::Actor& actor, DocumentId id);
  // Errors: invalid "documents.relation_to_itself", "documents.repeal_before_issue", "documents.relation_cycle";
  // conflict "documents.relation_exists"; rule_broken R03.
  RelationView add_relation(const base::Actor& actor, DocumentId source, const NewRelation& relation);
  RelationView get_relation(const base::Actor& actor, RelationId id);
  // Errors: conflict "documents.relation_changed" when it was another version that the caller saw.
  void end_relation(const base::Actor& actor, RelationId id, std::int64_t seen_version, base::Date to);
  void remove_relation(const base::Actor& actor, RelationId id);
  Graph get_graph(const base::Actor& actor, DocumentId id, int depth, std::optional<base::Date> on);

  AliasName add_alias(const base::Actor& actor, DocumentId id, const std::string& name);
  std::vector<AliasName> list_aliases(const base::Actor& actor, DocumentId id);
  void remove_alias(const base::Actor& actor, DocumentId id, std::int64_t alias);

  // Errors: not_found "documents.unit_unknown".
  Some<SeriesRow> list_series(const base::Actor& actor, const std::string& unit);
  SeriesPage get_series(const base::Actor& actor, std::int64_t id);
  // Takes the next number and keeps it reserved until its document is registered.
  AllocatedNumber allocate_number(const base::Actor& actor, const NumberRequest& request);
  AllocatedNumber reserve_number(const base::Actor& actor, const NumberRequest& request);
  void void_number(const base::Actor& actor, const VoidRequest& request);

  std::vector<Congress> list_terms(const base::Actor& actor, const std::string& unit);
  Congress add_term(const base::Actor& actor, const Congress& congress);

  // Those of one's own units, and those read in a document that one sees; the newest first.
  Some<Claim> list_claims(const base::Actor& actor);
  Claim add_claim(const base::Actor& actor, const Claim& claim);
  // Errors: not_found "documents.claim_unknown"; forbidden for who may not register at its unit.
  void remove_claim(const base::Actor& actor, std::int64_t id);
  std::vector<SavedView> list_views(const base::Actor& actor);
  SavedView save_view(const base::Actor& actor, const SavedView& view);  // same name: replaced
  void delete_view(const base::Actor& actor, std::int64_t id);

  AttachedFile upload_file(const base::Actor& actor, DocumentId id, const std::string& name,
                           const std::string& content_type, const std::filesystem::path& file);
  // Writes the bytes to the path.
  AttachedFile download_file(const base::Actor& actor, DocumentId id, std::int64_t file,
                             const std::filesystem::path& to);

  // ---- for intake and loaders, inside the caller's transaction; the caller has checked access ----
  // Who could be meant, best first. exactly_one is set on the single one that nothing contradicts.
  std::vector<Candidate> find_candidates(platform::Transaction& tx, const base::Actor& actor, const Citation& citation);
  // Registers a document and records it. A stub of the same number is filled in: it keeps its id and relations, and
  // others of that number are merged into it. Readers of a stub whom the document does not name keep an entry of
  // theirs. Errors: rule_broken R01 when a registered document has the number.
  DocumentId register_document(platform::Transaction& tx, const base::Actor& actor, const Document& document,
                               const Source& source = {});
  // The document cited, or a new stub "chưa có trong sổ" that the reader's unit will see.
  DocumentId ensure_stub(platform::Transaction& tx, const base::Actor& actor, const Citation& citation,
                         tree::UnitId reader, const Source& source = {});
  // The same for a paper named as files name it: "321-QĐ/TW@2025-06-24". Errors: invalid
  // "documents.reference_unreadable" {text} at the field.
  DocumentId ensure_cited(platform::Transaction& tx, const base::Actor& actor, const std::string& reference,
                          tree::UnitId reader, const char* field);
  // How files name a document: with its date when it is known; one without a number by its label.
  std::string reference_to(platform::Transaction& tx, DocumentId id) const;
  // Registers the paper that is in hand as its own letterhead names it; a stub of it is filled in. Nothing when it
  // lacks number or title, nobody can tell whose run the number is of, or the actor may not register there.
  // Errors: as register_document.
  std::optional<DocumentId> register_cited(platform::Transaction& tx, const base::Actor& actor,
                                           const Citation& citation, tree::UnitId reader, const Source& source = {});
  // Errors: forbidden for who may not change the document it starts from; else as above.
  RelationId add_relation(platform::Transaction& tx, const base::Actor& actor, DocumentId from,
                          const NewRelation& relation, const Source& source = {});
  // What intake wrote and takes back. Errors: not_found "documents.relation_unknown".
  void remove_relation(platform::Transaction& tx, const base::Actor& actor, RelationId id);
  void add_alias(platform::Transaction& tx, const base::Actor& actor, DocumentId id, const std::string& name);
  // Moves a stub's relations, aliases and files to a registered document.
  void merge_stub(platform::Transaction& tx, const base::Actor& actor, DocumentId stub, DocumentId into);
  // Hangs a file that is stored already on a document, with its text; nothing when the document has it.
  // Errors: not_found "documents.unknown"; forbidden for who may not change the document.
  std::optional<std::int64_t> attach_file(platform::Transaction& tx, const base::Actor& actor, DocumentId id,
                                          const platform::StoredFile& file, const std::string& name,
                                          const std::string& content_type, const std::string& text);
  // Takes it off again; its bytes stay with the text that intake keeps. Errors: as attach_file.
  void detach_file(platform::Transaction& tx, const base::Actor& actor, DocumentId id, std::int64_t file);
  std::int64_t add_claim(platform::Transaction& tx, const base::Actor& actor, const Claim& claim,
                         const Source& source = {});
  EffectStatus status_of_document(platform::Transaction& tx, DocumentId id, base::Date on) const;

  // policy::DocumentStatus
  policy::SourceStatus status_of(platform::Transaction& tx, const std::string& citation, base::Date on) const override;

  // tree::Reorganisable: papers stay with the unit that issued or received them, whose past its successor sees.
  std::vector<tree::Moved> preview(platform::Transaction& tx, const tree::Reorganisation& r) override;
  std::vector<tree::Hindrance> built_on(platform::Transaction& tx, const tree::Reorganisation& r) override;

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

void add_operations(platform::Api& api, Documents& documents, const platform::Clock& clock);

// Loads the demo's congresses.csv, documents.csv and relations.csv; skips what is there. Gives how many documents.
int load_demo(Documents& documents, platform::Database& database, tree::Tree& tree, const base::Actor& actor,
              const std::filesystem::path& folder);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace documents
