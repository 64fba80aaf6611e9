#include "modules/intake/reading/docx_text.h"

#include <algorithm>
#include <charconv>
#include <new>
#include <set>

#include "base/text.h"
#include "modules/intake/reading/docx_styles.h"
#include "modules/intake/reading/docx_xml.h"
#include "modules/intake/reading/legacy_encodings.h"
#include "modules/intake/reading/paragraph_writer.h"
#include "modules/intake/reading/secrecy.h"
#include "modules/intake/reading/zip_container.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

constexpr int deepest_xml = 200;

[[noreturn]] void refuse_docx(std::string key) { throw Error(ErrorKind::invalid, std::move(key)); }

struct DepthCheck : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node&) override { return depth() < deepest_xml; }
};

// A part as a tree. Word writes no document type; with one come entities that multiply.
pugi::xml_node load_part(pugi::xml_document& document, const std::string& content) {
  if (content.substr(0, 4096).find("<!DOCTYPE") != std::string::npos) refuse_docx("intake.file_bomb");
  const auto status =
      document.load_buffer(content.data(), content.size(),
                           pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata_single | pugi::parse_eol);
  if (status.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!status) refuse_docx("intake.file_damaged");
  DepthCheck check;
  if (!document.traverse(check)) refuse_docx("intake.file_too_deep");
  return document.document_element();
}

class DocxWalker {
 public:
  DocxWalker(TextBuilder& builder, const ZipContainer& zip) : builder_(builder), writer_(builder) {
    if (const auto* part = part_named(zip, "word/styles.xml")) {
      pugi::xml_document document;
      styles_ = DocxStyles(load_part(document, *part));
    }
    if (const auto* part = part_named(zip, "word/numbering.xml")) {
      pugi::xml_document document;
      numbering_ = DocxNumbering(load_part(document, *part));
    }
  }

  static const std::string* part_named(const ZipContainer& zip, const std::string& name) {
    const auto found = zip.parts.find(name);
    return found == zip.parts.end() ? nullptr : &found->second;
  }

  void blocks(const pugi::xml_node& parent) {
    for (const auto node : parent.children()) {
      const auto name = local_name(node);
      if (name == "p")
        paragraph(node);
      else if (name == "tbl")
        table(node);
      else if (name == "sdt")
        blocks(child_named(node, "sdtContent"));
      else if (name == "AlternateContent")
        blocks(chosen(node));
      else if (name == "ins" || name == "moveTo" || name == "customXml" || name == "smartTag")
        blocks(node);
    }
  }

  // Footnotes or endnotes, without the separators.
  void notes(const pugi::xml_node& parent) {
    for (const auto note : parent.children()) {
      const auto type = attribute_named(note, "type");
      if (type.empty() || type == "normal") blocks(note);
    }
  }

  bool hid_text() const { return hid_text_; }

 private:
  static pugi::xml_node chosen(const pugi::xml_node& alternate) {
    const auto choice = child_named(alternate, "Choice");
    return choice ? choice : child_named(alternate, "Fallback");
  }

  void paragraph(const pugi::xml_node& node) {
    const auto properties = child_named(node, "pPr");
    style_ = attribute_named(child_named(properties, "pStyle"), "val");
    add_label(properties);
    std::vector<pugi::xml_node> boxes;
    boxes_.swap(boxes);
    inlines(node);
    boxes_.swap(boxes);
    writer_.flush();
    const auto mark = child_named(properties, "rPr");
    const bool joined = child_named(mark, "del") || child_named(mark, "moveFrom");
    if (!joined) end_paragraph();
    for (const auto& box : boxes) blocks(box);
  }

  void end_paragraph() {
    if (in_cell_)
      cell_blank_ = true;
    else
      builder_.end_line(1000);
  }

  void add_label(const pugi::xml_node& properties) {
    auto numbering = styles_.numbering_of(style_);
    if (const auto own = child_named(properties, "numPr")) {
      if (const auto id = attribute_named(child_named(own, "numId"), "val"); !id.empty())
        numbering = DocxStyles::Numbering{std::string(id), 0};
      const auto level = attribute_named(child_named(own, "ilvl"), "val");
      if (numbering) std::from_chars(level.data(), level.data() + level.size(), numbering->level);
    }
    if (!numbering) return;
    const auto label = numbering_.next_label(numbering->id, numbering->level);
    if (!label.empty()) add(label, {});
  }

  void inlines(const pugi::xml_node& parent) {
    for (const auto node : parent.children()) {
      const auto name = local_name(node);
      if (name == "r")
        run(node);
      else if (name == "sdt")
        inlines(child_named(node, "sdtContent"));
      else if (name == "AlternateContent")
        inlines(chosen(node));
      else if (name == "t")
        add(node.text().get(), {});  // inside formulas
      else if (name != "del" && name != "moveFrom" && name != "pPr" && name != "rPr" && name != "instrText")
        inlines(node);
    }
  }

  void run(const pugi::xml_node& node) {
    const auto properties = child_named(node, "rPr");
    if (is_on(properties, "vanish")) {
      hid_text_ = true;
      return;
    }
    std::string font(font_in(properties));
    if (font.empty()) {
      const auto style = attribute_named(child_named(properties, "rStyle"), "val");
      font = styles_.font_of(style.empty() ? style_ : std::string(style));
    }
    run_content(node, font);
  }

  void run_content(const pugi::xml_node& parent, const std::string& font) {
    for (const auto node : parent.children()) {
      const auto name = local_name(node);
      if (name == "t")
        add(node.text().get(), font);
      else if (name == "tab" || name == "ptab")
        add("\t", font);
      else if (name == "br" || name == "cr")
        line_break(node, font);
      else if (name == "noBreakHyphen")
        add("-", font);
      else if (name == "softHyphen")
        soft_hyphen(font);
      else if (name == "sym")
        symbol(node);
      else if (name == "lastRenderedPageBreak")
        page_break();
      else if (name == "AlternateContent")
        alternate(node, font);
      else if (name == "drawing" || name == "pict" || name == "object")
        find_boxes(node);
    }
  }

  void add(std::string_view text, std::string_view font) {
    if (cell_blank_ && text.find_first_not_of(" \t") != text.npos) {
      builder_.add_made(" ");
      cell_blank_ = false;
    }
    writer_.add(text, font);
  }

  void line_break(const pugi::xml_node& node, const std::string& font) {
    add(in_cell_ ? " " : "\n", font);
    if (attribute_named(node, "type") == "page") page_break();
  }

  // Under an old font this is the letter ư, which Word took for its own sign.
  void soft_hyphen(const std::string& font) {
    if (encoding_of_font(font)) writer_.add(std::u32string_view(U"\u00AD"), font);
  }

  void symbol(const pugi::xml_node& node) {
    const auto font = attribute_named(node, "font");
    const auto code = attribute_named(node, "char");
    unsigned value = 0;
    std::from_chars(code.data(), code.data() + code.size(), value, 16);
    if (encoding_of_font(font) && value >= 0x20 && value < 0x10000 && (value < 0xD800 || value >= 0xE000))
      writer_.add(std::u32string(1, char32_t(value)), font);
    else
      add("•", {});
  }

  void page_break() {
    writer_.flush();
    builder_.start_page();
  }

  void alternate(const pugi::xml_node& node, const std::string& font) {
    const auto before = boxes_.size();
    run_content(child_named(node, "Choice"), font);
    if (boxes_.size() == before) run_content(child_named(node, "Fallback"), font);
  }

  // A text box is written after the paragraph that carries it.
  void find_boxes(const pugi::xml_node& parent) {
    for (const auto node : parent.children()) {
      if (local_name(node) == "txbxContent")
        boxes_.push_back(node);
      else if (local_name(node) == "AlternateContent")
        find_boxes(chosen(node));
      else
        find_boxes(node);
    }
  }

  static void collect(const pugi::xml_node& parent, std::string_view name, std::vector<pugi::xml_node>& out) {
    for (const auto node : parent.children()) {
      const auto here = local_name(node);
      if (here == name)
        out.push_back(node);
      else if (here == "sdt")
        collect(child_named(node, "sdtContent"), name, out);
      else if (here == "ins" || here == "customXml")
        collect(node, name, out);
    }
  }

  // A letterhead or a signature block is a table of two columns without lines: its cells are read one by one.
  static bool is_layout(const std::vector<std::vector<pugi::xml_node>>& rows) {
    std::size_t columns = 0;
    for (const auto& row : rows) columns = std::max(columns, row.size());
    return columns <= 1 || (columns <= 2 && rows.size() <= 3);
  }

  void table(const pugi::xml_node& node) {
    std::vector<pugi::xml_node> row_nodes;
    collect(node, "tr", row_nodes);
    std::vector<std::vector<pugi::xml_node>> rows;
    for (const auto& row : row_nodes) {
      if (child_named(child_named(row, "trPr"), "del")) continue;
      rows.emplace_back();
      collect(row, "tc", rows.back());
    }
    const bool layout = !in_cell_ && is_layout(rows);
    for (const auto& row : rows) {
      if (layout)
        for (const auto& cell : row) blocks(cell);
      else
        data_row(row);
    }
  }

  void data_row(const std::vector<pugi::xml_node>& row) {
    const bool outer = in_cell_;
    in_cell_ = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) builder_.add_made(" | ");
      cell_blank_ = false;
      blocks(row[i]);
    }
    in_cell_ = outer;
    cell_blank_ = outer;
    if (!outer) builder_.end_line(1);
  }

  TextBuilder& builder_;
  ParagraphWriter writer_;
  DocxStyles styles_;
  DocxNumbering numbering_;
  std::string style_;
  std::vector<pugi::xml_node> boxes_;
  bool in_cell_ = false;
  bool cell_blank_ = false;
  bool hid_text_ = false;
};

bool is_wanted(std::string_view name) {
  return name.ends_with(".xml") && name.starts_with("word/") && name.find("theme") == name.npos &&
         name.find("glossary") == name.npos && name.find("comments") == name.npos;
}

const std::string& main_part(const ZipContainer& zip) {
  const auto found = zip.parts.find("word/document.xml");
  if (found != zip.parts.end()) return found->second;
  if (const auto other = std::find_if(zip.parts.begin(), zip.parts.end(),
                                      [](const auto& part) { return part.first.starts_with("word/document"); });
      other != zip.parts.end())
    return other->second;
  if (zip.has("xl/workbook.xml")) refuse_docx("intake.file_spreadsheet");
  if (zip.has("ppt/presentation.xml")) refuse_docx("intake.file_presentation");
  if (zip.has("mimetype") && zip.has("content.xml")) refuse_docx("intake.file_open_document");
  refuse_docx("intake.file_archive");
}

// The lines of a header or footer that are more than a page number.
void add_margin(const std::string& content, const ZipContainer& zip, const ReadLimits& limits,
                std::set<std::string>& seen, TextBuilder& builder) {
  TextBuilder own(limits);
  pugi::xml_document document;
  DocxWalker(own, zip).blocks(load_part(document, content));
  const auto read = own.finish(FileKind::docx);
  refuse_secret(read);
  const bool says_something = std::any_of(read.text.begin(), read.text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  });
  if (!says_something || !seen.insert(read.text).second) return;
  const auto encoding = read.runs.empty() ? Encoding::utf8 : read.runs.front().encoding;
  builder.end_line(1);
  builder.add(read.text, encoding, read.runs.empty() ? std::string() : read.runs.front().font);
}

}  // namespace

ReadText read_docx(std::string_view bytes, const ReadLimits& limits) {
  const auto zip = read_zip(bytes, limits, is_wanted);
  const auto& content = main_part(zip);
  TextBuilder builder(limits);
  builder.start_page();
  DocxWalker walker(builder, zip);
  {
    pugi::xml_document document;
    const auto root = load_part(document, content);
    walker.blocks(child_named(root, "body"));
  }
  for (const auto* name : {"word/footnotes.xml", "word/endnotes.xml"}) {
    const auto* part = DocxWalker::part_named(zip, name);
    if (!part) continue;
    pugi::xml_document document;
    builder.end_line(1);
    walker.notes(load_part(document, *part));
  }
  std::set<std::string> seen;
  for (const auto& [name, part] : zip.parts)
    if (name.starts_with("word/header") || name.starts_with("word/footer"))
      add_margin(part, zip, limits, seen, builder);
  if (walker.hid_text()) builder.warn("intake.hidden_text_left_out");
  return builder.finish(FileKind::docx);
}

}  // namespace intake
