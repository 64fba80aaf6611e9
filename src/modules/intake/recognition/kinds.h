#pragma once
// Kinds of documents and their signs, from data/lexicons/kinds.txt and signs.txt.

#include <string>

#include "modules/intake/recognition/lexicon.h"

namespace intake {

struct KindScan {
  std::ptrdiff_t end = 0;
  std::string kind;          // canonical, "Nghị quyết"
  bool capitalised = false;  // the first letter is a capital
  bool abbreviated = false;  // NQ, KL, CT
  explicit operator bool() const { return end > 0; }
};
KindScan scan_kind(const SourceText& text, std::ptrdiff_t i);

// The kind that a sign stands for ("NQ", "QĐi", as a word id); empty when unknown. `state`: of the form
// NUM/…/SIGN-ORG, where TT is a Thông tư.
std::string kind_of_sign(WordId sign, bool state);
bool is_known_sign(WordId sign);

}  // namespace intake
