#include "modules/intake/reading/legacy_encodings.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include "base/text.h"
#include "modules/intake/reading/reading_samples.h"
#include "modules/intake/reading/vietnamese_letters.h"

namespace intake {
namespace {

std::vector<char32_t> all_letters_134() {
  std::vector<char32_t> letters{U'đ', U'Đ'};
  for (std::size_t v = 0; v < vowel_count; ++v)
    for (std::size_t t = 0; t < tone_count; ++t)
      for (const char32_t c : {lower_vowels[v][t], upper_vowels[v][t]})
        if (c >= 0x80) letters.push_back(c);
  return letters;
}

std::string decoded(Encoding encoding, std::u32string_view units) {
  return base::to_utf8(decode_units(encoding, units));
}

TEST(LegacyEncodings, KnowsExactly134Letters) {
  const auto letters = all_letters_134();
  EXPECT_EQ(letters.size(), 134u);
  for (const char32_t c : letters) EXPECT_EQ(lower_of(upper_of(c)), lower_of(c)) << base::to_utf8({&c, 1});
}

TEST(LegacyEncodings, EveryLetterSurvivesVniAndCp1258AndSmallOnesTcvn3) {
  for (const char32_t c : all_letters_134()) {
    const std::u32string letter(1, c);
    for (const auto encoding : {Encoding::vni, Encoding::cp1258})
      EXPECT_EQ(decode_units(encoding, samples::units_for(encoding, letter)), letter)
          << base::to_utf8(letter) << " in " << name_of(encoding);
    const std::u32string small(1, lower_of(c));
    EXPECT_EQ(decode_units(Encoding::tcvn3, samples::units_for(Encoding::tcvn3, small)), small) << base::to_utf8(small);
  }
}

TEST(LegacyEncodings, ReadsTextsAsFoundInTheWild) {
  EXPECT_EQ(decoded(Encoding::tcvn3, U"Céng hßa x· héi chñ nghÜa ViÖt Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
  EXPECT_EQ(decoded(Encoding::tcvn3, U"§éc lËp - Tù do - H¹nh phóc"), "Độc lập - Tự do - Hạnh phúc");
  EXPECT_EQ(decoded(Encoding::vni, U"Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
  EXPECT_EQ(decoded(Encoding::vni, U"Ñoäc laäp - Töï do - Haïnh phuùc"), "Độc lập - Tự do - Hạnh phúc");
  EXPECT_EQ(decoded(Encoding::vni, U"ÑAÛNG BOÄ TÆNH"), "ĐẢNG BỘ TỈNH");
}

// The C library has two of the tables as well.
TEST(LegacyEncodings, AgreesWithIconv) {
  for (const auto& [encoding, name] :
       {std::pair{Encoding::tcvn3, "TCVN5712-1"}, std::pair{Encoding::cp1258, "CP1258"}}) {
    const auto converter = iconv_open("UTF-8", name);
    if (converter == iconv_t(-1)) GTEST_SKIP() << "iconv has no " << name;
    for (unsigned byte = 0xA1; byte < 0x100; ++byte) {
      const auto ours = decoded(encoding, std::u32string(1, byte));
      const auto letter = base::to_code_points(ours).front();
      // Codes that the encoding gives no letter are left as CP1252 shows them.
      if (!is_vietnamese_letter(letter) || letter == cp1252_character(static_cast<unsigned char>(byte))) continue;
      // A letter that may take a tone is held back until what follows is seen.
      std::array<char, 2> in{char(byte), ' '};
      std::array<char, 16> out{};
      char* from = in.data();
      char* to = out.data();
      std::size_t in_left = 2;
      std::size_t out_left = out.size();
      iconv(converter, &from, &in_left, &to, &out_left);
      iconv(converter, nullptr, nullptr, &to, &out_left);
      EXPECT_EQ(base::to_nfc({out.data(), out.size() - out_left}), ours + " ") << name << " " << byte;
    }
    iconv_close(converter);
  }
}

TEST(LegacyEncodings, TakesPrivateUseCharactersForBytes) {
  EXPECT_EQ(decoded(Encoding::tcvn3, U"C\uF0E9ng h\uF0DFa"), "Cộng hòa");
}

TEST(LegacyEncodings, FontNamesTell) {
  EXPECT_EQ(encoding_of_font(".VnTime")->encoding, Encoding::tcvn3);
  EXPECT_FALSE(encoding_of_font(".VnTime")->capitals);
  EXPECT_TRUE(encoding_of_font(".VnTimeH")->capitals);
  EXPECT_TRUE(encoding_of_font("ABCDEF+.VnTimeH,Bold")->capitals);
  EXPECT_TRUE(encoding_of_font(".VnArial NarrowH")->capitals);
  EXPECT_EQ(encoding_of_font("VNI-Times")->encoding, Encoding::vni);
  EXPECT_EQ(encoding_of_font("QWERTY+VNI-Helve-Bold")->encoding, Encoding::vni);
  EXPECT_FALSE(encoding_of_font("Times New Roman"));
  EXPECT_FALSE(encoding_of_font("Vni"));
}

TEST(LegacyEncodings, RestoresCapitalsFromTheirNeighbours) {
  const auto restored = [](std::u32string_view units) {
    return base::to_utf8(restore_capitals(decode_units(Encoding::tcvn3, units)));
  };
  EXPECT_EQ(restored(U"CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM"), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
  EXPECT_EQ(restored(U"TrÇn V¡N Hå, ñy viªn"), "Trần VĂN Hồ, ủy viên");
  EXPECT_EQ(restored(U"UBND ®· häp ë TW"), "UBND đã họp ở TW");
  EXPECT_EQ(restored(U"TØNH ñY"), "TỈNH ỦY");
}

TEST(LegacyEncodings, RestoresTheHyphenThatIsALetter) {
  const auto restored = [](std::u32string_view units) {
    return base::to_utf8(restore_hyphen_as_u(decode_units(Encoding::tcvn3, units)));
  };
  EXPECT_EQ(restored(U"Ph-¬ng h-íng n-íc ®Çu t-, -u tiªn"), "Phương hướng nước đầu tư, ưu tiên");
  EXPECT_EQ(restored(U"sè 14-KL/TW, 2021-2025, kinh tÕ - x· héi"), "số 14-KL/TW, 2021-2025, kinh tế - xã hội");
}

}  // namespace
}  // namespace intake
