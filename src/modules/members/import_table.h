#pragma once
// members.csv and spells.csv as rows in memory, small and in the order of the file; texts stand once in their Words.
// What a row says that cannot be is told here, without any store. Not a face.

#include "modules/members/imports.h"
#include "modules/members/words.h"

namespace members {

inline constexpr platform::ImportColumn member_form[] = {
    {"code", "Mã đảng viên", "Code", "mã|số thẻ đảng viên|số thẻ đảng|member code"},
    {"full_name", "Họ và tên", "Full name", "họ tên|tên|name"},
    {"gender", "Giới tính", "Gender", "giới|nam nữ|sex"},
    {"birth_date", "Ngày sinh", "Birth date", "sinh ngày|năm sinh|ngày tháng năm sinh|date of birth|born"},
    {"ethnicity", "Dân tộc", "Ethnicity"},
    {"education", "Trình độ", "Education", "trình độ học vấn|trình độ chuyên môn|học vấn"},
    {"occupation", "Nghề nghiệp", "Occupation", "công việc|chức vụ, nghề nghiệp"},
    {"focus_group", "Nhóm trọng tâm", "Focus group", "nhóm"},
    {"citizen_number", "Số căn cước", "Citizen number", "căn cước công dân|số căn cước công dân|cccd|số cccd|cmnd"},
    {"admitted_on", "Ngày kết nạp", "Admitted on", "ngày quyết định kết nạp|ngày vào đảng|kết nạp"},
    {"ceremony_on", "Ngày làm lễ kết nạp", "Ceremony on", "lễ kết nạp|ngày lễ kết nạp"},
    {"official_on", "Ngày chính thức", "Official on", "ngày công nhận chính thức|chính thức"},
    {"standing", "Tình trạng", "Standing", "tình trạng sinh hoạt"}};
inline constexpr auto member_columns = platform::keys_of(member_form);
inline constexpr std::size_t required_member_columns = 3;
inline constexpr platform::ImportColumn spell_form[] = {
    {"member_code", "Mã đảng viên", "Member", "mã|số thẻ đảng viên|số thẻ đảng"},
    {"unit_code", "Mã chi bộ", "Cell", "mã đơn vị|chi bộ|đơn vị|unit"},
    {"status", "Tư cách", "Status", "diện|dự bị hay chính thức"},
    {"from", "Từ ngày", "From", "từ|ngày bắt đầu|ngày chuyển đến"},
    {"to", "Đến ngày", "To", "đến|ngày kết thúc|ngày thôi"},
    {"reason", "Lý do kết thúc", "End reason", "lý do|reason"},
    {"document_code", "Quyết định", "Decision", "số quyết định|văn bản|document"}};
inline constexpr auto spell_columns = platform::keys_of(spell_form);
inline constexpr std::size_t required_spell_columns = 5;

using platform::ImportProblems;

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
