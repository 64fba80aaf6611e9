#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "modules/org/org.h"
#include "platform/http/records.h"

namespace org {
namespace {

using base::Json;
using platform::Request;
using platform::Response;

const platform::ParameterSpec on_day{"on", "query", "date", "Xem vào ngày nào; mặc định là hôm nay", false};
const platform::ParameterSpec by_code{"code", "path", "string", "Mã đơn vị", true};
const platform::ParameterSpec cursor{"cursor", "query", "string", "Con trỏ của trang trước (next)", false};
const platform::ParameterSpec limit_of{"limit", "query", "integer", "Số dòng mỗi trang", false};

base::Date read_day(const Request& request, const OrgService& service) {
  return request.query_date("on").value_or(service.today());
}

bool read_flag(const Request& request, const std::string& name) {
  const auto text = request.query_value(name).value_or("");
  if (text == "true" || text == "1") return true;
  if (text.empty() || text == "false" || text == "0") return false;
  throw base::Error(base::ErrorKind::invalid, "field.yes_no_expected").at_field(name);
}

Response page_response(const UnitPage& page, int status = 200) {
  auto response = platform::record_response(page, status);
  response.header("ETag", "\"" + page.version + "\"");
  return response;
}

// If-Match: "abc", W/"abc" or abc.
std::string read_version(const Request& request) {
  std::string text = request.header("if-match");
  if (text.starts_with("W/")) text = text.substr(2);
  std::erase(text, '"');
  return text;
}

template <class Sent, class Change>
Response change_or_show_both(OrgService& s, const Request& r, const Sent& sent, base::Date on, Change change) {
  const auto& code = r.path_value("code");
  return platform::edit_or_show_both(
      r, "org.changed_meanwhile", sent, [&] { return page_response(change(code)); },
      [&] { return s.get_unit(r.actor, code, on); });
}

struct Spec {
  const char *id, *method, *path, *summary, *permission;
  std::vector<platform::ParameterSpec> parameters;
};

platform::Operation operation(Spec spec, Json request, Json response, std::function<Response(Request&)> handler,
                              int success = 200) {
  platform::Operation op;
  op.id = spec.id;
  op.method = spec.method;
  op.path = spec.path;
  op.tag = "org";
  op.summary = spec.summary;
  op.permission = spec.permission;
  op.parameters = std::move(spec.parameters);
  if (!request.is_null()) op.request_schema = request.dump();
  if (!response.is_null()) op.response_schema = response.dump();
  op.success = success;
  op.writes = op.method != "GET";
  op.handler = std::move(handler);
  return op;
}

void add_reads(platform::Api& api, OrgService& s) {
  const Json items = platform::list_shape(base::schema<UnitItem>());
  api.add(operation({"listRootUnits",
                     "GET",
                     "/api/v1/units",
                     "Các đơn vị cao nhất mà bạn được xem, vào một ngày",
                     "units_read",
                     {on_day}},
                    {}, items, [&s](Request& r) {
                      const auto list = s.list_roots(r.actor, read_day(r, s));
                      return platform::list_response(list.items, {.total = list.total});
                    }));
  api.add(operation({"listChildUnits",
                     "GET",
                     "/api/v1/units/{code}/children",
                     "Các đơn vị trực thuộc vào một ngày",
                     "units_read",
                     {by_code, on_day, cursor, limit_of}},
                    {}, items, [&s](Request& r) {
                      const auto offset = r.query_number("cursor", 0, 0, 1'000'000),
                                 limit = r.query_number("limit", 200, 1, 1000);
                      const auto list =
                          s.list_children(r.actor, r.path_value("code"), read_day(r, s), int(offset), int(limit));
                      const auto end = offset + std::int64_t(list.items.size());
                      const bool more = end < list.total && !list.items.empty();
                      return platform::list_response(
                          list.items, {more ? std::optional(std::to_string(end)) : std::nullopt, list.total});
                    }));
  api.add(operation({"searchUnits",
                     "GET",
                     "/api/v1/unit-search",
                     "Tìm đơn vị theo tên không dấu hoặc theo mã",
                     "units_read",
                     {{"q", "query", "string", "Chữ cần tìm", true}, on_day, limit_of}},
                    {}, items, [&s](Request& r) {
                      const auto list = s.search(r.actor, r.query_value("q").value_or(""), read_day(r, s),
                                                 int(r.query_number("limit", 20, 1, 200)));
                      auto response = platform::list_response(list.items, {.total = list.total, .capped = list.capped});
                      return response;
                    }));
  api.add(operation({"getUnit",
                     "GET",
                     "/api/v1/units/{code}",
                     "Một đơn vị vào một ngày, với lịch sử và chức năng",
                     "units_read",
                     {by_code, on_day}},
                    {}, base::schema<UnitPage>(), [&s](Request& r) {
                      return page_response(s.get_unit(r.actor, r.path_value("code"), read_day(r, s)));
                    }));
  api.add(operation({"getUnitHistory",
                     "GET",
                     "/api/v1/units/{code}/history",
                     "Tên, loại, cấp và cấp trên của đơn vị qua các thời kỳ",
                     "units_read",
                     {by_code}},
                    {}, items, [&s](Request& r) {
                      const auto history = s.list_history(r.actor, r.path_value("code"));
                      return platform::list_response(history);
                    }));
}

void add_changes(platform::Api& api, OrgService& s) {
  const platform::ParameterSpec version{"If-Match", "header", "string", "Phiên bản đã xem (ETag của getUnit)", true};
  const Json page = base::schema<UnitPage>();
  api.add(operation(
      {"addUnit", "POST", "/api/v1/units", "Thêm đơn vị", "units_manage", {}}, base::schema<NewUnit>(), page,
      [&s](Request& r) { return page_response(s.add_unit(r.actor, base::parse_record<NewUnit>(r.body)), 201); }, 201));
  api.add(operation({"changeUnit",
                     "PATCH",
                     "/api/v1/units/{code}",
                     "Đổi tên, loại, cấp hoặc cấp trên từ một ngày",
                     "units_manage",
                     {by_code, version}},
                    base::schema<UnitChange>(), page, [&s](Request& r) {
                      const auto change = base::parse_record<UnitChange>(r.body);
                      return change_or_show_both(s, r, change, change.from, [&](const std::string& code) {
                        return s.change_unit(r.actor, code, change, read_version(r));
                      });
                    }));
  api.add(operation({"endUnit",
                     "POST",
                     "/api/v1/units/{code}/end",
                     "Kết thúc hoạt động của đơn vị từ một ngày",
                     "units_manage",
                     {by_code, version}},
                    base::schema<EndOn>(), page, [&s](Request& r) {
                      const auto end = base::parse_record<EndOn>(r.body);
                      return change_or_show_both(s, r, end, end.on, [&](const std::string& code) {
                        return s.end_unit(r.actor, code, end.on, read_version(r));
                      });
                    }));
}

void add_functions(platform::Api& api, OrgService& s) {
  api.add(operation({"listUnitFunctions",
                     "GET",
                     "/api/v1/units/{code}/functions",
                     "Chức năng, nhiệm vụ của đơn vị vào một ngày",
                     "units_read",
                     {by_code, on_day}},
                    {}, platform::list_shape(base::schema<UnitFunction>()), [&s](Request& r) {
                      const auto list = s.list_functions(r.actor, r.path_value("code"), read_day(r, s));
                      return platform::list_response(list);
                    }));
  api.add(operation(
      {"addUnitFunction",
       "POST",
       "/api/v1/units/{code}/functions",
       "Thêm chức năng, nhiệm vụ kèm văn bản quy định",
       "units_manage",
       {by_code}},
      base::schema<NewUnitFunction>(), base::schema<UnitFunction>(),
      [&s](Request& r) {
        const auto f = s.add_function(r.actor, r.path_value("code"), base::parse_record<NewUnitFunction>(r.body));
        return platform::record_response(f, 201);
      },
      201));
  api.add(operation({"endUnitFunction",
                     "POST",
                     "/api/v1/unit-functions/{id}/end",
                     "Kết thúc một chức năng, nhiệm vụ từ một ngày",
                     "units_manage",
                     {{"id", "path", "integer", "Số của chức năng", true}}},
                    base::schema<EndOn>(), base::schema<UnitFunction>(), [&s](Request& r) {
                      const auto id = r.path_number("id", "org.function_unknown");
                      return platform::record_response(
                          s.end_function(r.actor, id, base::parse_record<EndOn>(r.body).on));
                    }));
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

void add_tables(platform::Api& api, OrgService& s) {
  auto upload = operation(
      {"importUnits",
       "POST",
       "/api/v1/unit-imports",
       "Nhập danh mục đơn vị từ tệp CSV hoặc XLSX; trả về số công việc",
       "units_import",
       {{"file_name", "query", "string", "Tên tệp", false},
        {"dry_run", "query", "boolean", "Chỉ kiểm tra, không ghi", false},
        {"valid_only", "query", "boolean", "Ghi các dòng đúng, bỏ dòng sai; mặc định là tất cả hoặc không gì", false}}},
      {}, Json{{"type", "object"}, {"properties", {{"job_id", {{"type", "integer"}}}}}, {"required", {"job_id"}}},
      [&s](Request& r) {
        const ImportOptions options{r.query_value("file_name").value_or("units.csv").substr(0, 300),
                                    read_flag(r, "dry_run"), read_flag(r, "valid_only"), 0};
        const auto job = s.queue_import(r.actor, r.body_file, options);
        return platform::json_answer({{"job_id", job.value}}, 202);
      },
      202);
  upload.streams = true;
  upload.body_limit = 512u << 20;
  api.add(std::move(upload));
  Json report = platform::list_shape(problem_schema());
  report["properties"]["summary"] = base::schema<ImportSummary>();
  report["required"].push_back("summary");
  api.add(operation({"getImportReport",
                     "GET",
                     "/api/v1/unit-imports/{job}",
                     "Kết quả một lần nhập: tóm tắt và từng dòng bị từ chối",
                     "units_import",
                     {{"job", "path", "integer", "Số công việc", true}, cursor, limit_of}},
                    {}, report, [&s](Request& r) {
                      std::int64_t job = 0;
                      for (const char c : r.path_value("job"))
                        job = c >= '0' && c <= '9' && job < 1'000'000'000'000 ? job * 10 + (c - '0')
                                                                              : -1'000'000'000'000'000;
                      const auto offset = r.query_number("cursor", 0, 0, 1'000'000);
                      return report_response(s.get_report(r.actor, platform::JobId{job}, int(offset),
                                                          int(r.query_number("limit", 200, 1, 1000))),
                                             r.language, offset);
                    }));
  auto out = operation(
      {"exportUnits",
       "GET",
       "/api/v1/unit-export",
       "Xuất danh mục đơn vị với toàn bộ lịch sử",
       "units_read",
       {{"format", "query", "string", "csv hoặc xlsx", false}}},
      {}, {}, [&s](Request& r) {
        const auto format = r.query_value("format").value_or("csv");
        if (format != "csv" && format != "xlsx")
          throw base::Error(base::ErrorKind::invalid, "org.format_unknown").at_field("format");
        std::string pattern = (std::filesystem::temp_directory_path() / "lienthong-units-XXXXXX").string();
        const int file = mkstemp(pattern.data());
        if (file < 0) throw base::Error(base::ErrorKind::unavailable, "table.not_written");
        close(file);
        const bool csv = format == "csv";
        auto response = platform::download(
            csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "don-vi." + format, "");
        response.file = pattern;
        response.remove_file = true;
        s.export_units(r.actor, pattern, csv ? platform::TableFormat::csv : platform::TableFormat::xlsx);
        return response;
      });
  out.slow = true;
  out.response_type = "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  api.add(std::move(out));
}

}  // namespace

void add_operations(platform::Api& api, OrgService& service) {
  add_reads(api, service);
  add_changes(api, service);
  add_functions(api, service);
  add_tables(api, service);
}

}  // namespace org
