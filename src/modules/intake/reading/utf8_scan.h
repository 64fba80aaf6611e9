#pragma once
// One fast pass over UTF-8: valid or not, code points, and whether anything in it asks for a closer look.
// Made for 100 MB of plain text; pure, no allocation.

#include <cstddef>
#include <string>
#include <string_view>

namespace intake {

struct Utf8Scan {
  std::size_t code_points = 0;
  bool valid = true;
  bool composed = true;     // certainly NFC as it stands
  bool suspicious = false;  // has signs that old fonts show for letters, or NUL
};
Utf8Scan scan_utf8(std::string_view text);

// UTF-8 with every fault replaced by U+FFFD: one for a lone surrogate or a NUL, one for each other bad byte.
struct Utf8Faults {
  std::size_t bytes = 0;
  std::size_t surrogates = 0;
  std::size_t nuls = 0;
  Utf8Faults& operator+=(const Utf8Faults& other);
  std::size_t all() const { return bytes + surrogates + nuls; }
};
std::u32string decode_utf8_leniently(std::string_view text, Utf8Faults& faults);
// The same for UTF-16 code units; an odd last byte is one bad byte.
std::u32string decode_utf16_leniently(std::string_view bytes, bool big_endian, Utf8Faults& faults);

}  // namespace intake
