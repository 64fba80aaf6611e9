#include "modules/intake/reading/text_repair.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_set>

#include "base/text.h"
#include "modules/intake/reading/spelling.h"
#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

// The words that begin with a vowel. Any other spellable piece without an onset ("ản", "ộng") is no word.
constexpr std::string_view words_without_onset =
    "a à á ả ạ ai ái ải am ám an án ang áng anh ánh ảnh ao ào áo ảo ạ áp át au áu ay áy ách ác ạc ăn ẵm ắc ắt ăng ẳng "
    "âm ấm ẩm ậm ân ấn ẩn ấp ập ất âu ấu ẩu ậu ấy âng e è é ẻ em ém én eo èo éo ẹo ép ẹp ét ê ề ế ể ếch ềnh êm ếm ễnh "
    "ì í ỉ ị ỉa ích im ỉm in ỉn ít inh ình ỉu ịu o ò ó oa òa oà oai oái oải oan oán oản oang oanh oành oách oát oăm "
    "oằn oẳn oắt oe ọe oi òi ói om òm ỏm on ong óng óc oc óp ọp ót ô ồ ố ổ ộ ốc ôi ồi ối ổi ôm ồm ốm ôn ồn ổn ông ống "
    "ổng "
    "ốp ộp ốt ơ ờ ớ ở ợ ơi ời ới ơn ớn ớt u ù ú ùa ủa úa ui ùi ủi um ùm ủm ung ùng úng ủng ục úc un ùn ủn úp ụp út "
    "ụt uẩn uất uế uể uy ủy uỷ úy uý uỵch uyên uyển uyết uốn uống uổng ư ừ ứ ử ự ưa ứa ửa ức ực ưng ừng ứng ửng ươm "
    "ướm "
    "ươn ưỡn ương ướng ường ướp ướt ước ưu ứt ý ỷ y ỵ yêu yếu yểu yên yến yểm yếm yết ỉu";

const std::unordered_set<std::u32string>& known_without_onset() {
  static const auto words = [] {
    std::unordered_set<std::u32string> result;
    const auto all = base::to_code_points(words_without_onset);
    for (std::size_t at = 0; at < all.size();) {
      const auto end = std::min(all.find(U' ', at), all.size());
      result.insert(all.substr(at, end - at));
      at = end + 1;
    }
    return result;
  }();
  return words;
}

std::u32string lowered(std::u32string_view word) {
  std::u32string out(word);
  std::transform(out.begin(), out.end(), out.begin(), lower_of);
  return out;
}

bool is_word(std::u32string_view piece) {
  if (!is_spellable(piece)) return false;
  const auto lower = lowered(piece);
  const auto first = parts_of(lower.front()).plain;
  if (std::string_view("aABeEioOPuUy").find(first) == std::string_view::npos) return true;
  return known_without_onset().contains(lower);
}

// "hòan": in a closed syllable the tone of oa, oe and uy stands on the second vowel, so the pieces are two words.
bool has_misplaced_tone(std::u32string_view word) {
  for (std::size_t i = 0; i + 2 < word.size(); ++i) {
    const auto first = parts_of(word[i]);
    const auto second = parts_of(word[i + 1]);
    const bool pair = (first.plain == 'o' && (second.plain == 'a' || second.plain == 'e')) ||
                      (first.plain == 'u' && second.plain == 'y');
    if (pair && first.tone != Tone::level) return true;
  }
  return false;
}

bool all_letters(std::u32string_view text) { return std::all_of(text.begin(), text.end(), is_vietnamese_letter); }

// ---- scans ----

struct ScanToken {
  std::size_t start = 0;
  std::size_t end = 0;  // without the punctuation behind
};

std::vector<ScanToken> tokens_of(std::u32string_view line) {
  std::vector<ScanToken> tokens;
  const auto is_blank = [](char32_t c) { return c == ' ' || c == '\t' || c == 0xA0; };
  for (std::size_t at = 0; at < line.size();) {
    if (is_blank(line[at])) {
      ++at;
      continue;
    }
    auto end = at;
    while (end < line.size() && !is_blank(line[end])) ++end;
    auto start = at;
    at = end;
    while (start < end && std::u32string_view(U"(\"“[").find(line[start]) != std::u32string_view::npos) ++start;
    while (end > start && std::u32string_view(U".,;:)\"”]").find(line[end - 1]) != std::u32string_view::npos) --end;
    if (end > start) tokens.push_back({start, end});
  }
  return tokens;
}

char32_t digit_meant(char32_t c) {
  if (c >= '0' && c <= '9') return c;
  if (c == 'O' || c == 'o') return '0';
  if (c == 'l' || c == 'I' || c == 'L' || c == '|') return '1';
  return 0;
}

// The number that the letters stand for, or nothing; `digits` counts the true ones.
std::optional<std::u32string> number_meant(std::u32string_view token, int& digits) {
  std::u32string out;
  digits = 0;
  for (const char32_t c : token) {
    const auto meant = digit_meant(c);
    if (!meant) return {};
    digits += meant == c;
    out += meant;
  }
  if (out.empty()) return {};
  return out;
}

int value_of(std::u32string_view digits) {
  int value = 0;
  for (const char32_t c : digits.substr(0, 6)) value = value * 10 + int(c - '0');
  return value;
}

constexpr std::array<std::u32string_view, 18> scan_signs{U"NQ", U"KL", U"CTr", U"CT", U"QĐi", U"QĐ",
                                                         U"QD", U"HD", U"KH",  U"TB", U"TTr", U"TT",
                                                         U"QC", U"CV", U"BC",  U"ĐA", U"CĐ",  U"QyĐ"};
constexpr std::array<std::u32string_view, 14> scan_bodies{U"TW",    U"TƯ",    U"TU",   U"HU",    U"ThU",
                                                          U"QU",    U"ĐU",    U"ĐTN",  U"BTCTW", U"UBKTTW",
                                                          U"BTGTW", U"BNCTW", U"VPTW", U"BCĐTW"};

bool is_dash(char32_t c) { return c == '-' || c == '_' || c == '~' || (c >= 0x2010 && c <= 0x2015); }

// "l4-KL/TW", "05-CTTW", "05.CT/TW" → "14-KL/TW", "05-CT/TW".
std::optional<std::u32string> party_citation(std::u32string_view token) {
  std::size_t at = 0;
  while (at < token.size() && at < 4 && digit_meant(token[at])) ++at;
  int digits = 0;
  const auto number = number_meant(token.substr(0, at), digits);
  if (!number) return {};
  bool dash = false;
  if (at < token.size() && (is_dash(token[at]) || token[at] == '.' || token[at] == ':')) {
    dash = true;
    ++at;
  }
  const auto rest = token.substr(at);
  for (const auto sign : scan_signs) {
    if (!rest.starts_with(sign)) continue;
    const bool slash = rest.size() > sign.size() && rest[sign.size()] == '/';
    const auto body = rest.substr(sign.size() + (slash ? 1 : 0));
    if (std::find(scan_bodies.begin(), scan_bodies.end(), body) == scan_bodies.end()) continue;
    // A number of letters alone ("l", "O") needs everything else in place.
    if (digits == 0 && !(dash && slash)) return {};
    return *number + U"-" + std::u32string(sign) + U"/" + std::u32string(body);
  }
  return {};
}

// "98/2O23/NĐ-CP" → "98/2023/NĐ-CP".
std::optional<std::u32string> state_citation(std::u32string_view token) {
  const auto first = token.find(U'/');
  const auto second = first == token.npos ? first : token.find(U'/', first + 1);
  if (second == token.npos || second - first != 5 || second + 2 >= token.size()) return {};
  int number_digits = 0;
  int year_digits = 0;
  const auto number = number_meant(token.substr(0, first), number_digits);
  const auto year = number_meant(token.substr(first + 1, 4), year_digits);
  const auto code = token.substr(second + 1);
  const bool is_code = code.find(U'-') != code.npos || code.starts_with(U"QH");
  if (!number || !year || number_digits == 0 || year_digits < 2 || !is_code) return {};
  if (value_of(*year) < 1945 || value_of(*year) > 2199) return {};
  return *number + U"/" + *year + U"/" + std::u32string(code);
}

// "2l/9/2O21" → "21/9/2021", where that is a day.
std::optional<std::u32string> numeric_date(std::u32string_view token) {
  std::vector<int> values;
  std::u32string out;
  int digits = 0;
  for (std::size_t at = 0; at <= token.size();) {
    const auto end = std::min(token.find_first_of(U"/.-", at), token.size());
    int here = 0;
    const auto number = number_meant(token.substr(at, end - at), here);
    if (!number || number->size() > 4) return {};
    digits += here;
    values.push_back(value_of(*number));
    out += *number;
    if (end < token.size()) out += token[end];
    at = end + 1;
  }
  if (values.size() < 2 || values.size() > 3 || digits < 2) return {};
  if (values[0] < 1 || values[0] > 31 || values[1] < 1 || values[1] > 12) return {};
  if (values.size() == 3 && (values[2] < 1850 || values[2] > 2199)) return {};
  return out;
}

std::optional<std::u32string> number_between(std::u32string_view token, int from, int to, int least_digits) {
  int digits = 0;
  auto number = number_meant(token, digits);
  if (!number || number->size() > 4 || digits < least_digits) return {};
  if (value_of(*number) < from || value_of(*number) > to) return {};
  return number;
}

// What a token means after the word before it, or nothing.
std::optional<std::u32string> meant(std::u32string_view token, std::u32string_view before) {
  if (auto citation = party_citation(token)) return citation;
  if (auto citation = state_citation(token)) return citation;
  if (before == U"ngày") {
    if (auto date = numeric_date(token)) return date;
    return number_between(token, 1, 31, 1);
  }
  if (before == U"tháng") return number_between(token, 1, 12, token.size() == 1 ? 0 : 1);
  if (before == U"năm") return token.size() == 4 ? number_between(token, 1850, 2199, 2) : std::nullopt;
  if (before == U"điều" || before == U"khoản") return number_between(token, 1, 400, token.size() == 1 ? 0 : 1);
  if (before == U"số") return number_between(token, 0, 9999, 1);
  return {};
}

}  // namespace

bool is_parted_syllable(std::u32string_view first, std::u32string_view second, std::u32string_view before) {
  if (first.empty() || second.empty() || !all_letters(first) || !all_letters(second)) return false;
  const std::u32string joined = std::u32string(first) + std::u32string(second);
  const auto is_ascii = [](std::u32string_view text) {
    return std::all_of(text.begin(), text.end(), [](char32_t c) { return c < 0x80; });
  };
  if (is_ascii(joined) || !is_spellable(joined) || has_misplaced_tone(joined)) return false;
  // One word has one case: "điề"+"u", "ĐIỀ"+"U", "Đ"+"ảng"; never "xã" + "An".
  const bool second_upper = parts_of(second.front()).upper;
  if (second_upper != parts_of(first.back()).upper && !(first.size() == 1 && !second_upper)) return false;
  // "điểm đ ở …": a letter that names a point stays alone.
  const auto context = lowered(before);
  for (const auto* label : {U"điểm", U"mục", U"nhóm", U"tổ", U"khối", U"lớp", U"loại"})
    if (first.size() == 1 && context == label) return false;
  return !is_word(first) || !is_word(second);
}

std::vector<ScanRepair> find_scan_repairs(std::u32string_view line) {
  std::vector<ScanRepair> repairs;
  std::u32string before;
  for (const auto& token : tokens_of(line)) {
    const auto text = line.substr(token.start, token.end - token.start);
    if (const auto replacement = meant(text, before); replacement && *replacement != text)
      repairs.push_back({token.start, token.end, *replacement});
    before = lowered(text);
  }
  return repairs;
}

}  // namespace intake
