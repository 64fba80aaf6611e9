#pragma once
// Figures as ANNOTATION.md defines them: cardinals with their scale, unit, qualifier, range or ratio. What
// is a label, an ordinal, a clock time, a phone number or part of a document or date is no figure.

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_figures(const SourceText& text, std::vector<Item>& items);

}  // namespace intake
