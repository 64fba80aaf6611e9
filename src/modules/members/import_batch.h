#pragma once
// SQL for batches of imports: their summaries, problems and corrections, and the rows that lie beside the register.
// Not a face.

#include "modules/members/import_table.h"
#include "modules/members/members_store.h"

namespace members {

// A member as it was, for undoing.
struct StoredCorrection {
  StoredMember before;
  std::int64_t version = 0;  // of the member after it
};

namespace store {

// The tables are as platform's, and keep the sum of the members' versions besides.
inline const platform::ImportBatches batches{"members"};
void set_versions(platform::Transaction& tx, std::int64_t batch, std::int64_t versions);
void insert_correction(platform::Transaction& tx, std::int64_t batch, const StoredMember& before, std::int64_t version);
std::vector<StoredCorrection> list_corrections(platform::Transaction& tx, std::int64_t batch);
// A member is again as it was in an earlier version: what batches before knew of that version holds of this one.
void carry_over(platform::Transaction& tx, MemberId member, std::int64_t version, std::int64_t now);
void remove_corrections(platform::Transaction& tx, std::int64_t batch);
// Members that the batch made, or gave spells to, as far as there are no more.
std::vector<MemberId> list_members_of_batch(platform::Transaction& tx, const ImportSummary& batch, std::size_t most);
// Batches with rows that no reader sees.
std::vector<std::int64_t> list_leftovers(platform::Transaction& tx);
// The code of a member of the batch of whom something else was written since; nothing when there is none.
std::optional<std::string> find_built_on(platform::Transaction& tx, const ImportSummary& batch);

}  // namespace store

// Takes the rows of a batch that no reader sees out of the tables, in short transactions; of one that never became live
// nothing stays. Nothing for one that is live.
void remove_leftovers(platform::Database& database, std::int64_t batch, const Imports::Shown& shown = {});

}  // namespace members
