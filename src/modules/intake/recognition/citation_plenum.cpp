#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Lexicon central{
    "Trung ương", "TW",    "TƯ", "Ban Chấp hành Trung ương", "BCH Trung ương", "Ban Chấp hành Trung ương Đảng",
    "BCHTW",      "BCH TW"};
const Lexicon congress_parts{"đại biểu",
                             "toàn quốc",
                             "Đảng",
                             "Đảng bộ",
                             "Đảng toàn quốc",
                             "đại biểu toàn quốc",
                             "tỉnh",
                             "thành phố",
                             "huyện",
                             "thị xã",
                             "quận",
                             "xã",
                             "phường",
                             "thị trấn",
                             "đặc khu",
                             "khối",
                             "các cơ quan",
                             "các cơ quan tỉnh",
                             "Công an",
                             "Quân đội",
                             "Công đoàn",
                             "Đoàn",
                             "Hội",
                             "Nông dân",
                             "Phụ nữ",
                             "Chi bộ",
                             "Chi đoàn",
                             "cơ sở",
                             "TPHCM",
                             "TP",
                             "đảng các cấp",
                             "Ủy ban nhân dân",
                             "Trung ương",
                             "Quân sự",
                             "các cơ quan Đảng",
                             "cấp",
                             "Mặt trận Tổ quốc",
                             "Thanh niên",
                             "Việt Nam",
                             "đại biểu Đảng bộ",
                             "sở",
                             "Sở"};
const Lexicon congress_places{"places"};
const Word plenum_nqtw{"nqtw"};

std::ptrdiff_t end_of_congress_name(const SourceText& text, std::ptrdiff_t at) {
  for (int guard = 0; guard < 16; ++guard) {
    if (const auto place = congress_places.match(text, at); place && text[at].is_capitalised())
      at += place.length;
    else if (const auto part = congress_parts.match(text, at))
      at += part.length;
    else if (text[at].shape == Shape::cap && !text[at].has(Token::roman) && !text[at].has(Token::sentence_first))
      ++at;
    else
      break;
  }
  return at;
}

struct Numbers {
  std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> spans;  // tokens
  std::vector<int> values;
};

// "4", "4, 5, 6", "4 và 5", each a number or roman number.
std::ptrdiff_t read_numbers(const SourceText& text, std::ptrdiff_t i, bool spelled, Numbers& out) {
  const int first = scan_ordinal(text, i, spelled);
  if (first == 0 || (text[i].is_number() && text.digits(i) > 2)) return 0;
  out.spans.emplace_back(i, i + 1);
  out.values.push_back(first);
  std::ptrdiff_t end = i + 1;
  while (text[end].is(',') || text[end].is(words::va)) {
    std::ptrdiff_t at = end + 1;
    if (text[at].is(words::khoa)) ++at;
    const int value = scan_ordinal(text, at, false);
    if (value == 0 || (text[at].is_number() && text.digits(at) > 2)) break;
    if (text[at + 1].is_word() && text[at + 1].is_lower() && !text[at + 1].is(words::khoa) &&
        !text[at + 1].is(words::va) && !text[at + 1].is(words::ve) && !text[at + 1].is(words::cua)) {
      static const Lexicon go_on{"gắn với", "về",  "của", "và",  "được", "đã", "là",  "đến", "tại",
                                 "trong",   "với", "do",  "nêu", "trên", "có", "cho", "để"};
      if (!go_on.match(text, at + 1)) break;
    }
    out.spans.emplace_back(end + 1, at + 1);
    out.values.push_back(value);
    end = at + 1;
  }
  return end;
}

// Past "[của] [Hội nghị] Trung ương [lần thứ]".
std::ptrdiff_t read_plenum_head(const SourceText& text, std::ptrdiff_t i, bool* spelled) {
  std::ptrdiff_t at = i;
  if (text[at].is(words::cua) || text[at].is(words::tai)) ++at;
  if (text[at].is(words::hoi) && text[at + 1].is(words::nghi)) at += 2;
  const auto body = central.match(text, at);
  if (!body) return 0;
  at += body.length;
  if (text[at].is(words::dang)) ++at;
  if (text[at].is(words::lan)) ++at;
  *spelled = text[at].is(words::thu_ordinal);
  if (*spelled) ++at;
  return at;
}

std::string plenum_issuer(int session, std::string_view term, bool bracket) {
  std::string issuer = "Hội nghị Trung ương " + std::to_string(session);
  if (!term.empty()) issuer += bracket ? " (khóa " + std::string(term) + ")" : " khóa " + std::string(term);
  return issuer;
}

// "Nghị quyết (của) Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII"
std::ptrdiff_t read_spelled_plenum(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t at, const KindScan& kind,
                                   Citations& out) {
  const std::ptrdiff_t start = at + (text[at].is(words::cua) || text[at].is(words::tai) ? 1 : 0);
  if (!text[start].is(words::hoi) || !text[start + 1].is(words::nghi)) return 0;
  const IssuerScan scan = scan_issuer(text, start);
  if (!scan || scan.session == 0) return 0;
  Numbers more;
  if (text[scan.end].is(',') && scan_ordinal(text, scan.end + 1, false) != 0) return 0;
  if (text[scan.end].is(words::va) && scan_ordinal(text, scan.end + 1, false) != 0) return 0;
  Citation c;
  c.form = "named";
  c.kind = kind.kind;
  c.first = i;
  c.last = scan.end;
  c.session = scan.session;
  c.term = scan.term;
  c.issuer = text.squeezed_tokens(start, scan.end);
  out.push_back(std::move(c));
  read_title(text, out.back());
  return out.back().last;
}

}  // namespace

std::ptrdiff_t read_plenum(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  // "nghị quyết, kết luận của hội nghị trung ương 4": several kinds of one plenum.
  std::vector<std::string> kinds{kind.kind};
  std::ptrdiff_t at = kind.end;
  while ((text[at].is(',') || text[at].is(words::va)) && kinds.size() < 5) {
    const KindScan more = scan_kind(text, at + 1);
    if (!more) break;
    kinds.push_back(more.kind);
    at = more.end;
  }
  if (kinds.size() == 1) {
    if (const std::ptrdiff_t end = read_spelled_plenum(text, i, at, kind, out)) return end;
  }
  bool spelled = false;
  const std::ptrdiff_t numbers_at = text[i].is(plenum_nqtw) ? at : read_plenum_head(text, at, &spelled);
  if (numbers_at == 0) return 0;
  Numbers sessions;
  std::ptrdiff_t end = read_numbers(text, numbers_at, spelled, sessions);
  if (end == 0 || sessions.values[0] > 30) return 0;
  if (text[end].is('-') && text[end].touches()) return 0;
  // The term, or several.
  const bool bracket = text[end].is('(');
  std::ptrdiff_t term_at = end + (bracket || text[end].is(',') ? 1 : 0);
  Numbers terms;
  std::ptrdiff_t term_end = 0;
  if (text[term_at].is(words::khoa)) {
    term_end = read_numbers(text, term_at + 1, false, terms);
    if (bracket && term_end != 0 && !text[term_end].is(')')) term_end = 0, terms = {};
  }
  const std::size_t count = std::max(sessions.values.size(), terms.values.size() > 1 ? terms.values.size() : 1);
  const bool by_term = terms.values.size() > 1 && sessions.values.size() == 1;
  const std::size_t from = out.size();
  for (std::size_t k = 0; k < (by_term ? count : sessions.values.size()); ++k) {
    Citation c;
    c.form = "named";
    c.kind = kind.kind;
    if (kinds.size() > 1) c.kinds = kinds, c.collective = true;
    c.session = by_term ? sessions.values[0] : sessions.values[k];
    const std::size_t term = terms.values.empty() ? 0 : by_term ? k : terms.values.size() - 1;
    std::string own_term;
    if (!terms.values.empty()) {
      c.term = terms.values[term];
      own_term = text.squeezed_tokens(terms.spans[term].second - 1, terms.spans[term].second);
    }
    c.issuer = plenum_issuer(c.session, own_term, bracket);
    if (by_term) {
      c.first = k == 0 ? i : terms.spans[k].first;
      c.last = terms.spans[k].second + (bracket && k + 1 == count ? 1 : 0);
    } else {
      c.first = k == 0 ? i : sessions.spans[k].first;
      c.last =
          k + 1 == sessions.values.size() && term_end != 0 ? term_end + (bracket ? 1 : 0) : sessions.spans[k].second;
    }
    out.push_back(std::move(c));
  }
  if (out.size() == from) return 0;
  read_title(text, out.back());
  return out.back().last;
}

namespace {

// "Đại hội lần thứ XIX [của] Đảng bộ tỉnh Lạng Sơn": the body after the number.
std::ptrdiff_t end_of_body(const SourceText& text, std::ptrdiff_t i) {
  static const Lexicon bodies{"Đảng bộ", "Đảng bộ tỉnh", "Công đoàn", "Đoàn", "Hội"};
  std::ptrdiff_t at = i + (text[i].is(words::cua) ? 1 : 0);
  if (!bodies.match(text, at) || !text[at].is_capitalised()) return i;
  return end_of_congress_name(text, at);
}

// Identified by its term alone: "Đại hội Đảng bộ tỉnh khóa XX", "… nhiệm kỳ 2020-2025".
std::ptrdiff_t read_congress_of_term(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t start, std::ptrdiff_t at,
                                     const KindScan& kind, Citations& out) {
  Citation c;
  c.form = "named";
  c.kind = kind.kind;
  c.first = i;
  if (at - start <= 2) return 0;
  const std::ptrdiff_t term_at = at + (text[at].is(',') ? 1 : 0);
  if (const TermScan term = scan_term(text, at)) {
    c.term = term.term;
    c.last = term.end;
  } else if (text[term_at].is(words::nhiem) && text[term_at + 1].is(words::ky)) {
    const YearRange years = scan_years(text, term_at + 2, true);
    if (!years) return 0;
    c.last = years.end;
  } else {
    return 0;
  }
  c.issuer = text.squeezed_tokens(start, c.last);
  out.push_back(std::move(c));
  read_title(text, out.back());
  return out.back().last;
}

}  // namespace

std::ptrdiff_t read_congress(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  std::ptrdiff_t at = kind.end;
  if (text[at].is(words::cua)) ++at;
  if (!text[at].is(words::dai) || !text[at + 1].is(words::hoi)) return 0;
  const std::ptrdiff_t start = at;
  at = end_of_congress_name(text, at + 2);
  if (const std::ptrdiff_t end = read_congress_of_term(text, i, start, at, kind, out)) return end;
  if (text[at].is(words::lan)) ++at;
  const bool ordinal = text[at].is(words::thu_ordinal);
  if (ordinal) ++at;
  Numbers numbers;
  const std::ptrdiff_t end = read_numbers(text, at, ordinal, numbers);
  if (end == 0 || (numbers.values.size() == 1 && text[end].is('/'))) return 0;
  for (std::size_t k = 0; k < numbers.values.size(); ++k) {
    Citation c;
    c.form = "named";
    c.kind = kind.kind;
    c.congress = numbers.values[k];
    c.first = k == 0 ? i : numbers.spans[k].first;
    c.last = numbers.spans[k].second;
    if (k + 1 == numbers.values.size() && text[c.last].is(words::cua) && text[c.last + 1].is(words::dang) &&
        text[c.last + 1].is_capitalised()) {
      static const Lexicon party{"Đảng", "Đảng Cộng sản Việt Nam"};
      c.last += 1 + party.match(text, c.last + 1).length;
    } else if (k + 1 == numbers.values.size()) {
      c.last = end_of_body(text, c.last);
    }
    c.issuer = k == 0
                   ? text.squeezed_tokens(start, c.last)
                   : text.squeezed_tokens(start, at) + " " + text.squeezed_tokens(numbers.spans[k].second - 1, c.last);
    out.push_back(std::move(c));
  }
  read_title(text, out.back());
  return out.back().last;
}

}  // namespace intake
