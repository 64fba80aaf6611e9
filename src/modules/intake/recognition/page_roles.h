#pragma once
// Who is named by the page and not by the text: bylines, photo credits, commenters. Also the standing of a
// name on its line: a speaker's label, a cell, alone. Looks at the layout only.

#include <cstdint>
#include <string_view>
#include <vector>

#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

enum class Role : std::uint8_t { none, byline, photo, commenter };
std::string_view to_string(Role role);

class PageRoles {
 public:
  // Adds the names that only the layout shows ("Tin, ảnh: HOÀI SƠN", "S. Hải") to `names`.
  PageRoles(const SourceText& text, NameTable& names);

  Role of(const Name& name) const;
  // "Nguyễn Văn An: Thưa …"
  bool labels(const Name& name) const;
  bool stands_alone(const Name& name) const;

 private:
  struct Credit {
    std::ptrdiff_t first = 0;
    Role role = Role::none;
  };
  void scan_lines(NameTable& names);

  bool credit(std::ptrdiff_t first, std::ptrdiff_t last, NameTable& names);
  bool signed_line(std::ptrdiff_t first, std::ptrdiff_t last, NameTable& names);
  bool comment(std::ptrdiff_t first, std::ptrdiff_t last, NameTable& names);
  void add(std::ptrdiff_t first, std::ptrdiff_t last, Role role, NameTable& names);

  const SourceText& text_;
  std::vector<Credit> credits_;
  std::vector<Name> found_;

  bool comments_ = false;
};

}  // namespace intake
