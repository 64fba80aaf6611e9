#pragma once
// A text as the recognisers see it: NFC code points (the public offsets), and a token array over them in
// which case, tone place, NBSP, runs of blanks, dash kinds and line breaks inside a paragraph no longer
// matter. A token never spans white space. Nothing here knows what a document or a date is. Building is
// linear and allocates three arrays; a SourceText is immutable and may be read from many threads.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modules/intake/recognition/vocabulary.h"

namespace intake {

enum class TokenKind : std::uint8_t { number, word, punct, quote, newline };
// How a word is written. A single capital letter is `cap`.
enum class Shape : std::uint8_t { none, lower, cap, upper, mixed };

struct Token {
  enum Flag : std::uint8_t {
    space_before = 1,    // white space, or the start of the text
    line_break = 2,      // a line break inside the paragraph lies before it
    tab_before = 4,      // a tab lies before it: another cell of a table
    roman = 8,           // a well-formed roman number in capitals (XIII, I, V)
    opening = 16,        // a quotation mark that opens
    sentence_first = 32  // first token of a sentence
  };
  std::uint32_t start = 0, end = 0;  // code points, half-open
  WordId word = 0;                   // of words; of punctuation the ASCII kin; number_word of numbers
  std::uint16_t triggers = 0;
  TokenKind kind = TokenKind::punct;
  Shape shape = Shape::none;
  std::uint8_t flags = 0;

  bool has(Flag flag) const { return (flags & flag) != 0; }
  bool is(WordId id) const { return word == id; }
  bool is_number() const { return kind == TokenKind::number; }
  bool is_word() const { return kind == TokenKind::word; }
  bool is_newline() const { return kind == TokenKind::newline; }
  // First letter upper: "Ban", "BAN", "QĐi".
  bool is_capitalised() const { return shape >= Shape::cap; }
  bool is_lower() const { return shape == Shape::lower; }
  // Touches the token before it: "18-NQ" is three touching tokens.
  bool touches() const { return (flags & (space_before | line_break | tab_before)) == 0; }
};

class SourceText {
 public:
  // `nfc` is UTF-8 in NFC (base::to_nfc); a broken byte becomes U+FFFD.
  explicit SourceText(std::string_view nfc);

  // A newline token ends each paragraph (blank lines and breaks that do not wrap a line); single line
  // breaks inside a paragraph leave only Token::line_break on the following token. The last token is
  // always a newline, and so is every token asked for outside the text: scanners need no bounds checks.
  const Token& operator[](std::ptrdiff_t i) const {
    return std::size_t(i) < tokens_.size() ? tokens_[std::size_t(i)] : end_;  // a negative index is beyond every end
  }
  std::span<const Token> tokens() const { return tokens_; }
  std::size_t size() const { return tokens_.size(); }
  std::u32string_view points() const { return points_; }
  std::size_t length() const { return points_.size(); }

  std::u32string_view points(std::size_t start, std::size_t end) const {
    return std::u32string_view(points_).substr(start, end - start);
  }
  std::u32string_view points(const Token& t) const { return points(t.start, t.end); }
  // UTF-8 of the code points [start, end).
  std::string slice(std::size_t start, std::size_t end) const;
  void append_slice(std::string& out, std::size_t start, std::size_t end) const;
  // The same with every run of white space one blank.
  std::string squeezed(std::size_t start, std::size_t end) const;
  // Of the tokens [first, last).
  std::string squeezed_tokens(std::ptrdiff_t first, std::ptrdiff_t last) const;

  // Value of a number token (saturates), of a roman token; -1 otherwise.
  std::int64_t number(std::ptrdiff_t i) const;
  int roman(std::ptrdiff_t i) const;
  // Either of both: "13" and "XIII" are 13.
  std::int64_t ordinal(std::ptrdiff_t i) const;
  int digits(std::ptrdiff_t i) const { return int((*this)[i].end - (*this)[i].start); }

  // First token of the sentence or paragraph that holds token i, and one past its last; walks at most
  // `cap` tokens.
  std::ptrdiff_t sentence_begin(std::ptrdiff_t i, int cap = 400) const;
  std::ptrdiff_t sentence_end(std::ptrdiff_t i, int cap = 400) const;
  std::ptrdiff_t paragraph_begin(std::ptrdiff_t i, int cap = 2000) const;
  std::ptrdiff_t paragraph_end(std::ptrdiff_t i, int cap = 2000) const;
  // Index of the first token with start >= `point`; a constant number of steps.
  std::ptrdiff_t token_at(std::size_t point) const;

 private:
  std::u32string points_;
  std::vector<Token> tokens_;
  static constexpr std::size_t block = 64;     // code points
  std::vector<std::uint32_t> first_of_block_;  // the first token of each block or after it
  Token end_;
};

// Value of a roman number in capitals, 0 when it is none.
int roman_value(std::u32string_view word);
bool is_space_point(char32_t c);

}  // namespace intake
