#include "base/error.h"

#include <cstdio>
#include <cstdlib>

namespace base {

Error::Error(ErrorKind kind, std::string key, Parameters parameters, std::string detail)
    : std::runtime_error(key),
      kind_(kind),
      key_(std::move(key)),
      parameters_(std::move(parameters)),
      detail_(std::move(detail)) {}

Error& Error::at_field(std::string field) {
  field_ = std::move(field);
  return *this;
}

std::string_view name_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return "invalid";
    case ErrorKind::unauthenticated:
      return "unauthenticated";
    case ErrorKind::forbidden:
      return "forbidden";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::too_large:
      return "too_large";
    case ErrorKind::rule_broken:
      return "rule_broken";
    case ErrorKind::throttled:
      return "throttled";
    case ErrorKind::unavailable:
      return "unavailable";
  }
  return "invalid";
}

void bug(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "bug: %s:%d: %s\n", file, line, condition);
  std::abort();
}

}  // namespace base
