#include "modules/policy/policy.h"
#include "platform/http/http.h"

namespace policy {
namespace {

std::optional<base::Date> read_on(const platform::Request& request) {
  const auto text = request.query_value("on");
  if (!text || text->empty()) return std::nullopt;
  const auto date = base::parse_any_date(*text);
  if (!date) throw base::Error(base::ErrorKind::invalid, "field.date_expected").at_field("on");
  return date;
}

}  // namespace

void add_operations(platform::Api& api, Policy& policy) {
  platform::Operation list;
  list.id = "listRules";
  list.method = "GET";
  list.path = "/api/v1/rules";
  list.tag = "policy";
  list.summary = "Sổ quy tắc: kiểm tra điều gì, theo văn bản nào, văn bản ấy còn hiệu lực không";
  list.permission = "rules_read";
  list.parameters = {{"on", "query", "date", "Xem vào ngày nào; mặc định là hôm nay", false}};
  list.response_schema = base::schema<RuleList>().dump();
  list.handler = [&policy](platform::Request& request) {
    return platform::json_response(base::to_json(policy.list_rules(request.actor, read_on(request))).dump());
  };
  auto get = list;
  get.id = "getRule";
  get.path = "/api/v1/rules/{id}";
  get.summary = "Một quy tắc với mọi thời kỳ áp dụng của nó";
  get.parameters.insert(get.parameters.begin(), {"id", "path", "string", "Mã quy tắc, như R03", true});
  get.handler = [&policy](platform::Request& request) {
    return platform::json_response(
        base::to_json(policy.get_rule(request.actor, request.path_value("id"), read_on(request))).dump());
  };
  api.add(std::move(list));
  api.add(std::move(get));
}

}  // namespace policy
