#pragma once
// SQL for the tables org_*. No decisions. Not a face.

#include "modules/org/org.h"

namespace org {

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

inline const platform::ImportBatches batches{"org"};
// A unit that a batch makes or changes.
struct UnitCorrection {
  std::string code;
  std::vector<tree::UnitRow> before;  // its whole history; none of a new one
  std::string after;                  // version_of what the batch leaves
};
void insert_corrections(platform::Transaction& tx, std::int64_t batch, std::span<const UnitCorrection> corrections);
std::vector<UnitCorrection> list_corrections(platform::Transaction& tx, std::int64_t batch);
// Batches that never became live, or are undone and still keep what was before them.
std::vector<std::int64_t> list_leftovers(platform::Transaction& tx);
// Takes them away, in short transactions.
void remove_leftovers(platform::Database& database);
// A unit that has a function, of those for which the answer is yes.
std::optional<tree::UnitId> find_unit_with_function(platform::Transaction& tx,
                                                    const std::function<bool(tree::UnitId)>& is_one);

}  // namespace org
