#pragma once
// Finding documents by the hundred among a million, on either engine. Every filter is a word of the search index,
// and so is who may see a document: "_k_resolution", "_p_7" (unit 7 is a party). SQLite's index streams its hits in
// the order of positions. PostgreSQL's gives them unordered, so there a year's words are its own and the years are
// asked one by one. A scope of very many units is asked of Access row by row.
// OPTIMIZATION: every way gives the same rows (list_test.cpp).

#include <limits>

#include "modules/documents/documents_store.h"
#include "modules/documents/reference.h"

namespace documents {

constexpr std::int64_t most_counted = 1000;  // a list says no greater total

struct Viewer {
  const identity::Access& access;
  tree::Tree& tree;
  const identity::Scope& scope;
  bool sees_all = false;
};

class Lister {
 public:
  Lister(Transaction& tx, Viewer viewer, const DocumentQuery& query, base::Date today);
  // Ids in the order asked, after the cursor; at most `limit`. Errors: invalid "documents.cursor".
  struct Found {
    std::int64_t id = 0;
    std::string cursor;
  };
  std::vector<Found> page(const std::string& cursor, int limit);
  std::int64_t count(std::int64_t at_most);
  Tally tally(TallyBy by);
  struct Cursor {
    std::int64_t first = 0, second = 0;
  };
  // The rows of these ids in this order, with hits marked. Who may see each is asked of Access once more.
  std::vector<DocumentRow> rows(std::span<const Found> found,
                                const std::function<std::string(std::int64_t)>& unit_code);

 private:
  struct Sql {
    std::string text;
    platform::Bindings values;
  };
  enum class Way {
    plain,   // no filter at all
    gather,  // what the search index finds
    walk,    // rows in the order wanted, each looked at
  };
  struct Range {  // of positions, half-open
    std::int64_t least = 0, below = std::numeric_limits<std::int64_t>::max();
  };
  void resolve();
  void name_parties();
  void choose_way();
  void keep_count(std::int64_t hits, std::int64_t at_most);
  bool by_position() const;
  std::vector<std::string> facets() const;
  std::string quoted(std::string word) const;
  std::string match_of_words(const std::string& prefix, bool with_seen = true) const;
  std::string order() const;
  Range range(const std::optional<Cursor>& after) const;
  struct Step {
    std::int64_t rows = 0, years = 1;
    void widen(std::int64_t found);
  };
  Range range_in_store(const std::optional<Cursor>& after);
  Range next_part(Range& left, const Step& step);
  // f gives how many it found in the part, or -1 to end.
  void each_part(const std::function<std::int64_t(const Range&)>& f);
  void add_row_filters(Sql& sql) const;
  void add_status(Sql& sql) const;
  void add_seen(Sql& sql) const;
  void add_range(Sql& sql, const char* position, const Range& range) const;
  void add_after(Sql& sql, const std::optional<Cursor>& after) const;
  void add_from_where(Sql& sql, const Range& range) const;
  std::vector<Found> fetch(const Range& range, const std::optional<Cursor>& after, std::int64_t limit,
                           const std::string& order);
  std::vector<Found> gather(const std::optional<Cursor>& after, std::int64_t limit);

  Transaction& tx_;
  Viewer viewer_;
  DocumentQuery query_;
  base::Date today_, on_;
  SearchQuery words_;
  bool nothing_ = false;  // a filter names what does not exist
  Way way_ = Way::plain;
  bool fetches_ = false;                       // columns of rows are asked, not only how many there are
  std::int64_t hits_ = 0, hits_known_to_ = 0;  // counted on the way, no further than this
  std::vector<std::string> seen_words_;        // one of these a document must have; none: nothing or each row is asked
  std::optional<std::int64_t> unit_id_;
  std::string code_key_;
};

}  // namespace documents
