#include "modules/members/listeners.h"

#include <cstring>

#include "platform/crypto/crypto.h"

namespace members {

std::int64_t raise_version(platform::Transaction& tx) {
  std::int64_t stamp = 0;
  const auto drawn = platform::random_bytes(sizeof stamp);
  std::memcpy(&stamp, drawn.data(), sizeof stamp);
  tx.run("UPDATE members_state SET version = version + 1, stamp = ? WHERE id = 1", stamp);
  return tx.find<std::int64_t>("SELECT version FROM members_state WHERE id = 1").value();
}

void Listeners::tell(platform::Transaction& tx, const std::vector<MemberChange>& changes) const {
  if (changes.empty()) return;
  const auto version = raise_version(tx);
  for (auto* listener : all_) listener->changed(tx, version, changes);
}

}  // namespace members
