#pragma once
// Finds the operation of a method and a path. Built once; read by the I/O thread.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/http.h"

namespace platform {

// Percent-decodes; nothing when it is malformed or holds a NUL. plus_is_space for queries.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
// Splits "a=1&b=2"; false when malformed.
bool parse_query(std::string_view text, std::map<std::string, std::string>& into);

class Router {
 public:
  explicit Router(const std::vector<Operation>& operations);
  struct Match {
    const Operation* operation = nullptr;
    std::map<std::string, std::string> values;
    std::string allowed;  // methods of the path, when only the method does not fit
  };
  // path is not decoded yet; HEAD finds GET.
  Match find(std::string_view method, std::string_view path) const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> words;
    std::unique_ptr<Node> any;
    std::map<std::string, const Operation*, std::less<>> methods;
  };
  Node root_;
};

}  // namespace platform
