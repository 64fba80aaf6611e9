#include "modules/intake/recognition/lexicon.h"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "base/embedded.h"

namespace intake {

std::span<const base::EmbeddedFile> lexicon_files();

namespace {

std::vector<std::string_view> words_of(std::string_view phrase) {
  std::vector<std::string_view> words;
  const auto is_mark = [](char c) {
    return c == ',' || c == '-' || c == '/' || c == '.' || c == '(' || c == ')' || c == '&';
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = 0; at < phrase.size();) {
    if (phrase[at] == ' ') {
      ++at;
      continue;
    }
    std::size_t end = at + 1;
    if (!is_mark(phrase[at]))
      while (end < phrase.size() && phrase[end] != ' ' && !is_mark(phrase[end]) &&
             is_digit(phrase[end]) == is_digit(phrase[at]))
        ++end;
    words.push_back(phrase.substr(at, end - at));
    at = end;
  }
  return words;
}

}  // namespace

Lexicon::Lexicon(std::string_view name, std::uint16_t triggers) { load(name, triggers); }

Lexicon::Lexicon(std::initializer_list<std::string_view> lines, std::uint16_t triggers) {
  if (lines.size() == 1 && load(*lines.begin(), triggers)) return;
  for (const std::string_view line : lines) add(line, triggers);
}

bool Lexicon::load(std::string_view name, std::uint16_t triggers) {
  const std::string file = std::string(name) + ".txt";
  for (const base::EmbeddedFile& embedded : lexicon_files()) {
    if (embedded.name != file) continue;
    std::string_view rest = embedded.content;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      add(rest.substr(0, end), triggers);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return true;
  }
  return false;
}

void Lexicon::add(std::string_view line, std::uint16_t triggers) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (line.empty() || line[0] == '#') return;
  const std::size_t tab = line.find('\t');
  const std::string_view phrase = line.substr(0, tab);
  std::vector<WordId> ids;
  for (const std::string_view word : words_of(phrase)) {
    const bool number = word[0] >= '0' && word[0] <= '9';  // a digit in a phrase stands for any number
    ids.push_back(number ? number_word : register_word(word, ids.empty() ? triggers : std::uint16_t(0)));
  }
  if (ids.empty()) return;
  std::uint32_t forward = 0, backward = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    forward = forward_.grow(forward, ids[i]);
    backward = backward_.grow(backward, ids[ids.size() - 1 - i]);
  }
  if (forward_.value[forward] >= 0) return;  // the first spelling of a phrase stays
  forward_.value[forward] = backward_.value[backward] = std::int32_t(values_.size());
  phrases_.emplace_back(phrase);
  values_.emplace_back(tab == line.npos ? phrase : line.substr(tab + 1));
}

namespace {
std::uint32_t edge_hash(std::uint32_t key) { return (key * 2654435769U) >> 7U; }
}  // namespace

std::uint32_t Lexicon::Trie::step(std::uint32_t node, WordId word) const {
  if (edges.empty()) return 0;
  const std::uint32_t key = node << 16U | word, mask = std::uint32_t(edges.size() - 1);
  for (std::uint32_t at = edge_hash(key) & mask; edges[at].node != 0; at = (at + 1) & mask)
    if (edges[at].key == key) return edges[at].node;
  return 0;
}

void Lexicon::Trie::place(Edge edge) {
  const auto mask = std::uint32_t(edges.size() - 1);
  std::uint32_t at = edge_hash(edge.key) & mask;
  while (edges[at].node != 0) at = (at + 1) & mask;
  edges[at] = edge;
}

std::uint32_t Lexicon::Trie::grow(std::uint32_t node, WordId word) {
  if (value.empty()) value.push_back(-1);
  if (const std::uint32_t known = step(node, word)) return known;
  if (value.size() >= 0xFFFF) throw std::length_error("lexicon");
  if ((count + 1) * 2 > edges.size()) {
    const std::vector<Edge> old = std::move(edges);
    edges.assign(std::max<std::size_t>(16, old.size() * 2), {});
    for (const Edge& edge : old)
      if (edge.node != 0) place(edge);
  }
  const auto fresh = std::uint32_t(value.size());
  value.push_back(-1);
  place({node << 16U | word, fresh});
  ++count;
  if (node == 0) {
    if (firsts.size() <= (word >> 6U)) firsts.resize((word >> 6U) + 1U);
    firsts[word >> 6U] |= std::uint64_t(1) << (word & 63U);
  }
  return fresh;
}

Lexicon::Match Lexicon::match(const SourceText& text, std::ptrdiff_t i) const {
  Match best;
  if (!forward_.may_start(text[i].word)) return best;
  std::uint32_t node = 0;
  for (int length = 1; !text[i + length - 1].is_newline(); ++length) {
    const WordId word = text[i + length - 1].word;
    node = word == unknown_word ? 0 : forward_.step(node, word);
    if (node == 0) break;
    if (const std::int32_t value = forward_.value[node]; value >= 0)
      best = {length, &values_[std::size_t(value)], &phrases_[std::size_t(value)]};
  }
  return best;
}

Lexicon::Match Lexicon::match_before(const SourceText& text, std::ptrdiff_t end) const {
  Match best;
  if (!backward_.may_start(text[end - 1].word)) return best;
  std::uint32_t node = 0;
  for (int length = 1; !text[end - length].is_newline(); ++length) {
    const WordId word = text[end - length].word;
    node = word == unknown_word ? 0 : backward_.step(node, word);
    if (node == 0) break;
    if (const std::int32_t value = backward_.value[node]; value >= 0)
      best = {length, &values_[std::size_t(value)], &phrases_[std::size_t(value)]};
  }
  return best;
}

const std::string* Lexicon::value_of(WordId word) const {
  const std::uint32_t node = forward_.may_start(word) ? forward_.step(0, word) : 0;
  if (node == 0 || forward_.value[node] < 0) return nullptr;
  return &values_[std::size_t(forward_.value[node])];
}

}  // namespace intake
