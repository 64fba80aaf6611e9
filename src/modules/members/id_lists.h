#pragma once
// Reading the rows of a list of ids, which may be a few or millions: by lists in the statement, or stretch by stretch.
// Not a face.

#include <algorithm>

#include "platform/database/database.h"

namespace members {

inline constexpr std::size_t most_places = 400;            // values of one statement
inline constexpr std::size_t few = 100'000;                // what is looked up one by one; more is read through
inline constexpr std::int64_t ids_read_at_once = 100'000;  // PostgreSQL gives an answer whole

inline std::string places(std::size_t count) {
  std::string text = "?";
  for (std::size_t i = 1; i < count; ++i) text += ",?";
  return text;
}

// Calls f(Rows) for every row of a query whose condition is a list of ids, or a stretch of them where they are many.
template <class F>
void each_of(platform::Transaction& tx, const std::string& select, const std::string& column, const std::string& order,
             const std::vector<std::int64_t>& ids, F&& f) {
  if (ids.empty()) return;
  if (ids.size() > few) {
    for (std::int64_t at = ids.front() - 1; at < ids.back(); at += ids_read_at_once)
      for (auto rows = tx.query(select + " WHERE " + column + " > ? AND " + column + " <= ?" + order, at,
                                at + ids_read_at_once);
           rows->next();)
        if (std::binary_search(ids.begin(), ids.end(), rows->integer(0))) f(*rows);
    return;
  }
  for (std::size_t at = 0; at < ids.size(); at += most_places) {
    platform::Bindings bindings;
    const auto end = std::min(ids.size(), at + most_places);
    for (auto i = at; i < end; ++i) bindings.add(ids[i]);
    for (auto rows =
             tx.query_values(select + " WHERE " + column + " IN (" + places(end - at) + ")" + order, bindings.values());
         rows->next();)
      f(*rows);
  }
}

}  // namespace members
