#include <algorithm>

#include "modules/documents/machine.h"

namespace documents {
namespace {

struct Committee {
  std::string_view words;  // folded
  tree::UnitLevel level;
};
// The longer words first. "Thành ủy" is a province's, as "TU" is.
constexpr Committee committees[] = {
    {"dang uy dac khu", tree::UnitLevel::commune}, {"dang uy phuong", tree::UnitLevel::commune},
    {"dang uy xa", tree::UnitLevel::commune},      {"dang bo thanh pho", tree::UnitLevel::province},
    {"dang bo tinh", tree::UnitLevel::province},   {"thanh uy", tree::UnitLevel::province},
    {"tinh uy", tree::UnitLevel::province},        {"huyen uy", tree::UnitLevel::district},
    {"quan uy", tree::UnitLevel::district}};

// "Đảng bộ tỉnh Sông Lam" → "song lam"
std::string place_of_unit(std::string_view name) {
  std::string place = base::fold(name);
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view word : {"dang bo ", "tinh uy ", "thanh uy ", "huyen uy ", "quan uy ", "dang uy ",
                                        "tinh ", "thanh pho ", "huyen ", "quan ", "dac khu ", "phuong ", "xa "})
      if (place.starts_with(word)) place.erase(0, word.size()), cut = true;
  }
  return place;
}

}  // namespace

// Who owns the run that a number was taken from: the centre for its own codes; else the committee that the issuer
// names, "Ban Thường vụ Tỉnh ủy Sông Lam", or, where it names none, the one of that level above the reader.
// A reader at the centre has none above, and nothing is guessed.
std::optional<tree::UnitId> Documents::Machine::series_owner(Transaction& tx, const Citation& citation,
                                                             tree::UnitId reader) {
  const std::string code = canonical_code(citation.code);
  const auto centre = at.tree.find_unit(tx, "TW");
  if (centre && (code.ends_with("TW") || citation.congress || citation.session || code.find('/') == std::string::npos))
    return centre;
  const base::Date day = citation.date ? citation.date->last() : at.clock.today();
  const std::string issuer = base::squeeze(base::fold(citation.issuer));
  std::optional<tree::UnitLevel> level;
  std::string place;
  for (const auto& committee : committees) {
    const auto found = issuer.rfind(committee.words);
    if (found == std::string::npos) continue;
    level = committee.level;
    place = base::squeeze(issuer.substr(found + committee.words.size()));
    break;
  }
  if (!place.empty()) {
    std::optional<tree::UnitId> only;
    for (const auto& unit : at.tree.search(tx, place + " ", day, {}, 50)) {
      if (unit.level != *level || place_of_unit(unit.name) != place) continue;
      if (only) return std::nullopt;
      only = unit.unit_id;
    }
    return only;
  }
  if (!level && code.ends_with("/TU")) level = tree::UnitLevel::province;
  const auto above = at.tree.list_ancestors(tx, reader, day);
  if (!level) return reader == centre ? std::nullopt : std::optional(reader);
  const auto it = std::ranges::find(above, *level, &tree::UnitSpan::level);
  return it == above.end() ? std::nullopt : std::optional(it->unit_id);
}

}  // namespace documents
