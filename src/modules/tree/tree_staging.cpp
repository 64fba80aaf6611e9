#include <algorithm>

#include "modules/tree/row_change.h"
#include "modules/tree/tree.h"
#include "modules/tree/tree_scope.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

constexpr std::size_t batch = 2000;  // rows of one short transaction

void set_last_seen(platform::Transaction& tx, std::span<const std::int64_t> spans, std::int64_t generation) {
  in_pieces(spans, [&](const std::string& places, const auto& values) {
    tx.run_values("UPDATE tree_span SET last_seen = " + std::to_string(generation) + " WHERE id IN (" + places + ")",
                  values);
  });
}

template <class T, class F>
void in_batches(std::span<T> items, F&& f) {
  for (std::size_t at = 0; at < items.size(); at += batch) f(items.subspan(at, std::min(batch, items.size() - at)));
}

// Of tree_state.staged: something lies beside the tree; and nobody else may change the tree meanwhile.
constexpr std::int64_t something_staged = 1, closed_to_others = 2;

void mark(platform::Transaction& tx, std::int64_t state, base::Date today) {
  if (!tx.find<std::int64_t>("SELECT id FROM tree_state WHERE id = 1"))
    tx.run("INSERT INTO tree_state(id, scope_day, version) VALUES (1, ?, 0)", today);
  tx.run("UPDATE tree_state SET staged = ? WHERE id = 1 AND staged < ?", state, state);
}

struct Overtaken {};  // the tree changed under the staging

class Staging {
  template <class F>
  auto read(F&& f) {
    auto tx = database_.begin_read();
    check(tx);
    return f(tx);
  }
  template <class F>
  void write(F&& f) {
    auto tx = database_.begin();
    check(tx);
    f(tx);
    tx.commit();
  }
  void check(platform::Transaction& tx) const {
    if (Tree().version(tx) != staged_.version) throw Overtaken{};
  }
  template <class T, class F>
  void stage(std::span<T> items, F&& f) {
    in_batches(items, [&](auto some) {
      write([&](auto& tx) { f(tx, some); });
      done_ = std::min(done_ + std::int64_t(some.size()), total_);
      if (shown_) shown_(done_, total_);
    });
  }
  // What the flip will make unseen.
  void end_sight(platform::Transaction& tx, std::span<const StoredSpan> spans) const {
    std::vector<std::int64_t> ids;
    for (const auto& span : spans) ids.push_back(span.id);
    set_last_seen(tx, ids, staged_.generation - 1);
  }
  // From here on there is something to tidy.
  void begin() {
    write([&](auto& tx) { mark(tx, something_staged, staged_.day); });
  }
  // Few moves wait for the flip; many make a new edition, and so do units that go.
  void place(ScopeChange scope, bool some_go = false) {
    if (scope.moved.size() <= few_paths && !some_go) {
      stage(std::span(scope.fresh), [&](auto& tx, auto paths) { insert_paths(tx, staged_.edition, paths); });
      staged_.moved = std::move(scope.moved);
      return;
    }
    ++staged_.edition;
    for (auto* paths : {&scope.kept, &scope.moved, &scope.fresh})
      stage(std::span(*paths), [&](auto& tx, auto some) { insert_paths(tx, staged_.edition, some); });
  }

 public:
  Staging(platform::Database& database, std::int64_t version, base::Date day, Tree::Shown shown)
      : database_(database), shown_(std::move(shown)) {
    staged_.version = version;
    staged_.day = day;
    read([&](auto& tx) {
      staged_.generation = generation(tx);
      staged_.edition = edition(tx);
    });
  }

  Tree::Staged rows(std::span<const UnitRow> rows, Replace replace, std::span<const UnitId> gone) {
    RowChange change = read([&](auto& tx) {
      RowChange of_rows(tx, rows, replace);
      of_rows.remove_units(tx, gone);
      return of_rows;
    });
    staged_.changed = std::int64_t(change.changed.size() + gone.size());
    staged_.lost = std::move(change.lost);
    if (!staged_.changed) return std::move(staged_);
    ++staged_.generation;
    total_ = std::int64_t(change.fresh_codes.size() * 2 + change.added.size() + change.shortened.size() * 2 +
                          change.removed.size());
    begin();
    stage(std::span(change.fresh_codes), [&](auto& tx, auto codes) { change.add_units(tx, codes); });
    read([&](auto& tx) { change.read_ids(tx); });
    stage(std::span(change.added), [&](auto& tx, auto some) {
      std::vector<StoredSpan> spans;
      for (const auto i : some) spans.push_back(change.span_of(rows[i]));
      insert_spans(tx, spans, staged_.generation);
    });
    stage(std::span(change.shortened), [&](auto& tx, auto spans) { insert_spans(tx, spans, staged_.generation); });
    for (const auto* spans : {&change.removed, &change.shortened})
      stage(std::span(*spans), [&](auto& tx, auto some) { end_sight(tx, some); });
    place(read([&](auto& tx) { return scope_change(tx, staged_.generation, staged_.day); }), !gone.empty());
    return std::move(staged_);
  }

  Tree::Staged places() {
    auto scope = read([&](auto& tx) { return scope_change(tx, staged_.generation, staged_.day); });
    staged_.changed = std::int64_t(scope.moved.size());
    if (scope.moved.size() > few_paths) begin();
    place(std::move(scope));
    return std::move(staged_);
  }

 private:
  platform::Database& database_;
  Tree::Shown shown_;
  Tree::Staged staged_;
  std::int64_t done_ = 0, total_ = 0;
};

std::vector<std::int64_t> read_ids(platform::Transaction& tx, std::string_view sql) {
  std::vector<std::int64_t> ids;
  tx.each(sql, [&](platform::Row row) { ids.push_back(row.get<std::int64_t>(0)); });
  return ids;
}

template <class F>
void each_batch(platform::Database& database, std::span<const std::int64_t> ids, F&& f) {
  in_batches(ids, [&](auto some) {
    auto tx = database.begin();
    f(tx, some);
    tx.commit();
  });
}

constexpr std::string_view other_editions = "edition <> (SELECT edition FROM tree_state)";

struct NewDay {
  std::int64_t version = 0;
  bool moving = false;  // something begins or ends between the day of tree_scope and this one
};
std::optional<NewDay> look_at_day(platform::Database& database, base::Date today) {
  auto tx = database.begin_read();
  const auto day = tx.find<base::Date>("SELECT scope_day FROM tree_state WHERE id = 1");
  if (!day || *day == today) return std::nullopt;
  const auto after = std::min(*day, today), until = std::max(*day, today);
  const auto span = tx.find<std::int64_t>(
      "SELECT id FROM tree_span s WHERE ((from_date > ? AND from_date <= ?) OR (to_date > ? AND to_date <= ?)) AND" +
          seen() + "LIMIT 1",
      after, until, after, until);
  return NewDay{Tree().version(tx), span.has_value()};
}

}  // namespace

void require_open(platform::Transaction& tx) {
  if (tx.find<std::int64_t>("SELECT staged FROM tree_state").value_or(0) == closed_to_others)
    throw base::Error(base::ErrorKind::unavailable, "tree.closed");
}

std::optional<Tree::Staged> Tree::stage_rows(platform::Database& database, std::span<const UnitRow> rows,
                                             base::Date today, std::int64_t version, const Shown& shown) const {
  try {
    return Staging(database, version, today, shown).rows(rows, Replace::from_first_row, {});
  } catch (const Overtaken&) {
    return std::nullopt;
  }
}

std::optional<Tree::Staged> Tree::stage_undo(platform::Database& database, std::span<const UnitRow> rows,
                                             std::span<const UnitId> gone, base::Date today, std::int64_t version,
                                             const Shown& shown) const {
  try {
    return Staging(database, version, today, shown).rows(rows, Replace::whole, gone);
  } catch (const Overtaken&) {
    return std::nullopt;
  }
}

bool Tree::flip(platform::Transaction& tx, const Staged& staged, base::Date today) const {
  if (version(tx) != staged.version || today != staged.day) return false;
  if (!staged.changed) return true;
  if (!ask_guards(tx, staged.lost).empty()) return false;
  move_paths(tx, staged.moved);
  const bool other_spans = staged.generation != generation(tx);
  // What is replaced lies beside the tree now; whoever was kept out may change it again.
  tx.run(
      "UPDATE tree_state SET generation = ?, edition = ?, version = version + 1, scope_day = ?, staged = ? WHERE id = "
      "1",
      staged.generation, staged.edition, today, something_staged);
  // A new day moves places alone; whoever goes by the version hears of it as well.
  tell(tx, other_spans ? std::nullopt : std::optional(std::span<const UnitId>{}));
  return true;
}

void Tree::close(platform::Database& database, base::Date today) const {
  auto tx = database.begin();
  mark(tx, closed_to_others, today);
  tx.commit();
}

bool Tree::refresh_scope(platform::Database& database, base::Date today) const {
  for (int attempt = 1;; ++attempt) {
    tidy(database);
    if (attempt == 3) close(database, today);
    const auto look = look_at_day(database, today);
    if (!look) return false;
    std::optional<Staged> staged;
    if (look->moving) {
      try {
        staged = Staging(database, look->version, today, {}).places();
      } catch (const Overtaken&) {
        continue;
      }
    }
    {
      auto tx = database.begin();
      if (version(tx) != look->version) continue;
      if (staged) flip(tx, *staged, today);
      tx.run("UPDATE tree_state SET scope_day = ? WHERE id = 1", today);
      tx.commit();
    }
    tidy(database);
    return staged && staged->changed;
  }
}

void Tree::tidy(platform::Database& database) const {
  std::vector<std::int64_t> dead, kept, placed;
  {
    auto tx = database.begin_read();
    if (!tx.find<std::int64_t>("SELECT staged FROM tree_state").value_or(0)) return;
    dead = read_ids(tx, "SELECT id FROM tree_span s WHERE NOT (" + seen() + ") ORDER BY id");
    // Replaced by a staging that never became the tree.
    kept = read_ids(tx, "SELECT id FROM tree_span s WHERE last_seen <> " + std::to_string(forever) + " AND" + seen());
    placed = read_ids(tx, "SELECT unit_id FROM tree_path WHERE " + std::string(other_editions) + " ORDER BY unit_id");
  }
  each_batch(database, kept, [](auto& tx, auto ids) { set_last_seen(tx, ids, forever); });
  each_batch(database, dead, [](auto& tx, auto ids) {
    for (const auto& span : read_spans(tx, ids)) remove_span(tx, span);
  });
  each_batch(database, placed, [](auto& tx, auto ids) {
    tx.run("DELETE FROM tree_path WHERE unit_id BETWEEN ? AND ? AND " + std::string(other_editions), ids.front(),
           ids.back());
  });
  std::vector<std::int64_t> empty;
  {
    auto tx = database.begin_read();
    empty =
        read_ids(tx, "SELECT id FROM tree_unit u WHERE NOT EXISTS (SELECT 1 FROM tree_span s WHERE s.unit_id = u.id)");
  }
  each_batch(database, empty, [](auto& tx, auto ids) {
    retire_ids(tx);
    for (const auto id : ids) {
      // Asked again: somebody may have added the unit meanwhile.
      if (tx.run("DELETE FROM tree_unit WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tree_span s WHERE s.unit_id = "
                 "tree_unit.id)",
                 id))
        tx.run("DELETE FROM tree_path WHERE unit_id = ?", id);
    }
  });
  for (const char* table : {"tree_unit", "tree_span", "tree_path"}) {
    auto tx = database.begin();
    tx.count_again(table);
    tx.commit();
  }
  auto tx = database.begin();
  tx.run("UPDATE tree_state SET staged = 0 WHERE id = 1");
  tx.commit();
}

}  // namespace tree
