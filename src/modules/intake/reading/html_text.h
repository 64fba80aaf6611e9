#pragma once
// A web page → its text: blocks on lines, cells separated by " | ", entities resolved, scripts, styles, menus and
// hidden parts dropped. Reads the character set from the bytes, the mark or the meta element. Hostile input:
// runs in the reading child.

#include <string>

#include "modules/intake/reading/reading.h"

namespace intake {

ReadText read_html(std::string bytes, const ReadLimits& limits);

}  // namespace intake
