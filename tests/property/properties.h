#pragma once
// Properties by RapidCheck, run as GoogleTest cases: check(short, lambda) tries so many cases, a hundred times as
// many where LIENTHONG_LONG is set. The seed is fixed, or LIENTHONG_SEED; a failure prints what to run again with.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <string>

namespace property {

inline bool is_long() { return std::getenv("LIENTHONG_LONG") != nullptr; }

template <class Testable>
void check(int cases, Testable&& testable, int longer = 100) {
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  rc::detail::TestMetadata about;
  about.id = about.description = std::string(test->test_suite_name()) + "." + test->name();
  rc::detail::TestParams parameters;
  const char* seed = std::getenv("LIENTHONG_SEED");
  parameters.seed = seed ? std::strtoull(seed, nullptr, 10) : 20261122;
  parameters.maxSuccess = is_long() ? cases * longer : cases;
  const auto result = rc::detail::checkTestable(std::forward<Testable>(testable), about, parameters);
  if (result.template is<rc::detail::SuccessResult>()) return;
  std::ostringstream said;
  rc::detail::printResultMessage(result, said);
  ADD_FAILURE() << said.str() << "\nLIENTHONG_SEED=" << parameters.seed;
}

// A day between 1990 and 2030; often one of few, so that spans meet.
inline rc::Gen<std::int32_t> days() {
  return rc::gen::oneOf(rc::gen::map(rc::gen::inRange(0, 9), [](int i) { return 7305 + i * 1000; }),
                        rc::gen::inRange<std::int32_t>(7305, 21915));
}

// Words of Vietnamese papers, with what typing, copying and scanning leave in them.
inline rc::Gen<std::string> vietnamese() {
  const std::vector<std::string> pieces = {"Kết luận số 50-KL/TW",
                                           "Nghị quyết",
                                           "số 18 - NQ/TƯ",
                                           "ngày 28/2/2023",
                                           "ngày 31-02-2023",
                                           "quý I năm 2024",
                                           "Đồng chí Trần Minh Khuê",
                                           "Phó Trưởng Ban Tổ chức",
                                           "Tỉnh ủy Sông Lam",
                                           "uỷ viên",
                                           "hoà bình",
                                           "của Bộ Chính trị",
                                           "giảm 12 đầu mối",
                                           "3-4%",
                                           "hơn 53.800",
                                           "tặng Bằng khen",
                                           "đề nghị",
                                           "hội nghị",
                                           "khóa XIII",
                                           "về việc",
                                           ",",
                                           ".",
                                           ";",
                                           ":",
                                           "(",
                                           ")",
                                           "“",
                                           "”",
                                           "-",
                                           "–",
                                           "/",
                                           "\n",
                                           "\n\n",
                                           "\t",
                                           "\r\n",
                                           "1.",
                                           "a)",
                                           "I.",
                                           "II.",
                                           "a\u0302\u0301",
                                           "o\u031b\u0309",
                                           "\u0110",
                                           "đ",
                                           "\u00a0",
                                           "\u200b",
                                           "\ufeff",
                                           "\ufffd",
                                           "😀",
                                           "中",
                                           "Ⅷ",
                                           "ﬁ",
                                           "\u0301",
                                           "É",
                                           "TM. BAN THƯỜNG VỤ",
                                           "Nơi nhận:",
                                           "PHÓ BÍ THƯ",
                                           "30/2020/NĐ-CP",
                                           "Nguyễn Thị A",
                                           "QH15",
                                           "999999999999999999999"};
  return rc::gen::map(rc::gen::container<std::vector<std::pair<std::string, bool>>>(
                          rc::gen::pair(rc::gen::elementOf(pieces), rc::gen::arbitrary<bool>())),
                      [](const auto& chosen) {
                        std::string text;
                        for (const auto& [piece, blank] : chosen) text += piece + (blank ? " " : "");
                        return text;
                      });
}

}  // namespace property
