#pragma once
// How a document is named: the numbers of party papers ("321-QĐ/TW") and of State papers ("30/2020/NĐ-CP"),
// and the kinds of papers (data/kinds.csv). Pure: no store, no clock. Variants of one number (TƯ/TW, Đ/D,
// spaces, any dash, leading zeros) give equal keys. A number is not an identity: the term or the date is
// part of it (CONTRACTS.md, Documents).

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/embedded.h"

namespace documents {

// One kind of paper. Source: 399-QĐ/TW (25 kinds of party papers), 30/2020/NĐ-CP (State papers).
struct Kind {
  std::string key, vi, en;
  std::vector<std::string> codes;  // "QĐ", "QĐi"
  bool party = false, state = false;
};
std::span<const Kind> kinds();
const Kind* find_kind(std::string_view key);
// The kind a text starts with, by its words ("Nghị quyết", "nghị quyết") or its code ("NQ"); length in bytes.
struct KindMatch {
  const Kind* kind = nullptr;
  std::size_t length = 0;
};
KindMatch match_kind(std::string_view nfc_text);
// The kind that a code of a number can mean when it means only one; "QĐ/TW" is both and gives nothing.
const Kind* only_kind_of_code(std::string_view code);

struct Reference {
  std::int64_t number = 0;
  std::string suffix;  // "a" of "12a-QĐ/TW"
  std::string code;    // "QĐ/TW", "QĐi/TW", "NĐ-CP", "QH15": canonical spelling
  int year = 0;        // of State papers that carry it; otherwise 0
  bool state = false;
  std::optional<base::PartialDate> date;  // after @

  std::string label() const;  // "08-KL/TW", "30/2020/NĐ-CP"
  std::string text() const;   // label, with "@2025-06-24" when the date is known
  std::string code_key() const;
  std::string token() const;  // "08-KL/TW" → "8kltw": one word for searching
  bool operator==(const Reference&) const = default;
};

// Reads exactly one reference, "321-QĐ/TW@2025-06-24" or a variant of it; nothing when it is anything else.
std::optional<Reference> parse_reference(std::string_view text);

// Every number with its sign inside a text, in order; begin and end are bytes of the NFC text given.
struct FoundReference {
  std::size_t begin = 0, end = 0;
  Reference reference;
};
std::vector<FoundReference> find_references(std::string_view nfc_text);

// "QĐ / TƯ" → "QĐ/TW": known codes get their Đ back, dashes and blanks are one form.
std::string canonical_code(std::string_view code);
// What variants of a code have in common: "QD/TW". ĐA (scheme) and DA (project) stay apart.
std::string code_key(std::string_view code);

// The words of a text for the search index: folded, letters and digits only, each number also as one token.
std::string search_words(std::string_view nfc_text);
// The words a query must all hit; the last one as a prefix unless the query ends in a blank.
struct SearchQuery {
  std::vector<std::string> words;
  bool last_is_prefix = true;
  bool empty() const { return words.empty(); }
};
SearchQuery parse_search(std::string_view text);
// Where the words of a query hit a text. Units: code points, half-open.
struct Hit {
  std::int64_t start = 0, end = 0;
};
std::vector<Hit> find_hits(std::string_view nfc_text, const SearchQuery& query);

// "XIII" → 13, "13" → 13; nothing for anything else. Terms and congresses are written both ways.
std::optional<int> parse_ordinal(std::string_view text);
std::string roman(int number);

std::span<const base::EmbeddedFile> data();

}  // namespace documents
