#pragma once
// Who saw which personal record: a queue that never lets a reader wait, and a thread that stores and chains
// what is in it. On SQLite the views have a file of their own; on PostgreSQL tables in the same store.
// Threads: note() from any; the rest by its own thread. What cannot be stored is tried again each second.

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "modules/audit/chain.h"

namespace audit {

class Views {
 public:
  Views(platform::Database& main, const platform::Clock& clock, const platform::SigningKey& key,
        const std::filesystem::path& folder);
  ~Views();
  void note(Entry entry);
  void flush();
  std::vector<Entry> list(const Filter& filter);
  Check verify();
  platform::Database* own_store() { return own_.get(); }

 private:
  void run();
  bool store(const std::vector<Entry>& entries);

  std::unique_ptr<platform::Database> own_;  // SQLite only
  platform::Database& database_;
  const platform::Clock& clock_;
  Chain chain_;
  std::mutex mutex_;
  std::condition_variable changed_, stored_;
  std::deque<Entry> waiting_;
  std::size_t in_hand_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace audit
