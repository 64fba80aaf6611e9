#pragma once
// Can a word be a Vietnamese syllable? Onset × rime tables as data, at most one tone, and the rule that a
// rime closed by c, ch, p or t carries only the acute or the dot. Knows no meaning: "thuyểng" has no rime,
// "đặng" and "nghĩnh" have one. Pure; NFC; any case.

#include <string_view>

namespace intake {

bool is_spellable(std::u32string_view word);

}  // namespace intake
