#include "modules/documents/machine.h"

namespace documents {
namespace {

using base::Error;
using base::ErrorKind;

std::string clean_text(std::string_view text) { return base::squeeze(base::to_nfc(text)); }

std::string state_duplicate(Transaction& tx, const StoredDocument& row) {
  for (const auto id : store::list_by_number(tx, *row.number, row.suffix, row.code_key)) {
    const auto other = store::find_document(tx, id);
    if (!other || other->id == row.id || other->state != DocumentState::registered) continue;
    const auto year = [](const StoredDocument& d) { return d.year.value_or(d.issued ? d.issued->year : 0); };
    const bool issuers_differ = row.issuer_id && other->issuer_id && row.issuer_id != other->issuer_id;
    if (year(row) == year(*other) && !issuers_differ) return store::label(tx, *other) + " – " + other->subject;
  }
  return {};
}

// The one stub that this document may be: same number, and nothing that is known contradicts it.
std::optional<StoredDocument> stub_of(Transaction& tx, const StoredDocument& row, const Document& record) {
  std::optional<StoredDocument> found;
  const auto consider = [&](std::int64_t id) {
    auto stub = store::find_document(tx, id);
    if (!stub || stub->state != DocumentState::stub || stub->kind != row.kind) return true;
    if (stub->issued && row.issued &&
        (stub->issued->last() < row.issued->first() || row.issued->last() < stub->issued->first()))
      return true;
    if (stub->is_party() && stub->owner_unit_id != row.owner_unit_id) return true;
    if (found && found->id != stub->id) return false;
    found = std::move(stub);
    return true;
  };
  if (row.number) {
    for (const auto id : store::list_by_number(tx, *row.number, row.suffix, row.code_key))
      if (!consider(id)) return std::nullopt;
  } else if (row.code.empty()) {
    for (const auto id : store::list_by_alias(tx, alias_key(record.subject)))
      if (!consider(id)) return std::nullopt;
  }
  return found;
}

}  // namespace

void Documents::Machine::fill(Transaction& tx, StoredDocument& row, const Document& record) {
  if (!find_kind(record.kind))
    throw Error(ErrorKind::invalid, "documents.kind_unknown", {{"kind", record.kind}}).at_field("kind");
  if (record.effective_from && record.effective_to && *record.effective_to <= *record.effective_from)
    throw Error(ErrorKind::invalid, "documents.effect_ends_before_start").at_field("effective_to");
  if (record.number && (*record.number < 0 || *record.number > 9'999'999))
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
    if (const auto other = state_duplicate(tx, row); !other.empty())
      throw Error(ErrorKind::conflict, "documents.state_number_taken",
                  {{"number", row.number_label()}, {"document", other}})
          .at_field("number");
    return;
  }
  if (row.state == DocumentState::stub && (!row.issued || !row.number)) return;
  const auto series = store::ensure_series(tx, row.owner_unit_id, row.code, row.congress_id, row.congress_paper);
  row.series_id = series.id;
  if (row.state == DocumentState::stub) return;
  if (!row.number) row.number = next_number(store::highest_number(tx, series.id));
  base::require(may_give_number(number_facts(tx, series, *row.number, row.suffix, row.code, row.id)));
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
  const auto stub = stub_of(tx, row, record);
  if (stub)
    row = *stub;
  else
    row.id = store::next_id(tx);
  row.state = DocumentState::registered;
  row.version = stub ? stub->version + 1 : 1;
  if (!stub) {
    row.created_at = m.at.clock.now();
    row.created_by = actor.name;
  }
  if (source.intake_id) row.source = source_text(source, "");
  m.store_record(tx, actor, row, record, !stub);
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
  if (tx.run("DELETE FROM documents_alias WHERE id = ? AND document_id = ?", alias, row.id) == 0)
    throw Error(ErrorKind::not_found, "documents.alias_unknown");
  store::index_words(tx, row.id);
  machine_->journal(tx, actor, "documents.alias_removed", row);
  tx.commit();
}

}  // namespace documents
