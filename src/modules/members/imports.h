#pragma once
// Import and export of members.csv and spells.csv. A file is read and checked whole; what is stored lies beside the
// register, batch by batch in short transactions, until one short transaction makes it part of the register. A batch
// can be undone while nothing was built on it. One import at a time. Part of the face.

#include <filesystem>
#include <functional>
#include <mutex>

#include "modules/members/columns_keeper.h"
#include "modules/members/members.h"
#include "platform/imports/import_uploads.h"
#include "platform/jobs/jobs.h"

namespace members {

BOOST_DEFINE_ENUM_CLASS(ImportKind, members, spells)
using platform::BatchState;
using platform::ImportOptions;
using platform::ImportProblem;
using platform::ImportReport;
using platform::ImportSummary;

class Imports {
 public:
  // Registers the job kinds "members.import" and "members.undo_import".
  Imports(Surroundings at, platform::Jobs& jobs, MembersService& members, ColumnsKeeper& keeper);
  // Takes away what a crash left half staged or half undone.
  void start();

  using Shown = std::function<void(std::int64_t done, std::int64_t total)>;
  // shown: rows of the file, read and then stored. Errors: forbidden; invalid "table.…"; too_large
  // "members.import_too_large", "members.import_corrects_too_many"; conflict "members.import_overtaken".
  ImportReport import_file(const base::Actor& actor, ImportKind kind, const std::filesystem::path& file,
                           const ImportOptions& options, const Shown& shown = {});
  platform::JobId queue_import(const base::Actor& actor, ImportKind kind, const std::filesystem::path& upload,
                               const ImportOptions& options);
  // The first look at a file that will be imported. Errors: as of ImportUploads::prepare.
  platform::PreparedImport prepare(const base::Actor& actor, ImportKind kind, platform::ImportUploads& uploads,
                                   const std::filesystem::path& file, const std::string& file_name,
                                   base::Language language);
  // The report of an import by its job. Errors: not_found "members.import_unknown".
  ImportReport get_report(const base::Actor& actor, platform::JobId job, base::Language language, int offset,
                          int limit);
  // One's own; all for who may read the jobs of the whole store. The newest first.
  std::vector<ImportSummary> list_batches(const base::Actor& actor, base::Language language, int limit);
  // Errors: not_found "members.import_unknown"; conflict "members.batch_not_live", "members.batch_built_on" {code}.
  ImportSummary undo(const base::Actor& actor, std::int64_t batch, const Shown& shown = {});
  platform::JobId queue_undo(const base::Actor& actor, std::int64_t batch);

  // Everything in the actor's scope, all of history; citizen numbers only for who may identify. Gives the rows.
  std::int64_t export_file(const base::Actor& actor, ImportKind kind, const std::filesystem::path& file,
                           platform::TableFormat format);

 private:
  struct Flight;
  // Errors: as undo.
  void require_undoable(platform::Transaction& tx, const base::Actor& actor, std::int64_t batch) const;
  bool try_undo(const base::Actor& actor, std::int64_t batch);
  void tidy();
  Surroundings at_;
  platform::Jobs& jobs_;
  MembersService& members_;
  ColumnsKeeper& keeper_;
  std::mutex importing_;
};

void add_import_operations(platform::Api& api, Imports& imports, platform::ImportUploads& uploads);

}  // namespace members
