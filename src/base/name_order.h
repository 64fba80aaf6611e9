#pragma once
// The order in which Vietnamese offices list people: by the given name, which is the last word, then by family and
// middle names. The key of a name compares byte by byte, the same in both databases, and holds only capital letters,
// digits and blanks; letters come in the order a ă â b c d đ …, then the tones: none, huyền, hỏi, ngã, sắc, nặng.

#include <string>
#include <string_view>

namespace base {

// "Lý Thị Hoa" comes before "Lý Thị Hòa", and both before "An Văn Long".
std::string name_order(std::string_view full_name);

}  // namespace base
