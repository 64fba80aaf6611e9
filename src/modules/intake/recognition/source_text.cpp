#include "modules/intake/recognition/source_text.h"

#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/letters.h"
#include "modules/intake/recognition/tokenise.h"

namespace intake {

SourceText::SourceText(std::string_view nfc) : points_(base::to_code_points(nfc)), tokens_(tokenise(points_)) {
  end_.kind = TokenKind::newline;
  end_.word = WordId('\n');
  end_.start = end_.end = std::uint32_t(points_.size());
}

std::string SourceText::slice(std::size_t start, std::size_t end) const { return base::to_utf8(points(start, end)); }

std::string SourceText::squeezed(std::size_t start, std::size_t end) const {
  std::string out;
  out.reserve((end - start) * 2);
  bool blank = false;
  for (std::size_t i = start; i < end; ++i) {
    if (is_space_point(points_[i])) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ', blank = false;
    base::append_utf8(out, points_[i]);
  }
  return out;
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
  const auto found = std::lower_bound(tokens_.begin(), tokens_.end(), point,
                                      [](const Token& token, std::size_t at) { return token.start < at; });
  return found - tokens_.begin();
}

int roman_value(std::u32string_view word) {
  const auto worth = [](char32_t c) { return c == U'I' ? 1 : c == U'V' ? 5 : c == U'X' ? 10 : c == U'L' ? 50 : c == U'C' ? 100 : 0; };
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
