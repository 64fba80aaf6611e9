#include "modules/intake/reading/docx_text.h"

#include <gtest/gtest.h>

#include "modules/intake/reading/reading_samples.h"

namespace intake {
namespace {

using samples::docx;
using samples::paragraph;
using samples::run;

std::string docx_read(std::string_view body, const samples::ZipParts& more = {}) {
  return read_here(docx(body, more)).text;
}

std::string row(const std::vector<std::string>& cells) {
  std::string out = "<w:tr>";
  for (const auto& cell : cells) out += "<w:tc>" + cell + "</w:tc>";
  return out + "</w:tr>";
}

TEST(DocxText, JoinsRunsThatCutWordsAnywhere) {
  EXPECT_EQ(docx_read(paragraph(run("Kết lu") + run("ận s") + run("ố 14-") + run("KL/TW")) + paragraph("") +
                      paragraph(run("Điều 1."))),
            "Kết luận số 14-KL/TW\n\nĐiều 1.\n");
}

TEST(DocxText, DecodesEachRunUnderItsFont) {
  const auto tcvn3 = samples::shown_for(Encoding::tcvn3, "đẩy mạnh ");
  const auto vni = samples::shown_for(Encoding::vni, "công tác");
  const auto read = read_here(docx(paragraph(run("Tiếp tục ", "Times New Roman") + run(tcvn3.substr(0, 4), ".VnTime") +
                                             run(tcvn3.substr(4), ".VnTime") + run(vni, "VNI-Times"))));
  EXPECT_EQ(read.text, "Tiếp tục đẩy mạnh công tác\n");
  EXPECT_EQ(read.encoding, "mixed");
  ASSERT_EQ(read.runs.size(), 3u);
  EXPECT_EQ(read.runs[1].font, ".VnTime");
  EXPECT_EQ(read.runs[1].start, 9u);
  EXPECT_EQ(read.runs[1].end, 18u);
  EXPECT_EQ(read.runs[2].encoding, Encoding::vni);
}

TEST(DocxText, JoinsAVniLetterThatIsCutBetweenRuns) {
  EXPECT_EQ(docx_read(paragraph(run("Co", "VNI-Times") + run("äng ho", "VNI-Times") + run("øa", "VNI-Times"))),
            "Cộng hòa\n");
}

TEST(DocxText, TheFontThatDrawsCapitalsMakesCapitals) {
  EXPECT_EQ(docx_read(paragraph(run(samples::shown_for(Encoding::tcvn3, "kết luận"), ".VnTimeH"))), "KẾT LUẬN\n");
}

TEST(DocxText, TakesTheFontFromTheStyle) {
  const std::string styles = "<w:styles " + std::string(samples::word_namespaces) + R"(>
      <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="Body"><w:basedOn w:val="Normal"/></w:style></w:styles>)";
  const auto text = samples::shown_for(Encoding::tcvn3, "chi bộ");
  EXPECT_EQ(docx_read(paragraph(run(text)) + paragraph("<w:pPr><w:pStyle w:val=\"Body\"/></w:pPr>" + run(text)),
                      {{"word/styles.xml", styles}}),
            "chi bộ\nchi bộ\n");
}

TEST(DocxText, AFontThatLiesIsNotBelieved) {
  EXPECT_EQ(docx_read(paragraph(run("Đảng bộ tỉnh", ".VnTime"))), "Đảng bộ tỉnh\n");
}

TEST(DocxText, ReadsASoftHyphenUnderAnOldFontAsALetter) {
  EXPECT_EQ(docx_read(paragraph("<w:r><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr><w:t>Ph</w:t><w:softHyphen/>"
                                "<w:t>¬ng</w:t></w:r>")),
            "Phương\n");
}

TEST(DocxText, WritesTablesByRows) {
  const auto cell = [](std::string_view text) { return paragraph(run(text)); };
  EXPECT_EQ(docx_read("<w:tbl>" + row({cell("TT"), cell("Nội dung"), cell("Thời hạn")}) +
                      row({cell("1"), cell("Báo cáo") + cell("quý I"), cell("31/3/2024")}) + "</w:tbl>" +
                      paragraph(run("Nơi nhận"))),
            "TT | Nội dung | Thời hạn\n1 | Báo cáo quý I | 31/3/2024\nNơi nhận\n");
}

TEST(DocxText, ReadsALetterheadCellByCell) {
  EXPECT_EQ(docx_read("<w:tbl>" +
                      row({paragraph(run("TỈNH ỦY NAM HẢI")) + paragraph(run("Số 14-KL/TU")),
                           paragraph(run("ĐẢNG CỘNG SẢN VIỆT NAM")) + paragraph(run("Nam Hải, ngày 21/9/2021"))}) +
                      "</w:tbl>"),
            "TỈNH ỦY NAM HẢI\nSố 14-KL/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nNam Hải, ngày 21/9/2021\n");
}

TEST(DocxText, LeavesOutWhatWasDeletedMovedOrHidden) {
  const auto read = read_here(docx(paragraph(
      run("Giữ ") + "<w:del><w:r><w:delText>bỏ </w:delText></w:r></w:del><w:ins>" + run("thêm ") +
      "</w:ins><w:moveFrom>" + run("cũ ") + "</w:moveFrom><w:moveTo>" + run("mới") +
      "</w:moveTo><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>")));
  EXPECT_EQ(read.text, "Giữ thêm mới\n");
  ASSERT_EQ(read.warnings.size(), 1u);
  EXPECT_EQ(read.warnings[0].key, "intake.hidden_text_left_out");
}

TEST(DocxText, ReadsATextBoxOnceAfterItsParagraph) {
  const std::string box = "<w:txbxContent>" + paragraph(run("Trong khung")) + "</w:txbxContent>";
  EXPECT_EQ(docx_read(paragraph(run("Trước ") + "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" + box +
                                "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box +
                                "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("sau"))),
            "Trước sau\nTrong khung\n");
}

TEST(DocxText, WritesNotesHeadersAndFootersAfterTheBody) {
  const std::string space = std::string(samples::word_namespaces);
  EXPECT_EQ(docx_read(paragraph(run("Thân")),
                      {{"word/footnotes.xml", "<w:footnotes " + space + "><w:footnote w:type=\"separator\">" +
                                                  paragraph(run("---")) + "</w:footnote><w:footnote>" +
                                                  paragraph(run("Chú thích")) + "</w:footnote></w:footnotes>"},
                       {"word/header1.xml", "<w:hdr " + space + ">" + paragraph(run("Dự thảo")) + "</w:hdr>"},
                       {"word/header2.xml", "<w:hdr " + space + ">" + paragraph(run("Dự thảo")) + "</w:hdr>"},
                       {"word/footer1.xml", "<w:ftr " + space + ">" + paragraph(run("12")) + "</w:ftr>"}}),
            "Thân\nChú thích\nDự thảo\n");
}

TEST(DocxText, WritesTheLabelsOfLists) {
  const std::string numbering = "<w:numbering " + std::string(samples::word_namespaces) + R"x(>
      <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
      <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
      <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
      <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num></w:numbering>)x";
  const auto item = [](int id, int level, std::string_view text) {
    return paragraph("<w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                     std::to_string(id) + "\"/></w:numPr></w:pPr>" + run(text));
  };
  EXPECT_EQ(docx_read(item(5, 0, "Một") + item(5, 1, "x") + item(5, 1, "y") + item(5, 0, "Hai") + item(5, 1, "z") +
                          item(6, 0, "chấm"),
                      {{"word/numbering.xml", numbering}}),
            "Điều 1. Một\na) x\nb) y\nĐiều 2. Hai\na) z\n- chấm\n");
}

TEST(DocxText, MarksPages) {
  const auto read =
      read_here(docx(paragraph(run("Một")) + paragraph("<w:r><w:lastRenderedPageBreak/></w:r>" + run("Hai"))));
  ASSERT_EQ(read.pages.size(), 2u);
  EXPECT_EQ(read.pages[1].start, 4u);
}

TEST(DocxText, TellsOtherContainersApart) {
  EXPECT_EQ(samples::refusal_of(samples::zip({{"xl/workbook.xml", "<a/>"}})), "intake.file_spreadsheet");
  EXPECT_EQ(samples::refusal_of(samples::zip({{"ppt/presentation.xml", "<a/>"}})), "intake.file_presentation");
  EXPECT_EQ(samples::refusal_of(samples::zip({{"mimetype", "x"}, {"content.xml", "<a/>"}})),
            "intake.file_open_document");
  EXPECT_EQ(samples::refusal_of(samples::zip({{"a.txt", "x"}})), "intake.file_archive");
}

TEST(DocxText, RefusesTricksInTheContainer) {
  EXPECT_EQ(samples::refusal_of(docx("", {{"../../etc/passwd", "x"}})), "intake.file_unsafe_names");
  EXPECT_EQ(samples::refusal_of(docx("", {{"/etc/passwd", "x"}})), "intake.file_unsafe_names");
  EXPECT_EQ(samples::refusal_of(docx("", {{"word/document.xml", "x"}})), "intake.file_unsafe_names");
  EXPECT_EQ(samples::refusal_of(docx("", {{"word/styles.xml", std::string(64u << 20, '\0')}})), "intake.file_bomb");
  samples::ZipParts many;
  for (int i = 0; i < 5000; ++i) many.emplace_back("x/" + std::to_string(i), "");
  EXPECT_EQ(samples::refusal_of(docx("", many)), "intake.file_bomb");
}

TEST(DocxText, RefusesTricksInTheXml) {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "<w:sdt><w:sdtContent>";
  const auto part = [](std::string xml) { return samples::zip({{"word/document.xml", std::move(xml)}}); };
  EXPECT_EQ(samples::refusal_of(part(deep)), "intake.file_damaged");
  std::string closed = deep;
  for (int i = 0; i < 3000; ++i) closed += "</w:sdtContent></w:sdt>";
  EXPECT_EQ(samples::refusal_of(part(closed)), "intake.file_too_deep");
  EXPECT_EQ(samples::refusal_of(part("<!DOCTYPE w:document [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                                     "<w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>")),
            "intake.file_bomb");
}

TEST(DocxText, ReplacesLoneSurrogatesInXml) {
  const auto read = read_here(docx(paragraph(run("tỉnh &#xD800; ủy"))));
  EXPECT_TRUE(base::is_valid_utf8(read.text));
  EXPECT_NE(read.text.find("ủy"), std::string::npos);
}

}  // namespace
}  // namespace intake
