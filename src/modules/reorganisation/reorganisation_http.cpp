#include "modules/identity/identity.h"
#include "modules/reorganisation/reorganisation.h"
#include "platform/http/routes.h"

namespace reorganisation {
namespace {

using base::Json;
using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;
using platform::Response;

const auto by_code = in_path("code", "string", "Mã phương án");
const platform::ParameterSpec seen{"If-Match", "header", "string", "Phiên bản đã xem (version của phương án)", true};

Json plan_body(const Request& request) {
  auto json = base::parse_json(request.body);
  if (json.is_discarded()) throw base::Error(base::ErrorKind::invalid, "request.not_json");
  return json;
}

std::int64_t version_of(const Request& request) {
  const auto version = request.seen_version();
  if (!version) throw base::Error(base::ErrorKind::invalid, "reorganisation.version_needed");
  return *version;
}

Response page_response(const PlanPage& page, int status = 200) {
  return platform::record_response(page, status).version(page.item.version);
}

void add_reads(platform::Routes& api, ReorganisationService& s) {
  api.get("listReorganisations", "/reorganisations", "Các phương án sắp xếp mà bạn được xem, mới nhất trước")
      .needs(Permission::units_read)
      .with({in_query("state", "string", "draft, approved, committed hoặc undone"),
             in_query("cursor", "string", "Con trỏ của trang trước (next)"),
             in_query("limit", "integer", "Số dòng mỗi trang")})
      .lists<PlanItem>()
      .answers([&s](Request& r) {
        const auto list = s.list_plans(r.actor, r.query_enum<PlanState>("state"), r.query_value("cursor").value_or(""),
                                       int(r.query_number("limit", 50, 1, 200)));
        return platform::list_response(list.items,
                                       {.next = list.next.empty() ? std::nullopt : std::optional(list.next)});
      });
  api.get("getReorganisation", "/reorganisations/{code}", "Một phương án sắp xếp với bằng chứng bảo toàn")
      .needs(Permission::units_read)
      .with({by_code})
      .gives<PlanPage>()
      .answers([&s](Request& r) { return page_response(s.get_plan(r.actor, r.path_value("code"))); });
  api.get("listReorganisedUnits", "/reorganisations/{code}/units", "Từng đơn vị của một phương án đã thực hiện")
      .needs(Permission::units_read)
      .with({by_code, in_query("cursor", "string", "Con trỏ của trang trước (next)"),
             in_query("limit", "integer", "Số dòng mỗi trang")})
      .lists<UnitFate>()
      .answers([&s](Request& r) {
        const auto offset = r.query_number("cursor", 0, 0, 10'000'000), limit = r.query_number("limit", 200, 1, 1000);
        const auto list = s.list_units(r.actor, r.path_value("code"), int(offset), int(limit));
        const auto end = offset + std::ssize(list.items);
        return platform::list_response(
            list.items, {end < list.total ? std::optional(std::to_string(end)) : std::nullopt, list.total});
      });
  api.post("previewReorganisation", "/reorganisation-preview", "Phương án sẽ làm gì; không ghi gì")
      .needs(Permission::reorganisations_plan)
      .takes<PlanFile>()
      .limit(32u << 20)
      .only_looks()
      .slow()
      .gives<Preview>()
      .answers([&s](Request& r) { return platform::record_response(s.preview(r.actor, plan_body(r), r.language)); });
  api.get("previewStoredReorganisation", "/reorganisations/{code}/preview", "Phương án đã lưu sẽ làm gì")
      .needs(Permission::reorganisations_plan)
      .with({by_code})
      .slow()
      .gives<Preview>()
      .answers([&s](Request& r) {
        return platform::record_response(s.preview_stored(r.actor, r.path_value("code"), r.language));
      });
}

void add_changes(platform::Routes& api, ReorganisationService& s) {
  api.post("createReorganisation", "/reorganisations",
           "Lập phương án; người giữ hồ sơ đảng viên của đơn vị cũng đề nghị được")
      .needs(Permission::reorganisations_plan)
      .takes<PlanFile>()
      .limit(32u << 20)
      .slow()
      .gives<PlanPage>()
      .success(201)
      .answers([&s](Request& r) { return page_response(s.create_plan(r.actor, plan_body(r)), 201); });
  api.put("updateReorganisation", "/reorganisations/{code}", "Sửa phương án chưa thực hiện; phải duyệt lại")
      .needs(Permission::units_read)
      .with({by_code, seen})
      .takes<PlanFile>()
      .limit(32u << 20)
      .slow()
      .gives<PlanPage>()
      .answers([&s](Request& r) {
        const auto& code = r.path_value("code");
        const auto sent = plan_body(r);
        return platform::edit_or_show_both(
            r, "reorganisation.changed_meanwhile", sent,
            [&] { return page_response(s.update_plan(r.actor, code, sent, version_of(r))); },
            [&] { return s.get_plan(r.actor, code); });
      });
  api.remove("removeReorganisation", "/reorganisations/{code}", "Bỏ phương án chưa thực hiện")
      .needs(Permission::units_read)
      .with({by_code, seen})
      .answers([&s](Request& r) {
        s.remove_plan(r.actor, r.path_value("code"), version_of(r));
        return platform::no_content();
      });
  const auto verb = [&](const char* id, const char* path, const char* summary, Permission permission, auto function) {
    api.post(id, "/reorganisations/{code}/" + std::string(path), summary)
        .needs(permission)
        .with({by_code, seen})
        .slow()
        .gives<PlanPage>()
        .answers([&s, function](Request& r) {
          return page_response((s.*function)(r.actor, r.path_value("code"), version_of(r)));
        });
  };
  verb("takeReorganisation", "take", "Nhận phương án của người khác làm của mình", Permission::reorganisations_plan,
       &ReorganisationService::take_plan);
  verb("approveReorganisation", "approve", "Duyệt phương án của người khác", Permission::reorganisations_approve,
       &ReorganisationService::approve_plan);
  verb("commitReorganisation", "commit", "Thực hiện phương án", Permission::reorganisations_plan,
       &ReorganisationService::commit_plan);
  verb("undoReorganisation", "undo", "Hoàn tác phương án khi chưa có gì dựa vào nó", Permission::reorganisations_plan,
       &ReorganisationService::undo_plan);
}

}  // namespace

void add_operations(platform::Api& all, ReorganisationService& service) {
  platform::Routes api(all, "reorganisation");
  add_reads(api, service);
  add_changes(api, service);
}

}  // namespace reorganisation
