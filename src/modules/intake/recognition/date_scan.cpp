#include "modules/intake/recognition/date_scan.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/date.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

bool is_date_mark(const Token& token) { return token.is('/') || token.is('-') || token.is('.'); }

// A separator at i followed by a number; `mark` 0 takes any and reports it.
bool separated_number(const SourceText& text, std::ptrdiff_t i, WordId mark, bool loose) {
  const Token& sign = text[i];
  if (!is_date_mark(sign) || (mark != 0 && sign.word != mark) || !text[i + 1].is_number()) return false;
  if (sign.touches() && text[i + 1].touches()) return true;
  return loose && !sign.is('.') && !text[i + 1].has(Token::tab_before);
}

bool fits(int year, int month, int day) { return base::make_date(year == 0 ? 2000 : year, month, day).has_value(); }

// The year of two or four digits at i.
int year_at(const SourceText& text, std::ptrdiff_t i, bool loose) {
  const int year = scan_year(text, i);
  if (year != 0 || !loose || text.digits(i) != 2) return year;
  return int(text.number(i)) + 2000;
}

const Lexicon month_names{"giêng\t1", "hai\t2", "ba\t3",   "tư\t4",    "bốn\t4",       "năm\t5",       "sáu\t6",
                          "bảy\t7",   "tám\t8", "chín\t9", "mười\t10", "mười một\t11", "mười hai\t12", "chạp\t12"};

DayScan scan_spelled(const SourceText& text, std::ptrdiff_t i, int day) {
  if (!text[i + 1].is(words::thang)) return {};
  if (const auto name = month_names.match(text, i + 2)) {  // "15 tháng Tám năm 2024"
    const std::ptrdiff_t end = i + 2 + name.length;
    const int year = text[end].is(words::nam) ? scan_year(text, end + 1) : 0, month = std::atoi(name.value->c_str());
    return year != 0 && fits(year, month, day) ? DayScan{year, month, day, end + 2} : DayScan{};
  }
  if (!text[i + 2].is_number()) return {};
  const DayScan month = scan_month(text, i + 2);
  if (!month || !fits(month.year, month.month, day)) return {};
  return {month.year, month.month, day, month.end};
}

}  // namespace

int scan_year(const SourceText& text, std::ptrdiff_t i) {
  if (text.digits(i) != 4 || !text[i].is_number()) return 0;
  const auto year = int(text.number(i));
  return year >= 1850 && year <= 2199 ? year : 0;
}

std::string DayScan::iso() const {
  if (day != 0 && month != 0)
    return year ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : fmt::format("--{:02}-{:02}", month, day);
  if (month != 0) return year ? fmt::format("{:04}-{:02}", year, month) : fmt::format("--{:02}", month);
  if (day != 0) return fmt::format("---{:02}", day);
  return fmt::format("{:04}", year);
}

DayScan scan_day(const SourceText& text, std::ptrdiff_t i, bool loose) {
  if (!text[i].is_number() || text.digits(i) > 2) return {};
  const auto day = int(text.number(i));
  if (day < 1 || day > 31) return {};
  if (const DayScan spelled = scan_spelled(text, i, day)) return spelled;
  if (!separated_number(text, i + 1, 0, loose) || text.digits(i + 2) > 2) return {};
  const auto month = int(text.number(i + 2));
  if (month < 1 || month > 12) return {};
  DayScan scan{0, month, day, i + 3};
  if (separated_number(text, i + 3, text[i + 1].word, loose)) {
    const bool brief = text[i + 1].is('/') && text.digits(i) == 2 && text.digits(i + 2) == 2;  // 15/08/24
    if (const int year = year_at(text, i + 4, loose || brief))
      scan.year = year, scan.end = i + 5;
    else if (text[i + 3].touches())
      return {};
  } else if (text[i + 3].is(words::nam) && scan_year(text, i + 4) != 0) {
    scan.year = scan_year(text, i + 4), scan.end = i + 5;
  } else if (text[i + 3].is('/') && text[i + 3].touches() && text[i + 4].is_number()) {
    return {};  // "5 - 7/8/2024" is no fifth of July
  }
  return fits(scan.year, month, day) ? scan : DayScan{};
}

DayScan scan_iso_day(const SourceText& text, std::ptrdiff_t i) {
  const int year = scan_year(text, i);
  if (year == 0 || !text[i + 1].is('-') || !text[i + 3].is('-') || text.digits(i + 2) != 2 || text.digits(i + 4) != 2)
    return {};
  for (std::ptrdiff_t k = i + 1; k < i + 5; ++k)
    if (!text[k].touches()) return {};
  const DayScan scan{year, int(text.number(i + 2)), int(text.number(i + 4)), i + 5};
  return text[i + 2].is_number() && text[i + 4].is_number() && fits(year, scan.month, scan.day) ? scan : DayScan{};
}

DayScan scan_month(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i].is_number() || text.digits(i) > 2) return {};
  const auto month = int(text.number(i));
  if (month < 1 || month > 12) return {};
  if (is_date_mark(text[i + 1]) && scan_year(text, i + 2) != 0) return {scan_year(text, i + 2), month, 0, i + 3};
  if (text[i + 1].is(words::nam) && scan_year(text, i + 2) != 0) return {scan_year(text, i + 2), month, 0, i + 3};
  return {0, month, 0, i + 1};
}

YearRange scan_years(const SourceText& text, std::ptrdiff_t i, bool with_words) {
  const int from = scan_year(text, i);
  if (from == 0) return {};
  std::ptrdiff_t at = i + 1;
  if (!text[at].is('-') && !(with_words && text[at].is(words::den))) return {};
  ++at;
  int to = scan_year(text, at);
  if (to == 0 && text[at].touches() && text.digits(at) == 2 && text[at].is_number())
    to = from / 100 * 100 + int(text.number(at));
  if (to <= from || to - from > 60) return {};
  if (text[at + 1].touches() && (text[at + 1].is('/') || text[at + 1].is('-') || text[at + 1].is_number())) return {};
  return {from, to, at + 1};
}

}  // namespace intake
