#pragma once
// Cuts code points into the tokens of SourceText: one pass, no allocation but the array. Decides which
// line breaks end a paragraph and which only wrap a line.

#include <string_view>
#include <vector>

#include "modules/intake/recognition/source_text.h"

namespace intake {

std::vector<Token> tokenise(std::u32string_view points);

}  // namespace intake
