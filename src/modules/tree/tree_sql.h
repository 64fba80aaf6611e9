#pragma once
// How a span is read from the tables of the tree. Not a face.

#include <string>
#include <string_view>

#include "modules/tree/tree.h"

namespace tree {

inline constexpr std::string_view span_columns =
    "s.unit_id, u.code, s.name, s.kind, s.level, s.parent_id, COALESCE(p.code, ''), s.from_date, s.to_date";
inline constexpr std::string_view span_tables =
    " FROM tree_span s JOIN tree_unit u ON u.id = s.unit_id LEFT JOIN tree_unit p ON p.id = s.parent_id ";
inline constexpr std::int64_t forever = 1'000'000'000'000;  // last_seen of a span that nothing replaces
// Of the spans, those that readers see: not what is being staged, not what a staged change has replaced.
inline std::string seen(std::string_view alias = "s") {
  const std::string a(alias);
  return " (SELECT generation FROM tree_state) BETWEEN " + a + ".first_seen AND " + a + ".last_seen ";
}
// Two bindings: the day, twice.
inline std::string holds_on(std::string_view alias = "s") {
  const std::string a(alias);
  return " " + a + ".from_date <= ? AND (" + a + ".to_date IS NULL OR " + a + ".to_date > ?) AND" + seen(alias);
}

UnitSpan read_span(const platform::Row& row);
UnitKind read_kind(std::string_view name);
UnitLevel read_level(std::string_view name);

// Words for searching: folded, letters and digits only, one blank between.
std::string search_words(std::string_view text);
// The word that stands for a level in the index; no word of a user is like it.
std::string level_word(UnitLevel level);

}  // namespace tree
