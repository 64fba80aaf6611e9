#include "modules/members/likeness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace members {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::PartialDate born(const char* text) { return base::parse_partial_date(text).value(); }

TEST(LikenessTest, BirthsAgreeOrTurnDayAndMonthOrLackAPartOrShareAYear) {
  EXPECT_EQ(likeness_of(born("1970-03-08"), born("1970-03-08")), Likeness::name_and_birth);
  EXPECT_EQ(likeness_of(born("1970-03-08"), born("1970-08-03")), Likeness::day_month_turned);
  EXPECT_EQ(likeness_of(born("1970"), born("1970-08-03")), Likeness::birth_incomplete);
  EXPECT_EQ(likeness_of(born("1970"), born("1970")), Likeness::birth_incomplete);
  EXPECT_EQ(likeness_of(born("1970-05"), born("1970-08-03")), Likeness::birth_year);
  EXPECT_EQ(likeness_of(born("1970-03-08"), born("1970-11-30")), Likeness::birth_year);
  EXPECT_FALSE(likeness_of(born("1970-03-08"), born("1971-03-08")));
}

TEST(LikenessTest, ANumberSpeaksWhateverTheNameAndANameNeedsABirth) {
  const Traits one{"tran thi luu", born("1970-03-08"), "h"}, other{"tran thi luu", std::nullopt, "h"};
  EXPECT_THAT(likenesses_of(one, other), ElementsAre(Likeness::citizen_number));
  EXPECT_THAT(likenesses_of(one, one), ElementsAre(Likeness::citizen_number, Likeness::name_and_birth));
  EXPECT_THAT(likenesses_of({"a", born("1970"), ""}, {"a", std::nullopt, ""}), IsEmpty());
  EXPECT_THAT(likenesses_of({"a", born("1970"), ""}, {"b", born("1970"), ""}), IsEmpty());
}

}  // namespace
}  // namespace members
