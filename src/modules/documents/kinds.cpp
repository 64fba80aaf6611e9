#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"
#include "modules/documents/reference.h"

namespace documents {
namespace {

std::vector<std::string_view> split_view(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const auto to = text.find(at, from);
    parts.push_back(text.substr(from, to == std::string_view::npos ? to : to - from));
    if (to == std::string_view::npos) return parts;
    from = to + 1;
  }
}

std::vector<Kind> read_kinds() {
  std::vector<Kind> all;
  for (const auto& file : data()) {
    if (!file.name.ends_with("kinds.csv")) continue;
    auto lines = split_view(file.content, '\n');
    for (std::size_t i = 1; i < lines.size(); ++i) {
      if (lines[i].empty()) continue;
      const auto cells = split_view(lines[i], ',');
      CHECK(cells.size() == 5);
      Kind kind{std::string(cells[0]), std::string(cells[1]), std::string(cells[2]), {},
                cells[4] != "state",   cells[4] != "party"};
      for (const auto code : split_view(cells[3], ';'))
        if (!code.empty()) kind.codes.emplace_back(code);
      all.push_back(std::move(kind));
    }
  }
  CHECK(!all.empty());
  return all;
}

// True when the text at this place does not continue a word.
bool word_ends(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const auto c = static_cast<unsigned char>(text[at]);
  return !(c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
}

}  // namespace

std::span<const Kind> kinds() {
  static const std::vector<Kind> all = read_kinds();
  return all;
}

const Kind* find_kind(std::string_view key) {
  for (const auto& kind : kinds())
    if (kind.key == key) return &kind;
  return nullptr;
}

KindMatch match_kind(std::string_view text) {
  KindMatch best;
  // Kind names are short; the lower case of every Vietnamese letter has as many bytes as its capital.
  const std::string start = base::to_lower(text.substr(0, 80));
  for (const auto& kind : kinds()) {
    const std::string name = base::to_lower(kind.vi);
    if (name.size() > best.length && start.starts_with(name) && word_ends(text, name.size()))
      best = {&kind, name.size()};
  }
  if (best.kind) return best;
  for (const auto& kind : kinds())
    for (const auto& code : kind.codes)
      if (code.size() > best.length && text.starts_with(code) && word_ends(text, code.size()) &&
          only_kind_of_code(code))
        best = {&kind, code.size()};
  return best;
}

const Kind* only_kind_of_code(std::string_view code) {
  const auto slash = code.find('/');
  const bool party = slash != std::string_view::npos;
  auto kind_code = code.substr(0, party ? slash : code.find('-'));
  if (kind_code.starts_with("QH")) return nullptr;  // a law, a code of law or a resolution of the Assembly
  const Kind* only = nullptr;
  for (const auto& kind : kinds()) {
    if (party ? !kind.party : false) continue;
    if (std::ranges::find(kind.codes, kind_code) == kind.codes.end()) continue;
    if (only) return nullptr;
    only = &kind;
  }
  return only;
}

std::optional<int> parse_ordinal(std::string_view text) {
  if (text.empty() || text.size() > 8) return std::nullopt;
  int value = 0;
  if (text[0] >= '0' && text[0] <= '9') {
    for (const char c : text) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    return value >= 1 && value <= 99 ? std::optional(value) : std::nullopt;
  }
  for (int n = 1; n <= 49; ++n)
    if (roman(n) == text) return n;
  return std::nullopt;
}

std::string roman(int number) {
  static constexpr std::array<std::pair<int, std::string_view>, 9> steps{
      {{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}, {0, ""}, {0, ""}}};
  std::string text;
  for (const auto& [value, sign] : steps)
    while (value > 0 && number >= value) {
      text += sign;
      number -= value;
    }
  return text;
}

}  // namespace documents
