#include "platform/http/http.h"

#include <charconv>
#include <set>

#include "base/record.h"
#include "base/verdict.h"
#include "platform/crypto/crypto.h"

namespace platform {

const std::string& Request::path_value(const std::string& name) const {
  const auto it = path_values.find(name);
  CHECK(it != path_values.end());
  return it->second;
}

std::optional<std::string> Request::query_value(const std::string& name) const {
  const auto it = query.find(name);
  if (it == query.end() || it->second.empty()) return std::nullopt;
  return it->second;
}

std::int64_t Request::query_number(const std::string& name, std::int64_t otherwise, std::int64_t min,
                                   std::int64_t max) const {
  const auto text = query_value(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size() || value < min || value > max)
    throw base::Error(base::ErrorKind::invalid, "field.number_between",
                      {{"min", std::to_string(min)}, {"max", std::to_string(max)}})
        .at_field(name);
  return value;
}

bool Request::query_flag(const std::string& name) const {
  const auto text = query_value(name).value_or("");
  if (text == "true" || text == "1") return true;
  if (text.empty() || text == "false" || text == "0") return false;
  throw base::Error(base::ErrorKind::invalid, "field.yes_no_expected").at_field(name);
}

std::optional<base::Date> Request::query_date(const std::string& name) const {
  const auto text = query_value(name);
  if (!text) return std::nullopt;
  const auto date = base::parse_any_date(*text);
  if (!date) throw base::Error(base::ErrorKind::invalid, "field.date_expected").at_field(name);
  return date;
}

std::int64_t Request::path_number(const std::string& name, const char* unknown_key) const {
  const std::string& text = path_value(name);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0)
    throw base::Error(base::ErrorKind::not_found, unknown_key);
  return value;
}

std::string Request::header(const std::string& lower_case_name) const {
  const auto it = headers.find(lower_case_name);
  return it == headers.end() ? std::string() : it->second;
}

std::string Request::seen_tag() const {
  std::string tag = header("if-match");
  if (tag.starts_with("W/")) tag.erase(0, 2);
  std::erase(tag, '"');
  return tag;
}

std::optional<std::int64_t> Request::seen_version() const {
  const std::string tag = seen_tag();
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
  const bool number = error == std::errc() && end == tag.data() + tag.size() && version >= 0;
  return number ? std::optional(version) : std::nullopt;
}

Response& Response::header(std::string name, std::string value) & {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response json_response(std::string json, int status) {
  Response r;
  r.status = status;
  r.header("Content-Type", "application/json; charset=utf-8");
  r.body = std::move(json);
  return r;
}

Response no_content() {
  Response r;
  r.status = 204;
  return r;
}

Response download(std::string content_type, std::string file_name, std::string body) {
  std::string plain, encoded;
  for (const char c : file_name) {
    const auto b = static_cast<unsigned char>(c);
    const bool safe =
        (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '.' || b == '-' || b == '_';
    plain += safe ? c : '_';
    if (safe)
      encoded += c;
    else
      encoded += "%" + to_hex({&c, 1});
  }
  Response r;
  r.header("Content-Type", std::move(content_type));
  r.header("Content-Disposition", "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
  r.body = std::move(body);
  return r;
}

Response download(std::string content_type, std::string file_name, TemporaryFile file) {
  auto r = download(std::move(content_type), std::move(file_name), std::string());
  r.file = std::move(file);
  return r;
}

Response download_table(const Request& request, const std::string& name,
                        const std::function<void(const std::filesystem::path&, TableFormat)>& write) {
  const auto ending = request.query_value("format").value_or("csv");
  if (ending != "csv" && ending != "xlsx")
    throw base::Error(base::ErrorKind::invalid, "table.format_unknown").at_field("format");
  const bool csv = ending == "csv";
  TemporaryFile file;
  write(file.path(), csv ? TableFormat::csv : TableFormat::xlsx);
  return download(csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  name + "." + ending, std::move(file));
}

void Api::add(Operation operation) {
  for (const auto& other : operations_)
    CHECK(other.id != operation.id && (other.method != operation.method || other.path != operation.path));
  CHECK(operation.handler);
  operations_.push_back(std::move(operation));
}

std::string Api::openapi(std::string_view version) const {
  using base::Json;
  Json paths = Json::object();
  for (const auto& op : operations_) {
    Json entry = {{"operationId", op.id},
                  {"tags", {op.tag}},
                  {"summary", op.summary},
                  {"x-permission", op.permission},
                  {"x-door", op.door == Door::open ? "open" : "session"}};
    Json parameters = Json::array();
    for (const auto& p : op.parameters) {
      Json schema = {{"type", p.type == "date" ? "string" : p.type}};
      if (p.type == "date") schema["format"] = "date";
      parameters.push_back({{"name", p.name},
                            {"in", p.in},
                            {"required", p.required || p.in == "path"},
                            {"description", p.description},
                            {"schema", schema}});
    }
    if (!parameters.empty()) entry["parameters"] = parameters;
    if (op.streams)
      entry["requestBody"] = {
          {"required", true},
          {"content", {{"application/octet-stream", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
    else if (!op.request_schema.empty())
      entry["requestBody"] = {{"required", true},
                              {"content", {{"application/json", {{"schema", Json::parse(op.request_schema)}}}}}};
    Json good = {{"description", "OK"}};
    if (!op.response_schema.empty())
      good["content"] = {{op.response_type, {{"schema", Json::parse(op.response_schema)}}}};
    else if (op.success != 204)  // a table comes in one of several types: "text/csv, application/…"
      for (std::size_t at = 0, end = 0; end != std::string::npos; at = end + 2) {
        end = op.response_type.find(", ", at);
        good["content"][op.response_type.substr(at, end - at)] = {{"schema", {{"type", "string"}}}};
      }
    entry["responses"] = {{std::to_string(op.success), good},
                          {"default", {{"$ref", "#/components/responses/Problem"}}}};
    std::string method = op.method;
    for (char& c : method) c = char(c | 0x20);
    paths[op.path][method] = entry;
  }
  const Json text = {{"type", "string"}};
  const Json optional_text = {{"type", {"string", "null"}}};
  const Json problem = {{"type", "object"},
                        {"required", {"type", "title", "status", "detail", "key", "id"}},
                        {"properties",
                         {{"type", text},
                          {"title", text},
                          {"status", {{"type", "integer"}}},
                          {"detail", text},
                          {"key", text},
                          {"id", text},
                          {"field", optional_text},
                          {"current", {{"type", "object"}, {"description", "Bản đang lưu, khi bản được gửi đã cũ"}}},
                          {"sent", {{"type", "object"}, {"description", "Bản được gửi"}}},
                          {"problems",
                           {{"type", "array"},
                            {"items",
                             {{"type", "object"},
                              {"required", {"field", "key", "sentence"}},
                              {"properties", {{"field", text}, {"key", text}, {"sentence", text}}}}}}},
                          {"refusals",
                           {{"type", "array"},
                            {"items",
                             {{"type", "object"},
                              {"required", {"rule", "sentence", "citation"}},
                              {"properties", {{"rule", text}, {"sentence", text}, {"citation", text}}}}}}}}}};
  const Json document = {
      {"openapi", "3.1.0"},
      {"info", {{"title", "Liên Thông"}, {"version", version}}},
      {"paths", paths},
      {"components",
       {{"schemas", {{"Problem", problem}}},
        {"responses",
         {{"Problem",
           {{"description", "RFC 9457"},
            {"content",
             {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}}}}};
  return document.dump(1) + "\n";
}

namespace {

int status_of(base::ErrorKind kind) {
  using enum base::ErrorKind;
  switch (kind) {
    case invalid:
      return 400;
    case unauthenticated:
      return 401;
    case forbidden:
      return 403;
    case not_found:
      return 404;
    case conflict:
      return 409;
    case too_large:
      return 413;
    case rule_broken:
      return 422;
    case throttled:
      return 429;
    case unavailable:
      return 503;
  }
  return 500;
}

}  // namespace

Response problem(const base::Error& error, base::Language language, const std::string& request_id, int status) {
  using base::Json;
  if (status == 0) status = status_of(error.kind());
  Json body = {{"type", "urn:lienthong:" + error.key()},
               {"title", base::name_of(error.kind())},
               {"status", status},
               {"detail", base::sentence(error.key(), error.parameters(), language)},
               {"key", error.key()},
               {"id", request_id}};
  if (!error.field().empty()) body["field"] = error.field();
  if (const auto* fields = dynamic_cast<const base::FieldErrors*>(&error)) {
    body["problems"] = Json::array();
    for (const auto& p : fields->problems())
      body["problems"].push_back(
          {{"field", p.field}, {"key", p.key}, {"sentence", base::sentence(p.key, p.parameters, language)}});
  }
  if (const auto* broken = dynamic_cast<const base::RuleBroken*>(&error)) {
    body["refusals"] = Json::array();
    for (const auto& r : broken->verdict().refusals())
      body["refusals"].push_back(
          {{"rule", r.rule}, {"sentence", base::sentence(r.key, r.parameters, language)}, {"citation", r.citation}});
  }
  Response response = json_response(body.dump(-1, ' ', false, Json::error_handler_t::replace), status);
  response.headers.front().second = "application/problem+json; charset=utf-8";
  if (error.kind() == base::ErrorKind::throttled || error.kind() == base::ErrorKind::unavailable) {
    const auto wait = error.parameters().find("seconds");
    response.header("Retry-After", wait == error.parameters().end() ? "1" : wait->second);
  }
  return response;
}

}  // namespace platform
