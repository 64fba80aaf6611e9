#include "modules/intake/reading/paragraph_writer.h"

#include <algorithm>

#include "modules/intake/reading/encoding_detector.h"
#include "modules/intake/reading/legacy_encodings.h"
#include "modules/intake/reading/plain_text.h"
#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

// A letter that no old font could have produced: the name of the font lies.
bool has_modern_letter(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char32_t c) { return c >= 0x80 && is_vietnamese_letter(c) && !unit_of(c); });
}

bool same_reading(std::string_view a, std::string_view b) {
  const auto x = encoding_of_font(a);
  const auto y = encoding_of_font(b);
  if (!x || !y) return !x && !y;
  return x->encoding == y->encoding && x->capitals == y->capitals;
}

}  // namespace

void ParagraphWriter::add(std::string_view utf8, std::string_view font) {
  Utf8Faults faults;
  add(decode_utf8_leniently(utf8, faults), font);
  builder_.count(faults);
}

void ParagraphWriter::add(std::u32string_view text, std::string_view font) {
  if (text.empty()) return;
  if (!pieces_.empty() && same_reading(pieces_.back().font, font)) {
    pieces_.back().text += text;
    return;
  }
  pieces_.push_back({std::u32string(text), std::string(font)});
}

std::u32string ParagraphWriter::gathered() const {
  std::u32string all;
  for (const auto& piece : pieces_) all += piece.text;
  return all;
}

void ParagraphWriter::flush() {
  for (const auto& piece : pieces_) {
    if (encoding_of_font(piece.font) && !has_modern_letter(piece.text))
      write_by_font(piece);
    else
      write_by_spelling(piece);
  }
  pieces_.clear();
}

void ParagraphWriter::write_by_font(const Piece& piece) {
  const auto font = *encoding_of_font(piece.font);
  auto text = decode_units(font.encoding, piece.text);
  if (font.encoding == Encoding::tcvn3) {
    text = restore_hyphen_as_u(std::move(text));
    text = font.capitals ? to_capitals(std::move(text)) : restore_capitals(std::move(text));
  }
  const auto name = piece.font.size() > 7 && piece.font[6] == '+' ? piece.font.substr(7) : piece.font;
  builder_.add(text, font.encoding, name);
}

void ParagraphWriter::write_by_spelling(const Piece& piece) {
  auto encoding = detect_in_unicode(piece.text);
  const bool suspicious = std::any_of(piece.text.begin(), piece.text.end(), is_suspicious);
  if (encoding == Encoding::utf8 && suspicious && last_ != Encoding::utf8 &&
      score_spelling(decode_found(last_, piece.text)).value() > score_spelling(piece.text).value())
    encoding = last_;
  if (encoding == Encoding::utf8) {
    const bool ascii = std::all_of(piece.text.begin(), piece.text.end(), [](char32_t c) { return c < 0x80; });
    const bool decomposed =
        std::any_of(piece.text.begin(), piece.text.end(), [](char32_t c) { return c >= 0x300 && c < 0x370; });
    if (!ascii && !suspicious) last_ = Encoding::utf8;
    builder_.add(piece.text, decomposed ? Encoding::utf8_nfd : base_);
    return;
  }
  last_ = encoding;
  auto text = decode_found(encoding, piece.text);
  if (encoding == Encoding::tcvn3) text = restore_hyphen_as_u(std::move(text));
  builder_.add(text, encoding);
}

}  // namespace intake
