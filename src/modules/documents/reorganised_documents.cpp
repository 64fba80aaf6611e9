// Papers of units that a plan ends or establishes.

#include "modules/documents/documents.h"

namespace documents {

std::vector<tree::Moved> Documents::preview(platform::Transaction& tx, const tree::Reorganisation& r) {
  std::vector<tree::Moved> out;
  for (const auto& ending : r.endings) {
    const auto count =
        tx.find<std::int64_t>("SELECT COUNT(*) FROM documents_document WHERE owner_unit_id = ?", ending.unit);
    if (count.value_or(0) > 0)
      out.push_back({tree::MovedKind::documents, ending.code,
                     ending.successors.size() == 1 ? ending.successors.front() : "", *count});
  }
  return out;
}

std::vector<tree::Hindrance> Documents::built_on(platform::Transaction& tx, const tree::Reorganisation& r) {
  for (const auto unit : r.established) {
    const auto count = tx.find<std::int64_t>(
        "SELECT COUNT(*) FROM documents_document d WHERE d.id <> ? AND (d.owner_unit_id = ? OR d.id IN (SELECT "
        "document_id FROM documents_party WHERE unit_id = ?))",
        r.document, unit, unit);
    if (count.value_or(0) > 0) return {{0, "documents.at_established_unit", {{"count", std::to_string(*count)}}}};
  }
  return {};
}

}  // namespace documents
