#pragma once
// Bodies that are one specific body: a capitalised head and its longest name, outside documents, offices and
// the issuer of an award. `name` is completed from the text itself: the committee and the place that the
// letterhead or the nearest mention gives ("Ban Tổ chức Tỉnh ủy" in a text of a province names it). Classes
// ("các huyện ủy", "đảng ủy các xã") and bare Đảng, Nhà nước, Trung ương, Đảng bộ are left alone.

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/setting.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_organisations(const SourceText& text, const NameTable& names, const Setting& setting,
                             std::vector<Item>& items);

}  // namespace intake
