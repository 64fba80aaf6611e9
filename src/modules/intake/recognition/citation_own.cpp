#include <algorithm>

#include "base/text.h"
#include "modules/intake/recognition/citations.h"
#include "modules/intake/recognition/date_scan.h"
#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/reference_scan.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

// The letterhead is at the top of the text.
constexpr std::ptrdiff_t letterhead_tokens = 160;
const Lexicon national_heads{"Đảng Cộng sản Việt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam",
                             "Độc lập - Tự do - Hạnh phúc", "Đoàn TNCS Hồ Chí Minh"};
const Lexicon own_issuers{"issuers"};
const Lexicon own_places{"places"};
// These are named together with the committee above them.
const Lexicon dependent_boards{"Ban Tổ chức",        "Ban Tuyên giáo",  "Ban Tuyên giáo và Dân vận",
                               "Ban Dân vận",        "Ban Nội chính",   "Ủy ban Kiểm tra",
                               "Văn phòng",          "Ban Thường vụ",   "Ban Chấp hành",
                               "Ban Kinh tế",        "Ban Đối ngoại",   "Ban Bảo vệ, chăm sóc sức khỏe cán bộ",
                               "Đảng đoàn",          "Ban cán sự đảng", "Trường Chính trị",
                               "Trung tâm Chính trị"};
const Lexicon central_committee{"Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương Đảng"};
const Lexicon party_committees{"Đảng bộ",       "Đảng ủy", "Tỉnh ủy", "Thành ủy", "Huyện ủy",
                               "Ban Chấp hành", "Quận ủy", "Thị ủy",  "UBND",     "Ủy ban nhân dân"};

// A body's place may stand on the next line: "ỦY BAN NHÂN DÂN / TỈNH LÂM ĐỒNG".
const Lexicon name_levels{"tỉnh",   "thành phố", "huyện", "quận",        "thị xã",       "xã",
                          "phường", "thị trấn",  "khối",  "các cơ quan", "doanh nghiệp", "đặc khu"};

struct Line {
  std::ptrdiff_t first, last;
};

// Capitalises a name written in capitals: known bodies as they are written, other words one by one.
std::string restore_case(const SourceText& text, Line line) {
  std::string out;
  for (std::ptrdiff_t i = line.first; i < line.last;) {
    const Token& token = text[i];
    if (token.is_newline() || national_heads.match(text, i)) {
      i += token.is_newline() ? 1 : national_heads.match(text, i).length;
      continue;
    }
    if (!out.empty() && !token.touches()) out += ' ';
    if (token.shape != Shape::upper && token.shape != Shape::cap) {
      out += base::to_utf8(text.points(token));
      ++i;
      continue;
    }
    const auto known = own_issuers.match(text, i);
    const auto place = own_places.match(text, i);
    const auto& best = known.length >= place.length ? known : place;
    if (best && best.phrase) {
      out += *best.phrase;
      i += best.length;
      continue;
    }
    const std::string word = base::to_utf8(text.points(token));
    static const Lexicon levels{"tỉnh", "huyện", "xã", "phường", "thành phố", "phố",  "thị", "trấn",
                                "và",   "các",   "cơ", "quan",   "khối",      "nhân", "dân"};
    std::string low = base::to_lower(word);
    if (levels.contains(token.word) && !out.empty()) {
      out += low;
    } else {
      const std::u32string points(text.points(token));
      out += base::to_utf8(points.substr(0, 1)) + base::to_lower(base::to_utf8(points.substr(1)));
    }
    ++i;
  }
  return out;
}

// Lines of capitals above the number, without the national head: the body and the one above it.
std::vector<Line> letterhead_lines(const SourceText& text, std::ptrdiff_t number) {
  std::vector<Line> lines;
  for (std::ptrdiff_t i = 0; i < number;) {
    std::ptrdiff_t end = i;
    while (end < number && text[end].is_word() &&
           (text[end].shape == Shape::upper || (text[end].shape == text[i].shape && text[end].is_capitalised())) &&
           !(end > i && gap_before(text, end)) && !(end > i && national_heads.match(text, end)))
      ++end;
    if (end == i) {
      ++i;
      continue;
    }
    const bool national = bool(national_heads.match(text, i));
    if (!national && text[i].shape == Shape::upper && own_issuers.match(text, i))
      lines.push_back({i, end});
    else if (!national && !lines.empty() && text[i].shape == Shape::upper && name_levels.match(text, i))
      lines.back().last = end;
    else if (national_heads.match(text, i))
      end = i + national_heads.match(text, i).length;
    i = end;
  }
  return lines;
}

std::string own_issuer(const SourceText& text, std::ptrdiff_t number) {
  std::vector<Line> lines = letterhead_lines(text, number);
  if (lines.size() > 2) lines.erase(lines.begin(), lines.end() - 2);
  if (lines.empty()) return {};
  const Line body = lines.back();
  std::string name = restore_case(text, body);
  if (lines.size() == 1) return name;
  const Line above = lines.front();
  const auto board = dependent_boards.match(text, body.first);
  if (!board || board.length != body.last - body.first) return name;
  if (central_committee.match(text, above.first)) return name + " Trung ương";
  return name + " " + restore_case(text, above);
}

// "ngày 05 tháng 7 năm 2024" in the lines around the number.
std::string own_date(const SourceText& text, std::ptrdiff_t number) {
  for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, number - 40); i < number + 60; ++i) {
    if (!text[i].is(words::ngay)) continue;
    const DayScan day = scan_day(text, i + 1, true);
    if (day && day.year != 0) return day.iso();
    if (i > number && day) break;
  }
  return {};
}

struct Heading {
  std::string kind;
  std::ptrdiff_t last = 0;
};

// "BÁO CÁO", "CHƯƠNG TRÌNH HÀNH ĐỘNG" on a line of its own below the number.
Heading own_heading(const SourceText& text, std::ptrdiff_t number) {
  for (std::ptrdiff_t i = number; i < number + 70 && i < std::ptrdiff_t(text.size()); ++i) {
    if (!text[i - 1].is_newline()) continue;
    const KindScan kind = scan_kind(text, i);
    if (kind && !kind.abbreviated && (text[i].shape == Shape::upper || text[kind.end].is_newline()))
      return {kind.kind, kind.end};
  }
  return {};
}

void own_title(const SourceText& text, std::ptrdiff_t heading_end, Citation& c) {
  std::ptrdiff_t at = heading_end;
  while (!text[at].is_newline() && text[at].shape == Shape::upper) ++at;
  while (text[at].is_newline() && at < std::ptrdiff_t(text.size())) ++at;
  if (text[at].is(words::cua) && text[at].shape == Shape::upper) {
    // "CỦA BAN THƯỜNG VỤ TỈNH ỦY", and the title on the next line, in the same paragraph or a new one.
    const std::ptrdiff_t end = text.paragraph_end(at, 90);
    while (at < end && !(text[at].is(words::ve) && text[at].has(Token::line_break))) ++at;
    while (text[at].is_newline() && at < std::ptrdiff_t(text.size())) ++at;
  }
  if (text[at].is(words::ve)) ++at;
  const std::ptrdiff_t end = text.paragraph_end(at, 90);
  if (end <= at || !text[end].is_newline()) return;
  c.title_first = at;
  c.title_last = end;
}

}  // namespace

bool gap_before(const SourceText& text, std::ptrdiff_t i) {
  return text[i].has(Token::tab_before) || (i > 0 && text[i].start - text[i - 1].end >= 3) ||
         text[i].has(Token::line_break);
}

std::ptrdiff_t read_own_number(const SourceText& text, std::ptrdiff_t i, Citations& out) {
  if (i > letterhead_tokens || !text[i].is_capitalised()) return 0;
  const Token& before = text[i - 1];
  if (i > 0 && !before.is_newline() && !before.is('*') && !before.is('-') && !gap_before(text, i)) return 0;
  const Reference ref = scan_reference(text, i + (text[i + 1].is(':') || text[i + 1].is('.') ? 2 : 1));
  if (!ref || !ref.full()) return 0;
  Citation c;
  c.first = i;
  c.last = ref.end;
  c.number = ref.number;
  c.code = ref.code;
  c.year = ref.year;
  c.form = "self";
  c.known_sign = ref.known_sign;
  c.repaired = ref.repaired;
  const std::ptrdiff_t number_end = c.last;
  if (!gap_before(text, c.last)) read_tail(text, c);
  if (c.date.empty()) c.date = own_date(text, number_end);
  if (c.issuer.empty()) c.issuer = own_issuer(text, i);
  const Heading heading = own_heading(text, c.last);
  const std::string by_sign = ref.known_sign ? kind_of_sign(ref.sign, ref.state) : std::string();
  c.kind = !heading.kind.empty() ? heading.kind : !by_sign.empty() ? by_sign : "Công văn";
  if (heading.last > 0) own_title(text, heading.last, c);
  out.push_back(std::move(c));
  return out.back().last;
}

}  // namespace intake
