#pragma once
// What the server and its connections share. Everything of a connection happens on the one I/O thread; a handler runs
// on a worker and its answer comes back by post. Only machine.h, connection.cpp and server.cpp include Beast and Asio.

#include <atomic>
#include <boost/asio.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <set>
#include <thread>

#include "platform/crypto/crypto.h"
#include "platform/http/exchange.h"
#include "platform/http/http.h"
#include "platform/http/pages.h"
#include "platform/http/router.h"
#include "platform/http/worker_pool.h"

namespace platform {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace beast_http = boost::beast::http;
using tcp = asio::ip::tcp;
using HeadParser = beast_http::request_parser<beast_http::empty_body>;

inline constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

// One request, from its first byte to its answer.
struct Turn {
  Request request;
  unsigned version = 11;
  bool keep = true;  // the connection, for the next one
  Router::Match match;
  std::uint64_t limit = 0, expected = 0;  // bytes of the body: at most, announced
  std::optional<TemporaryFile> upload;    // that a streamed body goes to
};

// Why a request does not reach its operation; without an answer when nobody listens any more.
struct Refusal {
  std::optional<Response> answer;
};

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

  std::string next_id() { return request_prefix + "-" + std::to_string(++request_number); }
  asio::awaitable<void> listen();
  template <class Stream>
  asio::awaitable<void> serve(Stream stream);
  template <class Stream>
  asio::awaitable<bool> serve_one(Stream& stream, beast::flat_buffer& buffer);
  template <class Stream>
  asio::awaitable<bool> wait_for_request(Stream& stream, beast::flat_buffer& buffer);
  template <class Stream>
  asio::awaitable<std::optional<Refusal>> knock(Stream& stream, Turn& turn);
  template <class Stream>
  asio::awaitable<std::optional<Refusal>> receive(Stream& stream, beast::flat_buffer& buffer, HeadParser& head,
                                                  Turn& turn);
  template <class Stream>
  asio::awaitable<Response> respond(Stream& stream, Turn& turn);
  template <class Stream, class Parser>
  asio::awaitable<beast::error_code> read_body(Stream& stream, beast::flat_buffer& buffer, Parser& parser,
                                               std::uint64_t expected);
  template <class Stream>
  asio::awaitable<bool> write(Stream& stream, const Request& request, Response response, unsigned version, bool keep);
  asio::awaitable<Response> run(const Operation& operation, Request& request, Step step);
  asio::awaitable<void> part(beast::tcp_stream& stream);
  void fill(Request& request, const beast_http::request_header<>& header, const std::string& remote);
};

}  // namespace platform
