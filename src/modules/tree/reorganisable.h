#pragma once
// What a plan that changes units asks of the modules that keep something at units: what stands in its way, what would
// move, to move it, and to move it back. A module that keeps such things implements Reorganisable; one that counts
// people implements PeopleCount; app/ hands them to reorganisation. Everything runs in the caller's transaction. Part
// of the face of tree, which itself calls none of it.

#include <map>
#include <unordered_map>

#include "base/actor.h"
#include "modules/tree/tree.h"

namespace tree {

// The plan as far as others keep something at units. What it establishes has no id before the commit: codes name it.
struct Reorganisation {
  std::int64_t plan = 0;  // 0 in a preview of what is not stored
  base::Date on;
  std::int64_t document = 0;  // the deciding one, once the plan is committed
  struct Ending {
    int step = 0;
    UnitId unit;
    std::string code;
    std::vector<std::string> successors;  // what takes its place; a cell that is divided stands in divisions too
  };
  std::vector<Ending> endings;
  // Units that may hold no members from the day on: their kind changes.
  std::vector<Ending> emptied;
  // Who of a cell goes to which cell: by name, else by the first rule whose every field fits.
  struct Rule {
    std::map<std::string, std::string> where;
    std::string to;
  };
  struct Division {
    int step = 0;
    UnitId unit;
    std::string code;
    std::map<std::string, std::string> named;
    std::vector<Rule> rules;
  };
  std::vector<Division> divisions;
  struct PassedGrant {
    std::string account, role, to;
  };
  std::vector<PassedGrant> grants;
  std::vector<UnitId> established;  // once the plan is committed
  // Whether whoever asks may know who is in a unit; a sentence names people only then.
  std::function<bool(UnitId)> knows_people = [](UnitId) { return false; };
};

// A sentence that says why not. step: of the plan, from 1; 0 of the plan as a whole.
struct Hindrance {
  int step = 0;
  std::string key;
  base::Parameters parameters;
};

BOOST_DEFINE_ENUM_CLASS(MovedKind, people, work, documents, targets, accounts)
// So much of one kind goes from a unit to another; to is empty where it stays with the unit's past.
struct Moved {
  MovedKind kind{};
  std::string from, to;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (kind, from, to, count))

class Reorganisable {
 public:
  virtual ~Reorganisable() = default;
  virtual std::vector<Hindrance> check(platform::Transaction&, const Reorganisation&) { return {}; }
  virtual std::vector<Moved> preview(platform::Transaction& tx, const Reorganisation& r) = 0;
  // The tree has changed already.
  virtual void apply(platform::Transaction&, const base::Actor&, const Reorganisation&) {}
  // What was built on a committed plan, so that it cannot be undone. Nothing has changed yet.
  virtual std::vector<Hindrance> built_on(platform::Transaction&, const Reorganisation&) { return {}; }
  // Before the tree goes back.
  virtual void undo(platform::Transaction&, const base::Actor&, const Reorganisation&) {}
};

// A measure that counts people, over some units or all, on a day.
struct PeopleTotal {
  std::string measure;
  std::int64_t count = 0;
  bool operator==(const PeopleTotal&) const = default;
};

class PeopleCount {
 public:
  virtual ~PeopleCount() = default;
  virtual std::vector<PeopleTotal> totals(platform::Transaction& tx, base::Date on) = 0;
  // Of those units only.
  virtual std::vector<PeopleTotal> totals(platform::Transaction& tx, base::Date on, std::span<const UnitId> units) = 0;
  // By cell; cells without people may be absent.
  virtual std::unordered_map<std::int64_t, std::int64_t> count_people(platform::Transaction& tx, base::Date on,
                                                                      std::span<const UnitId> units) = 0;
};

}  // namespace tree

template <>
struct base::labels<tree::Moved> {
  static constexpr FieldLabel list[] = {{"kind", "Loại", "Kind", readonly},
                                        {"from", "Từ đơn vị", "From", readonly, 40},
                                        {"to", "Sang đơn vị", "To", readonly, 40},
                                        {"count", "Số lượng", "Count", readonly}};
};
static_assert(base::complete<tree::Moved>());
