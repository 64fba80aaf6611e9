#pragma once
// Reads one cardinal number at a token, in digits ("1.046", "2,5", "53 800") or in words ("mười hai").
// Whether it is a figure, a label or part of a date is decided elsewhere.

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

struct NumberScan {
  double value = 0;
  bool grouped = false;  // 1.046
  bool decimal = false;  // 2,5
  bool spelled = false;  // hai
  std::ptrdiff_t end = 0;
  explicit operator bool() const { return end > 0; }
};

// Grouping by dots (or blanks before exactly three digits), decimals by a comma; "2.1" is no number unless
// a % or a scale follows.
NumberScan scan_number(const SourceText& text, std::ptrdiff_t i);
// "hai" and up: "mười hai", "một tỷ hai trăm năm mươi" (a last scale is left to scan_scale).
NumberScan scan_number_words(const SourceText& text, std::ptrdiff_t i);
// Past "(năm)" in "05 (năm) ngày"; i itself when no such repetition stands there.
std::ptrdiff_t past_spelled_repeat(const SourceText& text, std::ptrdiff_t i);
// nghìn, vạn, triệu, tỷ and their products ("nghìn tỷ"): the factor (1 when none) and the end.
struct ScaleScan {
  double factor = 1;
  std::ptrdiff_t end = 0;
};
ScaleScan scan_scale(const SourceText& text, std::ptrdiff_t i);
// An integer when it is one.
Value number_value(double value);

}  // namespace intake
