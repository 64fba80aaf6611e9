#pragma once
// Two repairs of text that a machine took apart. Text layers of PDFs part syllables ("ĐIỀ U KHO ẢN"): joined where
// the pieces are no words and the whole is one. Scans confuse O and 0, l, I, L and 1, and drop "/" and "-": repaired
// only inside a citation or a date, and the caller keeps what was recognised. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace intake {

// Whether two neighbouring pieces of a line are one syllable; `before` is the word before them.
bool is_parted_syllable(std::u32string_view first, std::u32string_view second, std::u32string_view before);

struct ScanRepair {
  std::size_t start = 0;  // code points of the recognised line
  std::size_t end = 0;
  std::u32string replacement;
};
std::vector<ScanRepair> find_scan_repairs(std::u32string_view line);

}  // namespace intake
