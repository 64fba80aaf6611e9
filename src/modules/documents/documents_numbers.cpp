#include <algorithm>

#include "modules/documents/machine.h"

namespace documents {
namespace {

constexpr std::size_t most_gaps = 500, most_series = 1000;

std::string code_of_request(const NumberRequest& request) {
  const std::string code = canonical_code(request.code);
  if (code.find('/') == std::string::npos || code.size() < 4)
    throw base::Error(base::ErrorKind::invalid, "documents.code_unknown", {{"code", request.code}}).at_field("code");
  return code;
}

std::string label_of(const std::string& code, std::int64_t number) {
  Reference r;
  r.number = number;
  r.code = code;
  return r.label();
}

base::PartialDate whole_day(base::Date day) {
  const auto c = base::calendar_day(day);
  return {c.year, c.month, c.day};
}

// What the numbers of a series say: counts, and the runs nobody has explained.
SeriesPage read_series_page(Transaction& tx, const StoredSeries& series) {
  SeriesPage page;
  std::int64_t expected = 1;
  store::each_number(tx, series.id, [&](const store::StoredNumber& n) {
    if (n.number > expected) {
      page.series.gaps += n.number - expected;
      if (page.gaps.size() < most_gaps) page.gaps.push_back({expected, n.number - 1});
    }
    expected = std::max(expected, n.number + 1);
    page.series.last = std::max(page.series.last, n.number);
    if (n.state == NumberState::used)
      ++page.series.used;
    else {
      ++(n.state == NumberState::reserved ? page.series.reserved : page.series.voided);
      page.set_aside.push_back({n.number, n.suffix, n.state, DocumentId{n.document_id}, n.reason});
    }
  });
  return page;
}

}  // namespace

NumberFacts Documents::Machine::number_facts(Transaction& tx, const base::Actor& actor, const StoredSeries& series,
                                             std::int64_t number, const std::string& suffix, const std::string& code,
                                             std::int64_t own_document) {
  NumberFacts facts{number, label_of(code, number) + suffix, store::series_label(tx, series), {}, {}};
  Reference r;
  r.number = number;
  r.suffix = suffix;
  r.code = code;
  facts.label = r.label();
  const auto known = store::find_number(tx, series.id, number, suffix);
  if (!known) return facts;
  if (known->state == NumberState::used && known->document_id != own_document) {
    const auto other = store::find_document(tx, known->document_id);
    facts.taken_by = other ? holder_name(tx, actor, *other) : facts.label;
  }
  if (known->state == NumberState::voided) facts.void_reason = known->reason;
  return facts;
}

// What a refusal may say of the document in the way: its subject only to those who see it.
std::string Documents::Machine::holder_name(Transaction& tx, const base::Actor& actor, const StoredDocument& holder) {
  const std::string label = store::label(tx, holder);
  const auto scope = at.access.scope(tx, actor, identity::Permission::documents_read);
  return sees(tx, scope, holder) ? label + " – " + holder.subject : holder.number_label();
}

// A number that a stub holds is passed over, and moves nothing: anybody can cite a number.
std::int64_t Documents::Machine::free_number(Transaction& tx, std::int64_t series_id) {
  auto number = next_number(store::highest_number(tx, series_id));
  while (store::has_stub(tx, series_id, number)) number = next_number(number);
  return number;
}

Documents::Machine::Taken Documents::Machine::take_next(Transaction& tx, const base::Actor& actor, std::int64_t unit_id,
                                                        const std::string& code, const base::PartialDate& on,
                                                        const std::string& reason) {
  Taken taken{store::ensure_series(tx, unit_id, code, store::find_term(tx, unit_id, on, false), false), 0};
  taken.number = free_number(tx, taken.series.id);
  base::require(may_give_number(number_facts(tx, actor, taken.series, taken.number, "", code, 0)));
  store::store_number(tx, taken.series.id, {taken.number, "", NumberState::reserved, 0, reason}, at.clock.now(),
                      actor.name);
  return taken;
}

SeriesRow Documents::Machine::series_row(Transaction& tx, const StoredSeries& s) {
  SeriesRow row;
  row.id = s.id;
  row.unit = unit_code(tx, s.unit_id);
  row.code = s.code;
  row.term = store::term_number(tx, s.congress_id);
  row.run = s.run;
  return row;
}

Some<SeriesRow> Documents::list_series(const base::Actor& actor, const std::string& unit) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  platform::Bindings values;
  std::string seen = scope.condition("t", values);
  if (!unit.empty()) {
    seen = "s.unit_id = ?";
    values = {};
    values.add(m.unit_in_sight(tx, scope, unit, false).value);
  }
  Some<SeriesRow> some;
  for (const auto& [series, numbers] : store::list_series(tx, seen, values, most_series + 1)) {
    SeriesRow row = m.series_row(tx, series);
    row.used = numbers.used;
    row.reserved = numbers.reserved;
    row.voided = numbers.voided;
    row.last = numbers.last;
    row.gaps = numbers.last - numbers.different;
    some.items.push_back(std::move(row));
  }
  some.capped = some.items.size() > most_series;
  if (some.capped) some.items.pop_back();
  some.total = std::ssize(some.items);
  return some;
}

SeriesPage Documents::get_series(const base::Actor& actor, std::int64_t id) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  const auto series = store::find_series(tx, id);
  const identity::Party owner{tree::UnitId{series ? series->unit_id : 0}, false};
  if (!series || (!scope.everything && !m.at.access.sees(tx, scope, std::span(&owner, 1))))
    throw base::Error(base::ErrorKind::not_found, "documents.series_unknown");
  SeriesPage page = read_series_page(tx, *series);
  const SeriesRow head = m.series_row(tx, *series);
  page.series.id = head.id;
  page.series.unit = head.unit;
  page.series.code = head.code;
  page.series.term = head.term;
  page.series.run = head.run;
  return page;
}

AllocatedNumber Documents::allocate_number(const base::Actor& actor, const NumberRequest& request) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto unit = m.unit_for(tx, actor, identity::Permission::numbers_allocate, request.unit, "unit");
  const std::string code = code_of_request(request);
  const auto taken =
      m.take_next(tx, actor, unit.value, code, whole_day(request.on.value_or(m.at.clock.today())), request.reason);
  AllocatedNumber given{taken.series.id, taken.number, label_of(code, taken.number),
                        store::term_number(tx, taken.series.congress_id)};
  m.at.audit.record(tx, actor, "documents.number_allocated", "series", std::to_string(given.series_id), unit.value,
                    base::Json{{"number", given.label}}.dump());
  tx.commit();
  return given;
}

AllocatedNumber Documents::reserve_number(const base::Actor& actor, const NumberRequest& request) {
  auto& m = *machine_;
  if (!request.number) return allocate_number(actor, request);
  if (base::squeeze(request.reason).empty())
    throw base::Error(base::ErrorKind::invalid, "documents.reason_missing").at_field("reason");
  auto tx = m.at.database.begin();
  const auto unit = m.unit_for(tx, actor, identity::Permission::numbers_allocate, request.unit, "unit");
  const std::string code = code_of_request(request);
  const auto on = whole_day(request.on.value_or(m.at.clock.today()));
  const auto series = store::ensure_series(tx, unit.value, code, store::find_term(tx, unit.value, on, false), false);
  base::require(may_give_number(m.number_facts(tx, actor, series, *request.number, "", code, 0)));
  if (store::find_number(tx, series.id, *request.number, ""))
    throw base::Error(base::ErrorKind::conflict, "documents.number_held", {{"number", label_of(code, *request.number)}})
        .at_field("number");
  store::store_number(tx, series.id, {*request.number, "", NumberState::reserved, 0, base::squeeze(request.reason)},
                      m.at.clock.now(), actor.name);
  AllocatedNumber given{series.id, *request.number, label_of(code, *request.number),
                        store::term_number(tx, series.congress_id)};
  m.at.audit.record(tx, actor, "documents.number_reserved", "series", std::to_string(series.id), unit.value,
                    base::Json{{"number", given.label}, {"reason", request.reason}}.dump());
  tx.commit();
  return given;
}

void Documents::void_number(const base::Actor& actor, const VoidRequest& request) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto scope = m.read_scope(tx, actor);
  const auto series = store::find_series(tx, request.series_id);
  const identity::Party owner{tree::UnitId{series ? series->unit_id : 0}, false};
  if (!series || (!scope.everything && !m.at.access.sees(tx, scope, std::span(&owner, 1))))
    throw base::Error(base::ErrorKind::not_found, "documents.series_unknown");
  m.at.access.require(tx, actor, identity::Permission::documents_manage, tree::UnitId{series->unit_id});
  if (base::squeeze(request.reason).empty())
    throw base::Error(base::ErrorKind::invalid, "documents.reason_missing").at_field("reason");
  base::require(may_give_number(m.number_facts(tx, actor, *series, request.number, "", series->code, 0)));
  store::store_number(tx, series->id, {request.number, "", NumberState::voided, 0, base::squeeze(request.reason)},
                      m.at.clock.now(), actor.name);
  m.at.audit.record(tx, actor, "documents.number_voided", "series", std::to_string(series->id), series->unit_id,
                    base::Json{{"number", request.number}, {"reason", request.reason}}.dump());
  tx.commit();
}

std::vector<Congress> Documents::list_terms(const base::Actor& actor, const std::string& unit) {
  auto& m = *machine_;
  auto tx = m.at.database.begin_read();
  const auto scope = m.read_scope(tx, actor);
  // The terms of the committees above are everybody's: documents from there are counted by them.
  const auto owner = m.unit_in_sight(tx, scope, unit, true);
  std::vector<Congress> terms;
  for (const auto& c : store::list_congresses(tx, owner.value)) {
    if (!terms.empty()) terms.back().term_to = c.term_from;
    terms.push_back({c.id, unit, c.number, c.opened, c.closed, c.plenum, c.term_from, std::nullopt, c.source});
  }
  return terms;
}

Congress Documents::add_term(const base::Actor& actor, const Congress& record) {
  auto& m = *machine_;
  auto tx = m.at.database.begin();
  const auto unit = m.unit_for(tx, actor, identity::Permission::documents_manage, record.unit, "unit");
  if (record.number < 1 || record.number > 99)
    throw base::Error(base::ErrorKind::invalid, "documents.congress_number").at_field("number");
  CongressFacts facts{record.opened, record.closed, record.plenum, {}, {}};
  for (const auto& other : store::list_congresses(tx, unit.value)) {
    if (other.number == record.number)
      throw base::Error(base::ErrorKind::conflict, "documents.congress_known",
                        {{"number", std::to_string(record.number)}})
          .at_field("number");
    if (other.number < record.number)
      facts.before = std::max(facts.before.value_or(other.closed), other.closed);
    else
      facts.after = std::min(facts.after.value_or(other.closed), other.closed);
  }
  base::require(may_record_congress(facts));
  Congress added = record;
  added.term_from = term_start(record.closed, record.plenum);
  added.id = store::insert_congress(
      tx, {0, unit.value, record.number, record.opened, record.closed, record.plenum, added.term_from, record.source});
  m.reassign_terms(tx, actor, unit.value);
  m.at.audit.record(tx, actor, "documents.term_added", "congress", std::to_string(added.id), unit.value,
                    base::to_json(added).dump());
  tx.commit();
  return added;
}

// A new congress cuts runs in two: every numbered paper of the unit goes to the run of its term.
void Documents::Machine::reassign_terms(Transaction& tx, const base::Actor& actor, std::int64_t unit_id) {
  for (const auto id : store::list_dated(tx, unit_id)) {
    auto row = *store::find_document(tx, id);
    const auto term = store::find_term(tx, unit_id, row.issued, row.congress_paper);
    if (term == row.congress_id) continue;
    const Document before = record_of(tx, row, at.clock.today());
    row.congress_id = term;
    ++row.version;
    row.updated_at = at.clock.now();
    if (row.series_id) {
      const auto series = store::ensure_series(tx, unit_id, row.code, term, row.congress_paper);
      store::remove_number(tx, *row.series_id, row.id);
      row.series_id = series.id;
      if (row.state == DocumentState::registered && row.number) {
        base::require(may_give_number(number_facts(tx, actor, series, *row.number, row.suffix, row.code, row.id)));
        store::store_number(tx, series.id, {*row.number, row.suffix, NumberState::used, row.id, ""}, at.clock.now(),
                            row.created_by);
      }
    }
    store::update_document(tx, row);
    store::index_words(tx, id);
    journal(tx, actor, "documents.changed", row, base::difference(before, record_of(tx, row, at.clock.today())).dump());
  }
}

}  // namespace documents
