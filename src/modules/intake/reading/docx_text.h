#pragma once
// A Word file → its text as printed: paragraphs on lines, list labels, tables by rows, text boxes after their
// paragraph, then notes, headers and footers. Deleted and hidden text is left out. Tells the other ZIP containers
// apart and refuses them with their own sentence. Hostile input: runs in the reading child.

#include <string_view>

#include "modules/intake/reading/reading.h"

namespace intake {

ReadText read_docx(std::string_view bytes, const ReadLimits& limits);

}  // namespace intake
