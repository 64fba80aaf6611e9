#pragma once
// The dated tree of units: names, kinds, levels and parents over time. A unit is a code for ever; what holds
// of it on a day is one span [from, to). Spans of a unit never overlap; on every day the tree has one root, no
// cycle and no dangling parent. Knows no person and no right. Publishes tree_scope, the one table that other
// modules may join: unit_id → path "/1/7/40/", ids from the root down in the structure of today (a unit that
// has ended stands below its one successor, or keeps its last place). The subtree of p is: path >= p AND path < p with
// '0' for its last '/'. Tables: tree_unit(id, code), tree_span, tree_successor, tree_path, tree_state, the view
// tree_scope(unit_id, path); SQLite's index tree_search.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/embedded.h"
#include "base/record.h"
#include "platform/database/database.h"

namespace tree {

using UnitId = base::Id<struct UnitTag>;

BOOST_DEFINE_ENUM_CLASS(UnitKind, central, committee_central, province, district, commune, grassroots_committee,
                        grassroots_cell, cell, board, public_service_unit, state_body, other)
BOOST_DEFINE_ENUM_CLASS(UnitLevel, centre, province, district, commune, grassroots, cell, none)

// CONTRACTS.md, Units: only cells hold members.
bool holds_members(UnitKind kind);

// What is so of a unit during one stretch of time.
struct UnitSpan {
  UnitId unit_id;
  std::string code;
  std::string name;
  UnitKind kind{};
  UnitLevel level{};
  std::optional<UnitId> parent_id;
  std::string parent_code;  // "" for the root
  base::Date from;
  std::optional<base::Date> to;
  bool operator==(const UnitSpan&) const = default;
};

BOOST_DESCRIBE_STRUCT(UnitSpan, (), (unit_id, code, name, kind, level, parent_id, parent_code, from, to))

// One row of units.csv before it is stored.
struct UnitRow {
  std::int64_t line = 0;  // of the file, for the report
  std::string code, name;
  UnitKind kind{};
  UnitLevel level{};
  std::string parent_code;
  base::Date from;
  std::optional<base::Date> to;
};

struct RowProblem {
  std::int64_t line = 0;
  std::string field;
  std::string key;  // of the sentence
  base::Parameters parameters;
};

// A stretch of time in which a unit could hold members, and could not any more once rows are stored.
struct LostTime {
  std::int64_t line = 0;  // of the row that takes it away
  std::string field;      // "to": it is over; "kind": it is of another kind
  std::string code;
  UnitId unit;
  base::Date from;
  std::optional<base::Date> to;
};

// What stands at units and must not be left behind when rows end one or change its kind, by hand or by a file. Plans
// move what stands there, and ask nobody.
class UnitGuard {
 public:
  virtual ~UnitGuard() = default;
  // Nothing: nobody stands there.
  virtual std::vector<RowProblem> check(platform::Transaction& tx, std::span<const LostTime> lost) = 0;
};
enum class Guards { ask, pass };

// What rows do to the history that the store has of their codes.
enum class Replace {
  from_first_row,  // from the first day that the rows name for a code they are its history; before it stays
  whole,           // they are its whole history
};

// A unit that ended on a day, and one of those that took its place.
struct Successor {
  UnitId unit, successor;
  base::Date on;
  std::int64_t plan = 0;  // the reorganisation that did it; 0: entered by hand
  bool operator==(const Successor&) const = default;
};

// Whoever keeps a picture of the tree of all days: told, inside the transaction, of every change of it.
class TreeListener {
 public:
  virtual ~TreeListener() = default;
  // units: whose spans or successors changed; nothing: the whole tree may be another one.
  virtual void tree_changed(platform::Transaction& tx, std::optional<std::span<const UnitId>> units) = 0;
};

// The end of the range of paths below one: "/1/7/" → "/1/70".
std::string path_end(std::string_view path);

class Tree {
 public:
  // At start, by app/.
  void listen(TreeListener& listener) { listeners_.push_back(&listener); }
  void add_guard(UnitGuard& guard) { guards_.push_back(&guard); }
  std::optional<UnitId> find_unit(platform::Transaction& tx, std::string_view code) const;
  // What holds of the unit on that day.
  std::optional<UnitSpan> find_span(platform::Transaction& tx, UnitId unit, base::Date on) const;
  // The same, or the last span before the day, or the first after: a name for every unit ever known.
  std::optional<UnitSpan> nearest_span(platform::Transaction& tx, UnitId unit, base::Date on) const;
  std::vector<UnitSpan> list_history(platform::Transaction& tx, UnitId unit) const;
  struct Child {
    UnitSpan span;
    std::int64_t children = 0;  // direct ones on that day
  };
  // In the order of their codes.
  std::vector<Child> list_children(platform::Transaction& tx, UnitId parent, base::Date on, int offset,
                                   int limit) const;
  std::int64_t count_children(platform::Transaction& tx, UnitId parent, base::Date on) const;
  // Of all that stands below it on some day from `from` on, in the order of their codes.
  std::vector<std::string> list_codes_below(platform::Transaction& tx, UnitId parent, base::Date from) const;
  std::vector<UnitSpan> list_roots(platform::Transaction& tx, base::Date on) const;
  // From the root down to the unit itself, on that day.
  std::vector<UnitSpan> list_ancestors(platform::Transaction& tx, UnitId unit, base::Date on) const;
  // Units of that day that have every word of the text in their folded name, the last perhaps only begun, or
  // whose code starts with the text; below one of the paths when some are given. The exact code first, then
  // whole words, then a begun one; each by level from the centre down, folded name and code. The same answer
  // on both databases.
  std::vector<UnitSpan> search(platform::Transaction& tx, std::string_view text, base::Date on,
                               std::span<const std::string> path_prefixes, int limit) const;
  // The same among names and codes that units had once and that were over by that day: each unit once, with one such
  // span. resolve() says what it became.
  std::vector<UnitSpan> search_former(platform::Transaction& tx, std::string_view text, base::Date on,
                                      std::span<const std::string> path_prefixes, int limit) const;
  // What took the unit's place by that day, and what took theirs: those at the end of every line, each once. The
  // unit itself while it lives or when nothing took its place.
  std::vector<UnitId> resolve(platform::Transaction& tx, UnitId unit, base::Date on) const;
  // Of one unit, the latest day first.
  std::vector<Successor> list_successors(platform::Transaction& tx, UnitId unit) const;
  std::vector<Successor> list_predecessors(platform::Transaction& tx, UnitId unit) const;
  void each_successor(platform::Transaction& tx, const std::function<void(const Successor&)>& f) const;
  // Every unit must have ended by its day, every successor hold on it; what has one successor moves below it in
  // tree_scope. Errors: invalid "tree.successor_unfit" {code, other, day}.
  void add_successors(platform::Transaction& tx, std::span<const Successor> successors, base::Date today) const;
  // Those of a plan; what stood below its successor goes back to its last place.
  void remove_successors(platform::Transaction& tx, std::int64_t plan, base::Date today) const;
  // Takes units away as if they had never been, with all of their history. The caller has seen to it that nothing
  // hangs on them.
  void remove_units(platform::Transaction& tx, std::span<const UnitId> units) const;
  // Rows of a file that begin under a parent which is gone by then name its one successor from here on; a parent
  // with several is a problem that names them.
  std::vector<RowProblem> resolve_parents(platform::Transaction& tx, std::span<UnitRow> rows) const;
  // The path in tree_scope. Errors: not_found "tree.unit_unknown".
  std::string path(platform::Transaction& tx, UnitId unit) const;
  bool contains(platform::Transaction& tx, UnitId ancestor, UnitId unit) const;  // a unit contains itself
  // Checks rows against each other and the store and says every problem, ordered by line; stores nothing.
  std::vector<RowProblem> check_rows(platform::Transaction& tx, std::span<const UnitRow> rows,
                                     Replace replace = Replace::from_first_row, Guards guards = Guards::ask) const;
  // Stores rows that check_rows found whole; rebuilds tree_scope where it changed. Gives the units of which
  // something changed. The order of the rows does not matter. today: what tree_scope shows from now on when there
  // was no tree. Errors: unavailable "tree.closed".
  std::vector<UnitId> store_rows(platform::Transaction& tx, std::span<const UnitRow> rows, base::Date today,
                                 Replace replace = Replace::from_first_row) const;
  // The same for a change so great that others must not wait for it: the rows, and the paths when many move, are
  // laid beside the tree that everybody reads, batch by batch, each in a short transaction of its own. One thread
  // at a time. shown(done, total) is told after every batch; what it throws ends the staging, and tidy() takes it
  // away.
  using Shown = std::function<void(std::int64_t, std::int64_t)>;
  struct Staged {
    std::int64_t version = 0;  // of the tree that the rows were checked against
    base::Date day;
    std::int64_t changed = 0;                                 // units of which something changes
    std::int64_t generation = 0, edition = 0;                 // of spans and of paths, from the flip on
    std::vector<std::pair<std::int64_t, std::string>> moved;  // few paths, which the flip writes itself
    std::vector<LostTime> lost;                               // the guards are asked again
  };
  // Whether rows name so many units, or move so many, that they are staged.
  bool is_great(platform::Transaction& tx, std::span<const UnitRow> rows) const;
  // Nothing when the tree is not of that version any more.
  std::optional<Staged> stage_rows(platform::Database& database, std::span<const UnitRow> rows, base::Date today,
                                   std::int64_t version, const Shown& shown) const;
  // The same for what takes a great change back: rows are the whole history of their codes, and `gone` have never been.
  // The caller has seen to it that nothing hangs on them.
  std::optional<Staged> stage_undo(platform::Database& database, std::span<const UnitRow> rows,
                                   std::span<const UnitId> gone, base::Date today, std::int64_t version,
                                   const Shown& shown) const;
  // Makes what was staged the tree, for all readers at once. False, and nothing is done, when the tree or the
  // day is another one than it was staged for, or when a guard says no by now.
  bool flip(platform::Transaction& tx, const Staged& staged, base::Date today) const;
  // From here to the next tidy() store_rows refuses: unavailable "tree.closed". For a change that others overtook
  // again and again.
  void close(platform::Database& database, base::Date today) const;
  // Takes away, batch by batch, what no reader sees: spans that a flip replaced, or a staging that was given up
  // or cut off by a crash; opens a closed tree. Cheap when there is nothing.
  void tidy(platform::Database& database) const;
  // tree_scope shows the places of one day; this makes it show those of today, staged as above where many units
  // move. org calls it at start and at every new day. True when something moved.
  bool refresh_scope(platform::Database& database, base::Date today) const;
  // Grows with every write that changed something; 0 for an empty tree.
  std::int64_t version(platform::Transaction& tx) const;
  // Calls f for every span of every unit, ordered by code and from.
  void each_span(platform::Transaction& tx, const std::function<void(const UnitSpan&)>& f) const;
  // Calls f with the code and the path of every unit that the rows name, as itself or as a parent; where they are
  // many, of every unit.
  void each_place(platform::Transaction& tx, std::span<const UnitRow> rows,
                  const std::function<void(const std::string& code, const std::string& path)>& f) const;
  std::int64_t count_units(platform::Transaction& tx, base::Date on) const;

 private:
  void tell(platform::Transaction& tx, std::optional<std::span<const UnitId>> units) const;
  std::vector<RowProblem> ask_guards(platform::Transaction& tx, std::span<const LostTime> lost) const;

  std::vector<TreeListener*> listeners_;
  std::vector<UnitGuard*> guards_;
};

std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();

}  // namespace tree

template <>
struct base::labels<tree::UnitSpan> {
  static constexpr FieldLabel list[] = {{"unit_id", "Số trong hệ thống", "Id", readonly | hidden_column},
                                        {"code", "Mã", "Code", required, 40},
                                        {"name", "Tên đơn vị", "Name", required, 300},
                                        {"kind", "Loại", "Kind", required},
                                        {"level", "Cấp", "Level", required},
                                        {"parent_id", "Số của cấp trên", "Parent id", readonly | hidden_column},
                                        {"parent_code", "Trực thuộc", "Parent", plain, 40},
                                        {"from", "Từ ngày", "From", required},
                                        {"to", "Đến ngày", "To"}};
};
static_assert(base::complete<tree::UnitSpan>());

#include "modules/tree/reorganisable.h"
