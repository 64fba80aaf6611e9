#pragma once
// A set of single words, as a bitmap over word ids: the question "is this a middle name" is asked of every
// capitalised word, so it must cost one load. Filled while the program starts, like every lexicon.

#include <string_view>
#include <vector>

#include "modules/intake/recognition/vocabulary.h"

namespace intake {

class WordSet {
 public:
  // From data/lexicons/NAME.txt: its lines of one word; with a `value`, only those that carry it after the tab.
  explicit WordSet(std::string_view name, std::string_view value = {});
  WordSet(std::initializer_list<std::string_view> words);
  bool has(WordId word) const { return word < bits_.size() && bits_[word]; }

 private:
  void add(std::string_view word);
  std::vector<bool> bits_;
};

}  // namespace intake
