#pragma once
// Small helpers over pugixml for OOXML: names without their prefix, attributes likewise. Internal to the DOCX reader.

#include <pugixml.hpp>
#include <string_view>

namespace intake {

inline std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

inline pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
  for (const auto child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

inline std::string_view attribute_named(const pugi::xml_node& node, std::string_view name) {
  for (const auto attribute : node.attributes()) {
    const std::string_view full = attribute.name();
    const auto colon = full.find(':');
    if ((colon == full.npos ? full : full.substr(colon + 1)) == name) return attribute.value();
  }
  return {};
}

// <w:vanish/> and <w:vanish w:val="1"/> are on, w:val="0" or "false" is off.
inline bool is_on(const pugi::xml_node& properties, std::string_view name) {
  const auto node = child_named(properties, name);
  if (!node) return false;
  const auto value = attribute_named(node, "val");
  return value != "0" && value != "false" && value != "none";
}

// The font of <w:rFonts>, or empty.
inline std::string_view font_in(const pugi::xml_node& properties) {
  const auto fonts = child_named(properties, "rFonts");
  for (const std::string_view which : {"ascii", "hAnsi", "cs"})
    if (const auto font = attribute_named(fonts, which); !font.empty()) return font;
  return {};
}

}  // namespace intake
