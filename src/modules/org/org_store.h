#pragma once
// SQL for the tables org_*. No decisions. Not a face.

#include "modules/org/org.h"

namespace org {

inline constexpr std::int64_t most_problems_kept = 20'000;

std::vector<UnitFunction> list_stored_functions(platform::Transaction& tx, tree::UnitId unit, base::Date on);
std::int64_t insert_function(platform::Transaction& tx, tree::UnitId unit, const NewUnitFunction& function,
                             std::int64_t now);
struct StoredFunction {
  tree::UnitId unit;
  UnitFunction function;
};
std::optional<StoredFunction> find_function(platform::Transaction& tx, std::int64_t id);
void set_function_end(platform::Transaction& tx, std::int64_t id, base::Date on);
bool has_function(platform::Transaction& tx, tree::UnitId unit, const NewUnitFunction& function);

std::int64_t insert_import(platform::Transaction& tx, const base::Actor& actor, const ImportReport& report,
                           const std::string& hash, std::int64_t now);
struct StoredImport {
  ImportSummary summary;
  std::int64_t account_id = 0;
};
std::optional<StoredImport> find_import(platform::Transaction& tx, platform::JobId job);
std::vector<ImportProblem> list_import_problems(platform::Transaction& tx, std::int64_t import, int offset, int limit);

}  // namespace org
