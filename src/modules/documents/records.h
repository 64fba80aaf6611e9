#pragma once
// The records of the document register as pages, files and the API see them. Plain data; no rules, no SQL.

#include <optional>
#include <string>
#include <vector>

#include "base/record.h"

namespace documents {

using DocumentId = base::Id<struct DocumentTag>;
using RelationId = base::Id<struct RelationTag>;

BOOST_DEFINE_ENUM_CLASS(RelationKind, amends, supplements, replaces, repeals, corrects, guides, concretises, implements,
                        continues, reviews, sums_up, cites_as_basis, reports_on)
BOOST_DEFINE_ENUM_CLASS(Extent, wholly, partly)
// Of a document on a day; unknown: it has no date (a stub).
BOOST_DEFINE_ENUM_CLASS(EffectStatus, not_yet, in_force, partly_amended, replaced, repealed, expired, unknown)
// stub: cited somewhere, "chưa có trong sổ"; merged: was a stub of a document that is registered now.
BOOST_DEFINE_ENUM_CLASS(DocumentState, registered, stub, merged)
BOOST_DEFINE_ENUM_CLASS(NumberState, used, reserved, voided)
BOOST_DEFINE_ENUM_CLASS(Sort, newest, oldest, registered, number)

// Where a value was read: the intake's text and its span, or words.
struct Source {
  std::optional<std::int64_t> intake_id{}, start{}, end{};  // Units: code points, half-open
  std::string note{};
  bool operator==(const Source&) const = default;
};
BOOST_DESCRIBE_STRUCT(Source, (), (intake_id, start, end, note))

struct PartyUnit {
  std::string unit{};  // code
  std::string name{};
  bool subtree = false;
  bool operator==(const PartyUnit&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartyUnit, (), (unit, name, subtree))

struct EffectSpan {
  base::Date from{};
  std::optional<base::Date> to{};
  EffectStatus status{};
  bool operator==(const EffectSpan&) const = default;
};
BOOST_DESCRIBE_STRUCT(EffectSpan, (), (from, to, status))

struct AliasName {
  std::int64_t id = 0;
  std::string name{};
  bool operator==(const AliasName&) const = default;
};
BOOST_DESCRIBE_STRUCT(AliasName, (), (id, name))

struct AttachedFile {
  std::int64_t id = 0;
  std::string name{}, content_type{}, hash{};
  std::int64_t size = 0;
  bool operator==(const AttachedFile&) const = default;
};
BOOST_DESCRIBE_STRUCT(AttachedFile, (), (id, name, content_type, hash, size))

struct Document {
  DocumentId id{};
  std::int64_t version = 0;
  DocumentState state = DocumentState::registered;
  std::string label{};                   // "50-KL/TW", or the first words of a named text
  std::string kind{};                    // key of data/kinds.csv
  std::optional<std::int64_t> number{};  // empty with a code: the next number is taken
  std::string suffix{}, code{};          // "a", "KL/TW"
  std::optional<std::int64_t> year{};    // of State papers
  std::optional<base::PartialDate> issued{};
  std::string owner_unit{};  // code of the organisation that owns the run
  std::string owner_name{};
  bool congress_paper = false;         // numbered in the congress's own run
  std::optional<std::int64_t> term{};  // number of the congress, derived from date and owner
  std::string issuer{}, advising{};    // names of bodies
  std::string subject{}, field{}, addressees{};
  bool open_to_all = false;
  std::vector<PartyUnit> parties{};  // addressees that see it, besides the owner
  std::optional<base::Date> effective_from{}, effective_to{};
  std::vector<std::string> aliases{};
  std::string source{};               // where the entry comes from, in words
  std::optional<Source> read_from{};  // or the text of the intake that cites it
  EffectStatus status = EffectStatus::unknown;
  std::vector<EffectSpan> timeline{};
  std::vector<AttachedFile> files{};
  bool operator==(const Document&) const = default;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, version, state, label, kind, number, suffix, code, year, issued, owner_unit, owner_name,
                       congress_paper, term, issuer, advising, subject, field, addressees, open_to_all, parties,
                       effective_from, effective_to, aliases, source, read_from, status, timeline, files))

// One end of a relation as its other end shows it.
struct RelationView {
  RelationId id{};
  RelationKind kind{};
  DocumentId source_id{}, target_id{};
  std::string source_label{}, target_label{};
  std::string provision{};
  std::optional<base::Date> from{}, to{};
  Extent extent = Extent::wholly;
  std::string source{};
  std::optional<Source> read_from{};
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(RelationView, (),
                      (id, kind, source_id, target_id, source_label, target_label, provision, from, to, extent, source,
                       read_from, version))

struct NewRelation {
  RelationKind kind{};
  DocumentId target_id{};
  std::string target{};  // reference text instead of an id; an unknown one becomes a stub
  std::string provision{};
  std::optional<base::Date> from{}, to{};
  Extent extent = Extent::wholly;
  std::string source{};
};
BOOST_DESCRIBE_STRUCT(NewRelation, (), (kind, target_id, target, provision, from, to, extent, source))

struct DocumentPage {
  Document document{};
  std::vector<RelationView> outgoing{}, incoming{};
  bool capped = false;  // more relations lie beyond the limit of either side
};
BOOST_DESCRIBE_STRUCT(DocumentPage, (), (document, outgoing, incoming, capped))

struct MarkedHit {
  std::string field{};              // "subject", "label", "alias", "file"
  std::int64_t start = 0, end = 0;  // Units: code points, half-open
};
BOOST_DESCRIBE_STRUCT(MarkedHit, (), (field, start, end))

struct DocumentRow {
  DocumentId id{};
  std::string label{}, kind{};
  std::optional<std::int64_t> number{};
  std::string code{};
  std::optional<base::PartialDate> issued{};
  std::string issuer{}, advising{}, subject{}, field{}, owner_unit{};
  std::optional<std::int64_t> term{};
  DocumentState state{};
  EffectStatus status{};
  std::vector<MarkedHit> hits{};
  std::string snippet{};  // of the file's text, when the hit is only there
};
BOOST_DESCRIBE_STRUCT(DocumentRow, (),
                      (id, label, kind, number, code, issued, issuer, advising, subject, field, owner_unit, term, state,
                       status, hits, snippet))

struct DocumentList {
  std::vector<DocumentRow> items{};
  std::optional<std::string> next{};
  std::optional<std::int64_t> total{};
  bool capped = false;
};
BOOST_DESCRIBE_STRUCT(DocumentList, (), (items, next, total, capped))

// A list of which no more than so many are given.
template <class T>
struct Some {
  std::vector<T> items{};
  std::int64_t total = 0;
  bool capped = false;  // there are more than `total` says
};

// What a list, a count, a tally, a saved view and a claim ask for. Empty: any.
struct DocumentQuery {
  std::string text{}, kind{}, code{}, issuer{}, advising{}, field{}, unit{};
  std::optional<std::int64_t> term{};
  std::optional<base::Date> from{}, to{};  // issued within [from, to)
  std::optional<EffectStatus> status{};
  std::optional<base::Date> on{};  // the day of the status; today when empty
  std::optional<DocumentState> state{};
  Sort sort = Sort::newest;
  bool operator==(const DocumentQuery&) const = default;
};
BOOST_DESCRIBE_STRUCT(DocumentQuery, (),
                      (text, kind, code, issuer, advising, field, unit, term, from, to, status, on, state, sort))

struct Count {
  std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (total))

BOOST_DEFINE_ENUM_CLASS(TallyBy, issuer, advising, kind, field, year, quarter, month, term, code)
struct TallyRow {
  std::string key{}, name{};
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(TallyRow, (), (key, name, count))
struct Tally {
  std::vector<TallyRow> rows{};
  std::int64_t total = 0;
};
BOOST_DESCRIBE_STRUCT(Tally, (), (rows, total))

struct Congress {
  std::int64_t id = 0;
  std::string unit{};
  std::int64_t number = 0;
  std::optional<base::Date> opened{};
  base::Date closed{};
  std::optional<base::Date> plenum{};  // first plenum, when held during the congress
  base::Date term_from{};
  std::optional<base::Date> term_to{};
  std::string source{};
};
BOOST_DESCRIBE_STRUCT(Congress, (), (id, unit, number, opened, closed, plenum, term_from, term_to, source))

struct SeriesRow {
  std::int64_t id = 0;
  std::string unit{}, code{};
  std::optional<std::int64_t> term{};
  std::string run{};  // "committee" or "congress"
  std::int64_t used = 0, reserved = 0, voided = 0, last = 0, gaps = 0;
};
BOOST_DESCRIBE_STRUCT(SeriesRow, (), (id, unit, code, term, run, used, reserved, voided, last, gaps))

struct NumberRow {
  std::int64_t number = 0;
  std::string suffix{};
  NumberState state{};
  DocumentId document_id{};
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(NumberRow, (), (number, suffix, state, document_id, reason))
struct NumberGap {
  std::int64_t from = 0, to = 0;  // both missing, closed
};
BOOST_DESCRIBE_STRUCT(NumberGap, (), (from, to))
struct SeriesPage {
  SeriesRow series{};
  std::vector<NumberGap> gaps{};
  std::vector<NumberRow> set_aside{};  // reserved and void numbers with their reasons
};
BOOST_DESCRIBE_STRUCT(SeriesPage, (), (series, gaps, set_aside))

struct NumberRequest {
  std::string unit{}, code{};
  std::optional<base::Date> on{};        // decides the term; today when empty
  std::optional<std::int64_t> number{};  // reserve: this one
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(NumberRequest, (), (unit, code, on, number, reason))
struct AllocatedNumber {
  std::int64_t series_id = 0, number = 0;
  std::string label{};
  std::optional<std::int64_t> term{};
};
BOOST_DESCRIBE_STRUCT(AllocatedNumber, (), (series_id, number, label, term))
struct VoidRequest {
  std::int64_t series_id = 0, number = 0;
  std::string reason{};
};
BOOST_DESCRIBE_STRUCT(VoidRequest, (), (series_id, number, reason))

struct Claim {
  std::int64_t id = 0;
  std::string unit{}, text{};
  std::int64_t value = 0;
  DocumentQuery query{};
  std::optional<base::PartialDate> dated{};
  std::optional<std::int64_t> source_document_id{};
  std::string source{};
  std::int64_t count = 0, difference = 0;  // the register's own count today; count − value
};
BOOST_DESCRIBE_STRUCT(Claim, (), (id, unit, text, value, query, dated, source_document_id, source, count, difference))

struct SavedView {
  std::int64_t id = 0;
  std::string name{};
  DocumentQuery query{};
};
BOOST_DESCRIBE_STRUCT(SavedView, (), (id, name, query))

// How somebody cites a document; what is not said stays empty.
struct Citation {
  std::string kind{};  // key of data/kinds.csv, or Vietnamese words
  std::optional<std::int64_t> number{};
  std::string suffix{}, code{};
  std::optional<std::int64_t> year{};
  std::optional<base::PartialDate> date{};
  std::string issuer{}, title{};
  std::optional<std::int64_t> session{}, term{}, congress{};
};
BOOST_DESCRIBE_STRUCT(Citation, (), (kind, number, suffix, code, year, date, issuer, title, session, term, congress))

struct Candidate {
  DocumentId id{};
  std::string label{}, subject{};
  std::optional<base::PartialDate> issued{};
  DocumentState state{};
  std::vector<std::string> reasons{};  // Vietnamese words that speak for it
  int weight = 0;
  bool exactly_one = false;  // the only one left
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (id, label, subject, issued, state, reasons, weight, exactly_one))

struct GraphNode {
  DocumentId id{};
  std::string label{}, kind{}, subject{};
  std::optional<base::PartialDate> issued{};
  EffectStatus status{};
  int distance = 0;
};
BOOST_DESCRIBE_STRUCT(GraphNode, (), (id, label, kind, subject, issued, status, distance))
struct Graph {
  std::vector<GraphNode> nodes{};
  std::vector<RelationView> edges{};
  bool cut = false;  // more lies beyond the limit
};
BOOST_DESCRIBE_STRUCT(Graph, (), (nodes, edges, cut))

}  // namespace documents

#include "modules/documents/labels.h"
