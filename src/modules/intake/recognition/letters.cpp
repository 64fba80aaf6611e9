#include "modules/intake/recognition/letters.h"

#include <utf8proc.h>

#include <string_view>

namespace intake {
namespace {

Letters::Entry classify_letter(char32_t c) {
  const auto point = utf8proc_int32_t(c);
  const auto low = char32_t(utf8proc_tolower(point));
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      return {low < 0x10000 ? char16_t(low) : char16_t(0xFFFD), PointClass::upper};
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
      return {c < 0x10000 ? char16_t(c) : char16_t(0xFFFD), PointClass::lower};
    case UTF8PROC_CATEGORY_ZS:
      return {u' ', PointClass::space};
    case UTF8PROC_CATEGORY_CF:
      return {0, PointClass::ignored};
    default:
      return {c < 0x80 ? char16_t(c) : u'\0', PointClass::other};
  }
}

Letters::Entry classify_point(char32_t c) {
  static constexpr std::u32string_view dashes = U"-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D";
  static constexpr std::u32string_view quotes = U"\"\u201C\u201D\u201E\u201F\u00AB\u00BB\u2018\u2019\u2039\u203A\u2033";
  static constexpr std::u32string_view bullets =
      U"*\u2022\u25CF\u25AA\u25A0\u25E6\u00B7\u2219\u2023\uF0B7\u25BA\u27A2\u2756\u2192\u2794";
  static constexpr std::u32string_view breaks = U"\n\r\v\f\u0085\u2028\u2029";
  if (breaks.find(c) != breaks.npos) return {u'\n', PointClass::line};
  if (c == U'\t') return {u'\t', PointClass::space};
  if (c >= '0' && c <= '9') return {char16_t(c), PointClass::digit};
  if (dashes.find(c) != dashes.npos) return {u'-', PointClass::other};
  if (quotes.find(c) != quotes.npos) return {u'"', PointClass::quote};
  if (bullets.find(c) != bullets.npos) return {u'*', PointClass::other};
  if (c == U'\u2026') return {u'~', PointClass::other};
  if (c == U'\u2044' || c == U'\u2215' || c == U'\uFF0F') return {u'/', PointClass::other};
  if (c == U'\uFF05') return {u'%', PointClass::other};
  if (c == U'\u00D0') return {u'\u0111', PointClass::upper};  // Eth typed for Đ
  if (c == U'\u00F0') return {u'\u0111', PointClass::lower};
  if (c == 0xAD) return {0, PointClass::ignored};
  if (c == U'\u200B' || c == U'\uFEFF' || c < 0x20) return {u' ', PointClass::space};
  return classify_letter(c);
}

}  // namespace

Letters::Letters() {
  for (char32_t c = 0; c < 0x250; ++c) table[c] = classify_point(c);
  for (char32_t c = 0; c < 0x100; ++c) table[0x250 + c] = classify_point(0x1E00 + c);
  for (char32_t c = 0; c < 0x70; ++c) table[0x350 + c] = classify_point(0x2000 + c);
}

Letters::Entry Letters::look_far(char32_t c) { return classify_point(c); }

const Letters& letters() {
  static const Letters made;
  return made;
}

bool fold_tone(char32_t& first, char32_t& second, char32_t before) {
  static constexpr std::u32string_view news = U"àáảãạèéẻẽẹỳýỷỹỵ";
  static constexpr std::u32string_view firsts = U"òóỏõọòóỏõọùúủũụ";
  static constexpr std::u32string_view seconds = U"aaaaaeeeeeyyyyy";
  if (first != U'o' && first != U'u') return false;
  if (before == U'q') return false;
  const auto k = news.find(second);
  if (k == news.npos || (first == U'u') != (k >= 10)) return false;
  first = firsts[k];
  second = seconds[k];
  return true;
}

}  // namespace intake
