// The HTTP server on Beast and Asio coroutines: one I/O thread, a bounded pool of workers behind it. The
// only file that includes Beast. Everything of a connection happens on the I/O thread; a handler runs on a
// worker and its answer comes back by post.

#include <boost/asio.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <array>
#include <set>
#include <thread>

#include "platform/crypto/crypto.h"
#include "platform/http/exchange.h"
#include "platform/http/http.h"
#include "platform/http/pages.h"
#include "platform/http/router.h"
#include "platform/http/worker_pool.h"

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace beast_http = boost::beast::http;
using tcp = asio::ip::tcp;

namespace platform {
namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t header_limit = 16384;
constexpr std::uint64_t small_body = 1 << 16;   // read from anybody
constexpr std::size_t most_dropped = 64 << 20;  // of what a refused client goes on sending

// The bytes that a request brings, counted as long as it lasts; none when they are too many with all others'.
class Share {
 public:
  Share(std::uint64_t& all, std::uint64_t most, std::uint64_t bytes)
      : all_(all), fits_(bytes == 0 || all + bytes <= most), bytes_(fits_ ? bytes : 0) {
    all_ += bytes_;
  }
  ~Share() { all_ -= bytes_; }
  Share(const Share&) = delete;
  bool fits() const { return fits_; }

 private:
  std::uint64_t& all_;
  bool fits_;
  std::uint64_t bytes_;
};

// A slow line is waited for, a drip is not: 128 kB in a second over the whole body, and an hour at most.
std::chrono::milliseconds allowance(std::uint64_t bytes) {
  return std::min<std::chrono::milliseconds>(std::chrono::milliseconds(bytes / 128), std::chrono::hours(1));
}

}  // namespace

struct Server::Machine {
  ServerSettings settings;
  Router router;
  Pages pages;
  Authenticate authenticate;
  asio::io_context io{1};
  asio::ssl::context tls{asio::ssl::context::tls_server};
  bool secure = false;
  tcp::acceptor acceptor{io};
  std::unique_ptr<WorkerPool> workers, slow_workers;
  std::thread io_thread;
  std::atomic<bool> stopping{false};
  std::atomic<std::uint64_t> requests{0}, busy{0}, errors{0};
  std::atomic<std::size_t> open{0};
  std::uint64_t request_number = 0;
  std::string request_prefix = to_hex(random_bytes(4));
  std::set<beast::tcp_stream*> idle;  // connections that wait for a request; I/O thread only
  std::uint64_t bodies = 0;           // bytes of the requests that are here or on their way; I/O thread only

  Machine(ServerSettings s, const Api& api, std::vector<StaticFile> files, Authenticate a)
      : settings(std::move(s)), router(api.operations()), pages(std::move(files)), authenticate(std::move(a)) {}

  asio::awaitable<void> listen();
  template <class Stream>
  asio::awaitable<void> serve(Stream stream);
  template <class Stream>
  asio::awaitable<bool> serve_one(Stream& stream, beast::flat_buffer& buffer);
  template <class Stream, class Parser>
  asio::awaitable<beast::error_code> read_body(Stream& stream, beast::flat_buffer& buffer, Parser& parser,
                                               std::uint64_t expected);
  template <class Stream>
  asio::awaitable<bool> write(Stream& stream, const Request& request, Response response, unsigned version, bool keep);
  asio::awaitable<Response> run(const Operation& operation, Request& request, Step step);
  asio::awaitable<void> part(beast::tcp_stream& stream);
  void fill(Request& request, const beast_http::request_header<>& header, const std::string& remote);
};

void Server::Machine::fill(Request& request, const beast_http::request_header<>& header, const std::string& remote) {
  request.method = header.method_string();
  request.id = request_prefix + "-" + std::to_string(++request_number);
  request.remote = remote;
  request.secure = secure;
  for (const auto& field : header) {
    std::string name(field.name_string());
    for (char& c : name) c = c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
    auto& value = request.headers[name];
    if (!value.empty()) value += name == "cookie" ? "; " : ", ";
    value += field.value();
  }
  read_cookies(request.header("cookie"), request.cookies);
  request.language = language_of(request.header("accept-language"));
  if (settings.trust_proxy) {
    if (request.header("x-forwarded-proto") == "https") request.secure = true;
    const auto forwarded = request.header("x-forwarded-for");
    if (!forwarded.empty())
      request.remote = forwarded.substr(forwarded.rfind(' ') == std::string::npos ? 0 : forwarded.rfind(' ') + 1);
  }
}

// Reads the rest of a body; the time allowed grows with what was announced, so that a slow drip is cut.
template <class Stream, class Parser>
asio::awaitable<beast::error_code> Server::Machine::read_body(Stream& stream, beast::flat_buffer& buffer,
                                                              Parser& parser, std::uint64_t expected) {
  auto& low = beast::get_lowest_layer(stream);
  const auto until = std::chrono::steady_clock::now() + settings.body_time + allowance(expected);
  while (!parser.is_done()) {
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= std::chrono::milliseconds(0)) co_return beast::error::timeout;
    low.expires_after(std::min<std::chrono::steady_clock::duration>(left, settings.body_time));
    const auto [error, count] = co_await beast_http::async_read_some(stream, buffer, parser, as_result);
    if (error) co_return error;
  }
  co_return beast::error_code{};
}

asio::awaitable<Response> Server::Machine::run(const Operation& operation, Request& request, Step step) {
  Response response;
  const bool accepted = co_await asio::async_initiate<decltype(asio::use_awaitable), void(bool)>(
      [&](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        auto& line = operation.slow && step == Step::answer ? *slow_workers : *workers;
        const bool taken = line.try_post([this, &operation, &request, &response, step, shared] {
          response = answer(operation, request, authenticate, step);
          finish_response(response, request);
          asio::post(io, [shared] { std::move (*shared)(true); });
        });
        if (!taken) asio::post(io, [shared] { std::move (*shared)(false); });
      },
      asio::use_awaitable);
  if (!accepted) {
    ++busy;
    response = error_response(base::ErrorKind::unavailable, "server.busy", {}, request);
    finish_response(response, request);
  }
  co_return response;
}

template <class Stream>
asio::awaitable<bool> Server::Machine::write(Stream& stream, const Request& request, Response response,
                                             unsigned version, bool keep) {
  auto& low = beast::get_lowest_layer(stream);
  ++requests;
  if (response.status >= 500) ++errors;
  keep = keep && !stopping;
  const bool head = request.method == "HEAD";
  const auto prepare = [&](auto& message) {
    message.version(version);
    message.result(unsigned(response.status));
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    message.keep_alive(keep);
  };
  low.expires_after(settings.write_time + std::chrono::milliseconds(response.body.size() / 32));
  beast::error_code error;
  if (!response.file.empty()) {
    beast_http::response<beast_http::file_body> message;
    message.body().open(response.file.c_str(), beast::file_mode::scan, error);
    if (error) co_return false;
    prepare(message);
    message.content_length(message.body().size());
    beast_http::response_serializer<beast_http::file_body> serializer(message);
    while (!error && !(head ? serializer.is_header_done() : serializer.is_done())) {
      low.expires_after(settings.write_time);
      const auto [e, n] = head ? co_await beast_http::async_write_header(stream, serializer, as_result)
                               : co_await beast_http::async_write_some(stream, serializer, as_result);
      error = e;
    }
    if (response.remove_file) std::filesystem::remove(response.file);
  } else if (head || response.status == 204 || response.status == 304) {
    beast_http::response<beast_http::empty_body> message;
    prepare(message);
    if (response.status != 204 && response.status != 304) message.content_length(response.body.size());
    const auto [e, n] = co_await beast_http::async_write(stream, message, as_result);
    error = e;
  } else {
    beast_http::response<beast_http::string_body> message;
    prepare(message);
    message.body() = std::move(response.body);
    message.prepare_payload();
    const auto [e, n] = co_await beast_http::async_write(stream, message, as_result);
    error = e;
  }
  co_return !error && keep;
}

// One request and its answer. Gives whether the connection goes on.
template <class Stream>
asio::awaitable<bool> Server::Machine::serve_one(Stream& stream, beast::flat_buffer& buffer) {
  auto& low = beast::get_lowest_layer(stream);
  beast_http::request_parser<beast_http::empty_body> head;
  head.header_limit(header_limit);
  head.body_limit(boost::none);

  // Between requests a connection is idle; from the first byte the header must come within its time.
  if (buffer.size() == 0) {
    low.expires_after(settings.idle_time);
    idle.insert(&low);
    const auto [error, count] = co_await stream.async_read_some(buffer.prepare(4096), as_result);
    buffer.commit(count);
    idle.erase(&low);
    if (error) co_return false;
  }
  low.expires_after(settings.header_time);
  const auto [header_error, header_count] = co_await beast_http::async_read_header(stream, buffer, head, as_result);

  Request request;
  beast::error_code ignored;
  const auto remote = low.socket().remote_endpoint(ignored);
  if (header_error) {
    const bool understood = header_error.category() == make_error_code(beast_http::error::bad_method).category();
    if (!understood || header_error == beast_http::error::end_of_stream ||
        header_error == beast_http::error::partial_message)
      co_return false;
    request.id = request_prefix + "-" + std::to_string(++request_number);
    Response r = error_response(
        base::ErrorKind::invalid,
        header_error == beast_http::error::header_limit ? "server.headers_too_large" : "server.bad_request", {},
        request, header_error == beast_http::error::header_limit ? 431 : 400);
    finish_response(r, request);
    co_await write(stream, request, std::move(r), 11, false);
    co_return false;
  }

  const auto& header = head.get();
  const unsigned version = header.version();
  const bool keep = header.keep_alive();
  fill(request, header, ignored ? std::string() : remote.address().to_string());
  const std::string target(header.target());
  const auto question = target.find('?');
  const std::string raw_path = target.substr(0, question);
  const auto decoded = percent_decode(raw_path, false);
  const bool good_query =
      question == std::string::npos || parse_query(std::string_view(target).substr(question + 1), request.query);

  const auto refuse = [&](int status, base::ErrorKind kind, std::string key, base::Parameters parameters) {
    Response r = error_response(kind, std::move(key), std::move(parameters), request, status);
    finish_response(r, request);
    return r;
  };
  if (!decoded || !good_query || decoded->empty() || decoded->front() != '/' ||
      (header.has_content_length() && header.chunked())) {
    co_await write(stream, request, refuse(400, base::ErrorKind::invalid, "server.bad_request", {}), version, false);
    co_return false;
  }
  request.path = *decoded;

  auto match = router.find(request.method, raw_path);
  const Operation* operation = match.operation;
  const std::uint64_t limit = operation ? operation->body_limit : 1 << 16;
  const auto announced = head.content_length();
  if (announced && *announced > limit) {
    Response r = refuse(413, base::ErrorKind::too_large, "server.too_large", {{"max", readable_size(limit)}});
    co_await write(stream, request, std::move(r), version, false);
    co_return false;
  }
  const std::uint64_t expected = announced.value_or(header.chunked() ? limit : 0);
  if (operation && (operation->streams || expected > small_body)) {
    low.expires_never();
    Response knocked = co_await run(*operation, request, Step::knock);
    if (knocked.status >= 400) {
      co_await write(stream, request, std::move(knocked), version, false);
      co_return false;
    }
  }
  const Share share(bodies, settings.bodies, expected);
  if (!share.fits()) {
    ++busy;
    Response r = refuse(503, base::ErrorKind::unavailable, "server.busy", {});
    co_await write(stream, request, std::move(r), version, false);
    co_return false;
  }
  if (beast_http::token_list{header[beast_http::field::expect]}.exists("100-continue")) {
    beast_http::response<beast_http::empty_body> go{beast_http::status::continue_, version};
    low.expires_after(settings.write_time);
    const auto [e, n] = co_await beast_http::async_write(stream, go, as_result);
    if (e) co_return false;
  }

  beast::error_code body_error, file_error;
  std::filesystem::path upload;
  if (operation && operation->streams) {
    upload = settings.upload_folder / ("upload-" + random_token(12));
    beast_http::request_parser<beast_http::file_body> parser(std::move(head));
    parser.body_limit(limit);
    parser.get().body().open(upload.c_str(), beast::file_mode::write, file_error);
    body_error = file_error;
    if (!body_error) body_error = co_await read_body(stream, buffer, parser, expected);
    parser.get().body().close();
    request.body_file = upload;
  } else {
    beast_http::request_parser<beast_http::string_body> parser(std::move(head));
    parser.body_limit(limit);
    body_error = co_await read_body(stream, buffer, parser, expected);
    request.body = std::move(parser.get().body());
  }
  if (body_error) {
    if (!upload.empty()) std::filesystem::remove(upload);
    if (body_error == beast_http::error::end_of_stream || body_error == beast_http::error::partial_message)
      co_return false;
    Response r =
        body_error == beast_http::error::body_limit
            ? error_response(base::ErrorKind::too_large, "server.too_large", {{"max", readable_size(limit)}}, request)
        : body_error == boost::system::errc::no_space_on_device
            ? error_response(base::ErrorKind::unavailable, "database.full", {}, request)
        : file_error ? error_response(base::ErrorKind::unavailable, "database.unwritable", {}, request)
                     : error_response(base::ErrorKind::invalid,
                                      body_error == beast::error::timeout ? "server.timeout" : "server.bad_request", {},
                                      request, body_error == beast::error::timeout ? 408 : 400);
    finish_response(r, request);
    co_await write(stream, request, std::move(r), version, false);
    co_return false;
  }

  Response response;
  if (operation) {
    request.path_values = std::move(match.values);
    low.expires_never();
    response = co_await run(*operation, request, Step::answer);
    if (!upload.empty()) std::filesystem::remove(upload);
  } else if (!match.allowed.empty()) {
    response = refuse(405, base::ErrorKind::invalid, "server.method", {{"method", request.method}});
    response.header("Allow", match.allowed);
  } else if (request.method == "GET" || request.method == "HEAD") {
    response = pages.find(request);
    add_security_headers(response, request.secure);
  } else {
    response = refuse(404, base::ErrorKind::not_found, "server.no_page", {});
  }
  co_return co_await write(stream, request, std::move(response), version, keep);
}

// Ends the answers, and takes in for a moment what the client still sends: closed at once, its system would throw
// away the refusal that it has not read yet.
asio::awaitable<void> Server::Machine::part(beast::tcp_stream& stream) {
  beast::error_code error;
  stream.socket().shutdown(tcp::socket::shutdown_send, error);
  stream.expires_after(stopping ? std::chrono::milliseconds(100) : std::chrono::milliseconds(2000));
  std::array<char, 16384> dropped;
  for (std::size_t total = 0; !error && total < most_dropped;) {
    const auto [e, count] = co_await stream.async_read_some(asio::buffer(dropped), as_result);
    error = e;
    total += count;
  }
}

template <class Stream>
asio::awaitable<void> Server::Machine::serve(Stream stream) {
  auto& low = beast::get_lowest_layer(stream);
  ++open;
  bool alive = true;
  if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
    low.expires_after(settings.header_time);
    const auto [error] = co_await stream.async_handshake(asio::ssl::stream_base::server, as_result);
    alive = !error;
  }
  beast::flat_buffer buffer;
  while (alive && !stopping) alive = co_await serve_one(stream, buffer);
  if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
    low.expires_after(std::chrono::seconds(2));
    co_await stream.async_shutdown(as_result);
  }
  co_await part(low);
  --open;
}

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
