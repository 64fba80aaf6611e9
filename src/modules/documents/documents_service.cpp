#include "modules/documents/machine.h"

namespace documents {
namespace {

using base::Error;
using base::ErrorKind;

std::string clean_text(std::string_view text) { return base::squeeze(base::to_nfc(text)); }

}  // namespace

// A State paper of the same number, year, sign and issuer, among the owner's and those that the actor sees: what
// another unit keeps for itself is in nobody's way.
std::optional<StoredDocument> Documents::Machine::state_duplicate(Transaction& tx, const base::Actor& actor,
                                                                  const StoredDocument& row) {
  auto which = seen(at.access.scope(tx, actor, identity::Permission::documents_read));
  which.condition = "d.state = 'registered' AND (" + which.condition + " OR d.owner_unit_id = ?)";
  which.values.add(row.owner_unit_id);
  const auto year = [](const StoredDocument& d) { return d.year.value_or(d.issued ? d.issued->year : 0); };
  const auto issuer = [&](const StoredDocument& d) {
    const auto body = store::find_body(tx, d.issuer_id);
    return body ? field_key(body->name) : "";
  };
  const std::string own_issuer = issuer(row);
  for (const auto id : store::list_by_number(tx, *row.number, row.suffix, row.code_key, std::move(which))) {
    auto other = store::find_document(tx, id);
    if (!other || other->id == row.id || year(row) != year(*other)) continue;
    const std::string its_issuer = issuer(*other);
    if (own_issuer.empty() || its_issuer.empty() || own_issuer == its_issuer) return other;
  }
  return std::nullopt;
}

// The stubs that this document may be, of owners for whom the actor may register: same number, and nothing that is
// known contradicts it.
std::vector<StoredDocument> Documents::Machine::list_stubs(Transaction& tx, const base::Actor& actor,
                                                           const StoredDocument& row, const Document& record) {
  auto which = owned(at.access.scope(tx, actor, identity::Permission::documents_register));
  which.condition += " AND d.state = 'stub'";
  std::vector<std::int64_t> ids;
  if (row.number)
    ids = store::list_by_number(tx, *row.number, row.suffix, row.code_key, std::move(which));
  else if (row.code.empty())
    ids = store::list_by_alias(tx, alias_key(record.subject), std::move(which));
  std::vector<StoredDocument> stubs;
  for (const auto id : ids) {
    auto stub = store::find_document(tx, id);
    if (!stub || stub->kind != row.kind) continue;
    if (stub->issued && row.issued &&
        (stub->issued->last() < row.issued->first() || row.issued->last() < stub->issued->first()))
      continue;
    if (stub->year && row.year && stub->year != row.year) continue;
    if (stub->is_party() && stub->owner_unit_id != row.owner_unit_id) continue;
    stubs.push_back(std::move(*stub));
  }
  return stubs;
}

// Who only cited a number does not come to see the paper by it: readers of its stub who are no parties of the paper
// keep the entry that they had, as their own.
void Documents::Machine::keep_citations(Transaction& tx, const base::Actor& actor, const StoredDocument& stub,
                                        std::span<const StoredParty> readers, const StoredDocument& row) {
  for (const auto& reader : readers) {
    identity::Scope theirs;
    if (const auto path = store::find_path(tx, reader.unit_id)) theirs.add(*path);
    if (theirs.nothing() || sees(tx, theirs, row)) continue;
    StoredDocument own = stub;
    own.id = store::next_id(tx);
    own.position = position_of(own.first_day(), own.id);
    own.owner_unit_id = reader.unit_id;
    own.series_id.reset();
    own.open_to_all = false;
    store::insert_document(tx, own);
    store::store_parties(tx, own.id, {{reader.unit_id, reader.subtree, "owner"}});
    for (const auto& alias : store::list_aliases(tx, row.id))
      if (!row.number) store::insert_alias(tx, own.id, alias.name, alias_key(alias.name));
    store::move_citations(tx, row.id, own.id, reader.unit_id);
    refresh_effect(tx, own.id);
    journal(tx, actor, "documents.stub_made", own, base::Json{{"instead_of", row.id}}.dump());
  }
}

void Documents::Machine::fill(Transaction& tx, StoredDocument& row, const Document& record) {
  if (!find_kind(record.kind))
    throw Error(ErrorKind::invalid, "documents.kind_unknown", {{"kind", record.kind}}).at_field("kind");
  if (record.effective_from && record.effective_to && *record.effective_to <= *record.effective_from)
    throw Error(ErrorKind::invalid, "documents.effect_ends_before_start").at_field("effective_to");
  if (record.number && (*record.number < 0 || *record.number > greatest_number))
    throw Error(ErrorKind::invalid, "documents.number_range").at_field("number");
  row.kind = record.kind;
  row.number = record.number;
  row.suffix = clean_text(record.suffix);
  row.code = canonical_code(record.code);
  row.code_key = code_key(row.code);
  row.year = record.year;
  row.issued = record.issued;
  row.owner_unit_id = unit(tx, record.owner_unit, "owner_unit").value;
  row.congress_paper = record.congress_paper;
  row.subject = clean_text(record.subject);
  row.field = clean_text(record.field);
  row.addressees = clean_text(record.addressees);
  row.source = source_text(read_source(row.source), record.source);
  row.open_to_all = record.open_to_all;
  row.effective_from = record.effective_from;
  row.effective_to = record.effective_to;
  if (row.state == DocumentState::registered && row.subject.empty())
    throw Error(ErrorKind::invalid, "documents.subject_missing").at_field("subject");
  if (row.number && row.code.empty() && row.state == DocumentState::registered)
    throw Error(ErrorKind::invalid, "documents.code_missing").at_field("code");
  const auto body = [&](const std::string& name, std::int64_t owner) -> std::optional<std::int64_t> {
    if (clean_text(name).empty()) return std::nullopt;
    return store::ensure_body(tx, owner, name);
  };
  row.issuer_id = body(record.issuer, row.owner_unit_id);
  row.advising_id = body(record.advising, row.owner_unit_id);
}

void Documents::Machine::give_number(Transaction& tx, const base::Actor& actor, StoredDocument& row) {
  const std::optional<std::int64_t> old_series = row.series_id;
  row.series_id.reset();
  row.congress_id = store::find_term(tx, row.owner_unit_id, row.issued, row.congress_paper);
  if (old_series) store::remove_number(tx, *old_series, row.id);
  if (row.code.empty()) return;
  if (!row.is_party()) {
    if (!row.number || row.state != DocumentState::registered) return;
    if (const auto other = state_duplicate(tx, actor, row))
      throw Error(ErrorKind::conflict, "documents.state_number_taken",
                  {{"number", row.number_label()}, {"document", holder_name(tx, actor, *other)}})
          .at_field("number");
    return;
  }
  if (row.state == DocumentState::stub && (!row.issued || !row.number)) return;
  const auto series = store::ensure_series(tx, row.owner_unit_id, row.code, row.congress_id, row.congress_paper);
  row.series_id = series.id;
  if (row.state == DocumentState::stub) return;
  if (!row.number) row.number = free_number(tx, series.id);
  base::require(may_give_number(number_facts(tx, actor, series, *row.number, row.suffix, row.code, row.id)));
  store::store_number(tx, series.id, {*row.number, row.suffix, NumberState::used, row.id, ""}, at.clock.now(),
                      actor.name);
}

void Documents::Machine::store_record(Transaction& tx, const base::Actor& actor, StoredDocument& row,
                                      const Document& record, bool is_new) {
  fill(tx, row, record);
  give_number(tx, actor, row);
  row.position = position_of(row.first_day(), row.id);
  row.updated_at = at.clock.now();
  if (is_new)
    store::insert_document(tx, row);
  else
    store::update_document(tx, row);
  std::vector<StoredParty> parties{{row.owner_unit_id, false, "owner"}};
  for (const auto& p : record.parties) parties.push_back({unit(tx, p.unit, "parties").value, p.subtree, "addressee"});
  store::store_parties(tx, row.id, parties);
  refresh_effect(tx, row.id);
  refresh_targets(tx, row.id);
}

Documents::Documents(Surroundings surroundings, ReadText read_text)
    : machine_(new Machine{.at = surroundings, .read_text = std::move(read_text)}) {}
Documents::~Documents() = default;

DocumentId Documents::register_document(Transaction& tx, const base::Actor& actor, const Document& record,
                                        const Source& source) {
  auto& m = *machine_;
  StoredDocument row;
  m.fill(tx, row, record);
  const auto stubs = m.list_stubs(tx, actor, row, record);
  std::vector<std::vector<StoredParty>> readers;
  for (const auto& stub : stubs) readers.push_back(store::list_parties(tx, stub.id));
  if (stubs.empty()) {
    row.id = store::next_id(tx);
    row.created_at = m.at.clock.now();
    row.created_by = actor.name;
  } else {
    row = stubs.front();
    ++row.version;
  }
  row.state = DocumentState::registered;
  if (source.intake_id) row.source = source_text(source, "");
  m.store_record(tx, actor, row, record, stubs.empty());
  for (std::size_t i = 0; i < stubs.size(); ++i) {
    if (i > 0) merge_stub(tx, actor, DocumentId{stubs[i].id}, DocumentId{row.id});
    m.keep_citations(tx, actor, stubs[i], readers[i], row);
  }
  if (!stubs.empty()) m.refresh_effect(tx, row.id);
  for (const auto& alias : record.aliases) add_alias(tx, actor, DocumentId{row.id}, alias);
  m.journal(tx, actor, "documents.registered", row, base::to_json(m.record_of(tx, row, m.at.clock.today())).dump());
  return DocumentId{row.id};
}

DocumentPage Documents::create_document(const base::Actor& actor, const Document& record) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto scope = m.read_scope(tx, actor);
  m.unit_for(tx, actor, identity::Permission::documents_register, record.owner_unit, "owner_unit");
  const auto id = register_document(tx, actor, record);
  auto page = m.page(tx, scope, *store::find_document(tx, id.value), m.at.clock.today());
  tx.commit();
  return page;
}

DocumentPage Documents::get_document(const base::Actor& actor, DocumentId id, std::optional<base::Date> on) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto document = m.access_document(tx, actor, id);
  return m.page(tx, m.read_scope(tx, actor), document, on.value_or(m.at.clock.today()));
}

DocumentPage Documents::update_document(const base::Actor& actor, DocumentId id, std::int64_t seen_version,
                                        const Document& record) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  auto row = m.access_to_change(tx, actor, id);
  if (row.version != seen_version)
    throw Error(ErrorKind::conflict, "documents.version",
                {{"version", std::to_string(row.version)}, {"seen", std::to_string(seen_version)}});
  const base::Date today = m.at.clock.today();
  const Document before = m.record_of(tx, row, today);
  if (record.owner_unit != before.owner_unit)
    m.unit_for(tx, actor, identity::Permission::documents_register, record.owner_unit, "owner_unit");
  ++row.version;
  // A stub of which the day and the subject are known now is a document of the register.
  if (row.state == DocumentState::stub && record.issued && !clean_text(record.subject).empty())
    row.state = DocumentState::registered;
  m.store_record(tx, actor, row, record, false);
  const Document after = m.record_of(tx, row, today);
  m.journal(tx, actor, "documents.changed", row, base::difference(before, after).dump());
  auto page = m.page(tx, m.read_scope(tx, actor), row, today);
  tx.commit();
  return page;
}

void Documents::add_alias(Transaction& tx, const base::Actor& actor, DocumentId id, const std::string& name) {
  auto& m = *machine_;
  const std::string clean = clean_text(name), key = alias_key(clean);
  if (key.empty()) throw Error(ErrorKind::invalid, "documents.alias_empty").at_field("name");
  if (!store::insert_alias(tx, id.value, clean, key)) return;
  store::index_words(tx, id.value);
  if (const auto row = store::find_document(tx, id.value))
    m.journal(tx, actor, "documents.alias_added", *row, base::Json{{"alias", clean}}.dump());
}

AliasName Documents::add_alias(const base::Actor& actor, DocumentId id, const std::string& name) {
  auto tx = machine_->at.database.begin();
  const auto row = machine_->access_to_change(tx, actor, id);
  add_alias(tx, actor, DocumentId{row.id}, name);
  const auto names = store::list_aliases(tx, row.id);
  AliasName added;
  for (const auto& n : names)
    if (alias_key(n.name) == alias_key(name)) added = n;
  tx.commit();
  return added;
}

std::vector<AliasName> Documents::list_aliases(const base::Actor& actor, DocumentId id) {
  auto tx = machine_->at.database.begin_read();
  return store::list_aliases(tx, machine_->access_document(tx, actor, id).id);
}

void Documents::remove_alias(const base::Actor& actor, DocumentId id, std::int64_t alias) {
  auto tx = machine_->at.database.begin();
  const auto row = machine_->access_to_change(tx, actor, id);
  if (!store::remove_alias(tx, row.id, alias)) throw Error(ErrorKind::not_found, "documents.alias_unknown");
  store::index_words(tx, row.id);
  machine_->journal(tx, actor, "documents.alias_removed", row);
  tx.commit();
}

}  // namespace documents
