#pragma once
// The grammar that offices and bodies share: a head ("Phó Trưởng Ban", "Sở"), fields of work, levels and
// places, up to the first word that cannot belong to a name. It decides where a phrase ends, not whether
// anybody holds the office. Look-ahead is capped, so each question costs a constant.

#include <cstddef>
#include <string>
#include <string_view>

#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

// One past the last token of the office that starts at token i; i itself when none does.
std::ptrdiff_t office_end(const SourceText& text, const NameTable& names, std::ptrdiff_t i);

enum class BodyKind : std::uint8_t { none, whole, level, field, place, number, purpose, standing, committee };

struct Body {
  std::ptrdiff_t end = 0;
  BodyKind kind = BodyKind::none;
  bool bare = true;     // the head alone: "Tỉnh ủy", "Ban"
  bool placed = false;  // a place or a proper name closes it
  explicit operator bool() const { return kind != BodyKind::none; }
};
// The body whose name starts at token i, capitals or not.
Body body_at(const SourceText& text, const NameTable& names, std::ptrdiff_t i);

// Whether tokens i and i + 1 stand in different columns: a tab, or a gap of three blanks and more.
bool column_gap(const SourceText& text, std::ptrdiff_t i);

}  // namespace intake
