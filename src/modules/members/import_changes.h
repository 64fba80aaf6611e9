#pragma once
// What an import and its undoing do to members, as listeners are told. Not a face.

#include "modules/members/import_batch.h"

namespace members {

inline constexpr std::size_t few_members = 2'000;  // told to listeners one by one; more come whole

inline MemberChange change_of(const std::optional<StoredMember>& before, const std::optional<StoredMember>& after) {
  return {before ? std::optional(fact_of(*before)) : std::nullopt,
          after ? std::optional(fact_of(*after)) : std::nullopt};
}

inline void store_corrected(platform::Transaction& tx, const StoredMember& before, const StoredMember& after) {
  store::store_member(tx, after);
  if (before.spells != after.spells) store::replace_spells(tx, after);
}

}  // namespace members
