#include "platform/http/http.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "platform/http/compression.h"
#include "platform/http/router.h"

namespace platform {
namespace {

int open_socket(int port) {
  const int s = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(std::uint16_t(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(s, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return s;
  ::close(s);
  return -1;
}

bool can_connect(int port) {
  const int s = open_socket(port);
  if (s >= 0) ::close(s);
  return s >= 0;
}

// Sends raw bytes, reads until the server closes or the time is over.
std::string raw(int port, const std::string& bytes, bool close_after = false, int milliseconds = 60000) {
  const int s = open_socket(port);
  EXPECT_GE(s, 0);
  timeval wait{milliseconds / 1000, (milliseconds % 1000) * 1000};
  ::setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto n = ::send(s, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) break;
    sent += std::size_t(n);
  }
  if (close_after) ::shutdown(s, SHUT_WR);
  std::string out;
  char buffer[4096];
  for (;;) {
    const auto n = ::recv(s, buffer, sizeof buffer, 0);
    if (n <= 0) break;
    out.append(buffer, std::size_t(n));
  }
  ::close(s);
  return out;
}

std::string get(int port, const std::string& path, const std::string& headers = "") {
  return raw(port, "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
}

class HttpTest : public testing::Test {
 protected:
  HttpTest() {
    add("hello", "GET", "/api/hello/{name}",
        [](Request& r) { return json_response("\"" + r.path_value("name") + "\""); });
    add("long", "GET", "/api/long", [](Request&) { return json_response("\"" + std::string(5000, 'a') + "\""); });
    add("wait", "GET", "/api/wait", [this](Request&) {
      ++entered_;
      std::lock_guard lock(gate_);
      return json_response("\"done\"");
    });
    Operation hours;
    hours.id = "hours";
    hours.method = "GET";
    hours.path = "/api/hours";
    hours.slow = true;
    hours.handler = [this](Request&) {
      ++entered_;
      std::lock_guard lock(gate_);
      return json_response("\"done\"");
    };
    api_.add(hours);
    add("fail", "GET", "/api/fail", [](Request&) -> Response { throw std::runtime_error("secret detail"); });
    add("refuse", "GET", "/api/refuse",
        [](Request&) -> Response { throw base::Error(base::ErrorKind::conflict, "x.y"); });
    add("small", "POST", "/api/small", [](Request& r) { return json_response(std::to_string(r.body.size())); });
    Operation upload;
    upload.id = "upload";
    upload.method = "POST";
    upload.path = "/api/upload";
    upload.streams = true;
    upload.body_limit = 64 << 20;
    upload.handler = [this](Request& r) {
      std::lock_guard lock(gate_);
      return json_response(std::to_string(std::filesystem::file_size(r.body_file)));
    };
    api_.add(upload);
    settings_.port = 0;
    settings_.queue = 2;
    settings_.header_time = std::chrono::milliseconds(300);
    settings_.bodies = 10 << 20;
    settings_.upload_folder = std::filesystem::path(testing::TempDir()) / ("http_test_" + std::to_string(::getpid()));
    std::filesystem::create_directories(settings_.upload_folder);
    server_ = std::make_unique<Server>(
        settings_, api_,
        std::vector<StaticFile>{{"/index.html", "<html nonce=\"__CSP_NONCE__\">", "text/html; charset=utf-8", false},
                                {"/assets/a.js", "let a = 1", "application/javascript", true}},
        [](Request& r, const Operation&) {
          if (r.header("x-stranger") == "yes") throw base::Error(base::ErrorKind::unauthenticated, "x.y");
        });
    port_ = server_->start();
  }
  ~HttpTest() override {
    server_.reset();
    std::filesystem::remove_all(settings_.upload_folder);
  }
  void add(std::string id, std::string method, std::string path, std::function<Response(Request&)> handler) {
    Operation o;
    o.id = std::move(id);
    o.method = std::move(method);
    o.path = std::move(path);
    o.body_limit = 100;
    o.handler = std::move(handler);
    api_.add(o);
  }
  // Waits for what must come, however busy the machine is; a minute without it is a failure.
  template <class F>
  void wait_until(F&& reached) {
    for (int i = 0; i < 6000 && !reached(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_TRUE(reached());
  }
  std::mutex gate_;
  std::atomic<int> entered_{0};  // requests that a worker has in hand
  Api api_;
  ServerSettings settings_;
  std::unique_ptr<Server> server_;
  int port_ = 0;
};

TEST_F(HttpTest, AnswersAndRoutes) {
  EXPECT_NE(get(port_, "/api/hello/%C4%90%C3%B4ng").find("\"Đông\""), std::string::npos);
  EXPECT_TRUE(get(port_, "/api/none").starts_with("HTTP/1.1 404"));
  const auto wrong = raw(port_, "DELETE /api/long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(wrong.starts_with("HTTP/1.1 405"));
  EXPECT_NE(wrong.find("Allow: GET"), std::string::npos);
  const auto head = raw(port_, "HEAD /api/long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_NE(head.find("Content-Length: 5002"), std::string::npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

TEST_F(HttpTest, RefusesWhatIsMalformedOrTooLarge) {
  EXPECT_TRUE(raw(port_, "nonsense\r\n\r\n").starts_with("HTTP/1.1 400"));
  EXPECT_TRUE(get(port_, "/api/hello/%zz").starts_with("HTTP/1.1 400"));
  const auto much = get(port_, "/api/long", "X: " + std::string(40000, 'a') + "\r\n");
  EXPECT_TRUE(much.starts_with("HTTP/1.1 431")) << much;
  EXPECT_NE(much.find("\"status\":431"), std::string::npos) << much;
  EXPECT_TRUE(
      raw(port_, "POST /api/small HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n").starts_with("HTTP/1.1 413"));
  EXPECT_TRUE(raw(port_, "POST /api/small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n" +
                             std::string(200, 'a') + "\r\n0\r\n\r\n")
                  .starts_with("HTTP/1.1 413"));
  EXPECT_TRUE(
      raw(port_,
          "POST /api/small HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
          .starts_with("HTTP/1.1 400"));
}

TEST_F(HttpTest, NeverShowsTheDetailOfAFailure) {
  const auto failed = get(port_, "/api/fail");
  EXPECT_TRUE(failed.starts_with("HTTP/1.1 500"));
  EXPECT_EQ(failed.find("secret detail"), std::string::npos);
  EXPECT_NE(failed.find("server.internal"), std::string::npos);
  EXPECT_TRUE(get(port_, "/api/refuse").starts_with("HTTP/1.1 409"));
}

TEST_F(HttpTest, StreamsUploadsToAFileAndRemovesIt) {
  const std::string body(3 << 20, 'x');
  const auto answer = raw(port_, "POST /api/upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                                     std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_TRUE(answer.ends_with("3145728")) << answer;
  for (const auto& file : std::filesystem::directory_iterator(settings_.upload_folder))
    EXPECT_FALSE(file.path().filename().string().starts_with("upload-") && file.file_size() == body.size());
}

TEST_F(HttpTest, CompressesAndGivesSecurityHeaders) {
  const auto answer = get(port_, "/api/long", "Accept-Encoding: gzip, br;q=0\r\n");
  EXPECT_NE(answer.find("Content-Encoding: gzip"), std::string::npos);
  for (auto name : {"X-Content-Type-Options: nosniff", "X-Frame-Options: DENY",
                    "Content-Security-Policy: ", "Cache-Control: no-store"})
    EXPECT_NE(answer.find(name), std::string::npos) << name;
}

TEST_F(HttpTest, ServesPagesWithAFreshNonce) {
  const auto one = get(port_, "/documents/5"), two = get(port_, "/");
  const auto nonce = [](const std::string& a) {
    const auto at = a.find("<html nonce=\"") + 13;
    return a.substr(at, a.find('"', at) - at);
  };
  EXPECT_NE(one.find("style-src 'self' 'nonce-" + nonce(one) + "'"), std::string::npos);
  EXPECT_NE(nonce(one), nonce(two));
  EXPECT_EQ(one.find("unsafe-inline"), std::string::npos);
  EXPECT_NE(get(port_, "/assets/a.js").find("immutable"), std::string::npos);
  EXPECT_TRUE(get(port_, "/assets/none.js").starts_with("HTTP/1.1 404"));
}

TEST_F(HttpTest, SaysBusyWhenTheQueueIsFull) {
  std::vector<std::jthread> clients;
  std::mutex mutex;
  int busy = 0, done = 0;
  const auto send = [&](int count) {
    for (int i = 0; i < count; ++i)
      clients.emplace_back([&] {
        const auto answer = get(port_, "/api/wait");
        std::lock_guard lock(mutex);
        busy += answer.starts_with("HTTP/1.1 503") && answer.find("Retry-After: ") != std::string::npos;
        done += answer.starts_with("HTTP/1.1 200");
      });
  };
  {
    std::lock_guard closed(gate_);
    // One after the other: a queue that no worker has looked at yet is full sooner.
    for (int worker = 1; worker <= settings_.workers; ++worker) {
      send(1);
      wait_until([&] { return entered_ == worker; });
    }
    send(2);
    wait_until([&] { return server_->figures().queued == 2; });
    send(8);
    wait_until([&] { return server_->figures().refused_busy == 8; });
  }
  clients.clear();
  EXPECT_EQ(busy, 8);
  EXPECT_EQ(done, settings_.workers + 2);
}

TEST_F(HttpTest, QuickQuestionsAreAnsweredBesideSlowOnes) {
  std::vector<std::jthread> clients;
  std::lock_guard closed(gate_);
  for (int i = 0; i < settings_.slow_workers + 1; ++i)  // one waits in line
    clients.emplace_back([this] { EXPECT_TRUE(get(port_, "/api/hours").starts_with("HTTP/1.1 200")); });
  wait_until([&] { return entered_ == settings_.slow_workers && server_->figures().queued == 1; });
  EXPECT_TRUE(get(port_, "/api/long").starts_with("HTTP/1.1 200"));
}

TEST_F(HttpTest, CutsASlowHeader) {
  EXPECT_EQ(raw(port_, "GET /api/long HTTP/1.1\r\nHost: x\r\nX-Slow: "), "");
  // The client hears of the close a moment before the server has counted it.
  wait_until([&] { return server_->figures().open_connections == 0; });
}

TEST_F(HttpTest, TheRefusalReachesWhoIsStillSending) {
  const std::string body(8 << 20, 'x');
  for (int i = 0; i < 5; ++i) {
    const auto answer =
        raw(port_, "POST /api/small HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
                       "\r\n\r\n" + body);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 413")) << answer;
  }
}

TEST_F(HttpTest, AStrangersBodyIsNotWaitedFor) {
  for (const char* length : {"Content-Length: 9000000", "Transfer-Encoding: chunked"}) {
    const auto answer =
        raw(port_, std::string("POST /api/upload HTTP/1.1\r\nHost: x\r\nX-Stranger: yes\r\n") + length + "\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 401")) << answer;
  }
  EXPECT_TRUE(std::filesystem::is_empty(settings_.upload_folder));
}

TEST_F(HttpTest, BodiesOnTheirWayHaveALimitTogether) {
  const std::string body(6 << 20, 'x');
  const auto upload = [&] {
    return raw(port_, "POST /api/upload HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " +
                          std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  std::string first;
  {
    std::jthread client;
    {
      std::lock_guard closed(gate_);
      client = std::jthread([&] { first = upload(); });
      wait_until([&] { return !std::filesystem::is_empty(settings_.upload_folder); });
      EXPECT_TRUE(upload().starts_with("HTTP/1.1 503"));
    }
  }
  EXPECT_TRUE(first.ends_with(std::to_string(body.size()))) << first;
  EXPECT_TRUE(upload().starts_with("HTTP/1.1 200"));  // the first one's share is free again
}

TEST_F(HttpTest, FinishesWhatItAcceptedWhenItStops) {
  std::string answer;
  std::jthread client, stopper;
  {
    std::lock_guard closed(gate_);
    client = std::jthread([&] { answer = get(port_, "/api/wait"); });
    wait_until([&] { return entered_ == 1; });
    stopper = std::jthread([&] { server_->stop(); });
    wait_until([&] { return !can_connect(port_); });  // it is stopping, and the request is still in hand
  }
  stopper.join();
  client.join();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
}

TEST(Http, AnOpenApiDocumentNamesEveryOperation) {
  Api api;
  Operation o;
  o.id = "getThing";
  o.method = "GET";
  o.path = "/api/v1/things/{id}";
  o.parameters = {{"id", "path", "integer", "Mã", true}};
  o.handler = [](Request&) { return no_content(); };
  api.add(o);
  const auto document = nlohmann::json::parse(api.openapi("1"));
  EXPECT_EQ(document["paths"]["/api/v1/things/{id}"]["get"]["operationId"], "getThing");
}

TEST(Http, TheSeenVersionIsReadWithoutItsQuotes) {
  Request request;
  EXPECT_EQ(request.seen_tag(), "");
  EXPECT_EQ(request.seen_version(), std::nullopt);
  for (const char* header : {"\"12\"", "W/\"12\"", "12"}) {
    request.headers["if-match"] = header;
    EXPECT_EQ(request.seen_tag(), "12");
    EXPECT_EQ(request.seen_version(), 12);
  }
  for (const char* header : {"\"1a\"", "-1", "99999999999999999999", "*"}) {
    request.headers["if-match"] = header;
    EXPECT_EQ(request.seen_version(), std::nullopt) << header;
  }
}

BOOST_DEFINE_ENUM_CLASS(Colour, red, blue)

TEST(Http, AnAnswerCarriesTheVersionThatAnEditNames) {
  Request request;
  const auto seen = [&](const Response& response) {
    request.headers["if-match"] = response.headers.back().second;
    return response.headers.back().first;
  };
  EXPECT_EQ(seen(no_content().version(12)), "ETag");
  EXPECT_EQ(request.seen_version(), 12);
  EXPECT_EQ(seen(no_content().version("1a")), "ETag");
  EXPECT_EQ(request.seen_tag(), "1a");
}

TEST(Http, AValueOfAListIsReadFromTheQuery) {
  Request request;
  EXPECT_EQ(request.query_enum<Colour>("kind"), std::nullopt);
  request.query["kind"] = "";
  EXPECT_EQ(request.query_enum<Colour>("kind"), std::nullopt);
  request.query["kind"] = "blue";
  EXPECT_EQ(request.query_enum<Colour>("kind"), Colour::blue);
  request.query["kind"] = "trống";
  EXPECT_THROW(request.query_enum<Colour>("kind"), base::Error);
}

TEST(Http, ChoosesAnEncoding) {
  EXPECT_EQ(choose_encoding("gzip, deflate, br"), Encoding::brotli);
  EXPECT_EQ(choose_encoding("br;q=0, gzip;q=0.5"), Encoding::gzip);
  EXPECT_EQ(choose_encoding(""), Encoding::none);
}

}  // namespace
}  // namespace platform
