#include <algorithm>

#include "base/text.h"
#include "modules/documents/reference.h"

namespace documents {
namespace {

// Calls f(word) for every run of letters and digits of a folded text.
template <class F>
void each_folded_word(std::string_view folded, F&& f) {
  std::size_t from = 0;
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    const bool inside =
        i < folded.size() && ((folded[i] >= 'a' && folded[i] <= 'z') || (folded[i] >= '0' && folded[i] <= '9'));
    if (inside) continue;
    if (i > from) f(folded.substr(from, i - from));
    from = i + 1;
  }
}

// The text with its numbers taken out, for words, and the numbers' own tokens.
std::string without_references(std::string_view text, const std::vector<FoundReference>& found) {
  std::string rest;
  std::size_t from = 0;
  for (const auto& f : found) {
    rest += text.substr(from, f.begin - from);
    rest += ' ';
    from = f.end;
  }
  rest += text.substr(from);
  return rest;
}

bool is_word_point(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000);
}

bool word_hits(std::string_view word, const SearchQuery& query) {
  for (std::size_t i = 0; i < query.words.size(); ++i) {
    const auto& wanted = query.words[i];
    const bool prefix = query.last_is_prefix && i + 1 == query.words.size();
    if (prefix ? word.starts_with(wanted) : word == wanted) return true;
  }
  return false;
}

}  // namespace

std::string search_words(std::string_view text) {
  const auto found = find_references(text);
  std::string words;
  const auto add = [&](std::string_view word) {
    if (!words.empty()) words += ' ';
    words += word;
  };
  each_folded_word(base::fold(without_references(text, found)), add);
  for (const auto& f : found) {
    each_folded_word(base::fold(f.reference.code_key()), add);
    add(std::to_string(f.reference.number) + f.reference.suffix);
    if (f.reference.year) add(std::to_string(f.reference.year));
    add(f.reference.token());
  }
  return words;
}

SearchQuery parse_search(std::string_view text) {
  SearchQuery query;
  const std::string clean = base::to_nfc(text.substr(0, 2000));
  const auto found = find_references(clean);
  for (const auto& f : found) query.words.push_back(f.reference.token());
  each_folded_word(base::fold(without_references(clean, found)), [&](std::string_view word) {
    if (query.words.size() < 24) query.words.emplace_back(word);
  });
  const bool ends_in_number = !found.empty() && found.back().end == clean.size();
  query.last_is_prefix =
      !query.words.empty() && !ends_in_number && !clean.ends_with(' ') && query.words.back().size() >= 2;
  if (found.size() == query.words.size()) query.last_is_prefix = false;
  return query;
}

// One pass: references and words both stand in the order of the text.
std::vector<Hit> find_hits(std::string_view text, const SearchQuery& query) {
  std::vector<Hit> references;
  if (query.empty()) return references;
  std::size_t at = 0, points_before = 0;
  const auto point_of = [&](std::size_t byte) {
    points_before += base::count_code_points(text.substr(at, byte - at));
    at = byte;
    return std::int64_t(points_before);
  };
  for (const auto& f : find_references(text)) {
    if (!word_hits(f.reference.token(), query)) continue;
    const auto begin = point_of(f.begin);
    references.push_back({begin, point_of(f.end)});
  }
  std::vector<Hit> hits;
  const auto points = base::to_code_points(text);
  auto reference = references.begin();
  for (std::size_t i = 0; i < points.size();) {
    if (!is_word_point(points[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < points.size() && is_word_point(points[end])) ++end;
    bool hit = false;
    each_folded_word(base::fold(base::to_utf8(std::u32string_view(points).substr(i, end - i))),
                     [&](std::string_view word) { hit = hit || word_hits(word, query); });
    for (; reference != references.end() && reference->end < std::int64_t(end); ++reference) hits.push_back(*reference);
    const bool inside = reference != references.end() && reference->start <= std::int64_t(i);
    if (hit && !inside) hits.push_back({std::int64_t(i), std::int64_t(end)});
    i = end;
  }
  hits.insert(hits.end(), reference, references.end());
  std::ranges::stable_sort(hits, {}, &Hit::start);
  return hits;
}

}  // namespace documents
