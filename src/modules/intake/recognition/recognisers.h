#pragma once
// The recognisers in the order in which they run. Each appends its items (of its own types) to what the
// ones before it found and may read those: a date inside a document's span is no date. After sorting and
// giving ids come the linkers, which fill references between items (refers_to, relations, documents of a
// proposal). Add a recogniser by declaring it here and naming it in recognisers.cpp.

#include <span>
#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

using Recogniser = void (*)(const SourceText& text, std::vector<Item>& items);

std::span<const Recogniser> recognisers();
std::span<const Recogniser> linkers();

}  // namespace intake
