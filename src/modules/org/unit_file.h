#pragma once
// A file of units on its way in: its rows, what refuses which of them, and what the others would change. Reads only.
// Not a face.

#include <unordered_map>
#include <unordered_set>

#include "modules/org/org.h"
#include "modules/org/org_store.h"

namespace org {

// Changes whenever anything of a unit's history does. A mark, not a seal.
std::string version_of(const std::vector<tree::UnitSpan>& history);

class UnitFile {
 public:
  using Shown = std::function<void(std::int64_t, std::int64_t)>;
  UnitFile(const tree::Tree& tree, const identity::Access& access, const base::Actor& actor)
      : tree_(tree), access_(access), actor_(actor) {}

  void read(const std::filesystem::path& file, const platform::ColumnNames& names, const Shown& shown);
  // Against the store as it is; what an earlier look found is forgotten. all: goes on until what is left is whole.
  void check(platform::Transaction& tx, bool all);
  bool same_scope(platform::Transaction& tx) const;

  const std::vector<tree::UnitRow>& rows() const { return rows_; }
  std::vector<tree::UnitRow> accepted_rows() const;
  // What of them is stored; nothing when all are the same already.
  std::vector<tree::UnitRow> rows_to_store(const ImportOptions& options) const;
  // Of the accepted rows: every unit that they make or change.
  const std::vector<UnitCorrection>& corrections() const { return corrections_; }
  // What the rows are and do.
  void count_into(ImportSummary& summary) const;
  // Every refused row has its line: those without a fault of their own say which row of the code has one.
  std::vector<ImportProblem> problems() const;

 private:
  void check_scope(platform::Transaction& tx);
  void check_parents(platform::Transaction& tx);
  void check_rows(platform::Transaction& tx, bool all);
  void find_corrections(platform::Transaction& tx);
  void refuse_code(const std::string& code);
  void refuse(const tree::UnitRow& row, std::string field, std::string key, base::Parameters parameters);
  bool stands_there(platform::Transaction& tx, const tree::UnitRow& row) const;
  void refuse_below();

  const tree::Tree& tree_;
  const identity::Access& access_;
  const base::Actor& actor_;
  std::vector<tree::UnitRow> rows_;
  struct Faults {
    std::vector<ImportProblem> problems;
    std::unordered_set<std::string> codes;  // refused
    std::unordered_set<std::int64_t> lines;
  };
  Faults read_, found_;  // by the file alone; with what the store says
  identity::Scope scope_;
  std::unordered_map<std::string, bool> stored_;  // code that the rows name → in the scope
  std::vector<UnitCorrection> corrections_;
  std::int64_t count_ = 0, added_ = 0, corrected_ = 0;
};

}  // namespace org
