#include "modules/intake/recognition/date_context.h"

#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/units.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

// Words before a bare "3/4" that make it a day …
const Lexicon day_cues{"sáng",   "chiều",  "tối",      "trưa",      "đêm",     "ngày",     "dịp", "hôm nay",
                       "lễ",     "hôm",    "sáng nay", "chiều nay", "giờ",     "phút",     "h",   "thứ hai",
                       "thứ ba", "thứ tư", "thứ năm",  "thứ sáu",   "thứ bảy", "chủ nhật", "hồi", "nay",
                       "mùng",   "rằm",    "khuya",    "đợt",       "thứ 2",   "t 2",      "cn"};
// … or may make it one when no counted noun follows.
const Lexicon weak_cues{"từ",   "đến", "trước", "tới",   "vào",  "hết", "sau",
                        "cuối", "đầu", "giữa",  "kể từ", "xong", "hạn", "nhất"};
const Lexicon year_cues{"từ",        "đến",       "trước",   "tới",       "hết",      "sau",      "cuối",
                        "đầu",       "giữa",      "so với",  "cùng kỳ",   "vào",      "khóa",     "trong",
                        "kể từ",     "những năm", "các năm", "niên khóa", "thời kỳ",  "mùa xuân", "đại hội",
                        "hiến pháp", "luật",      "sinh",    "sn",        "tầm nhìn", "mốc"};
const Lexicon time_heads{"thời gian",
                         "thời hạn",
                         "hạn",
                         "hạn chót",
                         "ngày",
                         "tiến độ",
                         "thời điểm",
                         "lịch",
                         "hoàn thành",
                         "từ ngày",
                         "đến ngày",
                         "thời gian thực hiện",
                         "thời hạn hoàn thành",
                         "thời gian hoàn thành",
                         "hạn hoàn thành",
                         "ngày họp",
                         "ngày sinh",
                         "ngày ban hành"};
const Word until_now{"nay"};

// "30/10" alone in a cell: more than the whole cannot be a share.
bool fills_cell(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end) {
  const bool opens = text[i - 1].is('|') || text[i - 1].is_newline() || text[i].has(Token::tab_before);
  const bool closes = text[end].is('|') || text[end].is_newline() || text[end].has(Token::tab_before);
  return opens && closes && text.number(i) > text.number(i + 2);
}
bool bracketed(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end) {
  if (!text[end].is(')')) return false;
  std::ptrdiff_t open = i - 1;  // "(15, 16/3)"
  while (open > i - 8 && (text[open].is_number() || text[open].is(',') || text[open].is('/') || text[open].is('-') ||
                          text[open].is(words::va)))
    --open;
  return text[open].is('(');
}

// "Hạn: 7/8", "5/8: Khai mạc", "- 6/8, bế mạc"
bool labels_day(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end) {
  if (text[i - 1].is(':')) return bool(time_heads.match_before(text, i - 1));
  const Token& before = text[i - 1];
  const bool bullet = (before.is('-') || before.is('*') || before.is('+')) && text[i - 2].is_newline();
  if (text[end].is(':')) return bullet || before.is_newline() || before.is(';') || before.is('.');
  return bullet && text[end].is(',');
}

}  // namespace

bool heads_time(const SourceText& text, const Tables::Cell& cell) {
  for (std::ptrdiff_t i = cell.head_first; i < cell.head_last; ++i)
    if (time_heads.match(text, i)) return !text[i - 1].is(words::so);
  return false;
}

bool heads_years(const SourceText& text, const Tables::Cell& cell) {
  if (text[cell.row_first].is(words::nam) || text[cell.row_first + 1].is(words::nam)) return true;
  for (std::ptrdiff_t i = cell.head_first; i < cell.head_last; ++i)
    if (text[i].is(words::nam)) return true;
  return false;
}

bool stands_alone(const SourceText& text, std::ptrdiff_t end) {
  const Token& next = text[end];
  return !(next.touches() && (next.is('/') || next.is_number() || next.is_word() || next.is('%'))) &&
         !(next.is('-') && next.touches() && text[end + 1].touches() && !text[end + 1].is_newline());
}

bool day_is_meant(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end) {
  const bool dotted = text[i + 1].is('.');
  if (units().match(text, end) && !text[end].is(words::nam)) return false;
  if (day_cues.match_before(text, i) || (text[i - 1].is(',') && day_cues.match_before(text, i - 1))) return true;
  if (text[i - 1].is('(') && day_cues.match_before(text, i - 1)) return true;
  if (dotted) return false;
  if (bracketed(text, i, end) || fills_cell(text, i, end) || labels_day(text, i, end)) return true;
  const Token& next = text[end];
  return weak_cues.match_before(text, i) && !next.is('%') &&
         (!next.is_lower() || next.is(words::den) || next.is(words::tai) || next.is(words::va));
}
bool month_is_meant(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end) {
  if (!stands_alone(text, end) || units().match(text, end)) return false;
  return weak_cues.match_before(text, i) || year_cues.match_before(text, i) || text[i - 1].is('(') ||
         text[i + 1].is('/') || (text[i - 1].is_newline() && text[end].is_newline()) ||
         text[i].has(Token::tab_before) || text[i - 1].is('|');
}
bool year_is_meant(const SourceText& text, std::ptrdiff_t i) {
  if (!stands_alone(text, i + 1) || units().match(text, i + 1) || text[i + 1].is('%') || text[i + 1].is('/'))
    return false;
  if (text[i + 1].is('.') && text[i + 2].touches() && text[i + 2].is_number()) return false;
  if (bracketed(text, i, i + 1)) return true;
  // "2 năm 2021, 2022"
  if (text[i - 1].is(words::nam)) return true;
  // "từ 1995 đến 2000", "từ 2015 đến nay", "1975 - nay"
  const bool goes_on = text[i + 1].is(words::den) || text[i + 1].is(words::toi_to);
  if (text[i - 1].is(words::tu_from) && goes_on && (scan_year(text, i + 2) != 0 || text[i + 2].is(until_now)))
    return true;
  if (text[i + 1].is('-') && text[i + 2].is(until_now)) return true;
  return bool(year_cues.match_before(text, i)) && !text[i + 1].is_lower();
}

}  // namespace intake
