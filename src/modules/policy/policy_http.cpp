#include "modules/policy/policy.h"
#include "platform/http/routes.h"

namespace policy {

void add_operations(platform::Api& all, Policy& policy) {
  platform::Routes api(all, "policy");
  const auto on = platform::in_query("on", "date", "Xem vào ngày nào; mặc định là hôm nay");
  api.get("listRules", "/rules", "Sổ quy tắc: kiểm tra điều gì, theo văn bản nào, văn bản ấy còn hiệu lực không")
      .needs(identity::Permission::rules_read)
      .with({on})
      .gives<RuleList>()
      .answers([&policy](platform::Request& r) {
        return platform::record_response(policy.list_rules(r.actor, r.query_date("on")));
      });
  api.get("getRule", "/rules/{id}", "Một quy tắc với mọi thời kỳ áp dụng của nó")
      .needs(identity::Permission::rules_read)
      .with({platform::in_path("id", "string", "Mã quy tắc, như R03"), on})
      .gives<RuleList>()
      .answers([&policy](platform::Request& r) {
        return platform::record_response(policy.get_rule(r.actor, r.path_value("id"), r.query_date("on")));
      });
}

}  // namespace policy
