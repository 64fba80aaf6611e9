#include "modules/documents/machine.h"

#include <utility>

namespace documents {

tree::UnitId Documents::Machine::unit(Transaction& tx, const std::string& code, const char* field) {
  const auto id = at.tree.find_unit(tx, code);
  if (!id) throw base::Error(base::ErrorKind::invalid, "documents.unit_unknown", {{"code", code}}).at_field(field);
  return *id;
}

tree::UnitId Documents::Machine::unit_for(Transaction& tx, const base::Actor& actor, identity::Permission permission,
                                          const std::string& code, const char* field) {
  const auto id = at.tree.find_unit(tx, code);
  if (!id || !at.access.may(tx, actor, identity::Permission::units_read, *id))
    throw base::Error(base::ErrorKind::invalid, "documents.unit_unknown", {{"code", code}}).at_field(field);
  at.access.require(tx, actor, permission, *id);
  return *id;
}

tree::UnitId Documents::Machine::unit_in_sight(Transaction& tx, const identity::Scope& scope, const std::string& code,
                                               bool shared) {
  const auto id = at.tree.find_unit(tx, code);
  const identity::Party party{id.value_or(tree::UnitId{}), shared};
  if (!id || !at.access.sees(tx, scope, std::span(&party, 1)))
    throw base::Error(base::ErrorKind::not_found, "documents.unit_unknown", {{"code", code}}).at_field("unit");
  return *id;
}

std::string Documents::Machine::unit_code(Transaction& tx, std::int64_t unit_id) {
  {
    const std::lock_guard lock(codes_lock);
    if (const auto it = codes.find(unit_id); it != codes.end()) return it->second;
  }
  const auto span = at.tree.nearest_span(tx, tree::UnitId{unit_id}, at.clock.today());
  // What a writer sees may be rolled back; only what is committed is kept.
  if (span && tx.is_read_only()) {
    const std::lock_guard lock(codes_lock);
    codes.emplace(unit_id, span->code);
  }
  return span ? span->code : "";
}

std::string Documents::Machine::unit_name(Transaction& tx, std::int64_t unit_id) {
  const auto span = at.tree.nearest_span(tx, tree::UnitId{unit_id}, at.clock.today());
  return span ? span->name : "";
}

identity::Scope Documents::Machine::read_scope(Transaction& tx, const base::Actor& actor) {
  auto scope = at.access.scope(tx, actor, identity::Permission::documents_read);
  if (scope.nothing()) throw base::Error(base::ErrorKind::forbidden, "documents.forbidden");
  return scope;
}

bool Documents::Machine::sees(Transaction& tx, const identity::Scope& scope, const StoredDocument& document) {
  if (scope.everything || (document.open_to_all && !scope.nothing())) return true;
  std::vector<identity::Party> parties;
  for (const auto& p : store::list_parties(tx, document.id)) parties.push_back({tree::UnitId{p.unit_id}, p.subtree});
  return at.access.sees(tx, scope, parties);
}

store::Which Documents::Machine::seen(const identity::Scope& scope) {
  store::Which which;
  which.condition =
      "d.open_to_all = 1 OR " + at.access.sees_condition(scope, "documents_party", "document_id", "d.id", which.values);
  return which;
}

store::Which Documents::Machine::owned(const identity::Scope& scope) {
  store::Which which;
  which.condition =
      "d.owner_unit_id IN (SELECT t.unit_id FROM tree_scope t WHERE " + scope.condition("t", which.values) + ")";
  return which;
}

StoredDocument Documents::Machine::access_document(Transaction& tx, const base::Actor& actor, DocumentId id) {
  const auto scope = read_scope(tx, actor);
  auto document = store::find_document(tx, id.value);
  if (document && document->state == DocumentState::merged && document->merged_into)
    document = store::find_document(tx, *document->merged_into);
  if (!document || !sees(tx, scope, *document)) throw base::Error(base::ErrorKind::not_found, "documents.unknown");
  return *document;
}

StoredDocument Documents::Machine::access_to_change(Transaction& tx, const base::Actor& actor, DocumentId id) {
  auto document = access_document(tx, actor, id);
  at.access.require(tx, actor, identity::Permission::documents_register, tree::UnitId{document.owner_unit_id});
  return document;
}

void Documents::Machine::journal(Transaction& tx, const base::Actor& actor, const char* verb,
                                 const StoredDocument& document, std::string difference) {
  at.audit.record(tx, actor, verb, "document", std::to_string(document.id), document.owner_unit_id,
                  std::move(difference));
}

namespace {
template <class Record>
void take_source(Record& record, const std::string& stored) {
  auto source = read_source(stored);
  record.source = std::exchange(source.note, "");
  if (source.intake_id) record.read_from = source;
}
}  // namespace

Document Documents::Machine::record_of(Transaction& tx, const StoredDocument& d, base::Date on) {
  Document r;
  r.id = DocumentId{d.id};
  r.version = d.version;
  r.state = d.state;
  r.label = store::label(tx, d);
  r.kind = d.kind;
  r.number = d.number;
  r.suffix = d.suffix;
  r.code = d.code;
  r.year = d.year;
  r.issued = d.issued;
  r.owner_unit = unit_code(tx, d.owner_unit_id);
  r.owner_name = unit_name(tx, d.owner_unit_id);
  r.congress_paper = d.congress_paper;
  r.term = store::term_number(tx, d.congress_id);
  if (const auto body = store::find_body(tx, d.issuer_id)) r.issuer = body->name;
  if (const auto body = store::find_body(tx, d.advising_id)) r.advising = body->name;
  r.subject = d.subject;
  r.field = d.field;
  r.addressees = d.addressees;
  r.open_to_all = d.open_to_all;
  for (const auto& p : store::list_parties(tx, d.id))
    if (p.role == "addressee") r.parties.push_back({unit_code(tx, p.unit_id), unit_name(tx, p.unit_id), p.subtree});
  r.effective_from = d.effective_from;
  r.effective_to = d.effective_to;
  for (auto& alias : store::list_aliases(tx, d.id)) r.aliases.push_back(std::move(alias.name));
  take_source(r, d.source);
  r.timeline = store::list_effects(tx, d.id);
  r.status = status_on(r.timeline, on);
  r.files = store::list_files(tx, d.id);
  return r;
}

// The other end of a relation has a label only for those who see it.
RelationView Documents::Machine::relation_view(Transaction& tx, const identity::Scope& scope, const StoredRelation& r) {
  RelationView v{RelationId{r.id},
                 r.kind,
                 DocumentId{r.source_id},
                 DocumentId{r.target_id},
                 {},
                 {},
                 r.provision,
                 r.from,
                 r.to,
                 r.extent,
                 {},
                 {},
                 r.version};
  take_source(v, r.source);
  const auto end = [&](DocumentId& id, std::string& label) {
    const auto document = store::find_document(tx, id.value);
    if (document && sees(tx, scope, *document))
      label = store::label(tx, *document);
    else
      id = {};
  };
  end(v.source_id, v.source_label);
  end(v.target_id, v.target_label);
  return v;
}

DocumentPage Documents::Machine::page(Transaction& tx, const identity::Scope& scope, const StoredDocument& d,
                                      base::Date on) {
  const auto relations = store::list_relations(tx, d.id);
  DocumentPage page{record_of(tx, d, on), {}, {}, relations.cut};
  for (const auto& r : relations.all) {
    auto view = relation_view(tx, scope, r);
    const bool out = r.source_id == d.id;
    if ((out ? view.target_id : view.source_id).value == 0) continue;
    (out ? page.outgoing : page.incoming).push_back(std::move(view));
  }
  return page;
}

void Documents::Machine::refresh_effect(Transaction& tx, std::int64_t id) {
  const auto d = store::find_document(tx, id);
  if (!d) return;
  EffectFacts facts{d->first_day(), d->effective_from, d->effective_to, store::list_changes(tx, id)};
  if (d->state == DocumentState::merged) facts = {};
  store::store_effects(tx, id, effect_timeline(facts));
  store::index_words(tx, id);
}

void Documents::Machine::refresh_targets(Transaction& tx, std::int64_t id) {
  for (const auto& target : store::list_targets(tx, id))
    if (changes_effect(target.kind)) refresh_effect(tx, target.id);
}

Source read_source(const std::string& stored) {
  const auto json = stored.starts_with('{') ? base::Json::parse(stored, nullptr, false) : base::Json();
  if (json.is_object() && json.contains("intake_id") && json.contains("note"))
    return base::parse_record<Source>(stored);
  Source words;
  words.note = stored;
  return words;
}

std::string source_text(const Source& source, const std::string& note) {
  if (!source.intake_id && !note.starts_with('{')) return note;
  Source complete = source;
  complete.note = note;
  return base::to_json(complete).dump();
}

}  // namespace documents
