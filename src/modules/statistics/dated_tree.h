#pragma once
// The tree of all days at once. A place is one path of units from the root; a unit has as many places as it had
// different paths. Places are numbered in preorder, siblings by code, so what lies below a place is a range, and
// as it was a unit is a few ranges on every day. Outside of its life a unit keeps its first or its last place, so that
// nobody is lost. Units are numbered by their codes. Pure, immutable. Not a face.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/statistics/days.h"
#include "modules/tree/tree.h"

namespace statistics {

inline constexpr std::uint32_t nothing = 0xffffffff;

// What a unit was over time, as the tree module tells it.
struct UnitHistory {
  struct Stretch {
    Day from = 0, to = open_day;
    std::int64_t parent = 0;  // tree::UnitId, 0: none
    tree::UnitKind kind{};
    tree::UnitLevel level{};
    bool operator==(const Stretch&) const = default;
  };
  tree::UnitId id;
  std::string code, name;  // the latest name
  std::vector<Stretch> stretches;
  bool operator==(const UnitHistory&) const = default;
};
using Histories = std::vector<std::shared_ptr<const UnitHistory>>;
// One unit's spans, in the order of their days, as its history.
std::shared_ptr<const UnitHistory> make_history(std::span<const tree::UnitSpan> spans);

// Who took a unit's place.
struct Succession {
  std::int64_t unit = 0, successor = 0;
  bool operator==(const Succession&) const = default;
};

class DatedTree {
 public:
  DatedTree() = default;
  DatedTree(Histories histories, std::vector<Succession> successions);
  // The same tree after some units got another history; one without stretches is gone.
  DatedTree with(const Histories& changed, std::vector<Succession> successions) const;

  std::size_t unit_count() const { return histories_.size(); }
  const UnitHistory& unit(std::uint32_t unit) const { return *histories_[unit]; }
  const Histories& histories() const { return histories_; }
  const std::vector<Succession>& successions() const { return successions_; }
  std::uint32_t find_code(std::string_view code) const;                      // nothing where unknown
  std::uint32_t find_id(std::int64_t id) const;                              // nothing where unknown
  std::uint32_t parent_of(const UnitHistory::Stretch&) const;                // nothing at the root
  const UnitHistory::Stretch* stretch_on(std::uint32_t unit, Day on) const;  // null where it was not

  struct Piece {  // from that day on, until the next piece
    Day from;
    std::uint32_t place;
  };
  std::span<const Piece> pieces(std::uint32_t unit) const {
    return {pieces_.data() + first_piece_[unit], pieces_.data() + first_piece_[unit + 1]};
  }
  std::uint32_t place_on(std::uint32_t unit, Day on) const;

  struct Place {
    std::uint32_t unit, parent;  // parent: nothing at a root
    std::uint32_t end;           // of the places below it: [itself, end)
  };
  std::size_t place_count() const { return places_.size(); }
  const Place& place(std::uint32_t place) const { return places_[place]; }
  std::vector<std::uint32_t> places_of(std::uint32_t unit) const;  // ascending

 private:
  struct Grower;
  Histories histories_;
  std::vector<Succession> successions_;
  std::vector<std::uint32_t> unit_of_id_;
  std::vector<std::uint32_t> first_piece_;
  std::vector<Piece> pieces_;
  std::vector<Place> places_;
};

}  // namespace statistics
