#pragma once
// What the fields of records.h are called. Part of the face (records.h includes it).

#include "modules/reviews/records.h"

template <>
struct base::labels<reviews::Figures> {
  static constexpr FieldLabel list[] = {
      {"members", "Đảng viên", "Members", readonly},
      {"officials", "Đảng viên chính thức", "Official members", readonly},
      {"admissions", "Kết nạp trong kỳ xét", "Admissions in the time looked at", readonly},
      {"probations_ended", "Hết dự bị trong kỳ xét", "Probations ended in the time looked at", readonly},
      {"probations_lost", "Không được công nhận", "Of them without recognition", readonly}};
};
template <>
struct base::labels<reviews::WeakItem> {
  static constexpr FieldLabel list[] = {{"unit_code", "Mã tổ chức", "Code", readonly},
                                        {"unit_name", "Tổ chức", "Organisation", readonly},
                                        {"kind", "Loại", "Kind", readonly},
                                        {"superior_code", "Mã cấp trên", "Superior's code", readonly},
                                        {"superior_name", "Cấp trên trực tiếp", "Direct superior", readonly},
                                        {"marks", "Tiêu chí", "Criteria", readonly},
                                        {"figures", "Số liệu", "Figures", readonly},
                                        {"progress", "Kế hoạch củng cố", "Remedy plan", readonly},
                                        {"remedy_id", "Số kế hoạch", "Plan", readonly},
                                        {"due_on", "Hạn", "Due on", readonly}};
};
template <>
struct base::labels<reviews::Tally> {
  static constexpr FieldLabel list[] = {{"key", "Khóa", "Key", readonly}, {"count", "Số lượng", "Count", readonly}};
};
template <>
struct base::labels<reviews::WeakList> {
  static constexpr FieldLabel list[] = {{"on", "Vào ngày", "On", readonly},
                                        {"items", "Các tổ chức", "Organisations", readonly},
                                        {"next", "Trang sau", "Next page", readonly},
                                        {"total", "Tổng số", "Total", readonly},
                                        {"by_mark", "Theo tiêu chí", "By criterion", readonly},
                                        {"by_progress", "Theo kế hoạch", "By plan", readonly},
                                        {"by_kind", "Theo loại", "By kind", readonly},
                                        {"figures", "Có xét số liệu đảng viên", "With the register", readonly}};
};
template <>
struct base::labels<reviews::NewJudgement> {
  static constexpr FieldLabel list[] = {{"unit_code", "Tổ chức", "Organisation", required, 40},
                                        {"ground", "Căn cứ xếp yếu kém", "Ground", required},
                                        {"document", "Văn bản quyết định", "Decision", required, 200},
                                        {"on", "Ngày quyết định", "Decided on", required}};
};
template <>
struct base::labels<reviews::EndOfJudgement> {
  static constexpr FieldLabel list[] = {{"document", "Văn bản quyết định", "Decision", required, 200},
                                        {"on", "Từ ngày", "From", required}};
};
template <>
struct base::labels<reviews::Judgement> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Number", readonly},
                                        {"unit_code", "Mã tổ chức", "Code", readonly},
                                        {"unit_name", "Tổ chức", "Organisation", readonly},
                                        {"ground", "Căn cứ xếp yếu kém", "Ground", readonly},
                                        {"document", "Văn bản quyết định", "Decision", readonly},
                                        {"decided_on", "Ngày quyết định", "Decided on", readonly},
                                        {"ended_on", "Thôi xếp yếu kém từ", "Ended on", readonly},
                                        {"end_document", "Văn bản thôi xếp", "Decision that ended it", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<reviews::NewStep> {
  static constexpr FieldLabel list[] = {{"measure", "Biện pháp", "Measure", required},
                                        {"text", "Nội dung", "Text", plain, 300},
                                        {"due_on", "Hạn", "Due on"}};
};
template <>
struct base::labels<reviews::NewRemedy> {
  static constexpr FieldLabel list[] = {{"unit_code", "Tổ chức", "Organisation", required, 40},
                                        {"lead_code", "Đơn vị chủ trì", "Lead", required, 40},
                                        {"goal", "Mục tiêu củng cố", "Goal", required, 500},
                                        {"document", "Văn bản quyết định", "Decision", required, 200},
                                        {"on", "Ngày lập", "Opened on", required},
                                        {"due_on", "Hạn hoàn thành", "Due on", required},
                                        {"steps", "Các việc", "Steps"}};
};
template <>
struct base::labels<reviews::RemedyEdit> {
  static constexpr FieldLabel list[] = {{"lead_code", "Đơn vị chủ trì", "Lead", required, 40},
                                        {"goal", "Mục tiêu củng cố", "Goal", required, 500},
                                        {"document", "Văn bản quyết định", "Decision", required, 200}};
};
template <>
struct base::labels<reviews::NewDeadline> {
  static constexpr FieldLabel list[] = {{"on", "Ngày quyết định", "Decided on", required},
                                        {"due_on", "Hạn mới", "New deadline", required},
                                        {"reason", "Lý do", "Reason", required, 500},
                                        {"document", "Văn bản", "Document", plain, 200}};
};
template <>
struct base::labels<reviews::EndOfRemedy> {
  static constexpr FieldLabel list[] = {{"result", "Kết quả", "Result", required},
                                        {"on", "Ngày kết luận", "Concluded on", required},
                                        {"document", "Văn bản kết luận", "Document", required, 200},
                                        {"note", "Ghi chú về công việc", "Note on the work", plain, 500}};
};
template <>
struct base::labels<reviews::StepReport> {
  static constexpr FieldLabel list[] = {{"state", "Tình trạng", "State", required},
                                        {"on", "Ngày", "On", required},
                                        {"note", "Ghi chú về công việc", "Note on the work", plain, 300}};
};
template <>
struct base::labels<reviews::RemedyStep> {
  static constexpr FieldLabel list[] = {
      {"id", "Số", "Number", readonly},           {"measure", "Biện pháp", "Measure", readonly},
      {"text", "Nội dung", "Text", readonly},     {"due_on", "Hạn", "Due on", readonly},
      {"state", "Tình trạng", "State", readonly}, {"state_on", "Từ ngày", "Since", readonly},
      {"note", "Ghi chú", "Note", readonly}};
};
template <>
struct base::labels<reviews::RemedyEvent> {
  static constexpr FieldLabel list[] = {{"kind", "Việc", "What", readonly},
                                        {"on", "Ngày", "On", readonly},
                                        {"due_on", "Hạn", "Due on", readonly},
                                        {"measure", "Biện pháp", "Measure", readonly},
                                        {"step", "Tình trạng việc", "State of the step", readonly},
                                        {"text", "Nội dung", "Text", readonly},
                                        {"document", "Văn bản", "Document", readonly},
                                        {"account", "Người ghi", "By", readonly}};
};
template <>
struct base::labels<reviews::RemedyItem> {
  static constexpr FieldLabel list[] = {{"id", "Số", "Number", readonly},
                                        {"unit_code", "Mã tổ chức", "Code", readonly},
                                        {"unit_name", "Tổ chức", "Organisation", readonly},
                                        {"heir_code", "Mã đơn vị kế thừa", "Successor's code", readonly},
                                        {"heir_name", "Đơn vị kế thừa", "Successor", readonly},
                                        {"lead_code", "Mã đơn vị chủ trì", "Lead's code", readonly},
                                        {"lead_name", "Đơn vị chủ trì", "Lead", readonly},
                                        {"goal", "Mục tiêu củng cố", "Goal", readonly},
                                        {"opened_on", "Ngày lập", "Opened on", readonly},
                                        {"due_on", "Hạn hoàn thành", "Due on", readonly},
                                        {"state", "Tình trạng", "State", readonly},
                                        {"progress", "Tiến độ", "Progress", readonly},
                                        {"result", "Kết quả", "Result", readonly},
                                        {"closed_on", "Ngày kết luận", "Concluded on", readonly},
                                        {"steps", "Số việc", "Steps", readonly},
                                        {"steps_over", "Việc đã xong", "Steps over", readonly},
                                        {"version", "Phiên bản", "Version", readonly}};
};
template <>
struct base::labels<reviews::RemedyPage> {
  static constexpr FieldLabel list[] = {{"about", "Kế hoạch", "Plan", readonly},
                                        {"document", "Văn bản quyết định", "Decision", readonly},
                                        {"end_document", "Văn bản kết luận", "Conclusion", readonly},
                                        {"steps", "Các việc", "Steps", readonly},
                                        {"events", "Dòng thời gian", "Timeline", readonly},
                                        {"may_decide", "Được quyết định", "May decide", readonly},
                                        {"may_report", "Được báo tiến độ", "May report", readonly}};
};
template <>
struct base::labels<reviews::Reason> {
  static constexpr FieldLabel list[] = {{"criterion", "Tiêu chí", "Criterion", readonly},
                                        {"rule", "Quy tắc", "Rule", readonly},
                                        {"text", "Vì sao", "Why", readonly},
                                        {"source", "Căn cứ", "Source", readonly}};
};
template <>
struct base::labels<reviews::UnitReview> {
  static constexpr FieldLabel list[] = {{"unit_code", "Mã tổ chức", "Code", readonly},
                                        {"unit_name", "Tổ chức", "Organisation", readonly},
                                        {"on", "Vào ngày", "On", readonly},
                                        {"reasons", "Vì sao yếu kém", "Why it is weak", readonly},
                                        {"figures", "Số liệu", "Figures", readonly},
                                        {"judgements", "Quyết định xếp yếu kém", "Decisions", readonly},
                                        {"remedies", "Kế hoạch củng cố", "Remedy plans", readonly},
                                        {"may_decide", "Được quyết định", "May decide", readonly}};
};
static_assert(base::complete<reviews::Figures>() && base::complete<reviews::WeakItem>() &&
              base::complete<reviews::Tally>() && base::complete<reviews::WeakList>() &&
              base::complete<reviews::NewJudgement>() && base::complete<reviews::EndOfJudgement>() &&
              base::complete<reviews::Judgement>() && base::complete<reviews::NewStep>() &&
              base::complete<reviews::NewRemedy>() && base::complete<reviews::RemedyEdit>() &&
              base::complete<reviews::NewDeadline>() && base::complete<reviews::EndOfRemedy>() &&
              base::complete<reviews::StepReport>() && base::complete<reviews::RemedyStep>() &&
              base::complete<reviews::RemedyEvent>() && base::complete<reviews::RemedyItem>() &&
              base::complete<reviews::RemedyPage>() && base::complete<reviews::Reason>() &&
              base::complete<reviews::UnitReview>());
