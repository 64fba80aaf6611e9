#pragma once
// The lines of an official text as the reader of tasks sees them: their labels ("1.", "a)", "Điều 4.") and the
// headings that say what the lines below are.

#include <optional>

#include "modules/intake/recognition/source_text.h"

namespace intake {

enum class Section { none, duties, requests };

// Whether the tokens [first, last) are nothing but a label: "1.", "III.".
bool is_line_label(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last);
// One past the labels of the line: "1.", "a)", "(2)", "-", "Điều 4.", "Một là,", "3.2.".
std::ptrdiff_t line_label_end(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last);
// How deep the label of a line lies: 1 for "3.", 2 for "3.1.", 10 for "C." and "IV."; 0 without one.
int label_depth(const SourceText& text, std::ptrdiff_t first);
// "III. TỔ CHỨC THỰC HIỆN", "KIẾN NGHỊ, ĐỀ XUẤT": what the lines below are; nothing when the line is no heading.
std::optional<Section> section_of_heading(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last);

}  // namespace intake
