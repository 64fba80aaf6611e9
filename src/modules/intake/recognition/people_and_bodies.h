#pragma once
// The one entry to persons, bodies, awards, conferences, tasks and proposals: they share the table of names,
// and each reads what the ones before it found.

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_people_and_bodies(const SourceText& text, std::vector<Item>& items);

}  // namespace intake
