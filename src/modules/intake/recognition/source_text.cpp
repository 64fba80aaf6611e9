#include "modules/intake/recognition/source_text.h"

#include <algorithm>
#include <array>

#include "modules/intake/recognition/letters.h"
#include "modules/intake/recognition/tokenise.h"

namespace intake {

namespace {

std::size_t count_points(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool follows(unsigned char byte) { return (byte & 0xC0U) == 0x80; }

// Reads the code point of a lead byte that is not ASCII; a broken one becomes U+FFFD and is one byte long.
char32_t decode_point(const unsigned char*& at, const unsigned char* end) {
  const char32_t b = *at;
  const auto left = end - at;
  char32_t c = 0;
  if (b >= 0xE0 && b < 0xF0 && left >= 3 && follows(at[1]) && follows(at[2])) {
    c = (b & 0x0FU) << 12U | (at[1] & 0x3FU) << 6U | (at[2] & 0x3FU);
    if (c >= 0x800 && (c < 0xD800 || c >= 0xE000)) return at += 3, c;
  } else if (b >= 0xC2 && b < 0xE0 && left >= 2 && follows(at[1])) {
    c = (b & 0x1FU) << 6U | (at[1] & 0x3FU);
    return at += 2, c;
  } else if (b >= 0xF0 && b < 0xF5 && left >= 4 && follows(at[1]) && follows(at[2]) && follows(at[3])) {
    c = (b & 0x07U) << 18U | (at[1] & 0x3FU) << 12U | (at[2] & 0x3FU) << 6U | (at[3] & 0x3FU);
    if (c >= 0x10000 && c <= 0x10FFFF) return at += 4, c;
  }
  return ++at, U'\uFFFD';
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(count_points(text));
  std::array<char32_t, 512> part;  // so that the result is written once
  const auto* at = reinterpret_cast<const unsigned char*>(text.data());
  const auto* end = at + text.size();
  while (at < end) {
    std::size_t n = 0;
    while (n < part.size() && at < end) part[n++] = *at < 0x80 ? char32_t(*at++) : decode_point(at, end);
    out.append(part.data(), n);
  }
  return out;
}

// Writes one code point and returns past it; needs room for four bytes.
char* encode(char* to, char32_t c) {
  if (c < 0x80) return *to = char(c), to + 1;
  if (c < 0x800) return to[0] = char(0xC0U | c >> 6U), to[1] = char(0x80U | (c & 0x3FU)), to + 2;
  if (c < 0x10000)
    return to[0] = char(0xE0U | c >> 12U), to[1] = char(0x80U | (c >> 6U & 0x3FU)), to[2] = char(0x80U | (c & 0x3FU)),
           to + 3;
  to[0] = char(0xF0U | c >> 18U), to[1] = char(0x80U | (c >> 12U & 0x3FU)), to[2] = char(0x80U | (c >> 6U & 0x3FU)),
  to[3] = char(0x80U | (c & 0x3FU));
  return to + 4;
}

}  // namespace

SourceText::SourceText(std::string_view nfc) : points_(decode(nfc)), tokens_(tokenise(points_)) {
  end_.kind = TokenKind::newline;
  end_.word = WordId('\n');
  end_.start = end_.end = std::uint32_t(points_.size());
  first_of_block_.reserve(points_.size() / block + 1);
  for (std::size_t i = 0, start = 0; start <= points_.size(); start += block) {
    while (i < tokens_.size() && tokens_[i].start < start) ++i;
    first_of_block_.push_back(std::uint32_t(i));
  }
}

void SourceText::append_slice(std::string& out, std::size_t start, std::size_t end) const {
  std::array<char, 256> part;
  for (std::size_t i = start; i < end;) {
    char* to = part.data();
    for (const std::size_t stop = std::min(end, i + part.size() / 4); i < stop; ++i) to = encode(to, points_[i]);
    out.append(part.data(), to);
  }
}

std::string SourceText::slice(std::size_t start, std::size_t end) const {
  std::string out;
  append_slice(out, start, end);
  return out;
}

std::string SourceText::squeezed(std::size_t start, std::size_t end) const {
  std::string out;
  std::array<char, 256> part;
  char* to = part.data();
  bool blank = false;
  for (const char32_t c : points(start, end)) {
    const bool written = (c > U' ' && c < 0x7F) || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
    if (!written && is_space_point(c)) {
      blank = to != part.data() || !out.empty();
      continue;
    }
    if (blank) *to++ = ' ', blank = false;
    to = encode(to, c);
    if (to > part.data() + part.size() - 8) out.append(part.data(), to), to = part.data();
  }
  return out.append(part.data(), to);
}

std::string SourceText::squeezed_tokens(std::ptrdiff_t first, std::ptrdiff_t last) const {
  return last > first ? squeezed((*this)[first].start, (*this)[last - 1].end) : std::string();
}

std::int64_t SourceText::number(std::ptrdiff_t i) const {
  const Token& token = (*this)[i];
  if (!token.is_number()) return -1;
  std::int64_t value = 0;
  for (const char32_t c : points(token)) {
    if (value > 100'000'000'000'000'000) break;
    value = value * 10 + std::int64_t(c - U'0');
  }
  return value;
}

int SourceText::roman(std::ptrdiff_t i) const {
  const Token& token = (*this)[i];
  return token.has(Token::roman) ? roman_value(points(token)) : -1;
}

std::int64_t SourceText::ordinal(std::ptrdiff_t i) const {
  return (*this)[i].is_number() ? number(i) : std::int64_t(roman(i));
}

std::ptrdiff_t SourceText::sentence_begin(std::ptrdiff_t i, int cap) const {
  while (cap-- > 0 && i > 0 && !(*this)[i].has(Token::sentence_first) && !(*this)[i - 1].is_newline()) --i;
  return std::max<std::ptrdiff_t>(i, 0);
}

std::ptrdiff_t SourceText::sentence_end(std::ptrdiff_t i, int cap) const {
  if (!(*this)[i].is_newline()) ++i;
  while (cap-- > 0 && !(*this)[i].is_newline() && !(*this)[i].has(Token::sentence_first)) ++i;
  return i;
}

std::ptrdiff_t SourceText::paragraph_begin(std::ptrdiff_t i, int cap) const {
  while (cap-- > 0 && i > 0 && !(*this)[i - 1].is_newline()) --i;
  return std::max<std::ptrdiff_t>(i, 0);
}

std::ptrdiff_t SourceText::paragraph_end(std::ptrdiff_t i, int cap) const {
  while (cap-- > 0 && !(*this)[i].is_newline()) ++i;
  return i;
}

std::ptrdiff_t SourceText::token_at(std::size_t point) const {
  std::size_t i = first_of_block_[std::min(point / block, first_of_block_.size() - 1)];
  while (i < tokens_.size() && tokens_[i].start < point) ++i;
  return std::ptrdiff_t(i);
}

int roman_value(std::u32string_view word) {
  const auto worth = [](char32_t c) {
    return c == U'I' ? 1 : c == U'V' ? 5 : c == U'X' ? 10 : c == U'L' ? 50 : c == U'C' ? 100 : 0;
  };
  if (word.empty() || word == U"C" || word == U"L") return 0;
  int value = 0, run = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const int here = worth(word[i]), next = i + 1 < word.size() ? worth(word[i + 1]) : 0;
    if (here == 0) return 0;
    run = i > 0 && word[i] == word[i - 1] ? run + 1 : 1;
    const bool five = here == 5 || here == 50;
    if (run > (five ? 1 : 4)) return 0;
    if (next > here && (five || next > here * 10 || run > 1)) return 0;
    value += next > here ? -here : here;
  }
  return value;
}

bool is_space_point(char32_t c) {
  const PointClass type = letters().look(c).type;
  return type == PointClass::space || type == PointClass::line;
}

}  // namespace intake
