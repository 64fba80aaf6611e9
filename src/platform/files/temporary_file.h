#pragma once
// A file of its own in the machine's temporary folder, gone with the object that holds it. Move-only.

#include <filesystem>
#include <utility>

#include "platform/crypto/crypto.h"

namespace platform {

class TemporaryFile {
 public:
  // Nothing lies there yet.
  TemporaryFile() : path_(std::filesystem::temp_directory_path() / ("lienthong-" + to_hex(random_bytes(12)))) {}
  // Takes over a file that somebody else began.
  explicit TemporaryFile(std::filesystem::path path) : path_(std::move(path)) {}
  TemporaryFile(TemporaryFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFile& operator=(TemporaryFile&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~TemporaryFile() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace platform
