#include "modules/intake/reading/utf8_scan.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "modules/intake/reading/encoding_detector.h"

namespace intake {
namespace {

constexpr char32_t replacement = U'\uFFFD';

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// Length of the valid sequence at `at` (not ASCII), or 0; its code point in `c`.
std::size_t sequence(std::string_view text, std::size_t at, char32_t& c) {
  const unsigned char b = byte_at(text, at);
  const auto follows = [&](std::size_t i) { return (byte_at(text, at + i) & 0xC0) == 0x80; };
  const auto bits = [&](std::size_t i) { return char32_t(byte_at(text, at + i) & 0x3F); };
  const std::size_t left = text.size() - at;
  if (b >= 0xC2 && b < 0xE0) {
    if (left < 2 || !follows(1)) return 0;
    c = char32_t(b & 0x1F) << 6 | bits(1);
    return 2;
  }
  if (b >= 0xE0 && b < 0xF0) {
    if (left < 3 || !follows(1) || !follows(2)) return 0;
    c = char32_t(b & 0x0F) << 12 | bits(1) << 6 | bits(2);
    return c < 0x800 || (c >= 0xD800 && c < 0xE000) ? 0 : 3;
  }
  if (b >= 0xF0 && b < 0xF5) {
    if (left < 4 || !follows(1) || !follows(2) || !follows(3)) return 0;
    c = char32_t(b & 0x07) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3);
    return c < 0x10000 || c > 0x10FFFF ? 0 : 4;
  }
  return 0;
}

bool starts_surrogate(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && byte_at(text, at) == 0xED && byte_at(text, at + 1) >= 0xA0 &&
         byte_at(text, at + 1) < 0xC0 && (byte_at(text, at + 2) & 0xC0) == 0x80;
}

const std::array<bool, 256>& suspicious_latin1() {
  static const auto table = [] {
    std::array<bool, 256> result{};
    for (char32_t c = 0x80; c < 0x100; ++c) result[c] = is_suspicious(c);
    return result;
  }();
  return table;
}

}  // namespace

Utf8Scan scan_utf8(std::string_view text) {
  Utf8Scan scan;
  const auto& suspects = suspicious_latin1();
  const char* const data = text.data();
  const std::size_t size = text.size();
  std::size_t count = 0;
  for (std::size_t at = 0; at < size;) {
    if (at + 8 <= size) {
      std::uint64_t word;
      std::memcpy(&word, data + at, 8);
      // The run of ASCII at the front of eight bytes.
      constexpr std::uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
      const std::uint64_t high = word & highs;
      const auto run = std::size_t(std::countr_zero(high)) / 8;
      if (run > 0) {
        const std::uint64_t nuls = (word - ones) & ~word & highs;
        if (std::size_t(std::countr_zero(nuls)) / 8 < run) scan.suspicious = true;
        at += run;
        count += run;
        continue;
      }
    }
    ++count;
    const auto b = static_cast<unsigned char>(data[at]);
    if (b < 0x80) {
      if (b == 0) scan.suspicious = true;
      ++at;
      continue;
    }
    // The letters of Vietnamese beyond Latin-1, which are never suspicious: U+1E80–1EFF, U+0100–013F, U+0180–01BF.
    const auto follows = [&](std::size_t i) { return i < size && (data[i] & 0xC0) == 0x80; };
    if (b == 0xE1 && follows(at + 2) && (data[at + 1] == '\xBA' || data[at + 1] == '\xBB')) {
      at += 3;
      continue;
    }
    if ((b == 0xC4 || b == 0xC6) && follows(at + 1)) {
      at += 2;
      continue;
    }
    char32_t c = 0;
    const auto length = sequence(text, at, c);
    if (length == 0) {
      scan.valid = false;
      return scan;
    }
    at += length;
    if (c < 0x300) {
      if (c < 0x100 && suspects[c]) scan.suspicious = true;
    } else if (!((c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c < 0x2028) || (c >= 0x2030 && c < 0x205F))) {
      scan.composed = false;
      if (is_suspicious(c)) scan.suspicious = true;
    }
  }
  scan.code_points = count;
  return scan;
}

Utf8Faults& Utf8Faults::operator+=(const Utf8Faults& other) {
  bytes += other.bytes;
  surrogates += other.surrogates;
  nuls += other.nuls;
  return *this;
}

std::u32string decode_utf8_leniently(std::string_view text, Utf8Faults& faults) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const unsigned char b = byte_at(text, at);
    if (b > 0 && b < 0x80) {
      out += char32_t(b);
      ++at;
      continue;
    }
    char32_t c = 0;
    const auto length = b == 0 ? 0 : sequence(text, at, c);
    if (length > 0) {
      out += c;
      at += length;
      continue;
    }
    out += replacement;
    const bool surrogate = starts_surrogate(text, at);
    faults.nuls += b == 0;
    faults.surrogates += surrogate;
    faults.bytes += b != 0 && !surrogate;
    at += surrogate ? 3 : 1;
  }
  return out;
}

std::u32string decode_utf16_leniently(std::string_view bytes, bool big_endian, Utf8Faults& faults) {
  std::u32string out;
  out.reserve(bytes.size() / 2);
  const auto unit = [&](std::size_t at) -> char32_t {
    const char32_t a = byte_at(bytes, at);
    const char32_t b = byte_at(bytes, at + 1);
    return big_endian ? a << 8 | b : b << 8 | a;
  };
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    const char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00 && at + 3 < bytes.size() && (unit(at + 2) & 0xFC00) == 0xDC00) {
      out += 0x10000 + ((c & 0x3FF) << 10) + (unit(at + 2) & 0x3FF);
      at += 2;
    } else if ((c & 0xF800) == 0xD800 || c == 0) {
      out += replacement;
      ++(c == 0 ? faults.nuls : faults.surrogates);
    } else {
      out += c;
    }
  }
  if (at < bytes.size()) {
    out += replacement;
    ++faults.bytes;
  }
  return out;
}

}  // namespace intake
