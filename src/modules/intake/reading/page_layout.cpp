#include "modules/intake/reading/page_layout.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace intake {
namespace {

struct LayoutPixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using LayoutPix = std::unique_ptr<Pix, LayoutPixDeleter>;

std::vector<PageBox> boxes_of(Pix* mask, double scale) {
  std::vector<PageBox> out;
  Boxa* boxes = pixConnCompBB(mask, 8);
  for (int i = 0; boxes && i < boxaGetCount(boxes) && i < 2000; ++i) {
    l_int32 x = 0, y = 0, w = 0, h = 0;
    boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
    out.push_back({x * scale, y * scale, (x + w) * scale, (y + h) * scale});
  }
  boxaDestroy(&boxes);
  return out;
}

// The rules around a word, as indices; a word has a cell when it is enclosed on all sides.
struct Cell {
  std::size_t above, below, left, right;
};

constexpr std::size_t no_rule = std::size_t(-1);

std::optional<Cell> cell_of(const PageBox& word, const TableRules& rules) {
  const double x = (word.left + word.right) / 2;
  const double y = (word.top + word.bottom) / 2;
  const double slack = word.height();
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

// Edges that differ by less than this are one edge drawn twice.
constexpr double same_edge = 4;

class TableGatherer {
 public:
  explicit TableGatherer(const TableRules& rules) : rules_(rules) {}

  bool take(PageWord& word) {
    const auto cell = cell_of(word.box, rules_);
    if (!cell) return false;
    const double top = edge(rules_.across[cell->above].top, tops_);
    const double left = edge(rules_.down[cell->left].left, lefts_);
    auto& row = rows_[top];
    row.top = top;
    row.bottom = std::max(row.bottom, rules_.across[cell->below].top);
    row.cells[left].push_back(std::move(word));
    return true;
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

TableRules find_rules(Pix* grey, int dots_per_inch, double scale) {
  const LayoutPix binary(pixThresholdToBinary(grey, 190));
  if (!binary) return {};
  const LayoutPix across(pixOpenCompBrick(nullptr, binary.get(), std::max(dots_per_inch / 2, 10), 1));
  const LayoutPix down(pixOpenCompBrick(nullptr, binary.get(), 1, std::max(dots_per_inch * 3 / 10, 10)));
  if (!across || !down) return {};
  TableRules rules{boxes_of(across.get(), scale), boxes_of(down.get(), scale)};
  // A black area is no rule.
  const double thickest = dots_per_inch * scale / 10;
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
  TableGatherer gatherer(rules);
  struct Place {
    PageLine line;
    std::optional<double> table;  // a word of a table stood here, at this height
  };
  std::vector<Place> places;
  for (auto& line : lines) {
    PageLine rest{{}, line.starts_paragraph};
    std::optional<double> table;
    for (auto& word : line.words) {
      const double y = (word.box.top + word.box.bottom) / 2;
      if (gatherer.take(word))
        table = y;
      else
        rest.words.push_back(std::move(word));
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
