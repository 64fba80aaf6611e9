#pragma once
// The cells that a file of spells names, over time, and what took the place of those that are gone. Reads only. Not a
// face.

#include "modules/members/import_table.h"

namespace members {

// One unit that a file names, over time.
struct UnitLife {
  std::int64_t id = 0;
  struct Stretch {
    std::int32_t from = 0, to = no_day;
    bool is_cell = false;
  };
  std::vector<Stretch> stretches;  // in the order of time

  void add(const tree::UnitSpan& span) {
    id = span.unit_id.value;
    stretches.push_back({span.from.days, span.to ? span.to->days : no_day, tree::holds_members(span.kind)});
  }
  // The first day after its life.
  std::int32_t end() const { return stretches.empty() ? no_day : stretches.back().to; }
  // Why nobody can be a member there during [from, to); nullptr when one can.
  const char* refuses(std::int32_t from, std::int32_t to) const;
};

// By the number of the unit in the file.
std::vector<UnitLife> read_units(platform::Transaction& tx, const tree::Tree& tree, const Words& codes);
// A line that names a unit which was gone by then means its one successor; where several took its place it is refused.
void follow_successors(platform::Transaction& tx, const tree::Tree& tree, SpellFile& file, std::vector<UnitLife>& units,
                       ImportProblems& problems);

}  // namespace members
