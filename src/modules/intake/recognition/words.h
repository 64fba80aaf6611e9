#pragma once
// Single words that several recognisers name in their code. Longer lists live in data/lexicons.

#include "modules/intake/recognition/vocabulary.h"

namespace intake::words {

inline const Word ngay{"ngày", starts_date}, thang{"tháng", starts_date}, quy_quarter{"quý", starts_date},
    nam{"năm", starts_date | starts_figure}, nhiem{"nhiệm", starts_date}, ky{"kỳ"}, giai{"giai", starts_date},
    doan{"đoạn"}, hoc{"học"}, dau{"đầu"}, giua{"giữa"}, cuoi{"cuối"}, nua{"nửa", starts_date}, hang{"hàng"},
    hang_new{"hằng"}, moi{"mỗi"}, cua{"của"}, va{"và"}, den{"đến"}, toi_to{"tới"}, tu_from{"từ"},
    so{"số", starts_document}, khoa{"khóa"}, lan{"lần"}, thu_ordinal{"thứ"}, la{"là"}, ve{"về"}, viec{"việc"},
    cac{"các"}, nhung{"những"}, thuoc{"thuộc"}, tai{"tại"}, trong{"trong"}, tren{"trên"}, do_by{"do"}, duoc{"được"},
    voi{"với"}, tinh{"tỉnh"}, truoc{"trước"}, sau{"sau"}, hoac{"hoặc"}, ban{"ban"}, hanh{"hành"}, len{"lên"},
    xuong{"xuống"}, con{"còn"}, dong{"đồng"}, chi{"chí"}, hoi{"hội"}, nghi{"nghị"}, dai{"đại"}, bieu{"biểu"},
    toan{"toàn"}, quoc{"quốc"}, trung{"trung"}, uong{"ương"}, tw{"tw"}, dang{"đảng"}, bo{"bộ"}, dieu{"điều"};

}  // namespace intake::words
