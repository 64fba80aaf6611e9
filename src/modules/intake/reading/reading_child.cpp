#include "modules/intake/reading/reading_child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <new>
#include <utility>

#include "modules/intake/reading/sandbox.h"
#include "modules/intake/reading/wire.h"

namespace intake {
namespace {

using base::Error;
using base::ErrorKind;
using SteadyClock = std::chrono::steady_clock;

constexpr int request_descriptor = 3;
constexpr int answer_descriptor = 4;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  int get() const { return fd_; }
  void reset() { *this = Descriptor(); }

 private:
  int fd_;
};

[[noreturn]] void no_child(std::string detail) {
  throw Error(ErrorKind::unavailable, "intake.file_reader_missing", {}, std::move(detail));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = write(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(std::size_t(count));
  }
  return true;
}

// Numbers above those that the child will use, so that moving them there cannot overwrite one another.
Descriptor moved_high(int fd) {
  const Descriptor low(fd);
  return Descriptor(fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 10));
}

Descriptor request_for(std::string_view bytes, const ReadLimits& limits) {
  auto file = moved_high(memfd_create("intake", MFD_CLOEXEC));
  if (file.get() < 0 || !write_all(file.get(), pack_request_head(limits)) || !write_all(file.get(), bytes))
    no_child("memfd");
  return file;
}

class Child {
 public:
  Child(const std::vector<std::string>& command, const Descriptor& request) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) no_child("pipe");
    answer_ = moved_high(ends[0]);
    const auto theirs = moved_high(ends[1]);
    start(command, request, theirs);
  }
  ~Child() { stop(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  int answer() const { return answer_.get(); }

  // Ends the child if it lives and returns its status as waitpid gives it.
  int stop() {
    if (process_ <= 0) return status_;
    kill(process_, SIGKILL);
    return wait();
  }
  int wait() {
    while (process_ > 0 && waitpid(process_, &status_, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return status_;
  }

 private:
  void start(const std::vector<std::string>& command, const Descriptor& request, const Descriptor& theirs) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (const int standard : {0, 1, 2})
      posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", standard == 0 ? O_RDONLY : O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, request.get(), request_descriptor);
    posix_spawn_file_actions_adddup2(&actions, theirs.get(), answer_descriptor);
    posix_spawn_file_actions_addclosefrom_np(&actions, answer_descriptor + 1);
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    // Nothing of our environment: it may hold secrets.
    std::vector<std::string> words{"LANG=C.UTF-8", "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1", "HOME=/nonexistent"};
    for (const char* name : {"TESSDATA_PREFIX", "ASAN_OPTIONS", "LLVM_PROFILE_FILE"})
      if (const char* value = std::getenv(name)) words.push_back(std::string(name) + "=" + value);
    std::vector<char*> environment;
    for (auto& word : words) environment.push_back(word.data());
    environment.push_back(nullptr);
    const int failed =
        posix_spawn(&process_, command.front().c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) {
      process_ = -1;
      no_child("spawn " + command.front());
    }
  }

  Descriptor answer_;
  pid_t process_ = -1;
  int status_ = 0;
};

int milliseconds_until(SteadyClock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - SteadyClock::now()).count();
  return int(std::clamp<long long>(left, 0, 3'600'000));
}

class Conversation {
 public:
  Conversation(Child& child, const ReadOptions& options)
      : child_(child), options_(options), end_(SteadyClock::now() + options.limits.total) {}

  ReadText run() {
    auto stall = SteadyClock::now() + options_.limits.stall;
    std::array<char, 1 << 16> buffer{};
    for (;;) {
      pollfd waiting{child_.answer(), POLLIN, 0};
      const int ready = poll(&waiting, 1, milliseconds_until(std::min(stall, end_)));
      if (ready < 0 && errno == EINTR) continue;
      if (ready <= 0) refuse_slow();
      const auto count = read(child_.answer(), buffer.data(), buffer.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) refuse_dead();
      received_.append(buffer.data(), std::size_t(count));
      if (auto text = take_frames(stall)) return std::move(*text);
    }
  }

 private:
  std::optional<ReadText> take_frames(SteadyClock::time_point& stall) {
    bool broken = false;
    // Runs and warnings may take as much again as the text.
    const std::size_t most = options_.limits.output_bytes * 2 + (64u << 20);
    while (const auto frame = first_frame(received_, most, broken)) {
      if (frame->kind == FrameKind::error) throw_theirs(frame->payload);
      if (frame->kind == FrameKind::text) {
        auto text = unpack_text(frame->payload);
        if (!text) refuse_damaged("answer");
        return text;
      }
      const auto progress = unpack_progress(frame->payload);
      if (!progress) refuse_damaged("progress");
      if (options_.progress && !options_.progress(progress->first, progress->second)) {
        child_.stop();
        throw Error(ErrorKind::invalid, "intake.file_cancelled");
      }
      stall = SteadyClock::now() + options_.limits.stall;
      received_.erase(0, frame->bytes);
    }
    if (broken) refuse_damaged("frame");
    return {};
  }

  [[noreturn]] void throw_theirs(std::string_view payload) {
    auto error = unpack_error(payload);
    if (!error) refuse_damaged("error");
    throw std::move(*error);
  }
  [[noreturn]] void refuse_damaged(std::string detail) {
    child_.stop();
    throw Error(ErrorKind::invalid, "intake.file_damaged", {}, std::move(detail));
  }
  [[noreturn]] void refuse_slow() {
    child_.stop();
    throw Error(ErrorKind::too_large, "intake.file_too_slow");
  }
  // The pipe closed without an answer: how did it die?
  [[noreturn]] void refuse_dead() {
    const int status = child_.wait();
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL))
      throw Error(ErrorKind::too_large, "intake.file_too_slow");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127) no_child("exec");
    throw Error(ErrorKind::invalid, "intake.file_damaged", {}, "child ended with " + std::to_string(status));
  }

  Child& child_;
  const ReadOptions& options_;
  SteadyClock::time_point end_;
  std::string received_;
};

// The whole request; empty when there is none.
std::string read_request() {
  struct stat about {};
  if (fstat(request_descriptor, &about) != 0 || about.st_size <= 0) return {};
  std::string bytes(std::size_t(about.st_size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const auto count = pread(request_descriptor, bytes.data() + have, bytes.size() - have, off_t(have));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return {};
    have += std::size_t(count);
  }
  return bytes;
}

std::string answer_to(std::string request, const ReadLimits& limits) {
  try {
    enter_sandbox(limits);
    request.erase(0, request_head_bytes());
    const auto text = read_here(std::move(request), limits, [](std::size_t page, std::size_t pages) {
      return write_all(answer_descriptor, pack_progress(page, pages));
    });
    return pack_text(text);
  } catch (const Error& error) {
    return pack_error(error);
  } catch (const std::bad_alloc&) {
    return pack_error(Error(ErrorKind::too_large, "intake.file_too_heavy"));
  } catch (const std::exception&) {
    return pack_error(Error(ErrorKind::invalid, "intake.file_damaged"));
  }
}

}  // namespace

ReadText read_in_child(std::string_view bytes, const ReadOptions& options) {
  const auto request = request_for(bytes, options.limits);
  const auto command =
      options.child_command.empty() ? std::vector<std::string>{"/proc/self/exe", "read-child"} : options.child_command;
  Child child(command, request);
  return Conversation(child, options).run();
}

int reading_child_main() {
  auto request = read_request();
  const auto limits = unpack_request_head(request);
  if (!limits) return 2;
  const auto answer = answer_to(std::move(request), *limits);
  // Without destructors: what a hostile file left in memory is nobody's to tidy.
  std::_Exit(write_all(answer_descriptor, answer) ? 0 : 1);
}

}  // namespace intake
