#pragma once
// How the fields of the register are called, and which are personal. Included by records.h.

namespace members {
inline constexpr base::FieldLabel label_entered_for{"entered_for", "Nhập thay cho", "Entered for", base::plain, 200};
inline constexpr base::FieldLabel label_note{"note", "Ghi chú, hoặc nơi giữ bản giấy", "Note", base::plain, 500};
inline constexpr base::FieldLabel label_document{"document", "Quyết định", "Decision", base::plain, 100};
}  // namespace members

template <>
struct base::labels<members::SpellView> {
  static constexpr FieldLabel list[] = {{"unit_code", "Mã chi bộ", "Cell", readonly},
                                        {"unit_name", "Chi bộ", "Cell's name", readonly},
                                        {"status", "Tư cách", "Status", readonly},
                                        {"from", "Từ ngày", "From", readonly},
                                        {"to", "Đến ngày", "To", readonly},
                                        {"reason", "Lý do kết thúc", "End reason", readonly},
                                        {"document", "Quyết định", "Decision", readonly},
                                        {"article", "Điều khoản", "Article", readonly}};
};
template <>
struct base::labels<members::Badge> {
  static constexpr FieldLabel list[] = {{"years", "Số năm", "Years", required},
                                        {"on", "Ngày tặng", "Awarded on", required},
                                        {"manner", "Đúng hạn, sớm hay truy tặng", "Manner", required},
                                        members::label_document};
};
template <>
struct base::labels<members::DueItem> {
  static constexpr FieldLabel list[] = {{"kind", "Việc", "What", readonly},
                                        {"member_code", "Mã đảng viên", "Member", readonly},
                                        {"full_name", "Họ và tên", "Name", readonly | personal},
                                        {"unit_code", "Mã chi bộ", "Cell", readonly},
                                        {"unit_name", "Chi bộ", "Cell's name", readonly},
                                        {"due", "Đến hạn", "Due", readonly},
                                        {"late", "Quá hạn", "Late", readonly},
                                        {"case_id", "Số việc", "Case", readonly},
                                        {"years", "Số năm", "Years", readonly},
                                        {"unknown_year", "Năm chưa có lịch", "Year without a calendar", readonly}};
};
template <>
struct base::labels<members::MemberItem> {
  static constexpr FieldLabel list[] = {{"code", "Mã đảng viên", "Code", readonly},
                                        {"full_name", "Họ và tên", "Name", readonly | personal},
                                        {"gender", "Giới", "Gender", readonly},
                                        {"birth_date", "Ngày sinh", "Born", readonly | personal},
                                        {"unit_code", "Mã chi bộ", "Cell", readonly},
                                        {"unit_name", "Chi bộ", "Cell's name", readonly},
                                        {"status", "Tư cách", "Status", readonly},
                                        {"standing", "Tình trạng sinh hoạt", "Standing", readonly},
                                        {"focus_group", "Nhóm cần quan tâm", "Focus group", readonly},
                                        {"admitted_on", "Ngày vào Đảng", "Admitted", readonly},
                                        {"official_on", "Ngày chính thức", "Official", readonly}};
};
template <>
struct base::labels<members::CaseItem> {
  static constexpr FieldLabel list[] = {{"id", "Số việc", "Case", readonly},
                                        {"kind", "Việc", "Kind", readonly},
                                        {"state", "Tình hình", "State", readonly},
                                        {"stage", "Bước", "Stage", readonly},
                                        {"member_code", "Mã đảng viên", "Member", readonly},
                                        {"full_name", "Họ và tên", "Name", readonly | personal},
                                        {"unit_code", "Mã chi bộ", "Cell", readonly},
                                        {"unit_name", "Chi bộ", "Cell's name", readonly},
                                        {"other_code", "Mã nơi đến", "Receiver", readonly},
                                        {"other_name", "Nơi đến", "Receiver's name", readonly},
                                        {"from", "Từ ngày", "From", readonly},
                                        {"due", "Đến hạn", "Due", readonly},
                                        {"closed", "Ngày xong", "Closed", readonly},
                                        {"late", "Quá hạn", "Late", readonly}};
};
template <>
struct base::labels<members::MemberPage> {
  static constexpr FieldLabel list[] = {{"code", "Mã đảng viên", "Code", readonly},
                                        {"full_name", "Họ và tên", "Name", readonly | personal},
                                        {"gender", "Giới", "Gender", readonly},
                                        {"birth_date", "Ngày sinh", "Born", readonly | personal},
                                        {"ethnicity", "Dân tộc", "Ethnicity", readonly | personal},
                                        {"education", "Học vấn", "Education", readonly | personal},
                                        {"occupation", "Nghề nghiệp", "Occupation", readonly | personal},
                                        {"focus_group", "Nhóm cần quan tâm", "Focus group", readonly},
                                        {"citizen_number", "Số căn cước", "Citizen number", readonly | personal},
                                        {"admitted_on", "Ngày quyết định kết nạp", "Admission decided", readonly},
                                        {"ceremony_on", "Ngày lễ kết nạp", "Ceremony", readonly},
                                        {"official_on", "Ngày chính thức", "Official", readonly},
                                        {"standing", "Tình trạng sinh hoạt", "Standing", readonly},
                                        {"status", "Tư cách", "Status", readonly},
                                        {"unit_code", "Mã chi bộ", "Cell", readonly},
                                        {"unit_name", "Chi bộ", "Cell's name", readonly},
                                        {"party_age", "Tuổi đảng", "Party age", readonly},
                                        {"merged_into", "Gộp vào hồ sơ", "Merged into", readonly},
                                        {"merged_from", "Hồ sơ đã gộp vào đây", "Merged from", readonly},
                                        {"spells", "Các thời kỳ sinh hoạt", "Spells", readonly},
                                        {"badges", "Huy hiệu Đảng", "Badges", readonly},
                                        {"cases", "Các việc", "Cases", readonly},
                                        {"next", "Việc tiếp theo", "Next", readonly},
                                        {"may_manage", "Được làm thủ tục", "May manage", readonly},
                                        {"may_identify", "Được xem số căn cước", "May identify", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<members::NewMember> {
  static constexpr FieldLabel list[] = {{"code", "Mã đảng viên", "Code", plain, 40},
                                        {"unit_code", "Mã chi bộ", "Cell", required, 40},
                                        {"joined_on", "Về chi bộ từ ngày", "In the cell since", required},
                                        {"full_name", "Họ và tên", "Name", required | personal, 100},
                                        {"gender", "Giới", "Gender", required},
                                        {"birth_date", "Ngày sinh", "Born", personal},
                                        {"ethnicity", "Dân tộc", "Ethnicity", personal, 40},
                                        {"education", "Học vấn", "Education", personal},
                                        {"occupation", "Nghề nghiệp", "Occupation", personal, 100},
                                        {"focus_group", "Nhóm cần quan tâm", "Focus group"},
                                        {"citizen_number", "Số căn cước", "Citizen number", personal, 30},
                                        {"admitted_on", "Ngày quyết định kết nạp", "Admission decided"},
                                        {"ceremony_on", "Ngày lễ kết nạp", "Ceremony"},
                                        {"official_on", "Ngày chính thức", "Official"},
                                        members::label_document,
                                        members::label_entered_for,
                                        members::label_note};
};
template <>
struct base::labels<members::MemberCorrection> {
  static constexpr FieldLabel list[] = {{"full_name", "Họ và tên", "Name", personal, 100},
                                        {"gender", "Giới", "Gender"},
                                        {"birth_date", "Ngày sinh", "Born", personal},
                                        {"ethnicity", "Dân tộc", "Ethnicity", personal, 40},
                                        {"education", "Học vấn", "Education", personal},
                                        {"occupation", "Nghề nghiệp", "Occupation", personal, 100},
                                        {"focus_group", "Nhóm cần quan tâm", "Focus group"},
                                        {"citizen_number", "Số căn cước", "Citizen number", personal, 30},
                                        {"admitted_on", "Ngày quyết định kết nạp", "Admission decided"},
                                        {"ceremony_on", "Ngày lễ kết nạp", "Ceremony"},
                                        {"official_on", "Ngày chính thức", "Official"},
                                        members::label_entered_for,
                                        members::label_note};
};
template <>
struct base::labels<members::CitizenNumber> {
  static constexpr FieldLabel list[] = {{"citizen_number", "Số căn cước", "Citizen number", readonly | personal}};
};
template <>
struct base::labels<members::TimelineEntry> {
  static constexpr FieldLabel list[] = {{"at", "Lúc", "At", readonly},
                                        {"actor", "Người làm", "Actor", readonly},
                                        {"on_behalf_of", "Nhập thay cho", "On behalf of", readonly},
                                        {"verb", "Việc", "Verb", readonly},
                                        {"text", "Việc đã làm", "What was done", readonly},
                                        {"difference", "Thay đổi", "Difference", readonly}};
};
template <>
struct base::labels<members::FieldPurpose> {
  static constexpr FieldLabel list[] = {{"field", "Trường", "Field", readonly},
                                        {"label", "Tên", "Label", readonly},
                                        {"purpose", "Dùng để làm gì", "Purpose", readonly},
                                        {"report", "Báo cáo cần đến", "Report", readonly}};
};
static_assert(base::complete<members::SpellView>() && base::complete<members::Badge>() &&
              base::complete<members::DueItem>() && base::complete<members::MemberItem>());
static_assert(base::complete<members::CaseItem>() && base::complete<members::MemberPage>() &&
              base::complete<members::NewMember>() && base::complete<members::MemberCorrection>());
static_assert(base::complete<members::CitizenNumber>() && base::complete<members::TimelineEntry>() &&
              base::complete<members::FieldPurpose>());
