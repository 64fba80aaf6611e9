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

std::optional<std::int64_t> place(const Request& request, const char* name) {
  if (!request.query_value(name)) return std::nullopt;
  return request.query_number(name, 0, 0, INT32_MAX);
}

template <class E>
E word(const Request& request, const char* name) {
  const auto value = base::parse_enum<E>(request.query_value(name).value_or(std::string(base::enum_name(E{}))));
  if (!value) throw base::Error(base::ErrorKind::invalid, "field.value_unknown").at_field(name);
  return *value;
}

ItemQuery item_query(const Request& request) {
  ItemQuery query;
  query.filter.type = request.query_value("type").value_or("");
  if (const auto state = word<ItemsOf>(request, "state"); state != ItemsOf::all)
    query.filter.waiting = state == ItemsOf::waiting;
  query.filter.from = place(request, "from");
  query.filter.to = place(request, "to");
  query.cursor = request.query_value("cursor").value_or("");
  if (request.query_value("item")) query.item = ItemId{request.query_number("item", 0, 1, INT64_MAX)};
  query.at = place(request, "at");
  query.begin = word<ItemsFrom>(request, "begin");
  query.limit = int(request.query_number("limit", 500, 1, 1000));
  return query;
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
  text.parameters = {path_id,
                     {"start", "query", "integer", "Chỉ phần bắt đầu từ ký tự này", false},
                     {"length", "query", "integer", "Phần đó dài nhiều nhất bao nhiêu ký tự", false}};
  text.response_schema = record_schema<TextView>();
  text.handler = [&](Request& r) {
    std::optional<TextPart> part;
    if (r.query_value("start") || r.query_value("length"))
      part = {r.query_number("start", 0, 0, INT32_MAX), r.query_number("length", INT32_MAX, 0, INT32_MAX)};
    return record_response(intake.get_text(r.actor, TextId{id_in_path(r)}, r.language, part));
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
  items.parameters = {path_id,
                      {"state", "query", "string", "all, waiting (chờ xem) hoặc decided (đã xem)", false},
                      {"type", "query", "string", "Chỉ loại này", false},
                      {"from", "query", "integer", "Chỉ mục chạm phần văn bản từ ký tự này", false},
                      {"to", "query", "integer", "… đến trước ký tự này", false},
                      {"item", "query", "integer", "Trang có mục này, cùng các mục trước và sau nó", false},
                      {"at", "query", "integer", "Trang có mục đứng tại ký tự này", false},
                      {"begin", "query", "string", "first (mục đầu) hoặc waiting (mục đầu còn chờ)", false},
                      cursor_spec,
                      limit_spec};
  items.response_schema = record_schema<ItemPage>();
  items.handler = [&](Request& r) {
    return record_response(intake.list_items(r.actor, TextId{id_in_path(r)}, item_query(r), r.language));
  };
  api.add(items);

  auto counts = operation("countIntakeItems", "GET", "texts/{id}/counts",
                          "Một văn bản có bao nhiêu mục của mỗi loại, ở mỗi trạng thái", "intake_read");
  counts.parameters = {path_id};
  counts.response_schema = record_schema<ItemCounts>();
  counts.handler = [&](Request& r) { return record_response(intake.count_items(r.actor, TextId{id_in_path(r)})); };
  api.add(counts);

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
  reread.request_schema = record_schema<SeenText>();
  reread.response_schema = record_schema<Reread>();
  reread.handler = [&](Request& r) {
    const TextId id{id_in_path(r)};
    const auto seen = base::parse_record<SeenText>(r.body);
    return platform::edit_or_show_both(
        r, "intake.text_changed", seen, [&] { return record_response(intake.reread(r.actor, id, seen.version)); },
        [&] { return intake.get_text_row(r.actor, id); });
  };
  api.add(reread);

  auto contradictions =
      operation("listContradictions", "GET", "texts/{id}/contradictions", "Những chỗ mâu thuẫn", "intake_read");
  contradictions.parameters = {path_id};
  contradictions.response_schema = list_schema<ContradictionView>();
  contradictions.handler = [&](Request& r) {
    const auto found = intake.list_contradictions(r.actor, TextId{id_in_path(r)}, r.language);
    return list_response(found.items, {.total = std::ssize(found.items), .capped = found.capped});
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
