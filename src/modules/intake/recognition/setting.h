#pragma once
// Where a text comes from, as the text itself says: the place of each level (province, district, commune)
// and the committee whose letterhead it carries. Used to complete the names of bodies; knows nothing that is
// not written in the text.

#include <array>
#include <string>
#include <vector>

#include "modules/intake/recognition/names.h"
#include "modules/intake/recognition/source_text.h"

namespace intake {

enum class Level : std::uint8_t { centre, province, district, commune, cell, unknown };

class Setting {
 public:
  Setting(const SourceText& text, const NameTable& names);

  // The place of a level as seen from token i: the letterhead's, else the last one named before i, else the
  // first one after; "" when the text names none. With its kind: "tỉnh Hà Nam".
  std::string place(Level level, std::ptrdiff_t i) const;
  std::string kind(Level level, std::ptrdiff_t i) const;
  // Full name of the committee of the letterhead: "Tỉnh ủy Hà Nam"; "" when there is none.
  const std::string& committee() const { return committee_; }
  // "Ban Tổ chức" under "TỈNH ỦY HÀ NAM" issues as "Ban Tổ chức Tỉnh ủy"; "" for any other words.
  std::string board(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last) const;
  Level own_level() const { return own_level_; }

 private:
  struct Mention {
    std::ptrdiff_t at;
    std::string kind, place;
  };
  const Mention* nearest(Level level, std::ptrdiff_t i) const;
  std::array<std::vector<Mention>, 4> mentions_;
  std::string committee_;
  Level own_level_ = Level::unknown;
};

// Words as they are written in running text: "BAN TỔ CHỨC" → "Ban Tổ chức", places with capitals.
std::string running_case(const SourceText& text, std::ptrdiff_t first, std::ptrdiff_t last);
// The level of a word or pair of words of place or committee at token i ("tỉnh", "Huyện ủy", "thị xã").
struct LevelWord {
  Level level = Level::unknown;
  int length = 0;
  bool committee = false;
};
LevelWord level_word(const SourceText& text, std::ptrdiff_t i);

}  // namespace intake
