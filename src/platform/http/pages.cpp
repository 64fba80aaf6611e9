#include "platform/http/pages.h"

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "platform/http/compression.h"

namespace platform {

void add_security_headers(Response& response, bool secure) {
  const auto has = [&](std::string_view name) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto& h) { return h.first == name; });
  };
  response.header("X-Content-Type-Options", "nosniff");
  response.header("X-Frame-Options", "DENY");
  response.header("Referrer-Policy", "same-origin");
  response.header("Cross-Origin-Opener-Policy", "same-origin");
  response.header("Cross-Origin-Resource-Policy", "same-origin");
  response.header("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
  if (!has("Content-Security-Policy"))
    response.header("Content-Security-Policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
  if (!has("Cache-Control")) response.header("Cache-Control", "no-store");
  if (secure) response.header("Strict-Transport-Security", "max-age=31536000");
}

Pages::Pages(std::vector<StaticFile> files) {
  for (auto& file : files) {
    std::string tag = "\"" + to_hex(sha256(file.content)).substr(0, 20) + "\"";
    std::string path = file.path;
    files_.emplace(std::move(path), Kept{std::move(file), std::move(tag), {}});
  }
}

Response Pages::find(const Request& request) {
  const auto it = files_.find(request.path);
  if (it == files_.end() || request.path == "/index.html") {
    const bool page =
        !request.path.starts_with("/api/") && request.path.find('.', request.path.rfind('/')) == std::string::npos;
    if (page && files_.contains("/index.html")) return index(request);
    return problem(base::Error(base::ErrorKind::not_found, "server.no_page"), request.language, request.id);
  }
  Kept& kept = it->second;
  Response r;
  r.header("Content-Type", kept.file.content_type);
  r.header("ETag", kept.tag);
  // A worker obeys the policy of the answer that its script came in, and asks this server for the pages it keeps.
  if (kept.file.content_type.starts_with("application/javascript"))
    r.header("Content-Security-Policy", "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
  r.header("Cache-Control", kept.file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == kept.tag) {
    r.status = 304;
    return r;
  }
  const Encoding encoding =
      worth_compressing(kept.file.content_type) ? choose_encoding(request.header("accept-encoding")) : Encoding::none;
  if (encoding == Encoding::none) {
    r.body = kept.file.content;
    return r;
  }
  r.header("Vary", "Accept-Encoding");
  r.header("Content-Encoding", encoding == Encoding::brotli ? "br" : "gzip");
  std::lock_guard lock(mutex_);
  auto& body = kept.compressed[int(encoding)];
  if (body.empty()) body = compress(kept.file.content, encoding, true);
  r.body = body;
  return r;
}

Response Pages::index(const Request&) {
  constexpr std::string_view place = "__CSP_NONCE__";
  const std::string nonce = random_token(16);
  std::string html(files_.find("/index.html")->second.file.content);
  for (auto at = html.find(place); at != std::string::npos; at = html.find(place, at + nonce.size()))
    html.replace(at, place.size(), nonce);
  Response r;
  r.header("Content-Type", "text/html; charset=utf-8");
  r.header("Cache-Control", "no-cache");
  r.header(
      "Content-Security-Policy",
      "default-src 'self'; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce +
          "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; object-src 'none'; "
          "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  r.body = std::move(html);
  return r;
}

}  // namespace platform
