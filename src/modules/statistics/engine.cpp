#include "modules/statistics/engine.h"

#include <algorithm>
#include <utility>

#include "modules/statistics/planned.h"

namespace statistics {
namespace {
constexpr std::size_t most_kept = 6;
constexpr std::size_t most_read_alone = 2000;  // units; more, and the tree is read whole

std::vector<Succession> load_successions(platform::Transaction& tx, const tree::Tree& tree) {
  std::vector<Succession> out;
  tree.each_successor(tx, [&](const tree::Successor& s) { out.push_back({s.unit.value, s.successor.value}); });
  return out;
}

}  // namespace

Engine::Engine(platform::Database& database, const tree::Tree& tree) : database_(database), tree_(tree) {
  Picture empty =
      lay(std::make_shared<const DatedTree>(Histories{}, std::vector<Succession>{}), *shown_.columns, {}, 0);
  empty.tree_version = -1;
  picture_ = shown_.picture = std::make_shared<const Picture>(std::move(empty));
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
  return std::make_shared<const DatedTree>(std::move(all), load_successions(tx, tree_));
}

// The tree as the transaction leaves it; that of the picture where nothing of it changed.
std::shared_ptr<const DatedTree> Engine::next_tree(platform::Transaction& tx, const Shown& from,
                                                   const Stage& stage) const {
  const auto& before = from.picture->tree;
  // What was prepared may be of an earlier tree than this transaction's.
  const bool may_differ = stage.replaced || unsure_;
  if (may_differ ? from.picture->tree_version == tree_.version(tx) : !stage.tree) return before;
  if (stage.replaced || unsure_ || stage.whole_tree || from.picture->tree_version < 0 ||
      stage.units.size() > most_read_alone)
    return load_tree(tx, *before);
  Histories changed;
  for (const auto unit : stage.units) {
    const auto spans = tree_.list_history(tx, unit);
    if (!spans.empty()) {
      changed.push_back(make_history(spans));
    } else {
      UnitHistory gone;
      gone.id = unit;
      changed.push_back(std::make_shared<const UnitHistory>(std::move(gone)));
    }
  }
  return std::make_shared<const DatedTree>(before->with(changed, load_successions(tx, tree_)));
}

Engine::Stage& Engine::stage(platform::Transaction& tx) {
  const std::lock_guard lock(writing_);
  if (const auto known = stage_.lock()) return *known;
  const auto made = std::make_shared<Stage>();
  stage_ = made;
  tx.before_commit([this, made](platform::Transaction& ending) { work_out(ending, *made); });
  tx.on_commit([this, made] { show(*made); });
  return *made;
}

void Engine::work_out(platform::Transaction& tx, Stage& stage) {
  const std::lock_guard lock(writing_);
  const auto& from = stage.replaced ? next_ : shown_;
  auto tree = next_tree(tx, from, stage);
  unsure_ = true;
  const auto version = stage.version ? stage.version : from.picture->version;
  std::optional<Picture> next = *from.picture;
  if (tree != from.picture->tree) {
    next = with_tree(*next, tree, *from.columns, from.changed);
    if (!next) {
      auto changed = from.changed;
      for (const auto& change : stage.changes)
        changed[(change.after ? change.after : change.before)->id.value] = change.after;
      next = lay(tree, *from.columns, changed, version);
      next->tree_version = tree_.version(tx);
      stage.next = std::make_shared<const Picture>(std::move(*next));
      return;
    }
    next->tree_version = tree_.version(tx);
  }
  if (!stage.changes.empty()) next = with_members(*next, stage.changes, version);
  next->version = version;
  stage.next = std::make_shared<const Picture>(std::move(*next));
}

void Engine::show(Stage& stage) {
  Shown old;  // let go of without the locks, as the picture is
  std::shared_ptr<const Picture> seen;
  const std::lock_guard lock(writing_);
  unsure_ = false;
  if (stage.replaced) {
    old = std::exchange(shown_, std::move(next_));
    next_ = {};
  }
  for (auto& change : stage.changes)
    shown_.changed[(change.after ? change.after : change.before)->id.value] = std::move(change.after);
  shown_.picture = std::move(stage.next);
  const std::lock_guard alone(mutex_);
  seen = std::exchange(picture_, shown_.picture);
}

std::shared_ptr<const Picture> Engine::picture() const {
  const std::lock_guard lock(mutex_);
  return picture_;
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
  std::erase_if(kept_,
                [&](const Kept& k) { return k.tree != picture_->tree && k.tree != tree && k.tree != kept_plan_.tree; });
  if (kept_.size() >= most_kept) kept_.erase(kept_.begin());
  kept_.push_back({tree, on, made});
  return made;
}

std::optional<Engine::Planned> Engine::find_planned(const std::shared_ptr<const DatedTree>& tree,
                                                    const reorganisation::PlanKey& key) const {
  const std::lock_guard lock(mutex_);
  if (kept_plan_.of != tree || *kept_plan_.plan != key) return std::nullopt;
  return kept_plan_;
}

Engine::Planned Engine::planned(const std::shared_ptr<const DatedTree>& tree, reorganisation::PlanTree plan,
                                bool keep) {
  Planned made{tree, tree_of_plan(tree, plan), std::make_shared<const reorganisation::PlanTree>(std::move(plan))};
  Planned old;  // let go of without the lock
  const std::lock_guard lock(mutex_);
  if (keep) old = std::exchange(kept_plan_, made);
  return made;
}

void Engine::prepare(std::shared_ptr<const members::Columns> next) {
  const auto before = picture()->tree;
  Shown made;
  std::int64_t tree_version = 0;
  std::shared_ptr<const DatedTree> tree;
  {
    auto tx = database_.begin_read();
    tree_version = tree_.version(tx);
    tree = load_tree(tx, *before);
  }
  Picture laid = lay(std::move(tree), *next, {}, next->version);
  laid.tree_version = tree_version;
  made.picture = std::make_shared<const Picture>(std::move(laid));
  made.columns = std::move(next);
  const std::lock_guard lock(writing_);
  next_ = std::move(made);
}

void Engine::forget() {
  Shown unseen;  // let go of without the lock
  const std::lock_guard lock(writing_);
  std::swap(unseen, next_);
}

void Engine::replaced(platform::Transaction& tx) { stage(tx).replaced = true; }

void Engine::changed(platform::Transaction& tx, std::int64_t version,
                     const std::vector<members::MemberChange>& changes) {
  auto& now = stage(tx);
  now.version = version;
  now.changes.insert(now.changes.end(), changes.begin(), changes.end());
}

void Engine::tree_changed(platform::Transaction& tx, std::optional<std::span<const tree::UnitId>> units) {
  auto& now = stage(tx);
  now.tree = true;
  if (units)
    now.units.insert(now.units.end(), units->begin(), units->end());
  else
    now.whole_tree = true;
}

}  // namespace statistics
