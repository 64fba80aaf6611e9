#pragma once
// Targets when units are reorganised. What was set for years that begin on the plan's day or later goes with a unit
// that has exactly one successor: numbers of people are added up there, a rate passes where the successor has none and
// all who bring one bring the same. Everything else stays with the unit's past. What came by a plan leaves with its
// undo; what was set since on what the plan made stands in the undo's way. Not a face.

#include <map>

#include "modules/statistics/targets.h"
#include "modules/tree/reorganisable.h"

namespace statistics {

class MovedTargets final : public tree::Reorganisable {
 public:
  MovedTargets(const tree::Tree& tree, audit::Audit& audit, const platform::Clock& clock)
      : tree_(tree), audit_(audit), clock_(clock) {}
  std::vector<tree::Moved> preview(platform::Transaction& tx, const tree::Reorganisation& r) override;
  void apply(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) override;
  std::vector<tree::Hindrance> built_on(platform::Transaction& tx, const tree::Reorganisation& r) override;
  void undo(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) override;

 private:
  const tree::Tree& tree_;
  audit::Audit& audit_;
  const platform::Clock& clock_;
};

}  // namespace statistics
