#pragma once
// Keeps the picture that answers are counted from. It is told of every write to the register and to the tree inside the
// transaction that makes it, works the next picture out as the last thing of that transaction, and shows it whole once
// it is committed: the writer pays, readers never wait, and nobody ever sees members in a tree that they were not
// written for. Thread-safe. Not a face.

#include <mutex>

#include "modules/reorganisation/plan_tree.h"
#include "modules/statistics/picture.h"
#include "modules/statistics/restated.h"

namespace statistics {

class Engine final : public members::MemberListener, public tree::TreeListener {
 public:
  Engine(platform::Database& database, const tree::Tree& tree);

  // What there is to count, with every write that was acknowledged.
  std::shared_ptr<const Picture> picture() const;
  // The tree of one day out of a tree of all days; kept for those asked last.
  std::shared_ptr<const Restated> restated(const std::shared_ptr<const DatedTree>& tree, Day on);
  // A plan and the tree as it would leave it; the one asked last is kept.
  struct Planned {
    std::shared_ptr<const DatedTree> of, tree;
    std::shared_ptr<const reorganisation::PlanTree> plan;
  };
  // Null where it is not kept.
  std::optional<Planned> find_planned(const std::shared_ptr<const DatedTree>& tree,
                                      const reorganisation::PlanKey& key) const;
  // keep: the plan was worked out in this very tree.
  Planned planned(const std::shared_ptr<const DatedTree>& tree, reorganisation::PlanTree plan, bool keep);

  void prepare(std::shared_ptr<const members::Columns> next) override;
  void forget() override;
  void replaced(platform::Transaction& tx) override;
  void changed(platform::Transaction& tx, std::int64_t version,
               const std::vector<members::MemberChange>& changes) override;
  void tree_changed(platform::Transaction& tx, std::optional<std::span<const tree::UnitId>> units) override;

 private:
  struct Shown {
    std::shared_ptr<const Picture> picture;
    std::shared_ptr<const members::Columns> columns = std::make_shared<const members::Columns>();
    Changed changed;  // since the columns
  };
  // What one transaction does.
  struct Stage {
    bool replaced = false;
    bool tree = false, whole_tree = false;
    std::vector<tree::UnitId> units;  // of a tree that changed in part
    std::int64_t version = 0;
    std::vector<members::MemberChange> changes;
    std::shared_ptr<const Picture> next;
  };
  Stage& stage(platform::Transaction& tx);
  std::shared_ptr<const DatedTree> load_tree(platform::Transaction& tx, const DatedTree& before) const;
  std::shared_ptr<const DatedTree> next_tree(platform::Transaction& tx, const Shown& from, const Stage& stage) const;
  void work_out(platform::Transaction& tx, Stage& stage);
  void show(Stage& stage);

  platform::Database& database_;
  const tree::Tree& tree_;
  std::mutex writing_;          // of what the writer and whoever prepares a register keep: the next five
  Shown shown_;                 // its picture is the one that readers have
  Shown next_;                  // what was prepared
  std::weak_ptr<Stage> stage_;  // of the transaction that writes now
  // Something was worked out and never shown. It was rolled back, or the connection was lost in the commit, and then
  // nobody knows: the tree is read whole.
  bool unsure_ = false;
  mutable std::mutex mutex_;  // held for moments only
  std::shared_ptr<const Picture> picture_;
  struct Kept {
    std::shared_ptr<const DatedTree> tree;
    Day on = 0;
    std::shared_ptr<const Restated> restated;
  };
  std::vector<Kept> kept_;  // the latest asked last
  Planned kept_plan_;
};

}  // namespace statistics
