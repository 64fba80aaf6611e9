#pragma once
// A file that was put into the binary at build time (cmake/embed.cmake).

#include <cstddef>
#include <span>
#include <string_view>

namespace base {

struct EmbeddedFile {
  std::string_view name;     // path below the folder it was embedded from
  std::string_view content;  // lives as long as the program
};

}  // namespace base
