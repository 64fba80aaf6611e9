#include "modules/tree/tree_scope.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "modules/tree/forest.h"
#include "modules/tree/row_change.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

// What each unit stands below on a day: its parent of that day, or of its last span before it, or of the first one
// after; a unit that has ended and has one successor, its successor. 0: nothing.
class Places {
 public:
  explicit Places(base::Date day) : day_(day) {}
  // Spans come ordered by from: a later one that has begun takes the place.
  void add(std::int64_t unit, std::int64_t parent, base::Date from, std::optional<base::Date> to) {
    auto [it, fresh] = places_.emplace(unit, Place{parent, open_end});
    if (!fresh && from <= day_) it->second.parent = parent;
    it->second.end = to.value_or(open_end);
  }
  // Days come in order: the latest that has come counts.
  void add_successor(std::int64_t unit, std::int64_t successor, base::Date on) {
    if (on > day_) return;
    auto& heir = heirs_[unit];
    heir = heir.on == on && heir.unit != successor ? Heir{0, on} : Heir{successor, on};
  }
  std::int64_t above(std::int64_t unit) const {
    const auto it = places_.find(unit);
    if (it == places_.end()) return 0;
    const auto heir = heirs_.find(unit);
    if (it->second.end > day_ || heir == heirs_.end() || !heir->second.unit) return it->second.parent;
    // Whoever lives longer: so no line of successors closes to a circle.
    const auto successor = places_.find(heir->second.unit);
    const bool outlives = successor != places_.end() && successor->second.end > it->second.end;
    return outlives ? heir->second.unit : it->second.parent;
  }
  struct Place {
    std::int64_t parent;
    base::Date end;  // of its life
  };
  const std::unordered_map<std::int64_t, Place>& all() const { return places_; }

 private:
  struct Heir {
    std::int64_t unit = 0;  // 0: several
    base::Date on;
  };
  base::Date day_;
  std::unordered_map<std::int64_t, Place> places_;
  std::unordered_map<std::int64_t, Heir> heirs_;
};

// All paths anew, in memory.
class Paths {
 public:
  Paths(platform::Transaction& tx, std::int64_t generation, base::Date day) : places_(day) {
    tx.each(
        "SELECT unit_id, parent_id, from_date, to_date FROM tree_span WHERE CAST(? AS INTEGER) BETWEEN first_seen AND "
        "last_seen ORDER BY unit_id, from_date",
        [&](platform::Row row) {
          places_.add(row.get<std::int64_t>(0), row.get<std::optional<std::int64_t>>(1).value_or(0),
                      row.get<base::Date>(2), row.get<std::optional<base::Date>>(3));
        },
        generation);
    tx.each("SELECT unit_id, successor_id, on_date FROM tree_successor ORDER BY on_date, id", [&](platform::Row row) {
      places_.add_successor(row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<base::Date>(2));
    });
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
      unit = places_.above(unit);
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
  void read(std::int64_t unit) {
    tx_.each(
        "SELECT parent_id, from_date, to_date FROM tree_span s WHERE unit_id = ? AND" + seen() + "ORDER BY from_date",
        [&](platform::Row row) {
          places_.add(unit, row.get<std::optional<std::int64_t>>(0).value_or(0), row.get<base::Date>(1),
                      row.get<std::optional<base::Date>>(2));
        },
        unit);
  }
  std::int64_t above(std::int64_t unit) {
    read(unit);
    std::vector<std::int64_t> successors;
    tx_.each(
        "SELECT successor_id, on_date FROM tree_successor WHERE unit_id = ? ORDER BY on_date, id",
        [&](platform::Row row) {
          successors.push_back(row.get<std::int64_t>(0));
          places_.add_successor(unit, successors.back(), row.get<base::Date>(1));
        },
        unit);
    for (const auto successor : successors) read(successor);
    return places_.above(unit);
  }

  // Whatever stands above comes first, also through units that did not change themselves: else a unit could be
  // put below a place that is about to move.
  void place(std::int64_t unit, int depth) {
    if (depth > 100 || !done_.insert(unit).second) return;
    const auto parent = above(unit);
    if (parent) place(parent, depth + 1);
    if (!changed_.contains(unit)) return;
    const std::string path_above =
        parent ? tx_.find<std::string>("SELECT path FROM tree_scope WHERE unit_id = ?", parent).value_or("/") : "/";
    const std::string path = path_above + std::to_string(unit) + "/";
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
