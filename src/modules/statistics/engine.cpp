#include "modules/statistics/engine.h"

namespace statistics {
namespace {
constexpr std::size_t most_kept = 6;
}

Engine::Engine(platform::Database& database, const tree::Tree& tree) : database_(database), tree_(tree) {
  shown_.picture = std::make_shared<const Picture>(
      lay(std::make_shared<const DatedTree>(Histories{}, std::vector<Succession>{}), *shown_.columns, {}, 0));
}

std::shared_ptr<const DatedTree> Engine::load_tree(platform::Transaction& tx, const DatedTree& before) const {
  Histories all;
  std::vector<tree::UnitSpan> of_unit;
  const auto finish = [&] {
    if (of_unit.empty()) return;
    auto history = make_history(of_unit);
    const auto known = before.find_id(history->id.value);
    const bool same = known != nothing && before.unit(known) == *history;
    if (same) history = before.histories()[known];
    all.push_back(std::move(history));
    of_unit.clear();
  };
  tree_.each_span(tx, [&](const tree::UnitSpan& span) {
    if (!of_unit.empty() && of_unit.back().unit_id != span.unit_id) finish();
    of_unit.push_back(span);
  });
  finish();
  std::vector<Succession> successions;
  tree_.each_successor(tx, [&](const tree::Successor& s) { successions.push_back({s.unit.value, s.successor.value}); });
  return std::make_shared<const DatedTree>(std::move(all), std::move(successions));
}

void Engine::take(Shown& shown, const Told& told) {
  for (const auto& change : told.changes)
    shown.changed[(change.after ? change.after : change.before)->id.value] = change.after;
  shown.picture = std::make_shared<const Picture>(with_members(*shown.picture, told.changes, told.version));
}

void Engine::refresh(platform::Transaction& tx, std::int64_t version) {
  const std::lock_guard alone(building_);
  Shown now;
  {
    const std::lock_guard lock(mutex_);
    if (shown_.tree_version >= version) return;
    now = shown_;
    rebuilding_ = true;
    meanwhile_.clear();
  }
  try {
    const auto tree = load_tree(tx, *now.picture->tree);
    auto next = with_tree(*now.picture, tree);
    if (!next) next = lay(tree, *now.columns, now.changed, now.picture->version);
    now.picture = std::make_shared<const Picture>(std::move(*next));
    now.tree_version = version;
  } catch (...) {
    const std::lock_guard lock(mutex_);
    rebuilding_ = false;
    throw;
  }
  const std::lock_guard lock(mutex_);
  rebuilding_ = false;
  if (shown_.columns != now.columns) return;  // another register was shown meanwhile: the next reader comes again
  for (const auto& told : meanwhile_) take(now, told);
  shown_ = std::move(now);
}

std::shared_ptr<const Picture> Engine::picture(platform::Transaction& tx) {
  const auto version = tree_.version(tx);
  for (int tries = 0; tries < 3; ++tries) {
    {
      const std::lock_guard lock(mutex_);
      if (shown_.tree_version >= version) return shown_.picture;
    }
    refresh(tx, version);
  }
  const std::lock_guard lock(mutex_);
  return shown_.picture;
}

std::shared_ptr<const Restated> Engine::restated(const std::shared_ptr<const DatedTree>& tree, Day on) {
  {
    const std::lock_guard lock(mutex_);
    for (auto it = kept_.begin(); it != kept_.end(); ++it)
      if (it->tree == tree && it->on == on) {
        std::rotate(it, it + 1, kept_.end());
        return kept_.back().restated;
      }
  }
  auto made = std::make_shared<const Restated>(*tree, on);
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const Kept& k) { return k.tree != shown_.picture->tree && k.tree != tree; });
  if (kept_.size() >= most_kept) kept_.erase(kept_.begin());
  kept_.push_back({tree, on, made});
  return made;
}

void Engine::prepare(std::shared_ptr<const members::Columns> next) {
  std::shared_ptr<const DatedTree> before;
  {
    const std::lock_guard lock(mutex_);
    before = shown_.picture->tree;
  }
  Shown made;
  {
    auto tx = database_.begin_read();
    made.tree_version = tree_.version(tx);
    const auto tree = load_tree(tx, *before);
    made.picture = std::make_shared<const Picture>(lay(tree, *next, {}, next->version));
  }
  made.columns = std::move(next);
  const std::lock_guard lock(mutex_);
  next_ = std::move(made);
}

void Engine::replaced(platform::Transaction& tx) {
  tx.on_commit([this] {
    const std::lock_guard lock(mutex_);
    shown_ = std::move(next_);
    next_ = {};
  });
}

void Engine::changed(platform::Transaction& tx, std::int64_t version,
                     const std::vector<members::MemberChange>& changes) {
  tx.on_commit([this, told = Told{version, changes}] {
    const std::lock_guard lock(mutex_);
    take(shown_, told);
    if (rebuilding_) meanwhile_.push_back(told);
  });
}

}  // namespace statistics
