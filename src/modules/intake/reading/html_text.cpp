#include "modules/intake/reading/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "base/text.h"
#include "modules/intake/reading/encoding_detector.h"
#include "modules/intake/reading/legacy_encodings.h"
#include "modules/intake/reading/paragraph_writer.h"
#include "modules/intake/reading/plain_text.h"
#include "modules/intake/reading/utf8_scan.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t deepest_nesting = 1000;

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c + 0x20);
  return out;
}

struct HtmlSource {
  std::string utf8;
  Encoding base = Encoding::utf8;
};

// The page as UTF-8. Bytes that are not become the characters that CP1252 shows, which is how browsers showed
// pages in the old fonts; the spelling decides later.
HtmlSource decode_page(std::string bytes, Utf8Faults& faults) {
  const auto utf16 = find_utf16(bytes);
  if (utf16 != Utf16::none) {
    const bool big = utf16 == Utf16::big_endian;
    return {base::to_utf8(decode_utf16_leniently(bytes, big, faults)), big ? Encoding::utf16be : Encoding::utf16le};
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  if (scan_utf8(bytes).valid) return {std::move(bytes), Encoding::utf8};
  Utf8Faults lenient;
  auto as_utf8 = decode_utf8_leniently(bytes, lenient);
  std::u32string units;
  for (const char c : bytes) units += char32_t(static_cast<unsigned char>(c));
  const auto meta = lower_ascii(std::string_view(bytes).substr(0, 4096));
  const bool says_1258 = meta.find("windows-1258") != meta.npos;
  const auto as_bytes = decode_units(says_1258 ? Encoding::cp1258 : Encoding::cp1252, units);
  if (score_spelling(as_utf8).value() > score_spelling(as_bytes).value() && lenient.all() * 20 < as_utf8.size()) {
    faults += lenient;
    return {base::to_utf8(as_utf8), Encoding::utf8};
  }
  return {base::to_utf8(as_bytes), says_1258 ? Encoding::cp1258 : Encoding::cp1252};
}

// Gumbo frees its tree by recursion: a page nested deeper than any author writes is refused before parsing.
void refuse_deep(std::string_view page) {
  static constexpr std::array<std::string_view, 30> unclosed{
      "p",    "li",    "td",     "tr",    "th",    "dd",    "dt",    "option",   "br",   "img",
      "hr",   "input", "meta",   "link",  "tbody", "thead", "tfoot", "colgroup", "col",  "area",
      "base", "wbr",   "source", "param", "rp",    "rt",    "embed", "body",     "html", "optgroup"};
  std::size_t depth = 0;
  for (auto at = page.find('<'); at != page.npos; at = page.find('<', at + 1)) {
    const bool closing = at + 1 < page.size() && page[at + 1] == '/';
    const auto from = at + (closing ? 2 : 1);
    auto to = from;
    while (to < page.size() &&
           (((page[to] | 0x20) >= 'a' && (page[to] | 0x20) <= 'z') || (page[to] >= '0' && page[to] <= '9')))
      ++to;
    if (to == from || to - from > 20) continue;
    const auto name = lower_ascii(page.substr(from, to - from));
    if (std::find(unclosed.begin(), unclosed.end(), name) != unclosed.end()) continue;
    if (closing)
      depth -= depth > 0;
    else if (++depth > deepest_nesting)
      throw Error(ErrorKind::invalid, "intake.file_too_deep");
  }
}

enum class HtmlBlock : std::uint8_t { none, line, paragraph, dropped };

HtmlBlock block_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_TITLE:
      return HtmlBlock::dropped;
    case GUMBO_TAG_P:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_FIGURE:
      return HtmlBlock::paragraph;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
      return HtmlBlock::line;
    default:
      return HtmlBlock::none;
  }
}

std::string attribute(const GumboElement& element, const char* name) {
  const auto* found = gumbo_get_attribute(&element.attributes, name);
  return found ? found->value : "";
}

bool is_hidden(const GumboElement& element) {
  if (gumbo_get_attribute(&element.attributes, "hidden")) return true;
  if (lower_ascii(attribute(element, "role")) == "navigation") return true;
  std::string style = lower_ascii(attribute(element, "style"));
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return style.find("display:none") != style.npos || style.find("visibility:hidden") != style.npos;
}

std::string font_of(const GumboElement& element) {
  std::string font = attribute(element, "face");
  if (font.empty()) {
    const std::string style = attribute(element, "style");
    const auto at = lower_ascii(style).find("font-family:");
    if (at != style.npos) font = style.substr(at + 12);
  }
  font = font.substr(0, font.find_first_of(",;"));
  std::erase_if(font, [](char c) { return c == '"' || c == '\''; });
  font.erase(0, std::min(font.find_first_not_of(' '), font.size()));
  return font;
}

class HtmlWalker {
 public:
  HtmlWalker(TextBuilder& builder, Encoding base) : builder_(builder), writer_(builder, base) {}

  // Without recursion: the depth of a page is the author's choice.
  void walk(const GumboNode* root) {
    stack_.push_back({root, 0, "", false, false});
    while (!stack_.empty()) {
      if (stack_.size() > deepest_nesting * 2) throw Error(ErrorKind::invalid, "intake.file_too_deep");
      auto& frame = stack_.back();
      const auto& element = frame.node->v.element;
      if (frame.next == 0) enter(frame);
      if (frame.next >= element.children.length) {
        const auto done = frame;
        stack_.pop_back();
        leave(done);
        continue;
      }
      visit(static_cast<const GumboNode*>(element.children.data[frame.next++]));
    }
    break_line(1);
    builder_.trim_end();
  }

 private:
  struct Frame {
    const GumboNode* node;
    unsigned next;
    std::string font;
    bool preformatted;
    bool data_row;
  };

  void visit(const GumboNode* child) {
    const auto& frame = stack_.back();
    if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_CDATA) {
      add_text(child->v.text.text, frame.font, frame.preformatted);
      return;
    }
    if (child->type != GUMBO_NODE_ELEMENT) return;
    const auto& element = child->v.element;
    if (block_of(element.tag) == HtmlBlock::dropped || is_hidden(element)) return;
    const auto own_font = font_of(element);
    stack_.push_back({child, 0, own_font.empty() ? frame.font : own_font,
                      frame.preformatted || element.tag == GUMBO_TAG_PRE,
                      element.tag == GUMBO_TAG_TR ? is_data_row(element) : frame.data_row});
  }

  void enter(const Frame& frame) {
    const auto tag = frame.node->type == GUMBO_NODE_ELEMENT ? frame.node->v.element.tag : GUMBO_TAG_UNKNOWN;
    if (tag == GUMBO_TAG_BR && frame.data_row) blank_ = true;
    if (tag == GUMBO_TAG_BR && !frame.data_row) break_line(2);
    if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH) {
      if (!frame.data_row)
        break_line(1);
      else if (cells_in_row_++ > 0)
        separate_cell();
    }
    if (tag == GUMBO_TAG_TR) cells_in_row_ = 0;
    open_block(frame, tag);
  }

  void leave(const Frame& frame) {
    open_block(frame, frame.node->type == GUMBO_NODE_ELEMENT ? frame.node->v.element.tag : GUMBO_TAG_UNKNOWN);
  }

  void open_block(const Frame& frame, GumboTag tag) {
    const auto block = block_of(tag);
    const bool in_cell = frame.data_row && tag != GUMBO_TAG_TR;
    if (block == HtmlBlock::none) return;
    if (in_cell)
      blank_ = true;  // paragraphs inside a cell of a table stay on the row's line
    else
      break_line(block == HtmlBlock::paragraph ? 2 : 1);
  }

  // A row whose cells hold plain pieces is a row of data; a row that holds whole columns of the page is layout.
  static bool is_data_row(const GumboElement& row) {
    unsigned cells = 0;
    bool broken = false;
    for (unsigned i = 0; i < row.children.length; ++i) {
      const auto* cell = static_cast<const GumboNode*>(row.children.data[i]);
      if (cell->type != GUMBO_NODE_ELEMENT) continue;
      ++cells;
      unsigned blocks = 0;
      const auto& children = cell->v.element.children;
      for (unsigned k = 0; k < children.length; ++k) {
        const auto* child = static_cast<const GumboNode*>(children.data[k]);
        if (child->type != GUMBO_NODE_ELEMENT) continue;
        if (child->v.element.tag == GUMBO_TAG_TABLE) return false;
        blocks += block_of(child->v.element.tag) != HtmlBlock::none;
        broken = broken || child->v.element.tag == GUMBO_TAG_BR;
      }
      if (blocks > 3) return false;
      broken = broken || blocks > 1;
    }
    // Two cells of several lines each are a letterhead or the place of the signature.
    return cells > 2 || (cells == 2 && !broken);
  }

  void separate_cell() {
    blank_ = false;
    writer_.flush();
    builder_.add_made(" | ");
    at_line_start_ = true;
  }

  void break_line(int most) {
    blank_ = false;
    writer_.flush();
    builder_.end_line(most);
    at_line_start_ = true;
  }

  void add_text(std::string_view text, std::string_view font, bool preformatted) {
    if (preformatted) {
      writer_.add(text, font);
      at_line_start_ = false;
      return;
    }
    std::string out;
    for (const char c : text) {
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        blank_ = true;
        continue;
      }
      if (blank_ && !at_line_start_) out += ' ';
      blank_ = false;
      at_line_start_ = false;
      out += c;
    }
    writer_.add(out, font);
  }

  TextBuilder& builder_;
  ParagraphWriter writer_;
  std::vector<Frame> stack_;
  unsigned cells_in_row_ = 0;
  bool blank_ = false;
  bool at_line_start_ = true;
};

}  // namespace

ReadText read_html(std::string bytes, const ReadLimits& limits) {
  TextBuilder builder(limits);
  Utf8Faults faults;
  auto page = decode_page(std::move(bytes), faults);
  if (page.utf8.find('\0') != page.utf8.npos) page.utf8 = base::to_utf8(decode_utf8_leniently(page.utf8, faults));
  refuse_deep(page.utf8);
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  const auto free_tree = [&options](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(free_tree)> tree(
      gumbo_parse_with_options(&options, page.utf8.data(), page.utf8.size()), free_tree);
  if (!tree || !tree->root) throw Error(ErrorKind::invalid, "intake.file_damaged");
  HtmlWalker(builder, page.base).walk(tree->root);
  builder.count(faults);
  return builder.finish(FileKind::html);
}

}  // namespace intake
