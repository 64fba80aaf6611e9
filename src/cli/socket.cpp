// DIR/socket: how a command reaches the running server. Only the server's own user and root may speak on
// it. A request is one JSON line {arguments, folder, input}; the answer is frames of a letter (o, e, x),
// four bytes of length, and the bytes; x ends it with the exit code.

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "app/app.h"
#include "cli/cli.h"

namespace cli {
namespace {

sockaddr_un address_of(const std::string& data) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = data + "/socket";
  if (path.size() >= sizeof address.sun_path)
    throw base::Error(base::ErrorKind::unavailable, "cli.socket", {{"path", path}});
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(std::size_t(n));
  }
  return true;
}

bool send_frame(int socket, char letter, std::string_view bytes) {
  const auto size = std::uint32_t(bytes.size());
  std::string head(1, letter);
  for (int i = 0; i < 4; ++i) head += char(size >> (8 * i));
  return send_all(socket, head) && send_all(socket, bytes);
}

bool receive(int socket, char* into, std::size_t count) {
  while (count > 0) {
    const auto n = ::recv(socket, into, count, 0);
    if (n <= 0) return false;
    into += n;
    count -= std::size_t(n);
  }
  return true;
}

std::string receive_line(int socket) {
  std::string line;
  char c = 0;
  while (line.size() < (1 << 20) && ::recv(socket, &c, 1, 0) == 1 && c != '\n') line += c;
  return line;
}

// A list of words in a request; nothing when it is none.
std::optional<std::vector<std::string>> words_of(const nlohmann::json& request, const char* name) {
  const auto list = request.is_object() ? request.find(name) : request.end();
  if (list == request.end() || !list->is_array()) return std::nullopt;
  std::vector<std::string> words;
  for (const auto& word : *list) {
    if (!word.is_string()) return std::nullopt;
    words.push_back(word.get<std::string>());
  }
  return words;
}

// Who is silent does not keep the next one waiting.
void limit_waiting(int socket) {
  const timeval wait{10, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
}

bool is_allowed(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && (peer.uid == 0 || peer.uid == geteuid());
}

}  // namespace

struct CommandSocket::Machine {
  app::App& app;
  std::string path;
  int listener = -1;
  std::atomic<bool> stopping{false};
  std::thread thread;

  explicit Machine(app::App& a) : app(a) {}

  void answer(int socket) {
    if (!is_allowed(socket)) return;
    limit_waiting(socket);
    const auto request = nlohmann::json::parse(receive_line(socket), nullptr, false);
    const auto arguments = words_of(request, "arguments"), files = words_of(request, "files");
    const auto input = request.is_object() ? request.find("input") : request.end();
    if (!arguments || !files || input == request.end() || !input->is_string()) return;
    std::mutex mutex;
    Output output{[&](std::string_view text) {
                    std::lock_guard lock(mutex);
                    send_frame(socket, 'o', text);
                  },
                  [&](std::string_view text) {
                    std::lock_guard lock(mutex);
                    send_frame(socket, 'e', text);
                  }};
    auto parsed = parse(*arguments, output);
    int code = parsed.exit_code;
    if (code < 0) {
      parsed.options.standard_input = input->get<std::string>();
      parsed.options.files = *files;
      code = run_on(app, parsed.options, output);
    }
    send_frame(socket, 'x', std::string(1, char(code)));
  }

  void run() {
    while (!stopping) {
      pollfd waiting{listener, POLLIN, 0};
      if (::poll(&waiting, 1, 200) <= 0) continue;
      const int socket = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (socket < 0) continue;
      answer(socket);
      ::close(socket);
    }
  }
};

CommandSocket::CommandSocket(app::App& app, const std::string& data) : machine_(new Machine(app)) {
  const auto address = address_of(data);
  machine_->path = address.sun_path;
  ::unlink(address.sun_path);
  machine_->listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto mask = ::umask(0177);
  const bool bound = ::bind(machine_->listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::umask(mask);
  if (!bound || ::listen(machine_->listener, 16) != 0) {
    ::close(machine_->listener);
    const std::string path = machine_->path;
    delete machine_;
    throw base::Error(base::ErrorKind::unavailable, "cli.socket", {{"path", path}}, std::strerror(errno));
  }
  machine_->thread = std::thread([this] { machine_->run(); });
}

CommandSocket::~CommandSocket() {
  machine_->stopping = true;
  machine_->thread.join();
  ::close(machine_->listener);
  ::unlink(machine_->path.c_str());
  delete machine_;
}

int ask_server(const Options& options, const std::vector<std::string>& arguments, Output& output) {
  const auto address = address_of(options.data);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket);
    return -1;
  }
  const nlohmann::json request = {
      {"arguments", arguments}, {"files", options.files}, {"input", options.standard_input}};
  int code = 1;
  if (send_all(socket, request.dump() + "\n")) {
    char head[5];
    std::string bytes;
    while (receive(socket, head, sizeof head)) {
      std::uint32_t size = 0;
      for (int i = 0; i < 4; ++i) size |= std::uint32_t(static_cast<unsigned char>(head[i + 1])) << (8 * i);
      bytes.resize(size);
      if (!receive(socket, bytes.data(), size)) break;
      if (head[0] == 'o')
        output.out(bytes);
      else if (head[0] == 'e')
        output.err(bytes);
      else if (head[0] == 'x') {
        code = static_cast<unsigned char>(bytes.empty() ? 1 : bytes[0]);
        break;
      }
    }
  }
  ::close(socket);
  return code;
}

}  // namespace cli
