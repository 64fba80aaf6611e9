// The HTTP server on Beast and Asio coroutines: one I/O thread, bounded pools of workers behind it.

#include "platform/http/machine.h"

namespace platform {

asio::awaitable<void> Server::Machine::listen() {
  for (;;) {
    auto [error, socket] = co_await acceptor.async_accept(as_result);
    if (error) {
      if (!acceptor.is_open()) co_return;
      // Out of files, for one: let the open ones finish first.
      asio::steady_timer timer(io, std::chrono::milliseconds(20));
      co_await timer.async_wait(as_result);
      continue;
    }
    if (open >= settings.connections) continue;  // closed at once
    beast::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (secure)
      asio::co_spawn(io, serve(beast::ssl_stream<beast::tcp_stream>(beast::tcp_stream(std::move(socket)), tls)),
                     asio::detached);
    else
      asio::co_spawn(io, serve(beast::tcp_stream(std::move(socket))), asio::detached);
  }
}

Server::Server(ServerSettings settings, const Api& api, std::vector<StaticFile> files, Authenticate authenticate)
    : machine_(std::make_unique<Machine>(std::move(settings), api, std::move(files), std::move(authenticate))) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

int Server::start() {
  auto& m = *machine_;
  if (!m.settings.certificate.empty()) {
    boost::system::error_code error;
    m.tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                      asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
    m.tls.use_certificate_chain_file(m.settings.certificate, error);
    if (!error) m.tls.use_private_key_file(m.settings.key, asio::ssl::context::pem, error);
    if (error)
      throw base::Error(base::ErrorKind::unavailable, "server.bad_certificate", {{"path", m.settings.certificate}},
                        error.message());
    m.secure = true;
  }
  boost::system::error_code error;
  const std::string& named = m.settings.address;
  const auto address = asio::ip::make_address(named.empty() || named == "localhost" ? "127.0.0.1" : named, error);
  const tcp::endpoint endpoint(address, static_cast<unsigned short>(m.settings.port));
  if (!error) m.acceptor.open(endpoint.protocol(), error);
  if (!error) m.acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) m.acceptor.bind(endpoint, error);
  if (!error) m.acceptor.listen(1024, error);
  if (error)
    throw base::Error(base::ErrorKind::unavailable,
                      error == asio::error::address_in_use ? "server.port_in_use" : "server.cannot_listen",
                      {{"address", named}, {"port", std::to_string(m.settings.port)}}, error.message());
  const int port = m.acceptor.local_endpoint().port();
  m.workers = std::make_unique<WorkerPool>(m.settings.workers, m.settings.queue);
  m.slow_workers = std::make_unique<WorkerPool>(m.settings.slow_workers, m.settings.slow_queue);
  asio::co_spawn(m.io, m.listen(), asio::detached);
  m.io_thread = std::thread([&m] { m.io.run(); });
  return port;
}

void Server::stop(std::chrono::milliseconds grace) {
  auto& m = *machine_;
  if (!m.io_thread.joinable()) return;
  asio::post(m.io, [&m] {
    m.stopping = true;
    m.acceptor.close();
    for (auto* stream : m.idle) stream->cancel();
  });
  const auto until = std::chrono::steady_clock::now() + grace;
  while (m.open > 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  m.workers->finish();
  m.slow_workers->finish();
  asio::post(m.io, [&m] { m.io.stop(); });
  m.io_thread.join();
}

Server::Figures Server::figures() const {
  const auto& m = *machine_;
  return {m.requests, m.busy, m.errors, m.open, m.workers ? m.workers->queued() + m.slow_workers->queued() : 0};
}

}  // namespace platform
