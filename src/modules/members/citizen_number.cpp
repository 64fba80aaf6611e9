#include "modules/members/citizen_number.h"

namespace members {

std::optional<std::string> read_citizen_number(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ' ' && c != '.' && c != '-')
      return std::nullopt;
  }
  if (digits.size() != 12 && digits.size() != 9) return std::nullopt;
  return digits;
}

std::string mask_citizen_number(std::string_view digits) {
  if (digits.size() < 3) return std::string(digits.size(), '*');
  return std::string(digits.size() - 3, '*') + std::string(digits.substr(digits.size() - 3));
}

std::string CitizenNumbers::hash(std::string_view digits) const {
  return platform::keyed_hash(hashing_key_, "citizen:" + std::string(digits));
}

}  // namespace members
