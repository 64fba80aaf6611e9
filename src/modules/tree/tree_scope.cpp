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
  explicit Places(base::Date day) : day_(day) {}
  void add(std::int64_t unit, std::int64_t parent, base::Date from) {
    auto [it, fresh] = places_.emplace(unit, Place{parent, from});
    // Spans come ordered by from: a later one that has begun takes the place.
    if (!fresh && from <= day_) it->second = {parent, from};
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
  base::Date day_;
  std::unordered_map<std::int64_t, Place> places_;
};

// All paths anew, in memory.
class Paths {
 public:
  Paths(platform::Transaction& tx, std::int64_t generation, base::Date day) : places_(day) {
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
      auto& those = it == stored.end() ? change.fresh : it->second == path ? change.kept : change.moved;
      those.emplace_back(unit, path);
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
  PartRebuild(platform::Transaction& tx, const std::vector<std::int64_t>& changed, base::Date day)
      : tx_(tx), edition_(edition(tx)), places_(day), changed_(changed.begin(), changed.end()) {}

  void run() {
    for (const auto unit : std::vector<std::int64_t>(changed_.begin(), changed_.end())) place(unit, 0);
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
    if (!old)
      tx_.run("INSERT INTO tree_path(unit_id, edition, path) VALUES (?, ?, ?)", unit, edition_, path);
    else if (*old != path)
      tx_.run(
          "UPDATE tree_path SET path = CAST(? AS TEXT) || substr(path, CAST(? AS INTEGER)) WHERE edition = ? AND path "
          ">= ? AND path < ?",
          path, std::int64_t(old->size()) + 1, edition_, *old, path_end(*old));
  }

  platform::Transaction& tx_;
  std::int64_t edition_;
  Places places_;
  std::unordered_set<std::int64_t> changed_, done_;
};

}  // namespace

ScopeChange scope_change(platform::Transaction& tx, std::int64_t generation, base::Date day) {
  std::unordered_map<std::int64_t, std::string> stored;
  tx.each("SELECT unit_id, path FROM tree_scope",
          [&](platform::Row row) { stored[row.get<std::int64_t>(0)] = row.get<std::string>(1); });
  return Paths(tx, generation, day).against(stored);
}

std::int64_t edition(platform::Transaction& tx) {
  return tx.find<std::int64_t>("SELECT edition FROM tree_state").value_or(0);
}

void insert_paths(platform::Transaction& tx, std::int64_t edition, std::span<const Path> paths) {
  if (paths.empty()) return;
  static constexpr std::string_view columns[] = {"unit_id", "edition", "path"};
  const auto bulk = tx.bulk_insert("tree_path", columns);
  for (const auto& [unit, path] : paths) {
    const platform::Value row[] = {unit, edition, std::string_view(path)};
    bulk->add(row);
  }
  bulk->finish();
}

void move_paths(platform::Transaction& tx, std::span<const Path> paths) {
  const auto holds = edition(tx);
  for (const auto& [unit, path] : paths)
    tx.run("UPDATE tree_path SET path = ? WHERE unit_id = ? AND edition = ?", path, unit, holds);
}

void rebuild_scope(platform::Transaction& tx, std::vector<std::int64_t> changed, base::Date today) {
  if (changed.empty()) return;
  auto day = tx.find<base::Date>("SELECT scope_day FROM tree_state WHERE id = 1");
  if (!day) tx.run("INSERT INTO tree_state(id, scope_day, version) VALUES (1, ?, 0)", *(day = today));
  std::sort(changed.begin(), changed.end());
  changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
  if (changed.size() >= whole_from) {
    const auto change = scope_change(tx, generation(tx), *day);
    move_paths(tx, change.moved);
    insert_paths(tx, edition(tx), change.fresh);
  } else {
    PartRebuild(tx, changed, *day).run();
  }
  tx.run("UPDATE tree_state SET version = version + 1 WHERE id = 1");
}

}  // namespace tree
