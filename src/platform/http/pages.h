#pragma once
// The browser's part: files by path, compressed once and kept; index.html for every address of the
// program's own pages, with a fresh nonce for its Content-Security-Policy. Threads: any.

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/http.h"

namespace platform {

class Pages {
 public:
  explicit Pages(std::vector<StaticFile> files);
  // The answer to GET path; 404 when there is no such file and it is not an address of a page.
  Response find(const Request& request);

 private:
  struct Kept {
    StaticFile file;
    std::string tag;
    std::map<int, std::string> compressed;  // by Encoding
  };
  Response index(const Request& request);
  std::map<std::string, Kept, std::less<>> files_;
  std::mutex mutex_;
};

// Headers that every answer carries.
void add_security_headers(Response& response, bool secure);

}  // namespace platform
