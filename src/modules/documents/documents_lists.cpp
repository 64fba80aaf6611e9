#include "modules/documents/claim_store.h"
#include "modules/documents/list_store.h"
#include "modules/documents/machine.h"
#include "platform/log/log.h"

namespace documents {
namespace {

constexpr std::size_t most_claims = 100, page_of_export = 200;

// A filter by a kind that is none is a slip, and is said.
void check_query(const DocumentQuery& query) {
  if (!query.kind.empty() && !find_kind(query.kind))
    throw base::Error(base::ErrorKind::invalid, "documents.kind_unknown", {{"kind", query.kind}}).at_field("kind");
}

}  // namespace

Viewer Documents::Machine::viewer(Transaction& tx, const identity::Scope& scope) {
  return Viewer(tx, {at.access, at.tree, cells, seen_by_scope}, scope);
}

void Documents::start() {
  std::int64_t all = 0;
  for (std::int64_t taken = 1; taken > 0; all += taken) {
    auto tx = machine_->at.database.begin();
    taken = index_waiting(tx);
    tx.commit();
    if (all > 0 && taken > 0)
      platform::log(platform::LogLevel::info, "documents.indexing", {{"documents", std::to_string(all + taken)}});
  }
}

DocumentList Documents::list_documents(const base::Actor& actor, const DocumentQuery& query, const std::string& cursor,
                                       int limit) {
  auto& m = *machine_;
  check_query(query);
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  auto viewer = m.viewer(tx, scope);
  Lister lister(tx, viewer, query, m.at.clock.today());
  auto found = lister.page(cursor, limit + 1);
  DocumentList list;
  if (found.size() > std::size_t(limit)) {
    found.resize(std::size_t(limit));
    list.next = found.back().cursor;
  }
  list.items = lister.rows(found, [&](std::int64_t unit) { return m.unit_code(tx, unit); });
  if (cursor.empty()) {
    const auto total = list.next ? lister.count(most_counted + 1) : std::int64_t(found.size());
    list.capped = total > most_counted;
    list.total = std::min(total, most_counted);
  }
  return list;
}

Count Documents::count_documents(const base::Actor& actor, const DocumentQuery& query) {
  auto& m = *machine_;
  check_query(query);
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  auto viewer = m.viewer(tx, scope);
  return {Lister(tx, viewer, query, m.at.clock.today()).count(0)};
}

Tally Documents::tally_documents(const base::Actor& actor, const DocumentQuery& query, TallyBy by) {
  auto& m = *machine_;
  check_query(query);
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  auto viewer = m.viewer(tx, scope);
  return Lister(tx, viewer, query, m.at.clock.today()).tally(by);
}

void Documents::each_document(const base::Actor& actor, const DocumentQuery& query, int limit,
                              const std::function<void(const DocumentRow&)>& f, std::span<const DocumentId> chosen) {
  auto& m = *machine_;
  check_query(query);
  std::vector<std::int64_t> given;
  {
    auto tx = m.at.database.begin_read();
    m.read_scope(tx, actor);
    const auto scope = m.at.access.scope(tx, actor, identity::Permission::documents_export);
    if (scope.nothing()) throw base::Error(base::ErrorKind::forbidden, "documents.export_forbidden");
    auto viewer = m.viewer(tx, scope);
    Lister lister(tx, viewer, query, m.at.clock.today());
    const auto give = [&](const std::vector<Lister::Found>& found) {
      for (const auto& row : lister.rows(found, [&](std::int64_t unit) { return m.unit_code(tx, unit); })) {
        f(row);
        given.push_back(row.id.value);
      }
    };
    if (!chosen.empty()) {
      std::vector<Lister::Found> found;
      for (const auto id : chosen) found.push_back({id.value, ""});
      give(found);
    } else {
      if (lister.count(limit + 1) > limit)
        throw base::Error(base::ErrorKind::too_large, "documents.export_too_many", {{"most", std::to_string(limit)}});
      std::string cursor;
      for (std::size_t found_now = page_of_export; found_now == page_of_export;) {
        const auto found = lister.page(cursor, int(page_of_export));
        give(found);
        found_now = found.size();
        if (!found.empty()) cursor = found.back().cursor;
      }
    }
  }
  base::Json what{{"rows", given.size()}, {"query", base::to_json(query)}};
  if (!chosen.empty()) what["documents"] = given;  // those of a query are found by it again
  auto tx = m.at.database.begin();
  m.at.audit.record(tx, actor, "documents.exported", "export", "", 0, what.dump());
  tx.commit();
}

Some<Claim> Documents::list_claims(const base::Actor& actor) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  platform::Bindings values;
  const auto of_units = scope.condition("s", values);
  const auto of_documents =
      "d.open_to_all = 1 OR " + m.at.access.sees_condition(scope, "documents_party", "document_id", "d.id", values);
  auto stored = store::list_claims(tx, of_units, of_documents, values, most_claims + 1);
  Some<Claim> some;
  some.capped = stored.size() > most_claims;
  if (some.capped) stored.pop_back();
  auto viewer = m.viewer(tx, scope);
  for (auto& [claim, unit_id] : stored) {
    claim.unit = m.unit_code(tx, unit_id);
    claim.count = Lister(tx, viewer, claim.query, m.at.clock.today()).count(0);
    claim.difference = claim.count - claim.value;
    some.items.push_back(std::move(claim));
  }
  some.total = std::ssize(some.items);
  return some;
}

std::int64_t Documents::add_claim(Transaction& tx, const base::Actor& actor, const Claim& claim, const Source& source) {
  auto& m = *machine_;
  store::StoredClaim stored{claim, m.unit(tx, claim.unit, "unit").value};
  check_query(claim.query);
  if (base::squeeze(claim.text).empty()) throw base::Error(base::ErrorKind::invalid, "field.required").at_field("text");
  stored.claim.text = base::squeeze(base::to_nfc(claim.text));
  stored.claim.source = source_text(source, claim.source);
  const auto id = store::insert_claim(tx, stored, m.at.clock.now(), actor.name);
  m.at.audit.record(tx, actor, "documents.claim_added", "claim", std::to_string(id), stored.unit_id,
                    base::Json{{"value", claim.value}}.dump());
  return id;
}

Claim Documents::add_claim(const base::Actor& actor, const Claim& claim) {
  auto& m = *machine_;
  std::int64_t id = 0;
  {
    auto tx = m.at.database.begin();
    m.unit_for(tx, actor, identity::Permission::documents_register, claim.unit, "unit");
    if (claim.source_document_id) m.access_document(tx, actor, DocumentId{*claim.source_document_id});
    id = add_claim(tx, actor, claim, Source{});
    tx.commit();
  }
  Claim added = claim;
  added.id = id;
  added.count = count_documents(actor, claim.query).total;
  added.difference = added.count - added.value;
  return added;
}

void Documents::remove_claim(const base::Actor& actor, std::int64_t id) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto scope = m.read_scope(tx, actor);
  const auto found = store::find_claim(tx, id);
  const auto read_in_it = [&] {
    const auto document = store::find_document(tx, found->claim.source_document_id.value_or(0));
    return document && m.sees(tx, scope, *document);
  };
  if (!found || (!m.at.access.may(tx, actor, identity::Permission::documents_read, tree::UnitId{found->unit_id}) &&
                 !read_in_it()))
    throw base::Error(base::ErrorKind::not_found, "documents.claim_unknown");
  m.at.access.require(tx, actor, identity::Permission::documents_register, tree::UnitId{found->unit_id});
  store::remove_claim(tx, id);
  m.at.audit.record(tx, actor, "documents.claim_removed", "claim", std::to_string(id), found->unit_id,
                    base::Json{{"text", found->claim.text}, {"value", found->claim.value}}.dump());
  tx.commit();
}

std::vector<SavedView> Documents::list_views(const base::Actor& actor) {
  auto tx = machine_->at.database.begin_read();
  machine_->read_scope(tx, actor);
  return store::list_views(tx, actor.account_id);
}

SavedView Documents::save_view(const base::Actor& actor, const SavedView& view) {
  auto tx = machine_->at.database.begin();
  machine_->read_scope(tx, actor);
  check_query(view.query);
  SavedView saved = view;
  saved.name = base::squeeze(base::to_nfc(view.name));
  if (saved.name.empty()) throw base::Error(base::ErrorKind::invalid, "field.required").at_field("name");
  saved.id = store::save_view(tx, actor.account_id, saved);
  machine_->at.audit.record(tx, actor, "documents.view_saved", "view", std::to_string(saved.id), 0);
  tx.commit();
  return saved;
}

void Documents::delete_view(const base::Actor& actor, std::int64_t id) {
  auto tx = machine_->at.database.begin();
  machine_->read_scope(tx, actor);
  if (!store::delete_view(tx, actor.account_id, id))
    throw base::Error(base::ErrorKind::not_found, "documents.view_unknown");
  machine_->at.audit.record(tx, actor, "documents.view_deleted", "view", std::to_string(id), 0);
  tx.commit();
}

}  // namespace documents
