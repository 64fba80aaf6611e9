#pragma once
// The labels of identity_records.h: what each field is called in both languages, and whether it may be sent
// in (readonly: only given out), must be (required), and is hidden in logs (personal). Included by
// identity_records.h only.

#include "modules/identity/identity_records.h"

template <>
struct base::labels<identity::Preferences> {
  static constexpr FieldLabel list[] = {
      {"language", "Ngôn ngữ", "Language"}, {"theme", "Màu nền", "Theme"}, {"text_size", "Cỡ chữ", "Text size"}};
};
static_assert(base::complete<identity::Preferences>());
template <>
struct base::labels<identity::Grant> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly | hidden_column},
                                        {"account_id", "Số tài khoản", "Account id", readonly | hidden_column},
                                        {"account_name", "Tài khoản", "Account", readonly},
                                        {"role", "Vai trò", "Role", readonly},
                                        {"unit_id", "Số đơn vị", "Unit id", readonly | hidden_column},
                                        {"unit_code", "Mã đơn vị", "Unit code", readonly},
                                        {"unit_name", "Đơn vị", "Unit", readonly},
                                        {"from", "Từ ngày", "From", readonly},
                                        {"to", "Đến ngày", "To", readonly},
                                        {"granted_by", "Người cấp", "Granted by", readonly}};
};
static_assert(base::complete<identity::Grant>());
template <>
struct base::labels<identity::NewGrant> {
  static constexpr FieldLabel list[] = {{"role", "Vai trò", "Role", required},
                                        {"unit_code", "Mã đơn vị", "Unit code", plain, 40},
                                        {"from", "Từ ngày", "From"},
                                        {"to", "Đến ngày", "To"}};
};
static_assert(base::complete<identity::NewGrant>());
template <>
struct base::labels<identity::Account> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly | hidden_column},
                                        {"name", "Tên tài khoản", "Account name", readonly},
                                        {"full_name", "Họ và tên", "Full name", readonly | personal},
                                        {"unit_id", "Số đơn vị", "Unit id", readonly | hidden_column},
                                        {"unit_code", "Mã đơn vị", "Unit code", readonly},
                                        {"unit_name", "Đơn vị", "Unit", readonly},
                                        {"disabled", "Đã khóa", "Disabled", readonly},
                                        {"must_change", "Phải đổi mật khẩu", "Must change password", readonly},
                                        {"second_factor", "Xác thực hai bước", "Second factor", readonly},
                                        {"roles", "Vai trò", "Roles", readonly},
                                        {"created_at", "Tạo lúc", "Created at", readonly},
                                        {"signed_in_at", "Đăng nhập lần cuối", "Last sign-in", readonly},
                                        {"version", "Phiên bản", "Version", readonly | hidden_column}};
};
static_assert(base::complete<identity::Account>());
template <>
struct base::labels<identity::NewAccount> {
  static constexpr FieldLabel list[] = {{"name", "Tên tài khoản", "Account name", required, 64},
                                        {"full_name", "Họ và tên", "Full name", required | personal, 120},
                                        {"unit_code", "Mã đơn vị", "Unit code", plain, 40},
                                        {"grant", "Vai trò được cấp", "Granted role"}};
};
static_assert(base::complete<identity::NewAccount>());
template <>
struct base::labels<identity::AccountChange> {
  static constexpr FieldLabel list[] = {{"full_name", "Họ và tên", "Full name", personal, 120},
                                        {"unit_code", "Mã đơn vị", "Unit code", plain, 40},
                                        {"version", "Phiên bản", "Version", hidden_column}};
};
static_assert(base::complete<identity::AccountChange>());
template <>
struct base::labels<identity::AccountLink> {
  static constexpr FieldLabel list[] = {{"account", "Tài khoản", "Account", readonly},
                                        {"link", "Liên kết dùng một lần", "One-time link", readonly},
                                        {"expires_at", "Hết hạn lúc", "Expires at", readonly}};
};
static_assert(base::complete<identity::AccountLink>());
template <>
struct base::labels<identity::ResetAccount> {
  static constexpr FieldLabel list[] = {{"second_factor", "Xác thực hai bước", "Second factor"}};
};
static_assert(base::complete<identity::ResetAccount>());
template <>
struct base::labels<identity::BulkProblem> {
  static constexpr FieldLabel list[] = {{"line", "Dòng", "Line", readonly},
                                        {"field", "Mục", "Field", readonly},
                                        {"key", "Mã lỗi", "Key", readonly},
                                        {"sentence", "Lời giải thích", "Explanation", readonly}};
};
static_assert(base::complete<identity::BulkProblem>());
template <>
struct base::labels<identity::BulkCreated> {
  static constexpr FieldLabel list[] = {{"line", "Dòng", "Line", readonly},
                                        {"name", "Tên tài khoản", "Account name", readonly},
                                        {"link", "Liên kết dùng một lần", "One-time link", readonly}};
};
static_assert(base::complete<identity::BulkCreated>());
template <>
struct base::labels<identity::BulkReport> {
  static constexpr FieldLabel list[] = {{"dry_run", "Chỉ kiểm tra", "Dry run", readonly},
                                        {"rows", "Số dòng", "Rows", readonly},
                                        {"created", "Đã tạo", "Created", readonly},
                                        {"refused", "Không nhận", "Refused", readonly}};
};
static_assert(base::complete<identity::BulkReport>());
template <>
struct base::labels<identity::SignIn> {
  static constexpr FieldLabel list[] = {{"name", "Tên tài khoản", "Account name", required, 200},
                                        {"password", "Mật khẩu", "Password", required | personal, 256}};
};
static_assert(base::complete<identity::SignIn>());
template <>
struct base::labels<identity::OneCode> {
  static constexpr FieldLabel list[] = {{"code", "Mã", "Code", required | personal, 32}};
};
static_assert(base::complete<identity::OneCode>());
template <>
struct base::labels<identity::OnePassword> {
  static constexpr FieldLabel list[] = {{"password", "Mật khẩu", "Password", required | personal, 256}};
};
static_assert(base::complete<identity::OnePassword>());
template <>
struct base::labels<identity::ChangePassword> {
  static constexpr FieldLabel list[] = {
      {"current_password", "Mật khẩu hiện nay", "Current password", required | personal, 256},
      {"new_password", "Mật khẩu mới", "New password", required | personal, 256}};
};
static_assert(base::complete<identity::ChangePassword>());
template <>
struct base::labels<identity::LinkToken> {
  static constexpr FieldLabel list[] = {{"token", "Mã liên kết", "Token", required | personal, 200}};
};
static_assert(base::complete<identity::LinkToken>());
template <>
struct base::labels<identity::LinkAbout> {
  static constexpr FieldLabel list[] = {{"purpose", "Mục đích", "Purpose", readonly},
                                        {"name", "Tên tài khoản", "Account name", readonly},
                                        {"expires_at", "Hết hạn lúc", "Expires at", readonly}};
};
static_assert(base::complete<identity::LinkAbout>());
template <>
struct base::labels<identity::UseLink> {
  static constexpr FieldLabel list[] = {{"token", "Mã liên kết", "Token", required | personal, 200},
                                        {"password", "Mật khẩu", "Password", required | personal, 256},
                                        {"name", "Tên tài khoản", "Account name", plain, 64},
                                        {"full_name", "Họ và tên", "Full name", personal, 120}};
};
static_assert(base::complete<identity::UseLink>());
template <>
struct base::labels<identity::SessionAnswer> {
  static constexpr FieldLabel list[] = {{"state", "Trạng thái", "State", readonly},
                                        {"csrf", "Mã chống giả mạo", "CSRF value", readonly},
                                        {"account_id", "Số tài khoản", "Account id", readonly | hidden_column},
                                        {"name", "Tên tài khoản", "Account name", readonly},
                                        {"full_name", "Họ và tên", "Full name", readonly | personal},
                                        {"unit_id", "Số đơn vị", "Unit id", readonly | hidden_column},
                                        {"unit_code", "Mã đơn vị", "Unit code", readonly},
                                        {"unit_name", "Đơn vị", "Unit", readonly},
                                        {"second_factor", "Xác thực hai bước", "Second factor", readonly},
                                        {"grants", "Vai trò", "Grants", readonly},
                                        {"permissions", "Quyền", "Permissions", readonly},
                                        {"preferences", "Tùy chọn", "Preferences", readonly}};
};
static_assert(base::complete<identity::SessionAnswer>());
template <>
struct base::labels<identity::Session> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly | hidden_column},
                                        {"created_at", "Tạo lúc", "Created at", readonly},
                                        {"last_seen_at", "Dùng lần cuối", "Last seen", readonly},
                                        {"expires_at", "Hết hạn lúc", "Expires at", readonly},
                                        {"remote", "Địa chỉ", "Address", readonly | personal},
                                        {"agent", "Trình duyệt", "Browser", readonly},
                                        {"current", "Phiên này", "This session", readonly}};
};
static_assert(base::complete<identity::Session>());
template <>
struct base::labels<identity::TotpStart> {
  static constexpr FieldLabel list[] = {
      {"address", "Địa chỉ cho ứng dụng mã", "Address for the code app", readonly | personal},
      {"qr_svg", "Mã QR", "QR code", readonly | personal}};
};
static_assert(base::complete<identity::TotpStart>());
template <>
struct base::labels<identity::RecoveryCodes> {
  static constexpr FieldLabel list[] = {{"codes", "Mã dự phòng", "Recovery codes", readonly | personal}};
};
static_assert(base::complete<identity::RecoveryCodes>());
template <>
struct base::labels<identity::Token> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly | hidden_column},
                                        {"name", "Tên mã truy cập", "Token name", readonly},
                                        {"scope", "Phạm vi", "Scope", readonly},
                                        {"created_at", "Tạo lúc", "Created at", readonly},
                                        {"expires_at", "Hết hạn lúc", "Expires at", readonly},
                                        {"last_used_at", "Dùng lần cuối", "Last used", readonly}};
};
static_assert(base::complete<identity::Token>());
template <>
struct base::labels<identity::NewToken> {
  static constexpr FieldLabel list[] = {{"name", "Tên mã truy cập", "Token name", required, 80},
                                        {"scope", "Phạm vi", "Scope"},
                                        {"days", "Số ngày", "Days"}};
};
static_assert(base::complete<identity::NewToken>());
template <>
struct base::labels<identity::TokenAnswer> {
  static constexpr FieldLabel list[] = {{"about", "Thông tin", "About", readonly},
                                        {"token", "Mã truy cập", "Token", readonly | personal}};
};
static_assert(base::complete<identity::TokenAnswer>());
template <>
struct base::labels<identity::RoleAbout> {
  static constexpr FieldLabel list[] = {{"role", "Vai trò", "Role", readonly},
                                        {"name_vi", "Tên tiếng Việt", "Vietnamese name", readonly},
                                        {"name_en", "Tên tiếng Anh", "English name", readonly},
                                        {"permissions", "Quyền", "Permissions", readonly},
                                        {"second_factor", "Xác thực hai bước", "Second factor", readonly}};
};
static_assert(base::complete<identity::RoleAbout>());
template <>
struct base::labels<identity::SecondFactorSetting> {
  static constexpr FieldLabel list[] = {{"role", "Vai trò", "Role", required},
                                        {"required", "Bắt buộc", "Required", required}};
};
static_assert(base::complete<identity::SecondFactorSetting>());
template <>
struct base::labels<identity::SecondFactorSettings> {
  static constexpr FieldLabel list[] = {{"items", "Danh sách", "Items", required}};
};
static_assert(base::complete<identity::SecondFactorSettings>());
template <>
struct base::labels<identity::JournalEntry> {
  static constexpr FieldLabel list[] = {{"sequence", "Số thứ tự", "Sequence", readonly},
                                        {"at", "Lúc", "At", readonly},
                                        {"actor", "Người làm", "Actor", readonly},
                                        {"account_id", "Số tài khoản", "Account id", readonly | hidden_column},
                                        {"verb", "Việc", "Verb", readonly},
                                        {"verb_text", "Việc đã làm", "What was done", readonly},
                                        {"object_kind", "Loại đối tượng", "Object kind", readonly},
                                        {"object_id", "Đối tượng", "Object", readonly},
                                        {"unit_id", "Số đơn vị", "Unit id", readonly | hidden_column},
                                        {"unit_code", "Mã đơn vị", "Unit code", readonly},
                                        {"unit_name", "Đơn vị", "Unit", readonly},
                                        {"difference", "Thay đổi", "Difference", readonly},
                                        {"on_behalf_of", "Làm thay cho", "On behalf of", readonly},
                                        {"request_id", "Số yêu cầu", "Request id", readonly | hidden_column}};
};
static_assert(base::complete<identity::JournalEntry>());
template <>
struct base::labels<identity::JournalCheck> {
  static constexpr FieldLabel list[] = {{"whole", "Nguyên vẹn", "Whole", readonly},
                                        {"entries", "Số mục", "Entries", readonly},
                                        {"sealed", "Số mục đã nối", "Sealed", readonly},
                                        {"first_broken", "Mục hỏng đầu tiên", "First broken entry", readonly},
                                        {"key", "Mã lỗi", "Key", readonly},
                                        {"sentence", "Lời giải thích", "Explanation", readonly}};
};
static_assert(base::complete<identity::JournalCheck>());
template <>
struct base::labels<identity::JournalChecks> {
  static constexpr FieldLabel list[] = {{"journal", "Nhật ký", "Journal", readonly},
                                        {"views", "Lượt xem", "Views", readonly}};
};
static_assert(base::complete<identity::JournalChecks>());
template <>
struct base::labels<identity::VerifyJournal> {
  static constexpr FieldLabel list[] = {{"head", "Chữ ký cuối đã xuất", "Exported head", plain, 4000}};
};
static_assert(base::complete<identity::VerifyJournal>());
template <>
struct base::labels<identity::JobAbout> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly | hidden_column},
                                        {"kind", "Loại", "Kind", readonly},
                                        {"title", "Tên việc", "Title", readonly},
                                        {"state", "Trạng thái", "State", readonly},
                                        {"done", "Đã xong", "Done", readonly},
                                        {"total", "Tổng số", "Total", readonly},
                                        {"error_key", "Mã lỗi", "Error key", readonly},
                                        {"error", "Lỗi", "Error", readonly},
                                        {"result", "Kết quả", "Result", readonly},
                                        {"account_id", "Số tài khoản", "Account id", readonly | hidden_column},
                                        {"unit_id", "Số đơn vị", "Unit id", readonly | hidden_column},
                                        {"created_at", "Tạo lúc", "Created at", readonly},
                                        {"started_at", "Bắt đầu lúc", "Started at", readonly},
                                        {"ended_at", "Kết thúc lúc", "Ended at", readonly}};
};
static_assert(base::complete<identity::JobAbout>());
