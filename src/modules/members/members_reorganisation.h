#pragma once
// Members when their cells are reorganised: where a cell ends or is divided, the spell that holds on the day is closed
// as `reorganised` and another opened in the successor, and spells that begin later lie in the successor. Nobody is
// left in a cell that has gone, and nobody is lost. Set by set in SQL: a plan may move a quarter of a million. Part of
// the face.

#include "modules/members/facts.h"
#include "modules/members/listeners.h"
#include "platform/clock/clock.h"

namespace members {

// One of a cell that is divided, and the code of the cell to go to; "" when nothing assigns the member.
struct PlacedMember {
  MemberId id;
  std::string code, to;
};

class ReorganisedMembers final : public tree::Reorganisable, public tree::PeopleCount, public tree::UnitGuard {
 public:
  ReorganisedMembers(const tree::Tree& tree, const Listeners& listeners, const platform::Clock& clock)
      : tree_(tree), listeners_(listeners), clock_(clock) {}

  std::vector<tree::Hindrance> check(platform::Transaction& tx, const tree::Reorganisation& r) override;
  std::vector<tree::Moved> preview(platform::Transaction& tx, const tree::Reorganisation& r) override;
  void apply(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) override;
  std::vector<tree::Hindrance> built_on(platform::Transaction& tx, const tree::Reorganisation& r) override;
  void undo(platform::Transaction& tx, const base::Actor& actor, const tree::Reorganisation& r) override;

  // Where everybody of a divided cell goes, by code.
  static std::vector<PlacedMember> place(platform::Transaction& tx, const tree::Reorganisation::Division& division,
                                         base::Date on);

  // Nobody stands in a unit that ends, or turns into what holds no members, by hand or by a file.
  std::vector<tree::RowProblem> check(platform::Transaction& tx, std::span<const tree::LostTime> lost) override;

  std::vector<tree::PeopleTotal> totals(platform::Transaction& tx, base::Date on) override;
  std::vector<tree::PeopleTotal> totals(platform::Transaction& tx, base::Date on,
                                        std::span<const tree::UnitId> units) override;
  std::unordered_map<std::int64_t, std::int64_t> count_people(platform::Transaction& tx, base::Date on,
                                                              std::span<const tree::UnitId> units) override;

 private:
  const tree::Tree& tree_;
  const Listeners& listeners_;
  const platform::Clock& clock_;
};

}  // namespace members
