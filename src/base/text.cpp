#include "base/text.h"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace base {
namespace {

// Reads one code point at `at`, moving it on. An invalid byte gives U+FFFD and moves by one.
char32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char b = byte(at);
  if (b < 0x80) return ++at, b;
  const int length = b >= 0xF0 && b < 0xF5 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 0;
  if (length == 0 || b >= 0xF5 || at + std::size_t(length) > text.size()) return ++at, U'\uFFFD';
  char32_t c = char32_t(b & (0x7F >> length));
  for (int i = 1; i < length; ++i) {
    const auto follow = byte(at + std::size_t(i));
    if ((follow & 0xC0) != 0x80) return ++at, U'\uFFFD';
    c = (c << 6) | (follow & 0x3F);
  }
  if ((length == 3 && (c < 0x800 || (c >= 0xD800 && c < 0xE000))) || (length == 4 && (c < 0x10000 || c > 0x10FFFF)))
    return ++at, U'\uFFFD';
  at += std::size_t(length);
  return c;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

// True when squeezing gives the text itself.
bool is_squeezed(std::string_view text) {
  bool blank = true;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next(text, at);
    if (c == U'\uFFFD' || (is_space(c) && (blank || c != ' '))) return false;
    blank = c == ' ';
  }
  return text.empty() || !blank;
}

std::string map(std::string_view text, int options) {
  std::string valid;
  if (!is_valid_utf8(text)) {
    for (std::size_t at = 0; at < text.size();) append_utf8(valid, next(text, at));
    text = valid;
  }
  utf8proc_uint8_t* out = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   utf8proc_ssize_t(text.size()), &out, utf8proc_option_t(options));
  std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, &std::free);
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(out), std::size_t(length)};
}

bool is_ascii(std::string_view text) {
  char all = 0;
  for (const char c : text) all = char(all | c);
  return (all & 0x80) == 0;
}

// True when no code point can take part in composition: then NFC is the text itself.
bool quick_nfc(std::string_view text) {
  if (is_ascii(text)) return true;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next(text, at);
    if (c == U'\uFFFD') return false;
    if (c < 0x300 || (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c < 0x2028) || (c >= 0x2030 && c < 0x205F))
      continue;
    return false;
  }
  return true;
}

}  // namespace

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += char(c);
  } else if (c < 0x800) {
    out += char(0xC0 | (c >> 6));
    out += char(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += char(0xE0 | (c >> 12));
    out += char(0x80 | ((c >> 6) & 0x3F));
    out += char(0x80 | (c & 0x3F));
  } else {
    out += char(0xF0 | (c >> 18));
    out += char(0x80 | ((c >> 12) & 0x3F));
    out += char(0x80 | ((c >> 6) & 0x3F));
    out += char(0x80 | (c & 0x3F));
  }
}

bool is_valid_utf8(std::string_view text) {
  if (is_ascii(text)) return true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    if (next(text, at) == U'\uFFFD' && (at - before != 3 || text.substr(before, 3) != "\xEF\xBF\xBD")) return false;
  }
  return true;
}

std::string to_nfc(std::string_view text) {
  if (quick_nfc(text)) return std::string(text);
  return map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string fold(std::string_view text) {
  std::string marks = map(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  std::string out;
  out.reserve(marks.size());
  bool blank = false;
  for (std::size_t at = 0; at < marks.size();) {
    const char32_t c = next(marks, at);
    if (is_space(c)) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ', blank = false;
    append_utf8(out, c == U'đ' ? U'd' : c);
  }
  return out;
}

std::string old_style_tone(std::string_view text) {
  // Pairs as written in the new style and in the old one; both are two letters.
  static constexpr std::u32string_view news = U"àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ";
  static constexpr std::u32string_view firsts = U"òóỏõọòóỏõọùúủũụÒÓỎÕỌÒÓỎÕỌÙÚỦŨỤ";
  static constexpr std::u32string_view seconds = U"aaaaaeeeeeyyyyyAAAAAEEEEEYYYYY";
  const auto is_letter = [](char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
  };
  std::string out;
  std::size_t copied = 0;
  // Every pair is o or u before a letter of these two lead bytes.
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char low = char(text[i] | 0x20);
    if ((low != 'o' && low != 'u') || (text[i + 1] != '\xC3' && text[i + 1] != '\xE1')) continue;
    std::size_t end = i + 1;
    const auto k = news.find(next(text, end));
    if (k == news.npos || (low == 'u') != ((k % 15) >= 10)) continue;
    std::size_t after = end;
    const bool open = end >= text.size() || !is_letter(next(text, after));
    const bool after_q = i > 0 && (text[i - 1] | 0x20) == 'q';
    if (!open || after_q) continue;
    out.append(text, copied, i - copied);
    append_utf8(out, firsts[(k % 15) + (text[i] == low ? 0 : 15)]);
    append_utf8(out, seconds[k]);
    copied = end;
    i = end - 1;
  }
  return out.append(text, copied);
}

std::string to_lower(std::string_view text) {
  static const auto lows = [] {  // of the two blocks that hold Vietnamese letters
    std::array<char16_t, 0x250 + 0x100> table{};
    for (std::size_t i = 0; i < table.size(); ++i)
      table[i] = char16_t(utf8proc_tolower(utf8proc_int32_t(i < 0x250 ? i : 0x1E00 + (i - 0x250))));
    return table;
  }();
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next(text, at);
    if (c < 0x250)
      append_utf8(out, lows[c]);
    else if (c >= 0x1E00 && c < 0x1F00)
      append_utf8(out, lows[0x250 + (c - 0x1E00)]);
    else
      append_utf8(out, char32_t(utf8proc_tolower(utf8proc_int32_t(c))));
  }
  return out;
}

std::string squeeze(std::string_view text) {
  if (is_squeezed(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next(text, at);
    if (is_space(c)) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ', blank = false;
    append_utf8(out, c);
  }
  return out;
}

std::u32string to_code_points(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) out += next(text, at);
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 2);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace base
