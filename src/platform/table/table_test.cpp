#include "platform/table/read_ahead.h"
#include "platform/table/table.h"

#include <archive.h>
#include <archive_entry.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/error.h"
#include "base/sentence.h"

namespace platform {
namespace {

using testing::ElementsAre;
using Cells = std::vector<std::string>;

class TableTest : public testing::Test {
 protected:
  TableTest() : folder_(std::filesystem::temp_directory_path() / ("table_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~TableTest() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path file(std::string_view bytes) {
    const auto path = folder_ / ("f" + std::to_string(++count_));
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  static std::vector<Cells> rows(const std::filesystem::path& path, const TableLimits& limits = {}) {
    std::vector<Cells> all;
    const auto reader = open_table(path, limits);
    for (TableRow row; reader->next(row);) all.push_back(row.cells);
    return all;
  }
  static std::string refusal(const std::filesystem::path& path, const TableLimits& limits = {}) {
    try {
      rows(path, limits);
      return "read";
    } catch (const base::Error& error) {
      return error.key();
    }
  }
  std::filesystem::path zip(const std::vector<std::pair<std::string, std::string>>& parts) {
    const auto path = folder_ / ("z" + std::to_string(++count_));
    archive* out = archive_write_new();
    archive_write_set_format_zip(out);
    archive_write_open_filename(out, path.c_str());
    for (const auto& [name, content] : parts) {
      archive_entry* entry = archive_entry_new();
      archive_entry_set_pathname(entry, name.c_str());
      archive_entry_set_size(entry, la_int64_t(content.size()));
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_perm(entry, 0644);
      archive_write_header(out, entry);
      archive_write_data(out, content.data(), content.size());
      archive_entry_free(entry);
    }
    archive_write_close(out);
    archive_write_free(out);
    return path;
  }
  std::filesystem::path sheet(const std::string& rows_xml, const std::string& tail = "", const std::string& styles = "",
                              const std::string& strings = "") {
    std::vector<std::pair<std::string, std::string>> parts{
        {"xl/workbook.xml", "<workbook><sheets><sheet name='A' r:id='rId1' xmlns:r='r'/></sheets></workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id='rId1' Target='worksheets/first.xml'/></Relationships>"},
        {"xl/worksheets/first.xml",
         "<?xml version='1.0'?><worksheet><sheetData>" + rows_xml + "</sheetData>" + tail + "</worksheet>"}};
    if (!styles.empty()) parts.emplace_back("xl/styles.xml", styles);
    if (!strings.empty()) parts.emplace_back("xl/sharedStrings.xml", strings);
    return zip(parts);
  }
  std::filesystem::path folder_;
  int count_ = 0;
};

TEST_F(TableTest, ReadsQuotedCellsWithSeparatorsQuotesAndNewlines) {
  const auto path = file("code,name\r\nA,\"Đảng ủy, \"\"số 1\"\"\nhai dòng\"\r\nB,x\r\n");
  const auto reader = open_table(path);
  TableRow row;
  ASSERT_TRUE(reader->next(row));
  ASSERT_TRUE(reader->next(row));
  EXPECT_THAT(row.cells, ElementsAre("A", "Đảng ủy, \"số 1\"\nhai dòng"));
  EXPECT_EQ(row.line, 2);
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.line, 4);
  EXPECT_FALSE(reader->next(row));
}

TEST_F(TableTest, ReadsAheadTheSameRowsAndErrors) {
  std::string text = "code,name\n";
  for (int i = 0; i < 5000; ++i) text += std::to_string(i) + ",\"Chi bộ\n" + std::to_string(i) + "\"\n";
  const auto all_of = [](TableReader& reader) {
    std::vector<std::pair<std::int64_t, Cells>> all;
    for (TableRow row; reader.next(row);) all.emplace_back(row.line, row.cells);
    return all;
  };
  const auto path = file(text);
  const auto ahead = read_ahead(open_table(path));
  EXPECT_EQ(all_of(*ahead), all_of(*open_table(path)));
  TableRow row;
  EXPECT_FALSE(ahead->next(row));
  EXPECT_EQ(ahead->thousandths(), 1000);
  const auto broken = read_ahead(open_table(file(text + "\"open")));
  EXPECT_THROW(all_of(*broken), base::Error);
  EXPECT_TRUE(read_ahead(open_table(path))->next(row));  // and is given up
}

TEST_F(TableTest, FindsTheSeparator) {
  EXPECT_THAT(rows(file("a;b;c\n1;2,5;3\n")), ElementsAre(Cells{"a", "b", "c"}, Cells{"1", "2,5", "3"}));
  EXPECT_THAT(rows(file("a\tb\n1\t2\n")), ElementsAre(Cells{"a", "b"}, Cells{"1", "2"}));
  EXPECT_THAT(rows(file("sep=;\na,x;b\n")), ElementsAre(Cells{"a,x", "b"}));
  EXPECT_THAT(rows(file("\"a;;;\",b\n1,2")), ElementsAre(Cells{"a;;;", "b"}, Cells{"1", "2"}));
}

TEST_F(TableTest, ReadsUtf8WithMarkAndBothUtf16) {
  EXPECT_THAT(rows(file("\xEF\xBB\xBF"
                        "mã,tên\n")),
              ElementsAre(Cells{"mã", "tên"}));
  std::string little("\xFF\xFE", 2), big("\xFE\xFF", 2), bare;
  for (const char16_t c : std::u16string(u"mã,Đảng\nx,\U00020000\n")) {
    little += char(c & 0xFF), little += char(c >> 8);
    big += char(c >> 8), big += char(c & 0xFF);
  }
  const auto expected = ElementsAre(Cells{"mã", "Đảng"}, Cells{"x", "𠀀"});
  EXPECT_THAT(rows(file(little)), expected);
  EXPECT_THAT(rows(file(big)), expected);
  for (const char c : std::string("a,b\n1,2\n")) bare += c, bare += '\0';
  EXPECT_THAT(rows(file(bare)), ElementsAre(Cells{"a", "b"}, Cells{"1", "2"}));
}

TEST_F(TableTest, GivesNfc) { EXPECT_THAT(rows(file("Đa\xCC\x89ng\n")), ElementsAre(Cells{"Đảng"})); }

TEST_F(TableTest, RefusesWhatIsNoText) {
  EXPECT_EQ(refusal(file("a,b\n\xC4\x41,c\n")), "table.not_text");
  EXPECT_EQ(refusal(file(std::string("a,b\nx\0y,c\n", 10))), "table.not_text");
  EXPECT_EQ(refusal(file("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")), "table.old_or_locked");
  EXPECT_EQ(refusal(file("a,b\n\"x,y\n")), "table.quote_open");
  EXPECT_EQ(refusal(file("a,b\n\"x\"y,z\n")), "table.quote_stray");
  EXPECT_EQ(refusal(file("a\n" + std::string(1000, 'x') + "\n"), {.cell = 100}), "table.cell_too_long");
}

TEST_F(TableTest, RefusesTooManyRowsAndColumns) {
  EXPECT_EQ(refusal(file("a\nb\nc\n"), {.rows = 2}), "table.too_large");
  EXPECT_EQ(refusal(file("a,b,c\n"), {.columns = 2}), "table.too_many_columns");
}

TEST_F(TableTest, FormulasAreGuardedAndComeBackAsTheyWere) {
  const Cells cells{"=HYPERLINK(\"http://x\")", "+84", "-1", "@x", "'=x", "''", "'tên", "\t=1", "a=b"};
  const auto path = folder_ / "guard.csv";
  const auto writer = create_table(path, TableFormat::csv, "A");
  writer->add(cells);
  writer->finish();
  std::ifstream in(path);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_NE(text.find("'=HYPERLINK"), text.npos);
  EXPECT_EQ(text.find("\n="), text.npos);
  EXPECT_THAT(rows(path), ElementsAre(cells));
}

TEST_F(TableTest, XlsxComesBackAsItWasWithRealDates) {
  const auto path = folder_ / "a.xlsx";
  const auto writer = create_table(path, TableFormat::xlsx, "Đơn vị", {1});
  writer->add(Cells{"code", "from"});
  writer->add(Cells{"P01 & <x>", "2023-02-28", "=1+1"});
  writer->add(Cells{"P02", "1899-05-01"});
  writer->add(Cells{"P03", "1900-03-01"});
  writer->finish();
  EXPECT_THAT(rows(path), ElementsAre(Cells{"code", "from"}, Cells{"P01 & <x>", "2023-02-28", "=1+1"},
                                      Cells{"P02", "1899-05-01"}, Cells{"P03", "1900-03-01"}));
}

TEST_F(TableTest, ReadsDatesByStyleSharedStringsAndGaps) {
  const auto path = sheet(
      "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='C1' s='1'><v>45017</v></c></row>"
      "<row r='3'><c r='B3' t='inlineStr'><is><t>tên</t></is></c><c r='C3'><v>12.0</v></c><c r='D3' "
      "s='2'><v>45017.5</v></c></row>",
      "",
      "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd/mm/yyyy'/></numFmts><cellXfs><xf numFmtId='0'/><xf "
      "numFmtId='14'/><xf numFmtId='164'/></cellXfs></styleSheet>",
      "<sst><si><r><t>Đảng </t></r><r><t>ủy</t></r><rPh><t>x</t></rPh></si></sst>");
  const auto reader = open_table(path);
  TableRow row;
  ASSERT_TRUE(reader->next(row));
  EXPECT_THAT(row.cells, ElementsAre("Đảng ủy", "", "2023-04-01"));
  ASSERT_TRUE(reader->next(row));
  EXPECT_EQ(row.line, 3);
  EXPECT_THAT(row.cells, ElementsAre("", "tên", "12", "2023-04-01"));
}

TEST_F(TableTest, RefusesMergedCellsBeforeTheFirstRow) {
  const auto path =
      sheet("<row r='1'><c r='A1'><v>1</v></c></row>", "<mergeCells count='1'><mergeCell ref=\"A1:B2\"/></mergeCells>");
  try {
    open_table(path);
    FAIL() << "merged cells were taken";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.key(), "table.merged_cells");
    EXPECT_EQ(error.parameters().at("cells"), "A1:B2");
  }
}

TEST_F(TableTest, RefusesBombsPathTricksAndDamage) {
  EXPECT_EQ(refusal(sheet(std::string(100u << 20, ' '))), "table.too_large");
  EXPECT_EQ(refusal(sheet(std::string(3u << 20, ' ')), {.unpacked = 1u << 20}), "table.too_large");
  EXPECT_EQ(refusal(zip({{"../../etc/cron.d/x", "x"}, {"xl/workbook.xml", "<workbook/>"}})), "table.path_trick");
  EXPECT_EQ(refusal(zip({{"hello.txt", "x"}})), "table.not_a_table");
  const auto whole = sheet("<row r='1'><c r='A1'><v>1</v></c></row>");
  std::ifstream in(whole, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  for (std::size_t keep = 4; keep < bytes.size(); keep += 7)
    EXPECT_NE(refusal(file(bytes.substr(0, keep))), "read") << keep;
}

TEST_F(TableTest, RefusesForeignEntitiesAndBrokenXml) {
  EXPECT_EQ(refusal(sheet("<row r='1'><c r='A1' t='s'><v>7</v></c></row>")), "table.damaged");
  EXPECT_EQ(refusal(sheet("<row r='1'><c r='A1'><v>1</c></row>")), "table.damaged");
  EXPECT_EQ(refusal(sheet("<row r='1'><c r='A1'><v>1</v>")), "table.damaged");
  EXPECT_EQ(refusal(zip({{"xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><workbook/>"}})),
            "table.damaged");
}

TEST_F(TableTest, EveryKeyHasASentence) {
  for (const char* key : {"table.merged_cells", "table.damaged", "table.too_large", "table.path_trick"}) {
    bool found = false;
    for (const auto& json : table::sentences()) found = found || json.content.find(key) != std::string_view::npos;
    EXPECT_TRUE(found) << key;
  }
}

}  // namespace
}  // namespace platform
