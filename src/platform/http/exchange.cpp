#include "platform/http/exchange.h"

#include "platform/http/compression.h"
#include "platform/http/pages.h"
#include "platform/log/log.h"

namespace platform {
namespace {

constexpr std::size_t worth_compressing_from = 1024;

}  // namespace

std::string readable_size(std::uint64_t bytes) {
  return bytes >= (1 << 20) ? std::to_string(bytes >> 20) + " MB"
                            : std::to_string(std::max<std::uint64_t>(bytes >> 10, 1)) + " kB";
}

base::Language language_of(std::string_view accept) {
  return accept.starts_with("en") ? base::Language::en : base::Language::vi;
}

void read_cookies(std::string_view header, std::map<std::string, std::string>& into) {
  for (std::size_t at = 0; at < header.size();) {
    auto end = header.find(';', at);
    if (end == header.npos) end = header.size();
    auto pair = header.substr(at, end - at);
    at = end + 1;
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    if (const auto equals = pair.find('='); equals != pair.npos)
      into[std::string(pair.substr(0, equals))] = pair.substr(equals + 1);
  }
}

Response error_response(base::ErrorKind kind, std::string key, base::Parameters parameters, const Request& request,
                        int status) {
  return problem(base::Error(kind, std::move(key), std::move(parameters)), request.language, request.id, status);
}

// Runs a handler: the one place of HTTP where exceptions end.
Response answer(const Operation& operation, Request& request, const Server::Authenticate& authenticate, Step step) {
  try {
    request.actor = {};
    if (authenticate) authenticate(request, operation);
    return step == Step::knock ? no_content() : operation.handler(request);
  } catch (const base::Error& error) {
    if (!error.detail().empty() || error.kind() == base::ErrorKind::unavailable)
      log(LogLevel::warning, "request.refused",
          {{"id", request.id}, {"operation", operation.id}, {"key", error.key()}, {"detail", error.detail()}});
    return problem(error, request.language, request.id);
  } catch (const std::exception& error) {
    log(LogLevel::error, "request.failed", {{"id", request.id}, {"operation", operation.id}, {"detail", error.what()}});
    return error_response(base::ErrorKind::invalid, "server.internal", {{"id", request.id}}, request, 500);
  }
}

// Compression, entity tags and the headers that every answer carries.
void finish_response(Response& response, const Request& request) {
  std::string type, tag;
  bool encoded = false;
  for (const auto& [name, value] : response.headers) {
    if (name == "Content-Type") type = value;
    if (name == "ETag") tag = value;
    if (name == "Content-Encoding") encoded = true;
  }
  if (response.status == 200 && request.method == "GET" && !tag.empty() && request.header("if-none-match") == tag) {
    response.status = 304;
    response.body.clear();
  }
  if (!encoded && !response.file && response.body.size() >= worth_compressing_from && worth_compressing(type)) {
    if (const auto encoding = choose_encoding(request.header("accept-encoding")); encoding != Encoding::none) {
      response.body = compress(response.body, encoding, false);
      response.header("Content-Encoding", encoding == Encoding::brotli ? "br" : "gzip");
      response.header("Vary", "Accept-Encoding");
    }
  }
  response.header("X-Request-Id", request.id);
  add_security_headers(response, request.secure);
}

}  // namespace platform
