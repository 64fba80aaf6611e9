#include <algorithm>

#include "modules/identity/identity.h"
#include "modules/statistics/statistics.h"
#include "platform/http/routes.h"

namespace statistics {
namespace {

using base::Json;
using identity::Permission;
using platform::Request;

Json text() { return {{"type", "string"}}; }
Json number() { return {{"type", "integer"}, {"format", "int64"}}; }
Json rows_of(const Json& cell) { return {{"type", "array"}, {"items", {{"type", "array"}, {"items", cell}}}}; }

Json answer_shape() {
  const Json structure{{"type", "object"},
                       {"properties",
                        {{"mode", base::schema<Mode>()},
                         {"on", text()},
                         {"plan", text()},
                         {"plan_version", number()},
                         {"plan_state", base::schema<reorganisation::PlanState>()}}},
                       {"required", {"mode"}}};
  const Json provenance{
      {"type", "object"},
      {"properties",
       {{"measure", text()},
        {"definition", text()},
        {"definition_version", number()},
        {"members_version", number()},
        {"tree_version", number()},
        {"structure", structure},
        {"as_at", text()}}},
      {"required",
       {"measure", "definition", "definition_version", "members_version", "tree_version", "structure", "as_at"}}};
  return {{"type", "object"},
          {"properties",
           {{"columns", {{"type", "array"}, {"items", text()}}},
            {"rows", rows_of({{"type", {"string", "number", "null"}}})},
            {"withheld", rows_of(text())},
            {"names", {{"type", "object"}, {"additionalProperties", text()}}},
            {"sentence", text()},
            {"elapsed_ms", {{"type", "number"}}},
            {"provenance", provenance}}},
          {"required", {"columns", "rows", "withheld", "names", "sentence", "elapsed_ms", "provenance"}}};
}

struct Named {
  const std::string& unit;
  int year;
  TargetMeasure measure;
};
Named target_of(const Request& r) {
  const auto measure = base::parse_enum<TargetMeasure>(r.path_value("measure"));
  if (!measure) throw base::Error(base::ErrorKind::not_found, "statistics.target_unknown");
  return {r.path_value("unit"),
          int(std::clamp<std::int64_t>(r.path_number("year", "statistics.target_unknown"), 0, 9999)), *measure};
}

void add_targets(platform::Routes& api, Statistics& statistics) {
  using platform::in_path;
  using platform::in_query;
  auto& targets = statistics.targets();
  const std::vector<platform::ParameterSpec> named{in_path("unit", "string", "Mã đơn vị"),
                                                   in_path("year", "integer", "Năm"),
                                                   in_path("measure", "string", "Chỉ số")};
  api.get("getTargets", "/targets", "Chỉ tiêu năm của một đơn vị và các đơn vị trực thuộc: đã giao, còn lại, đã đạt")
      .needs(Permission::statistics_read)
      .with({in_query("unit", "string", "Mã đơn vị", true), in_query("year", "integer", "Năm", true),
             in_query("measure", "string", "Chỉ số; mặc định là growth_rate"),
             in_query("denominator", "string", "Mẫu số của tỷ lệ tăng: opening, closing, mean")})
      .gives<TargetPage>()
      .answers([&targets](Request& r) {
        return platform::record_response(
            targets.get_targets(r.actor, r.query_value("unit").value_or(""), int(r.query_number("year", 0, 0, 9999)),
                                r.query_enum<TargetMeasure>("measure").value_or(TargetMeasure::growth_rate),
                                r.query_enum<Denominator>("denominator").value_or(Denominator::opening)));
      });
  api.put("setTarget", "/targets/{unit}/{year}/{measure}", "Đặt hoặc đổi chỉ tiêu; bản trước vẫn giữ")
      .needs(Permission::targets_manage)
      .with(named)
      .takes<TargetEdit>()
      .gives<TargetVersion>()
      .answers([&targets](Request& r) {
        const auto [unit, year, measure] = target_of(r);
        const auto now = targets.set_target(r.actor, unit, year, measure, base::parse_record<TargetEdit>(r.body),
                                            r.seen_version().value_or(0));
        return platform::record_response(now).version(now.version);
      });
  api.get("listTargetVersions", "/targets/{unit}/{year}/{measure}", "Mọi bản của một chỉ tiêu, mới nhất trước")
      .needs(Permission::statistics_read)
      .with(named)
      .lists<TargetVersion>()
      .answers([&targets](Request& r) {
        const auto [unit, year, measure] = target_of(r);
        return platform::list_response(targets.list_versions(r.actor, unit, year, measure));
      });
  api.get("assessGoal", "/targets-feasibility", "Mỗi năm cần tăng bao nhiêu để đạt một số đảng viên vào một ngày")
      .needs(Permission::statistics_read)
      .with({in_query("unit", "string", "Mã đơn vị", true), in_query("goal", "integer", "Số đảng viên cần đạt", true),
             in_query("by", "date", "Vào ngày", true)})
      .gives<Feasibility>()
      .answers([&targets](Request& r) {
        return platform::record_response(targets.assess(r.actor, r.query_value("unit").value_or(""),
                                                        r.query_number("goal", 0, 0, 1'000'000'000),
                                                        r.query_date("by").value_or(base::Date{})));
      });
}

std::int64_t reduction_of(const Request& r) { return r.path_number("id", "statistics.reduction_unknown"); }

platform::Response reduction_response(const Reduction& reduction, int status = 200) {
  return platform::record_response(reduction, status).version(reduction.version);
}

void add_reductions(platform::Routes& api, Statistics& statistics) {
  using platform::in_path;
  auto& reductions = statistics.reductions();
  const std::vector<platform::ParameterSpec> by_id{in_path("id", "integer", "Số của chỉ tiêu")};
  api.get("listReductions", "/reductions",
          "Chỉ tiêu giảm đầu mối của một đơn vị và cấp dưới: đã giảm, sẽ giảm theo phương án nào")
      .needs(Permission::statistics_read)
      .with({platform::in_query("unit", "string", "Mã đơn vị", true)})
      .lists<Reduction>()
      .answers([&reductions](Request& r) {
        return platform::list_response(reductions.list(r.actor, r.query_value("unit").value_or("")));
      });
  api.post("addReduction", "/reductions", "Đặt chỉ tiêu giảm một loại đơn vị")
      .needs(Permission::targets_manage)
      .success(201)
      .takes<ReductionEdit>()
      .gives<Reduction>()
      .answers([&reductions](Request& r) {
        return reduction_response(reductions.add(r.actor, base::parse_record<ReductionEdit>(r.body)), 201);
      });
  api.put("setReduction", "/reductions/{id}", "Sửa một chỉ tiêu giảm đầu mối")
      .needs(Permission::targets_manage)
      .with(by_id)
      .takes<ReductionEdit>()
      .gives<Reduction>()
      .answers([&reductions](Request& r) {
        return reduction_response(reductions.set(r.actor, reduction_of(r), base::parse_record<ReductionEdit>(r.body),
                                                 r.seen_version().value_or(0)));
      });
  api.remove("removeReduction", "/reductions/{id}", "Bỏ một chỉ tiêu giảm đầu mối")
      .needs(Permission::targets_manage)
      .with(by_id)
      .answers([&reductions](Request& r) {
        reductions.remove(r.actor, reduction_of(r), r.seen_version().value_or(0));
        return platform::no_content();
      });
}

void add_sheets(platform::Routes& api, Statistics& statistics) {
  const std::vector<platform::ParameterSpec> by_plan{platform::in_path("code", "string", "Mã phương án")};
  api.get("getSheet", "/statistics/plans/{code}", "Trước và sau sắp xếp 6, 12, 24 tháng, trên cùng phạm vi")
      .needs(Permission::statistics_read)
      .with(by_plan)
      .gives<Sheet>()
      .answers([&statistics](Request& r) {
        return platform::record_response(statistics.get_sheet(r.actor, r.path_value("code"), r.language));
      });
  api.get("exportSheet", "/statistics/plans/{code}/file", "Bảng trước và sau sắp xếp thành CSV hoặc XLSX")
      .needs(Permission::statistics_read)
      .with({by_plan.front(), platform::in_query("format", "string", "csv hoặc xlsx")})
      .type("text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
      .answers([&statistics](Request& r) {
        return platform::download_table(r, "truoc-va-sau-sap-xep", [&](const auto& path, auto format) {
          statistics.export_sheet(r.actor, r.path_value("code"), r.language, path, format);
        });
      });
}

}  // namespace

void add_operations(platform::Api& all, Statistics& statistics) {
  platform::Routes api(all, "statistics");
  api.post("queryStatistics", "/statistics/query",
           "Số liệu của một đơn vị, vào một ngày hay trong một kỳ, theo cơ cấu tổ chức được chọn")
      .only_looks()
      .needs(Permission::statistics_read)
      .takes<Query>()
      .gives(answer_shape())
      .answers([&statistics](Request& r) {
        return platform::json_answer(statistics.query(r.actor, base::parse_record<Query>(r.body), r.language));
      });
  api.post("exportStatistics", "/statistics/export",
           "Câu trả lời thành bảng CSV hoặc XLSX, kèm định nghĩa và nguồn số liệu")
      .only_looks()
      .needs(Permission::statistics_read)
      .with({platform::in_query("format", "string", "csv hoặc xlsx")})
      .takes<Query>()
      .type(platform::table_types)
      .answers([&statistics](Request& r) {
        const auto query = base::parse_record<Query>(r.body);
        return platform::download_table(r, "so-lieu", [&](const auto& path, auto format) {
          statistics.export_answer(r.actor, query, r.language, path, format);
        });
      });
  api.get("listMeasures", "/statistics/measures", "Các chỉ số: mỗi chỉ số đếm gì, theo định nghĩa phiên bản nào")
      .lists<Definition>()
      .answers([](Request& r) { return platform::list_response(Statistics::list_measures(r.language)); });
  add_targets(api, statistics);
  add_reductions(api, statistics);
  add_sheets(api, statistics);
}

}  // namespace statistics
