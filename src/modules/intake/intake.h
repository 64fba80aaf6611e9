#pragma once
// From an official text to the registers. A file becomes text, the text becomes drafts with their spans,
// a person decides, and only then the registers change. What a later module will own (figures, tasks,
// proposals, awards, organisations, offices) is kept as an accepted fact with its source span. A newer
// reader shows a difference and overrides no decision. A text with a secrecy stamp leaves no trace but one
// journal entry without its name. Tables: intake_*.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "modules/audit/audit.h"
#include "modules/documents/documents.h"
#include "modules/identity/identity.h"
#include "modules/intake/intake_store.h"
#include "modules/intake/records.h"
#include "platform/files/files.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"

namespace intake {

struct Surroundings {
  platform::Database& database;
  platform::Clock& clock;
  platform::Files& files;
  platform::Jobs& jobs;
  audit::Audit& audit;
  tree::Tree& tree;
  identity::Access& access;
  documents::Documents& documents;
  std::filesystem::path pending_folder;  // uploads that wait for a job
};

class IntakeService {
 public:
  explicit IntakeService(Surroundings surroundings);

  // Reads and keeps a file for a unit; large files and scans go to a job. The file may be moved away.
  // Errors: intake.file_…, intake.secret_refused, forbidden.
  Uploaded upload(const base::Actor& actor, const std::string& unit_code, const std::string& name,
                  const std::filesystem::path& file);

  struct TextPage {
    std::vector<TextRow> items;
    std::optional<std::string> next;
  };
  TextPage list_texts(const base::Actor& actor, const TextFilter& filter);
  TextView get_text(const base::Actor& actor, TextId id, base::Language language);
  std::vector<ItemView> list_items(const base::Actor& actor, TextId id);
  // Errors: conflict "intake.item_changed"; invalid "intake.choose_candidate", "intake.span_outside", …
  ItemView decide(const base::Actor& actor, ItemId id, const Decision& decision);
  AcceptedCertain accept_certain(const base::Actor& actor, TextId id);
  Reread reread(const base::Actor& actor, TextId id);
  std::vector<ContradictionView> list_contradictions(const base::Actor& actor, TextId id, base::Language language);
  std::vector<FactView> list_facts(const base::Actor& actor, const FactFilter& filter);
  std::vector<AttestationView> list_attestations(const base::Actor& actor, const AttestationFilter& filter);
  // The bytes as they came; gives the name.
  std::string original(const base::Actor& actor, TextId id, std::string& bytes);

 private:
  struct Context;  // one item on its way to a decision
  Uploaded keep(const base::Actor& actor, tree::UnitId unit, const std::string& name, const std::filesystem::path& file,
                const std::function<bool(std::size_t, std::size_t)>& progress);
  std::string read_job(platform::JobRun& run);
  StoredText access_text(platform::Transaction& tx, const base::Actor& actor, TextId id,
                         identity::Permission permission);
  ItemView shown(platform::Transaction& tx, const base::Actor& actor, const StoredItem& item,
                 const std::vector<StoredItem>& all);
  void apply(platform::Transaction& tx, const base::Actor& actor, const StoredText& text, StoredItem& item,
             const Decision& decision, const std::vector<StoredItem>& all);
  void accept_document(platform::Transaction& tx, const base::Actor& actor, const StoredText& text, StoredItem& item,
                       const Decision& decision, const std::vector<StoredItem>& all);
  void write_relations(platform::Transaction& tx, const base::Actor& actor, TextId text);
  void take_back(platform::Transaction& tx, const base::Actor& actor, StoredItem& item);
  std::vector<documents::Candidate> candidates(platform::Transaction& tx, const base::Actor& actor,
                                               const StoredItem& item, const std::vector<StoredItem>& all);

  Surroundings s_;
  IntakeStore store_;
};

void add_operations(platform::Api& api, IntakeService& intake);

// The citation of a document item's canonical fields.
documents::Citation citation_of(const base::Json& canonical);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace intake
