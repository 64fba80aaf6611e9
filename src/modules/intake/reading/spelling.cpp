#include "modules/intake/reading/spelling.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

// In the alphabet of LetterParts::plain (A ă, B â, D đ, E ê, O ô, P ơ, U ư). Longest first.
constexpr std::array<std::string_view, 28> onsets{"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th",
                                                  "tr",  "b",  "c",  "d",  "D",  "g",  "h",  "k",  "l",  "m",
                                                  "n",   "p",  "r",  "s",  "t",  "v",  "x",  ""};

struct RimeRow {
  std::string_view nucleus;
  std::string_view codas;  // blank separated; "-" is the open syllable
};

constexpr std::array<RimeRow, 30> rime_rows{{
    {"a", "- c ch i m n ng nh o p t u y"},
    {"A", "c m n ng p t"},
    {"B", "c m n ng p t u y"},
    {"e", "- c m n ng o p t"},
    {"E", "- ch m n ng nh p t u"},
    {"i", "- ch m n nh p t u"},
    {"ia", "-"},
    {"iE", "c m n ng p t u"},
    {"o", "- c i m n ng p t"},
    {"oa", "- c ch i m n ng nh o p t y"},
    {"oA", "c m n ng t"},
    {"oe", "- m n ng o t"},
    {"oo", "c ng"},
    {"O", "- c i m n ng p t"},
    {"P", "- i m n p t"},
    {"u", "- c i m n ng p t"},
    {"ua", "-"},
    {"uB", "n ng t y"},
    {"uE", "- ch n nh u"},
    {"uO", "c i m n ng t"},
    {"uP", "-"},
    {"uy", "- ch n nh p t u"},
    {"uya", "-"},
    {"uyE", "n t"},
    {"U", "- c i m n ng t u"},
    {"Ua", "-"},
    {"UP", "c i m n ng p t u"},
    {"y", "- ch n nh t u"},
    {"yE", "m n ng t u"},
    {"", "-"},  // gi alone: "gì"
}};

struct Rimes {
  std::unordered_set<std::string> all;
  Rimes() {
    for (const auto& row : rime_rows) {
      std::string_view rest = row.codas;
      while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        const auto coda = rest.substr(0, end);
        all.insert(std::string(row.nucleus) + (coda == "-" ? "" : std::string(coda)));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
};

bool is_rime(const std::string& rime) {
  static const Rimes rimes;
  return rimes.all.contains(rime);
}

bool closed_by_stop(std::string_view rime) {
  return rime.ends_with('c') || rime.ends_with("ch") || rime.ends_with('p') || rime.ends_with('t');
}

// c/g/ng are written k/gh/ngh before e, ê, i and y ("gì" and "gìn" are the exception), and k, gh, ngh nowhere else.
bool onset_fits(std::string_view onset, std::string_view rime) {
  if (rime.empty()) return onset == "gi";
  const bool front = rime[0] == 'e' || rime[0] == 'E' || rime[0] == 'i' || rime[0] == 'y';
  if (onset == "k" || onset == "gh" || onset == "ngh") return front;
  if (onset == "c" || onset == "ng") return !front;
  if (onset == "g") return !front || rime[0] == 'i';
  return true;
}

}  // namespace

bool is_spellable(std::u32string_view word) {
  if (word.empty() || word.size() > 7) return false;
  std::string plain;
  Tone tone = Tone::level;
  for (const char32_t c : word) {
    const auto parts = parts_of(c);
    if (!parts.plain) return false;
    plain += parts.plain;
    if (parts.tone == Tone::level) continue;
    if (tone != Tone::level) return false;
    tone = parts.tone;
  }
  for (const auto onset : onsets) {
    if (!plain.starts_with(onset)) continue;
    const std::string rime = plain.substr(onset.size());
    if (!onset_fits(onset, rime) || !is_rime(rime)) continue;
    if (closed_by_stop(rime) && tone != Tone::acute && tone != Tone::dot) continue;
    return true;
  }
  return false;
}

}  // namespace intake
