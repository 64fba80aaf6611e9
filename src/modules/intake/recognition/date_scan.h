#pragma once
// Reads one day, month or year at a token. Knows only the calendar and the ways to write it; which of
// these counts as a date of the text is decided by dates.cpp.

#include <string>

#include "modules/intake/recognition/source_text.h"

namespace intake {

// A part that the text does not say is 0. `end` is one past the last token; 0 when nothing was read.
struct DayScan {
  int year = 0, month = 0, day = 0;
  std::ptrdiff_t end = 0;
  explicit operator bool() const { return end > 0; }
  // 2024-07-01, 2024-07, 2024, --07-01, --07, ---25
  std::string iso() const;
};

// "25/10/2017", "25-10-2017", "25.10.2017", "25 tháng 10 năm 2017", "25/10", "25 tháng 10" from the number
// on. `loose` allows blanks around the separators and two-digit years, as after "ngày".
DayScan scan_day(const SourceText& text, std::ptrdiff_t i, bool loose);
// "2024-07-05".
DayScan scan_iso_day(const SourceText& text, std::ptrdiff_t i);
// "6/2023", "6-2023", "6 năm 2023", "6" from the number on, as after "tháng".
DayScan scan_month(const SourceText& text, std::ptrdiff_t i);
// A year of four digits at i, 0 otherwise.
int scan_year(const SourceText& text, std::ptrdiff_t i);
// "2020-2025", "2020 - 2025", "2020 đến 2025": first and last year, and the end.
struct YearRange {
  int from = 0, to = 0;
  std::ptrdiff_t end = 0;
  explicit operator bool() const { return end > 0; }
};
YearRange scan_years(const SourceText& text, std::ptrdiff_t i, bool with_words);

}  // namespace intake
