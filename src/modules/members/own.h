#pragma once
// The records of a member's own page: who looked at it, and the questions a member asks of a field. Part of the face.

#include "modules/members/records.h"

namespace members {

using QuestionId = base::Id<struct QuestionTag>;

// The record by itself, the full number, or a file of the whole branch.
BOOST_DEFINE_ENUM_CLASS(ViewManner, record, citizen_number, exported)

struct RecordView {
  std::int64_t at = 0;  // Units: microseconds UTC
  std::string actor{};
  bool citizen_number = false;  // the full number was looked at
  ViewManner manner{};
};
BOOST_DESCRIBE_STRUCT(RecordView, (), (at, actor, citizen_number, manner))

struct Question {
  QuestionId id{};
  std::string member_code{}, full_name{};
  std::string field{}, field_label{}, text{};
  base::Date asked_on{};
  std::string answer{};
  std::optional<base::Date> answered_on{};
  std::optional<bool> accepted{};  // the record was, or will be, corrected
  std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Question, (),
                      (id, member_code, full_name, field, field_label, text, asked_on, answer, answered_on, accepted,
                       version))

struct NewQuestion {
  std::string field{}, text{};
};
BOOST_DESCRIBE_STRUCT(NewQuestion, (), (field, text))

struct Answer {
  std::string answer{};
  bool accepted = false;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (answer, accepted))

struct AccountOfMember {
  std::string account{};  // its name
};
BOOST_DESCRIBE_STRUCT(AccountOfMember, (), (account))

}  // namespace members

template <>
struct base::labels<members::RecordView> {
  static constexpr FieldLabel list[] = {{"at", "Lúc", "At", readonly},
                                        {"actor", "Ai xem", "Who", readonly},
                                        {"citizen_number", "Xem số căn cước", "Citizen number", readonly},
                                        {"manner", "Xem gì", "What", readonly}};
};
template <>
struct base::labels<members::Question> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Id", readonly},
                                        {"member_code", "Mã đảng viên", "Member", readonly},
                                        {"full_name", "Họ và tên", "Name", readonly | personal},
                                        {"field", "Trường", "Field", readonly},
                                        {"field_label", "Tên trường", "Field's name", readonly},
                                        {"text", "Điều chưa đúng", "What is wrong", readonly | personal},
                                        {"asked_on", "Ngày hỏi", "Asked on", readonly},
                                        {"answer", "Trả lời", "Answer", readonly | personal},
                                        {"answered_on", "Ngày trả lời", "Answered on", readonly},
                                        {"accepted", "Sẽ đính chính", "To be corrected", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<members::NewQuestion> {
  static constexpr FieldLabel list[] = {{"field", "Trường", "Field", required, 40},
                                        {"text", "Điều chưa đúng", "What is wrong", required | personal, 500}};
};
template <>
struct base::labels<members::Answer> {
  static constexpr FieldLabel list[] = {{"answer", "Trả lời", "Answer", required | personal, 500},
                                        {"accepted", "Sẽ đính chính", "To be corrected", required}};
};
template <>
struct base::labels<members::AccountOfMember> {
  static constexpr FieldLabel list[] = {{"account", "Tên tài khoản", "Account", required, 60}};
};
static_assert(base::complete<members::RecordView>() && base::complete<members::Question>() &&
              base::complete<members::NewQuestion>() && base::complete<members::Answer>() &&
              base::complete<members::AccountOfMember>());
