#pragma once
// Whoever keeps a picture of the register, told of every change in the order of commits. Filled at start by app/;
// tell() may be called from any writing transaction afterwards.

#include <vector>

#include "modules/members/columns.h"

namespace members {

class Listeners {
 public:
  void add(MemberListener& listener) { all_.push_back(&listener); }
  const std::vector<MemberListener*>& all() const { return all_; }
  // Raises the version of members_state and tells every listener; nothing for no changes. Every function that writes
  // members or spells calls it once, after its last write.
  void tell(platform::Transaction& tx, const std::vector<MemberChange>& changes) const;

 private:
  std::vector<MemberListener*> all_;
};

// Raises the version of members_state; the new one.
std::int64_t raise_version(platform::Transaction& tx);

}  // namespace members
