#pragma once
// Letter classes of Vietnamese text as tables: upper and lower case alternate in Latin Extended
// Additional, so code-point ranges would be wrong. Covers what quick scanning needs; everything outside
// the tables goes through utf8proc once.

#include <array>
#include <cstdint>

namespace intake {

enum class PointClass : std::uint8_t { other, lower, upper, digit, space, line, quote, ignored };

struct Letters {
  struct Entry {
    char16_t low = 0;  // lower case; of punctuation its ASCII kin
    PointClass type = PointClass::other;
  };
  // 0–024F, 1E00–1EFF, 2000–206F: one table over the three blocks.
  std::array<Entry, 0x250 + 0x100 + 0x70> table;
  Letters();

  Entry look(char32_t c) const {
    if (c < 0x250) return table[c];
    if (c >= 0x1E00 && c < 0x1F00) return table[0x250 + (c - 0x1E00)];
    if (c >= 0x2000 && c < 0x2070) return table[0x350 + (c - 0x2000)];
    return look_far(c);
  }
  static Entry look_far(char32_t c);
};
// Made once, before anything is read.
const Letters& letters();

// The old-style place of the tone mark at the end of a word: (ư)o + à → ò + a. Rewrites the last two
// letters in place; `before` is the letter before them, or 0. Lower case only.
bool fold_tone(char32_t& first, char32_t& second, char32_t before);

}  // namespace intake
