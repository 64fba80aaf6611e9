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
// Two bindings: the day, twice.
inline constexpr std::string_view holds_on = " s.from_date <= ? AND (s.to_date IS NULL OR s.to_date > ?) ";

UnitSpan read_span(const platform::Row& row);
UnitKind read_kind(std::string_view name);
UnitLevel read_level(std::string_view name);

// Words for searching: folded, letters and digits only, one blank between.
std::string search_words(std::string_view text);
// The word that stands for a level in the index; no word of a user is like it.
std::string level_word(UnitLevel level);

}  // namespace tree
