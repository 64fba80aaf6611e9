#pragma once
// A plain text file in any encoding → text. The encoding is decided for the whole file where it is plain, and
// line by line where it is mixed; lines too short to tell take their neighbours'. In process: touches no format.

#include <string>

#include "modules/intake/reading/reading.h"

namespace intake {

// UTF-16 by its mark, or by where its zero bytes stand.
enum class Utf16 : std::uint8_t { none, little_endian, big_endian };
Utf16 find_utf16(std::string_view bytes);

ReadText read_plain_text(std::string bytes, const ReadLimits& limits);

// For text that a format hands over as Unicode without a font that tells: decides one paragraph.
// Returns utf8 when it stands as it is.
Encoding detect_in_unicode(std::u32string_view paragraph);

}  // namespace intake
