#include "modules/audit/views.h"

#include "platform/log/log.h"

namespace audit {
namespace {

constexpr std::size_t most_in_one_write = 2000;
constexpr std::size_t most_waiting = 1'000'000;  // about 300 MB; reached only when the store is gone for long

}  // namespace

std::unique_ptr<platform::Database> open_views(platform::Database& main, const std::filesystem::path& folder) {
  if (main.engine() != platform::Engine::sqlite) return nullptr;
  auto database = platform::Database::open((folder / "views.db").string());
  auto steps = platform::read_migrations("audit", migrations());
  std::erase_if(steps, [](const auto& step) { return step.name != "0002_create_views.sql"; });
  CHECK(steps.size() == 1);
  steps.front().number = 1;
  database->migrate(steps);
  return database;
}

Views::Views(platform::Database& main, const platform::Clock& clock, const platform::SigningKey& key,
             const std::filesystem::path& folder)
    : own_(open_views(main, folder)),
      database_(own_ ? *own_ : main),
      clock_(clock),
      chain_({"audit_view", "audit_view_seal", "audit_view_head"}, key),
      thread_([this] { run(); }) {}

Views::~Views() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Views::note(Entry entry) {
  {
    std::lock_guard lock(mutex_);
    if (waiting_.size() >= most_waiting) {
      waiting_.pop_front();
      platform::log(platform::LogLevel::error, "audit.view_lost");
    }
    waiting_.push_back(std::move(entry));
  }
  changed_.notify_one();
}

void Views::flush() {
  std::unique_lock lock(mutex_);
  stored_.wait(lock, [this] { return waiting_.empty() && in_hand_ == 0; });
}

void Views::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto count = std::min(waiting_.size(), most_in_one_write);
    const std::vector<Entry> batch(waiting_.begin(), waiting_.begin() + std::ptrdiff_t(count));
    in_hand_ = count;
    lock.unlock();
    const bool done = store(batch);
    lock.lock();
    in_hand_ = 0;
    if (done)
      waiting_.erase(waiting_.begin(), waiting_.begin() + std::ptrdiff_t(std::min(count, waiting_.size())));
    else if (stopping_)
      return;
    else
      changed_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; });
    stored_.notify_all();
  }
}

bool Views::store(const std::vector<Entry>& entries) {
  try {
    auto tx = database_.begin();
    for (Entry entry : entries) chain_.append(tx, entry);
    while (chain_.seal(tx, clock_.now(), most_in_one_write)) {
    }
    tx.commit();
    return true;
  } catch (const std::exception& failure) {  // the thread must live: the views wait and are tried again
    platform::log(platform::LogLevel::error, "audit.views_not_stored", {{"key", failure.what()}});
    return false;
  }
}

std::vector<Entry> Views::list(const Filter& filter) {
  auto tx = database_.begin_read();
  return chain_.list(tx, filter);
}

Check Views::verify() {
  auto tx = database_.begin_read();
  return chain_.verify(tx);
}

}  // namespace audit
