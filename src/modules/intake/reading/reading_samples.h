#pragma once
// Files made by the tests of this folder: DOCX by libarchive, PDF by hand, bytes in the old encodings. Test code only.

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "modules/intake/reading/legacy_encodings.h"
#include "modules/intake/reading/reading.h"

namespace intake::samples {

// Prose with invented names; 4 paragraphs, every tone.
inline constexpr std::string_view prose =
    "Tỉnh ủy Nam Hải ban hành Kết luận số 14-KL/TU ngày 21/9/2021 về tiếp tục đẩy mạnh công tác tổ chức xây dựng "
    "Đảng.\n"
    "Đồng chí Nguyễn Văn Khuỷu, Trưởng Ban Tổ chức Tỉnh ủy, báo cáo những kết quả đã đạt được và các nhiệm vụ sắp "
    "tới.\n"
    "Những khó khăn, vướng mắc ngoằn ngoèo được tháo gỡ kịp thời; nhiều mô hình hay được nhân rộng ở cơ sở.\n"
    "Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện và báo cáo Ban Thường vụ vào quý tư hằng năm.\n";

// Text → units of an old encoding, by turning the decoder round. TCVN3 loses toned capitals to small letters.
inline std::u32string units_for(Encoding encoding, std::u32string_view text) {
  static std::map<Encoding, std::map<std::u32string, std::u32string>> cache;
  auto& back = cache[encoding];
  if (back.empty()) {
    for (char32_t a = 0x20; a < 0x100; ++a) {
      back.try_emplace(decode_units(encoding, std::u32string(1, a)), std::u32string(1, a));
      for (char32_t b = 0x80; b < 0x100; ++b) {
        const std::u32string pair{a, b};
        if (const auto one = decode_units(encoding, pair); one.size() == 1) back.try_emplace(one, pair);
      }
    }
  }
  std::u32string out;
  for (const char32_t c : text) {
    auto found = back.find(std::u32string(1, c));
    if (found == back.end()) found = back.find(base::to_code_points(base::to_lower(base::to_utf8({&c, 1}))));
    out += found == back.end() ? std::u32string(1, c) : found->second;
  }
  return out;
}

inline std::string bytes_for(Encoding encoding, std::string_view utf8) {
  std::string out;
  for (const char32_t c : units_for(encoding, base::to_code_points(utf8))) out += char(unit_of(c).value_or('?'));
  return out;
}

// What a word processor shows of those bytes: CP1252 characters in UTF-8.
inline std::string shown_for(Encoding encoding, std::string_view utf8) {
  std::u32string out;
  for (const char c : bytes_for(encoding, utf8)) out += cp1252_character(static_cast<unsigned char>(c));
  return base::to_utf8(out);
}

inline std::string zip(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::string out(std::size_t(1) << 20, '\0');
  for (const auto& [name, content] : parts) out.resize(out.size() + content.size() + 1024);
  std::size_t used = 0;
  const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(), &archive_write_free);
  archive_write_set_format_zip(writer.get());
  archive_write_open_memory(writer.get(), out.data(), out.size(), &used);
  for (const auto& [name, content] : parts) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), la_int64_t(content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_write_header(writer.get(), entry.get());
    archive_write_data(writer.get(), content.data(), content.size());
  }
  archive_write_close(writer.get());
  out.resize(used);
  return out;
}

inline constexpr std::string_view word_namespaces =
    R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
    R"(xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps" xmlns:v="urn:v")";

using ZipParts = std::vector<std::pair<std::string, std::string>>;

// A DOCX whose body is `body`, with further parts.
inline std::string docx(std::string_view body, const ZipParts& more = {}) {
  ZipParts parts{
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document " + std::string(word_namespaces) +
                                "><w:body>" + std::string(body) + "</w:body></w:document>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return zip(parts);
}

inline std::string run(std::string_view text, std::string_view font = {}) {
  std::string out = "<w:r>";
  if (!font.empty()) out += "<w:rPr><w:rFonts w:ascii=\"" + std::string(font) + "\"/></w:rPr>";
  return out + "<w:t xml:space=\"preserve\">" + std::string(text) + "</w:t></w:r>";
}
inline std::string paragraph(std::string_view runs) { return "<w:p>" + std::string(runs) + "</w:p>"; }

struct PdfPage {
  std::string font;                // BaseFont, WinAnsi
  std::vector<std::string> lines;  // bytes under that font
  std::string drawn{};             // operators after the lines
  std::string attributes{};        // of the page
};
// A PDF of one font a page with WinAnsi codes, as the old fonts were embedded.
inline std::string pdf(const std::vector<PdfPage>& pages) {
  std::vector<std::string> objects{"", "<</Type/Catalog/Pages 2 0 R>>", ""};
  std::string kids;
  for (const auto& page : pages) {
    std::string content = "BT /F1 13 Tf 70 780 Td 18 TL\n";
    for (const auto& line : page.lines) {
      content += "(";
      for (const char c : line)
        content += (c == '(' || c == ')' || c == '\\') ? std::string("\\") + c : std::string(1, c);
      content += ") Tj T*\n";
    }
    content += "ET\n" + page.drawn;
    const auto at = objects.size();
    kids += std::to_string(at) + " 0 R ";
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + page.attributes + "/Resources<</Font<</F1 " +
                      std::to_string(at + 1) + " 0 R>>>>/Contents " + std::to_string(at + 2) + " 0 R>>");
    objects.push_back("<</Type/Font/Subtype/Type1/BaseFont/" + page.font + "/Encoding/WinAnsiEncoding>>");
    objects.push_back("<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream");
  }
  objects[2] = "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>";
  std::string out = "%PDF-1.4\n";
  std::string table = "xref\n0 " + std::to_string(objects.size()) + "\n0000000000 65535 f \n";
  for (std::size_t i = 1; i < objects.size(); ++i) {
    std::string offset = std::to_string(out.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    out += std::to_string(i) + " 0 obj" + objects[i] + "\nendobj\n";
  }
  const auto start = out.size();
  return out + table + "trailer<</Size " + std::to_string(objects.size()) + "/Root 1 0 R>>\nstartxref\n" +
         std::to_string(start) + "\n%%EOF\n";
}

// The key of the refusal, or "" when the file was read.
inline std::string refusal_of(std::string bytes) {
  try {
    read_here(std::move(bytes));
    return {};
  } catch (const base::Error& error) {
    return error.key();
  }
}

}  // namespace intake::samples
