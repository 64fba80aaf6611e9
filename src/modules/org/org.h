#pragma once
// Units as people meet them: the tree of any day within the asker's scope, unit pages with the functions of a
// body, changes with their day, import and export of units.csv. The structure itself is tree's; the right to
// see and change is identity's. A unit outside the scope does not exist. Tables: org_function, org_batch,
// org_import_problem, org_correction. Thread-safe.

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/embedded.h"
#include "modules/audit/audit.h"
#include "modules/identity/identity.h"
#include "modules/org/records.h"
#include "modules/tree/tree.h"
#include "platform/clock/clock.h"
#include "platform/database/database.h"
#include "platform/imports/import_uploads.h"
#include "platform/jobs/jobs.h"

namespace platform {
class Api;
}

namespace org {

struct UnitList {
  std::vector<UnitItem> items;
  std::int64_t total = 0;
  bool capped = false;  // a search found more than it gives
};

using platform::ImportOptions;
using platform::ImportProblem;
using platform::ImportReport;
using platform::ImportSummary;

struct StoredFunction;
struct UnitCorrection;
class UnitFile;

class OrgService {
 public:
  // Registers the job kinds "org.import_units" and "org.undo_import".
  OrgService(platform::Database& database, const tree::Tree& tree, const identity::Access& access, audit::Audit& audit,
             platform::Jobs& jobs, const platform::Clock& clock);
  ~OrgService();
  // Puts units whose place changes with the day where they belong: at once, and at every new day until stop.
  void start();
  void stop();

  // The highest units in the actor's scope on that day.
  UnitList list_roots(const base::Actor& actor, base::Date on);
  UnitList list_children(const base::Actor& actor, std::string_view code, base::Date on, int offset, int limit);
  // Units of that day first, then those that had such a name or code once.
  UnitList search(const base::Actor& actor, std::string_view text, base::Date on, int limit);
  // Errors of all that take a code: not_found "tree.unit_unknown".
  UnitPage get_unit(const base::Actor& actor, std::string_view code, base::Date on);
  std::vector<UnitItem> list_history(const base::Actor& actor, std::string_view code);

  // Errors: forbidden; invalid "request.fields" with the tree's sentences; conflict "org.code_taken".
  UnitPage add_unit(const base::Actor& actor, const NewUnit& unit);
  // version: the one that the actor saw. Errors: conflict "org.changed_meanwhile", invalid "org.nothing_changed".
  UnitPage change_unit(const base::Actor& actor, std::string_view code, const UnitChange& change,
                       std::string_view version);
  UnitPage end_unit(const base::Actor& actor, std::string_view code, base::Date on, std::string_view version);

  std::vector<UnitFunction> list_functions(const base::Actor& actor, std::string_view code, base::Date on);
  UnitFunction add_function(const base::Actor& actor, std::string_view code, const NewUnitFunction& function);
  // Errors: not_found "org.function_unknown"; conflict "org.function_changed" when the version is not the one seen.
  UnitFunction get_function(const base::Actor& actor, std::int64_t id);
  UnitFunction end_function(const base::Actor& actor, std::int64_t id, std::int64_t seen_version, base::Date on);

  // Who may keep something at units that an import made, and so hinder its undoing. At start, by app/.
  void add(tree::Reorganisable& part) { parts_.push_back(&part); }

  using Shown = std::function<void(std::int64_t, std::int64_t)>;
  // The first look at a file that will be imported. Errors: as of ImportUploads::prepare.
  platform::PreparedImport prepare_import(const base::Actor& actor, platform::ImportUploads& uploads,
                                          const std::filesystem::path& file, const std::string& file_name,
                                          base::Language language);
  // Queues the import of an uploaded file.
  platform::JobId queue_import(const base::Actor& actor, const std::filesystem::path& upload,
                               const ImportOptions& options);
  // The same at once; the command line uses it. shown: parts of a thousand. A great file is staged beside the tree
  // in short transactions and becomes the tree in one; one import at a time.
  // The last try of a file that others overtook lets nobody else change units. Errors: conflict
  // "org.import_overtaken" when the importer's rights changed meanwhile, or the day.
  ImportReport import_units(const base::Actor& actor, const std::filesystem::path& file, const ImportOptions& options,
                            const Shown& shown = {});
  // The report of an import by its job, from a line of problems on. Errors: not_found "org.import_unknown".
  ImportReport get_report(const base::Actor& actor, platform::JobId job, base::Language language, int offset,
                          int limit);
  // One's own; all for who may read the jobs of the whole store. The newest first.
  std::vector<ImportSummary> list_imports(const base::Actor& actor, base::Language language, int limit);
  // Every unit as it was before the batch. Errors: not_found "org.import_unknown"; conflict "org.batch_not_live",
  // "org.batch_built_on" {code}, "org.batch_unit_below" {code, parent}, or what else says that something stands there.
  ImportSummary undo_import(const base::Actor& actor, std::int64_t batch, const Shown& shown = {});
  platform::JobId queue_undo(const base::Actor& actor, std::int64_t batch);
  // Everything in the actor's scope, all of history. Gives the number of rows.
  std::int64_t export_units(const base::Actor& actor, const std::filesystem::path& file, platform::TableFormat format);
  // functions.csv: unit_code,text,document,provision,from,to. Gives how many were new. Errors: invalid
  // "org.function_row" {line}: nothing is stored then.
  std::int64_t import_functions(const base::Actor& actor, const std::filesystem::path& file);

  base::Date today() const { return clock_.today(); }

 private:
  struct Visible {
    tree::UnitId id;
    identity::Scope scope;
  };
  Visible access_unit(platform::Transaction& tx, const base::Actor& actor, std::string_view code) const;
  std::vector<UnitName> became(platform::Transaction& tx, const identity::Scope& scope, const tree::UnitSpan& span,
                               base::Date on) const;
  StoredFunction access_function(platform::Transaction& tx, const base::Actor& actor, std::int64_t id) const;
  UnitPage read_page(platform::Transaction& tx, const base::Actor& actor, tree::UnitId unit, base::Date on) const;
  UnitPage store_change(platform::Transaction& tx, const base::Actor& actor, tree::UnitId unit,
                        std::span<const tree::UnitRow> rows, std::string_view verb, base::Date shown);
  void require_parent(platform::Transaction& tx, const base::Actor& actor, const std::string& parent_code) const;

  std::int64_t stage_batch(const base::Actor& actor, const ImportSummary& summary,
                           std::span<const UnitCorrection> corrections);
  ImportReport finish(platform::Transaction& tx, const base::Actor& actor, const ImportOptions& options,
                      const UnitFile& import, ImportSummary summary, bool stored);
  void tidy() const;
  struct TidyUp {
    const OrgService& service;
    ~TidyUp();
  };
  struct Undo;
  // Errors: as of undo_import.
  ImportSummary require_undoable(platform::Transaction& tx, const base::Actor& actor, std::int64_t batch) const;

  platform::Database& database_;
  const tree::Tree& tree_;
  const identity::Access& access_;
  audit::Audit& audit_;
  platform::Jobs& jobs_;
  const platform::Clock& clock_;
  std::vector<tree::Reorganisable*> parts_;
  std::mutex importing_;  // one thread stages at a time
  struct Days;
  std::unique_ptr<Days> days_;
};

void add_operations(platform::Api& api, OrgService& service, platform::ImportUploads& uploads);

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace org
