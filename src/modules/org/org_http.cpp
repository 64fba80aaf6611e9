#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "modules/org/org.h"
#include "platform/http/routes.h"

namespace org {
namespace {

using base::Json;
using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;
using platform::Response;

const auto on_day = in_query("on", "date", "Xem vào ngày nào; mặc định là hôm nay");
const auto by_code = in_path("code", "string", "Mã đơn vị");
const auto cursor = in_query("cursor", "string", "Con trỏ của trang trước (next)");
const auto limit_of = in_query("limit", "integer", "Số dòng mỗi trang");

base::Date read_day(const Request& request, const OrgService& service) {
  return request.query_date("on").value_or(service.today());
}

Response page_response(const UnitPage& page, int status = 200) {
  auto response = platform::record_response(page, status);
  response.header("ETag", "\"" + page.version + "\"");
  return response;
}

template <class Sent, class Change>
Response change_or_show_both(OrgService& s, const Request& r, const Sent& sent, base::Date on, Change change) {
  const auto& code = r.path_value("code");
  return platform::edit_or_show_both(
      r, "org.changed_meanwhile", sent, [&] { return page_response(change(code)); },
      [&] { return s.get_unit(r.actor, code, on); });
}

void add_reads(platform::Routes& api, OrgService& s) {
  api.get("listRootUnits", "/units", "Các đơn vị cao nhất mà bạn được xem, vào một ngày")
      .needs(Permission::units_read)
      .with({on_day})
      .lists<UnitItem>()
      .answers([&s](Request& r) {
        const auto list = s.list_roots(r.actor, read_day(r, s));
        return platform::list_response(list.items, {.total = list.total});
      });
  api.get("listChildUnits", "/units/{code}/children", "Các đơn vị trực thuộc vào một ngày")
      .needs(Permission::units_read)
      .with({by_code, on_day, cursor, limit_of})
      .lists<UnitItem>()
      .answers([&s](Request& r) {
        const auto offset = r.query_number("cursor", 0, 0, 1'000'000), limit = r.query_number("limit", 200, 1, 1000);
        const auto list = s.list_children(r.actor, r.path_value("code"), read_day(r, s), int(offset), int(limit));
        const auto end = offset + std::int64_t(list.items.size());
        const bool more = end < list.total && !list.items.empty();
        return platform::list_response(list.items,
                                       {more ? std::optional(std::to_string(end)) : std::nullopt, list.total});
      });
  api.get("searchUnits", "/unit-search", "Tìm đơn vị theo tên không dấu hoặc theo mã")
      .needs(Permission::units_read)
      .with({in_query("q", "string", "Chữ cần tìm", true), on_day, limit_of})
      .lists<UnitItem>()
      .answers([&s](Request& r) {
        const auto list = s.search(r.actor, r.query_value("q").value_or(""), read_day(r, s),
                                   int(r.query_number("limit", 20, 1, 200)));
        return platform::list_response(list.items, {.total = list.total, .capped = list.capped});
      });
  api.get("getUnit", "/units/{code}", "Một đơn vị vào một ngày, với lịch sử và chức năng")
      .needs(Permission::units_read)
      .with({by_code, on_day})
      .gives<UnitPage>()
      .answers([&s](Request& r) { return page_response(s.get_unit(r.actor, r.path_value("code"), read_day(r, s))); });
  api.get("getUnitHistory", "/units/{code}/history", "Tên, loại, cấp và cấp trên của đơn vị qua các thời kỳ")
      .needs(Permission::units_read)
      .with({by_code})
      .lists<UnitItem>()
      .answers([&s](Request& r) { return platform::list_response(s.list_history(r.actor, r.path_value("code"))); });
}

void add_changes(platform::Routes& api, OrgService& s) {
  const platform::ParameterSpec version{"If-Match", "header", "string", "Phiên bản đã xem (ETag của getUnit)", true};
  api.post("addUnit", "/units", "Thêm đơn vị")
      .needs(Permission::units_manage)
      .takes<NewUnit>()
      .gives<UnitPage>()
      .success(201)
      .answers(
          [&s](Request& r) { return page_response(s.add_unit(r.actor, base::parse_record<NewUnit>(r.body)), 201); });
  api.patch("changeUnit", "/units/{code}", "Đổi tên, loại, cấp hoặc cấp trên từ một ngày")
      .needs(Permission::units_manage)
      .with({by_code, version})
      .takes<UnitChange>()
      .gives<UnitPage>()
      .answers([&s](Request& r) {
        const auto change = base::parse_record<UnitChange>(r.body);
        return change_or_show_both(s, r, change, change.from, [&](const std::string& code) {
          return s.change_unit(r.actor, code, change, r.seen_tag());
        });
      });
  api.post("endUnit", "/units/{code}/end", "Kết thúc hoạt động của đơn vị từ một ngày")
      .needs(Permission::units_manage)
      .with({by_code, version})
      .takes<EndOn>()
      .gives<UnitPage>()
      .answers([&s](Request& r) {
        const auto end = base::parse_record<EndOn>(r.body);
        return change_or_show_both(s, r, end, end.on, [&](const std::string& code) {
          return s.end_unit(r.actor, code, end.on, r.seen_tag());
        });
      });
}

void add_functions(platform::Routes& api, OrgService& s) {
  api.get("listUnitFunctions", "/units/{code}/functions", "Chức năng, nhiệm vụ của đơn vị vào một ngày")
      .needs(Permission::units_read)
      .with({by_code, on_day})
      .lists<UnitFunction>()
      .answers([&s](Request& r) {
        return platform::list_response(s.list_functions(r.actor, r.path_value("code"), read_day(r, s)));
      });
  api.post("addUnitFunction", "/units/{code}/functions", "Thêm chức năng, nhiệm vụ kèm văn bản quy định")
      .needs(Permission::units_manage)
      .with({by_code})
      .takes<NewUnitFunction>()
      .gives<UnitFunction>()
      .success(201)
      .answers([&s](Request& r) {
        const auto f = s.add_function(r.actor, r.path_value("code"), base::parse_record<NewUnitFunction>(r.body));
        return platform::record_response(f, 201);
      });
  api.post("endUnitFunction", "/unit-functions/{id}/end", "Kết thúc một chức năng, nhiệm vụ từ một ngày")
      .needs(Permission::units_manage)
      .with({in_path("id", "integer", "Số của chức năng"),
             {"If-Match", "header", "string", "Phiên bản đã xem (version của chức năng)", true}})
      .takes<EndOn>()
      .gives<UnitFunction>()
      .answers([&s](Request& r) {
        const auto id = r.path_number("id", "org.function_unknown");
        const auto end = base::parse_record<EndOn>(r.body);
        const auto seen = r.seen_version();
        if (!seen) throw base::Error(base::ErrorKind::invalid, "org.version_needed");
        return platform::edit_or_show_both(
            r, "org.function_changed", base::Json{{"to", base::to_iso(end.on)}},
            [&] { return platform::record_response(s.end_function(r.actor, id, *seen, end.on)); },
            [&] { return s.get_function(r.actor, id); });
      });
}

Json problem_schema() {
  return {{"type", "object"},
          {"properties",
           {{"line", {{"type", "integer"}}},
            {"field", {{"type", "string"}}},
            {"key", {{"type", "string"}}},
            {"sentence", {{"type", "string"}}}}},
          {"required", {"line", "field", "key", "sentence"}}};
}

Response report_response(const ImportReport& report, base::Language language, std::int64_t offset) {
  Json items = Json::array();
  for (const auto& p : report.problems)
    items.push_back({{"line", p.line},
                     {"field", p.field},
                     {"key", p.key},
                     {"sentence", base::sentence(p.key, p.parameters, language)}});
  const auto end = offset + std::int64_t(items.size());
  const auto kept = std::min<std::int64_t>(report.summary.problems, 20'000);
  Json body{{"summary", base::to_json(report.summary)},
            {"items", std::move(items)},
            {"next", nullptr},
            {"total", report.summary.problems},
            {"capped", kept < report.summary.problems}};
  if (end < kept) body["next"] = std::to_string(end);
  return platform::json_answer(body);
}

void add_tables(platform::Routes& api, OrgService& s) {
  api.post("importUnits", "/unit-imports", "Nhập danh mục đơn vị từ tệp CSV hoặc XLSX; trả về số công việc")
      .needs(Permission::units_import)
      .with({in_query("file_name", "string", "Tên tệp"), in_query("dry_run", "boolean", "Chỉ kiểm tra, không ghi"),
             in_query("valid_only", "boolean", "Ghi các dòng đúng, bỏ dòng sai; mặc định là tất cả hoặc không gì")})
      .streams(512u << 20)
      .gives(Json{{"type", "object"}, {"properties", {{"job_id", {{"type", "integer"}}}}}, {"required", {"job_id"}}})
      .success(202)
      .answers([&s](Request& r) {
        const ImportOptions options{r.query_value("file_name").value_or("units.csv").substr(0, 300),
                                    r.query_flag("dry_run"), r.query_flag("valid_only"), 0};
        const auto job = s.queue_import(r.actor, r.body_file, options);
        return platform::json_answer({{"job_id", job.value}}, 202);
      });
  Json report = platform::list_shape(problem_schema());
  report["properties"]["summary"] = base::schema<ImportSummary>();
  report["required"].push_back("summary");
  api.get("getImportReport", "/unit-imports/{job}", "Kết quả một lần nhập: tóm tắt và từng dòng bị từ chối")
      .needs(Permission::units_import)
      .with({in_path("job", "integer", "Số công việc"), cursor, limit_of})
      .gives(report)
      .answers([&s](Request& r) {
        std::int64_t job = 0;
        for (const char c : r.path_value("job"))
          job = c >= '0' && c <= '9' && job < 1'000'000'000'000 ? job * 10 + (c - '0') : -1'000'000'000'000'000;
        const auto offset = r.query_number("cursor", 0, 0, 1'000'000);
        return report_response(
            s.get_report(r.actor, platform::JobId{job}, int(offset), int(r.query_number("limit", 200, 1, 1000))),
            r.language, offset);
      });
  api.get("exportUnits", "/unit-export", "Xuất danh mục đơn vị với toàn bộ lịch sử")
      .needs(Permission::units_read)
      .with({in_query("format", "string", "csv hoặc xlsx")})
      .slow()
      .type("text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .answers([&s](Request& r) {
        return platform::download_table(r, "don-vi",
                                        [&](const auto& path, auto format) { s.export_units(r.actor, path, format); });
      });
}

}  // namespace

void add_operations(platform::Api& all, OrgService& service) {
  platform::Routes api(all, "org");
  add_reads(api, service);
  add_changes(api, service);
  add_functions(api, service);
  add_tables(api, service);
}

}  // namespace org
