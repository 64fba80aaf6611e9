#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/task_recogniser.h"

namespace intake {
namespace {

enum class Column { other, task, owner, partners, due };

const Lexicon task_columns{
    "nhiệm vụ",         "nội dung",     "nội dung nhiệm vụ",  "nội dung công việc", "công việc",
    "tên đề án",        "tên nhiệm vụ", "đề án, nhiệm vụ",    "nhiệm vụ, đề án",    "tên đề án, nhiệm vụ",
    "tên chương trình", "đầu việc",     "nội dung thực hiện", "hoạt động",          "việc"};
const Lexicon owner_columns{
    "chủ trì",         "cơ quan chủ trì", "đơn vị chủ trì",          "cơ quan thực hiện", "đơn vị thực hiện",
    "người thực hiện", "phụ trách",       "người phụ trách",         "cơ quan tham mưu",  "đơn vị tham mưu",
    "trách nhiệm",     "thực hiện",       "cơ quan, đơn vị chủ trì", "phân công"};
const Lexicon partner_columns{"phối hợp", "cơ quan phối hợp", "đơn vị phối hợp", "cơ quan, đơn vị phối hợp"};
const Lexicon due_columns{"thời hạn",
                          "thời gian",
                          "thời gian hoàn thành",
                          "thời gian thực hiện",
                          "hạn",
                          "hạn hoàn thành",
                          "thời hạn hoàn thành",
                          "hoàn thành",
                          "tiến độ",
                          "thời gian trình",
                          "thời điểm"};

struct RowCell {
  std::ptrdiff_t first, last;
};

std::vector<RowCell> cells_of(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  std::vector<RowCell> cells;
  std::ptrdiff_t start = first;
  const bool bars = std::any_of(text.tokens().begin() + first, text.tokens().begin() + last,
                                [](const Token& t) { return t.is('|'); });
  for (std::ptrdiff_t i = first; i < last; ++i) {
    if (bars ? text[i].is('|') : i > start && text[i].has(Token::tab_before)) {
      if (!(bars && i == first)) cells.push_back({start, i});
      if (!bars)  // two tabs side by side hold an empty cell
        for (std::size_t k = text[i - 1].end, tabs = 0; k < text[i].start; ++k)
          if (text.points()[k] == U'\t' && tabs++ > 0) cells.push_back({i, i});
      start = bars ? i + 1 : i;
    }
  }
  if (start < last || bars) cells.push_back({start, last});
  if (bars && !cells.empty() && cells.back().first == cells.back().last) cells.pop_back();
  return cells;
}

Column column_of_head(const SourceText& text, RowCell cell) {
  const std::ptrdiff_t i = cell.first;
  if (partner_columns.match(text, i)) return Column::partners;
  if (due_columns.match(text, i)) return Column::due;
  if (owner_columns.match(text, i)) return Column::owner;
  if (task_columns.match(text, i)) return Column::task;
  return Column::other;
}

std::string words(const SourceText& text, RowCell cell) {
  return base::old_style_tone(text.squeezed_tokens(cell.first, cell.last));
}

List split(const SourceText& text, RowCell cell) {
  List parts;
  std::ptrdiff_t start = cell.first;
  for (std::ptrdiff_t i = cell.first; i <= cell.last; ++i) {
    if (i < cell.last && !text[i].is(';')) continue;
    if (i > start) parts.emplace_back(words(text, {start, i}));
    start = i + 1;
  }
  return parts;
}

struct Programme {
  std::vector<Column> columns;
  bool usable() const {
    const auto has = [&](Column c) { return std::find(columns.begin(), columns.end(), c) != columns.end(); };
    return has(Column::task) && (has(Column::owner) || has(Column::due));
  }
};

void read_row(const SourceText& text, const Programme& table, const std::vector<RowCell>& cells,
              std::vector<Item>& items) {
  Item item;
  item.type = ItemType::task;
  const RowCell* due = nullptr;
  for (std::size_t c = 0; c < cells.size() && c < table.columns.size(); ++c) {
    if (cells[c].first == cells[c].last || text[cells[c].first].is('-')) continue;
    switch (table.columns[c]) {
      case Column::task:
        if (item.end == 0) item.start = text[cells[c].first].start, item.end = text[cells[c].last - 1].end;
        break;
      case Column::owner:
        item.canonical.set("owner", words(text, cells[c]));
        break;
      case Column::partners:
        item.canonical.set("coordinators", split(text, cells[c]));
        break;
      case Column::due:
        due = &cells[c];
        break;
      case Column::other:
        break;
    }
  }
  if (item.end == 0 || (!item.canonical.has("owner") && due == nullptr)) return;
  if (due != nullptr)
    item.canonical.set("due_span",
                       List{Value(std::int64_t(text[due->first].start)), Value(std::int64_t(text[due->last - 1].end))});
  item.canonical.set("summary", text.squeezed(item.start, item.end));
  item.method = "table_row";
  item.certainty = Certainty::needs_person;
  item.confidence = 0.9;
  items.push_back(std::move(item));
}

}  // namespace

void recognise_task_rows(const SourceText& text, std::vector<Item>& items) {
  Programme table;
  std::ptrdiff_t first = 0;
  int marks = 0;
  bool in_table = false;
  const std::ptrdiff_t size = std::ptrdiff_t(text.size());
  for (std::ptrdiff_t i = 0; i < size; ++i) {
    const Token& t = text[i];
    marks += t.is('|') || (t.has(Token::tab_before) && i > first);
    if (!t.is_newline()) continue;
    if (marks >= 2) {
      const std::vector<RowCell> cells = cells_of(text, first, i);
      if (!in_table) {
        table.columns.clear();
        for (const RowCell& cell : cells) table.columns.push_back(column_of_head(text, cell));
        in_table = true;
      } else if (table.usable() && cells.size() >= 2) {
        read_row(text, table, cells, items);
      }
    } else if (i > first) {
      in_table = false;
    }
    first = i + 1;
    marks = 0;
  }
}

}  // namespace intake
