#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Word tail_hoi{"hội"};
// After ", " an unquoted title ends before these: a speaker, a subject, an adverb of a new clause.
const Lexicon clause_starts{"đồng chí",
                            "ông",
                            "bà",
                            "các đồng chí",
                            "từ",
                            "từ nay",
                            "đến nay",
                            "trong đó",
                            "qua đó",
                            "do đó",
                            "theo đó",
                            "đã",
                            "được",
                            "có",
                            "là",
                            "nhằm",
                            "với",
                            "tại",
                            "để",
                            "góp phần",
                            "đồng thời",
                            "tuy nhiên",
                            "trên cơ sở",
                            "gắn với",
                            "cho",
                            "thời gian",
                            "toàn",
                            "sau",
                            "khi",
                            "nhiều",
                            "một số",
                            "chúng ta",
                            "chúng tôi",
                            "tôi",
                            "cùng với",
                            "bên cạnh",
                            "trong thời gian",
                            "trong năm",
                            "năm",
                            "ngày",
                            "tháng",
                            "ngành",
                            "đề nghị",
                            "yêu cầu",
                            "thì"};
// … and before these when they are written with a capital.
const Lexicon subject_starts{"Ban", "Bộ",  "Tỉnh", "Thành",  "Huyện",      "Đảng", "Ủy",
                             "Hội", "Chi", "Văn",  "Thường", "Trung ương", "TP",   "TPHCM"};
const Lexicon title_verbs{"được",       "đã",      "đang",        "sẽ",          "cho thấy", "nêu rõ",
                          "khẳng định", "yêu cầu", "quy định rõ", "có hiệu lực", "do"};

bool ends_title(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t first) {
  const Token& token = text[i];
  if (token.is_newline() || token.is('.') || token.is(';') || token.is('~') || token.is(')') || token.is(':') ||
      token.is('|'))
    return true;
  if (token.kind == TokenKind::quote || token.has(Token::tab_before)) return true;
  if (token.is('-') && token.has(Token::space_before) && !text[i - 1].is_number()) return true;
  if (i == first) return false;
  if (token.is(','))
    return clause_starts.match(text, i + 1) || text[i + 1].is_number() ||
           (text[i + 1].is_capitalised() && subject_starts.match(text, i + 1));
  static const Lexicon negations{"không", "chưa", "chẳng"};
  return i > first + 2 && title_verbs.match(text, i) && !negations.match_before(text, i);
}

void read_date_tail(const SourceText& text, Citation& c) {
  std::ptrdiff_t at = c.last;
  if (text[at].is(',')) ++at;
  if (!text[at].is(words::ngay) || text[at].has(Token::tab_before)) return;
  const DayScan day = scan_day(text, at + 1, true);
  if (!day) return;
  c.date = day.iso();
  c.last = day.end;
}

// After "của", and after a comma only "Hội nghị lần thứ …".
void read_issuer_tail(const SourceText& text, Citation& c) {
  const Token& link = text[c.last];
  const bool plenum = (text[c.last].is(tail_hoi) && text[c.last + 1].is(words::nghi)) ||
                      (link.is(',') && text[c.last + 1].is(tail_hoi) && text[c.last + 2].is(words::nghi));
  std::ptrdiff_t at = link.is(words::cua) || link.is(',') ? c.last + 1 : c.last;
  if (!link.is(words::cua) && !plenum) return;
  const std::ptrdiff_t start = at;
  IssuerScan scan = scan_issuer(text, at);
  if (!scan || (plenum && !link.is(words::cua) && scan.session == 0)) return;
  std::ptrdiff_t end = scan.end;
  if (c.term == 0) c.term = scan.term;
  if (c.session == 0) c.session = scan.session;
  // "của Ban Chấp hành Trung ương, Bộ Chính trị, Ban Bí thư"
  static const Lexicon highest{"Ban Chấp hành Trung ương",
                               "Ban Chấp hành Trung ương Đảng",
                               "Bộ Chính trị",
                               "Ban Bí thư",
                               "Trung ương",
                               "Chính phủ",
                               "Thủ tướng Chính phủ",
                               "Quốc hội",
                               "Trung ương Đảng",
                               "Thủ tướng"};
  if (highest.match(text, start).length == end - start) {
    while (text[end].is(',') || text[end].is(words::va)) {
      const auto more = highest.match(text, end + 1);
      if (!more) break;
      static const Lexicon acts{"đã", "sẽ",         "ban hành", "giao",       "yêu cầu", "chỉ đạo",
                                "có", "quyết định", "họp",      "thống nhất", "cho"};
      if (acts.match(text, end + 1 + more.length)) break;
      end += 1 + more.length;
    }
  }
  c.issuer = text.squeezed_tokens(start, end);
  c.last = end;
}

}  // namespace

void read_tail(const SourceText& text, Citation& c) {
  read_date_tail(text, c);
  read_issuer_tail(text, c);
  if (c.date.empty()) read_date_tail(text, c);
  if (c.term == 0) {
    if (const TermScan term = scan_term(text, c.last)) {
      c.term = term.term;
      c.last = term.end;
    }
  }
}

void read_title(const SourceText& text, Citation& c) {
  if (c.title_last > c.title_first) return;
  std::ptrdiff_t at = c.last;
  if (text[at].is(',')) ++at;
  const bool about = text[at].is(words::ve) && !text[at].has(Token::tab_before);
  if (about) ++at;
  if (text[at].kind == TokenKind::quote && (about || text[at].has(Token::opening))) {
    std::ptrdiff_t end = at + 1;
    while (end < at + 120 && !(text[end].kind == TokenKind::quote && !text[end].has(Token::opening)) &&
           !text[end].is_newline())
      ++end;
    if (text[end].kind == TokenKind::quote) c.title_first = at + 1, c.title_last = end;
    return;
  }
  if (!about) return;
  std::ptrdiff_t end = at;
  while (end < at + 90 && !ends_title(text, end, at)) ++end;
  while (end > at && text[end - 1].is(',')) --end;
  c.title_first = at;
  c.title_last = end;
}

}  // namespace intake
