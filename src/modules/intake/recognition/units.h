#pragma once
// What figures count: the noun phrase after a number ("tổ chức cơ sở đảng", "nhiệm vụ, giải pháp", "đồng").

#include <string>

#include "modules/intake/recognition/lexicon.h"

namespace intake {

// The units that are known as such.
const Lexicon& units();
// The unit that starts at token i (known, or else the first words of a noun phrase), with what is joined to
// it by commas; empty when none. `end` gets one past its last token.
std::string scan_unit(const SourceText& text, std::ptrdiff_t i, std::ptrdiff_t* end);

}  // namespace intake
