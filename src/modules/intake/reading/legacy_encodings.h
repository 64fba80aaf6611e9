#pragma once
// The three 8-bit encodings that state documents are still stored in: TCVN3 (ABC, fonts .Vn…), VNI-Windows
// (fonts VNI-…) and CP1258, and CP1252 beneath them. A *unit* is a byte, or the character that an old font
// showed for it: word processors and PDFs store "Céng hßa" as CP1252 characters, or in U+F020–U+F0FF.
// Pure tables; a character that the encoding does not know passes through unchanged.

#include <optional>
#include <string>
#include <string_view>

#include "modules/intake/reading/reading.h"

namespace intake {

// The byte behind a character, or nothing if CP1252 has none for it.
std::optional<unsigned char> unit_of(char32_t c);
// The character that CP1252 shows for a byte.
char32_t cp1252_character(unsigned char byte);

// Units → Vietnamese, for tcvn3, vni, cp1258 (composed) and cp1252. TCVN3 keeps the case of its codes.
std::u32string decode_units(Encoding encoding, std::u32string_view units);

// What the name of a font says about the bytes under it. `capitals` is a TCVN3 font that draws lower-case codes
// as capitals (.VnTimeH).
struct FontEncoding {
  Encoding encoding;
  bool capitals = false;
};
std::optional<FontEncoding> encoding_of_font(std::string_view font);

// TCVN3 has no codes for toned capitals: "CéNG HßA" → "CỘNG HÒA", by the capitals beside the toned letters.
std::u32string restore_capitals(std::u32string text);
std::u32string to_capitals(std::u32string text);

// ư is 0xAD, which PDF and HTML show as a hyphen: "Ph-¬ng" → "Phương", where only that can be spelled.
// Works on decoded text.
std::u32string restore_hyphen_as_u(std::u32string text);

}  // namespace intake
