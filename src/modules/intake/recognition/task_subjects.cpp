#include "modules/intake/recognition/task_subjects.h"

#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

const WordSet lower_speakers{"tôi", "chúng"};
const Word word_said{"phát"};
const Word word_report{"báo"};

bool is_plain_subject(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  static const Lexicon openers{"một số", "nhiều", "các", "cử tri", "người dân", "đại biểu", "lãnh đạo"};
  if (!openers.match(text, first)) return false;
  for (std::ptrdiff_t k = first; k < last; ++k)
    if (text[k].kind == TokenKind::punct && !text[k].is(',')) return false;
  return true;
}

}  // namespace

bool speaks_for_itself(const SourceText& text, std::ptrdiff_t sentence, std::ptrdiff_t cue) {
  if (lower_speakers.has(text[sentence].word)) return true;
  for (std::ptrdiff_t j = std::max(sentence, cue - 3); j < cue; ++j)
    if (lower_speakers.has(text[j].word)) return true;
  return false;
}

bool acts_between(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  if (first < 0) return false;
  for (std::ptrdiff_t j = first; j < last; ++j)
    if (text[j].is_lower() && action_verb(text, j) > 0 && !text[j].is(word_said) && !text[j].is(word_report))
      return true;
  return false;
}

std::string class_subject(const SourceText& text, const Parties& parties, std::ptrdiff_t sentence, std::ptrdiff_t cue) {
  for (std::ptrdiff_t j = std::max(sentence, cue - 14); j < cue; ++j) {
    const auto party = parties.at(j);
    const bool starts = j == sentence || text[j - 1].is(',') || text[j - 1].is(';');
    if (!starts) continue;
    if (party && party.is_class && party.last <= cue) return party.printed;
    if (cue - j <= 8 && (text[j].is_capitalised() || text[j].is_lower()) && is_plain_subject(text, j, cue))
      return base::old_style_tone(text.squeezed_tokens(j, cue));
  }
  return {};
}
std::ptrdiff_t subject_end(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t cue) {
  static const Lexicon openers{"các đại biểu", "đại biểu", "các địa phương", "các đơn vị",    "các ý kiến",
                               "các đồng chí", "cử tri",   "các tỉnh ủy",    "nhiều đại biểu"};
  const auto opener = openers.match(text, i);
  return opener && i + opener.length < cue ? i + opener.length : i;
}

}  // namespace intake
