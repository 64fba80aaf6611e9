#include "base/name_order.h"

#include "base/text.h"

namespace base {
namespace {

constexpr std::u32string_view letters = U"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
constexpr std::u32string_view toned =  // six tones of each vowel
    U"aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ";
constexpr std::size_t tones = 6;

// The letters of a syllable before its tone, so that "Lan" comes before "Lán" and that before "Lăng".
std::string key_of(std::u32string_view syllable) {
  std::string key;
  std::size_t tone = 0;
  for (char32_t c : syllable) {
    if (const auto at = toned.find(c); at != toned.npos) {
      if (at % tones != 0) tone = at % tones;
      c = toned[at - at % tones];
    }
    const auto rank = letters.find(c);
    if (rank == letters.npos) continue;
    key += char(rank < 10 ? '0' + rank : 'A' + rank - 10);
  }
  return key + ' ' + char('0' + tone);
}

}  // namespace

std::string name_order(std::string_view full_name) {
  const std::u32string name = to_code_points(to_lower(squeeze(to_nfc(full_name))));
  const auto blank = name.rfind(U' ');
  const auto given = blank == name.npos ? 0 : blank + 1;
  std::string order = key_of(std::u32string_view(name).substr(given));
  for (std::size_t from = 0; from < given;) {
    const auto to = name.find(U' ', from);
    order += ' ' + key_of(std::u32string_view(name).substr(from, to - from));
    from = to + 1;
  }
  return order;
}

}  // namespace base
