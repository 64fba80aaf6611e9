#include "platform/http/router.h"

#include "base/error.h"

namespace platform {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Calls f for every segment of "/a/b"; an empty last segment counts.
template <class F>
void each_segment(std::string_view path, F&& f) {
  for (std::size_t at = 1; at <= path.size();) {
    auto end = path.find('/', at);
    if (end == path.npos) end = path.size();
    f(path.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0 || (high == 0 && low == 0)) return std::nullopt;
      out += char(high * 16 + low);
      i += 2;
    } else if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else {
      out += text[i];
    }
  }
  return out;
}

bool parse_query(std::string_view text, std::map<std::string, std::string>& into) {
  for (std::size_t at = 0; at < text.size();) {
    auto end = text.find('&', at);
    if (end == text.npos) end = text.size();
    const auto pair = text.substr(at, end - at);
    at = end + 1;
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), true);
    auto value = equals == pair.npos ? std::optional<std::string>("") : percent_decode(pair.substr(equals + 1), true);
    if (!name || !value) return false;
    into[*name] = *value;
  }
  return true;
}

Router::Router(const std::vector<Operation>& operations) {
  for (const auto& operation : operations) {
    Node* node = &root_;
    each_segment(operation.path, [&](std::string_view segment) {
      auto& next = segment.starts_with('{') ? node->any : node->words[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    });
    node->methods[operation.method] = &operation;
  }
}

Router::Match Router::find(std::string_view method, std::string_view path) const {
  if (path.empty() || path.front() != '/') return {};
  const Node* node = &root_;
  std::vector<std::string> caught;
  bool malformed = false;
  each_segment(path, [&](std::string_view segment) {
    if (!node) return;
    if (const auto it = node->words.find(segment); it != node->words.end()) {
      node = it->second.get();
    } else if (node->any && !segment.empty()) {
      auto value = percent_decode(segment, false);
      malformed = malformed || !value;
      caught.push_back(value.value_or(""));
      node = node->any.get();
    } else {
      node = nullptr;
    }
  });
  if (!node || malformed || node->methods.empty()) return {};
  Match match;
  auto it = node->methods.find(method);
  if (it == node->methods.end() && method == "HEAD") it = node->methods.find("GET");
  if (it == node->methods.end()) {
    for (const auto& [name, operation] : node->methods) match.allowed += (match.allowed.empty() ? "" : ", ") + name;
    return match;
  }
  match.operation = it->second;
  std::size_t index = 0;
  each_segment(match.operation->path, [&](std::string_view segment) {
    if (segment.starts_with('{')) match.values[std::string(segment.substr(1, segment.size() - 2))] = caught[index++];
  });
  return match;
}

}  // namespace platform
