#include "modules/intake/recognition/issuer_scan.h"

#include <cstdlib>

#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Lexicon issuer_heads{"issuers"};
const Lexicon issuer_parts{"issuer_parts"};
const Lexicon issuer_places{"places"};
const Lexicon spelled_ordinals{"nhất\t1",      "hai\t2",       "ba\t3",       "tư\t4",        "bốn\t4",      "năm\t5",
                               "sáu\t6",       "bảy\t7",       "bẩy\t7",      "tám\t8",       "chín\t9",     "mười\t10",
                               "mười một\t11", "mười hai\t12", "mười ba\t13", "mười bốn\t14", "mười lăm\t15"};
const Lexicon plenum_bodies{"Ban Chấp hành Trung ương",
                            "Ban Chấp hành Trung ương Đảng",
                            "BCH Trung ương",
                            "BCH Trung ương Đảng",
                            "Trung ương",
                            "Trung ương Đảng",
                            "Ban Chấp hành Đảng bộ tỉnh",
                            "Ban Chấp hành Đảng bộ thành phố",
                            "Ban Chấp hành"};
const Lexicon shared_heads{"Ban",       "Sở",        "Cục",     "Chi cục",      "Tổng cục", "Vụ",       "Viện",
                           "Phòng",     "Trung tâm", "Công ty", "Tổng công ty", "Tập đoàn", "Học viện", "Hội",
                           "Liên minh", "Hội đồng",  "Ủy ban",  "Trường",       "Bộ",       "Liên hiệp"};
const Lexicon after_name{"và",   "về", "đã",  "được",  "ban", "của",   "là",  "có",  "cho",  "trong", "tại", "theo",
                         "do",   "để", "với", "khi",   "đến", "từ",    "nêu", "yêu", "giao", "ngày",  "sẽ",  "đang",
                         "cùng", "số", "đề",  "hướng", "quy", "trình", "gửi", "báo", "năm",  "tháng", "này"};
// Capitalised words that begin something new rather than go on with a name.
const Lexicon no_name{"Đồng chí", "Ông", "Bà", "Điều", "Nghị", "Kết", "Chỉ", "Quy", "Quyết", "Thông", "Hướng"};

bool is_name_word(const SourceText& text, std::ptrdiff_t i) {
  const Token& token = text[i];
  return token.is_word() && token.shape == Shape::cap && !token.has(Token::sentence_first) &&
         !token.has(Token::tab_before) && !no_name.match(text, i) && !token.has(Token::roman);
}

// "Ban Pháp chế", "Sở Du lịch": a head that many bodies share, then capitalised syllables, each with at most
// one lower-case syllable after it; 0 when it is no such name.
std::ptrdiff_t end_of_unlisted_body(const SourceText& text, std::ptrdiff_t i) {
  const auto head = shared_heads.match(text, i);
  if (!head || text[i].shape != Shape::cap) return 0;
  std::ptrdiff_t end = i + head.length;
  const std::ptrdiff_t name = end;
  while (end < name + 10) {
    std::ptrdiff_t at = end;
    if (end > name &&
        (text[at].is(words::va) || text[at].is(',') || (text[at].is('-') && text[at].has(Token::space_before))))
      ++at;
    if (text[at].shape != Shape::cap || no_name.match(text, at) || text[at].has(Token::tab_before)) break;
    if (at > end && text[end].is(',') && shared_heads.match(text, at)) break;
    end = at + 1;
    if (text[end].is_lower() && !after_name.match(text, end) && !issuer_parts.match(text, end)) ++end;
  }
  return end > name ? end : 0;
}

// In a line of capitals up to three words before a mark are the name of a place.
std::ptrdiff_t end_of_capitals(const SourceText& text, std::ptrdiff_t i) {
  std::ptrdiff_t end = i;
  while (end < i + 4 && text[end].shape == Shape::upper && !text[end].has(Token::roman) &&
         text[end].end - text[end].start <= 7 && !text[end].is(words::ve) && !text[end].is(words::ngay) &&
         !text[end].is(words::va))
    ++end;
  const Token& mark = text[end];
  const bool closed = mark.is_newline() || mark.is(',') || mark.is(')') || mark.is(';') || mark.is('.') ||
                      mark.is(words::ve) || mark.is(words::ngay);
  return end <= i + 3 && closed ? end : i;
}

// "Hội nghị lần thứ tư Ban Chấp hành …", "Hội nghị Trung ương 4".
IssuerScan scan_plenum(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i].is(words::hoi) || !text[i + 1].is(words::nghi)) return {};
  IssuerScan scan;
  std::ptrdiff_t at = i + 2;
  const auto body_first = plenum_bodies.match(text, at);
  at += body_first.length;
  if (text[at].is(words::lan)) ++at;
  const bool ordinal = text[at].is(words::thu_ordinal);
  if (ordinal) ++at;
  if (!ordinal && !body_first) return {};
  scan.session = scan_ordinal(text, at, ordinal);
  if (scan.session == 0) return {};
  const bool two = ordinal && text[at].is_word() && spelled_ordinals.match(text, at).length == 2;
  scan.end = at + (two ? 2 : 1);
  if (!body_first) {
    const std::ptrdiff_t of = text[scan.end].is(words::cua) || text[scan.end].is(',') ? 1 : 0;
    if (const auto body = plenum_bodies.match(text, scan.end + of)) scan.end += of + body.length;
  }
  return scan;
}

}  // namespace

int scan_ordinal(const SourceText& text, std::ptrdiff_t i, bool spelled) {
  const std::int64_t value = text.ordinal(i);
  if (value > 0 && value < 100) return int(value);
  if (!spelled) return 0;
  const auto match = spelled_ordinals.match(text, i);
  return match ? std::atoi(match.value->c_str()) : 0;
}

TermScan scan_term(const SourceText& text, std::ptrdiff_t i) {
  std::ptrdiff_t at = i;
  const bool bracket = text[at].is('(');
  if (bracket || text[at].is(',')) ++at;
  if (!text[at].is(words::khoa)) return {};
  const int term = scan_ordinal(text, at + 1, false);
  if (term == 0) return {};
  if (bracket && !text[at + 2].is(')')) return {};
  return {term, at + 2 + (bracket ? 1 : 0)};
}

IssuerScan scan_issuer(const SourceText& text, std::ptrdiff_t i) {
  IssuerScan scan = scan_plenum(text, i);
  const auto head = scan ? Lexicon::Match{} : issuer_heads.match(text, i);
  if (!scan && !head) scan.end = end_of_unlisted_body(text, i);
  if (!scan && !head) return {};
  if (head) scan.end = i + head.length;
  const bool top = head && *head.value == "top";
  for (int guard = 0; guard < 24; ++guard) {
    const Token& token = text[scan.end];
    if (token.has(Token::tab_before) || token.has(Token::sentence_first) || token.is_newline()) break;
    const auto place = issuer_places.match(text, scan.end);
    const auto part = issuer_parts.match(text, scan.end);
    if (place && token.is_capitalised())
      scan.end += place.length;
    else if (part && !top)
      scan.end += part.length;
    else if (const auto head_again = issuer_heads.match(text, scan.end); head_again && !top && token.is_capitalised())
      scan.end += head_again.length;
    else if (is_name_word(text, scan.end) && !top)
      ++scan.end;
    else
      break;
  }
  if (!top && text[i].shape == Shape::upper && text[scan.end].shape == Shape::upper)
    scan.end = end_of_capitals(text, scan.end);
  if (const TermScan term = scan_term(text, scan.end)) {
    scan.term = term.term;
    scan.end = term.end;
  } else if (top && text[scan.end].is(words::dang) && text[scan.end].is_capitalised()) {
    ++scan.end;
  }
  return scan;
}

std::ptrdiff_t issuer_before(const SourceText& text, std::ptrdiff_t end) {
  std::ptrdiff_t best = -1;
  for (std::ptrdiff_t i = end - 1;
       i >= end - 14 && !text[i].is_newline() && !text[i].is('.') && !text[i].is(';') && !text[i].is(','); --i) {
    const IssuerScan scan = scan_issuer(text, i);
    if (scan && scan.end == end) best = i;
  }
  return best;
}

}  // namespace intake
