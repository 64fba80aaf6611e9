#include "modules/intake/reading/plain_text.h"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <cstdlib>

#include "base/text.h"
#include "modules/intake/reading/reading_samples.h"

namespace intake {
namespace {

std::string utf16(std::string_view utf8, bool big_endian) {
  std::string out;
  for (const char32_t c : base::to_code_points(utf8)) {
    const char high = char(c >> 8 & 0xFF);
    const char low = char(c & 0xFF);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  }
  return out;
}

std::string decomposed(std::string_view utf8) {
  auto* raw = utf8proc_NFD(reinterpret_cast<const utf8proc_uint8_t*>(std::string(utf8).c_str()));
  std::string out(reinterpret_cast<const char*>(raw));
  std::free(raw);
  return out;
}

ReadText plain(std::string bytes) { return read_here(std::move(bytes)); }

TEST(PlainText, KeepsNfcUtf8AsItIs) {
  const std::string text = "Một\u00A0 hai\r\n\tba  bốn\n\n";
  const auto read = plain(text);
  EXPECT_EQ(read.text, text);
  EXPECT_EQ(read.encoding, "utf-8");
  EXPECT_EQ(read.length, base::count_code_points(text));
  ASSERT_EQ(read.runs.size(), 1u);
  EXPECT_EQ(read.runs[0].end, read.length);
  EXPECT_EQ(read.pages.size(), 1u);
}

TEST(PlainText, LeavesOutTheByteOrderMark) {
  EXPECT_EQ(plain("\xEF\xBB\xBF"
                  "Đảng bộ")
                .text,
            "Đảng bộ");
}

TEST(PlainText, ComposesNfd) {
  const auto read = plain(decomposed(samples::prose));
  EXPECT_EQ(read.text, samples::prose);
  EXPECT_EQ(read.encoding, "utf-8-nfd");
  EXPECT_EQ(read.length, base::count_code_points(samples::prose));
}

TEST(PlainText, ReadsUtf16WithAndWithoutMark) {
  for (const bool big : {false, true}) {
    const std::string mark = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const auto& prefix : {std::string(), mark}) {
      const auto read = plain(prefix + utf16(samples::prose, big));
      EXPECT_EQ(read.text, samples::prose);
      EXPECT_EQ(read.encoding, big ? "utf-16be" : "utf-16le");
    }
  }
}

TEST(PlainText, ReadsTheOldEncodings) {
  for (const auto encoding : {Encoding::vni, Encoding::cp1258, Encoding::tcvn3}) {
    const auto read = plain(samples::bytes_for(encoding, samples::prose));
    EXPECT_EQ(read.text, samples::prose) << name_of(encoding);
    EXPECT_EQ(read.encoding, name_of(encoding));
  }
}

TEST(PlainText, ReadsOldFontsCopiedAsUnicode) {
  for (const auto encoding : {Encoding::vni, Encoding::tcvn3}) {
    const auto read = plain(samples::shown_for(encoding, samples::prose));
    EXPECT_EQ(read.text, samples::prose) << name_of(encoding);
    EXPECT_EQ(read.encoding, name_of(encoding));
  }
}

TEST(PlainText, DecidesLineByLineWhereAFileIsMixed) {
  const std::string line(samples::prose.substr(0, samples::prose.find('\n') + 1));
  const auto read = plain(line + samples::bytes_for(Encoding::tcvn3, line) + "2021\n" +
                          samples::bytes_for(Encoding::vni, line) + line);
  EXPECT_EQ(read.text, line + line + "2021\n" + line + line);
  EXPECT_EQ(read.encoding, "mixed");
  std::vector<Encoding> encodings;
  for (const auto& run : read.runs) encodings.push_back(run.encoding);
  EXPECT_EQ(encodings, (std::vector{Encoding::utf8, Encoding::tcvn3, Encoding::vni, Encoding::utf8}));
  ASSERT_FALSE(read.warnings.empty());
  EXPECT_EQ(read.warnings[0].key, "intake.encodings_mixed");
}

TEST(PlainText, ShortLinesTakeTheirNeighbours) {
  std::string text(samples::prose);
  text += "Bí thư\nTạ\nÝ\n";
  const auto read = plain(samples::bytes_for(Encoding::tcvn3, text));
  EXPECT_EQ(base::to_lower(read.text), base::to_lower(text));
}

TEST(PlainText, KeepsForeignSignsInUnicode) {
  const std::string text = "Nhiệt độ 35°C, diện tích 120 m², chiều rộng 3×4 · mục «a» § 5 ± 2 ½\ncafé Müller naïve\n";
  const auto read = plain(text);
  EXPECT_EQ(read.text, text);
  EXPECT_EQ(read.encoding, "utf-8");
}

TEST(PlainText, SaysWhatItReplaced) {
  const auto read = plain("Đảng bộ \xED\xA0\x80 tỉnh \xFF nhà" + std::string(1, '\0') + " nước ta\n");
  EXPECT_TRUE(base::is_valid_utf8(read.text));
  EXPECT_EQ(read.text.substr(0, 16), "Đảng bộ \uFFFD");
  std::vector<std::string> keys;
  for (const auto& warning : read.warnings) keys.push_back(warning.key);
  EXPECT_EQ(keys,
            (std::vector<std::string>{"intake.invalid_bytes", "intake.lone_surrogates", "intake.nul_characters"}));
}

TEST(PlainText, ReplacesLoneSurrogatesInUtf16) {
  const auto read =
      plain(std::string("\xFF\xFE") + utf16("tỉnh ", false) + std::string("\x00\xD8", 2) + utf16(" ủy", false));
  EXPECT_EQ(read.text, "tỉnh \uFFFD ủy");
  ASSERT_EQ(read.warnings.size(), 1u);
  EXPECT_EQ(read.warnings[0].key, "intake.lone_surrogates");
}

TEST(PlainText, RefusesWhatItCannotTell) {
  EXPECT_EQ(samples::refusal_of(""), "intake.file_empty");
  EXPECT_EQ(samples::refusal_of(" \n\t "), "intake.file_without_text");
  EXPECT_EQ(samples::refusal_of(
                "\xC4\xF1\xE5\xED\xFC \xEF\xF0\xEE\xF8\xE5\xEB \xE1\xFB\xF1\xF2\xF0\xEE \xE8 \xF2\xE8\xF5\xEE\n"),
            "intake.file_encoding_unknown");
  std::string noise;
  for (int i = 0; i < 4000; ++i) noise += char(i * 7919 % 251);
  EXPECT_EQ(samples::refusal_of(noise), "intake.file_kind_unknown");
}

TEST(PlainText, HundredMegabytesPass) {
  std::string text;
  while (text.size() < (100u << 20)) text += samples::prose;
  const auto size = text.size();
  const auto read = plain(std::move(text));
  EXPECT_EQ(read.text.size(), size);
  EXPECT_EQ(read.encoding, "utf-8");
}

TEST(PlainText, RunsCoverTheTextWithoutGaps) {
  const auto read = plain(samples::bytes_for(Encoding::tcvn3, samples::prose) + std::string(samples::prose) +
                          decomposed(samples::prose));
  std::size_t at = 0;
  for (const auto& run : read.runs) {
    EXPECT_EQ(run.start, at);
    at = run.end;
  }
  EXPECT_EQ(at, read.length);
  EXPECT_EQ(read.length, base::count_code_points(read.text));
}

}  // namespace
}  // namespace intake
