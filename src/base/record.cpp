#include "base/record.h"

#include "base/text.h"

namespace base {

std::size_t count_json_text(const std::string& text) {
  return is_valid_utf8(text) ? count_code_points(text) : std::string::npos;
}

}  // namespace base
