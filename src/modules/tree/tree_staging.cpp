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
    if (Tree().version(tx) != version_) throw Overtaken{};
  }
  template <class T, class F>
  void stage(std::span<T> items, F&& f) {
    in_batches(items, [&](auto some) {
      write([&](auto& tx) { f(tx, some); });
      done_ = std::min(done_ + std::int64_t(some.size()), total_);
      shown_(done_, total_);
    });
  }
  // What the flip will make unseen.
  void replace(platform::Transaction& tx, std::span<const StoredSpan> spans) const {
    std::vector<std::int64_t> ids;
    for (const auto& span : spans) ids.push_back(span.id);
    set_last_seen(tx, ids, next_ - 1);
  }

 public:
  Staging(platform::Database& database, std::int64_t version,
          const std::function<void(std::int64_t, std::int64_t)>& shown)
      : database_(database), version_(version), shown_(shown) {}

  std::int64_t run(std::span<const UnitRow> rows, base::Date today) {
    RowChange change = read([&](auto& tx) { return RowChange(tx, rows, Replace::from_first_row); });
    if (change.changed.empty()) return 0;
    total_ = std::int64_t(change.fresh_codes.size() * 2 + change.added.size() + change.shortened.size() * 2 +
                          change.removed.size());
    next_ = read([&](auto& tx) { return generation(tx) + 1; });
    write([&](auto& tx) {
      if (!tx.run("UPDATE tree_state SET staged = 1 WHERE id = 1"))
        tx.run("INSERT INTO tree_state(id, scope_day, version, staged) VALUES (1, ?, 0, 1)", today);
    });
    stage(std::span(change.fresh_codes), [&](auto& tx, auto codes) { change.add_units(tx, codes); });
    read([&](auto& tx) { change.read_ids(tx); });
    stage(std::span(change.added), [&](auto& tx, auto some) {
      std::vector<StoredSpan> spans;
      for (const auto i : some) spans.push_back(change.span_of(rows[i]));
      insert_spans(tx, spans, next_);
    });
    stage(std::span(change.shortened), [&](auto& tx, auto spans) { insert_spans(tx, spans, next_); });
    for (const auto* spans : {&change.removed, &change.shortened})
      stage(std::span(*spans), [&](auto& tx, auto some) { replace(tx, some); });
    const auto scope = read([&](auto& tx) { return scope_change(tx, next_, today); });
    stage(std::span(scope.fresh), [&](auto& tx, auto paths) { insert_paths(tx, "tree_scope", paths); });
    stage(std::span(scope.moved), [&](auto& tx, auto paths) { insert_paths(tx, "tree_next_path", paths); });
    return std::int64_t(change.changed.size());
  }

 private:
  platform::Database& database_;
  std::int64_t version_, next_ = 0, done_ = 0, total_ = 0;
  const std::function<void(std::int64_t, std::int64_t)>& shown_;
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

}  // namespace

std::optional<Tree::Staged> Tree::stage_rows(platform::Database& database, std::span<const UnitRow> rows,
                                             base::Date today, std::int64_t version,
                                             const std::function<void(std::int64_t, std::int64_t)>& shown) const {
  try {
    const auto changed = Staging(database, version, shown).run(rows, today);
    return Staged{version, today, changed};
  } catch (const Overtaken&) {
    return std::nullopt;
  }
}

bool Tree::flip(platform::Transaction& tx, const Staged& staged, base::Date today) const {
  if (version(tx) != staged.version || today != staged.day) return false;
  if (!staged.changed) return true;
  tx.run("UPDATE tree_scope SET path = n.path FROM tree_next_path n WHERE n.unit_id = tree_scope.unit_id");
  tx.run("UPDATE tree_state SET generation = generation + 1, version = version + 1, scope_day = ? WHERE id = 1", today);
  return true;
}

void Tree::tidy(platform::Database& database) const {
  std::vector<std::int64_t> dead, kept, paths;
  {
    auto tx = database.begin_read();
    if (!tx.find<std::int64_t>("SELECT staged FROM tree_state").value_or(0)) return;
    dead = read_ids(tx, "SELECT id FROM tree_span s WHERE NOT (" + seen() + ") ORDER BY id");
    // Replaced by a staging that never became the tree.
    kept = read_ids(tx, "SELECT id FROM tree_span s WHERE last_seen <> " + std::to_string(forever) + " AND" + seen());
    paths = read_ids(tx, "SELECT unit_id FROM tree_next_path");
  }
  each_batch(database, kept, [](auto& tx, auto ids) { set_last_seen(tx, ids, forever); });
  each_batch(database, dead, [](auto& tx, auto ids) {
    for (const auto& span : read_spans(tx, ids)) remove_span(tx, span);
  });
  each_batch(database, paths, [](auto& tx, auto ids) {
    in_pieces(ids, [&](const std::string& places, const auto& values) {
      tx.run_values("DELETE FROM tree_next_path WHERE unit_id IN (" + places + ")", values);
    });
  });
  std::vector<std::int64_t> empty;
  {
    auto tx = database.begin_read();
    empty =
        read_ids(tx, "SELECT id FROM tree_unit u WHERE NOT EXISTS (SELECT 1 FROM tree_span s WHERE s.unit_id = u.id)");
  }
  each_batch(database, empty, [](auto& tx, auto ids) {
    for (const auto id : ids) {
      // Asked again: somebody may have added the unit meanwhile.
      if (tx.run("DELETE FROM tree_unit WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tree_span s WHERE s.unit_id = "
                 "tree_unit.id)",
                 id))
        tx.run("DELETE FROM tree_scope WHERE unit_id = ?", id);
    }
  });
  auto tx = database.begin();
  tx.run("UPDATE tree_state SET staged = 0 WHERE id = 1");
  tx.commit();
}

}  // namespace tree
