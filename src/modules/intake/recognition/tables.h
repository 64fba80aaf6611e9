#pragma once
// Rows with cells between bars or tabs: which column a token stands in and what the head of the column
// says. Text tables only; a row is a paragraph.

#include <cstdint>
#include <utility>
#include <vector>

#include "modules/intake/recognition/source_text.h"

namespace intake {

class Tables {
 public:
  explicit Tables(const SourceText& text);
  struct Cell {
    std::ptrdiff_t head_first = 0, head_last = 0;  // tokens of the column's head, empty when unknown
    std::ptrdiff_t row_first = 0;                  // first token of the row
    int column = 0;
    bool in_table = false;
    bool in_head = false;
    bool alone = false;           // the number fills the cell
    bool counts_columns = false;  // a row "A | B | 1 | 2 | 3" only numbers the columns
  };
  // The cell of the tokens [first, last). Tokens must not go backwards.
  Cell look(std::ptrdiff_t first, std::ptrdiff_t last);

 private:
  struct Row {
    std::ptrdiff_t first, last;  // tokens
    std::size_t head;            // index of the head row
    bool tabs;
  };
  int step(const Row& row, std::ptrdiff_t i) const;
  int column_at(std::ptrdiff_t i);
  void read_head(const Row& row);
  bool numbers_columns(const Row& row) const;
  int tabs_before(std::ptrdiff_t i) const;
  bool starts_cell(const Row& row, std::ptrdiff_t i) const;
  const SourceText& text_;
  std::vector<Row> rows_;
  std::size_t at_ = 0;
  std::size_t counted_row_ = SIZE_MAX, head_ = SIZE_MAX;  // rows for which what follows holds
  std::ptrdiff_t counted_to_ = 0;                         // columns of the row are counted up to this token
  int counted_ = 0;
  bool counting_row_ = false;
  std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> head_cells_;  // by column
};

}  // namespace intake
