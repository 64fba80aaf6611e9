#include "modules/members/import_table.h"

#include "base/text.h"
#include "platform/table/read_ahead.h"

namespace members {
namespace {

constexpr std::int64_t most_rows = 50'000'000;
constexpr std::size_t most_text = std::size_t(3) << 29;  // Units: bytes of the distinct texts of one column

// Reads one file, row by row, into lines.
class Reading {
 public:
  Reading(const std::filesystem::path& path, std::span<const std::string_view> known, std::size_t required,
          const platform::ColumnNames& names, ImportProblems& problems)
      : known_(known), problems_(problems) {
    platform::TableLimits limits;
    limits.rows = most_rows;
    reader_ = platform::read_ahead(platform::open_table(path, limits));
    if (!reader_->next(row_)) throw base::Error(base::ErrorKind::invalid, "table.empty");
    columns_.emplace(known, required, row_.cells, names);
  }

  // Calls take() for every row; it says whether the row can be kept.
  template <class Take>
  void each_row(std::int64_t& rows, std::int64_t& refused, const ReadSoFar& shown, Take&& take) {
    while (reader_->next(row_)) {
      if (++rows % 20'000 == 0) shown(rows, reader_->thousandths());
      said_ = false;
      take();
      refused += said_;
    }
    if (rows == 0) throw base::Error(base::ErrorKind::invalid, "table.empty");
  }

  bool refused() const { return said_; }
  std::int64_t line() const { return row_.line; }
  void say(std::size_t column, const char* key, base::Parameters parameters = {}) {
    said_ = true;
    problems_.say(row_.line, known_[column], key, std::move(parameters));
  }
  const std::string& text(std::size_t column, int longest) {
    cell_ = columns_->cell(row_, column);
    if (cell_.size() > std::size_t(longest) && base::count_code_points(cell_) > std::size_t(longest)) {
      say(column, "field.too_long", {{"max", std::to_string(longest)}});
      cell_.resize(1);
    }
    return cell_;
  }
  const std::string& needed(std::size_t column, int longest) {
    const auto& cell = text(column, longest);
    if (cell.empty()) say(column, "field.required");
    return cell;
  }
  // Of a list of values; no_value for an empty cell.
  template <class E>
  std::uint8_t value(std::size_t column) {
    const auto& cell = text(column, 200);
    if (cell.empty()) return no_value;
    if (const auto found = base::parse_enum<E>(cell)) return std::uint8_t(*found);
    say(column, "members.import_value_unknown", {{"value", cell}});
    return no_value;
  }
  std::int32_t day(std::size_t column) {
    const auto& cell = text(column, 200);
    if (cell.empty()) return no_day;
    if (const auto day = base::parse_any_date(cell)) return day->days;
    say(column, "members.import_day_impossible", {{"value", cell}});
    return no_day;
  }
  std::uint32_t word(Words& words, const std::string& text) {
    if (words.bytes() > most_text) throw base::Error(base::ErrorKind::too_large, "members.import_too_large");
    return words.add(text);
  }

 private:
  std::span<const std::string_view> known_;
  ImportProblems& problems_;
  std::unique_ptr<platform::TableReader> reader_;
  std::optional<platform::TableColumns> columns_;
  platform::TableRow row_;
  std::string cell_;
  bool said_ = false;
};

std::int32_t packed(const base::PartialDate& date) { return date.year * 10000 + date.month * 100 + date.day; }

std::int32_t read_birth(Reading& row, std::size_t column, base::Date today) {
  const auto& cell = row.text(column, 200);
  if (cell.empty()) return no_day;
  std::optional<base::PartialDate> birth = base::parse_partial_date(cell);
  if (const auto day = base::parse_any_date(cell)) {
    const auto whole = base::calendar_day(*day);
    birth = base::PartialDate{whole.year, whole.month, whole.day};
  }
  if (!birth || birth->first() > today) {
    row.say(column, "members.import_day_impossible", {{"value", cell}});
    return no_day;
  }
  return packed(*birth);
}

std::string shown_day(std::int32_t day) { return base::to_vietnamese(base::Date{day}); }

enum MemberColumn : std::size_t {
  code,
  full_name,
  gender,
  birth_date,
  ethnicity,
  education,
  occupation,
  focus_group,
  citizen_number,
  admitted_on,
  ceremony_on,
  official_on,
  standing
};

// Days that cannot follow one another.
void check_days(Reading& row, const MemberLine& line) {
  const auto birth = birth_of(line);
  if (line.admitted != no_day && birth && line.admitted <= birth->first().days)
    row.say(admitted_on, "members.import_before_birth", {{"day", shown_day(line.admitted)}});
  if (line.ceremony != no_day && line.admitted != no_day && line.ceremony < line.admitted)
    row.say(ceremony_on, "members.import_ceremony_too_early", {{"day", shown_day(line.ceremony)}});
  if (line.official != no_day && line.admitted != no_day && line.official < line.admitted)
    row.say(official_on, "members.import_official_too_early", {{"day", shown_day(line.official)}});
}

std::uint32_t read_citizen(Reading& row, Words& citizens) {
  const auto& cell = row.text(citizen_number, 200);
  if (cell.empty()) return 0;
  const auto digits = read_citizen_number(cell);
  if (!digits) {
    row.say(citizen_number, "members.import_citizen_form");
    return 0;
  }
  return row.word(citizens, *digits);
}

MemberLine read_member(Reading& row, MemberFile& file, base::Date today) {
  MemberLine line;
  line.line = std::uint32_t(row.line());
  line.code = row.word(file.codes, row.needed(code, 40));
  line.name = row.word(file.names, row.needed(full_name, 200));
  line.gender = row.value<Gender>(gender);
  if (line.gender == no_value && row.text(gender, 200).empty()) row.say(gender, "field.required");
  line.birth = read_birth(row, birth_date, today);
  line.ethnicity = row.word(file.ethnicities, row.text(ethnicity, 60));
  line.education = row.value<Education>(education);
  line.occupation = row.word(file.occupations, row.text(occupation, 200));
  line.focus_group = row.value<FocusGroup>(focus_group);
  line.citizen = read_citizen(row, file.citizens);
  line.admitted = row.day(admitted_on);
  line.ceremony = row.day(ceremony_on);
  line.official = row.day(official_on);
  line.standing = row.value<Standing>(standing);
  check_days(row, line);
  return line;
}

// An end has its reason, and only a probationary member is recognised.
void check_end(Reading& row, const SpellLine& line) {
  if (line.to == no_day) {
    if (line.reason != no_value) row.say(5, "members.import_reason_without_end");
    return;
  }
  if (line.to <= line.from) row.say(4, "members.import_end_before_start", {{"day", shown_day(line.to)}});
  if (line.reason == no_value)
    row.say(5, "members.import_reason_missing");
  else if (EndReason(line.reason) == EndReason::recognised && Status(line.status) == Status::official)
    row.say(5, "members.import_recognised_twice");
}

SpellLine read_spell(Reading& row, SpellFile& file) {
  SpellLine line;
  line.line = std::uint32_t(row.line());
  line.code = row.word(file.codes, row.needed(0, 40));
  line.unit = row.word(file.units, row.needed(1, 40));
  line.status = row.value<Status>(2);
  if (line.status == no_value && row.text(2, 200).empty()) row.say(2, "field.required");
  line.from = row.day(3);
  if (line.from == no_day && row.text(3, 200).empty()) row.say(3, "field.required");
  line.to = row.day(4);
  line.reason = row.value<EndReason>(5);
  line.document = row.word(file.documents, row.text(6, 200));
  if (!row.refused()) check_end(row, line);
  return line;
}

}  // namespace

std::optional<base::PartialDate> birth_of(const MemberLine& line) {
  if (line.birth == no_day) return std::nullopt;
  return base::PartialDate{line.birth / 10000, line.birth / 100 % 100, line.birth % 100};
}

MemberFile read_member_file(const std::filesystem::path& path, const platform::ColumnNames& names, base::Date today,
                            ImportProblems& problems, const ReadSoFar& shown) {
  Reading row(path, member_columns, required_member_columns, names, problems);
  MemberFile file;
  for (auto* words : {&file.names, &file.ethnicities, &file.occupations, &file.citizens}) words->add("");
  std::vector<std::uint32_t> first_line;  // of each code
  row.each_row(file.rows, file.refused, shown, [&] {
    const auto line = read_member(row, file, today);
    if (line.code >= first_line.size())
      first_line.resize(line.code + 1, line.line);
    else if (!file.codes.at(line.code).empty())
      row.say(code, "members.import_code_twice",
              {{"code", std::string(file.codes.at(line.code))}, {"other", std::to_string(first_line[line.code])}});
    if (!row.refused()) file.lines.push_back(line);
  });
  return file;
}

SpellFile read_spell_file(const std::filesystem::path& path, const platform::ColumnNames& names,
                          ImportProblems& problems, const ReadSoFar& shown) {
  Reading row(path, spell_columns, required_spell_columns, names, problems);
  SpellFile file;
  file.documents.add("");
  row.each_row(file.rows, file.refused, shown, [&] {
    const auto line = read_spell(row, file);
    if (!row.refused()) file.lines.push_back(line);
  });
  return file;
}

}  // namespace members
