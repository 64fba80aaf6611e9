#pragma once
// The face of the recogniser: a text in, its items out, sorted by start, with ids and with the references
// inside the text resolved where exactly one candidate remains. Deterministic, linear in the text, no
// state, no register, no clock: the same text always gives the same items.

#include <string>
#include <string_view>
#include <vector>

#include "modules/intake/recognition/item.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

// Which rules read a text; a newer version shows differences and never overwrites a decision.
inline constexpr std::string_view reader_version = "2";

std::vector<Item> recognise(const SourceText& text);

// Two statements of one text that cannot both hold (or a slip of the pen), for a person to look at.
struct Contradiction {
  std::string_view key;  // intake.contradiction.year_slip, .page_date, .weekday, .document_date
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spans;
  std::string found, expected;  // as ISO dates or words; expected may be empty
};
std::vector<Contradiction> contradictions(const SourceText& text, const std::vector<Item>& items);

// The line format of `lienthong intake --format json`.
std::string to_json(const SourceText& text, const std::vector<Item>& items, std::string_view file,
                    std::string_view encoding);

}  // namespace intake
