#pragma once
// Finding documents by the hundred among a million, on either engine. A filter is written twice: as conditions
// on rows, and (SQLite) as words of the search index, whose rows lie in the order of positions, so that every
// combination of filters streams the newest page without sorting. Who sees a document is part of the query: an
// actor who sees everything pays nothing; one with few documents starts from these; else each row is probed.
// OPTIMIZATION: the three ways give the same rows (list_test.cpp).

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
  // The rows of these ids in this order, with hits marked.
  std::vector<DocumentRow> rows(std::span<const Found> found,
                                const std::function<std::string(std::int64_t)>& unit_code);

 private:
  struct Sql {
    std::string text;
    platform::Bindings values;
  };
  enum class Seen { all, open_only, probed, from_parties };
  void resolve();
  void choose_way();
  bool uses_index(Seen seen) const;  // SQLite's search index carries the filters
  void add_index_filters(Sql& sql) const;
  void add_row_filters(Sql& sql, bool with_words) const;
  void add_period(Sql& sql, const char* column) const;
  void add_status(Sql& sql) const;
  void add_seen(Sql& sql, Seen seen) const;
  void add_party_candidates(Sql& sql) const;
  void add_from_where(Sql& sql, Seen seen) const;
  std::vector<Found> page_of(Seen seen, const std::string& cursor, int limit);
  std::int64_t count_of(Seen seen, std::int64_t at_most);
  std::string index_match(Seen seen) const;  // FTS5
  std::string lexeme_match() const;          // tsquery
  std::vector<std::string> facets() const;

  Transaction& tx_;
  Viewer viewer_;
  DocumentQuery query_;
  base::Date today_, on_;
  SearchQuery words_;
  bool nothing_ = false;    // a filter names what does not exist
  bool party_way_ = false;  // few documents are this viewer's own
  std::vector<std::int64_t> issuers_, advising_, congresses_;
  std::optional<std::int64_t> unit_id_;
  std::string code_key_;
};

}  // namespace documents
