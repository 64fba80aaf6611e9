#include "modules/intake/recognition/units.h"

#include "modules/intake/recognition/words.h"

namespace intake {
namespace {

const Lexicon known_units{"units"};
// A noun phrase that is not in the list ends before these.
const Lexicon unit_stops{"được", "đã",  "đang",  "sẽ",   "là",    "có",    "của",   "và",    "với",   "cho",  "trong",
                         "ở",    "tại", "từ",    "đến",  "do",    "bởi",   "theo",  "về",    "để",    "khi",  "nếu",
                         "thì",  "mà",  "này",   "đó",   "trên",  "dưới",  "nhất",  "mới",   "cùng",  "cũng", "so",
                         "nhằm", "gồm", "ra",    "vào",  "lên",   "xuống", "hoặc",  "như",   "trở",   "đạt",  "tham",
                         "dự",   "bị",  "phải",  "cần",  "còn",   "nữa",   "đều",   "chưa",  "không", "chỉ",  "rất",
                         "qua",  "sau", "trước", "nên",  "tăng",  "giảm",  "chiếm", "bằng",  "ấy",    "kể",   "tới",
                         "mỗi",  "các", "những", "vẫn",  "thuộc", "hiện",  "toàn",  "trung", "bình",  "khác", "trực",
                         "lại",  "nói", "xuất",  "hoàn", "tiếp",  "thực",  "đó là", "bao",   "rưỡi",  "bên",  "năm",
                         "cả",   "hay", "nay",   "ngay", "đây"};

// Short units that after a comma rather begin a verb: "1.038 lượt công dân, giải quyết …".
const Lexicon also_verbs{"giải",  "tập",  "tin", "cấp",  "tổ",  "điểm", "bài",  "từ",     "con", "cầu", "kỳ",
                         "phiếu", "bước", "thứ", "khóa", "mặt", "nhóm", "phần", "đơn",    "câu", "lần", "dòng",
                         "loại",  "bộ",   "ca",  "chỗ",  "ban", "bản",  "vụ",   "trường", "cục", "tàu", "thẻ"};
// What measures is not listed with other things: "15 ngày, điều …", "19 tuổi, đảng viên".
const Lexicon measures{"tuổi",
                       "ngày",
                       "tháng",
                       "năm",
                       "giờ",
                       "phút",
                       "tuần",
                       "quý",
                       "lượt",
                       "lượt người",
                       "đồng",
                       "đ",
                       "USD",
                       "km",
                       "m",
                       "m2",
                       "ha",
                       "kg",
                       "tấn",
                       "lần",
                       "lít",
                       "mét",
                       "ngày làm việc",
                       "tuổi đời",
                       "năm tuổi đảng",
                       "cây số",
                       "buổi",
                       "điểm",
                       "vnđ",
                       "tháng tuổi"};
const Lexicon counting_words{"lượt", "nhóm", "bộ hồ sơ"};

// Tokens of a known unit, or of the first two words of what may be one.
int unit_length(const SourceText& text, std::ptrdiff_t i) {
  if (const auto known = known_units.match(text, i)) {
    // "lượt công dân", "nhóm nhiệm vụ"
    if (counting_words.match(text, i).length != known.length) return known.length;
    const auto counted = known_units.match(text, i + known.length);
    return known.length + (counted && !text[i + known.length].has(Token::tab_before) ? counted.length : 0);
  }
  int length = 0;
  while (length < 2 && text[i + length].is_word() &&
         (text[i + length].is_lower() || text[i + length].shape == Shape::upper) &&
         !text[i + length].has(Token::tab_before) && !unit_stops.match(text, i + length))
    ++length;
  return length;
}

}  // namespace

const Lexicon& units() { return known_units; }

std::string scan_unit(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t* end) {
  // "kỳ 1 tháng 3" counts no months.
  if ((text[i].is(words::thang) || text[i].is(words::quy_quarter) || text[i].is(words::ngay)) &&
      text[i + 1].is_number() && !text[i + 2].is(words::lan)) {
    *end = i;
    return {};
  }
  int length = unit_length(text, i);
  *end = i + length;
  if (length == 0) return {};
  const bool measure = measures.match(text, i).length == length;
  while (!measure && text[*end].is(',') && !text[*end + 1].has(Token::tab_before) &&
         text[*end + 1].shape == text[i].shape) {
    const auto more = known_units.match(text, *end + 1);
    if (!more || (more.length == 1 && also_verbs.contains(text[*end + 1].word))) break;
    // "10 xã, phường" but not "10 xã, năm 2023" nor "10 xã, 5 phường"
    if (text[*end + 1].is(words::nam) || text[*end + 1 + more.length].is_number()) break;
    *end += 1 + more.length;
  }
  while (text[*end].is('/') && text[*end].touches() && text[*end + 1].touches() &&
         text[*end + 1].shape == text[i].shape) {
    const auto per = known_units.match(text, *end + 1);
    *end += 1 + (per ? per.length : 1);
  }
  return text.squeezed_tokens(i, *end);
}

}  // namespace intake
