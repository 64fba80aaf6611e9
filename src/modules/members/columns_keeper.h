#pragma once
// Keeps the register in memory: reads it at start, from the snapshot where that is of this very state, shows it to all
// listeners, keeps what is written since beside it, and folds that in on a thread of its own. It is a listener itself,
// the first. Thread-safe. Part of the face.

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include "modules/members/columns.h"
#include "modules/members/listeners.h"
#include "modules/members/snapshot.h"

namespace members {

class ColumnsKeeper final : public MemberListener {
 public:
  // snapshot: the file. Adds itself to the listeners.
  ColumnsKeeper(platform::Database& database, Listeners& listeners, std::filesystem::path snapshot);
  ~ColumnsKeeper() override;
  // Once every listener is added: they are shown the register before it returns.
  void start();
  void stop();
  bool started() const { return started_; }

  // A register that comes whole, after an import: outside any transaction all listeners prepare for it, and then the
  // transaction that makes it so shows it, with what others wrote meanwhile. One at a time is on its way, from before
  // the first to after the commit; one that never is shown is forgotten then.
  class Replacement {
   public:
    explicit Replacement(ColumnsKeeper& keeper) : alone_(keeper.replacing_), keeper_(keeper) {}
    ~Replacement();
    Replacement(const Replacement&) = delete;

   private:
    std::lock_guard<std::mutex> alone_;
    ColumnsKeeper& keeper_;
  };
  void prepare_all(std::shared_ptr<const Columns> next);
  // The register with a batch that is not live yet and concerns the members given: no others are read again, unless
  // nobody knows what was written meanwhile.
  std::shared_ptr<const Columns> load_with(platform::Transaction& tx, std::int64_t batch,
                                           std::vector<std::int64_t> members) const;
  void show(platform::Transaction& tx, std::int64_t version);
  // The members that were written after a version.
  std::vector<MemberId> written_since(std::int64_t version) const;

  void prepare(std::shared_ptr<const Columns>) override {}
  void forget() override;
  void replaced(platform::Transaction& tx) override;
  void changed(platform::Transaction& tx, std::int64_t version, const std::vector<MemberChange>& changes) override;

 private:
  struct Written {
    std::int64_t version = 0;
    std::optional<MemberFact> now;
  };
  struct Folded {
    RegisterState state;
    std::shared_ptr<const Columns> columns;
  };
  void run();
  std::optional<Folded> fold();
  void fold_in();

  platform::Database& database_;
  Listeners& listeners_;
  std::filesystem::path snapshot_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Columns> columns_, next_;
  std::map<std::int64_t, Written> written_;  // since columns_, by member
  std::int64_t version_ = 0;                 // of columns_ with what was written
  std::mutex replacing_;
  std::condition_variable changed_;
  std::thread thread_;
  bool started_ = false, stopping_ = false;
};

}  // namespace members
