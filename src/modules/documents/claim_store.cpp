#include "modules/documents/claim_store.h"

namespace documents::store {

namespace {
constexpr const char* claim_columns =
    "SELECT c.id, c.unit_id, c.text, c.value, c.query, c.dated, c.source_document_id, c.source FROM documents_claim c ";

StoredClaim read_claim(const platform::Row& row) {
  StoredClaim c;
  c.claim.id = row.get<std::int64_t>(0);
  c.unit_id = row.get<std::int64_t>(1);
  c.claim.text = row.get<std::string>(2);
  c.claim.value = row.get<std::int64_t>(3);
  c.claim.query = base::parse_record<DocumentQuery>(row.get<std::string>(4));
  c.claim.dated = row.get<std::optional<base::PartialDate>>(5);
  c.claim.source_document_id = row.get<std::optional<std::int64_t>>(6);
  c.claim.source = row.get<std::string>(7);
  return c;
}
}  // namespace

std::vector<StoredClaim> list_claims(Transaction& tx, const std::string& of_units, const std::string& of_documents,
                                     const platform::Bindings& values, std::size_t most) {
  const auto rows =
      tx.query_values(std::string(claim_columns) + "JOIN tree_scope s ON s.unit_id = c.unit_id WHERE (" + of_units +
                          ") OR EXISTS (SELECT 1 FROM documents_document d WHERE d.id = c.source_document_id AND (" +
                          of_documents + ")) ORDER BY c.id DESC LIMIT " + std::to_string(most),
                      values.values());
  std::vector<StoredClaim> claims;
  while (rows->next()) claims.push_back(read_claim(platform::Row(*rows)));
  return claims;
}

std::optional<StoredClaim> find_claim(Transaction& tx, std::int64_t id) {
  std::optional<StoredClaim> claim;
  tx.each(
      std::string(claim_columns) + "WHERE c.id = ?", [&](platform::Row row) { claim = read_claim(row); }, id);
  return claim;
}

void remove_claim(Transaction& tx, std::int64_t id) { tx.run("DELETE FROM documents_claim WHERE id = ?", id); }

std::int64_t insert_claim(Transaction& tx, const StoredClaim& c, std::int64_t now, const std::string& actor) {
  return tx.insert(
      "INSERT INTO documents_claim(unit_id, text, value, query, dated, source_document_id, source, created_at, "
      "created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      c.unit_id, c.claim.text, c.claim.value, base::to_json(c.claim.query).dump(), c.claim.dated,
      c.claim.source_document_id, c.claim.source, now, actor);
}

std::vector<SavedView> list_views(Transaction& tx, std::int64_t account_id) {
  std::vector<SavedView> views;
  tx.each(
      "SELECT id, name, query FROM documents_view WHERE account_id = ? ORDER BY name, id",
      [&](platform::Row row) {
        views.push_back({row.get<std::int64_t>(0), row.get<std::string>(1),
                         base::parse_record<DocumentQuery>(row.get<std::string>(2))});
      },
      account_id);
  return views;
}

std::int64_t save_view(Transaction& tx, std::int64_t account_id, const SavedView& view) {
  tx.run("DELETE FROM documents_view WHERE account_id = ? AND name = ?", account_id, view.name);
  return tx.insert("INSERT INTO documents_view(account_id, name, query) VALUES (?, ?, ?)", account_id, view.name,
                   base::to_json(view.query).dump());
}

bool delete_view(Transaction& tx, std::int64_t account_id, std::int64_t id) {
  return tx.run("DELETE FROM documents_view WHERE id = ? AND account_id = ?", id, account_id) != 0;
}

}  // namespace documents::store
