#pragma once
// From an official text to the registers. A file becomes text, the text becomes drafts with their spans,
// a person decides, and only then the registers change. What a later module will own (figures, tasks,
// proposals, awards, organisations, offices) is kept as an accepted fact with its source span. A newer
// reader shows a difference and overrides no decision. A text with a secrecy stamp leaves no trace but one
// journal entry without its name. Tables: intake_*.

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
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

struct ReadOptions;
struct ReadText;

struct Surroundings {
  platform::Database& database;
  platform::Clock& clock;
  platform::Files& files;
  platform::Jobs& jobs;
  audit::Audit& audit;
  tree::Tree& tree;
  identity::Access& access;
  documents::Documents& documents;
};

class IntakeService {
 public:
  explicit IntakeService(Surroundings surroundings);

  // Reads and keeps a file for a unit; large files and scans go to a job. The file may be moved away.
  // Errors: intake.file_…, intake.text_secret, forbidden.
  Uploaded upload(const base::Actor& actor, const std::string& unit_code, const std::string& name,
                  const std::filesystem::path& file);

  struct TextPage {
    std::vector<TextRow> items;
    std::optional<std::string> next;
  };
  TextPage list_texts(const base::Actor& actor, const TextFilter& filter);
  // The whole text, or a part of it.
  TextView get_text(const base::Actor& actor, TextId id, base::Language language,
                    const std::optional<TextPart>& part = {});
  // Errors: invalid "intake.cursor".
  ItemPage list_items(const base::Actor& actor, TextId id, const ItemQuery& query = {},
                      base::Language language = base::Language::vi);
  ItemCounts count_items(const base::Actor& actor, TextId id);
  ItemView get_item(const base::Actor& actor, ItemId id, base::Language language = base::Language::vi);
  // Errors: conflict "intake.item_changed"; invalid "intake.choose_candidate", "intake.span_outside", …
  // What the register does not take from this person stays with the accepted item as a refusal.
  ItemView decide(const base::Actor& actor, ItemId id, const Decision& decision,
                  base::Language language = base::Language::vi);
  // What the reader missed, as a person reads it: kept with its span and accepted.
  ItemView add_item(const base::Actor& actor, TextId id, const NewItem& wanted,
                    base::Language language = base::Language::vi);
  AcceptedCertain accept_certain(const base::Actor& actor, TextId id);
  // Errors: conflict "intake.text_changed" when somebody else has had it read since.
  Reread reread(const base::Actor& actor, TextId id, std::int64_t version_seen);
  TextRow get_text_row(const base::Actor& actor, TextId id);
  struct Contradictions {
    std::vector<ContradictionView> items;
    bool capped = false;
  };
  Contradictions list_contradictions(const base::Actor& actor, TextId id, base::Language language);
  std::vector<FactView> list_facts(const base::Actor& actor, const FactFilter& filter);
  std::vector<AttestationView> list_attestations(const base::Actor& actor, const AttestationFilter& filter);
  // The words of a file that somebody hangs on a document of the unit; nothing where none can be read.
  // Errors: intake.text_secret, which is journalled.
  std::string text_of_file(const base::Actor& actor, tree::UnitId unit, const std::filesystem::path& file);
  // The bytes as they came; gives the name.
  std::string original(const base::Actor& actor, TextId id, std::string& bytes);

 private:
  struct Desk;  // one text in front of a reviewer, inside a transaction
  Uploaded keep(const base::Actor& actor, tree::UnitId unit, const std::string& name, const std::filesystem::path& file,
                const std::function<bool(std::size_t, std::size_t)>& progress);
  std::string read_job(platform::JobRun& run);
  // Reads a file; a refusal for secrecy is journalled without its name.
  ReadText read_watched(const base::Actor& actor, tree::UnitId unit, const std::filesystem::path& file,
                        const ReadOptions& options);
  StoredText access_text(platform::Transaction& tx, const base::Actor& actor, TextId id,
                         identity::Permission permission);
  Desk desk(platform::Transaction& tx, const base::Actor& actor, StoredText text);
  const std::vector<documents::Candidate>& candidates(Desk& desk, const StoredItem& item);
  const std::vector<documents::Candidate>& candidates(Desk& desk, const documents::Citation& citation);
  std::string certainty_of(Desk& desk, const StoredItem& item);
  std::optional<ItemPlace> focus(platform::Transaction& tx, TextId id, const ItemQuery& query);
  ItemView shown(Desk& desk, const StoredItem& item, base::Language language);
  void apply(Desk& desk, StoredItem& item, const Decision& decision);
  documents::DocumentId target_of(Desk& desk, const StoredItem& item, const Decision& decision);
  std::optional<documents::DocumentId> register_paper(Desk& desk, const StoredItem& item);
  documents::DocumentId keep_paper(Desk& desk, StoredItem& item, documents::DocumentId target, bool chosen);
  std::vector<base::Error> write_relations(Desk& desk, const std::set<std::string>& decided);
  void forget_left(Desk& desk, StoredItem& source, StoredItem& target);
  void take_back(Desk& desk, StoredItem& item);
  void carry_out(Desk& desk, StoredItem& item, const Decision& decision);

  Surroundings s_;
  IntakeStore store_;
};

// Items come to the desk when they are asked for, each once; what is asked of the register is asked once, until
// something was entered into it.
struct IntakeService::Desk {
  platform::Transaction& tx;
  const base::Actor& actor;
  StoredText text;
  IntakeStore& store;
  std::deque<StoredItem> items{};  // at hand
  std::unordered_map<std::int64_t, StoredItem*> ids{};
  std::unordered_map<std::string, StoredItem*> keys{};
  std::map<std::string, std::vector<documents::Candidate>> found{};  // by citation

  StoredItem& take(StoredItem item);
  void take_all(std::vector<StoredItem> stored);
  StoredItem* by_key(const std::string& key);  // null when the text has none
};

void add_operations(platform::Api& api, IntakeService& intake);

// Whether the register refused because of who asked, not of what was asked.
bool lacks_right(const base::Error& error);
// Whether it refused at all, rather than failed.
bool is_refusal(const base::Error& error);

// The citation of a document item's canonical fields.
documents::Citation citation_of(const base::Json& canonical);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace intake
