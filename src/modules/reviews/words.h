#pragma once
// The words for listed values, as sentences and tables of the server say them. Not a face.

#include <string>

#include "base/sentence.h"
#include "modules/reviews/records.h"

namespace reviews {

std::string words_of(Criterion criterion, base::Language language);
std::string words_of(Ground ground, base::Language language);
std::string words_of(Progress progress, base::Language language);
// Of an organisation that may be listed.
std::string words_of(tree::UnitKind kind, base::Language language);

}  // namespace reviews
