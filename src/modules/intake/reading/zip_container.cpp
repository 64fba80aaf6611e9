#include "modules/intake/reading/zip_container.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t most_entries = 4000;
constexpr std::size_t ratio_from = 4u << 20;  // the ratio counts only beyond so many bytes
constexpr std::size_t highest_ratio = 250;    // prose packs 10:1, an empty table 100:1, a bomb 1000:1

[[noreturn]] void refuse(std::string key, std::string detail = {}) {
  throw Error(ErrorKind::invalid, std::move(key), {}, std::move(detail));
}

void check_name(std::string_view name, std::set<std::string, std::less<>>& seen) {
  const bool absolute = name.starts_with('/') || name.starts_with('\\') || (name.size() > 1 && name[1] == ':');
  const bool climbs = name == ".." || name.starts_with("../") || name.find("/../") != name.npos ||
                      name.ends_with("/..") || name.find("..\\") != name.npos;
  if (name.empty() || absolute || climbs || name.size() > 512) refuse("intake.file_unsafe_names");
  if (!seen.insert(std::string(name)).second) refuse("intake.file_unsafe_names");
}

std::string read_entry(archive* zip, std::size_t file_size, std::size_t& total, const ReadLimits& limits) {
  std::string content;
  std::array<char, 65536> buffer{};
  for (;;) {
    const auto count = archive_read_data(zip, buffer.data(), buffer.size());
    if (count == 0) return content;
    if (count < 0) refuse("intake.file_damaged", archive_error_string(zip) ? archive_error_string(zip) : "");
    total += std::size_t(count);
    if (total > limits.unpacked_bytes || (total > ratio_from && total / highest_ratio > file_size))
      refuse("intake.file_bomb");
    content.append(buffer.data(), std::size_t(count));
  }
}

}  // namespace

bool ZipContainer::has(std::string_view name) const {
  return std::find(names.begin(), names.end(), name) != names.end();
}

ZipContainer read_zip(std::string_view bytes, const ReadLimits& limits,
                      const std::function<bool(std::string_view name)>& wanted) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(), &archive_read_free);
  // By the directory at the end only: a file without it is cut short.
  archive_read_support_format_zip_seekable(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) refuse("intake.file_damaged");
  ZipContainer container;
  std::set<std::string, std::less<>> seen;
  std::size_t total = 0;
  for (;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) return container;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) refuse("intake.file_damaged");
    const char* path = archive_entry_pathname(entry);
    const std::string name = path ? path : "";
    check_name(name, seen);
    if (container.names.size() >= most_entries) refuse("intake.file_bomb");
    container.names.push_back(name);
    if (archive_entry_is_encrypted(entry)) refuse("intake.file_encrypted");
    if (archive_entry_filetype(entry) != AE_IFREG || !wanted(name)) continue;
    container.parts[name] = read_entry(zip.get(), bytes.size(), total, limits);
  }
}

}  // namespace intake
