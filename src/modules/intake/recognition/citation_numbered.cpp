#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/reference_scan.h"
#include "modules/intake/recognition/units.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

// Kinds whose word is also a verb: "quy định 3 nhóm", "báo cáo 5 nội dung".
const Lexicon verb_kinds{"Quy định", "Quyết định", "Hướng dẫn",    "Kế hoạch", "Thông báo",
                         "Báo cáo",  "Kết luận",   "Chương trình", "Quy chế",  "Điều lệ"};
// What may follow the number of a short citation.
const Lexicon short_followers{
    "của",   "về",      "ngày",     "và",         "do",      "được",     "đã",        "là",       "có",       "cũng",
    "này",   "nêu",     "đến",      "tại",        "cho",     "trong",    "với",       "thì",      "theo",     "để",
    "như",   "mà",      "quy định", "khẳng định", "yêu cầu", "xác định", "nhấn mạnh", "tiếp tục", "ban hành", "hoặc",
    "vào",   "ở",       "từ",       "còn",        "đang",    "sẽ",       "phải",      "cần",      "không",    "chưa",
    "trên",  "gắn với", "vẫn",      "cùng",       "năm",     "khóa",     "ra đời",    "đi vào",   "chỉ rõ",   "nói",
    "đề ra", "đặt ra",  "giao",     "hay",        "đối với", "bằng",     "qua",       "sau",      "khi"};
const Lexicon plural_before{"các", "những", "hai", "ba", "một số", "nhiều", "bốn"};
const Lexicon kind_modifiers{"chuyên đề",  "liên tịch", "công tác",           "kiểm tra",  "chính trị",
                             "tổng kết",   "sơ kết",    "kết luận",           "hành động", "làm việc",
                             "liên ngành", "phối hợp",  "giám sát",           "thực hiện", "triển khai",
                             "hỏa tốc",    "khẩn",      "kiểm tra, giám sát", "tổ chức",   "nhân sự"};
const Word numbered_so{"số"}, numbered_lowercase_so{"sô"};

// Past "số", "số:", "Số". The number stands there, or -1.
std::ptrdiff_t number_after(const SourceText& text, std::ptrdiff_t i, bool* with_so) {
  *with_so = text[i].is(words::so);
  if (*with_so) ++i;
  if (*with_so && (text[i].is(':') || text[i].is('.'))) ++i;
  if (text[i].has(Token::tab_before)) return -1;
  return text[i].is_number() || (*with_so && starts_reference_number(text, i)) ? i : -1;
}

// "Báo cáo thẩm tra số 88/BC-BPC": a few lower-case words, "số", and a sign that fits the kind.
std::ptrdiff_t number_after_words(const SourceText& text, std::ptrdiff_t* at, const KindScan& kind, bool* with_so) {
  if (kind.abbreviated) return -1;
  std::ptrdiff_t end = kind.end;
  while (end < kind.end + 5 && text[end].is_word() && !text[end].is(words::so) &&
         text[end].shape == text[kind.end].shape && (text[end].is_lower() || text[end].shape == Shape::upper) &&
         !scan_kind(text, end))
    ++end;
  if (end == kind.end || !text[end].is(words::so)) return -1;
  const std::ptrdiff_t number = number_after(text, end, with_so);
  if (number < 0) return -1;
  const Reference ref = scan_reference(text, number);
  if (!ref.full() || kind_of_sign(ref.sign, ref.state) != kind.kind) return -1;
  *at = end;
  return number;
}

bool counts_something(const SourceText& text, std::ptrdiff_t end) {
  const Token& next = text[end];
  if (next.is('%') || (next.touches() && (next.is_word() || next.is_number()))) return true;
  if ((next.is('.') || next.is(',') || next.is('/') || next.is('-')) && next.touches() && text[end + 1].is_number() &&
      text[end + 1].touches())
    return true;
  if (next.is('-') && text[end + 1].is_number()) return true;
  return false;
}

// Whether a number without "số" and without a sign names a document.
bool short_is_meant(const SourceText& text, std::ptrdiff_t first, const KindScan& kind, const Reference& ref) {
  const Token& next = text[ref.end];
  if (counts_something(text, ref.end)) return false;
  const bool year_like = scan_year(text, ref.end - 1) != 0 && ref.year == 0;
  if (year_like) return false;
  if (ref.year != 0) return true;
  const bool noun = kind.capitalised && !text[first].has(Token::sentence_first);  // a verb has no capital there
  const bool verb = (verb_kinds.match(text, first) && !noun) || !kind.capitalised;
  const bool follows = !next.is_word() || short_followers.match(text, ref.end);
  if (next.is_word() && next.is(words::nam) && scan_year(text, ref.end + 1) == 0) return false;
  if (next.is(words::thu_ordinal)) return false;
  const auto unit = units().match(text, ref.end);
  if (unit && !short_followers.match(text, ref.end)) return false;
  return verb ? follows && (kind.capitalised || !next.is_word() || next.is(words::cua) || next.is(words::ve) ||
                            next.is(words::ngay))
              : (follows || !unit);
}

Citation from_reference(std::ptrdiff_t first, const std::string& kind, const Reference& ref) {
  Citation c;
  c.first = first;
  c.last = ref.end;
  c.kind = kind;
  c.number = ref.number;
  c.code = ref.code;
  c.year = ref.year;
  c.form = ref.full() ? "full" : "short";
  c.known_sign = ref.known_sign || !ref.full();
  c.repaired = ref.repaired;
  return c;
}

// ", số 102-QĐ/TW ngày …", "và 19-NQ/TW", ", 6" after a citation. The next part, or nothing.
std::optional<Citation> read_more(const SourceText& text, const Citation& before, bool plural) {
  std::ptrdiff_t at = before.last;
  if (!text[at].is(',') && !text[at].is(words::va) && !text[at].is(';')) return {};
  const bool semicolon = text[at].is(';');
  ++at;
  if (text[at].is(words::va)) ++at;
  bool with_so = false;
  const std::ptrdiff_t number = number_after(text, at, &with_so);
  if (number < 0 || (semicolon && !with_so)) return {};
  const Reference ref = scan_reference(text, number);
  if (!ref) return {};
  if (!ref.full()) {
    if (semicolon || counts_something(text, ref.end) || units().match(text, ref.end)) return {};
    if (!with_so && !plural) return {};
    const Token& next = text[ref.end];
    if (!with_so && next.is_word() && !short_followers.match(text, ref.end)) return {};
  }
  Citation c = from_reference(at, before.kind, ref);
  read_tail(text, c);
  return c;
}

// What a later part says holds for the earlier parts that do not say it: "số 18 và 19-NQ/TW của …".
void distribute(Citations& out, std::size_t from) {
  for (std::size_t k = out.size() - 1; k-- > from;) {
    if (out[k].code.empty() && !out[k + 1].code.empty() && out[k].date.empty() && out[k].issuer.empty()) {
      out[k].code = out[k + 1].code;
      out[k].form = "full";
    }
    if (!out[k].issuer.empty()) continue;
    out[k].issuer = out[k + 1].issuer;
    if (out[k].term == 0) out[k].term = out[k + 1].term;
    if (out[k].session == 0) out[k].session = out[k + 1].session;
  }
}

}  // namespace

std::ptrdiff_t read_numbered(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  static const Word plenum_abbreviation{"nqtw"};
  if (text[i].is(plenum_abbreviation)) return 0;
  bool with_so = false;
  std::ptrdiff_t at = kind.end, number = number_after(text, at, &with_so);
  for (int guard = 0; number < 0 && guard < 3; ++guard) {
    const auto modifier = kind_modifiers.match(text, at);
    if (!modifier) break;
    at += modifier.length;
    number = number_after(text, at, &with_so);
  }
  if (number < 0) number = number_after_words(text, &at, kind, &with_so);
  if (number < 0) return 0;
  const Reference ref = scan_reference(text, number);
  if (!ref) return 0;
  if (!ref.full() && at != kind.end) return 0;
  if (!ref.full()) {
    if (with_so ? counts_something(text, ref.end) : !short_is_meant(text, i, kind, ref)) return 0;
  }
  if (kind.abbreviated && !ref.full() && !with_so && text.digits(number) > 4) return 0;
  const std::size_t from = out.size();
  Citation c = from_reference(i, kind.kind, ref);
  if (kind.abbreviated && ref.full()) {
    if (const std::string by_sign = kind_of_sign(ref.sign, ref.state); !by_sign.empty()) c.kind = by_sign;
  }
  read_tail(text, c);
  if (!ref.full() && c.date.empty() && text[c.last].is(words::nam) && scan_year(text, c.last + 1) != 0) {
    c.date = std::to_string(scan_year(text, c.last + 1));
    c.last += 2;
    read_tail(text, c);
  }
  out.push_back(std::move(c));
  const bool plural = bool(plural_before.match_before(text, i));
  for (int guard = 0; guard < 40; ++guard) {
    std::optional<Citation> more = read_more(text, out.back(), plural);
    if (!more) break;
    out.push_back(std::move(*more));
  }
  if (out.size() > from + 1) distribute(out, from);
  read_title(text, out.back());
  return out.back().last;
}

std::ptrdiff_t read_bare_reference(const SourceText& text, std::ptrdiff_t i, Citations& out) {
  const Token& before = text[i - 1];
  if (text[i].touches() && !before.is('(') && before.kind != TokenKind::quote && !before.is_newline()) return 0;
  std::ptrdiff_t first = i;
  const Reference ref = scan_reference(text, i);
  if (!ref || !ref.full() || !ref.known_sign || ref.repaired) return 0;
  const std::string kind = kind_of_sign(ref.sign, ref.state);
  if (kind.empty()) return 0;
  if (before.is(words::so) && text[i - 1].is_lower())
    first = i - 1;
  else if (before.is(words::so) || (before.is(':') && text[i - 2].is(words::so)))
    return 0;
  Citation c = from_reference(first, kind, ref);
  read_tail(text, c);
  read_title(text, c);
  out.push_back(std::move(c));
  return out.back().last;
}

std::ptrdiff_t read_anaphor(const SourceText& text, std::ptrdiff_t i, const KindScan& kind, Citations& out) {
  static const Lexicon pointers{"này", "trên", "nói trên", "nêu trên", "trên đây"};
  static const Lexicon many{"các", "những", "mọi", "nhiều", "mỗi", "một số", "hai", "ba"};
  static const Lexicon after_above{"đã",  "được", "là",  "cần", "có",  "để",   "sẽ",   "phải", "đến",
                                   "cho", "như",  "thì", "và",  "của", "đang", "chưa", "theo", "bảo đảm"};
  if (kind.abbreviated) return 0;
  const auto pointer = pointers.match(text, kind.end);
  if (!pointer || many.match_before(text, i) || text[i - 1].is_number()) return 0;
  const std::ptrdiff_t end = kind.end + pointer.length;
  if (pointer.length == 1 && text[kind.end].is(words::tren) && text[end].is_word() && !after_above.match(text, end))
    return 0;
  Citation c;
  c.first = i;
  c.last = end;
  c.kind = kind.kind;
  c.form = "anaphor";
  out.push_back(std::move(c));
  return end;
}

}  // namespace intake
