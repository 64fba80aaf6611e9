#include "modules/intake/intake.h"

#include "platform/http/routes.h"

namespace intake {
namespace {

using identity::Permission;
using platform::in_path;
using platform::in_query;
using platform::Request;
using platform::Response;

using platform::list_response;
using platform::list_schema;
using platform::record_response;
using platform::record_schema;

std::int64_t id_in_path(const Request& request) { return request.path_number("id", "intake.text_unknown"); }

// A page that is full has a next one.
template <class T>
Response page_response(const std::vector<T>& items, int limit) {
  const bool full = int(items.size()) == limit;
  return list_response(items, {.next = full ? std::optional(std::to_string(items.back().id)) : std::nullopt});
}

std::optional<std::int64_t> cursor(const Request& request) {
  if (!request.query_value("cursor")) return std::nullopt;
  return request.query_number("cursor", 0, 1, INT64_MAX);
}

std::optional<std::int64_t> place(const Request& request, const char* name) {
  if (!request.query_value(name)) return std::nullopt;
  return request.query_number(name, 0, 0, INT32_MAX);
}

ItemQuery item_query(const Request& request) {
  ItemQuery query;
  query.filter.type = request.query_value("type").value_or("");
  if (const auto state = request.query_enum<ItemsOf>("state").value_or(ItemsOf{}); state != ItemsOf::all)
    query.filter.waiting = state == ItemsOf::waiting;
  query.filter.from = place(request, "from");
  query.filter.to = place(request, "to");
  query.cursor = request.query_value("cursor").value_or("");
  if (request.query_value("item")) query.item = ItemId{request.query_number("item", 0, 1, INT64_MAX)};
  query.at = place(request, "at");
  query.begin = request.query_enum<ItemsFrom>("begin").value_or(ItemsFrom{});
  query.limit = int(request.query_number("limit", 500, 1, 1000));
  return query;
}

const auto path_id = in_path("id", "integer", "Số trong hệ thống");
const auto cursor_spec = in_query("cursor", "string", "Chỗ trang sau bắt đầu");
const auto limit_spec = in_query("limit", "integer", "Nhiều nhất bao nhiêu dòng");

}  // namespace

void add_operations(platform::Api& all, IntakeService& intake) {
  platform::Routes api(all, "intake");
  api.post("uploadIntakeText", "/intake/texts", "Nạp một tệp để đọc")
      .needs(Permission::intake_upload)
      .with({in_query("unit", "string", "Mã đơn vị nhận văn bản", true), in_query("name", "string", "Tên tệp", true)})
      .streams(256u << 20)
      .gives<Uploaded>()
      .answers([&](Request& r) {
        return record_response(intake.upload(r.actor, r.query_value("unit").value_or(""),
                                             r.query_value("name").value_or(""), r.body_file));
      });

  api.get("listIntakeTexts", "/intake/texts", "Các văn bản đã nạp")
      .needs(Permission::intake_read)
      .with({in_query("text", "string", "Tìm trong tên tệp"), in_query("waiting", "boolean", "Chỉ văn bản còn chờ xem"),
             cursor_spec, limit_spec})
      .lists<TextRow>()
      .answers([&](Request& r) {
        TextFilter filter{r.query_value("text").value_or(""), r.query_value("waiting") == "true", cursor(r),
                          int(r.query_number("limit", 50, 1, 500))};
        const auto page = intake.list_texts(r.actor, filter);
        return list_response(page.items, {.next = page.next});
      });

  api.get("getIntakeText", "/intake/texts/{id}", "Toàn văn một văn bản đã nạp")
      .needs(Permission::intake_read)
      .with({path_id, in_query("start", "integer", "Chỉ phần bắt đầu từ ký tự này"),
             in_query("length", "integer", "Phần đó dài nhiều nhất bao nhiêu ký tự")})
      .gives<TextView>()
      .answers([&](Request& r) {
        std::optional<TextPart> part;
        if (r.query_value("start") || r.query_value("length"))
          part = {r.query_number("start", 0, 0, INT32_MAX), r.query_number("length", INT32_MAX, 0, INT32_MAX)};
        return record_response(intake.get_text(r.actor, TextId{id_in_path(r)}, r.language, part));
      });

  api.get("downloadIntakeText", "/intake/texts/{id}/original", "Tệp gốc đã nạp")
      .needs(Permission::intake_read)
      .with({path_id})
      .type("application/octet-stream")
      .answers([&](Request& r) {
        std::string bytes;
        const auto name = intake.original(r.actor, TextId{id_in_path(r)}, bytes);
        return platform::download("application/octet-stream", name, std::move(bytes));
      });

  api.get("listIntakeItems", "/intake/texts/{id}/items", "Những gì đã đọc được trong một văn bản")
      .needs(Permission::intake_read)
      .with({path_id, in_query("state", "string", "all, waiting (chờ xem) hoặc decided (đã xem)"),
             in_query("type", "string", "Chỉ loại này"),
             in_query("from", "integer", "Chỉ mục chạm phần văn bản từ ký tự này"),
             in_query("to", "integer", "… đến trước ký tự này"),
             in_query("item", "integer", "Trang có mục này, cùng các mục trước và sau nó"),
             in_query("at", "integer", "Trang có mục đứng tại ký tự này"),
             in_query("begin", "string", "first (mục đầu) hoặc waiting (mục đầu còn chờ)"), cursor_spec, limit_spec})
      .gives<ItemPage>()
      .answers([&](Request& r) {
        return record_response(intake.list_items(r.actor, TextId{id_in_path(r)}, item_query(r), r.language));
      });

  api.get("countIntakeItems", "/intake/texts/{id}/counts",
          "Một văn bản có bao nhiêu mục của mỗi loại, ở mỗi trạng thái")
      .needs(Permission::intake_read)
      .with({path_id})
      .gives<ItemCounts>()
      .answers([&](Request& r) { return record_response(intake.count_items(r.actor, TextId{id_in_path(r)})); });

  api.post("addIntakeItem", "/intake/texts/{id}/items", "Thêm một mục mà bộ đọc bỏ sót")
      .needs(Permission::intake_review)
      .with({path_id})
      .takes<NewItem>()
      .gives<ItemView>()
      .success(201)
      .answers([&](Request& r) {
        return record_response(
            intake.add_item(r.actor, TextId{id_in_path(r)}, base::parse_record<NewItem>(r.body), r.language), 201);
      });

  api.post("decideIntakeItem", "/intake/items/{id}/decision", "Nhận, sửa, chọn, bỏ hoặc mở lại một mục")
      .needs(Permission::intake_review)
      .with({path_id})
      .takes<Decision>()
      .gives<ItemView>()
      .answers([&](Request& r) {
        const ItemId id{id_in_path(r)};
        const auto decision = base::parse_record<Decision>(r.body);
        return platform::edit_or_show_both(
            r, "intake.item_changed", decision,
            [&] { return record_response(intake.decide(r.actor, id, decision, r.language)); },
            [&] { return intake.get_item(r.actor, id, r.language); });
      });

  api.post("acceptCertainIntakeItems", "/intake/texts/{id}/accept-certain", "Nhận tất cả các mục chắc chắn")
      .needs(Permission::intake_review)
      .with({path_id})
      .slow()
      .gives<AcceptedCertain>()
      .answers([&](Request& r) { return record_response(intake.accept_certain(r.actor, TextId{id_in_path(r)})); });

  api.post("rereadIntakeText", "/intake/texts/{id}/reread", "Đọc lại bằng bản bộ đọc hiện nay")
      .needs(Permission::intake_review)
      .with({path_id})
      .slow()
      .takes<SeenText>()
      .gives<Reread>()
      .answers([&](Request& r) {
        const TextId id{id_in_path(r)};
        const auto seen = base::parse_record<SeenText>(r.body);
        return platform::edit_or_show_both(
            r, "intake.text_changed", seen, [&] { return record_response(intake.reread(r.actor, id, seen.version)); },
            [&] { return intake.get_text_row(r.actor, id); });
      });

  api.get("listContradictions", "/intake/texts/{id}/contradictions", "Những chỗ mâu thuẫn")
      .needs(Permission::intake_read)
      .with({path_id})
      .lists<ContradictionView>()
      .answers([&](Request& r) {
        const auto found = intake.list_contradictions(r.actor, TextId{id_in_path(r)}, r.language);
        return list_response(found.items, {.total = std::ssize(found.items), .capped = found.capped});
      });

  api.get("listFacts", "/intake/facts", "Các dữ kiện đã nhận")
      .needs(Permission::intake_read)
      .with({in_query("type", "string", "Loại dữ kiện"), in_query("text", "string", "Tìm trong nguyên văn"),
             cursor_spec, limit_spec})
      .lists<FactView>()
      .answers([&](Request& r) {
        const int limit = int(r.query_number("limit", 100, 1, 500));
        const auto found = intake.list_facts(
            r.actor, {r.query_value("type").value_or(""), r.query_value("text").value_or(""), {}, cursor(r), limit});
        return page_response(found, limit);
      });

  api.get("listAttestations", "/intake/attestations", "Ai được ghi nhận giữ chức vụ nào vào ngày nào")
      .needs(Permission::intake_read)
      .with({in_query("name", "string", "Họ tên"), in_query("office", "string", "Chức vụ"),
             in_query("on", "date", "Ngày"), cursor_spec, limit_spec})
      .lists<AttestationView>()
      .answers([&](Request& r) {
        const int limit = int(r.query_number("limit", 100, 1, 500));
        return page_response(
            intake.list_attestations(r.actor, {r.query_value("name").value_or(""), r.query_value("office").value_or(""),
                                               r.query_date("on"), cursor(r), limit}),
            limit);
      });
}

}  // namespace intake
