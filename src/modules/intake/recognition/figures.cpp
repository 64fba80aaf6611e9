#include "modules/intake/recognition/figures.h"

#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/figure_context.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/number_scan.h"
#include "modules/intake/recognition/span_cursor.h"
#include "modules/intake/recognition/tables.h"
#include "modules/intake/recognition/units.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Lexicon approximators{"trên\tgt",
                            "hơn\tgt",
                            "quá\tgt",
                            "nhiều hơn\tgt",
                            "lớn hơn\tgt",
                            "gần\tlt",
                            "dưới\tlt",
                            "chưa đầy\tlt",
                            "chưa đến\tlt",
                            "chưa tới\tlt",
                            "ít hơn\tlt",
                            "không đến\tlt",
                            "không tới\tlt",
                            "ít nhất\tge",
                            "ít nhất là\tge",
                            "tối thiểu\tge",
                            "tối thiểu là\tge",
                            "không dưới\tge",
                            "không ít hơn\tge",
                            "không thấp hơn\tge",
                            "ít nhất từ\tge",
                            "tối thiểu từ\tge",
                            "không quá\tle",
                            "tối đa\tle",
                            "tối đa là\tle",
                            "nhiều nhất\tle",
                            "tối đa không quá\tle",
                            "không vượt quá\tle",
                            "không hơn\tle",
                            "khoảng\tapprox",
                            "khoảng trên\tapprox",
                            "xấp xỉ\tapprox",
                            "ước\tapprox",
                            "ước khoảng\tapprox",
                            "chừng\tapprox",
                            "trên dưới\tapprox",
                            "độ khoảng\tapprox",
                            "vào khoảng\tapprox",
                            "cỡ\tapprox",
                            "ngót\tlt",
                            "non\tlt",
                            "ngoài\tgt"};
const Lexicon shared_after{
    "lên",          "lên tới",    "lên đến",  "xuống",          "xuống còn", "còn",     "tăng lên", "tăng lên đến",
    "tăng lên tới", "giảm xuống", "giảm còn", "giảm xuống còn", "và",        ",",       "hoặc",     "lên thành",
    "thành",        "đến dưới",   "đến trên", "đến không quá",  "tới",       "đến gần", "đến hơn"};
const Lexicon or_more{"trở lên\tge", "trở xuống\tle"};
const Word figure_ruoi{"rưỡi"}, figure_tong{"tổng"};
// "trên 5 lĩnh vực" is "in five fields", not "more than five".
const Lexicon placed_on{"lĩnh vực", "mặt",       "phương diện", "trang",    "kênh", "nền tảng", "tuyến",
                        "địa bàn",  "khía cạnh", "góc độ",      "mặt trận", "báo",  "tờ báo"};

struct Quantity {
  NumberScan number, upper;  // upper: the other end of a range
  double of = -1, factor = 1, upper_factor = 1;
  bool percent = false;
  std::string unit;
  std::ptrdiff_t end = 0, after_unit = 0;
};

class FigureReader {
 public:
  FigureReader(const SourceText& text, std::vector<Item>& items)
      : text_(text), out_(items), shield_(items, ItemType::document, ItemType::date), tables_(text) {}

  void run() {
    const auto tokens = text_.tokens();
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(tokens.size());) {
      const Token& token = tokens[std::size_t(i)];
      const bool spelled = (token.triggers & starts_figure) != 0;
      if ((!token.is_number() && !spelled) || shield_.covers(token.start)) {
        ++i;
        continue;
      }
      const std::ptrdiff_t next = token.is_number() ? digits(i) : spelled_out(i);
      i = next > i ? next : i + 1;
    }
  }

 private:
  // Reads "34/67", "3-4%", "50 đến 55", "1,25 tỷ", "2 năm rưỡi" from the number on.
  Quantity read(std::ptrdiff_t i, bool spelled) const {
    Quantity q;
    q.number = spelled ? scan_number_words(text_, i) : scan_number(text_, i);
    if (!q.number) return q;
    q.end = q.number.end;
    read_ratio(q);
    read_percent(q);
    const ScaleScan scale = q.percent ? ScaleScan{1, q.end} : scan_scale(text_, q.end);
    q.factor = q.upper_factor = scale.factor;
    q.end = scale.end;
    if (q.of < 0) read_range(q);
    read_unit(q);
    return q;
  }
  void read_ratio(Quantity& q) const {
    if (!text_[q.end].is('/') || q.number.decimal || !text_[q.end].touches() || !text_[q.end + 1].touches()) return;
    const NumberScan of = scan_number(text_, q.end + 1);
    if (!of || of.decimal || (text_[of.end].is('/') && text_[of.end].touches())) return;
    q.of = of.value;
    q.end = of.end;
  }
  void read_percent(Quantity& q) const {
    if (!text_[q.end].is('%') || text_[q.end].has(Token::tab_before)) return;
    q.percent = true;
    ++q.end;
  }
  void read_range(Quantity& q) const {
    const Token& link = text_[q.end];
    const bool dash = link.is('-') && !link.has(Token::tab_before);
    if (!dash && !link.is(words::den)) return;
    if (dash && link.touches() != text_[q.end + 1].touches()) return;
    const NumberScan upper = scan_number(text_, q.end + 1);
    if (!upper || (text_[upper.end].is('/') && text_[upper.end].touches())) return;
    Quantity rest;
    rest.end = upper.end;
    read_percent(rest);
    if (q.percent && !rest.percent) return;
    const ScaleScan scale = scan_scale(text_, rest.end);
    const double factor = scale.factor, lower_factor = q.factor == 1 ? factor : q.factor;
    if (upper.value * factor <= q.number.value * lower_factor) return;
    q.upper = upper;
    q.percent = rest.percent;
    q.factor = lower_factor;
    q.upper_factor = factor;
    q.end = scale.end;
  }
  void read_unit(Quantity& q) const {
    q.after_unit = q.end;
    if (q.percent) {
      q.unit = "%";
      return;
    }
    std::ptrdiff_t at = q.end;
    if (text_[at].has(Token::tab_before)) return;
    at = past_spelled_repeat(text_, at);
    if (const std::ptrdiff_t past = past_percent_bracket(at); past > at && units().match(text_, past)) at = past;
    // "80% (12/15) chi bộ"
    if (text_[at].is(')') && text_[at - 2].is('/') && units().match(text_, at + 1)) ++at;
    if (q.of >= 0 && text_[at].is(figure_tong)) ++at;
    if (q.of >= 0 && text_[at].is(words::so)) ++at;
    q.unit = scan_unit(text_, at, &q.after_unit);
    if (q.after_unit == at + 1 && text_[q.after_unit].is(figure_ruoi)) {
      q.number.value += 0.5;
      q.end = ++q.after_unit;
    } else if (text_[q.end].is(figure_ruoi)) {
      q.number.value += 0.5;
      ++q.end;
      q.unit = scan_unit(text_, q.end, &q.after_unit);
    }
  }

  // "12/15 (80%) chi bộ"
  std::ptrdiff_t past_percent_bracket(std::ptrdiff_t i) const {
    if (!text_[i].is('(')) return i;
    for (std::ptrdiff_t k = i + 1; k < i + 8 && !text_[k].is_word(); ++k)
      if (text_[k].is(')')) return text_[k - 1].is('%') ? k + 1 : i;
    return i;
  }

  std::ptrdiff_t digits(std::ptrdiff_t i) {
    if (touches_other(text_, i)) return i + 1;
    if (const std::ptrdiff_t skip = end_of_label(text_, i)) return skip;
    if (const std::ptrdiff_t skip = end_of_phone(text_, i)) return skip;
    const Quantity q = read(i, false);
    if (!q.end) return end_of_number_chain(text_, i);
    if (runs_on(text_, q.end)) return q.end;
    const Tables::Cell cell = tables_.look(i, q.end);
    if (cell.in_table && cell.alone) {
      if (cell.in_head || cell.counts_columns || is_row_number(cell) || is_year_cell(cell, i, q)) return q.end;
      emit(i, q, cell_unit(cell, q));
      return q.end;
    }
    const bool counted = !q.unit.empty() && !is_title_word(i, q);
    const bool strong = q.percent || q.factor > 1 || q.number.grouped || q.number.decimal;
    const bool known = counted && (q.percent || units().match(text_, q.end));
    if (is_label_before(text_, i, counted && (known || !is_place_label(text_, i)), strong)) return q.end;
    if (!counted && !strong && !may_stand_alone(text_, i, q.end, q.of >= 0)) return q.end;
    std::string unit = counted ? q.unit : std::string();
    if (unit.empty()) unit = unit_before(text_, i);
    return emit_chain(i, q, std::move(unit));
  }
  // "© 2026 Bản quyền": the word after a year begins something else.
  bool is_title_word(std::ptrdiff_t i, const Quantity& q) const {
    return scan_year(text_, i) != 0 && q.end == i + 1 && text_[q.end].shape == Shape::cap;
  }

  std::ptrdiff_t spelled_out(std::ptrdiff_t i) {
    const Quantity q = read(i, true);
    if (!q.end || q.unit.empty() || q.of >= 0 || q.upper) return i + 1;
    if (q.factor == 1 && !units().match(text_, q.number.end)) return i + 1;
    if (!spelled_number_counts(text_, i, q.number.end)) return i + 1;
    return emit_chain(i, q, q.unit);
  }

  // A number whose scale and unit stand only after the next one ("từ 1,6 lên 2,1 triệu đồng").
  std::ptrdiff_t emit_chain(std::ptrdiff_t i, Quantity q, std::string unit) {
    if (unit.empty() && !q.percent && q.of < 0) {
      if (const auto link = shared_after.match(text_, q.end)) {
        const std::ptrdiff_t at = q.end + link.length;
        const Quantity next = text_[at].is_number() ? read(at, false) : Quantity{};
        const bool list = text_[q.end].is(',') || text_[q.end].is(words::va);
        if (next.end && !next.unit.empty() && !(list && q.factor > 1)) {
          unit = next.unit;
          if (q.factor == 1 && next.factor > 1 && shares_scale(q, next)) q.factor = q.upper_factor = next.factor;
        }
      }
    }
    emit(i, q, std::move(unit));
    return q.end;
  }
  static bool shares_scale(const Quantity& q, const Quantity& next) {
    return q.number.value < 1000 || next.number.value >= q.number.value;
  }

  bool is_row_number(const Tables::Cell& cell) const {
    if (cell.head_last <= cell.head_first) return cell.column <= 1;
    return heads_row_number(text_, cell.head_first, cell.head_last);
  }
  // 1981 under "Năm sinh"
  bool is_year_cell(const Tables::Cell& cell, std::ptrdiff_t i, const Quantity& q) const {
    if (scan_year(text_, i) == 0 || q.end != i + 1) return false;
    for (std::ptrdiff_t k = cell.head_first; k < cell.head_last; ++k)
      if (text_[k].is(words::nam)) return true;
    return false;
  }
  // "Kết nạp (đảng viên)" or "Tỷ lệ (%)" heads the column.
  std::string cell_unit(const Tables::Cell& cell, const Quantity& q) const {
    if (!q.unit.empty()) return q.unit;
    return head_unit(text_, cell.head_first, cell.head_last);
  }

  void emit(std::ptrdiff_t i, const Quantity& q, std::string unit) {
    auto [first, qualifier] = approximator(i, q);
    if (const auto more = or_more.match(text_, q.after_unit))
      qualifier = *more.value;
    else if (qualifier.empty() && text_[i - 1].is(':'))
      qualifier = label_qualifier(i);
    Item& item = out_.emplace_back();
    item.type = ItemType::figure;
    item.start = text_[first].start;
    item.end = text_[q.end - 1].end;
    item.canonical.reserve(3);
    item.method = q.upper ? "range" : q.of >= 0 ? "ratio" : q.number.spelled ? "words" : "number";
    const Value value = number_value(q.number.value * q.factor);
    if (q.upper)
      item.canonical.set("value", List{value, number_value(q.upper.value * q.upper_factor)});
    else
      item.canonical.set("value", value);
    if (q.of >= 0) item.canonical.set("of", number_value(q.of));
    if (unit.empty()) {
      item.certainty = Certainty::needs_person;
      unit = unit_around(i);
    } else if (!q.percent) {
      counted_ = unit, counted_at_ = i;
    }
    if (!unit.empty()) item.canonical.set("unit", std::move(unit));
    if (!qualifier.empty()) item.canonical.set("qualifier", qualifier);
    if (is_target(text_, i)) item.canonical.set("target", true);
  }

  // What the sentence counts when nothing stands next to the number: its subject, else what the number before counted.
  std::string unit_around(std::ptrdiff_t i) const {
    if (std::string unit = unit_of_subject(text_, i); !unit.empty()) return unit;
    if (!counted_.empty() && text_.sentence_begin(i, 80) <= counted_at_) return counted_;
    return unit_of_label(text_, i);
  }

  std::pair<std::ptrdiff_t, std::string_view> approximator(std::ptrdiff_t i, const Quantity& q) const {
    const auto match = approximators.match_before(text_, i);
    if (!match || text_[i].has(Token::tab_before)) return {i, {}};
    if (text_[i - 1].is(words::tren) && placed_on.match(text_, q.end)) return {i, {}};
    return {i - match.length, *match.value};
  }
  // "Tối đa: 1500 ký tự" says at most, but the words are not next to the number.
  std::string_view label_qualifier(std::ptrdiff_t i) const {
    const auto match = approximators.match_before(text_, i - 1);
    return match && (text_[i - 1 - match.length].is_newline() || match.length > 1) ? std::string_view(*match.value)
                                                                                   : std::string_view();
  }

  const SourceText& text_;
  std::vector<Item>& out_;
  SpanCursor shield_;
  Tables tables_;
  std::string counted_;  // the last unit read, and where
  std::ptrdiff_t counted_at_ = 0;
};

}  // namespace

void recognise_figures(const SourceText& text, std::vector<Item>& items) { FigureReader(text, items).run(); }

}  // namespace intake
