#pragma once
// Rows with cells between bars or tabs: which column a token stands in and what the head of the column
// says. Text tables only; a row is a paragraph.

#include <vector>

#include "modules/intake/recognition/source_text.h"

namespace intake {

class Tables {
 public:
  explicit Tables(const SourceText& text);
  struct Cell {
    std::ptrdiff_t head_first = 0, head_last = 0;  // tokens of the column's head, empty when unknown
    int column = 0;
    bool in_table = false;
    bool in_head = false;
    bool alone = false;  // the number fills the cell
  };
  // The cell of the tokens [first, last). Tokens must not go backwards.
  Cell look(std::ptrdiff_t first, std::ptrdiff_t last);

 private:
  struct Row {
    std::ptrdiff_t first, last;  // tokens
    std::size_t head;            // index of the head row
    bool tabs;
  };
  int cells(const Row& row, std::ptrdiff_t until) const;
  int tabs_before(std::ptrdiff_t i) const;
  bool starts_cell(const Row& row, std::ptrdiff_t i) const;
  const SourceText& text_;
  std::vector<Row> rows_;
  std::size_t at_ = 0;
};

}  // namespace intake
