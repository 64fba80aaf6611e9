#pragma once
// SQL over documents_claim and documents_view. No decisions.

#include "modules/documents/documents_store.h"

namespace documents::store {

struct StoredClaim {
  Claim claim;  // without its unit's code, its count and the difference
  std::int64_t unit_id = 0;
};
// The newest first: those of units `s` (tree_scope) that the one condition names, and those of which the other one
// names the source `d` (documents_document).
std::vector<StoredClaim> list_claims(Transaction& tx, const std::string& of_units, const std::string& of_documents,
                                     const platform::Bindings& values, std::size_t most);
std::optional<StoredClaim> find_claim(Transaction& tx, std::int64_t id);
void remove_claim(Transaction& tx, std::int64_t id);
std::int64_t insert_claim(Transaction& tx, const StoredClaim& claim, std::int64_t now, const std::string& actor);

std::vector<SavedView> list_views(Transaction& tx, std::int64_t account_id);
std::int64_t save_view(Transaction& tx, std::int64_t account_id, const SavedView& view);  // in place of its name's
bool delete_view(Transaction& tx, std::int64_t account_id, std::int64_t id);

}  // namespace documents::store
