#pragma once
// The tree of one day, and where in it everything that ever was has gone: a unit that had ended stands at its
// successors, or at what was above it; one that had not begun at its predecessors, or above. With several of
// them it stands at the lowest unit above them all. Positions are numbered in preorder. Pure, immutable. Not a face.

#include <vector>

#include "modules/statistics/dated_tree.h"

namespace statistics {

class Restated {
 public:
  Restated(const DatedTree& tree, Day on);
  std::size_t size() const { return units_.size(); }  // units of that day
  std::uint32_t unit_at(std::uint32_t position) const { return units_[position]; }
  std::uint32_t end(std::uint32_t position) const { return ends_[position]; }  // of what lies below it
  std::uint32_t parent(std::uint32_t position) const { return parents_[position]; }
  std::uint32_t position(std::uint32_t unit) const { return positions_[unit]; }  // nothing where it was not
  // The position that takes what a unit had, for every unit ever; nothing where no unit lived that day.
  std::uint32_t target(std::uint32_t unit) const { return targets_[unit]; }

 private:
  void lay_out(const DatedTree& tree, Day on);
  std::uint32_t common(std::uint32_t a, std::uint32_t b) const;
  std::uint32_t find_target(const DatedTree& tree, Day on, std::uint32_t unit);

  std::vector<std::uint32_t> units_, ends_, parents_, positions_, targets_;
  std::vector<std::vector<std::uint32_t>> heirs_, forebears_;  // while targets are being found
  std::vector<char> state_;
};

}  // namespace statistics
