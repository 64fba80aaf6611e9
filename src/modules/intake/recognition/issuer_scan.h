#pragma once
// Reads the name of an issuing body at a token: "Bộ Chính trị", "Ban Thường vụ Tỉnh ủy Lạng Sơn", "Hội nghị
// lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII". A body begins with a known word (issuers.txt) and goes
// on over names, levels and a term.

#include <cstddef>

#include "modules/intake/recognition/source_text.h"

namespace intake {

struct TermScan {
  int term = 0;
  std::ptrdiff_t end = 0;
  explicit operator bool() const { return end > 0; }
};
// "khóa XII", "(khóa 12)", ", khóa XII".
TermScan scan_term(const SourceText& text, std::ptrdiff_t i);

struct IssuerScan {
  std::ptrdiff_t end = 0;
  int term = 0, session = 0;
  explicit operator bool() const { return end > 0; }
};
IssuerScan scan_issuer(const SourceText& text, std::ptrdiff_t i);
// The longest issuer that ends right before token `end`; its first token, or -1.
std::ptrdiff_t issuer_before(const SourceText& text, std::ptrdiff_t end);

// A number, roman number or spelled ordinal ("tư", "sáu") after "lần thứ" or "Trung ương"; 0 when none.
int scan_ordinal(const SourceText& text, std::ptrdiff_t i, bool spelled);

}  // namespace intake
