#include "modules/identity/identity.h"
#include "modules/policy/policy.h"
#include "platform/http/routes.h"

namespace policy {
namespace {

using identity::Permission;
using platform::in_path;
using platform::Request;

const platform::ParameterSpec version{"If-Match", "header", "string", "Phiên bản đã xem (version)", true};

void add_rules(platform::Routes& api, Policy& policy) {
  const auto on = platform::in_query("on", "date", "Xem vào ngày nào; mặc định là hôm nay");
  const auto id = in_path("id", "string", "Mã quy tắc, như R03");
  api.get("listRules", "/rules", "Sổ quy tắc: kiểm tra điều gì, theo văn bản nào, văn bản ấy còn hiệu lực không")
      .needs(Permission::rules_read)
      .with({on})
      .gives<RuleList>()
      .answers(
          [&policy](Request& r) { return platform::record_response(policy.list_rules(r.actor, r.query_date("on"))); });
  api.get("getRule", "/rules/{id}", "Một quy tắc với mọi thời kỳ áp dụng, tham số và kịch bản kiểm tra của nó")
      .needs(Permission::rules_read)
      .with({id, on})
      .gives<RuleList>()
      .answers([&policy](Request& r) {
        return platform::record_response(policy.get_rule(r.actor, r.path_value("id"), r.query_date("on")));
      });
  api.put("setRuleParameter", "/rules/{id}/parameters/{key}", "Đặt một tham số của quy tắc từ một ngày")
      .needs(Permission::settings_manage)
      .with({id, in_path("key", "string", "Khóa của tham số"), version})
      .takes<ParameterEdit>()
      .gives<RuleList>()
      .answers([&policy](Request& r) {
        const auto edit = base::parse_record<ParameterEdit>(r.body);
        const auto& rule = r.path_value("id");
        return platform::edit_or_show_both(
            r, "policy.changed_meanwhile", edit,
            [&] {
              return platform::record_response(
                  policy.set_parameter(r.actor, rule, r.path_value("key"), edit, r.seen_version()));
            },
            [&] { return policy.get_rule(r.actor, rule, {}); });
      });
}

void add_calendar(platform::Routes& api, Policy& policy) {
  api.get("listCalendarYears", "/calendar", "Lịch làm việc: ngày nghỉ và ngày làm bù của từng năm, kèm căn cứ")
      .needs(Permission::rules_read)
      .lists<CalendarYear>()
      .answers([&policy](Request& r) { return platform::list_response(policy.list_years(r.actor)); });
  api.put("putCalendarYear", "/calendar/{year}", "Nhập lịch làm việc của một năm, thay cho lịch đang có của năm ấy")
      .needs(Permission::settings_manage)
      .with({in_path("year", "integer", "Năm"), version})
      .takes<CalendarEdit>()
      .gives<CalendarYear>()
      .answers([&policy](Request& r) {
        const auto edit = base::parse_record<CalendarEdit>(r.body);
        const int year = int(std::min<std::int64_t>(r.path_number("year", "policy.year_unknown"), 9999));
        return platform::edit_or_show_both(
            r, "policy.changed_meanwhile", edit,
            [&] { return platform::record_response(policy.put_year(r.actor, year, edit, r.seen_version())); },
            [&] {
              for (const auto& one : policy.list_years(r.actor))
                if (one.year == year) return one;
              return CalendarYear{year, false, {}, {}, 0};
            });
      });
}

}  // namespace

void add_operations(platform::Api& all, Policy& policy) {
  platform::Routes api(all, "policy");
  add_rules(api, policy);
  add_calendar(api, policy);
}

}  // namespace policy
