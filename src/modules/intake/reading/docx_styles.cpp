#include "modules/intake/reading/docx_styles.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "modules/intake/reading/docx_xml.h"

namespace intake {
namespace {

int number_in(std::string_view text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string roman(int number) {
  static constexpr std::array<std::pair<int, std::string_view>, 13> signs{{{1000, "m"},
                                                                           {900, "cm"},
                                                                           {500, "d"},
                                                                           {400, "cd"},
                                                                           {100, "c"},
                                                                           {90, "xc"},
                                                                           {50, "l"},
                                                                           {40, "xl"},
                                                                           {10, "x"},
                                                                           {9, "ix"},
                                                                           {5, "v"},
                                                                           {4, "iv"},
                                                                           {1, "i"}}};
  std::string out;
  if (number < 1 || number > 3999) return std::to_string(number);
  for (const auto& [value, sign] : signs)
    for (; number >= value; number -= value) out += sign;
  return out;
}

std::string upper_ascii(std::string text) {
  for (auto& c : text)
    if (c >= 'a' && c <= 'z') c = char(c - 0x20);
  return text;
}

std::string numeral(const std::string& format, int number) {
  const bool letter = format == "lowerLetter" || format == "upperLetter";
  if (letter && number >= 1) {
    // a … z, aa … zz: a letter repeated.
    const std::string text(std::size_t(std::min((number - 1) / 26 + 1, 10)), char('a' + (number - 1) % 26));
    return format == "upperLetter" ? upper_ascii(text) : text;
  }
  if (format == "lowerRoman") return roman(number);
  if (format == "upperRoman") return upper_ascii(roman(number));
  if (format == "decimalZero" && number < 10) return "0" + std::to_string(number);
  return std::to_string(number);
}

std::optional<DocxStyles::Numbering> numbering_in(const pugi::xml_node& paragraph_properties) {
  const auto numbering = child_named(paragraph_properties, "numPr");
  if (!numbering) return {};
  const auto id = attribute_named(child_named(numbering, "numId"), "val");
  if (id.empty()) return {};
  return DocxStyles::Numbering{std::string(id), number_in(attribute_named(child_named(numbering, "ilvl"), "val"), 0)};
}

}  // namespace

DocxStyles::DocxStyles(const pugi::xml_node& styles) {
  const auto defaults = child_named(child_named(child_named(styles, "docDefaults"), "rPrDefault"), "rPr");
  default_font_ = font_in(defaults);
  for (const auto node : styles.children()) {
    if (local_name(node) != "style") continue;
    const std::string id(attribute_named(node, "styleId"));
    styles_[id] = {std::string(attribute_named(child_named(node, "basedOn"), "val")),
                   std::string(font_in(child_named(node, "rPr"))), numbering_in(child_named(node, "pPr"))};
    if (attribute_named(node, "type") == "paragraph" && attribute_named(node, "default") == "1")
      default_paragraph_ = id;
  }
}

std::string DocxStyles::font_of(const std::string& style) const {
  std::string id = style.empty() ? default_paragraph_ : style;
  for (int steps = 0; steps < 20; ++steps) {  // a style may be based on itself in a damaged file
    const auto found = styles_.find(id);
    if (found == styles_.end()) break;
    if (!found->second.font.empty()) return found->second.font;
    id = found->second.based_on;
  }
  return default_font_;
}

std::optional<DocxStyles::Numbering> DocxStyles::numbering_of(const std::string& style) const {
  std::string id = style;
  for (int steps = 0; steps < 20; ++steps) {
    const auto found = styles_.find(id);
    if (found == styles_.end()) return {};
    if (found->second.numbering) return found->second.numbering;
    id = found->second.based_on;
  }
  return {};
}

DocxNumbering::DocxNumbering(const pugi::xml_node& numbering) {
  for (const auto node : numbering.children()) {
    if (local_name(node) == "num") {
      list_of_id_[std::string(attribute_named(node, "numId"))] =
          attribute_named(child_named(node, "abstractNumId"), "val");
    }
    if (local_name(node) != "abstractNum") continue;
    auto& list = lists_[std::string(attribute_named(node, "abstractNumId"))];
    for (const auto level_node : node.children()) {
      if (local_name(level_node) != "lvl") continue;
      const int index = number_in(attribute_named(level_node, "ilvl"), 0);
      if (index < 0 || index >= level_count) continue;
      auto& level = list.levels[std::size_t(index)];
      level.format = attribute_named(child_named(level_node, "numFmt"), "val");
      level.text = attribute_named(child_named(level_node, "lvlText"), "val");
      level.start = number_in(attribute_named(child_named(level_node, "start"), "val"), 1);
    }
  }
}

std::string DocxNumbering::next_label(const std::string& id, int level) {
  const auto list_id = list_of_id_.find(id);
  if (list_id == list_of_id_.end() || level < 0 || level >= level_count) return {};
  const auto found = lists_.find(list_id->second);
  if (found == lists_.end()) return {};
  auto& list = found->second;
  const auto here = std::size_t(level);
  if (list.levels[here].format == "bullet") return "- ";
  if (list.levels[here].format == "none" || list.levels[here].text.empty()) return {};
  list.counters[here] = list.begun[here] ? list.counters[here] + 1 : list.levels[here].start;
  list.begun[here] = true;
  for (auto deeper = here + 1; deeper < level_count; ++deeper) list.begun[deeper] = false;
  std::string label;
  const std::string& pattern = list.levels[here].text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 >= pattern.size() || pattern[i + 1] < '1' || pattern[i + 1] > '9') {
      label += pattern[i];
      continue;
    }
    const auto which = std::size_t(pattern[++i] - '1');
    const int number = list.begun[which] ? list.counters[which] : list.levels[which].start;
    label += numeral(list.levels[which].format, number);
  }
  return label + " ";
}

}  // namespace intake
