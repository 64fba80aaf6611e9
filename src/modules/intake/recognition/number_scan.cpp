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
const Lexicon spelled_starts{{"hai", "ba", "bốn", "năm", "sáu", "bảy", "bẩy", "tám", "chín", "mười", "một"},
                             starts_figure};
const Lexicon numeral_links{"linh", "lẻ"};
const Word spelled_muoi{"mười"}, spelled_muoi_tens{"mươi"}, spelled_tram{"trăm"}, spelled_mot{"một"};

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

namespace {

// One step of a spelled numeral: what the tokens before say and what this one adds.
struct Numeral {
  double total = 0, group = 0, digit = 0;  // finished thousands; the hundreds being read; a digit that waits
  double scale = 1e12;
  bool take_digit(double value) {
    if (digit != 0) return false;
    digit = value;
    return true;
  }
  bool take_unit(double unit) {  // mươi, trăm
    if (digit == 0) return false;
    group += digit * unit;
    digit = 0;
    return true;
  }
  bool take_scale(double factor) {
    if (group + digit == 0 || factor >= scale) return false;
    total += (group + digit) * factor;
    scale = factor;
    group = digit = 0;
    return true;
  }
};

// "năm" is a five only where the numeral goes on: "hai trăm năm mươi" but "hai mươi năm".
bool is_five(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t i) {
  if (i == first || numeral_links.contains(text[i - 1].word)) return true;
  return text[i + 1].is(spelled_muoi_tens) || text[i + 1].is(spelled_tram) || bool(scales.match(text, i + 1));
}

bool take(Numeral& numeral, const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t i) {
  if (numeral_links.contains(text[i].word))
    return numeral.group >= 100 && numeral.digit == 0 && spelled_digits.contains(text[i + 1].word);
  if (const auto scale = scales.match(text, i)) {
    // The last scale is left to the scanner of scales: "hai triệu rưỡi".
    const bool more =
        spelled_digits.contains(text[i + 1].word) && !(text[i + 1].is(words::nam) && !is_five(text, first, i + 1));
    return (numeral.total > 0 || more) && numeral.take_scale(std::stod(*scale.value));
  }
  if (text[i].is(words::nam) && !is_five(text, first, i)) return false;
  if (text[i].is(spelled_muoi)) return numeral.take_digit(1) && numeral.take_unit(10);
  const std::string* value = spelled_digits.value_of(text[i].word);
  if (value == nullptr) return false;
  const double number = std::stod(*value);
  return number < 10 ? numeral.take_digit(number) : numeral.take_unit(number);
}

}  // namespace

NumberScan scan_number_words(const SourceText& text, std::ptrdiff_t i) {
  if (!spelled_starts.contains(text[i].word)) return {};
  Numeral numeral;
  std::ptrdiff_t at = i;
  while (at < i + 24 && (at == i || !text[at].has(Token::tab_before)) && take(numeral, text, i, at)) ++at;
  const double value = numeral.total + numeral.group + numeral.digit;
  // "một" alone never counts, nor does "một triệu": only a longer numeral may begin with it.
  if (value < 2 || (text[i].is(spelled_mot) && at < i + 3)) return {};
  return {value, false, false, true, at};
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
