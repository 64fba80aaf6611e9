#include "modules/identity/credentials.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <thread>

#include "base/error.h"
#include "base/sentence.h"
#include "modules/identity/identity.h"
#include "platform/crypto/crypto.h"

namespace identity {
namespace {

template <class F>
std::string key_thrown(F&& call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error.key();
  }
  return "";
}

TEST(Credentials, NamesAreOneWord) {
  for (const char* good : {"lan.nguyen", "Đặng-Ẩn", "a1", "x@y.z", "bí_thư"})
    EXPECT_EQ(key_thrown([&] { require_account_name(good); }), "") << good;
  for (const char* bad : {"", "a", "lan nguyen", "a\nb", "<b>", "a'--", "a/b", "名前",
                          "a\xC3\x97"
                          "b"})
    EXPECT_EQ(key_thrown([&] { require_account_name(bad); }), "identity.name_form") << bad;
  EXPECT_EQ(key_thrown([&] { require_account_name(std::string(65, 'a')); }), "identity.name_form");
}

TEST(Credentials, PasswordsAreLongAndNotCommon) {
  EXPECT_EQ(key_thrown([] { require_password("mùa thu Hà Nội", "lan"); }), "");
  EXPECT_EQ(key_thrown([] { require_password("ngắn quá", "lan"); }), "");
  EXPECT_EQ(key_thrown([] { require_password("ngắn", "lan"); }), "identity.password_short");
  EXPECT_EQ(key_thrown([] { require_password("", "lan"); }), "identity.password_short");
  EXPECT_EQ(key_thrown([] { require_password("Password1", "lan"); }), "identity.password_common");
  EXPECT_EQ(key_thrown([] { require_password("aaaaaaaaaaaa", "lan"); }), "identity.password_common");
  EXPECT_EQ(key_thrown([] { require_password("Lan.Nguyễn", "lan.nguyen"); }), "identity.password_common");
  EXPECT_EQ(normal_password("mu\xCC\x80"
                            "a"),
            normal_password("mùa"));
}

TEST(Credentials, RecoveryCodesSurviveHowTheyAreTyped) {
  platform::start_crypto();
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) seen.insert(new_recovery_code());
  EXPECT_EQ(seen.size(), 200u);
  EXPECT_EQ(seen.begin()->size(), 11u);
  EXPECT_EQ(normal_code(" K7M2P-x9hqd "), "k7m2px9hqd");
  EXPECT_EQ(normal_code("O1ilo"), "01110");
}

TEST(Throttle, WaitsLongerAfterEachFailureAndForgetsInTime) {
  Throttle throttle{{}};
  std::int64_t now = 1'000'000'000'000;
  const auto tried = [&](const char* key) { return key_thrown([&] { throttle.attempt(key, now); }); };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(tried("lan"), "") << i;
  EXPECT_EQ(tried("lan"), "identity.too_many_attempts");
  EXPECT_EQ(tried("minh"), "");  // another name is not concerned
  now += 30'000'000;
  EXPECT_EQ(tried("lan"), "");
  now += 30'000'000;
  EXPECT_EQ(tried("lan"), "identity.too_many_attempts");  // 60 seconds now
  now += 3'700'000'000;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(tried("lan"), "");
  throttle.succeeded("lan");
  EXPECT_EQ(tried("lan"), "");
}

TEST(Throttle, OneWhoSucceedsDoesNotFreeTheOthersBehindTheAddress) {
  Throttle throttle{{.free = 3}};
  const auto tried = [&] { return key_thrown([&] { throttle.attempt("a", 1'000'000'000'000); }); };
  tried(), tried();
  throttle.forgive("a");
  EXPECT_EQ(tried(), "");
  EXPECT_EQ(tried(), "");
  EXPECT_EQ(tried(), "identity.too_many_attempts");
}

TEST(Throttle, KeepsABoundedNumberOfNames) {
  Throttle throttle{{.most_keys = 10}};
  for (int i = 0; i < 1000; ++i) throttle.attempt("name" + std::to_string(i), 1'000'000'000'000 + i);
  EXPECT_EQ(key_thrown([&] { throttle.attempt("name0", 1'000'000'002'000); }), "");
}

TEST(Throttle, AFloodOfNamesDoesNotFreeTheOneThatIsGuessedAt) {
  Throttle throttle{{.most_keys = 200}};
  const std::int64_t now = 1'000'000'000'000;
  for (int i = 0; i < 5; ++i) throttle.attempt("guessed at", now);
  for (int i = 0; i < 5000; ++i) throttle.attempt("flood" + std::to_string(i * 7919 % 5000), now + i);
  EXPECT_EQ(key_thrown([&] { throttle.attempt("guessed at", now + 5000); }), "identity.too_many_attempts");
}

TEST(Throttle, OneClientIsOneNetwork) {
  EXPECT_EQ(network_of("203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(network_of("::ffff:203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_EQ(network_of("fe80::1%eth0"), network_of("fe80::2"));
  EXPECT_EQ(network_of("no address"), "no address");
}

TEST(HashGate, LetsTwoInAtATime) {
  HashGate gate;
  std::atomic<int> inside{0}, most{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&] {
      const HashGate::Pass pass(gate);
      const int now = ++inside;
      int seen = most;
      while (now > seen && !most.compare_exchange_weak(seen, now)) {
      }
      std::this_thread::yield();
      --inside;
    });
  threads.clear();
  EXPECT_LE(most, 2);
}

// Every key that the code of audit and identity names has its sentence in both languages.
TEST(Sentences, EveryKeyHasOne) {
  static const bool added = [] {
    base::add_sentences(audit::sentences());
    base::add_sentences(sentences());
    return true;
  }();
  ASSERT_TRUE(added);
  const std::regex key("\"((identity|audit)\\.[a-z_]+)\"");
  for (const char* folder : {"audit", "identity"})
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(LIENTHONG_SOURCE_DIR) + "/src/modules/" + folder)) {
      const std::string name = file.path().filename().string();
      if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
      std::ifstream in(file.path());
      // Events of the log are not for users.
      const std::string text = std::regex_replace(std::string{std::istreambuf_iterator<char>(in), {}},
                                                  std::regex("LogLevel::[a-z]+, \"[a-z._]+\""), "");
      for (std::sregex_iterator it(text.begin(), text.end(), key), end; it != end; ++it) {
        const std::string found = (*it)[1];
        EXPECT_TRUE(base::has_sentence(found)) << found << " in " << name;
      }
    }
}

}  // namespace
}  // namespace identity
