#pragma once
// The tree as far as a plan asks for it: units with all their spans, and what stands below a unit from a day on. A
// small plan reads unit by unit; a great one lets the whole tree be read once. Reads within one transaction.

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "modules/tree/tree.h"

namespace reorganisation {

struct Life {
  tree::UnitId id;
  std::string code;
  std::vector<tree::UnitSpan> spans;  // in the order of from
  const tree::UnitSpan* on(base::Date day) const;
};

class Country {
 public:
  Country(platform::Transaction& tx, const tree::Tree& tree) : tx_(&tx), tree_(tree) {}
  void load_whole();
  // What was read stays; nothing more is.
  void close() { tx_ = nullptr; }
  // Null when there never was such a unit.
  const Life* find(const std::string& code);
  // Units that stand below this one on some day from `from` on, in the order of their codes.
  std::vector<const Life*> list_below(const Life& unit, base::Date from);
  // From the unit's parent up, on a day.
  std::vector<const Life*> list_above(const Life& unit, base::Date on);

 private:
  platform::Transaction* tx_;
  const tree::Tree& tree_;
  bool whole_ = false;
  std::unordered_map<std::string, std::unique_ptr<Life>> lives_;
  std::unordered_map<std::int64_t, std::vector<const Life*>> below_;  // whole: at any time
};

}  // namespace reorganisation
