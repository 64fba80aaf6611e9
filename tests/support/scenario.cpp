#include "tests/support/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "base/record.h"
#include "base/text.h"
#include "base/verdict.h"

namespace scenario {
namespace {

using Places = std::map<std::string, std::string, std::less<>>;

constexpr struct {
  std::string_view word;
  std::optional<Keyword> keyword;  // nothing: as the line before
  base::Language language;
} keywords[] = {
    {"cho", Keyword::given, base::Language::vi},   {"khi", Keyword::when, base::Language::vi},
    {"thì", Keyword::then, base::Language::vi},    {"và", std::nullopt, base::Language::vi},
    {"given", Keyword::given, base::Language::en}, {"when", Keyword::when, base::Language::en},
    {"then", Keyword::then, base::Language::en},   {"and", std::nullopt, base::Language::en},
};

// "Kịch bản: tên" → "tên" when the line has one of the headings.
std::optional<std::string> after_heading(const std::string& line, std::string_view vi, std::string_view en) {
  for (const auto heading : {vi, en})
    if (line.starts_with(heading)) return base::squeeze(line.substr(heading.size()));
  return std::nullopt;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line.substr(1));
  for (std::string cell; std::getline(in, cell, '|');) cells.push_back(base::squeeze(cell));
  return cells;
}

// Whether the words are the sentence; fills what stands in its places, shortest first.
bool matches(std::string_view sentence, std::string_view words, Places& places) {
  const auto open = sentence.find('{');
  if (!words.starts_with(sentence.substr(0, open))) return false;
  if (open == std::string_view::npos) return words.size() == sentence.size();
  words.remove_prefix(open);
  const auto close = sentence.find('}', open);
  const std::string place(sentence.substr(open + 1, close - open - 1));
  const auto rest = sentence.substr(close + 1);
  if (words.starts_with('"')) {
    const auto end = words.find('"', 1);
    if (end == std::string_view::npos || !matches(rest, words.substr(end + 1), places)) return false;
    places[place] = words.substr(1, end - 1);
    return true;
  }
  for (std::size_t length = 1; length <= words.size() && words[length - 1] != '"'; ++length)
    if (matches(rest, words.substr(length), places)) {
      places[place] = words.substr(0, length);
      return true;
    }
  return false;
}

// How much of a sentence is not places: where two fit, the one that says more is meant.
std::size_t own_letters(std::string_view sentence) {
  std::size_t letters = 0;
  bool outside = true;
  for (const char c : sentence) {
    if (c == '{') outside = false;
    letters += outside;
    if (c == '}') outside = true;
  }
  return letters;
}

std::vector<std::string> words_of(std::string_view sentence) {
  std::vector<std::string> words;
  std::istringstream in(base::fold(sentence));
  for (std::string word; in >> word;)
    if (!word.starts_with('{')) words.push_back(word);
  return words;
}

}  // namespace

const std::string& Table::at(std::size_t row, std::string_view column) const {
  const auto found = std::find(head.begin(), head.end(), column);
  if (found == head.end()) throw Fault("the table has no column | " + std::string(column) + " |");
  return rows.at(row).at(std::size_t(found - head.begin()));
}

bool Table::has(std::string_view column) const { return std::find(head.begin(), head.end(), column) != head.end(); }

std::vector<Scenario> read_scenarios(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<Scenario> found;
  std::vector<Line> background;
  std::vector<Line>* block = nullptr;
  int number = 0;
  const auto fault = [&](const std::string& what) {
    return Fault(file.string() + ":" + std::to_string(number) + ": " + what);
  };
  for (std::string raw; std::getline(in, raw);) {
    ++number;
    const std::string line = base::squeeze(base::to_nfc(raw));
    if (line.empty() || line.starts_with('#')) continue;
    if (after_heading(line, "Bối cảnh:", "Background:")) {
      block = &background;
      continue;
    }
    if (const auto name = after_heading(line, "Kịch bản:", "Scenario:")) {
      found.push_back({file, number, *name, background});
      block = &found.back().lines;
      continue;
    }
    if (!block) throw fault("a line before the first \"Kịch bản:\" or \"Scenario:\"");
    if (line.starts_with('|') || line == R"(""")") {
      if (block->empty()) throw fault("a table or text without its sentence");
      Line& last = block->back();
      if (!line.starts_with('|')) {
        const auto start = number;
        for (std::string text; std::getline(in, text) && ++number && base::squeeze(text) != R"(""")";)
          last.text += text + "\n";
        if (!in) throw fault("the text of line " + std::to_string(start) + " has no end");
        continue;
      }
      auto cells = cells_of(line);
      if (last.table.head.empty()) {
        last.table.head = std::move(cells);
        continue;
      }
      if (cells.size() != last.table.head.size()) throw fault("the row has another number of cells than its heading");
      last.table.rows.push_back(std::move(cells));
      continue;
    }
    const auto blank = line.find(' ');
    const std::string first = base::to_lower(line.substr(0, blank));
    const auto* keyword =
        std::find_if(std::begin(keywords), std::end(keywords), [&](const auto& k) { return k.word == first; });
    if (keyword == std::end(keywords) || blank == std::string::npos)
      throw fault("a line begins with Cho, Khi, Thì, Và (Given, When, Then, And), not with \"" + first + "\"");
    if (!keyword->keyword && block->empty()) throw fault("nothing stands before this Và");
    block->push_back({number,
                      keyword->keyword.value_or(block->empty() ? Keyword::given : block->back().keyword),
                      keyword->language,
                      line.substr(blank + 1),
                      {},
                      {}});
  }
  for (const auto& scenario : found)
    if (std::none_of(scenario.lines.begin(), scenario.lines.end(),
                     [](const Line& l) { return l.keyword == Keyword::then; })) {
      number = scenario.number;
      throw fault("a scenario without a Thì cannot fail");
    }
  if (found.empty()) throw fault("no scenario");
  return found;
}

const std::string& Step::operator[](std::string_view place) const {
  const auto found = places_.find(place);
  if (found == places_.end()) throw Fault("the sentence has no place {" + std::string(place) + "}");
  return found->second;
}

std::int64_t Step::number(std::string_view place) const {
  const std::string& words = (*this)[place];
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
  if (error != std::errc{} || end != words.data() + words.size()) throw Fault("\"" + words + "\" is not a number");
  return value;
}

base::Date Step::day(std::string_view place) const { return parse_day((*this)[place]); }

base::Date parse_day(const std::string& words) {
  const auto day = base::parse_any_date(words);
  if (!day) throw Fault("\"" + words + "\" is not a day");
  return *day;
}

Steps::Steps() {
  const auto said = [this](const std::string& expected) {
    if (!refusal_) {
      ADD_FAILURE() << "nothing was refused";
      return;
    }
    EXPECT_EQ(base::sentence(refusal_->key, refusal_->parameters, language_), expected);
  };
  check("bị từ chối: {sentence}", "it is refused: {sentence}", [this, said](const Step& step) {
    said(step["sentence"]);
    refusal_.reset();
  });
  check("bị từ chối theo {rule}: {sentence}", "it is refused by {rule}: {sentence}", [this, said](const Step& step) {
    said(step["sentence"]);
    EXPECT_EQ(refusal_ ? refusal_->rule : "", step["rule"]);
    refusal_.reset();
  });
}

void Steps::act(std::string vi, std::string en, Action action) {
  sentences_.push_back({std::move(vi), std::move(en), false, std::move(action)});
}

void Steps::check(std::string vi, std::string en, Action action) {
  sentences_.push_back({std::move(vi), std::move(en), true, std::move(action)});
}

std::string Steps::nearest(const std::string& words) const {
  const auto wanted = words_of(words);
  const std::string* best = nullptr;
  long best_score = 0;
  for (const auto& sentence : sentences_)
    for (const auto* form : {&sentence.vi, &sentence.en}) {
      const auto known = words_of(*form);
      const auto shared = std::count_if(known.begin(), known.end(), [&](const auto& word) {
        return std::find(wanted.begin(), wanted.end(), word) != wanted.end();
      });
      const long score = 2 * shared - long(known.size());
      if (shared > 0 && (!best || score > best_score)) best = form, best_score = score;
    }
  return best ? "; the nearest is: " + *best : "";
}

const Steps::Sentence& Steps::find(const Line& line, Places& places) const {
  const bool then = line.keyword == Keyword::then;
  const Sentence* found = nullptr;
  std::pair<bool, std::size_t> best{};  // of the right kind; the most words of its own
  for (const auto& sentence : sentences_) {
    const std::string& form = line.language == base::Language::vi ? sentence.vi : sentence.en;
    Places here;
    if (!matches(form, line.words, here)) continue;
    const std::pair fit{sentence.checks == then, own_letters(form)};
    if (found && fit == best) throw Fault("two sentences fit: \"" + found->vi + "\" and \"" + sentence.vi + "\"");
    if (found && fit < best) continue;
    found = &sentence;
    best = fit;
    places = std::move(here);
  }
  if (!found) throw Fault("no such sentence" + nearest(line.words));
  if (found->checks != then)
    throw Fault(found->checks ? "this sentence checks something: it stands under Thì"
                              : "this sentence does something: it stands under Cho or Khi");
  return *found;
}

std::string Steps::run_line(const Line& line) {
  language_ = line.language;
  Places places;
  const Sentence& sentence = find(line, places);
  if (refusal_ && line.keyword != Keyword::then)
    return "refused, and nobody looked at it: " + base::sentence(refusal_->key, refusal_->parameters, language_);
  try {
    sentence.action(Step(line, std::move(places)));
  } catch (const base::Error& error) {
    if (line.keyword != Keyword::when)
      return "refused: " + base::sentence(error.key(), error.parameters(), language_) + " (" + error.key() + ") " +
             error.detail();
    const auto* broken = dynamic_cast<const base::RuleBroken*>(&error);
    refusal_ = {error.key(), broken ? broken->verdict().refusals().front().rule : "", error.parameters()};
    // Fields are marked one by one; the first one is what a person reads first.
    if (const auto* fields = dynamic_cast<const base::FieldErrors*>(&error); fields && !fields->problems().empty())
      refusal_ = {fields->problems().front().key, "", fields->problems().front().parameters};
  }
  return "";
}

std::string Steps::run(const Scenario& scenario) {
  refusal_.reset();
  for (const auto& line : scenario.lines) {
    const std::string place = scenario.file.string() + ":" + std::to_string(line.number);
    const testing::ScopedTrace trace(scenario.file.c_str(), line.number, line.words);
    std::string wrong;
    try {
      wrong = run_line(line);
    } catch (const std::exception& error) {
      wrong = error.what();
    }
    if (!wrong.empty()) return place + ": " + line.words + "\n  " + wrong;
    if (testing::Test::HasFailure()) return place + ": " + line.words + "\n  does not hold";
  }
  if (refusal_)
    return scenario.file.string() + ":" + std::to_string(scenario.number) +
           ": refused, and nobody looked at it: " + base::sentence(refusal_->key, refusal_->parameters, language_);
  return "";
}

}  // namespace scenario
