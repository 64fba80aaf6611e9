#pragma once
// A list of phrases from data/lexicons/NAME.txt, compiled once into a trie over word ids, and the longest
// match at a token. One phrase a line, an optional tab and a value after it; "#" starts a comment line.
// Case, tone place, blanks and line breaks inside a paragraph do not matter. Lexicons are namespace-scope
// constants: they are filled while the program starts and only read afterwards.

#include <string>
#include <string_view>
#include <vector>

#include "modules/intake/recognition/source_text.h"

namespace intake {

class Lexicon {
 public:
  // From data/lexicons/NAME.txt. `triggers` are given to the first word of every phrase.
  Lexicon(std::string_view name, std::uint16_t triggers);
  // From literals, "phrase" or "phrase\tvalue". A list of one line that is the name of a file is that file.
  Lexicon(std::initializer_list<std::string_view> lines, std::uint16_t triggers = 0);

  struct Match {
    int length = 0;                       // tokens; 0: no match
    const std::string* value = nullptr;   // what stands after the tab, or the phrase itself
    const std::string* phrase = nullptr;  // the phrase as the list writes it
    explicit operator bool() const { return length > 0; }
  };
  // Longest phrase that starts at token i. Never runs over the end of a paragraph. Most questions end at the first
  // word: that much is answered where it is asked.
  [[gnu::always_inline]] Match match(const SourceText& text, std::ptrdiff_t i) const {
    return may_start(text[i].word) ? longest(forward_, text, i, 1) : Match{};
  }
  // Longest phrase that ends right before token `end`.
  [[gnu::always_inline]] Match match_before(const SourceText& text, std::ptrdiff_t end) const {
    return backward_.firsts.has(text[end - 1].word) ? longest(backward_, text, end - 1, -1) : Match{};
  }
  // Whether any phrase begins with the word.
  bool may_start(WordId word) const { return forward_.firsts.has(word); }
  // Whether the word alone is a phrase.
  bool contains(WordId word) const { return value_of(word) != nullptr; }
  const std::string* value_of(WordId word) const;
  const std::vector<std::string>& values() const { return values_; }

 private:
  // Open addressing over (node, word); the words that may come first are also kept as bits, because most
  // questions end there.
  struct Trie {
    struct Edge {
      std::uint32_t key = 0, node = 0;  // key: node << 16 | word; node 0: free
    };
    std::vector<Edge> edges;
    std::vector<std::int32_t> value;  // by node, -1: none
    WordBits firsts;
    std::size_t count = 0;
    std::uint32_t step(std::uint32_t node, WordId word) const;
    std::uint32_t grow(std::uint32_t node, WordId word);
    void place(Edge edge);
  };
  Match longest(const Trie& trie, const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t step) const;
  bool load(std::string_view name, std::uint16_t triggers);
  void add(std::string_view line, std::uint16_t triggers);
  Trie forward_, backward_;
  std::vector<std::string> values_, phrases_;
};

}  // namespace intake
