#include "base/record.h"

#include "base/text.h"

namespace base {

std::size_t count_json_text(const std::string& text) {
  // A zero byte would end the text in one database and not in the other.
  const bool whole = is_valid_utf8(text) && text.find('\0') == std::string::npos;
  return whole ? count_code_points(text) : std::string::npos;
}

}  // namespace base
