#pragma once
// The 134 letters that Vietnamese adds to ASCII, as an explicit table: 12 vowels × 6 tones × 2 cases, and đ.
// Never a code-point range: upper and lower case alternate in Latin Extended Additional.
// Pure data and look-ups; NFC only.

#include <array>
#include <cstdint>
#include <string_view>

namespace intake {

enum class Tone : std::uint8_t { level, grave, hook, tilde, acute, dot };
inline constexpr int tone_count = 6;
inline constexpr int vowel_count = 12;

// Rows: a ă â e ê i o ô ơ u ư y. Columns: ngang, huyền, hỏi, ngã, sắc, nặng.
inline constexpr std::array<std::u32string_view, vowel_count> lower_vowels{U"aàảãáạ", U"ăằẳẵắặ", U"âầẩẫấậ", U"eèẻẽéẹ",
                                                                           U"êềểễếệ", U"iìỉĩíị", U"oòỏõóọ", U"ôồổỗốộ",
                                                                           U"ơờởỡớợ", U"uùủũúụ", U"ưừửữứự", U"yỳỷỹýỵ"};
inline constexpr std::array<std::u32string_view, vowel_count> upper_vowels{U"AÀẢÃÁẠ", U"ĂẰẲẴẮẶ", U"ÂẦẨẪẤẬ", U"EÈẺẼÉẸ",
                                                                           U"ÊỀỂỄẾỆ", U"IÌỈĨÍỊ", U"OÒỎÕÓỌ", U"ÔỒỔỖỐỘ",
                                                                           U"ƠỜỞỠỚỢ", U"UÙỦŨÚỤ", U"ƯỪỬỮỨỰ", U"YỲỶỸÝỴ"};

// A letter taken apart. `plain` is a toneless lower-case letter as one byte of our own alphabet:
// ASCII a–z, and 'A' for ă, 'B' â, 'D' đ, 'E' ê, 'O' ô, 'P' ơ, 'U' ư; 0 for what is no Vietnamese letter.
struct LetterParts {
  char plain = 0;
  Tone tone = Tone::level;
  bool upper = false;
};
LetterParts parts_of(char32_t letter);

// True for the 134 letters and for ASCII letters.
bool is_vietnamese_letter(char32_t c);
// One case of a letter, marks kept; other characters unchanged.
char32_t upper_of(char32_t letter);
char32_t lower_of(char32_t letter);

}  // namespace intake
