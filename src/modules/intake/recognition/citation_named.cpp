#include <algorithm>

#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/reference_scan.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Lexicon law_titles{"laws"};
const Lexicon law_kinds{"Luật", "Bộ luật", "Pháp lệnh", "Điều lệ", "Hiến pháp"};
const Lexicon constitutions{"Hiến pháp"};
// An unlisted law's name ends before these.
const Lexicon law_stops{"và", "được",     "đã",      "có",       "là",   "của", "này",   "trên", "năm",
                        "số", "quy định", "sửa đổi", "ban hành", "ngày", "về",  "trong", "theo", "với",
                        "để", "cho",      "tại",     "do",       "đến",  "từ",  "khi",   "nếu",  "thì",
                        "mà", "cũng",     "hoặc",    "như",      "phải", "cần", "sẽ",    "đang"};
const Lexicon titled_kinds{"Kế hoạch",
                           "Chương trình",
                           "Đề án",
                           "Quy chế",
                           "Chương trình hành động",
                           "Chương trình công tác",
                           "Quy định",
                           "Hướng dẫn",
                           "Báo cáo",
                           "Chương trình làm việc",
                           "Quy chế làm việc"};
const Lexicon working_rules{"Quy chế làm việc", "Chương trình làm việc", "Quy chế phối hợp"};
const Lexicon issued{"ban hành",
                     "ban hành kèm theo Quyết định này",
                     "kèm theo Quyết định này",
                     "ban hành kèm theo Nghị quyết này",
                     "ban hành kèm theo",
                     "kèm theo",
                     "thông qua",
                     "phê duyệt",
                     "công bố"};
const Lexicon rules_kind{"Quy chế"};
const Lexicon quoted_kinds{"Đề án",    "Kế hoạch", "Chương trình", "Nghị quyết", "Chỉ thị",
                           "Kết luận", "Quy định", "Quy chế",      "Báo cáo",    "Hướng dẫn"};
const Lexicon planned{"sẽ",       "sớm",     "cần",      "đề nghị", "kiến nghị",
                      "tham mưu", "dự thảo", "xây dựng", "trình",   "chuẩn bị"};
const Lexicon title_ends{"của",   "được", "này", "theo", "đã",  "là", "có",  "do",    "gồm",  "trên",
                         "trong", "tại",  "sẽ",  "phải", "cần", "để", "và",  "với",   "nhằm", "bảo đảm",
                         "thì",   "khi",  "cho", "từ",   "đến", "về", "như", "trước", "sau"};
const Word named_so{"số"};

Citation named(std::ptrdiff_t first, std::ptrdiff_t last, std::string kind) {
  Citation c;
  c.first = first;
  c.last = last;
  c.kind = std::move(kind);
  c.form = "named";
  return c;
}

// "năm 2013" or a bare year after the name.
void read_year(const SourceText& text, Citation& c, bool bare) {
  const bool word = text[c.last].is(words::nam);
  const std::ptrdiff_t at = c.last + (word ? 1 : 0);
  const int year = scan_year(text, at);
  if (year == 0 || (!word && !bare) || text[at].has(Token::tab_before)) return;
  if (text[at + 1].touches() && (text[at + 1].is('/') || text[at + 1].is('-'))) return;
  c.date = std::to_string(year);
  c.last = at + 1;
}

// Past the name of a law that the list does not hold: capitalised first syllable, then lower-case words.
std::ptrdiff_t read_law_title(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i].is_word() || !text[i].is_capitalised() || text[i].has(Token::roman)) return 0;
  std::ptrdiff_t end = i + 1;
  while (end < i + 12 && text[end].is_word() && !text[end].has(Token::tab_before) && !law_stops.match(text, end)) ++end;
  if (text[end].is(words::va) && text[end + 1].is_lower() && end + 2 < i + 12 && end == i + 1) end += 2;
  return end;
}

// "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức năm 2019"
std::ptrdiff_t read_amending_law(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  static const Lexicon amending{"sửa đổi, bổ sung", "sửa đổi"};
  const auto opening = amending.match(text, kind.end);
  if (!opening) return 0;
  std::ptrdiff_t end = kind.end + opening.length;
  for (; end < i + 60; ++end) {
    const Token& token = text[end];
    if (token.is_newline() || token.is(';') || token.is('.') || token.is('(') || token.is(words::ngay)) break;
    if (token.is(words::nam) || (token.is(named_so) && text[end + 1].is_number())) break;
  }
  if (end - kind.end < 6) return 0;
  Citation c = named(i, end, kind.kind);
  c.title_first = i, c.title_last = end;
  if (text[end].is(named_so)) {
    const Reference ref = scan_reference(text, end + 1);
    if (ref.full()) c.number = ref.number, c.code = ref.code, c.year = ref.year, c.form = "full", c.last = ref.end;
  }
  read_tail(text, c);
  if (c.date.empty()) read_year(text, c, false);
  out.push_back(std::move(c));
  return out.back().last;
}

std::ptrdiff_t read_law(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  if (!text[i].is_capitalised()) return 0;
  if (const std::ptrdiff_t amended = read_amending_law(text, i, kind, out)) return amended;
  std::ptrdiff_t end = 0;
  if (const auto listed = law_titles.match(text, i))
    end = i + listed.length;
  else if (constitutions.match(text, i))
    end = kind.end;
  else if (kind.capitalised && !text[kind.end].is(words::so))
    end = read_law_title(text, kind.end);
  if (end == 0) return 0;
  Citation c = named(i, end, kind.kind);
  const bool constitution = end == kind.end;
  const bool listed = bool(law_titles.match(text, i)) || constitution;
  if (!constitution) c.title_first = i, c.title_last = end;
  static const Lexicon amended{"( sửa đổi )", "sửa đổi"};
  // "Luật Đất đai (sửa đổi) số 31/2024/QH15 ngày 18/01/2024"
  std::ptrdiff_t at = end;
  if (const auto m = amended.match(text, at); m && m.length > 2) at += m.length;
  if (text[at].is(named_so)) {
    const Reference ref = scan_reference(text, at + (text[at + 1].is(':') ? 2 : 1));
    if (ref && (ref.full() || ref.year != 0)) {
      c.number = ref.number, c.code = ref.code, c.year = ref.year, c.form = ref.full() ? "full" : "short",
      c.last = ref.end;
      read_tail(text, c);
      out.push_back(std::move(c));
      return out.back().last;
    }
  }
  if (text[c.last].is(words::ngay)) read_tail(text, c);
  if (c.date.empty()) read_year(text, c, true);
  if ((constitution || (!listed && text[i].shape == Shape::upper)) && c.date.empty()) return 0;
  if (text[c.last].is('(') && text[c.last + 1].is(words::khoa)) read_tail(text, c);
  out.push_back(std::move(c));
  return out.back().last;
}

// "Đề án “…”"
std::ptrdiff_t read_quoted(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  if (!text[kind.end].has(Token::opening) || !kind.capitalised) return 0;
  std::ptrdiff_t end = kind.end + 1;
  while (end < kind.end + 120 && !text[end].is_newline() &&
         !(text[end].kind == TokenKind::quote && !text[end].has(Token::opening)))
    ++end;
  if (text[end].kind != TokenKind::quote || end - kind.end < 4) return 0;
  Citation c = named(i, end + 1, kind.kind);
  c.title_first = kind.end + 1, c.title_last = end;
  read_tail(text, c);
  read_year(text, c, false);
  out.push_back(std::move(c));
  return out.back().last;
}

// "Chương trình công tác năm 2025 của Ban Thường vụ Tỉnh ủy", "Chương trình làm việc của … năm 2017"
std::ptrdiff_t read_yearly(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  Citation c = named(i, kind.end, kind.kind);
  read_year(text, c, false);
  const std::ptrdiff_t year_end = c.last;
  if (text[c.last].is(words::cua)) read_tail(text, c);
  if (c.date.empty()) read_year(text, c, false);
  // In capitals only what is as good as named counts.
  if (text[i].shape != Shape::cap && (text[i - 1].is_newline() || c.issuer.empty())) return 0;
  const bool mid_sentence =
      !text[i].has(Token::sentence_first) && !text[i - 1].is('|') && !text[i].has(Token::tab_before);
  if (!c.date.empty() && (mid_sentence || (!c.issuer.empty() && year_end != c.last)))
    return out.push_back(std::move(c)), out.back().last;
  const bool rules = working_rules.match(text, i).length == kind.end - i && !c.issuer.empty();
  if (c.date.empty() && !c.issuer.empty() && mid_sentence && (rules || (c.term != 0 && kind.end - i > 2))) {
    out.push_back(std::move(c));
    return out.back().last;
  }
  return 0;
}

bool is_planned(const SourceText& text, std::ptrdiff_t i) {
  for (std::ptrdiff_t k = i - 1; k >= i - 5 && !text[k].is_newline() && !text[k].is(',') && !text[k].is(';'); --k)
    if (planned.match(text, k)) return true;
  return false;
}

// "ban hành Kế hoạch tổ chức Giải … lần thứ VIII – năm 2023", "Quy chế bổ nhiệm cán bộ"
std::ptrdiff_t read_titled(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  if (text[i].has(Token::sentence_first) || text[i].has(Token::tab_before) || text[i - 1].is('|') ||
      text[i - 1].kind == TokenKind::quote)
    return 0;
  if (text[i].shape != Shape::cap) return 0;
  const bool act = bool(issued.match_before(text, i));
  if ((!act && !rules_kind.match(text, i)) || is_planned(text, i) || !text[kind.end].is_lower()) return 0;
  std::ptrdiff_t end = kind.end, last_year = 0;
  for (; end < kind.end + 30; ++end) {
    const Token& token = text[end];
    if (token.is_newline() || token.kind == TokenKind::quote || token.has(Token::tab_before)) break;
    if (token.is(',') && act && text[end + 1].is_lower() && !title_ends.match(text, end + 1)) continue;
    if (token.kind == TokenKind::punct && !token.is('-')) break;
    if (token.is(words::nam) && scan_year(text, end + 1) != 0) last_year = end + 2;
    if (title_ends.match(text, end)) break;
  }
  if (last_year != 0) end = std::min(end, last_year);
  if (end - kind.end < 2 || scan_kind(text, kind.end)) return 0;
  for (std::ptrdiff_t k = kind.end; k < end; ++k)
    if (scan_kind(text, k).capitalised) return 0;
  Citation c = named(i, end, kind.kind);
  const bool rules = rules_kind.match(text, i) && true;
  c.title_first = rules ? i : kind.end;
  c.title_last = end;
  c.optional = last_year == 0 && !rules;
  read_tail(text, c);
  out.push_back(std::move(c));
  return out.back().last;
}

}  // namespace

std::ptrdiff_t read_named(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  if (kind.abbreviated) return 0;
  if (law_kinds.match(text, i)) return read_law(text, i, kind, out);
  if (quoted_kinds.match(text, i)) {
    if (const std::ptrdiff_t end = read_quoted(text, i, kind, out)) return end;
  }
  if (!kind.capitalised || !titled_kinds.match(text, i)) return 0;
  if (const std::ptrdiff_t end = read_yearly(text, i, kind, out)) return end;
  return read_titled(text, i, kind, out);
}

}  // namespace intake
