#pragma once
// members.csv and spells.csv as rows in memory, small and in the order of the file; texts stand once in their Words.
// What a row says that cannot be is told here, without any store. Not a face.

#include "modules/members/imports.h"
#include "modules/members/words.h"

namespace members {

inline constexpr std::string_view member_columns[] = {
    "code",        "full_name",      "gender",      "birth_date",  "ethnicity",   "education", "occupation",
    "focus_group", "citizen_number", "admitted_on", "ceremony_on", "official_on", "standing"};
inline constexpr std::size_t required_member_columns = 3;
inline constexpr std::string_view spell_columns[] = {"member_code", "unit_code", "status",       "from",
                                                     "to",          "reason",    "document_code"};
inline constexpr std::size_t required_spell_columns = 5;

// What is wrong with a file: counted all, kept the first.
class ImportProblems {
 public:
  static constexpr std::size_t most_kept = 20'000;
  explicit ImportProblems(std::function<void(const ImportProblem&)> each) : each_(std::move(each)) {}
  void say(std::int64_t line, std::string_view field, const char* key, base::Parameters parameters = {});
  const std::vector<ImportProblem>& kept() const { return kept_; }
  struct Count {
    std::int64_t count = 0;
    base::Parameters first;  // of the first of the kind
  };
  const std::map<std::string, Count>& counts() const { return counts_; }
  std::int64_t total() const { return total_; }

 private:
  std::function<void(const ImportProblem&)> each_;
  std::vector<ImportProblem> kept_;
  std::map<std::string, Count> counts_;
  std::int64_t total_ = 0;
};

// What becomes of a row.
enum class Fate : std::uint8_t { fresh, refused, same, corrects };

struct MemberLine {
  std::uint32_t line = 0, code = 0, name = 0, ethnicity = 0, occupation = 0, citizen = 0;  // texts: of MemberFile
  std::int32_t birth = no_day;  // year * 10000 + month * 100 + day, of a partial date with zeros
  std::int32_t admitted = no_day, ceremony = no_day, official = no_day;
  std::uint8_t gender = no_value, education = no_value, focus_group = no_value, standing = no_value;
  Fate fate = Fate::fresh;
  std::int64_t member = 0;  // of the store, when it knows the code
};

struct MemberFile {
  std::vector<MemberLine> lines;  // those that were read whole
  Words codes, names, ethnicities, occupations, citizens;
  std::int64_t rows = 0, refused = 0;  // refused: while reading
};

struct SpellLine {
  std::uint32_t line = 0, code = 0, unit = 0, document = 0;  // texts: of SpellFile; no document is ""
  std::int32_t from = 0, to = no_day;
  std::uint8_t status = 0, reason = no_value;
  Fate fate = Fate::fresh;
};

struct SpellFile {
  std::vector<SpellLine> lines;
  Words codes, units, documents;
  std::int64_t rows = 0, refused = 0;
};

using ReadSoFar = std::function<void(std::int64_t rows, int thousandths)>;
MemberFile read_member_file(const std::filesystem::path& path, const platform::ColumnNames& names, base::Date today,
                            ImportProblems& problems, const ReadSoFar& shown);
SpellFile read_spell_file(const std::filesystem::path& path, const platform::ColumnNames& names,
                          ImportProblems& problems, const ReadSoFar& shown);

std::optional<base::PartialDate> birth_of(const MemberLine& line);

}  // namespace members
