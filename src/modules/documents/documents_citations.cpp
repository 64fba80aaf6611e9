#include <algorithm>
#include <map>

#include "modules/documents/machine.h"

namespace documents {
namespace {

std::string kind_of(const std::string& words) {
  if (find_kind(words)) return words;
  const auto match = match_kind(base::squeeze(base::to_nfc(words)));
  return match.kind ? match.kind->key : "";
}

// How many words of a title stand in the words of a document. Units: parts of a hundred.
int title_share(const std::string& title, const StoredDocument& d) {
  const auto wanted = parse_search(title + " ").words;
  if (wanted.size() < 3) return 0;
  const std::string have = " " + search_words(d.subject) + " ";
  const auto hit = std::ranges::count_if(
      wanted, [&](const std::string& w) { return have.find(" " + w + " ") != std::string::npos; });
  return int(hit * 100 / std::ssize(wanted));
}

Citation citation_of(const Reference& r) {
  Citation citation;
  citation.number = r.number;
  citation.suffix = r.suffix;
  citation.code = r.code;
  if (r.year) citation.year = r.year;
  citation.date = r.date;
  return citation;
}

struct Weighed {
  Candidate candidate;
  bool contradicted = false;
};

Weighed weigh(Transaction& tx, const StoredDocument& d, const Citation& c, const std::string& kind, bool by_name) {
  Weighed w;
  w.candidate = {DocumentId{d.id}, store::label(tx, d), d.subject, d.issued, d.state, {}, 0, false};
  const auto speak = [&](int weight, std::string words) {
    w.candidate.weight += weight;
    w.candidate.reasons.push_back(std::move(words));
  };
  if (by_name) speak(50, "đúng tên gọi");
  if (c.number && d.number == c.number) speak(30, c.code.empty() ? "đúng số" : "đúng số và ký hiệu");
  if (!kind.empty()) {
    if (d.kind == kind)
      speak(10, "đúng loại văn bản");
    else if (c.code.empty())
      w.contradicted = true;
  }
  if (c.date && d.issued) {
    if (c.date->meets(*d.issued))
      speak(30, "đúng ngày ban hành");
    else
      w.contradicted = true;
  }
  if (c.year && d.year && c.year != d.year) w.contradicted = true;
  if (c.term) {
    const auto term = store::term_number(tx, d.congress_id);
    if (term == c.term)
      speak(20, "đúng khóa");
    else if (term)
      w.contradicted = true;
  }
  if (!c.issuer.empty() && d.issuer_id) {
    const auto body = store::find_body(tx, d.issuer_id);
    const std::string given = field_key(c.issuer), known = body ? field_key(body->name) : "";
    if (known == given || (!known.empty() && given.starts_with(known)))
      speak(15, "đúng cơ quan ban hành");
    else if (rank_of_body(c.issuer) != BodyRank::unknown && body && rank_of_body(body->name) != BodyRank::unknown &&
             rank_of_body(c.issuer) != rank_of_body(body->name))
      speak(-15, "khác cơ quan ban hành");
  }
  if (!c.title.empty()) {
    const int share = title_share(c.title, d);
    if (share >= 60)
      speak(share / 3, "trích yếu có " + std::to_string(share) + " % số từ");
    else if (share > 0 && share < 25 && c.code.empty() && !by_name)
      w.contradicted = true;
  }
  return w;
}

}  // namespace

std::vector<Candidate> Documents::find_candidates(Transaction& tx, const base::Actor& actor, const Citation& citation) {
  auto& m = *machine_;
  const auto scope = m.at.access.scope(tx, actor, identity::Permission::documents_read);
  if (scope.nothing()) return {};
  Citation c = citation;
  c.code = canonical_code(c.code);
  const std::string kind = kind_of(c.kind);
  std::map<std::int64_t, bool> found;  // id → found by name
  if (c.number) {
    for (const auto id : c.code.empty()
                             ? store::list_by_number(tx, *c.number, m.seen(scope))
                             : store::list_by_number(tx, *c.number, c.suffix, code_key(c.code), m.seen(scope)))
      found.emplace(id, false);
  } else {
    std::vector<std::string> keys;
    if (c.congress) keys.push_back(congress_key(kind, *c.congress));
    if (c.session && c.term) keys.push_back(plenum_key(kind, *c.session, *c.term));
    if (!c.title.empty()) {
      keys.push_back(alias_key(c.title));
      if (const auto* k = find_kind(kind)) keys.push_back(alias_key(k->vi + " " + c.title));
      if (const auto* k = find_kind(kind); k && c.date)
        keys.push_back(alias_key(k->vi + " " + c.title + " " + std::to_string(c.date->year)));
    }
    for (const auto& key : keys)
      for (const auto id : store::list_by_alias(tx, key, m.seen(scope))) found[id] = true;
  }
  std::vector<Weighed> weighed;
  for (const auto& [id, by_name] : found) {
    const auto d = store::find_document(tx, id);
    if (d) weighed.push_back(weigh(tx, *d, c, kind, by_name));
  }
  // What contradicts is kept only when nothing else is left: a person may know better, the program may not.
  std::ranges::stable_sort(weighed, [](const Weighed& a, const Weighed& b) {
    return std::pair(a.contradicted, -a.candidate.weight) < std::pair(b.contradicted, -b.candidate.weight);
  });
  const auto plain = std::ranges::count_if(weighed, [](const Weighed& w) { return !w.contradicted; });
  std::vector<Candidate> candidates;
  for (auto& w : weighed) {
    if (w.contradicted && plain > 0) break;
    w.candidate.exactly_one = plain == 1;
    if (candidates.size() < 20) candidates.push_back(std::move(w.candidate));
  }
  // One that a date or a title names beats others which only share a number.
  if (plain > 1 && candidates[0].weight >= candidates[1].weight + 30) candidates[0].exactly_one = true;
  return candidates;
}

std::vector<Candidate> Documents::find_document(const base::Actor& actor, const std::string& text) {
  auto& m = *machine_;
  const std::string clean = base::squeeze(base::to_nfc(text.substr(0, 1000)));
  std::vector<Candidate> found;
  {
    auto tx = m.at.database.begin_read();
    m.read_scope(tx, actor);
    const auto references = find_references(clean);
    const auto kind = match_kind(clean);
    Citation c;
    if (kind.kind) c.kind = kind.kind->key;
    if (const auto exact = parse_reference(clean); exact || !references.empty()) {
      c = citation_of(exact ? *exact : references.front().reference);
      found = find_candidates(tx, actor, c);
    } else {
      c.kind.clear();
      c.title = clean;
      found = find_candidates(tx, actor, c);
      const std::string rest = base::squeeze(clean.substr(kind.length));
      const std::string digits = rest.starts_with("số ") ? rest.substr(std::string_view("số ").size()) : rest;
      if (found.empty() && kind.kind && !digits.empty() && digits.size() < 7 &&
          digits.find_first_not_of("0123456789") == std::string::npos) {
        Citation by_number;
        by_number.kind = kind.kind->key;
        by_number.number = std::stoll(digits);
        found = find_candidates(tx, actor, by_number);
      }
    }
  }
  if (!found.empty()) return found;
  DocumentQuery query;
  query.text = clean;
  for (const auto& row : list_documents(actor, query, "", 10).items)
    found.push_back({row.id, row.label, row.subject, row.issued, row.state, {"có các từ đã gõ"}, 1, false});
  return found;
}

// The entry that a citation makes: a paper of its owner's run, which the unit that has the text sees.
Document Documents::Machine::cited_record(Transaction& tx, const Citation& citation, tree::UnitId owner,
                                          tree::UnitId reader) {
  const std::string code = canonical_code(citation.code);
  Document record;
  record.kind = kind_of(citation.kind);
  if (record.kind.empty())
    if (const auto* only = only_kind_of_code(code)) record.kind = only->key;
  if (record.kind.empty()) record.kind = "other";
  record.number = citation.number;
  record.suffix = citation.suffix;
  record.code = code;
  record.year = citation.year;
  record.issued = citation.date;
  record.issuer = citation.issuer;
  record.owner_unit = unit_code(tx, owner.value);
  record.subject = citation.title;
  record.parties.push_back({unit_code(tx, reader.value), "", true});
  return record;
}

std::optional<DocumentId> Documents::register_cited(Transaction& tx, const base::Actor& actor, const Citation& citation,
                                                    tree::UnitId reader, const Source& source) {
  auto& m = *machine_;
  const auto owner = m.series_owner(tx, citation, reader);
  if (!owner || !citation.number || citation.title.empty()) return std::nullopt;
  if (!m.at.access.may(tx, actor, identity::Permission::documents_register, *owner)) return std::nullopt;
  return register_document(tx, actor, m.cited_record(tx, citation, *owner, reader), source);
}

DocumentId Documents::ensure_stub(Transaction& tx, const base::Actor& actor, const Citation& citation,
                                  tree::UnitId reader, const Source& source) {
  auto& m = *machine_;
  const auto candidates = find_candidates(tx, actor, citation);
  if (!candidates.empty() && candidates.front().exactly_one) return candidates.front().id;
  Document record = m.cited_record(tx, citation, m.series_owner(tx, citation, reader).value_or(reader), reader);
  StoredDocument row;
  row.source = source_text(source, "");
  row.id = store::next_id(tx);
  row.state = DocumentState::stub;
  row.created_at = m.at.clock.now();
  row.created_by = actor.name;
  m.store_record(tx, actor, row, record, true);
  const auto name = [&](const std::string& key, const std::string& words) {
    if (!words.empty()) store::insert_alias(tx, row.id, words, key);
  };
  const std::string kind_words =
      find_kind(record.kind) && record.kind != "other" ? find_kind(record.kind)->vi : base::squeeze(citation.kind);
  if (!citation.number) {
    if (citation.congress)
      name(congress_key(record.kind, *citation.congress), kind_words + " Đại hội " + roman(int(*citation.congress)));
    if (citation.session && citation.term)
      name(plenum_key(record.kind, *citation.session, *citation.term),
           kind_words + " Trung ương " + std::to_string(*citation.session) + " khóa " + roman(int(*citation.term)));
    if (!citation.title.empty()) name(alias_key(citation.title), base::squeeze(base::to_nfc(citation.title)));
  }
  store::index_words(tx, row.id);
  m.journal(tx, actor, "documents.stub_made", row, base::to_json(citation).dump());
  return DocumentId{row.id};
}

DocumentId Documents::ensure_cited(Transaction& tx, const base::Actor& actor, const std::string& reference,
                                   tree::UnitId reader, const char* field) {
  const auto read = parse_reference(reference);
  if (!read)
    throw base::Error(base::ErrorKind::invalid, "documents.reference_unreadable", {{"text", reference}})
        .at_field(field);
  return ensure_stub(tx, actor, citation_of(*read), reader);
}

std::string Documents::reference_to(Transaction& tx, DocumentId id) const {
  const auto row = store::find_document(tx, id.value);
  if (!row) return "";
  return store::label(tx, *row) + (row->issued ? "@" + row->issued->text() : "");
}

EffectStatus Documents::status_of_document(Transaction& tx, DocumentId id, base::Date on) const {
  return status_on(store::list_effects(tx, id.value), on);
}

policy::SourceStatus Documents::status_of(Transaction& tx, const std::string& citation, base::Date on) const {
  const auto only = store::find_by_reference(tx, citation);
  if (!only) return policy::SourceStatus::unknown;
  switch (status_of_document(tx, DocumentId{*only}, on)) {
    case EffectStatus::in_force:
      return policy::SourceStatus::in_force;
    case EffectStatus::partly_amended:
      return policy::SourceStatus::partly_amended;
    case EffectStatus::not_yet:
      return policy::SourceStatus::not_yet;
    case EffectStatus::unknown:
      return policy::SourceStatus::unknown;
    default:
      return policy::SourceStatus::ended;
  }
}

}  // namespace documents
