#pragma once
// SQL over documents_relation. No decisions.

#include "modules/documents/documents_store.h"

namespace documents {

struct StoredRelation {
  std::int64_t id = 0;
  RelationKind kind{};
  std::int64_t source_id = 0, target_id = 0;
  std::string provision;
  std::optional<base::Date> from, to;
  Extent extent = Extent::wholly;
  std::string source;
  std::int64_t version = 1;
};

namespace store {

// Both ways, no more than so many of each.
constexpr std::int64_t most_relations = 2000;
struct Relations {
  std::vector<StoredRelation> all;
  bool cut = false;  // there are more
};
Relations list_relations(Transaction& tx, std::int64_t document_id, std::int64_t most = most_relations);
// All that the document bears on, each once a kind.
struct Target {
  RelationKind kind{};
  std::int64_t id = 0;
};
std::vector<Target> list_targets(Transaction& tx, std::int64_t document_id);
std::optional<StoredRelation> find_relation(Transaction& tx, std::int64_t id);
std::int64_t insert_relation(Transaction& tx, const StoredRelation& relation, std::int64_t now,
                             const std::string& actor);
bool has_relation(Transaction& tx, const StoredRelation& relation);
void end_relation(Transaction& tx, std::int64_t id, base::Date to);  // raises the version
void remove_relation(Transaction& tx, std::int64_t id);
// Whether `target` is reached from `start` over relations of the kind, source to target.
bool reaches(Transaction& tx, RelationKind kind, std::int64_t start, std::int64_t target);
// Relations to `from` whose sources this unit owns.
void move_citations(Transaction& tx, std::int64_t from, std::int64_t to, std::int64_t owner_unit_id);
void move_relations(Transaction& tx, std::int64_t from, std::int64_t to);
// What changes the document's effect; the day of a relation without one is its source's.
std::vector<IncomingChange> list_changes(Transaction& tx, std::int64_t document_id);

}  // namespace store
}  // namespace documents
