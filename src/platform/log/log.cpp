#include "platform/log/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "platform/clock/clock.h"

namespace platform {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

std::shared_ptr<spdlog::logger>& logger() {
  static std::shared_ptr<spdlog::logger> instance;
  return instance;
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\', out += c;
    else if (static_cast<unsigned char>(c) < 0x20)
      out += ' ';
    else
      out += c;
  }
  out += '"';
}

}  // namespace

void start_log(LogLevel least, const std::string& file) {
  auto sink = file.empty() ? std::shared_ptr<spdlog::sinks::sink>(std::make_shared<spdlog::sinks::stderr_sink_mt>())
                           : std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
  sink->set_pattern("%v");
  logger() = std::make_shared<spdlog::logger>("lienthong", std::move(sink));
  logger()->set_level(spdlog_level(least));
  logger()->flush_on(spdlog::level::info);
}

void log(LogLevel level, std::string_view event,
         std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  if (!logger() || !logger()->should_log(spdlog_level(level))) return;
  static constexpr std::string_view names[] = {"debug", "info", "warning", "error"};
  std::string line = "{\"time\":\"" + iso_time(SystemClock().now()) + "\",\"level\":\"";
  line += names[std::size_t(level)];
  line += "\",\"event\":";
  append_quoted(line, event);
  for (const auto& [key, value] : fields) {
    line += ',';
    append_quoted(line, key);
    line += ':';
    append_quoted(line, value);
  }
  line += '}';
  logger()->log(spdlog_level(level), line);
}

}  // namespace platform
