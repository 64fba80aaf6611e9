#pragma once
// The whole register in memory, column by column, for those who count or search: immutable, shared by all readers.
// Whoever keeps a picture of the register of its own is a MemberListener: it is shown the whole once, and then, inside
// every writing transaction, what that transaction changes. Part of the face.

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "modules/members/facts.h"
#include "platform/database/database.h"

namespace members {

inline constexpr std::int32_t no_day = std::numeric_limits<std::int32_t>::max();  // unknown; of `to`: open
inline constexpr std::uint8_t no_value = 255;

struct Columns {
  std::int64_t version = 0;  // of members_state
  // One entry a member, in the order of ids.
  std::vector<std::uint32_t> id;
  std::vector<std::int32_t> birth, admitted;  // base::Date::days; of a partial date its first day
  std::vector<std::uint8_t> gender, education, focus_group, standing;  // enumerators; no_value where unknown
  std::vector<std::uint16_t> ethnicity, occupation;                    // of the lists below; 0 is ""
  std::vector<std::uint32_t> name;                                     // of names
  std::vector<std::string> ethnicities, occupations;
  std::vector<std::string> names;          // distinct full names, in the order of base::name_order
  std::vector<std::uint32_t> first_spell;  // one more entry than members: spells of i are [first_spell[i], [i+1])
  // One entry a spell, by member and from.
  std::vector<std::uint32_t> unit;  // tree::UnitId
  std::vector<std::int32_t> from, to;
  std::vector<std::uint8_t> status, reason;  // reason: no_value while open
};

// What one transaction does to members: each as it was and as it will be. A member without before is new, one
// without after is gone.
struct MemberChange {
  std::optional<MemberFact> before, after;
};

class MemberListener {
 public:
  virtual ~MemberListener() = default;
  // Long work ahead of replaced(): at start, and before an import becomes visible. No transaction is open.
  virtual void prepare(std::shared_ptr<const Columns> next) = 0;
  // What was prepared and not shown by now does not come.
  virtual void forget() = 0;
  // The register will be what was prepared. Shows it with tx.on_commit.
  virtual void replaced(platform::Transaction& tx) = 0;
  // Inside a writing transaction. version: of members_state, once it is committed.
  virtual void changed(platform::Transaction& tx, std::int64_t version, const std::vector<MemberChange>& changes) = 0;
};

}  // namespace members
