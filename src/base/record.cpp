#include "base/record.h"

#include "base/text.h"

namespace base {

std::size_t count_json_text(const std::string& text) {
  // A zero byte would end the text in one database and not in the other.
  const bool whole = is_valid_utf8(text) && text.find('\0') == std::string::npos;
  return whole ? count_code_points(text) : std::string::npos;
}

Json parse_json(std::string_view text) {
  constexpr int deepest = 64;
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) return Json(Json::value_t::discarded);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return Json::parse(text, nullptr, false);
}

}  // namespace base
