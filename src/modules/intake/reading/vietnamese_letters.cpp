#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

constexpr std::string_view plain_vowels = "aABeEioOPuUy";

struct LetterTable {
  // Vietnamese letters are below U+0200 or in U+1EA0–U+1EF9.
  std::array<LetterParts, 0x200> low{};
  std::array<LetterParts, 0x100> high{};
  std::array<char32_t, 0x200> low_other_case{};
  std::array<char32_t, 0x100> high_other_case{};

  LetterParts* at(char32_t c) {
    if (c < low.size()) return &low[c];
    return c >= 0x1E00 && c < 0x1F00 ? &high[c - 0x1E00] : nullptr;
  }
  char32_t* other_case(char32_t c) { return c < low.size() ? &low_other_case[c] : &high_other_case[c - 0x1E00]; }
  void add(char32_t lower, char32_t upper, char plain, Tone tone) {
    *at(lower) = {plain, tone, false};
    *at(upper) = {plain, tone, true};
    *other_case(lower) = upper;
    *other_case(upper) = lower;
  }
  LetterTable() {
    for (char32_t c = 'a'; c <= 'z'; ++c) add(c, c - 0x20, char(c), Tone::level);
    for (std::size_t v = 0; v < vowel_count; ++v)
      for (std::size_t t = 0; t < tone_count; ++t)
        add(lower_vowels[v][t], upper_vowels[v][t], plain_vowels[v], Tone(t));
    add(U'đ', U'Đ', 'D', Tone::level);
  }
};

LetterTable& letter_table() {
  static LetterTable table;
  return table;
}

}  // namespace

LetterParts parts_of(char32_t letter) {
  const auto* parts = letter_table().at(letter);
  return parts ? *parts : LetterParts{};
}

bool is_vietnamese_letter(char32_t c) { return parts_of(c).plain != 0; }

char32_t upper_of(char32_t letter) {
  const auto parts = parts_of(letter);
  return parts.plain && !parts.upper ? *letter_table().other_case(letter) : letter;
}

char32_t lower_of(char32_t letter) {
  const auto parts = parts_of(letter);
  return parts.plain && parts.upper ? *letter_table().other_case(letter) : letter;
}

}  // namespace intake
