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

void prepare_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  if (std::filesystem::create_directories(folder, failed))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  if (failed) unreadable(folder, failed.message().c_str());
}

std::string new_plain_key() { return random_bytes(32); }
std::string new_journal_key() {
  const SigningKey key = new_signing_key();
  return key.secret;
}

}  // namespace

Keys open_keys(const std::filesystem::path& folder) {
  prepare_folder(folder);
  Keys keys;
  keys.store = open_key(folder / "store.key", 32, new_plain_key);
  keys.hashing = open_key(folder / "hashing.key", 32, new_plain_key);
  keys.journal.secret = open_key(folder / "journal.key", 64, new_journal_key);
  keys.journal.open = keys.journal.secret.substr(32);  // RFC 8032: libsodium keeps the open half at the end
  return keys;
}

KeyRing::KeyRing(std::filesystem::path folder, std::string name) : folder_(std::move(folder)), name_(std::move(name)) {
  prepare_folder(folder_);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const std::string found = entry.path().filename().string(), head = name_ + "-";
    if (!found.starts_with(head) || !found.ends_with(".key")) continue;
    const int number = std::atoi(found.c_str() + head.size());
    if (number > 0) keys_[number] = open_key(entry.path(), 32, new_plain_key);
  }
  if (keys_.empty()) keys_[1] = open_key(file(1), 32, new_plain_key);
}

std::filesystem::path KeyRing::file(int number) const {
  return folder_ / (name_ + "-" + std::to_string(number) + ".key");
}

// "2:" before what is sealed with key 2.
std::string KeyRing::seal(std::string_view plain) const {
  const std::lock_guard lock(mutex_);
  const auto& [number, key] = *keys_.rbegin();
  return std::to_string(number) + ":" + platform::seal(key, plain);
}

std::optional<std::string> KeyRing::open(std::string_view sealed) const {
  const auto colon = sealed.find(':');
  if (colon == sealed.npos) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const auto key = keys_.find(std::atoi(std::string(sealed.substr(0, colon)).c_str()));
  return key == keys_.end() ? std::nullopt : open_sealed(key->second, sealed.substr(colon + 1));
}

bool KeyRing::is_newest(std::string_view sealed) const {
  const std::lock_guard lock(mutex_);
  return sealed.starts_with(std::to_string(keys_.rbegin()->first) + ":");
}

int KeyRing::add_key() {
  const std::lock_guard lock(mutex_);
  const int number = keys_.rbegin()->first + 1;
  keys_[number] = open_key(file(number), 32, new_plain_key);
  return number;
}

void KeyRing::drop_old_keys() {
  const std::lock_guard lock(mutex_);
  while (keys_.size() > 1) {
    std::filesystem::remove(file(keys_.begin()->first));
    keys_.erase(keys_.begin());
  }
}

}  // namespace platform
