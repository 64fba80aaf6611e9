// /healthz (the process answers), /readyz (the store answers), /metrics (Prometheus text).

#include <fmt/format.h>

#include "app/app.h"

namespace app {
namespace {

std::string metrics(App& app) {
  const auto figures = app.server->figures();
  std::string out;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help, auto value) {
    out += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n{0} {3}\n", name, type, help, value);
  };
  add("lienthong_http_requests_total", "counter", "Requests answered.", figures.requests);
  add("lienthong_http_refused_busy_total", "counter", "Requests refused because the queue was full.",
      figures.refused_busy);
  add("lienthong_http_errors_total", "counter", "Answers with a status of 500 or more.", figures.errors);
  add("lienthong_http_open_connections", "gauge", "Connections now open.", figures.open_connections);
  add("lienthong_http_queued", "gauge", "Requests waiting for a worker.", figures.queued);
  return out;
}

platform::Operation operation(std::string id, std::string path, std::string summary,
                              std::function<platform::Response(platform::Request&)> handler) {
  platform::Operation o;
  o.id = std::move(id);
  o.method = "GET";
  o.path = std::move(path);
  o.tag = "app";
  o.summary = std::move(summary);
  o.door = platform::Door::open;
  o.response_type = "text/plain";
  o.handler = std::move(handler);
  return o;
}

platform::Response text(std::string body) {
  platform::Response r;
  r.header("Content-Type", "text/plain; charset=utf-8");
  r.body = std::move(body);
  return r;
}

}  // namespace

void add_health_operations(App& app) {
  app.api.add(
      operation("getHealth", "/healthz", "Máy chủ còn trả lời", [](platform::Request&) { return text("ok\n"); }));
  app.api.add(operation("getReadiness", "/readyz", "Kho dữ liệu còn trả lời", [&app](platform::Request&) {
    auto tx = app.database->begin_read();
    tx.find<std::int64_t>("SELECT 1");
    return text("ok\n");
  }));
  app.api.add(operation("getMetrics", "/metrics", "Số đo cho Prometheus",
                        [&app](platform::Request&) { return text(metrics(app)); }));
}

}  // namespace app
