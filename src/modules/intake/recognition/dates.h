#pragma once
// Dates as ANNOTATION.md defines them: days, months, quarters, halves, years, terms, recurring deadlines.
// A date needs a digit or a roman quarter. Weekdays, clock times and prepositions stay outside the span; a
// date inside a document's citation is not reported again. A missing year stays missing here.

#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

void recognise_dates(const SourceText& text, std::vector<Item>& items);
// Fills `resolved` of dates without a year from the sentence, the title and the page's own date.
void resolve_dates(const SourceText& text, std::vector<Item>& items);

}  // namespace intake
