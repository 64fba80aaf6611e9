#include "modules/intake/recognition/dates.h"

#include <fmt/format.h>

#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/span_cursor.h"
#include "modules/intake/recognition/units.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

// Words before a bare "3/4" that make it a day …
const Lexicon day_cues{"sáng",     "chiều",   "tối",    "trưa",     "đêm",       "ngày",    "dịp",
                       "hôm nay",  "lễ",      "hôm",    "sáng nay", "chiều nay", "giờ",     "phút",
                       "h",        "thứ hai", "thứ ba", "thứ tư",   "thứ năm",   "thứ sáu", "thứ bảy",
                       "chủ nhật", "hồi",     "nay",    "mùng",     "rằm",       "khuya",   "đợt"};
// … or may make it one when no counted noun follows.
const Lexicon weak_cues{"từ",   "đến", "trước", "tới",   "vào",  "hết", "sau",
                        "cuối", "đầu", "giữa",  "kể từ", "xong", "hạn", "nhất"};
const Lexicon year_cues{"từ",      "đến",       "trước",   "tới",      "hết",     "sau",       "cuối",  "đầu",
                        "giữa",    "so với",    "cùng kỳ", "vào",      "khóa",    "trong",     "kể từ", "những năm",
                        "các năm", "niên khóa", "thời kỳ", "mùa xuân", "đại hội", "hiến pháp", "luật"};
const Lexicon yearly{"hằng năm", "hàng năm", "mỗi năm"};
const Lexicon monthly{"hằng tháng", "hàng tháng", "mỗi tháng"};
const Lexicon quarter_last{"của tháng cuối quý",      "tháng cuối quý",          "của tháng cuối mỗi quý",
                           "tháng cuối mỗi quý",      "của tháng cuối hằng quý", "tháng cuối hằng quý",
                           "tháng cuối của quý",      "tháng cuối của mỗi quý",  "tháng cuối cùng của quý",
                           "tháng cuối cùng mỗi quý", "tháng cuối hàng quý",     "của tháng cuối cùng của quý"};

class DateReader {
 public:
  DateReader(const SourceText& text, std::vector<Item>& items)
      : text_(text), out_(items), shield_(items, ItemType::document) {}

  void run() {
    for (std::ptrdiff_t i = 0; i < std::ptrdiff_t(text_.size());) {
      const Token& token = text_[i];
      std::ptrdiff_t next = 0;
      if (token.is_number() || (token.triggers & starts_date) != 0) {
        if (shield_.covers(token.start)) {
          ++i;
          continue;
        }
        next = token.is_number() ? bare(i) : cue(i);
      }
      i = next > i ? next : i + 1;
    }
  }

 private:
  Item& emit(std::ptrdiff_t first, std::ptrdiff_t last, std::string_view method) {
    Item& item = out_.emplace_back();
    item.type = ItemType::date;
    item.start = text_[first].start;
    item.end = text_[last - 1].end;
    item.method = method;
    return item;
  }
  std::ptrdiff_t emit_iso(std::ptrdiff_t first, std::ptrdiff_t last, std::string iso, std::string_view method) {
    Item& item = emit(first, last, method);
    item.canonical.set("iso", std::move(iso));
    if (const std::string_view part = part_of(text_[first]); !part.empty()) item.canonical.set("part", part);
    return last;
  }
  std::ptrdiff_t emit_range(std::ptrdiff_t first, std::ptrdiff_t last, std::string from, std::string to,
                            std::string_view method) {
    Item& item = emit(first, last, method);
    item.canonical.set("from", std::move(from)).set("to", std::move(to));
    if (const std::string_view part = part_of(text_[first]); !part.empty()) item.canonical.set("part", part);
    return last;
  }
  std::ptrdiff_t emit_recurring(std::ptrdiff_t first, std::ptrdiff_t last, std::string recur) {
    emit(first, last, "recurring").canonical.set("recur", std::move(recur));
    return last;
  }

  static std::string_view part_of(const Token& token) {
    if (token.is(words::giua)) return "mid";
    if (token.is(words::dau)) return "early";
    if (token.is(words::cuoi)) return "late";
    return {};
  }
  // The span starts at giữa, đầu or cuối when it stands right before.
  std::ptrdiff_t with_part(std::ptrdiff_t i) const {
    if (part_of(text_[i - 1]).empty()) return i;
    // In "9 tháng đầu năm 2021" the beginning is that of the months.
    return text_[i - 2].is(words::thang) && text_[i - 3].is_number() ? i : i - 1;
  }

  bool joins(std::ptrdiff_t i) const { return text_[i].is(',') || text_[i].is(words::va) || text_[i].is(words::hoac); }
  bool stands_alone(std::ptrdiff_t end) const {
    const Token& next = text_[end];
    return !(next.touches() && (next.is('/') || next.is_number() || next.is_word() || next.is('%'))) &&
           !(next.is('-') && next.touches() && text_[end + 1].touches() && !text_[end + 1].is_newline());
  }

  std::ptrdiff_t cue(std::ptrdiff_t i) {
    const Token& token = text_[i];
    if (token.is(words::ngay)) return day_cue(i);
    if (token.is(words::thang)) return month_cue(i);
    if (token.is(words::quy_quarter)) return quarter_cue(i);
    if (token.is(words::nam)) return year_cue(i);
    if (token.is(words::nua)) return half_cue(i);
    if (token.is(words::nhiem) && text_[i + 1].is(words::ky)) return range_cue(i, i + 2);
    if (token.is(words::giai) && text_[i + 1].is(words::doan)) return range_cue(i, i + 2);
    return 0;
  }

  std::ptrdiff_t day_cue(std::ptrdiff_t i) {
    if (const DayScan day = scan_day(text_, i + 1, true)) return after_day(i, day);
    if (text_[i - 1].is_number()) return 0;
    if (!text_[i + 1].is_number() || text_.digits(i + 1) > 2) return 0;
    const auto number = int(text_.number(i + 1));
    if (number < 1 || number > 31) return 0;
    if (const auto m = monthly.match(text_, i + 2))
      return emit_recurring(i, i + 2 + m.length, fmt::format("R/month-{:02}", number));
    if (const auto m = quarter_last.match(text_, i + 2))
      return emit_recurring(i, i + 2 + m.length, fmt::format("R/quarter-last-month-{:02}", number));
    return day_list(i);
  }

  // What may follow a full "ngày 15/6": hằng năm, a range, more days.
  std::ptrdiff_t after_day(std::ptrdiff_t i, DayScan day) {
    std::ptrdiff_t end = day.end;
    std::vector<DayScan> days{day};
    std::vector<std::ptrdiff_t> firsts{i};
    while (joins(end) || text_[end].is('-') || text_[end].is(words::den)) {
      const DayScan more = scan_day(text_, end + 1, false);
      if (!more || names_count(more)) break;
      firsts.push_back(end + 1);
      days.push_back(more);
      end = more.end;
    }
    if (const auto every = days.back().year == 0 ? yearly.match(text_, end) : Lexicon::Match{}) {
      for (std::size_t k = 0; k < days.size(); ++k)
        emit_recurring(firsts[k], k + 1 < days.size() ? days[k].end : end + every.length,
                       fmt::format("R/year-{:02}-{:02}", days[k].month, days[k].day));
      return end + every.length;
    }
    for (std::size_t k = days.size() - 1; k-- > 0;)
      if (days[k].year == 0) days[k].year = days[k + 1].year;
    for (std::size_t k = 0; k < days.size(); ++k) emit_iso(firsts[k], days[k].end, days[k].iso(), "day");
    return end;
  }

  bool names_count(const DayScan& scan) const { return scan.year == 0 && units().match(text_, scan.end); }

  // "ngày 26 và 27/6/2025", "ngày 26-27/6/2025", "ngày 26 đến ngày 27/6/2025", "ngày 26".
  std::ptrdiff_t day_list(std::ptrdiff_t i) {
    std::vector<std::ptrdiff_t> numbers{i + 1};
    std::ptrdiff_t at = i + 2;
    DayScan full;
    bool range = false;
    for (int guard = 0; guard < 12; ++guard) {
      const bool dash = text_[at].is('-');
      if (!joins(at) && !dash && !text_[at].is(words::den)) break;
      const std::ptrdiff_t number = at + (text_[at + 1].is(words::ngay) ? 2 : 1);
      full = scan_day(text_, number, true);
      if (full) {
        range = dash && numbers.size() == 1;
        break;
      }
      if (!text_[number].is_number() || text_.digits(number) > 2 || number != at + 1) return emit_lone_day(i);
      numbers.push_back(number);
      at = number + 1;
    }
    if (!full || full.day == 0) return emit_lone_day(i);
    DayScan first{full.year, full.month, int(text_.number(i + 1)), 0};
    if (range) return emit_range(i, full.end, first.iso(), full.iso(), "days");
    emit_iso(i, i + 2, first.iso(), "day_of_list");
    for (std::size_t k = 1; k < numbers.size(); ++k) {
      first.day = int(text_.number(numbers[k]));
      emit_iso(numbers[k], numbers[k] + 1, first.iso(), "day_of_list");
    }
    return text_[at + 1].is(words::ngay) ? day_cue(at + 1) : emit_iso(at + 1, full.end, full.iso(), "day");
  }

  std::ptrdiff_t emit_lone_day(std::ptrdiff_t i) {
    if (!stands_alone(i + 2) || units().match(text_, i + 2)) return 0;
    emit_iso(i, i + 2, fmt::format("---{:02}", int(text_.number(i + 1))), "lone_day");
    out_.back().certainty = Certainty::needs_person;
    return i + 2;
  }

  std::ptrdiff_t month_cue(std::ptrdiff_t i) {
    DayScan month = scan_month(text_, i + 1);
    if (!month || !(month.year != 0 || stands_alone(month.end) || text_[month.end].is('-'))) return 0;
    if (month.year == 0 && units().match(text_, month.end) && !text_[month.end].is(words::nam)) return 0;
    if (text_[i - 1].is_number() && text_[i + 1].is_number() && text_.digits(i + 1) > 2) return 0;
    const std::ptrdiff_t first = with_part(i);
    if (month.year == 0) {
      if (const auto m = yearly.match(text_, month.end))
        return emit_recurring(first, month.end + m.length, fmt::format("R/year-{:02}", month.month));
      const DayScan next = joins(month.end) || text_[month.end].is('-') || text_[month.end].is(words::den)
                               ? scan_month(text_, month.end + (text_[month.end + 1].is(words::thang) ? 2 : 1))
                               : DayScan{};
      if (next && text_[month.end].is('-') && next.month > month.month) {
        const DayScan from{next.year, month.month, 0, 0};
        return emit_range(first, next.end, from.iso(), next.iso(), "months");
      }
      if (next && next.year != 0) {
        month.year = next.year;
        emit_iso(first, month.end, month.iso(), "month");
        if (text_[month.end + 1].is(words::thang)) return month.end;
        return emit_iso(month.end + 1, next.end, next.iso(), "month");
      }
      if (text_[month.end].is('-') && text_[month.end].touches()) return 0;
    }
    return emit_iso(first, month.end, month.iso(), "month");
  }

  // I … IV or 1 … 4 at i; 0 otherwise.
  int quarter_at(std::ptrdiff_t i) const {
    if (text_[i].is_number() && text_.digits(i) > 2) return 0;
    const auto quarter = int(text_.ordinal(i));
    return quarter >= 1 && quarter <= 4 ? quarter : 0;
  }
  // "II/2023", "II-2023", "II năm 2023", "II": the year or 0, and the end.
  std::pair<int, std::ptrdiff_t> quarter_year(std::ptrdiff_t i) const {
    const Token& sign = text_[i + 1];
    if ((sign.is('/') || sign.is('-') || sign.is('.') || sign.is(words::nam)) && scan_year(text_, i + 2) != 0)
      return {scan_year(text_, i + 2), i + 3};
    return {0, i + 1};
  }
  static std::string quarter_iso(int year, int quarter) {
    return year ? fmt::format("{:04}-Q{}", year, quarter) : fmt::format("--Q{}", quarter);
  }

  std::ptrdiff_t quarter_cue(std::ptrdiff_t i) {
    if (text_[i - 1].is_number() || quarter_at(i + 1) == 0) return 0;
    if (text_[i + 1].is_number() && units().match(text_, i + 2) && !text_[i + 2].is(words::nam)) return 0;
    auto [year, end] = quarter_year(i + 1);
    const std::ptrdiff_t first = with_part(i);
    std::ptrdiff_t next = 0;
    if (year == 0 && (joins(end) || text_[end].is('-') || text_[end].is(words::den))) {
      const std::ptrdiff_t at = end + (text_[end + 1].is(words::quy_quarter) ? 2 : 1);
      if (quarter_at(at) != 0) {
        const auto [later_year, later_end] = quarter_year(at);
        year = later_year;
        if (at == end + 1) next = at;
        (void)later_end;
      }
    }
    emit_iso(first, end, quarter_iso(year, quarter_at(i + 1)), "quarter");
    if (next == 0) return end;
    const auto [later_year, later_end] = quarter_year(next);
    return emit_iso(next, later_end, quarter_iso(later_year, quarter_at(next)), "quarter");
  }

  std::ptrdiff_t year_cue(std::ptrdiff_t i) {
    if (text_[i - 1].is_number() && !text_[i - 1].has(Token::tab_before)) return 0;
    const std::ptrdiff_t number = i + (text_[i + 1].is(words::hoc) ? 2 : 1);
    const std::ptrdiff_t first = with_part(i);
    if (const YearRange range = scan_years(text_, number, number == i + 2))
      return emit_range(first, range.end, fmt::format("{}", range.from), fmt::format("{}", range.to), "years");
    const int year = number == i + 1 ? scan_year(text_, number) : 0;
    if (year == 0 || !stands_alone(number + 1)) return 0;
    emit_iso(first, number + 1, fmt::format("{}", year), "year");
    return more_years(number + 1);
  }

  // ", 2022 và 2023" after a year.
  std::ptrdiff_t more_years(std::ptrdiff_t end) {
    while (joins(end) || text_[end].is(words::den)) {
      if (scan_year(text_, end + 1) == 0 || !stands_alone(end + 2) || scan_years(text_, end + 1, false)) break;
      if (units().match(text_, end + 2)) break;
      emit_iso(end + 1, end + 2, fmt::format("{}", scan_year(text_, end + 1)), "year");
      end += 2;
    }
    return end;
  }

  // "nửa đầu năm 2023"
  std::ptrdiff_t half_cue(std::ptrdiff_t i) {
    if (!(text_[i + 1].is(words::dau) || text_[i + 1].is(words::cuoi)) || !text_[i + 2].is(words::nam)) return 0;
    const int year = scan_year(text_, i + 3);
    if (year == 0) return 0;
    return emit_iso(i, i + 4, fmt::format("{}-H{}", year, text_[i + 1].is(words::dau) ? 1 : 2), "half");
  }

  std::ptrdiff_t range_cue(std::ptrdiff_t i, std::ptrdiff_t number) {
    const YearRange range = scan_years(text_, number, true);
    if (!range) return 0;
    return emit_range(with_part(i), range.end, fmt::format("{}", range.from), fmt::format("{}", range.to), "term");
  }

  std::ptrdiff_t bare(std::ptrdiff_t i) {
    const Token& before = text_[i - 1];
    if (text_[i].touches() && !before.is('(') && before.kind != TokenKind::quote && !before.is_newline() &&
        !before.is('[') && !before.is(',') && !before.is(':') && !before.is('.'))
      return 0;
    if (const DayScan day = scan_day(text_, i, false)) {
      if (day.year != 0 && stands_alone(day.end)) return emit_iso(i, day.end, day.iso(), "day");
      if (day.year == 0 && stands_alone(day.end) && day_is_meant(i, day.end)) return after_day(i, day);
    }
    if (const DayScan iso = scan_iso_day(text_, i)) return emit_iso(i, iso.end, iso.iso(), "day");
    if (const YearRange range = scan_years(text_, i, false))
      return emit_range(i, range.end, fmt::format("{}", range.from), fmt::format("{}", range.to), "years");
    if (const std::ptrdiff_t end = half_year(i)) return end;
    if (const DayScan month = scan_month(text_, i);
        month.year != 0 && !text_[i + 1].is(words::nam) && month_is_meant(i, month.end))
      return emit_iso(i, month.end, month.iso(), "month");
    if (const int year = scan_year(text_, i); year >= 1900 && year <= 2100 && year_is_meant(i)) {
      emit_iso(i, i + 1, fmt::format("{}", year), "year");
      return more_years(i + 1);
    }
    return 0;
  }

  // "6 tháng đầu năm 2023"
  std::ptrdiff_t half_year(std::ptrdiff_t i) {
    if (text_.number(i) != 6 || !text_[i + 1].is(words::thang) || !text_[i + 3].is(words::nam)) return 0;
    const bool first = text_[i + 2].is(words::dau);
    if (!first && !text_[i + 2].is(words::cuoi)) return 0;
    const int year = scan_year(text_, i + 4);
    if (year != 0) return emit_iso(i, i + 5, fmt::format("{}-H{}", year, first ? 1 : 2), "half");
    return emit_iso(i, i + 4, fmt::format("--H{}", first ? 1 : 2), "half");
  }

  // "30/10" alone in a cell: more than the whole cannot be a share.
  bool fills_cell(std::ptrdiff_t i, std::ptrdiff_t end) const {
    const bool opens = text_[i - 1].is('|') || text_[i - 1].is_newline() || text_[i].has(Token::tab_before);
    const bool closes = text_[end].is('|') || text_[end].is_newline() || text_[end].has(Token::tab_before);
    return opens && closes && text_.number(i) > text_.number(i + 2);
  }
  bool bracketed(std::ptrdiff_t i, std::ptrdiff_t end) const {
    if (!text_[end].is(')')) return false;
    std::ptrdiff_t open = i - 1;  // "(15, 16/3)"
    while (open > i - 8 && (text_[open].is_number() || text_[open].is(',') || text_[open].is('/') ||
                            text_[open].is('-') || text_[open].is(words::va)))
      --open;
    return text_[open].is('(');
  }

  bool day_is_meant(std::ptrdiff_t i, std::ptrdiff_t end) const {
    const bool dotted = text_[i + 1].is('.');
    if (units().match(text_, end) && !text_[end].is(words::nam)) return false;
    if (day_cues.match_before(text_, i) || (text_[i - 1].is(',') && day_cues.match_before(text_, i - 1))) return true;
    if (text_[i - 1].is('(') && day_cues.match_before(text_, i - 1)) return true;
    if (dotted) return false;
    if (bracketed(i, end) || fills_cell(i, end)) return true;
    const Token& next = text_[end];
    return weak_cues.match_before(text_, i) && !next.is('%') &&
           (!next.is_lower() || next.is(words::den) || next.is(words::tai) || next.is(words::va));
  }
  bool month_is_meant(std::ptrdiff_t i, std::ptrdiff_t end) const {
    if (!stands_alone(end) || units().match(text_, end)) return false;
    return weak_cues.match_before(text_, i) || year_cues.match_before(text_, i) || text_[i - 1].is('(') ||
           text_[i + 1].is('/') || (text_[i - 1].is_newline() && text_[end].is_newline()) ||
           text_[i].has(Token::tab_before) || text_[i - 1].is('|');
  }
  bool year_is_meant(std::ptrdiff_t i) const {
    if (!stands_alone(i + 1) || units().match(text_, i + 1) || text_[i + 1].is('%') || text_[i + 1].is('/'))
      return false;
    if (text_[i + 1].is('.') && text_[i + 2].touches() && text_[i + 2].is_number()) return false;
    if (bracketed(i, i + 1)) return true;
    // "2 năm 2021, 2022"
    if (text_[i - 1].is(words::nam)) return true;
    return bool(year_cues.match_before(text_, i)) && !text_[i + 1].is_lower();
  }

  const SourceText& text_;
  std::vector<Item>& out_;
  SpanCursor shield_;
};

}  // namespace

void recognise_dates(const SourceText& text, std::vector<Item>& items) { DateReader(text, items).run(); }

}  // namespace intake
