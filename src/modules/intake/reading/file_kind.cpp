#include "modules/intake/reading/file_kind.h"

#include <algorithm>
#include <array>

#include "modules/intake/reading/plain_text.h"

namespace intake {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::optional<FileKind> kind;
  std::string_view refusal;
};

const std::array<Magic, 25> magics{{
    {"PK\x03\x04"sv, FileKind::docx, {}},
    {"PK\x05\x06"sv, FileKind::docx, {}},
    {"\x89PNG\r\n\x1a\n"sv, FileKind::png, {}},
    {"\xFF\xD8\xFF"sv, FileKind::jpeg, {}},
    {"II*\0"sv, FileKind::tiff, {}},
    {"MM\0*"sv, FileKind::tiff, {}},
    {"II+\0"sv, FileKind::tiff, {}},
    {"MM\0+"sv, FileKind::tiff, {}},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, {}, "intake.file_old_office"},
    {"{\\rtf"sv, {}, "intake.file_rtf"},
    {"Rar!\x1A\x07"sv, {}, "intake.file_archive"},
    {"7z\xBC\xAF\x27\x1C"sv, {}, "intake.file_archive"},
    {"\x1F\x8B"sv, {}, "intake.file_archive"},
    {"BZh"sv, {}, "intake.file_archive"},
    {"\xFD"
     "7zXZ\0"sv,
     {},
     "intake.file_archive"},
    {"GIF8"sv, {}, "intake.file_picture_unsupported"},
    {"RIFF"sv, {}, "intake.file_picture_unsupported"},
    {"BM"sv, {}, "intake.file_picture_unsupported"},
    {"\x7F"
     "ELF"sv,
     {},
     "intake.file_kind_unknown"},
    {"MZ"sv, {}, "intake.file_kind_unknown"},
    {"SQLite format 3"sv, {}, "intake.file_kind_unknown"},
    {"\0\0\0\x18"
     "ftyp"sv,
     {},
     "intake.file_kind_unknown"},
    {"\0\0\0\x20"
     "ftyp"sv,
     {},
     "intake.file_kind_unknown"},
    {"ID3"sv, {}, "intake.file_kind_unknown"},
    {"OggS"sv, {}, "intake.file_kind_unknown"},
}};

bool is_binary(std::string_view head) {
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto b = static_cast<unsigned char>(c);
    return b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x0B && b != 0x1A && b != 0;
  });
  const auto nuls = std::count(head.begin(), head.end(), '\0');
  return std::size_t(controls) * 50 > head.size() || std::size_t(nuls) * 5 > head.size();
}

// The first kilobytes as lower-case ASCII, whatever the width of a character.
std::string plain_head(std::string_view bytes) {
  std::string head;
  for (const char c : bytes.substr(0, 4096)) {
    const auto b = static_cast<unsigned char>(c);
    if (b == 0 || b >= 0x80) continue;
    head += char(b >= 'A' && b <= 'Z' ? b + 0x20 : b);
  }
  return head;
}

bool starts_with_tag(std::string_view head) {
  static constexpr std::array<std::string_view, 22> tags{
      "html",    "head", "body",  "div",    "p",    "table", "span", "h1",    "h2",     "h3",   "article",
      "section", "meta", "title", "center", "font", "ul",    "ol",   "style", "script", "main", "br"};
  if (!head.starts_with('<')) return false;
  const auto end = std::min(head.find_first_of(" \t\r\n/>", 1), head.size());
  return std::find(tags.begin(), tags.end(), head.substr(1, end - 1)) != tags.end();
}

bool is_html(std::string_view bytes) {
  const std::string whole = plain_head(bytes);
  std::string_view head = whole;
  for (;;) {
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\f"), head.size()));
    if (head.starts_with("<!--")) {
      head.remove_prefix(std::min(head.find("-->") == head.npos ? head.size() : head.find("-->") + 3, head.size()));
    } else if (head.starts_with("<?xml")) {
      head.remove_prefix(std::min(head.find('>') == head.npos ? head.size() : head.find('>') + 1, head.size()));
    } else {
      break;
    }
  }
  if (head.starts_with("<!doctype html")) return true;
  return starts_with_tag(head) && head.find("</") != head.npos;
}

}  // namespace

Sniffed sniff(std::string_view bytes) {
  if (bytes.empty()) return {{}, "intake.file_empty"};
  for (const auto& magic : magics) {
    if (!bytes.starts_with(magic.bytes)) continue;
    // Two and three letters may also begin a text: a picture or a program has control bytes soon after.
    if (magic.bytes.size() <= 4 && magic.kind != FileKind::jpeg && !is_binary(bytes.substr(0, 512)) &&
        magic.bytes.find_first_not_of("BMZhIDGIF8RO3gS") == magic.bytes.npos)
      continue;
    return {magic.kind, magic.refusal};
  }
  if (bytes.substr(0, 1024).find("%PDF-") != bytes.npos) return {FileKind::pdf};
  if (find_utf16(bytes) == Utf16::none && is_binary(bytes.substr(0, 8192))) return {{}, "intake.file_kind_unknown"};
  return {is_html(bytes) ? FileKind::html : FileKind::text};
}

}  // namespace intake
