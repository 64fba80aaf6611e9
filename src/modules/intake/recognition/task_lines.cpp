#include "modules/intake/recognition/task_lines.h"

#include <algorithm>

#include "modules/intake/recognition/lexicon.h"

namespace intake {
namespace {

const Lexicon item_labels{"một là",   "hai là",  "ba là",  "bốn là", "năm là",  "sáu là", "bảy là",
                          "thứ nhất", "thứ hai", "thứ ba", "thứ tư", "thứ năm", "điều",   "mục"};
const Lexicon task_heads{"tổ chức thực hiện", "phân công thực hiện",   "phân công nhiệm vụ",  "phân công",
                         "chế độ báo cáo",    "trách nhiệm thực hiện", "triển khai thực hiện"};
const Lexicon request_heads{"kiến nghị",          "đề xuất",         "kiến nghị, đề xuất",
                            "đề xuất, kiến nghị", "những kiến nghị", "một số kiến nghị"};
const Lexicon closing_heads{"nơi nhận", "t/m", "k/t", "t/l"};
const Word word_article{"điều"};

}  // namespace

bool is_line_label(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  for (std::ptrdiff_t i = first; i < last; ++i) {
    const Token& t = text[i];
    if (t.is_word() && !t.has(Token::roman) && t.end - t.start > 2 && !t.is(word_article)) return false;
  }
  return text[last - 1].is('.');
}

std::ptrdiff_t line_label_end(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  std::ptrdiff_t i = first;
  for (int parts = 0; parts < 3; ++parts) {
    const std::ptrdiff_t before = i;
    if (text[i].is('-') || text[i].is('*') || text[i].is('+')) ++i;
    if (const auto label = item_labels.match(text, i)) {
      std::ptrdiff_t j = i + label.length;
      if (text[j].is_number()) ++j;
      if (text[j].is(',') || text[j].is(':') || text[j].is('.')) i = j + 1;
    }
    if (text[i].is('(') && (text[i + 1].is_number() || text[i + 1].end - text[i + 1].start == 1) && text[i + 2].is(')'))
      i += 3;
    const bool number =
        text[i].is_number() || (text[i].is_word() && (text[i].end - text[i].start == 1 || text[i].has(Token::roman)));
    if (number && (text[i + 1].is('.') || text[i + 1].is(')') || text[i + 1].is('/') || text[i + 1].is('-'))) {
      i += 2;
      while (i < last && text[i].is_number() && (text[i + 1].is('.') || text[i + 1].is(')'))) i += 2;
      if (text[i].is_number() && text[i].touches()) ++i;
    }
    if (i == before) break;
  }
  return std::min(i, last);
}

int label_depth(const SourceText& text, std::ptrdiff_t i) {
  if (text[i].is_word() && text[i].is_capitalised() && (text[i].has(Token::roman) || text[i].end - text[i].start == 1))
    return text[i + 1].is('.') ? 10 : 0;
  int depth = 0;
  while (text[i].is_number() && text[i + 1].is('.')) i += 2, ++depth;
  return depth + (depth > 0 && text[i].is_number() && text[i].touches() ? 1 : 0);
}

std::optional<Section> section_of_heading(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  if (last - first > 16 || !text[last].is_newline()) return {};
  std::ptrdiff_t i = first;
  while (i < last && i < first + 6 &&
         (!text[i].is_word() || text[i].has(Token::roman) || text[i].end - text[i].start == 1))
    ++i;
  if (text[i].is(word_article) && text[i + 1].is_number()) i += text[i + 2].is('.') || text[i + 2].is(':') ? 3 : 2;
  if (!text[i].is_word()) return {};
  if (closing_heads.match(text, i)) return Section::none;
  const bool shout = text[i].shape == Shape::upper;
  const bool short_head =
      last - i <= 6 && text[i].is_capitalised() && !text[last - 1].is('.') && !text[last - 1].is(';');
  if (!shout && !(short_head && (task_heads.match(text, i) || request_heads.match(text, i)))) return {};
  Section section = Section::none;
  for (std::ptrdiff_t j = i; j < last; ++j) {
    if (task_heads.match(text, j)) section = Section::duties;
    if (section == Section::none && request_heads.match(text, j) && j <= i + 4) section = Section::requests;
  }
  return section;
}

}  // namespace intake
