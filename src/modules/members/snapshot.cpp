#include "modules/members/snapshot.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>

#include "platform/crypto/crypto.h"

namespace members {
namespace {

constexpr std::string_view magic = "lienthong members 1\n";  // another number for every other layout
constexpr std::size_t hash_size = 32;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

class Writer {
 public:
  explicit Writer(std::FILE* file) : file_(file) {}
  void bytes(const void* data, std::size_t size) {
    hash_.add({static_cast<const char*>(data), size});
    whole_ = whole_ && std::fwrite(data, 1, size, file_) == size;
  }
  void number(std::uint64_t n) { bytes(&n, sizeof n); }
  template <class T>
  void list(const std::vector<T>& items) {
    number(items.size());
    if constexpr (std::is_same_v<T, std::string>)
      for (const auto& text : items) number(text.size()), bytes(text.data(), text.size());
    else
      bytes(items.data(), items.size() * sizeof(T));
  }
  bool finish() {
    const auto hash = hash_.finish();
    whole_ = whole_ && std::fwrite(hash.data(), 1, hash.size(), file_) == hash.size();
    return whole_ && std::fflush(file_) == 0 && fsync(fileno(file_)) == 0;
  }

 private:
  std::FILE* file_;
  platform::Sha256 hash_;
  bool whole_ = true;
};

// Gives zeros once the file has less than it says.
class Reader {
 public:
  Reader(std::FILE* file, std::uint64_t size) : file_(file), left_(size) {}
  void bytes(void* data, std::size_t size) {
    if (size > left_ || std::fread(data, 1, size, file_) != size) {
      whole_ = false;
      left_ = 0;
      std::memset(data, 0, size);
      return;
    }
    left_ -= size;
    hash_.add({static_cast<const char*>(data), size});
  }
  std::uint64_t number() {
    std::uint64_t n = 0;
    bytes(&n, sizeof n);
    return n;
  }
  template <class T>
  void list(std::vector<T>& items) {
    const auto count = number();
    const std::size_t least = std::is_same_v<T, std::string> ? sizeof(std::uint64_t) : sizeof(T);
    if (count > left_ / least) return void(whole_ = false);
    items.resize(count);
    if constexpr (std::is_same_v<T, std::string>)
      for (auto& text : items) {
        const auto length = number();
        if (length > left_) return void(whole_ = false);
        text.resize(length);
        bytes(text.data(), length);
      }
    else
      bytes(items.data(), count * sizeof(T));
  }
  bool finish() {
    std::string hash(hash_size, '\0');
    return whole_ && left_ == hash_size && std::fread(hash.data(), 1, hash_size, file_) == hash_size &&
           hash == hash_.finish();
  }

 private:
  std::FILE* file_;
  std::uint64_t left_;
  platform::Sha256 hash_;
  bool whole_ = true;
};

template <class C, class F>
void each_list(C& c, F&& f) {
  f(c.id), f(c.birth), f(c.admitted), f(c.gender), f(c.education), f(c.focus_group), f(c.standing), f(c.ethnicity);
  f(c.occupation), f(c.name), f(c.ethnicities), f(c.occupations), f(c.names), f(c.first_spell), f(c.unit), f(c.from);
  f(c.to), f(c.status), f(c.reason);
}

}  // namespace

RegisterState read_state(platform::Transaction& tx) {
  RegisterState state;
  tx.each("SELECT version, stamp FROM members_state", [&](platform::Row row) {
    state = {row.get<std::int64_t>(0), row.get<std::int64_t>(1)};
  });
  return state;
}

bool write_snapshot(const std::filesystem::path& path, const RegisterState& state, const Columns& columns) {
  const auto beside = path.string() + ".new";
  std::error_code error;
  std::filesystem::remove(beside, error);
  const int descriptor = ::open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) return false;
  const File file(fdopen(descriptor, "wb"));
  Writer writer(file.get());
  writer.bytes(magic.data(), magic.size());
  writer.number(std::uint64_t(state.version));
  writer.number(std::uint64_t(state.stamp));
  each_list(columns, [&](const auto& list) { writer.list(list); });
  if (!writer.finish() || (std::filesystem::rename(beside, path, error), error)) {
    std::filesystem::remove(beside, error);
    return false;
  }
  return true;
}

std::optional<Columns> read_snapshot(const std::filesystem::path& path, const RegisterState& state) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return std::nullopt;
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) return std::nullopt;
  Reader reader(file.get(), size);
  std::string start(magic.size(), '\0');
  reader.bytes(start.data(), start.size());
  RegisterState found;
  found.version = std::int64_t(reader.number());
  found.stamp = std::int64_t(reader.number());
  if (start != magic || found != state) return std::nullopt;
  Columns columns;
  columns.version = state.version;
  each_list(columns, [&](auto& list) { reader.list(list); });
  if (!reader.finish()) return std::nullopt;
  return columns;
}

}  // namespace members
