#pragma once
// What rows would do to the spans of the store, found by reading alone, and the few statements that do it. The
// two ways to change the tree share it: store_rows within one transaction, stage_rows beside the tree. Not a face.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "modules/tree/tree.h"

namespace tree {

inline constexpr std::size_t whole_from = 1000;  // so many rows or more: the store is read whole, not by unit

struct StoredSpan {
  std::int64_t id = 0, unit_id = 0, parent_id = 0;  // 0: none
  std::string name, words, kind, level;
  base::Date from;
  std::optional<base::Date> to;
};

class RowChange {
 public:
  RowChange(platform::Transaction& tx, std::span<const UnitRow> rows, Replace replace);

  std::vector<std::string_view> fresh_codes;  // in the order of the codes: ids do not depend on the order of rows
  std::vector<StoredSpan> removed;            // as they are stored
  std::vector<StoredSpan> shortened;          // with their new end
  std::vector<std::size_t> added;             // indices of rows
  std::vector<std::size_t> changed;           // one row of every unit of which something changes
  std::vector<LostTime> lost;

  // All of their spans.
  void remove_units(platform::Transaction& tx, std::span<const UnitId> units);
  void add_units(platform::Transaction& tx, std::span<const std::string_view> codes);
  void read_ids(platform::Transaction& tx);  // of every code of the store
  std::int64_t id(const std::string& code) const { return ids_.at(code); }
  StoredSpan span_of(const UnitRow& row) const;  // the codes must have their ids

 private:
  void read_ids_named(platform::Transaction& tx);
  void read_all_spans(platform::Transaction& tx);
  std::vector<StoredSpan> stored(platform::Transaction& tx, const std::string& code);
  bool same(const StoredSpan& span, const UnitRow& row) const;
  void find_lost_time(const std::vector<StoredSpan>& before, std::span<const std::size_t> of_unit, base::Date first);
  void change_unit(platform::Transaction& tx, std::span<const std::size_t> of_unit);

  std::span<const UnitRow> rows_;
  Replace replace_;
  std::unordered_map<std::string, std::int64_t> ids_;
  std::unordered_map<std::int64_t, std::vector<StoredSpan>> stored_;
};

std::int64_t generation(platform::Transaction& tx);
// Before units are taken away: their ids are never given again.
void retire_ids(platform::Transaction& tx);
// Errors: unavailable "tree.closed".
void require_open(platform::Transaction& tx);
// Reads spans by their ids; those that are gone are left out.
std::vector<StoredSpan> read_spans(platform::Transaction& tx, std::span<const std::int64_t> ids);
void insert_spans(platform::Transaction& tx, std::span<const StoredSpan> spans, std::int64_t first_seen);
void remove_span(platform::Transaction& tx, const StoredSpan& span);

// A list of bindings cut into pieces of one size, so that one statement serves them all.
template <std::size_t piece = 100, class T, class F>
void in_pieces(std::span<const T> items, F&& f) {
  static const std::string places = [] {
    std::string p = "?";
    for (std::size_t i = 1; i < piece; ++i) p += ",?";
    return p;
  }();
  for (std::size_t at = 0; at < items.size(); at += piece) {
    std::vector<platform::Value> values;
    for (std::size_t i = 0; i < piece; ++i)
      values.push_back(platform::to_value(items[std::min(at + i, items.size() - 1)]));
    f(places, values);
  }
}

}  // namespace tree
