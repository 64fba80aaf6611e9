#include <algorithm>
#include <set>

#include "base/text.h"
#include "modules/tree/tree.h"
#include "modules/tree/tree_sql.h"

namespace tree {
namespace {

// Whatever matches no more than this often is gathered whole and ordered; more is taken level by level.
constexpr int gathered = 400;
constexpr UnitLevel level_order[] = {UnitLevel::centre,  UnitLevel::province,   UnitLevel::none, UnitLevel::district,
                                     UnitLevel::commune, UnitLevel::grassroots, UnitLevel::cell};

int level_place(UnitLevel level) {
  return int(std::find(std::begin(level_order), std::end(level_order), level) - level_order);
}

enum class Holding { on_day, once };  // spans of the day, or those that were over by then

struct SearchQuery {
  platform::Engine engine{};
  Holding holding{};
  std::vector<std::string> words;
  base::Date on;
  std::span<const std::string> prefixes;
};

void add_place(std::string& sql, const SearchQuery& q, std::vector<std::string>& texts) {
  texts.push_back(base::to_iso(q.on));
  texts.push_back(texts.back());
  sql += q.holding == Holding::on_day ? holds_on() : " s.from_date <= ? AND s.to_date <= ? AND" + seen();
  if (q.prefixes.empty()) return;
  sql += "AND (";
  for (std::size_t i = 0; i < q.prefixes.size(); ++i) {
    sql += i ? " OR (c.path >= ? AND c.path < ?)" : "(c.path >= ? AND c.path < ?)";
    texts.push_back(q.prefixes[i]);
    texts.push_back(path_end(q.prefixes[i]));
  }
  sql += ") ";
}

std::vector<UnitSpan> run_search(platform::Transaction& tx, const std::string& sql,
                                 const std::vector<std::string>& texts, int limit) {
  std::vector<platform::Value> values(texts.begin(), texts.end());
  values.emplace_back(std::int64_t(limit));
  std::vector<UnitSpan> found;
  for (auto rows = tx.query_values(sql, values); rows->next();) found.push_back(read_span(platform::Row(*rows)));
  return found;
}

enum class LastWord { whole, begun };

// Every word is a word of the name; the last may be the beginning of one.
std::vector<UnitSpan> by_name(platform::Transaction& tx, const SearchQuery& q, LastWord last,
                              std::optional<UnitLevel> level, int limit) {
  const bool sqlite = q.engine == platform::Engine::sqlite;
  std::string match;
  for (const auto& word : q.words) {
    if (!match.empty()) match += sqlite ? " AND " : " & ";
    match += sqlite ? "\"" + word + "\"" : "'" + word + "'";
  }
  if (last == LastWord::begun) match += sqlite ? "*" : ":*";
  if (level && sqlite) match += " AND \"" + level_word(*level) + "\"";
  std::string sql = "SELECT " + std::string(span_columns) +
                    (sqlite ? " FROM tree_search f JOIN tree_span s ON s.id = f.rowid" : " FROM tree_span s");
  sql += " JOIN tree_unit u ON u.id = s.unit_id LEFT JOIN tree_unit p ON p.id = s.parent_id";
  if (!q.prefixes.empty()) sql += " JOIN tree_scope c ON c.unit_id = s.unit_id";
  sql += sqlite ? " WHERE tree_search MATCH ? AND" : " WHERE s.search @@ CAST(CAST(? AS TEXT) AS tsquery) AND";
  std::vector<std::string> texts{match};
  if (level && !sqlite) {
    sql += " s.level = ? AND";
    texts.emplace_back(base::enum_name(*level));
  }
  add_place(sql, q, texts);
  // In the index's own order, which both databases share: nothing is sorted before it is cut.
  sql += level ? (sqlite ? "ORDER BY f.rowid LIMIT ?" : "ORDER BY s.id LIMIT ?") : "LIMIT ?";
  return run_search(tx, sql, texts, limit);
}

// Where a scope is small, its spans are looked through without the index.
std::vector<UnitSpan> by_place(platform::Transaction& tx, const SearchQuery& q, LastWord last) {
  std::string sql = "SELECT " + std::string(span_columns) +
                    " FROM tree_scope c JOIN tree_span s ON s.unit_id = c.unit_id JOIN tree_unit u ON u.id = s.unit_id "
                    "LEFT JOIN tree_unit p ON p.id = s.parent_id WHERE";
  std::vector<std::string> texts;
  add_place(sql, q, texts);
  for (std::size_t i = 0; i < q.words.size(); ++i) {
    const bool begun = last == LastWord::begun && i + 1 == q.words.size();
    // The level's word always stands last, so every word of the name has a blank behind it.
    sql += "AND ' ' || s.words LIKE ? ";
    texts.push_back("% " + q.words[i] + (begun ? "%" : " %"));
  }
  return run_search(tx, sql + "LIMIT ?", texts, 1 << 20);
}

std::vector<UnitSpan> by_code(platform::Transaction& tx, const SearchQuery& q, const std::string& fold, int limit) {
  std::string sql =
      "SELECT " + std::string(span_columns) +
      " FROM tree_unit u JOIN tree_span s ON s.unit_id = u.id LEFT JOIN tree_unit p ON p.id = s.parent_id";
  if (!q.prefixes.empty()) sql += " JOIN tree_scope c ON c.unit_id = s.unit_id";
  sql += " WHERE u.fold >= ? AND u.fold < ? AND";
  std::vector<std::string> texts{fold, path_end(fold)};
  add_place(sql, q, texts);
  return run_search(tx, sql + "ORDER BY u.fold, u.code LIMIT ?", texts, limit);
}

bool is_small(platform::Transaction& tx, std::span<const std::string> prefixes) {
  constexpr std::int64_t small = 8000;
  std::int64_t count = 0;
  for (const auto& prefix : prefixes) {
    count +=
        tx.find<std::int64_t>("SELECT COUNT(*) FROM (SELECT 1 FROM tree_scope WHERE path >= ? AND path < ? LIMIT ?) x",
                              prefix, path_end(prefix), small)
            .value_or(0);
    if (count >= small) return false;
  }
  return !prefixes.empty();
}

void put_in_order(std::vector<UnitSpan>& spans) {
  std::vector<std::pair<std::string, UnitSpan>> keyed;
  keyed.reserve(spans.size());
  for (auto& span : spans) keyed.emplace_back(search_words(span.name), std::move(span));
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    return std::tuple(level_place(a.second.level), a.first, a.second.code) <
           std::tuple(level_place(b.second.level), b.first, b.second.code);
  });
  for (std::size_t i = 0; i < spans.size(); ++i) spans[i] = std::move(keyed[i].second);
}

std::vector<UnitSpan> find_names(platform::Transaction& tx, const SearchQuery& q, LastWord last, bool small,
                                 int limit) {
  auto found = small ? by_place(tx, q, last) : by_name(tx, q, last, std::nullopt, gathered + 1);
  if (small || int(found.size()) <= gathered) {
    put_in_order(found);
    return found;
  }
  found.clear();
  for (const auto level : level_order) {
    auto some = by_name(tx, q, last, level, gathered);
    put_in_order(some);
    found.insert(found.end(), some.begin(), some.end());
    if (int(found.size()) >= limit) break;
  }
  return found;
}

// PostgreSQL plans a prepared statement for values that it does not see; for common words such a plan reads
// every match where a few hundred would do. For the length of a search it plans with the words.
class PlanWithValues {
 public:
  explicit PlanWithValues(platform::Transaction& tx) : tx_(tx) {
    if (tx_.engine() == platform::Engine::postgresql) tx_.run("SET LOCAL plan_cache_mode = force_custom_plan");
  }
  void end() {
    if (tx_.engine() == platform::Engine::postgresql) tx_.run("SET LOCAL plan_cache_mode = auto");
  }

 private:
  platform::Transaction& tx_;
};

std::vector<UnitSpan> run_query(platform::Transaction& tx, std::string_view text, Holding holding, base::Date on,
                                std::span<const std::string> path_prefixes, int limit) {
  SearchQuery q{tx.engine(), holding, {}, on, path_prefixes};
  const std::string words = search_words(text.substr(0, 400));
  for (std::size_t at = 0; at < words.size() && q.words.size() < 12;) {
    const auto end = std::min(words.find(' ', at), words.size());
    q.words.push_back(words.substr(at, end - at));
    at = end + 1;
  }
  std::vector<UnitSpan> out;
  if (q.words.empty() || limit <= 0) return out;
  PlanWithValues plan(tx);
  std::set<UnitId> seen;
  const auto take = [&](UnitSpan& span) {
    if (int(out.size()) < limit && seen.insert(span.unit_id).second) out.push_back(std::move(span));
  };
  const std::string fold = base::fold(text.substr(0, 400));
  const bool plain = !fold.empty() && fold.size() <= 80 && static_cast<unsigned char>(fold.back()) < 0x7F;
  auto codes = plain ? by_code(tx, q, fold, limit) : std::vector<UnitSpan>{};
  for (auto& span : codes)
    if (base::fold(span.code) == fold) take(span);
  const bool small = is_small(tx, path_prefixes);
  for (const auto last : {LastWord::whole, LastWord::begun}) {
    if (int(out.size()) >= limit) break;
    for (auto& span : find_names(tx, q, last, small, limit)) take(span);
  }
  for (auto& span : codes)
    if (!span.code.empty()) take(span);
  plan.end();
  return out;
}

}  // namespace

std::vector<UnitSpan> Tree::search(platform::Transaction& tx, std::string_view text, base::Date on,
                                   std::span<const std::string> path_prefixes, int limit) const {
  return run_query(tx, text, Holding::on_day, on, path_prefixes, limit);
}

std::vector<UnitSpan> Tree::search_former(platform::Transaction& tx, std::string_view text, base::Date on,
                                          std::span<const std::string> path_prefixes, int limit) const {
  return run_query(tx, text, Holding::once, on, path_prefixes, limit);
}

}  // namespace tree
