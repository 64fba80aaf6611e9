#include "modules/members/listeners.h"

namespace members {

std::int64_t raise_version(platform::Transaction& tx) {
  tx.run("UPDATE members_state SET version = version + 1 WHERE id = 1");
  return tx.find<std::int64_t>("SELECT version FROM members_state WHERE id = 1").value();
}

void Listeners::tell(platform::Transaction& tx, const std::vector<MemberChange>& changes) const {
  if (changes.empty()) return;
  const auto version = raise_version(tx);
  for (auto* listener : all_) listener->changed(tx, version, changes);
}

}  // namespace members
