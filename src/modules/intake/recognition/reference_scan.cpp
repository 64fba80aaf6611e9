#include "modules/intake/recognition/reference_scan.h"

#include "base/text.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/kinds.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Word reference_tu_hooked{"tư"};
const Lexicon party_bodies{"TW",    "TƯ",    "TU",    "HU",     "ĐU",     "ThU",   "QU",
                           "ĐUK",   "BTCTW", "BTCTU", "UBKTTW", "UBKTTU", "VPTW",  "VPTU",
                           "BTGTW", "BTGTU", "BTCHU", "ThTU",   "BTVTU",  "BCHTW", "BTCTƯ"};

bool near(const SourceText& text, std::ptrdiff_t i) {
  return !text[i].has(Token::tab_before) && text[i].start - text[i - 1].end <= 3;
}

// A word of a sign or body: "NQ", "QĐi", "CTr", "TTg", "BTCTU".
bool is_code_word(const SourceText& text, std::ptrdiff_t i, std::size_t longest) {
  const Token& token = text[i];
  if (!token.is_word() || token.end - token.start > longest) return false;
  return token.shape == Shape::upper || token.shape == Shape::mixed || is_known_sign(token.word) ||
         (token.shape == Shape::cap && token.end - token.start <= 4);
}

std::string code_word(const SourceText& text, std::ptrdiff_t i) {
  if (text[i].is(reference_tu_hooked)) return "TW";
  return base::to_utf8(text.points(text[i]));
}

// The body after the slash: "TW", "UBND-NV", "BTC.TU", "QH15".
std::ptrdiff_t read_body(const SourceText& text, std::ptrdiff_t i, std::string& code) {
  if (!is_code_word(text, i, 12)) return 0;
  code += code_word(text, i);
  std::ptrdiff_t end = i + 1;
  const auto read_digits = [&] {  // QH15
    if (text[end].is_number() && text[end].touches() && text.digits(end) <= 2)
      code += base::to_utf8(text.points(text[end])), ++end;
  };
  read_digits();
  while ((text[end].is('-') || text[end].is('.') || text[end].is('&') || text[end].is('/')) && text[end].touches() &&
         text[end + 1].touches() && is_code_word(text, end + 1, 12) && text[end + 1].shape != Shape::cap) {
    code += base::to_utf8(text.points(text[end]));
    if (text[end].is('-')) code.resize(code.size() - base::to_utf8(text.points(text[end])).size()), code += '-';
    code += code_word(text, end + 1);
    end += 2;
    read_digits();
  }
  return end;
}

// "-KL/TW", " - CTr/TU", "-QĐ -TW" from the dash on.
bool read_party(const SourceText& text, std::ptrdiff_t i, Reference& ref) {
  std::ptrdiff_t at = i;
  if (text[at].is('-') || text[at].is('.') || text[at].is('_')) {
    if (!near(text, at)) return false;
    ++at;
  } else if (!is_known_sign(text[at].word) || !text[at].is_capitalised()) {
    return false;
  }
  if (!near(text, at) || !is_code_word(text, at, 6)) return false;
  const Token& sign = text[at];
  const bool slash = text[at + 1].is('/') && near(text, at + 1) && near(text, at + 2);
  const bool dash = !slash && text[at + 1].is('-') && party_bodies.match(text, at + 2);
  const bool nothing =
      !slash && !dash && is_known_sign(sign.word) && party_bodies.match(text, at + 1) && near(text, at + 1);
  if (!slash && !dash && !nothing) return false;
  ref.code = code_word(text, at) + "/";
  ref.end = read_body(text, nothing ? at + 1 : at + 2, ref.code);
  if (ref.end == 0) return ref.code.clear(), false;
  ref.sign = sign.word;
  ref.known_sign = is_known_sign(sign.word);
  ref.repaired = !slash || !text[i].is('-');
  return true;
}

// "/2023/NĐ-CP", "/QĐ-UBND", "/2023" from the slash on.
bool read_state(const SourceText& text, std::ptrdiff_t i, Reference& ref) {
  if (!text[i].is('/') || !near(text, i)) return false;
  std::ptrdiff_t at = i + 1;
  if (!near(text, at)) return false;
  ref.year = scan_year(text, at);
  if (ref.year != 0) {
    ref.end = at + 1;
    ref.state = true;
    if (!text[at + 1].is('/') || !near(text, at + 1) || !near(text, at + 2)) return true;
    at += 2;
  }
  std::string code;
  const std::ptrdiff_t end = read_body(text, at, code);
  if (end == 0) return ref.year != 0;
  const bool joined = code.find('-') != code.npos || code.find('/') != code.npos;
  if (ref.year == 0 && !joined) return false;
  ref.code = std::move(code);
  ref.end = end;
  ref.sign = text[at].word;
  // "99/QĐ-TW": the marks of a party number, the other way round.
  const bool turned = ref.year == 0 && is_known_sign(ref.sign) && end == at + 3 && text[at + 1].is('-') &&
                      party_bodies.match(text, at + 2).length == 1;
  if (turned) ref.code[ref.code.find('-')] = '/';
  ref.state = !turned;
  ref.repaired = turned;
  ref.known_sign = is_known_sign(ref.sign) || ref.year != 0;
  return true;
}

// Digits and the letters that scanners read for them, touching: "l4" is 14, "1O" is 10.
std::ptrdiff_t read_scanned_digits(const SourceText& text, std::ptrdiff_t i, std::string& digits) {
  std::ptrdiff_t end = i;
  for (; end < i + 4 && (end == i || text[end].touches()); ++end) {
    const auto points = text.points(text[end]);
    if (text[end].is_number()) {
      digits += base::to_utf8(points);
      continue;
    }
    if (!text[end].is_word() || points.size() > 2 || points.find_first_not_of(U"lIOo") != points.npos) break;
    for (const char32_t c : points) digits += c == U'l' || c == U'I' ? '1' : '0';
  }
  return end;
}

}  // namespace

bool starts_reference_number(const SourceText& text, std::ptrdiff_t i) {
  if (text[i].is_number()) return true;
  std::string digits;
  const std::ptrdiff_t end = read_scanned_digits(text, i, digits);
  return end > i + 1 && text[end].touches() && (text[end].is('-') || text[end].is('/'));
}

Reference scan_reference(const SourceText& text, std::ptrdiff_t i) {
  if (!starts_reference_number(text, i) || text.digits(i) > 6) return {};
  Reference ref;
  std::ptrdiff_t at = read_scanned_digits(text, i, ref.number);
  const bool plain = at == i + 1;
  if (!plain && !(text[at].touches() && (text[at].is('-') || text[at].is('/')))) {
    ref.number = base::to_utf8(text.points(text[i]));
    at = i + 1;
  }
  // "1.902-QĐ/TU"
  if (plain && text[at].is('.') && text[at].touches() && text[at + 1].is_number() && text[at + 1].touches() &&
      text.digits(at + 1) == 3 && (text[at + 2].is('-') || text[at + 2].is('/'))) {
    ref.number += base::to_utf8(text.points(text[at + 1]));
    at += 2;
  }
  ref.end = at;
  const Token& letter = text[at];
  if (letter.is_word() && letter.touches() && letter.end - letter.start == 1 &&
      (text[at + 1].is('-') || text[at + 1].is('/'))) {
    ref.number += base::to_utf8(text.points(letter));
    ref.end = ++at;
  }
  if (!read_party(text, at, ref)) read_state(text, at, ref);
  if (!plain) {
    if (!ref.full()) return {};
    ref.repaired = true;
  }
  return ref;
}

}  // namespace intake
