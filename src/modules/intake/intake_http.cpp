#include "modules/intake/intake.h"

#include "platform/http/records.h"

namespace intake {
namespace {

using platform::Operation;
using platform::Request;
using platform::Response;

using platform::list_response;
using platform::list_schema;
using platform::record_response;
using platform::record_schema;

Operation operation(std::string id, std::string method, std::string path, std::string summary, std::string permission) {
  Operation o;
  o.id = std::move(id);
  o.method = std::move(method);
  o.path = "/api/v1/intake/" + std::move(path);
  o.tag = "intake";
  o.summary = std::move(summary);
  o.permission = std::move(permission);
  o.writes = o.method != "GET";
  return o;
}

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

const platform::ParameterSpec path_id{"id", "path", "integer", "Số trong hệ thống", true};
const platform::ParameterSpec cursor_spec{"cursor", "query", "string", "Chỗ trang sau bắt đầu", false};
const platform::ParameterSpec limit_spec{"limit", "query", "integer", "Nhiều nhất bao nhiêu dòng", false};

}  // namespace

void add_operations(platform::Api& api, IntakeService& intake) {
  auto upload = operation("uploadIntakeText", "POST", "texts", "Nạp một tệp để đọc", "intake_upload");
  upload.parameters = {{"unit", "query", "string", "Mã đơn vị nhận văn bản", true},
                       {"name", "query", "string", "Tên tệp", true}};
  upload.streams = true;
  upload.body_limit = 256u << 20;
  upload.response_schema = record_schema<Uploaded>();
  upload.handler = [&](Request& r) {
    return record_response(
        intake.upload(r.actor, r.query_value("unit").value_or(""), r.query_value("name").value_or(""), r.body_file));
  };
  api.add(upload);

  auto texts = operation("listIntakeTexts", "GET", "texts", "Các văn bản đã nạp", "intake_read");
  texts.parameters = {{"text", "query", "string", "Tìm trong tên tệp", false},
                      {"waiting", "query", "boolean", "Chỉ văn bản còn chờ xem", false},
                      cursor_spec,
                      limit_spec};
  texts.response_schema = list_schema<TextRow>();
  texts.handler = [&](Request& r) {
    TextFilter filter{r.query_value("text").value_or(""), r.query_value("waiting") == "true", cursor(r),
                      int(r.query_number("limit", 50, 1, 500))};
    const auto page = intake.list_texts(r.actor, filter);
    return list_response(page.items, {.next = page.next});
  };
  api.add(texts);

  auto text = operation("getIntakeText", "GET", "texts/{id}", "Toàn văn một văn bản đã nạp", "intake_read");
  text.parameters = {path_id};
  text.response_schema = record_schema<TextView>();
  text.handler = [&](Request& r) {
    return record_response(intake.get_text(r.actor, TextId{id_in_path(r)}, r.language));
  };
  api.add(text);

  auto original = operation("downloadIntakeText", "GET", "texts/{id}/original", "Tệp gốc đã nạp", "intake_read");
  original.parameters = {path_id};
  original.response_type = "application/octet-stream";
  original.handler = [&](Request& r) {
    std::string bytes;
    const auto name = intake.original(r.actor, TextId{id_in_path(r)}, bytes);
    return platform::download("application/octet-stream", name, std::move(bytes));
  };
  api.add(original);

  auto items =
      operation("listIntakeItems", "GET", "texts/{id}/items", "Những gì đã đọc được trong một văn bản", "intake_read");
  items.parameters = {path_id};
  items.response_schema = list_schema<ItemView>();
  items.handler = [&](Request& r) {
    return list_response(intake.list_items(r.actor, TextId{id_in_path(r)}, r.language));
  };
  api.add(items);

  auto add = operation("addIntakeItem", "POST", "texts/{id}/items", "Thêm một mục mà bộ đọc bỏ sót", "intake_review");
  add.parameters = {path_id};
  add.request_schema = record_schema<NewItem>();
  add.response_schema = record_schema<ItemView>();
  add.success = 201;
  add.handler = [&](Request& r) {
    return record_response(
        intake.add_item(r.actor, TextId{id_in_path(r)}, base::parse_record<NewItem>(r.body), r.language), 201);
  };
  api.add(add);

  auto decide = operation("decideIntakeItem", "POST", "items/{id}/decision", "Nhận, sửa, chọn, bỏ hoặc mở lại một mục",
                          "intake_review");
  decide.parameters = {path_id};
  decide.request_schema = record_schema<Decision>();
  decide.response_schema = record_schema<ItemView>();
  decide.handler = [&](Request& r) {
    const ItemId id{id_in_path(r)};
    const auto decision = base::parse_record<Decision>(r.body);
    return platform::edit_or_show_both(
        r, "intake.item_changed", decision,
        [&] { return record_response(intake.decide(r.actor, id, decision, r.language)); },
        [&] { return intake.get_item(r.actor, id, r.language); });
  };
  api.add(decide);

  auto certain = operation("acceptCertainIntakeItems", "POST", "texts/{id}/accept-certain",
                           "Nhận tất cả các mục chắc chắn", "intake_review");
  certain.parameters = {path_id};
  certain.slow = true;
  certain.response_schema = record_schema<AcceptedCertain>();
  certain.handler = [&](Request& r) { return record_response(intake.accept_certain(r.actor, TextId{id_in_path(r)})); };
  api.add(certain);

  auto reread =
      operation("rereadIntakeText", "POST", "texts/{id}/reread", "Đọc lại bằng bản bộ đọc hiện nay", "intake_review");
  reread.parameters = {path_id};
  reread.slow = true;
  reread.response_schema = record_schema<Reread>();
  reread.handler = [&](Request& r) { return record_response(intake.reread(r.actor, TextId{id_in_path(r)})); };
  api.add(reread);

  auto contradictions =
      operation("listContradictions", "GET", "texts/{id}/contradictions", "Những chỗ mâu thuẫn", "intake_read");
  contradictions.parameters = {path_id};
  contradictions.response_schema = list_schema<ContradictionView>();
  contradictions.handler = [&](Request& r) {
    return list_response(intake.list_contradictions(r.actor, TextId{id_in_path(r)}, r.language));
  };
  api.add(contradictions);

  auto facts = operation("listFacts", "GET", "facts", "Các dữ kiện đã nhận", "intake_read");
  facts.parameters = {{"type", "query", "string", "Loại dữ kiện", false},
                      {"text", "query", "string", "Tìm trong nguyên văn", false},
                      cursor_spec,
                      limit_spec};
  facts.response_schema = list_schema<FactView>();
  facts.handler = [&](Request& r) {
    const int limit = int(r.query_number("limit", 100, 1, 500));
    const auto found = intake.list_facts(
        r.actor, {r.query_value("type").value_or(""), r.query_value("text").value_or(""), {}, cursor(r), limit});
    return page_response(found, limit);
  };
  api.add(facts);

  auto attestations = operation("listAttestations", "GET", "attestations",
                                "Ai được ghi nhận giữ chức vụ nào vào ngày nào", "intake_read");
  attestations.parameters = {{"name", "query", "string", "Họ tên", false},
                             {"office", "query", "string", "Chức vụ", false},
                             {"on", "query", "date", "Ngày", false},
                             cursor_spec,
                             limit_spec};
  attestations.response_schema = list_schema<AttestationView>();
  attestations.handler = [&](Request& r) {
    const int limit = int(r.query_number("limit", 100, 1, 500));
    return page_response(
        intake.list_attestations(r.actor, {r.query_value("name").value_or(""), r.query_value("office").value_or(""),
                                           r.query_date("on"), cursor(r), limit}),
        limit);
  };
  api.add(attestations);
}

}  // namespace intake
