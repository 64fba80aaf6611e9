#include "modules/intake/recognition/figure_context.h"

#include "modules/intake/recognition/lexicon.h"
#include "modules/intake/recognition/number_scan.h"
#include "modules/intake/recognition/units.h"
#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

// Always a label or an ordinal.
const Lexicon strong_labels{"điều",       "khoản",
                            "mục",        "khóa",
                            "thứ",        "lần thứ",
                            "phụ lục",    "biểu",
                            "bảng",       "trang",
                            "chương",     "số",
                            "quốc lộ",    "tháng",
                            "ngày",       "quân khu",
                            "quận",       "mẫu",
                            "hình",       "tiết",
                            "ký hiệu",    "khoá",
                            "tỉnh lộ",    "biểu mẫu",
                            "phiên bản",  "gmt",
                            "gmt +",      "mùng",
                            "mồng",       "covid",
                            "covid -",    "tw",
                            "kỳ họp thứ", "hội nghị trung ương",
                            "trung ương", "số nhà",
                            "máy lẻ",     "mã số",
                            "mã",         "cột",
                            "cấp độ",     "công nghệ",
                            "phần thứ",   "top",
                            "quyển",      "biển số",
                            "file",       "ảnh",
                            "binh đoàn",  "quân đoàn",
                            "đại đội",    "tiểu đoàn",
                            "trung đội",  "tiểu đội",
                            "lữ đoàn",    "trung đoàn",
                            "sư đoàn",    "đêm",
                            "tầng",       "lô",
                            "hạng mục số"};
// Labels unless a unit follows.
const Lexicon weak_labels{"điểm",     "phần",       "tập",       "câu",        "vòng",     "lớp",        "đợt",
                          "bài",      "kỳ",         "giai đoạn", "hạng",       "loại",     "mức",        "nhóm",
                          "tổ",       "khối",       "khu",       "phòng",      "thôn",     "ấp",         "bản",
                          "làng",     "khóm",       "phường",    "đường",      "ngõ",      "hẻm",        "đội",
                          "vùng",     "kênh",       "chi bộ",    "vụ",         "năm",      "chuyên đề",  "nội dung",
                          "nhiệm vụ", "bước",       "khu phố",   "tổ dân phố", "cấp",      "quý",        "buổi",
                          "ca",       "khu vực",    "dự án",     "công trình", "trường",   "tuyến",      "ô",
                          "bậc",      "cục",        "phó",       "mũi",        "cụm",      "lần",        "chương trình",
                          "đề án",    "nghị quyết", "kết luận",  "chỉ thị",    "quy định", "quyết định", "hướng dẫn",
                          "kế hoạch", "thông báo",  "nghị định", "thông tư",   "công văn"};
const Lexicon counting_so{"con số", "tổng số", "trong số", "đa số",  "trong tổng số", "với số",
                          "là số",  "số",      "quân số",  "dân số", "sĩ số"};
const Lexicon phone_cues{"điện thoại", "đt",      "tel",    "fax",          "hotline", "đường dây nóng",
                         "sđt",        "di động", "cccd",   "cmnd",         "mst",     "mã số thuế",
                         "zalo",       "liên hệ", "máy lẻ", "số tài khoản", "stk"};
const Lexicon standing_before{
    "là",        "đạt",   "còn",   "có",     "tăng",    "giảm",   "gồm",       "với",  "lên",  "xuống", "từ",
    "đến",       "bằng",  "hơn",   "chiếm",  "được",    "thêm",   "khoảng",    "trên", "dưới", "gần",   "tổng số",
    "tổng cộng", "cộng",  "thành", "quá",    "ít nhất", "tối đa", "tối thiểu", "đủ",   "cả",   "gấp",   "tới",
    "hụt",       "thiếu", "vượt",  "con số", "chỉ",     "đã",     "trong đó",  "bởi",  "cho",  "tỷ lệ"};
// What a ballot or a rating counts: "hợp lệ 45, không hợp lệ 0".
const Lexicon counted_states{"thực hiện",    "xuất sắc",    "tốt",           "khá",        "trung bình",
                             "yếu",          "kém",         "chỉ tiêu",      "kế hoạch",   "nam",
                             "nữ",           "tổng",        "dự bị",         "chính thức", "kết nạp",
                             "khai trừ",     "khiển trách", "cảnh cáo",      "cách chức",  "đồng ý",
                             "không đồng ý", "tán thành",   "tín nhiệm cao", "tín nhiệm",  "tín nhiệm thấp",
                             "vắng",         "có mặt",      "triệu tập",     "hợp lệ",     "không hợp lệ",
                             "phát ra",      "thu về",      "hoàn thành",    "vắng mặt",   "tham dự",
                             "đủ điều kiện", "đề nghị",     "khen thưởng",   "xóa tên",    "xin ra",
                             "ra khỏi đảng", "chuyển đi",   "chuyển đến",    "từ trần",    "đình chỉ"};
const Lexicon clock_units{"giờ", "h"};
const Lexicon hours_on_end{"giờ liền", "giờ liên tục", "giờ đồng hồ", "giờ làm việc", "giờ công", "giờ mỗi", "giờ học"};
const Lexicon row_heads{"tháng", "quý", "tuần",  "kỳ",        "số",     "điều", "mã", "năm",   "ngày",
                        "tt",    "stt", "số tt", "số thứ tự", "thứ tự", "no",   "#",  "số stt"};
const Lexicon spelled_vetoes{"thứ",  "tháng",   "khóa", "quý",  "ngày", "mùng", "vài", "dăm", "đôi",
                             "điều", "lần thứ", "một",  "mươi", "trăm", "số",   "lớp", "mục", "khoản",
                             "bác",  "anh",     "chị",  "ông",  "bà",   "cô",   "chú", "cụ"};
const Lexicon not_five{"bản lề", "nay",  "qua", "tới", "học", "ngoái",     "sau",
                       "trước",  "cuối", "đầu", "thứ", "kia", "tài chính", "ấy"};
const Lexicon before_five{"gồm",       "có",          "với",       "cùng",     "nêu",      "ra",        "cả",
                          "thực hiện", "hoàn thành",  "tập trung", "xác định", "ban hành", "thành lập", "và",
                          "cho",       "khoảng",      "hơn",       "gần",      "trên",     "bảo đảm",   "đảm bảo",
                          "tổ chức",   "khen thưởng", "nhóm",      "được",     "đủ",       "tối đa",    "ít nhất",
                          "tối thiểu", "không quá",   "đạt",       "về",       "theo"};
const Lexicon target_cues{"mục tiêu", "chỉ tiêu", "phấn đấu", "đặt ra", "kế hoạch đề ra", "đến năm"};
const Lexicon address_after{"đường", "phố", "ngõ", "đại lộ"};
const Lexicon durations{"trong",     "sau",     "mất",       "hết",    "kéo dài",   "suốt", "cách",
                        "đủ",        "mỗi",     "hơn",       "gần",    "khoảng",    "trên", "dưới",
                        "chưa đầy",  "ít nhất", "tối thiểu", "tối đa", "không quá", "quá",  "vòng",
                        "thời gian", "xấp xỉ",  "thêm",      "từng",   "tổng",      "được"};
const Word context_so{"số"}, dimension_x{"x"};

bool is_inner_mark(const Token& token) {
  return token.is('.') || token.is('-') || token.is('/') || token.is(':') || token.is('_') || token.is('&') ||
         token.is('#') || token.is('@');
}

// Digits, points and brackets back to a word like "Điện thoại".
bool follows_phone_cue(const SourceText& text, std::ptrdiff_t i) {
  for (int steps = 0; steps < 12; ++steps) {
    --i;
    const Token& token = text[i];
    if (token.is_number() || token.is('(') || token.is(')') || token.is('.') || token.is('-') || token.is(':') ||
        token.is('+') || token.is('*'))
      continue;
    return token.is_word() && bool(phone_cues.match_before(text, i + 1));
  }
  return true;
}

// A number that begins a date or a count rather than minutes.
bool is_dated(const SourceText& text, std::ptrdiff_t i) {
  return text[i + 1].is('/') || text[i + 1].is('-') || text.number(i) > 59;
}

// Words before a label that make it a measure: "mỗi khóa 5 buổi".
const Lexicon per_words{"mỗi", "một", "từng", "cả", "hằng", "hàng", "các"};
const Lexicon place_labels{"thôn",    "ấp",     "bản", "làng", "khóm", "phường", "tổ dân phố",
                           "khu phố", "chi bộ", "tổ",  "đội",  "buôn", "xóm",    "khu"};
const Lexicon at_words{"ở", "tại", "của", "trưởng", "từ", "thuộc", "về", "với", "bí thư", "đến"};

}  // namespace

bool touches_other(const SourceText& text, std::ptrdiff_t i) {
  const Token& token = text[i];
  if (!token.touches()) return false;
  const Token& before = text[i - 1];
  if (before.is_word()) return true;
  if (!is_inner_mark(before)) return false;
  if (before.is('-') && !before.touches()) return false;
  return !(before.is(':') && !text[i - 2].is_number());
}

std::ptrdiff_t end_of_label(const SourceText& text, std::ptrdiff_t i) {
  const Token& after = text[i + 1];
  const bool opens = text[i - 1].is_newline() || text[i].has(Token::sentence_first) ||
                     ((text[i - 1].is('-') || text[i - 1].is('*') || text[i - 1].is('#')) && text[i - 2].is_newline());
  if (opens && (after.is('.') || after.is(')') || after.is('/')) &&
      !(text[i + 2].is_number() && text[i + 2].touches() && after.touches()))
    return i + 2;
  if (text[i - 1].is('(') && after.is(')') && unit_before(text, i).empty()) return i + 2;
  if (after.is(':') && after.touches() && text[i + 2].is_number() && text[i + 2].touches()) return i + 3;
  if (clock_units.match(text, i + 1)) {
    if (text[i + 2].is_number() && text[i + 2].start - after.end <= 1 && !is_dated(text, i + 2)) return i + 3;
    if (text.number(i) < 24 && !durations.match_before(text, i) && !hours_on_end.match(text, i + 1)) return i + 2;
  }
  if (after.is(dimension_x) && text[i + 2].is_number()) return i + 3;
  return 0;
}

std::ptrdiff_t end_of_number_chain(const SourceText& text, std::ptrdiff_t i) {
  ++i;
  while ((text[i].is_number() || text[i].is('.') || text[i].is(',')) && text[i].touches()) ++i;
  return i;
}

std::ptrdiff_t end_of_phone(const SourceText& text, std::ptrdiff_t i) {
  if (text.points(text[i])[0] != U'0' || text.digits(i) < 3) return 0;
  std::ptrdiff_t end = i + 1;
  while ((text[end].is_number() && text.digits(end) >= 2) ||
         ((text[end].is('.') || text[end].is('-') || text[end].is(')')) && text[end + 1].is_number()))
    ++end;
  return end;
}

bool runs_on(const SourceText& text, std::ptrdiff_t end) {
  const Token& next = text[end];
  if (!next.touches()) return false;
  if (next.is_word()) return !units().match(text, end);
  if (next.is('/') || next.is('-') || next.is(':'))
    return text[end + 1].touches() && (text[end + 1].is_number() || text[end + 1].is_capitalised());
  return false;
}

bool is_place_label(const SourceText& text, std::ptrdiff_t i) {
  return place_labels.match_before(text, i) || weak_labels.match_before(text, i);
}

bool is_label_before(const SourceText& text, std::ptrdiff_t i, bool counted, bool strong) {
  if (follows_phone_cue(text, i)) return true;
  if (address_after.match(text, i + 1) && !strong) return true;
  if (text[i - 1].is_newline() || text[i].has(Token::tab_before)) return false;
  if (text[i - 1].is(context_so)) {
    if (counting_so.match_before(text, i).length > 1) return false;
    return !(counted && text[i - 2].is(words::la));
  }
  // "mỗi tháng 1.200 lượt" counts, "tháng 12" does not.
  if (const auto label = strong_labels.match_before(text, i)) {
    if (!counted) return true;
    if (text[i - 1].is(words::ngay) && text[i + 1].is(words::thang)) return true;  // "ngày 10 tháng đầu quý"
    return !(text[i - 1].is(words::thang) || text[i - 1].is(words::ngay) ||
             per_words.match_before(text, i - label.length));
  }
  if (const auto place = place_labels.match_before(text, i);
      place && !strong && at_words.match_before(text, i - place.length))
    return true;
  return !counted && !strong && bool(weak_labels.match_before(text, i));
}

namespace {

// "147 đảng viên (khiển trách 98, cảnh cáo 31)": what the bracket parts was counted before it.
bool in_counting_bracket(const SourceText& text, std::ptrdiff_t i) {
  std::ptrdiff_t open = i - 1;
  while (open > i - 30 && !text[open].is('(') && !text[open].is(')') && !text[open].is_newline()) --open;
  if (!text[open].is('(')) return false;
  for (std::ptrdiff_t k = open - 1; k > open - 6 && text[k].is_word(); --k)
    if (text[k - 1].is_number()) return true;
  return false;
}

}  // namespace

bool may_stand_alone(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end, bool ratio) {
  const Token& before = text[i - 1];
  if (ratio) return !before.is_newline() || !text[end].is_newline();
  if (before.is('(')) return text[end].is(')') && !unit_before(text, i).empty();
  if (before.is(':') || before.is('|') || before.is('+')) return !before.touches() || !text[i - 2].is_number();
  if (before.is(',') || before.is(words::va) || before.is(words::hoac)) return false;
  const Token& next = text[end];
  const bool closed =
      next.is_newline() || next.is(',') || next.is(';') || next.is('.') || next.is(')') || next.is(words::va);
  if (counted_states.match_before(text, i)) return closed;
  if (closed && before.is_word() && in_counting_bracket(text, i)) return true;
  return bool(standing_before.match_before(text, i));
}

std::string unit_before(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i - 1].is(':') && !text[i - 1].is('(')) return {};
  if (text[i - 1].is('(') && text[i + 1].is(')') && text[i + 2].is_capitalised() && text[i + 2].is_word()) return {};
  if (text[i - 2].is('%')) return {};
  const auto match = units().match_before(text, i - 1);
  if (!match) return {};
  std::string unit = text.squeezed_tokens(i - 1 - match.length, i - 1);
  return unit;
}

std::string unit_of_subject(const SourceText& text, std::ptrdiff_t i) {
  for (std::ptrdiff_t k = i - 1; k > i - 20 && !text[k].is(';') && !text[k].is_newline(); --k) {
    if (text[k].is(context_so) && text[k + 1].is_lower())
      if (const auto match = units().match(text, k + 1); match && k + 1 + match.length <= i)
        return text.squeezed_tokens(k + 1, k + 1 + match.length);
    if (text[k].has(Token::sentence_first)) break;
  }
  return {};
}

std::string unit_of_label(const SourceText& text, std::ptrdiff_t i) {
  if (!text[i - 1].is(':')) return {};
  std::ptrdiff_t first = i - 1;
  while (first > i - 6 && text[first - 1].is_word() && !text[first].has(Token::tab_before)) --first;
  return first < i - 1 ? text.squeezed_tokens(first, i - 1) : std::string();
}

bool spelled_number_counts(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end) {
  const Token& token = text[i];
  if (token.shape != Shape::lower && !token.has(Token::sentence_first) && token.shape != Shape::upper) return false;
  if (text[i - 1].is_number() || spelled_vetoes.match_before(text, i)) return false;
  if (token.is(words::nam) && end == i + 1 && scan_scale(text, end).end == end) {
    if (not_five.match(text, end)) return false;
    if (!before_five.match_before(text, i) && !token.has(Token::sentence_first)) return false;
    if (text[i - 1].is(words::ve) && token.is_lower()) return false;
  }
  return true;
}

bool heads_row_number(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  const auto match = row_heads.match(text, first);
  return match && first + match.length >= last;
}

std::string head_unit(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) {
  for (std::ptrdiff_t i = first; i < last; ++i) {
    if (!text[i].is('(')) continue;
    std::ptrdiff_t end = i + 1;
    while (end < last && !text[end].is(')')) ++end;
    return text.squeezed_tokens(i + 1, end);
  }
  for (std::ptrdiff_t i = first; i < last; ++i) {
    if (text[i].is('%')) return "%";
    if (const auto match = units().match(text, i)) return text.squeezed_tokens(i, i + match.length);
  }
  return {};
}

bool is_target(const SourceText& text, std::ptrdiff_t i) {
  for (std::ptrdiff_t k = i - 1; k >= i - 14 && !text[k].is_newline(); --k) {
    if (text[k].is(';') || (text[k].is('.') && !text[k + 1].touches())) return false;
    if (target_cues.match(text, k)) return true;
  }
  return false;
}

}  // namespace intake
