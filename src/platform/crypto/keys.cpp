#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/error.h"
#include "platform/crypto/crypto.h"

namespace platform {
namespace {

[[noreturn]] void unreadable(const std::filesystem::path& path, const char* why) {
  throw base::Error(base::ErrorKind::unavailable, "keys.unreadable", {{"path", path.string()}}, why);
}

// A file descriptor that is closed.
struct Handle {
  int number;
  ~Handle() {
    if (number >= 0) ::close(number);
  }
};

// The content, or nothing when the file does not exist.
std::optional<std::string> read_key_file(const std::filesystem::path& path) {
  const Handle file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (file.number < 0) {
    if (errno == ENOENT) return std::nullopt;
    unreadable(path, std::strerror(errno));
  }
  struct stat about {};
  if (::fstat(file.number, &about) != 0) unreadable(path, std::strerror(errno));
  if ((about.st_mode & 077) != 0)
    throw base::Error(base::ErrorKind::unavailable, "keys.exposed", {{"path", path.string()}});
  std::string text(256, '\0');
  const ssize_t length = ::read(file.number, text.data(), text.size());
  if (length < 0) unreadable(path, std::strerror(errno));
  text.resize(std::size_t(length));
  return text;
}

// Puts the file there whole, or not at all; of two who try, one wins.
void write_key_file(const std::filesystem::path& path, const std::string& text) {
  const std::filesystem::path draft = path.string() + "." + random_token(6);
  {
    const Handle file{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (file.number < 0) unreadable(path, std::strerror(errno));
    if (::write(file.number, text.data(), text.size()) != ssize_t(text.size()) || ::fsync(file.number) != 0)
      unreadable(path, std::strerror(errno));
  }
  const int linked = ::link(draft.c_str(), path.c_str());
  const int error = errno;
  ::unlink(draft.c_str());
  if (linked != 0 && error != EEXIST) unreadable(path, std::strerror(error));
  const Handle folder{::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (folder.number >= 0) ::fsync(folder.number);
}

// A key as one line of hex.
std::string open_key(const std::filesystem::path& path, std::size_t size, std::string (*make)()) {
  auto text = read_key_file(path);
  if (!text) {
    write_key_file(path, to_hex(make()) + "\n");
    text = read_key_file(path);
  }
  if (!text) unreadable(path, "gone");
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  const auto key = from_hex(*text);
  if (!key || key->size() != size) unreadable(path, "not a key");
  return *key;
}

std::string new_plain_key() { return random_bytes(32); }
std::string new_journal_key() {
  const SigningKey key = new_signing_key();
  return key.secret;
}

}  // namespace

Keys open_keys(const std::filesystem::path& folder) {
  std::error_code failed;
  if (std::filesystem::create_directories(folder, failed))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  if (failed) unreadable(folder, failed.message().c_str());
  Keys keys;
  keys.store = open_key(folder / "store.key", 32, new_plain_key);
  keys.hashing = open_key(folder / "hashing.key", 32, new_plain_key);
  keys.journal.secret = open_key(folder / "journal.key", 64, new_journal_key);
  keys.journal.open = keys.journal.secret.substr(32);  // RFC 8032: libsodium keeps the open half at the end
  return keys;
}

}  // namespace platform
