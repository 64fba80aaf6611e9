#include "modules/intake/reading/legacy_encodings.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "modules/intake/reading/spelling.h"
#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

// CP1252 for 0x80–0x9F; 0 where it has no character.
constexpr std::array<char32_t, 32> cp1252_high{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                               0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// TCVN 5712:1993, VN3. Rows and columns as in lower_vowels; 0 in the first column is the ASCII letter.
constexpr std::array<std::array<unsigned char, tone_count>, vowel_count> tcvn3_lower{{
    {0x00, 0xB5, 0xB6, 0xB7, 0xB8, 0xB9},  // a
    {0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6},  // ă
    {0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB},  // â
    {0x00, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1},  // e
    {0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6},  // ê
    {0x00, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE},  // i
    {0x00, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4},  // o
    {0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9},  // ô
    {0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE},  // ơ
    {0x00, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4},  // u
    {0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9},  // ư
    {0x00, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE},  // y
}};
constexpr std::u32string_view tcvn3_capitals = U"ĂÂÊÔƠƯĐ";  // 0xA1–0xA7

// VNI-Windows: the marks that follow a base letter, lower case; capitals are 0x20 below.
struct VniMark {
  unsigned char code;
  std::string_view bases;  // lower-case bases it may follow: ASCII vowels, O ơ (0xF4), U ư (0xF6)
  char32_t vowel_mark;     // 0, or U'ă' / U'â' for the breve and circumflex families
  Tone tone;
};
constexpr std::array<VniMark, 17> vni_marks{{
    {0xF9, "aeouyOU", 0, Tone::acute},
    {0xF8, "aeouyOU", 0, Tone::grave},
    {0xFB, "aeouyOU", 0, Tone::hook},
    {0xF5, "aeouyOU", 0, Tone::tilde},
    {0xEF, "aeouyOU", 0, Tone::dot},
    {0xEA, "a", U'ă', Tone::level},
    {0xE9, "a", U'ă', Tone::acute},
    {0xE8, "a", U'ă', Tone::grave},
    {0xFA, "a", U'ă', Tone::hook},
    {0xFC, "a", U'ă', Tone::tilde},
    {0xEB, "a", U'ă', Tone::dot},
    {0xE2, "aeo", U'â', Tone::level},
    {0xE1, "aeo", U'â', Tone::acute},
    {0xE0, "aeo", U'â', Tone::grave},
    {0xE5, "aeo", U'â', Tone::hook},
    {0xE3, "aeo", U'â', Tone::tilde},
    {0xE4, "aeo", U'â', Tone::dot},
}};
struct VniSingle {
  unsigned char code;
  char32_t letter;
};
constexpr std::array<VniSingle, 9> vni_singles{{{0xF4, U'ơ'},
                                                {0xF6, U'ư'},
                                                {0xF1, U'đ'},
                                                {0xED, U'í'},
                                                {0xEC, U'ì'},
                                                {0xE6, U'ỉ'},
                                                {0xF3, U'ĩ'},
                                                {0xF2, U'ị'},
                                                {0xEE, U'ỵ'}}};

std::size_t row_of(char32_t level_vowel) {
  for (std::size_t row = 0; row < vowel_count; ++row)
    if (lower_vowels[row][0] == level_vowel) return row;
  return vowel_count;
}

struct LegacyTables {
  std::array<char32_t, 256> tcvn3{};
  std::array<char32_t, 256> cp1258{};
  std::array<char32_t, 256> vni_single{};
  std::unordered_map<unsigned, char32_t> vni_pairs;  // base unit << 8 | mark unit

  LegacyTables() {
    for (unsigned b = 0; b < 256; ++b) {
      const char32_t c = cp1252_character(static_cast<unsigned char>(b));
      tcvn3[b] = cp1258[b] = vni_single[b] = c;
    }
    add_tcvn3();
    add_cp1258();
    add_vni();
  }
  void add_tcvn3() {
    for (std::size_t i = 0; i < tcvn3_capitals.size(); ++i) tcvn3[0xA1 + i] = tcvn3_capitals[i];
    tcvn3[0xAE] = U'đ';
    for (std::size_t v = 0; v < vowel_count; ++v)
      for (std::size_t t = 0; t < tone_count; ++t)
        if (tcvn3_lower[v][t]) tcvn3[tcvn3_lower[v][t]] = lower_vowels[v][t];
  }
  void add_cp1258() {
    constexpr std::pair<unsigned char, char32_t> differences[]{
        {0xC3, U'Ă'},  {0xE3, U'ă'},   {0xD0, U'Đ'},  {0xF0, U'đ'},  {0xD5, U'Ơ'},  {0xF5, U'ơ'},
        {0xDD, U'Ư'},  {0xFD, U'ư'},   {0xCC, 0x300}, {0xD2, 0x309}, {0xDE, 0x303}, {0xEC, 0x301},
        {0xF2, 0x323}, {0xFE, 0x20AB}, {0x8A, 0x8A},  {0x8E, 0x8E},  {0x9A, 0x9A},  {0x9E, 0x9E}};
    for (const auto& [byte, c] : differences) cp1258[byte] = c;
  }
  void add_vni() {
    for (const auto& single : vni_singles) {
      vni_single[single.code] = single.letter;
      vni_single[single.code - 0x20u] = upper_of(single.letter);
    }
    for (const auto& mark : vni_marks)
      for (const char base : mark.bases) add_vni_pairs(mark, base);
  }
  void add_vni_pairs(const VniMark& mark, char base) {
    const unsigned lower = base == 'O' ? 0xF4u : base == 'U' ? 0xF6u : static_cast<unsigned char>(base);
    char32_t vowel = base == 'O' ? U'ơ' : base == 'U' ? U'ư' : char32_t(base);
    if (mark.vowel_mark == U'ă') vowel = U'ă';
    if (mark.vowel_mark == U'â') vowel = base == 'a' ? U'â' : base == 'e' ? U'ê' : U'ô';
    const auto row = row_of(vowel);
    const auto tone = std::size_t(mark.tone);
    const unsigned low_mark = mark.code;
    const unsigned high_mark = low_mark - 0x20u;
    for (const unsigned m : {low_mark, high_mark}) {  // the case of a letter is the case of its base
      vni_pairs[lower << 8 | m] = lower_vowels[row][tone];
      vni_pairs[(lower - 0x20u) << 8 | m] = upper_vowels[row][tone];
    }
  }
};

const LegacyTables& legacy_tables() {
  static const LegacyTables tables;
  return tables;
}

std::u32string decode_vni(std::u32string_view units) {
  const auto& tables = legacy_tables();
  std::u32string out;
  out.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto unit = unit_of(units[i]);
    if (!unit) {
      out += units[i];
      continue;
    }
    if (i + 1 < units.size()) {
      const auto mark = unit_of(units[i + 1]);
      const auto pair = mark ? tables.vni_pairs.find(unsigned(*unit) << 8 | *mark) : tables.vni_pairs.end();
      if (pair != tables.vni_pairs.end()) {
        out += pair->second;
        ++i;
        continue;
      }
    }
    out += tables.vni_single[*unit];
  }
  return out;
}

std::size_t skip_letters(std::u32string_view text, std::size_t at) {
  while (at < text.size() && is_vietnamese_letter(text[at])) ++at;
  return at;
}

// What the letters of a word say of its case. TCVN3 has capitals for Ă Â Ê Ô Ơ Ư Đ, so their small forms are small.
enum class WordCase : std::uint8_t { unknown, lower, upper };
WordCase case_of(std::u32string_view word) {
  bool upper_inside = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto parts = parts_of(word[i]);
    if (parts.tone != Tone::level) continue;
    if (!parts.upper) return WordCase::lower;
    if (i > 0) upper_inside = true;
  }
  return upper_inside ? WordCase::upper : WordCase::unknown;
}

void raise_word(std::u32string& text, std::size_t from, std::size_t to) {
  for (auto i = from; i < to; ++i) text[i] = upper_of(text[i]);
}

}  // namespace

char32_t cp1252_character(unsigned char byte) {
  return byte >= 0x80 && byte < 0xA0 ? cp1252_high[byte - 0x80u] : char32_t(byte);
}

std::optional<unsigned char> unit_of(char32_t c) {
  if (c < 0x100) return static_cast<unsigned char>(c);
  if (c >= 0xF020 && c <= 0xF0FF) return static_cast<unsigned char>(c - 0xF000);
  const auto* found = std::find(cp1252_high.begin(), cp1252_high.end(), c);
  if (found == cp1252_high.end()) return {};
  return static_cast<unsigned char>(0x80 + (found - cp1252_high.begin()));
}

std::u32string decode_units(Encoding encoding, std::u32string_view units) {
  if (encoding == Encoding::vni) return decode_vni(units);
  const auto& tables = legacy_tables();
  std::u32string out(units);
  for (auto& c : out) {
    const auto unit = unit_of(c);
    if (!unit) continue;
    if (encoding == Encoding::tcvn3) c = tables.tcvn3[*unit];
    if (encoding == Encoding::cp1258) c = tables.cp1258[*unit];
    if (encoding == Encoding::cp1252) c = cp1252_character(*unit);
  }
  if (encoding == Encoding::cp1258) return base::to_code_points(base::to_nfc(base::to_utf8(out)));
  return out;
}

std::optional<FontEncoding> encoding_of_font(std::string_view font) {
  if (font.size() > 7 && font[6] == '+') font.remove_prefix(7);  // the tag of an embedded subset: "ABCDEF+"
  std::string name;
  for (const char c : font)
    if (c != ' ' && c != '-' && c != '_' && c != '#') name += char(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
  if (name.starts_with(".vn")) {
    // The family is what precedes the style: ".VnTimeH,Bold", ".VnArialH".
    const auto family = std::string_view(name).substr(0, std::min(name.find(','), name.size()));
    auto stem = family;
    for (const std::string_view style : {"italic", "bold", "oblique", "regular"})
      if (stem.ends_with(style)) stem.remove_suffix(style.size());
    return FontEncoding{Encoding::tcvn3, stem.size() > 4 && stem.ends_with('h') && !stem.ends_with("english")};
  }
  if (name.starts_with("vni") && name.size() > 3) return FontEncoding{Encoding::vni};
  return {};
}

std::u32string to_capitals(std::u32string text) {
  raise_word(text, 0, text.size());
  return text;
}

std::u32string restore_capitals(std::u32string text) {
  struct Word {
    std::size_t from;
    std::size_t to;
    WordCase word_case;
    bool starts_line;
  };
  std::vector<Word> words;
  bool starts_line = true;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_vietnamese_letter(text[at])) {
      if (text[at++] == '\n') starts_line = true;
      continue;
    }
    const auto end = skip_letters(text, at);
    words.push_back({at, end, case_of(std::u32string_view(text).substr(at, end - at)), starts_line});
    starts_line = false;
    at = end;
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    const bool has_before = !word.starts_line;
    const bool has_after = i + 1 < words.size() && !words[i + 1].starts_line;
    // A word that says nothing itself ("Hå", "ý") stands between capitals, at a line's end beside them.
    const bool before = !has_before || words[i - 1].word_case == WordCase::upper;
    const bool after = !has_after || words[i + 1].word_case == WordCase::upper;
    const bool between = word.word_case == WordCase::unknown && before && after && (has_before || has_after);
    if (word.word_case == WordCase::upper || between) raise_word(text, word.from, word.to);
  }
  return text;
}

std::u32string restore_hyphen_as_u(std::u32string text) {
  const auto is_part = [&](std::size_t i) { return text[i] == '-' || is_vietnamese_letter(text[i]); };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_part(at) || (at > 0 && is_part(at - 1))) continue;
    auto end = at;
    while (end < text.size() && is_part(end)) ++end;
    const std::u32string_view word(text.data() + at, end - at);
    if (word.size() > 1 && word.size() < 9 && word.find(U'-') != word.npos) {
      std::u32string joined(word);
      std::replace(joined.begin(), joined.end(), U'-', U'ư');
      bool parts_spell = true;
      for (std::size_t from = 0; from <= word.size();) {
        const auto to = std::min(word.find(U'-', from), word.size());
        if (to > from && !is_spellable(word.substr(from, to - from))) parts_spell = false;
        from = to + 1;
      }
      const bool at_edge = word.front() == '-' || word.back() == '-';
      if (is_spellable(joined) && (!parts_spell || at_edge)) text.replace(at, joined.size(), joined);
    }
    at = end;
  }
  return text;
}

}  // namespace intake
