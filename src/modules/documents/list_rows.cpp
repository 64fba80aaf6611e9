#include <algorithm>
#include <map>

#include "base/text.h"
#include "modules/documents/list_store.h"

namespace documents {
namespace {

constexpr std::size_t snippet_before = 60, snippet_length = 220;  // Units: code points

// Where so many code points before (or, counting up, after) this byte begin.
std::size_t step(std::string_view text, std::size_t at, std::size_t points, int direction) {
  while (points > 0 && (direction < 0 ? at > 0 : at < text.size())) {
    at += std::size_t(direction);
    if (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) --points;
  }
  return at;
}

// The part of a file's text around its first hit, and the hits inside it. Lines after that one are not read.
std::string snippet_of(std::string_view text, const SearchQuery& words, std::vector<MarkedHit>& hits) {
  for (std::size_t line = 0; line < text.size();) {
    const auto end = std::min(text.find('\n', line), text.size());
    if (const auto all = find_hits(text.substr(line, end - line), words); !all.empty()) {
      const auto first = step(text, line, std::size_t(all.front().start), 1);
      const auto from = step(text, first, snippet_before, -1);
      const std::string snippet(text.substr(from, step(text, from, snippet_length, 1) - from));
      for (const auto& h : find_hits(snippet, words)) hits.push_back({"file", h.start, h.end});
      return snippet;
    }
    line = end + 1;
  }
  return {};
}

// Whether every word of the query is seen in what the row shows; otherwise the hit lies in a file.
bool shows_all(const DocumentRow& row, const SearchQuery& query) {
  const auto* kind = find_kind(row.kind);
  const std::string have =
      " " + search_words(row.label + " " + row.subject + " " + row.issuer + " " + (kind ? kind->vi : "")) + " ";
  for (std::size_t i = 0; i < query.words.size(); ++i) {
    const bool prefix = query.last_is_prefix && i + 1 == query.words.size();
    if (have.find(" " + query.words[i] + (prefix ? "" : " ")) == std::string::npos) return false;
  }
  return true;
}

DocumentRow row_of(const platform::Row& r, base::Date on, std::int64_t& owner) {
  DocumentRow row;
  row.id = DocumentId{r.get<std::int64_t>(0)};
  row.kind = r.get<std::string>(1);
  row.number = r.get<std::optional<std::int64_t>>(2);
  row.code = r.get<std::string>(4);
  row.issued = r.get<std::optional<base::PartialDate>>(6);
  row.issuer = r.get<std::string>(7);
  row.advising = r.get<std::string>(8);
  row.subject = r.get<std::string>(9);
  row.field = r.get<std::string>(10);
  owner = r.get<std::int64_t>(11);
  row.term = r.get<std::optional<std::int64_t>>(12);
  row.state = base::parse_enum<DocumentState>(r.get<std::string>(13)).value_or(DocumentState::registered);
  const auto status = base::parse_enum<EffectStatus>(r.get<std::string>(14));
  const bool later = row.issued && on < row.issued->first();
  row.status = status.value_or(later ? EffectStatus::not_yet : EffectStatus::unknown);
  StoredDocument d;
  d.number = row.number;
  d.suffix = r.get<std::string>(3);
  d.code = row.code;
  d.year = r.get<std::optional<std::int64_t>>(5);
  row.label = d.number_label();
  if (row.label.empty()) row.label = r.get<std::string>(15);
  if (row.label.empty()) row.label = (find_kind(row.kind) ? find_kind(row.kind)->vi + ": " : "") + row.subject;
  return row;
}

}  // namespace

std::vector<DocumentRow> Lister::rows(std::span<const Found> found,
                                      const std::function<std::string(std::int64_t)>& unit_code) {
  if (found.empty()) return {};
  std::size_t count = found.size();
  Sql sql{
      "SELECT d.id, d.kind, d.number, d.suffix, d.code, d.year, d.issued, COALESCE(bi.name, ''), COALESCE(ba.name, "
      "''), d.subject, d.field, "
      "d.owner_unit_id, c.number, d.state, (SELECT e.status FROM documents_effect e WHERE e.document_id = d.id AND "
      "e.from_on <= ? AND "
      "(e.to_on IS NULL OR e.to_on > ?)), (SELECT a.name FROM documents_alias a WHERE a.document_id = d.id ORDER BY "
      "a.id LIMIT 1) "
      "FROM documents_document d LEFT JOIN documents_body bi ON bi.id = d.issuer_id LEFT JOIN documents_body ba ON "
      "ba.id = d.advising_id "
      "LEFT JOIN documents_congress c ON c.id = d.congress_id WHERE d.state <> 'merged' AND d.id IN (" +
          places_for(count) + ")",
      {}};
  sql.values.add(on_);
  sql.values.add(on_);
  for (std::size_t i = 0; i < count; ++i) sql.values.add(found[std::min(i, found.size() - 1)].id);
  sql.text += viewer_.seen_condition(sql.values);
  std::map<std::int64_t, DocumentRow> by_id;
  std::map<std::int64_t, std::string> codes;
  {
    const auto rows = tx_.query_values(sql.text, sql.values.values());
    std::int64_t owner = 0;
    while (rows->next()) {
      DocumentRow row = row_of(platform::Row(*rows), on_, owner);
      row.owner_unit = std::to_string(owner);
      by_id.emplace(row.id.value, std::move(row));
    }
  }
  std::vector<DocumentRow> ordered;
  for (const auto& f : found) {
    auto found_row = by_id.extract(f.id);
    if (!found_row) continue;
    DocumentRow& row = found_row.mapped();
    const auto owner = std::stoll(row.owner_unit);
    if (!codes.contains(owner)) codes[owner] = unit_code(owner);
    row.owner_unit = codes[owner];
    if (!words_.empty()) {
      for (const auto& h : find_hits(row.label, words_)) row.hits.push_back({"label", h.start, h.end});
      for (const auto& h : find_hits(row.subject, words_)) row.hits.push_back({"subject", h.start, h.end});
      for (const auto& h : find_hits(row.issuer, words_)) row.hits.push_back({"issuer", h.start, h.end});
      const auto text =
          !shows_all(row, words_)
              ? tx_.find<std::string>(
                    "SELECT SUBSTR(text, 1, 200000) FROM documents_file WHERE document_id = ? AND text <> '' ORDER BY "
                    "id LIMIT 1",
                    f.id)
              : std::nullopt;
      if (text) row.snippet = snippet_of(*text, words_, row.hits);
    }
    ordered.push_back(std::move(row));
  }
  return ordered;
}

Tally Lister::tally(TallyBy by) {
  static constexpr Cell cells[] = {Cell::issuer, Cell::advising, Cell::kind, Cell::field, Cell::month,
                                   Cell::month,  Cell::month,    Cell::term, Cell::code};
  std::map<std::string, TallyRow> rows;
  Tally tally;
  for (auto& [text, count] : index_.count_texts(query_.status ? with_status(hits_) : hits_, cells[std::size_t(by)])) {
    std::string key = by == TallyBy::year ? text.substr(0, 4) : text;
    if (by == TallyBy::quarter && text.size() == 7)
      key = text.substr(0, 4) + "-Q" + std::to_string((std::stoi(text.substr(5)) + 2) / 3);
    const auto* kind = by == TallyBy::kind ? find_kind(key) : nullptr;
    auto& row = rows.try_emplace(key, TallyRow{key, kind ? kind->vi : key}).first->second;
    row.count += count;
    tally.total += count;
  }
  for (auto& [key, row] : rows) tally.rows.push_back(std::move(row));
  std::ranges::stable_sort(tally.rows, [&](const TallyRow& a, const TallyRow& b) {
    const bool time = by == TallyBy::year || by == TallyBy::quarter || by == TallyBy::month;
    return time ? a.key < b.key : a.count > b.count;
  });
  return tally;
}

}  // namespace documents
