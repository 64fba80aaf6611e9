#include "platform/imports/import_columns.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace platform {
namespace {

// "Ngày sinh (dd/mm/yyyy)*" → "ngay sinh dd mm yyyy"
std::string plain(std::string_view name) {
  std::string text = base::fold(name);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x80 && !std::isalnum(static_cast<unsigned char>(c))) c = ' ';
  return base::squeeze(text);
}

bool is_called(const ImportColumn& column, const std::string& name) {
  if (plain(column.key) == name || plain(column.vi) == name || plain(column.en) == name) return true;
  auto left = column.others;
  while (!left.empty()) {
    const auto end = std::min(left.find('|'), left.size());
    if (plain(left.substr(0, end)) == name) return true;
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return false;
}

}  // namespace

std::vector<std::string> propose_columns(const ImportForm& form, std::span<const std::string> header) {
  std::vector<std::string> keys(header.size());
  for (const auto& column : form.columns)
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (!keys[i].empty() || !is_called(column, plain(header[i]))) continue;
      keys[i] = column.key;
      break;
    }
  return keys;
}

}  // namespace platform
