#pragma once
// A text as the pattern of a LIKE over a folded column: the condition is "column LIKE ? ESCAPE '!'".

#include <string>
#include <string_view>

namespace base {

// "Hà_Nội" → "%ha!_noi%": anywhere in the column, the signs of LIKE taken literally.
std::string like_containing(std::string_view text);

}  // namespace base
