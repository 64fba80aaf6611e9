#include "modules/intake/recognition/word_set.h"

#include <span>
#include <string>

#include "base/embedded.h"

namespace intake {

std::span<const base::EmbeddedFile> lexicon_files();

WordSet::WordSet(std::string_view name, std::string_view value) {
  const std::string file = std::string(name) + ".txt";
  for (const base::EmbeddedFile& embedded : lexicon_files()) {
    if (embedded.name != file) continue;
    std::string_view rest = embedded.content;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t tab = std::min(line.find('\t'), line.size());
      const std::string_view word = line.substr(0, tab), held = line.substr(std::min(tab + 1, line.size()));
      if (!word.empty() && word[0] != '#' && word.find(' ') == word.npos && (value.empty() || held == value)) add(word);
    }
  }
}

WordSet::WordSet(std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) add(word);
}

void WordSet::add(std::string_view word) { bits_.add(register_word(word)); }

}  // namespace intake
