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
                       {"properties", {{"mode", base::schema<Mode>()}, {"on", text()}, {"plan", text()}}},
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
            {"sentence", text()},
            {"elapsed_ms", {{"type", "number"}}},
            {"provenance", provenance}}},
          {"required", {"columns", "rows", "withheld", "sentence", "elapsed_ms", "provenance"}}};
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
  api.get("listMeasures", "/statistics/measures", "Các chỉ số: mỗi chỉ số đếm gì, theo định nghĩa phiên bản nào")
      .lists<Definition>()
      .answers([](Request& r) { return platform::list_response(Statistics::list_measures(r.language)); });
}

}  // namespace statistics
