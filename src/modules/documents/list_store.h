#pragma once
// Finding documents by the hundred among a million. What is asked, and who may see, are words of the index: their sets
// of documents are met once, and every order, page, count and tally is taken from the set that is left. Only what
// changes with the day, the status, is asked of its table. The rows that are shown are asked of Access once more.

#include "modules/documents/documents_store.h"
#include "modules/documents/reference.h"
#include "modules/documents/viewer.h"

namespace documents {

constexpr std::int64_t most_counted = 1000;  // a list says no greater total

class Lister {
 public:
  Lister(Transaction& tx, Viewer& viewer, const DocumentQuery& query, base::Date today);
  // Ids in the order asked, after the cursor; at most `limit`. Errors: invalid "documents.cursor".
  struct Found {
    std::int64_t id = 0;
    std::string cursor;
  };
  std::vector<Found> page(const std::string& cursor, int limit);
  std::int64_t count(std::int64_t at_most);  // gives up there, unless that is 0
  Tally tally(TallyBy by);
  // The rows of these ids in this order, each once, with hits marked; of what was merged, none. Who may see each is
  // asked of Access once more.
  std::vector<DocumentRow> rows(std::span<const Found> found,
                                const std::function<std::string(std::int64_t)>& unit_code);

 private:
  struct Sql {
    std::string text;
    platform::Bindings values;
  };
  using Key = std::uint64_t;  // what comes first in the order asked has the least
  void find();
  std::vector<std::string> facets() const;
  void keep_period();
  void keep_numbered();
  Found found_at(Key key) const;
  std::optional<Key> read_cursor(const std::string& cursor) const;
  std::vector<Key> next_keys(std::optional<Key> after, std::size_t most);
  IdSet with_status(const IdSet& documents) const;

  Transaction& tx_;
  Viewer& viewer_;
  DocumentQuery query_;
  base::Date on_;
  SearchQuery words_;
  WordIndex& index_;
  IdSet hits_;  // of everything asked but the status
};

}  // namespace documents
