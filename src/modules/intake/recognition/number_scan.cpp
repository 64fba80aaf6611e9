#include "modules/intake/recognition/number_scan.h"

#include <array>
#include <cmath>

#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Lexicon scales{"nghìn\t1000", "ngàn\t1000", "vạn\t10000", "triệu\t1000000", "tỷ\t1000000000", "tỉ\t1000000000"};
const Lexicon spelled_digits{{"hai\t2", "ba\t3", "bốn\t4", "năm\t5", "sáu\t6", "bảy\t7", "bẩy\t7", "tám\t8", "chín\t9",
                              "mười\t10", "mươi\t10", "một\t1", "mốt\t1", "tư\t4", "lăm\t5", "trăm\t100"}};
const Lexicon spelled_starts{{"hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười"}, starts_figure};
const Word spelled_muoi{"mười"}, spelled_muoi_tens{"mươi"}, spelled_tram{"trăm"};

bool group_follows(const SourceText& text, std::ptrdiff_t i, WordId mark) {
  return text[i].is(mark) && text[i].touches() && text[i + 1].is_number() && text[i + 1].touches() &&
         text.digits(i + 1) == 3 &&
         !(text[i + 2].is(mark) && text[i + 2].touches() && text[i + 3].is_number() && text[i + 3].touches() &&
           text.digits(i + 3) != 3);
}

bool blank_group_follows(const SourceText& text, std::ptrdiff_t i) {
  return text[i].is_number() && text.digits(i) == 3 && !text[i].touches() && !text[i].has(Token::tab_before) &&
         !text[i].has(Token::line_break) && text[i].start - text[i - 1].end == 1;
}

double power_of_ten(int digits) { return std::pow(10.0, digits); }

}  // namespace

NumberScan scan_number(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i].is_number()) return {};
  NumberScan scan{double(text.number(i)), false, false, false, i + 1};
  const bool may_group = text.digits(i) <= 3 && text.points(text[i])[0] != U'0';
  const auto take_group = [&](std::ptrdiff_t at) {
    scan.value = scan.value * 1000 + double(text.number(at));
    scan.grouped = true;
    scan.end = at + 1;
  };
  if (may_group) {
    while (group_follows(text, scan.end, '.')) take_group(scan.end + 1);
    if (!scan.grouped && group_follows(text, scan.end, ',') && group_follows(text, scan.end + 2, ','))
      while (group_follows(text, scan.end, ',')) take_group(scan.end + 1);
    if (!scan.grouped && blank_group_follows(text, i + 1) && text[i + 2].is_word())
      while (blank_group_follows(text, scan.end)) take_group(scan.end);
  }
  const Token& mark = text[scan.end];
  if (mark.touches() && text[scan.end + 1].is_number() && text[scan.end + 1].touches() &&
      (mark.is(',') || mark.is('.'))) {
    const int digits = text.digits(scan.end + 1);
    const Token& after = text[scan.end + 2];
    const bool english = mark.is('.') && (after.is('%') || scales.match(text, scan.end + 2)) && !scan.grouped;
    if (mark.is('.') && !english) return {};
    if (digits > 6) return {};
    scan.value += double(text.number(scan.end + 1)) / power_of_ten(digits);
    scan.decimal = true;
    scan.end += 2;
  }
  return scan;
}

NumberScan scan_number_words(const SourceText& text, std::ptrdiff_t i) {
  if (!spelled_starts.contains(text[i].word)) return {};
  double total = 0, digit = 0;
  std::ptrdiff_t at = i;
  for (; at < i + 6; ++at) {
    const auto match = spelled_digits.match(text, at);
    if (!match) break;
    const double value = std::stod(*match.value);
    if (value < 10) {
      if (digit != 0) break;
      if (at > i && text[at].is(words::nam) && !text[at - 1].is(spelled_muoi) && !text[at - 1].is(spelled_muoi_tens))
        break;
      digit = value;
    } else if (value == 10) {
      total += (digit == 0 ? 1 : digit) * 10, digit = 0;
    } else {
      total += (digit == 0 ? 1 : digit) * 100, digit = 0;
    }
  }
  total += digit;
  return total >= 2 ? NumberScan{total, false, false, true, at} : NumberScan{};
}

std::ptrdiff_t past_spelled_repeat(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i].is('(') || !spelled_digits.match(text, i + 1)) return i;
  std::ptrdiff_t end = i + 1;
  while (end < i + 8 && (spelled_digits.match(text, end) || scales.match(text, end))) ++end;
  return text[end].is(')') ? end + 1 : i;
}

ScaleScan scan_scale(const SourceText& text, std::ptrdiff_t i) {
  ScaleScan scan{1, i};
  for (int guard = 0; guard < 2; ++guard) {
    const auto match = scales.match(text, scan.end);
    if (!match || text[scan.end].has(Token::tab_before)) break;
    scan.factor *= std::stod(*match.value);
    scan.end += match.length;
  }
  return scan;
}

Value number_value(double value) {
  const double rounded = std::round(value * 1e6) / 1e6;
  if (std::abs(rounded - std::round(rounded)) < 1e-9 && std::abs(rounded) < 9e15)
    return Value(std::int64_t(std::llround(rounded)));
  return Value(rounded);
}

}  // namespace intake
