#pragma once
// A PDF → the lines of its text layer in reading order, page by page, decoded under the font of each word; pages
// that are pictures are recognised. Page numbers standing alone are left out. Hostile input: runs in the child.

#include <string_view>

#include "modules/intake/reading/reading.h"

namespace intake {

ReadText read_pdf(std::string_view bytes, const ReadLimits& limits, const ReadProgress& progress);

}  // namespace intake
