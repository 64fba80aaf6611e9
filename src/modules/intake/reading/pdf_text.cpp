#include "modules/intake/reading/pdf_text.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/error.h"
#include "modules/intake/reading/legacy_encodings.h"
#include "modules/intake/reading/page_layout.h"
#include "modules/intake/reading/paragraph_writer.h"
#include "modules/intake/reading/pdf_page.h"
#include "modules/intake/reading/scan_text.h"
#include "modules/intake/reading/text_repair.h"
#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

bool same_line(const PageWord& a, const PageWord& b) {
  const double overlap = std::min(a.box.bottom, b.box.bottom) - std::max(a.box.top, b.box.top);
  return overlap > 0.5 * std::min(a.box.height(), b.box.height()) && b.box.left >= a.box.left - 1;
}

std::vector<PageLine> lines_of(std::vector<PageWord> words) {
  std::vector<PageLine> lines;
  for (auto& word : words) {
    if (lines.empty() || !same_line(lines.back().words.back(), word)) lines.emplace_back();
    lines.back().words.push_back(std::move(word));
  }
  return lines;
}

// "12", "- 12 -", "12/30": what a page says of itself.
bool is_page_number(const PageLine& line) {
  std::size_t digits = 0;
  for (const auto& word : line.words)
    for (const char32_t c : word.text) {
      digits += c >= '0' && c <= '9';
      if (!((c >= '0' && c <= '9') || c == '-' || c == '/' || c == 0x2013 || c == ' ')) return false;
    }
  return digits > 0 && digits <= 8 && line.words.size() <= 3;
}

// "1.", "a)", "12", "-": what stands before an item.
bool is_list_label(std::u32string_view text) {
  return text.size() <= 4 && (text.back() == '.' || text.back() == ')' || !is_vietnamese_letter(text.back()));
}

std::u32string trailing_letters(std::u32string_view text) {
  auto at = text.size();
  while (at > 0 && is_vietnamese_letter(text[at - 1])) --at;
  return std::u32string(text.substr(at));
}

std::u32string leading_letters(std::u32string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_vietnamese_letter(text[end])) ++end;
  return std::u32string(text.substr(0, end));
}

// The room between two lines of one paragraph: the lower quartile, since most pages have more lines than paragraphs.
double usual_gap(const std::vector<PageLine>& lines) {
  std::vector<double> gaps;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto& first = lines[i].words.front().box;
    const double gap = first.top - lines[i - 1].words.back().box.bottom;
    if (gap > -first.height()) gaps.push_back(gap);
  }
  if (gaps.empty()) return 0;
  const auto quartile = gaps.begin() + std::ptrdiff_t(gaps.size() / 4);
  std::nth_element(gaps.begin(), quartile, gaps.end());
  return *quartile;
}

class PdfPageWriter {
 public:
  PdfPageWriter(TextBuilder& builder, ParagraphWriter& writer) : builder_(builder), writer_(writer) {}

  void write(const std::vector<PageLine>& lines, bool numbered) {
    const double usual = usual_gap(lines);
    const PageWord* above = nullptr;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool at_edge = i == 0 || i + 1 == lines.size();
      if (numbered && at_edge && lines.size() > 1 && is_page_number(lines[i])) continue;
      const auto& first = lines[i].words.front();
      if (above) {
        builder_.end_line(1);
        const double gap = first.box.top - above->box.bottom;
        const double height = first.box.height();
        // More room than between other lines, or a jump upwards to another column: a paragraph ends.
        if (!lines[i].is_row() && (gap > usual + 0.3 * height || gap < -1.5 * height)) builder_.end_line(2);
      }
      write_line(lines[i]);
      above = &lines[i].words.back();
    }
    builder_.end_line(1);
  }

 private:
  void write_line(const PageLine& page_line) {
    const auto& line = page_line.words;
    std::u32string before;
    std::u32string piece;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i > 0) {
        const bool new_cell = std::binary_search(page_line.cells.begin(), page_line.cells.end(), i);
        const bool new_line = page_line.is_row() && !same_line(line[i - 1], line[i]);
        const auto between = new_cell   ? std::u32string(U" | ")
                             : new_line ? std::u32string(U" ")
                                        : separator(line[i - 1], line[i], piece, before);
        if (between != U"") {
          before = piece;
          piece.clear();
        }
        writer_.add(between, font_of_blank(line[i - 1], line[i]));
      }
      const auto tail = trailing_letters(line[i].text);
      piece = tail.size() == line[i].text.size() ? piece + tail : tail;
      writer_.add(line[i].text, line[i].font);
    }
    writer_.flush();
  }

  // A blank belongs to an old font's run when both sides do, so that a word is never cut in two runs.
  static std::string font_of_blank(const PageWord& left, const PageWord& right) {
    return left.font == right.font ? left.font : std::string();
  }

  static std::u32string separator(const PageWord& left, const PageWord& right, const std::u32string& piece,
                                  const std::u32string& before) {
    const double gap = right.box.left - left.box.right;
    const double size = std::max(left.size, 4.0);
    // Wider than any blank of a justified line: another column; but a list's label may stand apart from its text.
    if (gap > 1.5 * size && (gap > 4 * size || !is_list_label(left.text))) return U" | ";
    if (right.text.front() >= 0x300 && right.text.front() < 0x370) return U"";  // a mark set apart from its letter
    if (!left.space_after && gap < 0.15 * size) return U"";
    const bool old_font = encoding_of_font(left.font) || encoding_of_font(right.font);
    const bool whole = trailing_letters(left.text).size() == left.text.size();
    if (!old_font &&
        is_parted_syllable(whole ? piece : trailing_letters(left.text), leading_letters(right.text), before))
      return U"";
    return U" ";
  }

  TextBuilder& builder_;
  ParagraphWriter& writer_;
};

// A text layer that says something: a scan has none, or only a page number or a stamp of the scanner.
bool has_text(const std::vector<PageWord>& words) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (const auto& word : words) {
    const bool old_font = encoding_of_font(word.font).has_value();
    for (const char32_t c : word.text) {
      const bool unknown = c == 0xFFFD || (!old_font && c >= 0xE000 && c < 0xF900) || c < 0x20;
      ++(unknown ? bad : good);
    }
  }
  return good >= 16 && good > bad;
}

bool is_blank_page(Pix* grey) {
  l_float32 dark = 0;
  pixForegroundFraction(PixPointer(pixThresholdToBinary(grey, 160)).get(), &dark);
  return dark < 0.0002F;
}

class PdfReader {
 public:
  PdfReader(PdfDocument& document, const ReadLimits& limits, const ReadProgress& progress)
      : document_(document), limits_(limits), progress_(progress), builder_(limits), writer_(builder_) {}

  ReadText read() {
    const int count = document_.count_pages();
    if (count <= 0) throw Error(ErrorKind::invalid, "intake.file_damaged");
    if (std::size_t(count) > limits_.pages) too_many(std::size_t(count), limits_.pages);
    for (int i = 0; i < count; ++i) {
      if (progress_ && !progress_(std::size_t(i), std::size_t(count)))
        throw Error(ErrorKind::invalid, "intake.file_cancelled");
      builder_.start_page();
      read_page(i, count);
    }
    if (unreadable_ == count) throw Error(ErrorKind::invalid, "intake.file_damaged");
    if (unreadable_ > 0) builder_.warn("intake.pages_unreadable", {{"count", std::to_string(unreadable_)}});
    if (recogniser_) builder_.warn("intake.read_from_picture");
    return builder_.finish(FileKind::pdf);
  }

 private:
  [[noreturn]] static void too_many(std::size_t pages, std::size_t limit) {
    throw Error(ErrorKind::too_large, "intake.file_too_many_pages",
                {{"pages", std::to_string(pages)}, {"limit", std::to_string(limit)}});
  }

  void read_page(int index, int count) {
    auto page = document_.find_page(index);
    if (!page) {
      ++unreadable_;
      return;
    }
    if (has_text(page->words)) {
      PdfPageWriter(builder_, writer_).write(gather_tables(lines_of(std::move(page->words)), page->rules), count > 1);
      return;
    }
    int resolution = 200;
    const auto grey = document_.draw_page(index, resolution);
    if (!grey) {
      ++unreadable_;
      return;
    }
    if (is_blank_page(grey.get())) return;
    if (++scanned_ > limits_.scanned_pages) too_many(std::size_t(count), limits_.scanned_pages);
    if (!recogniser_) recogniser_ = std::make_unique<PageRecogniser>();
    builder_.set_page_confidence(recogniser_->recognise(grey.get(), resolution, builder_));
    // A few words of text and nothing recognised: the words are all there is.
    if (!page->words.empty() && builder_.text().empty())
      PdfPageWriter(builder_, writer_).write(lines_of(std::move(page->words)), false);
  }

  PdfDocument& document_;
  const ReadLimits& limits_;
  const ReadProgress& progress_;
  TextBuilder builder_;
  ParagraphWriter writer_;
  std::unique_ptr<PageRecogniser> recogniser_;
  std::size_t scanned_ = 0;
  int unreadable_ = 0;
};

}  // namespace

ReadText read_pdf(std::string_view bytes, const ReadLimits& limits, const ReadProgress& progress) {
  setMsgSeverity(L_SEVERITY_NONE);
  PdfDocument document(bytes);
  return PdfReader(document, limits, progress).read();
}

}  // namespace intake
