#pragma once
// Who belonged to which cell when, in memory, six bytes a spell: what the criteria count, for every cell of the country
// on any day in one pass. Keeps itself current as a listener of members, and of the tree as to which one its members
// belong to. Knows no unit but by its number. Thread-safe. Not a face.

#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "base/short_day.h"
#include "modules/members/columns.h"
#include "modules/reviews/reviews_rules.h"
#include "modules/tree/tree.h"

namespace reviews {

class Strength final : public members::MemberListener, public tree::TreeListener {
 public:
  explicit Strength(const tree::Tree& tree) : tree_(tree) {}

  // Holds off writers while it lives: one pass, no SQL.
  class Pass {
   public:
    Pass(const Strength& strength, const Criteria& criteria);
    // Whether the members are those of the tree of this version.
    bool fits(std::int64_t tree_version) const;
    // Of one cell; had_members: of whoever began by the day.
    Figures count(tree::UnitId cell, bool& had_members) const;

   private:
    std::shared_lock<std::shared_mutex> lock_;
    const Strength& strength_;
    base::ShortDay on_, admitted_from_, ended_from_;
  };

  void prepare(std::shared_ptr<const members::Columns> next) override;
  void forget() override;
  void replaced(platform::Transaction& tx) override;
  void changed(platform::Transaction& tx, std::int64_t version,
               const std::vector<members::MemberChange>& changes) override;
  void tree_changed(platform::Transaction& tx, std::optional<std::span<const tree::UnitId>> units) override;

 private:
  struct Stay {
    base::ShortDay from = 0, to = 0;
    std::uint16_t traits = 0;
    bool operator==(const Stay&) const = default;
  };
  struct Placed {
    std::uint32_t cell = 0;
    Stay stay;
  };
  // The stays of a cell lie together.
  struct Cells {
    std::vector<std::uint32_t> first;  // by cell, one more entry
    std::vector<Stay> stays;
    std::span<const Stay> of(std::uint32_t cell) const;
  };
  // What one transaction does; shown at once when it is committed.
  struct Stage {
    bool replaced = false;
    std::vector<Placed> gone, fresh;
    std::int64_t tree_version = 0;
  };
  Stage& stage(platform::Transaction& tx);
  void show(const Stage& stage);
  static Stay stay_of(std::uint8_t status, std::int32_t from, std::int32_t to, std::uint8_t reason, bool begins);
  static void each_stay(const members::MemberFact& member, const std::function<void(const Placed&)>& f);

  const tree::Tree& tree_;
  std::mutex writing_;          // of the next
  std::weak_ptr<Stage> stage_;  // of the transaction that writes now
  mutable std::shared_mutex mutex_;
  std::int64_t tree_version_ = -1;  // none was told of
  std::shared_ptr<const Cells> cells_ = std::make_shared<Cells>(), next_;
  std::unordered_map<std::uint32_t, std::vector<Stay>> written_;  // cells that changed since, whole
};

}  // namespace reviews
