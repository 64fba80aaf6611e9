#pragma once
// A set of single words, as a bitmap over word ids: the question "is this a middle name" is asked of every
// capitalised word, so it must cost one load. Filled while the program starts, like every lexicon.

#include <string_view>

#include "modules/intake/recognition/vocabulary.h"

namespace intake {

class WordSet {
 public:
  // From data/lexicons/NAME.txt: its lines of one word; with a `value`, only those that carry it after the tab.
  explicit WordSet(std::string_view name, std::string_view value = {});
  WordSet(std::initializer_list<std::string_view> words);
  bool has(WordId word) const { return bits_.has(word); }

 private:
  void add(std::string_view word);
  WordBits bits_;
};

}  // namespace intake
