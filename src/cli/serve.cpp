#include <signal.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/app.h"
#include "base/sentence.h"
#include "cli/cli.h"
#include "platform/log/log.h"

namespace cli {
namespace {

platform::LogLevel log_level(const std::string& name) {
  if (name == "debug") return platform::LogLevel::debug;
  if (name == "warning") return platform::LogLevel::warning;
  if (name == "error") return platform::LogLevel::error;
  return platform::LogLevel::info;
}

platform::ServerSettings server_settings(const Options& o) {
  platform::ServerSettings s;
  const auto colon = o.listen.rfind(':');
  int port = -1;
  if (colon != std::string::npos) {
    const auto text = std::string_view(o.listen).substr(colon + 1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port > 65535) port = -1;
  }
  if (port < 0) throw base::Error(base::ErrorKind::invalid, "cli.listen_wrong", {{"listen", o.listen}});
  s.address = o.listen.substr(0, colon);
  if (s.address.starts_with('[') && s.address.ends_with(']')) s.address = s.address.substr(1, s.address.size() - 2);
  s.port = port;
  s.workers = o.workers;
  s.queue = std::size_t(o.queue);
  s.certificate = o.certificate;
  s.key = o.key;
  s.trust_proxy = o.trust_proxy;
  s.upload_folder = std::filesystem::path(o.data) / "uploads";
  return s;
}

// Uploads and downloads on their way stay in the data folder; what a server that ended at once has left is removed.
// What waits for a job lies one folder below, and the jobs sweep it.
void open_uploads(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::vector<std::filesystem::path> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) left.push_back(entry.path());
  for (const auto& file : left) std::filesystem::remove(file);
}

int run_server(const Options& o, Output& output,
               const std::function<void(app::App&, const std::string& address)>& ready) {
  // Signals are waited for below; no other thread may take them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  platform::start_log(log_level(o.log_level), o.log_file);

  app::Settings settings;
  settings.data = o.data;
  settings.database = o.database;
  const auto server_options = server_settings(o);
  setenv("TMPDIR", std::filesystem::absolute(server_options.upload_folder).c_str(), 1);  // while there is one thread
  app::App app(settings);
  open_uploads(server_options.upload_folder);
  app.start();
  if (app.clock_behind)
    output.err("lienthong: " + base::sentence("app.clock_behind", *app.clock_behind, o.language) + "\n");
  auto& server = app.serve(server_options);
  const int port = server.start();
  const std::string address =
      std::string(o.certificate.empty() ? "http://" : "https://") + server_options.address + ":" + std::to_string(port);
  CommandSocket commands(app, o.data);
  if (!o.port_file.empty()) {
    std::error_code error;
    std::ofstream(o.port_file + ".part") << port;
    std::filesystem::rename(o.port_file + ".part", o.port_file, error);
    if (error)
      throw base::Error(base::ErrorKind::unavailable, "cli.file_unwritable", {{"path", o.port_file}}, error.message());
  }
  platform::log(platform::LogLevel::info, "server.started", {{"address", address}});
  ready(app, address);
  int received = 0;
  sigwait(&signals, &received);
  platform::log(platform::LogLevel::info, "server.stopping", {});
  server.stop();
  app.stop();
  platform::log(platform::LogLevel::info, "server.stopped", {});
  return 0;
}

}  // namespace

int serve(const Options& o, Output& output) {
  return run_server(o, output, [&](app::App& app, const std::string& address) {
    output.out("Liên Thông: " + address + "\n");
    if (const auto link = app.first_link(); !link.empty())
      output.out("Mở một lần để tạo quản trị viên đầu tiên / open once to make the first administrator:\n  " + address +
                 link + "\n");
  });
}

int demo(const Options& o, Output& output) {
  return run_server(o, output, [&](app::App& app, const std::string& address) {
    const auto accounts = app::load_demo(app, output.err);
    output.out("\nLiên Thông: " + address + "\n");
    for (const auto& account : accounts)
      output.out("  " + account.name + "  " + account.password + "  (" + account.what + ")\n");
  });
}

}  // namespace cli
