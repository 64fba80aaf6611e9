#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "modules/documents/documents_store.h"

namespace documents {
namespace {

// The words of a name, folded; roman numerals after "khóa", "lần thứ" and "đại hội" as digits.
std::vector<std::string> name_words(std::string_view text) {
  std::vector<std::string> words;
  std::string current;
  const auto end = [&] {
    if (!current.empty()) words.push_back(std::move(current));
    current.clear();
  };
  for (const char c : base::fold(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      current += c;
    else
      end();
  }
  end();
  for (auto& word : words) {
    std::string capitals = word;
    for (char& c : capitals) c = char(c >= 'a' && c <= 'z' ? c - 32 : c);
    if (capitals.find_first_not_of("IVXL") == std::string::npos && capitals != "L")
      if (const auto n = parse_ordinal(capitals)) word = std::to_string(*n);
  }
  return words;
}

std::optional<std::int64_t> number_of(const std::string& word) {
  if (word.empty() || word.size() > 2 || word.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoll(word);
}

// "… khoa N": the number after the word.
std::optional<std::int64_t> number_after(const std::vector<std::string>& words, std::string_view before) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == before)
      if (const auto n = number_of(words[i + 1])) return n;
  return std::nullopt;
}

bool has_pair(const std::vector<std::string>& words, std::string_view a, std::string_view b) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    if (words[i] == a && words[i + 1] == b) return true;
  return false;
}

// The session of "trung ương 4" or "hội nghị lần thứ 4 … trung ương".
std::optional<std::int64_t> session_of(const std::vector<std::string>& words) {
  if (!has_pair(words, "trung", "uong")) return std::nullopt;
  for (std::size_t i = 0; i + 2 < words.size(); ++i)
    if (words[i] == "trung" && words[i + 1] == "uong")
      if (const auto n = number_of(words[i + 2])) return n;
  return number_after(words, "thu");
}

// The number of "đại hội XIII", "đại hội lần thứ 13", "đại hội đảng toàn quốc lần thứ XIII".
std::optional<std::int64_t> congress_of(const std::vector<std::string>& words) {
  static constexpr std::array<std::string_view, 8> between{"dai", "bieu", "dang", "toan", "quoc", "lan", "thu", "cua"};
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i] != "dai" || words[i + 1] != "hoi") continue;
    for (std::size_t j = i + 2; j < words.size(); ++j) {
      if (const auto n = number_of(words[j])) return n;
      if (std::find(between.begin(), between.end(), words[j]) == between.end()) break;
    }
  }
  return std::nullopt;
}

// The kind that a name starts with, also when it is written without diacritics.
const Kind* kind_at_start(const std::string& clean) {
  if (const auto match = match_kind(clean); match.kind) return match.kind;
  const std::string folded = base::fold(clean);
  const Kind* best = nullptr;
  std::size_t length = 0;
  for (const auto& kind : kinds()) {
    const std::string name = base::fold(kind.vi) + " ";
    if (name.size() > length && folded.starts_with(name)) best = &kind, length = name.size();
  }
  return best;
}

}  // namespace

std::string plenum_key(std::string_view kind, std::int64_t session, std::int64_t term) {
  return "@plenum/" + std::string(kind) + "/" + std::to_string(session) + "/" + std::to_string(term);
}

std::string congress_key(std::string_view kind, std::int64_t congress) {
  return "@congress/" + std::string(kind) + "/" + std::to_string(congress);
}

std::string alias_key(std::string_view text) {
  const std::string clean = base::squeeze(base::to_nfc(text));
  const auto words = name_words(clean);
  if (const auto* kind = kind_at_start(clean); kind && words.size() <= 16) {
    const auto term = number_after(words, "khoa");
    if (const auto session = session_of(words); session && term) return plenum_key(kind->key, *session, *term);
    if (const auto congress = congress_of(words)) return congress_key(kind->key, *congress);
  }
  std::string key;
  for (const auto& word : words) key += (key.empty() ? "" : " ") + word;
  return key;
}

}  // namespace documents
