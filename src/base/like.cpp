#include "base/like.h"

#include "base/text.h"

namespace base {

std::string like_containing(std::string_view text) {
  std::string out = "%";
  for (const char c : fold(text)) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out + "%";
}

}  // namespace base
