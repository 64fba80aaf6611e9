#include <limits>

#include "modules/identity/identity.h"
#include "modules/members/members.h"
#include "modules/members/members_http.h"

namespace members {
namespace {

using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;
using platform::Response;

const auto by_code = in_path("code", "string", "Mã đảng viên");
const auto by_id = in_path("id", "integer", "Số việc");
const auto in_unit = in_query("unit", "string", "Mã đơn vị; cả các đơn vị bên dưới");

Response case_response(const CasePage& page, int status = 200) {
  return platform::record_response(page, status).version(page.version);
}

CaseId case_of(const Request& r) { return CaseId{r.path_number("id", "members.case_unknown")}; }

void add_openings(platform::Routes& api, MembersService& s) {
  api.post("openAdmission", "/admissions", "Nhận đơn xin vào Đảng, hoặc đơn xin kết nạp lại")
      .needs(Permission::members_manage)
      .takes<NewAdmission>()
      .gives<CasePage>()
      .success(201)
      .answers([&s](Request& r) {
        return case_response(s.open_admission(r.actor, base::parse_record<NewAdmission>(r.body)), 201);
      });
  api.post("openRecognition", "/members/{code}/recognition", "Bắt đầu xét công nhận chính thức")
      .needs(Permission::members_manage)
      .with({by_code})
      .takes<EntryNote>()
      .gives<CasePage>()
      .success(201)
      .answers([&s](Request& r) {
        return case_response(s.open_recognition(r.actor, r.path_value("code"), base::parse_record<EntryNote>(r.body)),
                             201);
      });
  api.post("openTransfer", "/members/{code}/transfers", "Chuyển sinh hoạt đảng chính thức: gửi nơi đến")
      .needs(Permission::members_manage)
      .with({by_code})
      .takes<NewTransfer>()
      .gives<CasePage>()
      .success(201)
      .answers([&s](Request& r) {
        return case_response(s.open_transfer(r.actor, r.path_value("code"), base::parse_record<NewTransfer>(r.body)),
                             201);
      });
  api.post("openAbsence", "/members/{code}/absences",
           "Chuyển sinh hoạt tạm thời, ra nước ngoài, miễn sinh hoạt, đình chỉ sinh hoạt")
      .needs(Permission::members_manage)
      .with({by_code})
      .takes<NewAbsence>()
      .gives<CasePage>()
      .success(201)
      .answers([&s](Request& r) {
        return case_response(s.open_absence(r.actor, r.path_value("code"), base::parse_record<NewAbsence>(r.body)),
                             201);
      });
}

void add_cases(platform::Routes& api, MembersService& s) {
  api.get("listMemberCases", "/member-cases",
          "Các việc: kết nạp, công nhận, chuyển sinh hoạt, tạm vắng; mới nhất trước")
      .needs(Permission::members_read)
      .with({in_unit, in_query("kind", "string", "Việc gì"),
             in_query("state", "string", "Đang làm, xong, không đồng ý, thôi"),
             in_query("side", "string", "here: việc của đơn vị; incoming: chuyển đến đơn vị"),
             in_query("cursor", "string", "Con trỏ của trang trước (next)"),
             in_query("limit", "integer", "Số dòng mỗi trang")})
      .lists<CaseItem>()
      .answers([&s](Request& r) {
        const CaseFilter filter{r.query_value("unit").value_or(""), r.query_enum<CaseKind>("kind"),
                                r.query_enum<CaseState>("state"), r.query_enum<Side>("side").value_or(Side::here)};
        const auto before = r.query_number("cursor", std::numeric_limits<std::int64_t>::max(), 1,
                                           std::numeric_limits<std::int64_t>::max());
        const auto list = s.list_cases(r.actor, filter, before, int(r.query_number("limit", 50, 1, 200)));
        return platform::list_response(list.items, {.next = list.next});
      });
  api.get("getMemberCase", "/member-cases/{id}", "Một việc với các bước đã qua và bước có thể làm")
      .needs(Permission::members_read)
      .with({by_id})
      .gives<CasePage>()
      .answers([&s](Request& r) { return case_response(s.get_case(r.actor, case_of(r))); });
  api.post("takeMemberStep", "/member-cases/{id}/steps", "Làm bước tiếp theo của một việc")
      .needs(Permission::members_manage)
      .with({by_id, {"If-Match", "header", "string", "Phiên bản đã xem (ETag của getMemberCase)", true}})
      .takes<NewStep>()
      .gives<CasePage>()
      .answers([&s](Request& r) {
        const auto given = base::parse_record<NewStep>(r.body);
        const auto id = case_of(r);
        const auto seen = seen_version(r);
        return platform::edit_or_show_both(
            r, "members.case_changed", given, [&] { return case_response(s.take_step(r.actor, id, given, seen)); },
            [&] { return s.get_case(r.actor, id); });
      });
  api.get("getMemberForm", "/member-cases/{id}/forms/{form}", "Nội dung một mẫu giấy tờ để in")
      .needs(Permission::members_read)
      .with({by_id, in_path("form", "string", "application, background, admission_decision, transfer_slip")})
      .gives<Form>()
      .answers([&s](Request& r) {
        const auto kind = base::parse_enum<FormKind>(r.path_value("form"));
        if (!kind) throw base::Error(base::ErrorKind::not_found, "members.form_unknown");
        return platform::record_response(s.get_form(r.actor, case_of(r), *kind));
      });
}

void add_verbs(platform::Routes& api, MembersService& s) {
  api.post("endMembership", "/members/{code}/end", "Ra khỏi Đảng: xóa tên, xin ra, khai trừ, từ trần")
      .needs(Permission::members_manage)
      .with({by_code, {"If-Match", "header", "string", "Phiên bản đã xem (ETag của getMember)", true}})
      .takes<EndOfMembership>()
      .gives<MemberPage>()
      .answers([&s](Request& r) {
        const auto given = base::parse_record<EndOfMembership>(r.body);
        const auto& code = r.path_value("code");
        const auto seen = seen_version(r);
        return platform::edit_or_show_both(
            r, "members.changed_meanwhile", given,
            [&] { return page_response(s.end_membership(r.actor, code, given, seen)); },
            [&] { return s.get_member(r.actor, code); });
      });
  api.post("undoEnd", "/members/{code}/end/undo", "Hoàn tác việc ra khỏi Đảng đã ghi nhầm")
      .needs(Permission::members_manage)
      .with({by_code, {"If-Match", "header", "string", "Phiên bản đã xem (ETag của getMember)", true}})
      .takes<EntryNote>()
      .gives<MemberPage>()
      .answers([&s](Request& r) {
        const auto given = base::parse_record<EntryNote>(r.body);
        const auto& code = r.path_value("code");
        const auto seen = seen_version(r);
        return platform::edit_or_show_both(
            r, "members.changed_meanwhile", given,
            [&] { return page_response(s.undo_end(r.actor, code, given, seen)); },
            [&] { return s.get_member(r.actor, code); });
      });
  api.post("awardBadge", "/members/{code}/badges", "Tặng Huy hiệu Đảng")
      .needs(Permission::members_manage)
      .with({by_code})
      .takes<Badge>()
      .gives<MemberPage>()
      .success(201)
      .answers([&s](Request& r) {
        return page_response(s.award_badge(r.actor, r.path_value("code"), base::parse_record<Badge>(r.body)), 201);
      });
  api.get("getVotingRight", "/members/{code}/voting-right",
          "Đảng viên có được biểu quyết ở đơn vị ấy vào ngày ấy không")
      .needs(Permission::members_read)
      .with({by_code, in_query("unit", "string", "Mã chi bộ, nơi sinh hoạt chính thức hoặc tạm thời", true),
             in_query("on", "date", "Ngày nào", true)})
      .gives<VotingRight>()
      .answers([&s](Request& r) {
        const auto on = r.query_date("on");
        if (!on) throw base::Error(base::ErrorKind::invalid, "field.date_expected").at_field("on");
        return platform::record_response(
            s.get_voting_right(r.actor, r.path_value("code"), r.query_value("unit").value_or(""), *on, r.language));
      });
  api.get("listMembersDue", "/members-due",
          "Việc đến hạn: công nhận, xét muộn, giấy chuyển sinh hoạt, trở về, huy hiệu")
      .needs(Permission::members_read)
      .with({in_unit, in_query("kind", "string", "Việc gì", true),
             in_query("until", "date", "Đến hạn trước hoặc vào ngày; của huy hiệu: đợt trao vào hoặc sau ngày", true)})
      .lists<DueItem>()
      .slow()
      .answers([&s](Request& r) {
        const auto kind = r.query_enum<DueKind>("kind");
        if (!kind) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field("kind");
        const auto until = r.query_date("until");
        if (!until) throw base::Error(base::ErrorKind::invalid, "field.date_expected").at_field("until");
        return platform::list_response(s.list_due(r.actor, r.query_value("unit").value_or(""), *kind, *until));
      });
}

}  // namespace

void add_case_operations(platform::Routes& api, MembersService& service) {
  add_openings(api, service);
  add_cases(api, service);
  add_verbs(api, service);
}

}  // namespace members
