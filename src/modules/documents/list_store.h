#pragma once
// Finding documents by the hundred among a million, on either engine. Every filter is a word of the search index,
// and so is who may see a document: "_k_resolution", "_p_7" (unit 7 is a party). SQLite's index streams its hits in
// the order of positions; PostgreSQL's gives them unordered, so few are sorted, and among many the order is walked.
// A scope of very many units is asked of Access row by row.
// OPTIMIZATION: every way gives the same rows (list_test.cpp).

#include "modules/documents/documents_store.h"
#include "modules/documents/reference.h"

namespace documents {

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
  // The rows of these ids in this order, with hits marked.
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
  void resolve();
  void name_parties();
  void choose_way();
  bool by_position() const;
  std::vector<std::string> facets() const;
  std::string match_of_words() const;
  std::string order() const;
  void add_row_filters(Sql& sql) const;
  void add_period(Sql& sql, const char* column) const;
  void add_status(Sql& sql) const;
  void add_seen(Sql& sql) const;
  void add_range(Sql& sql, const std::optional<Cursor>& after) const;
  void add_from_where(Sql& sql, const std::optional<Cursor>& after) const;
  std::vector<Found> page_of(const std::optional<Cursor>& after, int limit);

  Transaction& tx_;
  Viewer viewer_;
  DocumentQuery query_;
  base::Date today_, on_;
  SearchQuery words_;
  bool nothing_ = false;  // a filter names what does not exist
  Way way_ = Way::plain;
  std::optional<std::int64_t> hits_;     // counted on the way, not far beyond the few
  std::vector<std::string> seen_words_;  // one of these a document must have; none: nothing or each row is asked
  std::vector<std::int64_t> issuers_, advising_, congresses_;
  std::optional<std::int64_t> unit_id_;
  std::string code_key_;
};

}  // namespace documents
