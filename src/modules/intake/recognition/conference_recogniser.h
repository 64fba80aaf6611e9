#pragma once
// The conference that a text reports, once: its name where it is first named in full, its day, who chaired it
// and how many sites it joined, all from the text. A conference that is only planned or cited is none.

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_conference(const SourceText& text, std::vector<Item>& items);
// A linker: the day, once dates are resolved.
void link_conference_date(const SourceText& text, std::vector<Item>& items);

}  // namespace intake
