#pragma once
// What names, passwords and codes must look like, how often somebody may try them, and how many may be
// hashed at once. Pure but for the two counters, which are thread-safe and live in memory: a restart forgets
// the counts, and only them.

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace identity {

// Letters, digits, dot, dash, underscore and @, 2 to 64 of them. Errors: invalid "identity.name_form".
void require_account_name(std::string_view name);
// At least 8 code points, not among the commonest, not the account's name.
// Source: NIST SP 800-63B, 5.1.1.2 (length and a list of known bad ones, no rules of composition).
// Errors: invalid "identity.password_short", "identity.password_common".
void require_password(std::string_view password, std::string_view account_name, const char* field = "password");
// The same characters typed on two keyboards are one password: NFC.
std::string normal_password(std::string_view password);
// Ten letters and digits (50 bits) that cannot be mistaken for one another, "k7m2p-x9hqd".
std::string new_recovery_code();
// Without blanks and dashes, in lower case, o read as 0, i and l as 1.
std::string normal_code(std::string_view code);

// What one client may take addresses from: IPv4 as it is, of IPv6 the first 64 bits.
std::string network_of(const std::string& address);

// Counts attempts per key. After `free` failures in a row the key waits `first`, then twice as long after
// each further one, up to `longest`; a key without attempts for `forget` is forgotten.
class Throttle {
 public:
  struct Limits {
    int free = 5;
    std::int64_t first = 30'000'000, longest = 900'000'000, forget = 3'600'000'000;  // Units: microseconds
    std::size_t most_keys = 100'000;
  };
  explicit Throttle(Limits limits) : limits_(limits) {}
  // Counts one attempt before its outcome is known, so that many at once count too.
  // Errors: throttled "identity.too_many_attempts" {seconds}.
  void attempt(const std::string& key, std::int64_t now);
  void succeeded(const std::string& key);
  // Takes one attempt back: of many people behind one address, one has succeeded.
  void forgive(const std::string& key);
  // What is kept in the store, so that a restart opens no lock.
  struct Count {
    int failures = 0;
    std::int64_t last = 0, until = 0;
  };
  Count count(const std::string& key);
  void restore(const std::string& key, const Count& count);
  std::int64_t forget() const { return limits_.forget; }

 private:
  void make_room(std::int64_t now);
  Limits limits_;
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
  std::string looked_at_;  // how far the last look for room came
};

// Lets two in at a time (argon2id takes 64 MiB each); who would be the 33rd to wait is told to come back.
class HashGate {
 public:
  class Pass {
   public:
    explicit Pass(HashGate& gate);  // Errors: unavailable "identity.busy".
    ~Pass();
    Pass(const Pass&) = delete;

   private:
    HashGate& gate_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0, waiting_ = 0;
};

}  // namespace identity
