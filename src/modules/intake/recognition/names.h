#pragma once
// Where personal names may stand, from their form alone: a family name and capitalised syllables, or any
// capitalised syllables after a form of address. It knows no offices; who is accepted is decided by the
// person recogniser, which weighs the evidence around each candidate.

#include <cstdint>
#include <vector>

#include "modules/intake/recognition/source_text.h"

namespace intake {

enum class NameForm : std::uint8_t {
  short_form,  // "ông Hạnh": part of a name after a form of address
  doubtful,    // two syllables, or syllables that are rare in names
  full         // a family name and two to four syllables
};

struct Name {
  std::ptrdiff_t first = 0, last = 0;  // tokens, half-open
  std::ptrdiff_t lead = 0;             // first token of the form of address or degree before it, or `first`
  NameForm form = NameForm::doubtful;
  bool addressed = false;  // a form of address or a degree stands before it
  bool placed = false;     // a word of place stands before it: "xã Nguyễn Văn Trỗi"
};

class NameTable {
 public:
  explicit NameTable(const SourceText& text);
  const std::vector<Name>& all() const { return names_; }
  void replace(std::vector<Name> names);
  // The name that starts at token i, with its form of address; null when none. Mostly asked where none is.
  const Name* led_at(std::ptrdiff_t i) const {
    return std::size_t(i) < leads_.size() && leads_[std::size_t(i)] ? find_led_at(i) : nullptr;
  }
  // The name whose last token is right before token i.
  const Name* ending_at(std::ptrdiff_t i) const;

 private:
  const Name* find_led_at(std::ptrdiff_t i) const;
  std::vector<Name> names_;
  std::vector<bool> leads_;  // by token: a name is led there
};

// Length of the form of address ("đồng chí", "ông (bà)") or degree ("TS.") at token i, in tokens; 0 if none.
int address_length(const SourceText& text, std::ptrdiff_t i);
bool is_surname(const Token& token);
// A family name that is no ordinary word and no part of many places.
bool is_firm_surname(const Token& token);
bool is_name_syllable(WordId word);
// Tokens of the capitalised run at i that a name could cover.
std::ptrdiff_t name_run_end(const SourceText& text, std::ptrdiff_t i);

}  // namespace intake
