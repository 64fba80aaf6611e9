#include <algorithm>
#include <charconv>

#include "modules/documents/list_store.h"

namespace documents {
namespace {

// So few hits are fetched and sorted in an order other than that of positions; among more, the order is walked.
constexpr std::int64_t few_hits = 2000;
// PostgreSQL looks at so many rows one by one before it asks its index, and goes on while one in ten is a hit.
constexpr std::int64_t first_rows = 2000, one_in = 10;
constexpr std::int64_t longest_walk_years = 3;
// Where years give so few, more of them are asked at once.
constexpr std::int64_t few_a_step = 10;
// Of several years at once, more words of who sees it than this cost more than asking each hit.
constexpr std::ptrdiff_t few_seen_words = 8;

std::optional<Lister::Cursor> read_cursor(const std::string& text) {
  if (text.empty()) return std::nullopt;
  Lister::Cursor c;
  const char* end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, c.first);
  if (error == std::errc{} && at != end && *at == '.')
    std::tie(at, error) = [&] {
      const auto r = std::from_chars(at + 1, end, c.second);
      return std::tuple(r.ptr, r.ec);
    }();
  if (error != std::errc{} || at != end)
    throw base::Error(base::ErrorKind::invalid, "documents.cursor").at_field("cursor");
  return c;
}

// The years of the words' prefixes on PostgreSQL, as in migrations/0003: 366 days each.
std::int64_t year_of(std::int64_t position) { return (position >> 32) / 366; }
std::int64_t start_of_year(std::int64_t year) { return (year * 366) << 32; }
std::string prefix_of(std::int64_t year) {
  const std::string digits = std::to_string(year);
  return std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits;
}

}  // namespace

bool Lister::by_position() const { return query_.sort == Sort::newest || query_.sort == Sort::oldest; }

// SQLite's index gives its hits in the order of positions, PostgreSQL's by years. Another order is made from few
// hits, or walked.
void Lister::choose_way() {
  if (match_of_words("").empty()) return;
  way_ = Way::gather;
  if (by_position()) return;
  keep_count(count(few_hits + 1), few_hits + 1);
  if (hits_ > few_hits) way_ = Way::walk;
}

void Lister::keep_count(std::int64_t hits, std::int64_t at_most) {
  hits_ = hits;
  hits_known_to_ = at_most;
}

std::string Lister::order() const {
  switch (query_.sort) {
    case Sort::newest:
      return "d.position DESC";
    case Sort::oldest:
      return "d.position";
    case Sort::registered:
      return "d.id DESC";
    case Sort::number:
      return "d.number, d.id";
  }
  return {};
}

// The positions that the period leaves, and the cursor where it is one.
Lister::Range Lister::range(const std::optional<Cursor>& after) const {
  Range r;
  if (query_.from) r.least = position_of_day(*query_.from);
  if (query_.to) r.below = position_of_day(*query_.to);
  if (query_.status) r.below = std::min(r.below, position_of_day(base::Date{on_.days + 1}));
  if (after && query_.sort == Sort::newest) r.below = std::min(r.below, after->first);
  if (after && query_.sort == Sort::oldest && after->first < r.below) r.least = std::max(r.least, after->first + 1);
  return r;
}

void Lister::add_range(Sql& sql, const char* position, const Range& range) const {
  sql.text += std::string(" AND ") + position + " >= ? AND " + position + " < ?";
  sql.values.add(range.least);
  sql.values.add(range.below);
}

// What comes after the cursor of an order that is not by position.
void Lister::add_after(Sql& sql, const std::optional<Cursor>& after) const {
  if (query_.sort == Sort::number) sql.text += " AND d.number IS NOT NULL";
  if (!after || by_position()) return;
  sql.values.add(after->first);
  if (query_.sort == Sort::registered) {
    sql.text += " AND d.id < ?";
    return;
  }
  sql.text += " AND (d.number > ? OR (d.number = ? AND d.id > ?))";
  sql.values.add(after->first);
  sql.values.add(after->second);
}

// " FROM … WHERE …" of the rows in this range.
void Lister::add_from_where(Sql& sql, const Range& range) const {
  const bool lite = tx_.engine() == platform::Engine::sqlite;
  bool asks_each = way_ != Way::gather || seen_words_.empty();
  if (way_ != Way::gather) {
    sql.text += " FROM documents_document d WHERE 1 = 1";
    add_row_filters(sql);
    // A walk in another order is not to be made one by position, which would sort them all.
    add_range(sql, way_ == Way::walk ? "d.position + 0" : "d.position", range);
  } else if (lite) {
    sql.text += " FROM documents_search f ";
    if (fetches_ || query_.status || query_.sort == Sort::number || (!viewer_.sees_all && seen_words_.empty()))
      sql.text += "CROSS JOIN documents_document d ON d.position = f.rowid ";
    sql.text += "WHERE f.documents_search MATCH ?";
    sql.values.add_text(match_of_words(""));
    add_range(sql, "f.rowid", range);
  } else {
    const auto first = year_of(range.least), last = year_of(range.below - 1);
    const bool wide = last - first >= longest_walk_years;
    asks_each = asks_each || (wide && std::ssize(seen_words_) > few_seen_words && !match_of_words("", false).empty());
    sql.text += " FROM documents_document d WHERE 1 = 1";
    // The words of the years are found sooner than all the positions in them.
    add_range(sql, wide ? "d.position + 0" : "d.position", range);
    std::string match;
    for (auto year = first; year <= last; ++year)
      match += (match.empty() ? "" : " | ") + match_of_words(prefix_of(year), !asks_each);
    sql.text += " AND d.lexemes @@ CAST(? AS tsquery)";
    sql.values.add_text(match);
  }
  add_status(sql);
  if (asks_each) add_seen(sql);
}

// The next part of what is left, in the order wanted. SQLite takes all at once. On PostgreSQL a part is some rows to
// look at, or some years, whose words are their own in the index: so the newest come without all others.
Lister::Range Lister::next_part(Range& left, const Step& step) {
  const bool up = query_.sort == Sort::oldest;
  Range part = left;
  if (tx_.engine() == platform::Engine::postgresql) {
    const auto end = step.rows > 0 ? tx_.find<std::int64_t>(
                                         std::string("SELECT position FROM documents_document WHERE position >= ? AND "
                                                     "position < ? ORDER BY position") +
                                             (up ? "" : " DESC") + " LIMIT 1 OFFSET " + std::to_string(step.rows),
                                         left.least, left.below)
                                   : std::nullopt;
    if (end) (up ? part.below : part.least) = up ? *end : *end + 1;
    if (step.rows == 0 || year_of(part.below - 1) - year_of(part.least) >= longest_walk_years) {
      part = left;
      if (up)
        part.below = std::min(left.below, start_of_year(year_of(left.least) + step.years));
      else
        part.least = std::max(left.least, start_of_year(year_of(left.below - 1) + 1 - step.years));
    }
  }
  (up ? left.least : left.below) = up ? part.below : part.least;
  return part;
}

// What the next step is after one that gave so many of its rows, or years.
void Lister::Step::widen(std::int64_t found) {
  if (rows > 0 && found * one_in >= rows)
    rows *= 2;
  else if (rows > 0)
    rows = 0;
  else if (found < few_a_step)
    years *= 2;
}

// The range cut to the positions that there are.
Lister::Range Lister::range_in_store(const std::optional<Cursor>& after) {
  Range r = range(after);
  if (tx_.engine() == platform::Engine::sqlite) return r;
  const auto rows = tx_.query("SELECT MIN(position), MAX(position) FROM documents_document");
  if (!rows->next() || rows->is_null(0)) return {0, 0};
  return {std::max(r.least, rows->integer(0)), std::min(r.below, rows->integer(1) + 1)};
}

std::vector<Lister::Found> Lister::fetch(const Range& range, const std::optional<Cursor>& after, std::int64_t limit,
                                         const std::string& order) {
  Sql sql{"SELECT d.id, d.position, d.number", {}};
  add_from_where(sql, range);
  add_after(sql, after);
  sql.text += " ORDER BY " + order + " LIMIT ?";
  sql.values.add(limit);
  if (way_ == Way::walk && tx_.engine() == platform::Engine::postgresql)
    tx_.query("SELECT set_config('enable_sort', 'off', TRUE), set_config('enable_seqscan', 'off', TRUE)");
  std::vector<Found> found;
  const auto rows = tx_.query_values(sql.text, sql.values.values());
  while (rows->next()) {
    Found f{rows->integer(0), std::to_string(rows->integer(1))};
    if (query_.sort == Sort::registered) f.cursor = std::to_string(f.id);
    if (query_.sort == Sort::number) f.cursor = std::to_string(rows->integer(2)) + "." + std::to_string(f.id);
    found.push_back(std::move(f));
  }
  return found;
}

std::vector<Lister::Found> Lister::gather(const std::optional<Cursor>& after, std::int64_t limit) {
  const bool lite = tx_.engine() == platform::Engine::sqlite;
  std::vector<Found> all;
  Step step{by_position() && !lite ? first_rows : 0};
  fetches_ = true;
  for (Range left = range_in_store(after); left.least < left.below && (!by_position() || std::ssize(all) < limit);) {
    std::string in_order = order();
    // Of some years' hits no index has the order; among some rows it has.
    if (lite && by_position()) in_order = query_.sort == Sort::newest ? "f.rowid DESC" : "f.rowid";
    if (!lite && step.rows == 0) in_order = "0 + " + in_order;
    const Range part = next_part(left, step);
    const auto found = fetch(part, after, by_position() ? limit - std::ssize(all) : limit, in_order);
    all.insert(all.end(), found.begin(), found.end());
    step.widen(std::ssize(found));
  }
  fetches_ = false;
  if (by_position()) return all;
  std::ranges::sort(all, [&](const Found& a, const Found& b) {
    const auto x = *read_cursor(a.cursor), y = *read_cursor(b.cursor);
    return query_.sort == Sort::number ? std::tie(x.first, x.second) < std::tie(y.first, y.second) : x.first > y.first;
  });
  if (std::ssize(all) > limit) all.resize(std::size_t(limit));
  return all;
}

std::vector<Lister::Found> Lister::page(const std::string& cursor, int limit) {
  if (nothing_) return {};
  const auto after = read_cursor(cursor);
  if (way_ != Way::gather) return fetch(range(after), after, limit, order());
  // The first page says how many there are: on PostgreSQL these are found on the way.
  const bool counts = !after && by_position() && tx_.engine() == platform::Engine::postgresql;
  auto found = gather(after, counts ? std::max<std::int64_t>(limit, most_counted + 1) : limit);
  if (counts) keep_count(std::ssize(found), std::max<std::int64_t>(limit, most_counted + 1));
  if (std::ssize(found) > limit) found.resize(std::size_t(limit));
  return found;
}

// Gives up at `at_most`, unless that is 0.
std::int64_t Lister::count(std::int64_t at_most) {
  if (nothing_) return 0;
  if (hits_known_to_ > 0 && (hits_ < hits_known_to_ || (at_most > 0 && at_most <= hits_)))
    return at_most > 0 ? std::min(hits_, at_most) : hits_;
  const Way way = way_;
  if (way_ == Way::walk) way_ = Way::gather;
  std::int64_t total = 0;
  each_part([&](const Range& part) {
    Sql sql{"SELECT COUNT(*) FROM (SELECT 1", {}};
    add_from_where(sql, part);
    add_after(sql, std::nullopt);
    if (at_most > 0) sql.text += " LIMIT " + std::to_string(at_most - total);
    sql.text += ") counted";
    const auto rows = tx_.query_values(sql.text, sql.values.values());
    const auto found = rows->next() ? rows->integer(0) : 0;
    total += found;
    return at_most == 0 || total < at_most ? found : -1;
  });
  way_ = way;
  return total;
}

void Lister::each_part(const std::function<std::int64_t(const Range&)>& f) {
  if (way_ != Way::gather) {
    f(range(std::nullopt));
    return;
  }
  Step step;
  for (Range left = range_in_store(std::nullopt); left.least < left.below;) {
    const auto found = f(next_part(left, step));
    if (found < 0) return;
    step.widen(found);
  }
}

}  // namespace documents
