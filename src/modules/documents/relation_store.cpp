#include "modules/documents/relation_store.h"

#include <deque>
#include <set>

namespace documents::store {
namespace {

constexpr const char* relation_columns =
    "id, kind, source_id, target_id, provision, from_on, to_on, extent, source, "
    "version";

StoredRelation read_relation(const platform::Row& row) {
  return {row.get<std::int64_t>(0),
          base::parse_enum<RelationKind>(row.get<std::string>(1)).value_or(RelationKind::cites_as_basis),
          row.get<std::int64_t>(2),
          row.get<std::int64_t>(3),
          row.get<std::string>(4),
          row.get<std::optional<base::Date>>(5),
          row.get<std::optional<base::Date>>(6),
          base::parse_enum<Extent>(row.get<std::string>(7)).value_or(Extent::wholly),
          row.get<std::string>(8),
          row.get<std::int64_t>(9)};
}

}  // namespace

Relations list_relations(Transaction& tx, std::int64_t document_id, std::int64_t most) {
  Relations found;
  for (const char* end : {"source_id", "target_id"}) {
    std::int64_t count = 0;
    tx.each(
        std::string("SELECT ") + relation_columns + " FROM documents_relation WHERE " + end +
            " = ? ORDER BY id LIMIT ?",
        [&](platform::Row row) {
          if (++count > most)
            found.cut = true;
          else
            found.all.push_back(read_relation(row));
        },
        document_id, most + 1);
  }
  return found;
}

std::vector<Target> list_targets(Transaction& tx, std::int64_t document_id) {
  std::vector<Target> targets;
  tx.each(
      "SELECT DISTINCT kind, target_id FROM documents_relation WHERE source_id = ? ORDER BY target_id",
      [&](platform::Row row) {
        if (const auto kind = base::parse_enum<RelationKind>(row.get<std::string>(0)))
          targets.push_back({*kind, row.get<std::int64_t>(1)});
      },
      document_id);
  return targets;
}

std::optional<StoredRelation> find_relation(Transaction& tx, std::int64_t id) {
  auto rows = tx.query(std::string("SELECT ") + relation_columns + " FROM documents_relation WHERE id = ?", id);
  if (!rows->next()) return std::nullopt;
  return read_relation(platform::Row(*rows));
}

std::int64_t insert_relation(Transaction& tx, const StoredRelation& r, std::int64_t now, const std::string& actor) {
  return tx.insert(
      "INSERT INTO documents_relation(kind, source_id, target_id, provision, from_on, to_on, extent, source, "
      "created_at, created_by) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      base::enum_name(r.kind), r.source_id, r.target_id, r.provision, r.from, r.to, base::enum_name(r.extent), r.source,
      now, actor);
}

bool has_relation(Transaction& tx, const StoredRelation& r) {
  return tx
      .find<std::int64_t>(
          "SELECT id FROM documents_relation WHERE source_id = ? AND target_id = ? AND kind = ? AND provision = ?",
          r.source_id, r.target_id, base::enum_name(r.kind), r.provision)
      .has_value();
}

void end_relation(Transaction& tx, std::int64_t id, base::Date to) {
  tx.run("UPDATE documents_relation SET to_on = ?, version = version + 1 WHERE id = ?", to, id);
}

void remove_relation(Transaction& tx, std::int64_t id) { tx.run("DELETE FROM documents_relation WHERE id = ?", id); }

bool reaches(Transaction& tx, RelationKind kind, std::int64_t start, std::int64_t target) {
  std::set<std::int64_t> seen{start};
  std::deque<std::int64_t> open{start};
  while (!open.empty()) {
    const auto at = open.front();
    open.pop_front();
    if (at == target) return true;
    tx.each(
        "SELECT target_id FROM documents_relation WHERE source_id = ? AND kind = ?",
        [&](platform::Row row) {
          if (seen.insert(row.get<std::int64_t>(0)).second) open.push_back(row.get<std::int64_t>(0));
        },
        at, base::enum_name(kind));
  }
  return false;
}

void move_citations(Transaction& tx, std::int64_t from, std::int64_t to, std::int64_t owner_unit_id) {
  tx.run(
      "UPDATE documents_relation SET target_id = ? WHERE target_id = ? AND source_id IN (SELECT id FROM "
      "documents_document WHERE owner_unit_id = ?)",
      to, from, owner_unit_id);
}

void move_relations(Transaction& tx, std::int64_t from, std::int64_t to) {
  // What would be said twice, or of a document by itself, goes.
  tx.run(
      "DELETE FROM documents_relation WHERE (source_id = ? AND (target_id = ? OR EXISTS (SELECT 1 FROM "
      "documents_relation o WHERE o.source_id = ? AND o.target_id = documents_relation.target_id AND o.kind = "
      "documents_relation.kind AND o.provision = documents_relation.provision))) OR (target_id = ? AND (source_id = ? "
      "OR EXISTS (SELECT 1 FROM documents_relation o WHERE o.target_id = ? AND o.source_id = "
      "documents_relation.source_id AND o.kind = documents_relation.kind AND o.provision = "
      "documents_relation.provision)))",
      from, to, to, from, to, to);
  tx.run("UPDATE documents_relation SET source_id = ? WHERE source_id = ?", to, from);
  tx.run("UPDATE documents_relation SET target_id = ? WHERE target_id = ?", to, from);
}

std::vector<IncomingChange> list_changes(Transaction& tx, std::int64_t document_id) {
  std::vector<IncomingChange> changes;
  tx.each(
      "SELECT r.kind, r.extent, r.from_on, r.to_on, s.effective_from, s.issued FROM documents_relation r "
      "JOIN documents_document s ON s.id = r.source_id WHERE r.target_id = ?",
      [&](platform::Row row) {
        const auto kind = base::parse_enum<RelationKind>(row.get<std::string>(0));
        auto from = row.get<std::optional<base::Date>>(2);
        if (!from) from = row.get<std::optional<base::Date>>(4);
        if (const auto issued = row.get<std::optional<base::PartialDate>>(5); !from && issued) from = issued->first();
        if (!kind || !from || !changes_effect(*kind)) return;
        changes.push_back({*kind, base::parse_enum<Extent>(row.get<std::string>(1)).value_or(Extent::wholly), *from,
                           row.get<std::optional<base::Date>>(3)});
      },
      document_id);
  return changes;
}

}  // namespace documents::store
