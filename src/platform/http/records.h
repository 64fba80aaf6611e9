#pragma once
// What the routes of records share: a record or a list of them as an answer, and what the OpenAPI document says of
// it. Every list has the same four parts: items, next (the cursor of the next page), total, capped (there are more
// than total says).

#include "base/record.h"
#include "platform/http/http.h"

namespace platform {

struct ListEnd {
  std::optional<std::string> next{};
  std::optional<std::int64_t> total{};
  bool capped = false;
};

inline Response json_answer(const base::Json& json, int status = 200) {
  return json_response(json.dump(-1, ' ', false, base::Json::error_handler_t::replace), status);
}

template <class T>
Response record_response(const T& record, int status = 200) {
  return json_answer(base::to_json(record), status);
}

inline Response list_response(base::Json items, const ListEnd& end) {
  return json_answer({{"items", std::move(items)},
                      {"next", base::to_json(end.next)},
                      {"total", base::to_json(end.total)},
                      {"capped", end.capped}});
}
template <class T>
Response list_response(const std::vector<T>& items, const ListEnd& end) {
  return list_response(base::to_json(items), end);
}
// The whole list.
template <class T>
Response list_response(const std::vector<T>& items) {
  return list_response(items, {.total = std::ssize(items)});
}

// Makes an edit. When another one was faster, the refusal carries what is stored now beside what was sent.
template <class Sent, class Edit, class Current>
Response edit_or_show_both(const Request& request, std::string_view conflict_key, const Sent& sent, Edit&& edit,
                           Current&& current) {
  try {
    return edit();
  } catch (const base::Error& error) {
    if (error.key() != conflict_key) throw;
    Response refusal = problem(error, request.language, request.id);
    base::Json body = base::Json::parse(refusal.body);
    body["current"] = base::to_json(current());
    body["sent"] = base::to_json(sent);
    refusal.body = json_answer(body).body;
    return refusal;
  }
}

template <class T>
std::string record_schema() {
  return base::schema<T>().dump();
}

inline base::Json list_shape(base::Json item) {
  return {{"type", "object"},
          {"properties",
           {{"items", {{"type", "array"}, {"items", std::move(item)}}},
            {"next", {{"type", {"string", "null"}}}},
            {"total", {{"type", {"integer", "null"}}}},
            {"capped", {{"type", "boolean"}}}}},
          {"required", {"items", "next", "total", "capped"}}};
}
template <class T>
std::string list_schema() {
  return list_shape(base::schema<T>()).dump();
}

}  // namespace platform
