#include "modules/intake/reading/reading_child.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "modules/intake/reading/reading_samples.h"
#include "modules/intake/reading/wire.h"

namespace intake {
namespace {

ReadOptions with_child(std::vector<std::string> command = {INTAKE_READ_CHILD}) {
  ReadOptions options;
  options.child_command = std::move(command);
  return options;
}

std::string child_refusal(std::string bytes, const ReadOptions& options = with_child()) {
  try {
    read_bytes(std::move(bytes), options);
    return {};
  } catch (const base::Error& error) {
    return error.key();
  }
}

TEST(ReadingChild, GivesTheSameTextAsReadingHere) {
  const auto bytes = samples::docx(samples::paragraph(
      samples::run("Kết luận ") + samples::run(samples::shown_for(Encoding::tcvn3, "số mười bốn"), ".VnTime")));
  const auto here = read_here(bytes);
  const auto there = read_bytes(bytes, with_child());
  EXPECT_EQ(there.text, here.text);
  EXPECT_EQ(there.length, here.length);
  EXPECT_EQ(there.encoding, "mixed");
  EXPECT_EQ(there.kind, FileKind::docx);
  ASSERT_EQ(there.runs.size(), here.runs.size());
  EXPECT_EQ(there.runs[1].font, ".VnTime");
  EXPECT_EQ(there.runs[1].end, here.runs[1].end);
}

// Fonts, tables of letters and what Tesseract has learnt stay within reach of the sandbox.
TEST(ReadingChild, PrintedAndScannedPagesReadTheSameInside) {
  for (const char* name : {"ket-luan.pdf", "ket-luan-200.png"}) {
    const auto path = std::filesystem::path(LIENTHONG_SOURCE_DIR) / "tests/fixtures/files" / name;
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    const auto here = read_here(bytes);
    EXPECT_GT(here.length, 100u) << name;
    EXPECT_EQ(read_bytes(bytes, with_child()).text, here.text) << name;
  }
}

TEST(ReadingChild, BringsTheRefusalAcross) {
  EXPECT_EQ(child_refusal(samples::zip({{"xl/workbook.xml", "<a/>"}})), "intake.file_spreadsheet");
  EXPECT_EQ(child_refusal("<!doctype html><p>MẬT</p>"), "intake.text_secret");
}

TEST(ReadingChild, ItsDeathIsARefusedFile) {
  EXPECT_EQ(child_refusal("%PDF-1.4", with_child({"/bin/false"})), "intake.file_damaged");
  EXPECT_EQ(child_refusal("%PDF-1.4", with_child({"/bin/sh", "-c", "kill -SEGV $$"})), "intake.file_damaged");
  EXPECT_EQ(child_refusal("%PDF-1.4", with_child({"/bin/sh", "-c", "kill -XCPU $$"})), "intake.file_too_slow");
  EXPECT_EQ(child_refusal("%PDF-1.4", with_child({"/nonexistent"})), "intake.file_reader_missing");
}

TEST(ReadingChild, ASilentChildIsEnded) {
  auto options = with_child({"/bin/sh", "-c", "exec sleep 600"});
  options.limits.stall = std::chrono::seconds(1);
  EXPECT_EQ(child_refusal("%PDF-1.4", options), "intake.file_too_slow");
}

TEST(ReadingChild, NonsenseFromTheChildIsARefusedFile) {
  for (const char* answer : {"printf 'hello world' >&4", "printf 't\\377\\377\\377\\377\\377\\377\\377\\377' >&4",
                             "printf 't\\000\\000\\000\\000\\000\\000\\000\\000' >&4",
                             "printf 'e\\010\\000\\000\\000\\000\\000\\000\\000AAAAAAAA' >&4"})
    EXPECT_EQ(child_refusal("%PDF-1.4", with_child({"/bin/sh", "-c", answer})), "intake.file_damaged") << answer;
}

TEST(ReadingChild, TooMuchMemoryIsARefusedFile) {
  auto options = with_child();
  options.limits.memory_bytes = 256u << 20;
  std::string body;
  for (int i = 0; i < 600'000; ++i) body += samples::paragraph(samples::run(std::to_string(i * 2654435761u)));
  EXPECT_EQ(child_refusal(samples::docx(body), options), "intake.file_too_heavy");
}

TEST(ReadingChild, PlainTextNeedsNoChild) {
  EXPECT_EQ(read_bytes("Đảng bộ", with_child({"/nonexistent"})).text, "Đảng bộ");
}

TEST(ReadingChild, ReadsFilesByPath) {
  const auto path = std::filesystem::temp_directory_path() / "lienthong_reading_child_test.docx";
  std::ofstream(path, std::ios::binary) << samples::docx(samples::paragraph(samples::run("Chi bộ")));
  EXPECT_EQ(read_file(path, with_child()).text, "Chi bộ\n");
  std::filesystem::remove(path);
  const auto key_of = [](const std::filesystem::path& where) {
    try {
      read_file(where);
      return std::string();
    } catch (const base::Error& error) {
      return error.key();
    }
  };
  EXPECT_EQ(key_of(path), "intake.file_not_found");
  EXPECT_EQ(key_of(std::filesystem::temp_directory_path()), "intake.file_unreadable");
}

TEST(Wire, SurvivesEveryCutAndEveryFlippedByte) {
  ReadText text;
  text.text = "Đảng bộ tỉnh";
  text.length = 12;
  text.encoding = "utf-8";
  text.pages = {{0, 90}, {5, {}}};
  text.runs = {{0, 5, Encoding::tcvn3, ".VnTime", {}}, {5, 12, Encoding::ocr, "", 80}};
  text.repairs = {{1, 2, "l"}};
  text.warnings = {{"intake.invalid_bytes", {{"count", "3"}}}};
  const auto packed = pack_text(text).substr(frame_header_bytes);
  const auto back = unpack_text(packed);
  ASSERT_TRUE(back);
  EXPECT_EQ(pack_text(*back).substr(frame_header_bytes), packed);
  for (std::size_t cut = 0; cut < packed.size(); ++cut) EXPECT_FALSE(unpack_text(packed.substr(0, cut)));
  for (std::size_t at = 0; at < packed.size(); ++at)
    for (const char flip : {'\x01', '\x80', '\xFF'}) {
      auto hurt = packed;
      hurt[at] = char(hurt[at] ^ flip);
      if (const auto read = unpack_text(hurt)) {
        EXPECT_TRUE(base::is_valid_utf8(read->text));
        EXPECT_EQ(read->length, base::count_code_points(read->text));
      }
    }
}

// Files cut short and hurt at random places: the parent reads or refuses, and every refusal has our key.
TEST(ReadingChild, SurvivesHurtFiles) {
  std::ifstream pdf_file(std::string(LIENTHONG_SOURCE_DIR) + "/tests/fixtures/files/ket-luan.pdf", std::ios::binary);
  const std::string pdf((std::istreambuf_iterator<char>(pdf_file)), std::istreambuf_iterator<char>());
  const std::vector<std::string> seeds{
      samples::docx(samples::paragraph(samples::run("Kết luận số 14-KL/TW")) +
                    "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
      samples::pdf({{".VnTime", {"Céng hßa x· héi chñ nghÜa", "abc"}}}), pdf,
      "<!doctype html><table><tr><td>Đảng<td>bộ</table><p style='font-family:.VnTime'>Céng</p>"};
  std::mt19937 random(20261122);
  const int rounds = std::getenv("LIENTHONG_LONG") ? 3000 : 120;
  for (int i = 0; i < rounds; ++i) {
    std::string bytes = seeds[std::size_t(i) % seeds.size()];
    if (random() % 3 == 0) bytes.resize(random() % bytes.size() + 1);
    for (auto hits = random() % 12; hits > 0; --hits) bytes[random() % bytes.size()] = char(random());
    const auto key = child_refusal(bytes);
    EXPECT_TRUE(key.empty() || key.starts_with("intake.")) << key;
    EXPECT_NE(key, "intake.file_reader_missing");
  }
}

}  // namespace
}  // namespace intake
