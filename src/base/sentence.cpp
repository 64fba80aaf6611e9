#include "base/sentence.h"

#include <map>
#include <nlohmann/json.hpp>

namespace base {
namespace {

struct Pair {
  std::string vi, en;
};

std::map<std::string, Pair, std::less<>>& book() {
  static std::map<std::string, Pair, std::less<>> all;
  return all;
}

}  // namespace

void add_sentences(std::span<const EmbeddedFile> files) {
  for (const auto& file : files) {
    const auto json = nlohmann::json::parse(file.content);
    for (const auto& [key, pair] : json.items()) {
      const bool fresh = book().emplace(key, Pair{pair.at("vi"), pair.at("en")}).second;
      CHECK(fresh);
    }
  }
}

bool has_sentence(std::string_view key) { return book().contains(key); }

std::string sentence(std::string_view key, const Parameters& parameters, Language language) {
  const auto it = book().find(key);
  if (it == book().end()) return std::string(key);
  const std::string& pattern = language == Language::vi ? it->second.vi : it->second.en;
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto open = pattern.find('{', at);
    const auto close = open == std::string::npos ? open : pattern.find('}', open);
    if (close == std::string::npos) {
      out += pattern.substr(at);
      break;
    }
    out += pattern.substr(at, open - at);
    const std::string place = pattern.substr(open + 1, close - open - 1);
    auto parameter = language == Language::en ? parameters.find(place + "_en") : parameters.end();
    if (parameter == parameters.end()) parameter = parameters.find(place);
    out += parameter == parameters.end() ? pattern.substr(open, close - open + 1) : parameter->second;
    at = close + 1;
  }
  return out;
}

}  // namespace base
