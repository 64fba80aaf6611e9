#pragma once
// The scenario language: plain text in Vietnamese or English that a domain officer can read and a test can run.
//   Kịch bản: Mỗi khóa bắt đầu từ 01        (Scenario:; Bối cảnh:/Background: comes before each of the file)
//     Cho … Và …  Khi …  Thì …              (Given, And, When, Then)
// A line may be followed by a table (| a | b |) or by a text between lines of """. A {place} takes "words in
// quotes" or the fewest words that fit; where two sentences fit, the one that says more itself is meant. A refusal
// (base::Error) under Khi must be looked at by the next Thì.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/sentence.h"

namespace scenario {

enum class Keyword { given, when, then };

struct Table {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
  // The cell of a row under a heading. Errors: Fault when there is no such column.
  const std::string& at(std::size_t row, std::string_view column) const;
  bool has(std::string_view column) const;
};

struct Line {
  int number = 0;
  Keyword keyword{};
  base::Language language{};  // of its file's keywords
  std::string words;
  Table table;
  std::string text;
};

struct Scenario {
  std::filesystem::path file;
  int number = 0;
  std::string name;
  std::vector<Line> lines;
};

// A file or a sentence that cannot be understood, with its place.
struct Fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Errors: Fault. A scenario without a Thì could not fail and is one.
std::vector<Scenario> read_scenarios(const std::filesystem::path& file);

// One sentence as it was met: what stood in its places.
class Step {
 public:
  Step(const Line& line, std::map<std::string, std::string, std::less<>> places)
      : line_(line), places_(std::move(places)) {}
  const std::string& operator[](std::string_view place) const;
  std::int64_t number(std::string_view place) const;
  base::Date day(std::string_view place) const;
  const Table& table() const { return line_.table; }
  const std::string& text() const { return line_.text; }

 private:
  const Line& line_;
  std::map<std::string, std::string, std::less<>> places_;
};
base::Date parse_day(const std::string& words);  // Errors: Fault

using Action = std::function<void(const Step&)>;

// The sentences that are known. Each has a Vietnamese and an English form with the same places.
class Steps {
 public:
  Steps();                                                    // knows the sentences about refusals
  void act(std::string vi, std::string en, Action action);    // under Cho and Khi
  void check(std::string vi, std::string en, Action action);  // under Thì; uses EXPECT_…
  // Runs a scenario; stops at the first line that fails. Gives what is wrong with its place, "" when nothing is.
  std::string run(const Scenario& scenario);

 private:
  struct Sentence {
    std::string vi, en;
    bool checks = false;
    Action action;
  };
  const Sentence& find(const Line& line, std::map<std::string, std::string, std::less<>>& places) const;
  std::string nearest(const std::string& words) const;
  std::string run_line(const Line& line);

  std::vector<Sentence> sentences_;
  struct Refusal {
    std::string key, rule;
    base::Parameters parameters;
  };
  std::optional<Refusal> refusal_;
  base::Language language_{};
};

}  // namespace scenario
