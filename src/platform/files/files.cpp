#include "platform/files/files.h"

#include <fstream>
#include <system_error>

#include "base/error.h"
#include "platform/crypto/crypto.h"

namespace platform {
namespace {

constexpr std::size_t files_part_size = 1u << 20;

base::Error files_damaged(std::string_view hash) {
  return {base::ErrorKind::unavailable, "files.damaged", {}, std::string(hash)};
}

void store_part(Transaction& tx, const std::string& hash, std::int64_t part, std::string_view bytes) {
  tx.run("INSERT INTO files_part(hash, part, bytes) VALUES(?, ?, ?)", hash, part, Blob{bytes});
}

// Reads a file part by part. Errors: invalid "files.unreadable".
template <class F>
void each_part_of(const std::filesystem::path& path, F&& f) {
  std::ifstream in(path, std::ios::binary);
  std::string buffer(files_part_size, '\0');
  while (in) {
    in.read(buffer.data(), std::streamsize(buffer.size()));
    if (in.gcount() > 0) f(std::string_view(buffer).substr(0, std::size_t(in.gcount())));
  }
  if (!in.eof()) throw base::Error(base::ErrorKind::invalid, "files.unreadable", {}, path.string());
}

// Calls f(bytes) for every part in order. Errors: as Files::read.
template <class F>
void each_stored_part(Transaction& tx, std::string_view hash, F&& f) {
  const auto parts = tx.find<std::int64_t>("SELECT parts FROM files_file WHERE hash = ?", hash);
  if (!parts) throw base::Error(base::ErrorKind::not_found, "files.missing", {}, std::string(hash));
  Sha256 sum;
  for (std::int64_t part = 0; part < *parts; ++part) {
    auto rows = tx.query("SELECT bytes FROM files_part WHERE hash = ? AND part = ?", hash, part);
    if (!rows->next()) throw files_damaged(hash);
    const std::string bytes = rows->blob(0);
    sum.add(bytes);
    f(std::string_view(bytes));
  }
  if (to_hex(sum.finish()) != hash) throw files_damaged(hash);
}

// Removes what was written so far when the rest could not be had.
struct PartialFile {
  const std::filesystem::path& path;
  bool whole = false;
  ~PartialFile() {
    std::error_code ignored;
    if (!whole) std::filesystem::remove(path, ignored);
  }
};

}  // namespace

StoredFile Files::keep(Transaction& tx, std::string_view bytes) {
  const StoredFile file{to_hex(sha256(bytes)), std::int64_t(bytes.size())};
  if (find_file(tx, file.hash)) return file;
  const auto parts = std::int64_t((bytes.size() + files_part_size - 1) / files_part_size);
  tx.run("INSERT INTO files_file(hash, size, parts) VALUES(?, ?, ?)", file.hash, file.size, parts);
  for (std::int64_t part = 0; part < parts; ++part)
    store_part(tx, file.hash, part, bytes.substr(std::size_t(part) * files_part_size, files_part_size));
  return file;
}

StoredFile Files::keep_file(Transaction& tx, const std::filesystem::path& path) {
  Sha256 sum;
  StoredFile file;
  each_part_of(path, [&](std::string_view bytes) {
    sum.add(bytes);
    file.size += std::int64_t(bytes.size());
  });
  file.hash = to_hex(sum.finish());
  if (find_file(tx, file.hash)) return file;
  const auto parts = (file.size + std::int64_t(files_part_size) - 1) / std::int64_t(files_part_size);
  tx.run("INSERT INTO files_file(hash, size, parts) VALUES(?, ?, ?)", file.hash, file.size, parts);
  std::int64_t part = 0;
  each_part_of(path, [&](std::string_view bytes) { store_part(tx, file.hash, part++, bytes); });
  return file;
}

std::optional<StoredFile> Files::find_file(Transaction& tx, std::string_view hash) {
  const auto size = tx.find<std::int64_t>("SELECT size FROM files_file WHERE hash = ?", hash);
  if (!size) return std::nullopt;
  return StoredFile{std::string(hash), *size};
}

std::string Files::read(Transaction& tx, std::string_view hash) {
  std::string all;
  each_stored_part(tx, hash, [&](std::string_view bytes) { all += bytes; });
  return all;
}

void Files::read_to(Transaction& tx, std::string_view hash, const std::filesystem::path& path) {
  PartialFile partial{path};
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  each_stored_part(tx, hash, [&](std::string_view bytes) { out.write(bytes.data(), std::streamsize(bytes.size())); });
  out.close();
  if (!out) throw base::Error(base::ErrorKind::unavailable, "files.not_written", {}, path.string());
  partial.whole = true;
}

}  // namespace platform
