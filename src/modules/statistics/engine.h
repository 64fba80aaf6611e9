#pragma once
// Keeps the picture that answers are counted from: shown the register by the members module, told of every write
// inside its transaction, and of another tree by its version, which every answer compares. Thread-safe; readers never
// wait for one another. Not a face.

#include <mutex>

#include "modules/statistics/picture.h"
#include "modules/statistics/restated.h"

namespace statistics {

class Engine final : public members::MemberListener {
 public:
  Engine(platform::Database& database, const tree::Tree& tree);

  // What there is to count as the transaction sees the tree, with every write that is committed.
  std::shared_ptr<const Picture> picture(platform::Transaction& tx);
  // The tree of one day out of a tree of all days; kept for those asked last.
  std::shared_ptr<const Restated> restated(const std::shared_ptr<const DatedTree>& tree, Day on);

  void prepare(std::shared_ptr<const members::Columns> next) override;
  void replaced(platform::Transaction& tx) override;
  void changed(platform::Transaction& tx, std::int64_t version,
               const std::vector<members::MemberChange>& changes) override;

 private:
  struct Shown {
    std::shared_ptr<const Picture> picture = std::make_shared<const Picture>();
    std::int64_t tree_version = -1;
    std::shared_ptr<const members::Columns> columns = std::make_shared<const members::Columns>();
    Changed changed;  // since the columns
  };
  struct Told {
    std::int64_t version = 0;
    std::vector<members::MemberChange> changes;
  };
  std::shared_ptr<const DatedTree> load_tree(platform::Transaction& tx, const DatedTree& before) const;
  void refresh(platform::Transaction& tx, std::int64_t version);
  static void take(Shown& shown, const Told& told);

  platform::Database& database_;
  const tree::Tree& tree_;
  std::mutex building_;  // one tree is read at a time; taken before the other
  mutable std::mutex mutex_;
  Shown shown_, next_;
  bool rebuilding_ = false;
  std::vector<Told> meanwhile_;  // while it is being rebuilt
  struct Kept {
    std::shared_ptr<const DatedTree> tree;
    Day on = 0;
    std::shared_ptr<const Restated> restated;
  };
  std::vector<Kept> kept_;  // the latest asked last
};

}  // namespace statistics
