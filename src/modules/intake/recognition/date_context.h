#pragma once
// What stands around digits and decides whether they are a date: a bare "3/4" is a day only after "sáng", in
// brackets or alone in a cell.

#include "modules/intake/recognition/tables.h"

namespace intake {

// Nothing touches the end that would make the digits part of something else.
bool stands_alone(const SourceText& text, std::ptrdiff_t end);
bool day_is_meant(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end);
bool month_is_meant(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t end);
bool year_is_meant(const SourceText& text, std::ptrdiff_t i);
// The column is one of deadlines or days ("Thời hạn", "Ngày vào Đảng"); of years ("Năm sinh", a row "Năm | 2020 |
// 2021").
bool heads_time(const SourceText& text, const Tables::Cell& cell);
bool heads_years(const SourceText& text, const Tables::Cell& cell);

}  // namespace intake
