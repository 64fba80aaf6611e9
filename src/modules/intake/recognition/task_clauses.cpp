#include "modules/intake/recognition/task_clauses.h"

#include <algorithm>

#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/word_set.h"

namespace intake {
namespace {

const Lexicon due_marks{"trước",    "chậm nhất", "trong",      "vào",        "xong",
                        "đến",      "hết",       "hạn",        "xong trước", "chậm nhất là",
                        "vào cuối", "vào đầu",   "trước ngày", "muộn nhất",  "hoàn thành"};
const Lexicon recurring{"hằng tháng", "hằng quý", "hằng năm", "hàng tháng", "hàng quý", "hàng năm", "định kỳ"};
const WordSet spans_of_time{"ngày", "tháng", "tuần", "năm"};
const WordSet within_words{"trong", "sau", "quá"};
const Word word_day{"ngày"};

}  // namespace

Clauses::Clauses(const SourceText& text, const std::vector<Item>& items) : text_(text) {
  for (const Item& item : items) {
    if (item.type == ItemType::document) documents_.emplace_back(item.start, item.end);
    if (item.type == ItemType::date) dates_.emplace_back(item.start, item.end);
  }
  std::sort(documents_.begin(), documents_.end());
  std::sort(dates_.begin(), dates_.end());
}

std::ptrdiff_t Clauses::end(std::ptrdiff_t i, std::ptrdiff_t last) const {
  int depth = 0;
  std::ptrdiff_t j = i;
  for (; j < last; ++j) {
    const Token& t = text_[j];
    if (t.is('(')) ++depth;
    if (t.is(')')) --depth;
    if (t.is_newline()) break;
    if (depth <= 0 && t.is(';')) return j;
  }
  return trimmed(i, j);
}
std::ptrdiff_t Clauses::trimmed(std::ptrdiff_t first, std::ptrdiff_t last) const {
  while (last > first &&
         (text_[last - 1].is('.') || text_[last - 1].is('~') || text_[last - 1].is(',') || text_[last - 1].is('/') ||
          text_[last - 1].is(';') || text_[last - 1].is(':') || text_[last - 1].is('!') ||
          (text_[last - 1].kind == TokenKind::quote && !opened(first, last - 1))))
    --last;
  return last;
}
bool Clauses::opened(std::ptrdiff_t first, std::ptrdiff_t quote) const {
  return std::any_of(text_.tokens().begin() + first, text_.tokens().begin() + quote,
                     [](const Token& t) { return t.has(Token::opening); });
}

std::pair<std::uint32_t, std::uint32_t> Clauses::due_in(std::ptrdiff_t first, std::ptrdiff_t last) const {
  std::pair<std::uint32_t, std::uint32_t> due{0, 0};
  if (last <= first) return due;
  const std::uint32_t start = text_[first].start, end = text_[last - 1].end;
  for (auto at = std::lower_bound(dates_.begin(), dates_.end(), std::make_pair(start, std::uint32_t(0)));
       at != dates_.end() && at->second <= end; ++at) {
    const std::ptrdiff_t token = text_.token_at(at->first);
    bool marked = at->second == end && text_[token].is(word_day);
    for (std::ptrdiff_t back = token; back >= std::max(first, token - 3) && !marked; --back)
      marked = bool(due_marks.match_before(text_, back));
    if (marked) due = *at;
  }
  return due;
}
bool Clauses::is_timed(std::ptrdiff_t first, std::ptrdiff_t last) const {
  for (std::ptrdiff_t j = first; j + 2 < last; ++j)
    if (within_words.has(text_[j].word) && text_[j + 1].is_number() && spans_of_time.has(text_[j + 2].word))
      return true;
  return is_recurring(first, last);
}
bool Clauses::is_recurring(std::ptrdiff_t first, std::ptrdiff_t last) const {
  for (std::ptrdiff_t j = first; j < last; ++j)
    if (recurring.match(text_, j)) return true;
  return false;
}

std::ptrdiff_t Clauses::past_date(std::ptrdiff_t i) const {
  const std::uint32_t point = text_[i].start;
  const auto at = std::lower_bound(dates_.begin(), dates_.end(), std::make_pair(point, std::uint32_t(0)));
  return at != dates_.end() && at->first == point ? text_.token_at(at->second) : i;
}

bool Clauses::past_due(std::ptrdiff_t i) const {
  const std::uint32_t end = text_[i - 1].end;
  const auto after = std::lower_bound(dates_.begin(), dates_.end(), std::make_pair(end, std::uint32_t(0)));
  return after != dates_.begin() && std::prev(after)->second == end;
}

bool Clauses::in_document(std::ptrdiff_t i) const {
  const std::uint32_t point = text_[i].start;
  auto at = std::upper_bound(documents_.begin(), documents_.end(), std::make_pair(point, std::uint32_t(-1)));
  return at != documents_.begin() && (--at)->second > point;
}

std::ptrdiff_t Clauses::counted_list(std::ptrdiff_t i, std::ptrdiff_t last) const {
  for (std::ptrdiff_t j = i; j < std::min(last, i + 14); ++j)
    if (text_[j].is(':') && j > i && j + 1 < last)
      return std::any_of(text_.tokens().begin() + i, text_.tokens().begin() + j,
                         [](const Token& t) { return t.is_number(); })
                 ? j
                 : 0;
  return 0;
}

}  // namespace intake
