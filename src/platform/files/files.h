#pragma once
// Files that are kept: by their SHA-256, once, inside the store (so that followers and backups have them).
// The bytes are cut into parts of 1 MiB. Reading checks the hash. Tables: files_file, files_part.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "platform/database/database.h"

namespace platform {

struct StoredFile {
  std::string hash;  // hex SHA-256
  std::int64_t size = 0;
};

class Files {
 public:
  StoredFile keep(Transaction& tx, std::string_view bytes);
  StoredFile keep_file(Transaction& tx, const std::filesystem::path& path);
  std::optional<StoredFile> find_file(Transaction& tx, std::string_view hash);
  // Errors: not_found "files.missing"; unavailable "files.damaged" when the bytes do not fit the hash.
  std::string read(Transaction& tx, std::string_view hash);
  void read_to(Transaction& tx, std::string_view hash, const std::filesystem::path& path);
};

namespace files {
std::span<const base::EmbeddedFile> migrations();
std::span<const base::EmbeddedFile> sentences();
}  // namespace files

}  // namespace platform
