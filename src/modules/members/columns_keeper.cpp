#include "modules/members/columns_keeper.h"

#include <algorithm>

#include "modules/members/columns_builder.h"
#include "platform/log/log.h"

namespace members {
namespace {

constexpr std::size_t most_beside = 10'000;  // members written since; more are folded in

}  // namespace

ColumnsKeeper::ColumnsKeeper(platform::Database& database, Listeners& listeners, std::filesystem::path snapshot)
    : database_(database), listeners_(listeners), snapshot_(std::move(snapshot)) {
  listeners_.add(*this);
}

ColumnsKeeper::~ColumnsKeeper() { stop(); }

void ColumnsKeeper::start() {
  RegisterState state;
  std::optional<Columns> columns;
  {
    auto tx = database_.begin_read();
    state = read_state(tx);
    columns = read_snapshot(snapshot_, state);
    if (!columns) {
      columns = load_columns(tx);
      write_snapshot(snapshot_, state, *columns);
    }
  }
  started_ = true;
  prepare_all(std::make_shared<const Columns>(std::move(*columns)));
  auto tx = database_.begin();
  show(tx, state.version);
  tx.commit();
  thread_ = std::thread([this] { run(); });
}

// What was written last is in the next start's snapshot.
void ColumnsKeeper::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (!started_) return;
  if (const auto last = fold()) write_snapshot(snapshot_, last->state, *last->columns);
}

std::shared_ptr<const Columns> ColumnsKeeper::load_with(platform::Transaction& tx, std::int64_t batch,
                                                        std::vector<std::int64_t> members) const {
  const auto version = read_state(tx).version;
  std::shared_ptr<const Columns> before;
  {
    const std::lock_guard lock(mutex_);
    if (columns_ && version_ >= version) before = columns_;
    for (const auto& [id, written] : written_) members.push_back(id);
  }
  if (!before) return std::make_shared<const Columns>(load_columns(tx, batch));
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  return std::make_shared<const Columns>(load_columns_over(tx, batch, *before, members));
}

void ColumnsKeeper::prepare_all(std::shared_ptr<const Columns> next) {
  for (auto* listener : listeners_.all()) listener->prepare(next);
  const std::lock_guard lock(mutex_);
  next_ = std::move(next);
}

ColumnsKeeper::Replacement::~Replacement() {
  for (auto* listener : keeper_.listeners_.all()) listener->forget();
}

void ColumnsKeeper::forget() {
  std::shared_ptr<const Columns> unseen;  // let go of without the lock
  const std::lock_guard lock(mutex_);
  unseen.swap(next_);
}

void ColumnsKeeper::show(platform::Transaction& tx, std::int64_t version) {
  std::vector<MemberChange> since;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, written] : written_) {
      if (written.version <= next_->version) continue;
      const auto place = place_of(*next_, MemberId{id});
      since.push_back({place ? std::optional(fact_at(*next_, *place)) : std::nullopt, written.now});
    }
  }
  for (auto* listener : listeners_.all()) listener->replaced(tx);
  if (version == next_->version) return;
  for (auto* listener : listeners_.all()) listener->changed(tx, version, since);
}

std::vector<MemberId> ColumnsKeeper::written_since(std::int64_t version) const {
  std::vector<MemberId> ids;
  const std::lock_guard lock(mutex_);
  for (const auto& [id, written] : written_)
    if (written.version > version) ids.push_back(MemberId{id});
  return ids;
}

void ColumnsKeeper::replaced(platform::Transaction& tx) {
  tx.on_commit([this] {
    const std::lock_guard lock(mutex_);
    columns_ = std::move(next_);
    version_ = columns_->version;
    std::erase_if(written_, [&](const auto& w) { return w.second.version <= columns_->version; });
  });
}

void ColumnsKeeper::changed(platform::Transaction& tx, std::int64_t version, const std::vector<MemberChange>& changes) {
  if (!started_) return;
  std::vector<std::pair<std::int64_t, std::optional<MemberFact>>> now;
  for (const auto& change : changes)
    now.emplace_back(change.after ? change.after->id.value : change.before->id.value, change.after);
  tx.on_commit([this, version, now = std::move(now)] {
    const std::lock_guard lock(mutex_);
    version_ = version;
    for (const auto& [id, fact] : now) written_[id] = {version, fact};
    if (written_.size() > most_beside) changed_.notify_all();
  });
}

void ColumnsKeeper::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || written_.size() > most_beside; });
    if (stopping_) return;
    lock.unlock();
    try {
      fold_in();
    } catch (const std::exception& error) {
      platform::log(platform::LogLevel::warning, "members.fold", {{"detail", error.what()}});
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
    lock.lock();
  }
}

// Columns with what was written since; nothing when there is none, or when it was of no one state.
std::optional<ColumnsKeeper::Folded> ColumnsKeeper::fold() {
  auto tx = database_.begin_read();
  const auto state = read_state(tx);
  std::shared_ptr<const Columns> columns;
  std::map<std::int64_t, std::optional<MemberFact>> now;
  {
    const std::lock_guard lock(mutex_);
    if (written_.empty() || version_ != state.version) return std::nullopt;
    columns = columns_;
    for (const auto& [id, written] : written_) now.emplace(id, written.now);
  }
  return Folded{state, std::make_shared<const Columns>(changed_columns(*columns, now, state.version))};
}

void ColumnsKeeper::fold_in() {
  const Replacement alone(*this);
  const auto folded = fold();
  if (!folded) return;
  prepare_all(folded->columns);
  auto tx = database_.begin();
  show(tx, read_state(tx).version);
  tx.commit();
  write_snapshot(snapshot_, folded->state, *folded->columns);
}

}  // namespace members
