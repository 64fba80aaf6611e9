#include "modules/tree/tree_scope.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "modules/tree/row_change.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

// The parent on that day, or in the last span before it, or in the first one after. 0: none.
class Places {
 public:
  explicit Places(base::Date today) : today_(today) {}
  void add(std::int64_t unit, std::int64_t parent, base::Date from) {
    auto [it, fresh] = places_.emplace(unit, Place{parent, from});
    // Spans come ordered by from: a later one that has begun takes the place.
    if (!fresh && from <= today_) it->second = {parent, from};
  }
  std::int64_t parent(std::int64_t unit) const {
    const auto it = places_.find(unit);
    return it == places_.end() ? 0 : it->second.parent;
  }
  struct Place {
    std::int64_t parent;
    base::Date from;
  };
  const std::unordered_map<std::int64_t, Place>& all() const { return places_; }

 private:
  base::Date today_;
  std::unordered_map<std::int64_t, Place> places_;
};

// All paths anew, in memory.
class Paths {
 public:
  Paths(platform::Transaction& tx, std::int64_t generation, base::Date today) : places_(today) {
    tx.each(
        "SELECT unit_id, parent_id, from_date FROM tree_span WHERE CAST(? AS INTEGER) BETWEEN first_seen AND last_seen "
        "ORDER BY unit_id, from_date",
        [&](platform::Row row) {
          places_.add(row.get<std::int64_t>(0), row.get<std::optional<std::int64_t>>(1).value_or(0),
                      row.get<base::Date>(2));
        },
        generation);
  }

  ScopeChange against(const std::unordered_map<std::int64_t, std::string>& stored) {
    std::vector<std::int64_t> units;
    for (const auto& [unit, place] : places_.all()) units.push_back(unit);
    std::sort(units.begin(), units.end());
    ScopeChange change;
    for (const auto unit : units) {
      const auto& path = path_of(unit);
      const auto it = stored.find(unit);
      if (it == stored.end())
        change.fresh.emplace_back(unit, path);
      else if (it->second != path)
        change.moved.emplace_back(unit, path);
    }
    return change;
  }

 private:
  const std::string& path_of(std::int64_t unit) {
    std::vector<std::int64_t> line;
    while (unit && !paths_.contains(unit) && line.size() < 100) {
      line.push_back(unit);
      unit = places_.parent(unit);
    }
    std::string path = unit && paths_.contains(unit) ? paths_.at(unit) : "/";
    for (auto it = line.rbegin(); it != line.rend(); ++it) {
      path += std::to_string(*it) + "/";
      paths_[*it] = path;
    }
    return paths_.at(line.empty() ? unit : line.front());
  }

  Places places_;
  std::unordered_map<std::int64_t, std::string> paths_;
};

// A few units: from above to below in the new structure, each takes its subtree along.
class PartRebuild {
 public:
  PartRebuild(platform::Transaction& tx, const std::vector<std::int64_t>& changed, base::Date today)
      : tx_(tx), places_(today), changed_(changed.begin(), changed.end()) {}

  bool run() {
    for (const auto unit : std::vector<std::int64_t>(changed_.begin(), changed_.end())) place(unit, 0);
    return moved_;
  }

 private:
  std::int64_t parent_of(std::int64_t unit) {
    tx_.each(
        "SELECT parent_id, from_date FROM tree_span s WHERE unit_id = ? AND" + seen() + "ORDER BY from_date",
        [&](platform::Row row) {
          places_.add(unit, row.get<std::optional<std::int64_t>>(0).value_or(0), row.get<base::Date>(1));
        },
        unit);
    return places_.parent(unit);
  }

  // Whatever stands above comes first, also through units that did not change themselves: else a unit could be
  // put below a place that is about to move.
  void place(std::int64_t unit, int depth) {
    if (depth > 100 || !done_.insert(unit).second) return;
    const auto parent = parent_of(unit);
    if (parent) place(parent, depth + 1);
    if (!changed_.contains(unit)) return;
    const std::string above =
        parent ? tx_.find<std::string>("SELECT path FROM tree_scope WHERE unit_id = ?", parent).value_or("/") : "/";
    const std::string path = above + std::to_string(unit) + "/";
    const auto old = tx_.find<std::string>("SELECT path FROM tree_scope WHERE unit_id = ?", unit);
    if (!old) {
      tx_.run("INSERT INTO tree_scope(unit_id, path) VALUES (?, ?)", unit, path);
      moved_ = true;
    } else if (*old != path) {
      tx_.run(
          "UPDATE tree_scope SET path = CAST(? AS TEXT) || substr(path, CAST(? AS INTEGER)) WHERE path >= ? AND path < "
          "?",
          path, std::int64_t(old->size()) + 1, *old, path_end(*old));
      moved_ = true;
    }
  }

  platform::Transaction& tx_;
  Places places_;
  std::unordered_set<std::int64_t> changed_, done_;
  bool moved_ = false;
};

}  // namespace

ScopeChange scope_change(platform::Transaction& tx, std::int64_t generation, base::Date today) {
  std::unordered_map<std::int64_t, std::string> stored;
  tx.each("SELECT unit_id, path FROM tree_scope",
          [&](platform::Row row) { stored[row.get<std::int64_t>(0)] = row.get<std::string>(1); });
  return Paths(tx, generation, today).against(stored);
}

void insert_paths(platform::Transaction& tx, std::string_view into, std::span<const ScopeChange::Path> paths) {
  if (paths.empty()) return;
  static constexpr std::string_view columns[] = {"unit_id", "path"};
  const auto bulk = tx.bulk_insert(into, columns);
  for (const auto& [unit, path] : paths) {
    const platform::Value row[] = {unit, std::string_view(path)};
    bulk->add(row);
  }
  bulk->finish();
}

bool rebuild_scope(platform::Transaction& tx, std::vector<std::int64_t> changed, base::Date today) {
  const bool wrote = !changed.empty();
  const auto last = tx.find<base::Date>("SELECT scope_day FROM tree_state WHERE id = 1");
  if (!last) tx.run("INSERT INTO tree_state(id, scope_day, version) VALUES (1, ?, 0)", today);
  if (last && *last != today) {
    const auto first = std::min(*last, today), end = std::max(*last, today);
    tx.each(
        "SELECT DISTINCT unit_id FROM tree_span s WHERE ((from_date > ? AND from_date <= ?) OR (to_date > ? AND "
        "to_date <= ?)) AND" +
            seen(),
        [&](platform::Row row) { changed.push_back(row.get<std::int64_t>(0)); }, first, end, first, end);
    tx.run("UPDATE tree_state SET scope_day = ? WHERE id = 1", today);
  }
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  bool moved = false;
  if (changed.size() >= whole_from) {
    const auto change = scope_change(tx, generation(tx), today);
    for (const auto& [unit, path] : change.moved)
      tx.run("UPDATE tree_scope SET path = ? WHERE unit_id = ?", path, unit);
    insert_paths(tx, "tree_scope", change.fresh);
    moved = !change.moved.empty() || !change.fresh.empty();
  } else if (!changed.empty())
    moved = PartRebuild(tx, changed, today).run();
  if (wrote || moved) tx.run("UPDATE tree_state SET version = version + 1 WHERE id = 1");
  return moved;
}

}  // namespace tree
