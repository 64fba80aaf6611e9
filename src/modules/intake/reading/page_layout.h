#pragma once
// Words that stand on a page, whether printed or recognised, and the ruled tables among them. A table is where lines
// drawn across and down enclose words: its words are gathered by cell and written row by row. Tables without lines
// and a frame about everything are left as they are read. Units: any, the same for words and rules.

#include <memory>
#include <optional>
#include <string>
#include <vector>

struct Pix;

namespace intake {

struct PixDeleter {
  void operator()(Pix* pix) const;
};
using PixPointer = std::unique_ptr<Pix, PixDeleter>;

struct PageBox {
  double left = 0, top = 0, right = 0, bottom = 0;
  double height() const { return bottom - top > 1 ? bottom - top : 1; }
};

struct PageWord {
  std::u32string text;
  std::string font{};
  PageBox box{};
  double size = 0;
  bool space_after = false;
  int confidence = 0;
};

struct PageLine {
  std::vector<PageWord> words;
  bool starts_paragraph = false;
  // For a row of a table: where each further cell begins, as indices of words. Empty otherwise.
  std::vector<std::size_t> cells{};
  bool is_row() const { return !cells.empty(); }
};

struct TableRules {
  std::vector<PageBox> across;
  std::vector<PageBox> down;
  bool empty() const { return across.size() < 2 || down.size() < 2; }
};

// What is thicker is an area, what is shorter part of a letter or of a picture. In inches.
inline constexpr double thickest_rule = 0.1;
inline constexpr double shortest_across = 0.5;
inline constexpr double shortest_down = 0.3;

// Rules among the thin upright boxes that a page draws: pieces of one line are one rule, and a rule that does not meet
// two of the other direction belongs to no table.
TableRules rules_of(const std::vector<PageBox>& strokes, double units_per_inch);
// Finds the rules of a grey picture, in dots.
TableRules find_rules(Pix* grey, int dots_per_inch);
// Paints the rules white, so that no letter is recognised in them. Rules in dots.
void erase_rules(Pix* grey, const TableRules& rules);

// Lines in reading order → the same with the words of each table as rows.
std::vector<PageLine> gather_tables(std::vector<PageLine> lines, const TableRules& rules);

}  // namespace intake
