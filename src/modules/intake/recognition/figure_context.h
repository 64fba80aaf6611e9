#pragma once
// What stands around a number and decides whether it counts something: labels, clock times, phone numbers,
// row numbers, targets.

#include <string>

#include "modules/intake/recognition/source_text.h"

namespace intake {

// The number is glued to something that is no number: "Covid-19", "14h30", "16:42", "G7".
bool touches_other(const SourceText& text, std::ptrdiff_t i);
// Past a label or a clock time that starts at i ("2.1.", "(1)", "8 giờ 30"); 0 when it is none.
std::ptrdiff_t end_of_label(const SourceText& text, std::ptrdiff_t i);
// Past the digits and points of "2.1.3".
std::ptrdiff_t end_of_number_chain(const SourceText& text, std::ptrdiff_t i);
// Past a phone number that starts at i ("0912 345 678", "0292"); 0 when it is none.
std::ptrdiff_t end_of_phone(const SourceText& text, std::ptrdiff_t i);
// What follows touches the number and spoils it ("28KL", "10/2023/NĐ").
bool runs_on(const SourceText& text, std::ptrdiff_t end);
// "Điều 5", "khóa 13", "Chi bộ 3", a phone or house number. `counted`: a unit follows; `strong`: the number
// itself looks like a quantity.
bool is_label_before(const SourceText& text, std::ptrdiff_t i, bool counted, bool strong);
// "khu phố 5", "nhóm 3": a label unless what follows is known to be counted.
bool is_place_label(const SourceText& text, std::ptrdiff_t i);
// A number without a unit that still counts: "tăng lên 95", "gồm 12,", "lượt xem: 1245".
bool may_stand_alone(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end, bool ratio);
// The unit before a colon or bracket: "Lượt xem: 1.245", "Bình luận (2)".
std::string unit_before(const SourceText& text, std::ptrdiff_t i);
// The unit that the subject names: "tổng số đảng viên kết nạp là 125".
std::string unit_of_subject(const SourceText& text, std::ptrdiff_t i);
// The label before the colon, as a last resort: "Lượt đọc: 3.918".
std::string unit_of_label(const SourceText& text, std::ptrdiff_t i);
// A spelled number counts only right before a unit and not in "thứ hai", "vài ba", "năm 2023".
bool spelled_number_counts(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end);
// TT, STT, Số TT.
bool heads_row_number(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last);
// The unit that the head of a column names.
std::string head_unit(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last);
// The sentence before the number sets it as a goal.
bool is_target(const SourceText& text, std::ptrdiff_t i);

}  // namespace intake
