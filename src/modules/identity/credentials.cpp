#include "modules/identity/credentials.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/error.h"
#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace identity {
namespace {

constexpr std::size_t least_password = 8, most_password = 256;  // Units: code points
constexpr int most_hashing = 2, most_hash_waiting = 32;

// The commonest of the lists that attackers start with, as far as they are long enough.
constexpr std::string_view common_passwords[] = {
    "12345678",   "123456789", "1234567890", "password",  "password1",  "password123",   "passw0rd",   "qwertyuiop",
    "qwerty123",  "11111111",  "00000000",   "88888888",  "66666666",   "99999999",      "iloveyou",   "abcd1234",
    "abc12345",   "abcdefgh",  "1q2w3e4r",   "1qaz2wsx",  "admin123",   "administrator", "matkhau123", "matkhau1",
    "12341234",   "11223344",  "87654321",   "987654321", "0987654321", "123123123",     "aa123456",   "asdfghjkl",
    "zxcvbnm123", "qwer1234",  "welcome1",   "changeme",  "letmein1",   "vietnam1",      "anhyeuem",   "12345679"};

}  // namespace

void require_account_name(std::string_view name) {
  const auto points = base::to_code_points(name);
  const auto fits = [](char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' ||
           c == '_' || c == '@' || (c >= 0xC0 && c <= 0x1B0 && c != 0xD7 && c != 0xF7) || (c >= 0x1EA0 && c <= 0x1EF9);
  };
  if (points.size() < 2 || points.size() > 64 || !std::all_of(points.begin(), points.end(), fits))
    throw base::Error(base::ErrorKind::invalid, "identity.name_form").at_field("name");
}

std::string normal_password(std::string_view password) { return base::to_nfc(password); }

void require_password(std::string_view password, std::string_view account_name, const char* field) {
  const std::size_t length = base::count_code_points(password);
  if (length < least_password || length > most_password)
    throw base::Error(base::ErrorKind::invalid, "identity.password_short", {{"least", std::to_string(least_password)}})
        .at_field(field);
  const std::string folded = base::fold(password);
  const bool one_letter = folded.find_first_not_of(folded.front()) == std::string::npos;
  if (one_letter || folded == base::fold(account_name) ||
      std::find(std::begin(common_passwords), std::end(common_passwords), folded) != std::end(common_passwords))
    throw base::Error(base::ErrorKind::invalid, "identity.password_common").at_field(field);
}

std::string new_recovery_code() {
  static constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";  // Crockford: without i, l, o, u
  std::string out;
  for (const char byte : platform::random_bytes(10)) {
    if (out.size() == 5) out += '-';
    out += letters[static_cast<unsigned char>(byte) & 31];
  }
  return out;
}

std::string normal_code(std::string_view code) {
  std::string out;
  for (const char c : base::fold(code))
    if (c == 'o')
      out += '0';
    else if (c == 'i' || c == 'l')
      out += '1';
    else if (c != ' ' && c != '-')
      out += c;
  return out;
}

std::string network_of(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  const std::string plain = address.substr(0, address.find('%'));
  if (inet_pton(AF_INET6, plain.c_str(), bytes.data()) != 1) return plain;
  constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
    std::array<char, INET_ADDRSTRLEN> text{};
    return inet_ntop(AF_INET, bytes.data() + mapped.size(), text.data(), text.size());
  }
  return platform::to_hex({reinterpret_cast<const char*>(bytes.data()), 8});
}

// Looks at a few keys a time, so that a flood of names costs nobody else. What is forgotten goes; else the key with the
// fewest failures, so that the flood pushes out its own and not the name that is being guessed at.
void Throttle::make_room(std::int64_t now) {
  if (counts_.size() < limits_.most_keys) return;
  auto fewest = counts_.end();
  auto at = counts_.upper_bound(looked_at_);
  for (std::size_t left = std::min<std::size_t>(64, counts_.size()); left > 0; --left) {
    if (at == counts_.end()) at = counts_.begin();
    if (at->second.last + limits_.forget < now) {
      at = counts_.erase(at);
      continue;
    }
    if (fewest == counts_.end() || at->second.failures < fewest->second.failures) fewest = at;
    looked_at_ = at++->first;
  }
  if (counts_.size() >= limits_.most_keys && fewest != counts_.end()) counts_.erase(fewest);
}

void Throttle::attempt(const std::string& key, std::int64_t now) {
  std::lock_guard lock(mutex_);
  if (!counts_.contains(key)) make_room(now);
  Count& count = counts_[key];
  if (count.last + limits_.forget < now) count = {};
  if (now < count.until) {
    const std::int64_t seconds = (count.until - now + 999'999) / 1'000'000;
    throw base::Error(base::ErrorKind::throttled, "identity.too_many_attempts", {{"seconds", std::to_string(seconds)}});
  }
  count.last = now;
  ++count.failures;
  if (count.failures < limits_.free) return;
  const int doublings = std::min(count.failures - limits_.free, 20);
  count.until = now + std::min(limits_.first << doublings, limits_.longest);
}

void Throttle::succeeded(const std::string& key) {
  std::lock_guard lock(mutex_);
  counts_.erase(key);
}

Throttle::Count Throttle::count(const std::string& key) {
  std::lock_guard lock(mutex_);
  const auto it = counts_.find(key);
  return it == counts_.end() ? Count{} : it->second;
}

void Throttle::restore(const std::string& key, const Count& count) {
  std::lock_guard lock(mutex_);
  make_room(count.last);
  counts_[key] = count;
}

void Throttle::forgive(const std::string& key) {
  std::lock_guard lock(mutex_);
  const auto it = counts_.find(key);
  if (it == counts_.end()) return;
  if (--it->second.failures < limits_.free) it->second.until = 0;
  if (it->second.failures <= 0) counts_.erase(it);
}

HashGate::Pass::Pass(HashGate& gate) : gate_(gate) {
  std::unique_lock lock(gate_.mutex_);
  if (gate_.waiting_ >= most_hash_waiting)
    throw base::Error(base::ErrorKind::unavailable, "identity.busy", {{"seconds", "2"}});
  ++gate_.waiting_;
  gate_.changed_.wait(lock, [&] { return gate_.inside_ < most_hashing; });
  --gate_.waiting_;
  ++gate_.inside_;
}

HashGate::Pass::~Pass() {
  {
    std::lock_guard lock(gate_.mutex_);
    --gate_.inside_;
  }
  gate_.changed_.notify_one();
}

}  // namespace identity
