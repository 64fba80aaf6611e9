// A connection of the HTTP server: one request after another, each read in steps of which any may refuse it.

#include <array>

#include "platform/http/machine.h"

namespace platform {
namespace {

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

Refusal refuse(const Request& request, int status, base::ErrorKind kind, std::string key,
               base::Parameters parameters = {}) {
  Response response = error_response(kind, std::move(key), std::move(parameters), request, status);
  finish_response(response, request);
  return {std::move(response)};
}

// A header that is none.
Refusal refuse_header(beast::error_code error, const Request& request) {
  const bool understood = error.category() == make_error_code(beast_http::error::bad_method).category();
  if (!understood || error == beast_http::error::end_of_stream || error == beast_http::error::partial_message)
    return {};
  const bool long_header = error == beast_http::error::header_limit;
  return refuse(request, long_header ? 431 : 400, base::ErrorKind::invalid,
                long_header ? "server.headers_too_large" : "server.bad_request");
}

Refusal refuse_size(const Turn& turn) {
  return refuse(turn.request, 413, base::ErrorKind::too_large, "server.too_large",
                {{"max", readable_size(turn.limit)}});
}

// A body that did not come.
Refusal refuse_body(beast::error_code error, bool not_kept, const Turn& turn) {
  if (error == beast_http::error::end_of_stream || error == beast_http::error::partial_message) return {};
  if (error == beast_http::error::body_limit) return refuse_size(turn);
  if (error == boost::system::errc::no_space_on_device)
    return refuse(turn.request, 0, base::ErrorKind::unavailable, "database.full");
  if (not_kept) return refuse(turn.request, 0, base::ErrorKind::unavailable, "database.unwritable");
  const bool late = error == beast::error::timeout;
  return refuse(turn.request, late ? 408 : 400, base::ErrorKind::invalid,
                late ? "server.timeout" : "server.bad_request");
}

// What the header says, before anything of the body is read.
std::optional<Refusal> understand(const Router& router, Turn& turn, const HeadParser& head) {
  const auto& header = head.get();
  const std::string target(header.target());
  const auto question = target.find('?');
  const std::string raw_path = target.substr(0, question);
  const auto decoded = percent_decode(raw_path, false);
  const bool good_query =
      question == std::string::npos || parse_query(std::string_view(target).substr(question + 1), turn.request.query);
  if (!decoded || !good_query || decoded->empty() || decoded->front() != '/' ||
      (header.has_content_length() && header.chunked()))
    return refuse(turn.request, 400, base::ErrorKind::invalid, "server.bad_request");
  turn.request.path = *decoded;
  turn.match = router.find(turn.request.method, raw_path);
  turn.limit = turn.match.operation ? turn.match.operation->body_limit : small_body;
  const auto announced = head.content_length();
  if (announced && *announced > turn.limit) return refuse_size(turn);
  turn.expected = announced.value_or(header.chunked() ? turn.limit : 0);
  return std::nullopt;
}

}  // namespace

void Server::Machine::fill(Request& request, const beast_http::request_header<>& header, const std::string& remote) {
  request.method = header.method_string();
  request.id = next_id();
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
  if (response.file) {
    beast_http::response<beast_http::file_body> message;
    message.body().open(response.file->path().c_str(), beast::file_mode::scan, error);
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

// Waits for the first byte of a request; between requests a connection is idle. False: nobody is there any more.
template <class Stream>
asio::awaitable<bool> Server::Machine::wait_for_request(Stream& stream, beast::flat_buffer& buffer) {
  if (buffer.size() > 0) co_return true;
  auto& low = beast::get_lowest_layer(stream);
  low.expires_after(settings.idle_time);
  idle.insert(&low);
  const auto [error, count] = co_await stream.async_read_some(buffer.prepare(4096), as_result);
  buffer.commit(count);
  idle.erase(&low);
  co_return !error;
}

// Whether a great body may come at all: the header alone is shown to the operation.
template <class Stream>
asio::awaitable<std::optional<Refusal>> Server::Machine::knock(Stream& stream, Turn& turn) {
  const Operation* operation = turn.match.operation;
  if (!operation || !(operation->streams || turn.expected > small_body)) co_return std::nullopt;
  beast::get_lowest_layer(stream).expires_never();
  Response knocked = co_await run(*operation, turn.request, Step::knock);
  if (knocked.status >= 400) co_return Refusal{std::move(knocked)};
  co_return std::nullopt;
}

// Takes the body in, to memory or to a file.
template <class Stream>
asio::awaitable<std::optional<Refusal>> Server::Machine::receive(Stream& stream, beast::flat_buffer& buffer,
                                                                 HeadParser& head, Turn& turn) {
  if (beast_http::token_list{head.get()[beast_http::field::expect]}.exists("100-continue")) {
    beast_http::response<beast_http::empty_body> go{beast_http::status::continue_, turn.version};
    beast::get_lowest_layer(stream).expires_after(settings.write_time);
    const auto [e, n] = co_await beast_http::async_write(stream, go, as_result);
    if (e) co_return Refusal{};
  }
  beast::error_code body_error, file_error;
  if (turn.match.operation && turn.match.operation->streams) {
    turn.upload.emplace(settings.upload_folder / ("upload-" + random_token(12)));
    beast_http::request_parser<beast_http::file_body> parser(std::move(head));
    parser.body_limit(turn.limit);
    parser.get().body().open(turn.upload->path().c_str(), beast::file_mode::write, file_error);
    body_error = file_error;
    if (!body_error) body_error = co_await read_body(stream, buffer, parser, turn.expected);
    parser.get().body().close();
    turn.request.body_file = turn.upload->path();
  } else {
    beast_http::request_parser<beast_http::string_body> parser(std::move(head));
    parser.body_limit(turn.limit);
    body_error = co_await read_body(stream, buffer, parser, turn.expected);
    turn.request.body = std::move(parser.get().body());
  }
  if (body_error) co_return refuse_body(body_error, bool(file_error), turn);
  co_return std::nullopt;
}

template <class Stream>
asio::awaitable<Response> Server::Machine::respond(Stream& stream, Turn& turn) {
  Request& request = turn.request;
  if (turn.match.operation) {
    request.path_values = std::move(turn.match.values);
    beast::get_lowest_layer(stream).expires_never();
    co_return co_await run(*turn.match.operation, request, Step::answer);
  }
  if (!turn.match.allowed.empty()) {
    Response response =
        *refuse(request, 405, base::ErrorKind::invalid, "server.method", {{"method", request.method}}).answer;
    response.header("Allow", turn.match.allowed);
    co_return response;
  }
  if (request.method != "GET" && request.method != "HEAD")
    co_return *refuse(request, 404, base::ErrorKind::not_found, "server.no_page").answer;
  Response page = pages.find(request);
  add_security_headers(page, request.secure);
  co_return page;
}

// One request and its answer. Gives whether the connection goes on.
template <class Stream>
asio::awaitable<bool> Server::Machine::serve_one(Stream& stream, beast::flat_buffer& buffer) {
  if (!co_await wait_for_request(stream, buffer)) co_return false;
  auto& low = beast::get_lowest_layer(stream);
  // From the first byte the header must come within its time.
  low.expires_after(settings.header_time);
  HeadParser head;
  head.header_limit(header_limit);
  head.body_limit(boost::none);
  const auto [header_error, header_count] = co_await beast_http::async_read_header(stream, buffer, head, as_result);

  Turn turn;
  std::optional<Refusal> refusal;
  if (header_error) {
    turn.request.id = next_id();
    refusal = refuse_header(header_error, turn.request);
  } else {
    beast::error_code unknown;
    const auto remote = low.socket().remote_endpoint(unknown);
    fill(turn.request, head.get(), unknown ? std::string() : remote.address().to_string());
    turn.version = head.get().version();
    turn.keep = head.get().keep_alive();
    refusal = understand(router, turn, head);
  }
  if (!refusal) refusal = co_await knock(stream, turn);
  const Share share(bodies, settings.bodies, refusal ? 0 : turn.expected);
  if (!refusal && !share.fits()) {
    ++busy;
    refusal = refuse(turn.request, 503, base::ErrorKind::unavailable, "server.busy");
  }
  if (!refusal) refusal = co_await receive(stream, buffer, head, turn);
  if (refusal) {
    if (refusal->answer) co_await write(stream, turn.request, std::move(*refusal->answer), turn.version, false);
    co_return false;
  }
  Response response = co_await respond(stream, turn);
  turn.upload.reset();
  co_return co_await write(stream, turn.request, std::move(response), turn.version, turn.keep);
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

template asio::awaitable<void> Server::Machine::serve(beast::tcp_stream stream);
template asio::awaitable<void> Server::Machine::serve(beast::ssl_stream<beast::tcp_stream> stream);

}  // namespace platform
