#pragma once
// Two side tables of a DOCX: which font a style gives its runs, and which label a numbered paragraph shows.
// Labels are part of what the officer sees ("1.", "a)", "Điều 3."), but are nowhere in the text of the file.

#include <array>
#include <map>
#include <optional>
#include <string>

namespace pugi {
class xml_node;
}

namespace intake {

class DocxStyles {
 public:
  DocxStyles() = default;
  explicit DocxStyles(const pugi::xml_node& styles);
  std::string font_of(const std::string& style) const;  // by inheritance, then the document's default
  struct Numbering {
    std::string id;
    int level = 0;
  };
  std::optional<Numbering> numbering_of(const std::string& style) const;

 private:
  struct Style {
    std::string based_on;
    std::string font;
    std::optional<Numbering> numbering;
  };
  std::map<std::string, Style> styles_;
  std::string default_font_;
  std::string default_paragraph_;
};

class DocxNumbering {
 public:
  DocxNumbering() = default;
  explicit DocxNumbering(const pugi::xml_node& numbering);
  // The label of the next paragraph at this place, with a blank behind it; empty where none is shown.
  std::string next_label(const std::string& id, int level);

 private:
  static constexpr int level_count = 9;
  struct Level {
    std::string format = "none";
    std::string text;
    int start = 1;
  };
  struct List {
    std::array<Level, level_count> levels;
    std::array<int, level_count> counters{};
    std::array<bool, level_count> begun{};
  };
  std::map<std::string, List> lists_;
  std::map<std::string, std::string> list_of_id_;
};

}  // namespace intake
