#include "modules/intake/recognition/lexicon.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include "base/embedded.h"

namespace intake {

std::span<const base::EmbeddedFile> lexicon_files();

namespace {

// Takes the first word (or mark) off a phrase; empty at its end.
std::string_view take_word(std::string_view& phrase) {
  const auto is_mark = [](char c) {
    return c == ',' || c == '-' || c == '/' || c == '.' || c == '(' || c == ')' || c == '&';
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  phrase.remove_prefix(std::min(phrase.find_first_not_of(' '), phrase.size()));
  std::size_t end = std::min<std::size_t>(1, phrase.size());
  if (end > 0 && !is_mark(phrase[0]))
    while (end < phrase.size() && phrase[end] != ' ' && !is_mark(phrase[end]) &&
           is_digit(phrase[end]) == is_digit(phrase[0]))
      ++end;
  const std::string_view word = phrase.substr(0, end);
  phrase.remove_prefix(end);
  return word;
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
  std::array<WordId, 24> ids{};
  std::size_t count = 0;
  std::string_view rest = phrase;
  for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
    const bool number = word[0] >= '0' && word[0] <= '9';  // a digit in a phrase stands for any number
    ids.at(count) = number ? number_word : register_word(word, count == 0 ? triggers : std::uint16_t(0));
    ++count;
  }
  if (count == 0) return;
  std::uint32_t forward = 0, backward = 0;
  for (std::size_t i = 0; i < count; ++i) {
    forward = forward_.grow(forward, ids[i]);
    backward = backward_.grow(backward, ids[count - 1 - i]);
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
  if (node == 0) firsts.add(word);
  return fresh;
}

Lexicon::Match Lexicon::longest(const Trie& trie, const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t step) const {
  Match best;
  std::uint32_t node = 0;
  for (int length = 1; !text[i].is_newline(); ++length, i += step) {
    const WordId word = text[i].word;
    node = word == unknown_word ? 0 : trie.step(node, word);
    if (node == 0) break;
    if (const std::int32_t value = trie.value[node]; value >= 0)
      best = {length, &values_[std::size_t(value)], &phrases_[std::size_t(value)]};
  }
  return best;
}

const std::string* Lexicon::value_of(WordId word) const {
  const std::uint32_t node = may_start(word) ? forward_.step(0, word) : 0;
  if (node == 0 || forward_.value[node] < 0) return nullptr;
  return &values_[std::size_t(forward_.value[node])];
}

}  // namespace intake
