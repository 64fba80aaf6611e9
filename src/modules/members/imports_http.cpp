#include "modules/members/imports.h"
#include "platform/imports/import_http.h"

namespace members {
namespace {

using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;

constexpr std::size_t most_bytes = std::size_t(4) << 30;

ImportKind read_kind(const Request& request) {
  if (const auto kind = base::parse_enum<ImportKind>(request.query_value("kind").value_or(""))) return *kind;
  throw base::Error(base::ErrorKind::invalid, "members.import_kind_unknown").at_field("kind");
}

std::vector<platform::ParameterSpec> with_kind(std::vector<platform::ParameterSpec> parameters) {
  parameters.insert(parameters.begin(), in_query("kind", "string", "members hoặc spells", true));
  return parameters;
}

}  // namespace

void add_import_operations(platform::Api& all, Imports& imports, platform::ImportUploads& uploads) {
  platform::Routes api(all, "members");
  api.post("prepareMemberImport", "/member-imports/uploads",
           "Gửi trước tệp sẽ nhập; trả về các cột, những dòng đầu và nghĩa của từng cột")
      .needs(Permission::members_import)
      .with(with_kind(platform::upload_parameters()))
      .streams(most_bytes)
      .gives<platform::PreparedImport>()
      .success(201)
      .answers([&](Request& r) {
        return platform::record_response(
            imports.prepare(r.actor, read_kind(r), uploads, r.body_file, platform::file_name_of(r), r.language), 201);
      });
  api.post("importMembers", "/member-imports",
           "Nhập đảng viên (members) hoặc quá trình sinh hoạt (spells) từ tệp CSV hoặc XLSX; trả về số công việc")
      .needs(Permission::members_import)
      .with(with_kind(platform::import_parameters()))
      .streams(most_bytes)
      .gives(platform::job_schema())
      .success(202)
      .answers([&](Request& r) {
        const auto kind = read_kind(r);
        return platform::queue_import(r, uploads, base::enum_name(kind), [&](const auto& file, const auto& options) {
          return imports.queue_import(r.actor, kind, file, options);
        });
      });
  const auto report_of = [&imports](Request& r) -> platform::GetReport {
    const platform::JobId job{r.path_number("job", "members.import_unknown")};
    return [&imports, &r, job](int offset, int limit) {
      return imports.get_report(r.actor, job, r.language, offset, limit);
    };
  };
  api.get("getMemberImport", "/member-imports/{job}", "Kết quả một lần nhập: tóm tắt và các lỗi")
      .needs(Permission::members_import)
      .with(platform::report_parameters())
      .gives(platform::report_schema())
      .answers([report_of](Request& r) { return platform::report_response(r, report_of(r)); });
  api.get("exportMemberImportProblems", "/member-imports/{job}/problems", "Các lỗi của một lần nhập, thành tệp")
      .needs(Permission::members_import)
      .with({in_path("job", "integer", "Số công việc"), in_query("format", "string", "csv hoặc xlsx")})
      .slow()
      .type(platform::table_types)
      .answers([report_of](Request& r) { return platform::problems_response(r, report_of(r)); });
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
      .with(with_kind({in_query("format", "string", "csv hoặc xlsx")}))
      .slow()
      .type(platform::table_types)
      .answers([&imports](Request& r) {
        const auto kind = read_kind(r);
        return platform::download_table(
            r, kind == ImportKind::members ? "dang-vien" : "sinh-hoat-dang",
            [&](const auto& path, auto format) { imports.export_file(r.actor, kind, path, format); });
      });
  api.post("undoMemberImport", "/member-imports/{batch}/undo", "Hoàn tác một đợt nhập; trả về số công việc")
      .needs(Permission::members_import)
      .with({in_path("batch", "integer", "Số đợt nhập")})
      .gives(platform::job_schema())
      .success(202)
      .answers([&imports](Request& r) {
        const auto batch = r.path_number("batch", "members.import_unknown");
        return platform::job_response(imports.queue_undo(r.actor, batch));
      });
}

}  // namespace members
