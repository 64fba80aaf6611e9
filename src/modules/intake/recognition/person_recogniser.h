#pragma once
// Persons with the offices that stand at this very mention: before the name, after it, in brackets, in a
// shared list, in a signature block. Short names are resolved to the last full name of the text. Bylines,
// photo credits and commenters come out as optional with a role, so that they never become drafts.

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_persons(const SourceText& text, NameTable& names, std::vector<Item>& items);

}  // namespace intake
