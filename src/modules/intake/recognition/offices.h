#pragma once
// Which offices stand at a name. Reads before the name ("Bí thư Huyện ủy NAME"), after it (", …", "- …",
// "(…)", the next cell of a row), the shared head of a list ("các đồng chí Ủy viên …: A; B") and the
// upper-case lines above a signature. An office belongs to the name that it touches most closely.

#include <utility>
#include <vector>

#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

// Token ranges, half-open, in text order.
using Offices = std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>>;

struct Segment;

class OfficeFinder {
 public:
  OfficeFinder(const SourceText& text, const NameTable& names);

  Offices at(const Name& name) const;
  // Whether the name is an element of a list that "các đồng chí" or an office with a colon opens.
  bool in_group(const Name& name) const { return group_of(name) != nullptr; }
  // Whether it stands under the lines of a signature, with or without an office.
  bool is_signature(const Name& name) const;

 private:
  struct Group {
    std::ptrdiff_t first = 0, last = 0;  // tokens of the list
    Offices shared;
    bool comrades = false;  // opened by "các đồng chí"
  };
  const Group* group_of(const Name& name) const;
  void find_groups();
  std::ptrdiff_t group_end(std::ptrdiff_t i, bool lines) const;
  std::ptrdiff_t nearest_before(std::ptrdiff_t end) const;
  Offices before(const Name& name) const;
  Offices after(const Name& name, std::ptrdiff_t& end) const;
  Offices trailing(const Name& name, const Group& group) const;
  Offices below(const Name& name) const;
  bool belongs_above(const Name& name) const;
  Offices signature(const Name& name, bool* signed_here) const;
  std::ptrdiff_t line_of_office_above(const Segment& segment, std::ptrdiff_t centre) const;

  const SourceText& text_;
  const NameTable& names_;
  std::vector<Group> groups_;
};

// Whether the name is alone in its line or column (a signature, a byline, a table cell).
bool is_alone(const SourceText& text, const Name& name);

}  // namespace intake
