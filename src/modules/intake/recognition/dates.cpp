#include "modules/intake/recognition/dates.h"

#include <fmt/format.h>

#include <array>

#include "modules/intake/recognition/date_context.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/span_cursor.h"
#include "modules/intake/recognition/tables.h"
#include "modules/intake/recognition/units.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Word short_quarter{"q", starts_date}, short_month{"t", starts_date}, spelled_six{"sáu", starts_date};
const Lexicon yearly{"hằng năm", "hàng năm", "mỗi năm"};
const Lexicon monthly{"hằng tháng", "hàng tháng", "mỗi tháng"};
const Lexicon quarter_last{"của tháng cuối quý",      "tháng cuối quý",          "của tháng cuối mỗi quý",
                           "tháng cuối mỗi quý",      "của tháng cuối hằng quý", "tháng cuối hằng quý",
                           "tháng cuối của quý",      "tháng cuối của mỗi quý",  "tháng cuối cùng của quý",
                           "tháng cuối cùng mỗi quý", "tháng cuối hàng quý",     "của tháng cuối cùng của quý"};

class DateReader {
 public:
  DateReader(const SourceText& text, std::vector<Item>& items)
      : text_(text), out_(items), shield_(items, ItemType::document), tables_(text) {}

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
    if (const std::string_view part = part_of(first); !part.empty()) item.canonical.set("part", part);
    return last;
  }
  std::ptrdiff_t emit_range(std::ptrdiff_t first, std::ptrdiff_t last, std::string from, std::string to,
                            std::string_view method) {
    Item& item = emit(first, last, method);
    item.canonical.set("from", std::move(from)).set("to", std::move(to));
    if (const std::string_view part = part_of(first); !part.empty()) item.canonical.set("part", part);
    return last;
  }
  std::ptrdiff_t emit_recurring(std::ptrdiff_t first, std::ptrdiff_t last, std::string recur) {
    emit(first, last, "recurring").canonical.set("recur", std::move(recur));
    return last;
  }

  std::string_view part_of(std::ptrdiff_t i) const {
    const Token& token = text_[text_[i].is(words::nua) ? i + 1 : i];
    if (token.is(words::giua)) return "mid";
    if (token.is(words::dau)) return "early";
    if (token.is(words::cuoi)) return "late";
    return {};
  }
  // The span starts at giữa, đầu or cuối ("nửa đầu") when it stands right before.
  std::ptrdiff_t with_part(std::ptrdiff_t i) const {
    if (part_of(i - 1).empty()) return i;
    // In "9 tháng đầu năm 2021" the beginning is that of the months.
    if (text_[i - 2].is(words::thang) && (text_[i - 3].is_number() || (text_[i - 3].triggers & starts_figure) != 0))
      return i;
    return text_[i - 2].is(words::nua) ? i - 2 : i - 1;
  }

  bool joins(std::ptrdiff_t i) const { return text_[i].is(',') || text_[i].is(words::va) || text_[i].is(words::hoac); }
  std::ptrdiff_t cue(std::ptrdiff_t i) {
    const Token& token = text_[i];
    if (token.is(words::ngay)) return day_cue(i);
    if (token.is(words::thang)) return month_cue(i);
    if (token.is(words::quy_quarter)) return quarter_cue(i);
    if (token.is(words::nam)) return year_cue(i);
    if (token.is(words::nua)) return half_cue(i);
    if (token.is(words::nhiem) && text_[i + 1].is(words::ky)) return range_cue(i, i + 2);
    if (token.is(words::giai) && text_[i + 1].is(words::doan)) return range_cue(i, i + 2);
    if (token.is(short_quarter) || token.is(short_month)) return short_cue(i);
    if (token.is(spelled_six)) return half_year(i);
    return 0;
  }

  // "Q3/2024", "Q.III/2024", "T8/2024"
  std::ptrdiff_t short_cue(std::ptrdiff_t i) {
    const std::ptrdiff_t number = i + (text_[i + 1].is('.') && text_[i + 1].touches() ? 2 : 1);
    const std::ptrdiff_t end = number + 3;
    if (!text_[i].is_capitalised() || text_[i].touches() || !text_[number].touches() || !text_[number + 1].is('/') ||
        scan_year(text_, number + 2) == 0 || !stands_alone(text_, end))
      return 0;
    if (text_[i].is(short_quarter))
      return quarter_at(number) == 0
                 ? 0
                 : emit_iso(i, end, quarter_iso(scan_year(text_, number + 2), quarter_at(number)), "quarter");
    const DayScan month = scan_month(text_, number);
    return month.end == end ? emit_iso(i, end, month.iso(), "month") : 0;
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
    if (!stands_alone(text_, i + 2) || units().match(text_, i + 2)) return 0;
    emit_iso(i, i + 2, fmt::format("---{:02}", int(text_.number(i + 1))), "lone_day");
    out_.back().certainty = Certainty::needs_person;
    return i + 2;
  }

  std::ptrdiff_t month_cue(std::ptrdiff_t i) {
    DayScan month = scan_month(text_, i + 1);
    if (!month || !(month.year != 0 || stands_alone(text_, month.end) || text_[month.end].is('-'))) return 0;
    if (month.year == 0 && units().match(text_, month.end) && !text_[month.end].is(words::nam)) return 0;
    if (text_[i - 1].is_number() && text_[i + 1].is_number() && text_.digits(i + 1) > 2) return 0;
    const std::ptrdiff_t first = with_part(i);
    if (month.year == 0) {
      if (const auto m = yearly.match(text_, month.end))
        return emit_recurring(first, month.end + m.length, fmt::format("R/year-{:02}", month.month));
      if (const std::ptrdiff_t end = month_list(i, first, month)) return end;
      const DayScan next = text_[month.end].is('-') || text_[month.end].is(words::den)
                               ? scan_month(text_, month.end + (text_[month.end + 1].is(words::thang) ? 2 : 1))
                               : DayScan{};
      if (next && text_[month.end].is('-') && next.month > month.month && !text_[month.end + 1].is(words::thang)) {
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

  // "tháng 7, 8 và 9 năm 2024", "các tháng 7, 8": all of the year of the last one.
  std::ptrdiff_t month_list(std::ptrdiff_t i, std::ptrdiff_t first, const DayScan& month) {
    std::vector<std::pair<std::ptrdiff_t, DayScan>> months{{first, month}};
    while (months.size() < 12 && months.back().second.year == 0 && joins(months.back().second.end)) {
      const std::ptrdiff_t start = months.back().second.end + 1;
      const DayScan next = scan_month(text_, start + (text_[start].is(words::thang) ? 1 : 0));
      if (!next || !stands_alone(text_, next.end) || (next.year == 0 && units().match(text_, next.end))) break;
      months.emplace_back(start, next);
    }
    const int year = months.back().second.year;
    if (months.size() < 2 || (year == 0 && !text_[i - 1].is(words::cac))) return 0;
    for (auto& [start, each] : months) each.year = year, emit_iso(start, each.end, each.iso(), "month");
    return months.back().second.end;
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
    const std::ptrdiff_t first = with_part(i);
    auto [year, end] = quarter_year(i + 1);
    if (const auto every = year == 0 ? yearly.match(text_, end) : Lexicon::Match{})
      return emit_recurring(first, end + every.length, fmt::format("R/year-Q{}", quarter_at(i + 1)));
    // "quý I, II và III/2024": all of the year of the last one.
    std::vector<std::array<std::ptrdiff_t, 3>> quarters{{first, i + 1, end}};
    while (quarters.size() < 4 && year == 0 && (joins(end) || text_[end].is('-') || text_[end].is(words::den))) {
      const std::ptrdiff_t at = end + (text_[end + 1].is(words::quy_quarter) ? 2 : 1);
      if (quarter_at(at) == 0) break;
      const auto [later_year, later_end] = quarter_year(at);
      if (later_year == 0 && (!stands_alone(text_, later_end) || units().match(text_, later_end))) break;
      quarters.push_back({end + 1, at, later_end});
      year = later_year;
      end = later_end;
    }
    for (const auto& [start, number, last] : quarters)
      emit_iso(start, last, quarter_iso(year, quarter_at(number)), "quarter");
    return end;
  }

  std::ptrdiff_t year_cue(std::ptrdiff_t i) {
    if (text_[i - 1].is_number() && !text_[i - 1].has(Token::tab_before)) return 0;
    const std::ptrdiff_t number = i + (text_[i + 1].is(words::hoc) ? 2 : 1);
    const std::ptrdiff_t first = with_part(i);
    if (const YearRange range = scan_years(text_, number, number == i + 2))
      return emit_range(first, range.end, fmt::format("{}", range.from), fmt::format("{}", range.to), "years");
    const int year = number == i + 1 ? scan_year(text_, number) : 0;
    if (year == 0 || !stands_alone(text_, number + 1)) return 0;
    emit_iso(first, number + 1, fmt::format("{}", year), "year");
    return more_years(number + 1);
  }

  // ", 2022 và 2023" after a year.
  std::ptrdiff_t more_years(std::ptrdiff_t end) {
    while (joins(end) || text_[end].is(words::den)) {
      if (scan_year(text_, end + 1) == 0 || !stands_alone(text_, end + 2) || scan_years(text_, end + 1, false)) break;
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
    emit(i, i + 4, "half").canonical.set("iso", fmt::format("{}-H{}", year, text_[i + 1].is(words::dau) ? 1 : 2));
    return i + 4;
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
    const Tables::Cell cell = tables_.look(i, i + 1);
    const bool timed = cell.in_table && heads_time(text_, cell);
    if (const DayScan day = scan_day(text_, i, false)) {
      if (day.year != 0 && stands_alone(text_, day.end)) return emit_iso(i, day.end, day.iso(), "day");
      if (day.year == 0 && stands_alone(text_, day.end) &&
          (timed || day_is_meant(text_, i, day.end) || leads_to_day(day.end)))
        return after_day(i, day);
    }
    if (const DayScan wide = scan_day(text_, i, true); wide.year != 0 && text_.digits(wide.end - 1) == 4)
      return emit_iso(i, wide.end, wide.iso(), "day");  // "15 / 8 / 2024"
    if (const std::ptrdiff_t end = day_range(i, timed)) return end;
    if (const DayScan iso = scan_iso_day(text_, i)) return emit_iso(i, iso.end, iso.iso(), "day");
    if (const YearRange range = scan_years(text_, i, false))
      return emit_range(i, range.end, fmt::format("{}", range.from), fmt::format("{}", range.to), "years");
    if (const std::ptrdiff_t end = half_year(i)) return end;
    if (const DayScan month = scan_month(text_, i);
        month.year != 0 && !text_[i + 1].is(words::nam) && month_is_meant(text_, i, month.end))
      return emit_iso(i, month.end, month.iso(), "month");
    if (const int year = scan_year(text_, i);
        year >= 1900 && year <= 2100 && (year_is_meant(text_, i) || (cell.alone && heads_years(text_, cell)))) {
      emit_iso(i, i + 1, fmt::format("{}", year), "year");
      return more_years(i + 1);
    }
    return 0;
  }

  // "05/8 - 11/8/2024"
  bool leads_to_day(std::ptrdiff_t end) const {
    if (!text_[end].is('-') && !text_[end].is(words::den)) return false;
    const DayScan last = scan_day(text_, end + 1, false);
    return last.year != 0 && stands_alone(text_, last.end);
  }

  // "5-7/8/2024", and "5-7/8" where a day is meant
  std::ptrdiff_t day_range(std::ptrdiff_t i, bool timed) {
    const int first = text_.digits(i) <= 2 ? int(text_.number(i)) : 0;
    if (first < 1 || (text_[i].touches() && text_[i - 1].is(':')) || !text_[i + 1].is('-') ||
        text_[i + 1].touches() != text_[i + 2].touches())
      return 0;
    const DayScan last = scan_day(text_, i + 2, false);
    if (!last || last.day <= first || text_[i + 3].is('-') || !stands_alone(text_, last.end)) return 0;
    if (last.year == 0 && !timed && !day_is_meant(text_, i, last.end)) return 0;
    const DayScan from{last.year, last.month, first, 0};
    return emit_range(i, last.end, from.iso(), last.iso(), "days");
  }

  // "6 tháng đầu năm 2023"
  std::ptrdiff_t half_year(std::ptrdiff_t i) {
    if ((text_.number(i) != 6 && !text_[i].is(spelled_six)) || !text_[i + 1].is(words::thang) ||
        !text_[i + 3].is(words::nam))
      return 0;
    const bool first = text_[i + 2].is(words::dau);
    if (!first && !text_[i + 2].is(words::cuoi)) return 0;
    const int year = scan_year(text_, i + 4);
    if (year != 0) return emit_iso(i, i + 5, fmt::format("{}-H{}", year, first ? 1 : 2), "half");
    return emit_iso(i, i + 4, fmt::format("--H{}", first ? 1 : 2), "half");
  }

  const SourceText& text_;
  std::vector<Item>& out_;
  SpanCursor shield_;
  Tables tables_;
};

}  // namespace

void recognise_dates(const SourceText& text, std::vector<Item>& items) { DateReader(text, items).run(); }

}  // namespace intake
