#include "modules/documents/reference.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace documents {
namespace {

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_code_letter(char32_t c) {
  return is_ascii_letter(c) || c == U'Đ' || c == U'đ' || c == U'Ư' || c == U'ư' || c == U'Ð';
}
bool is_dash(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}
bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F; }
bool is_word_char(char32_t c) { return is_digit(c) || is_ascii_letter(c) || c >= 0xC0; }

// Capital ASCII of one code letter, except Ư, which stays 'U' (TƯ is handled before).
char ascii_capital(char32_t c) {
  if (c == U'Đ' || c == U'đ' || c == U'Ð') return 'D';
  if (c == U'Ư' || c == U'ư') return 'U';
  return char(c >= 'a' && c <= 'z' ? c - 32 : c);
}

std::string ascii_capitals(std::string_view part) {
  std::string out;
  for (const char32_t c : base::to_code_points(part))
    if (c < 0x80 || is_code_letter(c)) out += ascii_capital(c);
  return out;
}

// "TƯ" and "BTCTƯ" end in TW.
std::string with_tw(std::string_view issuer) {
  std::string out(issuer);
  for (const std::string_view variant : {"TƯ", "tư", "Tư", "tƯ"})
    if (out.ends_with(variant)) return out.substr(0, out.size() - variant.size()) + "TW";
  return out;
}

std::string canonical_kind_code(std::string_view part) {
  if (part == "ĐA" || part == "đa") return "ĐA";
  const std::string key = ascii_capitals(part);
  if (key == "DA") return "DA";
  for (const auto& kind : kinds())
    for (const auto& code : kind.codes)
      if (ascii_capitals(code) == key) return code;
  return key;
}

std::string canonical_issuer_code(std::string_view part) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{
      {{"DU", "ĐU"}, {"DUK", "ĐUK"}, {"TTG", "TTg"}, {"HDND", "HĐND"}, {"BCD", "BCĐ"}, {"BGDDT", "BGDĐT"}}};
  const std::string key = ascii_capitals(with_tw(part));
  for (const auto& [from, to] : known)
    if (key == from) return std::string(to);
  return key;
}

bool is_known_kind_code(std::string_view part) {
  const std::string key = ascii_capitals(part);
  for (const auto& kind : kinds())
    for (const auto& code : kind.codes)
      if (ascii_capitals(code) == key) return true;
  return false;
}

bool all_capitals(std::string_view part) {
  return std::ranges::none_of(base::to_code_points(part),
                              [](char32_t c) { return (c >= 'a' && c <= 'z') || c == U'đ' || c == U'ư'; });
}

// Reads one reference starting at a place of a text of code points; moves only when it succeeds.
class Scanner {
 public:
  explicit Scanner(std::u32string_view text) : text_(text) {}
  std::optional<Reference> read(std::size_t& at) const {
    std::size_t p = at;
    const auto number = read_number(p, 6);
    if (!number) return std::nullopt;
    Reference r;
    r.number = *number;
    while (p < text_.size() && text_[p] >= 'a' && text_[p] <= 'z' && r.suffix.size() < 3) r.suffix += char(text_[p++]);
    auto found = read_party(p, r);
    if (!found) found = read_state(p, r);
    if (!found) return std::nullopt;
    at = p;
    return found;
  }

 private:
  std::optional<std::int64_t> read_number(std::size_t& p, int max) const {
    std::int64_t value = 0;
    const std::size_t from = p;
    for (; p < text_.size() && is_digit(text_[p]); ++p) {
      if (p - from >= std::size_t(max)) return std::nullopt;
      value = value * 10 + (text_[p] - '0');
    }
    return p > from ? std::optional(value) : std::nullopt;
  }
  template <class F>
  bool skip(std::size_t& p, F&& wanted) const {
    std::size_t q = p;
    while (q < text_.size() && is_blank(text_[q])) ++q;
    if (q >= text_.size() || !wanted(text_[q])) return false;
    ++q;
    while (q < text_.size() && is_blank(text_[q])) ++q;
    p = q;
    return true;
  }
  std::string read_letters(std::size_t& p, std::size_t max, bool digits) const {
    std::string out;
    std::size_t q = p;
    for (; q < text_.size() && (is_code_letter(text_[q]) || (digits && is_digit(text_[q]))); ++q)
      base::append_utf8(out, text_[q]);
    if (q - p == 0 || q - p > max || (q < text_.size() && is_word_char(text_[q]))) return {};
    p = q;
    return out;
  }
  // Further "-XYZ" parts of an issuer.
  void read_more(std::size_t& p, std::string& issuer) const {
    while (p + 1 < text_.size() && is_dash(text_[p]) && is_code_letter(text_[p + 1])) {
      std::size_t q = p + 1;
      const std::string more = read_letters(q, 12, true);
      if (more.empty() || !all_capitals(more)) return;
      issuer += "-" + more;
      p = q;
    }
  }
  std::optional<Reference> read_party(std::size_t& at, Reference r) const {
    std::size_t p = at;
    if (!skip(p, is_dash)) return std::nullopt;
    const std::string kind = read_letters(p, 6, false);
    if (kind.empty() || !skip(p, [](char32_t c) { return c == '/'; })) return std::nullopt;
    std::string issuer = read_letters(p, 14, true);
    if (issuer.empty() || (!is_known_kind_code(kind) && !(all_capitals(kind) && all_capitals(issuer))))
      return std::nullopt;
    read_more(p, issuer);
    r.code = canonical_code(kind + "/" + issuer);
    at = p;
    return r;
  }
  std::optional<Reference> read_state(std::size_t& at, Reference r) const {
    const auto slash = [](char32_t c) { return c == '/'; };
    std::size_t p = at;
    if (!skip(p, slash)) return std::nullopt;
    std::size_t q = p;
    if (const auto year = read_number(q, 4); year && *year >= 1945 && *year <= 2199) {
      r.year = int(*year);
      p = q;
      if (!skip(p, slash)) return std::nullopt;
    }
    const std::string kind = read_letters(p, 10, true);
    if (kind.empty()) return std::nullopt;
    r.state = true;
    q = p;
    std::string issuer;
    if (skip(q, is_dash)) issuer = read_letters(q, 12, true);
    if (issuer.empty()) {
      const std::string key = ascii_capitals(kind);
      if (!r.year || !(key.starts_with("QH") || key.starts_with("UBTVQH"))) return std::nullopt;
      r.code = key;
    } else {
      if (!is_known_kind_code(kind) && !(all_capitals(kind) && all_capitals(issuer))) return std::nullopt;
      p = q;
      read_more(p, issuer);
      r.code = canonical_code(kind + "-" + issuer);
    }
    at = p;
    return r;
  }

  std::u32string_view text_;
};

}  // namespace

std::string canonical_code(std::string_view code) {
  std::string clean;
  for (const char32_t c : base::to_code_points(base::to_nfc(code))) {
    if (is_blank(c)) continue;
    if (is_dash(c))
      clean += '-';
    else
      base::append_utf8(clean, c);
  }
  const auto slash = clean.find('/');
  if (slash != std::string::npos) {
    std::string issuers = clean.substr(slash + 1), out;
    for (std::size_t from = 0;;) {
      const auto dash = issuers.find('-', from);
      out += (from ? "-" : "") + canonical_issuer_code(std::string_view(issuers).substr(
                                     from, dash == std::string::npos ? dash : dash - from));
      if (dash == std::string::npos) break;
      from = dash + 1;
    }
    return canonical_kind_code(clean.substr(0, slash)) + "/" + out;
  }
  const auto dash = clean.find('-');
  if (dash == std::string::npos) return ascii_capitals(with_tw(clean));
  return canonical_kind_code(clean.substr(0, dash)) + "-" + canonical_issuer_code(clean.substr(dash + 1));
}

std::string code_key(std::string_view code) {
  const std::string canonical = canonical_code(code);
  std::string key = ascii_capitals(canonical);
  if (canonical.starts_with("ĐA/") || canonical.starts_with("ĐA-")) key = "D" + key;
  return key;
}

std::string Reference::code_key() const { return documents::code_key(code); }

std::string Reference::label() const {
  std::string digits = std::to_string(number);
  if (digits.size() < 2) digits.insert(0, "0");
  if (!state) return digits + suffix + "-" + code;
  return digits + suffix + (year ? "/" + std::to_string(year) : "") + "/" + code;
}

std::string Reference::text() const { return date ? label() + "@" + date->text() : label(); }

std::string Reference::token() const {
  std::string out = std::to_string(number) + suffix + (year ? std::to_string(year) : "");
  for (const char c : code_key())
    if (is_ascii_letter(char32_t(c)) || is_digit(char32_t(c))) out += char(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return out;
}

std::optional<Reference> parse_reference(std::string_view text) {
  if (text.size() > 200 || !base::is_valid_utf8(text)) return std::nullopt;
  std::string clean = base::squeeze(base::to_nfc(text));
  std::optional<base::PartialDate> date;
  if (const auto at = clean.find('@'); at != std::string::npos) {
    date = base::parse_partial_date(std::string_view(clean).substr(at + 1));
    if (!date) return std::nullopt;
    clean.resize(at);
  }
  for (const std::string_view word : {"Số: ", "số: ", "Số ", "số ", "Số:", "số:"})
    if (clean.starts_with(word)) {
      clean.erase(0, word.size());
      break;
    }
  const auto points = base::to_code_points(clean);
  std::size_t p = 0;
  auto reference = Scanner(points).read(p);
  if (!reference || p != points.size()) return std::nullopt;
  reference->date = date;
  return reference;
}

std::vector<FoundReference> find_references(std::string_view text) {
  std::vector<FoundReference> found;
  const auto points = base::to_code_points(text);
  const Scanner scanner(points);
  std::size_t bytes = 0, counted = 0;
  const auto byte_of = [&](std::size_t point) {
    std::string skipped;
    for (; counted < point; ++counted) {
      skipped.clear();
      base::append_utf8(skipped, points[counted]);
      bytes += skipped.size();
    }
    return bytes;
  };
  for (std::size_t p = 0; p < points.size();) {
    if (!is_digit(points[p]) || (p > 0 && is_word_char(points[p - 1]))) {
      ++p;
      continue;
    }
    std::size_t q = p;
    if (auto reference = scanner.read(q)) {
      const auto begin = byte_of(p);
      found.push_back({begin, byte_of(q), *reference});
      p = q;
    } else {
      while (p < points.size() && is_digit(points[p])) ++p;
    }
  }
  return found;
}

}  // namespace documents
