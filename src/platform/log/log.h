#pragma once
// The log: one JSON object a line on stderr or into a file. Keys and numbers only; never names, texts or
// other personal data. Thread-safe.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace platform {

enum class LogLevel { debug, info, warning, error };

void start_log(LogLevel least, const std::string& file);  // file "": stderr
void log(LogLevel level, std::string_view event,
         std::initializer_list<std::pair<std::string_view, std::string>> fields = {});

}  // namespace platform
