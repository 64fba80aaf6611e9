#pragma once
// Every column of this module that holds something sealed with the citizens' key ring: what `keys rotate` seals anew
// before it destroys the older keys. A test looks through all tables for sealed bytes that stand nowhere here. Not a
// face.

#include <functional>

#include "modules/members/members_store.h"

namespace members {

struct SealedColumn {
  const char *table, *column;
  bool is_record = false;  // a text of member_record.h with the sealed number inside; else the sealed bytes
};
inline constexpr SealedColumn sealed_columns[] = {{"members_member", "citizen_sealed"},
                                                  {"members_correction", "before", true},
                                                  {"members_merge", "kept_before", true},
                                                  {"members_merge", "dissolved_before", true}};

// Nothing where it need not be sealed anew.
using Reseal = std::function<std::optional<std::string>(const std::string& sealed)>;
struct Resealed {
  std::int64_t last = 0;  // id; 0 when there were no more rows
  std::int64_t done = 0;
};
// Some rows of a column after an id.
Resealed reseal(Transaction& tx, const SealedColumn& column, std::int64_t after, const Reseal& anew);

}  // namespace members
