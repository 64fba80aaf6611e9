#pragma once
// The one exception of the house (HOUSE.md, errors: three channels). A key names a sentence in a
// sentences.json; the parameters fill its {places}; the detail goes to the log and never to a user.
// Thrown by services and stores; caught only by HTTP, the command line and the job runner.

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

namespace base {

enum class ErrorKind {
  invalid,
  unauthenticated,
  forbidden,
  not_found,
  conflict,
  too_large,
  rule_broken,
  throttled,
  unavailable
};

using Parameters = std::map<std::string, std::string>;

class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string key, Parameters parameters = {}, std::string detail = {});
  ErrorKind kind() const { return kind_; }
  const std::string& key() const { return key_; }
  const Parameters& parameters() const { return parameters_; }
  const std::string& detail() const { return detail_; }
  // The field of the request that is wrong, or empty.
  const std::string& field() const { return field_; }
  Error& at_field(std::string field);

 private:
  ErrorKind kind_;
  std::string key_;
  Parameters parameters_;
  std::string detail_;
  std::string field_;
};

std::string_view name_of(ErrorKind kind);

// A place that input can never reach. Aborts with file and line.
[[noreturn]] void bug(const char* condition, const char* file, int line);

}  // namespace base

#define CHECK(condition) ((condition) ? void(0) : ::base::bug(#condition, __FILE__, __LINE__))
