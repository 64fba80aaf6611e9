#pragma once
// SQL for members_merge, members_distinct, members_scan and members_likeness, inside the caller's transaction. No
// decisions. Not a face.

#include "modules/members/duplicates.h"
#include "modules/members/members_store.h"

namespace members {

struct StoredMerge {
  std::int64_t id = 0;
  MemberId kept, dissolved;
  base::Date on;
  std::string kept_before, dissolved_before;  // member_record.h
  std::int64_t kept_version = 0, dissolved_version = 0;
};

// Two records of a scan, and the strongest that speaks for their being one.
struct LikePair {
  std::int64_t number = 0;
  MemberId one, other;
  Likeness likeness{};
};

namespace store {

void insert_merge(Transaction& tx, const StoredMerge& merge);
// The merge that holds.
std::optional<StoredMerge> find_merge(Transaction& tx, MemberId dissolved);
void undo_merge(Transaction& tx, std::int64_t id);
// Whether either has a case or a badge that came after the merge.
bool is_built_on(Transaction& tx, const StoredMerge& merge);
// Records merged straight into this one.
std::vector<MemberId> list_merged(Transaction& tx, MemberId kept);
// Every record that is merged into another.
std::vector<std::int64_t> list_dissolved(Transaction& tx);
// The record that it was merged into, however often; itself when it was not.
StoredMember kept_of(Transaction& tx, StoredMember member);
// Who has the number; for a dissolved record the one that was kept.
std::optional<MemberId> find_by_citizen(Transaction& tx, const std::string& hash, MemberId without);

void mark_distinct(Transaction& tx, MemberId one, MemberId other, const DistinctMark& mark);
bool unmark_distinct(Transaction& tx, MemberId one, MemberId other);
std::optional<DistinctMark> find_distinct(Transaction& tx, MemberId one, MemberId other);

// Pairs of live records with one citizen number.
std::vector<LikePair> list_same_numbers(Transaction& tx);
std::int64_t insert_scan(Transaction& tx, tree::UnitId unit, const std::string& account);
void insert_likenesses(Transaction& tx, std::int64_t scan, std::span<const LikePair> pairs);
void finish_scan(Transaction& tx, const ScanSummary& summary);
// The last one that is finished; its unit by id.
std::optional<ScanSummary> find_scan(Transaction& tx, tree::UnitId unit);
// Other scans of the unit, and those that never finished.
std::vector<std::int64_t> list_stale_scans(Transaction& tx, tree::UnitId unit, std::int64_t but);
// Some pairs of a scan; false when none was left and the scan is gone.
bool remove_scan(Transaction& tx, std::int64_t scan);
std::vector<LikePair> list_likenesses(Transaction& tx, std::int64_t scan, bool lower, std::int64_t after, int limit);

}  // namespace store
}  // namespace members
