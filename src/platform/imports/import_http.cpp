#include "platform/imports/import_http.h"

#include "base/sentence.h"

namespace platform {
namespace {

using base::Error;
using base::ErrorKind;
using base::Json;

constexpr std::size_t longest_name = 300;
constexpr int problems_at_once = 1000;

// {"Họ và tên": "full_name"}
ColumnNames read_columns(const std::string& text) {
  ColumnNames names;
  const auto json = text.empty() ? Json::object() : base::parse_json(text);
  if (!json.is_object()) throw Error(ErrorKind::invalid, "field.object_expected").at_field("columns");
  for (const auto& item : json.items()) {
    if (!item.value().is_string()) throw Error(ErrorKind::invalid, "field.text_expected").at_field("columns");
    names.emplace(item.key(), item.value().get<std::string>());
  }
  return names;
}

Json problem_schema() {
  const Json text{{"type", "string"}};
  return {{"type", "object"},
          {"properties", {{"line", {{"type", "integer"}}}, {"field", text}, {"key", text}, {"sentence", text}}},
          {"required", {"line", "field", "key", "sentence"}}};
}

}  // namespace

std::vector<ParameterSpec> upload_parameters() { return {in_query("file_name", "string", "Tên tệp")}; }

std::vector<ParameterSpec> import_parameters() {
  return {in_query("file_name", "string", "Tên tệp"),
          in_query("upload", "string", "Mã của tệp đã gửi trước và đang chờ; khi đó không cần gửi nội dung"),
          in_query("batch", "string", "Tên đợt nhập"),
          in_query("dry_run", "boolean", "Chỉ kiểm tra, không ghi"),
          in_query("valid_only", "boolean", "Ghi các dòng đúng, bỏ dòng sai; mặc định là tất cả hoặc không gì"),
          in_query("columns", "string", "JSON: tên cột trong tệp → tên cột của hệ thống")};
}

std::string file_name_of(const Request& request) {
  return request.query_value("file_name").value_or("").substr(0, longest_name);
}

Response queue_import(const Request& r, ImportUploads& uploads, std::string_view kind,
                      const std::function<JobId(const std::filesystem::path&, const ImportOptions&)>& queue) {
  ImportOptions options;
  options.file_name = file_name_of(r);
  options.batch = r.query_value("batch").value_or("").substr(0, longest_name);
  options.dry_run = r.query_flag("dry_run");
  options.valid_only = r.query_flag("valid_only");
  options.columns = read_columns(r.query_value("columns").value_or(""));
  std::optional<ImportUploads::Waiting> waiting;
  const auto upload = r.query_value("upload").value_or("");
  if (!upload.empty()) {
    waiting = uploads.open(r.actor, kind, upload);
    options.file_name = waiting->name;
  }
  const auto job = queue(waiting ? waiting->file.path() : r.body_file, options);
  if (waiting) uploads.remember(r.actor, kind, options.columns);
  if (waiting && !options.dry_run) uploads.remove(r.actor, kind, upload);
  return job_response(job);
}

Json job_schema() {
  return {{"type", "object"}, {"properties", {{"job_id", {{"type", "integer"}}}}}, {"required", {"job_id"}}};
}

Response job_response(JobId job) { return json_answer({{"job_id", job.value}}, 202); }

Json report_schema() {
  Json report = list_shape(problem_schema());
  report["properties"]["summary"] = base::schema<ImportSummary>();
  report["required"].push_back("summary");
  return report;
}

std::vector<ParameterSpec> report_parameters() {
  return {in_path("job", "integer", "Số công việc"), in_query("cursor", "string", "Con trỏ của trang trước (next)"),
          in_query("limit", "integer", "Số dòng mỗi trang")};
}

Response report_response(const Request& r, const GetReport& get) {
  const auto offset = r.query_number("cursor", 0, 0, 1'000'000);
  const auto report = get(int(offset), int(r.query_number("limit", 200, 1, 1000)));
  Json items = Json::array();
  for (const auto& p : report.problems)
    items.push_back({{"line", p.line},
                     {"field", p.field},
                     {"key", p.key},
                     {"sentence", base::sentence(p.key, p.parameters, r.language)}});
  const auto end = offset + std::int64_t(items.size()),
             kept = std::min<std::int64_t>(report.summary.problems, ImportProblems::most_kept);
  Json body{{"summary", base::to_json(report.summary)},
            {"items", std::move(items)},
            {"next", nullptr},
            {"total", report.summary.problems},
            {"capped", kept < report.summary.problems}};
  if (end < kept) body["next"] = std::to_string(end);
  return json_answer(body);
}

Response problems_response(const Request& r, const GetReport& get) {
  return download_table(r, "loi-nhap", [&](const auto& path, auto format) {
    const bool english = r.language == base::Language::en;
    const auto writer = create_table(path, format, english ? "Problems" : "Lỗi");
    writer->add(english ? std::vector<std::string>{"Row", "Column", "Problem"}
                        : std::vector<std::string>{"Dòng", "Cột", "Vấn đề"});
    for (int offset = 0;; offset += problems_at_once) {
      const auto report = get(offset, problems_at_once);
      for (const auto& p : report.problems)
        writer->add(
            std::vector<std::string>{std::to_string(p.line), p.field, base::sentence(p.key, p.parameters, r.language)});
      if (report.problems.size() < problems_at_once) break;
    }
    writer->finish();
  });
}

}  // namespace platform
