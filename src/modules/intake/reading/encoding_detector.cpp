#include "modules/intake/reading/encoding_detector.h"

#include <limits>

#include "modules/intake/reading/legacy_encodings.h"
#include "modules/intake/reading/spelling.h"
#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

// Punctuation and signs of ordinary Vietnamese text beside ASCII.
bool is_usual_sign(char32_t c) {
  return c == 0xA0 || c == 0xB0 || c == 0xB2 || c == 0xB3 || c == 0xAB || c == 0xBB || c == 0xBD || c == 0xD7 ||
         c == 0xA7 || c == 0xB7 || (c >= 0x2010 && c <= 0x2044) || c == 0x20AB || c == 0x20AC || c == 0xFEFF ||
         (c >= 0x2190 && c <= 0x25FF) || (c >= 0x2600 && c <= 0x27BF) || c == 0x2122;
}

// Part of a word: letters of any script, combining marks, and the Latin-1 signs that old fonts show for letters.
bool is_word_part(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  if (c >= 0xA1 && c < 0x100) return true;
  return is_vietnamese_letter(c) || (c >= 0x100 && c < 0x2000 && !is_usual_sign(c)) || (c >= 0x80 && c < 0xA0) ||
         (c >= 0xF000 && c <= 0xF0FF);
}

bool is_known(char32_t c) {
  return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r' || c == '\f' || is_vietnamese_letter(c) ||
         is_usual_sign(c);
}

}  // namespace

bool is_suspicious(char32_t c) {
  return (c >= 0x80 && c < 0x100 && c != 0xA0 && !is_vietnamese_letter(c)) || (c >= 0xF020 && c <= 0xF0FF);
}

SpellingScore score_spelling(std::u32string_view text) {
  SpellingScore score;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word_part(text[at])) {
      if (!is_known(text[at])) ++score.foreign;
      ++at;
      continue;
    }
    auto end = at;
    bool ascii = true;
    bool foreign = false;
    while (end < text.size() && is_word_part(text[end])) {
      ascii = ascii && text[end] < 0x80;
      if (text[end] >= 0x80 && !is_vietnamese_letter(text[end])) foreign = true;
      ++end;
    }
    const auto word = text.substr(at, end - at);
    // A lone sign ("§ 5", "- · -", "« ") is no word.
    if (word.size() == 1 && is_usual_sign(word[0])) {
    } else if (!foreign && is_spellable(word)) {
      ++score.spelled;
      score.marked += !ascii;
    } else if (!ascii) {
      ++score.unspelled;
    }
    at = end;
  }
  return score;
}

std::u32string decode_found(Encoding encoding, std::u32string_view units) {
  if (encoding == Encoding::tcvn3) return restore_capitals(decode_units(encoding, units));
  if (encoding == Encoding::vni || encoding == Encoding::cp1258 || encoding == Encoding::cp1252)
    return decode_units(encoding, units);
  return std::u32string(units);
}

Detected detect_encoding(std::u32string_view units, std::span<const Encoding> candidates) {
  Detected best;
  long best_value = std::numeric_limits<long>::min();
  long second = best_value;
  for (const auto candidate : candidates) {
    const auto score = score_spelling(decode_found(candidate, units));
    const long value = score.value();
    if (value > best_value) {
      second = best_value;
      best_value = value;
      best.encoding = candidate;
      best.score = score;
    } else if (value > second) {
      second = value;
    }
  }
  best.margin = second == std::numeric_limits<long>::min() ? best_value : best_value - second;
  return best;
}

}  // namespace intake
