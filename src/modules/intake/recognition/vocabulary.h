#pragma once
// The closed set of words that the recognisers know. A Word is registered while the program starts (it is
// a namespace-scope constant beside the code that uses it, or a line of a lexicon file); a token of a text
// carries the id of its word, compared lower-cased and with the old-style tone place. After the start the
// table is only read, so any thread may use it. Unknown words have the id 0.

#include <cstdint>
#include <string_view>
#include <vector>

namespace intake {

using WordId = std::uint16_t;

// Ids below 256 are punctuation: the ASCII character that stands for its kin ('-' every dash, '"' every
// quotation mark, '~' the ellipsis and "...", '*' bullets). 1 is any number.
inline constexpr WordId unknown_word = 0;
inline constexpr WordId number_word = 1;
inline constexpr WordId first_word = 256;

// Which recognisers may start at a word; a recogniser looks only where its bit is set.
enum Trigger : std::uint16_t {
  starts_document = 1,
  starts_date = 2,
  starts_figure = 4,
  starts_person = 8,
  starts_office = 16,
  starts_organisation = 32,
  starts_task = 64,
  starts_proposal = 128,
  starts_award = 256,
  starts_conference = 512,
  names_surname = 1024,
  names_level = 2048,
};

// Registers (or finds) one word: no white space, any case, either tone style. Only while the program starts.
WordId register_word(std::string_view word, std::uint16_t triggers = 0);
// Finds a folded word (lower case, old-style tone); the id is 0 when no recogniser knows it.
struct KnownWord {
  WordId id = unknown_word;
  std::uint16_t triggers = 0;
};
KnownWord find_word(std::u32string_view folded, std::uint32_t hash);
// Words registered so far, for the tests.
std::size_t vocabulary_size();

inline constexpr std::uint32_t hash_seed = 2166136261U;
inline constexpr std::uint32_t hash_step(std::uint32_t hash, char32_t c) {
  return (hash ^ std::uint32_t(c)) * 16777619U;
}

// A set of words, asked in two steps of the processor.
class WordBits {
 public:
  void add(WordId word) {
    if (bits_.size() <= (word >> 6U)) bits_.resize((word >> 6U) + 1U);
    bits_[word >> 6U] |= std::uint64_t(1) << (word & 63U);
  }
  bool has(WordId word) const {
    const std::size_t at = word >> 6U;
    return at < bits_.size() && ((bits_[at] >> (word & 63U)) & 1U) != 0;
  }

 private:
  std::vector<std::uint64_t> bits_;
};

struct Word {
  WordId id;
  explicit Word(std::string_view word, std::uint16_t triggers = 0) : id(register_word(word, triggers)) {}
  operator WordId() const { return id; }
};

}  // namespace intake
