#pragma once
// The units of all days in memory, as far as a list of weak organisations needs them: of what kind each was and below
// which other on which day, and below which it stands in tree_scope. Read anew after a change of the tree. Units are
// positions in the order of their codes. Immutable. Not a face.

#include <memory>
#include <mutex>
#include <vector>

#include "modules/identity/identity.h"
#include "modules/tree/tree.h"

namespace reviews {

inline constexpr std::uint32_t nowhere = 0xFFFFFFFF;

class Places {
 public:
  Places(platform::Transaction& tx, const tree::Tree& tree);
  std::size_t size() const { return ids_.size(); }
  std::int64_t version() const { return version_; }  // of the tree
  tree::UnitId id(std::uint32_t place) const { return tree::UnitId{ids_[place]}; }
  std::uint32_t find(tree::UnitId unit) const;  // nowhere when there is none
  base::Date since(std::uint32_t place) const { return {spans_[first_[place]].from}; }
  bool lives(std::uint32_t place, base::Date on) const;

  // The tree of one day.
  struct Day {
    std::vector<std::uint32_t> parent;  // nowhere: none
    std::vector<std::uint8_t> kind;     // of tree::UnitKind; no_kind where it is not in the tree of that day
  };
  static constexpr std::uint8_t no_kind = 255;
  Day day(base::Date on) const;
  const std::vector<std::uint32_t>& scope_parents() const { return scope_parent_; }
  // Which of them stand below one of the roots, or are one.
  static std::vector<char> below(const std::vector<std::uint32_t>& parents, const std::vector<std::uint32_t>& roots);
  std::vector<char> inside(const identity::Scope& scope) const;

 private:
  struct Span {
    std::int32_t from = 0, to = 0;
    std::uint32_t parent = 0;
    std::uint8_t kind = 0;
  };
  std::int64_t version_ = 0;
  std::vector<std::int64_t> ids_;
  std::vector<std::uint32_t> place_of_;  // by id
  std::vector<std::uint32_t> first_;     // of spans, one more entry
  std::vector<Span> spans_;
  std::vector<std::uint32_t> scope_parent_;
};

// The places of the tree that the transaction sees; the newest are kept. Who finds them there never waits for who reads
// the tree. Thread-safe.
class PlaceKeeper {
 public:
  explicit PlaceKeeper(const tree::Tree& tree) : tree_(tree) {}
  std::shared_ptr<const Places> of(platform::Transaction& tx) const;

 private:
  std::shared_ptr<const Places> kept(std::int64_t version) const;

  const tree::Tree& tree_;
  mutable std::mutex reading_;  // one reads the tree for all
  mutable std::mutex mutex_;    // held for moments only
  mutable std::shared_ptr<const Places> places_;
};

}  // namespace reviews
