#include "modules/identity/identity.h"
#include "modules/members/members_http.h"

namespace members {
namespace {

using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;

const auto by_code = in_path("code", "string", "Mã đảng viên");

void add_records(platform::Routes& api, MembersService& s) {
  api.get("listMembers", "/members", "Đảng viên trong phạm vi được xem, theo thứ tự tên")
      .needs(Permission::members_read)
      .with({in_query("unit", "string", "Mã đơn vị; cả các đơn vị bên dưới"),
             in_query("status", "string", "Dự bị hay chính thức"),
             in_query("standing", "string", "Tình trạng sinh hoạt"), in_query("gender", "string", "Giới"),
             in_query("focus_group", "string", "Nhóm cần quan tâm"), in_query("education", "string", "Trình độ"),
             in_query("q", "string", "Chữ trong họ và tên, không cần dấu"),
             in_query("ended", "boolean", "Những người không còn là đảng viên"),
             in_query("cursor", "string", "Con trỏ của trang trước (next)"),
             in_query("limit", "integer", "Số dòng mỗi trang")})
      .lists<MemberItem>()
      .answers([&s](Request& r) {
        const MemberFilter filter{r.query_value("unit").value_or(""),      r.query_enum<Status>("status"),
                                  r.query_enum<Standing>("standing"),      r.query_enum<Gender>("gender"),
                                  r.query_enum<FocusGroup>("focus_group"), r.query_enum<Education>("education"),
                                  r.query_value("q").value_or(""),         r.query_flag("ended")};
        const auto list = s.list_members(r.actor, filter, r.query_value("cursor").value_or(""),
                                         int(r.query_number("limit", 50, 1, 500)));
        return platform::list_response(list.items, {list.next, list.total, list.capped});
      });
  api.post("createMember", "/members", "Nhập hồ sơ của người đã là đảng viên")
      .needs(Permission::members_manage)
      .takes<NewMember>()
      .gives<MemberPage>()
      .success(201)
      .answers([&s](Request& r) {
        return page_response(s.create_member(r.actor, base::parse_record<NewMember>(r.body)), 201);
      });
  api.get("getMember", "/members/{code}", "Hồ sơ đảng viên: các trường, các thời kỳ sinh hoạt, việc tiếp theo")
      .needs(Permission::members_read)
      .with({by_code})
      .gives<MemberPage>()
      .answers([&s](Request& r) { return page_response(s.get_member(r.actor, r.path_value("code"))); });
  api.patch("correctMember", "/members/{code}", "Đính chính hồ sơ; giá trị cũ còn trong dòng thời gian")
      .needs(Permission::members_manage)
      .with({by_code, {"If-Match", "header", "string", "Phiên bản đã xem (ETag của getMember)", true}})
      .takes<MemberCorrection>()
      .gives<MemberPage>()
      .answers([&s](Request& r) {
        const auto given = base::parse_record<MemberCorrection>(r.body);
        const auto seen = seen_version(r);
        const auto& code = r.path_value("code");
        return platform::edit_or_show_both(
            r, "members.changed_meanwhile", given,
            [&] { return page_response(s.correct_member(r.actor, code, given, seen)); },
            [&] { return s.get_member(r.actor, code); });
      });
  api.get("getMemberTimeline", "/members/{code}/timeline", "Những gì đã làm với hồ sơ, mới nhất trước")
      .needs(Permission::members_read)
      .with({by_code})
      .lists<TimelineEntry>()
      .answers([&s](Request& r) {
        return platform::list_response(s.list_timeline(r.actor, r.path_value("code"), r.language));
      });
  api.get("getCitizenNumber", "/members/{code}/citizen-number", "Số căn cước đầy đủ; lần xem được ghi lại")
      .needs(Permission::members_identify)
      .with({by_code})
      .gives<CitizenNumber>()
      .answers(
          [&s](Request& r) { return platform::record_response(s.get_citizen_number(r.actor, r.path_value("code"))); });
  api.get("listMemberFields", "/member-fields", "Mỗi trường của hồ sơ dùng để làm gì, báo cáo nào cần đến")
      .lists<FieldPurpose>()
      .answers([](Request&) { return platform::list_response(MembersService::list_purposes()); });
}

}  // namespace

std::int64_t seen_version(const platform::Request& request) {
  const auto seen = request.seen_version();
  if (!seen) throw base::Error(base::ErrorKind::invalid, "members.version_needed");
  return *seen;
}

platform::Response page_response(const MemberPage& page, int status) {
  return platform::record_response(page, status).version(page.version);
}

void add_operations(platform::Api& all, MembersService& service) {
  platform::Routes api(all, "members");
  add_records(api, service);
  add_case_operations(api, service);
  add_own_operations(api, service);
  add_duplicate_operations(api, service);
}

}  // namespace members
