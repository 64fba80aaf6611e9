#pragma once
// Vietnamese text: normal form, folding for search, code points. Everything stored is NFC with the
// old-style tone place kept as written; comparing and searching go through the folds here, in both
// databases and in the browser's queries alike. No locale, no allocation beyond the result.

#include <cstdint>
#include <string>
#include <string_view>

namespace base {

// Composes to NFC. Text that already is NFC is returned as it is. Invalid UTF-8 becomes U+FFFD.
std::string to_nfc(std::string_view text);
bool is_valid_utf8(std::string_view text);

// For searching: lower case, no tone marks, no diacritics, đ → d, compatibility forms folded, every run of
// white space one blank. "Đảng ủy  XÃ" → "dang uy xa".
std::string fold(std::string_view text);

// Moves the tone mark of open oa/oe/uy to its old-style place: "uỷ" → "ủy", "hoà" → "hòa". Leaves closed
// syllables and "qu-" alone ("hoàng", "quý"). NFC in, NFC out.
std::string old_style_tone(std::string_view text);

// Lower case for Vietnamese NFC text, marks kept.
std::string to_lower(std::string_view text);

// Collapses every run of white space (with NBSP) into one blank and trims.
std::string squeeze(std::string_view text);

std::u32string to_code_points(std::string_view text);
std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t c);
// Code points in valid UTF-8.
std::size_t count_code_points(std::string_view text);

}  // namespace base
