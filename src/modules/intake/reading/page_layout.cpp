#include "modules/intake/reading/page_layout.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace intake {
namespace {

constexpr std::size_t most_rules = 2000;

std::vector<PageBox> boxes_of(Pix* mask) {
  std::vector<PageBox> out;
  Boxa* boxes = pixConnCompBB(mask, 8);
  for (int i = 0; boxes && i < boxaGetCount(boxes) && out.size() < most_rules; ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    out.push_back({double(x), double(y), double(x + w), double(y + h)});
  }
  boxaDestroy(&boxes);
  return out;
}

// Edges that differ by less than this are one edge drawn twice.
constexpr double same_edge = 4;
// Pieces of one rule lie on one line; a dash, a dot or the border of the next cell follows close upon the one before.
constexpr double one_line = 1.5;
constexpr double widest_gap = 4;

// Across for down and down for across.
PageBox turned(const PageBox& box) { return {box.top, box.left, box.bottom, box.right}; }

std::vector<PageBox> turned(std::vector<PageBox> boxes) {
  for (auto& box : boxes) box = turned(box);
  return boxes;
}

// The rules that pieces across make.
std::vector<PageBox> joined(std::vector<PageBox> pieces, double shortest, double thickest) {
  std::sort(pieces.begin(), pieces.end(), [](const PageBox& a, const PageBox& b) { return a.left < b.left; });
  std::vector<PageBox> rules;
  std::map<double, std::size_t> last;  // by the line: the rule that ends on it
  for (const auto& piece : pieces) {
    const double line = std::floor(piece.top / one_line);
    const auto goes_on = [&](double other) {
      const auto found = last.find(other);
      return found != last.end() && piece.left <= rules[found->second].right + widest_gap &&
             std::abs(piece.top - rules[found->second].top) < one_line;
    };
    const double on = goes_on(line) ? line : goes_on(line - 1) ? line - 1 : line + 1;
    if (!goes_on(on)) {
      last[line] = rules.size();
      rules.push_back(piece);
      continue;
    }
    auto& rule = rules[last[on]];
    rule.right = std::max(rule.right, piece.right);
    rule.bottom = std::max(rule.bottom, piece.bottom);
  }
  std::erase_if(rules, [&](const PageBox& rule) {
    return rule.right - rule.left < shortest || rule.bottom - rule.top > thickest;
  });
  if (rules.size() > most_rules) rules.resize(most_rules);
  return rules;
}

bool meet(const PageBox& a, const PageBox& b) {
  return a.left <= b.right + same_edge && b.left <= a.right + same_edge && a.top <= b.bottom + same_edge &&
         b.top <= a.bottom + same_edge;
}

void erase_lonely(std::vector<PageBox>& rules, const std::vector<PageBox>& others) {
  std::erase_if(rules, [&](const PageBox& rule) {
    int met = 0;
    for (auto other = others.begin(); other != others.end() && met < 2; ++other) met += meet(rule, *other);
    return met < 2;
  });
}

// The rules around a word, as indices; a word has a cell when it is enclosed on all sides.
struct Cell {
  std::size_t above, below, left, right;
};

constexpr std::size_t no_rule = std::size_t(-1);

std::optional<Cell> cell_of(const PageBox& word, const TableRules& rules) {
  const double x = (word.left + word.right) / 2;
  const double y = (word.top + word.bottom) / 2;
  const double slack = word.height() / 3;  // the line above or below a table is out of reach
  Cell cell{no_rule, no_rule, no_rule, no_rule};
  for (std::size_t i = 0; i < rules.across.size(); ++i) {
    const auto& rule = rules.across[i];
    if (x < rule.left - slack || x > rule.right + slack) continue;
    if (rule.top <= y && (cell.above == no_rule || rule.top > rules.across[cell.above].top)) cell.above = i;
    if (rule.top > y && (cell.below == no_rule || rule.top < rules.across[cell.below].top)) cell.below = i;
  }
  for (std::size_t i = 0; i < rules.down.size(); ++i) {
    const auto& rule = rules.down[i];
    if (y < rule.top - slack || y > rule.bottom + slack) continue;
    if (rule.left <= x && (cell.left == no_rule || rule.left > rules.down[cell.left].left)) cell.left = i;
    if (rule.left > x && (cell.right == no_rule || rule.left < rules.down[cell.right].left)) cell.right = i;
  }
  if (cell.above == no_rule || cell.below == no_rule || cell.left == no_rule || cell.right == no_rule) return {};
  return cell;
}

using Cells = std::vector<std::optional<Cell>>;  // of each word

Cells cells_of(const std::vector<PageLine>& lines, const TableRules& rules) {
  Cells cells;
  for (const auto& line : lines)
    for (const auto& word : line.words) cells.push_back(cell_of(word.box, rules));
  return cells;
}

// One cell for all that is enclosed: a frame around a page or a paragraph.
bool is_frame(const Cells& cells) {
  const Cell* first = nullptr;
  for (const auto& cell : cells) {
    if (!cell) continue;
    if (!first) first = &*cell;
    if (cell->above != first->above || cell->left != first->left) return false;
  }
  return true;
}

struct Row {
  double top = 0;
  double bottom = 0;
  std::map<double, std::vector<PageWord>> cells;  // by the left edge
};

PageLine line_of(Row row) {
  PageLine line;
  for (auto& [left, words] : row.cells) {
    if (!line.words.empty()) line.cells.push_back(line.words.size());
    for (auto& word : words) line.words.push_back(std::move(word));
  }
  // A row of one cell is a row all the same: a title across the table.
  if (line.cells.empty()) line.cells.push_back(line.words.size());
  return line;
}

class TableGatherer {
 public:
  explicit TableGatherer(const TableRules& rules) : rules_(rules) {}

  void take(PageWord word, const Cell& cell) {
    const double top = edge(rules_.across[cell.above].top, tops_);
    const double left = edge(rules_.down[cell.left].left, lefts_);
    auto& row = rows_[top];
    row.top = top;
    row.bottom = std::max(row.bottom, rules_.across[cell.below].top);
    row.cells[left].push_back(std::move(word));
  }

  // The rows of the table in which `y` lies, from the top; each is given once.
  std::vector<PageLine> rows_around(double y) {
    std::vector<PageLine> out;
    const auto table = table_around(y);
    for (auto row = rows_.begin(); row != rows_.end();) {
      if (row->first < table.first || row->first > table.second) {
        ++row;
        continue;
      }
      out.push_back(line_of(std::move(row->second)));
      row = rows_.erase(row);
    }
    return out;
  }

 private:
  static double edge(double value, std::vector<double>& known) {
    for (const double other : known)
      if (std::abs(other - value) < same_edge) return other;
    known.push_back(value);
    return value;
  }

  // Rows whose edges meet are one table.
  std::pair<double, double> table_around(double y) const {
    std::pair<double, double> table{0, -1};
    double bottom = 0;
    for (const auto& [top, row] : rows_) {
      if (table.second < table.first || top > bottom + 3 * same_edge) {
        if (table.second >= table.first && y <= bottom) break;
        table = {top, top};
      }
      table.second = top;
      bottom = row.bottom;
    }
    return table;
  }

  const TableRules& rules_;
  std::vector<double> tops_;
  std::vector<double> lefts_;
  std::map<double, Row> rows_;
};

}  // namespace

void PixDeleter::operator()(Pix* pix) const { pixDestroy(&pix); }

TableRules rules_of(const std::vector<PageBox>& strokes, double units_per_inch) {
  TableRules pieces;
  for (const auto& box : strokes) {
    const double width = box.right - box.left;
    const double height = box.bottom - box.top;
    if (width > 0.8 * height) pieces.across.push_back(box);  // a dot may belong to either
    if (height > 0.8 * width) pieces.down.push_back(box);
  }
  const double thickest = thickest_rule * units_per_inch;
  TableRules rules{joined(std::move(pieces.across), shortest_across * units_per_inch, thickest),
                   turned(joined(turned(std::move(pieces.down)), shortest_down * units_per_inch, thickest))};
  erase_lonely(rules.across, rules.down);
  erase_lonely(rules.down, rules.across);
  return rules;
}

TableRules find_rules(Pix* grey, int dots_per_inch) {
  const PixPointer binary(pixThresholdToBinary(grey, 190));
  if (!binary) return {};
  const PixPointer across(
      pixOpenCompBrick(nullptr, binary.get(), std::max(int(dots_per_inch * shortest_across), 10), 1));
  const PixPointer down(pixOpenCompBrick(nullptr, binary.get(), 1, std::max(int(dots_per_inch * shortest_down), 10)));
  if (!across || !down) return {};
  TableRules rules{boxes_of(across.get()), boxes_of(down.get())};
  const double thickest = dots_per_inch * thickest_rule;
  std::erase_if(rules.across, [&](const PageBox& box) { return box.bottom - box.top > thickest; });
  std::erase_if(rules.down, [&](const PageBox& box) { return box.right - box.left > thickest; });
  return rules;
}

void erase_rules(Pix* grey, const TableRules& rules) {
  for (const auto* boxes : {&rules.across, &rules.down})
    for (const auto& box : *boxes) {
      Box* area = boxCreate(std::max(int(box.left) - 1, 0), std::max(int(box.top) - 1, 0),
                            int(box.right - box.left) + 2, int(box.bottom - box.top) + 2);
      pixSetInRectArbitrary(grey, area, 255);
      boxDestroy(&area);
    }
}

std::vector<PageLine> gather_tables(std::vector<PageLine> lines, const TableRules& rules) {
  if (rules.empty()) return lines;
  const auto cells = cells_of(lines, rules);
  if (is_frame(cells)) return lines;
  TableGatherer gatherer(rules);
  struct Place {
    PageLine line;
    std::optional<double> table;  // a word of a table stood here, at this height
  };
  std::vector<Place> places;
  auto cell = cells.begin();
  for (auto& line : lines) {
    PageLine rest{{}, line.starts_paragraph};
    std::optional<double> table;
    for (auto& word : line.words) {
      if (*cell) {
        table = (word.box.top + word.box.bottom) / 2;
        gatherer.take(std::move(word), **cell);
      } else {
        rest.words.push_back(std::move(word));
      }
      ++cell;
    }
    places.push_back({std::move(rest), table});
  }
  std::vector<PageLine> out;
  for (auto& place : places) {
    if (place.table)
      for (auto& row : gatherer.rows_around(*place.table)) out.push_back(std::move(row));
    if (!place.line.words.empty()) out.push_back(std::move(place.line));
  }
  return out;
}

}  // namespace intake
