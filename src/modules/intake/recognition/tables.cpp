#include "modules/intake/recognition/tables.h"

#include <algorithm>
#include <tuple>

namespace intake {

Tables::Tables(const SourceText& text) : text_(text) {
  std::ptrdiff_t first = 0;
  int bars = 0, tabs = 0;
  const auto tokens = text.tokens();
  for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(tokens.size()); ++i) {
    const Token& token = tokens[std::size_t(i)];
    bars += token.is('|');
    tabs += token.has(Token::tab_before) && i > first;
    if (!token.is_newline()) continue;
    if (bars >= 2 || tabs >= 2) {
      const bool follows = !rows_.empty() && rows_.back().last + 1 == first && rows_.back().tabs == (bars < 2);
      rows_.push_back({first, i, follows ? rows_.back().head : rows_.size(), bars < 2});
    }
    first = i + 1;
    bars = tabs = 0;
  }
}

bool Tables::starts_cell(const Row& row, std::ptrdiff_t i) const {
  if (i <= row.first || i >= row.last) return true;
  return row.tabs ? text_[i].has(Token::tab_before) : text_[i - 1].is('|');
}

// Empty cells leave several tabs between two tokens.
int Tables::tabs_before(std::ptrdiff_t i) const {
  const Token& before = text_[i - 1];
  if (!text_[i].has(Token::tab_before) && !(i > 0 && before.is_newline())) return 0;
  auto gap = text_.points(i > 0 ? before.end : 0, text_[i].start);
  if (i > 0 && before.is_newline()) {  // tabs that open a row belong to the run of white space before it
    gap = text_.points(before.start, before.end);
    gap.remove_prefix(std::min(gap.size(), gap.find_last_of(U"\n\r") + 1));
  }
  return std::max(int(std::count(gap.begin(), gap.end(), U'\t')), i > 0 && before.is_newline() ? 0 : 1);
}

int Tables::step(const Row& row, std::ptrdiff_t i) const { return row.tabs ? tabs_before(i) : int(text_[i].is('|')); }

// Only letters and numbers that go up by one.
bool Tables::numbers_columns(const Row& row) const {
  std::int64_t last = 0;
  int numbers = 0;
  for (std::ptrdiff_t i = row.first; i < row.last; ++i) {
    const Token& token = text_[i];
    if (token.is_number()) {
      if (text_.number(i) != last + 1) return false;
      ++last, ++numbers;
    } else if (token.is_word() && token.end - token.start > 1) {
      return false;
    }
  }
  return numbers >= 3;
}

// Rows may be long: what was counted for the last question is kept.
int Tables::column_at(std::ptrdiff_t i) {
  const Row& row = rows_[at_];
  if (counted_row_ != at_) {
    counted_row_ = at_;
    counted_to_ = row.first;
    counted_ = 0;
    counting_row_ = numbers_columns(row);
  }
  for (; counted_to_ <= i && counted_to_ < row.last; ++counted_to_) counted_ += step(row, counted_to_);
  return counted_;
}

void Tables::read_head(const Row& row) {
  if (head_ == row.head) return;
  head_ = row.head;
  head_cells_.clear();
  const Row& head = rows_[row.head];
  std::size_t column = 0;
  for (std::ptrdiff_t i = head.first; i < head.last; ++i) {
    const int moved = step(head, i);
    column += std::size_t(moved);
    if (moved != 0 && !head.tabs) continue;
    if (head_cells_.size() <= column) head_cells_.resize(column + 1);
    auto& [first, last] = head_cells_[column];
    if (last == 0) first = i;
    last = i + 1;
  }
}

Tables::Cell Tables::look(std::ptrdiff_t first, std::ptrdiff_t last) {
  while (at_ < rows_.size() && rows_[at_].last <= first) ++at_;
  if (at_ >= rows_.size() || rows_[at_].first > first) return {};
  const Row& row = rows_[at_];
  Cell cell;
  cell.in_table = true;
  cell.row_first = row.first;
  cell.column = column_at(first);
  cell.in_head = row.head == at_;
  cell.counts_columns = counting_row_;
  const auto ends = [&](std::ptrdiff_t i) {
    return i >= row.last || (row.tabs ? text_[i].has(Token::tab_before) : text_[i].is('|'));
  };
  cell.alone = starts_cell(row, first) && ends(last);
  if (cell.in_head) return cell;
  read_head(row);
  if (std::size_t(cell.column) < head_cells_.size())
    std::tie(cell.head_first, cell.head_last) = head_cells_[std::size_t(cell.column)];
  return cell;
}

}  // namespace intake
