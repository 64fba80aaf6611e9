#pragma once
// The records of what takes its course over time: admissions, recognitions, transfers, absences. Part of the face.

#include "modules/members/records.h"

namespace members {

// What is asked of an applicant. The rest of the background paper stays on paper.
struct Applicant {
  std::string full_name{};
  Gender gender{};
  base::PartialDate birth_date{};
  std::string ethnicity{};
  std::optional<Education> education{};
  std::string occupation{};
  FocusGroup focus_group = FocusGroup::none;
};
BOOST_DESCRIBE_STRUCT(Applicant, (), (full_name, gender, birth_date, ethnicity, education, occupation, focus_group))

struct NewAdmission {
  std::string unit_code{};
  base::Date on{};  // of the application
  std::optional<Applicant> applicant{};
  std::string former_code{};  // of who was a member before, instead of an applicant
  std::string document{};     // of a re-admission: the provincial standing committee's consent
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(NewAdmission, (), (unit_code, on, applicant, former_code, document, entered_for, note))

struct NewTransfer {
  std::string to_code{};                // a cell, or the grassroots committee that will name one
  base::Date moved_on{};                // of the decision or the move
  std::optional<base::Date> sent_on{};  // the papers were handed over; nothing: they will be
  std::string document{};
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(NewTransfer, (), (to_code, moved_on, sent_on, document, entered_for, note))

struct NewAbsence {
  CaseKind kind{};  // temporary, abroad, exemption, suspension
  base::Date from{};
  std::optional<base::Date> until{};
  std::string host_code{};  // of a temporary transfer
  bool study = false;
  std::string country{};
  std::string document{};
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(NewAbsence, (), (kind, from, until, host_code, study, country, document, entered_for, note))

struct NewStep {
  Stage stage{};
  base::Date on{};
  bool agreed = true;
  std::optional<std::int64_t> entitled{}, in_favour{};  // of a vote
  std::string document{};
  std::string unit_code{};            // the cell that takes in who is transferred
  std::optional<base::Date> until{};  // of an extension
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(NewStep, (),
                      (stage, on, agreed, entitled, in_favour, document, unit_code, until, entered_for, note))

struct StepView {
  Stage stage{};
  base::Date on{};
  bool agreed = true;
  std::optional<std::int64_t> entitled{}, in_favour{};
  std::string document{}, note{}, entered_for{}, account{};
};
BOOST_DESCRIBE_STRUCT(StepView, (), (stage, on, agreed, entitled, in_favour, document, note, entered_for, account))

struct CasePage {
  CaseItem about{};
  std::optional<Applicant> applicant{};
  std::string document{}, note{}, country{};
  std::vector<StepView> steps{};
  std::vector<Stage> next{};  // what may be done now
  bool may_act = false;       // on this side of it
  std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(CasePage, (), (about, applicant, document, note, country, steps, next, may_act, version))

struct EntryNote {
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(EntryNote, (), (entered_for, note))

struct EndOfMembership {
  EndReason reason{};  // struck_off, left, expelled, deceased
  base::Date on{};
  std::string article{};  // "Điều 8, khoản 1": of a removal; never a description
  std::string document{};
  std::string entered_for{}, note{};
};
BOOST_DESCRIBE_STRUCT(EndOfMembership, (), (reason, on, article, document, entered_for, note))

struct VotingRight {
  bool allowed = true;
  std::string rule{}, sentence{}, citation{};
};
BOOST_DESCRIBE_STRUCT(VotingRight, (), (allowed, rule, sentence, citation))

BOOST_DEFINE_ENUM_CLASS(FormKind, application, background, admission_decision, transfer_slip)
struct FormLine {
  std::string label{}, value{};
};
BOOST_DESCRIBE_STRUCT(FormLine, (), (label, value))
struct Form {
  FormKind kind{};
  std::string number{}, title{}, unit_name{}, superior_name{};
  base::Date on{};
  std::vector<FormLine> lines{};
};
BOOST_DESCRIBE_STRUCT(Form, (), (kind, number, title, unit_name, superior_name, on, lines))

BOOST_DEFINE_ENUM_CLASS(Side, here, incoming)
struct CaseFilter {
  std::string unit;  // with its subtree; "" for all that is seen
  std::optional<CaseKind> kind;
  std::optional<CaseState> state;
  Side side = Side::here;  // the unit that handles it, or the one it comes to
};

struct CaseList {
  std::vector<CaseItem> items;
  std::optional<std::string> next;
};

}  // namespace members

template <>
struct base::labels<members::Applicant> {
  static constexpr FieldLabel list[] = {{"full_name", "Họ và tên", "Name", required | personal, 100},
                                        {"gender", "Giới", "Gender", required},
                                        {"birth_date", "Ngày sinh", "Born", required | personal},
                                        {"ethnicity", "Dân tộc", "Ethnicity", personal, 40},
                                        {"education", "Học vấn", "Education", personal},
                                        {"occupation", "Nghề nghiệp", "Occupation", personal, 100},
                                        {"focus_group", "Nhóm cần quan tâm", "Focus group"}};
};
template <>
struct base::labels<members::NewAdmission> {
  static constexpr FieldLabel list[] = {{"unit_code", "Mã chi bộ", "Cell", required, 40},
                                        {"on", "Ngày của đơn", "Applied on", required},
                                        {"applicant", "Người xin vào Đảng", "Applicant"},
                                        {"former_code", "Mã đảng viên cũ", "Former member", plain, 40},
                                        members::label_document,
                                        members::label_entered_for,
                                        members::label_note};
};
template <>
struct base::labels<members::NewTransfer> {
  static constexpr FieldLabel list[] = {{"to_code", "Mã nơi đến", "Receiver", required, 40},
                                        {"moved_on", "Ngày có quyết định hoặc chuyển đi", "Decided or moved", required},
                                        {"sent_on", "Ngày nhận giấy giới thiệu", "Papers handed over"},
                                        members::label_document,
                                        members::label_entered_for,
                                        members::label_note};
};
template <>
struct base::labels<members::NewAbsence> {
  static constexpr FieldLabel list[] = {{"kind", "Việc", "Kind", required},
                                        {"from", "Từ ngày", "From", required},
                                        {"until", "Đến ngày", "Until"},
                                        {"host_code", "Mã nơi sinh hoạt tạm thời", "Host", plain, 40},
                                        {"study", "Đi học", "Study"},
                                        {"country", "Nước đến", "Country", plain, 60},
                                        members::label_document,
                                        members::label_entered_for,
                                        members::label_note};
};
template <>
struct base::labels<members::NewStep> {
  static constexpr FieldLabel list[] = {{"stage", "Bước", "Stage", required},
                                        {"on", "Ngày", "On", required},
                                        {"agreed", "Đồng ý", "Agreed"},
                                        {"entitled", "Số người có quyền biểu quyết", "Entitled to vote"},
                                        {"in_favour", "Số phiếu tán thành", "In favour"},
                                        members::label_document,
                                        {"unit_code", "Mã chi bộ tiếp nhận", "Cell", plain, 40},
                                        {"until", "Gia hạn đến ngày", "Until"},
                                        members::label_entered_for,
                                        members::label_note};
};
template <>
struct base::labels<members::StepView> {
  static constexpr FieldLabel list[] = {{"stage", "Bước", "Stage", readonly},
                                        {"on", "Ngày", "On", readonly},
                                        {"agreed", "Đồng ý", "Agreed", readonly},
                                        {"entitled", "Số người có quyền biểu quyết", "Entitled to vote", readonly},
                                        {"in_favour", "Số phiếu tán thành", "In favour", readonly},
                                        {"document", "Quyết định", "Decision", readonly},
                                        {"note", "Ghi chú", "Note", readonly},
                                        {"entered_for", "Nhập thay cho", "Entered for", readonly},
                                        {"account", "Người nhập", "Entered by", readonly}};
};
template <>
struct base::labels<members::CasePage> {
  static constexpr FieldLabel list[] = {{"about", "Việc", "Case", readonly},
                                        {"applicant", "Người xin vào Đảng", "Applicant", readonly | personal},
                                        {"document", "Quyết định", "Decision", readonly},
                                        {"note", "Ghi chú", "Note", readonly},
                                        {"country", "Nước đến", "Country", readonly},
                                        {"steps", "Các bước đã qua", "Steps", readonly},
                                        {"next", "Bước có thể làm", "Next", readonly},
                                        {"may_act", "Được làm bước tiếp", "May act", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<members::EntryNote> {
  static constexpr FieldLabel list[] = {members::label_entered_for, members::label_note};
};
template <>
struct base::labels<members::EndOfMembership> {
  static constexpr FieldLabel list[] = {{"reason", "Lý do", "Reason", required},
                                        {"on", "Từ ngày", "On", required},
                                        {"article", "Điều khoản", "Article", plain, 60},
                                        members::label_document,
                                        members::label_entered_for,
                                        members::label_note};
};
template <>
struct base::labels<members::VotingRight> {
  static constexpr FieldLabel list[] = {{"allowed", "Được biểu quyết", "May vote", readonly},
                                        {"rule", "Quy tắc", "Rule", readonly},
                                        {"sentence", "Vì sao không", "Why not", readonly},
                                        {"citation", "Căn cứ", "Source", readonly}};
};
template <>
struct base::labels<members::FormLine> {
  static constexpr FieldLabel list[] = {{"label", "Mục", "Item", readonly},
                                        {"value", "Nội dung", "Content", readonly | personal}};
};
template <>
struct base::labels<members::Form> {
  static constexpr FieldLabel list[] = {{"kind", "Mẫu", "Form", readonly},
                                        {"number", "Số của mẫu", "Number", readonly},
                                        {"title", "Tên mẫu", "Title", readonly},
                                        {"unit_name", "Chi bộ", "Cell", readonly},
                                        {"superior_name", "Cấp ủy cấp trên", "Superior", readonly},
                                        {"on", "Ngày", "On", readonly},
                                        {"lines", "Các mục", "Items", readonly}};
};
static_assert(base::complete<members::Applicant>() && base::complete<members::NewAdmission>() &&
              base::complete<members::NewTransfer>() && base::complete<members::NewAbsence>());
static_assert(base::complete<members::NewStep>() && base::complete<members::StepView>() &&
              base::complete<members::CasePage>() && base::complete<members::EntryNote>());
static_assert(base::complete<members::EndOfMembership>() && base::complete<members::VotingRight>() &&
              base::complete<members::FormLine>() && base::complete<members::Form>());
