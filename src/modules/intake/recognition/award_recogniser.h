#pragma once
// Awards: certificates, medals, badges, flags, titles and prizes, with edition, period, tier and the issuer
// where it is contiguous. A count of prizes ("2 giải A") is a figure, not an award.

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_awards(const SourceText& text, const NameTable& names, std::vector<Item>& items);

}  // namespace intake
