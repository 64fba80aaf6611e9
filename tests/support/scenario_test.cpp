// The scenario language itself: what it reads, and that each planted mistake is caught with its place.
#include "tests/support/scenario.h"

#include <gmock/gmock-matchers.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

namespace scenario {
namespace {

using testing::HasSubstr;

class Language : public testing::Test {
 protected:
  void SetUp() override {
    steps_.act("kho có {count} quyển {name}", "the store has {count} books {name}",
               [this](const Step& s) { books_[s["name"]] = s.number("count"); });
    steps_.act("bán {count} quyển {name}", "{count} books {name} are sold", [this](const Step& s) {
      if (books_[s["name"]] < s.number("count")) throw base::Error(base::ErrorKind::conflict, "shop.too_few");
      books_[s["name"]] -= s.number("count");
    });
    steps_.act("kho nhận:", "the store takes:", [this](const Step& s) {
      for (std::size_t i = 0; i < s.table().rows.size(); ++i)
        books_[s.table().at(i, "tên")] += std::stoll(s.table().at(i, "số"));
      note_ = s.text();
    });
    steps_.check("còn {count} quyển {name}", "{count} books {name} are left",
                 [this](const Step& s) { EXPECT_EQ(books_[s["name"]], s.number("count")); });
  }
  void TearDown() override { std::filesystem::remove(file_); }
  std::vector<Scenario> read(const std::string& text) {
    std::ofstream(file_) << text;
    return read_scenarios(file_);
  }
  std::string run(const std::string& text) { return steps_.run(read(text).at(0)); }
  std::string fault(const std::string& text) {
    try {
      read(text);
    } catch (const Fault& f) {
      return f.what();
    }
    return "";
  }

  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("scenario_" + std::to_string(getpid()) + ".txt");
  Steps steps_;
  std::map<std::string, std::int64_t> books_;
  std::string note_;
};

TEST_F(Language, ReadsBothLanguagesQuotesTablesAndTexts) {
  EXPECT_EQ(run("# chú thích\nKịch bản: bán\nCho kho có 5 quyển \"Truyện Kiều\"\nKhi bán 2 quyển Truyện Kiều\n"
                "Thì còn 3 quyển Truyện Kiều\n"),
            "");
  EXPECT_EQ(run("Scenario: sell\nGiven the store has 5 books x\nwhen 1 books x are sold\nAND 1 books x are sold\n"
                "then 3 books x are left\n"),
            "");
  EXPECT_EQ(run("Kịch bản: bảng\nKhi kho nhận:\n| tên | số |\n| a b | 4 |\n| c | 1 |\n\"\"\"\nhai\n dòng\n\"\"\"\n"
                "Thì còn 4 quyển a b\nVà còn 1 quyển c\n"),
            "");
  EXPECT_EQ(note_, "hai\n dòng\n");
}

TEST_F(Language, TheBackgroundComesBeforeEachScenario) {
  const auto both = read(
      "Bối cảnh:\nCho kho có 5 quyển x\nKịch bản: một\nThì còn 5 quyển x\nKịch bản: hai\n"
      "Khi bán 5 quyển x\nThì còn 0 quyển x\n");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[1].name, "hai");
  EXPECT_EQ(steps_.run(both[1]), "");
  EXPECT_EQ(steps_.run(both[0]), "");
}

TEST_F(Language, ARefusalMustBeLookedAt) {
  const std::string refused = "Kịch bản: r\nCho kho có 1 quyển x\nKhi bán 2 quyển x\n";
  EXPECT_EQ(run(refused + "Thì bị từ chối: shop.too_few\nVà còn 1 quyển x\n"), "");
  EXPECT_THAT(run(refused + "Thì còn 1 quyển x\n"), HasSubstr("nobody looked at it: shop.too_few"));
  EXPECT_THAT(run(refused + "Khi bán 1 quyển x\nThì còn 0 quyển x\n"), HasSubstr("nobody looked at it"));
  EXPECT_THAT(run("Kịch bản: r\nCho bán 2 quyển x\nThì còn 0 quyển x\n"), HasSubstr(":2: bán 2 quyển x\n  refused"));
}

TEST_F(Language, WhatDoesNotHoldFailsWithItsPlace) {
  EXPECT_NONFATAL_FAILURE(run("Kịch bản: r\nCho kho có 1 quyển x\nThì còn 2 quyển x\n"), "scenario_");
  const std::string refused = "Kịch bản: r\nCho kho có 1 quyển x\nKhi bán 1 quyển x\nThì bị từ chối: shop.too_few\n";
  EXPECT_NONFATAL_FAILURE(run(refused), "nothing was refused");
}

TEST_F(Language, AnUnknownSentenceNamesTheNearestOne) {
  const auto said = run("Kịch bản: r\nCho kho co 5 quyển x\nThì còn 2 quyển x\n");
  EXPECT_THAT(said, HasSubstr(":2: "));
  EXPECT_THAT(said, HasSubstr("the nearest is: kho có {count} quyển {name}"));
}

TEST_F(Language, ASentenceStandsUnderItsKeyword) {
  EXPECT_THAT(run("Kịch bản: r\nThì bán 1 quyển x\n"), HasSubstr("stands under Cho or Khi"));
  EXPECT_THAT(run("Kịch bản: r\nKhi còn 1 quyển x\nThì còn 1 quyển x\n"), HasSubstr("stands under Thì"));
  steps_.check("còn {n} quyển {who}", "{n} left of {who}", [](const Step&) {});
  EXPECT_THAT(run("Kịch bản: r\nThì còn 1 quyển x\n"), HasSubstr("two sentences fit"));
}

TEST_F(Language, AFileThatCannotBeUnderstoodNamesItsLine) {
  EXPECT_THAT(fault("Kịch bản: r\nCho kho có 1 quyển x\n"), HasSubstr(":1: a scenario without a Thì"));
  EXPECT_THAT(fault("Kịch bản: r\nNếu kho có 1 quyển x\n"), HasSubstr(":2: a line begins with"));
  EXPECT_THAT(fault("Cho kho có 1 quyển x\n"), HasSubstr(":1: a line before"));
  EXPECT_THAT(fault("Kịch bản: r\nVà còn 1 quyển x\n"), HasSubstr(":2: nothing stands before"));
  EXPECT_THAT(fault("Kịch bản: r\n| a |\nThì x\n"), HasSubstr(":2: a table or text without"));
  EXPECT_THAT(fault("Kịch bản: r\nThì x:\n| a |\n| b | c |\n"), HasSubstr(":4: the row has another"));
  EXPECT_THAT(fault("Kịch bản: r\nThì x:\n\"\"\"\nb\n"), HasSubstr("has no end"));
  EXPECT_THAT(fault("# nothing\n"), HasSubstr("no scenario"));
}

TEST_F(Language, NumbersAndDaysAreChecked) {
  EXPECT_THAT(run("Kịch bản: r\nCho kho có năm quyển x\nThì còn 1 quyển x\n"), HasSubstr("\"năm\" is not a number"));
  EXPECT_THROW(parse_day("31/02/2023"), Fault);
  EXPECT_THROW((Table{{"a"}, {{"b"}}}.at(0, "c")), Fault);
}

}  // namespace
}  // namespace scenario
