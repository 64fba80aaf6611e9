#pragma once
// Reads the number and sign of a document: "14-KL/TW", "118 - CTr/TU", "98/2023/NĐ-CP", "45/QĐ-UBND",
// "06/2022/QH15", or a bare number.

#include <string>

#include "modules/intake/recognition/source_text.h"

namespace intake {

struct Reference {
  std::string number;  // as printed, without blanks
  std::string code;    // "KL/TW", "NĐ-CP", "QH15"; empty when only a number stands there
  int year = 0;        // of state documents
  WordId sign = unknown_word;
  bool known_sign = false;
  bool state = false;     // NUM/YEAR/CODE or NUM/CODE
  bool repaired = false;  // read through a slip of the scanner or the typist
  std::ptrdiff_t end = 0;
  explicit operator bool() const { return end > 0; }
  bool full() const { return !code.empty(); }
};

// A number stands at i, or what a scanner makes of one ("l4", "1O") before a dash or slash.
bool starts_reference_number(const SourceText& text, std::ptrdiff_t i);
Reference scan_reference(const SourceText& text, std::ptrdiff_t i);

}  // namespace intake
