#include "modules/identity/identity.h"
#include "modules/members/duplicate_scan.h"
#include "modules/members/members_http.h"

namespace members {
namespace {

using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;

const auto by_code = in_path("code", "string", "Mã đảng viên");
const auto by_other = in_path("other", "string", "Mã của hồ sơ kia");
const auto by_unit = in_query("unit", "string", "Mã đơn vị", true);

void add_candidates(platform::Routes& api, MembersService& s) {
  api.post("findMemberCandidates", "/member-candidates",
           "Hồ sơ có thể là của người sắp nhập; ở ngoài phạm vi được xem thì chỉ nói là có, và hỏi nơi nào")
      .needs(Permission::members_manage)
      .only_looks()
      .takes<Newcomer>()
      .lists<Candidate>()
      .answers([&s](Request& r) {
        return platform::list_response(s.find_candidates(r.actor, base::parse_record<Newcomer>(r.body)));
      });
}

void add_pairs(platform::Routes& api, MembersService& s) {
  base::Json list = platform::list_shape(base::schema<Duplicate>());
  auto& scan = list["properties"]["scan"] = base::schema<ScanSummary>();
  scan["type"] = {"object", "null"};  // null: nothing was scanned yet
  list["required"].push_back("scan");
  api.get("listDuplicates", "/member-duplicates", "Các đôi hồ sơ có thể trùng mà lần rà soát cuối của đơn vị tìm được")
      .needs(Permission::members_manage)
      .with({by_unit, in_query("lower", "boolean", "Cả những đôi chỉ gần giống"),
             in_query("distinct", "boolean", "Những đôi đã đánh dấu là hai người"),
             in_query("cursor", "string", "Con trỏ của trang trước (next)"),
             in_query("limit", "integer", "Số đôi mỗi trang")})
      .gives(list)
      .answers([&s](Request& r) {
        const auto found = s.list_duplicates(
            r.actor, {r.query_value("unit").value_or(""), r.query_flag("lower"), r.query_flag("distinct")},
            r.query_number("cursor", 0, 0, std::numeric_limits<std::int64_t>::max()),
            int(r.query_number("limit", 50, 1, 200)));
        base::Json items = base::Json::array();
        for (const auto& item : found.items) items.push_back(base::to_json(item));
        return platform::json_answer({{"items", std::move(items)},
                                      {"next", base::to_json(found.next)},
                                      {"total", nullptr},
                                      {"capped", found.scan && found.scan->capped},
                                      {"scan", base::to_json(found.scan)}});
      });
  api.get("compareMembers", "/members/{code}/compare/{other}", "Hai hồ sơ cạnh nhau, và vì sao có thể trùng")
      .needs(Permission::members_read)
      .with({by_code, by_other})
      .gives<Comparison>()
      .answers([&s](Request& r) {
        return platform::record_response(s.compare_members(r.actor, r.path_value("code"), r.path_value("other")));
      });
  api.put("markDistinct", "/members/{code}/distinct/{other}", "Đánh dấu hai hồ sơ là của hai người")
      .needs(Permission::members_manage)
      .with({by_code, by_other})
      .takes<DistinctNote>()
      .gives<Comparison>()
      .answers([&s](Request& r) {
        const auto given = base::parse_record<DistinctNote>(r.body);
        const auto &code = r.path_value("code"), &other = r.path_value("other");
        return platform::edit_or_show_both(
            r, "members.distinct_already", given,
            [&] { return platform::record_response(s.mark_distinct(r.actor, code, other, given.note)); },
            [&] { return s.compare_members(r.actor, code, other); });
      });
  api.remove("unmarkDistinct", "/members/{code}/distinct/{other}", "Bỏ dấu hai người")
      .needs(Permission::members_manage)
      .with({by_code, by_other})
      .gives<Comparison>()
      .answers([&s](Request& r) {
        return platform::record_response(s.unmark_distinct(r.actor, r.path_value("code"), r.path_value("other")));
      });
}

void add_merges(platform::Routes& api, MembersService& s) {
  api.post("mergeMembers", "/members/{code}/merge", "Gộp một hồ sơ trùng vào hồ sơ này; cả hai được giữ, hoàn tác được")
      .needs(Permission::members_manage)
      .with({by_code, {"If-Match", "header", "string", "Phiên bản đã xem (ETag của getMember)", true}})
      .takes<MergeOrder>()
      .gives<MemberPage>()
      .answers([&s](Request& r) {
        const auto given = base::parse_record<MergeOrder>(r.body);
        const auto seen = seen_version(r);
        const auto& code = r.path_value("code");
        return platform::edit_or_show_both(
            r, "members.changed_meanwhile", given,
            [&] { return page_response(s.merge_members(r.actor, code, given, seen)); },
            [&] { return s.compare_members(r.actor, code, given.dissolved_code); });
      });
  api.post("undoMerge", "/members/{code}/unmerge", "Hoàn tác việc gộp hồ sơ này vào hồ sơ khác, khi chưa có gì dựa vào")
      .needs(Permission::members_manage)
      .with({by_code, {"If-Match", "header", "string", "Phiên bản đã xem (ETag của getMember)", true}})
      .gives<MemberPage>()
      .answers([&s](Request& r) {
        const auto seen = seen_version(r);
        return page_response(s.undo_merge(r.actor, r.path_value("code"), seen));
      });
}

}  // namespace

void add_duplicate_operations(platform::Routes& api, MembersService& service) {
  add_candidates(api, service);
  add_pairs(api, service);
  add_merges(api, service);
}

void add_scan_operations(platform::Api& all, DuplicateScan& scan) {
  platform::Routes api(all, "members");
  api.post("scanDuplicates", "/member-scans", "Rà soát hồ sơ trùng của một đơn vị; trả về số công việc")
      .needs(Permission::members_manage)
      .with({by_unit})
      .gives(
          base::Json{{"type", "object"}, {"properties", {{"job_id", {{"type", "integer"}}}}}, {"required", {"job_id"}}})
      .success(202)
      .answers([&scan](Request& r) {
        return platform::json_answer({{"job_id", scan.queue(r.actor, r.query_value("unit").value_or("")).value}}, 202);
      });
}

}  // namespace members
