#pragma once
// A row is a stretch of a spell during which the member's cell had one place, with what is counted of the member.
// A spell is cut where the path of its cell changes; a cut is no movement by itself. A move is a member's way from one
// place to another on one day, or in from nowhere, or out to nowhere where the record has a gap. Not a face.

#include <map>
#include <string>
#include <vector>

#include "modules/members/columns.h"
#include "modules/statistics/dated_tree.h"
#include "modules/statistics/day_index.h"

namespace statistics {

// Ends of rows beyond members::EndReason.
inline constexpr std::uint16_t ended_unexplained = 8;  // no reason is stored and nothing follows
inline constexpr std::uint16_t goes_on = 9;            // open, or cut because the cell changed its place
inline constexpr std::uint16_t moved_unexplained = 10;
// Whether the membership ended.
constexpr bool is_leaver(std::uint16_t ending) { return (ending >= 2 && ending <= 6) || ending == ended_unexplained; }

// Fourteen bits of a row.
struct Traits {
  static constexpr std::uint16_t admission_bit = 1 << 12, early_bit = 1 << 13, all = (1 << 14) - 1;
  static constexpr std::uint16_t unknown_education = 8;
  static std::uint16_t gender(std::uint16_t t) { return t & 1; }
  static std::uint16_t status(std::uint16_t t) { return (t >> 1) & 1; }
  static std::uint16_t education(std::uint16_t t) { return (t >> 2) & 15; }
  static std::uint16_t focus_group(std::uint16_t t) { return (t >> 6) & 3; }
  static std::uint16_t ending(std::uint16_t t) { return (t >> 8) & 15; }
};

struct Row {
  Day from = 0, to = open_day;
  std::uint16_t traits = 0;
  Day birth = open_day, admitted = open_day;  // open_day where unknown
  std::uint16_t ethnicity = 0, occupation = 0;
};

enum class MoveKind : std::uint8_t { transfer, reorganisation };

// Of the member as they are after it; to nowhere, as they were before.
struct Move {
  Day day = 0;
  MoveKind kind{};
  std::uint32_t out = nothing, in = nothing;  // places
  std::uint32_t row = 0;                      // of the order of rows, or of its own list
};

// A member as rows are made of them.
struct Person {
  std::uint16_t fixed = 0;  // the bits of gender, education, focus group
  Day birth = open_day, admitted = open_day;
  std::uint16_t ethnicity = 0, occupation = 0;
  struct Stay {
    std::uint32_t unit = 0;
    std::int32_t from = 0, to = members::no_day;
    std::uint8_t status = 0, reason = members::no_value;
  };
  std::vector<Stay> stays;
};

// The texts that rows name by number; 0 is the unknown one.
class Words {
 public:
  std::uint16_t number(std::string_view text);
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_{""};
  std::map<std::string, std::uint16_t, std::less<>> numbers_{{"", 0}};
};

Person make_person(const DatedTree& tree, const members::MemberFact& member, Words& ethnicities, Words& occupations);

// Members of columns, one after the other; no other thread may add words meanwhile.
class People {
 public:
  People(const DatedTree& tree, const members::Columns& columns, Words& ethnicities, Words& occupations);
  const Person& at(std::size_t member);  // until the next

 private:
  const DatedTree& tree_;
  const members::Columns& columns_;
  std::vector<std::uint16_t> peoples_, works_;  // the words' numbers here
  Person person_;
};

// Calls row(place, Row) → number for every row of the member, in order, and move(Move) with such numbers.
template <class AddRow, class AddMove>
void cut(const DatedTree& tree, const Person& person, AddRow&& row, AddMove&& move);

// All rows, in the order of their places.
class Rows {
 public:
  Rows() = default;
  Rows(const DatedTree& tree, const members::Columns& columns,
       const std::map<std::int64_t, std::optional<members::MemberFact>>& since);

  std::size_t size() const { return from.size(); }
  Row row(std::size_t i) const {
    return {from[i], to[i], traits[i], birth[i], admitted[i], ethnicity[i], occupation[i]};
  }
  std::size_t bytes() const;

  std::vector<Day> from, to;
  std::vector<std::uint16_t> traits;
  std::vector<Day> birth, admitted;
  std::vector<std::uint16_t> ethnicity, occupation;
  DayIndex begins;                       // of admission · gender · from
  DayIndex ends;                         // of leaver · gender · to
  std::vector<Move> moves;               // by day; their places are those of the tree that the rows were made with
  std::vector<std::uint32_t> first_row;  // by place, and one more
  Words ethnicities, occupations;

 private:
  // Members that one thread lays.
  struct Part {
    std::size_t first = 0, last = 0;  // of the columns
    std::vector<std::uint32_t> next;  // by place: how many rows, and then where the next one goes
    std::vector<Move> moves;
  };
  template <class F>
  void each_person(const DatedTree& tree, const members::Columns& columns,
                   const std::map<std::int64_t, std::optional<members::MemberFact>>& since, Part& part, F&& f);
  void place_rows(std::vector<Part>& parts);
  void index();
};

}  // namespace statistics

#include "modules/statistics/rows_cut.h"
