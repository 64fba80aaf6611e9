#include "modules/org/org.h"
#include "modules/org/unit_table.h"
#include "platform/imports/import_http.h"

namespace org {
namespace {

using base::Json;
using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;
using platform::Response;

const auto on_day = in_query("on", "date", "Xem vào ngày nào; mặc định là hôm nay");
constexpr std::size_t most_bytes = 512u << 20;
const auto by_code = in_path("code", "string", "Mã đơn vị");
const auto cursor = in_query("cursor", "string", "Con trỏ của trang trước (next)");
const auto limit_of = in_query("limit", "integer", "Số dòng mỗi trang");

base::Date read_day(const Request& request, const OrgService& service) {
  return request.query_date("on").value_or(service.today());
}

Response page_response(const UnitPage& page, int status = 200) {
  return platform::record_response(page, status).version(page.version);
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

void add_imports(platform::Routes& api, OrgService& s, platform::ImportUploads& uploads) {
  api.post("prepareUnitImport", "/unit-imports/uploads",
           "Gửi trước tệp đơn vị sẽ nhập; trả về các cột, những dòng đầu và nghĩa của từng cột")
      .needs(Permission::units_import)
      .with(platform::upload_parameters())
      .streams(most_bytes)
      .gives<platform::PreparedImport>()
      .success(201)
      .answers([&](Request& r) {
        return platform::record_response(
            s.prepare_import(r.actor, uploads, r.body_file, platform::file_name_of(r), r.language), 201);
      });
  api.post("importUnits", "/unit-imports", "Nhập danh mục đơn vị từ tệp CSV hoặc XLSX; trả về số công việc")
      .needs(Permission::units_import)
      .with(platform::import_parameters())
      .streams(most_bytes)
      .gives(platform::job_schema())
      .success(202)
      .answers([&](Request& r) {
        return platform::queue_import(r, uploads, units_kind, [&](const auto& file, const auto& options) {
          return s.queue_import(r.actor, file, options);
        });
      });
  const auto report_of = [&s](Request& r) -> platform::GetReport {
    const platform::JobId job{r.path_number("job", "org.import_unknown")};
    return [&s, &r, job](int offset, int limit) { return s.get_report(r.actor, job, r.language, offset, limit); };
  };
  api.get("getImportReport", "/unit-imports/{job}", "Kết quả một lần nhập: tóm tắt và từng dòng bị từ chối")
      .needs(Permission::units_import)
      .with(platform::report_parameters())
      .gives(platform::report_schema())
      .answers([report_of](Request& r) { return platform::report_response(r, report_of(r)); });
  api.get("exportUnitImportProblems", "/unit-imports/{job}/problems", "Các lỗi của một lần nhập, thành tệp")
      .needs(Permission::units_import)
      .with({in_path("job", "integer", "Số công việc"), in_query("format", "string", "csv hoặc xlsx")})
      .slow()
      .type(platform::table_types)
      .answers([report_of](Request& r) { return platform::problems_response(r, report_of(r)); });
  api.get("listUnitImports", "/unit-imports", "Các đợt nhập đơn vị của bạn, mới nhất trước")
      .needs(Permission::units_import)
      .with({limit_of})
      .lists<ImportSummary>()
      .answers([&s](Request& r) {
        return platform::list_response(s.list_imports(r.actor, r.language, int(r.query_number("limit", 50, 1, 500))));
      });
  api.post("undoUnitImport", "/unit-imports/{batch}/undo", "Hoàn tác một đợt nhập đơn vị; trả về số công việc")
      .needs(Permission::units_import)
      .with({in_path("batch", "integer", "Số đợt nhập")})
      .gives(platform::job_schema())
      .success(202)
      .answers([&s](Request& r) {
        return platform::job_response(s.queue_undo(r.actor, r.path_number("batch", "org.import_unknown")));
      });
}

void add_tables(platform::Routes& api, OrgService& s) {
  api.get("exportUnits", "/unit-export", "Xuất danh mục đơn vị với toàn bộ lịch sử")
      .needs(Permission::units_read)
      .with({in_query("format", "string", "csv hoặc xlsx")})
      .slow()
      .type(platform::table_types)
      .answers([&s](Request& r) {
        return platform::download_table(r, "don-vi",
                                        [&](const auto& path, auto format) { s.export_units(r.actor, path, format); });
      });
}

}  // namespace

void add_operations(platform::Api& all, OrgService& service, platform::ImportUploads& uploads) {
  platform::Routes api(all, "org");
  add_reads(api, service);
  add_changes(api, service);
  add_functions(api, service);
  add_imports(api, service, uploads);
  add_tables(api, service);
}

}  // namespace org
