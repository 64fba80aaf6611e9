#pragma once
// Turns the pieces of one paragraph, each under the font that the file names, into decoded text. The font decides
// where it is an old one (.Vn…, VNI-…) and its letters agree; else the spelling does; a piece too short to tell
// takes the paragraph before it. Shared by DOCX, HTML and PDF, where a word may be cut into runs anywhere.

#include <string>
#include <string_view>
#include <vector>

#include "modules/intake/reading/text_builder.h"

namespace intake {

class ParagraphWriter {
 public:
  // `base` is the label of what stands as it is (cp1252 for 8-bit HTML, else utf8).
  explicit ParagraphWriter(TextBuilder& builder, Encoding base = Encoding::utf8) : builder_(builder), base_(base) {}

  void add(std::string_view utf8, std::string_view font = {});
  void add(std::u32string_view text, std::string_view font = {});
  bool empty() const { return pieces_.empty(); }
  // The code points gathered so far, undecoded.
  std::u32string gathered() const;
  void clear() { pieces_.clear(); }
  // Decodes and appends what was gathered. Adds no line end.
  void flush();

 private:
  struct Piece {
    std::u32string text;
    std::string font;
  };
  void write_by_font(const Piece& piece);
  void write_by_spelling(const Piece& piece);

  TextBuilder& builder_;
  Encoding base_;
  Encoding last_ = Encoding::utf8;
  std::vector<Piece> pieces_;
};

}  // namespace intake
