#include "modules/intake/reading/spelling.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace intake {
namespace {

TEST(Spelling, AcceptsOrdinarySyllables) {
  for (const auto* word :
       {U"Đảng",   U"quyết", U"nghị", U"khoảng", U"nghiêng", U"giường", U"gì",    U"giếng", U"Khuỷu", U"ngoằn",
        U"ngoèo",  U"thuở",  U"uỷ",   U"ủy",     U"QUÝ",     U"quốc",   U"quỳnh", U"xoong", U"ươn",   U"yêu",
        U"chuyển", U"khuya", U"huệ",  U"quản",   U"giữa",    U"kỷ",     U"luật",  U"Ổn"})
    EXPECT_TRUE(is_spellable(word)) << base::to_utf8(word);
}

TEST(Spelling, RefusesWhatNoSyllableIs) {
  for (const auto* word :
       {U"Céng", U"hßa", U"ĐIỀ", U"tậṕ", U"kước", U"cế", U"trât", U"cat", U"đượć", U"QĐ", U"bzan", U"nghĩế", U"đ", U""})
    EXPECT_FALSE(is_spellable(word)) << base::to_utf8(word);
}

}  // namespace
}  // namespace intake
