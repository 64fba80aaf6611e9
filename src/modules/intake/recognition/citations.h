#pragma once
// Citations of documents as ANNOTATION.md defines them. One Citation is what a reader found at a place; the
// readers below each know one way to cite and are tried in order. Spans are token ranges until the end.

#include <optional>
#include <string>
#include <vector>

#include "modules/intake/recognition/issuer_scan.h"
#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/kinds.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

struct Citation {
  std::ptrdiff_t first = 0, last = 0;  // tokens [first, last)
  std::string kind, number, code, issuer, date;
  std::string_view form = "full";
  int session = 0, term = 0, congress = 0, year = 0;
  std::vector<std::string> kinds;  // of a collective citation
  std::ptrdiff_t title_first = 0, title_last = 0;
  bool collective = false, optional = false, known_sign = true, repaired = false;
};
using Citations = std::vector<Citation>;

// Each reads what begins at token i (a kind's first word) and returns one past the last token, or 0.
std::ptrdiff_t read_numbered(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out);
std::ptrdiff_t read_plenum(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out);
std::ptrdiff_t read_congress(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out);
std::ptrdiff_t read_named(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out);
std::ptrdiff_t read_anaphor(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out);
// A reference without a kind word ("18-NQ/TW" in a table).
std::ptrdiff_t read_bare_reference(const SourceText& text, std::ptrdiff_t i, Citations& out);
// "Số 45-BC/TU" of the letterhead, when it stands at token i; date and issuer from the lines around it.
std::ptrdiff_t read_own_number(const SourceText& text, std::ptrdiff_t i, Citations& out);

// A gap of a letterhead lies before the token: a tab, several blanks, a line break.
bool gap_before(const SourceText& text, std::ptrdiff_t i);

// ", ngày 25/10/2017", "của Bộ Chính trị", "(khóa XII)" from token `c.last` on.
void read_tail(const SourceText& text, Citation& c);
// The title after the citation, quoted or after "về".
void read_title(const SourceText& text, Citation& c);
// Issuers and dates that the same clause states without standing next to the number.
void fill_from_clause(const SourceText& text, Citations& citations);

// The recogniser and the linkers.
void recognise_documents(const SourceText& text, std::vector<Item>& items);
void resolve_references(const SourceText& text, std::vector<Item>& items);
void relate_documents(const SourceText& text, std::vector<Item>& items);

}  // namespace intake
