#include "modules/policy/policy.h"
#include "platform/http/records.h"

namespace policy {

void add_operations(platform::Api& api, Policy& policy) {
  platform::Operation list;
  list.id = "listRules";
  list.method = "GET";
  list.path = "/api/v1/rules";
  list.tag = "policy";
  list.summary = "Sổ quy tắc: kiểm tra điều gì, theo văn bản nào, văn bản ấy còn hiệu lực không";
  list.permission = "rules_read";
  list.parameters = {{"on", "query", "date", "Xem vào ngày nào; mặc định là hôm nay", false}};
  list.response_schema = platform::record_schema<RuleList>();
  list.handler = [&policy](platform::Request& request) {
    return platform::record_response(policy.list_rules(request.actor, request.query_date("on")));
  };
  auto get = list;
  get.id = "getRule";
  get.path = "/api/v1/rules/{id}";
  get.summary = "Một quy tắc với mọi thời kỳ áp dụng của nó";
  get.parameters.insert(get.parameters.begin(), {"id", "path", "string", "Mã quy tắc, như R03", true});
  get.handler = [&policy](platform::Request& request) {
    return platform::record_response(
        policy.get_rule(request.actor, request.path_value("id"), request.query_date("on")));
  };
  api.add(std::move(list));
  api.add(std::move(get));
}

}  // namespace policy
