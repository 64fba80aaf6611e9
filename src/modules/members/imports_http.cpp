#include "modules/members/imports.h"
#include "platform/http/routes.h"

namespace members {
namespace {

using base::Json;
using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;
using platform::Response;

ImportKind read_kind(const Request& request) {
  if (const auto kind = base::parse_enum<ImportKind>(request.query_value("kind").value_or(""))) return *kind;
  throw base::Error(base::ErrorKind::invalid, "members.import_kind_unknown").at_field("kind");
}

// {"Họ và tên": "full_name"}
platform::ColumnNames read_columns(const std::string& text) {
  platform::ColumnNames names;
  const auto json = text.empty() ? Json::object() : base::parse_json(text);
  if (!json.is_object()) throw base::Error(base::ErrorKind::invalid, "field.object_expected").at_field("columns");
  for (const auto& item : json.items()) {
    if (!item.value().is_string())
      throw base::Error(base::ErrorKind::invalid, "field.text_expected").at_field("columns");
    names.emplace(item.key(), item.value().get<std::string>());
  }
  return names;
}

const Json job_schema{
    {"type", "object"}, {"properties", {{"job_id", {{"type", "integer"}}}}}, {"required", {"job_id"}}};

Json problem_schema() {
  return {{"type", "object"},
          {"properties",
           {{"line", {{"type", "integer"}}},
            {"field", {{"type", "string"}}},
            {"key", {{"type", "string"}}},
            {"sentence", {{"type", "string"}}}}},
          {"required", {"line", "field", "key", "sentence"}}};
}

Response report_response(const ImportReport& report, base::Language language, std::int64_t offset,
                         std::int64_t most_kept) {
  Json items = Json::array();
  for (const auto& p : report.problems)
    items.push_back({{"line", p.line},
                     {"field", p.field},
                     {"key", p.key},
                     {"sentence", base::sentence(p.key, p.parameters, language)}});
  const auto end = offset + std::int64_t(items.size()), kept = std::min(report.summary.problems, most_kept);
  Json body{{"summary", base::to_json(report.summary)},
            {"items", std::move(items)},
            {"next", nullptr},
            {"total", report.summary.problems},
            {"capped", kept < report.summary.problems}};
  if (end < kept) body["next"] = std::to_string(end);
  return platform::json_answer(body);
}

}  // namespace

void add_import_operations(platform::Api& all, Imports& imports) {
  platform::Routes api(all, "members");
  const auto kind = in_query("kind", "string", "members hoặc spells", true);
  api.post("importMembers", "/member-imports",
           "Nhập đảng viên (members) hoặc quá trình sinh hoạt (spells) từ tệp CSV hoặc XLSX; trả về số công việc")
      .needs(Permission::members_import)
      .with({kind, in_query("file_name", "string", "Tên tệp"), in_query("batch", "string", "Tên đợt nhập"),
             in_query("dry_run", "boolean", "Chỉ kiểm tra, không ghi"),
             in_query("valid_only", "boolean", "Ghi các dòng đúng, bỏ dòng sai; mặc định là tất cả hoặc không gì"),
             in_query("columns", "string", "JSON: tên cột trong tệp → tên cột của hệ thống")})
      .streams(std::size_t(4) << 30)
      .gives(job_schema)
      .success(202)
      .answers([&imports](Request& r) {
        ImportOptions options;
        const auto kind = read_kind(r);
        options.file_name = r.query_value("file_name").value_or("").substr(0, 300);
        options.batch = r.query_value("batch").value_or("").substr(0, 300);
        options.dry_run = r.query_flag("dry_run");
        options.valid_only = r.query_flag("valid_only");
        options.columns = read_columns(r.query_value("columns").value_or(""));
        return platform::json_answer({{"job_id", imports.queue_import(r.actor, kind, r.body_file, options).value}},
                                     202);
      });
  Json report = platform::list_shape(problem_schema());
  report["properties"]["summary"] = base::schema<ImportSummary>();
  report["required"].push_back("summary");
  api.get("getMemberImport", "/member-imports/{job}", "Kết quả một lần nhập: tóm tắt và các lỗi")
      .needs(Permission::members_import)
      .with({in_path("job", "integer", "Số công việc"), in_query("cursor", "string", "Con trỏ của trang trước (next)"),
             in_query("limit", "integer", "Số dòng mỗi trang")})
      .gives(report)
      .answers([&imports](Request& r) {
        const auto offset = r.query_number("cursor", 0, 0, 1'000'000);
        const platform::JobId job{r.path_number("job", "members.import_unknown")};
        return report_response(
            imports.get_report(r.actor, job, r.language, int(offset), int(r.query_number("limit", 200, 1, 1000))),
            r.language, offset, 20'000);
      });
  api.get("listMemberImports", "/member-imports", "Các đợt nhập đảng viên của bạn, mới nhất trước")
      .needs(Permission::members_import)
      .with({in_query("limit", "integer", "Số dòng")})
      .lists<ImportSummary>()
      .answers([&imports](Request& r) {
        return platform::list_response(
            imports.list_batches(r.actor, r.language, int(r.query_number("limit", 50, 1, 500))));
      });
  api.get("exportMembers", "/member-export", "Xuất đảng viên (members) hoặc quá trình sinh hoạt (spells)")
      .needs(Permission::members_read)
      .with({kind, in_query("format", "string", "csv hoặc xlsx")})
      .slow()
      .type("text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .answers([&imports](Request& r) {
        const auto kind = read_kind(r);
        return platform::download_table(
            r, kind == ImportKind::members ? "dang-vien" : "sinh-hoat-dang",
            [&](const auto& path, auto format) { imports.export_file(r.actor, kind, path, format); });
      });
  api.post("undoMemberImport", "/member-imports/{batch}/undo", "Hoàn tác một đợt nhập; trả về số công việc")
      .needs(Permission::members_import)
      .with({in_path("batch", "integer", "Số đợt nhập")})
      .gives(job_schema)
      .success(202)
      .answers([&imports](Request& r) {
        const auto batch = r.path_number("batch", "members.import_unknown");
        return platform::json_answer({{"job_id", imports.queue_undo(r.actor, batch).value}}, 202);
      });
}

}  // namespace members
